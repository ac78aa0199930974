"""Python's and TensorFlow's control flow under a tape."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_close


@pytest.mark.parametrize(("point", "expected"), [(2.0, 4.0), (-2.0, 3.0), (0.0, 3.0)])
def test_an_if(tf: Any, point: float, expected: float) -> None:
    x = tf.Variable(point)
    with tf.GradientTape() as tape:
        y = x * x if x > 0.0 else x * 3.0
    check_close(tape.gradient(y, x), expected)


def test_a_for_loop(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = tf.constant(1.0)
        for _ in range(5):
            y *= x
    check_close(tape.gradient(y, x), 80.0)


def test_a_for_loop_over_tf_range(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = tf.constant(0.0)
        for i in tf.range(4):
            y += tf.cast(i, tf.float32) * x
    check_close(tape.gradient(y, x), 6.0)


def test_a_for_loop_over_a_tensor(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = tf.constant(1.0)
        for value in x:
            y *= value
    check_close(tape.gradient(y, x), [6.0, 3.0, 2.0])


def test_a_while_loop(tf: Any) -> None:
    x = tf.Variable(1.5)
    with tf.GradientTape() as tape:
        y = x + 0.0
        while y < 10.0:
            y *= y
    check_close(y, 1.5**8)
    check_close(tape.gradient(y, x), 8 * 1.5**7)


def test_recursion(tf: Any) -> None:
    def power(x: Any, n: int) -> Any:
        return tf.constant(1.0) if n == 0 else x * power(x, n - 1)

    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = power(x, 10)
    check_close(tape.gradient(y, x), 5120.0)


def test_a_generator_and_a_comprehension(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = sum(x**i for i in range(4))
    check_close(tape.gradient(y, x), 1.0 + 4.0 + 12.0)


def test_newtons_square_root(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x
        for _ in range(8):
            y = 0.5 * (y + x / y)
    check_close(tape.gradient(y, x), 0.5 / 2.0**0.5)


@pytest.mark.parametrize(("point", "expected"), [(2.0, 4.0), (-2.0, 3.0)])
def test_cond(tf: Any, point: float, expected: float) -> None:
    x = tf.Variable(point)
    with tf.GradientTape() as tape:
        y = tf.cond(x > 0.0, lambda: x * x, lambda: x * 3.0)
    check_close(tape.gradient(y, x), expected)


def test_case(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = tf.case([(x < 0.0, lambda: x), (x < 5.0, lambda: x * x)], default=lambda: x * 3.0)
    check_close(tape.gradient(y, x), 4.0)


def test_switch_case(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = tf.switch_case(tf.constant(1), [lambda: x, lambda: x * x])
    check_close(tape.gradient(y, x), 4.0)


def test_a_while_loop_hands_an_array_of_tensors_on(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        rows = tf.TensorArray(tf.float32, size=0, dynamic_size=True, clear_after_read=False)
        _, rows = tf.while_loop(
            lambda i, _: i < 3,
            lambda i, rows: (i + 1, rows.write(i, x ** tf.cast(i + 1, tf.float32))),
            (tf.constant(0), rows),
        )
        y = tf.reduce_sum(rows.stack())

    assert (float(y), float(tape.gradient(y, x))) == (14.0, 17.0)


def test_while_loop(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        _, y = tf.while_loop(
            lambda i, _: i < 3, lambda i, value: (i + 1, value * x), (tf.constant(0), tf.constant(1.0))
        )
    check_close((y, tape.gradient(y, x)), (8.0, 12.0))


def test_map_fn(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = tf.map_fn(lambda value: value * value, x)
    check_close((y, tape.gradient(y, x)), ([1.0, 4.0, 9.0], [2.0, 4.0, 6.0]))


def test_vectorized_map(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = tf.vectorized_map(lambda value: value * value, x)
    check_close((y, tape.gradient(y, x)), ([1.0, 4.0, 9.0], [2.0, 4.0, 6.0]))


def test_scan(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = tf.scan(lambda total, value: total * value, x)
    check_close((y, tape.gradient(y, x)), ([1.0, 2.0, 6.0], [9.0, 4.0, 2.0]))


def test_scan_with_a_start(tf: Any) -> None:
    x, start = tf.constant([1.0, 2.0]), tf.Variable(10.0)
    with tf.GradientTape() as tape:
        y = tf.scan(lambda total, value: total + value, x, initializer=start)
    check_close((y, tape.gradient(y, start)), ([11.0, 13.0], 2.0))


def test_foldl(tf: Any) -> None:
    x = tf.Variable([2.0, 3.0, 4.0])
    with tf.GradientTape() as tape:
        y = tf.foldl(lambda total, value: total * value, x)
    check_close((y, tape.gradient(y, x)), (24.0, [12.0, 8.0, 6.0]))


def test_a_python_function_as_an_op(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.py_function(lambda value: value * value, [x], tf.float32)
    check_close((y, tape.gradient(y, x)), (9.0, 6.0))


def test_an_array_function_as_an_op_cuts(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.numpy_function(lambda value: value * value, [x], tf.float32)
    check_close(y, 9.0)
    assert tape.gradient(y, x) is None
