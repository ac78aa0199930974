"""Gradients where a function is not smooth, as TensorFlow has them: ties, corners, poles, zeros and infinities."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from tests.fallback.rows import check_close, gradient, params

ACTIVATIONS = [
    # expression of x, point, gradient
    ("tf.nn.relu(x)", [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]),
    ("tf.abs(x)", [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0]),
    ("tf.nn.relu6(x)", [-1.0, 0.0, 6.0, 7.0, 5.0], [0.0, 0.0, 0.0, 0.0, 1.0]),
    ("tf.nn.leaky_relu(x)", [-1.0, 0.0, 1.0], [0.2, 0.2, 1.0]),
    ("tf.nn.leaky_relu(x, alpha=.3)", [-1.0, 0.0], [0.3, 0.3]),
    ("tf.nn.elu(x)", [-1.0, 0.0, 1.0], [0.36787945, 1.0, 1.0]),
    ("tf.nn.selu(x)", [-1.0, 0.0, 1.0], [0.64676857, 1.050701, 1.050701]),
    ("tf.nn.gelu(x)", [0.0, 1.0], [0.5, 1.0833155]),
    ("tf.nn.gelu(x, approximate=True)", [0.0, 1.0], [0.5, 1.0829641]),
    ("tf.nn.silu(x)", [0.0, 1.0], [0.5, 0.92767054]),
    ("tf.nn.swish(x)", [0.0, 1.0], [0.5, 0.92767054]),
    ("tf.nn.softplus(x)", [-100.0, 0.0, 100.0], [0.0, 0.5, 1.0]),
    ("tf.sigmoid(x)", [-100.0, 0.0, 100.0], [0.0, 0.25, 0.0]),
    ("tf.tanh(x)", [0.0, 100.0], [1.0, 0.0]),
    ("tf.nn.softsign(x)", [0.0, 1.0], [1.0, 0.25]),
    ("tf.math.log_sigmoid(x)", [-100.0, 0.0], [1.0, 0.5]),
    ("tf.nn.softmax(x)[0]", [0.0, 1.0], [0.19661194, -0.19661194]),
    ("tf.nn.log_softmax(x)[0]", [0.0, 1.0], [0.7310586, -0.7310586]),
    ("tf.nn.l2_loss(x)", [3.0, 4.0], [3.0, 4.0]),
]

TIES = [
    ("tf.maximum(x, 0.)", [-1.0, 0.0, 1.0], [0.0, 1.0, 1.0]),
    ("tf.maximum(0., x)", [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0]),
    ("tf.minimum(x, 0.)", [-1.0, 0.0, 1.0], [1.0, 1.0, 0.0]),
    ("tf.minimum(0., x)", [-1.0, 0.0, 1.0], [1.0, 0.0, 0.0]),
    ("tf.maximum(x, x)", 1.0, 1.0),
    ("tf.reduce_max(x)", [1.0, 3.0, 3.0], [0.0, 0.5, 0.5]),
    ("tf.reduce_max(x)", [2.0, 2.0, 2.0], [1 / 3, 1 / 3, 1 / 3]),
    ("tf.reduce_max(x, axis=0)", [[1.0, 5.0], [1.0, 3.0]], [[0.5, 1.0], [0.5, 0.0]]),
    ("tf.reduce_min(x)", [1.0, 1.0, 2.0], [0.5, 0.5, 0.0]),
    ("tf.norm(x, ord=np.inf)", [-1.0, 1.0], [-0.5, 0.5]),
    ("tf.norm(x, ord=np.inf)", [1.0, 1.0], [0.5, 0.5]),
    ("tf.norm(x, ord=1)", [0.0, 2.0], [0.0, 1.0]),
    ("tf.sort(x) * [1., 10., 100.]", [1.0, 3.0, 2.0], [1.0, 100.0, 10.0]),
    ("tf.sort(x)", [1.0, 1.0, 0.0], [1.0, 1.0, 1.0]),
    ("tf.math.top_k(x, 2)[0] * [10., 1.]", [1.0, 2.0, 3.0], [0.0, 1.0, 10.0]),
    ("tf.math.top_k(x, 1)[0]", [3.0, 3.0], [1.0, 0.0]),
    ("tf.clip_by_value(x, 0., 1.)", [-1.0, 0.0, 0.5, 1.0, 2.0], [0.0, 1.0, 1.0, 1.0, 0.0]),
    ("tf.sign(x)", [-1.0, 0.0, 2.0], [0.0, 0.0, 0.0]),
    ("x * 0.", 1.0, 0.0),
]

POLES = [
    ("tf.sqrt(x)", 0.0, inf),
    ("x ** 0.5", 0.0, inf),
    ("tf.math.rsqrt(x)", 0.0, -inf),
    ("tf.norm(x)", [0.0, 0.0], [nan, nan]),
    ("tf.norm(x)", [3.0, 4.0], [0.6, 0.8]),
    ("tf.sqrt(tf.reduce_sum(x * x))", [0.0, 0.0], [nan, nan]),
    ("tf.math.reduce_euclidean_norm(x)", [0.0, 0.0], [nan, nan]),
    ("tf.math.reduce_std(x)", [2.0, 2.0], [nan, nan]),
    ("tf.math.reduce_std(x)", [1.0, 2.0, 4.0], [-0.35634834, -0.08908708, 0.44543538]),
    ("tf.math.reduce_variance(x)", [1.0, 2.0, 4.0], [-0.8888889, -0.2222222, 1.1111112]),
    ("tf.math.l2_normalize(x)", [0.0, 0.0], [1e6, 1e6]),
    ("tf.math.log(x)", 0.0, inf),
    ("tf.math.log1p(x)", -1.0, inf),
    ("tf.asin(x)", 1.0, inf),
    ("tf.acos(x)", 1.0, -inf),
    ("tf.acosh(x)", 1.0, inf),
    ("tf.atan2(x, x)", 0.0, nan),
    ("1. / x", 0.0, -inf),
    ("x ** -1", 0.0, -inf),
    ("tf.math.reciprocal(x)", 0.0, -inf),
    ("tf.math.divide_no_nan(1., x)", 0.0, 0.0),
    ("tf.math.xlogy(x, 2.)", 0.0, 0.0),
    ("tf.math.xlogy(x, 2.)", 1.0, 0.6931472),
    ("tf.math.xlogy(0., x)", 0.0, 0.0),
    ("tf.math.xlogy(x, 0.)", 0.0, 0.0),
    ("tf.reduce_logsumexp(x)", [-inf, -inf], [nan, nan]),
    ("tf.reduce_logsumexp(x)", [1.0, 2.0, 3.0], [0.09003057, 0.24472848, 0.66524094]),
    ("tf.tan(x)", 1.0, 3.4255188),
    ("tf.sinh(x)", 1.0, 1.5430806),
    ("tf.math.erf(x)", 1.0, 0.4151075),
    ("tf.math.lgamma(x)", 2.0, 0.4227843),
    ("tf.math.digamma(x)", 2.0, 0.6449341),
    ("tf.math.expm1(x)", 1.0, 2.7182817),
    ("tf.math.squared_difference(x, 1.)", 3.0, 4.0),
]

POWERS = [
    ("x ** 2", 0.0, 0.0),
    ("x ** 1", 0.0, 1.0),
    ("x ** 0", 0.0, nan),
    ("x ** 0.5", -1.0, nan),
    ("x ** 0.5", -inf, 0.0),
    ("x ** 1.5", -inf, inf),
    ("x ** 3", -2.0, 12.0),
    ("2. ** x", 3.0, 5.5451775),
    ("0. ** x", 2.0, 0.0),
    ("(-2.) ** x", 2.0, 0.0),
    ("x ** x", 0.0, nan),
    ("x ** x", 2.0, 6.7725887),
    ("tf.pow(x, [2., 3.])", [2.0, 2.0], [4.0, 12.0]),
    ("tf.square(x)", 3.0, 6.0),
]

NAN_TRAPS = [
    # a branch that is not taken still multiplies its derivative by 0, and 0 * inf is nan ...
    ("tf.where(x > 0, tf.math.log(x), 0.)", [0.0, 1.0], [nan, 1.0]),
    ("tf.where(x > 0, 1. / x, 0.)", [0.0, 1.0], [nan, -1.0]),
    ("tf.where(x > 0, x ** .5, 0.)", [0.0, 4.0], [nan, 0.25]),
    ("tf.where(x > 0, x ** -1, 0.)", [0.0, 1.0], [nan, -1.0]),
    ("0. * tf.math.log(x)", 0.0, nan),
    # ... but these kernels give 0 where the incoming gradient is 0
    ("tf.where(x > 0, tf.sqrt(x), 0.)", [0.0, 4.0], [0.0, 0.25]),
    ("tf.where(x > 0, tf.math.rsqrt(x), 0.)", [0.0, 4.0], [0.0, -0.0625]),
    ("tf.where(x > 0, tf.math.reciprocal(x), 0.)", [0.0, 2.0], [0.0, -0.25]),
    ("0. * tf.sqrt(x)", 0.0, 0.0),
    # a ReLU multiplies what comes back by 0 and 1: what is not finite passes as NaN
    ("tf.sqrt(tf.nn.relu(x))", [-1.0, 4.0], [nan, 0.25]),
    ("tf.math.log(tf.nn.relu6(x))", [-1.0, 4.0, 7.0], [nan, 0.25, 0.0]),
    ("tf.sqrt(tf.maximum(x, 0.))", [-1.0, 4.0], [0.0, 0.25]),
]

MODULO_AND_PRODUCTS = [
    ("x % 3.", -7.0, 1.0),
    ("7. % x", 3.0, -2.0),
    ("tf.math.floormod(x, 2.)", [1.0, 2.0, 3.0], [1.0, 1.0, 1.0]),
    ("tf.reduce_prod(x)", [0.0, 2.0, 3.0], [6.0, 0.0, 0.0]),
    ("tf.reduce_prod(x)", [0.0, 0.0, 3.0], [0.0, 0.0, 0.0]),
    ("tf.math.cumprod(x)", [1.0, 2.0, 3.0], [9.0, 4.0, 2.0]),
    ("tf.math.cumprod(x)", [2.0, 0.0, 3.0], [1.0, 0.0, 0.0]),  # TensorFlow divides by x and drops the nan: 1, not 8
    ("tf.cumsum(x)", [1.0, 2.0, 3.0], [3.0, 2.0, 1.0]),
    ("tf.cumsum(x, exclusive=True, reverse=True)", [1.0, 2.0, 3.0], [0.0, 1.0, 2.0]),
    ("tf.clip_by_norm(x, 1.)[0]", [3.0, 4.0], [0.128, -0.096]),
    ("tf.clip_by_norm(x, 1.)", [0.0, 0.0], [1.0, 1.0]),
    ("tf.clip_by_norm(x, 5.)[0]", [3.0, 4.0], [0.64, -0.48]),
    ("tf.clip_by_global_norm([x], 1.)[0][0][0]", [3.0, 4.0], [0.128, -0.096]),
]

SHAPED = [
    ("tf.reverse(x, [0]) * [1., 2.]", [1.0, 1.0], [2.0, 1.0]),
    ("tf.roll(x, 1, 0) * [1., 2.]", [1.0, 1.0], [2.0, 1.0]),
    ("tf.tile(x, [2]) * [1., 2., 3., 4.]", [1.0, 1.0], [4.0, 6.0]),
    ("tf.repeat(x, 2) * [1., 2., 3., 4.]", [1.0, 1.0], [3.0, 7.0]),
    ("tf.pad(x, [[1, 1]]) * [1., 2., 3., 4.]", [1.0, 1.0], [2.0, 3.0]),
    ("tf.pad(x, [[1, 1]], 'REFLECT') * [1., 2., 3., 4.]", [1.0, 1.0], [6.0, 4.0]),
    ("tf.pad(x, [[1, 1]], 'SYMMETRIC') * [1., 2., 3., 4.]", [1.0, 1.0], [3.0, 7.0]),
    ("tf.boolean_mask(x, [True, False]) * 2.", [1.0, 1.0], [2.0, 0.0]),
    ("tf.tensor_scatter_nd_update(x, [[0]], [5.])", [1.0, 1.0], [0.0, 1.0]),
    ("tf.math.unsorted_segment_sum(x, [0, 1], 2)", [1.0, 2.0], [1.0, 1.0]),
    ("tf.linalg.diag_part(x)", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]]),
    ("tf.linalg.trace(x)", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [0.0, 1.0]]),
    ("tf.linalg.det(x)", [[1.0, 2.0], [3.0, 4.0]], [[4.0, -3.0], [-2.0, 1.0]]),
    ("tf.linalg.inv(x)", [[1.0, 2.0], [3.0, 4.0]], [[-0.5, 0.5], [0.5, -0.5]]),
    ("tf.linalg.band_part(x, -1, 0)", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [1.0, 1.0]]),
    ("tf.linalg.cholesky(x)", [[2.0, 1.0], [1.0, 2.0]], [[0.27883872, 0.14942925], [0.14942925, 0.40824828]]),
    ("tf.linalg.eigvalsh(x)", [[2.0, 1.0], [1.0, 3.0]], [[1.0, 0.0], [0.0, 1.0]]),
    ("tf.linalg.eigvalsh(x)[0]", [[2.0, 1.0], [1.0, 3.0]], [[0.7236066, 0.0], [-0.8944272, 0.2763932]]),
    ("tf.linalg.svd(x, compute_uv=False)", [[1.0, 2.0], [3.0, 4.0]], [[-0.5144958, 0.8574929], [0.8574929, 0.5144958]]),
    ("tf.einsum('ij->i', x)", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 1.0], [1.0, 1.0]]),
    ("tf.tensordot(x, [2., 4.], 1)", [1.0, 1.0], [2.0, 4.0]),
    ("tf.meshgrid(x, x)[0]", [1.0, 2.0], [2.0, 2.0]),
    ("tf.split(x, 2, axis=1)[0]", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [1.0, 0.0]]),
    ("tf.concat([x, x], 0)", [[1.0, 2.0], [3.0, 4.0]], [[2.0, 2.0], [2.0, 2.0]]),
    ("x[:, 0]", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 0.0], [1.0, 0.0]]),
    ("x[:, None]", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 1.0], [1.0, 1.0]]),
    ("x[x > 2.]", [[1.0, 2.0], [3.0, 4.0]], [[0.0, 0.0], [1.0, 1.0]]),
    ("tf.reduce_mean(x, axis=0)", [[1.0, 2.0], [3.0, 4.0]], [[0.5, 0.5], [0.5, 0.5]]),
    ("tf.transpose(x)", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 1.0], [1.0, 1.0]]),
    ("tf.reshape(x, [4])", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 1.0], [1.0, 1.0]]),
    ("tf.broadcast_to(x, [3, 2])", [1.0, 2.0], [3.0, 3.0]),
    ("tf.stack([x, x]) * [[1.], [2.]]", [1.0, 2.0], [3.0, 3.0]),
    ("tf.unstack(x)[1]", [1.0, 2.0], [0.0, 1.0]),
    ("tf.expand_dims(x, 0)", [1.0, 2.0], [1.0, 1.0]),
    ("tf.reduce_sum(x, axis=1, keepdims=True) * [[1.], [2.]]", [[1.0, 2.0], [3.0, 4.0]], [[1.0, 1.0], [2.0, 2.0]]),
    ("tf.gather(x, [1, 0, 1], axis=1) * [1., 2., 4.]", [[1.0, 2.0]], [[2.0, 5.0]]),
    ("tf.scatter_nd([[1], [1]], x, [3]) * [1., 2., 3.]", [1.0, 2.0], [2.0, 2.0]),
]

COMPLEX = [
    ("x * x", 1 + 2j, 2 - 4j),
    ("tf.math.real(x * x)", 1 + 2j, 2 - 4j),
    ("tf.abs(x)", 3 + 4j, 0.6 + 0.8j),
    ("tf.abs(x)", 0j, 0j),
    ("tf.math.conj(x)", 1 + 2j, 1 - 0j),
    ("tf.math.imag(x)", 1 + 2j, 1j),
]


@pytest.mark.parametrize(
    ("expression", "point", "expected"),
    params([*ACTIVATIONS, *TIES, *POLES, *POWERS, *NAN_TRAPS, *MODULO_AND_PRODUCTS, *SHAPED, *COMPLEX]),
)
def test_the_gradient_at_a_point(tf: Any, expression: str, point: Any, expected: Any) -> None:
    check_close(gradient(tf, expression, point), expected)


BOTH = [
    # expression of x and y, points, gradients
    ("tf.maximum(x, y)", (1.0, 1.0), (1.0, 0.0)),
    ("tf.minimum(x, y)", (1.0, 1.0), (1.0, 0.0)),
    ("x ** y", (2.0, 3.0), (12.0, 5.5451775)),
    ("x ** y", (-2.0, 3.0), (12.0, 0.0)),
    ("x ** y", (0.0, 0.0), (nan, 0.0)),
    ("x ** y", (0.0, -1.0), (-inf, nan)),
    ("x + y", ([[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0]), ([[1.0, 1.0], [1.0, 1.0]], [2.0, 2.0])),
    ("x * y", ([[1.0, 2.0], [3.0, 4.0]], 2.0), ([[2.0, 2.0], [2.0, 2.0]], 10.0)),
    ("x * y", ([[1.0, 2.0]], [[1.0], [2.0]]), ([[3.0, 3.0]], [[3.0], [3.0]])),
    ("x / y", (1.0, 2.0), (0.5, -0.25)),
    ("x / y", (1.0, 0.0), (inf, -inf)),
    ("x / y", (0.0, 0.0), (inf, nan)),
    ("tf.atan2(x, y)", (1.0, 1.0), (0.5, -0.5)),
    ("x % y", (7.0, 3.0), (1.0, -2.0)),
    ("x @ y", ([[1.0, 2.0]], [[3.0], [4.0]]), ([[3.0, 4.0]], [[1.0], [2.0]])),
    ("x @ y", ([[[1.0, 2.0]], [[3.0, 4.0]]], [[1.0], [1.0]]), ([[[1.0, 1.0]], [[1.0, 1.0]]], [[4.0], [6.0]])),
    ("tf.linalg.matvec(x, y)", ([[1.0, 2.0], [3.0, 4.0]], [1.0, 1.0]), ([[1.0, 1.0], [1.0, 1.0]], [4.0, 6.0])),
    ("tf.where([True, False], x, y)", ([1.0, 2.0], [3.0, 4.0]), ([1.0, 0.0], [0.0, 1.0])),
    ("tf.where([True, False], x, y)", ([1.0, 2.0], 3.0), ([1.0, 0.0], 1.0)),
    ("x - y", ([], 1.0), ([], 0.0)),
    ("tf.math.xlogy(x, y)", (0.0, 0.0), (0.0, 0.0)),
    ("tf.math.xlogy(x, y)", (2.0, 0.0), (-inf, inf)),
    ("tf.math.divide_no_nan(x, y)", (2.0, 0.0), (0.0, 0.0)),
    ("tf.math.squared_difference(x, y)", (3.0, 1.0), (4.0, -4.0)),
    (
        "tf.nn.softmax_cross_entropy_with_logits(x, y)",  # the labels have a gradient too
        ([[0.0, 1.0], [1.0, 0.0]], [[1.0, 2.0], [1.0, 2.0]]),
        ([[1.3132616, 0.31326166], [1.3132616, 0.31326166]], [[0.26894143, -0.26894143], [-0.7310586, 0.7310586]]),
    ),
    ("tf.nn.sigmoid_cross_entropy_with_logits(x, y)", ([1.0], [2.0]), ([-2.0], [-0.11920291])),
]


@pytest.mark.parametrize(("expression", "points", "expected"), params(BOTH))
def test_the_gradients_of_two_operands(tf: Any, expression: str, points: tuple[Any, Any], expected: Any) -> None:
    check_close(gradient(tf, expression, *points), expected)
