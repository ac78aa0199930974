"""Times a cell on a bare tape and through a `CellSession`, in turns, so that both meet the same machine."""

from __future__ import annotations

import ast
import gc
import linecache
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tapeviz.report import Report
from tapeviz.request import Expression, Request
from tapeviz.session import CellSession
from tests.benchmarks.workloads import Workload


@dataclass(frozen=True)
class Times:
    """Seconds of one run: the cell's own statements, the backward calls, and everything (with the report)."""

    cell: float
    backward: float
    whole: float

    @property
    def recording(self) -> float:
        """What has to be done while the tape is alive: the cell and the derivatives."""
        return self.cell + self.backward


@dataclass(frozen=True)
class Comparison:
    """The shortest over the rounds, bare and taped: what else the machine does only ever adds."""

    name: str
    bare: Times
    taped: Times
    plain: Times

    @property
    def cell_ratio(self) -> float:
        """What recording adds while the cell runs."""
        return self.taped.cell / self.bare.cell

    @property
    def recording_ratio(self) -> float:
        """The same with the derivatives by every value."""
        return self.taped.recording / self.bare.recording

    @property
    def plain_ratio(self) -> float:
        """The same where no picture is wanted, so that not every derivative is asked for."""
        return self.plain.recording / self.bare.recording

    @property
    def whole_ratio(self) -> float:
        """Everything, from opening the tape to the verdicts."""
        return self.taped.whole / self.bare.whole


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
    least = {name: _least(times[1:]) for name, times in taken.items()}
    return Comparison(workload.name, least["bare"], least["taped"], least["plain"])


def _least(times: list[Times]) -> Times:
    columns = zip(*((t.cell, t.backward, t.whole) for t in times), strict=True)
    return Times(*(min(column) for column in columns))


@contextmanager
def timed_backward_calls(tf: Any) -> Iterator[list[float]]:
    """The seconds that each `tape.gradient` of an engine takes in the block."""
    taken: list[float] = []
    gradient = tf.GradientTape.gradient

    def timed(tape: Any, *args: Any, **kwargs: Any) -> Any:
        began = time.perf_counter()
        try:
            return gradient(tape, *args, **kwargs)
        finally:
            taken.append(time.perf_counter() - began)

    tf.GradientTape.gradient = timed
    try:
        yield taken
    finally:
        tf.GradientTape.gradient = gradient


def run_bare(workload: Workload, names: dict[str, Any]) -> Times:
    """The cell in a persistent tape of its own engine, then the gradients of the target by the sources."""
    tf = names["tf"]
    namespace = dict(names)
    code = compile(workload.cell, "<bare>", "exec")
    began = time.perf_counter()
    with tf.GradientTape(persistent=True) as tape:
        exec(code, namespace)
    ran = time.perf_counter()
    sources = [getattr(namespace[name], "trainable_variables", namespace[name]) for name in workload.sources]
    asked = time.perf_counter()
    tape.gradient(namespace[workload.target], sources)
    done = time.perf_counter()
    return Times(ran - began, done - asked, done - began)


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
    with timed_backward_calls(names["tf"]) as backward:
        report = session.close()
    return Times(ran - opened, sum(backward), time.perf_counter() - began), report
