"""Order and running totals: sort, unique, searchsorted, cumsum, cumprod, bincount."""

from __future__ import annotations

from collections import namedtuple
from typing import Any, Literal

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, int_vector, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.top_k import top_k
from tapeviz.fallback.registry import ANY_NUMBER, INDEX, Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor

Unique = namedtuple("Unique", ["y", "idx"])  # noqa: PYI024 - the name is what users see printed
UniqueWithCounts = namedtuple("UniqueWithCounts", ["y", "idx", "count"])  # noqa: PYI024


def _turned(x: Any) -> Any:
    """Reverse the order of the values: -x, and for integers -1 - x, which cannot overflow."""
    return execute("Invert", (x,)) if x.dtype.is_integer else p.neg(x)


def _to_last(x: Any, axis: int) -> tuple[Any, tuple[int, ...] | None]:
    rank = x._array.ndim
    if not -rank <= axis < rank:
        raise errors.InvalidArgumentError(None, None, f"axis {axis} is out of range for a tensor of rank {rank}")
    place = axis % rank
    if place == rank - 1:
        return x, None
    order = [*range(rank)]
    order[place], order[-1] = order[-1], order[place]
    return p.transpose(x, tuple(order)), tuple(order)


def _sorted(values: Any, axis: Any, direction: str, part: int) -> Any:
    x = convert_to_tensor(values)
    if direction not in {"ASCENDING", "DESCENDING"}:
        raise ValueError(
            f"Argument `direction` should be one of 'ASCENDING' or 'DESCENDING'. Received: direction={direction}"
        )
    if isinstance(axis, Tensor) and axis.ndim:
        raise ValueError(f"Argument `axis` must be a scalar. Received: axis={axis}")
    moved, order = _to_last(x, int(axis))
    upwards = direction == "ASCENDING"
    ranked = _turned(moved) if upwards else moved
    result = top_k(ranked, moved._array.shape[-1])[part]
    if upwards and part == 0:
        result = _turned(result)
    return result if order is None else p.transpose(result, order)


@export("sort")
def sort(values: Any, axis: int = -1, direction: str = "ASCENDING", name: str | None = None) -> Any:
    """The elements in order along an axis; each one's gradient goes back to its place."""
    return _sorted(values, axis, direction, 0)


@export("argsort")
def argsort(
    values: Any, axis: int = -1, direction: str = "ASCENDING", stable: bool = False, name: str | None = None
) -> Any:
    """The places of the elements in order along an axis, int32; equal ones stay in order."""
    return _sorted(values, axis, direction, 1)


def _running(x: Array, axis: Array, attrs: Any, accumulate: Any, first: float) -> Any:
    place = int(axis)
    if not -x.ndim <= place < x.ndim:
        raise errors.invalid(f"ScanOp: Expected scan axis in the range [{-x.ndim}, {x.ndim}), but got {place}")
    turned = np.flip(x, place) if attrs.get("reverse") else x
    if attrs.get("exclusive"):
        turned = np.roll(turned, 1, place)
        head: list[Any] = [slice(None)] * x.ndim
        head[place] = slice(0, 1)
        turned[tuple(head)] = first
    result = accumulate(turned, axis=place, dtype=x.dtype)
    return np.flip(result, place) if attrs.get("reverse") else result


@op("Cumsum", "T Tidx", T=ANY_NUMBER, Tidx=INDEX)
def _cumsum(attrs: Any, x: Array, axis: Array) -> Any:
    return _running(x, axis, attrs, np.cumsum, 0)


@op("Cumprod", "T Tidx", T=ANY_NUMBER, Tidx=INDEX)
def _cumprod(attrs: Any, x: Array, axis: Array) -> Any:
    return _running(x, axis, attrs, np.cumprod, 1)


@op("CumulativeLogsumexp", "T Tidx", T="bfloat16 half float double", Tidx=INDEX)
def _cumulative_logsumexp(attrs: Any, x: Array, axis: Array) -> Any:
    return _running(x, axis, attrs, np.logaddexp.accumulate, -np.inf).astype(x.dtype)


@gradient("Cumsum")
def _cumsum_vjp(operation: Operation, g: Any) -> Any:
    exclusive, reverse = _ways(operation)
    return execute("Cumsum", (g, operation.inputs[1]), {"exclusive": exclusive, "reverse": not reverse}), None


@gradient("Cumprod")
def _cumprod_vjp(operation: Operation, g: Any) -> Any:
    """The running sum, from the other side, of cotangent times product, divided by the element.

    At the first 0 of a run the quotient is NaN as in no other implementation but TensorFlow's: it is 0 there.
    """
    x, axis = operation.inputs
    exclusive, reverse = _ways(operation)
    product = execute("Cumprod", (x, axis), {"exclusive": exclusive, "reverse": reverse})
    weighted = p.mul(product, g)
    summed = execute("Cumsum", (weighted, axis), {"exclusive": exclusive, "reverse": not reverse})
    return execute("DivNoNan", (summed, x)), None


@gradient("CumulativeLogsumexp")
def _cumulative_logsumexp_vjp(operation: Operation, g: Any) -> Any:
    x, axis = operation.inputs
    result = operation.outputs[0]
    exclusive, reverse = _ways(operation)
    lowest = p.number(float(np.finfo(x._array.dtype).min), g)
    attrs = {"exclusive": exclusive, "reverse": not reverse}

    def part(sign: str, size: Any) -> Any:
        zero = p.number(0, g)
        logs = p.select(p.compare(sign, g, zero), p.log(size), lowest)
        return p.exp(p.add(execute("CumulativeLogsumexp", (p.sub(logs, result), axis), attrs), x))

    return p.sub(part("Greater", g), part("Less", p.neg(g))), None


def _ways(operation: Operation) -> tuple[bool, bool]:
    return bool(operation.attrs.get("exclusive")), bool(operation.attrs.get("reverse"))


def _running_function(op_type: str, names: str, doc: str) -> Any:
    def function(x: Any, axis: Any = 0, exclusive: bool = False, reverse: bool = False, name: str | None = None) -> Any:
        attrs = {"exclusive": bool(exclusive), "reverse": bool(reverse)}
        return execute(op_type, (convert_to_tensor(x), ints(axis)), attrs)

    function.__name__ = function.__qualname__ = names.split(maxsplit=1)[0].rpartition(".")[2]
    function.__doc__ = doc
    return export(*names.split())(function)


cumsum = _running_function("Cumsum", "cumsum math.cumsum", "The running sum along an axis.")
cumprod = _running_function("Cumprod", "math.cumprod", "The running product along an axis.")
cumulative_logsumexp = _running_function(
    "CumulativeLogsumexp", "math.cumulative_logsumexp", "The running log(sum(exp(x))) along an axis."
)


@op("Unique", "T", T="")
def _unique(attrs: Any, x: Array) -> Any:
    return _distinct(attrs, x)[:2]


@op("UniqueWithCounts", "T", T="")
def _unique_with_counts(attrs: Any, x: Array) -> Any:
    return _distinct(attrs, x)


def _distinct(attrs: Any, x: Array) -> tuple[Array, Array, Array]:
    """Give the distinct elements in order of appearance, each element's number, and how often each occurs."""
    if x.ndim != 1:
        raise errors.invalid("unique expects a 1D vector.")
    _, first, inverse, count = np.unique(x, return_index=True, return_inverse=True, return_counts=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    kind = attrs.get("out_idx", dtypes.int32).as_numpy_dtype
    return x[np.sort(first)], rank[inverse.reshape(-1)].astype(kind), count[order].astype(kind)


@export("unique")
def unique(x: Any, out_idx: Any = dtypes.int32, name: str | None = None) -> Any:
    """The distinct elements in order of appearance, and each element's number among them."""
    return Unique(*execute("Unique", (convert_to_tensor(x),), {"out_idx": dtypes.as_dtype(out_idx)}))


@export("unique_with_counts")
def unique_with_counts(x: Any, out_idx: Any = dtypes.int32, name: str | None = None) -> Any:
    """The distinct elements in order of appearance, each element's number among them, and how often each occurs."""
    attrs = {"out_idx": dtypes.as_dtype(out_idx)}
    return UniqueWithCounts(*execute("UniqueWithCounts", (convert_to_tensor(x),), attrs))


def _bound(side: Literal["left", "right"]) -> Any:
    def kernel(attrs: Any, rows: Array, values: Array) -> Any:
        if len(rows) != len(values):
            raise errors.invalid("Leading dim_size of both tensors must match.")
        flat = [np.searchsorted(row, value, side) for row, value in zip(rows, values, strict=True)]
        return np.array(flat).reshape(values.shape).astype(attrs["out_type"].as_numpy_dtype)

    return kernel


op("LowerBound", "T T", T="")(_bound("left"))
op("UpperBound", "T T", T="")(_bound("right"))


@export("searchsorted")
def searchsorted(
    sorted_sequence: Any, values: Any, side: str = "left", out_type: Any = dtypes.int32, name: str | None = None
) -> Any:
    """Where each value belongs in the sorted last axis. Raises ValueError for another side than 'left' or 'right'."""
    rows = convert_to_tensor(sorted_sequence)
    wanted = convert_to_tensor(values, None, rows.dtype)
    if side not in {"left", "right"}:
        raise ValueError(f"Argument `side` must be either 'right' or 'left'. Saw: `side` = {side}.")
    many, lines = (execute("Reshape", (x, int_vector((-1, x._array.shape[-1])))) for x in (rows, wanted))
    op_type = "LowerBound" if side == "left" else "UpperBound"
    found = execute(op_type, (many, lines), {"out_type": dtypes.as_dtype(out_type)})
    return execute("Reshape", (found, int_vector(wanted._array.shape)))


@op("DenseBincount", "Tidx Tidx T", Tidx=INDEX, T="int32 int64 float double")
def _bincount(attrs: Any, numbers: Array, size: Array, weights: Array) -> Any:
    count = int(size)
    if (numbers < 0).any():
        raise errors.invalid("Input arr must be non-negative!")
    rows = numbers.reshape(-1, numbers.shape[-1]) if numbers.ndim == 2 else numbers.reshape(1, -1)
    share = weights.reshape(rows.shape) if weights.size else np.ones(rows.shape, weights.dtype)
    result = np.zeros((len(rows), count), weights.dtype)
    for row, line, part in zip(result, rows, share, strict=True):
        kept = line < count
        np.add.at(row, line[kept], part[kept])
    if attrs.get("binary_output"):
        result = (result != 0).astype(weights.dtype)
    return result if numbers.ndim == 2 else result[0]


@op("HistogramFixedWidth", "T T int32", T="int32 int64 float double")
def _histogram(attrs: Any, values: Array, limits: Array, bins: Array) -> Any:
    count = int(bins)
    places = _bins(values, limits, count)
    return np.bincount(places.reshape(-1), minlength=count).astype(attrs["dtype"].as_numpy_dtype)


def _bins(values: Array, limits: Array, count: int) -> Array:
    low, high = limits.tolist()
    if low >= high:
        raise errors.invalid(f"value_range should satisfy value_range[0] < value_range[1], but got '[{low}, {high}]'")
    step = (high - low) / count
    places: Array = np.clip(np.floor((values - low) / step), 0, count - 1).astype(np.int64)
    return places


@export("math.bincount")
def bincount(
    arr: Any,
    weights: Any = None,
    minlength: Any = None,
    maxlength: Any = None,
    dtype: Any = dtypes.int32,
    name: str | None = None,
    axis: Any = None,
    binary_output: bool = False,
) -> Any:
    """How often (or with what weight) each number from 0 on occurs."""
    numbers = ints(arr)
    if axis is None and numbers.ndim != 1:
        numbers = p.reshape(numbers, (numbers._array.size,))
    share = (
        Tensor(np.empty(0, dtypes.as_dtype(dtype).as_numpy_dtype)) if weights is None else convert_to_tensor(weights)
    )
    size = _bins_needed(numbers, minlength, maxlength)
    return execute("DenseBincount", (numbers, size, share), {"binary_output": binary_output})


def _bins_needed(numbers: Tensor, least: Any, most: Any) -> Any:
    """Count the bins, by ops: the largest number and one, where there is a number, within the limits that are given."""
    any_ = p.cast(p.compare("Greater", Tensor(np.array(numbers._array.size, np.int32)), ints(0)), numbers.dtype)
    largest = execute("Max", (numbers, ints(list(range(numbers.ndim)))), {"keep_dims": False})
    size = p.mul(any_, p.add(largest, p.number(1, numbers)))
    for op_type, limit in (("Maximum", least), ("Minimum", most)):
        if limit is not None:
            size = execute(op_type, (p.cast(convert_to_tensor(limit, None, numbers.dtype), numbers.dtype), size))
    return size


@export("histogram_fixed_width")
def histogram_fixed_width(
    values: Any, value_range: Any, nbins: Any = 100, dtype: Any = dtypes.int32, name: str | None = None
) -> Any:
    """How many values fall into each of so many equal bins; what lies outside goes to the nearest."""
    x = convert_to_tensor(values)
    limits = convert_to_tensor(value_range, x.dtype)
    return execute("HistogramFixedWidth", (x, limits, ints(nbins)), {"dtype": dtypes.as_dtype(dtype)})


@export("histogram_fixed_width_bins")
def histogram_fixed_width_bins(
    values: Any, value_range: Any, nbins: Any = 100, dtype: Any = dtypes.int32, name: str | None = None
) -> Any:
    """The bin of each value."""
    x = convert_to_tensor(values)
    low, high = execute("Unpack", (convert_to_tensor(value_range, x.dtype),), {"num": 2, "axis": 0})
    bins = p.cast(ints(nbins), x.dtype)
    scaled = p.div(p.sub(execute("Reshape", (x, ints([-1]))), low), p.sub(high, low))
    places = p.cast(p.unary("Floor", p.mul(bins, scaled)), dtypes.int32)
    last = p.sub(ints(nbins), ints(1))
    inside = execute("Maximum", (execute("Minimum", (places, last)), ints(0)))
    return p.cast(execute("Reshape", (inside, execute("Shape", (x,)))), dtypes.as_dtype(dtype))
