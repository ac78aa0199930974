"""Elementary functions of each element, with TensorFlow's derivatives at the edges."""

from __future__ import annotations

import operator
from collections.abc import Callable
from typing import Any

import numpy as np

from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import FLOAT, FLOAT_COMPLEX, SIGNED, Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor

_HALF_FIRST = "half bfloat16 float double"
_SQUARES = "bfloat16 half float double int8 int16 int32 int64 uint8 uint16 uint32 uint64 complex64 complex128"
_ROUNDS = "bfloat16 half float double int8 int16 int32 int64"


def sigmoid_array(x: Array) -> Any:
    """1 / (1 + exp(-x)) without overflow."""
    if x.dtype.kind == "c":
        return 1 / (1 + np.exp(-x))
    small = np.exp(-np.abs(x if x.dtype != np.float16 else x.astype(np.float32)))
    return np.where(x >= 0, 1 / (1 + small), small / (1 + small)).astype(x.dtype)


def _softplus(x: Array) -> Any:
    return np.maximum(x, 0) + np.log1p(np.exp(-np.abs(x)))


def _sign(x: Array) -> Any:
    if x.dtype.kind == "c":
        size = np.abs(x)
        return np.where(size == 0, 0, x / np.where(size == 0, 1, size)).astype(x.dtype)
    return np.sign(x)


def _quiet_product(g: Array, slope: Array) -> Any:
    """Multiply a cotangent and a slope; a cotangent of 0 gives 0 whatever the slope is, as in TensorFlow's kernels."""
    return np.where(g == 0, np.zeros_like(g, shape=()), g * slope)


def _same(kernel: Callable[[Array], Any]) -> Callable[[Array], Any]:
    """Leave integers as they are, which are round already."""
    return lambda x: x if x.dtype.kind in "iu" else kernel(x)


def _unary(op_type: str, kernel: Callable[..., Any], allowed: str, names: str, doc: str) -> Any:
    """Register an op of one input and make its public function."""
    op(op_type, "T", plain=True, T=allowed)(kernel)

    def function(x: Any, name: str | None = None) -> Any:
        return execute(op_type, (x if type(x) is Tensor else convert_to_tensor(x),))

    public = names.split()
    function.__name__ = function.__qualname__ = public[0].rpartition(".")[2] if public else op_type.lower()
    function.__doc__ = doc
    return export(*public)(function)


negative = _unary("Neg", operator.neg, SIGNED, "negative math.negative", "-x.")
square = _unary("Square", np.square, _SQUARES, "square math.square", "x * x.")
sqrt = _unary("Sqrt", np.sqrt, FLOAT_COMPLEX, "sqrt math.sqrt", "The square root of x.")
rsqrt = _unary("Rsqrt", lambda x: 1 / np.sqrt(x), FLOAT_COMPLEX, "math.rsqrt", "1 / sqrt(x).")
reciprocal = _unary("Reciprocal", lambda x: 1 / x, SIGNED, "math.reciprocal", "1 / x.")
exp = _unary("Exp", np.exp, FLOAT_COMPLEX, "exp math.exp", "e to the power x.")
expm1 = _unary("Expm1", np.expm1, FLOAT_COMPLEX, "math.expm1", "exp(x) - 1, exact for small x.")
log = _unary("Log", np.log, FLOAT_COMPLEX, "math.log", "The natural logarithm of x.")
log1p = _unary("Log1p", np.log1p, FLOAT_COMPLEX, "math.log1p", "log(1 + x), exact for small x.")
sin = _unary("Sin", np.sin, FLOAT_COMPLEX, "sin math.sin", "The sine of x.")
cos = _unary("Cos", np.cos, FLOAT_COMPLEX, "cos math.cos", "The cosine of x.")
tan = _unary("Tan", np.tan, FLOAT_COMPLEX, "tan math.tan", "The tangent of x.")
asin = _unary("Asin", np.arcsin, FLOAT_COMPLEX, "asin math.asin", "The angle whose sine is x.")
acos = _unary("Acos", np.arccos, FLOAT_COMPLEX, "acos math.acos", "The angle whose cosine is x.")
atan = _unary("Atan", np.arctan, FLOAT_COMPLEX, "atan math.atan", "The angle whose tangent is x.")
sinh = _unary("Sinh", np.sinh, FLOAT_COMPLEX, "sinh math.sinh", "The hyperbolic sine of x.")
cosh = _unary("Cosh", np.cosh, FLOAT_COMPLEX, "cosh math.cosh", "The hyperbolic cosine of x.")
tanh = _unary("Tanh", np.tanh, FLOAT_COMPLEX, "tanh math.tanh nn.tanh", "The hyperbolic tangent of x.")
asinh = _unary("Asinh", np.arcsinh, FLOAT_COMPLEX, "asinh math.asinh", "The inverse hyperbolic sine of x.")
acosh = _unary("Acosh", np.arccosh, FLOAT_COMPLEX, "acosh math.acosh", "The inverse hyperbolic cosine of x.")
atanh = _unary("Atanh", np.arctanh, FLOAT_COMPLEX, "atanh math.atanh", "The inverse hyperbolic tangent of x.")
sigmoid = _unary("Sigmoid", sigmoid_array, FLOAT_COMPLEX, "sigmoid math.sigmoid nn.sigmoid", "1 / (1 + exp(-x)).")
floor = _unary("Floor", np.floor, FLOAT, "floor math.floor", "x rounded down.")
ceil = _unary("Ceil", np.ceil, FLOAT, "math.ceil", "x rounded up.")
rint = _unary("Rint", np.rint, FLOAT, "math.rint", "x rounded to the nearest whole number, halves to the even one.")
_round = _unary("Round", _same(np.rint), SIGNED, "", "x rounded to the nearest whole number.")
_sign_op = _unary("Sign", _sign, SIGNED, "sign math.sign", "-1, 0 or 1; x / |x| of a complex number.")
conj_op = _unary("Conj", np.conj, "complex64 complex128 variant", "", "The complex conjugate of x.")
_abs_op = _unary("Abs", np.abs, _ROUNDS, "", "The absolute value of x.")
softplus_op = _unary("Softplus", _softplus, _HALF_FIRST, "", "log(1 + exp(x)).")

op("TanhGrad", "T T", plain=True, T=FLOAT_COMPLEX)(lambda y, g: g * (1 - y * y))
op("SigmoidGrad", "T T", plain=True, T=FLOAT_COMPLEX)(lambda y, g: g * y * (1 - y))
op("SqrtGrad", "T T", plain=True, T=FLOAT_COMPLEX)(lambda y, g: _quiet_product(g, 0.5 / np.conj(y)))
op("RsqrtGrad", "T T", plain=True, T=FLOAT_COMPLEX)(lambda y, g: _quiet_product(g, -0.5 * np.conj(y) ** 3))
op("ReciprocalGrad", "T T", plain=True, T=FLOAT_COMPLEX)(lambda y, g: _quiet_product(g, -np.square(np.conj(y))))
op("SoftplusGrad", "T T", plain=True, T=_HALF_FIRST)(lambda g, x: g * sigmoid_array(x))


@gradient("Neg")
def _neg_vjp(operation: Operation, g: Any) -> Any:
    return p.neg(g)


@gradient("Square")
def _square_vjp(operation: Operation, g: Any) -> Any:
    x = p.conj(operation.inputs[0])
    return p.mul(g, p.mul(x, p.number(2, x)))


@gradient("Sqrt")
def _sqrt_vjp(operation: Operation, g: Any) -> Any:
    return execute("SqrtGrad", (operation.outputs[0], g))


@gradient("SqrtGrad")
def _sqrt_grad_vjp(operation: Operation, gg: Any) -> Any:
    y = operation.inputs[0]
    ratio = p.div(gg, y)
    return p.mul(p.neg(p.conj(ratio)), operation.outputs[0]), p.mul(p.number(0.5, ratio), ratio)


@gradient("Rsqrt")
def _rsqrt_vjp(operation: Operation, g: Any) -> Any:
    return execute("RsqrtGrad", (operation.outputs[0], g))


@gradient("RsqrtGrad")
def _rsqrt_grad_vjp(operation: Operation, gg: Any) -> Any:
    y, g = operation.inputs
    conjugate = p.conj(y)
    slope = p.mul(p.number(-1.5, gg), p.mul(gg, p.mul(p.conj(g), p.square(conjugate))))
    return slope, execute("RsqrtGrad", (conjugate, gg))


@gradient("Reciprocal")
def _reciprocal_vjp(operation: Operation, g: Any) -> Any:
    return execute("ReciprocalGrad", (operation.outputs[0], g))


@gradient("ReciprocalGrad")
def _reciprocal_grad_vjp(operation: Operation, gg: Any) -> Any:
    y, g = operation.inputs
    slope = p.mul(p.mul(p.number(-2, gg), gg), p.mul(p.conj(g), p.conj(y)))
    return slope, execute("ReciprocalGrad", (p.conj(y), gg))


@gradient("Exp")
def _exp_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, p.conj(operation.outputs[0]))


@gradient("Expm1")
def _expm1_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, p.exp(p.conj(operation.inputs[0])))


@gradient("Log")
def _log_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, p.reciprocal(p.conj(operation.inputs[0])))


@gradient("Log1p")
def _log1p_vjp(operation: Operation, g: Any) -> Any:
    x = p.conj(operation.inputs[0])
    return p.mul(g, p.reciprocal(p.add(p.number(1, x), x)))


@gradient("Sin")
def _sin_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, execute("Cos", (p.conj(operation.inputs[0]),)))


@gradient("Cos")
def _cos_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(p.neg(g), execute("Sin", (p.conj(operation.inputs[0]),)))


@gradient("Tan")
def _tan_vjp(operation: Operation, g: Any) -> Any:
    secant = p.reciprocal(execute("Cos", (p.conj(operation.inputs[0]),)))
    return p.mul(p.square(secant), g)


@gradient("Asin")
def _asin_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, p.reciprocal(_root_of_one_minus_square(operation)))


@gradient("Acos")
def _acos_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(p.neg(g), p.reciprocal(_root_of_one_minus_square(operation)))


def _root_of_one_minus_square(operation: Operation) -> Any:
    x = p.conj(operation.inputs[0])
    return p.sqrt(p.sub(p.number(1, x), p.square(x)))


@gradient("Atan")
def _atan_vjp(operation: Operation, g: Any) -> Any:
    x = p.conj(operation.inputs[0])
    return p.mul(g, p.reciprocal(p.add(p.number(1, x), p.square(x))))


@gradient("Sinh")
def _sinh_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, execute("Cosh", (p.conj(operation.inputs[0]),)))


@gradient("Cosh")
def _cosh_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, execute("Sinh", (p.conj(operation.inputs[0]),)))


@gradient("Asinh")
def _asinh_vjp(operation: Operation, g: Any) -> Any:
    return p.div(g, execute("Cosh", (p.conj(operation.outputs[0]),)))


@gradient("Acosh")
def _acosh_vjp(operation: Operation, g: Any) -> Any:
    return p.div(g, execute("Sinh", (p.conj(operation.outputs[0]),)))


@gradient("Atanh")
def _atanh_vjp(operation: Operation, g: Any) -> Any:
    x = p.conj(operation.inputs[0])
    return p.mul(g, p.reciprocal(p.sub(p.number(1, x), p.square(x))))


@gradient("Tanh")
def _tanh_vjp(operation: Operation, g: Any) -> Any:
    return execute("TanhGrad", (p.conj(operation.outputs[0]), g))


@gradient("TanhGrad")
def _tanh_grad_vjp(operation: Operation, gg: Any) -> Any:
    y, g = map(p.conj, operation.inputs)
    return p.mul(p.mul(p.mul(gg, p.number(-2, g)), g), y), execute("TanhGrad", (y, gg))


@gradient("Sigmoid")
def _sigmoid_vjp(operation: Operation, g: Any) -> Any:
    return execute("SigmoidGrad", (p.conj(operation.outputs[0]), g))


@gradient("SigmoidGrad")
def _sigmoid_grad_vjp(operation: Operation, gg: Any) -> Any:
    y, g = map(p.conj, operation.inputs)
    weighted = p.mul(gg, g)
    return p.sub(weighted, p.mul(p.mul(p.number(2, g), weighted), y)), execute("SigmoidGrad", (y, gg))


@gradient("Softplus")
def _softplus_vjp(operation: Operation, g: Any) -> Any:
    return execute("SoftplusGrad", (g, operation.inputs[0]))


@gradient("SoftplusGrad")
def _softplus_grad_vjp(operation: Operation, gg: Any) -> Any:
    g, x = operation.inputs
    slope = p.div(p.mul(gg, g), p.add(p.add(p.exp(p.neg(x)), p.number(2, x)), p.exp(x)))
    return execute("SoftplusGrad", (gg, x)), slope


@gradient("Abs")
def _abs_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, execute("Sign", operation.inputs))


@gradient("Sign")
def _sign_vjp(operation: Operation, g: Any) -> Any:
    x, y = operation.inputs[0], operation.outputs[0]
    if not x.dtype.is_complex:
        return p.zeros_like(x)
    size = execute("ComplexAbs", (x,))
    doubled = execute("Complex", (p.add(size, size), p.zeros_like(size)))
    return execute("DivNoNan", (p.sub(g, p.mul(p.square(y), p.conj(g))), doubled))


@gradient("Floor", "Ceil", "Rint", "Round")
def _no_slope(operation: Operation, g: Any) -> Any:
    return None


@gradient("Conj")
def _conj_vjp(operation: Operation, g: Any) -> Any:
    return p.conj(g)


@export("abs", "math.abs")
def abs_(x: Any, name: str | None = None) -> Any:
    """The absolute value of each element; a complex number's is real. Its slope at 0 is 0."""
    tensor = convert_to_tensor(x)
    return execute("ComplexAbs" if tensor.dtype.is_complex else "Abs", (tensor,))


@export("round", "math.round")
def round_(x: Any, name: str | None = None) -> Any:
    """Round to the nearest whole number, halves to the even one; integers are given back."""
    tensor = convert_to_tensor(x)
    return tensor if tensor.dtype.is_integer else execute("Round", (tensor,))


@export("math.softplus", "nn.softplus")
def softplus(features: Any, name: str | None = None) -> Any:
    """log(1 + exp(x)), without overflow."""
    return execute("Softplus", (convert_to_tensor(features),))


@export("math.log_sigmoid")
def log_sigmoid(x: Any, name: str | None = None) -> Any:
    """log(sigmoid(x)), without overflow."""
    return p.neg(softplus(p.neg(convert_to_tensor(x))))
