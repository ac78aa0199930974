"""Times what happens after the cell: the verdict, its text, and the page with the picture."""

from __future__ import annotations

import statistics
import time
from dataclasses import dataclass

from tapeviz.render.shown import ShownReport
from tapeviz.render.text import render_text
from tests.benchmarks.measure import run_taped
from tests.benchmarks.workloads import SMALL, Workload


@dataclass(frozen=True)
class AfterTheCell:
    """Seconds from the last statement of the cell to a report on the screen (medians)."""

    verdict: float
    text: float
    page: float
    page_bytes: int


def after_the_cell(workload: Workload = SMALL, rounds: int | None = None) -> AfterTheCell:
    """The first round warms up and is left out."""
    names = workload.prepare()
    taken = []
    for _ in range((rounds or workload.rounds) + 1):
        times, report = run_taped(workload, names, picture=True)
        began = time.perf_counter()
        render_text(report, width=100)
        told = time.perf_counter()
        shown = ShownReport(report.recording, report.diagnoses, report.number, report.options)
        data = shown._repr_mimebundle_()
        size = sum(len(str(part).encode()) for part in data.values())
        taken.append((times.whole - times.cell, told - began, time.perf_counter() - told, size))
    verdict, text, page, size = (statistics.median(column) for column in zip(*taken[1:], strict=True))
    return AfterTheCell(verdict, text, page, int(size))
