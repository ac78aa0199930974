"""Products that are 0 where a factor is 0: `tf.math.xlogy` and its relatives; polynomials."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arithmetic import binary, both
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.tensor import Array


def _mul_no_nan(x: Array, y: Array) -> Any:
    return np.where(y == 0, np.zeros_like(x, shape=()), x * y)


def _xlogy(x: Array, y: Array) -> Any:
    return np.where(x == 0, np.zeros_like(x, shape=()), x * np.log(y))


def _xlog1py(x: Array, y: Array) -> Any:
    return np.where(x == 0, np.zeros_like(x, shape=()), x * np.log1p(y))


def _xdivy(x: Array, y: Array) -> Any:
    return np.where(x == 0, np.zeros_like(x, shape=()), x / y)


for _name, _kernel, _allowed in (
    ("MulNoNan", _mul_no_nan, "bfloat16 half float double complex64 complex128"),
    ("Xlogy", _xlogy, "half bfloat16 float double complex64 complex128"),
    ("Xlog1py", _xlog1py, "half bfloat16 float double complex64 complex128"),
    ("Xdivy", _xdivy, "half bfloat16 float double complex64 complex128"),
):
    op(_name, "T T", plain=True, broadcasts=True, T=_allowed)(_kernel)


@gradient("MulNoNan")
def _mul_no_nan_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return both(operation, lambda: execute("MulNoNan", (g, y)), lambda: execute("MulNoNan", (x, g)))


@gradient("Xlogy")
def _xlogy_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return _nothing_stays(operation, g, lambda: (x, y))


@gradient("Xlog1py")
def _xlog1py_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return _nothing_stays(operation, g, lambda: (x, p.add(y, p.number(1, y))))


@gradient("Xdivy")
def _xdivy_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return _nothing_stays(operation, g, lambda: (p.neg(x), p.square(y)))


def _nothing_stays(operation: Operation, g: Any, slope_in_y: Callable[[], tuple[Any, Any]]) -> Any:
    """The VJP of an op that is linear in x and 0 where x is 0; in y the slope is the quotient of the two given."""
    x, y = operation.inputs

    def for_x() -> Any:
        not_zero = p.cast(p.compare("NotEqual", x, p.number(0, x)), x.dtype)
        return p.mul(g, execute(operation.op_type, (not_zero, y)))

    return both(operation, for_x, lambda: p.mul(g, execute("Xdivy", slope_in_y())))


xlogy = binary("Xlogy", "math.xlogy", "x * log(y), and 0 where x is 0.")
xlog1py = binary("Xlog1py", "math.xlog1py", "x * log(1 + y), and 0 where x is 0.")
xdivy = binary("Xdivy", "math.xdivy", "x / y, and 0 where x is 0.")


@export("math.multiply_no_nan")
def multiply_no_nan(x: Any, y: Any, name: str | None = None) -> Any:
    """The product, and 0 where y is 0. Raises ValueError for a tensor y of another type than x."""
    left = convert_to_tensor(x)
    return execute("MulNoNan", (left, convert_to_tensor(y, left.dtype)))


@export("math.polyval")
def polyval(coeffs: Any, x: Any, name: str | None = None) -> Any:
    """The polynomial with these coefficients, the highest power first, at x. Raises ValueError for no list."""
    if not isinstance(coeffs, list):
        raise ValueError(f"Argument coeffs must be list type. Received type {type(coeffs)}.")  # noqa: TRY004 - TensorFlow's kind
    value = convert_to_tensor(x)
    if not coeffs:
        return p.zeros_like(value)
    result = convert_to_tensor(coeffs[0])
    for coefficient in coeffs[1:]:
        result = p.add(convert_to_tensor(coefficient), p.mul(result, value))
    return result
