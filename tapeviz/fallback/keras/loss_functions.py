"""`keras.losses` as functions: one number per example, in the order of ops in which Keras computes it."""

from __future__ import annotations

import warnings
from typing import Any

from tapeviz.fallback.keras import activation_functions
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.namespaces import put

_RANK = "Arguments `target` and `output` must have the same rank (ndim). Received: "
_SHAPE = "Arguments `target` and `output` must have the same shape. Received: "
_LAST = "Arguments `target` and `output` must have the same shape up until the last dimension: "


def same_rank(one: Any, other: Any) -> tuple[Any, Any]:
    """Drop or add a last axis of size 1 where the ranks differ by one."""
    if len(one.shape) == len(other.shape) + 1:
        return _fitted(one, other)
    if len(other.shape) == len(one.shape) + 1:
        other, one = _fitted(other, one)
    return one, other


def _fitted(longer: Any, shorter: Any) -> tuple[Any, Any]:
    if longer.shape[-1] != 1:
        return longer, shorter
    if len(shorter.shape) == 1:
        return longer, tf.expand_dims(shorter, -1)
    return tf.squeeze(longer, -1), shorter


def _pair(y_true: Any, y_pred: Any) -> tuple[Any, Any]:
    prediction = tensor(y_pred)
    return same_rank(tensor(y_true, prediction.dtype), prediction)


def mean_squared_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of the squared differences over the last axis."""
    y_true, y_pred = _pair(y_true, y_pred)
    return tf.reduce_mean(tf.square(y_true - y_pred), -1)


def mean_absolute_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of the differences' sizes over the last axis."""
    y_true, y_pred = _pair(y_true, y_pred)
    return tf.reduce_mean(tf.abs(y_true - y_pred), -1)


def mean_absolute_percentage_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of the differences in percent of the true values."""
    y_true, y_pred = _pair(y_true, y_pred)
    floor = tensor(Settings.epsilon, y_pred.dtype)
    return 100.0 * tf.reduce_mean(tf.abs((y_true - y_pred) / tf.maximum(tf.abs(y_true), floor)), -1)


def mean_squared_logarithmic_error(y_true: Any, y_pred: Any) -> Any:
    """The mean of the squared differences of log(1 + value)."""
    y_true, y_pred = _pair(y_true, y_pred)
    floor = tensor(Settings.epsilon, y_pred.dtype)
    predicted = tf.math.log(tf.maximum(y_pred, floor) + 1.0)
    true = tf.math.log(tf.maximum(y_true, floor) + 1.0)
    return tf.reduce_mean(tf.square(predicted - true), -1)


def cosine_similarity(y_true: Any, y_pred: Any, axis: int = -1) -> Any:
    """Minus the cosine of the angle between the vectors."""
    y_true, y_pred = _pair(y_true, y_pred)
    y_pred, y_true = _unit(y_pred, axis), _unit(y_true, axis)
    return -tf.reduce_sum(y_true * y_pred, axis)


def _unit(x: Any, axis: int) -> Any:
    """Scale to length 1; a length below 1e-7 counts as 1e-7."""
    return x * tf.minimum(tf.math.rsqrt(tf.reduce_sum(tf.square(x), axis, keepdims=True)), 1.0 / Settings.epsilon)


def huber(y_true: Any, y_pred: Any, delta: float = 1.0) -> Any:
    """Half the squared difference up to `delta`, a straight line beyond."""
    y_true, y_pred = _pair(y_true, y_pred)
    limit, half = tensor(delta, y_pred.dtype), tensor(0.5, y_pred.dtype)
    error = y_pred - y_true
    size = tf.abs(error)
    return tf.reduce_mean(tf.where(size <= limit, half * tf.square(error), limit * size - half * tf.square(limit)), -1)


def log_cosh(y_true: Any, y_pred: Any) -> Any:
    """The logarithm of the difference's hyperbolic cosine."""
    y_true, y_pred = _pair(y_true, y_pred)
    log2 = tf.math.log(tensor(2.0, y_pred.dtype))
    error = y_pred - y_true
    return tf.reduce_mean(error + tf.math.softplus(error * -2.0) - log2, -1)


def kl_divergence(y_true: Any, y_pred: Any) -> Any:
    """y_true * log(y_true / y_pred), both at least 1e-7."""
    prediction = tensor(y_pred)
    true = tf.clip_by_value(tensor(y_true, prediction.dtype), Settings.epsilon, 1.0)
    prediction = tf.clip_by_value(prediction, Settings.epsilon, 1.0)
    return tf.reduce_sum(true * tf.math.log(true / prediction), -1)


def poisson(y_true: Any, y_pred: Any) -> Any:
    """y_pred - y_true * log(y_pred)."""
    prediction = tensor(y_pred)
    floor = tensor(Settings.epsilon, prediction.dtype)
    return tf.reduce_mean(prediction - tensor(y_true, prediction.dtype) * tf.math.log(prediction + floor), -1)


def _signed(y_true: Any) -> Any:
    """Give labels of 0 and 1 as -1 and 1, others as they are."""
    binary = tf.reduce_all(tf.logical_or(tf.equal(y_true, 0.0), tf.equal(y_true, 1.0)))
    return 2.0 * y_true - 1.0 if binary else y_true


def hinge(y_true: Any, y_pred: Any) -> Any:
    """max(1 - y_true * y_pred, 0) for labels of -1 and 1 (or 0 and 1)."""
    prediction = tensor(y_pred)
    true = _signed(tensor(y_true, prediction.dtype))
    return tf.reduce_mean(tf.maximum(1.0 - true * prediction, 0.0), -1)


def squared_hinge(y_true: Any, y_pred: Any) -> Any:
    """The square of `hinge`'s terms."""
    prediction = tensor(y_pred)
    true = _signed(tensor(y_true, prediction.dtype))
    return tf.reduce_mean(tf.square(tf.maximum(1.0 - true * prediction, 0.0)), -1)


def categorical_hinge(y_true: Any, y_pred: Any) -> Any:
    """How far the best wrong class comes near the true one."""
    prediction = tensor(y_pred)
    true = tensor(y_true, prediction.dtype)
    right = tf.reduce_sum(true * prediction, -1)
    wrong = tf.reduce_max((1.0 - true) * prediction, -1)
    return tf.maximum(wrong - right + 1.0, tensor(0.0, prediction.dtype))


def binary_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """Minus the logarithm of a label's probability, for labels of 0 and 1. Raises ValueError for other shapes."""
    prediction = tensor(y_pred)
    true = tensor(y_true, prediction.dtype)
    if label_smoothing:
        true = true * (1.0 - label_smoothing) + 0.5 * label_smoothing
    _check_shapes(true, prediction)
    prediction, from_logits = _logits(prediction, from_logits, "Sigmoid", "binary_crossentropy")
    if from_logits:
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(true, prediction), axis)
    prediction = tf.clip_by_value(prediction, Settings.epsilon, 1.0 - Settings.epsilon)
    terms = true * tf.math.log(prediction)
    terms = terms + (1 - true) * tf.math.log(1 - prediction)
    return tf.reduce_mean(-terms, axis)


def categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, label_smoothing: float = 0.0, axis: int = -1
) -> Any:
    """Minus the logarithm of the true class's probability; labels are vectors. Raises ValueError for other shapes."""
    prediction = tensor(y_pred)
    true = tensor(y_true, prediction.dtype)
    if prediction.shape[-1] == 1:
        warnings.warn(
            "In loss categorical_crossentropy, expected y_pred.shape to be (batch_size, num_classes) with num_classes "
            f"> 1. Received: y_pred.shape={prediction.shape}. Consider using 'binary_crossentropy' if you only have 2 "
            "classes.",
            SyntaxWarning,
            stacklevel=2,
        )
    if label_smoothing:
        classes = tensor(float(true.shape[-1]), prediction.dtype)
        true = true * (1.0 - label_smoothing) + label_smoothing / classes
    _check_shapes(true, prediction)
    prediction, from_logits = _logits(prediction, from_logits, "Softmax", "categorical_crossentropy")
    if from_logits:
        return tf.nn.softmax_cross_entropy_with_logits(true, prediction, axis)
    prediction = prediction / tf.reduce_sum(prediction, axis, keepdims=True)
    prediction = tf.clip_by_value(prediction, Settings.epsilon, 1.0 - Settings.epsilon)
    return -tf.reduce_sum(true * tf.math.log(prediction), axis)


def sparse_categorical_crossentropy(
    y_true: Any, y_pred: Any, from_logits: bool = False, ignore_class: int | None = None, axis: int = -1
) -> Any:
    """Minus the logarithm of the true class's probability; labels are numbers. Raises ValueError for other shapes."""
    prediction = tensor(y_pred)
    true = tensor(y_true)
    if len(true.shape) == len(prediction.shape) and true.shape[axis] == 1:
        true = tf.squeeze(true, axis)
    valid = None
    if ignore_class is not None:
        valid = tf.not_equal(true, tf.cast(ignore_class, true.dtype))
        true = tf.where(valid, true, tf.zeros_like(true))
        prediction = tf.where(tf.expand_dims(valid, axis), prediction, tf.zeros_like(prediction))
    losses = _sparse(true, prediction, from_logits)
    return losses if valid is None else tf.where(valid, losses, tf.zeros_like(losses))


def _sparse(true: Any, prediction: Any, from_logits: bool) -> Any:
    prediction, from_logits = _logits(prediction, from_logits, "Softmax", "sparse_categorical_crossentropy")
    true = tf.cast(true, "int64")
    received = f"target.shape={true.shape}, output.shape={prediction.shape}"
    if len(prediction.shape) < 1:
        raise ValueError(f"Argument `output` must be at least rank 1. Received: output.shape={prediction.shape}")
    if len(true.shape) != len(prediction.shape) - 1:
        raise ValueError(f"Argument `output` must have rank (ndim) `target.ndim - 1`. Received: {received}")
    if tuple(true.shape) != tuple(prediction.shape)[:-1]:
        raise ValueError(f"{_LAST}{received}")
    if not from_logits:
        prediction = tf.math.log(tf.clip_by_value(prediction, Settings.epsilon, 1 - Settings.epsilon))
    return tf.nn.sparse_softmax_cross_entropy_with_logits(true, prediction)


def _logits(output: Any, from_logits: bool, activation: str, function: str) -> tuple[Any, bool]:
    """Go back to what softmax or sigmoid was given, where they made the output."""
    logits = activation_functions.logits_of(output)
    if logits is None:
        return output, from_logits
    if from_logits:
        warnings.warn(
            f'"`{function}` received `from_logits=True`, but the `output` argument was produced by a {activation} '
            "activation and thus does not represent logits. Was this intended?",
            stacklevel=4,
        )
    return logits, True


def _check_shapes(target: Any, output: Any) -> None:
    received = f"target.shape={target.shape}, output.shape={output.shape}"
    if len(target.shape) != len(output.shape):
        raise ValueError(f"{_RANK}{received}")
    if target.shape != output.shape:
        raise ValueError(f"{_SHAPE}{received}")


BY_NAME = {
    "mean_squared_error": (mean_squared_error, "mse MSE"),
    "mean_absolute_error": (mean_absolute_error, "mae MAE"),
    "mean_absolute_percentage_error": (mean_absolute_percentage_error, "mape MAPE"),
    "mean_squared_logarithmic_error": (mean_squared_logarithmic_error, "msle MSLE"),
    "cosine_similarity": (cosine_similarity, ""),
    "huber": (huber, ""),
    "log_cosh": (log_cosh, "logcosh"),
    "kl_divergence": (kl_divergence, "kld KLD kullback_leibler_divergence"),
    "poisson": (poisson, ""),
    "hinge": (hinge, ""),
    "squared_hinge": (squared_hinge, ""),
    "categorical_hinge": (categorical_hinge, ""),
    "binary_crossentropy": (binary_crossentropy, ""),
    "categorical_crossentropy": (categorical_crossentropy, ""),
    "sparse_categorical_crossentropy": (sparse_categorical_crossentropy, ""),
}
for _name, (_function, _aliases) in BY_NAME.items():
    for _each in (_name, *_aliases.split()):
        put(f"keras.losses.{_each}", _function)
        put(f"keras.metrics.{_each}", _function)
