"""Small tables of numbers as a lecturer writes them on the board: as text and as HTML."""

from __future__ import annotations

import html
import math
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Table", "derivative_name", "number"]

DIGITS = 4
BIG, SMALL = 1e7, 1e-4
GAP = "..."


def number(value: float | None) -> str:
    """A number with four digits that count, whole numbers in full; an unknown one is an empty cell."""
    if value is None:
        return ""
    if not math.isfinite(value):
        return str(float(value))
    size = abs(value)
    if size and not SMALL <= size < BIG:
        return f"{value:.{DIGITS - 1}e}"
    places = max(1, DIGITS - 1 - math.floor(math.log10(size))) if size else 0
    text = f"{value:.{places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def derivative_name(target: str, source: str) -> str:
    """`dz/dx`, and with brackets where a name is more than a word."""
    top = f"d{target}" if target.isidentifier() else f"d({target})"
    bottom = f"d{source}" if source.isidentifier() else f"d({source})"
    return f"{top}/{bottom}"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of numbers under their headings; None is an empty cell. It prints as text and displays as HTML."""

    header: tuple[str, ...]
    rows: tuple[tuple[float | None, ...], ...]

    def text(self, most: int | None = None) -> str:
        """Right-aligned columns; with `most`, rows of the middle are left out until so many are shown."""
        lines = [self.header, *self._cells(most)]
        widths = [max(len(line[k]) for line in lines) for k in range(len(self.header))]
        return "\n".join("  ".join(c.rjust(w) for c, w in zip(line, widths, strict=True)).rstrip() for line in lines)

    def html(self, most: int | None = None) -> str:
        """An HTML table."""
        style = 'style="text-align:right;padding:0.1em 0.8em"'
        head = "".join(f"<th {style}>{html.escape(name)}</th>" for name in self.header)
        body = "".join(
            "<tr>" + "".join(f"<td {style}>{html.escape(cell)}</td>" for cell in line) + "</tr>"
            for line in self._cells(most)
        )
        return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"

    def _cells(self, most: int | None) -> list[tuple[str, ...]]:
        lines = [tuple(number(value) for value in row) for row in self.rows]
        if most is None or len(lines) <= most:
            return lines
        tail = max(1, most // 4)
        return [*lines[: most - tail], self._gap(), *lines[-tail:]]

    def _gap(self) -> tuple[str, ...]:
        return tuple(GAP for _ in self.header)

    def column(self, name: str) -> Sequence[float | None]:
        """The numbers under one heading. Raises ValueError for a heading that is not there."""
        place = self.header.index(name)
        return [row[place] for row in self.rows]

    def __str__(self) -> str:
        return self.text()

    __repr__ = __str__

    def _repr_html_(self) -> str:
        return self.html()
