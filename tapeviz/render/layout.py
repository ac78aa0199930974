"""Program text with its marks, laid out in lines of styled pieces: the same lines for a terminal and for a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Literal, NamedTuple

from tapeviz.render.snippets import CodeLine, Mark, Snippet, window
from tapeviz.render.visible import cell_width

__all__ = ["Piece", "code_lines", "digits_of", "paragraphs", "wrap"]

Style = Literal["gutter", "code", "culprit", "note", "say", "say-note"]
READABLE = 64
ASIDE = "    <- "


class Piece(NamedTuple):
    """Some text in one style."""

    style: Style
    text: str


def digits_of(snippets: tuple[Snippet, ...]) -> int:
    """How wide the line numbers are, so that all snippets of a card align."""
    return max((len(str(line.number)) for snippet in snippets for line in snippet.lines if line), default=1)


def code_lines(snippet: Snippet, digits: int, columns: int) -> Iterator[list[Piece]]:
    """The lines of a snippet: its code, and under each mark what is said there."""
    if snippet.title:
        yield [Piece("gutter", f"{' ' * digits} > {snippet.title}")]
    room = columns - digits - 3
    for line in snippet.lines:
        if line is None:
            yield [Piece("gutter", "." * digits + " |")]
            continue
        cropped = window(line, room)
        aside = _aside(cropped, room)
        yield [Piece("gutter", f"{line.number:>{digits}} | "), *_marked(cropped), *aside]
        for mark in () if aside else cropped.marks:
            yield from ([Piece("gutter", f"{'':>{digits}} | "), *row] for row in _underline(cropped, mark, room))


def _marked(line: CodeLine) -> Iterator[Piece]:
    """The code, each marked stretch a piece of its own."""
    at = 0
    for mark in line.marks:
        start = max(mark.start, at)
        if start < mark.end:
            yield Piece("code", line.text[at:start])
            yield Piece(mark.kind, line.text[start : mark.end])
            at = mark.end
    yield Piece("code", line.text[at:])


def _aside(line: CodeLine, room: int) -> list[Piece]:
    """A note alone on its line stands to the right of the code, when it fits there."""
    if len(line.marks) != 1 or line.marks[0].kind != "note":
        return []
    text = ASIDE + " ".join(line.marks[0].text.split())
    return [Piece("say-note", text)] if cell_width(line.text) + cell_width(text) <= room else []


def _underline(line: CodeLine, mark: Mark, room: int) -> Iterator[list[Piece]]:
    style: Style = "say" if mark.kind == "culprit" else "say-note"
    before = cell_width(line.text[: mark.start])
    length = max(cell_width(line.text[mark.start : mark.end]), 1)
    carets = [Piece("code", " " * before), Piece(style, ("^" if style == "say" else "-") * length)]
    if not mark.text:
        yield carets
    elif cell_width(mark.text) < room - before - length and "\n" not in mark.text:
        yield [*carets, Piece(style, f" {mark.text}")]
    else:
        yield carets
        longest = max(map(cell_width, mark.text.split("\n")))
        # A message that fits on one line moves left for it; one that wraps anyway gets a column to read in.
        indent = max(0, min(before, room - (longest if longest <= room else READABLE)))
        yield from ([Piece("code", " " * indent), Piece(style, text)] for text in paragraphs(mark.text, room - indent))


def paragraphs(text: str, columns: int) -> list[str]:
    """Each line of the text wrapped on its own, a code line's indent kept."""
    return [piece for line in text.split("\n") for piece in wrap(line, columns)] if text else []


def wrap(text: str, columns: int) -> list[str]:
    """One line in lines of at most so many columns; an indent is kept."""
    indent = text[: len(text) - len(text.lstrip())]
    wrapped = textwrap.wrap(
        text.strip(), max(columns, 20), initial_indent=indent, subsequent_indent=indent, break_on_hyphens=False
    )
    return wrapped or [""]
