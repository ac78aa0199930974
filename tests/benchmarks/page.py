"""The table of what everything costs, for the terminal and for `docs/reference/speed.md`."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.drawing import chain, timed
from tests.benchmarks.measure import compare
from tests.benchmarks.processes import loading, peak, torchlens
from tests.benchmarks.reporting import after_the_cell
from tests.benchmarks.workloads import LONG, SCALARS, SMALL, WORKLOADS

__all__ = ["lines", "write"]

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "speed.md"
BEGIN, END = "<!-- the tables: written by `python -m tests.benchmarks --write` -->\n", "<!-- end of the tables -->"
MEASURED_BY_MEMORY = ("900 scalar ops", "MLP, 4 layers", "ResNet-50 step", "LSTM, 2 x 20 steps")


def lines(rounds: int | None, torch: str | None) -> Iterator[str]:
    """Markdown tables, line by line, as they are measured."""
    import tensorflow as tf

    yield f"TensorFlow {tf.__version__}, Python {platform.python_version()}, {os.cpu_count()} cores, one run."
    yield from (
        "",
        "| workload | bare tape | the cell | recording | no picture | verdicts |",
        "|---|---|---|---|---|---|",
    )
    for workload in WORKLOADS:
        found = compare(workload, rounds)
        ratios = (found.cell_ratio, found.recording_ratio, found.plain_ratio, found.whole_ratio)
        cells = " | ".join(f"{ratio:.2f}x" for ratio in ratios)
        yield f"| {found.name} | {found.bare.whole * 1000:.0f} ms | {cells} |"
    yield from _table("after the cell", "time")
    yield from _after(rounds)
    yield from (
        "",
        "| most memory held, with all of TensorFlow | bare tape | taped cell | ratio |",
        "|---|---|---|---|",
    )
    for name in MEASURED_BY_MEMORY:
        held = peak(name)
        yield f"| {name} | {held.bare:.0f} MB | {held.taped:.0f} MB | {held.ratio:.2f}x |"
    yield from _beside(torch)


def _table(*columns: str) -> Iterator[str]:
    """The head of a table."""
    yield from ("", f"| {' | '.join(columns)} |", "|" + "---|" * len(columns))


def _after(rounds: int | None) -> Iterator[str]:
    for workload in (SMALL, SCALARS, LONG):
        found = after_the_cell(workload, rounds)
        yield f"| {workload.name}: the verdict as text | {(found.verdict + found.text) * 1000:.0f} ms |"
        yield f"| {workload.name}: the page with the picture | {found.page * 1000:.0f} ms more |"
    drawn = timed("", chain(2_000))
    yield f"| the folded picture of 2,000 ops | {drawn.whole * 1000:.0f} ms |"
    loaded = loading()
    brought = ", ".join(loaded.heavy) or "neither TensorFlow nor Keras"
    yield f"| IPython's own start | {loaded.shell * 1000:.0f} ms |"
    yield f"| `%load_ext tapeviz`, which imports {brought} | {loaded.extension * 1000:.0f} ms more |"


def _beside(torch: str | None) -> Iterator[str]:
    if torch is None:
        yield "\nTorchLens was not measured in this run (`--torch PYTHON`)."
        return
    try:
        step, forward, logged, versions = torchlens(torch)
    except Exception as problem:  # noqa: BLE001 - another project's package, in another environment
        yield f"\nTorchLens could not be measured in this run: {problem}."
        return
    yield from _table("the same ResNet-50 in PyTorch", "time", "ratio")
    yield f"| PyTorch {versions[0]}: forward pass alone | {forward * 1000:.0f} ms | 1.00x |"
    yield f"| forward pass recorded by TorchLens {versions[1]} | {logged * 1000:.0f} ms | {logged / forward:.2f}x |"
    yield f"| a step (forward and backward), nothing recorded | {step * 1000:.0f} ms | |"


def write(text: str) -> None:
    """Put the tables into the page."""
    page = PAGE.read_text("utf-8")
    head, _, rest = page.partition(BEGIN)
    PAGE.write_text(f"{head}{BEGIN}\n{text}\n\n{END}{rest.partition(END)[2]}", "utf-8")
