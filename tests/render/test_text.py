"""The text carries the whole verdict, at any width, with and without colour, for few sources and for many."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable

import pytest

from tapeviz.render.text import render_text
from tapeviz.render.visible import cell_width
from tapeviz.report import Report
from tests.factories import Builder
from tests.render.situations import SITUATIONS

every_situation = pytest.mark.parametrize("build", SITUATIONS.values(), ids=SITUATIONS)


def test_it_looks_like_a_good_compilers_message() -> None:
    assert render_text(SITUATIONS["rebound_in_a_loop"](), width=90).split("\n") == [
        "Gradient of y with respect to x: None",
        "y = 9.0  float32 ()  (TensorFlow 2.21.0)",
        "",
        "x   None: replaced by a tensor                                        [replaced-by-tensor]",
        "    3 |     y = x ** 2    <- y was computed from the tf.Variable 'x'",
        "    4 |     x = x + 1",
        "      |     ^^^^^^^^^ here the name x became a plain tensor; the variable is unchanged",
        "    help: update the variable in place:  x.assign_add(1)",
        "",
        "watched by the tape: x",
    ]


@every_situation
@pytest.mark.parametrize("width", [60, 80, 120])
def test_lines_keep_to_the_width(build: Callable[[], Report], width: int) -> None:
    assert max(map(cell_width, render_text(build(), width=width).split("\n"))) <= width


def test_a_narrow_terminal_loses_the_device_first_and_the_gradient_never() -> None:
    report = SITUATIONS["many_sources"]()
    headers = [render_text(report, width=width).split("\n")[3].split() for width in (100, 84, 76, 70)]

    assert headers == [
        ["source", "gradient", "dtype", "shape", "device"],
        ["source", "gradient", "dtype", "shape"],
        ["source", "gradient", "shape"],
        ["source", "gradient"],
    ]


def test_the_name_of_a_none_widens_the_column_of_names_where_there_is_room() -> None:
    b = Builder().cell("y = x * x")
    x, threshold = b.variable("x", value=1.0, live=True), b.variable("threshold", value=1.0, live=False)
    y = b.op("Mul", x, value=1.0, adjoint=1.0)
    b.target(y, code="x * x").source(x, gradient=1.0).source(threshold)
    report = b.diagnose(cause="not-connected").report()

    table = render_text(report, width=80).split("\n")[3:6]

    assert [line.index(word) for line, word in zip(table, ("gradient", "1.0", "None"), strict=True)] == [13, 13, 13]


@every_situation
def test_colour_adds_nothing_but_colour(build: Callable[[], Report]) -> None:
    colored = render_text(build(), width=100, color=True)

    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == render_text(build(), width=100)
    assert colored.count("\x1b[0m") == len(re.findall(r"\x1b\[[1-9]", colored))


@every_situation
def test_nothing_in_it_can_act_on_a_terminal(build: Callable[[], Report]) -> None:
    text = render_text(build(), width=100)

    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]", text)


@every_situation
def test_every_cause_and_every_source_is_in_it(build: Callable[[], Report]) -> None:
    report = build()
    text = render_text(report, width=100)

    for diagnosis in report.diagnoses[:2]:
        assert not diagnosis.cause or f"[{diagnosis.cause}]" in text
        assert re.sub(r"[\u202e\n].*", "", diagnosis.source) in text


def many(number: int, *, lines: int = 1) -> Report:
    """A report of many sources without gradient, blamed on so many lines."""
    b = Builder().cell("\n".join(f"y{n} = tf.round(x)" for n in range(lines)))
    for n in range(number):
        b.source(b.variable(f"w{n}", value=1.0)).diagnose("not-differentiable", line=2 + n % lines, message="flat")
    return b.report()


def test_equal_verdicts_are_told_once_for_all() -> None:
    text = render_text(many(200), width=100)

    assert text.count("tf.round(x)") == 1
    assert "w0, w1, w2, w3, w4, w5 and 194 more" in text
    assert len(text.split("\n")) < 12


def test_verdicts_beyond_a_dozen_are_one_line_each_and_then_a_number() -> None:
    text = render_text(many(60, lines=60), width=100)

    assert text.count("^ flat") == 12
    assert "48 more verdicts:" in text
    assert "w12: None: an op is not differentiable, line 14 [not-differentiable]" in text
    assert "... and 28 more, all in the report's to_dict()" in text


def test_the_overview_of_many_verdicts_counts_what_it_leaves_out() -> None:
    assert "... and 36 more sources without a gradient" in render_text(many(60, lines=60), width=100)


def test_many_gradients_are_counted_but_a_sick_one_is_never_left_out() -> None:
    b = Builder().cell("y = f(ws)")
    for n in range(300):
        sick = (("NaN", "0 / 0", None),) if n == 250 else ()
        b.source(b.variable(f"w{n}", value=1.0), gradient=0.5, health=sick)

    text = render_text(b.report(), width=100)

    assert "... and 293 more sources with a gradient" in text
    assert re.search(r"w250 +0\.5 +float32 +\(\) +/CPU:0  ! NaN", text)
    assert len(text.split("\n")) < 20


def test_words_that_name_the_source_are_said_of_all_in_the_group() -> None:
    assert "(the same holds for 23 other sources)" in render_text(SITUATIONS["many_sources"](), width=200)


def test_a_gradient_asked_to_be_zero_says_so() -> None:
    b = Builder().cell("y = 2.0")
    b.source(b.variable("x", value=1.0), gradient=1.0)
    b.source(b.variable("w", value=1.0), gradient=0.0, status="none").diagnose("not-connected", line=2)

    assert "None: not used to compute the target, line 2 (zeros, as --zero asked)" in render_text(b.report(), width=100)


def test_a_helper_is_shown_on_the_way_down_and_a_caller_in_the_cell_as_a_note() -> None:
    b = Builder().cell("def f(v):\n    return np.mean(v)\nz = 1\ny = f(x)")
    inside, call = b.span(code="np.mean(v)", scope="f"), b.span(code="f(x)")
    b.source(b.variable("x", value=1.0)).diagnose("left-tensorflow", span=inside, frames=(call,), message="left")

    lines = render_text(b.report(), width=90).split("\n")

    assert lines[4:8] == [
        "    3 |     return np.mean(v)",
        "      |            ^^^^^^^^^^ left",
        "    4 | z = 1",
        "    5 | y = f(x)    <- called from here",
    ]


def test_a_culprit_outside_the_cell_is_told_where_it_is() -> None:
    b = Builder().cell("y = 1").file("losses.py", "def scaled(v):\n    return np.mean(v)")
    inside = b.span(2, "np.mean(v)", key="losses.py", scope="scaled")
    b.source(b.variable("x", value=1.0)).diagnose("left-tensorflow", span=inside, message="left TensorFlow")

    text = render_text(b.report(), width=90)

    assert "      > inside scaled(), losses.py, line 2" in text
    assert "^^^^^^^^^^ left TensorFlow" in text


def test_without_a_line_the_message_still_stands() -> None:
    b = Builder().cell("y = 1")
    b.source(b.variable("x", value=1.0)).diagnose("unknown", message="nobody can tell")

    assert "\n    nobody can tell\n" in render_text(b.report(), width=90)


def test_suspects_elsewhere_name_their_file() -> None:
    b = Builder().cell("y = 1").file("losses.py", "r = tf.round(v)")
    also = [("not-differentiable", b.span(1, "tf.round(v)", key="losses.py"))]
    b.source(b.variable("x", value=1.0)).diagnose("not-connected", line=2, also=also)

    expected = "    also: line 1 of losses.py: an op is not differentiable [not-differentiable]  tf.round(v)"
    assert expected in render_text(b.report(), width=100).split("\n")


def test_devices_are_named_when_there_are_several() -> None:
    b = Builder().cell("y = 1")
    b._facts["devices"] = ["/CPU:0", "/GPU:0"]

    assert "devices: /CPU:0, /GPU:0" in render_text(b.report(), width=100)


def test_with_the_full_graph_a_terminal_gets_the_list_of_ops() -> None:
    report = SITUATIONS["guide_four_sources"]()
    asked = type(report)(report.recording, report.diagnoses, 1, (("graph", "full"),))

    assert "recorded ops:" not in render_text(report, width=100)
    assert "     line 2  y = AddV2(#2, #3)  27.0  gradient: 1.0" in render_text(asked, width=100)


def test_the_list_of_ops_counts_what_it_leaves_out() -> None:
    b = Builder().cell("y = 1")
    for _ in range(205):
        b.op("NoOp", outputs=0, recorded=False)

    text = render_text(b.report(graph="full"), width=100)

    assert "... and 5 more ops" in text
    assert "NoOp()  (not recorded)" in text


def test_a_cell_that_raised_shows_the_failing_op() -> None:
    text = render_text(SITUATIONS["raised"](), width=100)

    assert text.startswith("The cell raised an error; the tape had recorded 2 ops before it\n")
    assert "InvalidArgumentError: Matrix size-incompatible" in text
    assert "      |     ^^^^^ this op raised the error" in text


@pytest.mark.parametrize(
    ("nones", "errors", "gradients", "words"),
    [
        (1, 0, 0, "None"),
        (2, 0, 0, "both are None"),
        (3, 0, 1, "3 of 4 are None"),
        (1, 0, 2, "1 of 3 is None"),
        (0, 1, 0, "it raises an error"),
        (0, 2, 0, "both raise an error"),
        (1, 1, 1, "1 of 3 is None, 1 of 3 raises an error"),
        (0, 0, 1, "0.5"),
        (0, 0, 3, "all 3 exist"),
    ],
)
def test_the_first_line_is_the_verdict(nones: int, errors: int, gradients: int, words: str) -> None:
    b = Builder().cell("y = 1")
    for number in range(nones + errors + gradients):
        x = b.variable(f"x{number}", value=1.0)
        if number < nones:
            b.source(x).diagnose("unknown")
        elif number < nones + errors:
            b.source(x, error="LookupError: none").diagnose("no-gradient-registered", line=2)
        else:
            b.source(x, gradient=0.5)

    assert render_text(b.report(), width=200).split("\n")[0].endswith(f": {words}")


def test_the_numpy_engine_is_named() -> None:
    b = Builder("numpy", "0.1").cell("y = x * 2")
    x = b.variable("x", value=1.0)

    assert "(tapeviz's NumPy engine 0.1)" in render_text(b.target(x).source(x, gradient=2.0).report(), width=100)


def test_a_width_that_is_not_given_is_the_terminals(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

    monkeypatch.setattr(sys, "stdout", Terminal())
    monkeypatch.setenv("COLUMNS", "70")

    assert render_text(SITUATIONS["guide_four_sources"]()) == render_text(SITUATIONS["guide_four_sources"](), width=70)


def test_a_report_of_a_few_ops_takes_milliseconds() -> None:
    report = SITUATIONS["guide_four_sources"]()
    times = []
    for _ in range(10):
        start = time.perf_counter()
        render_text(report, width=100)
        times.append(time.perf_counter() - start)

    assert sorted(times)[5] < 0.02
