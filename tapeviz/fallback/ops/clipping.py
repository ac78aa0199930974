"""Norms and clipping: `tf.norm`, `tf.clip_by_value`, `tf.clip_by_norm`, `tf.clip_by_global_norm`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tapeviz.fallback import dtypes
from tapeviz.fallback.convert import convert_to_tensor, like
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops import reduce
from tapeviz.fallback.ops.math import abs_
from tapeviz.fallback.slices import IndexedSlices
from tapeviz.fallback.tensor import Tensor

_ORDERS = "'euclidean', 1, 2, np.inf"


@export("norm", "linalg.norm")
def norm(tensor: Any, ord: Any = "euclidean", axis: Any = None, keepdims: Any = None, name: str | None = None) -> Any:
    """The norm of vectors (`axis` an integer), matrices (a pair) or of everything (None).

    `ord` is 'euclidean' (the Frobenius norm of matrices, which may be called 'fro'), 1, 2, np.inf or any positive
    number. Raises ValueError for an order or an axis that is not covered.
    """
    x = convert_to_tensor(tensor)
    matrix = isinstance(axis, (list, tuple)) and len(axis) == 2
    _check_axis(tuple(axis) if matrix else axis, matrix)
    _check_order(ord, matrix)
    keep = bool(keepdims)
    if ord in {"fro", "euclidean"} or (ord == 2 and not matrix):
        result = p.sqrt(reduce.reduce_sum(p.mul(x, p.conj(x)), axis, keepdims=True))
    elif matrix:
        result = _spectral_norm(x, axis) if ord == 2 else _matrix_norm(abs_(x), ord, axis)
    elif ord == np.inf:
        result = reduce.reduce_max(abs_(x), axis, keepdims=True)
    elif ord == 1:
        result = reduce.reduce_sum(abs_(x), axis, keepdims=True)
    else:
        size = abs_(x)
        powers = reduce.reduce_sum(p.pow_(size, p.number(ord, size)), axis, keepdims=True)
        result = p.pow_(powers, p.number(1.0 / ord, powers))
    return result if keep else execute("Squeeze", (result,), {"squeeze_dims": _axes(axis)})


def _axes(axis: Any) -> list[int] | None:
    if axis is None:
        return None
    return [int(each) for each in axis] if isinstance(axis, (list, tuple)) else [int(axis)]


def _check_axis(axis: Any, matrix: bool) -> None:
    known = axis is None or isinstance(axis, int)
    if matrix:
        known = all(isinstance(each, int) for each in axis) and axis[0] != axis[1]
    if not known:
        raise ValueError(f"'axis' must be None, an integer, or a tuple of 2 unique integers, got {axis}")


def _check_order(ord_: Any, matrix: bool) -> None:
    if matrix:
        if ord_ not in ("euclidean", "fro", 1, 2, np.inf):
            raise ValueError(f"'ord' must be a supported matrix norm in ['euclidean', 'fro', 1, 2, inf], got {ord_}")
        return
    known = ord_ == "euclidean" or (not isinstance(ord_, str) and float(ord_) > 0)
    if not known:
        raise ValueError(f"'ord' must be a supported vector norm, got {ord_}")


def _matrix_norm(size: Any, ord_: Any, axis: Any) -> Any:
    rows, columns = axis
    first, second = (rows, columns) if ord_ == 1 else (columns, rows)
    return reduce.reduce_max(reduce.reduce_sum(size, first, keepdims=True), second, keepdims=True)


def _spectral_norm(x: Any, axis: Any) -> Any:
    """The largest singular value of the matrices that two axes hold."""
    from tapeviz.fallback.ops.decompositions import svd

    rank = x._array.ndim
    pair = [each % rank for each in axis]
    order = [*(other for other in range(rank) if other not in pair), *pair]
    values = svd(p.transpose(x, tuple(order)), compute_uv=False)
    largest = p.reshape(reduce.reduce_max(values, -1), (*values._array.shape[:-1], 1, 1))
    return p.transpose(largest, tuple(int(place) for place in np.argsort(order)))


@export("linalg.global_norm")
def global_norm(t_list: Any, name: str | None = None) -> Any:
    """The norm of all elements of a list of tensors together; None stands for nothing. Raises TypeError for no list."""
    _check_list(t_list)
    halves = [_half_square(item) for item in t_list if item is not None]
    half = reduce.reduce_sum(execute("Pack", tuple(halves), {"axis": 0}))
    return p.sqrt(p.mul(half, p.number(2.0, half)))


def _half_square(item: Any) -> Any:
    values = convert_to_tensor(item.values if isinstance(item, IndexedSlices) else item)
    summed = p.total(p.square(values), tuple(range(values.ndim)))
    return p.mul(summed, p.number(0.5, summed))


def _check_list(t_list: Any) -> None:
    if not isinstance(t_list, Sequence) or isinstance(t_list, str):
        raise TypeError(f"`t_list` should be a sequence of tensors. Received {type(t_list)}.")


@export("clip_by_value")
def clip_by_value(t: Any, clip_value_min: Any, clip_value_max: Any, name: str | None = None) -> Any:
    """Each element, or the limit that it exceeds; the gradient passes inside, limits included.

    Raises InvalidArgumentError where the limits would change the shape.
    """
    slices = isinstance(t, IndexedSlices)
    values = convert_to_tensor(t.values if slices else t)
    low, high = like(clip_value_min, values.dtype), like(clip_value_max, values.dtype)
    clipped = execute("Maximum", (execute("Minimum", (values, high)), low))
    if clipped._array.shape != values._array.shape:
        raise ValueError(f"Shapes {values.shape} and {clipped.shape} are incompatible")
    return IndexedSlices(clipped, t.indices, t.dense_shape) if slices else clipped


@export("clip_by_norm")
def clip_by_norm(t: Any, clip_norm: Any, axes: Any = None, name: str | None = None) -> Any:
    """The tensor, scaled down to this norm where its own is larger; a norm below 0 counts as 0.

    Raises InvalidArgumentError for integers and bools, ValueError where the norm's shape would change the tensor's.
    """
    slices = isinstance(t, IndexedSlices)
    values = convert_to_tensor(t.values if slices else t)
    number = np.isscalar(clip_norm)
    limit = max(clip_norm, 0) if number else _not_negative(clip_norm, values.dtype)
    squares = reduce.reduce_sum(p.mul(values, values), axes, keepdims=True)
    positive = p.compare("Greater", squares, p.number(0, squares))
    # The root's slope at 0 is infinite: 1 stands in for it where the tensor is all zeros.
    safe = p.select(positive, squares, p.fill_like(squares, 1))
    size = p.select(positive, p.sqrt(safe), squares)
    scaled = p.mul(values, like(limit, values.dtype))
    if scaled._array.shape != values._array.shape:
        raise ValueError(f"Shapes {values.shape} and {scaled.shape} are incompatible")
    clipped = execute("Identity", (p.div(scaled, execute("Maximum", (size, like(limit, size.dtype)))),))
    return IndexedSlices(clipped, t.indices, t.dense_shape) if slices else clipped


def _not_negative(limit: Any, dtype: dtypes.DType) -> Any:
    tensor = convert_to_tensor(limit)
    return p.cast(execute("Maximum", (tensor, p.number(0, tensor))), dtype)


@export("clip_by_global_norm")
def clip_by_global_norm(t_list: Any, clip_norm: Any, use_norm: Any = None, name: str | None = None) -> Any:
    """The tensors, all scaled by one factor so that their common norm is at most `clip_norm`; and that norm before.

    A norm that is not finite makes every element NaN. None stays None. Raises TypeError for what is no list.
    """
    _check_list(t_list)
    size = global_norm(t_list) if use_norm is None else convert_to_tensor(use_norm)
    limit = like(clip_norm, size.dtype)
    one = p.number(1.0, size)
    inverse = execute("Minimum", (p.div(one, size), p.div(one, limit)))
    # Infinity minus itself is NaN: that is how a norm which is not finite reaches every element.
    scale = p.add(p.mul(limit, inverse), p.sub(size, size))
    return [_scaled(item, scale) for item in t_list], size


def _scaled(item: Any, scale: Tensor) -> Any:
    if item is None:
        return None
    if isinstance(item, IndexedSlices):
        return IndexedSlices(p.mul(item.values, scale), item.indices, item.dense_shape)
    return execute("Identity", (p.mul(convert_to_tensor(item), p.cast(scale, dtypes.as_dtype(item.dtype))),))


@export("math.l2_normalize", "nn.l2_normalize", "linalg.l2_normalize")
def l2_normalize(x: Any, axis: Any = None, epsilon: float = 1e-12, name: str | None = None, dim: Any = None) -> Any:
    """Scale to x / sqrt(max(sum(x**2), epsilon)) along axes."""
    values = convert_to_tensor(x)
    along = axis if dim is None else dim
    if values.dtype.is_complex:
        squares = reduce.reduce_sum(p.square(execute("ComplexAbs", (values,))), along, keepdims=True)
        inverse = execute("Rsqrt", (execute("Maximum", (squares, p.number(epsilon, squares))),))
        return p.mul(values, execute("Complex", (inverse, p.zeros_like(inverse))))
    squares = reduce.reduce_sum(p.square(values), along, keepdims=True)
    return p.mul(values, execute("Rsqrt", (execute("Maximum", (squares, like(epsilon, squares.dtype))),)))
