"""On NumPy 1.26 kernels run under NumPy 2's rules, and the user's own NumPy keeps the rules that it had."""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
import pytest

import tapeviz.fallback as tf

# Where NumPy 2 is, there is nothing to switch, and results must be what they are here without it.
IS_OLD = np.lib.NumpyVersion(np.__version__) < "2.0.0"


@pytest.mark.parametrize("kind", ["float16", "float32", "float64"])
@pytest.mark.parametrize("shape", [(), (1,)])
@pytest.mark.parametrize("op", ["sqrt", "tanh", "sigmoid", "math.log1p", "math.softplus", "math.reciprocal", "square"])
def test_a_type_is_kept_in_both_directions(op: str, shape: tuple[int, ...], kind: str) -> None:
    x = tf.fill(shape, tf.constant(0.5, kind))
    function: Any = tf
    for name in op.split("."):
        function = getattr(function, name)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = function(x)
    assert (y.dtype.name, y._array.dtype, tape.gradient(y, x).dtype.name) == (kind, kind, kind)


def test_the_users_own_arrays_are_added_as_before() -> None:
    before = np.result_type(np.float32(1.0) + 1.0), (np.array(1.0, np.float32) * 2.0).dtype
    seen = []

    def look(*_: Any) -> None:
        seen.append((np.result_type(np.float32(1.0) + 1.0), (np.array(1.0, np.float32) * 2.0).dtype))

    tf.numpy_function(lambda x: look() or x, [tf.sqrt(2.0)], tf.float32)
    tf.custom_gradient(lambda x: (look() or tf.sqrt(x), lambda dy: dy))(tf.constant(2.0))
    look()
    assert seen == [before] * 3


@pytest.mark.skipif(not IS_OLD, reason="NumPy 2 has no such switch")
def test_the_switch_stands_as_it_stood_after_errors_and_threads() -> None:
    assert np._get_promotion_state() == "legacy"
    with pytest.raises(tf.errors.InvalidArgumentError):
        tf.ones([2]) + tf.ones([3])
    assert np._get_promotion_state() == "legacy"
    big = tf.ones([300, 300])
    types = set()

    def work() -> None:
        for _ in range(30):
            types.add((tf.sqrt(2.0) / 3.0).dtype.name)
            tf.matmul(big, big)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert types == {"float32"}
    assert np._get_promotion_state() == "legacy"


@pytest.mark.skipif(IS_OLD, reason="that module is for it")
def test_numpy_2_pays_nothing_for_it() -> None:
    import sys

    tf.sqrt(2.0)
    assert "tapeviz.fallback.numpy_1" not in sys.modules
