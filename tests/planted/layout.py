"""Spreads statements over many lines, as people do with long expressions."""

from __future__ import annotations

import io
import random
import re
import tokenize

__all__ = ["spread"]

_MARKS_BEFORE = re.compile(r"(?:⟦[^⟦⟧]*⟧)+$")


def spread(lines: list[str], rng: random.Random) -> list[str]:
    """Break some of the lines inside their brackets, each place after `(` or `,` with even odds."""
    return [piece for line in lines for piece in _spread_line(line, rng)]


def _spread_line(line: str, rng: random.Random) -> list[str]:
    if not re.match(r"\s*[\w.]+ [+*-]?= ", line):
        return [line]
    places = _break_places(line)
    chosen = [place for place in places if rng.random() < 0.5]
    if not chosen:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()) + 4)
    pieces, start = [], 0
    for place in chosen:
        pieces.append(line[start:place].rstrip())
        start = place
    pieces.append(line[start:].lstrip())
    return [pieces[0], *(indent + piece.lstrip() for piece in pieces[1:])]


def _break_places(line: str) -> list[int]:
    """Where a new line may begin: the start of an argument, before its marks; not inside strings or lambdas."""
    plain, origin = _without_marks(line)
    places: list[int] = []
    depth, wants_break, in_lambda = 0, False, False
    for token in _tokens(plain):
        if wants_break and not in_lambda and token.string not in ")]}":
            places.append(_with_marks(line, origin[token.start[1]]))
        depth += (token.string in "([{") - (token.string in ")]}") if token.type == tokenize.OP else 0
        in_lambda = in_lambda or token.string in ("lambda", "for")
        wants_break = depth > 0 and token.type == tokenize.OP and token.string in "([,"
    return places


def _tokens(plain: str) -> list[tokenize.TokenInfo]:
    """The tokens of one line; none where it is not whole, or holds a string that Python versions split differently."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(plain.lstrip()).readline))
    except (tokenize.TokenError, IndentationError):
        return []
    if re.search(r"\bf['\"]", plain):
        return []
    shift = len(plain) - len(plain.lstrip())
    ends = (tokenize.NEWLINE, tokenize.NL, tokenize.ENDMARKER)
    return [token._replace(start=(1, token.start[1] + shift)) for token in tokens if token.type not in ends]


def _without_marks(line: str) -> tuple[str, list[int]]:
    """The line without marks, and for each of its columns the column in the marked line."""
    plain, origin, inside = [], [], False
    for column, character in enumerate(line):
        if character in "⟦⟧":
            inside = character == "⟦"
        elif not inside:
            plain.append(character)
            origin.append(column)
    return "".join(plain), [*origin, len(line)]


def _with_marks(line: str, column: int) -> int:
    """The column where the marks directly before `column` begin."""
    before = _MARKS_BEFORE.search(line[:column])
    return before.start() if before else column
