"""`keras.initializers`: what variables hold before training, with Keras' own numbers for a seed."""

from __future__ import annotations

import math
from typing import Any, ClassVar, Final

import numpy as np

from tapeviz.fallback.keras import seeding
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import snake_case
from tapeviz.fallback.namespaces import export, put

# Of a normal distribution that is cut at two deviations.
_TRUNCATED_DEVIATION: Final = 0.87962566103423978


@export("keras.initializers.Initializer", "keras.Initializer")
class Initializer:
    """Base of initializers: called with a shape and a dtype, it gives a tensor."""

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Give the first value."""
        raise NotImplementedError("Initializer subclasses must implement the `__call__()` method.")

    def get_config(self) -> dict[str, Any]:
        """Give the arguments that make such an initializer."""
        return {}


class Zeros(Initializer):
    """Zeros."""

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Give zeros."""
        return tf.zeros(shape, dtype or Settings.floatx)


class Ones(Initializer):
    """Ones."""

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Give ones."""
        return tf.ones(shape, dtype or Settings.floatx)


class Constant(Initializer):
    """One value everywhere."""

    def __init__(self, value: Any = 0.0) -> None:
        self.value = value

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Give the value in this shape."""
        return tf.broadcast_to(tensor(np.array(self.value), dtype or Settings.floatx), shape)

    def get_config(self) -> dict[str, Any]:
        """Give the value."""
        return {"value": self.value}


class Identity(Initializer):
    """The identity matrix times `gain`. Raises ValueError for a shape of other than two axes."""

    def __init__(self, gain: float = 1.0) -> None:
        self.gain = gain

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Give the matrix."""
        if len(shape) != 2:
            raise ValueError(
                f"Identity matrix initializer can only be used for 2D matrices. Received: shape={shape} of rank "
                f"{len(shape)}."
            )
        return self.gain * tf.eye(*shape, dtype=dtype or Settings.floatx)


class _Random(Initializer):
    """Base of random initializers; one without a seed draws one when it is made, and gives equal numbers each time."""

    def __init__(self, seed: Any = None) -> None:
        if seed is not None and not isinstance(seed, (int, seeding.SeedGenerator)):
            raise ValueError(
                "`seed` argument should be an instance of `keras.random.SeedGenerator()` or an integer. Received: "
                f"seed={seed}"
            )
        self.seed = seeding.default_seed() if seed is None else seed


class RandomNormal(_Random):
    """Numbers of a normal distribution."""

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: Any = None) -> None:
        self.mean, self.stddev = mean, stddev
        super().__init__(seed)

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Draw."""
        return seeding.normal(shape, self.mean, self.stddev, dtype, self.seed)


class TruncatedNormal(RandomNormal):
    """Numbers of a normal distribution, none further than two deviations from its mean."""

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Draw."""
        return seeding.truncated_normal(shape, self.mean, self.stddev, dtype, self.seed)


class RandomUniform(_Random):
    """Numbers of [minval, maxval)."""

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: Any = None) -> None:
        self.minval, self.maxval = minval, maxval
        super().__init__(seed)

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Draw."""
        return seeding.uniform(shape, self.minval, self.maxval, dtype, self.seed)


class VarianceScaling(_Random):
    """Numbers whose variance is `scale` over the number of inputs, of outputs, or their mean (`mode`).

    Raises ValueError for a scale of zero or less, an unknown mode or an unknown distribution.
    """

    def __init__(
        self, scale: float = 1.0, mode: str = "fan_in", distribution: str = "truncated_normal", seed: Any = None
    ) -> None:
        if scale <= 0:
            raise ValueError(f"Argument `scale` must be positive float. Received: scale={scale}")
        modes = {"fan_in", "fan_out", "fan_avg"}
        if mode not in modes:
            raise ValueError(f"Invalid `mode` argument: {mode}. Please use one of {modes}")
        kinds = {"uniform", "truncated_normal", "untruncated_normal"}
        kind = "truncated_normal" if distribution.lower() == "normal" else distribution.lower()
        if kind not in kinds:
            raise ValueError(f"Invalid `distribution` argument: {kind}.Please use one of {kinds}")
        self.scale, self.mode, self.distribution = scale, mode, kind
        super().__init__(seed)

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Draw."""
        inputs, outputs = fans(tuple(shape))
        count = {"fan_in": inputs, "fan_out": outputs, "fan_avg": (inputs + outputs) / 2.0}[self.mode]
        variance = self.scale / max(1.0, count)
        if self.distribution == "uniform":
            limit = math.sqrt(3.0 * variance)
            return seeding.uniform(shape, -limit, limit, dtype, self.seed)
        if self.distribution == "untruncated_normal":
            return seeding.normal(shape, 0.0, math.sqrt(variance), dtype, self.seed)
        return seeding.truncated_normal(shape, 0.0, math.sqrt(variance) / _TRUNCATED_DEVIATION, dtype, self.seed)


def fans(shape: tuple[int, ...]) -> tuple[int, int]:
    """Give how many numbers each output is made of and how many outputs each input goes to."""
    if len(shape) < 2:
        size = int(shape[0]) if shape else 1
        return size, size
    field = math.prod(shape[:-2])
    return int(shape[-2] * field), int(shape[-1] * field)


class _Named(VarianceScaling):
    """A variance scaling with a name of its own."""

    kind: ClassVar[tuple[float, str, str]] = (1.0, "fan_in", "truncated_normal")

    def __init__(self, seed: Any = None) -> None:
        super().__init__(*self.kind, seed)


class GlorotUniform(_Named):
    """Uniform, by the mean of inputs and outputs (Glorot and Bengio, 2010)."""

    kind = (1.0, "fan_avg", "uniform")


class GlorotNormal(_Named):
    """Normal, by the mean of inputs and outputs (Glorot and Bengio, 2010)."""

    kind = (1.0, "fan_avg", "truncated_normal")


class LecunUniform(_Named):
    """Uniform, by the inputs (LeCun, 1998)."""

    kind = (1.0, "fan_in", "uniform")


class LecunNormal(_Named):
    """Normal, by the inputs (LeCun, 1998)."""


class HeUniform(_Named):
    """Uniform, by the inputs, for ReLU (He et al., 2015)."""

    kind = (2.0, "fan_in", "uniform")


class HeNormal(_Named):
    """Normal, by the inputs, for ReLU (He et al., 2015)."""

    kind = (2.0, "fan_in", "truncated_normal")


class Orthogonal(_Random):
    """A matrix with orthonormal rows or columns, times `gain`. Raises ValueError for a shape of fewer than two axes."""

    def __init__(self, gain: float = 1.0, seed: Any = None) -> None:
        self.gain = gain
        super().__init__(seed)

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Take the Q of a random matrix, with signs that make it unique."""
        if len(shape) < 2:
            raise ValueError(
                f"The tensor to initialize must be at least two-dimensional. Received: shape={shape} of rank "
                f"{len(shape)}."
            )
        rows, columns = math.prod(shape[:-1]), shape[-1]
        drawn = seeding.normal((max(columns, rows), min(columns, rows)), dtype=dtype, seed=self.seed)
        q, r = tf.linalg.qr(drawn)
        q = q * tf.sign(tf.linalg.diag_part(r))
        return self.gain * tf.reshape(tf.transpose(q) if rows < columns else q, shape)


_ALL: Final[dict[str, type[Initializer]]] = {
    made.__name__: made
    for made in (
        *(Zeros, Ones, Constant, Identity, RandomNormal, TruncatedNormal, RandomUniform, VarianceScaling),
        *(GlorotUniform, GlorotNormal, LecunUniform, LecunNormal, HeUniform, HeNormal, Orthogonal),
    )
}
for _name, _class in _ALL.items():
    put(f"keras.initializers.{_name}", _class)
    put(f"keras.initializers.{snake_case(_name)}", _class)


@export("keras.initializers.get")
def get(identifier: Any) -> Any:
    """Give an initializer by its name, or what is one already. Raises ValueError for what names none."""
    if identifier is None:
        return None
    if isinstance(identifier, str):
        for name, made in _ALL.items():
            if identifier in {name, snake_case(name), name.lower()}:
                return made()
    elif isinstance(identifier, type) and issubclass(identifier, Initializer):
        return identifier()
    elif callable(identifier):
        return identifier
    elif hasattr(identifier, "shape"):
        return Constant(identifier)
    raise ValueError(f"Could not interpret initializer identifier: {identifier}")
