"""Cuts: `tf.unstack`, `tf.split`, and the ops of `tf.stack`, with their VJPs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor


@op("Pack", "T*", T="")
def _pack(attrs: Any, *rows: Array) -> Any:
    first = rows[0].shape
    for index, row in enumerate(rows):
        if row.shape != first:
            raise errors.invalid(
                f"Shapes of all inputs must match: values[0].shape = {spelled(first)} != values[{index}].shape = "
                f"{spelled(row.shape)}"
            )
    return np.stack(rows, attrs.get("axis", 0))


@op("Unpack", "T", T="")
def _unpack(attrs: Any, x: Array) -> Any:
    return tuple(np.moveaxis(x, attrs["axis"], 0))


@gradient("Pack")
def _pack_vjp(operation: Operation, g: Any) -> Any:
    return execute("Unpack", (g,), {"num": len(operation.inputs), "axis": operation.attrs.get("axis", 0)})


@gradient("Unpack")
def _unpack_vjp(operation: Operation, *gs: Any) -> Any:
    return execute("Pack", gs, {"axis": operation.attrs["axis"], "N": len(gs)})


@op("Split", "int32 T", T="")
def _split(attrs: Any, axis: Array, x: Array) -> Any:
    position, count = int(axis), attrs["num_split"]
    if not -x.ndim <= position < x.ndim:
        raise errors.invalid(f"-input rank(-{x.ndim}) <= split_dim < input rank ({x.ndim}), but got {position}")
    if x.shape[position] % count:
        raise errors.invalid(
            f"Number of ways to split should evenly divide the split dimension, but got split_dim {position} (size = "
            f"{x.shape[position]}) and num_split {count}"
        )
    return tuple(np.split(x, count, position))


@op("SplitV", "T Tlen int32", T="", Tlen="int8 int32 int64")
def _split_sizes(attrs: Any, x: Array, sizes: Array, axis: Array) -> Any:
    position = int(axis)
    lengths = sizes.tolist()
    if -1 in lengths:
        lengths[lengths.index(-1)] = x.shape[position] - sum(length for length in lengths if length != -1)
    if sum(lengths) != x.shape[position]:
        raise errors.invalid(
            f"Determined shape must either match input shape along split_dim exactly if fully specified, or be less "
            f"than the size of the input along split_dim if not fully specified.  Got: {sum(lengths)}"
        )
    return tuple(np.split(x, np.cumsum(lengths)[:-1].tolist(), position))


@gradient("Split")
def _split_vjp(operation: Operation, *gs: Any) -> Any:
    return None, execute("ConcatV2", (*gs, operation.inputs[0]))


@gradient("SplitV")
def _split_sizes_vjp(operation: Operation, *gs: Any) -> Any:
    return execute("ConcatV2", (*gs, operation.inputs[2])), None, None


@export("unstack")
def unstack(value: Any, num: int | None = None, axis: int = 0, name: str = "unstack") -> Any:
    """Take an axis apart into a list. Raises ValueError where it is not there."""
    tensor = convert_to_tensor(value)
    limit = tensor._array.ndim
    if not -limit <= axis < limit:
        raise ValueError(f"Argument `axis` = {axis} not in range [{-limit}, {limit})")
    return list(execute("Unpack", (tensor,), {"num": tensor._array.shape[axis], "axis": int(axis)}))


@export("split")
def split(value: Any, num_or_size_splits: Any, axis: Any = 0, num: int | None = None, name: str = "split") -> Any:
    """Cut an axis into so many equal parts, or into parts of these sizes."""
    tensor = convert_to_tensor(value)
    position = ints(axis)
    sizes = num_or_size_splits
    if isinstance(sizes, (int, np.integer)) or (isinstance(sizes, Tensor) and not sizes.ndim):
        return list(execute("Split", (position, tensor), {"num_split": int(sizes)}))
    lengths = ints(sizes)
    return list(execute("SplitV", (tensor, lengths, position), {"num_split": lengths._array.size}))
