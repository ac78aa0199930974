"""Scores tapeviz on case files: `python -m tests.cases.score [--dir DIR] [--engine numpy] [-v] [case names]`."""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, get_args

from tests.cases.load import HERE, Answer, Case, load_cases
from tests.cases.run import NOT_COVERED, Outcome, on_numpy, run_case

Verdict = Literal["right", "right cause, wrong line", "wrong cause", "unknown", "false alarm", "crash"]


@dataclass(frozen=True)
class Score:
    """The verdict on one source of one case, with what was wanted and what came."""

    case: str
    source: str
    verdict: Verdict
    wanted: str
    got: str
    note: str = ""

    @property
    def is_right(self) -> bool:
        """Right cause on a right line, or a gradient and no cause where there is one."""
        return self.verdict == "right"


def judge(case: Case, outcome: Outcome) -> list[Score]:
    """One score for each source of the case."""
    entries = {entry["name"]: entry for entry in (outcome.report or {}).get("sources", [])}
    return [_judge_source(case, name, entries.get(name), outcome.crash) for name in case.sources]


def _judge_source(case: Case, name: str, entry: dict[str, Any] | None, crash: str) -> Score:
    answer = case.answers[name]
    wanted = _wanted(answer)
    if entry is None or crash:
        return Score(case.name, name, "crash", wanted, "-", crash or "the report has no such source")
    got = f"{entry['cause'] or entry['status']}" + (f" @{entry['line']}" if entry["line"] is not None else "")
    note = " ".join(f"also {other['cause']} @{other['line']}" for other in entry.get("also", []))
    return Score(case.name, name, _verdict(answer, entry), wanted, got, note)


def _verdict(answer: Answer, entry: dict[str, Any]) -> Verdict:
    if answer.is_ok:
        return "right" if entry["status"] == "gradient" and entry["cause"] is None else "false alarm"
    if entry["cause"] == "unknown":
        return "unknown"
    if entry["status"] == "gradient" or entry["cause"] not in answer.causes:
        return "wrong cause"
    # The other causes may come with either status: TensorFlow raises for a float as target, too.
    if entry["cause"] == "no-gradient-registered" and entry["status"] != "error":
        return "wrong cause"
    fits = not answer.lines or entry["line"] in answer.lines
    return "right" if fits else "right cause, wrong line"


def _wanted(answer: Answer) -> str:
    if answer.is_ok:
        return "gradient"
    lines = "|".join(str(line) for line in answer.lines)
    return "|".join(dict.fromkeys(answer.causes)) + (f" @{lines}" if lines else "")


def table(scores: Iterable[Score]) -> str:
    """The scores as aligned text, one source a line."""
    marks = {"right": "ok  ", "crash": "CRSH", "false alarm": "FALS", "unknown": "?   "}
    rows = []
    for score in scores:
        mark = marks.get(score.verdict, "LINE" if "line" in score.verdict else "BAD ")
        rows.append(
            f"{mark} {score.case:<42} {score.source:<14} {score.wanted:<40} {score.got:<28} {score.note}".rstrip()
        )
    return "\n".join(rows)


def totals(scores: list[Score]) -> str:
    """How many sources are right, of those that are None and of those that have a gradient."""
    with_gradient = [score for score in scores if score.wanted == "gradient"]
    without = [score for score in scores if score.wanted != "gradient"]
    counts = {verdict: sum(score.verdict == verdict for score in without) for verdict in get_args(Verdict)}
    false_alarms = sum(score.verdict == "false alarm" for score in with_gradient)
    crashed = sum(score.verdict == "crash" for score in scores)
    right = counts["right"]
    share = 100 * right / len(without) if without else 100.0
    parts = ", ".join(f"{count} {verdict}" for verdict, count in counts.items() if count and verdict != "right")
    return (
        f"None sources: {right} of {len(without)} right ({share:.0f} %)" + (f"; {parts}" if parts else "") + "\n"
        f"ok sources:   {len(with_gradient)}, {false_alarms} false alarms\n"
        f"crashes:      {crashed} sources"
    )


def record_misses(path: Path, scores: Iterable[Score]) -> None:
    """Write which sources are not yet right; a false alarm or a crash is never recorded as known."""
    misses: dict[str, dict[str, str]] = {}
    for score in scores:
        if score.verdict not in ("right", "false alarm", "crash"):
            misses.setdefault(score.case, {})[score.source] = score.verdict
    path.write_text(json.dumps(misses, indent=1) + "\n", "utf-8")


def main(argv: list[str] | None = None) -> int:
    """Score the chosen cases and print the table; exit status 0 when every source is right."""
    parser = argparse.ArgumentParser(prog="python -m tests.cases.score", description=__doc__)
    parser.add_argument("names", nargs="*", help="part of a case name, or its file; all cases when left out")
    parser.add_argument("--dir", type=Path, default=HERE, help="the folder of the case files")
    parser.add_argument("-v", "--verbose", action="store_true", help="also print what each cell printed")
    parser.add_argument("-w", "--wrong", action="store_true", help="only list the sources that are not right")
    parser.add_argument("--engine", choices=("tensorflow", "numpy"), default="tensorflow", help="what `tf` is")
    parser.add_argument("--record-misses", action="store_true", help="write known_misses.json, which the tests expect")
    options = parser.parse_args(argv)
    if options.record_misses and options.names:
        parser.error("--record-misses needs all cases of the folder, not a choice of names")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    cases = load_cases(options.dir, options.names)
    if not cases:
        parser.error(f"no case in {options.dir} matches {' '.join(options.names) or 'anything'}")
    scores: list[Score] = []
    began = time.perf_counter()
    left_out = 0
    for case in cases:
        outcome = run_case(case if options.engine == "tensorflow" else on_numpy(case))
        if options.engine == "numpy" and NOT_COVERED in outcome.crash:
            left_out += 1
            continue
        judged = judge(case, outcome)
        scores += judged
        shown = [score for score in judged if not (options.wrong and score.is_right)]
        if shown:
            print(table(shown), flush=True)
        if options.verbose:
            print(f"{case.taped_cell}\n{outcome.printed}\n{'-' * 100}", flush=True)
    if left_out:
        print(f"\n{left_out} of {len(cases)} cases use names that the NumPy engine does not cover")
    print(f"\n{totals(scores)}\n{time.perf_counter() - began:.0f} s")
    if options.record_misses:
        record_misses(options.dir / "known_misses.json", scores)
    return 0 if scores and all(score.is_right for score in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
