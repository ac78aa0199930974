"""Special functions that NumPy lacks: the error function and its relatives."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np

from tapeviz.fallback.convert import arguments, convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import FLOAT, Operation, gradient, op
from tapeviz.fallback.tensor import Array

_ROOT_PI = math.sqrt(math.pi)


def each_number(function: Callable[[float], float]) -> Callable[[Array], Array]:
    """Apply one of Python's functions to each element: a tenth of a microsecond for one."""

    def kernel(x: Array) -> Array:
        return np.fromiter(map(function, x.ravel().tolist()), np.float64, x.size).reshape(x.shape).astype(x.dtype)

    return kernel


def _log_gamma(x: float) -> float:
    if math.isinf(x):
        return math.inf
    return math.inf if x <= 0 and x == math.floor(x) else math.lgamma(x)


def digamma_at(x: float) -> float:
    """The derivative of the logarithm of gamma: reflection below 0, recurrence up to 8, then the asymptotic series.

    NaN at its poles, 0 among them.
    """
    if math.isnan(x) or x == -math.inf or (x <= 0 and x == math.floor(x)):
        return math.nan
    if x < 0:
        return digamma_at(1 - x) - math.pi / math.tan(math.pi * (x - round(x)))
    shift = 0.0
    while x < 8:
        shift -= 1 / x
        x += 1
    inverse = 1 / (x * x)
    series = inverse * (1 / 12 - inverse * (1 / 120 - inverse * (1 / 252 - inverse * (1 / 240 - inverse / 132))))
    return shift + math.log(x) - 0.5 / x - series


def _whole(x: float) -> bool:
    return math.isinf(x) or x == math.floor(x)


def _zeta(s: float, q: float) -> float:
    """Hurwitz's zeta function, the sum of (q + k)**-s over k >= 0, by Euler and Maclaurin's formula after ten terms.

    Below 0, where ten terms begin after all those that are negative, only whole powers are defined; the poles of q are
    infinite for even powers and NaN for odd ones.
    """
    if math.isnan(s) or math.isnan(q) or s < 1:
        return math.nan
    if s == 1:
        return math.inf
    if q <= 0 and (_whole(q) or not _whole(s)):
        return math.inf if _whole(q) and s % 2 == 0 else math.nan
    if math.isinf(q) or math.isinf(s):
        return 0.0 if q > 1 else math.nan
    count = max(0, math.ceil(-q)) + 10
    try:
        head = math.fsum((q + k) ** -s for k in range(count))
    except OverflowError:
        return math.inf
    a = q + count
    tail: float = a ** (1 - s) / (s - 1) + 0.5 * a**-s
    term = s * a ** (-s - 1)
    for order, bernoulli in enumerate((1 / 12, -1 / 720, 1 / 30240, -1 / 1209600, 1 / 47900160)):
        tail += bernoulli * term
        term *= (s + 2 * order + 1) * (s + 2 * order + 2) / (a * a)
    return head + tail


def each_row(function: Callable[..., float]) -> Callable[..., Array]:
    """Apply a function of several numbers to each row of elements that broadcasting gives."""

    def kernel(*arrays: Array) -> Array:
        columns = np.broadcast_arrays(*arrays)
        values = map(function, *(column.ravel().tolist() for column in columns))
        found = np.fromiter(values, np.float64, columns[0].size)
        return found.reshape(columns[0].shape).astype(arrays[0].dtype)

    return kernel


def _polygamma(n: float, x: float) -> float:
    if n == 0:
        return digamma_at(x)
    if not n > 0 or n != math.floor(n) or math.isinf(n):
        return math.nan
    factorial = math.gamma(n + 1) if n < 171 else math.inf
    return (-1.0 if n % 2 == 0 else 1.0) * factorial * _zeta(n + 1, x)


def _erf(x: Array) -> Array:
    """TensorFlow's kernel for double squares its argument: where that overflows it gives NaN."""
    values = _python_erf(x)
    return np.where(np.isinf(x * x), np.nan, values) if x.dtype == np.float64 else values


_python_erf = each_number(math.erf)
op("Polygamma", "T T", plain=True, T="float double", broadcasts=True)(each_row(_polygamma))
op("Zeta", "T T", plain=True, T="float double", broadcasts=True)(each_row(_zeta))
op("Erf", "T", plain=True, T=FLOAT)(_erf)
op("Erfc", "T", plain=True, T=FLOAT)(each_number(math.erfc))
op("Lgamma", "T", plain=True, T=FLOAT)(each_number(_log_gamma))
op("Digamma", "T", plain=True, T=FLOAT)(each_number(digamma_at))


def _bell(operation: Operation, g: Any, sign: float) -> Any:
    x = operation.inputs[0]
    return p.mul(p.mul(g, p.number(sign * 2 / _ROOT_PI, x)), p.exp(p.neg(p.square(x))))


@gradient("Erf")
def _erf_vjp(operation: Operation, g: Any) -> Any:
    return _bell(operation, g, 1)


@gradient("Erfc")
def _erfc_vjp(operation: Operation, g: Any) -> Any:
    return _bell(operation, g, -1)


@gradient("Lgamma")
def _lgamma_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(g, execute("Digamma", operation.inputs))


@gradient("Digamma")
def _digamma_vjp(operation: Operation, g: Any) -> Any:
    x = operation.inputs[0]
    return p.mul(g, execute("Polygamma", (p.number(1, x), x)))


@gradient("Polygamma")
def _polygamma_vjp(operation: Operation, g: Any) -> Any:
    order, x = operation.inputs
    slope = execute("Polygamma", (p.add(order, p.number(1, order)), x))
    return None, p.reduce_to(p.mul(slope, g), x)


@gradient("Zeta")
def _zeta_vjp(operation: Operation, g: Any) -> Any:
    s, q = operation.inputs
    slope = p.mul(p.neg(s), execute("Zeta", (p.add(s, p.number(1, s)), q)))
    return None, p.reduce_to(p.mul(slope, g), q)


@export("math.erf")
def erf(x: Any, name: str | None = None) -> Any:
    """The error function, 2 / sqrt(pi) times the integral of exp(-t**2) from 0 to x."""
    return execute("Erf", (convert_to_tensor(x),))


@export("math.erfc")
def erfc(x: Any, name: str | None = None) -> Any:
    """1 - erf(x), exact also where that is small."""
    return execute("Erfc", (convert_to_tensor(x),))


@export("math.lgamma")
def lgamma(x: Any, name: str | None = None) -> Any:
    """The logarithm of the absolute value of the gamma function."""
    return execute("Lgamma", (convert_to_tensor(x),))


@export("math.digamma")
def digamma(x: Any, name: str | None = None) -> Any:
    """The derivative of `lgamma`."""
    return execute("Digamma", (convert_to_tensor(x),))


@export("math.polygamma")
def polygamma(a: Any, x: Any, name: str | None = None) -> Any:
    """The `a`-th derivative of `digamma`; no gradient flows to `a`."""
    return execute("Polygamma", arguments(a, x))


@export("math.zeta")
def zeta(x: Any, q: Any, name: str | None = None) -> Any:
    """Hurwitz's zeta function, the sum of (q + k)**-x over k >= 0; no gradient flows to `x`."""
    return execute("Zeta", arguments(x, q))
