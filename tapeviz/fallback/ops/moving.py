"""Elements moved or repeated: reverse, roll, repeat, meshgrid, sequence_mask, bitcast, confusion matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, dtype_of, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.gathering import boolean_mask, scatter_nd
from tapeviz.fallback.registry import INDEX, Operation, gradient, not_differentiable, op
from tapeviz.fallback.shapes import TensorShape, as_shape, spelled
from tapeviz.fallback.tensor import Array, Tensor

_REVERSED = (
    "uint8 int8 uint16 int16 int32 uint32 int64 uint64 bool bfloat16 half float double complex64 complex128 string"
)
_BITS = (
    "bfloat16 half float double int64 int32 uint8 uint16 uint32 uint64 int8 int16 complex64 complex128 qint8 quint8 "
    "qint16 quint16 qint32"
)


@op("ReverseV2", "T Tidx", plain=True, T=_REVERSED, Tidx=INDEX)
def _reverse(x: Array, axis: Array) -> Any:
    for place in axis.tolist():
        if not -x.ndim <= place < x.ndim:
            raise errors.invalid(f"'axis'[0] = {place} is out of valid range [0, {x.ndim - 1}")
    return np.flip(x, tuple(axis.tolist()))


@gradient("ReverseV2")
def _reverse_vjp(operation: Operation, g: Any) -> Any:
    return execute("ReverseV2", (g, operation.inputs[1])), None


@op("Roll", "T Tshift Taxis", plain=True, T="", Tshift=INDEX, Taxis=INDEX)
def _roll(x: Array, shift: Array, axis: Array) -> Any:
    for place in axis.reshape(-1).tolist():
        if not -x.ndim <= place < x.ndim:
            raise errors.invalid(f"axis {place} is out of range")
    return np.roll(x, shift.reshape(-1).tolist(), axis.reshape(-1).tolist())


@gradient("Roll")
def _roll_vjp(operation: Operation, g: Any) -> Any:
    shift, axis = operation.inputs[1:]
    return execute("Roll", (g, p.neg(shift), axis)), None, None


@op("InvertPermutation", "T", plain=True, T=INDEX)
def _invert_permutation(order: Array) -> Any:
    if sorted(order.tolist()) != list(range(order.size)):
        raise errors.invalid("a permutation must hold each number once")
    return np.argsort(order).astype(order.dtype)


@op("Bitcast", "T", T=_BITS)
def _bitcast(attrs: Any, x: Array) -> Any:
    wanted = np.dtype(attrs["type"].as_numpy_dtype)
    if wanted.itemsize == x.dtype.itemsize:
        return x.view(wanted) if x.ndim else x.reshape(1).view(wanted).reshape(())
    if wanted.itemsize < x.dtype.itemsize:
        return np.ascontiguousarray(x)[..., None].view(wanted)
    if not x.ndim or x.shape[-1] * x.dtype.itemsize != wanted.itemsize:
        raise errors.invalid(f"Cannot bitcast from {x.dtype.name} to {attrs['type'].name}")
    return np.ascontiguousarray(x).view(wanted)[..., 0]


not_differentiable(("InvertPermutation",))


@op("ReverseSequence", "T Tlen", T="", Tlen=INDEX)
def _reverse_sequence(attrs: Any, x: Array, lengths: Array) -> Any:
    result = np.moveaxis(x, (attrs["batch_dim"], attrs["seq_dim"]), (0, 1)).copy()
    for row, length in zip(result, lengths.tolist(), strict=True):
        row[:length] = row[:length][::-1].copy()
    return np.moveaxis(result, (0, 1), (attrs["batch_dim"], attrs["seq_dim"]))


@gradient("ReverseSequence")
def _reverse_sequence_vjp(operation: Operation, g: Any) -> Any:
    return execute("ReverseSequence", (g, operation.inputs[1]), operation.attrs), None


@export("reverse")
def reverse(tensor: Any, axis: Any, name: str | None = None) -> Any:
    """The elements in reverse order along these axes."""
    return execute("ReverseV2", (convert_to_tensor(tensor), ints(axis)))


@export("reverse_sequence")
def reverse_sequence(
    input: Any,
    seq_lengths: Any,
    seq_axis: Any = None,
    batch_axis: Any = None,
    name: str | None = None,
) -> Any:
    """The first `seq_lengths[i]` elements of row i in reverse order."""
    attrs = {"seq_dim": int(seq_axis or 0), "batch_dim": int(batch_axis or 0)}
    return execute("ReverseSequence", (convert_to_tensor(input), ints(seq_lengths)), attrs)


@export("roll")
def roll(input: Any, shift: Any, axis: Any, name: str | None = None) -> Any:
    """The elements moved along axes; what falls off one end comes in at the other."""
    return execute("Roll", (convert_to_tensor(input), ints(shift), ints(axis)))


@export("math.invert_permutation")
def invert_permutation(x: Any, name: str | None = None) -> Any:
    """The permutation that undoes this one."""
    return execute("InvertPermutation", (ints(x),))


@export("bitcast")
def bitcast(input: Any, type: Any, name: str | None = None) -> Any:
    """The same bits, read as another dtype."""
    return execute("Bitcast", (convert_to_tensor(input),), {"type": dtypes.as_dtype(type)})


@export("repeat")
def repeat(input: Any, repeats: Any, axis: int | None = None, name: str | None = None) -> Any:
    """Each element (or slice along an axis) so many times in a row. Raises ValueError where the numbers do not fit."""
    x = convert_to_tensor(input)
    if axis is None:
        x, axis = p.reshape(x, (x._array.size,)), 0
    place = axis % x._array.ndim
    shape = x._array.shape
    counts = ints(repeats)
    wide = execute("ExpandDims", (x, ints(place + 1)))
    if counts._array.size == 1:
        times = int(counts._array.reshape(-1)[0])
        count = times if dtype_of(repeats) is None else p.reshape(counts, ())
        repeated = execute("Tile", (wide, _multiples(wide, place + 1, count)))
        return p.reshape(repeated, (*shape[:place], shape[place] * times, *shape[place + 1 :]))
    if counts._array.shape != (shape[place],):
        raise ValueError(f"Dimensions {shape[place]} and {counts._array.size} are not compatible")
    if place:
        counts = execute("BroadcastTo", (counts, ints(shape[: place + 1])))
    most = _largest(counts)
    tiled = execute("Tile", (wide, _multiples(wide, place + 1, most)))
    chosen = boolean_mask(tiled, sequence_mask(counts, most))
    return p.reshape(chosen, (*shape[:place], -1, *shape[place + 1 :])) if place else chosen


def _multiples(x: Any, place: int, times: Any) -> Any:
    """Give how often `Tile` repeats each axis: only this one, so many times."""
    return ints([times if axis == place else 1 for axis in range(x._array.ndim)])


def _largest(counts: Any) -> Any:
    """Give the largest of some lengths, at least 0, by ops."""
    largest = execute("Max", (counts, ints(list(range(counts._array.ndim)))), {"keep_dims": False})
    return execute("Maximum", (p.number(0, counts), largest))


@export("meshgrid")
def meshgrid(*args: Any, indexing: str = "xy", name: str = "meshgrid") -> Any:
    """The coordinates of a grid: one tensor per vector. Raises ValueError for another indexing than 'xy' or 'ij'."""
    if indexing not in {"xy", "ij"}:
        raise ValueError(f"Argument `indexing` parameter must be either 'xy' or 'ij', got '{indexing}'")
    vectors = [convert_to_tensor(each) for each in args]
    sizes = [each._array.size for each in vectors]
    count = len(vectors)
    swap = indexing == "xy" and count > 1
    places = [1, 0, *range(2, count)] if swap else list(range(count))
    shape = tuple(sizes[places.index(axis)] for axis in range(count))
    return [
        p.mul(
            p.reshape(each, tuple(-1 if axis == place else 1 for axis in range(count))),
            Tensor(np.ones(shape, vectors[0]._array.dtype)),
        )
        for each, place in zip(vectors, places, strict=True)
    ]


@export("sequence_mask")
def sequence_mask(lengths: Any, maxlen: Any = None, dtype: Any = dtypes.bool_, name: str | None = None) -> Any:
    """True for the first `lengths[i]` elements of row i."""
    counts = ints(lengths)
    limit = _largest(counts) if maxlen is None else convert_to_tensor(maxlen)
    if limit.ndim:
        raise ValueError(
            f"Argument `maxlen` must be scalar for sequence_mask, received `maxlen` = {limit} with shape "
            f"'{limit.shape}' instead"
        )
    row = execute("Range", (p.number(0, limit), limit, p.number(1, limit)))
    mask = p.compare("Less", row, p.cast(execute("ExpandDims", (counts, ints(-1))), limit.dtype))
    return p.cast(mask, dtypes.as_dtype(dtype))


@export("math.confusion_matrix")
def confusion_matrix(
    labels: Any,
    predictions: Any,
    num_classes: Any = None,
    weights: Any = None,
    dtype: Any = dtypes.int32,
    name: str | None = None,
) -> Any:
    """How often each label (row) met each prediction (column)."""
    rows, columns = (p.cast(convert_to_tensor(each), dtypes.int64) for each in (labels, predictions))
    largest = max((int(each._array.max()) for each in (rows, columns) if each._array.size), default=-1)
    size = largest + 1 if num_classes is None else int(num_classes)
    kind = dtypes.as_dtype(dtype)
    for each, what in ((rows, "labels"), (columns, "predictions")):
        if (each._array < 0).any() or (each._array >= size).any():
            raise errors.InvalidArgumentError(None, None, f"`{what}` contains values out of [0, {size})")
    places = execute("Pack", (rows, columns), {"axis": 1})
    shares = (
        Tensor(np.ones(rows._array.shape, kind.as_numpy_dtype))
        if weights is None
        else p.cast(convert_to_tensor(weights), kind)
    )
    return scatter_nd(places, shares, Tensor(np.array([size, size], np.int64)))


@export("broadcast_static_shape")
def broadcast_static_shape(shape_x: Any, shape_y: Any) -> TensorShape:
    """The shape that both broadcast to. Raises ValueError where there is none."""
    first, second = as_shape(shape_x), as_shape(shape_y)
    try:
        return TensorShape(np.broadcast_shapes(tuple(first), tuple(second)))  # type: ignore[arg-type]
    except ValueError:
        raise ValueError(f"Incompatible shapes for broadcasting: {first} and {second}") from None


@export("broadcast_dynamic_shape")
def broadcast_dynamic_shape(shape_x: Any, shape_y: Any) -> Any:
    """The shape that both broadcast to, as a tensor."""
    return execute("BroadcastArgs", arguments(ints(shape_x), ints(shape_y)))


@op("BroadcastArgs", "T T", plain=True, T=INDEX)
def _broadcast_args(first: Array, second: Array) -> Any:
    try:
        return np.array(np.broadcast_shapes(tuple(first.tolist()), tuple(second.tolist())), first.dtype)
    except ValueError:
        raise errors.invalid(
            f"Incompatible shapes: {spelled(tuple(first.tolist()))} vs. {spelled(tuple(second.tolist()))}"
        ) from None


@export("unravel_index")
def unravel_index(indices: Any, dims: Any, name: str | None = None) -> Any:
    """The coordinates of flat places, as the columns of a matrix."""
    return execute("UnravelIndex", arguments(indices, dims))


@op("UnravelIndex", "Tidx Tidx", plain=True, Tidx=INDEX)
def _unravel(indices: Array, dims: Array) -> Any:
    sizes = tuple(dims.tolist())
    if indices.size and int(indices.max()) >= int(np.prod(sizes)):
        raise errors.invalid("index is out of bound as with dims")
    return np.stack(np.unravel_index(indices, sizes)).astype(indices.dtype)


@export("parallel_stack")
def parallel_stack(values: Any, name: str = "parallel_stack") -> Any:
    """Raise RuntimeError: TensorFlow has it for graphs only."""
    raise RuntimeError("tf.parallel_stack() is not compatible with eager execution.")


@export("scalar_mul", "math.scalar_mul")
def scalar_mul(scalar: Any, x: Any, name: str | None = None) -> Any:
    """A tensor times a number. Raises ValueError where the number has axes."""
    tensor = convert_to_tensor(x)
    factor = convert_to_tensor(scalar, tensor.dtype)
    if factor.ndim:
        raise ValueError(f"The input scalar must be a 0-D value. Received shape {factor.shape}.")
    return p.mul(factor, tensor)
