"""Scalar graphs carry the local derivatives that a chain rule multiplies, as a textbook's computation graph does."""

from __future__ import annotations

import pytest

from tapeviz import fallback
from tapeviz.render.picture import Picture, draw
from tests.engines.taping import tape


def picture(cell: str, line: str, setup: str) -> Picture:
    return draw(tape(cell, line, setup=setup, namespace={"__name__": "__main__", "tf": fallback}).report, 3000)


def labels(drawn: Picture) -> set[str]:
    return {edge.slope for edge in drawn.edges if edge.slope}


def rows(drawn: Picture) -> dict[str, list[str]]:
    return {node.name: [row.text for row in node.rows] for node in drawn.nodes}


def test_the_textbook_graph_has_each_number_where_it_belongs() -> None:
    drawn = picture("z = (x ** 2 + y ** 2) ** 2", "z wrt x; y", "x = tf.Variable(3.0)\ny = tf.Variable(5.0)")

    assert rows(drawn)["x"] == ["3.0", "dz/dx = 408.0"]
    assert rows(drawn)["y"] == ["5.0", "dz/dy = 680.0"]
    assert rows(drawn)["c"] == ["34.0", "dz/dc = 68.0"]
    assert rows(drawn)["z"][0] == "1156.0"
    assert labels(drawn) == {"da/dx = 6.0", "db/dy = 10.0", "dc/da = 1.0", "dc/db = 1.0", "dz/dc = 68.0"}


def test_a_value_that_goes_in_twice_has_the_sum_of_both() -> None:
    assert labels(picture("y = x * x", "y wrt x", "x = tf.Variable(3.0)")) == {"dy/dx = 6.0"}


def test_a_part_of_a_derivative_is_told_from_the_whole() -> None:
    drawn = picture("m = x * x\ny = m * x", "y wrt x", "x = tf.Variable(2.0)")

    assert rows(drawn)["x"][-1] == "dy/dx = 12.0"
    assert labels(drawn) == {"dm/dx = 4.0", "dy/dm = 2.0", "\u2202y/\u2202x = 4.0"}


def test_what_is_made_on_the_way_may_depend_by_several_ways_too() -> None:
    drawn = picture("u = 2.0 * x\nb = u * tf.sin(u)\ny = b * 3.0", "y wrt x", "x = tf.Variable(0.0)")

    assert {"\u2202b/\u2202u = 0.0", "du/dx = 2.0", "dy/db = 3.0"} <= labels(drawn)
    assert not [label for label in labels(drawn) if label.startswith("db/du")]


def test_letters_pass_over_names_in_use() -> None:
    drawn = picture("y = tf.sin(a * b)", "y wrt a; b", "a = tf.Variable(1.0)\nb = tf.Variable(2.0)")

    assert {"dc/da = 2.0", "dc/db = 1.0"} <= labels(drawn)


@pytest.mark.parametrize("cell", ["y = tf.round(x) * 2.0", "y = tf.reduce_sum(w * x)"])
def test_no_slope_is_told_where_none_passes_or_the_values_are_no_scalars(cell: str) -> None:
    assert labels(picture(cell, "y wrt x", "x = tf.Variable(3.2)\nw = tf.constant([1.0, 2.0])")) <= {"slope 2.0"}


def test_a_long_cell_is_not_asked_step_by_step() -> None:
    drawn = picture("y = x\nfor _ in range(420):\n    y = y * 1.01", "y wrt x", "x = tf.Variable(3.0)")

    assert labels(drawn) == set()
