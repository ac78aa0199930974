"""Shapes and joints: reshape, broadcast, transpose, concat, stack, tile, with their VJPs."""

from __future__ import annotations

from math import prod
from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, dtype_of, int_vector, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import INDEX, Operation, gradient, not_differentiable, op
from tapeviz.fallback.shapes import TensorShape, spelled
from tapeviz.fallback.tensor import Array, Tensor


def _sizes(shape: Array) -> tuple[int, ...]:
    if shape.ndim != 1:
        raise errors.invalid(f"sizes input must be 1-D, not {spelled(shape.shape)}")
    return tuple(shape.tolist())


@op("Reshape", "T Tshape", plain=True, T="", Tshape=INDEX)
def _reshape(x: Array, shape: Array) -> Any:
    sizes = list(_sizes(shape))
    if sizes.count(-1) > 1:
        first = sizes.index(-1)
        raise errors.invalid(f"Only one input size may be -1, not both {first} and {sizes.index(-1, first + 1)}")
    for place, size in enumerate(sizes):
        if size < -1:
            raise errors.invalid(f"Size {place} must be non-negative, not {size}")
    if -1 in sizes:
        sizes[sizes.index(-1)] = _missing_size(x, sizes)
    count = prod(sizes)
    if count != x.size:
        raise errors.invalid(f"Input to reshape is a tensor with {x.size} values, but the requested shape has {count}")
    return x.reshape(sizes)


def _missing_size(x: Array, sizes: list[int]) -> int:
    """What -1 stands for in a shape; zeros that the shape names are left out of the count on both sides."""
    rest = prod(size for size in sizes if size > 0)
    count = prod(size for size in x.shape if size) if 0 in sizes else x.size
    if x.size and count % rest:
        raise errors.invalid(
            f"Input to reshape is a tensor with {x.size} values, but the requested shape requires a multiple of {rest}"
        )
    return count // rest


@gradient("Reshape")
def _reshape_vjp(operation: Operation, g: Any) -> Any:
    return p.reshape(g, operation.inputs[0]._array.shape), None


@op("BroadcastTo", "T Tidx", plain=True, T="", Tidx=INDEX)
def _broadcast(x: Array, shape: Array) -> Any:
    try:
        return np.broadcast_to(x, _sizes(shape)).copy()
    except ValueError:
        raise errors.invalid(f"Incompatible shapes: {spelled(x.shape)} vs. {spelled(_sizes(shape))}") from None


@gradient("BroadcastTo")
def _broadcast_vjp(operation: Operation, g: Any) -> Any:
    return p.reduce_to(g, operation.inputs[0]), None


op("Identity", "T", plain=True, T="")(lambda x: x)
op("StopGradient", "T", plain=True, T="")(lambda x: x)
op("PreventGradient", "T", T="")(lambda _, x: x)


op("EnsureShape", "T", T="")(lambda _, x: x)


@gradient("Identity", keeps_slices=True)
def _identity_vjp(operation: Operation, g: Any) -> Any:
    return g


@gradient("EnsureShape")
def _ensured_vjp(operation: Operation, g: Any) -> Any:
    return g


@gradient("PreventGradient")
def _prevented_vjp(operation: Operation, g: Any) -> Any:
    raise LookupError(f"Gradient explicitly disabled. Reason: {operation.attrs.get('message', '')!r}.")


@op("Shape", "T", T="")
def _shape(attrs: Any, x: Array) -> Any:
    return np.array(x.shape, attrs.get("out_type", dtypes.int32).as_numpy_dtype)


@op("ShapeN", "any*")
def _shapes(attrs: Any, *arrays: Array) -> Any:
    return tuple(_shape(attrs, array) for array in arrays)


@op("IdentityN", "any*", plain=True)
def _identities(*arrays: Array) -> Any:
    return arrays


@gradient("IdentityN")
def _identities_vjp(operation: Operation, *gs: Any) -> Any:
    return gs


not_differentiable(("StopGradient", "Shape", "ShapeN"))


@op("ExpandDims", "T Tdim", plain=True, T="", Tdim=INDEX)
def _expand_dims(x: Array, axis: Array) -> Any:
    position = int(axis)
    if not -x.ndim - 1 <= position <= x.ndim:
        raise errors.invalid(f"Tried to expand dim index {position} for tensor with {x.ndim} dimensions.")
    return np.expand_dims(x, position)


@op("Squeeze", "T", T="")
def _squeeze(attrs: Any, x: Array) -> Any:
    axes = attrs.get("squeeze_dims") or tuple(axis for axis, size in enumerate(x.shape) if size == 1)
    for axis in axes:
        if not -x.ndim <= axis < x.ndim:
            raise errors.invalid(f"Tried to squeeze dim index {axis} for tensor with {x.ndim} dimensions.")
        if x.shape[axis] != 1:
            raise errors.invalid(
                f"Can not squeeze dim[{axis % x.ndim}], expected a dimension of 1, got {x.shape[axis]}"
            )
    return np.squeeze(x, tuple(axes))


@gradient("ExpandDims")
def _expand_dims_vjp(operation: Operation, g: Any) -> Any:
    return p.reshape(g, operation.inputs[0]._array.shape), None


@gradient("Squeeze")
def _squeeze_vjp(operation: Operation, g: Any) -> Any:
    return p.reshape(g, operation.inputs[0]._array.shape)


@op("Transpose", "T Tperm", plain=True, T="", Tperm=INDEX)
def _transpose(x: Array, order: Array) -> Any:
    if order.shape != (x.ndim,):
        raise errors.invalid(
            f"transpose expects a vector of size {x.ndim}. But input(1) is a vector of size {order.size}"
        )
    axes = tuple(axis + x.ndim if axis < 0 else axis for axis in order.tolist())
    if sorted(axes) != list(range(x.ndim)):
        bad = next((axis for axis in order.tolist() if not -x.ndim <= axis < x.ndim), None)
        if bad is not None:
            raise errors.invalid(f"{bad} is out of range [0 .. {x.ndim})")
        missing = next(axis for axis in range(x.ndim) if axis not in axes)
        raise errors.invalid(f"{missing} is missing from {{{','.join(map(str, order.tolist()))}}}.")
    return np.transpose(x, axes)


@gradient("Transpose")
def _transpose_vjp(operation: Operation, g: Any) -> Any:
    order = operation.inputs[1]._array
    return p.transpose(g, tuple(np.argsort(order % order.size).tolist()) if order.size else ()), None


@export("reshape")
def reshape(tensor: Any, shape: Any, name: str | None = None) -> Any:
    """Give the elements another shape, in order; one size may be -1."""
    return execute("Reshape", (convert_to_tensor(tensor), shape_tensor(shape)))


@export("broadcast_to")
def broadcast_to(input: Any, shape: Any, name: str | None = None) -> Any:
    """Repeat along new axes and axes of size 1."""
    return execute("BroadcastTo", (convert_to_tensor(input), shape_tensor(shape)))


def shape_tensor(shape: Any) -> Tensor:
    """Convert what may stand for a shape: numbers, tensors, a list of either, a `TensorShape`."""
    if isinstance(shape, (list, tuple)) and not all(type(size) is int for size in shape):
        shape = [size if dtype_of(size) or getattr(size, "shape", None) != () else int(size) for size in shape]
    return ints(shape)


@export("identity")
def identity(input: Any, name: str | None = None) -> Any:
    """Give the value as a tensor of its own."""
    return execute("Identity", (convert_to_tensor(input),))


@export("identity_n")
def identity_n(input: Any, name: str | None = None) -> Any:
    """Give each value of a list as a tensor of its own."""
    return list(execute("IdentityN", tuple(map(convert_to_tensor, input))))


@export("stop_gradient")
def stop_gradient(input: Any, name: str | None = None) -> Any:
    """Give the value; no gradient passes through it, and no tape watches a variable for it."""
    # A variable is not watched by being read here.
    read = getattr(type(input), "_read_unwatched", convert_to_tensor)
    return execute("StopGradient", (read(input),))


@export("shape")
def shape_of(input: Any, out_type: Any = None, name: str | None = None) -> Any:
    """The sizes of the axes, as an int32 vector."""
    tensor = convert_to_tensor(input)
    return execute("Shape", (tensor,), {"out_type": dtypes.int32 if out_type is None else dtypes.as_dtype(out_type)})


@export("shape_n")
def shape_n(input: Any, out_type: Any = dtypes.int32, name: str | None = None) -> Any:
    """The shapes of several tensors."""
    return list(execute("ShapeN", tuple(map(convert_to_tensor, input)), {"out_type": dtypes.as_dtype(out_type)}))


@export("size")
def size(input: Any, out_type: Any = None, name: str | None = None) -> Any:
    """The number of elements, int32."""
    kind = dtypes.int32 if out_type is None else dtypes.as_dtype(out_type)
    return Tensor(np.array(convert_to_tensor(input)._array.size, kind.as_numpy_dtype))


@export("rank")
def rank(input: Any, name: str | None = None) -> Any:
    """The number of axes, int32."""
    return Tensor(np.array(convert_to_tensor(input)._array.ndim, np.int32))


@export("expand_dims")
def expand_dims(input: Any, axis: Any, name: str | None = None) -> Any:
    """Insert an axis of size 1."""
    return execute("ExpandDims", (convert_to_tensor(input), ints(axis)))


@export("squeeze")
def squeeze(input: Any, axis: Any = None, name: str | None = None) -> Any:
    """Drop axes of size 1: all of them, or those named. Raises InvalidArgumentError for another size."""
    axes = None if axis is None else [int(each) for each in (axis if isinstance(axis, (list, tuple)) else [axis])]
    return execute("Squeeze", (convert_to_tensor(input),), {"squeeze_dims": axes})


@export("transpose")
def transpose(a: Any, perm: Any = None, conjugate: bool = False, name: str = "transpose") -> Any:
    """Reorder the axes; turn them round without `perm`."""
    tensor = convert_to_tensor(a)
    order = int_vector(tuple(range(tensor._array.ndim))[::-1]) if perm is None else ints(perm)
    moved = execute("Transpose", (tensor, order))
    return p.conj(moved) if conjugate else moved


@export("ensure_shape")
def ensure_shape(x: Any, shape: Any, name: str | None = None) -> Any:
    """Give the tensor. Raises InvalidArgumentError where its shape does not fit."""
    tensor = convert_to_tensor(x)
    if not TensorShape(shape).is_compatible_with(tensor.shape):
        raise errors.InvalidArgumentError(
            None,
            None,
            f"Shape of tensor input {spelled(tensor._array.shape)} is not compatible with expected shape "
            f"{str(TensorShape(shape).dims).replace('None', '?').replace(' ', '')}. [Op:EnsureShape]",
        )
    return execute("EnsureShape", (tensor,), {"shape": TensorShape(shape)})


@op("ConcatV2", "T* Tidx", plain=True, T="", Tidx=INDEX)
def _concat(*parts: Array) -> Any:
    *arrays, axis = parts
    first = arrays[0]
    position = int(axis)
    if not first.ndim:
        raise errors.invalid("ConcatOp : Can't concatenate scalars (use tf.stack instead)")
    if not -first.ndim <= position < first.ndim:
        raise errors.invalid(
            f"ConcatOp : Expected concatenating dimensions in the range [{-first.ndim}, {first.ndim}), but got "
            f"{position}"
        )
    position %= first.ndim
    for index, array in enumerate(arrays):
        _check_concat(first, array, index, position)
    return np.concatenate(arrays, position)


def _check_concat(first: Array, array: Array, index: int, position: int) -> None:
    if array.ndim != first.ndim:
        raise errors.invalid(
            f"ConcatOp : Ranks of all input tensors should match: shape[0] = {spelled(first.shape)} vs. "
            f"shape[{index}] = {spelled(array.shape)}"
        )
    for axis, (one, other) in enumerate(zip(first.shape, array.shape, strict=True)):
        if axis != position and one != other:
            raise errors.invalid(
                f"ConcatOp : Dimension {axis} in both shapes must be equal: shape[0] = {spelled(first.shape)} vs. "
                f"shape[{index}] = {spelled(array.shape)}"
            )


@gradient("ConcatV2")
def _concat_vjp(operation: Operation, g: Any) -> Any:
    *parts, axis = operation.inputs
    position = int(axis._array) % g._array.ndim
    cotangents = []
    start = 0
    for index, part in enumerate(parts):
        size = part._array.shape
        begin = [0] * len(size)
        begin[position] = start
        start += size[position]
        wanted = operation.needs(index)
        cotangents.append(execute("Slice", (g, int_vector(tuple(begin)), int_vector(size))) if wanted else None)
    return (*cotangents, None)


@op("Tile", "T Tmultiples", plain=True, T="", Tmultiples=INDEX)
def _tile(x: Array, multiples: Array) -> Any:
    if multiples.shape != (x.ndim,):
        raise errors.invalid(
            f"Expected multiples argument to be a vector of length {x.ndim} but got length {multiples.size}"
        )
    return np.tile(x, multiples.tolist())


@gradient("Tile")
def _tile_vjp(operation: Operation, g: Any) -> Any:
    x, multiples = operation.inputs
    pairs = list(zip(multiples._array.tolist(), x._array.shape, strict=True))
    parted = p.reshape(g, tuple(size for pair in pairs for size in pair))
    return p.total(parted, tuple(range(0, 2 * len(pairs), 2))), None


@export("concat")
def concat(values: Any, axis: Any, name: str = "concat") -> Any:
    """Join tensors along an axis that they have."""
    if not isinstance(values, (list, tuple)):
        values = [values]
    parts = arguments(*values)
    if len(parts) == 1:
        return identity(parts[0])
    return execute("ConcatV2", (*parts, ints(axis)), {"N": len(parts)})


@export("stack")
def stack(values: Any, axis: int = 0, name: str = "stack") -> Any:
    """Join tensors of one shape along a new axis. Raises ValueError where the axis lies outside of the result."""
    if axis == 0 and (type(values) is Tensor or (len(values) and all(isinstance(row, (int, float)) for row in values))):
        return convert_to_tensor(values)
    rows = arguments(*values) if len(values) else ()
    if not rows:
        raise errors.InvalidArgumentError(None, None, "Must have at least 1 input [Op:Pack] name: stack")
    limit = rows[0]._array.ndim + 1
    if not -limit <= axis < limit:
        raise ValueError(f"Argument `axis` = {axis} not in range [{-limit}, {limit})")
    return execute("Pack", rows, {"axis": int(axis), "N": len(rows)})


@export("tile")
def tile(input: Any, multiples: Any, name: str | None = None) -> Any:
    """Repeat the whole along each axis."""
    return execute("Tile", (convert_to_tensor(input), ints(multiples)))
