"""What a real tape answers, and where the gradient registry alone would mislead."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest
import tensorflow as tf
from tensorflow.python.framework import ops

from tests.facts.callbacks import seen_ops


def _gradient(function: Callable[[tf.Variable], tf.Tensor], value: object) -> tf.Tensor | None:
    x = tf.Variable(value)
    with tf.GradientTape() as tape:
        y = function(x)
    return tape.gradient(y, x)


def _registered(op_type: str) -> object:
    """The gradient function of the registry; None for an op registered as not differentiable."""
    return ops.gradient_registry.lookup(op_type)


@pytest.mark.parametrize(
    ("op_type", "function"),
    [("ArgMax", tf.argmax), ("Floor", tf.floor), ("Round", tf.round)],
)
def test_an_op_with_a_gradient_function_may_still_give_none(
    op_type: str, function: Callable[[tf.Variable], tf.Tensor]
) -> None:
    assert callable(_registered(op_type))
    assert _gradient(function, [1.2, 3.4]) is None


@pytest.mark.parametrize("op_type", ["StopGradient", "Greater", "OneHot", "Shape"])
def test_some_ops_are_registered_as_not_differentiable(op_type: str) -> None:
    assert _registered(op_type) is None


def test_sign_has_a_gradient_of_zeros() -> None:
    assert _gradient(tf.sign, [1.2, -3.4]).numpy().tolist() == [0.0, 0.0]


def _histogram(x: tf.Variable) -> tf.Tensor:
    return tf.histogram_fixed_width(x, [0.0, 5.0], 4)


def test_an_op_without_an_entry_gives_none_where_its_output_is_integer() -> None:
    """No cotangent arrives at an integer, so the missing entry is never looked for."""
    with pytest.raises(LookupError):
        _registered("HistogramFixedWidth")

    assert _gradient(lambda x: tf.cast(_histogram(x), tf.float32), [1.2, 3.4]) is None


def test_an_integer_target_itself_does_get_a_cotangent() -> None:
    with pytest.raises(LookupError):
        _gradient(_histogram, [1.2, 3.4])


@pytest.mark.parametrize(
    "function",
    [
        pytest.param(lambda x: tf.unique(x)[0], id="Unique"),
        pytest.param(lambda x: tf.image.adjust_contrast(tf.reshape(x, [1, 2, 1]), 2.0), id="AdjustContrastv2"),
    ],
)
def test_an_op_without_an_entry_makes_the_backward_call_raise(function: Callable[[tf.Variable], tf.Tensor]) -> None:
    with pytest.raises(LookupError, match="gradient registry has no entry"):
        _gradient(function, [1.2, 3.4])


def test_one_unregistered_op_raises_for_every_source() -> None:
    near, far = tf.Variable([1.0, 2.0]), tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = far * tf.reduce_sum(tf.unique(near)[0])

    for source in (near, far):
        with pytest.raises(LookupError):
            tape.gradient(y, source)


def test_an_integer_variable_is_watched_and_yet_has_no_gradient() -> None:
    count = tf.Variable(3)
    with tf.GradientTape() as tape:
        y = tf.cast(count, tf.float32) * 2.0

    assert [variable.ref() for variable in tape.watched_variables()] == [count.ref()]
    assert tape.gradient(y, count) is None


def test_none_comes_without_a_word(capfd: pytest.CaptureFixture[str], recwarn: pytest.WarningsRecorder) -> None:
    """The whole reason for tapeviz."""
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.constant(np.mean(x.numpy()))

    assert tape.gradient(y, x) is None
    assert capfd.readouterr() == ("", "")
    assert [str(warning.message) for warning in recwarn] == []


def test_a_custom_gradient_is_one_node_on_the_tape() -> None:
    """`tf.nn.silu` is one: the values inside it have no derivative, although the gradient passes."""
    x = tf.constant(1.0)
    with seen_ops() as seen, tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = tf.nn.silu(x)
    inside = next(op.outputs[0] for op in seen if op.name == "Sigmoid")

    assert tape.gradient(y, x) is not None
    assert tape.gradient(y, inside) is None


def test_watching_after_use_is_too_late() -> None:
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        y = tf.square(x)
        tape.watch(x)

    assert tape.gradient(y, x) is None


def test_the_sum_of_several_targets_is_differentiated() -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y, z = x * 2.0, x * x

    assert tape.gradient([y, z], x).numpy() == 8.0
