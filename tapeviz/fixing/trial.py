"""Trying the remedies of one taped cell: the edit is made, the cell runs in a scratch namespace, the tape is asked."""

from __future__ import annotations

import difflib
from dataclasses import replace
from typing import Any

from tapeviz.errors import BadInput
from tapeviz.fixing.allowed import NotContained
from tapeviz.fixing.aside import engine_of, refuse_seeded_draws, time_limit
from tapeviz.fixing.contained import run_contained
from tapeviz.fixing.deadline import TimeUp
from tapeviz.fixing.taped import TapedCell
from tapeviz.grammar import parse_line
from tapeviz.report import Cause, Diagnosis, Edit, Report, Trial

__all__ = ["apply_edit", "edited_diff", "try_remedies"]

MOST_EDITS = 4
_MAGIC = len("%%tape")


def try_remedies(
    cell: TapedCell, source: str | None = None, *, engine: Any = None, limit: float | None = None
) -> tuple[Trial, ...]:
    """One trial for each source whose diagnosis offers an edit; with `source`, for that one alone."""
    wanted = [d for d in cell.report.diagnoses if d.edit is not None and source in (None, d.source)]
    if not wanted:
        return ()
    bench = _Bench(cell, engine or engine_of(cell), limit or time_limit(cell))
    return tuple(bench.trial(diagnosis, diagnosis.edit) for diagnosis in wanted if diagnosis.edit is not None)


def apply_edit(text: str, edit: Edit) -> str:
    """The cell's text with the edit made and its option added to the magic line."""
    lines = text.split("\n")
    before = [*lines[: edit.line - 1], lines[edit.line - 1][: edit.col]]
    after = [lines[edit.end_line - 1][edit.end_col :], *lines[edit.end_line :]]
    edited = "\n".join(before) + edit.new_text + "\n".join(after)
    if not edit.option:
        return edited
    first, _, rest = edited.partition("\n")
    return f"{_with_option(first, edit.option)}\n{rest}"


def _with_option(line: str, option: str) -> str:
    """The magic line with an option behind the rest; a comment keeps its place at the end."""
    try:
        parse_line(line, start=_MAGIC)
        with_option = f"{line.rstrip()} {option}"
        return (
            with_option
            if parse_line(with_option, start=_MAGIC) != parse_line(line, start=_MAGIC)
            else (f"{line[:_MAGIC]} {option}{line[_MAGIC:]}")
        )
    except BadInput:
        return f"{line[:_MAGIC]} {option}{line[_MAGIC:]}"


def edited_diff(text: str, edited: str) -> str:
    """The edit as a unified diff of the cell."""
    old, new = text.rstrip("\n").split("\n"), edited.rstrip("\n").split("\n")
    lines = difflib.unified_diff(old, new, "the cell", "with this change", n=1, lineterm="")
    return "\n".join(line.rstrip() for line in lines)


class _Bench:
    """The trials of one cell. The unchanged cell is run first, once, to see that the copy behaves as the cell did."""

    def __init__(self, cell: TapedCell, engine: Any, limit: float) -> None:
        self.cell = cell
        self.engine = engine
        self.limit = limit
        self.names = cell.as_it_was()
        self._control: Report | str | None = None
        self._runs: dict[str, Report | Trial] = {}

    def trial(self, diagnosis: Diagnosis, edit: Edit) -> Trial:
        """The remedy of a source and, where another break on its way shows then, the remedy of that one too."""
        edits: tuple[Edit, ...] = (edit,)
        text = apply_edit(self.cell.text, edit)
        trial = Trial(diagnosis.source, "not tried", edited_diff(self.cell.text, text), edits=edits)
        try:
            refuse_seeded_draws(self.cell.report)
            control = self._unchanged(diagnosis.source)
        except NotContained as reason:
            return replace(trial, reason=str(reason))
        found = self._edited(text)
        first = self._outcome(trial, found, control)
        while first.status == "failed" and isinstance(found, Report) and len(edits) < MOST_EDITS:
            following = _edit_for(found, trial.source)
            if following is None:
                break
            edits, text = (*edits, following), apply_edit(text, following)
            trial = replace(trial, diff=edited_diff(self.cell.text, text), edits=edits)
            found = self._edited(text)
            again = self._outcome(trial, found, control)
            if again.status == "verified":
                return replace(again, reason=_joined(f"{len(edits)} changes, one for each break", again.reason))
        return first

    def _outcome(self, trial: Trial, found: Report | Trial, control: Report) -> Trial:
        if isinstance(found, Trial):
            return replace(found, source=trial.source, diff=trial.diff, edits=trial.edits)
        return _judged(trial, found, control, self.cell.report)

    def _unchanged(self, source: str) -> Report:
        if self._control is None:
            try:
                self._control = self._run(self.cell.text)
            except NotContained as reason:
                self._control = str(reason)
            except TimeUp:
                self._control = f"in a copy of the namespace the cell takes longer than {self.limit:g} s"
            except Exception as error:  # noqa: BLE001 - whatever the copy lacks, it is the copy's fault
                self._control = f"a copy of the namespace does not behave like the namespace: {_one_line(error)}"
        if isinstance(self._control, str):
            raise NotContained(self._control)
        if _statuses(self._control).get(source) == "gradient":
            raise NotContained("run again, the unchanged cell has this gradient: the reason lies in an earlier state")
        return self._control

    def _edited(self, text: str) -> Report | Trial:
        if text not in self._runs:
            try:
                self._runs[text] = self._run(text)
            except NotContained as reason:
                self._runs[text] = Trial("", "not tried", reason=str(reason))
            except TimeUp:
                self._runs[text] = Trial(
                    "", "failed", reason=f"with this change the cell ran longer than {self.limit:g} s"
                )
            except Exception as error:  # noqa: BLE001 - the edited cell may raise anything
                self._runs[text] = Trial("", "failed", reason=f"with this change it raises {_one_line(error)}")
        return self._runs[text]

    def _run(self, text: str) -> Report:
        """Check, copy, run. Raises `NotContained`, `TimeUp`, or what the cell raises."""
        asked = parse_line(text.partition("\n")[0], start=_MAGIC).request
        request = replace(asked, picture=False, persistent=False, order=1)
        return run_contained(self.engine, text, request, self.names, self.cell.namespace, self.limit)


def _edit_for(report: Report, source: str) -> Edit | None:
    """The remedy that the edited cell's own report offers for a source that is still without gradient."""
    found = next((d for d in report.diagnoses if d.source == source and d.status != "gradient"), None)
    return found.edit if found is not None else None


def _joined(*parts: str) -> str:
    return "; ".join(part for part in parts if part)


def _judged(trial: Trial, found: Report, control: Report, report: Report) -> Trial:
    """The verdict of a run: the gradient is there, and none was lost."""
    answers = {diagnosis.source: diagnosis for diagnosis in found.diagnoses}
    mine = answers.get(trial.source)
    if mine is None:
        return replace(
            trial, status="failed", reason=f"with this change {trial.source} is no longer a source of its own"
        )
    if mine.status != "gradient":
        why = f": {mine.cause}" if mine.cause not in (None, Cause.UNKNOWN) else ""
        return replace(trial, status="failed", reason=f"with this change the gradient is still None{why}")
    had = {d.source for d in (*control.diagnoses, *report.diagnoses) if d.status == "gradient"}
    lost = [name for name in had if name not in answers or answers[name].status != "gradient"]
    if lost:
        return replace(
            trial, status="failed", gradient=mine.gradient, reason=f"with this change {', '.join(sorted(lost))} lost it"
        )
    return replace(trial, status="verified", gradient=mine.gradient, reason=_remark(report))


def _remark(report: Report) -> str:
    """What else a reader of the number should know."""
    written = {variable for op in report.recording.ops if not op.earlier for variable in op.writes}
    names = [v.names[0] for v in report.recording.variables if v.id in written and v.names and not v.in_cell]
    return f"{', '.join(names)} had the value that the cell left in it" if names else ""


def _statuses(report: Report) -> dict[str, str]:
    return {diagnosis.source: diagnosis.status for diagnosis in report.diagnoses}


def _one_line(error: BaseException) -> str:
    text = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {text[:200]}".rstrip(": ")
