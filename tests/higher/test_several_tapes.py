"""Cells that open tapes of their own inside the tape around them: nested, persistent, watching other things."""

from __future__ import annotations

from typing import Any

import pytest

from tapeviz.render.text import render_text
from tapeviz.report import Report
from tests.engines.taping import tape

SETUP = "x, w = tf.Variable(3.0), tf.Variable(2.0)\nc = tf.constant(1.5)"

NESTED = """
with tf.GradientTape(persistent=True) as first:
    y = x ** 2
    with tf.GradientTape(watch_accessed_variables=False) as second:
        second.watch(w)
        u = w ** 3 * x
z = first.gradient(y, x) * second.gradient(u, w)
"""
SIDE_BY_SIDE = """
with tf.GradientTape() as first, tf.GradientTape() as second:
    y = x ** 3
    s = w * x ** 2
z = first.gradient(y, x) + second.gradient(s, x)
"""
OTHER = """
with tf.GradientTape() as other:
    other.watch(c)
    z = c ** 2 * x
slope = other.gradient(z, c)
"""


def taped(names: dict[str, Any], cell: str, line: str, **asked: Any) -> Report:
    return tape(cell, line, setup=SETUP, namespace=names, **asked).report


def test_the_tape_around_sees_through_the_gradients_of_the_others(names: Any) -> None:
    report = taped(names, NESTED, "z wrt x; w")
    assert [d.gradient.nested for d in report.diagnoses] == [144.0, 216.0]


def test_orders_are_counted_from_what_the_cell_computed(names: Any) -> None:
    report = taped(names, SIDE_BY_SIDE, "z wrt x", order=2)
    assert report.diagnoses[0].gradient.nested == 22.0
    assert report.order(2).diagnoses[0].gradient.nested == 6.0


def test_what_another_tape_watches_the_one_around_does_not(names: Any) -> None:
    report = taped(names, OTHER, "z wrt c; x")
    first, second = report.diagnoses
    assert (str(first.cause), second.status) == ("not-watched", "gradient")
    assert first.message.startswith("'c' is watched by another tape of the cell")
    text = render_text(report)
    assert "other.watch(c)    <- this is another tape" in text
    assert "--watch c" in first.help
    assert names["slope"].numpy() == pytest.approx(9.0)


def test_the_name_of_a_tape_of_its_own_stays_with_the_cell(names: Any) -> None:
    report = taped(names, "with tf.GradientTape() as tape:\n    y = x ** 3\nz = tape.gradient(y, x)", "z wrt x")
    assert report.diagnoses[0].gradient.nested == 18.0


def test_a_pause_of_another_tape_is_none_of_ours(names: Any) -> None:
    cell = "with tf.GradientTape() as other:\n    with other.stop_recording():\n        z = x ** 2"
    assert taped(names, cell, "z wrt x", order=2).order(2).diagnoses[0].gradient.nested == 2.0
