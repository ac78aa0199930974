"""Times the picture of generated recordings, from the report to the finished SVG."""

from __future__ import annotations

import random
import time
from collections.abc import Iterable
from dataclasses import dataclass

from tapeviz.render.drawing import drawing
from tapeviz.render.picture import draw
from tapeviz.report import Report
from tests.factories import Builder

__all__ = ["Drawn", "chain", "loop", "network", "table", "timed"]

KINDS = ("Mul", "AddV2", "Pow", "Sub", "Div")


@dataclass(frozen=True)
class Drawn:
    """Seconds for nodes and edges, seconds for all of it, and how many nodes there are."""

    name: str
    folding: float
    whole: float
    nodes: int
    kilobytes: float


def chain(ops: int, graph: str = "auto") -> Report:
    """Ops on twenty lines in an order that never repeats, each with a second input from shortly before."""
    b = Builder().cell("\n".join("h = step(h, w)" for _ in range(20)))
    chance = random.Random(0)  # noqa: S311 - nothing is kept secret here
    values = [b.variable("w", value=0.5, live=True)]
    for number in range(ops):
        second = values[-min(len(values), chance.choice((1, 2, 3)))]
        line = 2 + number * 20 // ops
        values.append(b.op(chance.choice(KINDS), values[-1], second, line=line, value=1.0, adjoint=0.5))
    return b.target(values[-1], name="y").report(graph=graph)


def loop(rounds: int) -> Report:
    """A loop of three ops."""
    b = Builder().cell("for i in range(n):\n    y = tf.sin(y * w + b)")
    w, bias = b.variable("w", value=0.5, live=True), b.variable("b", value=0.1, live=True)
    y = b.tensor("x", value=1.0)
    for _ in range(rounds):
        y = b.op("Mul", y, w, line=3, value=1.0, adjoint=1.0)
        y = b.op("Sin", b.op("AddV2", y, bias, line=3, value=1.0, adjoint=1.0), line=3, value=1.0, adjoint=1.0)
    return b.target(y, name="y").report()


def network(layers: int) -> Report:
    """A model of many layers with four ops and two variables each."""
    b = Builder().cell("y = model(x)")
    h = b.tensor("x", shape=(8, 4))
    for number in range(layers):
        scopes = ("net", f"block{number // 4}_{number % 4}")
        kernel, bias = (b.variable(f"{name}{number}", shape=(4, 4), live=True) for name in ("kernel", "bias"))
        h = b.op("MatMul", h, kernel, line=2, shape=(8, 4), live=True, scopes=scopes)
        for kind, inputs in (("AddV2", (bias,)), ("Mul", (kernel,)), ("Relu", ())):
            h = b.op(kind, h, *inputs, line=2, shape=(8, 4), live=True, scopes=scopes)
    return b.target(h, name="y").report()


def timed(name: str, report: Report) -> Drawn:
    """The picture of a report, once."""
    began = time.perf_counter()
    draw(report)
    folded = time.perf_counter()
    drawn = drawing(report, "tv-")
    done = time.perf_counter()
    return Drawn(name, folded - began, done - folded, len(drawn.picture.nodes), len(drawn.svg or "") / 1000)


def table() -> Iterable[Drawn]:
    """The pictures whose times are published."""
    yield timed("250 ops unfolded", chain(250, graph="full"))
    for name, report in (("2,000 ops", chain(2_000)), ("2,000 ops in layers", network(500))):
        yield timed(name, report)
    for ops in (10_000, 100_000):
        yield timed(f"{ops:,} ops", chain(ops))
        yield timed(f"{ops:,} ops in a loop", loop(ops // 3))
        yield timed(f"{ops:,} ops in layers", network(ops // 4))


def main() -> None:
    """Print a row for each picture."""
    print(f"{'':<24} {'folding':>10} {'to the SVG':>11} {'nodes':>6} {'size':>8}")
    for found in table():
        print(
            f"{found.name:<24} {found.folding * 1000:7.0f} ms {found.whole * 1000:8.0f} ms "
            f"{found.nodes:6d} {found.kilobytes:5.0f} kB"
        )


if __name__ == "__main__":
    main()
