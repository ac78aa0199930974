"""Eigenvalues, roots, logarithms, triangular factors and tridiagonal systems, with their gradients."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close, check_raises, gradient, params, run

NAN = float("nan")

VALUES = [
    # program, value
    ("tf.linalg.sqrtm([[4., 1.], [0., 9.]])", [[2.0, 0.2], [0.0, 3.0]]),
    ("tf.linalg.sqrtm([[4., 1.], [0., 4.]])", [[2.0, 0.25], [0.0, 2.0]]),
    ("tf.linalg.sqrtm([[-4., 0.], [0., 9.]])", [[NAN, NAN], [NAN, NAN]]),
    ("tf.linalg.sqrtm([[0., 1.], [-1., 0.]])", [[0.70710677, 0.70710677], [-0.70710677, 0.70710677]]),
    ("tf.linalg.sqrtm(c([[-4., 0.], [0., 9.]], tf.complex64))", [[2j, 0], [0, 3]]),
    ("tf.linalg.logm(c([[1., 2.], [0., 1.]], tf.complex64))", [[0, 2], [0, 0]]),
    (
        "tf.linalg.logm(c([[-1., 2.], [0., 3.]], tf.complex64))",
        [[3.1415927j, 0.5493061 - 1.5707964j], [0, 1.0986123]],
    ),
    ("tf.linalg.lu([[1., 2.], [3., 4.]]).lu", [[3.0, 4.0], [0.3333333, 0.6666667]]),
    ("tf.linalg.lu([[1., 2.], [3., 4.]]).p", [1, 0]),
    ("tf.linalg.lu_reconstruct(*tf.linalg.lu([[1., 2.], [3., 4.]]))", [[1.0, 2.0], [3.0, 4.0]]),
    ("tf.linalg.lu_solve(*tf.linalg.lu([[1., 2.], [3., 4.]]), [[1.], [1.]])", [[-1.0], [1.0]]),
    ("tf.linalg.lu_matrix_inverse(*tf.linalg.lu([[[1., 2.], [3., 4.]]]))", [[[-2.0, 1.0], [1.5, -0.5]]]),
    ("tf.sort(tf.math.real(tf.linalg.eigvals(c([[1., 2.], [3., 4.]]))))", [-0.3722813, 5.3722816]),
    ("tf.linalg.eigvals(c([[1., 2.], [3., 4.]], tf.float64)).dtype == tf.complex128", True),
    (
        "tf.linalg.tridiagonal_solve(c([[1., 1., 0.], [3., 3., 3.], [0., 1., 1.]]), c([1., 2., 3.]))",
        [0.2380952, 0.2857143, 0.9047619],
    ),
    (
        "tf.linalg.tridiagonal_solve(c([[5., 6., 7., 0.], [.1, .2, .3, .4], [0., 8., 9., 1.]]), c([1., 2., 3., 4.]))",
        [-2.778195, 0.2555639, 4.029074, -0.0726854],
    ),
    (
        "tf.linalg.tridiagonal_solve(c([[3., 1., 0.], [1., 3., 1.], [0., 1., 3.]]), c([1., 2., 3.]), 'matrix')",
        [0.2380952, 0.2857143, 0.9047619],
    ),
    (
        "tf.linalg.tridiagonal_matmul(c([[1., 1., 0.], [3., 3., 3.], [0., 1., 1.]]), c([[1.], [2.], [3.]]))",
        [[5.0], [10.0], [11.0]],
    ),
]


@pytest.mark.parametrize(("program", "value"), params(VALUES))
def test_a_value(tf: Any, program: str, value: Any) -> None:
    check_close(run(tf, program), value, rtol=3e-5, atol=1e-6)


DEFECTIVE = np.eye(4) + np.eye(4, k=1)


@pytest.mark.parametrize("matrix", [DEFECTIVE, np.cov(np.random.default_rng(1).normal(size=(5, 9)))])
def test_a_root_is_a_root(tf: Any, matrix: np.ndarray) -> None:
    root = tf.linalg.sqrtm(matrix)
    np.testing.assert_allclose(root @ root, matrix, rtol=1e-9, atol=1e-12)
    logarithm = tf.linalg.logm(tf.cast(matrix, tf.complex128))
    np.testing.assert_allclose(tf.linalg.expm(logarithm), matrix, rtol=1e-8, atol=1e-10)


def test_eigenvectors_are_eigenvectors(tf: Any) -> None:
    matrix = tf.constant(np.random.default_rng(2).normal(size=(2, 4, 4)))
    values, vectors = tf.linalg.eig(matrix)
    product = tf.cast(matrix, tf.complex128) @ vectors
    np.testing.assert_allclose(product, vectors * values[:, tf.newaxis], atol=1e-12)


# A sum over eigenvalues or squared sizes of elements does not ask for their order or phase.
SLOPES = [
    # expression, points, gradients
    ("tf.linalg.sqrtm(x)", ([[4.0, 1.0], [0.5, 9.0]],), [[0.2363346, 0.1924355], [0.1845356, 0.1573361]]),
    (
        "tf.math.real(tf.reduce_sum(tf.linalg.eigvals(x)**2))",
        ([[1.0, 2.0], [3.0, 4.0]],),
        [[2.0, 6.0], [4.0, 8.0]],
    ),
    (
        "tf.reduce_sum(tf.abs(tf.linalg.eig(x)[1])**4)",
        ([[1.0, 2.0], [3.0, 4.0]],),
        [[-0.1196825, -0.1050275], [-0.0496642, 0.1196825]],
    ),
    (
        "tf.linalg.lu_solve(x, [1, 0], y)",
        ([[4.0, 1.0], [0.2, 4.0]], [[1.0], [2.0]]),
        ([[-0.115625, -0.0375], [-0.375, -0.028125]], [[0.1875], [0.2125]]),
    ),
    (
        "tf.linalg.tridiagonal_solve(x, y)",
        ([[1.0, 1.0, 0.0], [3.0, 3.0, 3.0], [0.0, 1.0, 1.0]], [1.0, 2.0, 3.0]),
        (
            [[-0.0816327, -0.1292517, 0.0], [-0.0680272, -0.0408163, -0.2585034], [0.0, -0.0340136, -0.0816327]],
            [0.2857143, 0.1428571, 0.2857143],
        ),
    ),
    (
        "tf.linalg.tridiagonal_matmul(x, y)",
        ([[1.0, 1.0, 0.0], [3.0, 3.0, 3.0], [0.0, 1.0, 1.0]], [[1.0], [2.0], [3.0]]),
        ([[2.0, 3.0, 0.0], [1.0, 2.0, 3.0], [0.0, 1.0, 2.0]], [[4.0], [5.0], [4.0]]),
    ),
]


@pytest.mark.parametrize(("expression", "points", "gradients"), params(SLOPES))
def test_a_slope(tf: Any, expression: str, points: tuple[Any, ...], gradients: Any) -> None:
    check_close(gradient(tf, expression, *points), gradients, rtol=1e-4, atol=1e-6)


def test_what_has_no_gradient_says_so(tf: Any) -> None:
    with pytest.raises(LookupError, match="gradient registry has no entry for: MatrixLogarithm"):
        gradient(tf, "tf.math.real(tf.linalg.logm(tf.cast(x, tf.complex64)))", [[4.0, 1.0], [0.0, 4.0]])
    with pytest.raises(LookupError, match="gradient registry has no entry for: Lu"):
        gradient(tf, "tf.linalg.lu(x).lu", [[4.0, 1.0], [0.0, 4.0]])


REFUSED = [
    # program, kind of error, message
    ("tf.linalg.lu([[1., 2.], [2., 4.]])", "InvalidArgumentError", "Input is not invertible. [Op:Lu]"),
    (
        "tf.linalg.sqrtm([[1., 2., 3.]])",
        "InvalidArgumentError",
        "Input matrix must be square. [Op:MatrixSquareRoot]",
    ),
    (
        "tf.linalg.logm([[1.]])",
        "InvalidArgumentError",
        "Value for attr 'T' of float is not in the list of allowed values: complex64, complex128 [Op:MatrixLogarithm]",
    ),
    (
        "tf.linalg.eig(c([[1., np.nan], [3., 4.]]))",
        "InvalidArgumentError",
        "Eigen decomposition was not successful. The input might not be valid. [Op:Eig]",
    ),
    ("tf.linalg.eig([[1.]])", "AttributeError", "'list' object has no attribute 'dtype'"),
    (
        "tf.linalg.lu_solve(*tf.linalg.lu([[1., 2.], [3., 4.]]), [1., 1.])",
        "ValueError",
        "Input `rhs` must have at least 2 dimensions.",
    ),
    (
        "tf.linalg.tridiagonal_solve(c([[1., 1.], [3., 3.]]), c([1., 2.]))",
        "ValueError",
        "Expected 3 diagonals got 2",
    ),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(REFUSED))
def test_what_is_refused(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)
