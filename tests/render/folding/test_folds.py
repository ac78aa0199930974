"""A big picture is folded by layer, line and repetition, what matters stands apart, and a fold says what is in it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from tapeviz.render.folding.wording import norm
from tapeviz.render.picture import Node, Picture, draw, names_to_open, unknown_names
from tapeviz.render.view import View, ViewKind
from tapeviz.report import Break, Cause, Report
from tests.factories import Builder, summary

KINDS = ("Mul", "AddV2", "Pow", "Sub")


def lines(ops: int = 200, amount: int = 4) -> Builder:
    """A cell whose lines each made many ops, in no order that repeats."""
    b = Builder().cell("\n".join(f"h = step(h, w)  # {number}" for number in range(amount)))
    chance = random.Random(0)  # noqa: S311 - nothing is kept secret here
    w = b.variable("w", value=0.5, live=True)
    h = w
    for number in range(ops):
        name = "h" if number % 50 == 49 else ()
        line = 2 + number * amount // ops
        h = b.op(chance.choice(KINDS), h, 2.0, line=line, value=1.0, live=True, name=name)
    return b.target(h, name="y").source(w, gradient=1.0)


def loop(rounds: int = 200) -> Builder:
    """`for i in range(rounds): y = tf.sin(y * w + 0.1)`, then a square."""
    b = Builder().cell(f"for i in range({rounds}):\n    y = tf.sin(y * w + 0.1)\nloss = y ** 2")
    w = b.variable("w", value=0.5, live=True)
    y = b.tensor("x", value=1.0)
    for _ in range(rounds):
        y = b.op("Mul", y, w, line=3, code="y * w", value=1.0, adjoint=3.0)
        y = b.op("AddV2", y, 0.1, line=3, code="y * w + 0.1", value=1.0, adjoint=4.0)
        y = b.op("Sin", y, line=3, code="tf.sin(y * w + 0.1)", value=1.0, adjoint=5.0)
    return b.target(b.op("Pow", y, 2.0, line=4, name="loss", value=1.0, adjoint=1.0)).source(w, gradient=1.0)


def network(blocks: int = 12) -> Builder:
    """A model called in one line: blocks of two layers each, and a loss."""
    b = Builder().cell("logits = model(x)\nloss = tf.reduce_mean(logits ** 2)")
    h = b.tensor("x", shape=(8, 4))
    for number in range(blocks):
        for layer in ("conv", "norm"):
            scopes = ("net", f"block{number}_{layer}")
            kernel = b.variable(f"{layer}{number}", shape=(4, 4), live=True)
            h = b.op("MatMul", h, kernel, code="model(x)", shape=(8, 4), live=True, scopes=scopes)
            h = b.op("AddV2", h, kernel, code="model(x)", shape=(8, 4), adjoint=[[3.0, 4.0]], scopes=scopes)
    h = b.op("Pow", h, 2.0, code="logits ** 2", shape=(8, 4), live=True)
    loss = b.op("Mean", h, code="tf.reduce_mean(logits ** 2)", name="loss", value=1.0, adjoint=1.0)
    return b.target(loss)


def seen(report: Report, kind: ViewKind = "auto", limit: int = 60, **view: object) -> Picture:
    return draw(replace(report, options=View(kind=kind, **view).options()), limit)  # type: ignore[arg-type]


def folds(picture: Picture) -> list[Node]:
    return [node for node in picture.nodes if node.kind == "fold"]


def titles(picture: Picture) -> list[str]:
    return [node.title for node in picture.nodes if node.kind in {"fold", "op"}]


def rows(node: Node) -> list[str]:
    return [row.text for row in node.rows]


# ---- lines ----------------------------------------------------------------------------------------------------------


def test_a_small_picture_is_not_folded() -> None:
    picture = draw(lines(20).report())

    assert folds(picture) == []
    assert picture.folded == ""


def test_the_ops_of_a_line_become_one_node_with_its_code_and_an_honest_count() -> None:
    first, *_, last = folds(draw(lines().report()))

    assert (first.title, first.place, first.opens) == ("line 2", "", "line:2")
    assert rows(first)[:3] == ["h = step(h, w) # 0", "makes h", "50 ops"]
    assert rows(first)[-2:] == ["out: float32 ()", "gradient reaches 50 of 50"]
    assert rows(last)[:2] == ["h = step(h, w) # 3", "49 ops"]


def test_the_caption_counts_what_was_folded_and_says_how_to_open_it() -> None:
    assert draw(lines().report()).folded == (
        "199 ops and 199 values are folded into 4 nodes (%tape graph --open line:4)"
    )


def test_target_and_sources_stay_apart() -> None:
    picture = draw(lines().report())

    assert [node.name for node in picture.nodes if node.target or node.kind == "variable"] == ["h", "w"]


def test_both_ends_of_a_cut_stay_apart() -> None:
    b = lines()
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
    picture = draw(lines(600, 300).report(), limit=20)

    assert len(picture.nodes) <= 20
    assert folds(picture)[0].title == "lines 2 to 21"
    assert folds(picture)[0].opens == "line:2..21"


def test_variables_that_fare_the_same_are_one_node() -> None:
    b = lines()
    for number in range(40):
        frozen = b.variable(f"v{number}", value=1.0, trainable=False, live=False)
        b.op("Mul", frozen, 2.0, line=3, value=2.0, live=False)
        b.source(frozen).diagnose("not-trainable", line=3)

    (fold,) = [node for node in folds(draw(b.report())) if "variables" in node.title]

    assert (fold.title, fold.reach, fold.cut) == ("40 variables", False, "cut: not trainable")
    assert rows(fold) == [
        "v0, v1, v2, v3, v4, v5 and 34 more",
        "trainable=False",
        "gradient reaches 0 of 40",
        "cut: not trainable",
    ]


def test_ops_that_no_line_of_the_cell_called_are_folded_together() -> None:
    b = Builder().cell("y = 1")
    h = b.variable("w", value=1.0)
    for number in range(100):
        h = b.op(KINDS[number % 3], h, 2.0, value=1.0, live=None)

    assert "outside the cell, x31" in titles(draw(b.target(h, name="y").report()))


def test_a_line_with_a_single_op_is_shown_as_that_op() -> None:
    b = lines()
    b.op("Lonely", b.variable("v", value=1.0), line=1, value=1.0)

    assert "Lonely" in titles(draw(b.report()))


def test_by_line_each_line_is_one_node() -> None:
    picture = seen(loop(5).report(), "line")

    assert titles(picture) == ["Pow", "line 3, x5"]


# ---- repetitions ----------------------------------------------------------------------------------------------------


def test_the_rounds_of_a_loop_are_one_node_between_the_first_and_the_last() -> None:
    picture = draw(loop().report())

    assert titles(picture) == ["Mul", "AddV2", "Sin", "Mul", "AddV2", "Sin", "Pow", "line 3, x198"]
    (fold,) = folds(picture)
    assert rows(fold) == [
        "y = tf.sin(y * w + 0.1)",
        "594 ops",
        "Mul x198, AddV2 x198, Sin x198",
        "in and out: float32 ()",
        "|dloss/d.| = 5.0",
    ]
    assert fold.opens == "line:3#2"


def test_a_round_can_be_opened_by_its_number() -> None:
    picture = seen(loop().report(), opened=("line:3#100",))

    assert [node.title for node in folds(picture)] == ["line 3, x98", "line 3, x99"]
    assert titles(picture).count("Sin") == 3


def test_a_break_inside_a_loop_shows_its_round_and_folds_those_around_it() -> None:
    b = Builder().cell("for i in range(50):\n    y = g(y)")
    y = x = b.variable("x", value=1.0, live=False)
    for number in range(50):
        doubled = b.op("Mul", y, 2.0, line=3, value=1.0, live=number > 20)
        y = b.op("StopGradient" if number == 20 else "Sin", doubled, line=3, value=1.0, live=number >= 20)
        if number == 20:
            cut = Break(Cause.STOP_GRADIENT, None, start=doubled.id, end=y.id, op=y.op)
    b.target(y, name="y").source(x).diagnose("stop-gradient", line=3, breaks=[cut])

    picture = draw(b.report())

    assert len([edge for edge in picture.edges if edge.cut]) == 1
    assert {"line 3, x18", "line 3, x27"} <= set(titles(picture))


def test_the_rounds_of_a_loop_of_several_lines_are_one_node() -> None:
    b = Builder().cell("for i in range(40):\n    a = y * 2.0\n    y = tf.sin(a)")
    y = b.variable("y", value=1.0, live=True)
    for _ in range(40):
        y = b.op("Sin", b.op("Mul", y, 2.0, line=3, value=1.0, live=True), line=4, value=1.0, live=True)

    (fold,) = folds(draw(b.target(y, name="y").report()))

    assert (fold.title, fold.opens) == ("lines 3 and 4, x38", "line:3..4#2")


def test_what_is_not_equal_is_no_repetition() -> None:
    assert not [title for title in titles(draw(lines().report())) if ", x" in title]


def test_ops_of_one_line_that_run_a_few_times_are_no_loop() -> None:
    b = Builder().cell("y = f(x)")
    h = b.variable("x", value=1.0, live=True)
    for number in range(21):
        h = b.op(KINDS[number // 7], h, 2.0, line=2, value=1.0, live=True)

    assert not [title for title in titles(seen(b.target(h, name="y").report(), depth=2)) if ", x" in title]


# ---- layers ---------------------------------------------------------------------------------------------------------


def test_a_layer_is_one_node_with_its_variables_and_shapes() -> None:
    picture = draw(network().report())
    fold = next(node for node in folds(picture) if node.title == "block3_conv")

    assert fold.place == "line 2"
    assert rows(fold) == [
        "2 ops, 1 variable",
        "MatMul, AddV2",
        "in and out: float32 (8, 4)",
        "|dloss/d.| = 5.0",
    ]
    assert fold.opens == "block3_conv"


def test_layers_are_put_together_by_the_beginnings_of_their_names() -> None:
    picture = draw(network().report(), limit=20)

    assert [title for title in titles(picture) if title.startswith("block")] == [f"block{k}" for k in range(12)]
    assert "2 layers" in rows(folds(picture)[0])


def test_a_layer_opens_by_its_name() -> None:
    picture = seen(network().report(), opened=("net/block3_conv",), limit=30)

    assert "block3_norm" in titles(picture)
    assert titles(picture).count("MatMul") == 1


def test_layers_open_by_the_beginning_of_their_names() -> None:
    picture = seen(network(40).report(), opened=("block3",), limit=50)

    assert {"block3_conv", "block3_norm", "block4"} <= set(titles(picture))


def test_a_closed_layer_stays_one_node_where_everything_would_fit() -> None:
    picture = seen(network(2).report(), closed=("net",))

    assert titles(picture) == ["Pow", "Mean", "net"]


def test_closing_one_layer_leaves_the_others_open() -> None:
    picture = seen(network(2).report(), closed=("block0_conv",))

    assert [node.title for node in folds(picture)] == ["block0_conv"]


def test_two_calls_of_one_layer_are_two_nodes() -> None:
    b = Builder().cell("a = layer(x)\nb = layer(y)")
    x = b.variable("x", value=1.0, live=True)
    for line in (2, 3):
        x = b.op("Tanh", b.op("MatMul", x, 2.0, line=line, scopes=("dense",)), line=line, scopes=("dense",))

    picture = seen(b.target(x, name="b").report(), "layer")

    assert [(node.title, node.place) for node in folds(picture)] == [("dense", "line 2"), ("dense", "line 3")]


def test_a_name_scope_over_several_lines_is_one_node() -> None:
    b = Builder().cell("with tf.name_scope('head'):\n    a = tf.tanh(x)\n    y = tf.exp(a)\nz = y + 1.0")
    a = b.op("Tanh", b.variable("x", value=1.0), line=3, scopes=("head",))
    y = b.op("Exp", a, line=4, scopes=("head",))

    picture = seen(b.target(b.op("AddV2", y, 1.0, line=5), name="z").report(), "layer")

    assert [(node.title, node.place) for node in folds(picture)] == [("head", "lines 3 and 4")]


def test_the_depth_says_how_many_levels_are_opened() -> None:
    report = network(3).report()

    assert titles(seen(report, depth=1)) == ["net", "line 3"]
    assert titles(seen(report, depth=2))[:3] == ["Pow", "Mean", "block0_conv"]
    assert "fold" not in {node.kind for node in seen(report, depth=3).nodes}


# ---- functions ------------------------------------------------------------------------------------------------------


def function(broken: bool) -> Builder:
    b = Builder().cell("y = step(x)")
    x = b.variable("x", value=1.0, live=not broken)
    given = {"kind": "expanded", "line": 2, "named": "__forward_step_7", "value": 2.0, "adjoint": 1.0}
    y = b.op("PartitionedCall", x, name="y", **given)
    inner = b.op("Exp", x, kind="function", line=2, time=1)
    stop = b.op("StopGradient" if broken else "Neg", inner, kind="function", line=2, time=1)
    b.target(y).source(x, gradient=None if broken else 1.0)
    # The last op inside hands its value to the output of the call.
    b._facts["ops"][-1] = replace(b._facts["ops"][-1], outputs=(y.id,))
    if broken:
        cut = Break(Cause.STOP_GRADIENT, None, start=inner.id, end=y.id, op=stop.op)
        b.diagnose("stop-gradient", line=2, way=[x, inner, y], breaks=[cut])
    return b


def test_a_traced_function_is_one_node_until_it_is_opened() -> None:
    report = function(broken=False).report()

    assert titles(draw(report)) == ["tf.function step"]
    assert titles(seen(report, opened=("step",))) == ["Exp", "Neg"]
    assert titles(seen(report, "full")) == ["Exp", "Neg"]
    assert names_to_open(report) == ["step", "line:2"]


def test_a_function_in_which_something_broke_shows_where() -> None:
    picture = draw(function(broken=True).report())

    assert titles(picture) == ["Exp", "StopGradient"]
    assert [edge.cut for edge in picture.edges if edge.cut] == ["cut: stopped by tf.stop_gradient"]
    assert [node.reach for node in picture.nodes] == [False, True, False]


def test_a_closed_function_keeps_its_break_to_itself() -> None:
    picture = seen(function(broken=True).report(), closed=("step",))

    assert titles(picture) == ["tf.function step"]
    assert next(node.cut for node in picture.nodes if node.kind == "op") == "cut: stopped by tf.stop_gradient"


# ---- what is told ---------------------------------------------------------------------------------------------------


def test_a_fold_tells_what_broke_inside() -> None:
    b = lines()
    x = b.variable("x", value=1.0, live=False)
    r = b.op("Round", x, line=3, name="r", value=1.0, live=False)
    s = b.op("Sin", r, line=3, value=1.0, live=False)
    cut = Break(Cause.NOT_DIFFERENTIABLE, None, start=r.id, end=s.id, op=s.op)
    b.source(x).diagnose("not-differentiable", line=3, breaks=[cut])

    fold = next(node for node in folds(seen(b.report(), "line")) if node.cut)

    assert (fold.title, rows(fold)[-1]) == ("line 3", "cut: an op is not differentiable")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ([3.0, -4.0], "5.0"),
        ([1.0] * 16, "4.0"),
        ([0.0, float("nan")], "NaN"),
        ([0.0, float("inf")], "Inf"),
        (None, ""),
    ],
)
def test_the_norm_is_taken_from_the_values_or_from_their_statistics(value: list[float] | None, words: str) -> None:
    assert norm(summary(value)) == words


def test_a_name_that_means_nothing_is_told() -> None:
    report = replace(network(2).report(), options=View(opened=("net", "dense_7"), closed=("line:9",)).options())

    assert unknown_names(report) == ("dense_7", "line:9")
