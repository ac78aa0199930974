"""Gradients that are IndexedSlices: where they come from, what they are, how they are added and used."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_close, check_raises, gradient, params

X = [[0.0, 1.0], [2.0, 3.0], [4.0, 5.0]]
ONES = [[1.0, 1.0]]

GATHERED = [
    # expression of x = [[0, 1], [2, 3], [4, 5]]; values and indices of the gradient
    ("tf.gather(x, [0, 2, 0])", ONES * 3, [0, 2, 0]),
    ("tf.gather(x, 1)", ONES, [1]),
    ("tf.gather(x, [[0], [1]])", ONES * 2, [0, 1]),
    ("tf.gather(x, tf.zeros([0], tf.int32))", [], []),
    ("tf.gather(x, [2]) * 3.", [[3.0, 3.0]], [2]),
    ("tf.gather(x, [1])[0, 1]", [[0.0, 1.0]], [1]),
    ("tf.nn.embedding_lookup(x, [2, 1])", ONES * 2, [2, 1]),
    ("tf.gather(x, [1]) + tf.gather(x, [0])", ONES * 2, [1, 0]),
    ("tf.reduce_sum(tf.gather(x, [0, 1]) ** 2)", [[0.0, 2.0], [4.0, 6.0]], [0, 1]),
]


@pytest.mark.parametrize(("expression", "values", "indices"), params(GATHERED))
def test_a_gather_gives_slices(tf: Any, expression: str, values: Any, indices: Any) -> None:
    slices = gradient(tf, expression, X)
    assert isinstance(slices, tf.IndexedSlices)
    assert sorted(zip(slices.indices.numpy().tolist(), slices.values.numpy().tolist(), strict=True)) == sorted(
        zip(indices, values, strict=True)
    )


DENSE = [
    # expression of x = [[0, 1], [2, 3], [4, 5]]; gradient
    ("tf.reduce_sum(tf.gather(x, [0])) + tf.reduce_sum(x)", [[2.0, 2.0], [1.0, 1.0], [1.0, 1.0]]),
    ("tf.gather(x, [1, 1], axis=1)", [[0.0, 2.0]] * 3),
    ("tf.gather(x * 1., [0, 0])", [[2.0, 2.0], [0.0, 0.0], [0.0, 0.0]]),
    ("tf.gather(x, [[0], [1], [0]], batch_dims=1)", [[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]]),
    ("x[0]", [[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]),
    ("tf.gather_nd(x, [[0, 1], [0, 1]])", [[0.0, 2.0], [0.0, 0.0], [0.0, 0.0]]),
    ("tf.boolean_mask(x, [True, False, True])", [[1.0, 1.0], [0.0, 0.0], [1.0, 1.0]]),
    ("tf.gather(tf.identity(x), [0])", [[1.0, 1.0], [0.0, 0.0], [0.0, 0.0]]),
    ("tf.gather(tf.reshape(x, [6]), [5])", [[0.0, 0.0], [0.0, 0.0], [0.0, 1.0]]),
]


@pytest.mark.parametrize(("expression", "expected"), params(DENSE))
def test_a_dense_gradient(tf: Any, expression: str, expected: Any) -> None:
    result = gradient(tf, expression, X)
    check_close(tf.convert_to_tensor(result), expected)


def test_the_parts_of_the_slices_of_a_variable(tf: Any) -> None:
    x = tf.Variable(X)
    with tf.GradientTape() as tape:
        y = tf.gather(x, [0, 2, 0])
    slices = tape.gradient(y, x)
    check_close((slices.values, slices.indices, slices.dense_shape), (ONES * 3, [0, 2, 0], [3, 2]))
    assert slices.shape == (3, 2)
    assert slices.dtype == tf.float32
    assert (slices.values.dtype, slices.indices.dtype, slices.dense_shape.dtype) == (tf.float32, tf.int32, tf.int32)


def test_dense_means_that_duplicates_are_added(tf: Any) -> None:
    slices = gradient(tf, "tf.gather(x, [0, 2, 0])", X)
    check_close(tf.convert_to_tensor(slices), [[2.0, 2.0], [0.0, 0.0], [1.0, 1.0]])


def test_gather_nd_of_a_vector_gives_slices(tf: Any) -> None:
    check_close(gradient(tf, "tf.gather_nd(x, [[0], [0]])", [1.0, 2.0]), ("IndexedSlices", [1.0, 1.0], [0, 0]))


def test_int64_indices_stay_int64(tf: Any) -> None:
    x = tf.Variable(X)
    with tf.GradientTape() as tape:
        y = tf.gather(x, tf.constant([1], tf.int64))
    assert tape.gradient(y, x).indices.dtype == tf.int64


def test_slices_are_used_up_by_a_variable(tf: Any) -> None:
    x = tf.Variable(X)
    with tf.GradientTape() as tape:
        y = tf.gather(x, [0, 2, 0])
    x.assign_sub(tape.gradient(y, x))
    check_close(x, [[-2.0, -1.0], [2.0, 3.0], [3.0, 4.0]])


def test_ones_own_slices(tf: Any) -> None:
    slices = tf.IndexedSlices(tf.constant([[1.0, 2.0]]), tf.constant([1]), tf.constant([2, 2]))
    check_close(tf.convert_to_tensor(slices), [[0.0, 0.0], [1.0, 2.0]])
    check_close(tf.math.add_n([slices, tf.ones([2, 2])]), [[1.0, 1.0], [2.0, 3.0]])
    check_close(tf.reduce_sum(slices), 3.0)
    check_close(tf.multiply(slices, 2.0), [[0.0, 0.0], [2.0, 4.0]])


SLICES = "g = tf.IndexedSlices(c([[1., 2.]]), c([1]), c([2, 2]))\n"
ERRORS = [
    # what is done to slices g
    ("g * .1", "TypeError", "unsupported operand type(s) for *: 'IndexedSlices' and 'float'"),
    (".1 * g", "TypeError", "unsupported operand type(s) for *: 'float' and 'IndexedSlices'"),
    ("g + g", "TypeError", "unsupported operand type(s) for +: 'IndexedSlices' and 'IndexedSlices'"),
    ("g.numpy()", "AttributeError", "'IndexedSlices' object has no attribute 'numpy'"),
    ("g[0]", "TypeError", "'IndexedSlices' object is not subscriptable"),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(ERRORS))
def test_what_slices_do_not_do(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, SLICES + program, kind, message)


def test_clipping_the_norm_of_slices(tf: Any) -> None:
    slices = tf.IndexedSlices(tf.constant([[3.0, 4.0]]), tf.constant([1]), tf.constant([2, 2]))
    clipped, norm = tf.clip_by_global_norm([slices, None], 1.0)
    check_close(norm, 5.0)
    check_close(clipped[0].values, [[0.6, 0.8]])
    assert clipped[1] is None


def test_the_second_order_of_a_gathered_square(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = tf.reduce_sum(tf.gather(x, [0, 0, 2]) ** 2)
        first = tf.convert_to_tensor(inner.gradient(y, x))
    check_close(first, [4.0, 0.0, 6.0])
    check_close(outer.gradient(first, x), ("IndexedSlices", [2.0, 2.0, 2.0], [0, 0, 2]))


def test_slices_as_output_gradients_are_not_needed(tf: Any) -> None:
    x = tf.Variable(X)
    with tf.GradientTape() as tape:
        y = tf.gather(x, [1])
    slices = tape.gradient(y, x, output_gradients=tf.constant([[2.0, 3.0]]))
    check_close(slices, ("IndexedSlices", [[2.0, 3.0]], [1]))
