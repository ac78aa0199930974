"""Jacobians and Hessians of a report: the shape of each block, its numbers or a heat map, and what its form means."""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from tapeviz.notation import derivative, mixed
from tapeviz.records import Scalar
from tapeviz.render.document import Card, describe
from tapeviz.render.heat import Heat, shades, svg, table
from tapeviz.render.visible import escape, one_line
from tapeviz.render.words import count, number, value_words
from tapeviz.report import Block, Curvature, Report

__all__ = ["Matrix", "matrices_html", "matrices_of", "matrix_cards", "matrix_lines"]

FORMS = {
    "zero": "every entry is 0",
    "diagonal": "only the diagonal is not 0: entry by entry, so tape.gradient({row}, {source}) holds all there is",
    "per-example": (
        "each row of {row} depends on its own row of {source} only: tape.batch_jacobian({row}, {source}) gives just "
        "these blocks, of shape {batch}"
    ),
}
IS_SYMMETRIC = 1e-4


@dataclass(frozen=True, slots=True)
class Matrix:
    """One block or one whole Hessian, ready to be shown: a heading, remarks, and what is drawn (None: nothing)."""

    heading: str
    remarks: tuple[str, ...] = ()
    heat: Heat | None = None
    is_coarse: bool = False


def matrices_of(report: Report) -> list[Matrix]:
    """The Jacobian of each target by each source, then the Hessian: whole where its blocks are small, else each."""
    found = [_matrix(block, derivative(block.row, block.source)) for block in report.jacobians]
    if not report.hessians:
        return found
    whole = _whole(report)
    if whole is not None:
        return [*found, whole]
    rest = [_matrix(block, mixed(_target(report), block.row, block.source)) for block in report.hessians]
    return [*found, Matrix(f"Hessian of {_target(report)}", tuple(_curved(report.curvature))), *rest]


def matrix_cards(report: Report) -> tuple[Card, ...]:
    """Why a block is None, where its gradient does not say it; the two of a symmetric pair are told once."""
    cards: list[Card] = []
    told: set[tuple[str, str]] = set()
    for block in report.jacobians:
        cards += _explained(block, (derivative(block.row, block.source),))
    for block in report.hessians:
        pair = (block.source, block.row)
        if block.report is None or pair in told:
            continue
        told.add((block.row, block.source))
        has_twin = pair[0] != pair[1] and any((b.row, b.source) == pair and b.report for b in report.hessians)
        names = [mixed(_target(report), *names) for names in ((block.row, block.source), pair)[: 1 + has_twin]]
        cards += _explained(block, tuple(names))
    return tuple(cards)


def _explained(block: Block, names: tuple[str, ...]) -> list[Card]:
    shown = tuple(map(one_line, names))
    return [replace(card, names=shown) for card in describe(block.report).cards] if block.report else []


# ---- one block ------------------------------------------------------------------------------------------------------


def _matrix(block: Block, name: str) -> Matrix:
    heading = one_line(name)
    if block.status in ("error", "refused"):
        verdict = "not computed" if block.status == "refused" else "it raised"
        return Matrix(f"{heading}: {verdict}", (one_line(block.note),))
    rows, columns = _axes(block)
    shape = f"shape {_shape((*rows, *columns))} = {one_line(block.row)} {_shape(rows)} by {one_line(block.source)}"
    heading = f"{heading}   {shape} {_shape(columns)}"
    if block.status == "none":
        zeros = ": zeros, as --zero asked" if block.values is not None else ""
        return Matrix(heading, (f"None{zeros}",))
    remarks = [one_line(block.note)] if block.note else []
    if block.structure and math.prod((*rows, *columns)) > 1:
        batch = _shape((*rows, *columns[1:]))
        said = FORMS[block.structure].format(row=one_line(block.row), source=one_line(block.source), batch=batch)
        remarks.append(said)
    grid = _grid(block)
    if grid is None or not grid or not grid[0]:
        return Matrix(heading, tuple(remarks))
    if block.values is None:
        remarks.append(value_words(block.summary, block.spec))
    names = (one_line(block.row), len(grid)), (one_line(block.source), len(grid[0]))
    heat = Heat(grid, names[:1], names[1:], f"Heat map of {one_line(name)}, {_shape((*rows, *columns))}")
    return Matrix(heading, tuple(remarks), heat, is_coarse=block.values is None)


def _axes(block: Block) -> tuple[tuple[int, ...], tuple[int, ...]]:
    extents = tuple(extent or 0 for extent in (block.spec.shape if block.spec else None) or ())
    return extents[: block.row_rank], extents[block.row_rank :]


def _shape(extents: Sequence[int]) -> str:
    return f"({extents[0]},)" if len(extents) == 1 else f"({', '.join(map(str, extents))})"


def _grid(block: Block) -> list[list[float | None]] | None:
    """The block as a matrix of real numbers; of complex ones their size."""
    if block.values is None:
        return [list(row) for row in block.tiles] if block.tiles else None
    width = math.prod(_axes(block)[1])
    numbers = [_real(value) for value in block.values]
    return [list(numbers[start : start + width]) for start in range(0, len(numbers), width)] if width else None


def _real(value: Scalar) -> float:
    return abs(value) if isinstance(value, complex) else float(value)


# ---- a whole Hessian ------------------------------------------------------------------------------------------------


def _whole(report: Report) -> Matrix | None:
    names = list(dict.fromkeys(block.row for block in report.hessians))
    blocks = {(block.row, block.source): block for block in report.hessians}
    sizes = {name: math.prod(_axes(blocks[name, name])[0]) for name in names}
    grid: list[list[float | None]] = []
    whole = report.curvature
    if whole is not None and whole.tiles:
        scale = len(whole.tiles) / sum(sizes.values())
        axes = tuple((one_line(name), sizes[name] * scale) for name in names)
        return _drawn(report, [list(row) for row in whole.tiles], axes, _listed(blocks, names), whole.size)
    for row in names:
        parts = [_part(blocks.get((row, column)), sizes[row], sizes[column]) for column in names]
        if any(part is None for part in parts):
            return None
        grid += [[value for part in parts if part is not None for value in part[k]] for k in range(sizes[row])]
    if not grid:
        return None
    axes = tuple((one_line(name), float(sizes[name])) for name in names)
    return _drawn(report, grid, axes, _listed(blocks, names), len(grid))


def _listed(blocks: Mapping[tuple[str, str], Block], names: Iterable[str]) -> str:
    return ", ".join(f"{one_line(name)} {_shape(_axes(blocks[name, name])[0])}" for name in names)


def _drawn(
    report: Report, grid: list[list[float | None]], axes: tuple[tuple[str, float], ...], listed: str, extent: int
) -> Matrix:
    """The whole Hessian; `grid` is coarse where it has fewer rows than the matrix."""
    target, size = _target(report), f"{extent} x {extent}"
    has_none = any(block.status == "none" and block.values is None for block in report.hessians)
    remarks = [*_curved(report.curvature), *(["None counts as 0"] if has_none else [])]
    heat = Heat(grid, axes, axes, f"Heat map of the Hessian of {target}, {size}")
    return Matrix(f"Hessian of {target}   {size}, by {listed}", tuple(remarks), heat, is_coarse=len(grid) < extent)


def _part(block: Block | None, rows: int, columns: int) -> list[list[float | None]] | None:
    if block is None or block.status not in ("matrix", "none"):
        return None
    if block.status == "none" and block.values is None:
        return [[None] * columns for _ in range(rows)]
    return _grid(block) if block.values is not None else None


def _curved(curvature: Curvature | None) -> Iterator[str]:
    if curvature is None:
        return
    if curvature.asymmetry > IS_SYMMETRIC:
        yield (
            f"not symmetric (by {number(curvature.asymmetry, 2)} of its largest entry): a gradient on the way is not "
            "the derivative of what was computed"
        )
        return
    signs = [(curvature.positive, "positive"), (curvature.zero, "zero"), (curvature.negative, "negative")]
    told = ", ".join(f"{amount:,} {sign}" for amount, sign in signs if amount)
    if not told:
        yield "symmetric"
        return
    yield f"symmetric; {count(curvature.size, 'eigenvalue')}: {told}: {_bend(curvature)}"


def _bend(curvature: Curvature) -> str:
    up, down, flat = bool(curvature.positive), bool(curvature.negative), bool(curvature.zero)
    if up and down:
        return "a saddle where the gradient is 0"
    if not up and not down:
        return "flat, to second order"
    way = "upwards" if up else "downwards"
    if flat:
        return f"curved {way} in some directions, flat in others"
    return f"curved {way} in every direction, a {'minimum' if up else 'maximum'} where the gradient is 0"


def _target(report: Report) -> str:
    target = report.recording.target
    return one_line(target.name if target is not None and target.name else "the target")


# ---- in text and page -----------------------------------------------------------------------------------------------


def matrix_lines(matrix: Matrix) -> list[str]:
    """What is drawn, as text: numbers where they are few, else shades."""
    heat = matrix.heat
    if heat is None:
        return []
    lines = table(heat.grid) if heat.has_numbers and not matrix.is_coarse else []
    return lines if lines and len(lines[0]) <= 96 else shades(heat.grid, is_coarse=matrix.is_coarse)


def matrices_html(report: Report) -> Iterator[str]:
    """Each matrix with its heat map as one picture that needs neither script nor trust."""
    for matrix in matrices_of(report):
        yield f'<p class="tv-line"><b>{escape(matrix.heading)}</b></p>'
        if matrix.remarks:
            yield f'<p class="tv-faint">{"<br>".join(map(escape, matrix.remarks))}</p>'
        if matrix.heat is not None:
            drawn = base64.b64encode(svg(matrix.heat).encode("utf-8", "replace")).decode("ascii")
            said = escape(matrix.heat.description)
            yield f'<figure><img src="data:image/svg+xml;base64,{drawn}" alt="{said}" style="max-width:100%"></figure>'
            if not matrix.is_coarse and not matrix.heat.has_numbers:
                numbers = "\n".join(map(escape, table(matrix.heat.grid, 3)))
                yield f"<details><summary>the numbers</summary><pre>{numbers}</pre></details>"
