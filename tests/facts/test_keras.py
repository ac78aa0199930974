"""What Keras 3 does to a tape, where it differs from plain TensorFlow."""

from __future__ import annotations

import keras
import numpy as np
import pytest
import tensorflow as tf


@pytest.fixture
def dense() -> keras.layers.Dense:
    layer = keras.layers.Dense(1, use_bias=False)
    layer.build((None, 2))
    return layer


def test_a_keras_variable_wraps_a_tensorflow_variable(dense: keras.layers.Dense) -> None:
    assert not isinstance(dense.kernel, tf.Variable)
    assert isinstance(dense.kernel.value, tf.Variable)


def test_a_tape_refuses_to_watch_a_keras_variable(dense: keras.layers.Dense) -> None:
    with tf.GradientTape() as tape, pytest.raises((ValueError, AttributeError, TypeError)):
        tape.watch(dense.kernel)


def test_a_keras_variable_as_source_gets_its_gradient(dense: keras.layers.Dense) -> None:
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(dense(tf.ones([3, 2])))

    assert tape.gradient(y, dense.kernel).numpy().tolist() == [[3.0], [3.0]]


def test_unconnected_as_zero_fails_for_a_keras_variable(dense: keras.layers.Dense) -> None:
    with tf.GradientTape(persistent=True) as tape:
        y = tf.Variable(2.0) * 3.0

    with pytest.raises(AttributeError):
        tape.gradient(y, dense.kernel, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    zeros = tape.gradient(y, dense.kernel.value, unconnected_gradients=tf.UnconnectedGradients.ZERO)
    assert zeros.numpy().tolist() == [[0.0], [0.0]]


def test_a_symbolic_input_is_nothing_a_tape_knows() -> None:
    symbolic = keras.Input((2,))
    with tf.GradientTape() as tape:
        y = tf.Variable(2.0) * 3.0

    with pytest.raises(AttributeError):
        tape.gradient(y, symbolic)


def test_predict_returns_numpy(dense: keras.layers.Dense) -> None:
    model = keras.Sequential([keras.Input((2,)), dense])

    assert isinstance(model.predict(np.ones([1, 2]), verbose=0), np.ndarray)


def test_freezing_a_built_layer_does_not_stop_the_tape(dense: keras.layers.Dense) -> None:
    dense.trainable = False
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(dense(tf.ones([3, 2])))

    assert dense.trainable_variables == []
    assert tape.gradient(y, dense.kernel) is not None
