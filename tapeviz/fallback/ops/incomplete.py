"""Incomplete gamma and beta functions: the probabilities of the gamma and beta distributions, with their slopes."""

from __future__ import annotations

import math
from typing import Any, Final, TypeVar

from tapeviz.fallback import errors
from tapeviz.fallback.convert import arguments
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.special import digamma_at, each_row
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array

_FLOATS: Final = "bfloat16 half float double"
_TINY: Final = 1e-300
_EPSILON: Final = 2.0**-53
_STEPS: Final = 10_000
_STEP: Final = 1e-30

_Number = TypeVar("_Number", float, complex)


def _series(a: _Number, x: float) -> _Number:
    """P(a, x) / (x**a exp(-x) / gamma(a)): the sum of x**n / (a (a + 1) ... (a + n)); for x below a + 1."""
    term = 1 / a
    total = term
    for n in range(1, _STEPS):
        term *= x / (a + n)
        total += term
        if abs(term) < abs(total) * _EPSILON:
            break
    return total


def _fraction(a: _Number, x: float) -> _Number:
    """Q(a, x) / (x**a exp(-x) / gamma(a)) as Legendre's continued fraction, by Lentz's algorithm; for x above a + 1."""
    b = x + 1 - a
    c: _Number | float = 1 / _TINY
    d = 1 / b
    total = d
    for n in range(1, _STEPS):
        numerator = n * (a - n)
        b += 2
        d = 1 / (numerator * d + b)
        c = b + numerator / c
        factor = c * d
        total *= factor
        # For a whole `a` the fraction ends, but its slope does not.
        if abs(factor.real - 1) < _EPSILON * 4 and abs(factor.imag) < _EPSILON * 4 * _STEP:
            break
    return total


def _edge(a: float, x: float) -> float | None:
    """P(a, x) where no sum is needed: 0 at x = 0 whatever a is, NaN outside of a > 0, x >= 0."""
    if x == 0:
        return 0.0
    if math.isnan(a) or math.isnan(x) or a <= 0 or x < 0:
        return math.nan
    if math.isinf(a):
        return 0.0
    return 1.0 if math.isinf(x) else None


def _scale(a: float, x: float) -> float:
    return math.exp(a * math.log(x) - x - math.lgamma(a))


def _lower(a: float, x: float) -> float:
    known = _edge(a, x)
    if known is not None:
        return known
    return _scale(a, x) * _series(a, x) if x < a + 1 else 1 - _scale(a, x) * _fraction(a, x)


def _upper(a: float, x: float) -> float:
    if not a > 0:
        return math.nan
    known = _edge(a, x)
    if known is not None:
        return 0.0 if x == math.inf else 1 - known
    return 1 - _scale(a, x) * _series(a, x) if x < a + 1 else _scale(a, x) * _fraction(a, x)


def _lower_slope(a: float, x: float) -> float:
    """The derivative of P with respect to a: that of the sum or fraction is its imaginary part a tiny step aside."""
    known = _edge(a, x)
    if known is not None:
        return known if math.isnan(known) else 0.0
    below = x < a + 1
    aside = complex(a, _STEP)
    value = _series(aside, x) if below else _fraction(aside, x)
    slope = _scale(a, x) * (value.imag / _STEP + value.real * (math.log(x) - digamma_at(a)))
    return slope if below else -slope


def _beta(a: float, b: float, x: float) -> float:
    """I_x(a, b), from the side on which the continued fraction converges fast."""
    if a <= 0 or b <= 0 or not 0 <= x <= 1:
        return math.nan
    if x in {0.0, 1.0}:
        return x
    if not (math.isfinite(a) and math.isfinite(b)):
        return math.nan
    logarithm = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    if x < (a + 1) / (a + b + 2):
        return math.exp(logarithm) * _beta_fraction(a, b, x) / a
    return 1 - math.exp(logarithm) * _beta_fraction(b, a, 1 - x) / b


def _beta_fraction(a: float, b: float, x: float) -> float:
    """The continued fraction of the incomplete beta function (DLMF 8.17.22), by Lentz's algorithm."""
    c = 1.0
    d = 1 / _nonzero(1 - (a + b) * x / (a + 1))
    total = d
    for m in range(1, _STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        factor = 1.0
        for numerator in (even, odd):
            d = 1 / _nonzero(1 + numerator * d)
            c = _nonzero(1 + numerator / c)
            factor = c * d
            total *= factor
        if abs(factor - 1) < _EPSILON * 4:
            break
    return total


def _nonzero(number: float) -> float:
    return number if abs(number) > _TINY else _TINY


op("Igamma", "T T", plain=True, T=_FLOATS, broadcasts=True)(each_row(_lower))
op("Igammac", "T T", plain=True, T=_FLOATS, broadcasts=True)(each_row(_upper))
op("IgammaGradA", "T T", plain=True, T=_FLOATS, broadcasts=True)(each_row(_lower_slope))


@op("Betainc", "T T T", plain=True, T="float double")
def _betainc(a: Array, b: Array, x: Array) -> Any:
    for name, other in (("b", b), ("x", x)):
        if a.ndim and other.ndim and a.shape != other.shape:
            raise errors.invalid(
                f"Shapes of a and {name} are inconsistent: {spelled(a.shape)} vs. {spelled(other.shape)}"
            )
    if b.ndim and x.ndim and b.shape != x.shape:
        raise errors.invalid(f"Shapes of b and x are inconsistent: {spelled(b.shape)} vs. {spelled(x.shape)}")
    return each_row(_beta)(a, b, x)


def _gamma_slopes(operation: Operation, g: Any) -> tuple[Any, Any]:
    a, x = operation.inputs
    for_a = execute("IgammaGradA", (a, x))
    power = p.mul(p.sub(a, p.number(1, a)), p.log(x))
    for_x = p.exp(p.sub(p.add(p.neg(x), power), execute("Lgamma", (a,))))
    return p.reduce_to(p.mul(for_a, g), a), p.reduce_to(p.mul(for_x, g), x)


@gradient("Igamma")
def _igamma_vjp(operation: Operation, g: Any) -> Any:
    return _gamma_slopes(operation, g)


@gradient("Igammac")
def _igammac_vjp(operation: Operation, g: Any) -> Any:
    for_a, for_x = _gamma_slopes(operation, g)
    return p.neg(for_a), p.neg(for_x)


@gradient("Betainc")
def _betainc_vjp(operation: Operation, g: Any) -> Any:
    a, b, x = operation.inputs
    log_a, log_b, log_sum = (execute("Lgamma", (each,)) for each in (a, b, p.add(a, b)))
    log_beta = p.sub(p.add(log_a, log_b), log_sum)
    one = p.number(1, x)
    logarithm = p.add(execute("Xlog1py", (p.sub(b, one), p.neg(x))), execute("Xlogy", (p.sub(a, one), x)))
    return None, None, p.reduce_to(p.mul(p.exp(p.sub(logarithm, log_beta)), g), x)


@export("math.igamma")
def igamma(a: Any, x: Any, name: str | None = None) -> Any:
    """The share of gamma(a) that the integral of t**(a - 1) exp(-t) up to x has."""
    return execute("Igamma", arguments(a, x))


@export("math.igammac")
def igammac(a: Any, x: Any, name: str | None = None) -> Any:
    """1 - igamma(a, x), exact also where that is small."""
    return execute("Igammac", arguments(a, x))


@export("math.betainc")
def betainc(a: Any, b: Any, x: Any, name: str | None = None) -> Any:
    """The share of the beta function that the integral of t**(a - 1) (1 - t)**(b - 1) up to x has.

    No gradient flows to a and b. Raises InvalidArgumentError for shapes that differ, but for scalars.
    """
    return execute("Betainc", arguments(a, b, x))
