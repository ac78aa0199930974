"""Arithmetic on two operands: kernels, VJPs and `tf.add` to `tf.math.xlogy`."""

from __future__ import annotations

import operator
from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import arguments, convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import ANY_NUMBER, NUMERIC, Operation, gradient, not_differentiable, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor

_MOD = "int8 int16 int32 int64 uint8 uint16 uint32 uint64 bfloat16 half float double"
_PRODUCTS = "bfloat16 half float double uint8 int8 uint16 int16 int32 uint32 uint64 int64 complex64 complex128"
_FLOOR = _PRODUCTS
_DIFFERENCES = "bfloat16 half float double uint8 int8 uint16 int16 int32 int64 complex64 complex128 uint32 uint64"
_LARGER = "bfloat16 half float double int8 uint8 int16 uint16 int32 uint32 int64 uint64"
_INTEGERS = "int8 int16 int32 int64 uint8 uint16 uint32 uint64"


def _pow(x: Array, y: Array) -> Any:
    if x.dtype.kind in "iu" and y.size and bool(np.any(y < 0)):
        raise errors.invalid("Integers to negative integer powers are not allowed")
    if not y.ndim and x.dtype.kind == "f" and y == 0.5:
        # NumPy takes the root instead, which is not the same for -0 and -infinity.
        return np.where(np.isneginf(x), -x, np.sqrt(x) + x.dtype.type(0))
    return np.power(x, y)


def _floor_div(x: Array, y: Array) -> Any:
    if x.dtype.kind in "iu":
        if y.size and not bool(np.all(y)):
            raise errors.invalid("Integer division by zero")
        return np.floor_divide(x, y)
    return np.floor(x / y)


def _floor_mod(x: Array, y: Array) -> Any:
    if x.dtype.kind in "iu" and y.size and not bool(np.all(y)):
        raise errors.invalid("Integer division by zero")
    return np.mod(x, y)


def _squared_difference(x: Array, y: Array) -> Any:
    difference = x - y
    return difference * np.conj(difference)


def _div_no_nan(x: Array, y: Array) -> Any:
    return np.where(y == 0, np.zeros_like(x, shape=()), x / y)


for _name, _kernel, _allowed in (
    ("AddV2", operator.add, NUMERIC),
    ("Add", operator.add, "bfloat16 half float double uint8 int8 int16 int32 int64 complex64 complex128 string"),
    ("Sub", operator.sub, _DIFFERENCES),
    ("Mul", operator.mul, _PRODUCTS),
    ("RealDiv", operator.truediv, _PRODUCTS),
    ("Pow", _pow, "bfloat16 float half double int8 int16 int32 int64 complex64 complex128"),
    ("FloorDiv", _floor_div, _FLOOR),
    ("FloorMod", _floor_mod, _MOD),
    ("TruncateDiv", lambda x, y: np.trunc(x / y).astype(x.dtype), _PRODUCTS),
    ("TruncateMod", np.fmod, "int32 int64 bfloat16 half float double"),
    ("Maximum", np.maximum, _LARGER),
    ("Minimum", np.minimum, _LARGER),
    ("SquaredDifference", _squared_difference, "bfloat16 half float double int32 int64 complex64 complex128"),
    ("DivNoNan", _div_no_nan, "half float bfloat16 double complex64 complex128"),
    ("Atan2", np.arctan2, "bfloat16 half float double"),
    ("NextAfter", np.nextafter, "double float"),
    ("LeftShift", np.left_shift, _INTEGERS),
    ("RightShift", np.right_shift, _INTEGERS),
    ("BitwiseAnd", np.bitwise_and, _INTEGERS),
    ("BitwiseOr", np.bitwise_or, _INTEGERS),
    ("BitwiseXor", np.bitwise_xor, _INTEGERS),
):
    op(_name, "T T", plain=True, broadcasts=True, T=_allowed)(_kernel)


@op("AddN", "T*", plain=True, T=ANY_NUMBER + " variant")
def _add_n(*terms: Array) -> Any:
    for index, term in enumerate(terms):
        if term.shape != terms[0].shape:
            raise errors.invalid(
                f"Inputs to operation AddN of type AddN must have the same size and shape.  Input 0: "
                f"{spelled(terms[0].shape)} != input {index}: {spelled(term.shape)}"
            )
    if len(terms) == 1:
        return terms[0]
    result = np.asarray(terms[0] + terms[1])
    for term in terms[2:]:
        result += term
    return result


def both(operation: Operation, for_x: Any, for_y: Any) -> tuple[Any, Any]:
    """Compute both operands' cotangents, each where it is wanted, in the operand's own shape."""
    x, y = operation.inputs
    return (
        p.reduce_to(for_x(), x) if operation.needs(0) else None,
        p.reduce_to(for_y(), y) if operation.needs(1) else None,
    )


not_differentiable(("LeftShift", "RightShift", "BitwiseAnd", "BitwiseOr", "BitwiseXor"))


@gradient("AddV2", "Add")
def _add_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return p.reduce_to(g, x), p.reduce_to(g, y)


@gradient("Sub")
def _sub_vjp(operation: Operation, g: Any) -> Any:
    return both(operation, lambda: g, lambda: p.neg(g))


@gradient("Mul")
def _mul_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return (
        p.reduce_to(p.mul(g, p.conj(y)), x) if operation.needs(0) else None,
        p.reduce_to(p.mul(p.conj(x), g), y) if operation.needs(1) else None,
    )


@gradient("RealDiv")
def _div_vjp(operation: Operation, g: Any) -> Any:
    x, y = map(p.conj, operation.inputs)
    return both(operation, lambda: p.div(g, y), lambda: p.mul(g, p.div(p.div(p.neg(x), y), y)))


@gradient("DivNoNan")
def _div_no_nan_vjp(operation: Operation, g: Any) -> Any:
    x, y = map(p.conj, operation.inputs)

    def safe(a: Any, b: Any) -> Any:
        return execute("DivNoNan", (a, b))

    return both(operation, lambda: safe(g, y), lambda: p.mul(g, safe(safe(p.neg(x), y), y)))


@gradient("Pow")
def _pow_vjp(operation: Operation, g: Any) -> Any:
    x, y = map(p.conj, operation.inputs)
    z = p.conj(operation.outputs[0])

    def for_x() -> Any:
        return p.mul(p.mul(g, y), p.pow_(x, p.sub(y, p.number(1, y))))

    def for_y() -> Any:
        zero = p.number(0, x)
        # The logarithm of a base that is not positive counts as 0, so that an integer exponent's gradient is no NaN.
        positive = p.compare("NotEqual" if x.dtype.is_complex else "Greater", x, zero)
        safe = p.select(positive, x, p.number(1, x))
        return p.mul(p.mul(g, z), p.select(positive, p.log(safe), p.zeros_like(x)))

    return both(operation, for_x, for_y)


@gradient("FloorDiv", "TruncateDiv")
def _floor_div_vjp(operation: Operation, g: Any) -> Any:
    return None, None


@gradient("FloorMod")
def _floor_mod_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    return both(operation, lambda: g, lambda: p.mul(g, p.neg(execute("FloorDiv", (x, y)))))


def _extreme(operation: Operation, g: Any, comparison: str) -> Any:
    """Send the cotangent to the operand that was taken; x where both are equal."""
    x, y = operation.inputs
    taken = p.compare(comparison, x, y)
    zero = p.zeros_like(g)
    return both(operation, lambda: p.select(taken, g, zero), lambda: p.select(taken, zero, g))


@gradient("Maximum")
def _maximum_vjp(operation: Operation, g: Any) -> Any:
    return _extreme(operation, g, "GreaterEqual")


@gradient("Minimum")
def _minimum_vjp(operation: Operation, g: Any) -> Any:
    return _extreme(operation, g, "LessEqual")


@gradient("SquaredDifference")
def _squared_difference_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs
    slope = p.mul(p.mul(p.number(2, g), g), p.sub(x, y))
    return both(operation, lambda: slope, lambda: p.neg(slope))


@gradient("Atan2")
def _atan2_vjp(operation: Operation, g: Any) -> Any:
    y, x = operation.inputs
    over = p.div(g, p.add(p.square(x), p.square(y)))
    return both(operation, lambda: p.mul(x, over), lambda: p.mul(p.neg(y), over))


@gradient("NextAfter")
def _next_after_vjp(operation: Operation, g: Any) -> Any:
    y = operation.inputs[1]
    return both(operation, lambda: g, lambda: p.mul(p.zeros_like(y), g))


@gradient("AddN")
def _add_n_vjp(operation: Operation, g: Any) -> Any:
    return (g,) * len(operation.inputs)


@export("add", "math.add")
def add(x: Any, y: Any, name: str | None = None) -> Any:
    """The sum of each element; strings are joined. A right operand that is no tensor takes the left one's dtype."""
    left = convert_to_tensor(x)
    right = convert_to_tensor(y, None, left.dtype)
    return execute("Add" if left.dtype is dtypes.string else "AddV2", (left, right))


@export("add_n", "math.add_n")
def add_n(inputs: Any, name: str | None = None) -> Any:
    """Sum of tensors of one shape and dtype. Raises ValueError for anything but a non-empty list."""
    if not isinstance(inputs, (list, tuple)) or not inputs:
        raise ValueError(
            "Inputs must be an iterable of at least one Tensor/IndexedSlices with the same dtype and shape."
        )
    terms = tuple(map(convert_to_tensor, inputs))
    return terms[0] if len(terms) == 1 else execute("AddN", terms)


@export("accumulate_n", "math.accumulate_n")
def accumulate_n(inputs: Any, shape: Any = None, tensor_dtype: Any = None, name: str | None = None) -> Any:
    """Sum of tensors of one shape and dtype."""
    return add_n(inputs)


def binary(op_type: str, names: str, doc: str) -> Any:
    """Make the public function of an op of two operands."""

    def function(x: Any, y: Any, name: str | None = None) -> Any:
        return execute(op_type, (x, y) if type(x) is Tensor and type(y) is Tensor else arguments(x, y))

    function.__name__ = function.__qualname__ = names.split(maxsplit=1)[0].rpartition(".")[2]
    function.__doc__ = doc
    return export(*names.split())(function)


subtract = binary("Sub", "subtract math.subtract", "x - y of each element.")
multiply = binary("Mul", "multiply math.multiply", "x * y of each element.")
floordiv = binary("FloorDiv", "math.floordiv", "x / y rounded down.")
floormod = binary("FloorMod", "math.floormod math.mod", "The remainder of x / y, with the sign of y.")
truncatediv = binary("TruncateDiv", "truncatediv", "x / y rounded towards zero.")
truncatemod = binary("TruncateMod", "truncatemod", "The remainder of x / y, with the sign of x.")
maximum = binary("Maximum", "maximum math.maximum", "The larger of x and y; x's gradient where they are equal.")
minimum = binary("Minimum", "minimum math.minimum", "The smaller of x and y; x's gradient where they are equal.")
squared_difference = binary("SquaredDifference", "math.squared_difference", "(x - y) squared.")
left_shift = binary("LeftShift", "bitwise.left_shift", "x shifted left by y bits.")
right_shift = binary("RightShift", "bitwise.right_shift", "x shifted right by y bits.")
bitwise_and = binary("BitwiseAnd", "bitwise.bitwise_and", "The bits that x and y share.")
bitwise_or = binary("BitwiseOr", "bitwise.bitwise_or", "The bits of x or y.")
bitwise_xor = binary("BitwiseXor", "bitwise.bitwise_xor", "The bits of either x or y.")


@export("pow", "math.pow")
def pow_(x: Any, y: Any, name: str | None = None) -> Any:
    """The power x ** y of each element."""
    return execute("Pow", arguments(x, y))


@export("divide", "math.divide")
def divide(x: Any, y: Any, name: str | None = None) -> Any:
    """The quotient of each element; integers divide to floats."""
    return truediv(x, y)


@export("truediv", "math.truediv")
def truediv(x: Any, y: Any, name: str | None = None) -> Any:
    """The quotient of each element; integers are cast to float64 (short ones to float32).

    Raises TypeError where the dtypes differ.
    """
    if type(x) is Tensor:
        left = x
        right = y if type(y) is Tensor else convert_to_tensor(y, None, x.dtype)
    else:
        left, right = _true_operands(x, y)
    if left.dtype is not right.dtype:
        raise TypeError(f"`x` and `y` must have the same dtype, got {left.dtype!r} != {right.dtype!r}.")
    if left.dtype.kind in "fc":
        return execute("RealDiv", (left, right))
    wide = _true_dtype(left)
    return execute("RealDiv", (p.cast(left, wide), p.cast(right, wide)))


def _true_dtype(x: Tensor) -> dtypes.DType:
    """Give the dtype in which x is divided. Raises TypeError for what is no number."""
    if x.dtype.kind in "fc":
        return x.dtype
    if x.dtype.kind not in "iu":
        raise TypeError(
            f"Invalid dtype {x.dtype!r} in __truediv__. Expected one of {{tf.uint8, tf.int8, tf.uint16, tf.int16, "
            "tf.uint32, tf.int32, tf.uint64, tf.int64, tf.bfloat16, tf.float16, tf.float32, tf.float64, tf.complex64, "
            "tf.complex128}."
        )
    return dtypes.float32 if x.dtype.size < 4 else dtypes.float64


def _true_operands(x: Any, y: Any) -> tuple[Tensor, Tensor]:
    if type(y) is Tensor and not hasattr(type(x), "__tf_tensor__"):
        return convert_to_tensor(x, None, y.dtype), y
    left = convert_to_tensor(x)
    return left, convert_to_tensor(y, None, left.dtype)


@export("atan2", "math.atan2")
def atan2(y: Any, x: Any, name: str | None = None) -> Any:
    """The angle of the point (x, y), between -pi and pi."""
    return execute("Atan2", arguments(y, x))


@export("math.nextafter")
def nextafter(x1: Any, x2: Any, name: str | None = None) -> Any:
    """The next number after x1 in the direction of x2."""
    return execute("NextAfter", arguments(x1, x2))


@export("math.divide_no_nan")
def divide_no_nan(x: Any, y: Any, name: str | None = None) -> Any:
    """The quotient of each element, and 0 where y is 0; integers are cast to float64 (short ones to float32).

    Raises TypeError for operands of two types.
    """
    left, right = _true_operands(x, y)
    if left._dtype is not right._dtype:
        raise TypeError(f"`x` and `y` must have the same dtype, got {left._dtype!r} != {right._dtype!r}.")
    wide = _true_dtype(left)
    return execute("DivNoNan", (p.cast(left, wide), p.cast(right, wide)))


@export("math.reciprocal_no_nan")
def reciprocal_no_nan(x: Any, name: str | None = None) -> Any:
    """1 / x, and 0 where x is 0."""
    value = convert_to_tensor(x)
    return execute("DivNoNan", (p.number(1, value), value))


@export("realdiv")
def realdiv(x: Any, y: Any, name: str | None = None) -> Any:
    """The quotient of each element, of floats."""
    return execute("RealDiv", arguments(x, y))
