"""A source that is not connected may hold what the target was computed from a second time: where that was is told."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tapeviz.diagnose import diagnose
from tests.engines.taping import tape
from tests.factories import Builder
from tests.scenarios import earlier_cells_followed

SETUP = """
import tapeviz.fallback as tf
x = tf.Variable([1.0, 2.0])
w = tf.Variable([3.0, 4.0])
def layer(v, scale=2.0):
    return tf.tanh(v * x) * scale
older = tf.tanh(w)
"""


@pytest.fixture(autouse=True, scope="module")
def history() -> Iterator[None]:
    yield from earlier_cells_followed(["tapeviz.fallback"])


def is_told(b: Builder) -> bool:
    (only,) = diagnose(b.build()).diagnoses
    assert only.cause == "not-connected"
    return any("computes anew" in note.text for note in only.notes)


def twice(*, other: Any = None, random: bool = False, second: str = "Tanh") -> Builder:
    """`h = f(x)`, and the target from `f(x)` once more."""
    b = Builder().cell("h = f(x)\ny = f(x) * 2.0")
    x, z = b.variable("x", value=1.0), b.variable("z", value=1.0)
    kind = "RandomUniform" if random else "Tanh"
    h = b.op(kind, x, value=0.5, code="f(x)")
    again = b.op("RandomUniform" if random else second, z if other else x, value=0.5, code="f(x) * 2.0")
    return b.target(b.op("Mul", again, 2.0, value=1.0, code="f(x) * 2.0")).source(h)


def test_the_same_op_of_the_same_inputs_computes_the_source_anew() -> None:
    assert is_told(twice())


@pytest.mark.parametrize("difference", [{"other": True}, {"random": True}, {"second": "Sigmoid"}])
def test_another_input_another_op_or_a_draw_is_not_the_same(difference: dict[str, Any]) -> None:
    assert not is_told(twice(**difference))


@pytest.mark.parametrize(
    ("cell", "source", "place"),
    [
        ("h = layer(w)\ny = tf.reduce_sum(layer(w))", "h", "layer(w)"),
        ("h = layer(w, 3.0)\nk = layer(w, 3.0)\ny = tf.reduce_sum(k)", "h", "layer(w, 3.0)"),
        ("y = tf.reduce_sum(tf.tanh(w) * x)", "older", "tf.tanh(w)"),
    ],
)
def test_a_function_that_is_called_again(cell: str, source: str, place: str) -> None:
    found = tape(cell, f"y wrt {source}", setup=SETUP)
    (note,) = found.diagnosis.notes

    assert (found.cause, found.text(note.span)) == ("not-connected", place)
    assert note.text == f"this computes anew what '{source}' holds, and y uses that"
    assert found.diagnosis.help == f"compute it once, and go on from {source} itself to y"


@pytest.mark.parametrize(
    "cell",
    [
        "h = layer(w)\ny = tf.reduce_sum(layer(x))",
        "h = layer(w, 3.0)\ny = tf.reduce_sum(layer(w, 2.0))",
        "h = layer(w)\nw.assign_add([1.0, 1.0])\ny = tf.reduce_sum(layer(w))",
    ],
)
def test_a_function_that_is_called_with_something_else_or_after_a_write(cell: str) -> None:
    found = tape(cell, "y wrt h", setup=SETUP)

    assert all("anew" not in note.text for note in found.diagnosis.notes)
