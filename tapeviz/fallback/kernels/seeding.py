"""Which Philox stream an op of `tf.random` draws from: the global seed, the seeds of ops, and how far each op has come.

The laws are TensorFlow's eager ones. After `set_seed` each op without a seed of its own gets the next number of
`random.Random(seed)`. An op that is run again with equal attributes is the same kernel and goes on where it stopped,
until the next `set_seed`; ops without any seed draw from a stream that nobody chose.
"""

from __future__ import annotations

import os
import random
from collections.abc import Hashable
from typing import Any

import numpy as np

from tapeviz.fallback.kernels import distributions, philox

_MAX_INT32 = 2**31 - 1
_DEFAULT_SEED = 87654321


class Seeds:
    """The random state of one running program; `tf.random.set_seed` starts it anew."""

    def __init__(self) -> None:
        """No global seed: ops without a seed are not reproducible."""
        self._seed: Any = None
        self._op_seeds = random.Random()  # noqa: S311 - the numbers are TensorFlow's, not secrets
        self._streams: dict[Hashable, philox.Stream] = {}

    @property
    def global_seed(self) -> Any:
        """What `set_seed` was given last, or None."""
        return self._seed

    def set_seed(self, seed: Any) -> None:
        """Make `seed` the global seed and forget how far each op had come."""
        self._seed = seed
        if seed is not None and not isinstance(seed, int | float | str | bytes):
            seed = int(np.array(seed))
        self._op_seeds = random.Random(seed)  # noqa: S311 - as above
        self._streams.clear()

    def pair(self, op_seed: Any) -> tuple[int, int]:
        """The attributes `seed` and `seed2` of an op that was asked for `op_seed`; (0, 0) means: unpredictable."""
        if self._seed is None:
            return (0, 0) if op_seed is None else (_DEFAULT_SEED, int(op_seed % _MAX_INT32))
        if op_seed is None:
            op_seed = self._op_seeds.randint(0, _MAX_INT32)
        pair = int(self._seed % _MAX_INT32), int(op_seed % _MAX_INT32)
        return pair if pair != (0, 0) else (0, _MAX_INT32)

    def take(self, kernel: Hashable, pair: tuple[int, int], blocks: int) -> philox.Stream:
        """The stream of the kernel with these attributes at its present place, which moves on by `blocks`.

        `kernel` is what tells kernels apart besides their seeds: the op type and its dtypes.
        """
        key = (kernel, pair)
        stream = self._streams.get(key)
        if stream is None:
            drawn = _unpredictable() if pair == (0, 0) else pair
            stream = philox.from_seeds(*drawn)
        self._streams[key] = stream.skip(blocks)
        return stream

    def take_outputs(self, kernel: Hashable, pair: tuple[int, int], size: int) -> philox.Stream:
        """As `take`, for an op that fills `size` outputs."""
        return self.take(kernel, pair, size * distributions.RESERVED_PER_OUTPUT)


def _unpredictable() -> tuple[int, int]:
    """Two 64-bit seeds from the operating system."""
    entropy = os.urandom(16)
    return int.from_bytes(entropy[:8], "little"), int.from_bytes(entropy[8:], "little")
