"""`tapeviz.Exercise`: predict the gradient of a cell, or why there is none; then the tape is asked."""

from __future__ import annotations

import ast
import math
import sys
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

import numpy as np

from tapeviz import api
from tapeviz.classroom.judging import Answer, judge, own_hints
from tapeviz.classroom.prediction import NOT_SAID, ExerciseError, Prediction, read_prediction
from tapeviz.classroom.program import TAPE
from tapeviz.engines.choose import active_tf, choose_engine
from tapeviz.errors import BadInput
from tapeviz.fixing.allowed import NotContained
from tapeviz.fixing.aside import aside
from tapeviz.fixing.contained import run_contained
from tapeviz.fixing.deadline import TimeUp
from tapeviz.fixing.rerun import parseable, rerun, silence
from tapeviz.grammar import parse_line
from tapeviz.report import Report
from tapeviz.request import Request

__all__ = ["Exercise", "Outcome", "Progress", "progress"]

MAGIC = "%%tape"
BEFORE, TAPED = "before the cell:", "the cell:"
SECONDS = 60.0
_FORM = 'Exercise("What is dz/dx?", cell="z = x ** 2", source="x")'


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a check or a hint: it prints and displays as its text, and counts as true when right."""

    text: str
    is_right: bool = False

    def __bool__(self) -> bool:
        return self.is_right

    def __repr__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return f"**Right.** {self.text.removeprefix('Right: ')}" if self.is_right else self.text


class Exercise:
    """One question about the gradient of a cell with respect to one source.

    The student predicts (`predict`), then compares (`check`): the cell is run in a copy of the namespace, on the engine
    whose objects it names, and the tape is asked. Nothing of the student's changes. `hint()` helps, `reveal()` shows
    the report. `attempts`, `is_solved`, `is_revealed` and `hints_taken` say how it went.
    """

    def __init__(
        self,
        question: str,
        cell: str,
        source: str | None = None,
        *,
        target: str | None = None,
        setup: str = "",
        hints: Sequence[str] = (),
        tolerance: float = 1e-3,
    ) -> None:
        """`cell` is plain code; it may begin with its own line `%%tape z wrt x`, else `source` names what to ask for.

        `target` is by default what the cell's last statement assigns, or the value of its last expression. With `setup`
        (code, in which `tf` and `np` are there) the exercise stands alone; without it the cell uses the names of the
        notebook. `tolerance` is relative. Raises `ExerciseError` for what is no exercise.
        """
        self.question = _text("question", question)
        self.setup = setup.strip("\n")
        self.text, self.request = _read(_text("cell", cell).strip("\n"), source, target)
        self.hints = (hints,) if isinstance(hints, str) else tuple(hints)
        self.tolerance = _tolerance(tolerance)
        _compiled(self.setup, "setup")
        self.prediction: Prediction | None = None
        self.attempts: int = 0
        self.hints_taken: int = 0
        self.is_solved: bool = False
        self.is_revealed: bool = False
        former = _all.get((self.question, self.text))
        if former is not None:  # the same cell of the notebook, run again
            self.attempts, self.hints_taken = former.attempts, former.hints_taken
            self.is_solved, self.is_revealed = former.is_solved, former.is_revealed
        self._home: dict[str, Any] = sys._getframe(1).f_globals  # noqa: SLF001 - where its cell finds its names
        _all[self.question, self.text] = self

    # ---- what a student does ----

    def predict(self, value: Any = NOT_SAID, *, cause: Any = None, line: int | None = None) -> Self:
        """Note a prediction: a number, a table of numbers, None, or a cause (and its line). Returns the exercise.

        Raises `ExerciseError` for what is none of these.
        """
        self.prediction = read_prediction(value, cause, line)
        return self

    def check(self) -> Outcome:
        """Run the cell aside and compare. Raises `ExerciseError` before a prediction, or where the cell cannot run."""
        if self.prediction is None:
            raise ExerciseError("predict first, then check: predict(408.0), predict(None) or predict(cause=...)")
        is_right, words = judge(self.prediction, self._answer(), self.tolerance)
        if not self.is_solved:
            self.attempts += 1
        self.is_solved |= is_right and not self.is_revealed
        if is_right:
            return Outcome(f"Right: {words}", is_right=True)
        return Outcome(f"Not yet. {words or _ENCOURAGE}")

    def hint(self) -> Outcome:
        """The next hint: the teacher's, then what the tape can say without the answer."""
        known = self.hints
        if self.hints_taken >= len(known):
            known = (*known, *own_hints(self._answer()))
        if self.hints_taken >= len(known):
            return Outcome("There is no further hint; reveal() shows the answer.")
        self.hints_taken += 1
        return Outcome(f"Hint {self.hints_taken}: {known[self.hints_taken - 1]}")

    def reveal(self) -> Report:
        """The report on the cell, which has the answer. The exercise no longer counts as solved, if it was not yet."""
        from tapeviz.render.shown import as_shown

        report = as_shown(self._answer().report)
        self.is_revealed = self.is_revealed or not self.is_solved
        api.set_last_report(report)
        return report

    @property
    def state(self) -> str:
        """How far it has come, in a few words."""
        times = f"{self.attempts} attempt{'s' if self.attempts != 1 else ''}"
        helped = f", {self.hints_taken} hint{'s' if self.hints_taken != 1 else ''}" if self.hints_taken else ""
        if self.is_solved:
            return f"solved, {times}{helped}"
        if self.is_revealed:
            return f"revealed, {times}{helped}"
        return f"open, {times}{helped}" if self.attempts or helped else "not tried"

    # ---- as it is shown ----

    def __repr__(self) -> str:
        parts = [self.question, *self._code()]
        return "\n\n".join([*parts, *([f"your prediction: {self.prediction}"] if self.prediction is not None else [])])

    def _repr_markdown_(self) -> str:
        parts = [f"**Predict:** {self.question}", *self._code()]
        parts += [f"your prediction: {self.prediction}"] if self.prediction is not None else []
        return "\n\n".join(parts)

    def _code(self) -> list[str]:
        """Setup and cell apart, for lines are those of the cell. Indented code is code on converted pages, too."""
        blocks = {BEFORE: self.setup, TAPED: self.text} if self.setup else {"": self.text}
        shown = [part for name, code in blocks.items() for part in (name, textwrap.indent(code, "    "))]
        return [part for part in shown if part]

    # ---- the tape's answer ----

    def _answer(self) -> Answer:
        report = self._report()
        if len(report.diagnoses) != 1:
            named = ", ".join(diagnosis.source for diagnosis in report.diagnoses[:6])
            raise ExerciseError(f"an exercise asks for one gradient, and here are {len(report.diagnoses)}: {named}")
        (diagnosis,) = report.diagnoses
        if diagnosis.status != "gradient":
            return Answer(report, None)
        if diagnosis.gradient.nested is None:
            raise ExerciseError(
                f"the gradient by {diagnosis.source} is too large for an exercise; ask for a smaller one"
            )
        return Answer(report, np.asarray(diagnosis.gradient.nested))

    def _report(self) -> Report:
        try:
            return self._with_setup() if self.setup else self._in_copy()
        except ExerciseError:
            raise
        except BadInput as problem:
            raise ExerciseError(f"{problem}; is the cell that makes it run?") from None
        except NotContained as problem:
            raise ExerciseError(f"the cell cannot be run aside: {problem}") from None
        except TimeUp:
            raise ExerciseError(f"the cell takes longer than {SECONDS:g} s") from None
        except NameError as problem:
            raise ExerciseError(f"{problem}; run the cells above first") from None
        except Exception as problem:  # noqa: BLE001 - the cell may raise anything
            reason = (str(problem).splitlines() or [""])[0]
            raise ExerciseError(f"the cell raises {type(problem).__name__}: {reason}".rstrip(": ")) from None

    def _with_setup(self) -> Report:
        """In a namespace of its own."""
        tf = self._home.get("tf")
        namespace = {"__name__": "__main__", "tf": active_tf() if tf is None else tf, "np": np}
        engine = choose_engine([namespace["tf"]])
        with aside(engine):
            with silence():
                exec(_compiled(self.setup, "setup"), namespace)  # noqa: S102 - the teacher's code
            return rerun(self.text, self.request, namespace, SECONDS)

    def _in_copy(self) -> Report:
        """In a copy of the namespace in which the exercise was made."""
        names = {name: value for name, value in self._home.items() if name != TAPE}
        used = {node.id for node in ast.walk(ast.parse(parseable(self.text))) if isinstance(node, ast.Name)}
        engine = choose_engine([names[name] for name in sorted(used & names.keys())])
        return run_contained(engine, self.text, self.request, names, self._home, SECONDS)


_ENCOURAGE = "Write the steps down, with the derivative of each beside it; hint() helps."
_all: dict[tuple[str, str], Exercise] = {}


# ---- what a teacher writes ------------------------------------------------------------------------------------------


def _text(what: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ExerciseError(f"the {what} is {'empty' if isinstance(value, str) else 'no text'}; the form is {_FORM}")
    return value.strip() if what == "question" else value


def _tolerance(value: Any) -> float:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < math.inf:
        return float(value)
    raise ExerciseError(f"tolerance={value!r} is no number of 0 or more, such as 0.01 for one per cent")


def _compiled(code: str, what: str) -> Any:
    try:
        return compile(code, "<exercise>", "exec", dont_inherit=True)
    except SyntaxError as problem:
        raise ExerciseError(f"the {what} is no Python: {problem.msg} (its line {problem.lineno})") from None


def _read(cell: str, source: str | None, target: str | None) -> tuple[str, Request]:
    """The cell with its `%%tape` line, and what that line asks for."""
    if cell.lstrip().startswith(MAGIC):
        if source is not None or target is not None:
            raise ExerciseError(f"the cell has its own {MAGIC} line; leave source and target to it")
        first, _, body = cell.lstrip().partition("\n")
        _compiled(body, "cell")
        request = _request(first)
        if not request.sources:
            raise ExerciseError(f"the line {first!r} names no source; write {MAGIC} z wrt x")
        return f"{first}\n{body}", request
    if source is None:
        raise ExerciseError(f"no source is named; the form is {_FORM}")
    _compiled(cell, "cell")
    named, is_value = (target, False) if target is not None else _target_of(cell)
    first = f"{MAGIC} {named} wrt {source}"
    request = _request(first)
    return f"{first}\n{cell}", replace(request, target=None) if is_value else request


def _request(line: str) -> Request:
    try:
        return replace(parse_line(line, start=len(MAGIC)).request, persistent=False, picture=True)
    except BadInput as problem:
        raise ExerciseError(str(problem)) from None


def _target_of(cell: str) -> tuple[str, bool]:
    """The target of a cell that names none, and whether it is the value of its last expression."""
    body = ast.parse(cell).body
    last = body[-1] if body else None
    if isinstance(last, ast.Expr):
        return ast.unparse(last.value), True
    names = [node.id for node in ast.walk(last) if isinstance(node, ast.Name)] if isinstance(last, ast.Assign) else []
    if not names or not isinstance(last, ast.Assign) or not isinstance(last.targets[-1], ast.Name):
        raise ExerciseError('which target? The cell does not end in one: give target="z"')
    return last.targets[-1].id, False


# ---- progress -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the exercises of this session have come: `rows` are question and state; it prints and displays itself."""

    rows: tuple[tuple[str, str], ...]
    solved: int

    @property
    def total(self) -> int:
        """How many exercises there are."""
        return len(self.rows)

    @property
    def verdict(self) -> str:
        """`2 of 5 exercises solved`."""
        return f"{self.solved} of {self.total} exercises solved" if self.rows else "no exercise has been made yet"

    def __repr__(self) -> str:
        width = max((len(state) for _, state in self.rows), default=0)
        return "\n".join([*(f"  {state.ljust(width)}  {question}" for question, state in self.rows), self.verdict])

    def _repr_markdown_(self) -> str:
        if not self.rows:
            return self.verdict
        rows = "\n".join(f"| {question.replace('|', chr(92) + '|')} | {state} |" for question, state in self.rows)
        return f"| exercise | |\n|---|---|\n{rows}\n\n**{self.verdict}**"


def progress() -> Progress:
    """How far every exercise that was made in this session has come, in the order in which they were made."""
    rows = tuple((" ".join(exercise.question.split()), exercise.state) for exercise in _all.values())
    return Progress(rows, sum(exercise.is_solved for exercise in _all.values()))
