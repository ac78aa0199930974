"""What `tf.random`'s CPU kernels make of a Philox stream: uniform and normal numbers, integers, permutations, draws.

Each output takes its words from the same place of the stream as in TensorFlow's kernels, whatever the number of
threads there: fixed-size distributions use one block per group of outputs, the rejecting ones (`truncated_normal`)
start each group at 256 words per output. Logarithm, sine and cosine are rounded as the GNU C library rounds them, so
that on Linux normal numbers agree to the last bit.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tapeviz.fallback.kernels import libm
from tapeviz.fallback.kernels.philox import Stream

Array = NDArray[Any]

# Blocks that a stateful op takes from its stream per output, far more than it needs.
RESERVED_PER_OUTPUT = 256
_TRUNCATED_AT = 2.0
_TINY_FLOAT = np.float32(1.0e-7)
_TINY_DOUBLE = 1.0e-7


def uniform(stream: Stream, size: int, dtype: np.dtype[Any]) -> Array:
    """`size` numbers in [0, 1) as float16, float32 or float64."""
    if dtype == np.float64:
        return _doubles(stream.words(-(-size // 2)))[:size]
    words = stream.words(-(-size // 4)).ravel()[:size]
    return _floats(words) if dtype == np.float32 else _halves(words, dtype)


def _floats(words: NDArray[np.uint32]) -> NDArray[np.float32]:
    """The low 23 bits of each word as the mantissa of a number in [1, 2), less 1."""
    return ((words & np.uint32(0x7FFFFF)) | np.uint32(127 << 23)).view(np.float32) - np.float32(1)


def _halves(words: NDArray[np.uint32], dtype: np.dtype[Any]) -> Array:
    """As `_floats`, with the 10 bits of float16's mantissa or the 7 of bfloat16's."""
    if dtype == np.float16:
        bits = ((words & np.uint32(0x3FF)) | np.uint32(15 << 10)).astype(np.uint16)
        return np.asarray(bits.view(np.float16) - np.float16(1))
    bits = ((words & np.uint32(0x7F)) | np.uint32(127 << 7)).astype(np.uint16)
    return np.asarray(bits.view(dtype) - dtype.type(1))


def _doubles(words: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Word pairs as doubles in [0, 1): 20 mantissa bits of the first, all 32 of the second."""
    pairs = words.reshape(-1, 2).astype(np.uint64)
    bits = (pairs[:, 0] & np.uint64(0xFFFFF)) << np.uint64(32) | pairs[:, 1] | np.uint64(1023 << 52)
    return bits.view(np.float64) - 1.0


def full_integers(stream: Stream, size: int, dtype: np.dtype[Any]) -> Array:
    """`size` integers over the whole range of a 32- or 64-bit type."""
    if dtype.itemsize == 4:
        return stream.words(-(-size // 4)).ravel()[:size].view(dtype)
    pairs = stream.words(-(-size // 2)).reshape(-1, 2).astype(np.uint64)
    whole: NDArray[np.uint64] = pairs[:, 0] | pairs[:, 1] << np.uint64(32)
    return whole[:size].view(dtype)


def integers(stream: Stream, size: int, low: int, high: int, dtype: np.dtype[Any]) -> Array:
    """`size` integers in [low, high) as int32 or int64: a word modulo the range, as TensorFlow has it."""
    unsigned = np.dtype(f"u{dtype.itemsize}")
    offsets: Array = full_integers(stream, size, unsigned) % unsigned.type(high - low)
    shifted: Array = (offsets + np.array(low, dtype).view(unsigned)).view(dtype)
    return shifted


def normal(stream: Stream, size: int, dtype: np.dtype[Any]) -> Array:
    """`size` standard normal numbers, from pairs of uniform ones by Box and Muller's transform."""
    if dtype == np.float64:
        return _box_muller_double(stream.words(-(-size // 2))).ravel()[:size]
    return _box_muller(stream.words(-(-size // 4)).reshape(-1, 2)).ravel()[:size].astype(dtype)


def _box_muller(words: NDArray[np.uint32]) -> NDArray[np.float32]:
    """Word pairs [n, 2] as pairs of normal numbers, in float32."""
    radius = np.sqrt(np.float32(-2) * libm.logf(np.maximum(_floats(words[:, 0]), _TINY_FLOAT)))
    sine, cosine = libm.sincosf((2 * np.pi * _floats(words[:, 1]).astype(np.float64)).astype(np.float32))
    return np.stack([sine * radius, cosine * radius], axis=-1)


def _box_muller_double(words: NDArray[np.uint32]) -> NDArray[np.float64]:
    """Blocks [n, 4] as pairs of normal numbers, in float64."""
    uniforms = _doubles(words).reshape(-1, 2)
    radius = np.sqrt(-2.0 * np.log(np.maximum(uniforms[:, 0], _TINY_DOUBLE)))
    angle = 2 * np.pi * uniforms[:, 1]
    return np.stack([np.sin(angle) * radius, np.cos(angle) * radius], axis=-1)


def truncated_normal(stream: Stream, size: int, dtype: np.dtype[Any]) -> Array:
    """`size` standard normal numbers, those of magnitude 2 or more drawn again."""
    double = dtype == np.float64
    group = 2 if double else 4
    groups = -(-size // group)
    out = np.zeros((groups, group), np.float64 if double else np.float32)
    filled = np.zeros(groups, np.int64)
    starts = np.arange(groups, dtype=np.uint64) * np.uint64(group * RESERVED_PER_OUTPUT // 4)
    step = 0
    open_groups = np.arange(groups)
    while open_groups.size:
        words = stream.words_at(starts[open_groups] + np.uint64(step))
        numbers = _box_muller_double(words) if double else _box_muller(words.reshape(-1, 2)).reshape(-1, 4)
        _keep(out, filled, open_groups, numbers)
        step += 1
        open_groups = open_groups[filled[open_groups] < group]
    return out.ravel()[:size].astype(dtype)


def _keep(out: Array, filled: NDArray[np.int64], rows: NDArray[np.int64], numbers: Array) -> None:
    """Append the `numbers` [len(rows), k] below the bound to their rows of `out`, until these are full."""
    for column in range(numbers.shape[1]):
        values = numbers[:, column]
        fits = (np.abs(values) < _TRUNCATED_AT) & (filled[rows] < out.shape[1])
        chosen = rows[fits]
        out[chosen, filled[chosen]] = values[fits]
        filled[chosen] += 1


def permutation(stream: Stream, size: int) -> NDArray[np.int64]:
    """The order in which `tf.random.shuffle` leaves `size` rows: row i is exchanged with one of rows i to the end."""
    words = stream.words(-(-size // 4)).ravel().tolist()
    order = list(range(size))
    for i in range(size - 1):
        j = i + words[i] % (size - i)
        order[i], order[j] = order[j], order[i]
    return np.array(order, dtype=np.int64)


def categorical(stream: Stream, logits: Array, samples: int) -> NDArray[np.int64]:
    """Class indices [batch, samples] drawn for each row of `logits` [batch, classes] by inverting cumulated weights.

    A non-finite logit weighs nothing. Each row starts where the row before it ended, as in one thread of TensorFlow;
    for some thousand numbers and more, TensorFlow's own draws depend on the number of its threads.
    """
    weights = np.asarray(logits, np.float64)
    finite = np.isfinite(weights)
    if not weights.size or not samples:
        return np.zeros((weights.shape[0], samples), np.int64)
    highest = np.max(np.where(finite, weights, -np.inf), axis=-1, keepdims=True)
    with np.errstate(invalid="ignore"):
        cumulated = np.cumsum(np.where(finite, np.exp(weights - highest), 0.0), axis=-1)
    draws = _doubles(stream.words(-(-weights.shape[0] * samples // 2)))[: weights.shape[0] * samples]
    rows = zip(cumulated, draws.reshape(-1, samples), strict=True)
    return np.stack([np.searchsorted(row, draw * row[-1], side="right") for row, draw in rows])
