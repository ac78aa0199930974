"""Runs planted programs through `%%tape` and judges what the reports say of each source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal

from tests.cases.run import Outcome, fresh_shell, run_taped
from tests.planted.generate import generate
from tests.planted.program import Answer, Expectation, Program, importable

__all__ = ["Verdict", "judge", "run", "run_in", "table"]

Word = Literal["right", "unknown", "wrong cause", "wrong line", "wrong status", "false alarm", "crash"]
PROGRAMS_PER_SHELL = 50
SHOWN_EVERY = 10  # the others run with -q: drawing pictures that nobody sees takes a third of the time


@dataclass(frozen=True)
class Verdict:
    """What was made of one source of one program. `asides` are things said beside the answer that do not fit."""

    seed: int
    source: str
    word: Word
    wanted: Expectation
    got: str
    asides: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"seed {self.seed}  {self.source}: {self.word}: wanted {self.wanted}, got {self.got}"


def run(seeds: Iterable[int]) -> Iterator[tuple[Program, list[Verdict]]]:
    """Each program with its verdicts, all in this process; a new shell now and then, a new namespace each time."""
    waiting = list(seeds)
    while waiting:
        batch, waiting = waiting[:PROGRAMS_PER_SHELL], waiting[PROGRAMS_PER_SHELL:]
        with fresh_shell() as shell:
            first_names = set(shell.user_ns)
            for seed in batch:
                program = generate(seed)
                yield program, judge(program, run_in(shell, program))
                for name in set(shell.user_ns) - first_names:
                    del shell.user_ns[name]


def run_in(shell: Any, program: Program) -> Outcome:
    """Run the program's cells in a shell that has tapeviz loaded, the last one taped."""
    from IPython.utils.capture import capture_output

    cell = program.taped_cell if program.seed % SHOWN_EVERY == 0 else program.taped_cell.replace("\n", " -q\n", 1)
    try:
        with importable(program):
            *before, last = program.earlier_cells
            with capture_output():
                for text in before:
                    shell.run_cell(text, store_history=True).raise_error()
            return run_taped(shell, last, cell)
    except Exception as error:  # noqa: BLE001 - whatever a program does, the next one must run
        return Outcome(None, crash=f"{type(error).__name__}: {error}".splitlines()[0])


def judge(program: Program, outcome: Outcome) -> list[Verdict]:
    """One verdict for each source of the program."""
    entries = {entry["name"]: entry for entry in (outcome.report or {}).get("sources", [])}
    found = []
    for name, wanted in program.expected.items():
        entry = entries.get(name)
        if entry is None or outcome.crash:
            found.append(Verdict(program.seed, name, "crash", wanted, outcome.crash or "no such source in the report"))
        else:
            found.append(
                Verdict(program.seed, name, _word(wanted, entry), wanted, _got(entry), _asides(program, wanted, entry))
            )
    return found


def _word(wanted: Expectation, entry: dict[str, Any]) -> Word:
    cause, line, status = entry["cause"], entry["line"], entry["status"]
    if not wanted.answers:
        return "right" if status == "gradient" and cause is None else "false alarm"
    if cause == "unknown":
        return "unknown"
    if not any(answer.cause == cause for answer in wanted.answers):
        return "wrong cause"
    if status == "gradient" or wanted.status not in ("any", status):
        return "wrong status"
    return "right" if any(answer.fits(cause, line) for answer in wanted.answers) else "wrong line"


def _got(entry: dict[str, Any]) -> str:
    place = "" if entry["line"] is None else f" @{entry['line']}"
    code = "" if not entry["code"] else f" `{entry['code'].splitlines()[0]}`"
    return f"{entry['cause'] or entry['status']}{place}{code}"


def _asides(program: Program, wanted: Expectation, entry: dict[str, Any]) -> tuple[str, ...]:
    """Columns beside the expression, breaks of the way missing under `also`, and red herrings that stand there."""
    also = [other for other in entry.get("also", []) if other["line"] in program.herrings]
    found = [f"also names the herring {other['cause']} @{other['line']} `{other['code']}`" for other in also]
    answer = next((answer for answer in wanted.answers if answer.fits(entry["cause"], entry["line"])), None)
    if answer is not None and answer.columns and entry["col"] is not None:
        column = (entry["line"], entry["col"])
        found += [] if column in answer.columns else [f"column {entry['col']} of `{entry['code']}`"]
    told = {(other["cause"], other["line"]) for other in entry.get("also", [])}
    if wanted.also and wanted.answers[0].fits(entry["cause"], entry["line"]):
        found += [f"also lacks {other.cause}" for other in wanted.also if not _is_told(other, told)]
    return tuple(found)


def _is_told(wanted: Answer, told: set[tuple[str, int | None]]) -> bool:
    return any(wanted.fits(cause, line) for cause, line in told)


def table(verdicts: Iterable[Verdict]) -> str:
    """Right, wrong and unknown counts for each kind of fault, by surrounding."""
    counts: dict[str, dict[str, Counter[str]]] = {}
    for verdict in verdicts:
        place = counts.setdefault(verdict.wanted.kind, {}).setdefault(verdict.wanted.surrounding, Counter())
        place[_column(verdict.word)] += 1
    rows = []
    for kind, places in sorted(counts.items()):
        total = sum(places.values(), Counter())
        rows.append(f"{kind:<30} {_cells(total)}")
        rows += [
            f"    {place:<26} {_cells(count)}"
            for place, count in sorted(places.items())
            if count["right"] < count.total()
        ]
    return "\n".join(rows)


def _column(word: Word) -> str:
    return word if word in ("right", "unknown") else "wrong"


def _cells(count: Counter[str]) -> str:
    return f"{count['right']:>5} right {count['wrong']:>4} wrong {count['unknown']:>4} unknown"
