"""A big picture is folded by code line, and what matters is kept apart."""

from __future__ import annotations

from tapeviz.render.picture import Node, draw
from tapeviz.report import Break, Cause, Report
from tests.factories import Builder


def loop(ops: int = 200, lines: int = 4) -> Builder:
    """A cell whose lines each made many ops."""
    b = Builder().cell("\n".join(f"h = step(h, w)  # {number}" for number in range(lines)))
    w = b.variable("w", value=0.5, live=True)
    h = w
    for number in range(ops):
        h = b.op(
            "Mul", h, 2.0, line=2 + number * lines // ops, value=1.0, live=True, name="h" if number % 50 == 49 else ()
        )
    return b.target(h, name="y").source(w, gradient=1.0)


def folds(report: Report, limit: int = 60) -> list[Node]:
    return [node for node in draw(report, limit).nodes if node.kind == "fold"]


def test_a_small_picture_is_not_folded() -> None:
    picture = draw(loop(20).report())

    assert not [node for node in picture.nodes if node.kind == "fold"]
    assert picture.folded == ""


def test_the_ops_of_a_line_become_one_node_with_its_code_and_an_honest_count() -> None:
    first, *_, last = folds(loop().report())

    assert first.title == "line 2"
    assert [row.text for row in first.rows] == [
        "h = step(h, w) # 0",
        "makes h",
        "50 ops",
        "Mul x50",
        "gradient reaches 50 of 50",
    ]
    assert "49 ops" in [row.text for row in last.rows]


def test_the_caption_counts_what_was_folded() -> None:
    assert draw(loop().report()).folded == "199 ops and 199 values are folded into 4 nodes by code line"


def test_target_and_sources_stay_apart() -> None:
    picture = draw(loop().report())

    assert [node.name for node in picture.nodes if node.target or node.kind == "variable"] == ["h", "w"]


def test_both_ends_of_a_cut_stay_apart() -> None:
    b = loop()
    x = b.variable("x", value=1.0, live=False)
    r = b.op("Round", x, line=2, name="r", value=1.0, live=True)
    b.source(x).diagnose(
        "not-differentiable",
        line=2,
        way=[x, r],
        breaks=[Break(Cause.NOT_DIFFERENTIABLE, None, start=x.id, end=r.id, op=r.op)],
    )

    picture = draw(b.report())

    assert [(edge.tail, edge.head) for edge in picture.edges if edge.cut] == [("variable1", f"op{r.op}")]


def test_a_cell_of_very_many_lines_is_folded_by_blocks_of_lines() -> None:
    picture = draw(loop(600, 300).report(), limit=20)

    assert len(picture.nodes) <= 20
    assert next(node.title for node in picture.nodes if node.kind == "fold") == "lines 2 to 31"


def test_variables_that_fare_the_same_are_one_node() -> None:
    b = loop()
    for number in range(40):
        frozen = b.variable(f"v{number}", value=1.0, trainable=False, live=False)
        b.op("Mul", frozen, 2.0, line=3, value=2.0, live=False)
        b.source(frozen).diagnose("not-trainable", line=3)

    (fold,) = [node for node in folds(b.report()) if "variables" in node.title]

    assert (fold.title, fold.reach, fold.cut) == ("40 variables", False, "cut: not trainable")
    assert [row.text for row in fold.rows] == [
        "v0, v1, v2, v3, v4, v5 and 34 more",
        "trainable=False",
        "gradient reaches 0 of 40",
        "cut: not trainable",
    ]


def test_ops_that_no_line_of_the_cell_called_are_folded_together() -> None:
    b = Builder().cell("y = 1")
    h = b.variable("w", value=1.0)
    for _ in range(100):
        h = b.op("Mul", h, 2.0, value=1.0, live=None)

    assert "outside the cell" in [node.title for node in folds(b.target(h, name="y").report())]


def test_a_line_with_a_single_op_is_shown_as_that_op() -> None:
    b = loop()
    b.op("Lonely", b.variable("v", value=1.0), line=1, value=1.0)

    assert "Lonely" in [node.title for node in draw(b.report()).nodes]
