"""First and second derivatives: None where the first one no longer depends on x, a number elsewhere."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import pytest

from tests.fallback.rows import check_close, params, run

TABLE = [
    # expression of x, point, gradient, gradient of the gradient's sum
    ("x ** 2", 3.0, 6.0, 2.0),
    ("x * x * x", 2.0, 12.0, 12.0),
    ("3 * x", 3.0, 3.0, None),
    ("x + 1", 3.0, 1.0, None),
    ("tf.reduce_sum(x)", [1.0, 2.0], [1.0, 1.0], None),
    ("x / 2.", 3.0, 0.5, None),
    ("2. / x", 2.0, -0.5, 0.5),
    ("tf.nn.relu(x)", [-1.0, 0.0, 1.0], [0.0, 0.0, 1.0], [0.0, 0.0, 0.0]),
    ("tf.abs(x)", [-1.0, 0.0, 1.0], [-1.0, 0.0, 1.0], [0.0, 0.0, 0.0]),
    ("tf.nn.leaky_relu(x)", [-1.0, 1.0], [0.2, 1.0], [0.0, 0.0]),
    ("tf.nn.elu(x)", [-1.0, 0.0, 1.0], [0.36787945, 1.0, 1.0], [0.36787945, 0.0, 0.0]),
    ("tf.nn.selu(x)", [-1.0, 1.0], [0.64676857, 1.050701], [0.64676857, 0.0]),
    ("x ** 0.5", 0.0, inf, -inf),
    ("x ** 2", 0.0, 0.0, 2.0),
    ("x ** 1", 0.0, 1.0, nan),
    ("x ** 1.", 0.0, 1.0, nan),
    ("x ** 3", 2.0, 12.0, 12.0),
    ("tf.sqrt(x)", 0.0, inf, -inf),
    ("tf.sqrt(x)", 4.0, 0.25, -0.03125),
    ("tf.norm(x)", [0.0, 0.0], [nan, nan], [nan, nan]),
    ("tf.reduce_max(x)", [1.0, 3.0, 3.0], [0.0, 0.5, 0.5], None),
    ("tf.maximum(x, 0.)", [-1.0, 0.0, 1.0], [0.0, 1.0, 1.0], None),
    ("tf.maximum(x * x, 0.)", [-1.0, 1.0], [-2.0, 2.0], [2.0, 2.0]),
    ("tf.clip_by_value(x * x, 0., 2.)", [1.0, 2.0], [2.0, 0.0], [2.0, 0.0]),
    ("tf.nn.softplus(x)", 0.0, 0.5, 0.25),
    ("tf.sigmoid(x)", 0.0, 0.25, 0.0),
    ("tf.tanh(x)", 0.5, 0.78644776, -0.72686195),
    ("tf.nn.softmax(x)[0]", [0.0, 1.0], [0.19661194, -0.19661194], [0.0, 0.0]),
    ("tf.nn.softmax(x)[0] ** 2", [0.0, 1.0], [0.10575419, -0.10575419], [0.0, 0.0]),
    ("tf.math.log(x)", 2.0, 0.5, -0.25),
    ("tf.exp(x)", 0.0, 1.0, 1.0),
    ("tf.sin(x)", 1.0, 0.5403023, -0.84147098),
    ("tf.cos(x)", 1.0, -0.84147098, -0.5403023),
    ("tf.math.log1p(x)", 1.0, 0.5, -0.25),
    ("tf.math.reciprocal(x)", 2.0, -0.25, 0.25),
    ("tf.math.rsqrt(x)", 4.0, -0.0625, 0.0234375),
    ("tf.math.erf(x)", 1.0, 0.4151075, -0.830215),
    ("x @ x", [[1.0, 2.0], [3.0, 4.0]], [[7.0, 11.0], [9.0, 13.0]], [[4.0, 4.0], [4.0, 4.0]]),
    ("x[0] ** 2", [1.0, 2.0], [2.0, 0.0], [2.0, 0.0]),
    ("tf.where(x > 1., x ** 2, x)", [1.0, 2.0], [1.0, 4.0], [0.0, 2.0]),
    ("tf.stop_gradient(x) * x", 2.0, 2.0, None),
    ("tf.nn.l2_loss(x)", [1.0, 2.0], [1.0, 2.0], [1.0, 1.0]),
    ("tf.reduce_prod(x)", [2.0, 3.0], [3.0, 2.0], [1.0, 1.0]),
    ("tf.cumsum(x) ** 2", [1.0, 2.0], [8.0, 6.0], [6.0, 4.0]),
    ("tf.math.cumprod(x)", [2.0, 3.0], [4.0, 2.0], [1.0, 1.0]),
    ("tf.reduce_logsumexp(x)", [0.0, 0.0], [0.5, 0.5], [0.0, 0.0]),
    ("tf.reduce_mean(x ** 2)", [1.0, 2.0], [1.0, 2.0], [1.0, 1.0]),
    ("tf.nn.bias_add(tf.zeros([2, 2]), x) ** 2", [1.0, 2.0], [4.0, 8.0], [4.0, 4.0]),
    ("tf.nn.softmax_cross_entropy_with_logits([0., 1.], x)", [1.0, 0.0], [0.7310586, -0.7310586], [0.0, 0.0]),
    ("tf.nn.sparse_softmax_cross_entropy_with_logits(0, x)", [0.0, 1.0], [-0.7310586, 0.7310586], [0.0, 0.0]),
    (
        "tf.nn.sigmoid_cross_entropy_with_logits([1., 0.], x)",
        [1.0, 2.0],
        [-0.26894143, 0.8807971],
        [0.19661194, 0.10499357],
    ),
    ("tf.nn.conv2d(x, x, 1, 'VALID')", [[[[1.0]]]], [[[[2.0]]]], [[[[2.0]]]]),
    ("tf.linalg.det(x)", [[1.0, 2.0], [3.0, 4.0]], [[4.0, -3.0], [-2.0, 1.0]], [[1.0, -1.0], [-1.0, 1.0]]),
    ("tf.linalg.inv(x)", [[2.0]], [[-0.25]], [[0.25]]),
    ("tf.gather(x * x, [0, 0])", [1.0, 2.0], [4.0, 0.0], [4.0, 0.0]),
    ("tf.math.squared_difference(x, 1.)", 3.0, 4.0, 2.0),
    ("tf.einsum('i,i->', x, x)", [1.0, 2.0], [2.0, 4.0], [2.0, 2.0]),
    ("tf.tensordot(x, x, 1)", [1.0, 2.0], [2.0, 4.0], [2.0, 2.0]),
    ("tf.pad(x, [[1, 1]]) ** 2", [1.0, 2.0], [2.0, 4.0], [2.0, 2.0]),
    ("tf.concat([x, 2. * x], 0) ** 2", [1.0], [10.0], [10.0]),
    ("tf.stack([x, x]) ** 2", 1.0, 4.0, 4.0),
    ("tf.tile(x, [2]) ** 2", [1.0], [4.0], [4.0]),
    ("tf.transpose(x) ** 2", [[1.0, 2.0]], [[2.0, 4.0]], [[2.0, 2.0]]),
    ("tf.math.xlogy(x, x)", 1.0, 1.0, 1.0),
    ("x ** x", 1.0, 1.0, 2.0),
    ("tf.atan2(x, 1.)", 1.0, 0.5, -0.5),
    ("tf.math.divide_no_nan(1., x)", 2.0, -0.25, 0.25),
    ("tf.nn.silu(x)", 0.0, 0.5, 0.5),
    ("tf.nn.gelu(x)", 0.0, 0.5, 0.7978846),
    ("tf.nn.batch_normalization(x, 0., 1., None, None, 0.) ** 2", [1.0], [2.0], [2.0]),
]


@pytest.mark.parametrize(("expression", "point", "first", "second"), params(TABLE))
def test_two_derivatives(tf: Any, expression: str, point: Any, first: Any, second: Any) -> None:
    x = tf.constant(point)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = run(tf, expression, x=x)
        gradient = inner.gradient(y, x)
    check_close(gradient, first)
    check_close(outer.gradient(gradient, x), second, atol=1e-6)


def test_the_second_derivative_of_a_gather(tf: Any) -> None:
    """The first one is IndexedSlices of constant values: nothing that depends on x."""
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = tf.gather(x, [0])
        gradient = inner.gradient(y, x)
    assert type(gradient).__name__ == "IndexedSlices"
    assert outer.gradient(gradient.values, x) is None
