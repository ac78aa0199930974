"""Ops as short functions on tensors, for VJPs and for public functions that are made of several ops."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback.convert import int_vector
from tapeviz.fallback.dtypes import DType
from tapeviz.fallback.execute import execute
from tapeviz.fallback.tensor import Tensor


def unary(op_type: str, x: Any) -> Any:
    """Run an op of one input."""
    return execute(op_type, (x,))


def add(x: Any, y: Any) -> Any:
    """Sum."""
    return execute("AddV2", (x, y))


def sub(x: Any, y: Any) -> Any:
    """Difference."""
    return execute("Sub", (x, y))


def mul(x: Any, y: Any) -> Any:
    """Product."""
    return execute("Mul", (x, y))


def div(x: Any, y: Any) -> Any:
    """Quotient."""
    return execute("RealDiv", (x, y))


def pow_(x: Any, y: Any) -> Any:
    """Power."""
    return execute("Pow", (x, y))


def neg(x: Any) -> Any:
    """-x."""
    return execute("Neg", (x,))


def square(x: Any) -> Any:
    """Square."""
    return execute("Square", (x,))


def sqrt(x: Any) -> Any:
    """Square root."""
    return execute("Sqrt", (x,))


def exp(x: Any) -> Any:
    """Exponential."""
    return execute("Exp", (x,))


def log(x: Any) -> Any:
    """Natural logarithm."""
    return execute("Log", (x,))


def reciprocal(x: Any) -> Any:
    """1 / x."""
    return execute("Reciprocal", (x,))


def select(condition: Any, x: Any, y: Any) -> Any:
    """Choose x where the condition holds, else y; all three broadcast."""
    return execute("SelectV2", (condition, x, y))


def compare(op_type: str, x: Any, y: Any) -> Any:
    """A comparison: `Less`, `GreaterEqual`, ..."""
    return execute(op_type, (x, y))


def cast(x: Any, dtype: DType) -> Any:
    """Give x in another dtype; x itself where it has it already."""
    return x if x._dtype is dtype else execute("Cast", (x,), {"DstT": dtype})


def conj(x: Any) -> Any:
    """Complex conjugate; x itself where it is real."""
    return execute("Conj", (x,)) if x._dtype.kind == "c" else x


def reshape(x: Any, shape: tuple[int, ...]) -> Any:
    """Give x in another shape; x itself where it has it already."""
    return x if x._array.shape == shape else execute("Reshape", (x, int_vector(shape)))


def broadcast(x: Any, shape: tuple[int, ...]) -> Any:
    """Repeat x along new axes and axes of size 1."""
    return x if x._array.shape == shape else execute("BroadcastTo", (x, int_vector(shape)))


def total(x: Any, axes: tuple[int, ...], keepdims: bool = False) -> Any:
    """Sum over axes."""
    return execute("Sum", (x, int_vector(axes)), {"keep_dims": keepdims})


def transpose(x: Any, order: tuple[int, ...]) -> Any:
    """Reorder the axes."""
    return execute("Transpose", (x, int_vector(order)))


def fill_like(x: Any, value: complex) -> Tensor:
    """A constant of x's shape and dtype."""
    return Tensor(np.full_like(x._array, value))


def number(value: complex, like: Any) -> Tensor:
    """A constant without axes, of the dtype of a tensor."""
    return Tensor(np.array(value, like._array.dtype))


def zeros_like(x: Any) -> Any:
    """Zeros of x's shape and dtype."""
    return execute("ZerosLike", (x,))


def reduce_to(cotangent: Any, operand: Any) -> Any:
    """Sum the cotangent of a broadcast result to the shape of the operand that was broadcast."""
    wanted: tuple[int, ...] = operand._array.shape
    given: tuple[int, ...] = cotangent._array.shape
    if given == wanted or len(given) < len(wanted):
        return cotangent
    lead = len(given) - len(wanted)
    repeated = tuple(lead + axis for axis, size in enumerate(wanted) if size == 1 and given[lead + axis] != 1)
    summed = total(cotangent, (*range(lead), *repeated))
    return reshape(summed, wanted)
