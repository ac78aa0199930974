"""`%tape graph`: the last report drawn otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tapeviz import api
from tapeviz.render.shown import ShownReport
from tests.factories import Builder
from tests.ipython.fakes import run


@pytest.fixture
def report() -> ShownReport:
    b = Builder().cell("y = net(x)\nz = y * 2.0")
    x = b.variable("x", value=1.0, live=True)
    h = b.op("MatMul", x, x, line=2, scopes=("net", "dense_1"))
    h = b.op("Relu", h, line=2, scopes=("net", "dense_2"))
    report = (
        b.target(b.op("Mul", h, 2.0, line=3, name="z")).source(x, gradient=1.0).report(1, ShownReport, graph="line")
    )
    assert isinstance(report, ShownReport)
    api.set_last_report(report)
    return report


def graph(shell: Any, line: str) -> tuple[tuple[str, str], ...]:
    outcome = run(shell, f"%tape graph {line}")
    assert outcome.success, outcome.out
    last = api.last_report()
    assert last is not None
    return last.options


def test_a_fold_is_opened_in_the_present_drawing(shell: Any, report: ShownReport) -> None:
    assert graph(shell, "--open line:2") == (("graph", "line"), ("open", "line:2"))


def test_what_is_opened_stays_open_and_can_be_closed(shell: Any, report: ShownReport) -> None:
    graph(shell, "layer --open net")

    assert graph(shell, "--open dense_1") == (("graph", "layer"), ("open", "net"), ("open", "dense_1"))
    assert graph(shell, "--close=net") == (("graph", "layer"), ("open", "dense_1"), ("close", "net"))


def test_a_kind_begins_anew(shell: Any, report: ShownReport) -> None:
    graph(shell, "--open line:2")

    assert graph(shell, "path --depth 2") == (("graph", "path"), ("depth", "2"))
    assert graph(shell, "") == (("graph", "path"),)


def test_the_report_is_shown_and_kept(shell: Any, report: ShownReport) -> None:
    shell.user_ns["_tape"] = report

    outcome = run(shell, "%tape graph full")

    assert "Gradient of z with respect to x: 1.0" in outcome.out
    assert shell.user_ns["_tape"] is api.last_report()
    assert shell.user_ns["_tape"] is not report


def test_a_terminal_lists_what_the_picture_shows(shell: Any, report: ShownReport) -> None:
    outcome = run(shell, "%tape graph layer")

    assert "What the tape recorded for z" in outcome.out
    assert "net" in outcome.out
    assert "z = Mul, line 3, target  <- " in outcome.out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--open dense_3", "nothing is called 'dense_3' in the last report; did you mean dense_"),
        ("--close xyz", "nothing is called 'xyz' in the last report; there are net, dense_1, line:2, dense_2, line:3"),
        ("layers", "'layers' is no kind of picture; did you mean layer?"),
        ("--open", "--open needs a value"),
        ("--depth 0", "--depth takes a whole number from 1 on, not '0'"),
        ("--open 'net", "a quote is not closed"),
    ],
)
def test_bad_input_is_one_line(shell: Any, report: ShownReport, line: str, said: str) -> None:
    outcome = run(shell, f"%tape graph {line}")

    assert f"UsageError: %tape graph: {said}" in outcome.out + outcome.err
    assert api.last_report() is report
