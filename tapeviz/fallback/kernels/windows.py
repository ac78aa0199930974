"""Sliding windows: how many there are under TensorFlow's padding rules, and the view of an array that shows them.

Arrays are channel-last, [batch, *spatial, channels], with any number of spatial axes.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

Array = NDArray[Any]


class NegativeSizeError(ValueError):
    """A window is larger than what it slides over: `size` is the input's, `window` the (dilated) window's."""

    def __init__(self, size: int, window: int, stride: int) -> None:
        super().__init__(f"a window of {window} does not fit into {size}")
        self.size, self.window, self.stride = size, window, stride


class Plan(NamedTuple):
    """Where the windows of one op lie; each field has one entry per spatial axis."""

    window: tuple[int, ...]
    strides: tuple[int, ...]
    dilations: tuple[int, ...]
    pads: tuple[tuple[int, int], ...]
    out: tuple[int, ...]

    def positions(self) -> Iterator[tuple[tuple[int, ...], tuple[slice, ...]]]:
        """Each place within the window, and the slices of the padded spatial axes that lie under it."""
        for place in itertools.product(*map(range, self.window)):
            axes = zip(place, self.dilations, self.strides, self.out, strict=True)
            yield place, tuple(slice(at * d, at * d + (n - 1) * s + 1, s) for at, d, s, n in axes)


def plan(
    spatial: Sequence[int],
    window: Sequence[int],
    strides: Sequence[int],
    padding: str | Sequence[tuple[int, int]],
    dilations: Sequence[int] | None = None,
) -> Plan:
    """The windows over axes of sizes `spatial`; `padding` is "SAME", "VALID" or one pair per axis.

    Raises:
        NegativeSizeError: a window is larger than its padded axis.

    """
    dilations = tuple(dilations) if dilations is not None else (1,) * len(spatial)
    pairs: list[str | tuple[int, int]] = [padding] * len(spatial) if isinstance(padding, str) else list(padding)
    axes = [_axis(*row) for row in zip(spatial, window, strides, dilations, pairs, strict=True)]
    out, pads = zip(*axes, strict=True) if axes else ((), ())
    return Plan(tuple(window), tuple(strides), dilations, tuple(pads), tuple(out))


def _axis(
    size: int, window: int, stride: int, dilation: int, padding: str | tuple[int, int]
) -> tuple[int, tuple[int, int]]:
    """The number of windows along one axis, and the zeros before and after it."""
    span = (window - 1) * dilation + 1
    if padding == "SAME":
        count = -(-size // stride)
        missing = max((count - 1) * stride + span - size, 0)
        return count, (missing // 2, missing - missing // 2)
    low, high = (0, 0) if isinstance(padding, str) else padding
    count = (size + low + high - span) // stride + 1
    if size + low + high - span + stride < 0:
        raise NegativeSizeError(size + low + high, span, stride)
    return max(count, 0), (low, high)


def padded(x: Array, where: Plan, fill: Any = 0) -> Array:
    """`x` [batch, *spatial, channels] with `fill` around its spatial axes."""
    if not any(map(any, where.pads)):
        return x
    return np.pad(x, ((0, 0), *where.pads, (0, 0)), constant_values=fill)


def view(x: Array, where: Plan) -> Array:
    """The windows over the padded `x`, shape [batch, *out, *window, channels]: a view, not to be written to."""
    batch, *steps, channel = x.strides
    outer = [step * stride for step, stride in zip(steps, where.strides, strict=True)]
    inner = [step * dilation for step, dilation in zip(steps, where.dilations, strict=True)]
    shape = (x.shape[0], *where.out, *where.window, x.shape[-1])
    return as_strided(x, shape, (batch, *outer, *inner, channel), writeable=False)


def cropped(x: Array, where: Plan) -> Array:
    """The adjoint of `padded`: `x` without what was put around its spatial axes."""
    if not any(map(any, where.pads)):
        return x
    inner = [slice(low, size - high) for size, (low, high) in zip(x.shape[1:-1], where.pads, strict=True)]
    return np.ascontiguousarray(x[(slice(None), *inner, slice(None))])


def padded_shape(shape: Sequence[int], where: Plan) -> tuple[int, ...]:
    """The shape of `padded` for an array of this shape."""
    spatial = [size + low + high for size, (low, high) in zip(shape[1:-1], where.pads, strict=True)]
    return (shape[0], *spatial, shape[-1])
