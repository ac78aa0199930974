"""Excerpts of program text with the places that matter marked in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tapeviz.records import CodeSpan, CodeText
from tapeviz.render.visible import cell_width, expand

__all__ = ["CodeLine", "Mark", "Place", "Snippet", "excerpt", "window"]

LONGEST_SPAN = 4
DOTS = "..."


@dataclass(frozen=True, slots=True)
class Place:
    """A span to show, as the culprit or as a note beside it, and what to say there."""

    span: CodeSpan
    kind: Literal["culprit", "note"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch of a shown line, in characters of that line; `text` stands where the stretch ends."""

    start: int
    end: int
    kind: Literal["culprit", "note"]
    text: str = ""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """One line as it is shown: tabs expanded, nothing invisible."""

    number: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Snippet:
    """Lines of one program text, None where some are left out. `title` says which text, '' for the taped cell."""

    title: str
    lines: tuple[CodeLine | None, ...]


def excerpt(code: CodeText, places: Sequence[Place], title: str = "") -> Snippet | None:
    """The lines that the places stand on; None when the text does not have them."""
    lines = code.text.split("\n")
    shown = {number for place in places for number in _numbers(place.span) if 0 < number <= len(lines)}
    if not shown:
        return None
    numbers = _without_single_gaps(shown)
    rows = (_code_line(number, lines[number - 1], places) if number else None for number in numbers)
    return Snippet(title=title, lines=tuple(rows))


def window(line: CodeLine, width: int) -> CodeLine:
    """The line cropped to `width` terminal cells around its first mark; dots stand for what is left out."""
    if cell_width(line.text) <= width:
        return line
    room = max(width if line.text.isascii() else width // 2, 4 * len(DOTS))
    focus = min((mark.start for mark in line.marks), default=0)
    reach = min((mark.end for mark in line.marks if mark.start == focus), default=0)
    start = 0 if reach <= room - len(DOTS) else max(0, min(focus - room // 4, len(line.text) - room))
    end = min(len(line.text), start + room)
    head = DOTS if start else ""
    tail = DOTS if end < len(line.text) else ""
    inner = line.text[start + len(head) : end - len(tail)]
    marks = tuple(
        replace(mark, start=max(mark.start - start, 0), end=min(mark.end - start, end - start))
        for mark in line.marks
        if mark.start < end and mark.end > start
    )
    return replace(line, text=head + inner + tail, marks=marks)


def _numbers(span: CodeSpan) -> Iterable[int]:
    """The lines of a span; of a long one the first two and the last."""
    last = max(span.end_line or span.line, span.line)
    if last - span.line >= LONGEST_SPAN:
        return (span.line, span.line + 1, last)
    return range(span.line, last + 1)


def _without_single_gaps(numbers: set[int]) -> list[int]:
    """The numbers in order; 0 stands for a gap of several lines, a gap of one line is closed."""
    rows: list[int] = []
    for number in sorted(numbers):
        missing = number - rows[-1] - 1 if rows else 0
        if missing:
            rows.append(number - 1 if missing == 1 else 0)
        rows.append(number)
    return rows


def _code_line(number: int, text: str, places: Sequence[Place]) -> CodeLine:
    shown, starts = expand(text)
    found = (_mark(number, text, starts, place) for place in places)
    marks = sorted((mark for mark in found if mark), key=lambda mark: (mark.start, mark.kind))
    return CodeLine(number=number, text=shown.rstrip(), marks=tuple(marks))


def _mark(number: int, text: str, starts: Sequence[int], place: Place) -> Mark | None:
    span = place.span
    last = max(span.end_line or span.line, span.line)
    if not span.line <= number <= last:
        return None
    indent, length = len(text) - len(text.lstrip()), len(text.rstrip())
    start = span.col if number == span.line and span.col is not None else indent
    end = span.end_col if number == last and span.end_col is not None and span.col is not None else length
    start = max(0, min(start, length))
    end = max(min(end, length), min(start + 1, length))
    return Mark(starts[start], max(starts[end], starts[start] + 1), place.kind, place.text if number == last else "")
