"""Measures tapeviz on planted programs: `python -m tests.planted [--seeds 0:2000] [--show SEED]`."""

# ruff: noqa: T201 - a command prints
from __future__ import annotations

import argparse
import os
import sys
import time
from collections import Counter

from tests.planted.generate import generate
from tests.planted.score import Verdict, run, table
from tests.planted.truth import seed_range


def main(argv: list[str] | None = None) -> int:
    """Run the seeds and print the failures and the table; exit status 0 when everything is right."""
    parser = argparse.ArgumentParser(prog="python -m tests.planted", description=__doc__)
    parser.add_argument("--seeds", type=seed_range, default=range(2000), help="0:2000, or one number")
    parser.add_argument("--show", type=int, metavar="SEED", help="only print the program of a seed")
    parser.add_argument("--kind", default="", help="only programs planted with a kind that contains this")
    parser.add_argument("--asides", action="store_true", help="also list columns and `also` entries that do not fit")
    parser.add_argument("--brief", action="store_true", help="one line for each failure, without the program")
    options = parser.parse_args(argv)
    if options.show is not None:
        print(generate(options.show).show())
        return 0
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    seeds = [seed for seed in options.seeds if options.kind in generate(seed).parts[0]]
    verdicts = _measure(seeds, brief=options.brief, asides=options.asides)
    print(f"\n{table(verdicts)}\n\n{_totals(verdicts)}")
    return 0 if verdicts and all(verdict.word == "right" for verdict in verdicts) else 1


def _measure(seeds: list[int], *, brief: bool, asides: bool) -> list[Verdict]:
    verdicts: list[Verdict] = []
    began = time.perf_counter()
    for count, (program, judged) in enumerate(run(seeds), 1):
        verdicts += judged
        failed = [verdict for verdict in judged if verdict.word != "right"]
        if failed and not brief:
            print(f"\n{program.show()}")
        for verdict in failed:
            print(f"  >> {verdict}", flush=True)
        for verdict in judged if asides else []:
            for aside in verdict.asides:
                print(f"  .. seed {verdict.seed} {verdict.source} ({verdict.wanted.kind}): {aside}")
        if count % 20 == 0 and sys.stderr.isatty():
            wrong = sum(verdict.word != "right" for verdict in verdicts)
            text = f"\r{count} of {len(seeds)} programs, {wrong} sources wrong, {time.perf_counter() - began:.0f} s "
            print(text, end="", file=sys.stderr, flush=True)
    took = time.perf_counter() - began
    print(f"\n{len(seeds)} programs in {took:.0f} s ({1000 * took / max(1, len(seeds)):.0f} ms each)")
    return verdicts


def _totals(verdicts: list[Verdict]) -> str:
    counts = Counter(verdict.word for verdict in verdicts)
    without = [verdict for verdict in verdicts if verdict.wanted.answers]
    right = sum(verdict.word == "right" for verdict in without)
    others = ", ".join(f"{count} {word}" for word, count in counts.most_common() if word != "right")
    asides = sum(bool(verdict.asides) for verdict in verdicts)
    return (
        f"sources without gradient: {right} of {len(without)} right\n"
        f"sources with gradient:    {len(verdicts) - len(without)}, {counts['false alarm']} false alarms\n"
        f"not right:                {others or 'none'}\n"
        f"beside the answer:        {asides} sources with a column or an `also` entry that does not fit"
    )


if __name__ == "__main__":
    sys.exit(main())
