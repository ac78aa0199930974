"""Random numbers as Keras draws them: stateless, from seeds that Python's own generator gives."""

from __future__ import annotations

import random
from typing import Any, Final

import numpy as np

from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import Scope, auto_name
from tapeviz.fallback.keras.variables import Variable
from tapeviz.fallback.namespaces import export

_LARGEST_SEED: Final = 2**31 - 2
_shared: Final[list[SeedGenerator]] = []


def default_seed() -> int:
    """Draw a seed from Python's generator, which `set_random_seed` sets."""
    return random.randint(1, int(1e9))  # noqa: S311 - Keras' numbers, no secrets


@export("keras.utils.set_random_seed")
def set_random_seed(seed: int) -> None:
    """Seed Python, NumPy and `tf.random`. Raises ValueError for no integer."""
    if not isinstance(seed, int):
        raise ValueError(f"Expected `seed` argument to be an integer. Received: seed={seed} (of type {type(seed)})")  # noqa: TRY004 - Keras' kind
    random.seed(seed)
    np.random.seed(seed)  # noqa: NPY002 - set_random_seed seeds it
    tf.random.set_seed(seed)
    _shared.clear()


@export("keras.random.SeedGenerator")
class SeedGenerator:
    """A source of seeds that gives another one each time; its state is a variable. Raises ValueError for no integer."""

    def __init__(self, seed: int | None = None, name: str | None = None) -> None:
        self.name = name or auto_name(type(self).__name__)
        first = default_seed() if seed is None else seed
        if not isinstance(first, int):
            raise ValueError(f"Argument `seed` must be an integer. Received: seed={seed}")  # noqa: TRY004 - Keras' kind
        with Scope(self.name, self):
            self.state = Variable([first, 0], dtype="int64", trainable=False, name="seed_generator_state")

    def next(self, ordered: bool = True) -> Any:
        """Give a seed of two int64 numbers and move on."""
        seed = self.state.value * tensor(1, "int64")
        if ordered:
            self.state.assign(tf.add(self.state.value, tensor([0, 1], "int64")))
        else:
            moved: Any = self.state.value
            self.state.assign((moved + 1) * 5387 % 933199)
        return seed


def drawn_seed(seed: Any) -> Any:
    """Give the two int32 numbers from which the next numbers are drawn. Raises ValueError for what is no seed."""
    if seed is None:
        if not _shared:
            _shared.append(SeedGenerator())
        found = _shared[0].next(ordered=False)
    elif isinstance(seed, SeedGenerator):
        found = seed.next()
    elif isinstance(seed, int):
        found = tensor([seed, 0], "int64")
    else:
        raise ValueError(
            "Argument `seed` must be either an integer or an instance of `SeedGenerator`. Received: "
            f"seed={seed} (of type {type(seed)})"
        )
    return tf.cast(tf.math.floormod(found, tensor(_LARGEST_SEED, "int64")), "int32")


@export("keras.random.normal", "keras.backend.random_normal")
def normal(shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Draw numbers of a normal distribution."""
    return tf.random.stateless_normal(shape, drawn_seed(seed), mean, stddev, dtype or Settings.floatx)


@export("keras.random.truncated_normal")
def truncated_normal(shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """As `normal`, with numbers two deviations and more from the mean drawn again."""
    return tf.random.stateless_truncated_normal(shape, drawn_seed(seed), mean, stddev, dtype or Settings.floatx)


@export("keras.random.uniform")
def uniform(shape: Any, minval: Any = 0.0, maxval: Any = 1.0, dtype: Any = None, seed: Any = None) -> Any:
    """Draw numbers of [minval, maxval)."""
    wanted = dtype or Settings.floatx
    low, high = tensor(minval, wanted), tensor(maxval, wanted)
    return tf.random.stateless_uniform(shape, drawn_seed(seed), low, high, wanted)


@export("keras.random.dropout")
def dropout(inputs: Any, rate: float, noise_shape: Any = None, seed: Any = None) -> Any:
    """Set a share `rate` of the elements to zero and scale up the rest."""
    if rate == 1.0:
        return tf.zeros_like(inputs)
    if rate == 0.0:
        return inputs
    return tf.nn.experimental.stateless_dropout(inputs, rate, drawn_seed(seed), noise_shape=noise_shape)
