"""Products of matrices and tensors: matmul, matvec, tensordot, einsum, with their VJPs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, int_vector, like
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.casting import conj
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor

_MATMUL = "bfloat16 half float double int32 int64 uint8 uint16 uint32 uint64 complex64 complex128"


@op("MatMul", "T T", T=_MATMUL)
def _matmul(attrs: Any, a: Array, b: Array) -> Any:
    if a.ndim != b.ndim:
        raise errors.invalid(f"In[0] and In[1] has different ndims: {spelled(a.shape)} vs. {spelled(b.shape)}")
    if a.ndim != 2:
        raise errors.invalid(f"In[0] and In[1] ndims must be == 2: {a.ndim}")
    left = a.T if attrs.get("transpose_a") else a
    right = b.T if attrs.get("transpose_b") else b
    if left.shape[1] != right.shape[0]:
        raise errors.invalid(f"Matrix size-incompatible: In[0]: {spelled(a.shape)}, In[1]: {spelled(b.shape)}")
    return left @ right


@gradient("MatMul")
def _matmul_vjp(operation: Operation, g: Any) -> Any:
    a, b = map(p.conj, operation.inputs)
    flip_a, flip_b = operation.attrs.get("transpose_a", False), operation.attrs.get("transpose_b", False)

    def product(x: Any, y: Any, flip_x: bool, flip_y: bool) -> Any:
        return execute("MatMul", (x, y), {"transpose_a": flip_x, "transpose_b": flip_y})

    for_a = for_b = None
    if operation.needs(0):
        for_a = product(b, g, flip_b, True) if flip_a else product(g, b, False, not flip_b)
    if operation.needs(1):
        for_b = product(g, a, True, flip_a) if flip_b else product(a, g, not flip_a, False)
    return for_a, for_b


@op(
    "BatchMatMulV2",
    "T T",
    T="bfloat16 half float double int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128",
)
def _batch_matmul(attrs: Any, x: Array, y: Array) -> Any:
    for index, operand in enumerate((x, y)):
        if operand.ndim < 2:
            raise errors.invalid(f"In[{index}] ndims must be >= 2: {operand.ndim}")
    left = np.conj(np.swapaxes(x, -1, -2)) if attrs.get("adj_x") else x
    right = np.conj(np.swapaxes(y, -1, -2)) if attrs.get("adj_y") else y
    if left.shape[-1] != right.shape[-2]:
        raise errors.invalid(f"Matrix size-incompatible: In[0]: {spelled(x.shape)}, In[1]: {spelled(y.shape)}")
    try:
        return np.matmul(left, right)
    except ValueError:
        raise errors.invalid(
            f"In[0] and In[1] must have compatible batch dimensions: {spelled(x.shape)} vs. {spelled(y.shape)}"
        ) from None


@gradient("BatchMatMulV2")
def _batch_matmul_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    flip_x, flip_y = operation.attrs.get("adj_x", False), operation.attrs.get("adj_y", False)

    def product(a: Any, b: Any, flip_a: bool, flip_b: bool) -> Any:
        return execute("BatchMatMulV2", (a, b), {"adj_x": flip_a, "adj_y": flip_b})

    for_x = for_y = None
    if operation.needs(0):
        for_x = p.reduce_to(product(y, g, flip_y, True) if flip_x else product(g, y, False, not flip_y), x)
    if operation.needs(1):
        for_y = p.reduce_to(product(g, x, True, flip_x) if flip_y else product(x, g, not flip_x, False), y)
    return for_x, for_y


@export("matmul", "linalg.matmul")
def matmul(
    a: Any,
    b: Any,
    transpose_a: bool = False,
    transpose_b: bool = False,
    adjoint_a: bool = False,
    adjoint_b: bool = False,
    a_is_sparse: bool = False,
    b_is_sparse: bool = False,
    output_type: Any = None,
    grad_a: bool = False,
    grad_b: bool = False,
    name: str | None = None,
) -> Any:
    """The matrix product; with more than two axes, of each pair of matrices, the leading axes broadcast.

    Raises ValueError where a matrix is to be both transposed and adjoined, TypeError where bools are to be adjoined.
    """
    if (transpose_a and adjoint_a) or (transpose_b and adjoint_b):
        side = "a" if transpose_a and adjoint_a else "b"
        raise ValueError(
            f"Only one of `transpose_{side}` and `adjoint_{side}` can be True. Received `transpose_{side}`=True, "
            f"`adjoint_{side}`=True."
        )
    left = convert_to_tensor(a)
    right = like(b, left.dtype)
    if left._array.ndim > 2 or right._array.ndim > 2:
        left = conj(left) if transpose_a else left
        right = conj(right) if transpose_b else right
        attrs = {"adj_x": bool(transpose_a or adjoint_a), "adj_y": bool(transpose_b or adjoint_b)}
        return execute("BatchMatMulV2", (left, right), attrs)
    left = conj(left) if adjoint_a else left
    right = conj(right) if adjoint_b else right
    attrs = {"transpose_a": bool(transpose_a or adjoint_a), "transpose_b": bool(transpose_b or adjoint_b)}
    return execute("MatMul", (left, right), attrs)


@export("linalg.matvec")
def matvec(
    a: Any,
    b: Any,
    transpose_a: bool = False,
    adjoint_a: bool = False,
    a_is_sparse: bool = False,
    b_is_sparse: bool = False,
    name: str | None = None,
) -> Any:
    """The product of a matrix and a vector, or of many of both."""
    left, right = arguments(a, b)
    column = execute("ExpandDims", (right, convert_to_tensor(-1)))
    return execute("Squeeze", (matmul(left, column, transpose_a, adjoint_a=adjoint_a),), {"squeeze_dims": [-1]})


@export("tensordot", "linalg.tensordot")
def tensordot(a: Any, b: Any, axes: Any, name: str | None = None) -> Any:
    """The sum of products over the named axes: so many last of `a` and first of `b`, or a list of each.

    Raises ValueError where the two lists differ in length, IndexError for an axis that is not there.
    """
    left = convert_to_tensor(a)
    right = like(b, left.dtype)
    for_a, for_b = _contracted(axes, left)
    if len(for_a) != len(for_b):
        raise ValueError(f"Different number of contraction axes `a` and `b`, {len(for_a)} != {len(for_b)}.")
    rows, kept_rows = _flattened(left, for_a, last=True)
    columns, kept_columns = _flattened(right, for_b, last=False)
    return execute("Reshape", (matmul(rows, columns), int_vector((*kept_rows, *kept_columns))))


def _contracted(axes: Any, left: Tensor) -> tuple[list[int], list[int]]:
    if isinstance(axes, (int, np.integer)):
        rank = left.ndim
        if axes < 0:
            raise ValueError(f"`axes` must be at least 0. Received: {axes}.")
        if axes > rank:
            raise ValueError(
                f"`axes` must not be larger than the number of dimensions of tensor {left}.  Received {axes}, vs "
                f"tensor dimensions {rank}."
            )
        return list(range(rank - axes, rank)), list(range(axes))
    for_a, for_b = axes.numpy() if hasattr(axes, "numpy") else axes
    return [int(each) for each in np.atleast_1d(for_a)], [int(each) for each in np.atleast_1d(for_b)]


def _flattened(x: Any, axes: list[int], *, last: bool) -> tuple[Any, tuple[int, ...]]:
    """Give a matrix whose columns (or rows) are the contracted axes, and the sizes of the other axes."""
    shape = x._array.shape
    if any(not -len(shape) <= axis < len(shape) for axis in axes):
        raise IndexError("list index out of range")
    inner = [axis % len(shape) for axis in axes]
    outer = [axis for axis in range(len(shape)) if axis not in inner]
    kept = tuple(shape[axis] for axis in outer)
    summed = int(np.prod([shape[axis] for axis in inner], dtype=np.int64))
    rest = int(np.prod(kept, dtype=np.int64))
    order = (*outer, *inner) if last else (*inner, *outer)
    moved = x if order == tuple(range(len(shape))) else p.transpose(x, order)
    return execute("Reshape", (moved, int_vector((rest, summed) if last else (summed, rest)))), kept
