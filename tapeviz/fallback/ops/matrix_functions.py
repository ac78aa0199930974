"""Eigenvalues of any square matrix, and roots and logarithms of matrices, with TensorFlow's gradients.

The order of the eigenvalues and the phase of the eigenvectors are LAPACK's, which are not TensorFlow's.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.dtypes import complex64, complex128
from tapeviz.fallback.execute import execute
from tapeviz.fallback.kernels import roots
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.casting import cast, real
from tapeviz.fallback.ops.decompositions import TYPES, inverse_gaps, square
from tapeviz.fallback.ops.diagonals import adjoint, diag, diag_part, identity_like, matrix_transpose
from tapeviz.fallback.ops.linalg import solve
from tapeviz.fallback.ops.products import matmul
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.tensor import Array

_WIDE: Final = {"float32": complex64, "complex64": complex64, "float64": complex128, "complex128": complex128}


@op("Eig", "T", T="float double complex64 complex128")
def _eig(attrs: Any, x: Array) -> tuple[Array, Array]:
    square(x)
    wanted = attrs["Tout"].as_numpy_dtype
    if not np.isfinite(x).all():
        raise errors.invalid("Eigen decomposition was not successful. The input might not be valid.")
    if not attrs["compute_v"]:
        return np.linalg.eigvals(x).astype(wanted), np.zeros((0,), wanted)
    e, v = np.linalg.eig(x)
    return e.astype(wanted), v.astype(wanted)


def _of_each(function: Any, x: Array) -> Array:
    square(x)
    flat = [function(matrix) for matrix in x.reshape(-1, *x.shape[-2:]).astype(np.complex128)] if x.size else []
    found = np.array(flat, np.complex128).reshape(x.shape)
    if x.dtype.kind != "c":
        imaginary = np.abs(found.imag).max((-1, -2), keepdims=True, initial=0)
        size = np.abs(found).max((-1, -2), keepdims=True, initial=0)
        return np.where(imaginary > 1e-6 * size, np.nan, found.real).astype(x.dtype)
    return found.astype(x.dtype)


@op("MatrixSquareRoot", "T", plain=True, T=TYPES)
def _sqrtm(x: Array) -> Array:
    return _of_each(roots.square_root, x)


@op("MatrixLogarithm", "T", plain=True, T="complex64 complex128")
def _logm(x: Array) -> Array:
    return _of_each(roots.logarithm, x)


@gradient("Eig")
def _eig_vjp(operation: Operation, g_values: Any, g_vectors: Any) -> Any:
    """For distinct eigenvalues (Boeddeker and others, 2017, equation 4.77)."""
    x = operation.inputs[0]
    attrs = {"compute_v": True, "Tout": operation.attrs["Tout"]}
    outputs = operation.outputs if operation.attrs["compute_v"] else execute("Eig", operation.inputs, attrs)
    values, vectors = outputs
    left = adjoint(vectors)
    inner = diag(g_values)
    if operation.attrs["compute_v"]:
        turned = matmul(left, g_vectors)
        lengths = diag(diag_part(p.cast(real(turned), turned.dtype)))
        free = p.sub(turned, matmul(matmul(left, vectors), lengths))
        inner = p.add(inner, p.mul(p.conj(inverse_gaps(values)), free))
    return cast(solve(left, matmul(inner, left)), x.dtype)


@gradient("MatrixSquareRoot")
def _sqrtm_vjp(operation: Operation, g: Any) -> Any:
    """The solution of Sylvester's equation R d + d R = cotangent, written as one linear system of all elements."""
    root = operation.outputs[0]
    *lead, order, _ = root._array.shape
    identity = identity_like(root, order)
    system = p.add(_kronecker(identity, matrix_transpose(root)), _kronecker(root, identity))
    flat = p.reshape(matrix_transpose(g), (*lead, order * order, 1))
    solved = solve(system, flat)
    return matrix_transpose(p.reshape(solved, root._array.shape))


def _kronecker(a: Any, b: Any) -> Any:
    *lead_a, n, _ = a._array.shape
    *lead_b, m, _ = b._array.shape
    product = p.mul(p.reshape(a, (*lead_a, n, 1, n, 1)), p.reshape(b, (*lead_b, 1, m, 1, m)))
    return p.reshape(product, (*product._array.shape[:-4], n * m, n * m))


@export("linalg.eig", "eig")
def eig(tensor: Any, name: str | None = None) -> tuple[Any, Any]:
    """Eigenvalues and eigenvectors (columns), complex. Raises AttributeError for what is no tensor."""
    e, v = execute("Eig", (convert_to_tensor(tensor),), {"compute_v": True, "Tout": _complex_of(tensor)})
    return e, v


@export("linalg.eigvals", "eigvals")
def eigvals(tensor: Any, name: str | None = None) -> Any:
    """The eigenvalues, complex. Raises AttributeError for what is no tensor."""
    return execute("Eig", (convert_to_tensor(tensor),), {"compute_v": False, "Tout": _complex_of(tensor)})[0]


def _complex_of(tensor: Any) -> Any:
    return _WIDE.get(np.dtype(getattr(tensor.dtype, "as_numpy_dtype", tensor.dtype)).name, complex64)


@export("linalg.sqrtm", "matrix_square_root")
def sqrtm(input: Any, name: str | None = None) -> Any:
    """The principal square root of each matrix; NaN for a real matrix whose root is not real."""
    return execute("MatrixSquareRoot", (convert_to_tensor(input),))


@export("linalg.logm")
def logm(input: Any, name: str | None = None) -> Any:
    """The principal logarithm of each complex matrix; it has no gradient in TensorFlow."""
    return execute("MatrixLogarithm", (convert_to_tensor(input),))
