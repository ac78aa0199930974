"""The taped cell as text that can be edited: offsets, syntax-tree nodes at a place, and an edit put together."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from tapeviz.records import CodeSpan
from tapeviz.report import Edit

__all__ = ["CellText", "Piece", "parse_notebook"]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the text, by offsets, and what stands there instead."""

    start: int
    end: int
    new: str


def parse_notebook(text: str) -> ast.Module | None:
    """The syntax tree of a cell whose magic and shell lines count as `pass`; None when it does not parse."""
    lines = []
    for line in text.split("\n"):
        bare = line.lstrip()
        lines.append(line[: len(line) - len(bare)] + "pass" if bare[:1] in ("%", "!", "?") else line)
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


class CellText:
    """One cell's text, its lines as the notebook counts them."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.lines = text.split("\n")
        self.starts = [0]
        for line in self.lines:
            self.starts.append(self.starts[-1] + len(line) + 1)

    @cached_property
    def tree(self) -> ast.Module | None:
        """The syntax tree, or None when the cell does not parse."""
        return parse_notebook(self.text)

    def offset(self, line: int, col: int) -> int:
        """The offset of a line (from 1) and column (in characters)."""
        return self.starts[line - 1] + col

    def range(self, node: ast.AST) -> tuple[int, int]:
        """Where a node stands, as offsets."""
        first, last = node.lineno, node.end_lineno  # type: ignore[attr-defined]
        return self._from_bytes(first, node.col_offset), self._from_bytes(last, node.end_col_offset)  # type: ignore[attr-defined]

    def _from_bytes(self, line: int, col: int) -> int:
        return self.starts[line - 1] + len(self.lines[line - 1].encode()[:col].decode(errors="replace"))

    def slice(self, node: ast.AST) -> str:
        """The text of a node."""
        start, end = self.range(node)
        return self.text[start:end]

    def span_range(self, span: CodeSpan) -> tuple[int, int] | None:
        """A span as offsets; None when its columns are not known."""
        if span.col is None or span.end_col is None or span.line > len(self.lines):
            return None
        return self.offset(span.line, span.col), self.offset(span.end_line or span.line, span.end_col)

    def node_at(self, span: CodeSpan) -> ast.AST | None:
        """The expression or statement that is exactly this span."""
        wanted = self.span_range(span)
        if self.tree is None or wanted is None:
            return None
        for node in ast.walk(self.tree):
            if isinstance(node, (ast.expr, ast.stmt)) and not isinstance(node, ast.Expr) and self.range(node) == wanted:
                return node
        return None

    def around(self, offset: int) -> list[ast.stmt]:
        """The statements that hold this place, outermost first."""
        found: list[ast.stmt] = []
        level: list[ast.stmt] = list(self.tree.body) if self.tree else []
        while level:
            inner = next((s for s in level if self.range(s)[0] <= offset < self.range(s)[1]), None)
            if inner is None:
                break
            found.append(inner)
            level = list(_blocks(inner))
        return found

    def edit(self, pieces: list[Piece], option: str = "") -> Edit | None:
        """One edit that makes all these changes; they must not overlap."""
        if not pieces:
            return Edit(1, 0, 1, 0, "", option) if option else None
        pieces = sorted(set(pieces), key=lambda piece: (piece.start, piece.end))
        if any(one.end > other.start for one, other in pairwise(pieces)):
            return None
        start, end = pieces[0].start, pieces[-1].end
        parts, at = [], start
        for piece in pieces:
            parts += [self.text[at : piece.start], piece.new]
            at = piece.end
        new = "".join(parts)
        return None if new == self.text[start:end] else Edit(*self._place(start), *self._place(end), new, option)

    def _place(self, offset: int) -> tuple[int, int]:
        line = next(n for n in range(len(self.lines), 0, -1) if self.starts[n - 1] <= offset)
        return line, offset - self.starts[line - 1]


def _blocks(statement: ast.stmt) -> Iterator[ast.stmt]:
    for name in ("body", "orelse", "finalbody"):
        yield from getattr(statement, name, ())
    for part in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield from part.body
