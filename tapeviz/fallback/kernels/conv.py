"""Convolutions of any number of spatial axes and their two adjoints, as window views and matrix products.

Inputs are [batch, *spatial, channels], filters [*window, channels / groups, outputs]; what TensorFlow calls a
convolution is a cross-correlation. Depthwise filters are [*window, channels, multiplier].
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import prod

import numpy as np

from tapeviz.fallback.kernels.windows import Array, Plan, cropped, padded, padded_shape, view

# The windows of a batch are copied side by side for one matrix product; larger batches go through in parts of this
# size.
_COLUMN_BYTES = 1 << 23


def conv(x: Array, filters: Array, where: Plan) -> Array:
    """The convolution of `x` with `filters`, shape [batch, *out, outputs]."""
    groups = _groups(x.shape[-1], filters)
    if groups == 1:
        return _conv(x, filters, where)
    parts = zip(_split(x, groups), _split(filters, groups), strict=True)
    return np.concatenate([_conv(part, weights, where) for part, weights in parts], axis=-1)


def _groups(channels: int, filters: Array) -> int:
    return channels // filters.shape[-2] if filters.shape[-2] else 1


def _split(x: Array, groups: int) -> list[Array]:
    return np.split(x, groups, axis=-1)


def _matrix(filters: Array) -> Array:
    """Filters as a matrix [window * channels, outputs]."""
    return filters.reshape(prod(filters.shape[:-1]), filters.shape[-1])


def _conv(x: Array, filters: Array, where: Plan) -> Array:
    matrix = _matrix(filters)
    out = np.empty((x.shape[0], *where.out, filters.shape[-1]), x.dtype)
    flat = out.reshape(x.shape[0], prod(where.out), filters.shape[-1])
    for rows, columns in _columns(padded(x, where), where):
        flat[rows] = (columns @ matrix).reshape(flat[rows].shape)
    return out


def _columns(x: Array, where: Plan) -> Iterator[tuple[slice, Array]]:
    """The windows of the padded `x` as rows of matrices [examples * out, window * channels], and whose they are."""
    windows = view(x, where)
    width = prod(where.window) * x.shape[-1]
    for rows in _parts(x.shape[0], prod(where.out) * width * x.itemsize):
        part = windows[rows]
        yield rows, part.reshape(part.shape[0] * prod(where.out), width)


def _parts(examples: int, bytes_each: int) -> Iterator[slice]:
    """The examples of a batch in parts whose columns stay small."""
    step = max(1, _COLUMN_BYTES // max(1, bytes_each))
    return (slice(start, start + step) for start in range(0, examples, step))


def conv_input_gradient(shape: Sequence[int], filters: Array, dy: Array, where: Plan) -> Array:
    """The adjoint of `conv` for an input of this shape: `dy` [batch, *out, outputs] spread through the filters."""
    groups = _groups(shape[-1], filters)
    if groups == 1:
        return _conv_input_gradient(shape, filters, dy, where)
    part_shape = (*shape[:-1], shape[-1] // groups)
    parts = zip(_split(filters, groups), _split(dy, groups), strict=True)
    return np.concatenate([_conv_input_gradient(part_shape, *part, where) for part in parts], axis=-1)


def _conv_input_gradient(shape: Sequence[int], filters: Array, dy: Array, where: Plan) -> Array:
    dx = np.zeros(padded_shape(shape, where), dy.dtype)
    matrix = _matrix(filters).T
    for rows in _parts(shape[0], prod(where.out) * matrix.shape[1] * dy.itemsize):
        part = dy[rows]
        columns = part.reshape(len(part) * prod(where.out), dy.shape[-1]) @ matrix
        windows = columns.reshape(len(part), *where.out, *where.window, shape[-1])
        for place, slices in where.positions():
            dx[(rows, *slices)] += windows[(slice(None),) * (1 + len(place)) + (*place, slice(None))]
    return cropped(dx, where)


def conv_filter_gradient(x: Array, shape: Sequence[int], dy: Array, where: Plan) -> Array:
    """The adjoint of `conv` for filters of this shape."""
    groups = x.shape[-1] // shape[-2] if shape[-2] else 1
    if groups == 1:
        return _conv_filter_gradient(x, shape, dy, where)
    part_shape = (*shape[:-1], shape[-1] // groups)
    parts = zip(_split(x, groups), _split(dy, groups), strict=True)
    return np.concatenate([_conv_filter_gradient(part, part_shape, d, where) for part, d in parts], axis=-1)


def _conv_filter_gradient(x: Array, shape: Sequence[int], dy: Array, where: Plan) -> Array:
    total = np.zeros((prod(shape[:-1]), shape[-1]), dy.dtype)
    for rows, columns in _columns(padded(x, where), where):
        total += columns.T @ dy[rows].reshape(len(columns), shape[-1])
    return total.reshape(tuple(shape))


def depthwise(x: Array, filters: Array, where: Plan) -> Array:
    """Each channel convolved with its own filters, shape [batch, *out, channels * multiplier]."""
    x = padded(x, where)
    *_, channels, multiplier = filters.shape
    out = np.zeros((x.shape[0], *where.out, channels, multiplier), x.dtype)
    for place, slices in where.positions():
        out += x[(slice(None), *slices)][..., np.newaxis] * filters[place]
    return out.reshape(*out.shape[:-2], channels * multiplier)


def depthwise_input_gradient(shape: Sequence[int], filters: Array, dy: Array, where: Plan) -> Array:
    """The adjoint of `depthwise` for an input of this shape."""
    dx = np.zeros(padded_shape(shape, where), dy.dtype)
    grouped = dy.reshape(*dy.shape[:-1], *filters.shape[-2:])
    for place, slices in where.positions():
        dx[(slice(None), *slices)] += (grouped * filters[place]).sum(-1)
    return cropped(dx, where)


def depthwise_filter_gradient(x: Array, shape: Sequence[int], dy: Array, where: Plan) -> Array:
    """The adjoint of `depthwise` for filters of this shape."""
    x = padded(x, where)
    out = np.zeros(tuple(shape), dy.dtype)
    grouped = dy.reshape(*dy.shape[:-1], *shape[-2:])
    axes = tuple(range(dy.ndim - 1))
    for place, slices in where.positions():
        out[place] = (x[(slice(None), *slices)][..., np.newaxis] * grouped).sum(axes)
    return out
