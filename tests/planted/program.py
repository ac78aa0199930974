"""What a planted program is: two notebook cells, what is asked, and the answers that count as right."""

from __future__ import annotations

import ast
import importlib
import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Answer", "Expectation", "Program", "importable", "mark", "marks_in", "places", "stand_in", "strip_marks"]

HERRING = "herring"
_MARK = re.compile(r"⟦([^⟦⟧]*)⟧")


def mark(name: str) -> str:
    """An invisible flag for program text: it says "here stands NAME" until the lines are counted.

    >>> strip_marks("y = " + mark("a") + "tf.round(x)")
    'y = tf.round(x)'
    """
    return f"⟦{name}⟧"


def strip_marks(text: str) -> str:
    """The text as a user would have typed it."""
    return _MARK.sub("", text)


def marks_in(text: str) -> list[str]:
    """The names of the marks in a text, each once, in order."""
    return list(dict.fromkeys(_MARK.findall(text)))


def stand_in(text: str) -> str:
    """The marks of a text that stands elsewhere, for the line of the cell that calls it."""
    return "".join(mark(name) for name in marks_in(text) if name != HERRING)


def places(text: str, first_line: int = 1) -> dict[str, set[tuple[int, int]]]:
    """For each mark the (line, column) pairs where it stands, once all marks are gone."""
    found: dict[str, set[tuple[int, int]]] = {}
    for number, line in enumerate(text.split("\n"), first_line):
        removed = 0
        for match in _MARK.finditer(line):
            found.setdefault(match[1], set()).add((number, match.start() - removed))
            removed += len(match[0])
    return found


@dataclass(frozen=True)
class Answer:
    """One fair answer: a cause and the notebook lines it may be put on; `lines` None: any line, or none."""

    cause: str
    lines: frozenset[int] | None = None
    columns: frozenset[tuple[int, int]] = frozenset()

    def fits(self, cause: str | None, line: int | None) -> bool:
        """Whether a report that says this is right."""
        return cause == self.cause and (self.lines is None or line in self.lines)


@dataclass(frozen=True)
class Expectation:
    """What is known of one source. No answers: it must have a gradient, and any cause is a false alarm.

    `kind` and `surrounding` say which fault, placed where, decides; `also` are the other breaks of the chosen way.
    `step` names the one step whose repair brings the gradient back, where there is such a one.
    """

    answers: tuple[Answer, ...]
    status: str
    kind: str
    surrounding: str = "-"
    also: tuple[Answer, ...] = ()
    step: str = ""

    @property
    def cause(self) -> str | None:
        """The preferred cause, None where there is a gradient."""
        return self.answers[0].cause if self.answers else None

    @property
    def lines(self) -> frozenset[int] | None:
        """The preferred lines."""
        return self.answers[0].lines if self.answers else None

    def __str__(self) -> str:
        texts = []
        for answer in self.answers:
            lines = "" if answer.lines is None else " @" + "|".join(map(str, sorted(answer.lines)))
            texts.append(answer.cause + lines)
        return " or ".join(texts) or "gradient"


@dataclass(frozen=True)
class Program:
    """A setup cell, a taped cell, and what must be said of each source. `sources` are texts of the magic line.

    `expected` is keyed by the flattened names of the report. `parts` describes what was planted, for a reader,
    `modules` are files of the user's, by module name, that the setup imports; `repairs` pairs sources, by the names
    they have in the cell, with the step whose repair gives them a gradient. `is_rehearsed`: the cell runs once without
    the magic before it is taped, as cells do that are edited and run again. `herrings` are lines that cut nothing.
    """

    seed: int
    setup: str
    cell: str
    target: str
    sources: tuple[str, ...]
    options: str
    expected: dict[str, Expectation]
    parts: tuple[str, ...] = ()
    modules: tuple[tuple[str, str], ...] = ()
    repairs: tuple[tuple[str, str], ...] = ()
    is_rehearsed: bool = False
    herrings: frozenset[int] = frozenset()

    @property
    def earlier_cells(self) -> list[str]:
        """What runs before the taped cell: the setup in one to three cells, and the cell itself if it is rehearsed."""
        starts = [node.lineno for node in ast.parse(self.setup).body if not getattr(node, "decorator_list", None)]
        cuts = sorted({1, *starts[5 :: 3 + self.seed % 11]})
        lines = self.setup.split("\n")
        cells = ["\n".join(lines[a - 1 : b - 1]) + "\n" for a, b in zip(cuts, [*cuts[1:], len(lines) + 1], strict=True)]
        return [*cells, self.cell] if self.is_rehearsed else cells

    @property
    def magic_line(self) -> str:
        """Line 1 of the notebook cell."""
        return f"%%tape {self.target} wrt {', '.join(self.sources)} {self.options}".rstrip()

    @property
    def taped_cell(self) -> str:
        """The whole cell as it stands in the notebook."""
        return f"{self.magic_line}\n{self.cell}"

    @property
    def watches(self) -> tuple[str, ...]:
        """What `--watch` names."""
        return tuple(re.findall(r"--watch (\S+)", self.options))

    def show(self) -> str:
        """The program with its line numbers and its answers."""
        return "\n".join(self._show_lines())

    def _show_lines(self) -> Iterable[str]:
        yield f"seed {self.seed}: {'; '.join(self.parts)}{' (the cell ran before)' if self.is_rehearsed else ''}"
        for name, text in self.modules:
            yield from (f"      {name}.py: {line}" for line in text.rstrip("\n").split("\n"))
        yield from (f"      {line}" for line in self.setup.rstrip("\n").split("\n"))
        yield "      " + "-" * 40
        yield from (f"{n:4}| {line}" for n, line in enumerate(self.taped_cell.rstrip("\n").split("\n"), 1))
        yield from (f"      {name}: {expectation}" for name, expectation in self.expected.items())


@contextmanager
def importable(program: Program) -> Iterator[None]:
    """Make the program's own modules importable, as files that the user wrote would be."""
    with tempfile.TemporaryDirectory() as folder:
        for name, text in program.modules:
            Path(folder, f"{name}.py").write_text(text, "utf-8")
        sys.path.insert(0, folder)
        importlib.invalidate_caches()
        try:
            yield
        finally:
            sys.path.remove(folder)
            for name, _ in program.modules:
                sys.modules.pop(name, None)
