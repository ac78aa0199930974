"""Times a training step with a tape of its own, bare and followed as under `%autotape on`, in turns."""

from __future__ import annotations

import ast
import gc
import statistics
import textwrap
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tapeviz.provenance.traced import TracedCode
from tapeviz.watching.watcher import Watcher
from tests.benchmarks.workloads import Workload
from tests.engines.taping import remember

__all__ = ["MEANING", "Following", "follow", "row"]

MEANING = """\
A step with a tape of its own, followed as under %autotape, against the same step bare; medians, measured in turns.
first: at a place that was not met yet, where the derivatives of intermediates are asked for too; again: every further
step.
"""


@dataclass(frozen=True)
class Following:
    """Medians of seconds for one step: bare, followed for the first time, and followed again."""

    name: str
    bare: float
    first: float
    again: float

    @property
    def first_ratio(self) -> float:
        """What the first step at a place costs: the derivatives of intermediates are asked for with the user's."""
        return self.first / self.bare

    @property
    def again_ratio(self) -> float:
        """What every further step costs."""
        return self.again / self.bare


def follow(workload: Workload, rounds: int | None = None) -> Following:
    """Run the workload's cell under a tape of its own, `rounds` times each way."""
    names = workload.prepare()
    sources = ", ".join(f"{s}.trainable_variables" if s == "model" else s for s in workload.sources)
    body = textwrap.indent(workload.cell.rstrip("\n"), "    ")
    text = f"with tf.GradientTape() as tape:\n{body}\nfound = tape.gradient({workload.target}, [{sources}])\n"
    key = remember(text)
    plain = compile(text, key, "exec")
    times: dict[str, list[float]] = {"bare": [], "first": [], "again": []}
    exec(plain, names)
    for _ in range(rounds or workload.rounds):
        times["bare"].append(_seconds(lambda: exec(plain, names)))
        first, again = _followed(text, key, names)
        times["first"].append(first)
        times["again"].append(again)
    return Following(workload.name, *(statistics.median(times[name]) for name in ("bare", "first", "again")))


def _followed(text: str, key: str, names: dict[str, Any]) -> tuple[float, float]:
    faults: list[BaseException] = []
    watcher = Watcher(lambda _question: None, faults.append)
    code = TracedCode(key, text, [])
    tree = code.instrument(ast.parse(text), names)
    compiled = compile(ast.fix_missing_locations(tree), key, "exec")
    watcher.start()
    watcher.run(code)
    try:
        taken = [_seconds(lambda: exec(compiled, names)) for _ in range(3)]
    finally:
        watcher.stop()
    if faults:
        raise faults[0]
    return taken[0], min(taken[1:])


def _seconds(run: Callable[[], Any]) -> float:
    gc.collect()
    begun = time.perf_counter()
    run()
    return time.perf_counter() - begun


def row(found: Following) -> str:
    """The figures as a line of a table."""
    return f"{found.name:<22} {found.bare * 1000:7.1f} ms {found.first_ratio:7.2f}x {found.again_ratio:7.2f}x"
