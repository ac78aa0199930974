"""The picture as text: every node once, behind all that leads to it, in the columns of a terminal."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tapeviz.render.nodelist import node_list
from tapeviz.render.picture import draw
from tapeviz.report import Report
from tests.benchmarks.drawing import network
from tests.factories import Builder
from tests.render.situations import SITUATIONS


def test_the_textbook_graph_reads_from_its_inputs_to_the_target() -> None:
    b = Builder().cell("h = x * 2.0\ny = tf.sin(h)")
    x = b.variable("x", value=3.0, adjoint=1.92)
    h = b.op("Mul", x, 2.0, name="h", line=2, value=6.0, adjoint=0.96)
    y = b.op("Sin", h, name="y", line=3, value=-0.28, adjoint=1.0)
    report = b.target(y).source(x, gradient=1.92).report()

    assert node_list(draw(report), 80) == (
        "What the tape recorded for y\n"
        "1  x, variable\n"
        "     3.0; dy/dx = 1.92\n"
        "2  h = Mul, line 2  <- 1, 2.0\n"
        "     6.0; dy/dh = 0.96\n"
        "3  y = Sin, line 3, target  <- 2\n"
        "     -0.28; dy/dy = 1.0"
    )


@pytest.mark.parametrize("build", SITUATIONS.values(), ids=SITUATIONS)
def test_it_fits_a_terminal(build: Callable[[], Report]) -> None:
    picture = draw(build())

    lines = node_list(picture, 80).split("\n")

    assert max(map(len, lines)) <= 80
    assert len(lines) > len([node for node in picture.nodes if node.kind not in {"use", "constant"}])


def test_a_cut_stands_at_the_node_behind_it_and_a_fold_tells_what_opens_it() -> None:
    cut = node_list(draw(SITUATIONS["numpy_in_a_helper"]()), 80)
    folded = node_list(draw(network(40)), 80)

    assert "the path left TensorFlow" in cut.replace("\n", " ")
    assert "; --open block" in " ".join(folded.split())
    assert "(%tape graph --open " in folded.split("\n")[-1]
