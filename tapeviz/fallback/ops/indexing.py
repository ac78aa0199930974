"""Subscripts: `t[...]` as a strided slice, `tf.slice`, and their VJPs."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, dtype_of, int_vector, ints
from tapeviz.fallback.dtypes import DType
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export, put
from tapeviz.fallback.ops import primitives
from tapeviz.fallback.registry import INDEX, Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor
from tapeviz.fallback.variable import stored

_INTEGER_TYPES: Final = (int, np.integer)
_INDEX_TYPES: Final = (dtypes.int64, dtypes.int32, dtypes.int16)  # the first that occurs is the type of a slice
_WRONG: Final = (
    "Only integers, slices (`:`), ellipsis (`...`), tf.newaxis (`None`) and scalar tf.int32/tf.int64 tensors are valid "
    "indices, got {!r}"
)


def _numpy_index(attrs: Any, shape: tuple[int, ...], begin: list[int], end: list[int], step: list[int]) -> Any:
    """Translate TensorFlow's begin, end, strides and bit masks to what NumPy's brackets take."""
    if attrs["ellipsis_mask"] & (attrs["ellipsis_mask"] - 1):
        raise errors.invalid("Multiple ellipses in slice spec not allowed")
    index: list[Any] = []
    axis = 0
    consumed = sum(
        not (attrs["new_axis_mask"] >> place & 1 or attrs["ellipsis_mask"] >> place & 1) for place in range(len(begin))
    )
    for place in range(len(begin)):
        bit = 1 << place
        if attrs["ellipsis_mask"] & bit:
            index.append(...)
            axis += len(shape) - consumed
        elif attrs["new_axis_mask"] & bit:
            index.append(None)
        else:
            if not shape:
                raise errors.invalid("Attempting to slice scalar input.")
            if axis >= len(shape):
                raise errors.invalid(f"Index out of range using input dim {axis}; input has only {len(shape)} dims")
            index.append(_one_axis(attrs, bit, shape[axis], axis, (begin[place], end[place], step[place])))
            axis += 1
    return tuple(index)


def _one_axis(attrs: Any, bit: int, size: int, axis: int, limits: tuple[int, int, int]) -> Any:
    begin, end, step = limits
    if attrs["shrink_axis_mask"] & bit:
        if not -size <= begin < size:
            place = begin + size if begin < 0 else begin
            raise errors.invalid(f"slice index {place} of dimension {axis} out of bounds.")
        return begin
    if step == 0:
        raise errors.invalid(f"strides[{axis}] must be non-zero")
    return slice(None if attrs["begin_mask"] & bit else begin, None if attrs["end_mask"] & bit else end, step)


@op("StridedSlice", "T Index Index Index", T="", Index="int16 int32 int64")
def _strided_slice(attrs: Any, x: Array, begin: Array, end: Array, strides: Array) -> Any:
    return x[_numpy_index(attrs, x.shape, begin.tolist(), end.tolist(), strides.tolist())]


@op("StridedSliceGrad", "Index Index Index Index T", T="", Index=INDEX)
def _strided_slice_grad(attrs: Any, shape: Array, begin: Array, end: Array, strides: Array, g: Array) -> Any:
    sizes = tuple(shape.tolist())
    spread = np.zeros(sizes, g.dtype)
    spread[_numpy_index(attrs, sizes, begin.tolist(), end.tolist(), strides.tolist())] = g
    return spread


@gradient("StridedSlice")
def _strided_slice_vjp(operation: Operation, g: Any) -> Any:
    x, *places = operation.inputs
    shape = primitives.cast(int_vector(x._array.shape), places[0].dtype)
    return execute("StridedSliceGrad", (shape, *places, g), operation.attrs), None, None, None


@gradient("StridedSliceGrad")
def _strided_slice_grad_vjp(operation: Operation, gg: Any) -> Any:
    places = operation.inputs[1:4]
    return None, None, None, None, execute("StridedSlice", (gg, *places), operation.attrs)


@op("Slice", "T Index Index", plain=True, T="", Index=INDEX)
def _slice(x: Array, begin: Array, size: Array) -> Any:
    starts, sizes = begin.tolist(), size.tolist()
    if len(starts) != x.ndim or len(sizes) != x.ndim:
        raise errors.invalid(
            f"Expected begin and size arguments to be 1-D tensors of size {x.ndim}, but got shapes "
            f"{spelled(begin.shape)} and {spelled(size.shape)} instead."
        )
    index = []
    for axis, (start, count) in enumerate(zip(starts, sizes, strict=True)):
        length = x.shape[axis] - start if count == -1 else count
        if not 0 <= start <= x.shape[axis]:
            raise errors.invalid(f"Expected begin[{axis}] in [0, {x.shape[axis]}], but got {start}")
        if length < 0 or start + length > x.shape[axis]:
            raise errors.invalid(f"Expected size[{axis}] in [0, {x.shape[axis] - start}], but got {length}")
        index.append(slice(start, start + length))
    return x[tuple(index)]


@gradient("Slice")
def _slice_vjp(operation: Operation, g: Any) -> Any:
    x, begin, _ = operation.inputs
    before = begin._array
    after = np.array(x._array.shape, np.int64) - before - np.array(operation.outputs[0]._array.shape, np.int64)
    margins = Tensor(np.stack([before, after], 1).astype(np.int32).reshape(-1, 2))
    return execute("Pad", (g, margins)), None, None


@export("slice")
def slice_(input_: Any, begin: Any, size: Any, name: str | None = None) -> Any:
    """The block that starts at `begin` and has these sizes; -1 goes to the end."""
    return execute("Slice", (convert_to_tensor(input_), ints(begin), ints(size)))


@export("strided_slice")
def strided_slice(
    input_: Any,
    begin: Any,
    end: Any,
    strides: Any = None,
    begin_mask: int = 0,
    end_mask: int = 0,
    ellipsis_mask: int = 0,
    new_axis_mask: int = 0,
    shrink_axis_mask: int = 0,
    var: Any = None,
    name: str | None = None,
) -> Any:
    """The elements from `begin` to `end` in steps of `strides`; the masks' bits say what each place means."""
    first = ints(begin)
    steps = int_vector((1,) * first._array.size) if strides is None else ints(strides)
    attrs = _masks(begin_mask, end_mask, ellipsis_mask, new_axis_mask, shrink_axis_mask)
    return execute("StridedSlice", (convert_to_tensor(input_), first, ints(end), steps), attrs)


def _masks(begin: int = 0, end: int = 0, ellipsis: int = 0, new_axis: int = 0, shrink_axis: int = 0) -> dict[str, int]:
    return {
        "begin_mask": begin,
        "end_mask": end,
        "ellipsis_mask": ellipsis,
        "new_axis_mask": new_axis,
        "shrink_axis_mask": shrink_axis,
    }


def subscript(tensor: Any, key: Any) -> Any:
    """`tensor[key]`: integers, slices, `...`, `None`, scalar integer tensors, a tuple of them, or one mask of booleans.

    Raises TypeError for anything else, InvalidArgumentError for a place that is not there.
    """
    value = convert_to_tensor(tensor)
    if isinstance(key, (bool, np.bool_)):
        raise ValueError("mask cannot be scalar.")  # noqa: TRY004 - TensorFlow's kind
    if _is_mask(key):
        from tapeviz.fallback.ops.gathering import boolean_mask

        return boolean_mask(value, key)
    spec = _Spec(key)
    return execute("StridedSlice", (value, *spec.places), spec.masks)


def variable_subscript(variable: Any, key: Any) -> Any:
    """`variable[key]`, which can be assigned to: `v[0].assign(1.)`."""
    if _is_mask(key) or isinstance(key, (bool, np.bool_)):
        return subscript(variable, key)
    value, spec = variable.value(), _Spec(key)
    part = execute("StridedSlice", (value, *spec.places), spec.masks)
    part._slice_of = _Part(variable, spec)
    return part


class _Part:
    """A part of a variable that can be set."""

    def __init__(self, variable: Any, spec: _Spec) -> None:
        self.variable = variable
        self.spec = spec

    def assign(self, value: Any, name: str | None = None) -> Any:
        """Set the part; a value of fewer elements is repeated."""
        tensor = convert_to_tensor(value, self.variable.dtype)
        inputs = (self.variable.handle, *self.spec.places, tensor)
        execute("ResourceStridedSliceAssign", inputs, self.spec.masks)
        return self.variable


@op("ResourceStridedSliceAssign", "resource Index Index Index T", T="", Index=INDEX)
def _strided_slice_assign(attrs: Any, handle: Array, begin: Array, end: Array, strides: Array, value: Array) -> Any:
    storage = stored(handle)
    changed = storage.array.copy()
    index = _numpy_index(attrs, changed.shape, begin.tolist(), end.tolist(), strides.tolist())
    changed[index] = value
    storage.array = changed
    return ()


def _is_mask(key: Any) -> bool:
    if isinstance(key, Tensor):
        return key.dtype is dtypes.bool_
    return isinstance(key, np.ndarray) and key.dtype == np.bool_


class _Spec:
    """What a subscript says, place by place, as `StridedSlice` takes it: integers, or tensors that a tape follows."""

    def __init__(self, key: Any) -> None:
        self.begin: list[Any] = []
        self.end: list[Any] = []
        self.strides: list[Any] = []
        self.masks = _masks()
        for item in key if isinstance(key, (tuple, list)) else (key,):
            self.add(item)
        self.places = _places(self.begin, self.end, self.strides)

    def add(self, item: Any) -> None:
        """Add one place of the subscript."""
        bit = 1 << len(self.begin)
        if isinstance(item, slice):
            self._add_slice(item, bit)
        elif item is Ellipsis:
            self._place(0, 0, 1)
            self.masks["ellipsis_mask"] |= bit
        elif item is None:
            self._place(0, 0, 1)
            self.masks["new_axis_mask"] |= bit
        else:
            position = _integer(item)
            wide = type(position) is Tensor and position._dtype is not dtypes.int32
            self._place(position, position + 1, _alike(1, position._dtype if wide else None))
            self.masks["shrink_axis_mask"] |= bit

    def _add_slice(self, item: slice, bit: int) -> None:
        dtype = _widest([item.start, item.stop, item.step])
        begin, end, step = (
            _alike(default, dtype) if given is None else _integer(given)
            for given, default in ((item.start, 0), (item.stop, 0), (item.step, 1))
        )
        self._place(begin, end, step)
        self.masks["begin_mask"] |= bit if item.start is None else 0
        self.masks["end_mask"] |= bit if item.stop is None else 0

    def _place(self, begin: Any, end: Any, stride: Any) -> None:
        self.begin.append(begin)
        self.end.append(end)
        self.strides.append(stride)


def _places(*lists: list[Any]) -> tuple[Tensor, ...]:
    """Make the begins, ends and strides the op's inputs: of tensors, a `Pack` each, and all of one type."""
    packed = [
        int_vector(tuple(each)) if all(type(item) is int for item in each) else convert_to_tensor(each)
        for each in lists
    ]
    if any(each._dtype is dtypes.int64 for each in packed):
        packed = [primitives.cast(each, dtypes.int64) for each in packed]
    return tuple(packed)


def _widest(limits: list[Any]) -> DType | None:
    """Give the type of the constants beside the tensors among a slice's limits; None where there is no tensor."""
    found = {limit._dtype for limit in limits if type(limit) is Tensor}
    return next((dtype for dtype in _INDEX_TYPES if dtype in found), None)


def _alike(number: int, dtype: DType | None) -> Any:
    return number if dtype is None else Tensor(np.array(number, dtype.as_numpy_dtype))


def _integer(item: Any) -> Any:
    """Give a place as an int, or as it is where it is a tensor or a variable. Raises TypeError for anything else."""
    if isinstance(item, _INTEGER_TYPES):
        return item if isinstance(item, bool) else int(item)
    kind = getattr(item, "dtype", None)
    if kind is not None and kind in _INDEX_TYPES and not tuple(item.shape):
        return int(item) if dtype_of(item) is None else item
    raise TypeError(_WRONG.format(item))


put("newaxis", None)
