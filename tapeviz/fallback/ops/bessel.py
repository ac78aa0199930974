"""Modified Bessel functions of the first kind, of orders 0 and 1."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.special import each_number
from tapeviz.fallback.registry import FLOAT, Operation, gradient, op

# From here on fifteen terms of the expansion for large arguments leave less than one rounding.
_LARGE: Final = 35.0


def _scaled(order: int) -> Callable[[float], float]:
    """exp(-|x|) times the function: the power series, or the asymptotic series in 1 / x (DLMF 10.25.2 and 10.40.1)."""

    def value(x: float) -> float:
        size = abs(x)
        if math.isnan(x) or math.isinf(x):
            return math.nan if math.isnan(x) else 0.0
        result = _asymptotic(order, size) if size > _LARGE else math.exp(-size) * _power_series(order, size)
        return -result if order and x < 0 else result

    return value


def _power_series(order: int, size: float) -> float:
    quarter = size * size / 4
    term = total = (size / 2) ** order
    k = 0
    while term > total * 1e-17:
        k += 1
        term *= quarter / (k * (k + order))
        total += term
    return total


def _asymptotic(order: int, size: float) -> float:
    term = total = 1.0
    for k in range(1, 16):
        term *= -(4 * order * order - (2 * k - 1) ** 2) / (k * 8 * size)
        total += term
    return total / math.sqrt(2 * math.pi * size)


def _unscaled(order: int) -> Callable[[float], float]:
    scaled = _scaled(order)

    def value(x: float) -> float:
        # Of infinity this is infinity times 0, NaN, as in TensorFlow.
        try:
            return math.exp(abs(x)) * scaled(x)
        except OverflowError:
            return math.copysign(math.inf, x) if order else math.inf

    return value


for _order in (0, 1):
    op(f"BesselI{_order}", "T", plain=True, T=FLOAT)(each_number(_unscaled(_order)))
    op(f"BesselI{_order}e", "T", plain=True, T=FLOAT)(each_number(_scaled(_order)))


@gradient("BesselI0")
def _i0_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, execute("BesselI1", operation.inputs))


@gradient("BesselI0e")
def _i0e_vjp(operation: Operation, g: Any) -> Any:
    x = operation.inputs[0]
    falling = p.mul(execute("Sign", (x,)), operation.outputs[0])
    return p.mul(g, p.sub(execute("BesselI1e", (x,)), falling))


@gradient("BesselI1")
def _i1_vjp(operation: Operation, g: Any) -> Any:
    x = operation.inputs[0]
    slope = p.sub(execute("BesselI0", (x,)), p.div(operation.outputs[0], x))
    return p.mul(g, p.select(_at_0(x), p.number(1.0, x), slope))


@gradient("BesselI1e")
def _i1e_vjp(operation: Operation, g: Any) -> Any:
    x = operation.inputs[0]
    falling = p.mul(operation.outputs[0], p.add(execute("Sign", (x,)), p.reciprocal(x)))
    slope = p.sub(execute("BesselI0e", (x,)), falling)
    return p.mul(g, p.select(_at_0(x), p.number(0.5, x), slope))


def _at_0(x: Any) -> Any:
    return p.compare("Equal", x, p.number(0, x))


@export("math.bessel_i0", "math.special.bessel_i0")
def bessel_i0(x: Any, name: str | None = None) -> Any:
    """The modified Bessel function of order 0."""
    return execute("BesselI0", (convert_to_tensor(x),))


@export("math.bessel_i0e", "math.special.bessel_i0e")
def bessel_i0e(x: Any, name: str | None = None) -> Any:
    """exp(-|x|) times the modified Bessel function of order 0."""
    return execute("BesselI0e", (convert_to_tensor(x),))


@export("math.bessel_i1", "math.special.bessel_i1")
def bessel_i1(x: Any, name: str | None = None) -> Any:
    """The modified Bessel function of order 1. The slope at 0 is 1, as in TensorFlow, and not the true 1/2."""
    return execute("BesselI1", (convert_to_tensor(x),))


@export("math.bessel_i1e", "math.special.bessel_i1e")
def bessel_i1e(x: Any, name: str | None = None) -> Any:
    """exp(-|x|) times the modified Bessel function of order 1."""
    return execute("BesselI1e", (convert_to_tensor(x),))
