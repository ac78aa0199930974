"""Triangular factors with pivoting: `tf.linalg.lu`, and what is solved and rebuilt from them."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.decompositions import square
from tapeviz.fallback.ops.diagonals import band_part, identity_like, set_diag
from tapeviz.fallback.ops.gathering import gather
from tapeviz.fallback.ops.linalg import triangular_solve
from tapeviz.fallback.ops.products import matmul
from tapeviz.fallback.registry import op
from tapeviz.fallback.tensor import Array, Tensor


class Lu(NamedTuple):
    """What `lu` gives."""

    lu: Any
    p: Any


@op("Lu", "T", T="double float half complex64 complex128")
def _lu(attrs: Any, x: Array) -> tuple[Array, Array]:
    if x.ndim < 2:
        raise errors.invalid(f"Input tensor must have rank >= 2, got {x.ndim}")
    square(x)
    factors = x.copy()
    rows = np.empty(x.shape[:-1], attrs["output_idx_type"].as_numpy_dtype)
    for place in np.ndindex(x.shape[:-2]):
        rows[place] = _eliminate(factors[place])
    return factors, rows


def _eliminate(matrix: Array) -> Array:
    """Put both factors in the place of a matrix and give the order of its rows; the largest element is the pivot."""
    size = len(matrix)
    rows = np.arange(size)
    for step in range(size):
        pivot = step + int(np.argmax(np.abs(matrix[step:, step])))
        if matrix[pivot, step] == 0:
            raise errors.invalid("Input is not invertible.")
        matrix[[step, pivot]] = matrix[[pivot, step]]
        rows[[step, pivot]] = rows[[pivot, step]]
        matrix[step + 1 :, step] /= matrix[step, step]
        matrix[step + 1 :, step + 1 :] -= np.outer(matrix[step + 1 :, step], matrix[step, step + 1 :])
    return rows


def _lower(factors: Any) -> Any:
    ones = Tensor(np.ones(factors._array.shape[:-1], factors._array.dtype))
    return set_diag(band_part(factors, -1, 0), ones)


@export("linalg.lu")
def lu(input: Any, output_idx_type: Any = dtypes.int32, name: str | None = None) -> Lu:
    """Both triangular factors of each matrix in one, the lower one without its diagonal of ones, and the rows' order.

    Raises InvalidArgumentError for a singular matrix. There is no gradient, as in TensorFlow.
    """
    return Lu(*execute("Lu", (convert_to_tensor(input),), {"output_idx_type": dtypes.as_dtype(output_idx_type)}))


@export("linalg.lu_reconstruct")
def lu_reconstruct(lower_upper: Any, perm: Any, validate_args: bool = False, name: str | None = None) -> Any:
    """The matrices of which these are the factors."""
    factors, order = convert_to_tensor(lower_upper), convert_to_tensor(perm)
    product = matmul(_lower(factors), band_part(factors, 0, -1))
    return _rows(product, Tensor(np.argsort(order._array, -1).astype(order._array.dtype)))


@export("linalg.lu_solve")
def lu_solve(lower_upper: Any, perm: Any, rhs: Any, validate_args: bool = False, name: str | None = None) -> Any:
    """The solution of matrix @ x = rhs from the factors of the matrix. Raises ValueError for a vector `rhs`."""
    factors, order = convert_to_tensor(lower_upper), convert_to_tensor(perm)
    right = convert_to_tensor(rhs, dtype_hint=factors.dtype)
    if right.ndim < 2:
        raise ValueError("Input `rhs` must have at least 2 dimensions.")
    return triangular_solve(factors, triangular_solve(_lower(factors), _rows(right, order)), lower=False)


@export("linalg.lu_matrix_inverse")
def lu_matrix_inverse(lower_upper: Any, perm: Any, validate_args: bool = False, name: str | None = None) -> Any:
    """The inverses of the matrices of which these are the factors."""
    factors = convert_to_tensor(lower_upper)
    return lu_solve(factors, perm, identity_like(factors, factors._array.shape[-1]))


def _rows(matrix: Any, order: Any) -> Any:
    """The rows of each matrix in its order."""
    if order.ndim == 1:
        return gather(matrix, order, axis=-2)
    lead = np.broadcast_shapes(matrix._array.shape[:-2], order._array.shape[:-1])
    full = p.broadcast(matrix, (*lead, *matrix._array.shape[-2:]))
    return gather(full, p.broadcast(order, (*lead, order._array.shape[-1])), batch_dims=len(lead))
