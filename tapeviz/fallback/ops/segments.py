"""Sums, means and extremes of rows that share a number: `tf.math.segment_sum`, `tf.math.unsorted_segment_sum`, ..."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.gathering import gather
from tapeviz.fallback.registry import ANY_NUMBER, INDEX, REAL, Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor


def _limit(dtype: np.dtype[Any], lowest: bool) -> Any:
    if dtype.kind == "f":
        return np.finfo(dtype).min if lowest else np.finfo(dtype).max
    return np.iinfo(dtype).min if lowest else np.iinfo(dtype).max


def _unsorted(combine: Any, start: Any) -> Any:
    def kernel(data: Array, ids: Array, count: Array) -> Any:
        size = int(count)
        if data.shape[: ids.ndim] != ids.shape:
            raise errors.invalid("data.shape must start with segment_ids.shape")
        bad = np.argwhere(ids >= size)
        if len(bad):
            place = tuple(bad[0].tolist())
            raise errors.invalid(f"segment_ids[{','.join(map(str, place))}] = {ids[place]} is out of range [0, {size})")
        result = np.full((size, *data.shape[ids.ndim :]), start(data.dtype), data.dtype)
        chosen = ids >= 0
        if chosen.all():
            combine.at(result, ids.reshape(-1), data.reshape(ids.size, *result.shape[1:]))
        else:
            combine.at(result, ids[chosen], data[chosen])
        return result

    return kernel


for _name, _combine, _start in (
    ("Sum", np.add, lambda _: 0),
    ("Prod", np.multiply, lambda _: 1),
    ("Max", np.maximum, lambda dtype: _limit(dtype, lowest=True)),
    ("Min", np.minimum, lambda dtype: _limit(dtype, lowest=False)),
):
    op(
        f"UnsortedSegment{_name}",
        "T Tindices Tnumsegments",
        plain=True,
        T=REAL if _name in {"Max", "Min"} else ANY_NUMBER,
        Tindices="int16 int32 int64" if _name == "Sum" else INDEX,
        Tnumsegments=INDEX,
    )(_unsorted(_combine, _start))


def _sorted(combine: Any, start: int) -> Any:
    def kernel(data: Array, ids: Array) -> Any:
        flat = ids.tolist()
        if ids.ndim != 1 or ids.size != data.shape[0]:
            raise errors.invalid("segment_ids should be the same size as dimension 0 of input.")
        if any(after < before for before, after in itertools.pairwise(flat)):
            raise errors.invalid("segment ids are not increasing")
        result = np.full(((flat[-1] + 1) if flat else 0, *data.shape[1:]), start, data.dtype)
        present = np.unique(ids)
        if combine in {np.maximum, np.minimum}:
            result[present] = _limit(data.dtype, combine is np.maximum)
        combine.at(result, ids, data)
        return result

    return kernel


def _segment_mean(data: Array, ids: Array) -> Any:
    summed = _sorted(np.add, 0)(data, ids)
    counts = np.maximum(np.bincount(ids, minlength=len(summed)), 1).astype(data.dtype)
    return (summed / counts.reshape(-1, *(1,) * (data.ndim - 1))).astype(data.dtype)


for _name, _combine, _first in (
    ("Sum", np.add, 0),
    ("Prod", np.multiply, 1),
    ("Max", np.maximum, 0),
    ("Min", np.minimum, 0),
):
    op(f"Segment{_name}", "T Tindices", plain=True, T=REAL if _name in {"Max", "Min"} else ANY_NUMBER, Tindices=INDEX)(
        _sorted(_combine, _first)
    )
op("SegmentMean", "T Tindices", plain=True, T=ANY_NUMBER, Tindices=INDEX)(_segment_mean)


def _taken(rows: Any, ids: Any) -> Any:
    """Give each element its segment's row; rows of negative numbers, which were dropped, are zeros."""
    numbers = ids._array
    taken = gather(rows, Tensor(np.maximum(numbers, 0)))
    if not (numbers < 0).any():
        return taken
    kept = (numbers >= 0).reshape(*numbers.shape, *(1,) * (taken.ndim - numbers.ndim))
    return p.select(Tensor(kept), taken, p.zeros_like(taken))


@gradient("UnsortedSegmentSum")
def _unsorted_sum_vjp(operation: Operation, g: Any) -> Any:
    return _taken(g, operation.inputs[1]), None, None


@gradient("SegmentSum")
def _sum_vjp(operation: Operation, g: Any) -> Any:
    return gather(g, operation.inputs[1]), None


@gradient("SegmentMean")
def _mean_vjp(operation: Operation, g: Any) -> Any:
    data, ids = operation.inputs
    counts = np.maximum(np.bincount(ids._array, minlength=g._array.shape[0]), 1)
    shape = (-1, *(1,) * (data.ndim - 1))
    scaled = p.div(g, Tensor(counts.astype(data._array.dtype).reshape(shape)))
    return gather(scaled, ids), None


def _extreme(operation: Operation, g: Any) -> Any:
    """Share the cotangent evenly between the rows' elements that equal their segment's extreme."""
    data, ids = operation.inputs[:2]
    chosen = p.compare("Equal", data, _taken(operation.outputs[0], ids))
    segments = Tensor(np.array(g._array.shape[0], np.int32))
    count = execute("UnsortedSegmentSum", (p.cast(chosen, g.dtype), ids, segments))
    shares = _taken(p.div(g, count), ids)
    return p.select(chosen, shares, p.zeros_like(shares))


@gradient("UnsortedSegmentMax", "UnsortedSegmentMin")
def _unsorted_extreme_vjp(operation: Operation, g: Any) -> Any:
    return _extreme(operation, g), None, None


@gradient("SegmentMax", "SegmentMin")
def _extreme_vjp(operation: Operation, g: Any) -> Any:
    return _extreme(operation, g), None


def _product_of_others(operation: Operation, g: Any, divisor: Any = None) -> Any:
    """Multiply the cotangent with the product of the segment's other elements, right also where one of them is 0.

    The product is divided by `divisor`; it is 1 for elements that are 0 if not given.
    """
    data, ids = operation.inputs[:2]
    segments = Tensor(np.array(g._array.shape[0], np.int32))
    zero = p.compare("Equal", data, p.number(0, data))
    zeros = execute("UnsortedSegmentSum", (p.cast(zero, ids.dtype), ids, segments))
    filled = p.select(zero, p.number(1, data), data)
    without_zeros = execute("UnsortedSegmentProd", (filled, ids, segments))
    allowed = p.compare("Less", zeros, p.number(2, zeros))
    kept = p.select(allowed, g, p.zeros_like(g))
    quotient = p.div(_taken(operation.outputs[0], ids), filled if divisor is None else divisor)
    others = p.select(zero, _taken(without_zeros, ids), quotient)
    return p.mul(_taken(kept, ids), others)


@gradient("UnsortedSegmentProd")
def _unsorted_prod_vjp(operation: Operation, g: Any) -> Any:
    # The quotient that a 0 leaves unused is NaN, and so is the second derivative, as in TensorFlow.
    return _product_of_others(operation, g, operation.inputs[0]), None, None


@gradient("SegmentProd")
def _prod_vjp(operation: Operation, g: Any) -> Any:
    return _product_of_others(operation, g), None


def _sorted_function(name: str, doc: str) -> Any:
    op_type = "Segment" + name.capitalize()

    def function(data: Any, segment_ids: Any, name: str | None = None) -> Any:
        return execute(op_type, (convert_to_tensor(data), ints(segment_ids)))

    function.__name__ = function.__qualname__ = f"segment_{name}"
    function.__doc__ = doc
    return export(f"math.segment_{name}")(function)


def _unsorted_function(name: str, doc: str) -> Any:
    op_type = "UnsortedSegment" + name.capitalize()

    def function(data: Any, segment_ids: Any, num_segments: Any, name: str | None = None) -> Any:
        return execute(op_type, (convert_to_tensor(data), ints(segment_ids), ints(num_segments)))

    function.__name__ = function.__qualname__ = f"unsorted_segment_{name}"
    function.__doc__ = doc
    return export(f"math.unsorted_segment_{name}")(function)


for _name, _what in (
    ("sum", "The sum"),
    ("prod", "The product"),
    ("max", "The largest"),
    ("min", "The smallest"),
):
    _sorted_function(_name, f"{_what} of the rows of each number; the numbers must not fall.")
    _unsorted_function(_name, f"{_what} of the rows of each number; negative numbers are left out.")
_sorted_function("mean", "The mean of the rows of each number; the numbers must not fall.")


def _counts(data: Tensor, ids: Tensor, num_segments: Any) -> Tensor:
    chosen = ids._array[ids._array >= 0]
    counted = np.maximum(np.bincount(chosen, minlength=int(num_segments)), 1).astype(data._array.dtype)
    return Tensor(counted.reshape(-1, *(1,) * (data.ndim - ids.ndim)))


@export("math.unsorted_segment_mean")
def unsorted_segment_mean(data: Any, segment_ids: Any, num_segments: Any, name: str | None = None) -> Any:
    """The mean of the rows of each number; negative numbers are left out."""
    rows, ids = convert_to_tensor(data), ints(segment_ids)
    summed = execute("UnsortedSegmentSum", (rows, ids, ints(num_segments)))
    return p.div(summed, _counts(rows, ids, num_segments))


@export("math.unsorted_segment_sqrt_n")
def unsorted_segment_sqrt_n(data: Any, segment_ids: Any, num_segments: Any, name: str | None = None) -> Any:
    """The sum of the rows of each number, divided by the square root of how many there are."""
    rows, ids = convert_to_tensor(data), ints(segment_ids)
    summed = execute("UnsortedSegmentSum", (rows, ids, ints(num_segments)))
    return p.div(summed, p.sqrt(_counts(rows, ids, num_segments)))
