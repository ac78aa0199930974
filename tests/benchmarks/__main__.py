"""Prints what recording costs on this machine: `python -m tests.benchmarks [part of a name ...]`.

`python -m tests.benchmarks fallback` compares the NumPy engine with HIPS autograd and TensorFlow instead, `following`
times steps whose tapes are the program's own."""

from __future__ import annotations

import argparse
import cProfile
import os
import pstats
import sys

from tests.benchmarks import engines, following, page
from tests.benchmarks.measure import Comparison, compare, run_taped
from tests.benchmarks.reporting import after_the_cell
from tests.benchmarks.workloads import LONG, MATRICES, MLP, NUMPY_SCALARS, SCALARS, SMALL, WORKLOADS, Workload

COLUMNS = f"{'':<22} {'bare tape':>10} {'cell':>8} {'recording':>10} {'no picture':>11} {'verdicts':>9}"
MEANING = """\
Ratios to a bare persistent tape with its gradients; the shortest of some rounds, measured in turns.
cell: while the cell runs; recording: with the derivatives by every value; no picture: with those that are needed;
verdicts: everything, up to the finished report.
"""


def _row(found: Comparison) -> str:
    ratios = (found.cell_ratio, found.recording_ratio, found.plain_ratio, found.whole_ratio)
    texts = (f"{ratio:{width}.2f}x" for ratio, width in zip(ratios, (7, 9, 10, 8), strict=True))
    return f"{found.name:<22} {found.bare.whole * 1000:7.1f} ms {' '.join(texts)}"


def _profile(workload: Workload) -> None:
    """Where the time of one taped run goes."""
    names = workload.prepare()
    run_taped(workload, names, picture=True)
    profile = cProfile.Profile()
    profile.runcall(run_taped, workload, names, picture=True)
    pstats.Stats(profile).sort_stats("cumulative").print_stats("tapeviz", 30)


def _after(workload: Workload, rounds: int | None) -> str:
    found = after_the_cell(workload, rounds=rounds)
    plain = (found.verdict + found.text) * 1000
    return (
        f"\n{workload.name}, after its last statement: {found.verdict * 1000:.0f} ms to the verdict, "
        f"{plain:.0f} ms to the text, {plain + found.page * 1000:.0f} ms to the page with the picture "
        f"({found.page_bytes / 1000:.0f} kB)"
    )


def _following(rounds: int | None) -> int:
    print(following.MEANING)
    print(f"{'':<22} {'bare step':>10} {'first':>8} {'again':>8}")
    for workload in (SCALARS, MATRICES, MLP, NUMPY_SCALARS):
        print(following.row(following.follow(workload, rounds)), flush=True)
    return 0


def _measure_all(options: argparse.Namespace) -> None:
    """Every table of the page."""
    told = []
    for line in page.lines(options.rounds, options.torch):
        print(line, flush=True)
        told.append(line)
    if options.write:
        page.write("\n".join(told))


def _print_rows(chosen: list[Workload], options: argparse.Namespace) -> None:
    print(MEANING)
    print(COLUMNS)
    for workload in chosen:
        print(_row(compare(workload, options.rounds)), flush=True)
    for workload in (SMALL, LONG):
        if not options.names or any(name in workload.name for name in options.names):
            print(_after(workload, options.rounds))


def main(argv: list[str] | None = None) -> int:
    """Time the chosen workloads and print a row for each."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument(
        "names",
        nargs="*",
        help="part of a workload's name, all when left out; or `fallback` (the NumPy engine beside others), or "
        "`following` (tapes of the program's own)",
    )
    parser.add_argument("--rounds", type=int, help="how often each is timed (the shortest is printed)")
    parser.add_argument("--profile", action="store_true", help="print where the time of a taped run goes instead")
    parser.add_argument("--write", action="store_true", help="measure all and write docs/reference/speed.md")
    parser.add_argument("--torch", metavar="PYTHON", help="an interpreter with torch and torchlens")
    options = parser.parse_args(argv)
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    if options.write or options.torch:
        _measure_all(options)
        return 0
    if "fallback" in options.names:
        print(engines.MEANING)
        for row in engines.rows(options.rounds):
            print(row, flush=True)
        options.names.remove("fallback")
        if not options.names:
            return 0
    if "following" in options.names:
        return _following(options.rounds)
    chosen = [load for load in WORKLOADS if not options.names or any(name in load.name for name in options.names)]
    if options.profile:
        for workload in chosen:
            _profile(workload)
        return 0
    _print_rows(chosen, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
