"""`keras.layers`: layers that make one tensor of several."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

from tapeviz.fallback.keras.engine import tf
from tapeviz.fallback.keras.layer import Layer
from tapeviz.fallback.namespaces import export, put


class _Merge(Layer):
    """Base of merging layers. Raises ValueError unless it is called on a list of inputs."""

    def call(self, inputs: Any) -> Any:
        """Merge."""
        if not isinstance(inputs, (list, tuple)):
            raise ValueError(  # noqa: TRY004 - Keras' kind
                f"A merge layer should be called on a list of inputs. Received: inputs={inputs} (not a list of tensors)"
            )
        return self._merged(list(inputs))

    def _merged(self, inputs: list[Any]) -> Any:
        raise NotImplementedError


@export("keras.layers.Add")
class Add(_Merge):
    """The sum."""

    def _merged(self, inputs: list[Any]) -> Any:
        return reduce(tf.add, inputs)


@export("keras.layers.Subtract")
class Subtract(_Merge):
    """The first minus the second."""

    def _merged(self, inputs: list[Any]) -> Any:
        if len(inputs) != 2:
            raise ValueError(f"A `Subtract` layer should be called on exactly 2 inputs. Received: inputs={inputs}")
        return tf.subtract(*inputs)


@export("keras.layers.Multiply")
class Multiply(_Merge):
    """The product of the elements."""

    def _merged(self, inputs: list[Any]) -> Any:
        return reduce(tf.multiply, inputs)


@export("keras.layers.Average")
class Average(_Merge):
    """The mean."""

    def _merged(self, inputs: list[Any]) -> Any:
        return reduce(tf.add, inputs) / float(len(inputs))


@export("keras.layers.Maximum")
class Maximum(_Merge):
    """The largest of the elements."""

    def _merged(self, inputs: list[Any]) -> Any:
        return reduce(tf.maximum, inputs)


@export("keras.layers.Minimum")
class Minimum(_Merge):
    """The smallest of the elements."""

    def _merged(self, inputs: list[Any]) -> Any:
        return reduce(tf.minimum, inputs)


@export("keras.layers.Concatenate")
class Concatenate(_Merge):
    """One behind the other along an axis."""

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis

    def _merged(self, inputs: list[Any]) -> Any:
        return tf.concat(inputs, self.axis)


@export("keras.layers.Dot")
class Dot(_Merge):
    """The product over one axis of each: shapes [batch, n] twice, or [batch, m, n] and [batch, n, k]."""

    def __init__(self, axes: Any, normalize: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axes = (axes, axes) if isinstance(axes, int) else tuple(axes)
        self.normalize = normalize

    def _merged(self, inputs: list[Any]) -> Any:
        left, right = inputs
        first, second = (axis % len(side.shape) for axis, side in zip(self.axes, inputs, strict=True))
        if self.normalize:
            left, right = tf.math.l2_normalize(left, first), tf.math.l2_normalize(right, second)
        if len(left.shape) == len(right.shape) == 2:
            return tf.reduce_sum(left * right, 1, keepdims=True)
        return tf.linalg.matmul(left, right, transpose_a=first == 1, transpose_b=second == 2)


def _functional(made: type[_Merge]) -> Callable[..., Any]:
    def function(inputs: Any, *args: Any, **kwargs: Any) -> Any:
        return made(*args, **kwargs)(inputs)

    function.__doc__ = f"{made.__doc__} The layer `{made.__name__}` as a function."
    return function


for _class in (Add, Subtract, Multiply, Average, Maximum, Minimum, Concatenate, Dot):
    put(f"keras.layers.{_class.__name__.lower()}", _functional(_class))
