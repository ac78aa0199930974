"""The VJPs of the engine's core against finite differences, first and second order; a slightly wrong one is caught."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

import tapeviz.fallback as tf
from tapeviz.fallback.registry import TABLE

A = np.array([[0.31, -1.2, 0.85], [1.7, 0.45, -0.6]])
B = np.array([[1.1, 0.4, -0.9], [-0.35, 2.2, 0.75]])
P = np.array([[0.4, 1.3, 0.9], [1.6, 0.7, 2.1]])  # positive
U = np.array([[0.4, -0.3, 0.9], [-0.6, 0.7, 0.1]])  # inside (-1, 1)
M = np.array([[0.5, -0.2], [1.1, 0.3], [-0.7, 0.9]])
S = np.array([[0.5, -0.2], [1.1, 0.3]])
T = np.arange(12.0).reshape(2, 2, 3) / 7 - 0.8

ANYWHERE = ["negative", "square", "exp", "sin", "cos", "sinh", "cosh", "tanh", "asinh", "atan", "sigmoid"]
ANYWHERE_IN_MATH = ["expm1", "softplus", "log_sigmoid", "erf", "erfc", "cumprod", "l2_normalize"]
POSITIVE_IN_MATH = ["log", "log1p", "rsqrt", "reciprocal", "lgamma", "digamma"]

EXPRESSIONS = [
    # expression of x (and y), points: smooth there
    *[(f"tf.{name}(x)", [A]) for name in ANYWHERE],
    *[(f"tf.math.{name}(x)", [A]) for name in ANYWHERE_IN_MATH],
    *[(f"tf.math.{name}(x)", [P]) for name in POSITIVE_IN_MATH],
    *[(f"tf.{name}(x)", [U]) for name in ["tan", "asin", "acos", "atanh"]],
    ("tf.sqrt(x)", [P]),
    ("tf.acosh(x + 1.)", [P]),
    ("tf.abs(x)", [A]),
    ("x * y + x / y - y", [A, P]),
    ("x * y", [A, B[0]]),
    ("x / y", [A, P[:, :1]]),
    ("x - y", [A[0], B]),
    ("x ** y", [P, B]),
    ("x ** 3.", [A]),
    ("tf.maximum(x, y) * tf.minimum(x, y[0])", [A, B]),
    ("tf.math.squared_difference(x, y)", [A, B]),
    ("tf.math.divide_no_nan(x, y)", [A, P]),
    ("tf.math.multiply_no_nan(x, y)", [A, P]),
    ("tf.math.xlogy(x, y) + tf.math.xlog1py(y, x) + tf.math.xdivy(x, y)", [P, P[::-1]]),
    ("tf.atan2(x, y)", [A, B]),
    ("x % y", [A, P]),
    ("tf.add_n([x, y, x * x])", [A, B]),
    ("tf.math.polyval([x, y, x], x)", [A, B]),
    ("tf.reduce_sum(x * x, 1)", [A]),
    ("tf.reduce_mean(x * x, [0, 1], keepdims=True)", [A]),
    ("tf.reduce_max(x, 0) * 2.", [A]),
    ("tf.reduce_prod(x, 1)", [A]),
    ("tf.reduce_prod(x)", [A]),
    ("tf.reduce_logsumexp(x, 0)", [A]),
    ("tf.math.reduce_std(x, 1)", [A]),
    ("tf.math.reduce_variance(x)", [A]),
    ("tf.math.reduce_euclidean_norm(x, 1)", [A]),
    ("tf.norm(x) + tf.norm(x, ord=3, axis=1)", [A]),
    ("tf.cumsum(x, 1, exclusive=True) ** 2", [A]),
    ("tf.cumsum(x, reverse=True) ** 2", [A]),
    ("tf.math.cumprod(x, 1, exclusive=True, reverse=True)", [A]),
    ("tf.math.cumulative_logsumexp(x, 1)", [A]),
    ("tf.math.cumulative_logsumexp(x, 1, reverse=True)", [A]),
    ("x[0] * x[1, ::-1]", [A]),
    ("x[..., None, 1:] ** 2", [A]),
    ("x[x > 0.] ** 2", [A]),
    ("tf.slice(x, [0, 1], [2, 2]) ** 2", [A]),
    ("tf.gather(x, [1, 0, 1]) ** 2", [A]),
    ("tf.gather(x, [[2, 0], [1, 1]], axis=1) ** 2", [A]),
    ("tf.gather(x, [[0, 1], [1, 1]], batch_dims=1) ** 2", [T]),
    ("tf.gather(x, [[2, 1], [0, 0]], axis=2, batch_dims=1) ** 2", [T]),
    ("tf.gather_nd(x, [[0, 1], [1, 2]]) ** 2", [A]),
    ("tf.gather_nd(x, [[0], [0]]) ** 2", [A]),
    ("tf.gather_nd(x, [[1], [0]], batch_dims=1) ** 2", [T]),
    ("tf.scatter_nd([[0], [2]], x, [4, 3]) ** 2", [A]),
    ("tf.tensor_scatter_nd_update(x, [[1]], y) ** 2", [A, B[:1]]),
    ("tf.tensor_scatter_nd_add(x, [[1], [1]], y) ** 2", [A, B]),
    ("tf.tensor_scatter_nd_sub(x, [[1], [1]], y) ** 2", [A, B]),
    ("tf.tensor_scatter_nd_max(x, [[0], [1]], y) ** 2", [A, B]),
    ("tf.concat([x, y, x], 1) ** 2", [A, B]),
    ("tf.stack([x, y], -1) ** 2", [A, B]),
    ("tf.unstack(x, axis=1)[2] ** 2", [A]),
    ("tf.split(x, 3, 1)[1] ** 2", [A]),
    ("tf.split(x, [1, 2], 1)[1] ** 2", [A]),
    ("tf.tile(x, [2, 3])[1:] ** 2", [A]),
    ("tf.pad(x, [[1, 0], [2, 1]], constant_values=.5) ** 2", [A]),
    ("tf.pad(x, [[1, 1], [2, 1]], 'REFLECT') ** 2", [A]),
    ("tf.pad(x, [[2, 1], [3, 1]], 'SYMMETRIC') ** 2", [A]),
    ("tf.transpose(x, [2, 0, 1]) ** 2", [T]),
    ("tf.broadcast_to(x, [2, 2, 3]) ** 2", [A]),
    ("tf.reverse(x, [1])[0] ** 2", [A]),
    ("tf.roll(x, [1, 2], [0, 1])[0] ** 2", [A]),
    ("tf.repeat(x, [2, 0, 1], axis=1) ** 2", [A]),
    ("tf.reverse_sequence(x, [2, 3], seq_axis=1) * [1., 2., 3.]", [A]),
    ("tf.meshgrid(x[0], x[1])[1] ** 2", [A]),
    ("tf.sort(x, axis=0) * x", [A]),
    ("tf.math.top_k(x, 2)[0] ** 2", [A]),
    ("tf.where(x > 0., x * y, y * y)", [A, B]),
    ("tf.linspace(x, y, 4) ** 2", [A[0], B[0]]),
    ("tf.matmul(x, y) ** 2", [A, M]),
    ("tf.matmul(x, y, transpose_a=True) ** 2", [A, B]),
    ("tf.matmul(x, y, transpose_b=True) ** 2", [A, B]),
    ("tf.matmul(x, y, transpose_a=True, transpose_b=True) ** 2", [A, M]),
    ("tf.matmul(x, y) ** 2", [T, M]),
    ("tf.matmul(x, y, transpose_b=True) ** 2", [T, T]),
    ("tf.linalg.matvec(x, y) ** 2", [T, A[0]]),
    ("tf.tensordot(x, y, [[1], [2]]) ** 2", [A, T]),
    ("tf.einsum('ij,jk->k', x, y) ** 2", [A, M]),
    ("tf.einsum('ii->i', x) ** 2", [S]),
    ("tf.einsum('...ij,jk->...ik', x, y) ** 2", [T, M]),
    ("tf.math.segment_sum(x, [0, 1]) ** 2", [A]),
    ("tf.math.segment_mean(x, [1, 1]) ** 2", [A]),
    ("tf.math.segment_max(x, [0, 0]) ** 2", [A]),
    ("tf.math.segment_prod(x, [0, 0]) ** 2", [A]),
    ("tf.math.unsorted_segment_sum(x, [1, -1], 3) ** 2", [A]),
    ("tf.math.unsorted_segment_mean(x, [1, 1], 3) ** 2", [A]),
    ("tf.math.unsorted_segment_prod(x, [1, 1], 2) ** 2", [A]),
    ("tf.dynamic_partition(x, [1, 0], 2)[0] ** 2", [A]),
    ("tf.dynamic_stitch([[1], [0]], [x[:1], x[1:]]) * y", [A, B]),
    ("tf.clip_by_norm(x, 1.) * y", [A, B]),
    ("tf.clip_by_global_norm([x, y], 1.)[0][1] * x", [A, B]),
    ("tf.math.abs(tf.complex(x, y)) + tf.math.real(tf.complex(x, y) * tf.complex(y, x))", [A, B]),
    ("tf.math.imag(tf.exp(tf.complex(x, y))) + tf.math.angle(tf.complex(x, y))", [A, B]),
    ("tf.recompute_grad(lambda a: a * tf.sin(a))(x)", [A]),
    ("tf.scan(lambda a, r: a * r, x)", [A]),
    ("tf.map_fn(lambda r: tf.reduce_sum(r * r), x)", [A]),
]


def weighted(value: Any) -> Any:
    """A sum in which each element has a weight of its own, so that none can stand in for another."""
    weights = np.linspace(0.3, 1.7, max(int(tf.size(value)), 1))[: int(tf.size(value))]
    return tf.reduce_sum(value * tf.reshape(tf.constant(weights), tf.shape(value)))


def gradients(target: Callable[..., Any], points: list[Any]) -> list[Any]:
    """The gradients of a target at the points, dense."""
    sources = [tf.constant(point) for point in points]
    with tf.GradientTape() as tape:
        tape.watch(sources)
        y = target(*sources)
    found = tape.gradient(y, sources, unconnected_gradients="zero")
    return [tf.convert_to_tensor(each).numpy() for each in found]


def differences(target: Callable[..., Any], points: list[Any], step: float = 1e-5) -> list[Any]:
    """The same by central differences, one element at a time."""
    found = []
    for place, point in enumerate(points):
        slope = np.zeros_like(point)
        for index in np.ndindex(point.shape):
            ends = []
            for sign in (1, -1):
                moved = [each.copy() for each in points]
                moved[place][index] += sign * step
                ends.append(float(target(*map(tf.constant, moved))))
            slope[index] = (ends[0] - ends[1]) / (2 * step)
        found.append(slope)
    return found


def evaluated(expression: str) -> Callable[..., Any]:
    code = compile(expression, "<expression>", "eval")
    return lambda *values: weighted(eval(code, {"tf": tf, "np": np, **dict(zip("xy", values, strict=False))}))  # noqa: S307 - the rows above


def slope_of_slope(target: Callable[..., Any]) -> Callable[..., Any]:
    """The gradient itself as a target, which a second tape can differentiate."""

    def second(*sources: Any) -> Any:
        with tf.GradientTape() as tape:
            tape.watch(sources)
            y = target(*sources)
        found = tape.gradient(y, sources, unconnected_gradients="zero")
        return tf.add_n([weighted(tf.convert_to_tensor(each)) for each in found])

    return second


def check(target: Callable[..., Any], points: list[Any]) -> None:
    for actual, expected in zip(gradients(target, points), differences(target, points), strict=True):
        np.testing.assert_allclose(actual, expected, rtol=2e-6, atol=2e-7)


@pytest.mark.parametrize(("expression", "points"), EXPRESSIONS, ids=[row[0][:60] for row in EXPRESSIONS])
def test_a_gradient_is_the_slope(expression: str, points: list[Any]) -> None:
    check(evaluated(expression), points)


@pytest.mark.parametrize(("expression", "points"), EXPRESSIONS, ids=[row[0][:60] for row in EXPRESSIONS])
def test_a_second_gradient_is_the_slope_of_the_first(expression: str, points: list[Any]) -> None:
    check(slope_of_slope(evaluated(expression)), points)


WRONG = [
    ("Sin", "tf.sin(x)"),
    ("MatMul", "tf.matmul(x, x, transpose_b=True)"),
    ("Sum", "tf.reduce_sum(x * x, 0)"),
    ("StridedSlice", "x[:, 1:] ** 2"),
    ("Prod", "tf.reduce_prod(x, 1)"),
]


@pytest.mark.parametrize(("op", "expression"), WRONG)
def test_a_vjp_that_is_a_thousandth_off_is_caught(op: str, expression: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = TABLE[op].vjp

    def wrong(operation: Any, *cotangents: Any) -> Any:
        found = right(operation, *cotangents)  # type: ignore[misc]
        found = found if isinstance(found, tuple) else (found,)
        return (found[0] * 1.001, *found[1:])

    check(evaluated(expression), [A])
    monkeypatch.setattr(TABLE[op], "vjp", wrong)
    with pytest.raises(AssertionError):
        check(evaluated(expression), [A])
