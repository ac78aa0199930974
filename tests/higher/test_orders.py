"""`--order N`: derivatives of derivatives by nested tapes, each with its value, its reason and its graph."""

from __future__ import annotations

from typing import Any

import pytest

from tapeviz.codec import dump_report, load_report
from tapeviz.render.html import render_html
from tapeviz.render.text import render_text
from tapeviz.report import Report
from tests.engines.taping import Taped, tape

SETUP = """
x = tf.Variable(2.0)
w = tf.Variable([1.0, 2.0, 3.0])
k = tf.constant(4.0)
n = tf.Variable(3)
frozen = tf.Variable(1.0, trainable=False)
@tf.custom_gradient
def sine(a):
    slope = float(tf.cos(a))
    return tf.sin(a), lambda g: g * slope
"""


def taped(names: dict[str, Any], cell: str, line: str, **asked: Any) -> Taped:
    return tape(cell, line, setup=SETUP, namespace=names, **asked)


def values(report: Report, source: str = "x") -> list[Any]:
    """Every order's gradient, the first included."""
    (first,) = (d for d in report.diagnoses if d.source == source)
    higher = [each.report.diagnoses[0].gradient for each in report.higher if each.source == source]
    return [gradient.nested for gradient in (first.gradient, *higher)]


def blamed(found: Taped, order: int, source: str = "") -> str:
    """The text that is blamed for a None, on its line."""
    span = found.report.order(order, source).diagnoses[0].span
    assert span is not None
    return found.text(span)


def said(report: Report, order: int, source: str = "") -> tuple[str, str]:
    diagnosis = report.order(order, source).diagnoses[0]
    return diagnosis.status, str(diagnosis.cause or "")


# ---- values ----


@pytest.mark.parametrize(
    ("cell", "order", "wanted"),
    [
        ("y = x**3", 4, [12.0, 12.0, 6.0, 0.0]),
        ("y = x * x", 2, [4.0, 2.0]),
        ("y = x**4 + x**2", 3, [36.0, 50.0, 48.0]),
        ("y = tf.exp(2.0 * x)", 1, [pytest.approx(109.196, abs=1e-2)]),
        ("y = 1.0 / x", 3, [-0.25, 0.25, -0.375]),
        ("y = tf.nn.relu(x)", 2, [1.0, 0.0]),
        ("with tape.stop_recording():\n    h = x * 3.0\ny = h * x**2", 2, [24.0, 12.0]),
        ("@tf.function\ndef f(a):\n    return a**3\ny = f(x)", 3, [12.0, 12.0, 6.0]),
    ],
)
def test_each_order_is_what_nested_tapes_give(names: Any, cell: str, order: int, wanted: list[Any]) -> None:
    report = taped(names, cell, "y wrt x", order=order).report
    assert values(report) == [pytest.approx(value) if isinstance(value, float) else value for value in wanted]


def test_each_source_goes_its_own_way_without_mixing(names: Any) -> None:
    report = taped(names, "y = tf.reduce_sum(x**2 * w**3)", "y wrt x; w", order=3).report
    assert values(report, "x") == [144.0, 72.0, 0.0]
    assert values(report, "w")[1:] == [[24.0, 48.0, 72.0], [24.0, 24.0, 24.0]]
    assert [(each.source, each.order) for each in report.higher] == [("x", 2), ("x", 3), ("w", 2), ("w", 3)]


def test_the_order_of_a_tensor_is_the_gradient_of_its_sum(names: Any) -> None:
    """As `tape.gradient` of a gradient: row sums of the Hessian where the entries meet."""
    report = taped(names, "y = tf.reduce_sum(w) ** 2", "y wrt w", order=2).report
    assert values(report, "w") == [[12.0, 12.0, 12.0], [6.0, 6.0, 6.0]]
    assert "gradient of the sum of all entries" in render_text(report)


def test_what_the_cells_tape_watches_the_others_watch(names: Any) -> None:
    assert values(taped(names, "tape.watch(k)\ny = k**3", "y wrt k", order=3).report, "k") == [48.0, 24.0, 6.0]
    assert values(taped(names, "y = k**3", "y wrt k", watch=("k",), order=2).report, "k") == [48.0, 24.0]
    assert values(taped(names, "tape.watch(frozen)\ny = frozen**3", "y wrt frozen", order=2).report, "frozen") == [
        3.0,
        6.0,
    ]


def test_a_reset_is_one_of_every_tape(names: Any) -> None:
    report = taped(names, "h = x**2\ntape.reset()\ny = h * x**2", "y wrt x", order=2).report
    assert values(report) == [16.0, 8.0]


def test_a_lookup_of_rows_goes_on_as_a_tensor(names: Any) -> None:
    report = taped(names, "y = tf.reduce_sum(tf.gather(w, [0, 2, 2]) ** 3)", "y wrt w", order=2).report
    assert values(report, "w") == [[3.0, 0.0, 54.0], [6.0, 0.0, 36.0]]


def test_a_cell_with_tapes_of_its_own_is_differentiated_further(names: Any) -> None:
    cell = "with tf.GradientTape() as mine:\n    h = x**4\ny = mine.gradient(h, x)"
    assert values(taped(names, cell, "y wrt x", order=2).report) == [48.0, 48.0]


# ---- a None, explained ----


@pytest.mark.parametrize(
    ("cell", "order", "cause", "code"),
    [
        ("y = 3.0 * x + 1.0", 2, "not-connected", "y = 3.0 * x + 1.0"),
        ("y = x * w[0]", 2, "not-connected", "y = x * w[0]"),
        ("h = x * 1.0\ny = tf.where(h > 0.0, h, 0.0)", 2, "not-differentiable", "h > 0.0"),
        ("y = tf.maximum(x, 0.0)", 2, "not-differentiable", "tf.maximum(x, 0.0)"),
        ("h = tf.round(x)\ny = h * x", 2, "not-differentiable", "tf.round(x)"),
        ("h = tf.stop_gradient(x)\ny = h * x", 2, "stop-gradient", "tf.stop_gradient(x)"),
        ("h = float(x)\ny = h * x", 2, "left-tensorflow", "float(x)"),
        ("with tape.stop_recording():\n    h = x * 3.0\ny = h * x", 2, "recording-stopped", "x * 3.0"),
    ],
)
def test_a_none_is_explained_at_its_own_line(names: Any, cell: str, order: int, cause: str, code: str) -> None:
    found = taped(names, cell, "y wrt x", order=4)
    assert [each.order for each in found.report.higher] == [2], "nothing is asked above a None"
    assert said(found.report, order) == ("none", cause)
    assert blamed(found, order) == code


def test_a_constant_derivative_is_called_so(names: Any) -> None:
    report = taped(names, "y = 3.0 * x + 1.0", "y wrt x", order=2).report
    (diagnosis,) = report.order(2).diagnoses
    assert diagnosis.message == "dy/dx does not depend on 'x': it is constant in it, so its derivative is 0"
    assert "d2y/dx2   None: dy/dx is constant in x" in render_text(report)


def test_what_a_gradient_function_of_its_own_computes_with_is_not_guessed(names: Any) -> None:
    """Its code may use the source past the tape: to call its derivative constant would be wrong."""
    report = taped(names, "y = sine(x)", "y wrt x", order=2).report
    status, cause = said(report, 2)
    assert (status, cause in ("unknown", "left-tensorflow")) == ("none", True)


def test_an_op_whose_gradient_has_none_is_named() -> None:
    tf = pytest.importorskip("tensorflow")
    cell = "y = tf.reduce_sum(tf.nn.local_response_normalization(image))"
    namespace = {"__name__": "__main__", "tf": tf, "image": tf.Variable(tf.ones([1, 2, 2, 3]))}
    found = tape(cell, "y wrt image", namespace=namespace, order=2)
    diagnosis = found.report.order(2).diagnoses[0]
    assert (diagnosis.status, diagnosis.cause) == ("error", "no-gradient-registered")
    assert blamed(found, 2) == "tf.nn.local_response_normalization(image)"
    assert "LRNGrad" in diagnosis.message


def test_a_source_without_gradient_has_no_further_orders(names: Any) -> None:
    report = taped(names, "y = tf.round(x) + w[0]", "y wrt x; w", order=2).report
    assert [each.source for each in report.higher] == ["w"]
    assert str(report.diagnoses[0].cause) == "not-differentiable"


def test_zero_gives_zeros_and_the_cause(names: Any) -> None:
    report = taped(names, "y = 3.0 * x", "y wrt x", order=3, zero=True).report
    assert values(report) == [3.0, None]
    (diagnosis,) = report.order(2).diagnoses
    assert (diagnosis.status, str(diagnosis.cause)) == ("none", "not-connected")
    assert diagnosis.gradient.summary is not None
    assert diagnosis.gradient.summary.values == (0.0,)


def test_a_cell_that_raises_has_its_partial_report() -> None:
    from tests.engines.taping import tape_error

    pytest.importorskip("tensorflow")
    found, error = tape_error("y = x ** 2\n1 / 0", "y wrt x", setup="x = tf.Variable(1.0)", order=3)
    assert isinstance(error, ZeroDivisionError)
    assert found.report.higher == ()


# ---- the report ----


def test_the_graph_of_an_order_is_that_of_the_derivative_below(names: Any) -> None:
    report = taped(names, "y = x**3", "y wrt x", order=2).report
    recording = report.order(2).recording
    assert recording.target is not None
    assert (recording.target.name, recording.target.order) == ("dy/dx", 1)
    lines = {op.stack[0].line for op in recording.ops if op.backward and op.stack}
    assert lines == {2}, "each op of the backward pass stands at the line that it differentiates"


def test_orders_are_asked_of_the_report_by_number(names: Any) -> None:
    report = taped(names, "y = tf.reduce_sum(x**2 * w**2)", "y wrt x; w", order=2).report
    assert report.order(1) is report
    assert report.order(2, "w").diagnoses[0].source == "w"
    with pytest.raises(ValueError, match=r"name the source: report.order\(2, 'x'\)"):
        report.order(2)
    with pytest.raises(ValueError, match="order 3 was not taken for 'x'; there is order 1 and 2"):
        report.order(3, "x")


def test_json_has_the_orders_in_the_source(names: Any) -> None:
    report = taped(names, "y = 3.0 * x", "y wrt x", order=2).report
    (entry,) = report.to_dict()["sources"]
    (second,) = entry["orders"]
    assert entry["gradient"]["value"] == 3.0
    assert (second["order"], second["target"]["name"], second["cause"], second["line"]) == (
        2,
        "dy/dx",
        "not-connected",
        2,
    )
    assert load_report(dump_report(report)) == report


def test_without_the_option_nothing_is_added(names: Any) -> None:
    entry = taped(names, "y = x**2", "y wrt x").report.to_dict()["sources"][0]
    assert "orders" not in entry


def test_text_and_page_have_every_order(names: Any) -> None:
    report = taped(names, "y = x**3", "y wrt x", order=3).report
    text, page = render_text(report), render_html(report)
    assert "  x       2      d2y/dx2     12.0   ()" in text
    assert "<code>d3y/dx3</code>" in page
    assert page.count("the graph of order") == 2
    assert render_html(report).count("<img") == 3


def test_where_names_are_long_the_derivatives_own_is_left_out(names: Any) -> None:
    report = taped(names, "parts = {'a rather long name of a part': x}\ny = x**3", "y wrt parts", order=2).report
    assert "derivative" in render_text(report, 140)
    table = render_text(report, 60).partition("Higher derivatives\n")[2]
    assert "derivative" not in table.partition("\n")[0]
    assert "12.0" in table


# ---- nothing left behind ----


def test_the_cell_knows_one_tape_and_all_are_closed_afterwards(names: Any) -> None:
    tf = names["tf"]
    before = {name: vars(tf.GradientTape)[name] for name in ("watch", "stop_recording", "reset")}
    found = taped(names, "kind = type(tape)\ny = x**3", "y wrt x", order=3, persistent=True)
    assert found.namespace["kind"] is tf.GradientTape
    assert {name: vars(tf.GradientTape)[name] for name in before} == before
    assert not found.namespace["tape"]._recording
    assert float(found.namespace["tape"].gradient(found.namespace["y"], found.namespace["x"])) == 12.0


def test_an_error_under_a_pause_is_the_users_own(names: Any) -> None:
    from tests.engines.taping import tape_error

    _, error = tape_error("with tape.stop_recording():\n    1 / 0", "y wrt x", setup=SETUP, namespace=names, order=2)
    files = []
    trace = error.__traceback__
    while trace is not None:
        files.append(trace.tb_frame.f_code.co_filename)
        trace = trace.tb_next
    assert not [file for file in files if "hooking" in file or "contextlib" in file]
