"""`keras.backend`, `keras.utils` and the names of `keras.losses` that are neither losses nor functions."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback.keras import activation_functions, loss_functions, seeding
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import forget_names
from tapeviz.fallback.keras.symbols import Symbol
from tapeviz.fallback.keras.variables import Variable
from tapeviz.fallback.namespaces import export, put
from tapeviz.fallback.tensor import Tensor


@export("keras.losses.Reduction")
class Reduction:
    """The names of the reductions."""

    AUTO = "auto"
    NONE = "none"
    SUM = "sum"
    SUM_OVER_BATCH_SIZE = "sum_over_batch_size"


@export("keras.backend.clear_session", "keras.utils.clear_session")
def clear_session(free_memory: bool = True) -> None:
    """Number the names of layers from the beginning again."""
    forget_names()


@export("keras.backend.floatx", "keras.config.floatx")
def floatx() -> str:
    """The dtype of the variables of layers."""
    return Settings.floatx


@export("keras.backend.set_floatx", "keras.config.set_floatx")
def set_floatx(value: str) -> None:
    """Set the dtype of the variables of layers. Raises ValueError for what is no floating dtype."""
    allowed = ("bfloat16", "float16", "float32", "float64")
    if value not in allowed:
        raise ValueError(f"Unknown `floatx` value: {value}. Expected one of {set(allowed)}")
    Settings.floatx = str(value)


@export("keras.backend.epsilon", "keras.config.epsilon")
def epsilon() -> float:
    """The small number that keeps logarithms and quotients finite."""
    return Settings.epsilon


@export("keras.backend.set_epsilon", "keras.config.set_epsilon")
def set_epsilon(value: float) -> None:
    """Set the small number."""
    Settings.epsilon = float(value)


@export("keras.backend.image_data_format", "keras.config.image_data_format")
def image_data_format() -> str:
    """Where the channels are: always last."""
    return "channels_last"


@export("keras.backend.backend", "keras.config.backend")
def backend() -> str:
    """What Keras computes with: the engine has the API of TensorFlow."""
    return "tensorflow"


@export("keras.backend.int_shape")
def int_shape(x: Any) -> tuple[Any, ...]:
    """The shape as a tuple."""
    return tuple(x.shape)


@export("keras.backend.is_keras_tensor", "keras.utils.is_keras_tensor")
def is_keras_tensor(x: Any) -> bool:
    """Whether this is a symbol of a model that is a graph."""
    return isinstance(x, Symbol)


@export("keras.backend.get_value")
def get_value(x: Any) -> Any:
    """The value as an array."""
    return x.numpy() if isinstance(x, (Tensor, Variable)) or hasattr(x, "numpy") else x


@export("keras.backend.set_value")
def set_value(x: Any, value: Any) -> None:
    """Set a variable."""
    x.assign(value)


@export("keras.backend.cast_to_floatx")
def cast_to_floatx(x: Any) -> Any:
    """The value in the dtype of layers' variables."""
    return tf.cast(x, Settings.floatx) if isinstance(x, Tensor) else np.asarray(x, Settings.floatx)


@export("keras.backend.variable")
def variable(value: Any, dtype: Any = None, name: str | None = None, constraint: Any = None) -> Variable:
    """A variable with this value."""
    return Variable(tensor(value, dtype or Settings.floatx), name=name)


@export("keras.backend.binary_crossentropy")
def binary_crossentropy(target: Any, output: Any, from_logits: bool = False) -> Any:
    """The cross entropy of each element."""
    pair = tf.expand_dims(tensor(target), -1), tf.expand_dims(tensor(output), -1)
    return loss_functions.binary_crossentropy(*pair, from_logits)


@export("keras.backend.categorical_crossentropy")
def categorical_crossentropy(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> Any:
    """The cross entropy of each example, for labels as vectors."""
    return loss_functions.categorical_crossentropy(target, output, from_logits, axis=axis)


@export("keras.backend.sparse_categorical_crossentropy")
def sparse_categorical_crossentropy(target: Any, output: Any, from_logits: bool = False, axis: int = -1) -> Any:
    """The cross entropy of each example, for labels as numbers."""
    return loss_functions.sparse_categorical_crossentropy(target, output, from_logits, axis=axis)


@export("keras.backend.random_uniform")
def random_uniform(shape: Any, minval: float = 0.0, maxval: float = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Draw numbers of [minval, maxval)."""
    return seeding.uniform(shape, minval, maxval, dtype, seed)


# What `keras.backend` calls as `tf` does, and what it has another name for.
_SAME = "abs cast exp eye expand_dims gather maximum minimum ones ones_like pow reshape round shape sign sin cos"
_RENAMED = {
    "sum": "reduce_sum",
    "mean": "reduce_mean",
    "max": "reduce_max",
    "min": "reduce_min",
    "prod": "reduce_prod",
    "any": "reduce_any",
    "all": "reduce_all",
    "var": "math.reduce_variance",
    "std": "math.reduce_std",
    "log": "math.log",
    "clip": "clip_by_value",
    "concatenate": "concat",
    "dot": "matmul",
    "l2_normalize": "math.l2_normalize",
} | {
    name: name
    for name in (*_SAME.split(), "sqrt", "square", "squeeze", "stack", "tile", "transpose", "zeros", "zeros_like")
}


def _found(path: str) -> Any:
    value = tf
    for part in path.split("."):
        value = getattr(value, part)
    return value


for _name, _path in _RENAMED.items():
    put(f"keras.backend.{_name}", _found(_path))
for _name in ("relu", "softmax", "sigmoid", "tanh", "elu", "softplus", "softsign", "hard_sigmoid"):
    put(f"keras.backend.{_name}", getattr(activation_functions, _name))


@export("keras.utils.to_categorical")
def to_categorical(x: Any, num_classes: int | None = None) -> Any:
    """Turn class numbers into vectors with a 1 in their place: an array of float64, a tensor for a tensor."""
    if isinstance(x, Tensor):
        column = len(x.shape) > 1 and x.shape[-1] == 1
        return tf.one_hot(tf.reshape(x, x.shape[:-1]) if column else x, num_classes)
    numbers = np.array(x, dtype="int64")
    shape = numbers.shape[:-1] if numbers.ndim > 1 and numbers.shape[-1] == 1 else numbers.shape
    flat = numbers.reshape(-1)
    count = num_classes or int(flat.max()) + 1
    vectors = np.zeros((flat.size, count))
    vectors[np.arange(flat.size), flat] = 1
    return vectors.reshape((*shape, count))


@export("keras.utils.normalize")
def normalize(x: Any, axis: int = -1, order: int = 2) -> Any:
    """Scale an array to norm 1 along an axis."""
    if not isinstance(x, np.ndarray):
        return tensor(x) / tf.norm(tensor(x), order, axis, keepdims=True)
    norms = np.atleast_1d(np.linalg.norm(x, order, axis))
    norms[norms == 0] = 1
    return x / np.expand_dims(norms, axis)
