"""What NumPy lacks for stacks of matrices: bands, diagonals under TensorFlow's alignments, substitution."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


class Diagonal(NamedTuple):
    """One diagonal of a band: its row in the packed form, its start and length there, and its place in the matrix."""

    packed: int
    start: int
    length: int
    rows: NDArray[np.intp]
    columns: NDArray[np.intp]


def diagonals(rows: int, columns: int, low: int, high: int, align: str) -> Iterator[Diagonal]:
    """The diagonals of a [rows, columns] matrix from the `high`-th down to the `low`-th.

    In the packed form all are as long as the longest; `align` names the side at which shorter ones stand, first for
    those above the main diagonal, then for those below ("RIGHT_LEFT").
    """
    above, below = align.split("_")
    lengths = {d: max(min(rows + min(d, 0), columns - max(d, 0)), 0) for d in range(low, high + 1)}
    longest = max(lengths.values())
    for packed, d in enumerate(range(high, low - 1, -1)):
        length = lengths[d]
        at_left = (d >= 0 and above == "LEFT") or (d <= 0 and below == "LEFT")
        steps = np.arange(length)
        yield Diagonal(packed, 0 if at_left else longest - length, length, steps - min(d, 0), steps + max(d, 0))


def longest_diagonal(rows: int, columns: int, low: int, high: int) -> int:
    """The length of the longest diagonal of a band."""
    return max(max(min(rows + min(d, 0), columns - max(d, 0)), 0) for d in range(low, high + 1))


def packed(matrix: Array, low: int, high: int, padding: Any, align: str) -> Array:
    """The band of `matrix` [..., rows, columns] as [..., diagonals, longest], without that axis for one diagonal."""
    rows, columns = matrix.shape[-2:]
    longest = longest_diagonal(rows, columns, low, high)
    out = np.full((*matrix.shape[:-2], high - low + 1, longest), padding, matrix.dtype)
    for d in diagonals(rows, columns, low, high, align):
        out[..., d.packed, d.start : d.start + d.length] = matrix[..., d.rows, d.columns]
    return out[..., 0, :] if low == high else out


def with_band(matrix: Array, band: Array, low: int, high: int, align: str) -> Array:
    """A copy of `matrix` whose band is that of the packed form `band`."""
    out = matrix.copy()
    full = band[..., np.newaxis, :] if low == high else band
    rows, columns = matrix.shape[-2:]
    for d in diagonals(rows, columns, low, high, align):
        out[..., d.rows, d.columns] = full[..., d.packed, d.start : d.start + d.length]
    return out


def band_part(matrix: Array, lower: int, upper: int) -> Array:
    """`matrix` with zeros outside `lower` diagonals below the main one and `upper` above it; -1 keeps all."""
    rows, columns = matrix.shape[-2:]
    step = np.arange(columns)[np.newaxis, :] - np.arange(rows)[:, np.newaxis]
    kept = ((lower < 0) | (-step <= lower)) & ((upper < 0) | (step <= upper))
    return np.where(kept, matrix, matrix.dtype.type(0))


def substituted(matrix: Array, rhs: Array, lower: bool) -> Array:
    """The solution of triangular systems by substitution, row by row; a zero on the diagonal gives infinities."""
    size = matrix.shape[-1]
    shape = np.broadcast_shapes(matrix.shape[:-2], rhs.shape[:-2])
    out = np.broadcast_to(rhs, (*shape, *rhs.shape[-2:])).copy()
    for row in range(size) if lower else range(size - 1, -1, -1):
        known = slice(0, row) if lower else slice(row + 1, size)
        part = matrix[..., row : row + 1, known] @ out[..., known, :]
        out[..., row, :] = (out[..., row, :] - part[..., 0, :]) / matrix[..., row, row, np.newaxis]
    return out
