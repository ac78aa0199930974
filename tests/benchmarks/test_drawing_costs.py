"""Drawing has not become slow; processor time is measured, because a busy machine is not a fault.

`python -m tests.benchmarks.drawing` prints the figures themselves.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from tapeviz.render.picture import draw
from tapeviz.report import Report
from tests.benchmarks.drawing import chain, loop, network, timed

SHAPES = pytest.mark.parametrize(
    "build", [chain, lambda ops: loop(ops // 3), lambda ops: network(ops // 4)], ids=["lines", "loop", "layers"]
)


def seconds(build: Callable[[int], Report], ops: int) -> float:
    report = build(ops)
    began = time.process_time()
    draw(report)
    return time.process_time() - began


@SHAPES
def test_two_thousand_ops_are_folded_in_a_second(build: Callable[[int], Report]) -> None:
    found = timed("2,000 ops", build(2_000))

    assert found.nodes <= 60
    assert found.whole < 2.0, found


def test_250_ops_are_drawn_unfolded() -> None:
    found = timed("250 ops", chain(250, graph="full"))

    assert found.nodes == 251
    assert found.whole < 1.5, found


@SHAPES
def test_folding_takes_linear_time(build: Callable[[int], Report]) -> None:
    seconds(build, 1_000)

    assert seconds(build, 20_000) < 25 * seconds(build, 2_000) + 0.2
