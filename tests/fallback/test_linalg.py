"""`tf.linalg`: values and gradients of two orders; where an engine may choose a sign, what does not depend on it."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

from tests.fallback.families import Case, cases, check_agreement, check_slopes
from tests.fallback.rows import check_close, gradient

RANDOM = np.random.default_rng(5)


def normal(*shape: int) -> np.ndarray:
    return RANDOM.normal(size=shape)


def definite(size: int, *batch: int) -> np.ndarray:
    """Symmetric matrices whose eigenvalues are positive and apart."""
    root, _ = np.linalg.qr(normal(*batch, size, size))
    return root @ np.diag(np.arange(1.0, size + 1)) @ np.swapaxes(root, -1, -2)


ONE, TWO = definite(3), definite(3, 2)
RHS, RHS_TWO = normal(3, 2), normal(2, 3, 2)
SHAPES = [normal(4, 3), normal(3, 4), normal(2, 4, 3), normal(2, 3, 4)]

SQUARE = [
    "tf.linalg.inv(x)",
    "tf.linalg.inv(x, adjoint=True)",
    "tf.linalg.det(x)",
    "tf.linalg.slogdet(x)[1]",
    "tf.linalg.expm(x)",
    "tf.linalg.expm(x * 0.1)",
    "tf.linalg.trace(x) ** 2",
    "tf.linalg.diag(x)",
    "tf.linalg.diag(x, k=(-1, 1))",
    "tf.linalg.diag(x, k=2, padding_value=1.)",
    "tf.linalg.diag_part(x) ** 2",
    "tf.linalg.diag_part(x, k=1)",
    "tf.linalg.diag_part(x, k=(-1, 1))",
    'tf.linalg.diag_part(x, k=(-1, 1), align="LEFT_RIGHT")',
    "tf.linalg.diag_part(x, k=(0, 2), padding_value=7.)",
    "tf.linalg.band_part(x, 1, 0)",
    "tf.linalg.band_part(x, -1, 0) ** 2",
    "tf.linalg.adjoint(x)",
    "tf.linalg.matrix_transpose(x) ** 2",
    "tf.linalg.norm(x)",
    "tf.linalg.norm(x, axis=1)",
    "tf.linalg.norm(x, ord=1)",
    "tf.linalg.norm(x, ord=3)",
    "tf.linalg.norm(x, ord=np.inf, axis=0)",
    'tf.linalg.norm(x, ord="fro", axis=[-2, -1])',
    "tf.linalg.norm(x, ord=1, axis=[-2, -1])",
    "tf.linalg.norm(x, ord=np.inf, axis=[-2, -1])",
    "tf.linalg.normalize(x)",
    "tf.linalg.normalize(x, axis=0)",
    "tf.linalg.global_norm([x, x * 2])",
    "tf.linalg.matvec(x, tf.ones_like(x)[..., 0])",
    "tf.linalg.svd(x, compute_uv=False)",
]

# The lower triangle alone is read, so that these slopes hold along symmetric directions only.
SYMMETRIC = [
    "tf.linalg.logdet(x)",
    "tf.linalg.cholesky(x)",
    "tf.linalg.eigvalsh(x)",
    "tf.linalg.eigh(x)[0]",
    "tf.abs(tf.linalg.eigh(x)[1])",
    "e, v = tf.linalg.eigh(x)\nv @ tf.linalg.diag(e ** 2) @ tf.linalg.adjoint(v)",
]

ANY_SHAPE = [
    "s, u, v = tf.linalg.svd(x)\nu @ tf.linalg.diag(s) @ tf.linalg.adjoint(v)",
    "s, u, v = tf.linalg.svd(x)\n[s, tf.abs(u), tf.abs(v)]",
    "s, u, v = tf.linalg.svd(x, full_matrices=True)\n[tf.abs(u), tf.abs(v)]",
    "tf.linalg.pinv(x)",
    "q, r = tf.linalg.qr(x)\nq @ r",
    "q, r = tf.linalg.qr(x)\n[tf.abs(q), tf.abs(r)]",
    "tf.linalg.lstsq(x, tf.ones_like(x)[..., :1])",
    "tf.linalg.lstsq(x, tf.ones_like(x)[..., :1], l2_regularizer=0.5)",
    "tf.linalg.diag_part(x, k=1)",
    "tf.linalg.diag_part(x, k=(-2, 1))",
    "tf.linalg.set_diag(x, tf.linalg.diag_part(x) * 2)",
    "tf.linalg.set_diag(x, tf.linalg.diag_part(x, k=(-1, 1)) * 2, k=(-1, 1))",
    "tf.linalg.band_part(x, 0, 1)",
    "tf.linalg.trace(x)",
]

SYSTEMS = [
    "tf.linalg.solve(x, y)",
    "tf.linalg.solve(x, y, adjoint=True)",
    "tf.linalg.triangular_solve(x, y)",
    "tf.linalg.triangular_solve(x, y, lower=False)",
    "tf.linalg.triangular_solve(x, y, adjoint=True)",
    "tf.linalg.cholesky_solve(x, y)",
    "tf.linalg.lstsq(x, y)",
]

ALL = [
    *(Case(program, (point,)) for program in SQUARE for point in (ONE, TWO)),
    *(Case(program, (point,), slopes=0) for program in SYMMETRIC for point in (ONE, TWO)),
    *(Case(program, (point,), 1) for program in ANY_SHAPE for point in SHAPES),
    *(Case(program, points) for program in SYSTEMS for points in ((ONE, RHS), (TWO, RHS_TWO))),
    Case("tf.linalg.triangular_solve(x, y)", (ONE, RHS_TWO)),
    *(Case(program, (ONE.astype(np.float32),), 1, slopes=0) for program in [*SQUARE, *SYMMETRIC]),
    Case("tf.linalg.cross(x, y)", (normal(2, 3), normal(2, 3))),
    Case("tf.linalg.tensor_diag(x)", (RHS,)),
    Case("tf.linalg.tensor_diag_part(x)", (ONE,)),
    Case("tf.linalg.norm(x, ord=2, axis=[-2, -1])", (TWO,), 1),
    Case("tf.linalg.matrix_rank(x)", (RHS,), 0),
    Case("tf.linalg.diag(x, k=-1, num_rows=4)", (RHS[:, 0],)),
    Case("tf.linalg.diag(x, num_rows=4, num_cols=5)", (RHS[:, 0],)),
    Case("tf.math.real(tf.linalg.inv(tf.complex(x, y)))", (ONE, normal(3, 3)), 1),
    Case("tf.math.real(tf.linalg.solve(tf.complex(x, y), tf.complex(z, z)))", (ONE, normal(3, 3), RHS), 1),
    Case("tf.math.real(tf.linalg.trace(tf.linalg.adjoint(tf.complex(x, y))))", (ONE, normal(3, 3)), 1),
]


@pytest.mark.parametrize("case", cases(ALL))
def test_agrees_with_tensorflow(engines: tuple[Any, Any], case: Case) -> None:
    check_agreement(*engines, case)


@pytest.mark.parametrize("case", cases([case for case in ALL if case.slopes and case.order]))
def test_gradients_are_slopes(case: Case) -> None:
    fallback = importlib.import_module("tapeviz.fallback")
    if "num_cols=5" in case.program:
        pytest.skip("an error, compared with TensorFlow's above")
    check_slopes(fallback, case)


@pytest.mark.parametrize("program", SYMMETRIC)
def test_slopes_of_what_reads_one_triangle(program: str) -> None:
    """The argument is made symmetric inside the program, so that every direction is allowed."""
    both = "x = (x + tf.linalg.matrix_transpose(x)) / 2\n" + program
    check_slopes(importlib.import_module("tapeviz.fallback"), Case(both, (ONE,)))


def test_the_gradient_of_a_determinant_is_its_cofactors(tf: Any) -> None:
    check_close(gradient(tf, "tf.linalg.det(x)", [[1.0, 2.0], [3.0, 4.0]]), [[4.0, -3.0], [-2.0, 1.0]], rtol=1e-4)


def test_the_gradient_of_logdet_is_the_inverse(tf: Any) -> None:
    matrix = [[2.0, 0.5], [0.5, 1.0]]
    check_close(gradient(tf, "tf.linalg.logdet(x)", matrix), np.linalg.inv(matrix).tolist(), rtol=1e-4)


def test_a_matrix_without_cholesky_factor_gives_nan(tf: Any) -> None:
    factor = np.asarray(tf.linalg.cholesky(tf.constant([[[1.0, 2.0], [2.0, 1.0]], [[4.0, 0.0], [0.0, 9.0]]])))
    assert np.isnan(factor[0][np.tril_indices(2)]).all()
    check_close(factor[1], [[2.0, 0.0], [0.0, 3.0]])


def test_a_decomposition_of_nan_is_nan(tf: Any) -> None:
    s, u, v = tf.linalg.svd(tf.constant([[np.nan, 1.0, 0.0]]))
    assert [tuple(part.shape) for part in (s, u, v)] == [(1,), (1, 1), (3, 1)]
    assert np.isnan(np.asarray(s)).all()
