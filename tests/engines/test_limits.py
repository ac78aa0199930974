"""What the engine could not see is said in the report, and never costs the user the cell."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tapeviz.engines import choose
from tapeviz.engines.choose import choose_engine
from tapeviz.engines.summaries import summarize
from tapeviz.errors import BadInput
from tests.engines.taping import Taped, tape

tensorflow = pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

SETUP = "x = tf.Variable(2.0)\nw = tf.Variable(3.0)"


def taped(cell: str) -> Taped:
    return tape(cell, "y wrt x", setup=SETUP)


def kinds(found: Taped) -> set[str]:
    return {limit.kind for limit in found.recording.limits}


# ---- TensorFlow itself ----


@pytest.fixture
def no_tensorflow(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where TensorFlow is not installed."""
    find = importlib.util.find_spec
    monkeypatch.delitem(sys.modules, "tensorflow", raising=False)
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None if name == "tensorflow" else find(name))


@pytest.fixture
def engine_setting() -> Iterator[None]:
    yield
    choose.set_engine("auto")


def test_without_tensorflow_the_numpy_engine_is_used(no_tensorflow: None) -> None:
    assert choose_engine().name == "numpy"


def test_tensorflow_asked_for_in_vain_says_what_to_install(no_tensorflow: None, engine_setting: None) -> None:
    with pytest.raises(BadInput, match=r"pip install"):
        choose.set_engine("tensorflow")


def test_an_engine_that_is_none_is_told() -> None:
    with pytest.raises(BadInput, match="auto, tensorflow and numpy"):
        choose.set_engine("jax")


def test_the_objects_that_a_cell_names_decide(engine_setting: None) -> None:
    import tensorflow

    from tapeviz import fallback

    assert choose_engine([3.0, "x"]).name == "tensorflow"
    assert choose_engine([fallback.Variable(1.0), 3.0]).name == "numpy"
    assert choose_engine([fallback]).name == "numpy"
    assert choose_engine([fallback.Variable(1.0), tensorflow.Variable(1.0)]).name == "tensorflow"
    choose.set_engine("numpy")
    assert choose_engine([tensorflow.Variable(1.0)]).name == "numpy"


@pytest.mark.parametrize(("version", "works"), [("1.15.0", False), ("2.15.1", False), ("2.16.0", True), ("3.0", True)])
def test_a_tensorflow_that_is_too_old_is_told_which_ones_work(
    monkeypatch: pytest.MonkeyPatch, version: str, works: bool
) -> None:
    monkeypatch.setattr(tensorflow, "__version__", version)

    if works:
        assert choose_engine().version == version
    else:
        with pytest.raises(BadInput, match=r"2\.16 and newer"):
            choose_engine()


# ---- private names that moved ----


@pytest.mark.parametrize("hook", ["_hook_ops", "_hook_handles", "_hook_exits", "_hook_tape", "_hook_functions"])
def test_a_hook_that_cannot_be_put_is_a_limit(monkeypatch: pytest.MonkeyPatch, hook: str) -> None:
    from tapeviz.engines._tf_private import TapeHooks

    def fail(self: Any) -> None:
        raise AttributeError("it has moved")

    monkeypatch.setattr(TapeHooks, hook, fail)
    found = taped("y = x * 2.0")

    assert (found.diagnosis.status, kinds(found)) == ("gradient", {"lost" if hook == "_hook_ops" else "hook"})
    assert "it has moved" in found.recording.limits[0].detail


def test_where_no_op_is_observed_no_cause_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.engines._tf_private import TapeHooks

    def fail(self: Any) -> None:
        raise AttributeError("it has moved")

    monkeypatch.setattr(TapeHooks, "_hook_ops", fail)

    assert taped("y = tf.round(x) * 2.0").diagnosis.cause == "unknown"


def test_an_error_inside_the_observation_of_an_op_is_a_limit_and_not_the_users(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.provenance.stack import UserFrames

    def fail(self: Any, frame: Any) -> Any:
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(UserFrames, "__call__", fail)
    found = taped("y = x * 2.0")

    assert float(found.namespace["y"]) == 4.0
    assert kinds(found) == {"lost"}


def test_where_a_step_of_the_cell_was_not_seen_no_cause_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.provenance.stack import UserFrames

    collect, calls = UserFrames.__call__, []

    def fail_once(self: Any, frame: Any) -> Any:
        calls.append(frame)
        if len(calls) == 2:
            raise ZeroDivisionError("ours")
        return collect(self, frame)

    monkeypatch.setattr(UserFrames, "__call__", fail_once)
    found = taped("h = tf.stop_gradient(x)\nh = tf.exp(h)\ny = tf.sin(h) * w")

    assert (found.diagnosis.status, found.cause) == ("none", "unknown")
    assert "could not be observed" in found.diagnosis.message


# ---- budgets ----


def lower(monkeypatch: pytest.MonkeyPatch, name: str, value: int) -> None:
    """Set a budget of the assembler, in whichever of its modules it stands."""
    taped("y = x * 1.0")  # so that all of them are imported
    parts = [part for key, part in sys.modules.items() if key.startswith("tapeviz.assemble") and hasattr(part, name)]
    assert parts
    for part in parts:
        monkeypatch.setattr(part, name, value)


def test_more_ops_than_are_probed_is_unknown_with_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    lower(monkeypatch, "PROBED_OPS", 20)

    found = taped("h = x * 1.0\nfor _ in range(30):\n    h = h + 1.0\ny = tf.round(h)")

    assert (found.cause, kinds(found)) == ("unknown", {"probe"})


def test_derivatives_that_would_cost_too_much_memory_are_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lower(monkeypatch, "ADJOINT_BYTES", 4)

    found = taped("h = tf.round(x)\ny = h * w")

    assert (found.cause, found.code, kinds(found)) == ("not-differentiable", "tf.round(x)", {"memory"})
    assert found.tensor(found.named("h")).live is None


def test_nothing_unusual_has_no_limits() -> None:
    assert taped("y = tf.round(x) * w").recording.limits == ()


# ---- what is shown of an array ----


def test_few_values_are_all_there() -> None:
    found = summarize(np.array([[0.0, 1.0], [np.nan, np.inf]]))

    assert found.values is not None
    assert found.values[:2] == (0.0, 1.0)
    assert (found.size, found.min, found.max, found.mean, found.n_zero, found.n_nonfinite) == (4, 0.0, 1.0, 0.5, 1, 2)


def test_many_values_are_statistics() -> None:
    found = summarize(np.arange(100.0))

    assert found.values is None
    assert (found.size, found.min, found.max, found.mean, found.n_zero) == (100, 0.0, 99.0, 49.5, 1)


@pytest.mark.parametrize(
    ("array", "values"),
    [
        (np.array([True, False]), (True, False)),
        (np.array([1, 2], dtype=np.int8), (1, 2)),
        (np.array([b"a", "\u00e4".encode()], dtype=object), ("a", "\u00e4")),
        (np.array(["x"]), ("x",)),
        (np.array([3 + 4j]), (3 + 4j,)),
        (np.zeros((0, 3)), ()),
        (np.array(tensorflow.constant([1.5], dtype="bfloat16")), (1.5,)),
    ],
)
def test_every_dtype_has_plain_values(array: Any, values: tuple[Any, ...]) -> None:
    assert summarize(array).values == values


def test_an_array_without_a_finite_value_has_no_statistics() -> None:
    found = summarize(np.full(20, np.nan))

    assert (found.min, found.max, found.mean, found.n_nonfinite) == (None, None, None, 20)


@pytest.mark.parametrize("engine", ["tensorflow", "tapeviz.fallback"])
def test_what_another_thread_computes_is_outside_the_tape_and_a_limit(engine: str) -> None:
    threads = "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)"
    setup = f"import {engine} as tf\n{SETUP}\n{threads}"
    found = tape("h = pool.submit(lambda: x * 2.0).result()\ny = h * w", "y wrt x", setup=setup)

    assert (found.cause, found.code) == ("before-tape", "x * 2.0")
    assert any("another thread" in limit.detail for limit in found.recording.limits)


@pytest.mark.parametrize("engine", ["tensorflow", "tapeviz.fallback"])
def test_what_threads_hand_back_in_a_list_is_told_where_the_list_is_made(engine: str) -> None:
    threads = "from concurrent.futures import ThreadPoolExecutor\npool = ThreadPoolExecutor(1)"
    setup = f"import {engine} as tf\n{SETUP}\n{threads}\nparts = [tf.constant(1.0), tf.constant(2.0)]"
    setup += "\ndef scaled(p):\n    return x * p"
    cell = "hs = list(pool.map(scaled, parts))\nks = [p * w for p in parts]\n"
    found = tape(cell + "y = sum([h * k for h, k in zip(hs, ks)])", "y wrt x", setup=setup)

    assert found.cause == "before-tape"
    assert found.code in ("list(pool.map(scaled, parts))", "pool.map(scaled, parts)")
