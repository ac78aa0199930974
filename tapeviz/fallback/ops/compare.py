"""Comparisons, logic and choices: `tf.equal`, `tf.logical_and`, `tf.where`, `tf.math.is_nan`."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, int_vector, like
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import FLOAT, REAL, Operation, gradient, not_differentiable, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor

_WHERE = (
    "float double int32 uint8 int16 int8 complex64 int64 qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 "
    "half uint32 uint64 bool"
)


def _equality(compare: Any, on_mismatch: bool) -> Any:
    """Compare; shapes that do not broadcast are simply unequal where the caller allows it (the operator `==` does)."""

    def kernel(attrs: Any, x: Array, y: Array) -> Any:
        try:
            np.broadcast_shapes(x.shape, y.shape)
        except ValueError:
            if attrs.get("incompatible_shape_error", True):
                raise
            return np.array(on_mismatch)
        return np.asarray(compare(x, y), np.bool_)

    return kernel


op("Equal", "T T", broadcasts=True, T="")(_equality(np.equal, on_mismatch=False))
op("NotEqual", "T T", broadcasts=True, T="")(_equality(np.not_equal, on_mismatch=True))
_kernel: Any
for _name, _kernel in (
    ("Less", operator.lt),
    ("LessEqual", operator.le),
    ("Greater", operator.gt),
    ("GreaterEqual", operator.ge),
):
    op(_name, "T T", plain=True, broadcasts=True, T=REAL)(_kernel)
for _name, _kernel in (("LogicalAnd", np.logical_and), ("LogicalOr", np.logical_or)):
    op(_name, "bool bool", plain=True, broadcasts=True)(_kernel)
op("LogicalNot", "bool", plain=True)(np.logical_not)
op("Invert", "T", plain=True, T="int8 int16 int32 int64 uint8 uint16 uint32 uint64")(np.invert)
for _name, _kernel in (("IsNan", np.isnan), ("IsInf", np.isinf), ("IsFinite", np.isfinite)):
    op(_name, "T", plain=True, T=FLOAT)(_kernel)
not_differentiable(
    (
        *("Equal", "NotEqual", "Less", "LessEqual", "Greater", "GreaterEqual"),
        *("LogicalAnd", "LogicalOr", "LogicalNot", "Invert"),
    )
)


@op("SelectV2", "bool T T", plain=True, T="")
def _select(condition: Array, x: Array, y: Array) -> Any:
    try:
        return np.where(condition, x, y)
    except ValueError:
        chosen, then, other = (spelled(array.shape) for array in (condition, x, y))
        raise errors.invalid(f"condition {chosen}, then {then}, and else {other} must be broadcastable") from None


@gradient("SelectV2")
def _select_vjp(operation: Operation, g: Any) -> Any:
    condition, x, y = operation.inputs
    zero = p.number(0, g)
    return (
        None,
        p.reduce_to(p.select(condition, g, zero), x) if operation.needs(1) else None,
        p.reduce_to(p.select(condition, zero, g), y) if operation.needs(2) else None,
    )


@op("Where", "T", plain=True, T=_WHERE)
def _where_true(condition: Array) -> Any:
    if not condition.ndim:
        raise errors.invalid("WhereOp : Unhandled input dimensions: 0")
    return np.argwhere(condition).astype(np.int64)


def _comparison(op_type: str, names: str, doc: str) -> Any:
    def function(x: Any, y: Any, name: str | None = None) -> Any:
        return execute(op_type, arguments(x, y))

    function.__name__ = function.__qualname__ = names.split(maxsplit=1)[0]
    function.__doc__ = doc
    return export(*names.split())(function)


equal = _comparison("Equal", "equal math.equal", "Whether x equals y, element by element.")
not_equal = _comparison("NotEqual", "not_equal math.not_equal", "Whether x differs from y, element by element.")
less = _comparison("Less", "less math.less", "Whether x < y, element by element.")
less_equal = _comparison("LessEqual", "less_equal math.less_equal", "Whether x <= y, element by element.")
greater = _comparison("Greater", "greater math.greater", "Whether x > y, element by element.")
greater_equal = _comparison("GreaterEqual", "greater_equal math.greater_equal", "Whether x >= y, element by element.")


@export("logical_and", "math.logical_and")
def logical_and(x: Any, y: Any, name: str | None = None) -> Any:
    """Both x and y, of truth values. Raises TypeError for numbers."""
    return execute("LogicalAnd", (like(x, dtypes.bool_), like(y, dtypes.bool_)))


@export("logical_or", "math.logical_or")
def logical_or(x: Any, y: Any, name: str | None = None) -> Any:
    """At least one of x and y, of truth values. Raises TypeError for numbers."""
    return execute("LogicalOr", (like(x, dtypes.bool_), like(y, dtypes.bool_)))


@export("logical_not", "math.logical_not")
def logical_not(x: Any, name: str | None = None) -> Any:
    """Not x, of truth values."""
    return execute("LogicalNot", (convert_to_tensor(x),))


@export("math.logical_xor")
def logical_xor(x: Any, y: Any, name: str | None = "LogicalXor") -> Any:
    """Either x or y, of truth values."""
    left, right = arguments(x, y)
    return logical_and(logical_or(left, right), logical_not(logical_and(left, right)))


@export("bitwise.invert")
def invert(x: Any, name: str | None = None) -> Any:
    """Flip every bit."""
    return execute("Invert", (convert_to_tensor(x),))


@export("math.is_nan")
def is_nan(x: Any, name: str | None = None) -> Any:
    """Whether an element is not a number."""
    return execute("IsNan", (convert_to_tensor(x),))


@export("math.is_inf")
def is_inf(x: Any, name: str | None = None) -> Any:
    """Whether an element is infinite."""
    return execute("IsInf", (convert_to_tensor(x),))


@export("math.is_finite")
def is_finite(x: Any, name: str | None = None) -> Any:
    """Whether an element is neither infinite nor NaN."""
    return execute("IsFinite", (convert_to_tensor(x),))


@export("where")
def where(condition: Any, x: Any = None, y: Any = None, name: str | None = None) -> Any:
    """Choose x where the condition holds, else y; without both, the coordinates of what is true.

    All three broadcast; the coordinates are int64 of shape (n, rank). Raises ValueError where x or y is missing.
    """
    if x is None and y is None:
        return execute("Where", (convert_to_tensor(condition, None, dtypes.bool_),))
    if x is None or y is None:
        raise ValueError("x and y must both be non-None or both be None.")
    chosen = convert_to_tensor(condition, None, dtypes.bool_)
    return execute("SelectV2", (chosen, *arguments(x, y)))


def same(x: Any, y: Any) -> Any:
    """`x == y` between a tensor and anything: False for None, and for shapes that do not broadcast."""
    return _operator_equality("Equal", x, y)


def different(x: Any, y: Any) -> Any:
    """`x != y` between a tensor and anything."""
    return _operator_equality("NotEqual", x, y)


def _operator_equality(op_type: str, x: Any, y: Any) -> Any:
    if y is None:
        return op_type == "NotEqual"
    operands = (x, y) if type(x) is Tensor and type(y) is Tensor else arguments(x, y)
    return execute(op_type, operands, {"incompatible_shape_error": False})


@export("math.is_non_decreasing")
def is_non_decreasing(x: Any, name: str | None = None) -> Any:
    """Whether no element is smaller than the one before it."""
    return _grows("GreaterEqual", x)


@export("math.is_strictly_increasing")
def is_strictly_increasing(x: Any, name: str | None = None) -> Any:
    """Whether every element is larger than the one before it."""
    return _grows("Greater", x)


def _grows(op_type: str, x: Any) -> Any:
    flat = execute("Reshape", (convert_to_tensor(x), int_vector((-1,))))
    count = max(flat._array.size - 1, 0)
    later, earlier = (
        execute("Slice", (flat, int_vector((start,)), int_vector((count,)))) for start in (min(flat._array.size, 1), 0)
    )
    return execute("All", (execute(op_type, (later, earlier)), int_vector((0,))), {"keep_dims": False})
