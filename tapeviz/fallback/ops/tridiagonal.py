"""Matrices with three diagonals: solving and multiplying without the zeros around them."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arrays import concat, expand_dims, stack
from tapeviz.fallback.ops.diagonals import diag_part, matrix_transpose
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor

_TYPES = "double float complex64 complex128"


@op("TridiagonalSolve", "T T", T=_TYPES)
def _solve(attrs: Any, diagonals: Array, rhs: Array) -> Array:
    found = np.empty_like(rhs)
    for place in np.ndindex(rhs.shape[:-2]):
        found[place] = _eliminated(diagonals[place], rhs[place], bool(attrs["partial_pivoting"]))
    return found


def _eliminated(diagonals: Array, rhs: Array, pivoting: bool) -> Array:
    """Gaussian elimination, NaN for a singular matrix.

    A pair of rows that changes places puts a second diagonal above the main one.
    """
    above, main, below = diagonals.copy()
    x = rhs.copy()
    second = np.zeros_like(main)
    last = len(main) - 1
    for row in range(last):
        if pivoting and abs(below[row + 1]) > abs(main[row]):
            x[[row, row + 1]] = x[[row + 1, row]]
            factor = main[row] / below[row + 1]
            main[row], above[row], main[row + 1] = below[row + 1], main[row + 1], above[row] - factor * main[row + 1]
            if row + 1 < last:
                second[row], above[row + 1] = above[row + 1], -factor * above[row + 1]
        elif main[row] == 0:
            return np.full_like(x, np.nan)
        else:
            factor = below[row + 1] / main[row]
            main[row + 1] -= factor * above[row]
        x[row + 1] -= factor * x[row]
    if len(main) and main[last] == 0:
        return np.full_like(x, np.nan)
    for row in range(last, -1, -1):
        if row < last:
            x[row] -= above[row] * x[row + 1]
        if row + 1 < last:
            x[row] -= second[row] * x[row + 2]
        x[row] /= main[row]
    return x


@op("TridiagonalMatMul", "T T T T", plain=True, T=_TYPES)
def _matmul(above: Array, main: Array, below: Array, rhs: Array) -> Array:
    found = np.swapaxes(main, -1, -2) * rhs
    found[..., :-1, :] += np.swapaxes(above, -1, -2)[..., :-1, :] * rhs[..., 1:, :]
    found[..., 1:, :] += np.swapaxes(below, -1, -2)[..., 1:, :] * rhs[..., :-1, :]
    return found


def _upwards(x: Any) -> Any:
    """Each row moved one place up, zeros in the last."""
    return concat([x[..., 1:, :], p.zeros_like(x[..., :1, :])], -2)


def _downwards(x: Any) -> Any:
    """Each row moved one place down, zeros in the first."""
    return concat([p.zeros_like(x[..., :1, :]), x[..., :-1, :]], -2)


@gradient("TridiagonalSolve")
def _solve_vjp(operation: Operation, g: Any) -> Any:
    diagonals, x = operation.inputs[0], operation.outputs[0]
    above, main, below = (expand_dims(diagonals[..., row, :], -1) for row in range(3))
    columns = [_upwards(below), main, _downwards(above)]
    transposed = stack([each[..., 0] for each in columns], -2)
    for_rhs = execute("TridiagonalSolve", (transposed, g), operation.attrs)
    parts = [p.total(p.mul(for_rhs, each), (-1,)) for each in (_upwards(x), x, _downwards(x))]
    return p.neg(stack(parts, -2)), for_rhs


@gradient("TridiagonalMatMul")
def _matmul_vjp(operation: Operation, g: Any) -> Any:
    above, main, below = (matrix_transpose(each, conjugate=True) for each in operation.inputs[:3])
    rhs = p.conj(operation.inputs[3])
    parts = [p.total(p.mul(each, g), (-1,)) for each in (_upwards(rhs), rhs, _downwards(rhs))]
    for_rhs = p.add(p.add(_downwards(p.mul(above, g)), p.mul(main, g)), _upwards(p.mul(below, g)))
    return (*(expand_dims(part, -2) for part in parts), for_rhs)


@export("linalg.tridiagonal_solve")
def tridiagonal_solve(
    diagonals: Any,
    rhs: Any,
    diagonals_format: str = "compact",
    transpose_rhs: bool = False,
    conjugate_rhs: bool = False,
    name: str | None = None,
    partial_pivoting: bool = True,
    perturb_singular: bool = False,
) -> Any:
    """The solution of a system of three diagonals.

    `diagonals` has shape [..., 3, M] (compact: above, main, below), is a sequence of the three, or the matrix itself;
    `rhs` has shape [..., M] or [..., M, K]. A singular matrix gives NaN. Raises ValueError for another format or
    shape, NotImplementedError for `perturb_singular`.
    """
    if perturb_singular:
        raise NotImplementedError(
            "`perturb_singular` is not covered by the NumPy engine; install tensorflow to use it."
        )
    packed = stack(_three(diagonals, diagonals_format), -2)
    right = convert_to_tensor(rhs)
    vector = right.ndim == packed.ndim - 1
    if not vector and right.ndim != packed.ndim:
        raise ValueError(
            f"Expected the rank of rhs to be {packed.ndim - 1} or {packed.ndim}, got {right.ndim}",
        )
    sizes = packed._array.shape[-1], right._array.shape[-1 if vector or transpose_rhs else -2]
    if sizes[0] != sizes[1]:
        raise ValueError(
            f"Expected number of left-hand sided and right-hand sides to be equal, got {sizes[0]} and {sizes[1]}"
        )
    if vector:
        right = expand_dims(right, -1)
    elif transpose_rhs:
        right = matrix_transpose(right, conjugate=conjugate_rhs)
    if conjugate_rhs and (vector or not transpose_rhs):
        right = p.conj(right)
    attrs = {"partial_pivoting": partial_pivoting, "perturb_singular": perturb_singular}
    found = execute("TridiagonalSolve", (packed, right), attrs)
    return execute("Squeeze", (found,), {"squeeze_dims": [-1]}) if vector else found


@export("linalg.tridiagonal_matmul")
def tridiagonal_matmul(diagonals: Any, rhs: Any, diagonals_format: str = "compact", name: str | None = None) -> Any:
    """A matrix of three diagonals times [..., M, K]; `diagonals` as in `tridiagonal_solve`."""
    rows = (expand_dims(each, -2) for each in _three(diagonals, diagonals_format))
    return execute("TridiagonalMatMul", (*rows, convert_to_tensor(rhs)))


def _three(diagonals: Any, layout: str) -> list[Any]:
    """The diagonals above, on and below the main one, all of the main one's length."""
    if layout == "compact":
        packed: Any = convert_to_tensor(diagonals)
        if packed.ndim < 2 or packed._array.shape[-2] != 3:
            raise ValueError(f"Expected 3 diagonals got {packed._array.shape[-2] if packed.ndim > 1 else None}")
        return [packed[..., row, :] for row in range(3)]
    if layout == "matrix":
        matrix = convert_to_tensor(diagonals)
        rows, columns = matrix._array.shape[-2:]
        if rows != columns:
            raise ValueError(f"Expected last two dimensions of diagonals to be same, got {columns} and {rows}")
        packed = diag_part(matrix, k=(-1, 1), padding_value=0.0, align="LEFT_RIGHT")
        return [packed[..., row, :] for row in range(3)]
    if layout != "sequence":
        raise ValueError(f"Unrecognized diagonals_format: {layout}")
    if not isinstance(diagonals, (tuple, list)) or len(diagonals) != 3:
        raise ValueError("Expected diagonals to be a sequence of length 3.")
    above, main, below = map(convert_to_tensor, diagonals)
    size = main._array.shape[-1]
    return [_padded(above, "superdiagonal", size, (0, 1)), main, _padded(below, "subdiagonal", size, (1, 0))]


def _padded(x: Any, name: str, size: int, ends: tuple[int, int]) -> Any:
    length = x._array.shape[-1]
    if length == size:
        return x
    if length != size - 1:
        raise ValueError(f"Expected {name} to be have length {size} or {size - 1}, got {length}.")
    zero = Tensor(np.zeros((*x._array.shape[:-1], 1), x._array.dtype))
    return concat([zero, x] if ends[0] else [x, zero], -1)
