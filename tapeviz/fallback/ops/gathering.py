"""Rows by number: gather, scatter, segments, masks, partitions, with `IndexedSlices` as gradients of gathers."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, int_vector, ints, like
from tapeviz.fallback.execute import STATE, execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import ANY_NUMBER, INDEX, Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.slices import IndexedSlices
from tapeviz.fallback.tape_log import variable_accessed
from tapeviz.fallback.tensor import Array, Tensor
from tapeviz.fallback.variable import Variable, stored


def _check_indices(indices: Array, size: int) -> None:
    bad = np.argwhere((indices < 0) | (indices >= size))
    if len(bad):
        place = tuple(bad[0].tolist())
        where = ",".join(map(str, place))
        raise errors.invalid(f"indices[{where}] = {indices[place]} is not in [0, {size})")


def _check_axes(params: Array, indices: Array, axis: int, batch: int) -> None:
    """Raise InvalidArgumentError for an axis that params lack, or batch axes that the two do not share."""
    if not params.ndim:
        raise errors.invalid("params must be at least 1 dimensional")
    least = -axis if axis < 0 else axis + 1
    if params.ndim < least:
        raise errors.invalid(f"Shape must be at least rank {least} but is rank {params.ndim}")
    if batch > indices.ndim:
        raise errors.invalid(f"Expected batch_dims in the range [{-indices.ndim}, {indices.ndim}], but got {batch}")
    if batch >= params.ndim:
        raise errors.invalid(f"batch_dims ({batch}) must be less than rank(params) ({params.ndim}).")
    if batch > axis % params.ndim:
        raise errors.invalid(f"batch_dims ({batch}) must be less than or equal to axis ({axis}).")
    for place in range(batch):
        one, other = params.shape[place], indices.shape[place]
        if one != other:
            raise errors.invalid(f"params.shape[{place}]: {one} should be equal to indices.shape[{place}]: {other}")


@op("GatherV2", "Tparams Tindices Taxis", Tparams="", Tindices="int16 int32 int64", Taxis=INDEX)
def _gather(attrs: Any, params: Array, indices: Array, axis: Array) -> Any:
    batch = attrs.get("batch_dims", 0)
    _check_axes(params, indices, int(axis), batch)
    along = int(axis) % params.ndim
    if 0 in (*params.shape[:along], *params.shape[along + 1 :]):  # of empty slices any number will do
        return np.zeros((*params.shape[:along], *indices.shape[batch:], *params.shape[along + 1 :]), params.dtype)
    _check_indices(indices, params.shape[along])
    if not batch:
        return np.take(params, indices, along)
    lead = params.shape[:batch]
    rows = params.reshape(-1, *params.shape[batch:])
    picks = indices.reshape(-1, *indices.shape[batch:])
    taken = np.stack([np.take(row, pick, along - batch) for row, pick in zip(rows, picks, strict=True)])
    return taken.reshape(*lead, *taken.shape[1:])


@gradient("GatherV2")
def _gather_vjp(operation: Operation, g: Any) -> Any:
    params, indices, axis = operation.inputs
    batch = operation.attrs.get("batch_dims", 0)
    along = int(axis._array) % params._array.ndim
    shape = params._array.shape
    if int(axis._array) == 0 and not batch:  # an axis counted from the end gives a dense gradient
        rows = p.reshape(g, (indices._array.size, *shape[1:]))
        return IndexedSlices(rows, p.reshape(indices, (indices._array.size,)), int_vector(shape)), None, None
    return _gathered_back(g, shape, indices, along, batch), None, None


def _gathered_back(g: Any, shape: tuple[int, ...], indices: Any, along: int, batch: int) -> Any:
    """Add the cotangent of a gather along an inner axis back to where its elements came from.

    The gathered axis goes to the front (behind the batch axes, which are counted into the index), the rows are added by
    number, and the axes go back.
    """
    inner = indices._array.shape[batch:]
    lead, middle, rest = shape[:batch], shape[batch:along], shape[along + 1 :]
    count = int(np.prod(inner, dtype=np.int64))
    flat = p.reshape(g, (*lead, *middle, count, *rest))
    order = (
        *range(batch),
        along,
        *range(batch, along),
        *range(along + 1, len(shape)),
    )
    moved = p.transpose(flat, order)
    groups = int(np.prod(lead, dtype=np.int64))
    offsets = np.arange(groups).reshape(-1, 1) * shape[along]
    numbers = indices._array.reshape(groups if batch else 1, count) + (offsets if batch else 0)
    numbers = numbers.reshape(-1).astype(np.int64)
    rows = p.reshape(moved, (numbers.size, *middle, *rest))
    segments = Tensor(np.array(max(groups, 1) * shape[along], np.int32))
    added = execute("UnsortedSegmentSum", (rows, Tensor(numbers), segments))
    back = tuple(int(each) for each in np.argsort(order))
    return p.transpose(p.reshape(added, (*lead, shape[along], *middle, *rest)), back)


@op("ResourceGather", "resource Tindices", Tindices=INDEX)
def _resource_gather(attrs: Any, handle: Array, indices: Array) -> Any:
    array = stored(handle).array
    _check_indices(indices, array.shape[0])
    return np.take(array, indices, 0)


@gradient("ResourceGather")
def _resource_gather_vjp(operation: Operation, g: Any) -> Any:
    handle, indices = operation.inputs
    shape = stored(handle._array).array.shape
    rows = p.reshape(g, (indices._array.size, *shape[1:]))
    return IndexedSlices(rows, p.reshape(indices, (indices._array.size,)), int_vector(shape)), None


@op("GatherNd", "Tparams Tindices", plain=True, Tparams="", Tindices="int16 int32 int64")
def _gather_nd(params: Array, indices: Array) -> Any:
    depth = indices.shape[-1]
    if depth > params.ndim:
        raise errors.invalid(f"index innermost dimension length must be <= params rank; saw: {depth} vs. {params.ndim}")
    _check_places(indices, params.shape, "param shape", ", node name: GatherNd")
    return params[tuple(np.moveaxis(indices, -1, 0))]


def _check_places(indices: Array, shape: tuple[int, ...], what: str, tail: str = "") -> None:
    limits = np.array(shape[: indices.shape[-1]])
    if not limits.size:
        return
    bad = np.argwhere(((indices < 0) | (indices >= limits)).any(-1))
    if len(bad):
        place = tuple(bad[0].tolist())
        numbers = ", ".join(map(str, indices[place].tolist()))
        raise errors.invalid(
            f"indices[{','.join(map(str, place))}] = [{numbers}] does not index into {what} {spelled(shape)}{tail}"
        )


@gradient("GatherNd")
def _gather_nd_vjp(operation: Operation, g: Any) -> Any:
    params, indices = operation.inputs
    shape = int_vector(params._array.shape)
    if indices._array.ndim == 2 and indices._array.shape[-1] == 1:
        rows = execute("Squeeze", (indices,), {"squeeze_dims": [-1]})
        return IndexedSlices(g, rows, shape), None
    return execute("ScatterNd", (indices, g, p.cast(shape, indices.dtype))), None


def _scattered(start: Array, indices: Array, updates: Array, combine: Any) -> Any:
    """Combine slices of updates with what is at the places that the last axis of the indices names."""
    depth = indices.shape[-1]
    wanted = (*indices.shape[:-1], *start.shape[depth:])
    if updates.shape != wanted:
        raise errors.invalid(
            f"Dimensions [0,{indices.ndim - 1}) of indices[shape={spelled(indices.shape)}] must match dimensions "
            f"[0,{indices.ndim - 1}) of updates[shape={spelled(updates.shape)}]"
        )
    _check_places(indices, start.shape, "shape")
    result = start.copy()
    index = tuple(np.moveaxis(indices, -1, 0))
    if combine is None:
        result[index] = updates
    else:
        combine.at(result, index, updates)
    return result


@op("ScatterNd", "Tindices T Tindices", plain=True, T="", Tindices="int16 int32 int64")
def _scatter_nd(indices: Array, updates: Array, shape: Array) -> Any:
    return _scattered(np.zeros(tuple(shape.tolist()), updates.dtype), indices, updates, np.add)


@gradient("ScatterNd")
def _scatter_nd_vjp(operation: Operation, g: Any) -> Any:
    return None, execute("GatherNd", (g, operation.inputs[0])), None


_PLACES = "int16 int32 int64 uint16"
_combine: Any
for _name, _combine in (
    ("Update", None),
    ("Add", np.add),
    ("Sub", np.subtract),
    ("Max", np.maximum),
    ("Min", np.minimum),
):
    op(f"TensorScatter{_name}", "T Tindices T", plain=True, T="", Tindices=_PLACES if _name == "Update" else INDEX)(
        lambda x, indices, updates, combine=_combine: _scattered(x, indices, updates, combine)
    )
    op(f"ResourceScatterNd{_name}", "resource Tindices T", plain=True, T="", Tindices=INDEX)(
        lambda handle, indices, updates, combine=_combine: _store(
            handle, _scattered(stored(handle).array, indices, updates, combine)
        )
    )

for _name, _combine in (
    ("Update", None),
    ("Add", np.add),
    ("Sub", np.subtract),
    ("Mul", np.multiply),
    ("Div", np.divide),
    ("Max", np.maximum),
    ("Min", np.minimum),
):
    op(
        f"ResourceScatter{_name}",
        "resource Tindices dtype",
        plain=True,
        dtype=ANY_NUMBER if _name != "Update" else "",
        Tindices=INDEX,
    )(lambda handle, indices, updates, combine=_combine: _scatter_rows(handle, indices, updates, combine))


def _store(handle: Array, array: Array) -> tuple[()]:
    stored(handle).array = array
    return ()


def _scatter_rows(handle: Array, indices: Array, updates: Array, combine: Any) -> tuple[()]:
    start = stored(handle).array
    _check_indices(indices, start.shape[0])
    rows = np.broadcast_to(updates, (*indices.shape, *start.shape[1:]))
    return _store(handle, _scattered(start, indices[..., None], rows, combine))


@gradient("TensorScatterUpdate")
def _tensor_scatter_update_vjp(operation: Operation, g: Any) -> Any:
    indices, updates = operation.inputs[1:]
    return (
        execute("TensorScatterUpdate", (g, indices, p.zeros_like(updates))),
        None,
        execute("GatherNd", (g, indices)),
    )


@gradient("TensorScatterAdd")
def _tensor_scatter_add_vjp(operation: Operation, g: Any) -> Any:
    return g, None, execute("GatherNd", (g, operation.inputs[1]))


@gradient("TensorScatterSub")
def _tensor_scatter_sub_vjp(operation: Operation, g: Any) -> Any:
    return g, None, p.neg(execute("GatherNd", (g, operation.inputs[1])))


@gradient("TensorScatterMax", "TensorScatterMin")
def _tensor_scatter_extreme_vjp(operation: Operation, g: Any) -> Any:
    """Share the cotangent between the tensor's element and the updates that equal the result."""
    x, indices, updates = operation.inputs
    y = operation.outputs[0]
    from_x = p.cast(p.compare("Equal", x, y), x.dtype)
    from_updates = p.cast(p.compare("Equal", updates, execute("GatherNd", (y, indices))), x.dtype)
    count = execute("TensorScatterAdd", (from_x, indices, from_updates))
    return (
        p.div(p.mul(g, from_x), count),
        None,
        p.div(p.mul(execute("GatherNd", (g, indices)), from_updates), execute("GatherNd", (count, indices))),
    )


@export("gather")
def gather(
    params: Any,
    indices: Any,
    validate_indices: Any = None,
    axis: Any = None,
    batch_dims: int = 0,
    name: str | None = None,
) -> Any:
    """The slices with these numbers along an axis (the first, or the first behind the batch axes).

    Its gradient along the first axis is `IndexedSlices`. Raises InvalidArgumentError for a number that is not there.
    """
    numbers = ints(indices)
    along = batch_dims if axis is None else axis
    if isinstance(params, Variable) and not batch_dims and int(along) == 0:
        if STATE.tapes and params.trainable:
            variable_accessed(params)
        attrs = {"batch_dims": 0, "validate_indices": True, "dtype": params.dtype}
        return execute("ResourceGather", (params.handle, numbers), attrs)
    batch = batch_dims + numbers._array.ndim if batch_dims < 0 else batch_dims
    return execute("GatherV2", (convert_to_tensor(params), numbers, ints(along)), {"batch_dims": batch})


@export("gather_nd")
def gather_nd(
    params: Any, indices: Any, batch_dims: int = 0, name: str | None = None, bad_indices_policy: str = ""
) -> Any:
    """The elements or slices at the places that the last axis of the indices names."""
    tensor, places = convert_to_tensor(params), ints(indices)
    if not batch_dims:
        return execute("GatherNd", (tensor, places))
    shape = places._array.shape
    grids = np.meshgrid(*[np.arange(size) for size in shape[:batch_dims]], indexing="ij")
    lead = [
        np.broadcast_to(grid.reshape(*grid.shape, *(1,) * (len(shape) - batch_dims)), (*shape[:-1], 1))
        for grid in grids
    ]
    own = [Tensor(each.astype(places._array.dtype)) for each in lead]
    return execute("GatherNd", (tensor, execute("ConcatV2", (*own, places, ints(-1)))))


@export("scatter_nd")
def scatter_nd(indices: Any, updates: Any, shape: Any, bad_indices_policy: str = "", name: str | None = None) -> Any:
    """Zeros of this shape with the updates added at the places that the indices name."""
    places = ints(indices)
    return execute("ScatterNd", (places, convert_to_tensor(updates), p.cast(ints(shape), places.dtype)))


def _scatter_function(op_type: str, name: str, doc: str) -> Any:
    def function(tensor: Any, indices: Any, updates: Any, bad_indices_policy: str = "", name: str | None = None) -> Any:
        x = convert_to_tensor(tensor)
        return execute(op_type, (x, ints(indices), like(updates, x.dtype)))

    function.__name__ = function.__qualname__ = name
    function.__doc__ = doc
    return export(name)(function)


tensor_scatter_nd_update = _scatter_function(
    "TensorScatterUpdate", "tensor_scatter_nd_update", "The tensor with elements or slices set at the named places."
)
tensor_scatter_nd_add = _scatter_function(
    "TensorScatterAdd", "tensor_scatter_nd_add", "The tensor with the updates added at the named places."
)
tensor_scatter_nd_sub = _scatter_function(
    "TensorScatterSub", "tensor_scatter_nd_sub", "The tensor with the updates subtracted at the named places."
)
tensor_scatter_nd_max = _scatter_function(
    "TensorScatterMax", "tensor_scatter_nd_max", "The tensor with the larger of element and update at the named places."
)
tensor_scatter_nd_min = _scatter_function(
    "TensorScatterMin",
    "tensor_scatter_nd_min",
    "The tensor with the smaller of element and update at the named places.",
)


@export("boolean_mask")
def boolean_mask(tensor: Any, mask: Any, axis: Any = None, name: str = "boolean_mask") -> Any:
    """The slices where the mask holds. Raises ValueError where mask and tensor do not fit."""
    x = convert_to_tensor(tensor)
    given = convert_to_tensor(mask, dtypes.bool_)
    chosen = given._array
    start = 0 if axis is None else int(axis)
    shape = x._array.shape
    if not chosen.ndim:
        raise ValueError("mask cannot be scalar.")
    covered = shape[start : start + chosen.ndim]
    if covered != chosen.shape:
        raise ValueError(f"Shapes {_listed(covered)} and {_listed(chosen.shape)} are incompatible")
    flat = execute("Reshape", (x, int_vector((*shape[:start], chosen.size, *shape[start + chosen.ndim :]))))
    places = execute("Where", (execute("Reshape", (given, int_vector((-1,)))),))
    return gather(flat, execute("Squeeze", (places,), {"squeeze_dims": [1]}), axis=start)


def _listed(shape: tuple[int, ...]) -> str:
    return f"({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})"
