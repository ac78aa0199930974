"""The steps of a cell: forward op by op, backward in reverse order, with the chain rule that each performs."""

from __future__ import annotations

from tapeviz import fallback
from tapeviz.render.html import render_steps_html
from tapeviz.render.shown import ShownReport
from tapeviz.render.steps import MOST_STEPS, render_steps, steps_html, steps_of
from tapeviz.report import Report
from tests.engines.taping import tape

TEXTBOOK = """\
Forward: the values
   1  a = x ** 2.0 = 9.0    [line 2]
   2  b = y ** 2.0 = 25.0    [line 2]
   3  c = a + b = 34.0    [line 2]
   4  z = c ** 2.0 = 1156.0    [line 2]

Backward: the chain rule
   5  dz/dz = 1    [the target by itself]
   6  dz/dc = 68.0    [z = c ** 2.0, line 2]
   7  dz/da = dz/dc * dc/da = 68.0 * 1.0 = 68.0    [c = a + b, line 2]
   8  dz/db = dz/dc * dc/db = 68.0 * 1.0 = 68.0    [c = a + b, line 2]
   9  dz/dy = dz/db * db/dy = 68.0 * 10.0 = 680.0    [b = y ** 2.0, line 2]
  10  dz/dx = dz/da * da/dx = 68.0 * 6.0 = 408.0    [a = x ** 2.0, line 2]"""


def report(cell: str, line: str, setup: str) -> Report:
    return tape(cell, line, setup=setup, namespace={"__name__": "__main__", "tf": fallback}).report


def textbook() -> Report:
    return report("z = (x ** 2 + y ** 2) ** 2", "z wrt x; y", "x = tf.Variable(3.0)\ny = tf.Variable(5.0)")


def test_the_textbook_example_is_told_as_a_textbook_tells_it() -> None:
    assert render_steps(textbook()) == TEXTBOOK


def test_several_paths_are_added_up() -> None:
    told = render_steps(report("m = x * x\nz = m * x", "z wrt x", "x = tf.Variable(2.0)"))

    assert "dz/dx += dz/dm * dm/dx = 2.0 * 4.0 = 8.0; the paths add up: 4.0 + 8.0 = 12.0" in told


def test_a_part_of_a_derivative_has_the_sign_of_a_part_as_on_the_edges_and_in_the_chain() -> None:
    told = render_steps(report("u = 2.0 * x\nz = u * tf.exp(u)", "z wrt x", "x = tf.Variable(0.0)"))

    assert "dz/du = \u2202z/\u2202u = 1.0" in told
    assert "dz/du += dz/da * da/du = 0.0 * 1.0 = 0.0" in told
    told = render_steps(report("b = u * tf.sin(u)\ny = b * 3.0", "y wrt u", "u = tf.Variable(2.0)"))
    assert "dy/du = dy/db * \u2202b/\u2202u = 3.0 * 0.9093 = 2.728" in told


def test_steps_are_wrapped_where_a_width_is_given() -> None:
    found = report("b = u * tf.sin(u)\ny = b * 3.0", "y wrt u", "u = tf.Variable(2.0)")

    assert max(map(len, render_steps(found).split("\n"))) > 80
    assert max(map(len, render_steps(found, 80).split("\n"))) <= 80
    assert render_steps(found, 80).split() == render_steps(found).split()


def test_values_that_are_no_scalars_are_told_by_shape_and_value() -> None:
    told = render_steps(report("y = tf.reduce_sum(tf.tanh(w) * 2.0)", "y wrt w", "w = tf.Variable([0.0, 1.0])"))

    assert "a = Tanh(w) = (2,) [0.0, 0.7616]" in told
    assert "dy/da from dy/db, pulled back through Mul = (2,) [2.0, 2.0]" in told


def test_only_what_leads_to_the_target_is_a_step() -> None:
    steps = steps_of(report("u = tf.exp(x)\ny = x * 2.0", "y wrt x", "x = tf.Variable(2.0)"))

    assert [step.text for step in steps if step.phase == "forward"] == ["y = x * 2.0 = 4.0"]


def test_the_backward_pass_ends_where_the_gradient_does() -> None:
    steps = steps_of(report("y = tf.round(x * 2.0) * w", "y wrt x; w", "x = tf.Variable(2.2)\nw = tf.Variable(3.0)"))

    assert [step.text.partition(" = ")[0] for step in steps if step.phase == "backward"] == ["dy/dy", "dy/db", "dy/dw"]


def test_a_very_long_cell_is_cut_and_says_so() -> None:
    told = render_steps(
        report(f"y = x\nfor _ in range({MOST_STEPS}):\n    y = y + x", "y wrt x", "x = tf.Variable(1.0)")
    )

    assert told.endswith("more steps")
    assert len(told.splitlines()) < MOST_STEPS + 6


def test_a_cell_without_a_way_says_so_in_a_line() -> None:
    assert render_steps(report("y = 3.0", "y wrt x", "x = tf.Variable(1.0)")).startswith("There is no step to show")


def test_the_page_reads_without_a_script() -> None:
    page = steps_html(textbook())

    assert (page.count("<li "), page.count("<ol ")) == (10, 2)
    assert "dz/dx = dz/da * da/dx = 68.0 * 6.0 = 408.0" in page


def test_an_output_of_its_own_holds_the_drawing_to_step_through_and_the_list() -> None:
    page = render_steps_html(textbook())

    assert (page.count("<img "), page.count('class="tv-steps"'), page.count("<script>")) == (1, 1, 1)
    assert page.index("<img ") < page.index("68.0 * 6.0 = 408.0")


def test_names_are_text() -> None:
    told = steps_html(
        report("y = d['<b>'] * 2.0", "y wrt d", "d = {'<b>': tf.Variable(1.0)}"),
    )

    assert "<b>'" not in told


def test_a_report_can_hold_its_steps() -> None:
    plain = textbook()
    wanted = ShownReport(plain.recording, plain.diagnoses, options=(("graph", "steps"),))

    assert "Backward: the chain rule" in str(wanted)
    assert "Backward: the chain rule" not in str(plain)
    page = wanted._repr_mimebundle_()["text/html"]
    assert page.count('class="tv-steps"') == 1
    assert "68.0 * 6.0 = 408.0" in page
