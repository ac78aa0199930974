"""What a cell does in several steps is one thing in the picture where the tape, or the reader, knows it as one."""

from __future__ import annotations

from typing import Any

import pytest

from tapeviz import fallback
from tapeviz.render.picture import Picture, draw
from tests.engines.taping import tape

CLIPPED = """
@tf.custom_gradient
def clipped(value):
    return tf.clip_by_value(value, -1.0, 1.0), lambda upstream: {}
v = tf.Variable(0.5)
"""


@pytest.fixture(params=["numpy", "tensorflow"])
def tf(request: pytest.FixtureRequest) -> Any:
    return fallback if request.param == "numpy" else pytest.importorskip("tensorflow")


def picture(tf: Any, cell: str, line: str, setup: str) -> Picture:
    return draw(tape(cell, line, setup=setup, namespace={"__name__": "__main__", "tf": tf}).report, 3000)


def names(drawn: Picture) -> set[str]:
    return {node.name or node.title for node in drawn.nodes if node.kind in ("op", "host", "variable")}


@pytest.mark.parametrize(("gradient", "cut"), [("None", "cut: a custom gradient returned None"), ("upstream", "")])
def test_a_function_with_a_gradient_of_its_own_is_one_node(tf: Any, gradient: str, cut: str) -> None:
    drawn = picture(tf, "y = clipped(v) * 2.0", "y wrt v", CLIPPED.format(gradient))

    (call,) = [node for node in drawn.nodes if node.title == "custom gradient clipped"]
    assert names(drawn) == {"v", "custom gradient clipped", "y"}
    (link,) = [edge for edge in drawn.edges if edge.head == call.key]
    assert link.cut == cut
    assert call.cut == ""


def test_a_list_that_merely_holds_tensors_is_not_drawn(tf: Any) -> None:
    drawn = picture(
        tf, "a = x * 2.0\nb = x * 3.0\npair = [a, b]\ny = pair[0] + pair[1]", "y wrt x", "x = tf.Variable(1.0)"
    )

    assert names(drawn) == {"x", "a", "b", "y"}
    assert names(picture(tf, "a = x * 2.0\nb = x * 3.0", "[a, b] wrt x", "x = tf.Variable(1.0)")) == {"x", "a", "b"}


def test_a_list_of_numbers_on_the_way_is_drawn(tf: Any) -> None:
    drawn = picture(
        tf, "pair = [float(x), 2.0]\ny = tf.reduce_sum(tf.constant(pair))", "y wrt x", "x = tf.Variable(1.0)"
    )

    assert "Python: a list" in {node.title for node in drawn.nodes}
