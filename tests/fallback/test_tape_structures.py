"""Targets and sources in lists, tuples, dicts and other structures; output gradients; unconnected sources."""

from __future__ import annotations

from collections import OrderedDict, namedtuple
from typing import Any

import pytest

from tests.fallback.rows import check_close

Pair = namedtuple("Pair", ["x", "w"])  # noqa: PYI024 - what a user writes


def _product(tf: Any) -> tuple[Any, Any, Any, Any]:
    x, w = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * w
    return tape, y, x, w


def test_a_list(tf: Any) -> None:
    tape, y, x, w = _product(tf)
    check_close(tape.gradient(y, [x, w]), [3.0, 2.0])


def test_a_tuple(tf: Any) -> None:
    tape, y, x, w = _product(tf)
    check_close(tape.gradient(y, (x, w)), (3.0, 2.0))


def test_a_dict(tf: Any) -> None:
    tape, y, x, w = _product(tf)
    check_close(tape.gradient(y, {"x": x, "w": w}), {"x": 3.0, "w": 2.0})


def test_a_dict_of_lists_of_tuples(tf: Any) -> None:
    tape, y, x, w = _product(tf)
    check_close(tape.gradient(y, {"a": [x, (w,)]}), {"a": [3.0, (2.0,)]})


def test_a_named_tuple(tf: Any) -> None:
    tape, y, x, w = _product(tf)
    gradients = tape.gradient(y, Pair(x, w))
    assert isinstance(gradients, Pair)
    check_close((gradients.x, gradients.w), (3.0, 2.0))


def test_an_ordered_dict(tf: Any) -> None:
    tape, y, x, w = _product(tf)
    gradients = tape.gradient(y, OrderedDict([("x", x), ("a", w)]))
    assert isinstance(gradients, OrderedDict)
    check_close(list(gradients.items()), [("x", 3.0), ("a", 2.0)])


def test_none_among_the_gradients_keeps_its_place(tf: Any) -> None:
    tape, y, x, _ = _product(tf)
    check_close(tape.gradient(y, [tf.Variable(1.0), x, tf.constant(1.0)]), [None, 3.0, None])


def test_the_same_source_twice(tf: Any) -> None:
    tape, y, x, w = _product(tf)
    check_close(tape.gradient(y, [x, w, x]), [3.0, 2.0, 3.0])


@pytest.mark.parametrize("empty", [[], (), {}], ids=["list", "tuple", "dict"])
def test_no_sources(tf: Any, empty: Any) -> None:
    tape, y, _, _ = _product(tf)
    assert tape.gradient(y, empty) == empty


def test_targets_in_a_list_are_added(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y, z = x * 3.0, x * x
    check_close(tape.gradient([y, z], x), 7.0)


def test_targets_in_a_dict_are_added(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        targets = {"loss": x * 3.0, "more": [x * x]}
    check_close(tape.gradient(targets, x), 7.0)


def test_the_same_target_twice_counts_twice(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.gradient([y, y], x), 8.0)


def test_a_target_that_another_target_needs(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
        z = y * y
    check_close(tape.gradient([y, z], x), 36.0)


def test_a_target_that_does_not_depend_beside_one_that_does(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.gradient([y, tf.constant(1.0)], x), 4.0)


def test_an_integer_target_beside_a_floating_one(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y, n = x * x, tf.cast(x, tf.int32)
    check_close(tape.gradient([y, n], x), 4.0)


def test_the_target_is_the_source(tf: Any) -> None:
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
    check_close(tape.gradient(x, x), [1.0, 1.0])


def test_the_target_is_a_variable(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
    check_close(tape.gradient(x, [x]), [[1.0, 1.0]])


def test_the_target_is_among_the_sources(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.gradient(y, [x, y]), [4.0, 1.0])


def test_targets_of_different_shapes(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y, z = x * [1.0, 2.0], x * tf.ones([2, 2])
    check_close(tape.gradient([y, z], x), 7.0)


def test_targets_of_different_dtypes(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y, z = x * x, tf.cast(x, tf.float64) * 3.0
    gradient = tape.gradient([y, z], x)
    check_close(gradient, 7.0)
    assert gradient.dtype == tf.float32


def test_output_gradients_weigh_the_target(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.gradient(y, x, output_gradients=tf.constant([3.0, 5.0])), [6.0, 20.0])


def test_output_gradients_for_each_target(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y, z = x * x, x * 3.0
    check_close(tape.gradient([y, z], x, output_gradients=[tf.constant(2.0), tf.constant(10.0)]), 38.0)


def test_output_gradients_that_are_zero(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.gradient(y, x, output_gradients=tf.constant(0.0)), 0.0)


def test_output_gradients_are_differentiable(tf: Any) -> None:
    """The gradient is linear in them: two backward passes give the forward derivative."""
    x, dx = tf.constant(3.0), tf.constant(1.0)
    with tf.GradientTape() as outer:
        outer.watch(dx)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = x**3
        gradient = inner.gradient(y, x, output_gradients=dx)
    check_close(outer.gradient(gradient, dx), 27.0)


@pytest.mark.parametrize("how", ["zero", "ZERO"])
def test_unconnected_sources_may_be_zero(tf: Any, how: str) -> None:
    x, w = tf.Variable(2.0), tf.Variable([[1.0, 2.0]])
    with tf.GradientTape() as tape:
        y = x * x
    zero = tf.UnconnectedGradients.ZERO if how == "ZERO" else how
    gradients = tape.gradient(y, [x, w], unconnected_gradients=zero)
    check_close(gradients, [4.0, [[0.0, 0.0]]])
    assert gradients[1].shape == (1, 2)


def test_unconnected_zero_has_the_dtype_of_the_source(tf: Any) -> None:
    x, w = tf.Variable(2.0), tf.constant([1.0], tf.float64)
    with tf.GradientTape() as tape:
        y = x * x
    gradient = tape.gradient(y, w, unconnected_gradients="zero")
    check_close(gradient, [0.0])
    assert gradient.dtype == tf.float64


def test_connected_sources_are_not_touched_by_unconnected_zero(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = tf.stop_gradient(x) * x
    check_close(tape.gradient(y, x, unconnected_gradients="zero"), 2.0)


def test_the_two_kinds_of_unconnected(tf: Any) -> None:
    assert [(kind.name, kind.value) for kind in tf.UnconnectedGradients] == [("NONE", "none"), ("ZERO", "zero")]
    assert tf.UnconnectedGradients("zero") is tf.UnconnectedGradients.ZERO
