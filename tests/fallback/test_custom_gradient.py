"""`tf.custom_gradient`, `tf.recompute_grad`, `tf.grad_pass_through` and `tf.stop_gradient` on a tape."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close, check_raises, params


def test_a_gradient_of_ones_own(tf: Any) -> None:
    @tf.custom_gradient
    def square(x: Any) -> Any:
        return x * x, lambda dy: dy * 100.0

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = square(x)
    check_close((y, tape.gradient(y, x)), (9.0, 100.0))


def test_it_is_called_with_the_incoming_gradient(tf: Any) -> None:
    seen = []

    @tf.custom_gradient
    def passed(x: Any) -> Any:
        def grad(dy: Any) -> Any:
            seen.append(float(dy))
            return dy

        return tf.identity(x), grad

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = passed(x) * 5.0
    check_close(tape.gradient(y, x), 5.0)
    assert seen == [5.0]


def test_it_is_not_called_without_need(tf: Any) -> None:
    @tf.custom_gradient
    def never(x: Any) -> Any:
        return tf.identity(x), pytest.fail

    assert float(never(tf.constant(2.0))) == 2.0
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        never(tf.constant(1.0))
        y = x * x
    check_close(tape.gradient(y, x), 6.0)


def test_a_stable_function(tf: Any) -> None:
    @tf.custom_gradient
    def log1pexp(x: Any) -> Any:
        e = tf.exp(x)
        return tf.math.log(1 + e), lambda upstream: upstream * (1 - 1 / (1 + e))

    x = tf.constant(100.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = log1pexp(x)
    check_close(tape.gradient(y, x), 1.0)


def test_several_arguments(tf: Any) -> None:
    @tf.custom_gradient
    def scaled(x: Any, w: Any) -> Any:
        return x * w, lambda dy: (dy * 10.0, dy * 20.0)

    x, w = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = scaled(x, w)
    check_close(tape.gradient(y, [x, w]), [10.0, 20.0])


def test_several_results(tf: Any) -> None:
    @tf.custom_gradient
    def both(x: Any) -> Any:
        return (x * 2.0, x * 3.0), lambda da, db: da * 10.0 + db * 100.0

    x = tf.Variable(1.0)
    with tf.GradientTape(persistent=True) as tape:
        a, b = both(x)
        y = a + 2.0 * b
    check_close((tape.gradient(y, x), tape.gradient(a, x), tape.gradient(b, x)), (210.0, 10.0, 100.0))


def test_none_as_a_gradient(tf: Any) -> None:
    @tf.custom_gradient
    def first_only(x: Any, w: Any) -> Any:
        return x * w, lambda dy: (dy, None)

    x, w = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = first_only(x, w)
    check_close(tape.gradient(y, [x, w]), [1.0, None])


@pytest.mark.parametrize(
    ("gradients", "count"), [((), 0), ((1.0, 2.0), 2), ((1.0, 2.0, 3.0), 3)], ids=["none", "two", "three"]
)
def test_a_wrong_number_of_gradients(tf: Any, gradients: tuple[float, ...], count: int) -> None:
    @tf.custom_gradient
    def wrong(x: Any) -> Any:
        return x * x, lambda dy: [dy * g for g in gradients]

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = wrong(x)
    message = f"custom_gradient function expected to return 1 gradients, but returned {count} instead."
    with pytest.raises(ValueError, match=message):
        tape.gradient(y, x)


def test_inner_ops_are_hidden_from_the_outer_tape(tf: Any) -> None:
    @tf.custom_gradient
    def rounded(x: Any) -> Any:
        return tf.round(x), lambda dy: dy

    x = tf.Variable(2.6)
    with tf.GradientTape() as tape:
        y = rounded(x) ** 2
    check_close((y, tape.gradient(y, x)), (9.0, 6.0))


def test_a_numpy_function_inside(tf: Any) -> None:
    @tf.custom_gradient
    def outside(x: Any) -> Any:
        return tf.constant(np.float32(x.numpy() ** 3)), lambda dy: dy * 3.0 * x**2

    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = outside(x)
    check_close((y, tape.gradient(y, x)), (8.0, 12.0))


def test_a_variable_inside(tf: Any) -> None:
    w = tf.Variable(3.0)

    @tf.custom_gradient
    def scaled(x: Any) -> Any:
        def grad(dy: Any, variables: Any = None) -> Any:
            assert len(variables) == 1
            return dy * w, [dy * x * 10.0]

        return x * w, grad

    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = scaled(x)
    check_close(tape.gradient(y, [x, w]), [3.0, 20.0])


def test_a_variable_inside_without_a_place_for_it(tf: Any) -> None:
    w = tf.Variable(3.0)

    @tf.custom_gradient
    def scaled(x: Any) -> Any:
        return x * w, lambda dy: dy * w

    x = tf.Variable(2.0)
    with pytest.raises(TypeError, match="must accept keyword argument 'variables'"), tf.GradientTape():
        scaled(x)


def test_a_variable_as_the_argument(tf: Any) -> None:
    @tf.custom_gradient
    def clipped(x: Any) -> Any:
        return tf.identity(x), lambda dy: tf.clip_by_norm(dy, 0.5)

    v = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = clipped(v * v)
    check_close(tape.gradient(y, v), 2.0)


def test_an_argument_that_is_no_tensor(tf: Any) -> None:
    @tf.custom_gradient
    def square(x: Any) -> Any:
        return x * x, lambda dy: dy * 2.0 * x

    check_close(square(3.0), 9.0)


def test_keyword_arguments_have_no_gradient(tf: Any) -> None:
    @tf.custom_gradient
    def scaled(x: Any, factor: float = 1.0) -> Any:
        return x * factor, lambda dy: dy * factor

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = scaled(x, factor=4.0)
    check_close(tape.gradient(y, x), 4.0)


def test_the_second_order_differentiates_the_gradient_function(tf: Any) -> None:
    @tf.custom_gradient
    def cube(x: Any) -> Any:
        return x**3, lambda dy: dy * 3.0 * x**2

    x = tf.Variable(2.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = cube(x)
        first = inner.gradient(y, x)
    check_close((first, outer.gradient(first, x)), (12.0, 12.0))


def test_one_inside_another(tf: Any) -> None:
    @tf.custom_gradient
    def inner(x: Any) -> Any:
        return x * 2.0, lambda dy: dy * 1000.0

    @tf.custom_gradient
    def outer(x: Any) -> Any:
        return inner(x), lambda dy: dy * 7.0

    x = tf.Variable(1.0)
    with tf.GradientTape() as tape:
        y = outer(x)
    check_close((y, tape.gradient(y, x)), (2.0, 7.0))


def test_a_custom_gradient_whose_gradient_has_a_custom_gradient(tf: Any) -> None:
    @tf.custom_gradient
    def fun(x: Any) -> Any:
        @tf.custom_gradient
        def first(dy: Any, point: Any) -> Any:
            return dy * 2.0 * point, lambda ddy: (ddy * 2.0 * point, ddy * dy * 50.0)

        return x * x, lambda dy: first(dy, x)

    x = tf.Variable(3.0)
    with tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = fun(x)
        slope = inner.gradient(y, x)
    check_close((slope, outer.gradient(slope, x)), (6.0, 50.0))


def test_a_gradient_reversal_layer(tf: Any) -> None:
    @tf.custom_gradient
    def reverse(x: Any) -> Any:
        return tf.identity(x), lambda dy: -dy

    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(reverse(x) ** 2)
    check_close(tape.gradient(y, x), [-2.0, -4.0])


def test_a_gradient_that_fails(tf: Any) -> None:
    @tf.custom_gradient
    def broken(x: Any) -> Any:
        return x * x, lambda dy: dy / (1 // 0)

    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = broken(x)
    with pytest.raises(ZeroDivisionError):
        tape.gradient(y, x)


FORGOTTEN = [
    # what is decorated, message
    ("lambda x: x * x", "Cannot iterate over a scalar tensor."),
    ("lambda x: None", "cannot unpack non-iterable NoneType object"),
]


@pytest.mark.parametrize(("function", "message"), params(FORGOTTEN))
def test_a_function_that_does_not_return_two_things(tf: Any, function: str, message: str) -> None:
    check_raises(tf, f"tf.custom_gradient({function})(c(3.))", "TypeError", message)


def test_recompute_grad(tf: Any) -> None:
    runs = []
    w = tf.Variable(3.0)

    @tf.recompute_grad
    def fun(x: Any) -> Any:
        runs.append(1)
        return x * x * w

    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = fun(x)
    forward = len(runs)
    check_close((y, tape.gradient(y, [x, w])), (12.0, [12.0, 4.0]))
    assert len(runs) > forward


def test_grad_pass_through(tf: Any) -> None:
    x = tf.Variable(2.6)
    with tf.GradientTape() as tape:
        y = tf.grad_pass_through(tf.round)(x) * 2.0
    check_close((y, tape.gradient(y, x)), (6.0, 2.0))


def test_stop_gradient(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * tf.stop_gradient(x)
    check_close(tape.gradient(y, x), 3.0)


def test_stop_gradient_of_everything(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.stop_gradient(x * x)
    assert tape.gradient(y, x) is None


def test_a_straight_through_estimator(tf: Any) -> None:
    x = tf.Variable([0.2, 0.8])
    with tf.GradientTape() as tape:
        y = x + tf.stop_gradient(tf.round(x) - x)
    check_close((y, tape.gradient(y, x)), ([0.0, 1.0], [1.0, 1.0]))


def test_prevent_gradient_is_told_apart_from_stop_gradient(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.stop_gradient(x) * 2.0 + x
    check_close(tape.gradient(y, x), 1.0)
