"""What the NumPy engine promises beyond TensorFlow's behaviour: long chains, observers, threads, no side effects."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import tracemalloc
import warnings
import weakref
from typing import Any, Self

import numpy as np
import pytest

import tapeviz.fallback as tf
from tapeviz.fallback import execute as engine
from tapeviz.fallback.registry import TABLE, Unregistered


def chain(length: int) -> Any:
    x = tf.constant(1.0, tf.float64)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x
        for _ in range(length):
            y = y * 1.00001
    return tape.gradient(y, x)


def test_a_chain_of_a_hundred_thousand_steps() -> None:
    np.testing.assert_allclose(chain(100_000).numpy(), 1.00001**100_000, rtol=1e-9)


def test_memory_is_linear_in_the_length() -> None:
    peaks = []
    for length in (2_000, 8_000):
        tracemalloc.start()
        chain(length)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < 5 * peaks[0]


def test_a_variable_used_many_times_gets_the_sum() -> None:
    v = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = tf.add_n([v * float(i) for i in range(100)])
    assert float(tape.gradient(y, v)) == 4950.0


class Seen:
    """An observer that keeps what it is told."""

    def __init__(self) -> None:
        self.ops: list[tuple[Any, ...]] = []

    def __call__(self, *event: Any) -> None:
        self.ops.append(event)

    def types(self) -> list[str]:
        return [event[0] for event in self.ops]

    def __enter__(self) -> Self:
        engine.add_observer(self)
        return self

    def __exit__(self, *_: object) -> None:
        engine.remove_observer(self)


def test_an_observer_is_told_of_each_op() -> None:
    x = tf.constant([1.0, 2.0])
    with Seen() as seen:
        y = tf.reduce_sum(tf.cast(x, tf.float64), keepdims=True)
    tf.sin(x)
    assert seen.types() == ["Cast", "Sum"]
    op_type, inputs, attrs, outputs = seen.ops[1]
    assert (op_type, attrs) == ("Sum", ("keep_dims", True))
    assert inputs[0] is seen.ops[0][3][0]
    assert outputs[0] is y


def test_an_observer_is_told_of_backward_ops_reads_and_writes() -> None:
    v = tf.Variable([1.0, 2.0])
    with Seen() as seen:
        with tf.GradientTape() as tape:
            y = tf.sin(v)
        v.assign_sub(tape.gradient(y, v))
    assert seen.types() == ["ReadVariableOp", "Sin", "Cos", "Mul", "AssignSubVariableOp"]
    assert seen.ops[0][1][0] is v.handle
    assert seen.ops[-1][1][0] is v.handle
    assert seen.ops[-1][3] == ()


def test_an_observers_error_reaches_the_user() -> None:
    def refuse(*_: Any) -> None:
        raise RuntimeError("seen enough")

    engine.add_observer(refuse)
    try:
        with pytest.raises(RuntimeError, match="seen enough"):
            tf.sin(1.0)
    finally:
        engine.remove_observer(refuse)
    assert float(tf.sin(0.0)) == 0.0


def test_ids_are_never_used_twice() -> None:
    ids = [tf.constant(1.0)._id for _ in range(1_000)]
    assert ids == sorted(set(ids))


def test_a_tape_follows_its_own_thread_only() -> None:
    x = tf.constant(3.0)
    results = []
    with tf.GradientTape() as tape:
        tape.watch(x)
        thread = threading.Thread(target=lambda: results.append(x * x))
        thread.start()
        thread.join()
    assert tape.gradient(results[0], x) is None


def test_threads_may_run_ops_at_the_same_time() -> None:
    big = tf.ones([200, 200])
    failures = []

    def work() -> None:
        try:
            for _ in range(50):
                tf.sin(big)
        except Exception as error:  # noqa: BLE001 - any error of a thread fails the test
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


@pytest.mark.parametrize("setting", ["warn", "raise"])
def test_floating_point_errors_are_silent_whatever_the_user_has_set(setting: Any) -> None:
    with np.errstate(all=setting), warnings.catch_warnings():
        warnings.simplefilter("error")
        before = np.geterr()
        assert np.isinf(float(tf.constant(1.0) / 0.0))
        assert np.isnan(float(tf.math.log(-1.0)))
        assert np.isinf(float(tf.exp(1e6)))
        x = tf.constant(0.0)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = tf.sqrt(x) / x
        assert np.isnan(float(tape.gradient(y, x)))
        assert np.geterr() == before


def test_a_spent_tape_lets_its_tensors_go() -> None:
    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        inner = tf.sin(x)
        y = inner * inner
    ghost = weakref.ref(inner)
    del inner
    gc.collect()
    assert ghost() is not None
    tape.gradient(y, x)
    del y
    gc.collect()
    assert ghost() is None


def test_what_numpy_gets_is_a_copy() -> None:
    x = tf.constant([1.0, 2.0])
    for taken in (x.numpy(), np.asarray(x), tf.Variable(x).numpy()):
        taken[0] = 9.0
    assert x.numpy().tolist() == [1.0, 2.0]
    array = np.array([1.0, 2.0])
    y = tf.constant(array)
    v = tf.Variable(array)
    array[0] = 9.0
    assert (y.numpy().tolist(), v.numpy().tolist()) == ([1.0, 2.0], [1.0, 2.0])


def test_a_write_does_not_change_what_was_read() -> None:
    v = tf.Variable([1.0, 2.0])
    before = v.value()
    v.assign_add([1.0, 1.0])
    v[0].assign(7.0)
    v.scatter_update(tf.IndexedSlices([5.0], [1]))
    assert (before.numpy().tolist(), v.numpy().tolist()) == ([1.0, 2.0], [7.0, 5.0])


@pytest.mark.parametrize(("where", "name"), [(tf, "nonsense"), (tf.math, "nonsense"), (tf.errors, "NonsenseError")])
def test_what_is_not_covered_says_so(where: Any, name: str) -> None:
    with pytest.raises(AttributeError, match=f"no attribute '{name}': not covered by the NumPy engine; install tensor"):
        getattr(where, name)


def test_the_engine_needs_numpy_and_the_standard_library_only() -> None:
    code = """
import sys
import numpy
before = set(sys.modules)
import tapeviz.fallback as tf
x = tf.Variable([[1., 2.], [3., 4.]])
with tf.GradientTape() as tape:
    y = tf.reduce_sum(tf.linalg.matmul(x, x) ** 2)
tape.gradient(y, x)
roots = {name.partition('.')[0] for name in set(sys.modules) - before} - set(sys.stdlib_module_names)
print(sorted(roots), sorted(name for name in sys.modules if name.startswith('tapeviz.') and '.fallback' not in name))
"""
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "['tapeviz'] []"


def test_the_core_table_agrees_with_tensorflows() -> None:
    """Each op's input types, and whether the gradient registry has a function, None or nothing for it."""
    pytest.importorskip("tensorflow")
    code = "import tapeviz.fallback; from tapeviz.fallback.registry import TABLE; print(*TABLE)"
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    names = result.stdout.split()
    assert len(names) > 150
    assert [wrong for wrong in map(disagreement, names) if wrong] == []


def disagreement(name: str) -> Any:
    """What the two tables say differently of an op, or None."""
    from tensorflow.python.framework import dtypes as their_dtypes
    from tensorflow.python.framework import op_def_registry, ops

    short = {"float32": "float", "float64": "double", "float16": "half"}
    entry, definition = TABLE[name], op_def_registry.get(name)
    for attr in definition.attr:
        listed = [their_dtypes.as_dtype(each).name for each in attr.allowed_values.list.type]
        if attr.name in entry.allowed and entry.allowed[attr.name].split() != [
            short.get(each, each) for each in listed
        ]:
            return name, attr.name, listed
    try:
        theirs: Any = "function" if ops._gradient_registry.lookup(name) else None
    except LookupError:
        theirs = "nothing"
    ours = "nothing" if entry.vjp is Unregistered else "function" if entry.vjp else None
    return None if ours == theirs else (name, ours, theirs)
