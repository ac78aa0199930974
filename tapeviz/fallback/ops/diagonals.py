"""Diagonals and bands of matrices: `diag`, `diag_part`, `set_diag`, `band_part`, `trace` and their relatives."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, int_scalar, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.kernels import matrices
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arrays import transpose
from tapeviz.fallback.ops.reduce import reduce_sum
from tapeviz.fallback.registry import INDEX, REAL, Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor

_DIAGONAL = "bfloat16 half float double int32 int64 complex64 complex128"


def _band(k: Array) -> tuple[int, int]:
    low, high = int(k.flat[0]), int(k.flat[-1])
    if low > high:
        raise errors.invalid(f"lower_diag_index must not be larger than upper_diag_index: {low} > {high}")
    return low, high


def _at_least_matrix(x: Array) -> None:
    if x.ndim < 2:
        raise errors.invalid(f"input must be at least 2-dim, received shape: {spelled(x.shape)}")


def _within(x: Array, low: int, high: int) -> None:
    rows, columns = x.shape[-2:]
    for name, index in (("lower", low), ("upper", high)):
        if not -rows < index < columns and index != 0:
            raise errors.invalid(
                f"{name}_diag_index is out of bound: {index}. It must be between {-rows} and {columns}"
            )


@op("MatrixDiagV3", "T int32 int32 int32 T", T="")
def _matrix_diag(attrs: Any, diagonal: Array, k: Array, num_rows: Array, num_cols: Array, padding: Array) -> Array:
    if not diagonal.ndim:
        raise errors.invalid("diagonal must be at least 1-dim, received shape: []")
    low, high = _band(k)
    longest = diagonal.shape[-1]
    least_rows, least_columns = longest - min(high, 0), longest + max(low, 0)
    rows, columns = int(num_rows), int(num_cols)
    if rows < 0 and columns < 0:
        rows = columns = max(least_rows, least_columns)
    rows = least_rows if rows < 0 else rows
    columns = least_columns if columns < 0 else columns
    if rows < least_rows or columns < least_columns:
        raise errors.invalid(f"The number of {'rows' if rows < least_rows else 'columns'} is too small.")
    if rows != least_rows and columns != least_columns:
        raise errors.invalid(
            "The number of rows or columns is not consistent with the specified d_lower, d_upper, and diagonal."
        )
    lead = diagonal.shape[:-1] if low == high else diagonal.shape[:-2]
    return matrices.with_band(
        np.full((*lead, rows, columns), padding, diagonal.dtype), diagonal, low, high, attrs["align"]
    )


@op("MatrixDiagPartV3", "T int32 T", T="")
def _matrix_diag_part(attrs: Any, x: Array, k: Array, padding: Array) -> Array:
    _at_least_matrix(x)
    low, high = _band(k)
    _within(x, low, high)
    return matrices.packed(x, low, high, padding, attrs["align"])


@op("MatrixSetDiagV3", "T T int32", T="")
def _matrix_set_diag(attrs: Any, x: Array, diagonal: Array, k: Array) -> Array:
    _at_least_matrix(x)
    low, high = _band(k)
    _within(x, low, high)
    rows, columns = x.shape[-2:]
    longest = matrices.longest_diagonal(rows, columns, low, high)
    wanted = (*x.shape[:-2], *((high - low + 1,) if low != high else ()), longest)
    if diagonal.shape != wanted:
        raise errors.invalid(
            "Either first dimensions of diagonal don't match input.shape[:-2], or diagonal.shape[:-1] is not equal to "
            f"the longests diagonal in range [lower_diag_index:upper_diag_index].\nInput shape: {spelled(x.shape)}\n"
            f"Diagonal shape: {spelled(diagonal.shape)}\nExpected diagonal shape: {spelled(wanted)}"
        )
    return matrices.with_band(x, diagonal, low, high, attrs["align"])


@op("MatrixBandPart", "T Tindex Tindex", plain=True, T="", Tindex=INDEX)
def _matrix_band_part(x: Array, lower: Array, upper: Array) -> Array:
    _at_least_matrix(x)
    for name, count, size, axis in (("lower", lower, x.shape[-2], "rows"), ("upper", upper, x.shape[-1], "columns")):
        if count > size:
            raise errors.invalid(
                f"num_{name} must be negative or less or equal to number of {axis} ({size}) got: {count}"
            )
    return matrices.band_part(x, int(lower), int(upper))


@op("Cross", "T T", plain=True, T=REAL)
def _cross(a: Array, b: Array) -> Array:
    if a.shape != b.shape:
        raise errors.invalid(f"Both inputs must be of same shape: {spelled(a.shape)} vs. {spelled(b.shape)}")
    if not a.ndim or a.shape[-1] != 3:
        message = "Cross-products are only defined for 3-element vectors."
        raise errors.FailedPreconditionError(None, None, message)
    return np.asarray(np.cross(a, b))


@op("Diag", "T", plain=True, T=_DIAGONAL)
def _diag(x: Array) -> Array:
    return np.diag(x.ravel()).reshape(x.shape * 2)


@op("DiagPart", "T", plain=True, T=_DIAGONAL)
def _diag_part(x: Array) -> Array:
    if x.ndim % 2 or not x.ndim:
        raise errors.invalid(f"The rank of the tensor should be even and positive, got shape {spelled(x.shape)}")
    half = x.ndim // 2
    for axis in range(half):
        if x.shape[axis] != x.shape[axis + half]:
            raise errors.invalid(f"Invalid shape {spelled(x.shape)}: dimensions {axis} and {axis + half} do not match.")
    size = prod(x.shape[:half])
    return np.diagonal(x.reshape(size, size)).reshape(x.shape[:half]).copy()


@gradient("MatrixDiagV3")
def _matrix_diag_vjp(operation: Operation, g: Any) -> Any:
    part = execute("MatrixDiagPartV3", (g, operation.inputs[1], p.number(0, g)), operation.attrs)
    return part, None, None, None, None


@gradient("MatrixDiagPartV3")
def _matrix_diag_part_vjp(operation: Operation, g: Any) -> Any:
    rows, columns = operation.inputs[0]._array.shape[-2:]
    inputs = (g, operation.inputs[1], int_scalar(rows), int_scalar(columns), p.number(0, g))
    return execute("MatrixDiagV3", inputs, operation.attrs), None, None


@gradient("MatrixSetDiagV3")
def _matrix_set_diag_vjp(operation: Operation, g: Any) -> Any:
    _, diagonal, k = operation.inputs
    rest = execute("MatrixSetDiagV3", (g, p.zeros_like(diagonal), k), operation.attrs)
    return rest, execute("MatrixDiagPartV3", (g, k, p.number(0, g)), operation.attrs), None


@gradient("MatrixBandPart")
def _matrix_band_part_vjp(operation: Operation, g: Any) -> Any:
    return execute("MatrixBandPart", (g, *operation.inputs[1:])), None, None


@gradient("Cross")
def _cross_vjp(operation: Operation, g: Any) -> Any:
    a, b = operation.inputs
    return execute("Cross", (b, g)), execute("Cross", (g, a))


@gradient("Diag")
def _diag_vjp(_: Operation, g: Any) -> Any:
    return execute("DiagPart", (g,))


@gradient("DiagPart")
def _diag_part_vjp(_: Operation, g: Any) -> Any:
    return execute("Diag", (g,))


def _padding(value: Any, x: Any) -> Any:
    return p.number(bool(value), x) if x.dtype.is_bool and value in {0, 1} else convert_to_tensor(value, x.dtype)


@export("linalg.diag")
def diag(
    diagonal: Any,
    name: str = "diag",
    k: Any = 0,
    num_rows: int = -1,
    num_cols: int = -1,
    padding_value: Any = 0,
    align: str = "RIGHT_LEFT",
) -> Any:
    """Matrices with these diagonals: the `k`-th, or a band of them for a pair `k`; `padding_value` elsewhere."""
    x = convert_to_tensor(diagonal)
    padding = _padding(padding_value, x)
    inputs = (x, ints(k), ints(num_rows), ints(num_cols), padding)
    return execute("MatrixDiagV3", inputs, {"align": align})


@export("linalg.diag_part")
def diag_part(
    input: Any,
    name: str = "diag_part",
    k: Any = 0,
    padding_value: Any = 0,
    align: str = "RIGHT_LEFT",
) -> Any:
    """The `k`-th diagonals of matrices, or a band of them for a pair `k`, padded to the longest."""
    x = convert_to_tensor(input)
    return execute("MatrixDiagPartV3", (x, ints(k), _padding(padding_value, x)), {"align": align})


@export("linalg.set_diag")
def set_diag(
    input: Any,
    diagonal: Any,
    name: str = "set_diag",
    k: Any = 0,
    align: str = "RIGHT_LEFT",
) -> Any:
    """Matrices with their `k`-th diagonals (a band for a pair `k`) replaced."""
    x, band = arguments(input, diagonal)
    return execute("MatrixSetDiagV3", (x, band, ints(k)), {"align": align})


@export("linalg.band_part")
def band_part(
    input: Any,
    num_lower: Any,
    num_upper: Any,
    name: str | None = None,
) -> Any:
    """Matrices with zeros outside a band; -1 keeps all diagonals of a side: (-1, 0) is the lower triangle."""
    return execute("MatrixBandPart", (convert_to_tensor(input), ints(num_lower), ints(num_upper)))


@export("linalg.trace")
def trace(x: Any, name: str | None = None) -> Any:
    """The sum of each matrix's main diagonal."""
    return reduce_sum(diag_part(x), [-1])


@export("linalg.cross")
def cross(a: Any, b: Any, name: str | None = None) -> Any:
    """The vector product along the last axis, of size 3."""
    return execute("Cross", arguments(a, b))


@export("linalg.tensor_diag")
def tensor_diag(diagonal: Any, name: str | None = None) -> Any:
    """A tensor of twice the rank whose generalized diagonal is given."""
    return execute("Diag", (convert_to_tensor(diagonal),))


@export("linalg.tensor_diag_part")
def tensor_diag_part(input: Any, name: str | None = None) -> Any:
    """The generalized diagonal of a tensor whose shape is one shape twice."""
    return execute("DiagPart", (convert_to_tensor(input),))


@export("linalg.matrix_transpose")
def matrix_transpose(a: Any, name: str = "matrix_transpose", conjugate: bool = False) -> Any:
    """Each matrix with its rows and columns exchanged. Raises ValueError for a vector."""
    x = convert_to_tensor(a)
    rank = x._array.ndim
    if rank < 2:
        raise ValueError(
            f"Argument `a` should be a (batch) matrix with rank >= 2.  Received `a` = {x.numpy()} with shape: {x.shape}"
        )
    return transpose(x, [*range(rank - 2), rank - 1, rank - 2], conjugate=conjugate)


@export("linalg.adjoint")
def adjoint(matrix: Any, name: str | None = None) -> Any:
    """Each matrix transposed and conjugated."""
    return matrix_transpose(convert_to_tensor(matrix), conjugate=True)


def identity_like(x: Tensor, size: int) -> Tensor:
    """Identity matrices [..., size, size] beside a stack of matrices `x`."""
    eye = np.eye(size, dtype=x._array.dtype)
    return Tensor(np.broadcast_to(eye, (*x._array.shape[:-2], size, size)))
