"""Gradients of gradients: nested tapes, one persistent tape, Hessians, Jacobians of every shape."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close


def test_nested_tapes(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**3
        first = inner.gradient(y, x)
    check_close((first, outer.gradient(first, x)), (12.0, 12.0))


def test_the_inner_gradient_must_be_taken_inside_the_outer_block(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        y = x**3
    first = inner.gradient(y, x)
    check_close(first, 12.0)
    assert outer.gradient(first, x) is None


def test_three_tapes(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as third:
        with tf.GradientTape() as second:
            with tf.GradientTape() as first:
                y = x**4
            one = first.gradient(y, x)
        two = second.gradient(one, x)
    check_close((one, two, third.gradient(two, x)), (32.0, 48.0, 48.0))


def test_five_orders_of_sine(tf: Any) -> None:
    x = tf.constant(0.5)

    def derivative(order: int) -> Any:
        if order == 0:
            return tf.sin(x)
        with tf.GradientTape() as tape:
            tape.watch(x)
            y = derivative(order - 1)
        return tape.gradient(y, x)

    sine, cosine = np.sin(0.5), np.cos(0.5)
    check_close([derivative(k) for k in range(6)], [sine, cosine, -sine, -cosine, sine, cosine])


def test_one_persistent_tape_gives_the_second_order_inside_its_block(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x**3
        first = tape.gradient(y, x)
    check_close(tape.gradient(first, x), 12.0)


def test_a_mixed_derivative(tf: Any) -> None:
    x, w = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**2 * w**3
        by_x = inner.gradient(y, x)
    check_close(outer.gradient(by_x, [x, w]), [54.0, 108.0])


def test_a_gradient_penalty(tf: Any) -> None:
    x, w = tf.constant([1.0, 2.0]), tf.Variable([3.0, 4.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = tf.reduce_sum(x * x * w)
        slope = inner.gradient(y, x)
        penalty = tf.reduce_sum(slope**2)
    check_close(outer.gradient(penalty, w), [24.0, 128.0])


def test_a_hessian_by_jacobian_of_a_gradient(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x[0] ** 2 * x[1]
        gradient = inner.gradient(y, x)
    check_close(outer.jacobian(gradient, x), [[4.0, 2.0], [2.0, 0.0]])


def test_a_hessian_vector_product(tf: Any) -> None:
    x, v = tf.Variable([1.0, 2.0]), tf.constant([1.0, 1.0])
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = tf.reduce_sum(x**3)
        gradient = inner.gradient(y, x)
        product = tf.reduce_sum(gradient * v)
    check_close(outer.gradient(product, x), [6.0, 12.0])


def test_a_gradient_step_inside_the_outer_block_is_differentiated(tf: Any) -> None:
    """The loss after one step of an inner optimisation, as in meta-learning."""
    w, rate = tf.constant(3.0), tf.constant(0.1)
    with tf.GradientTape() as outer:
        outer.watch([w, rate])
        with tf.GradientTape() as inner:
            inner.watch(w)
            loss = w**2
        stepped = w - rate * inner.gradient(loss, w)
        after = stepped**2
    check_close(outer.gradient(after, [w, rate]), [2 * 2.4 * 0.8, 2 * 2.4 * -6.0])


def test_the_gradient_of_an_inner_tape_that_did_not_watch(tf: Any) -> None:
    x = tf.constant(2.0)
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            y = x * x
        assert inner.gradient(y, x) is None
        z = y * 3.0
    check_close(outer.gradient(z, x), 12.0)


def test_stop_gradient_in_the_second_order(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**3
        first = tf.stop_gradient(inner.gradient(y, x)) * x
    check_close(outer.gradient(first, x), 12.0)


JACOBIANS = [
    # target's and source's shape
    ((), ()),
    ((2,), ()),
    ((), (2,)),
    ((2,), (3,)),
    ((2, 2), (3,)),
    ((2,), (3, 2)),
    ((0,), (2,)),
]


@pytest.mark.parametrize(("target", "source"), JACOBIANS)
def test_a_jacobian_has_the_targets_and_the_sources_dimensions(
    tf: Any, target: tuple[int, ...], source: tuple[int, ...]
) -> None:
    generator = np.random.default_rng(0)
    x = tf.constant(generator.normal(size=source), tf.float32)
    matrix = generator.normal(size=(int(np.prod(target)), int(np.prod(source)))).astype(np.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.reshape(tf.matmul(matrix, tf.reshape(x, [-1, 1])), target)
    jacobian = tape.jacobian(y, x)
    assert jacobian.shape == target + source
    check_close(jacobian, matrix.reshape(target + source).tolist())


def test_a_jacobian_of_a_nonlinear_function(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = x**2
    check_close(tape.jacobian(y, x), [[2.0, 0.0], [0.0, 4.0]])


def test_a_jacobian_for_several_sources(tf: Any) -> None:
    x, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * w
    check_close(tape.jacobian(y, {"x": x, "w": w}), {"x": [[3.0, 0.0], [0.0, 3.0]], "w": [1.0, 2.0]})


def test_a_jacobian_of_an_unconnected_source(tf: Any) -> None:
    x, w = tf.Variable([1.0, 2.0]), tf.Variable([3.0])
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.jacobian(y, [x, w]), [[[2.0, 0.0], [0.0, 4.0]], None])


def test_a_jacobian_of_an_unconnected_source_may_be_zero(tf: Any) -> None:
    x, w = tf.Variable([1.0, 2.0]), tf.Variable([3.0])
    with tf.GradientTape() as tape:
        y = x * x
    jacobians = tape.jacobian(y, [x, w], unconnected_gradients=tf.UnconnectedGradients.ZERO)
    check_close(jacobians, [[[2.0, 0.0], [0.0, 4.0]], [[0.0], [0.0]]])


def test_a_jacobian_of_an_integer_target(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = tf.cast(x, tf.int32)
    assert tape.jacobian(y, x) is None


def test_a_jacobian_without_pfor(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape(persistent=True) as tape:
        y = x**2
    check_close(tape.jacobian(y, x, experimental_use_pfor=False), [[2.0, 0.0], [0.0, 4.0]])


def test_two_jacobians_of_a_persistent_tape(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape(persistent=True) as tape:
        y = x**2
        z = x**3
    check_close(tape.jacobian(y, x), [[2.0, 0.0], [0.0, 4.0]])
    check_close(tape.jacobian(z, x), [[3.0, 0.0], [0.0, 12.0]])


def test_a_jacobian_through_a_matmul(tf: Any) -> None:
    w, x = tf.Variable([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[5.0, 6.0]])
    with tf.GradientTape() as tape:
        y = x @ w
    check_close(tape.jacobian(y, w), [[[[5.0, 0.0], [6.0, 0.0]], [[0.0, 5.0], [0.0, 6.0]]]])


def test_a_jacobian_is_differentiable(tf: Any) -> None:
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = x**3
        jacobian = inner.jacobian(y, x)
    check_close(outer.gradient(jacobian, x), [6.0, 12.0])


def test_a_batch_jacobian(tf: Any) -> None:
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x**2
    check_close(tape.batch_jacobian(y, x), [[[2.0, 0.0], [0.0, 4.0]], [[6.0, 0.0], [0.0, 8.0]]])


def test_a_batch_jacobian_from_three_to_two(tf: Any) -> None:
    x = tf.constant([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.stack([x[:, 0] * x[:, 1], x[:, 2] ** 2], axis=1)
    jacobian = tape.batch_jacobian(y, x)
    assert jacobian.shape == (2, 2, 3)
    check_close(jacobian, [[[2.0, 1.0, 0.0], [0.0, 0.0, 6.0]], [[5.0, 4.0, 0.0], [0.0, 0.0, 12.0]]])


def test_a_batch_jacobian_of_higher_rank(tf: Any) -> None:
    x = tf.constant(np.arange(8.0).reshape(2, 2, 2), tf.float32)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * 2.0
    jacobian = tape.batch_jacobian(y, x)
    assert jacobian.shape == (2, 2, 2, 2, 2)
    check_close(jacobian, (2 * np.stack([np.eye(4).reshape(2, 2, 2, 2)] * 2)).tolist())


@pytest.mark.parametrize("unconnected", ["none", "zero"])
def test_a_batch_jacobian_of_an_unconnected_source_is_zero(tf: Any, unconnected: str) -> None:
    """Unlike `jacobian`, which gives None."""
    x, w = tf.constant([[1.0, 2.0]]), tf.constant([[1.0, 2.0, 3.0]])
    with tf.GradientTape() as tape:
        tape.watch([x, w])
        y = x**2
    jacobian = tape.batch_jacobian(y, w, unconnected_gradients=unconnected)
    assert jacobian.shape == (1, 2, 3)
    check_close(jacobian, np.zeros((1, 2, 3)).tolist())
