"""Maximum and average pooling over any number of spatial axes, with their adjoints.

Where a window holds its maximum more than once, the first place in row order takes the whole gradient, as on
TensorFlow's CPU. An average counts only the places inside the input.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tapeviz.fallback.kernels.windows import Array, Plan, cropped, padded, padded_shape


def max_pool(x: Array, where: Plan) -> Array:
    """The maximum of each window, shape [batch, *out, channels].

    It starts at the lowest finite number, so that neither a NaN nor minus infinity is ever a maximum.
    """
    lowest = x.dtype.type(np.finfo(x.dtype).min if x.dtype.kind == "f" else np.iinfo(x.dtype).min)
    x = padded(np.fmax(x, lowest), where, lowest)
    out = np.full((x.shape[0], *where.out, x.shape[-1]), lowest)
    for _, slices in where.positions():
        np.maximum(out, x[(slice(None), *slices)], out=out)
    return out


def first_maximum(x: Array, where: Plan) -> NDArray[np.int16]:
    """The place of each window's first maximum, counted in row order in the window, shape [batch, *out, channels].

    Nothing is greater than a NaN that is the first place inside the input; a later NaN is greater than nothing.
    """
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    x = padded(x, where, lowest)
    first = _first_inside(where)[..., np.newaxis]
    best = np.full((x.shape[0], *where.out, x.shape[-1]), lowest, x.dtype)
    chosen = np.zeros(best.shape, np.int16)
    for number, (_, slices) in enumerate(where.positions()):
        part = x[(slice(None), *slices)]
        better = (part > best) | (first == number)
        np.copyto(best, part, where=better)
        np.copyto(chosen, number, where=better)
    return chosen


def place_of_maximum(x: Array, where: Plan) -> NDArray[np.int64]:
    """The place of each window's first maximum, counted in row order in its example, shape [batch, *out, channels]."""
    numbers = first_maximum(x, where).astype(np.int64)
    places = np.zeros(numbers.shape, np.int64)
    within = np.unravel_index(numbers, where.window) if numbers.size else [numbers] * len(where.window)
    for axis, inside in enumerate(within):
        starts = np.arange(where.out[axis]) * where.strides[axis] - where.pads[axis][0]
        shape = [1] * numbers.ndim
        shape[1 + axis] = -1
        places = places * x.shape[1 + axis] + starts.reshape(shape) + inside * where.dilations[axis]
    found: NDArray[np.int64] = places * x.shape[-1] + np.arange(x.shape[-1])
    return found


def _first_inside(where: Plan) -> NDArray[np.int64]:
    """The first place of each window that does not lie in the padding, shape [*out]."""
    numbers = np.zeros(where.out, np.int64)
    for axis, (count, (low, _)) in enumerate(zip(where.out, where.pads, strict=True)):
        starts = np.arange(count, dtype=np.int64) * where.strides[axis]
        places = np.maximum(-((starts - low) // where.dilations[axis]), 0)
        numbers = numbers * where.window[axis] + places.reshape([-1 if i == axis else 1 for i in range(len(where.out))])
    return numbers


def max_pool_gradient(x: Array, dy: Array, where: Plan) -> Array:
    """The adjoint of `max_pool` at `x`: each entry of `dy` goes to its window's first maximum."""
    chosen = first_maximum(x, where)
    dx = np.zeros(padded_shape(x.shape, where), dy.dtype)
    for number, (_, slices) in enumerate(where.positions()):
        dx[(slice(None), *slices)] += np.where(chosen == number, dy, dy.dtype.type(0))
    return cropped(dx, where)


def max_pool_gradient_to_all(x: Array, dy: Array, where: Plan) -> Array:
    """As `max_pool_gradient`, but each entry of `dy` goes to every place of its window that holds the maximum."""
    out = max_pool(x, where)
    x = padded(x, where, np.nan)
    dx = np.zeros(x.shape, dy.dtype)
    for _, slices in where.positions():
        dx[(slice(None), *slices)] += np.where(x[(slice(None), *slices)] == out, dy, dy.dtype.type(0))
    return cropped(dx, where)


def max_pool_gradient_adjoint(x: Array, ddx: Array, where: Plan) -> Array:
    """The adjoint of `max_pool_gradient` in `dy`: the entry of `ddx` at each window's first maximum."""
    chosen = first_maximum(x, where)
    ddx = padded(ddx, where)
    out = np.zeros(chosen.shape, ddx.dtype)
    for number, (_, slices) in enumerate(where.positions()):
        np.copyto(out, ddx[(slice(None), *slices)], where=chosen == number)
    return out


def avg_pool(x: Array, where: Plan) -> Array:
    """The mean of each window, shape [batch, *out, channels]."""
    counts = _counts(x.shape, where, x.dtype)
    x = padded(x, where)
    total = np.zeros((x.shape[0], *where.out, x.shape[-1]), x.dtype)
    for _, slices in where.positions():
        total += x[(slice(None), *slices)]
    return np.asarray(total / counts)


def avg_pool_gradient(shape: Sequence[int], dy: Array, where: Plan) -> Array:
    """The adjoint of `avg_pool` for an input of this shape."""
    dx = np.zeros(padded_shape(shape, where), dy.dtype)
    shares = dy / _counts(shape, where, dy.dtype)
    for _, slices in where.positions():
        dx[(slice(None), *slices)] += shares
    return cropped(dx, where)


def _counts(shape: Sequence[int], where: Plan, dtype: np.dtype[Any]) -> Array:
    """How many places of each window lie inside the input, shape [1, *out, 1]."""
    ones = padded(np.ones((1, *shape[1:-1], 1), dtype), where)
    counts = np.zeros((1, *where.out, 1), dtype)
    for _, slices in where.positions():
        counts += ones[(slice(None), *slices)]
    return counts
