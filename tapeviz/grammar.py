"""The grammar of the `%%tape` line: from its text to a `Request` and the options that only concern display."""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast

from tapeviz.errors import BadInput
from tapeviz.options import GRAPHS, OPTIONS, SAVE_SUFFIXES, Graph, Option, check_depth, check_value, unknown_option
from tapeviz.request import Expression, Request

__all__ = [
    "FORM",
    "GRAPHS",
    "OPTIONS",
    "SAVE_SUFFIXES",
    "CellOptions",
    "Graph",
    "MagicLine",
    "Option",
    "check_depth",
    "parse_line",
]

FORM = "%%tape [options] [TARGET [wrt SOURCE, ...]]"


@dataclass(frozen=True, slots=True)
class CellOptions:
    """The options that say what happens with the report, not what is recorded."""

    output: str | None = None
    quiet: bool = False
    graph: Graph = "auto"
    save: str | None = None
    try_fix: bool = False
    depth: int | None = None


@dataclass(frozen=True, slots=True)
class MagicLine:
    """A parsed `%%tape` line."""

    request: Request
    options: CellOptions


def parse_line(line: str, *, start: int = 0, graph: Graph = "auto") -> MagicLine:
    """Parse `line` from column `start` on, where the name of the magic has ended.

    `graph` is what an absent `--graph` means. Raises `BadInput` with one line that names the fault.
    """
    text = _Text(line, start)
    given = _Given()
    position = _read_options(text, text.start, given)
    end = next((word for word, _ in text.words(position) if _is_option(text, word)), text.end)
    target, sources = _read_expressions(text, position, end)
    rest = _read_options(text, end, given)
    if rest < text.end:
        raise BadInput(f"{text.between(rest, text.end)!r} stands behind the options; the form is {FORM}")
    return given.finish(target, sources, graph)


class _Text:
    """The magic line, and which of its characters stand outside every bracket and string."""

    def __init__(self, line: str, start: int) -> None:
        self.line = line.rstrip()
        self.start = start
        self.end = len(self.line)
        self._flat = [False] * (self.end + 1)
        self._scan()

    def _scan(self) -> None:
        depth, i = 0, self.start
        while i < self.end:
            character = self.line[i]
            if character in "'\"":
                i = _end_of_string(self.line, i)
                continue
            if character in ")]}":
                depth = max(0, depth - 1)
            elif character in "([{":
                depth += 1
            elif depth == 0:
                if character == "#" and self._starts_word(i):
                    self.end = len(self.line[:i].rstrip())
                    return
                self._flat[i] = True
            i += 1

    def _starts_word(self, i: int) -> bool:
        return i == self.start or self.line[i - 1].isspace()

    def between(self, start: int, end: int) -> str:
        return self.line[start:end].strip()

    def skip_space(self, i: int) -> int:
        while i < self.end and self.line[i].isspace():
            i += 1
        return i

    def word_end(self, i: int, *, stop: str = "") -> int:
        """Where the word that begins at `i` ends: at space, or at a character of `stop`, outside brackets."""
        while i < self.end and not (self._flat[i] and (self.line[i].isspace() or self.line[i] in stop)):
            i += 1
        return i

    def words(self, start: int) -> Iterator[tuple[int, int]]:
        i = self.skip_space(start)
        while i < self.end:
            end = self.word_end(i)
            yield i, end
            i = self.skip_space(end)

    def find(self, pattern: str, start: int, end: int) -> list[int]:
        """The positions outside brackets where `pattern` matches."""
        return [m.start() for m in re.compile(pattern).finditer(self.line, start, end) if self._flat[m.start()]]


def _end_of_string(line: str, i: int) -> int:
    quote = line[i : i + 3] if line[i : i + 3] in ("'''", '"""') else line[i]
    i += len(quote)
    while i < len(line):
        if line[i] == "\\":
            i += 2
        elif line.startswith(quote, i):
            return i + len(quote)
        else:
            i += 1
    return len(line)


# Options


@dataclass(slots=True)
class _Given:
    """The options read so far."""

    values: dict[str, str] = field(default_factory=dict)
    watch: list[str] = field(default_factory=list)

    def finish(self, target: Expression | None, sources: tuple[Expression, ...] | None, graph: Graph) -> MagicLine:
        shown = cast("Graph", self.values.get("--graph", graph))
        matrices = [name for name in ("--jacobian", "--hessian") if name in self.values]
        if matrices and "--order" in self.values:
            raise BadInput(f"--order and {matrices[0]} are two questions; ask one of them in a cell")
        request = Request(
            target=target,
            sources=sources,
            watch=tuple(self.watch),
            watch_accessed="--no-watch-accessed" not in self.values,
            persistent="--persistent" in self.values,
            zero="--zero" in self.values,
            picture=shown != "none",
            order=int(self.values.get("--order", "1")),
            jacobian="--jacobian" in self.values,
            hessian="--hessian" in self.values,
        )
        options = CellOptions(
            output=self.values.get("-o"),
            quiet="-q" in self.values,
            graph=shown,
            save=self.values.get("--save"),
            try_fix="--try-fix" in self.values,
            depth=int(self.values["--depth"]) if "--depth" in self.values else None,
        )
        return MagicLine(request, options)


def _is_option(text: _Text, i: int) -> bool:
    """Whether the word at `i` is meant as an option: a known one, or two dashes and a name (`x --y` needs brackets)."""
    word = text.line[i : text.word_end(i)].partition("=")[0]
    return word in OPTIONS or re.match(r"--[A-Za-z]", word) is not None


def _read_options(text: _Text, position: int, given: _Given) -> int:
    """Read the run of options at `position` into `given`; return where it ends."""
    position = text.skip_space(position)
    while position < text.end and _is_option(text, position):
        position = text.skip_space(_read_option(text, position, given))
    return position


def _read_option(text: _Text, start: int, given: _Given) -> int:
    end = text.word_end(start, stop="=")
    name = text.line[start:end]
    option = OPTIONS.get(name)
    if option is None:
        raise BadInput(unknown_option(name))
    if name in given.values and option.value is not None and not option.repeatable:
        raise BadInput(f"{name} is given twice; once is enough")
    glued = end < text.end and text.line[end] == "="
    if option.value is None:
        if glued:
            raise BadInput(f"{name} takes no value; write {name} alone")
        given.values[name] = ""
        return end
    position = text.skip_space(end + 1 if glued else end)
    if position >= text.end or (not glued and _is_option(text, position)):
        raise BadInput(f"{name} needs a value: {name} {option.value}")
    if name == "--watch":
        return _read_names(text, position, given)
    end, value = _read_value(text, position)
    given.values[name] = check_value(option, value)
    return end


def _read_value(text: _Text, start: int) -> tuple[int, str]:
    """One value: a word, or anything in quotes."""
    if text.line[start] in "'\"":
        end = text.line.find(text.line[start], start + 1)
        if end < 0:
            raise BadInput(f"the quote before {text.line[start + 1 :]!r} is not closed")
        return end + 1, text.line[start + 1 : end]
    end = start
    while end < text.end and not text.line[end].isspace():
        end += 1
    return end, text.line[start:end]


def _read_names(text: _Text, position: int, given: _Given) -> int:
    """A comma list of names, spaces allowed around the commas."""
    while True:
        end = text.word_end(position, stop=",")
        name = text.between(position, end)
        if not name:
            raise BadInput("--watch has a comma with no name beside it; write --watch x, w")
        _check_watched(name)
        given.watch.append(name)
        comma = text.skip_space(end)
        if comma >= text.end or text.line[comma] != ",":
            return end
        position = text.skip_space(comma + 1)


def _check_watched(name: str) -> None:
    node = _parse(name, "--watch")
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if not isinstance(node, ast.Name):
        raise BadInput(f"--watch takes names such as x, model.scale or params['w'], not {name!r}")


# Expressions


def _read_expressions(text: _Text, start: int, end: int) -> tuple[Expression | None, tuple[Expression, ...] | None]:
    if not text.between(start, end):
        return None, None
    words = text.find(r"(?<![\w.])wrt(?!\w)", start, end)
    if len(words) > 1:
        raise BadInput("wrt stands twice; name all sources after one wrt: y wrt x, w")
    target_end = words[0] if words else end
    if not text.between(start, target_end):
        raise BadInput(f"no target stands before wrt; the form is {FORM}")
    if text.find(",", start, target_end):
        raise BadInput("the target has a comma; write [y, z] for several targets, and y wrt x, w to name sources")
    target = _expression(text, start, target_end, "the target")
    if not words:
        return target, None
    return target, tuple(_read_sources(text, words[0] + len("wrt"), end))


def _read_sources(text: _Text, start: int, end: int) -> Iterator[Expression]:
    if not text.between(start, end):
        raise BadInput("no source stands after wrt; write y wrt x, or leave wrt out for every watched variable")
    for piece_start, piece_end in _pieces(start, end, text.find(",", start, end)):
        if not text.between(piece_start, piece_end):
            raise BadInput("a comma after wrt has no source beside it; write y wrt x, w")
        yield _source(text, piece_start, piece_end)


def _pieces(start: int, end: int, commas: Iterable[int]) -> Iterator[tuple[int, int]]:
    for comma in commas:
        yield start, comma
        start = comma + 1
    yield start, end


def _source(text: _Text, start: int, end: int) -> Expression:
    written = text.between(start, end)
    if written.startswith("*"):
        raise BadInput(f"a source may be a list, so leave the star out: {written.lstrip('* ')}")
    expression = _expression(text, start, end, "the source")
    node = _parse(written, "the source")
    if isinstance(node, (ast.Constant, ast.JoinedStr)):
        raise BadInput(f"the source {written} is {_kind(node)}, not a variable or tensor; name one: y wrt x")
    return expression


def _kind(node: ast.Constant | ast.JoinedStr) -> str:
    if isinstance(node, ast.JoinedStr) or isinstance(node.value, (str, bytes)):
        return "a string"
    return "a number" if type(node.value) in (int, float, complex) else "a constant"


def _expression(text: _Text, start: int, end: int, role: str) -> Expression:
    start = text.skip_space(start)
    written = text.between(start, end)
    tree = _parse(written, role)
    if any(isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom)) for node in ast.walk(tree)):
        raise BadInput(f"{role} {written!r} waits for something; await it in the cell and name the result")
    return Expression(written, start)


def _parse(written: str, role: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(written, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        reason = error.msg if isinstance(error, SyntaxError) else str(error)
        raise BadInput(f"{role} {written!r} is not a Python expression ({reason}); the form is {FORM}") from None
