"""New tensors: constants, fills, ranges, unit matrices and one-hot vectors."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import convert, dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, dtype_of
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arrays import shape_tensor
from tapeviz.fallback.registry import INDEX, Operation, gradient, not_differentiable, op
from tapeviz.fallback.tensor import Array, Tensor

_ONES = "bfloat16 half float double int8 uint8 int16 uint16 int32 uint32 int64 uint64 complex64 complex128 bool"

constant = export("constant")(convert.constant)
export("convert_to_tensor")(convert_to_tensor)


@op("Fill", "index_type T", plain=True, T="", index_type=INDEX)
def _fill(shape: Array, value: Array) -> Any:
    if shape.ndim > 1:
        raise errors.invalid(f"dims must represent a vector, got shape [{','.join(map(str, shape.shape))}]")
    if value.ndim:
        raise errors.invalid(f"value must represent a scalar, got shape [{','.join(map(str, value.shape))}]")
    sizes = shape.ravel().tolist()
    for size in sizes:
        if size < 0:
            raise errors.invalid(f"Dimension {size} must be >= 0")
    return np.full(sizes, value[()], value.dtype)


@gradient("Fill")
def _fill_vjp(operation: Operation, g: Any) -> Any:
    return None, p.total(g, tuple(range(g._array.ndim)))


op("ZerosLike", "T", plain=True, T="")(
    lambda x: np.full(x.shape, b"", object) if x.dtype.kind == "O" else np.zeros_like(x)
)
op("OnesLike", "T", plain=True, T=_ONES)(np.ones_like)


@op(
    "Range", "Tidx Tidx Tidx", plain=True, Tidx="bfloat16 half float double int8 int16 int32 int64 uint16 uint32 uint64"
)
def _range(start: Array, limit: Array, delta: Array) -> Any:
    if delta == 0:
        raise errors.invalid("Requires delta != 0: 0")
    if (delta > 0 and start > limit) or (delta < 0 and start < limit):
        sign, order = (">", "<=") if delta > 0 else ("<", ">=")
        raise errors.invalid(f"Requires start {order} limit when delta {sign} 0: {start}/{limit}")
    count = max(int(np.ceil((float(limit) - float(start)) / float(delta))), 0)
    if start.dtype.kind in "iu":
        return (int(start) + np.arange(count) * int(delta)).astype(start.dtype)
    return (start + np.arange(count, dtype=start.dtype) * delta).astype(start.dtype)


@op("OneHot", "TI int32 T T", T="", TI="uint8 int8 int32 int64")
def _one_hot(attrs: Any, indices: Array, depth: Array, on: Array, off: Array) -> Any:
    if depth < 0:
        raise errors.invalid(f"depth must be non-negative, got: {depth}")
    axis = attrs.get("axis", -1)
    axis = indices.ndim if axis == -1 else axis
    classes = np.arange(int(depth)).reshape([-1 if place == axis else 1 for place in range(indices.ndim + 1)])
    return np.where(np.expand_dims(indices, axis) == classes, on, off)


not_differentiable(("ZerosLike", "OnesLike", "Range", "OneHot"))


@export("fill")
def fill(dims: Any, value: Any, name: str | None = None, layout: Any = None) -> Any:
    """A tensor of this shape with this one value everywhere."""
    return execute("Fill", (shape_tensor(dims), convert_to_tensor(value)))


def _filled(shape: Any, value: int, dtype: Any) -> Any:
    kind = dtypes.as_dtype(dtype)
    element: Any = {dtypes.string: b"" if not value else b"1"}.get(kind, value)
    if isinstance(shape, (list, tuple)):  # TensorFlow reads tensors in such a list, which is no op
        shape = [int(size) if getattr(size, "shape", None) == () else size for size in shape]
    sizes = shape_tensor(shape)
    if not sizes._array.ndim:
        sizes = execute("Reshape", (sizes, convert.int_vector((1,))))
    return execute("Fill", (sizes, Tensor(np.array(element, kind.as_numpy_dtype))), {"index_type": sizes.dtype})


@export("zeros")
def zeros(shape: Any, dtype: Any = dtypes.float32, name: str | None = None, layout: Any = None) -> Any:
    """Zeros of this shape."""
    return _filled(shape, 0, dtype)


@export("ones")
def ones(shape: Any, dtype: Any = dtypes.float32, name: str | None = None, layout: Any = None) -> Any:
    """Ones of this shape."""
    return _filled(shape, 1, dtype)


@export("zeros_like")
def zeros_like(input: Any, dtype: Any = None, name: str | None = None, layout: Any = None) -> Any:
    """Zeros of the input's shape, and of its dtype unless another is named."""
    return _like(input, "ZerosLike", 0, dtype)


@export("ones_like")
def ones_like(input: Any, dtype: Any = None, name: str | None = None, layout: Any = None) -> Any:
    """Ones of the input's shape, and of its dtype unless another is named."""
    return _like(input, "OnesLike", 1, dtype)


def _like(value: Any, op_type: str, element: int, dtype: Any) -> Any:
    tensor = convert_to_tensor(value)
    if dtype is None or dtypes.as_dtype(dtype) is tensor.dtype:
        return execute(op_type, (tensor,))
    return _filled(execute("Shape", (tensor,), {"out_type": dtypes.int32}), element, dtype)


@export("range")
def range_(start: Any, limit: Any = None, delta: Any = 1, dtype: Any = None, name: str = "range") -> Any:
    """Numbers from `start` (0 if only one is given) up to and without `limit`, in steps of `delta`."""
    if limit is None:
        start, limit = 0, start
    if dtype is not None:
        kind = dtypes.as_dtype(dtype)
        ends = [_as_kind(value, kind) for value in (start, limit, delta)]
    else:
        ends = [convert_to_tensor(value) for value in (start, limit, delta)]
        order = (dtypes.int32, dtypes.int64, dtypes.float16, dtypes.float32, dtypes.float64)
        kind = max((end.dtype for end in ends), key=lambda each: order.index(each) if each in order else -1)
        ends = [p.cast(end, kind) for end in ends]
    return execute("Range", tuple(ends))


def _as_kind(value: Any, kind: dtypes.DType) -> Tensor:
    if dtype_of(value) is None:
        return convert_to_tensor(value, kind)
    cast: Tensor = p.cast(convert_to_tensor(value), kind)
    return cast


@export("linspace")
def linspace(start: Any, stop: Any, num: Any, name: str | None = None, axis: int = 0) -> Any:
    """`num` evenly spaced numbers from start to stop, along a new axis if these are tensors; integers give float64.

    Fewer than one number counts as one.
    """
    first = convert_to_tensor(start)
    last = convert_to_tensor(stop, first.dtype) if dtype_of(stop) is None else convert_to_tensor(stop)
    if first.dtype.is_integer:
        first, last = p.cast(first, dtypes.float64), p.cast(last, dtypes.float64)
    count = max(int(num), 1)
    shape = np.broadcast_shapes(first._array.shape, last._array.shape)
    place = axis if axis >= 0 else len(shape) + 1 + axis
    begin, end = (
        execute("ExpandDims", (p.broadcast(side, shape), convert.int_scalar(place))) for side in (first, last)
    )
    if count == 1:
        return begin
    step = p.div(p.sub(end, begin), _gaps(num, count, first))
    positions = np.arange(1, count - 1, dtype=first._array.dtype)
    along = positions.reshape([-1 if each == place else 1 for each in range(len(shape) + 1)])
    inner = p.add(begin, p.mul(step, Tensor(along)))
    return execute("ConcatV2", (begin, inner, end, convert.int_scalar(place)))


def _gaps(num: Any, count: int, like: Tensor) -> Any:
    """Give the number of steps between `count` numbers, computed from `num` where that is a tensor."""
    if dtype_of(num) is None:
        return p.number(count - 1, like)
    number = convert_to_tensor(num)
    return p.cast(p.sub(number, p.number(1, number)), like.dtype)


@export("eye", "linalg.eye")
def eye(
    num_rows: Any,
    num_columns: Any = None,
    batch_shape: Any = None,
    dtype: Any = dtypes.float32,
    name: str | None = None,
) -> Any:
    """The unit matrix, repeated for each element of `batch_shape`."""
    columns = num_rows if num_columns is None else num_columns
    for size in (int(num_rows), int(columns)):
        if size < 0:
            raise errors.InvalidArgumentError(None, None, f"Dimension {size} must be >= 0 [Op:Fill] name: ")
    from tapeviz.fallback.ops import diagonals

    diagonal = ones(_with_lead(batch_shape, _smaller(num_rows, columns)), dtype)
    if num_columns is None:
        return diagonals.diag(diagonal)
    return diagonals.set_diag(zeros(_with_lead(batch_shape, num_rows, columns), dtype), diagonal)


def _smaller(rows: Any, columns: Any) -> Any:
    if dtype_of(rows) is None and dtype_of(columns) is None:
        return min(int(rows), int(columns))
    return execute("Minimum", convert.arguments(rows, columns))


def _with_lead(batch_shape: Any, *sizes: Any) -> Any:
    """Put the sizes of a batch before those of a matrix; joined by ops where there are tensors among them."""
    lead = shape_tensor([] if batch_shape is None else batch_shape)
    if all(dtype_of(size) is None for size in sizes) and dtype_of(batch_shape) is None:
        return [*lead._array.tolist(), *map(int, sizes)]
    return execute("ConcatV2", (lead, convert_to_tensor(list(sizes), lead.dtype), convert.int_scalar(0)))


@export("one_hot")
def one_hot(
    indices: Any,
    depth: Any,
    on_value: Any = None,
    off_value: Any = None,
    axis: int | None = None,
    dtype: Any = None,
    name: str | None = None,
) -> Any:
    """`on_value` (1) at the place of each index along a new axis of size `depth`, `off_value` (0) elsewhere.

    Raises TypeError where the two values have different dtypes.
    """
    given = None if dtype is None else dtypes.as_dtype(dtype)
    found = [convert_to_tensor(value, given, None).dtype for value in (on_value, off_value) if value is not None]
    if len(set(map(id, found))) > 1:
        raise TypeError(f"dtype {found[0]!r} of on_value does not match dtype {found[1]!r} of off_value")
    kind = found[0] if found else given or dtypes.float32
    on = convert_to_tensor(1 if on_value is None else on_value, kind)
    off = convert_to_tensor(0 if off_value is None else off_value, kind)
    places = convert_to_tensor(indices)
    count = convert_to_tensor(depth, None, dtypes.int32)
    return execute("OneHot", (places, count, on, off), {"axis": -1 if axis is None else axis})
