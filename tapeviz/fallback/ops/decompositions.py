"""Decompositions of matrices with TensorFlow's gradients: singular values, eigenvalues, QR; what is made of them."""

from __future__ import annotations

import math
from typing import Any, Final, NamedTuple

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, int_scalar
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.casting import cast, real
from tapeviz.fallback.ops.clipping import norm
from tapeviz.fallback.ops.diagonals import adjoint, band_part, diag, diag_part, identity_like, set_diag
from tapeviz.fallback.ops.products import matmul
from tapeviz.fallback.ops.reduce import reduce_max, reduce_sum
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.tensor import Array

TYPES: Final = "double float half complex64 complex128"


def wide(x: Array) -> Array:
    """LAPACK has no half precision."""
    return x.astype(np.float32) if x.dtype == np.float16 else x


def matrix_rank_2(x: Array) -> None:
    """Raise InvalidArgumentError for what has no rows and columns."""
    if x.ndim < 2:
        raise errors.invalid(f"Input tensor 0 must have rank >= 2, got {x.ndim}")


def square(x: Array) -> None:
    """Raise InvalidArgumentError unless matrices are square."""
    matrix_rank_2(x)
    if x.shape[-1] != x.shape[-2]:
        raise errors.invalid("Input matrix must be square.")


def conjugated(x: Array) -> Array:
    """Each matrix transposed and conjugated."""
    return np.conj(np.swapaxes(x, -1, -2))


@op("Svd", "T", T=TYPES)
def _svd(attrs: Any, x: Array) -> tuple[Array, Array, Array]:
    matrix_rank_2(x)
    nothing = np.zeros((0,), x.dtype)
    try:
        if not attrs["compute_uv"]:
            return np.linalg.svd(wide(x), compute_uv=False).astype(x.dtype), nothing, nothing
        u, s, vh = np.linalg.svd(wide(x), full_matrices=bool(attrs["full_matrices"]))
    except np.linalg.LinAlgError:
        return _undefined_svd(attrs, x)
    return s.astype(x.dtype), u.astype(x.dtype), conjugated(vh).astype(x.dtype)


def _undefined_svd(attrs: Any, x: Array) -> tuple[Array, Array, Array]:
    """What a matrix with a NaN in it gives."""
    *lead, m, n = x.shape
    k = min(m, n)
    full = attrs["full_matrices"]
    shapes = ((*lead, k), (*lead, m, m if full else k), (*lead, n, n if full else k))
    if not attrs["compute_uv"]:
        shapes = (shapes[0], (0,), (0,))
    return tuple(np.full(shape, np.nan, x.dtype) for shape in shapes)  # type: ignore[return-value]


@op("SelfAdjointEigV2", "T", T=TYPES)
def _eigh(attrs: Any, x: Array) -> tuple[Array, Array]:
    square(x)
    if not attrs["compute_v"]:
        return np.linalg.eigvalsh(wide(x)).astype(x.dtype), np.zeros((0,), x.dtype)
    e, v = np.linalg.eigh(wide(x))
    return e.astype(x.dtype), v.astype(x.dtype)


@op("Qr", "T", T=TYPES)
def _qr(attrs: Any, x: Array) -> tuple[Array, Array]:
    matrix_rank_2(x)
    q, r = np.linalg.qr(wide(x), mode="complete" if attrs["full_matrices"] else "reduced")
    return q.astype(x.dtype), r.astype(x.dtype)


def _safe_reciprocal(x: Any) -> Any:
    """1 / x, and 0 where x is 0."""
    return p.mul(x, p.reciprocal(p.add(p.mul(x, x), p.number(1e-20, x))))


def inverse_gaps(values: Any) -> Any:
    """1 / (values[j] - values[i]) as a matrix with zeros on its diagonal."""
    shape = values._array.shape
    row = p.reshape(values, (*shape[:-1], 1, shape[-1]))
    column = p.reshape(values, (*shape, 1))
    return set_diag(_safe_reciprocal(p.sub(row, column)), p.zeros_like(values))


@gradient("SelfAdjointEigV2")
def _eigh_vjp(operation: Operation, g_values: Any, g_vectors: Any) -> Any:
    values, vectors = operation.outputs
    inner = diag(g_values)
    if operation.attrs["compute_v"]:
        inner = p.add(inner, p.mul(inverse_gaps(values), matmul(vectors, g_vectors, adjoint_a=True)))
    else:
        _, vectors = execute("SelfAdjointEigV2", operation.inputs, {"compute_v": True})
    found = matmul(vectors, matmul(inner, vectors, adjoint_b=True))
    # The decomposition reads the lower triangle alone, so that is where the cotangent goes.
    found = band_part(p.add(found, adjoint(found)), -1, 0)
    return set_diag(found, p.mul(p.number(0.5, found), diag_part(found)))


@gradient("Svd")
def _svd_vjp(operation: Operation, g_s: Any, g_u: Any, g_v: Any) -> Any:
    s, u, v = operation.outputs
    rows, columns = operation.inputs[0]._array.shape[-2:]
    if not operation.attrs["compute_uv"]:
        _, u, v = execute("Svd", operation.inputs, {"compute_uv": True, "full_matrices": False})
        return matmul(u, matmul(diag(g_s), v, adjoint_b=True))
    if operation.attrs["full_matrices"] and abs(rows - columns) > 1:
        raise NotImplementedError(
            "svd gradient is not implemented for abs(m - n) > 1 when full_matrices is True. "
            f"Received: m={min(rows, columns)} and n={max(rows, columns)} from op input={operation.inputs[0]} "
            f"with shape={operation.inputs[0].shape}."
        )
    if rows > columns:
        return adjoint(_wide_svd_vjp(g_s, g_v, g_u, s, v, u))
    return _wide_svd_vjp(g_s, g_u, g_v, s, u, v)


def _wide_svd_vjp(g_s: Any, g_u: Any, g_v: Any, s: Any, u: Any, v: Any) -> Any:
    """The cotangent of a matrix with at least as many columns as rows (Townsend, 2016)."""
    count = s._array.shape[-1]
    s_matrix = diag(s)
    gaps = inverse_gaps(p.square(s))
    v1, g_v1 = v[..., :count], g_v[..., :count]
    for_u = p.mul(gaps, matmul(u, g_u, adjoint_a=True))
    v_gv = matmul(v1, g_v1, adjoint_a=True)
    for_v = p.mul(gaps, v_gv)
    inner = p.add(diag(p.cast(g_s, u.dtype)), matmul(p.add(for_u, adjoint(for_u)), s_matrix))
    inner = p.add(inner, matmul(s_matrix, p.add(for_v, adjoint(for_v))))
    found = matmul(u, matmul(inner, v1, adjoint_b=True))
    if v._array.shape[-2] == count:
        return found
    outside = p.sub(adjoint(g_v1), matmul(adjoint(v_gv), v1, adjoint_b=True))
    if v._array.shape[-1] > count:
        rest = matmul(v1, g_v[..., count:], adjoint_a=True)
        outside = p.sub(outside, matmul(rest, v[..., count:], adjoint_b=True))
    return p.add(found, matmul(matmul(u, diag(_safe_reciprocal(s))), outside))


@gradient("Qr")
def _qr_vjp(operation: Operation, g_q: Any, g_r: Any) -> Any:
    q, r = operation.outputs
    rows, columns = r._array.shape[-2:]
    if rows > columns and q._array.shape[-2] == q._array.shape[-1]:
        raise NotImplementedError(
            "QrGrad not implemented when nrows > ncols and full_matrices is true. "
            f"Received r.shape={r.shape} with nrows={rows}and ncols={columns}."
        )
    height = q._array.shape[-2]
    if height >= columns:
        return _deep_qr_vjp(q, r, g_q, g_r)
    rest = operation.inputs[0][..., height:]
    g_rest = g_r[..., height:]
    g_q = p.add(g_q, matmul(rest, g_rest, adjoint_b=True))
    first = _deep_qr_vjp(q, r[..., :height], g_q, g_r[..., :height])
    return execute("ConcatV2", (first, matmul(q, g_rest), int_scalar(-1)))


def _deep_qr_vjp(q: Any, r: Any, g_q: Any, g_r: Any) -> Any:
    """The cotangent of a matrix with at least as many rows as columns (Walter and Lehmann, 2010)."""

    def over_r(x: Any) -> Any:
        """X @ inverse(adjoint(r))."""
        attrs = {"lower": False, "adjoint": False}
        return adjoint(execute("MatrixTriangularSolve", (r, adjoint(x)), attrs))

    q_gq = matmul(q, g_q, adjoint_a=True)
    r_gr = matmul(r, g_r, adjoint_b=True)
    skew = p.add(p.sub(q_gq, adjoint(q_gq)), p.sub(r_gr, adjoint(r_gr)))
    inside = matmul(q, p.add(g_r, over_r(band_part(skew, -1, 0))))
    return p.add(inside, over_r(p.sub(g_q, matmul(q, q_gq))))


@export("linalg.svd")
def svd(tensor: Any, full_matrices: bool = False, compute_uv: bool = True, name: str | None = None) -> Any:
    """Singular values, largest first, and both sets of singular vectors: matrix = u @ diag(s) @ adjoint(v)."""
    attrs = {"compute_uv": bool(compute_uv), "full_matrices": bool(full_matrices)}
    s, u, v = execute("Svd", (convert_to_tensor(tensor),), attrs)
    values = real(s) if s.dtype.is_complex else s
    return (values, u, v) if compute_uv else values


@export("linalg.eigh")
def eigh(tensor: Any, name: str | None = None) -> tuple[Any, Any]:
    """Eigenvalues, smallest first, and eigenvectors (columns) of self-adjoint matrices; the lower triangle is read."""
    e, v = execute("SelfAdjointEigV2", (convert_to_tensor(tensor),), {"compute_v": True})
    return e, v


@export("linalg.eigvalsh")
def eigvalsh(tensor: Any, name: str | None = None) -> Any:
    """The eigenvalues of self-adjoint matrices, smallest first."""
    return execute("SelfAdjointEigV2", (convert_to_tensor(tensor),), {"compute_v": False})[0]


class Qr(NamedTuple):
    """What `qr` gives."""

    q: Any
    r: Any


@export("linalg.qr")
def qr(input: Any, full_matrices: bool = False, name: str | None = None) -> Qr:
    """Matrices as a product of orthogonal columns and an upper triangle."""
    return Qr(*execute("Qr", (convert_to_tensor(input),), {"full_matrices": bool(full_matrices)}))


def _check_rank(x: Any) -> None:
    if x.ndim < 2:
        raise ValueError(f"Input `a` must have at least 2 dimensions (saw: {x.ndim}).")


@export("linalg.pinv")
def pinv(a: Any, rcond: Any = None, validate_args: bool = False, name: str | None = None) -> Any:
    """The pseudoinverse, without the singular values below `rcond` (10 * size * epsilon) times the largest.

    Raises TypeError for a dtype that is not floating, ValueError for a vector.
    """
    x = convert_to_tensor(a)
    if not x.dtype.is_floating:
        raise TypeError(f"Input `a` must have `float`-like `dtype` (saw {x.dtype.name}).")
    _check_rank(x)
    if rcond is None:
        rcond = 10.0 * max(x._array.shape[-2:]) * float(np.finfo(x.dtype.as_numpy_dtype).eps)
    values, u, v = svd(x)
    limit = p.mul(p.number(rcond, values), reduce_max(values, -1, keepdims=True))
    kept = p.select(p.compare("Greater", values, limit), values, p.fill_like(values, math.inf))
    scaled = p.div(v, p.reshape(kept, (*kept._array.shape[:-1], 1, kept._array.shape[-1])))
    return matmul(scaled, u, adjoint_b=True)


@export("linalg.matrix_rank")
def matrix_rank(a: Any, tol: Any = None, validate_args: bool = False, name: str | None = None) -> Any:
    """How many singular values are above `tol` (size * epsilon times the largest), as int32.

    Raises ValueError for a vector.
    """
    x = convert_to_tensor(a, None, dtypes.float32)
    _check_rank(x)
    values = svd(x, compute_uv=False)
    if tol is None:
        factor = max(x._array.shape[-2:]) * float(np.finfo(x.dtype.as_numpy_dtype).eps)
        tol = p.mul(p.number(factor, values), reduce_max(values, -1, keepdims=True))
    return reduce_sum(cast(p.compare("Greater", values, convert_to_tensor(tol, values.dtype)), dtypes.int32), -1)


@export("linalg.normalize")
def normalize(tensor: Any, ord: Any = "euclidean", axis: Any = None, name: str | None = None) -> tuple[Any, Any]:
    """The tensor over its norm, and the norm; zeros over zero are NaN."""
    x = convert_to_tensor(tensor)
    size = p.cast(norm(x, ord, axis, keepdims=True), x.dtype)
    return p.div(x, size), size


def _pade(degree: int) -> tuple[float, ...]:
    """The coefficients of the numerator of exp's diagonal Pade approximant, the last one 1."""
    found = [
        math.factorial(2 * degree - k) // (math.factorial(k) * math.factorial(degree - k)) for k in range(degree + 1)
    ]
    return tuple(coefficient / found[-1] for coefficient in found)


# How large the 1-norm of a matrix may be for an approximant to lose no precision (Higham, 2005), by the width of a
# number.
_PADE: Final = {4: (3.92572478313866, _pade(7)), 8: (5.371920351148152, _pade(13))}


@export("linalg.expm")
def expm(input: Any, name: str | None = None) -> Any:
    """The exponential of each matrix, by a Pade approximant of the matrix over 2**s and s squarings (Higham, 2005).

    Half precision, in which the coefficients have no room, is computed in single. Raises ValueError for integers,
    InvalidArgumentError for what is no number or not square.
    """
    x = convert_to_tensor(input)
    if x.dtype.kind not in "iufc":
        execute("Abs", (x,))  # whose message TensorFlow's user sees
    if x.dtype.is_integer:
        raise ValueError(f"tf.linalg.expm does not support matrices of type {x.dtype}")
    if x.dtype is dtypes.float16:
        return p.cast(expm(p.cast(x, dtypes.float32)), dtypes.float16)
    square(x._array)
    if not x._array.size:
        return x
    limit, coefficients = _PADE[4 if x._array.real.dtype.itemsize <= 4 else 8]
    size = float(np.abs(x._array).sum(-2).max())
    halvings = max(0, math.ceil(math.log2(size / limit))) if 0 < size < math.inf else 0
    matrix = p.mul(x, p.number(0.5**halvings, x))
    even, odd = _pade_sums(matrix, coefficients)
    odd = matmul(matrix, odd)
    result = execute("MatrixSolve", (p.sub(even, odd), p.add(even, odd)), {"adjoint": False})
    for _ in range(halvings):
        result = matmul(result, result)
    return result


def _pade_sums(matrix: Any, coefficients: tuple[float, ...]) -> tuple[Any, Any]:
    """The even and the odd part of the numerator, the latter without one factor of the matrix."""
    power = identity_like(matrix, matrix._array.shape[-1])
    squared = matmul(matrix, matrix)
    even: Any = None
    odd: Any = None
    for k in range(0, len(coefficients), 2):
        terms = [p.mul(p.number(coefficients[k + i], power), power) for i in (0, 1)]
        even = terms[0] if even is None else p.add(even, terms[0])
        odd = terms[1] if odd is None else p.add(odd, terms[1])
        power = matmul(power, squared)
    return even, odd
