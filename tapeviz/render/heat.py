"""A matrix as a small heat map: an SVG for a page, and shades of characters for a terminal."""

from __future__ import annotations

import html
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tapeviz.render.words import number

__all__ = ["Heat", "shades", "svg", "table"]

Grid = Sequence[Sequence[float | None]]

# Negative, zero, positive: readable in print and by the colour-blind; the numbers stand in dark on each of them.
NEGATIVE, ZERO, POSITIVE = (33, 102, 172), (255, 255, 255), (214, 96, 77)
UNKNOWN = "#d9d9d9"
DARK = 0.7
SHADES = " .:-=+*#%@"
MOST_NUMBERS = 12
WIDEST, TEXT_ROWS, TEXT_COLUMNS = 420, 24, 64
# The room of a number in its cell: digits of Helvetica are 0.556 em wide, at a size of 11.
NARROWEST, CELL_HEIGHT, LETTER = 44, 24, 6.2


@dataclass(frozen=True, slots=True)
class Heat:
    """What is drawn: a grid of entries (None where there is none), and the parts of its rows and columns by name."""

    grid: Grid
    rows: tuple[tuple[str, float], ...]
    columns: tuple[tuple[str, float], ...]
    description: str

    @property
    def has_numbers(self) -> bool:
        """Whether each entry is written as a number."""
        return len(self.grid) <= MOST_NUMBERS and len(self.grid[0]) <= MOST_NUMBERS


def svg(heat: Heat) -> str:
    """The heat map as a standalone SVG with an opaque background; red is above 0, blue below, white 0, grey none."""
    width, height = _cell_size(heat)
    left = 8 + max((7 * len(name) for name, _ in heat.rows), default=0)
    top = 22
    scale = _scale(heat.grid)
    across = max(width * len(heat.grid[0]), 6 * len(_legend(scale)))
    total = (left + across + 8, top + height * len(heat.grid) + 22)
    size = f'width="{total[0]:.0f}" height="{total[1]:.0f}" viewBox="0 0 {total[0]:.0f} {total[1]:.0f}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="Helvetica,Arial,sans-serif" font-size="11">',
        f"<title>{html.escape(heat.description)}</title>",
        '<rect width="100%" height="100%" fill="#ffffff"/>',
        *_cells(heat, left, top, scale),
        *_names(heat, left, top),
        f'<text x="{left}" y="{total[1] - 7:.0f}" fill="#555">{_legend(scale)}</text>',
        "</svg>",
    ]
    return "".join(parts)


def _cell_size(heat: Heat) -> tuple[float, float]:
    if heat.has_numbers:
        longest = max(len(_entry(value)) for row in heat.grid for value in row)
        return max(NARROWEST, LETTER * longest + 10), CELL_HEIGHT
    side = max(2.0, min(16.0, WIDEST / max(len(heat.grid), len(heat.grid[0]))))
    return side, side


def _entry(value: float | None) -> str:
    return "None" if value is None else number(value, 3)


def _scale(grid: Grid) -> float:
    return max((abs(v) for row in grid for v in row if v is not None and math.isfinite(v)), default=0.0)


def _legend(scale: float) -> str:
    return f"red above 0, blue below; full colour: {number(scale)}" if scale else "every entry is 0"


def _cells(heat: Heat, left: float, top: float, scale: float) -> Iterator[str]:
    width, height = _cell_size(heat)
    line = ' stroke="#cccccc" stroke-width="0.5"' if heat.has_numbers else ""
    for i, row in enumerate(heat.grid):
        for k, value in enumerate(row):
            x, y = left + k * width, top + i * height
            yield f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" '
            yield f'fill="{_color(value, scale)}"{line}/>'
            if heat.has_numbers:
                text = _entry(value)
                ink = "#ffffff" if value is not None and abs(value) > DARK * scale > 0 else "#111111"
                yield f'<text x="{x + width / 2:.1f}" y="{y + 16:.1f}" text-anchor="middle" fill="{ink}">{text}</text>'


def _color(value: float | None, scale: float) -> str:
    if value is None or math.isnan(value):
        return UNKNOWN
    share = 1.0 if math.isinf(value) else abs(value) / scale if scale else 0.0
    end = POSITIVE if value > 0 else NEGATIVE
    mixed = (round(zero + (full - zero) * share) for zero, full in zip(ZERO, end, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _names(heat: Heat, left: float, top: float) -> Iterator[str]:
    """The names of the parts, and lines between them."""
    width, height = _cell_size(heat)
    across, down = width * len(heat.grid[0]), height * len(heat.grid)
    x, y = left, top
    for name, amount in heat.columns:
        yield f'<text x="{x + amount * width / 2:.1f}" y="{top - 7}" text-anchor="middle" fill="#333">'
        yield f"{html.escape(name)}</text>"
        yield _line(x, top, x, top + down)
        x += amount * width
    for name, amount in heat.rows:
        yield f'<text x="{left - 5}" y="{y + amount * height / 2 + 4:.1f}" text-anchor="end" fill="#333">'
        yield f"{html.escape(name)}</text>"
        yield _line(left, y, left + across, y)
        y += amount * height
    yield _line(x, top, x, top + down) + _line(left, y, left + across, y)


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<path d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" stroke="#333" stroke-width="1"/>'


# ---- in a terminal --------------------------------------------------------------------------------------------------


def table(grid: Grid, digits: int = 4) -> list[str]:
    """The numbers in columns."""
    texts = [["None" if value is None else number(value, digits) for value in row] for row in grid]
    widths = [max(len(row[k]) for row in texts) for k in range(len(texts[0]))]
    return [f"[ {'  '.join(text.rjust(width) for text, width in zip(row, widths, strict=True))} ]" for row in texts]


def shades(grid: Grid, *, is_coarse: bool = False) -> list[str]:
    """The sizes of the entries as characters, and what they mean; `is_coarse`: each stands for several already."""
    coarse, tile = _coarsened(grid)
    scale = _scale(coarse)
    lines = [f"|{''.join(_shade(value, scale) for value in row)}|" for row in coarse]
    part = f"each sign is the largest of {tile[0]} x {tile[1]} entries, " if tile != (1, 1) else ""
    part = "each sign is the largest entry of its part, " if is_coarse else part
    return [*lines, f"{part}by size from blank (0) to {SHADES[-1]} ({number(scale)})"]


def _shade(value: float | None, scale: float) -> str:
    if value is None or math.isnan(value):
        return "?"
    if not value or not scale:
        return SHADES[0]
    share = 1.0 if math.isinf(value) else abs(value) / scale
    return SHADES[max(1, math.ceil(share * (len(SHADES) - 1)))]


def _coarsened(grid: Grid) -> tuple[Grid, tuple[int, int]]:
    down, across = math.ceil(len(grid) / TEXT_ROWS), math.ceil(len(grid[0]) / TEXT_COLUMNS)
    if (down, across) == (1, 1):
        return grid, (1, 1)
    rows = [grid[start : start + down] for start in range(0, len(grid), down)]
    return [
        [
            _loudest([value for row in group for value in row[start : start + across]])
            for start in range(0, len(grid[0]), across)
        ]
        for group in rows
    ], (down, across)


def _loudest(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return max(known, key=lambda value: math.inf if math.isnan(value) else abs(value), default=None)
