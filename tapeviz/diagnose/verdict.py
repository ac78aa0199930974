"""The judgement on one source, before it is put into words."""

from __future__ import annotations

from dataclasses import dataclass, field

from tapeviz.diagnose.case import Case
from tapeviz.records import CodeSpan, SourceRecord
from tapeviz.report import Break, Cause, Note, Suspect

__all__ = ["Verdict", "watch_line"]


@dataclass(slots=True)
class Verdict:
    """The cause, the break that decides, and what is told beside it."""

    cause: Cause
    culprit: Break | None = None
    span: CodeSpan | None = None
    frames: tuple[CodeSpan, ...] = ()
    breaks: tuple[Break, ...] = ()
    also: list[Suspect] = field(default_factory=list)
    way: tuple[int, ...] = ()
    notes: list[Note] = field(default_factory=list)
    reason: str = ""


def watch_line(case: Case, source: SourceRecord) -> CodeSpan | None:
    """Where a tensor or variable that is not followed was watched too late, else made, else first used."""
    watches = case.recording.watches
    if source.variable is not None:
        late = [w.span for w in watches if w.variable == source.variable]
    else:
        late = [w.span for w in watches if w.value == source.value]
    return late[0] if late else (source.made or source.first_use)
