"""Reductions over axes: sums, means, extremes, products and what is made of them."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, int_vector, ints, like
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import ANY_NUMBER, EXTREMES, INDEX, Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor


def axes_of(axis: Array, rank: int) -> tuple[int, ...]:
    """Give the axes of a reduction, none negative. Raises InvalidArgumentError for one that is not there."""
    chosen: list[int] = []
    for position in axis.ravel().tolist():
        if not -rank <= position < rank:
            raise errors.invalid(f"Invalid reduction dimension ({position} for input with {rank} dimension(s)")
        if position % rank in chosen:
            raise errors.invalid(f"Invalid reduction arguments: Axes contains duplicate dimension: {position % rank}")
        chosen.append(position % rank)
    return tuple(chosen)


def _reduction(op_type: str, reduce: Any, allowed: str) -> None:
    def kernel(attrs: Any, x: Array, axis: Array) -> Any:
        return reduce(x, axes_of(axis, x.ndim), attrs.get("keep_dims", False))

    if allowed == "bool":
        op(op_type, "bool Tidx", Tidx=INDEX)(kernel)
    else:
        op(op_type, "T Tidx", T=allowed, Tidx=INDEX)(kernel)


def _mean(x: Array, axes: tuple[int, ...], keepdims: bool) -> Any:
    count = int(np.prod([x.shape[axis] for axis in axes], dtype=np.int64))
    summed = np.sum(x, axis=axes, keepdims=keepdims, dtype=x.dtype)
    if x.dtype.kind in "iu":
        return np.trunc(summed / count).astype(x.dtype) if count else summed
    return (summed / x.dtype.type(count)).astype(x.dtype)


def _max(x: Array, axes: tuple[int, ...], keepdims: bool) -> Any:
    lowest = -np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).min
    return np.max(x, axis=axes, keepdims=keepdims, initial=lowest)


def _min(x: Array, axes: tuple[int, ...], keepdims: bool) -> Any:
    highest = np.inf if x.dtype.kind == "f" else np.iinfo(x.dtype).max
    return np.min(x, axis=axes, keepdims=keepdims, initial=highest)


def _euclidean(x: Array, axes: tuple[int, ...], keepdims: bool) -> Any:
    squares = (x * np.conj(x)).real if x.dtype.kind == "c" else x * x
    return np.sqrt(np.sum(squares, axis=axes, keepdims=keepdims)).astype(x.dtype)


_reduction("Sum", lambda x, axes, keep: np.sum(x, axis=axes, keepdims=keep, dtype=x.dtype), ANY_NUMBER)
_reduction("Prod", lambda x, axes, keep: np.prod(x, axis=axes, keepdims=keep, dtype=x.dtype), ANY_NUMBER)
_reduction("Mean", _mean, ANY_NUMBER)
_reduction("Max", _max, EXTREMES)
_reduction("Min", _min, EXTREMES)
_reduction("EuclideanNorm", _euclidean, ANY_NUMBER)
_reduction("Any", lambda x, axes, keep: np.any(x, axis=axes, keepdims=keep), "bool")
_reduction("All", lambda x, axes, keep: np.all(x, axis=axes, keepdims=keep), "bool")


def kept_shape(operation: Operation) -> tuple[int, ...]:
    """Give the shape that the reduction would have with every reduced axis kept at size 1."""
    x, axis = operation.inputs
    reduced = axes_of(axis._array, x._array.ndim)
    return tuple(1 if position in reduced else size for position, size in enumerate(x._array.shape))


@gradient("Sum")
def _sum_vjp(operation: Operation, g: Any) -> Any:
    x = operation.inputs[0]
    return p.broadcast(p.reshape(g, kept_shape(operation)), x._array.shape), None


@gradient("Mean")
def _mean_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs[0], operation.outputs[0]
    spread = p.broadcast(p.reshape(g, kept_shape(operation)), x._array.shape)
    return p.div(spread, p.number(x._array.size // max(y._array.size, 1), g)), None


@gradient("Max", "Min")
def _extreme_vjp(operation: Operation, g: Any) -> Any:
    """Split the cotangent evenly between all elements that are the extreme."""
    x, axis = operation.inputs
    shape = kept_shape(operation)
    chosen = p.cast(p.compare("Equal", x, p.reshape(operation.outputs[0], shape)), g.dtype)
    count = p.reshape(execute("Sum", (chosen, axis)), shape)
    return p.mul(p.div(chosen, count), p.reshape(g, shape)), None


@gradient("Prod")
def _prod_vjp(operation: Operation, g: Any) -> Any:
    """Multiply each element's neighbours: running products from both sides, which zeros do not disturb."""
    x, axis = operation.inputs
    spread = p.broadcast(p.reshape(g, kept_shape(operation)), x._array.shape)
    rank = x._array.ndim
    reduced = axes_of(axis._array, rank)
    order = (*reduced, *(position for position in range(rank) if position not in reduced))
    moved = p.transpose(x, order)
    size = int(np.prod([x._array.shape[position] for position in reduced], dtype=np.int64))
    flat = p.reshape(moved, (size, x._array.size // max(size, 1)))
    first = ints(0)
    before = execute("Cumprod", (flat, first), {"exclusive": True, "reverse": False})
    after = execute("Cumprod", (flat, first), {"exclusive": True, "reverse": True})
    others = p.reshape(p.mul(p.conj(before), p.conj(after)), moved._array.shape)
    back = tuple(int(position) for position in np.argsort(order))
    return p.mul(spread, p.transpose(others, back)), None


@gradient("EuclideanNorm")
def _euclidean_vjp(operation: Operation, g: Any) -> Any:
    x = operation.inputs[0]
    shape = kept_shape(operation)
    return p.mul(p.div(x, p.reshape(operation.outputs[0], shape)), p.reshape(g, shape)), None


def reduction_axis(x: Tensor, axis: Any) -> Tensor:
    """Give the axes as an op's input: all of them where none are named."""
    if axis is None:
        return int_vector(tuple(range(x._array.ndim)))
    return ints(axis)


def _public(op_type: str, names: str, doc: str, dtype: dtypes.DType | None = None) -> Any:
    def function(input_tensor: Any, axis: Any = None, keepdims: bool = False, name: str | None = None) -> Any:
        x = convert_to_tensor(input_tensor) if dtype is None else like(input_tensor, dtype)
        return execute(op_type, (x, reduction_axis(x, axis)), {"keep_dims": bool(keepdims)})

    function.__name__ = function.__qualname__ = names.split(maxsplit=1)[0].rpartition(".")[2]
    function.__doc__ = doc
    return export(*names.split())(function)


reduce_sum = _public("Sum", "reduce_sum math.reduce_sum", "The sum over axes (all of them without `axis`).")
reduce_mean = _public(
    "Mean", "reduce_mean math.reduce_mean", "The mean over axes; integers give the mean cut to an integer."
)
reduce_max = _public("Max", "reduce_max math.reduce_max", "The largest element; equal ones share its gradient evenly.")
reduce_min = _public("Min", "reduce_min math.reduce_min", "The smallest element; equal ones share its gradient evenly.")
reduce_prod = _public("Prod", "reduce_prod math.reduce_prod", "The product over axes.")
reduce_euclidean_norm = _public(
    "EuclideanNorm", "math.reduce_euclidean_norm", "The root of the sum of squares over axes."
)
reduce_any = _public("Any", "reduce_any math.reduce_any", "Whether any element is true.", dtypes.bool_)
reduce_all = _public("All", "reduce_all math.reduce_all", "Whether all elements are true.", dtypes.bool_)


@export("math.reduce_variance")
def reduce_variance(input_tensor: Any, axis: Any = None, keepdims: bool = False, name: str | None = None) -> Any:
    """The mean squared distance from the mean (divided by n). Raises TypeError for integers."""
    x = convert_to_tensor(input_tensor)
    if x.dtype.is_integer:
        raise TypeError(f"Input must be either real or complex. Received integer type {x.dtype}.")
    apart = p.sub(x, reduce_mean(x, axis, keepdims=True))
    if x.dtype.is_complex:
        return reduce_mean(execute("Real", (p.mul(apart, p.conj(apart)),)), axis, keepdims)
    return reduce_mean(p.square(apart), axis, keepdims)


@export("math.reduce_std")
def reduce_std(input_tensor: Any, axis: Any = None, keepdims: bool = False, name: str | None = None) -> Any:
    """The square root of the variance. Raises TypeError for integers."""
    return p.sqrt(reduce_variance(input_tensor, axis, keepdims))


@export("reduce_logsumexp", "math.reduce_logsumexp")
def reduce_logsumexp(input_tensor: Any, axis: Any = None, keepdims: bool = False, name: str | None = None) -> Any:
    """log(sum(exp(x))) over axes, without overflow."""
    x = convert_to_tensor(input_tensor)
    largest = reduce_max(x, axis, keepdims=True)
    finite = p.select(execute("IsFinite", (largest,)), largest, p.number(0, largest))
    shift = execute("StopGradient", (finite,))
    summed = p.log(reduce_sum(p.exp(p.sub(x, shift)), axis, keepdims))
    return p.add(summed, p.reshape(shift, summed._array.shape))


@export("math.count_nonzero")
def count_nonzero(
    input: Any,
    axis: Any = None,
    keepdims: bool = False,
    dtype: Any = dtypes.int64,
    name: str | None = None,
) -> Any:
    """The number of elements that are not zero."""
    x = convert_to_tensor(input)
    zero = Tensor(np.array(b"" if x.dtype is dtypes.string else 0, x._array.dtype))
    return reduce_sum(p.cast(p.compare("NotEqual", x, zero), dtypes.as_dtype(dtype)), axis, keepdims)


@export("math.zero_fraction", "nn.zero_fraction")
def zero_fraction(value: Any, name: str | None = None) -> Any:
    """The share of elements that are zero, float32."""
    x = convert_to_tensor(value)
    zeros = p.cast(p.compare("Equal", x, p.number(0, x)), dtypes.float32)
    return reduce_mean(zeros)


@op("ArgMax", "T Tidx", T=EXTREMES + " bool", Tidx="int16 int32 int64")
def _argmax(attrs: Any, x: Array, axis: Array) -> Any:
    if x.dtype.kind == "f":
        x = np.where(np.isnan(x), -np.inf, x)
    return np.argmax(x, axis=_one_axis(axis, x)).astype(attrs["output_type"].as_numpy_dtype)


@op("ArgMin", "T Tidx", T=EXTREMES + " bool", Tidx=INDEX)
def _argmin(attrs: Any, x: Array, axis: Array) -> Any:
    if x.dtype.kind == "f":
        x = np.where(np.isnan(x), np.inf, x)
    return np.argmin(x, axis=_one_axis(axis, x)).astype(attrs["output_type"].as_numpy_dtype)


def _one_axis(axis: Array, x: Array) -> int:
    position = int(axis)
    if not -x.ndim <= position < x.ndim:
        raise errors.invalid(f"Expected dimension in the range [{-x.ndim}, {x.ndim}), but got {position}")
    if not x.shape[position]:
        raise errors.invalid(f"Reduction axis {position} is empty in shape [{','.join(map(str, x.shape))}]")
    return position


@gradient("ArgMax", "ArgMin")
def _choice_vjp(operation: Operation, g: Any) -> Any:
    return None, None


def _position(op_type: str, x: Any, axis: Any, output_type: Any) -> Any:
    tensor = convert_to_tensor(x)
    along = ints(0 if axis is None else axis)
    return execute(op_type, (tensor, along), {"output_type": dtypes.as_dtype(output_type)})


@export("argmax", "math.argmax")
def argmax(input: Any, axis: Any = None, output_type: Any = dtypes.int64, name: str | None = None) -> Any:
    """The position of the largest element along an axis (the first one without `axis`), the first of equals."""
    return _position("ArgMax", input, axis, output_type)


@export("argmin", "math.argmin")
def argmin(input: Any, axis: Any = None, output_type: Any = dtypes.int64, name: str | None = None) -> Any:
    """The position of the smallest element along an axis (the first one without `axis`), the first of equals."""
    return _position("ArgMin", input, axis, output_type)
