"""Prints what recording costs on this machine: `python -m tests.benchmarks [part of a name ...]`."""

from __future__ import annotations

import argparse
import os
import sys

from tests.benchmarks.measure import Comparison, compare
from tests.benchmarks.reporting import after_the_cell
from tests.benchmarks.workloads import SMALL, WORKLOADS

COLUMNS = f"{'':<22} {'bare tape':>10} {'cell':>8} {'all':>8} {'no picture':>11}"


def _row(found: Comparison) -> str:
    ratios = f"{found.cell_ratio:7.2f}x {found.whole_ratio:7.2f}x {found.plain_ratio:10.2f}x"
    return f"{found.name:<22} {found.bare.whole * 1000:7.1f} ms {ratios}"


def _after(rounds: int | None) -> str:
    found = after_the_cell(rounds=rounds)
    plain = (found.verdict + found.text) * 1000
    return (
        f"\n{SMALL.name}, after its last statement: {found.verdict * 1000:.0f} ms to the verdict, "
        f"{plain:.0f} ms to the text, {plain + found.page * 1000:.0f} ms to the page with the picture "
        f"({found.page_bytes / 1000:.0f} kB)"
    )


def main(argv: list[str] | None = None) -> int:
    """Time the chosen workloads and print a row for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", help="part of a workload's name; all when left out")
    parser.add_argument("--rounds", type=int, help="how often each is timed (medians are printed)")
    options = parser.parse_args(argv)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    print("Ratios to a bare persistent tape with its gradients; medians, measured in turns.")
    print("cell: while the cell runs; all: with every derivative and the verdicts; no picture: sources only.\n")
    print(COLUMNS)
    chosen = [load for load in WORKLOADS if not options.names or any(name in load.name for name in options.names)]
    for workload in chosen:
        print(_row(compare(workload, options.rounds)), flush=True)
    if not options.names or any(name in SMALL.name for name in options.names):
        print(_after(options.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main())
