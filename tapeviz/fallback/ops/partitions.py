"""Slices dealt out into lists and put together again: `tf.dynamic_partition`, `tf.dynamic_stitch`."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.gathering import gather
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor


@op("DynamicPartition", "T int32", T="")
def _dynamic_partition(attrs: Any, data: Array, partitions: Array) -> Any:
    count = attrs["num_partitions"]
    if data.shape[: partitions.ndim] != partitions.shape:
        raise errors.invalid(
            f"data.shape must start with partitions.shape, got data.shape = {spelled(data.shape)}, partitions.shape = "
            f"{spelled(partitions.shape)}"
        )
    return tuple(data[partitions == number] for number in range(count))


@gradient("DynamicPartition")
def _dynamic_partition_vjp(operation: Operation, *gs: Any) -> Any:
    data, partitions = operation.inputs
    size = partitions._array.size
    places = np.arange(size, dtype=np.int32).reshape(partitions._array.shape)
    indices = tuple(Tensor(places[partitions._array == number]) for number in range(len(gs)))
    return p.reshape(execute("DynamicStitch", (*indices, *gs)), data._array.shape), None


@op("DynamicStitch", "any*", plain=True)
def _dynamic_stitch(*parts: Array) -> Any:
    half = len(parts) // 2
    indices, data = parts[:half], parts[half:]
    size = 1 + max((int(each.max()) for each in indices if each.size), default=-1)
    for place, (each, values) in enumerate(zip(indices, data, strict=True)):
        if values.dtype != data[0].dtype:
            wanted, given = (dtypes.of_array(array).proto for array in (data[0], values))
            raise errors.invalid(
                f"cannot compute DynamicStitch as input #{half + place}(zero-based) was expected to be a {wanted} "
                f"tensor but is a {given} tensor"
            )
        if values.shape[: each.ndim] != each.shape:
            raise errors.invalid(
                f"data[{place}].shape = {spelled(values.shape)} does not start with "
                f"indices[{place}].shape = {spelled(each.shape)}"
            )
    rest = data[0].shape[indices[0].ndim :]
    merged = np.zeros((size, *rest), data[0].dtype)
    for places, values in zip(indices, data, strict=True):
        merged[places] = values
    return merged


@gradient("DynamicStitch")
def _dynamic_stitch_vjp(operation: Operation, g: Any) -> Any:
    half = len(operation.inputs) // 2
    return (*(None,) * half, *(gather(g, places) for places in operation.inputs[:half]))


@export("dynamic_partition")
def dynamic_partition(data: Any, partitions: Any, num_partitions: int, name: str | None = None) -> Any:
    """Deal the slices out into so many lists, by the number that each has."""
    attrs = {"num_partitions": int(num_partitions)}
    return list(execute("DynamicPartition", (convert_to_tensor(data), ints(partitions)), attrs))


@export("dynamic_stitch")
def dynamic_stitch(indices: Any, data: Any, name: str | None = None) -> Any:
    """Put slices where their numbers say; the last one wins."""
    return execute("DynamicStitch", (*map(ints, indices), *map(convert_to_tensor, data)))
