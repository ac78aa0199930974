"""The options of the classroom's magic lines: taken out of the line, checked, the rest left where it stands."""

from __future__ import annotations

import ast
import difflib
import keyword
import math
import re
from collections.abc import Callable, Mapping
from pathlib import PurePath

from tapeviz.errors import BadInput

__all__ = ["SAVE_SUFFIXES", "expression", "name", "picture_file", "positive", "real", "take_options", "whole"]

SAVE_SUFFIXES = (".png", ".svg", ".pdf")

Check = Callable[[str, str], object]
"""Reads the value of an option: (option, text) -> value. Raises `BadInput`."""


def take_options(line: str, options: Mapping[str, Check | None], magic: str) -> tuple[str, dict[str, object]]:
    """The line with spaces in place of its options, so that all else keeps its column, and what they say.

    `options` maps each to what reads its value, or None for a plain switch. Raises `BadInput` that names the fault.
    """
    rest, given = list(line), {}
    words = _words(line)
    while words:
        start, end = words.pop(0)
        word, glued, value = line[start:end].partition("=")
        if word not in options and not re.match(r"--[A-Za-z]", word):
            continue
        if word not in options:
            raise BadInput(_unknown(word, options, magic))
        if word in given:
            raise BadInput(f"{word} is given twice; once is enough")
        check = options[word]
        if check is None and glued:
            raise BadInput(f"{word} takes no value; write {word} alone")
        if check is not None and not glued:
            if not words or line[words[0][0] : words[0][1]].partition("=")[0] in options:
                raise BadInput(f"{word} needs a value: {magic} ... {word} {_EXAMPLES.get(word, 'NAME')}")
            value, end = line[slice(*words[0])], words.pop(0)[1]
        given[word] = True if check is None else check(word, value)
        rest[start:end] = " " * (end - start)
    return "".join(rest), given


_EXAMPLES = {"--steps": "20", "--lr": "0.1", "--optimizer": "adam", "-o": "run", "--plot": "contour"}
_EXAMPLES |= {"--from": "1", "--to": "100", "--points": "101", "--save": "plot.png"}


def _words(line: str) -> list[tuple[int, int]]:
    """Where the words outside brackets and strings stand; one that opens a bracket reaches to its end."""
    found: list[tuple[int, int]] = []
    depth, start, quote = 0, -1, ""
    for place, character in enumerate(line):
        if quote:
            quote = "" if character == quote else quote
        elif character in "'\"":
            quote = character
        elif character == "#" and depth == 0 and start < 0:
            return found
        depth += 0 if quote else (character in "([{") - (character in ")]}")
        if character.isspace() and depth <= 0 and not quote:
            if start >= 0:
                found.append((start, place))
            start = -1
        elif start < 0:
            start = place
    return [*found, (start, len(line))] if start >= 0 else found


def _unknown(word: str, options: Mapping[str, Check | None], magic: str) -> str:
    near = difflib.get_close_matches(word, options, n=1)
    hint = f"did you mean {near[0]}?" if near else f"the options of {magic} are {' '.join(options)}"
    return f"unknown option {word}; {hint}"


def whole(option: str, text: str) -> int:
    """A whole number of at least one."""
    try:
        value = int(text)
    except ValueError:
        raise BadInput(f"{option} takes a whole number such as {_EXAMPLES[option]}, not {text!r}") from None
    if value < 1:
        raise BadInput(f"{option} {value} is nothing to do; give at least 1: {option} {_EXAMPLES[option]}")
    return value


def real(option: str, text: str) -> float:
    """A finite number."""
    try:
        value = float(text)
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise BadInput(f"{option} takes a number such as {_EXAMPLES[option]}, not {text!r}")
    return value


def positive(option: str, text: str) -> float:
    """A finite number above zero."""
    value = real(option, text)
    if value <= 0:
        raise BadInput(f"{option} takes a number above zero such as {_EXAMPLES[option]}, not {text}")
    return value


def name(option: str, text: str) -> str:
    """A Python name."""
    if not text.isidentifier() or keyword.iskeyword(text):
        raise BadInput(f"{option} takes a name such as {_EXAMPLES[option]}, and {text!r} is none")
    return text


def expression(option: str, text: str) -> str:
    """A Python expression."""
    try:
        ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        raise BadInput(
            f"{option} takes a name such as {_EXAMPLES[option]}, or an expression; {text!r} is none"
        ) from None
    return text


def picture_file(option: str, text: str) -> str:
    """A file whose suffix says how a picture is saved."""
    path = text.strip("'\"")
    if PurePath(path).suffix.lower() not in SAVE_SUFFIXES:
        raise BadInput(f"{option} cannot tell the format of {path!r}; end it in one of {' '.join(SAVE_SUFFIXES)}")
    return path
