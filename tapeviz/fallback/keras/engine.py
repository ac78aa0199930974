"""What the Keras part computes with: the engine's own namespace, and the settings that `keras.backend` changes."""

from __future__ import annotations

import sys
from typing import Any, Final

from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.namespaces import ROOT
from tapeviz.fallback.tensor import Tensor

# As `Any`: its names are fetched when they are asked for.
tf: Final[Any] = sys.modules[ROOT]


class Settings:
    """What is the same for all layers of the program."""

    floatx = "float32"
    epsilon = 1e-7


def tensor(value: Any, dtype: Any = None) -> Any:
    """Convert a value to a tensor of this dtype; what is a tensor already is cast, as Keras does and `tf` does not."""
    if dtype is None:
        return tf.convert_to_tensor(value)
    wanted = as_dtype(dtype)
    if isinstance(value, Tensor) or hasattr(type(value), "__tf_tensor__"):
        found = tf.convert_to_tensor(value)
        return found if found.dtype is wanted else tf.cast(found, wanted)
    return tf.convert_to_tensor(value, wanted)


def add_bias(x: Any, bias: Any) -> Any:
    """Add a vector to the last axis: `BiasAdd` where there is something to broadcast, as Keras chooses."""
    size = bias.shape[-1]
    if size > 1 and len(x.shape) > 1 and x.shape[-1] == size and len(bias.shape) == 1:
        return tf.nn.bias_add(x, bias)
    return tf.add(x, bias)
