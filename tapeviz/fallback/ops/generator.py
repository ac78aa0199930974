"""`tf.random.Generator`: a random state in a variable, with TensorFlow's own numbers."""

from __future__ import annotations

import enum
import os
from math import prod
from typing import Any

import numpy as np

from tapeviz.fallback import dtypes
from tapeviz.fallback.convert import convert_to_tensor, int_scalar, ints
from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.execute import execute
from tapeviz.fallback.kernels.distributions import RESERVED_PER_OUTPUT
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.sampling import operand, sizes
from tapeviz.fallback.ops.stateless import algorithm
from tapeviz.fallback.tensor import Array, Tensor
from tapeviz.fallback.variable import Variable

_MASK = 2**64 - 1


@export("random.Algorithm", "random.experimental.Algorithm")
class Algorithm(enum.Enum):
    """What a generator computes with; the NumPy engine has Philox, which is also what is selected."""

    PHILOX = 1
    THREEFRY = 2
    AUTO_SELECT = 3


def _signed(words: list[int]) -> Array:
    """64-bit words as the int64 numbers of the same bits."""
    return np.array([word & _MASK for word in words], np.uint64).view(np.int64)


def _state_of(seed: Any) -> Array:
    """The state of a seed: an integer's words from the lowest, or a vector behind zeros, three numbers in all."""
    if isinstance(seed, int):
        return _signed([seed, seed >> 64, seed >> 128])
    given = np.asarray(seed).ravel().astype(np.int64)[:3]
    return np.concatenate([np.zeros(3 - len(given), np.int64), given])


@export("random.create_rng_state", "random.experimental.create_rng_state")
def create_rng_state(seed: Any, alg: Any) -> Tensor:
    """Make the state [counter, counter, key] of a generator from a seed."""
    algorithm(alg)
    return Tensor(_state_of(seed))


@export("random.Generator", "random.experimental.Generator")
class Generator:
    """A source of random numbers whose state is a variable of three int64 numbers: a counter of two, and a key."""

    def __init__(self, copy_from: Any = None, state: Any = None, alg: Any = None) -> None:
        """Take the state of another generator, or a state and an algorithm."""
        if copy_from is not None:
            state, alg = copy_from.state, copy_from.algorithm
        self._algorithm = algorithm(alg)
        self._state = state if isinstance(state, Variable) else self._variable(state)

    @staticmethod
    def _variable(state: Any) -> Any:
        array = np.array(convert_to_tensor(state)._array)
        if array.shape != (3,):
            raise ValueError(f"The state of a Philox generator has shape [3], not {list(array.shape)}.")
        return Variable(array.astype(np.int64), trainable=False, name="StateVar")

    @classmethod
    def from_seed(cls, seed: Any, alg: Any = None) -> Generator:
        """Make a generator from a seed: equal seeds give equal numbers."""
        return cls(state=create_rng_state(seed, alg), alg=1 if alg is None else alg)

    @classmethod
    def from_state(cls, state: Any, alg: Any) -> Generator:
        """Make a generator with this state, which another one's `state` may be."""
        return cls(state=state, alg=alg)

    @classmethod
    def from_key_counter(cls, key: Any, counter: Any, alg: Any) -> Generator:
        """Make a generator from its key and its counter (two numbers)."""
        words = [*np.asarray(counter).tolist(), int(np.asarray(key))]
        return cls(state=_signed(words), alg=alg)

    @classmethod
    def from_non_deterministic_state(cls, alg: Any = None) -> Generator:
        """Make a generator whose numbers nobody can predict."""
        return cls(state=np.frombuffer(os.urandom(24), np.int64), alg=1 if alg is None else alg)

    @property
    def state(self) -> Any:
        """The variable with the counter and the key."""
        return self._state

    @property
    def algorithm(self) -> int:
        """The number of the algorithm."""
        return self._algorithm

    @property
    def key(self) -> Any:
        """The key, a scalar tensor of int64."""
        state: Any = self._state
        return state[-1]

    def reset(self, state: Any) -> None:
        """Set the state."""
        self._state.assign(convert_to_tensor(state))

    def reset_from_seed(self, seed: Any) -> None:
        """Set the state to that of a seed."""
        self._state.assign(create_rng_state(seed, self._algorithm))

    def reset_from_key_counter(self, key: Any, counter: Any) -> None:
        """Set the key and the counter."""
        self._state.assign(_signed([*np.asarray(counter).tolist(), int(np.asarray(key))]))

    def skip(self, delta: Any) -> Tensor:
        """Leave out as many numbers and give the state as it was before."""
        before = self._state.numpy()
        low, high, key = before.view(np.uint64).tolist()
        counter = (low | high << 64) + int(np.asarray(delta)) * RESERVED_PER_OUTPUT
        self._state.assign(_signed([counter, counter >> 64, key]))
        return Tensor(before)

    def _next(self, shape: Any) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Give the inputs of the op that draws the next numbers."""
        size = ints(shape)
        words = self.skip(prod(sizes(size._array)) if size._array.ndim == 1 else 0)._array.view(np.uint64)
        return size, Tensor(words[2:]), Tensor(words[:2]), int_scalar(self._algorithm)

    def _scaled(self, op_type: str, shape: Any, mean: Any, stddev: Any, dtype: Any) -> Any:
        wanted = as_dtype(dtype)
        mean, stddev = operand(mean, wanted, "mean"), operand(stddev, wanted, "stddev")
        return p.add(p.mul(execute(op_type, self._next(shape), {"dtype": wanted}), stddev), mean)

    def normal(
        self, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = dtypes.float32, name: Any = None
    ) -> Any:
        """Draw numbers of a normal distribution."""
        return self._scaled("StatelessRandomNormalV2", shape, mean, stddev, dtype)

    def truncated_normal(
        self, shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = dtypes.float32, name: Any = None
    ) -> Any:
        """As `normal`, with numbers two deviations and more from the mean drawn again."""
        return self._scaled("StatelessTruncatedNormalV2", shape, mean, stddev, dtype)

    def uniform(
        self, shape: Any, minval: Any = 0, maxval: Any = None, dtype: Any = dtypes.float32, name: Any = None
    ) -> Any:
        """Draw numbers of [minval, maxval). Raises ValueError for integers with only one limit."""
        wanted = as_dtype(dtype)
        if wanted.is_integer and (minval is None) != (maxval is None):
            raise ValueError(
                f"For integer dtype {wanted}, minval and maxval must be both `None` or both non-`None`; "
                f"got minval={minval} and maxval={maxval}"
            )
        if wanted.is_integer and minval is None:
            return self.uniform_full_int(shape, wanted)
        low, high = operand(minval, wanted, "min"), operand(1 if maxval is None else maxval, wanted, "max")
        if wanted.is_integer:
            return execute("StatelessRandomUniformIntV2", (*self._next(shape), low, high))
        numbers = execute("StatelessRandomUniformV2", self._next(shape), {"dtype": wanted})
        return p.add(p.mul(numbers, p.sub(high, low)), low)

    def uniform_full_int(self, shape: Any, dtype: Any = dtypes.uint64, name: Any = None) -> Any:
        """Draw integers from the whole range of their type."""
        return execute("StatelessRandomUniformFullIntV2", self._next(shape), {"dtype": as_dtype(dtype)})

    def make_seeds(self, count: int = 1) -> Any:
        """Draw `count` seeds for stateless functions, shape [2, count]."""
        keys = self.uniform_full_int([count], dtypes.int64)
        return execute("Pack", (keys, p.zeros_like(keys)), {"axis": 0})

    def split(self, count: int = 1) -> list[Generator]:
        """Make `count` generators that are independent of this one and of each other."""
        keys = self.uniform_full_int([count], dtypes.int64)._array
        return [Generator(state=np.array([0, 0, key]), alg=self._algorithm) for key in keys]


_global: list[Generator] = []


@export("random.get_global_generator", "random.experimental.get_global_generator")
def get_global_generator() -> Generator:
    """Give the generator of the whole program, made unpredictable when it is first asked for."""
    if not _global:
        _global.append(Generator.from_non_deterministic_state())
    return _global[0]


@export("random.set_global_generator", "random.experimental.set_global_generator")
def set_global_generator(generator: Generator) -> None:
    """Make a generator that of the whole program."""
    _global[:] = [generator]
