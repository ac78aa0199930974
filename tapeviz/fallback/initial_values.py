"""`tf.zeros_initializer` and its kin: functions of a shape and a dtype that give the first value of a variable."""

from __future__ import annotations

import sys
from typing import Any

from tapeviz.fallback import dtypes
from tapeviz.fallback.namespaces import ROOT, export


def _engine() -> Any:
    return sys.modules[ROOT]


@export("zeros_initializer")
class Zeros:
    """Zeros."""

    def __call__(self, shape: Any, dtype: Any = dtypes.float32, **_: Any) -> Any:
        """Give zeros of this shape."""
        return _engine().zeros(shape, dtype)


@export("ones_initializer")
class Ones:
    """Ones."""

    def __call__(self, shape: Any, dtype: Any = dtypes.float32, **_: Any) -> Any:
        """Give ones of this shape."""
        return _engine().ones(shape, dtype)


@export("constant_initializer")
class Constant:
    """One value, or one array that fits the shape."""

    def __init__(self, value: Any = 0, support_partition: bool = False) -> None:
        self.value = value

    def __call__(self, shape: Any, dtype: Any = None, **_: Any) -> Any:
        """Give the value in this shape."""
        return _engine().constant(self.value, dtype, shape)


@export("random_normal_initializer")
class RandomNormal:
    """Numbers of a normal distribution, drawn as `tf.random.normal` draws them."""

    def __init__(self, mean: float = 0.0, stddev: float = 0.05, seed: Any = None) -> None:
        self.mean, self.stddev, self.seed = mean, stddev, seed

    def __call__(self, shape: Any, dtype: Any = dtypes.float32, **_: Any) -> Any:
        """Draw."""
        return _engine().random.normal(shape, self.mean, self.stddev, dtype, self.seed)


@export("random_uniform_initializer")
class RandomUniform:
    """Numbers of [minval, maxval), drawn as `tf.random.uniform` draws them."""

    def __init__(self, minval: float = -0.05, maxval: float = 0.05, seed: Any = None) -> None:
        self.minval, self.maxval, self.seed = minval, maxval, seed

    def __call__(self, shape: Any, dtype: Any = dtypes.float32, **_: Any) -> Any:
        """Draw."""
        return _engine().random.uniform(shape, self.minval, self.maxval, dtype, self.seed)
