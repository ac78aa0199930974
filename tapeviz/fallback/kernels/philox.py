"""Philox4x32-10, the counter-based generator behind `tf.random`, and how two seeds become its key and counter.

The generator is that of Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011): a
block is a function of a 128-bit counter and a 64-bit key, so that any part of a stream can be had without what comes
before it.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

_MASK32 = 0xFFFFFFFF
_MASK64 = 0xFFFFFFFFFFFFFFFF
_MASK128 = (1 << 128) - 1
_MULTIPLIER_0 = 0xD2511F53
_MULTIPLIER_1 = 0xCD9E8D57
_WEYL_0 = 0x9E3779B9
_WEYL_1 = 0xBB67AE85
_ROUNDS = 10

# Below this many blocks a loop over Python integers is faster than some 120 calls into NumPy.
_FEW_BLOCKS = 8


class Stream(NamedTuple):
    """A place in a Philox stream: a 64-bit `key` and the 128-bit `counter` of the next block of four 32-bit words."""

    key: int
    counter: int

    def skip(self, blocks: int) -> Stream:
        """The stream `blocks` blocks further on."""
        return Stream(self.key, (self.counter + blocks) & _MASK128)

    def words(self, blocks: int) -> NDArray[np.uint32]:
        """The next `blocks` blocks, shape [blocks, 4]."""
        if blocks <= _FEW_BLOCKS:
            rows = [_block(self.key, (self.counter + i) & _MASK128) for i in range(blocks)]
            return np.array(rows, dtype=np.uint32).reshape(blocks, 4)
        return blocks_at(self.key, *self._counters(np.arange(blocks, dtype=np.uint64)))

    def words_at(self, offsets: NDArray[np.uint64]) -> NDArray[np.uint32]:
        """The blocks that lie `offsets` (shape [n]) blocks further on, shape [n, 4]."""
        return blocks_at(self.key, *self._counters(offsets))

    def _counters(self, offsets: NDArray[np.uint64]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
        """The low and high 64 bits of the counters at `offsets`, with the carry from low to high."""
        low = np.uint64(self.counter & _MASK64) + offsets
        high = np.uint64(self.counter >> 64) + (low < offsets).astype(np.uint64)
        return low, high


def from_seeds(seed: int, seed2: int) -> Stream:
    """The stream of an op with attributes `seed` and `seed2`: the first is the key, the second the upper counter."""
    return Stream(seed & _MASK64, (seed2 & _MASK64) << 64)


def scrambled(seed: int, seed2: int) -> Stream:
    """The stream of a stateless op: both seeds pass the generator once, so that no bit of either is weak."""
    x0, x1, x2, x3 = _block(0x02461E293EC8F720, (seed & _MASK64) | (seed2 & _MASK64) << 64)
    return Stream(x0 | x1 << 32, (x2 | x3 << 32) << 64)


def _block(key: int, counter: int) -> tuple[int, int, int, int]:
    """One block on Python integers."""
    k0, k1 = key & _MASK32, key >> 32
    c0, c1, c2, c3 = (counter >> shift & _MASK32 for shift in (0, 32, 64, 96))
    for _ in range(_ROUNDS):
        p0, p1 = _MULTIPLIER_0 * c0, _MULTIPLIER_1 * c2
        c0, c1, c2, c3 = (p1 >> 32) ^ c1 ^ k0, p1 & _MASK32, (p0 >> 32) ^ c3 ^ k1, p0 & _MASK32
        k0, k1 = (k0 + _WEYL_0) & _MASK32, (k1 + _WEYL_1) & _MASK32
    return c0, c1, c2, c3


def blocks_at(key: int, low: NDArray[np.uint64], high: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """The blocks of the counters `low + 2**64 * high` (each of shape [n]), shape [n, 4]."""
    mask, shift = np.uint64(_MASK32), np.uint64(32)
    m0, m1 = np.uint64(_MULTIPLIER_0), np.uint64(_MULTIPLIER_1)
    k0, k1 = key & _MASK32, key >> 32
    c0, c1, c2, c3 = low & mask, low >> shift, high & mask, high >> shift
    for _ in range(_ROUNDS):
        p0, p1 = c0 * m0, c2 * m1
        c0, c1 = (p1 >> shift) ^ c1 ^ np.uint64(k0), p1 & mask
        c2, c3 = (p0 >> shift) ^ c3 ^ np.uint64(k1), p0 & mask
        k0, k1 = (k0 + _WEYL_0) & _MASK32, (k1 + _WEYL_1) & _MASK32
    return np.stack([c0, c1, c2, c3], axis=-1).astype(np.uint32)
