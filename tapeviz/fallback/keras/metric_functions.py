"""`keras.metrics` as functions: how right each prediction is."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.loss_functions import same_rank
from tapeviz.fallback.namespaces import export


def accuracy(y_true: Any, y_pred: Any) -> Any:
    """1 where a prediction equals the label."""
    prediction = tensor(y_pred)
    true, prediction = same_rank(tensor(y_true, prediction.dtype), prediction)
    return tf.cast(tf.equal(true, prediction), Settings.floatx)


@export("keras.metrics.binary_accuracy")
def binary_accuracy(y_true: Any, y_pred: Any, threshold: float = 0.5) -> Any:
    """1 where a probability is on its label's side of the threshold."""
    prediction, true = tensor(y_pred), tensor(y_true)
    true, prediction = same_rank(true, prediction)
    chosen = tf.cast(prediction > tensor(threshold, prediction.dtype), true.dtype)
    return tf.cast(tf.equal(true, chosen), Settings.floatx)


@export("keras.metrics.categorical_accuracy")
def categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    """1 where the most probable class is the label's, for labels as vectors."""
    return tf.cast(tf.equal(tf.argmax(tensor(y_true), -1), tf.argmax(tensor(y_pred), -1)), Settings.floatx)


@export("keras.metrics.sparse_categorical_accuracy")
def sparse_categorical_accuracy(y_true: Any, y_pred: Any) -> Any:
    """1 where the most probable class is the label, for labels as numbers."""
    prediction = tensor(y_pred)
    true = _classes(tensor(y_true, prediction.dtype), prediction)
    return tf.cast(tf.equal(true, tf.cast(tf.argmax(prediction, -1), true.dtype)), Settings.floatx)


@export("keras.metrics.top_k_categorical_accuracy")
def top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Any:
    """1 where the label's class is among the k most probable ones, for labels as vectors."""
    return sparse_top_k_categorical_accuracy(tf.argmax(tensor(y_true), -1), y_pred, k)


@export("keras.metrics.sparse_top_k_categorical_accuracy")
def sparse_top_k_categorical_accuracy(y_true: Any, y_pred: Any, k: int = 5) -> Any:
    """1 where the label is among the k most probable classes, for labels as numbers."""
    prediction = tensor(y_pred)
    true = tf.cast(_classes(tensor(y_true), prediction), "int32")
    flat = tf.reshape(prediction, [-1, int(prediction.shape[-1])])
    matches = tf.nn.in_top_k(tf.reshape(true, [-1]), flat, k)
    return tf.reshape(tf.cast(matches, Settings.floatx), true.shape)


def _classes(true: Any, prediction: Any) -> Any:
    if len(true.shape) == len(prediction.shape) and true.shape[-1] == 1:
        return tf.squeeze(true, -1)
    return true
