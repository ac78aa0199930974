"""Blocks of places as elements of a batch and back: `tf.space_to_batch` and `tf.batch_to_space`."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.registry import INDEX, Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array


def _check(x: Array, block: Array, margins: Array, name: str) -> int:
    """Give the number of axes that are cut. Raises InvalidArgumentError where the shapes do not fit."""
    if block.ndim != 1:
        raise errors.invalid(f"block_shape rank should be 1 instead of {block.ndim}")
    count = len(block)
    if x.ndim < 1 + count:
        raise errors.invalid(f"input rank should be >= {1 + count} instead of {x.ndim}")
    if margins.shape != (count, 2):
        raise errors.invalid(f"{name} should have shape [{count}, 2] instead of {spelled(margins.shape)}")
    for place, size in enumerate(block.tolist()):
        if size < 1:
            raise errors.invalid(f"All values in block_shape must be positive, got value, {size} at index {place}.")
    if (margins < 0).any():
        raise errors.invalid(f"{name.capitalize()} must be non-negative")
    return count


@op("SpaceToBatchND", "T Tblock_shape Tpaddings", plain=True, T="", Tblock_shape=INDEX, Tpaddings=INDEX)
def _space_to_batch(x: Array, block: Array, paddings: Array) -> Array:
    count = _check(x, block, paddings, "paddings")
    padded = np.pad(x, [(0, 0), *map(tuple, paddings.tolist()), *((0, 0),) * (x.ndim - 1 - count)])
    split = [padded.shape[0]]
    for place, size in enumerate(block.tolist()):
        length = padded.shape[1 + place]
        if length % size:
            raise errors.invalid(f"padded_shape[{place}]={length} is not divisible by block_shape[{place}]={size}")
        split += [length // size, size]
    rest = padded.shape[1 + count :]
    parts = padded.reshape(*split, *rest)
    within, across = range(2, 2 * count + 1, 2), range(1, 2 * count, 2)
    moved = parts.transpose(*within, 0, *across, *range(2 * count + 1, parts.ndim))
    return moved.reshape(padded.shape[0] * prod(block.tolist()), *split[1::2], *rest)


@op("BatchToSpaceND", "T Tblock_shape Tcrops", plain=True, T="", Tblock_shape=INDEX, Tcrops=INDEX)
def _batch_to_space(x: Array, block: Array, crops: Array) -> Array:
    count = _check(x, block, crops, "crops")
    sizes = block.tolist()
    if x.shape[0] % prod(sizes):
        raise errors.invalid(
            f"Input batch dimension ({x.shape[0]}) is not divisible by product of block sizes ({prod(sizes)})"
        )
    batch, rest = x.shape[0] // prod(sizes), x.shape[1 + count :]
    parts = x.reshape(*sizes, batch, *x.shape[1:])
    pairs = [axis for place in range(count) for axis in (count + 1 + place, place)]
    moved = parts.transpose(count, *pairs, *range(2 * count + 1, parts.ndim))
    lengths = [size * length for size, length in zip(sizes, x.shape[1:], strict=False)]
    whole = moved.reshape(batch, *lengths, *rest)
    kept = [slice(None)]
    for place, ((start, end), length) in enumerate(zip(crops.tolist(), lengths, strict=True)):
        if length < start + end:
            raise errors.invalid(f"cropped_shape[{place}]={length - start - end} must be non-negative")
        kept.append(slice(start, length - end))
    return whole[tuple(kept)]


@gradient("SpaceToBatchND")
def _space_to_batch_vjp(operation: Operation, g: Any) -> Any:
    return execute("BatchToSpaceND", (g, *operation.inputs[1:])), None, None


@gradient("BatchToSpaceND")
def _batch_to_space_vjp(operation: Operation, g: Any) -> Any:
    return execute("SpaceToBatchND", (g, *operation.inputs[1:])), None, None


@export("space_to_batch", "space_to_batch_nd", "nn.space_to_batch")
def space_to_batch(input: Any, block_shape: Any, paddings: Any, name: str | None = None) -> Any:
    """Put the places of each block into the batch, after padding: [b, h, w, c] -> [b * s * t, h / s, w / t, c]."""
    return execute("SpaceToBatchND", (convert_to_tensor(input), ints(block_shape), ints(paddings)))


@export("batch_to_space")
def batch_to_space(input: Any, block_shape: Any, crops: Any, name: str | None = None) -> Any:
    """Spread the batch over blocks and crop them, the inverse of `space_to_batch`; a number stands for two axes."""
    block = [block_shape] * 2 if isinstance(block_shape, int) else block_shape
    return execute("BatchToSpaceND", (convert_to_tensor(input), ints(block), ints(crops)))
