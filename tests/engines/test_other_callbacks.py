"""Other tools that listen to TensorFlow's ops, such as the numerics checks, work beside a recording."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines.taping import tape, tape_error
from tests.facts.callbacks import calling_back

tf = pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

SETUP = """
x = tf.Variable([2.0, 0.5])
w = tf.Variable(3.0)
@tf.function
def f(a):
    return tf.reduce_sum(tf.exp(a) * w)
"""
ON = "tf.debugging.enable_check_numerics()\n"


@pytest.fixture(autouse=True)
def numerics_unchecked() -> Iterator[None]:
    yield
    tf.debugging.disable_check_numerics()


@pytest.mark.parametrize(("before", "inside"), [(ON, ""), ("", ON)], ids=["before-the-cell", "in-the-cell"])
def test_numerics_checks_beside_a_recording_change_neither_values_nor_verdicts(before: str, inside: str) -> None:
    found = tape(inside + "h = tf.round(x)\ny = f(h) * w", "y wrt x; w", setup=before + SETUP)
    plain = tape("h = tf.round(x)\ny = f(h) * w", "y wrt x; w", setup="tf.debugging.disable_check_numerics()" + SETUP)

    told = [(d.status, str(d.cause), found.text(d.span) if d.span else "") for d in found.report.diagnoses]
    assert told == [("none", "not-differentiable", "tf.round(x)"), ("gradient", "None", "")]
    assert found.namespace["y"].numpy().tobytes() == plain.namespace["y"].numpy().tobytes()
    assert not found.recording.limits


@pytest.mark.parametrize(("before", "inside"), [(ON, ""), ("", ON)], ids=["before-the-cell", "in-the-cell"])
def test_what_the_checks_find_is_raised_as_without_a_recording(before: str, inside: str) -> None:
    _, error = tape_error(f"{inside}y = f(tf.math.log(x - x))", "y wrt x", setup=before + SETUP)

    assert type(error).__name__ == "InvalidArgumentError"
    assert "-Inf" in str(error)


@pytest.mark.parametrize("first", [True, False])
def test_a_callback_before_or_after_ours_is_given_the_outputs_of_every_op(first: bool) -> None:
    seen: list[Any] = []

    def other(op_type: Any, inputs: Any, attrs: Any, outputs: Any, op_name: Any = None, graph: Any = None) -> Any:
        seen.append(outputs)
        return outputs

    cell = "y = f(x) + w"
    if first:
        with calling_back(other):
            tape(cell, "y wrt x", setup=SETUP)
    else:
        names = {"tf": tf, "other": other, "calling_back": calling_back, "__name__": "__main__"}
        tape(f"with calling_back(other):\n    {cell}", "y wrt x", setup=SETUP, namespace=names)

    assert len(seen) > 5
    assert all(outputs is not None for outputs in seen)


def test_lists_of_outputs_stay_lists_while_a_function_is_traced() -> None:
    cell = "@tf.function\ndef g(a):\n    kinds.append(type(tf.split(a, 2)))\n    return tf.reduce_sum(a)\ny = g(x)"
    found = tape(cell, "y wrt x", setup=SETUP + "kinds = []")

    assert set(found.namespace["kinds"]) == {list}
