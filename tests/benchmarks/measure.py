"""Times a cell on a bare tape and through a `CellSession`, in turns, so that both meet the same machine."""

from __future__ import annotations

import ast
import gc
import linecache
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tapeviz.report import Report
from tapeviz.request import Expression, Request
from tapeviz.session import CellSession
from tests.benchmarks.workloads import Workload


@dataclass(frozen=True)
class Times:
    """Seconds of one run: the cell's own statements, and everything up to the gradients (and the report)."""

    cell: float
    whole: float


@dataclass(frozen=True)
class Comparison:
    """Medians over the rounds, bare and taped."""

    name: str
    bare: Times
    taped: Times
    plain: Times

    @property
    def cell_ratio(self) -> float:
        """What recording adds while the cell runs."""
        return self.taped.cell / self.bare.cell

    @property
    def whole_ratio(self) -> float:
        """The same with the gradients, all derivatives and the verdicts."""
        return self.taped.whole / self.bare.whole

    @property
    def plain_ratio(self) -> float:
        """The same without a picture, so that intermediate derivatives are asked for only where they are needed."""
        return self.plain.whole / self.bare.whole


def compare(workload: Workload, rounds: int | None = None) -> Comparison:
    """Time the workload both ways, one after the other in each round; the first round warms up and is left out."""
    names = workload.prepare()
    runs: dict[str, Callable[[], Times]] = {
        "bare": lambda: run_bare(workload, names),
        "taped": lambda: run_taped(workload, names, picture=True)[0],
        "plain": lambda: run_taped(workload, names, picture=False)[0],
    }
    taken: dict[str, list[Times]] = {name: [] for name in runs}
    for _ in range((rounds or workload.rounds) + 1):
        for name, run in runs.items():
            gc.collect()
            taken[name].append(run())
    medians = {name: _median(times[1:]) for name, times in taken.items()}
    return Comparison(workload.name, medians["bare"], medians["taped"], medians["plain"])


def _median(times: list[Times]) -> Times:
    return Times(statistics.median(t.cell for t in times), statistics.median(t.whole for t in times))


def run_bare(workload: Workload, names: dict[str, Any]) -> Times:
    """The cell in a persistent tape, then the gradients of the target by the sources."""
    import tensorflow as tf

    namespace = dict(names)
    code = compile(workload.cell, "<bare>", "exec")
    began = time.perf_counter()
    with tf.GradientTape(persistent=True) as tape:
        exec(code, namespace)
    ran = time.perf_counter()
    sources = [getattr(namespace[name], "trainable_variables", namespace[name]) for name in workload.sources]
    tape.gradient(namespace[workload.target], sources)
    return Times(ran - began, time.perf_counter() - began)


def run_taped(workload: Workload, names: dict[str, Any], *, picture: bool) -> tuple[Times, Report]:
    """The cell through a session, from opening the tape to the finished report."""
    line = f"%%tape {workload.target} wrt {', '.join(workload.sources)}"
    key, text = "<taped>", f"# {line}\n{workload.cell}"
    linecache.cache[key] = (len(text), None, text.splitlines(keepends=True), key)
    request = Request(
        Expression(workload.target), tuple(Expression(name) for name in workload.sources), picture=picture
    )
    namespace = dict(names)
    session = CellSession(request, namespace, key, text)
    code = compile(session.instrument(ast.parse(text)), key, "exec")
    began = time.perf_counter()
    session.open()
    opened = time.perf_counter()
    exec(code, namespace)
    ran = time.perf_counter()
    report = session.close()
    return Times(ran - opened, time.perf_counter() - began), report
