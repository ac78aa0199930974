"""Functions decorated with `tf.function` under and around a tape."""

from __future__ import annotations

from typing import Any

from tests.fallback.rows import check_close


def test_a_function(tf: Any) -> None:
    @tf.function
    def square(x: Any) -> Any:
        return x * x

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = square(x)
    check_close((y, tape.gradient(y, x)), (9.0, 6.0))


def test_a_function_with_options(tf: Any) -> None:
    @tf.function(reduce_retracing=True)
    def square(x: Any) -> Any:
        """Says what it does."""
        return x * x

    assert square.__name__ == "square"
    assert square.__doc__ == "Says what it does."
    check_close(square(tf.constant(3.0)), 9.0)


def test_a_function_with_a_signature(tf: Any) -> None:
    @tf.function(input_signature=[tf.TensorSpec([None], tf.float32)])
    def total(x: Any) -> Any:
        return tf.reduce_sum(x)

    check_close(total(tf.constant([1.0, 2.0])), 3.0)


def test_a_tape_inside_a_function(tf: Any) -> None:
    x = tf.Variable(3.0)

    @tf.function
    def step() -> Any:
        with tf.GradientTape() as tape:
            y = x * x
        gradient = tape.gradient(y, x)
        x.assign_sub(0.1 * gradient)
        return y

    losses = [float(step()) for _ in range(3)]
    check_close(losses, [9.0, 5.76, 3.6864])


def test_the_second_order_through_a_function(tf: Any) -> None:
    @tf.function
    def cube(x: Any) -> Any:
        return x**3

    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = cube(x)
        first = inner.gradient(y, x)
    check_close((first, outer.gradient(first, x)), (12.0, 12.0))


def test_a_method_as_a_function(tf: Any) -> None:
    class Model:
        def __init__(self) -> None:
            self.w = tf.Variable(2.0)

        @tf.function
        def __call__(self, x: Any) -> Any:
            return self.w * x

    model = Model()
    with tf.GradientTape() as tape:
        y = model(tf.constant(3.0))
    check_close(tape.gradient(y, model.w), 3.0)


def test_a_function_with_control_flow(tf: Any) -> None:
    @tf.function
    def fun(x: Any) -> Any:
        if x > 0.0:  # noqa: SIM108 - what is rewritten by autograph
            y = x * x
        else:
            y = x * 3.0
        for _ in tf.range(2):
            y = y * 2.0
        return y

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = fun(x)
    check_close((y, tape.gradient(y, x)), (36.0, 24.0))


def test_functions_run_eagerly(tf: Any) -> None:
    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        seen = []
        tf.function(lambda x: seen.append(x.numpy()))(tf.constant(2.0))
        assert seen == [2.0]
    finally:
        tf.config.run_functions_eagerly(before)
