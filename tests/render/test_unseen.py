"""A name bound anew and code that did not run are drawn on the way, with the cut where the code made it."""

from __future__ import annotations

from dataclasses import replace

from tapeviz.render.parts import Picture
from tapeviz.render.picture import draw
from tapeviz.report import Report
from tests.factories import Builder


def rebound() -> Report:
    b = Builder().cell("y = x ** 2\nx = x + 1\n")
    x = b.variable("x", value=2.0, live=True)
    y = b.op("Pow", x, 2.0, line=2, name="y", value=4.0, adjoint=1.0)
    new = b.op("AddV2", x, 1.0, line=3, name="x", value=3.0, live=False)
    b.bind("x", old=x, new=new, line=3, code="x = x + 1")
    return b.target(y).source(new, "x").diagnose("replaced-by-tensor", code="x = x + 1").report()


def skipped(ops: int = 1) -> Report:
    b = Builder().cell("y = a * 2.0\nif flag:\n    y = y + b")
    y = a = b.variable("a", value=2.0, live=True)
    unused = b.variable("b", value=1.0, live=False)
    for _ in range(ops):
        y = b.op("Mul", y, 2.0, line=2, name="y", value=4.0, adjoint=1.0)
    b.target(y).source(a, gradient=2.0).source(unused).skipped(1, b.span(3, "flag"), b.span(4, "b"))
    return b.diagnose("branch-not-taken", line=3).report()


def pairs(picture: Picture) -> set[tuple[str, str]]:
    called = {node.key: node.name or node.title for node in picture.nodes}
    return {(called[edge.tail], called[edge.head]) for edge in picture.edges}


def test_a_name_bound_anew_stands_between_the_variable_and_its_new_value() -> None:
    picture = draw(rebound())
    (tab,) = [node for node in picture.nodes if node.kind == "rebound"]

    assert (tab.name, tab.title, tab.place) == ("x", "now names an EagerTensor", "line 3")
    assert [row.text for row in tab.rows] == ["cut: replaced by a tensor"]
    assert {(edge.tail, edge.head) for edge in picture.edges if tab.key in {edge.tail, edge.head}} == {
        ("variable0", tab.key),
        (tab.key, "op1"),
    }


def test_the_cut_of_a_rebound_name_is_said_once() -> None:
    picture = draw(rebound())

    assert [node.kind for node in picture.nodes if node.cut] == ["rebound"]


def test_a_binding_that_explains_nothing_is_not_drawn() -> None:
    report = rebound()
    healthy = replace(report.diagnoses[0], cause="not-connected")  # type: ignore[arg-type]

    assert not [node for node in draw(replace(report, diagnoses=(healthy,))).nodes if node.kind == "rebound"]


def test_code_that_did_not_run_stands_between_the_source_and_the_target() -> None:
    picture = draw(skipped())
    (octagon,) = [node for node in picture.nodes if node.kind == "skipped"]

    assert (octagon.title, octagon.place, octagon.reach) == ("did not run", "line 4", False)
    assert [row.text for row in octagon.rows] == [
        "y = y + b",
        "flag (line 3)",
        "cut: used only in code that did not run",
    ]
    assert {("b", "did not run"), ("did not run", "y")} <= pairs(picture)


def test_it_stays_apart_in_a_folded_picture_and_on_the_ways() -> None:
    picture = draw(skipped(300))

    assert {"skipped", "fold"} <= {node.kind for node in picture.nodes}
    assert [node.kind for node in picture.nodes if node.cut] == ["skipped"]
    assert len(picture.nodes) < 10
