"""Jacobians: one backward pass for each element of the target."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tapeviz.fallback.backward import pull_back
from tapeviz.fallback.convert import convert_to_tensor, int_vector
from tapeviz.fallback.execute import execute
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.tape_log import TapeLog
from tapeviz.fallback.tensor import Array, Tensor


def jacobian(log: TapeLog, target: Tensor, shape: TensorShape, sources: Sequence[Any], zero: bool) -> list[Any]:
    """Give each source its tensor of shape `target.shape + source.shape`; None, or zeros, where nothing connects."""
    handles = [getattr(source, "handle", source) for source in sources]
    seeds = np.eye(target._array.size, dtype=target._array.dtype).reshape(target._array.size, *target._array.shape)
    rows = [pull_back(log, [target], [Tensor(seed)], handles) for seed in seeds]
    outer = tuple(target._array.shape)
    columns = list(zip(*rows, strict=True)) if rows else [() for _ in sources]
    return [_stacked(column, outer, source, zero) for column, source in zip(columns, sources, strict=True)]


def check_batch(target: Any, source: Any) -> None:
    """Raise ValueError unless target and source have rows, and equally many."""
    for tensor in (target, source):
        tensor.shape.with_rank_at_least(2)
    if target.shape[0] != source.shape[0]:
        raise ValueError(
            f"Need first dimension of target shape ({target.shape}) and source shape ({source.shape}) to match."
        )


def batch_jacobian(log: TapeLog, target: Tensor, source: Any) -> Any:
    """Give shape `(batch, *target.shape[1:], *source.shape[1:])`; zeros where nothing connects the two.

    Each pass starts from the same element of every row; as TensorFlow does, it takes for granted that rows do not mix.
    """
    batch, *inner = target._array.shape
    handle = getattr(source, "handle", source)
    columns = [pull_back(log, [target], [Tensor(seed)], [handle])[0] for seed in _row_seeds(target._array)]
    source_shape = tuple(source.shape)
    if not columns or any(column is None for column in columns):
        return Tensor(np.zeros((batch, *inner, *source_shape[1:]), source.dtype.as_numpy_dtype))
    stacked = execute("Pack", tuple(convert_to_tensor(column) for column in columns), {"axis": 1})
    return execute("Reshape", (stacked, int_vector((batch, *inner, *source_shape[1:]))))


def _row_seeds(target: Array) -> list[Array]:
    """Give one cotangent per element of a row: 1 at that element of every row, 0 elsewhere."""
    size = int(np.prod(target.shape[1:]))
    seeds = []
    for position in range(size):
        seed = np.zeros((target.shape[0], size), target.dtype)
        seed[:, position] = 1
        seeds.append(seed.reshape(target.shape))
    return seeds


def _stacked(column: Sequence[Any], outer: tuple[int, ...], source: Any, zero: bool) -> Any:
    shape = (*outer, *tuple(source.shape))
    if not column or any(cotangent is None for cotangent in column):
        return Tensor(np.zeros(shape, source.dtype.as_numpy_dtype)) if zero or not column else None
    stacked = execute("Pack", tuple(convert_to_tensor(cotangent) for cotangent in column), {"axis": 0})
    return execute("Reshape", (stacked, int_vector(shape)))
