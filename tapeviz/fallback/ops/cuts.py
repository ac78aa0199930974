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
from tapeviz.fallback.tensor import Array


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
    axis, count = attrs["axis"], attrs["num"]
    if x.shape[axis] != count:
        shape = ",".join(map(str, x.shape))
        raise errors.invalid(f"Input shape axis {axis} must equal {count}, got shape [{shape}]")
    return tuple(np.moveaxis(x, axis, 0))


@gradient("Pack")
def _pack_vjp(operation: Operation, g: Any) -> Any:
    return execute("Unpack", (g,), {"num": len(operation.inputs), "axis": operation.attrs.get("axis", 0)})


@gradient("Unpack")
def _unpack_vjp(operation: Operation, *gs: Any) -> Any:
    return execute("Pack", gs, {"axis": operation.attrs["axis"], "N": len(gs)})


def _check_split(attrs: Any, axis: Array, x: Array) -> int:
    """Give the axis. Raises InvalidArgumentError where it or the number of parts cannot be."""
    position = int(axis)
    if attrs["num_split"] < 1:
        raise errors.invalid(f"Value for attr 'num_split' of {attrs['num_split']} must be at least minimum 1")
    if not -x.ndim <= position < x.ndim:
        raise errors.invalid(f"-input rank(-{x.ndim}) <= split_dim < input rank ({x.ndim}), but got {position}")
    return position


@op("Split", "int32 T", T="")
def _split(attrs: Any, axis: Array, x: Array) -> Any:
    position, count = _check_split(attrs, axis, x), attrs["num_split"]
    if x.shape[position] % count:
        raise errors.invalid(
            f"Number of ways to split should evenly divide the split dimension, but got split_dim {position} (size = "
            f"{x.shape[position]}) and num_split {count}"
        )
    return tuple(np.split(x, count, position))


@op("SplitV", "T Tlen int32", T="", Tlen="int8 int32 int64")
def _split_sizes(attrs: Any, x: Array, sizes: Array, axis: Array) -> Any:
    position = _check_split(attrs, axis, x)
    if sizes.ndim != 1:
        raise errors.invalid(
            f"size of the split_tensor must be 1-D and have the same elements as outputs got {sizes.ndim} -D and "
            f"{sizes.size} elements"
        )
    lengths = sizes.tolist()
    if lengths.count(-1) > 1:
        raise errors.invalid("There can only be one -1 in the input.")
    known = sum(length for length in lengths if length != -1)
    if known > x.shape[position] or (known < x.shape[position] and -1 not in lengths):
        raise errors.invalid(
            f"Determined shape must either match input shape along split_dim exactly if fully specified, or be less "
            f"than the size of the input along split_dim if not fully specified.  Got: {known}"
        )
    for place, length in enumerate(lengths):
        if length < -1:
            raise errors.invalid(f"Split size at index {place} must be >= 0. Got: {length}")
    lengths = [x.shape[position] - known if length == -1 else length for length in lengths]
    return tuple(np.split(x, np.cumsum(lengths)[:-1].tolist(), position))


@gradient("Split")
def _split_vjp(operation: Operation, *gs: Any) -> Any:
    return None, execute("ConcatV2", (*gs, operation.inputs[0]))


@gradient("SplitV")
def _split_sizes_vjp(operation: Operation, *gs: Any) -> Any:
    return execute("ConcatV2", (*gs, operation.inputs[2])), None, None


@export("unstack")
def unstack(value: Any, num: int | None = None, axis: int = 0, name: str = "unstack") -> Any:
    """Take an axis apart into a list, of `num` parts if that is given.

    Raises ValueError for an axis that is not there, InvalidArgumentError where it has another size.
    """
    tensor = convert_to_tensor(value)
    limit = tensor._array.ndim
    if not -limit <= axis < limit:
        raise ValueError(f"Argument `axis` = {axis} not in range [{-limit}, {limit})")
    count = tensor._array.shape[axis] if num is None else num
    return list(execute("Unpack", (tensor,), {"num": count, "axis": int(axis)}))


@export("split")
def split(value: Any, num_or_size_splits: Any, axis: Any = 0, num: int | None = None, name: str = "split") -> Any:
    """Cut an axis into so many equal parts, or into parts of these sizes, one of which may be -1 for the rest.

    Raises InvalidArgumentError where the axis has another size, ValueError for a tensor or a float as their number.
    """
    tensor = convert_to_tensor(value)
    position = ints(axis)
    sizes = num_or_size_splits
    if isinstance(sizes, (int, np.integer)):
        return list(execute("Split", (position, tensor), {"num_split": int(sizes)}))
    lengths = convert_to_tensor(sizes)
    if not lengths.ndim:
        raise ValueError(
            "Rank-0 tensors are not supported as the num_or_size_splits argument to split. Argument provided: "
            f"{num_or_size_splits!s}"
        )
    return list(execute("SplitV", (tensor, lengths, position), {"num_split": lengths._array.size}))
