"""`keras.activations`: functions of one tensor, found by name."""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Any, Final

from tapeviz.fallback.keras.engine import tensor, tf
from tapeviz.fallback.namespaces import export, put
from tapeviz.fallback.tensor import Tensor

# What softmax and sigmoid were given, by the id of what they gave: losses go on from there, for their logarithm of a
# probability is exact where that of a rounded one is not.
_logits: Final[dict[int, Any]] = {}


def logits_of(output: Any) -> Any:
    """Give the tensor of which Keras' softmax or sigmoid made this one, or None."""
    return _logits.get(output._id) if isinstance(output, Tensor) else None


def _remembered(output: Tensor, logits: Any) -> Any:
    _logits[output._id] = logits
    weakref.finalize(output, _logits.pop, output._id, None).atexit = False
    return output


def linear(x: Any) -> Any:
    """The input itself."""
    return x


def relu(x: Any, negative_slope: float = 0.0, max_value: Any = None, threshold: float = 0.0) -> Any:
    """The positive part; with a slope below `threshold` and a largest value if they are given."""
    x = tensor(x)
    if negative_slope == 0.0 and threshold == 0.0:
        if max_value is None:
            return tf.nn.relu(x)
        return tf.nn.relu6(x) if max_value == 6 else tf.clip_by_value(x, 0.0, float(max_value))
    if threshold == 0.0 and max_value is None:
        return tf.nn.leaky_relu(x, negative_slope)
    above = x * tf.cast(x > threshold, x.dtype)
    kept = above if max_value is None else tf.minimum(above, float(max_value))
    below = tf.nn.relu(threshold - x)
    return kept - negative_slope * below


def leaky_relu(x: Any, negative_slope: float = 0.2) -> Any:
    """The input, times a slope where it is negative."""
    return tf.nn.leaky_relu(tensor(x), negative_slope)


def relu6(x: Any) -> Any:
    """The positive part, at most 6."""
    return tf.nn.relu6(tensor(x))


def softmax(x: Any, axis: int = -1) -> Any:
    """Positive numbers that add up to 1 along the axis."""
    x = tensor(x)
    return _remembered(tf.nn.softmax(x, axis), x)


def sigmoid(x: Any) -> Any:
    """1 / (1 + exp(-x))."""
    x = tensor(x)
    return _remembered(tf.nn.sigmoid(x), x)


def elu(x: Any, alpha: float = 1.0) -> Any:
    """The input, alpha * (exp(x) - 1) where it is negative."""
    x = tensor(x)
    made = tf.nn.elu(x)
    return made if alpha == 1 else tf.where(x > 0, made, alpha * made)


def selu(x: Any) -> Any:
    """The scaled exponential linear unit."""
    return tf.nn.selu(tensor(x))


def softplus(x: Any) -> Any:
    """log(exp(x) + 1)."""
    return tf.math.softplus(tensor(x))


def softsign(x: Any) -> Any:
    """The input over its size plus 1."""
    return tf.nn.softsign(tensor(x))


def silu(x: Any) -> Any:
    """The input times its sigmoid."""
    return tf.nn.silu(tensor(x))


def gelu(x: Any, approximate: bool = False) -> Any:
    """X times the probability that a normal number is below x."""
    return tf.nn.gelu(tensor(x), approximate)


def tanh(x: Any) -> Any:
    """The hyperbolic tangent."""
    return tf.nn.tanh(tensor(x))


def exponential(x: Any) -> Any:
    """The exponential."""
    return tf.exp(tensor(x))


def hard_sigmoid(x: Any) -> Any:
    """(x + 3) / 6, between 0 and 1."""
    x = tensor(x)
    return tf.nn.relu6(x + tensor(3.0, x.dtype)) / tensor(6.0, x.dtype)


def hard_silu(x: Any) -> Any:
    """The input times its hard sigmoid."""
    x = tensor(x)
    return x * hard_sigmoid(x)


def mish(x: Any) -> Any:
    """The input times tanh(softplus(x))."""
    x = tensor(x)
    return x * tf.nn.tanh(tf.math.softplus(x))


def log_softmax(x: Any, axis: int = -1) -> Any:
    """The logarithm of softmax."""
    return tf.nn.log_softmax(tensor(x), axis)


_ALL: Final[dict[str, Callable[..., Any]]] = {
    function.__name__: function
    for function in (
        *(linear, relu, leaky_relu, relu6, softmax, sigmoid, elu, selu, softplus, softsign, silu, gelu, tanh),
        *(exponential, hard_sigmoid, hard_silu, mish, log_softmax),
    )
} | {"swish": silu, "hard_swish": hard_silu}
for _name, _function in _ALL.items():
    put(f"keras.activations.{_name}", _function)


@export("keras.activations.get")
def get(identifier: Any) -> Any:
    """Give an activation by its name, or what is a function already. Raises ValueError for what names none."""
    if identifier is None:
        return linear
    found = _ALL.get(identifier) if isinstance(identifier, str) else identifier
    if not callable(found):
        raise ValueError(f"Could not interpret activation function identifier: {identifier}")  # noqa: TRY004 - Keras' kind
    return found


@export("keras.activations.serialize")
def serialize(activation: Any) -> str:
    """Give the name of an activation."""
    return str(getattr(activation, "__name__", activation))
