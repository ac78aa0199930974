"""`keras.layers`: pooling, and layers that make images larger or smaller without weights; channels are last."""

from __future__ import annotations

from typing import Any, ClassVar, Final

from tapeviz.fallback.keras.conv_layers import as_sizes, check_format
from tapeviz.fallback.keras.engine import tf
from tapeviz.fallback.keras.input_spec import InputSpec
from tapeviz.fallback.keras.layer import Layer
from tapeviz.fallback.namespaces import export, put


class _Pooling(Layer):
    """The largest or the mean element of each window."""

    rank: ClassVar[int] = 2
    function: ClassVar[str] = "max"

    def __init__(
        self, pool_size: Any = 2, strides: Any = None, padding: str = "valid", data_format: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        check_format(data_format)
        self.pool_size = as_sizes(pool_size, self.rank, "pool_size")
        self.strides = as_sizes(pool_size if strides is None else strides, self.rank, "strides")
        self.padding = padding.lower()
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Pool."""
        pool = getattr(tf.nn, f"{self.function}_pool{self.rank}d")
        return pool(inputs, self.pool_size, self.strides, self.padding.upper())


class _GlobalPooling(Layer):
    """The largest or the mean element of each channel."""

    rank: ClassVar[int] = 2
    function: ClassVar[str] = "max"

    def __init__(self, data_format: Any = None, keepdims: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_format(data_format)
        self.keepdims = keepdims
        self.input_spec = InputSpec(ndim=self.rank + 2)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Pool."""
        reduce = tf.reduce_max if self.function == "max" else tf.reduce_mean
        return reduce(inputs, list(range(1, self.rank + 1)), keepdims=self.keepdims)


_KINDS: Final = {"Max": "max", "Average": "avg"}
_SHORT: Final = {"Max": "Max", "Average": "Avg"}


def _publish() -> None:
    for rank in (1, 2, 3):
        for kind, function in _KINDS.items():
            facts = {"rank": rank, "function": function}
            for prefix, base in (("", _Pooling), ("Global", _GlobalPooling)):
                name = f"{prefix}{kind}Pooling{rank}D"
                made = type(name, (base,), {**facts, "__doc__": f"{base.__doc__} Over {rank} axes."})
                put(f"keras.layers.{name}", made)
                put(f"keras.layers.{prefix}{_SHORT[kind]}Pool{rank}D", made)


_publish()


@export("keras.layers.ZeroPadding2D")
class ZeroPadding2D(Layer):
    """Rows and columns of zeros around an image."""

    def __init__(self, padding: Any = 1, data_format: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_format(data_format)
        self.padding = _pairs(padding)

    def call(self, inputs: Any) -> Any:
        """Pad."""
        return tf.pad(inputs, [[0, 0], *self.padding, [0, 0]])


@export("keras.layers.ZeroPadding1D")
class ZeroPadding1D(Layer):
    """Steps of zeros before and after a row."""

    def __init__(self, padding: Any = 1, data_format: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.padding = [padding, padding] if isinstance(padding, int) else list(padding)

    def call(self, inputs: Any) -> Any:
        """Pad."""
        return tf.pad(inputs, [[0, 0], self.padding, [0, 0]])


@export("keras.layers.Cropping2D")
class Cropping2D(Layer):
    """An image without its border."""

    def __init__(self, cropping: Any = 0, data_format: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_format(data_format)
        self.cropping = _pairs(cropping)

    def call(self, inputs: Any) -> Any:
        """Cut the border off."""
        (top, bottom), (left, right) = self.cropping
        height, width = int(inputs.shape[1]), int(inputs.shape[2])
        return inputs[:, top : height - bottom, left : width - right, :]


@export("keras.layers.UpSampling2D")
class UpSampling2D(Layer):
    """Each place of an image repeated; other ways of filling in raise ValueError."""

    def __init__(self, size: Any = 2, data_format: Any = None, interpolation: str = "nearest", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        check_format(data_format)
        if interpolation != "nearest":
            raise ValueError(
                f"interpolation={interpolation!r} is not covered by the NumPy engine; install tensorflow to use it"
            )
        self.size = as_sizes(size, 2, "size")

    def call(self, inputs: Any) -> Any:
        """Repeat."""
        return tf.repeat(tf.repeat(inputs, self.size[0], axis=1), self.size[1], axis=2)


@export("keras.layers.UpSampling1D")
class UpSampling1D(Layer):
    """Each step of a row repeated."""

    def __init__(self, size: int = 2, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.size = size

    def call(self, inputs: Any) -> Any:
        """Repeat."""
        return tf.repeat(inputs, self.size, axis=1)


@export("keras.layers.Rescaling")
class Rescaling(Layer):
    """The input times a scale, plus an offset."""

    def __init__(self, scale: Any, offset: Any = 0.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.scale, self.offset = scale, offset

    def call(self, inputs: Any) -> Any:
        """Scale."""
        return tf.cast(inputs, self.dtype) * self.scale + self.offset


def _pairs(value: Any) -> list[list[int]]:
    if isinstance(value, int):
        return [[value, value], [value, value]]
    return [[each, each] if isinstance(each, int) else list(each) for each in value]
