"""`tf.linalg`: inverses, determinants, solvers and decompositions with TensorFlow's gradients; norms.

Eigenvectors, singular vectors and the columns of Q are LAPACK's: they may have other signs than TensorFlow's, as those
of its own GPU have. Not covered: the banded solver and the LinearOperator classes.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import arguments, convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.kernels import matrices
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import decompositions
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.casting import real
from tapeviz.fallback.ops.decompositions import TYPES, conjugated, matrix_rank_2, square, wide
from tapeviz.fallback.ops.diagonals import adjoint, band_part, diag_part, identity_like, set_diag
from tapeviz.fallback.ops.products import matmul
from tapeviz.fallback.ops.reduce import reduce_sum
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array

__all__ = ["decompositions"]


@op("MatrixInverse", "T", T=TYPES)
def _inverse(attrs: Any, x: Array) -> Array:
    square(x)
    try:
        found = np.linalg.inv(wide(conjugated(x) if attrs.get("adjoint") else x))
    except np.linalg.LinAlgError:
        raise errors.invalid("Input is not invertible.") from None
    return found.astype(x.dtype)


@op("MatrixDeterminant", "T", plain=True, T="half float double complex64 complex128")
def _determinant(x: Array) -> Array:
    square(x)
    return np.asarray(np.linalg.det(wide(x))).astype(x.dtype)


@op("LogMatrixDeterminant", "T", plain=True, T="half float double complex64 complex128")
def _log_determinant(x: Array) -> tuple[Array, Array]:
    square(x)
    sign, size = np.linalg.slogdet(wide(x))
    return np.asarray(sign).astype(x.dtype), np.asarray(size).astype(x.dtype)


@op("MatrixSolve", "T T", T=TYPES)
def _solve(attrs: Any, matrix: Array, rhs: Array) -> Array:
    if matrix.ndim != rhs.ndim:
        raise errors.invalid("All input tensors must have the same rank.")
    matrix_rank_2(matrix)
    if matrix.shape[-1] != matrix.shape[-2]:
        raise errors.invalid("First input (lhs) must be a square matrix.")
    if matrix.shape[-2] != rhs.shape[-2] or matrix.shape[:-2] != rhs.shape[:-2]:
        raise errors.invalid("Input matrix and rhs are incompatible.")
    try:
        found = np.linalg.solve(wide(conjugated(matrix) if attrs.get("adjoint") else matrix), wide(rhs))
    except np.linalg.LinAlgError:
        raise errors.invalid("Input matrix is not invertible.") from None
    return found.astype(rhs.dtype)


@op("MatrixTriangularSolve", "T T", T="bfloat16 " + TYPES)
def _triangular_solve(attrs: Any, matrix: Array, rhs: Array) -> Array:
    for index, x in enumerate((matrix, rhs)):
        if x.ndim < 2:
            raise errors.invalid(f"In[{index}] ndims must be >= 2: {x.ndim}")
    if matrix.shape[-1] != matrix.shape[-2]:
        raise errors.invalid(f"In[0] matrices in the last dimensions must be square: {spelled(matrix.shape)}")
    if matrix.shape[-1] != rhs.shape[-2]:
        raise errors.invalid(
            f"In[0] and In[1] last dimensions must match: {spelled(matrix.shape)} vs {spelled(rhs.shape)}"
        )
    flipped = bool(attrs["adjoint"])
    return matrices.substituted(conjugated(matrix) if flipped else matrix, rhs, bool(attrs["lower"]) != flipped)


@op("Cholesky", "T", plain=True, T=TYPES)
def _cholesky(x: Array) -> Array:
    square(x)
    try:
        return np.linalg.cholesky(wide(x)).astype(x.dtype)
    except np.linalg.LinAlgError:
        pass
    flat = wide(x).reshape(-1, *x.shape[-2:])
    return np.stack([_cholesky_or_nan(matrix) for matrix in flat]).reshape(x.shape).astype(x.dtype)


def _cholesky_or_nan(matrix: Array) -> Array:
    """The factor, or NaN for a matrix that is not positive definite."""
    try:
        return np.asarray(np.linalg.cholesky(matrix))
    except np.linalg.LinAlgError:
        return np.tril(np.full_like(matrix, np.nan))


@gradient("MatrixInverse")
def _inverse_vjp(operation: Operation, g: Any) -> Any:
    inverse = operation.outputs[0]
    flipped = operation.attrs.get("adjoint", False)
    inner = matmul(g, inverse, adjoint_a=flipped, adjoint_b=not flipped)
    return p.neg(matmul(inverse, inner, adjoint_a=not flipped))


def _times_adjoint_inverse(x: Any, factor: Any) -> Any:
    inverse = execute("MatrixInverse", (x,), {"adjoint": True})
    return p.mul(p.reshape(factor, (*factor._array.shape, 1, 1)), inverse)


@gradient("MatrixDeterminant")
def _determinant_vjp(operation: Operation, g: Any) -> Any:
    return _times_adjoint_inverse(operation.inputs[0], p.mul(g, operation.outputs[0]))


@gradient("LogMatrixDeterminant")
def _log_determinant_vjp(operation: Operation, _: Any, g: Any) -> Any:
    return _times_adjoint_inverse(operation.inputs[0], g)


def _system_vjp(operation: Operation, g: Any) -> tuple[Any, Any]:
    """Cotangents of the matrix and the right side of a linear system, before they are cut to a triangle or summed."""
    flipped = operation.attrs["adjoint"]
    x = operation.outputs[0]
    for_rhs = execute(operation.op_type, (operation.inputs[0], g), {**operation.attrs, "adjoint": not flipped})
    product = matmul(x, for_rhs, adjoint_b=True) if flipped else matmul(for_rhs, x, adjoint_b=True)
    return p.neg(product), for_rhs


@gradient("MatrixSolve")
def _solve_vjp(operation: Operation, g: Any) -> Any:
    return _system_vjp(operation, g)


@gradient("MatrixTriangularSolve")
def _triangular_solve_vjp(operation: Operation, g: Any) -> Any:
    for_matrix, for_rhs = _system_vjp(operation, g)
    band = (-1, 0) if operation.attrs["lower"] else (0, -1)
    matrix, rhs = operation.inputs
    return p.reduce_to(band_part(for_matrix, *band), matrix), p.reduce_to(for_rhs, rhs)


@gradient("Cholesky")
def _cholesky_vjp(operation: Operation, g: Any) -> Any:
    factor = operation.outputs[0]
    inverse = triangular_solve(factor, identity_like(factor, factor._array.shape[-1]))
    middle = matmul(factor, g, adjoint_a=True)
    middle = band_part(set_diag(middle, p.mul(p.number(0.5, middle), diag_part(middle))), -1, 0)
    found = matmul(matmul(inverse, middle, adjoint_a=True), inverse)
    return p.mul(p.add(found, adjoint(found)), p.number(0.5, found))


@export("linalg.inv")
def inv(input: Any, adjoint: bool = False, name: str | None = None) -> Any:
    """The inverse of each matrix, or of its adjoint. Raises InvalidArgumentError where there is none."""
    return execute("MatrixInverse", (convert_to_tensor(input),), {"adjoint": bool(adjoint)})


@export("linalg.det")
def det(input: Any, name: str | None = None) -> Any:
    """The determinant of each matrix."""
    return execute("MatrixDeterminant", (convert_to_tensor(input),))


class LogMatrixDeterminant(NamedTuple):
    """What `slogdet` gives."""

    sign: Any
    log_abs_determinant: Any


@export("linalg.slogdet")
def slogdet(input: Any, name: str | None = None) -> LogMatrixDeterminant:
    """The sign of each determinant and the logarithm of its absolute value."""
    return LogMatrixDeterminant(*execute("LogMatrixDeterminant", (convert_to_tensor(input),)))


@export("linalg.logdet")
def logdet(matrix: Any, name: str | None = None) -> Any:
    """The logarithm of the determinant of positive definite matrices; NaN for others."""
    roots = diag_part(cholesky(matrix))
    logarithms = p.log(real(roots) if roots.dtype.is_complex else roots)
    return p.mul(p.number(2, logarithms), reduce_sum(logarithms, [-1]))


@export("linalg.solve")
def solve(matrix: Any, rhs: Any, adjoint: bool = False, name: str | None = None) -> Any:
    """The solution x of matrix @ x = rhs. Raises InvalidArgumentError where there is not exactly one."""
    return execute("MatrixSolve", arguments(matrix, rhs), {"adjoint": bool(adjoint)})


@export("linalg.triangular_solve")
def triangular_solve(matrix: Any, rhs: Any, lower: bool = True, adjoint: bool = False, name: str | None = None) -> Any:
    """The solution of a triangular system; only one triangle of the matrix is read. Leading axes broadcast."""
    attrs = {"lower": bool(lower), "adjoint": bool(adjoint)}
    return execute("MatrixTriangularSolve", arguments(matrix, rhs), attrs)


@export("linalg.cholesky")
def cholesky(input: Any, name: str | None = None) -> Any:
    """The lower triangular factor L of L @ adjoint(L); only the lower triangle is read. NaN where there is none."""
    return execute("Cholesky", (convert_to_tensor(input),))


@export("linalg.cholesky_solve")
def cholesky_solve(chol: Any, rhs: Any, name: str | None = None) -> Any:
    """The solution of a system whose matrix has the Cholesky factor `chol`."""
    return triangular_solve(chol, triangular_solve(chol, rhs), adjoint=True)


@export("linalg.lstsq")
def lstsq(matrix: Any, rhs: Any, l2_regularizer: float = 0.0, fast: bool = True, name: str | None = None) -> Any:
    """The x of least |matrix @ x - rhs|**2 + l2_regularizer * |x|**2, by the normal equations.

    `fast=False`, a complete orthogonal decomposition in TensorFlow, is computed from the pseudoinverse.
    """
    a, b = arguments(matrix, rhs)
    if not fast:
        return matmul(decompositions.pinv(a), b)
    rows, columns = a._array.shape[-2:]
    tall = rows >= columns
    gramian = matmul(a, a, adjoint_a=tall, adjoint_b=not tall)
    if l2_regularizer != 0:
        identity = identity_like(a, min(rows, columns))
        gramian = p.add(gramian, p.mul(p.number(l2_regularizer, a), identity))
    factor = cholesky(gramian)
    if tall:
        return cholesky_solve(factor, matmul(a, b, adjoint_a=True))
    return matmul(a, cholesky_solve(factor, b), adjoint_a=True)
