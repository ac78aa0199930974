"""Inverses of the error function and of the normal distribution: `tf.math.erfinv`, `erfcinv`, `ndtri`; and `lbeta`."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops import reduce
from tapeviz.fallback.registry import FLOAT, Operation, gradient, op
from tapeviz.fallback.tensor import Array

_ROOT_TWO = math.sqrt(2)
_ROOT_TWO_PI = math.sqrt(2 * math.pi)


def _normal_quantile(probability: float) -> float:
    """Give the x below which a standard normal number lies with this probability, to double precision.

    In the lower half: the start of Abramowitz and Stegun 26.2.23, off by 4.5e-4 at most, then steps of Halley's method.
    """
    if math.isnan(probability) or not 0 <= probability <= 1:
        return math.nan
    if probability in {0.0, 1.0}:
        return math.inf if probability else -math.inf
    if probability > 0.5:
        return -_normal_quantile(1 - probability)
    t = math.sqrt(-2 * math.log(probability))
    x = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))))
    for _ in range(3):
        density = math.exp(-x * x / 2) / _ROOT_TWO_PI
        if not density:
            break
        step = (math.erfc(-x / _ROOT_TWO) / 2 - probability) / density
        x -= step / (1 + x * step / 2)
    return x


def _error_quantile(y: float) -> float:
    """Give the x with erf(x) = y; a number near 0 keeps all its digits."""
    if abs(y) < 1e-4:
        return y * math.sqrt(math.pi) / 2 * (1 + math.pi * y * y / 12)
    return _normal_quantile((y + 1) / 2) / _ROOT_TWO


def _each(function: Any, x: Array) -> Any:
    return np.array([function(float(value)) for value in x.ravel()], np.float64).reshape(x.shape).astype(x.dtype)


@op("Ndtri", "T", plain=True, T=FLOAT)
def _ndtri(x: Array) -> Any:
    return _each(_normal_quantile, x)


@op("Erfinv", "T", plain=True, T=FLOAT)
def _erfinv(x: Array) -> Any:
    return _each(_error_quantile, x)


@gradient("Ndtri")
def _ndtri_vjp(operation: Operation, g: Any) -> Any:
    y = operation.outputs[0]
    return p.mul(g, p.mul(p.number(_ROOT_TWO_PI, y), p.exp(p.mul(p.square(y), p.number(0.5, y)))))


@gradient("Erfinv")
def _erfinv_vjp(operation: Operation, g: Any) -> Any:
    y = operation.outputs[0]
    return p.mul(g, p.mul(p.number(math.sqrt(math.pi) / 2, y), p.exp(p.square(y))))


@export("math.ndtri")
def ndtri(x: Any, name: str | None = None) -> Any:
    """The number below which a standard normal one lies with probability x."""
    return execute("Ndtri", (convert_to_tensor(x),))


@export("math.erfinv")
def erfinv(x: Any, name: str | None = None) -> Any:
    """The number whose error function is x."""
    return execute("Erfinv", (convert_to_tensor(x),))


@export("math.erfcinv")
def erfcinv(x: Any, name: str | None = None) -> Any:
    """The number whose complementary error function is x."""
    value = convert_to_tensor(x)
    quantile = execute("Ndtri", (p.mul(p.number(0.5, value), value),))
    return p.mul(p.neg(quantile), p.number(math.sqrt(0.5), value))


@export("math.lbeta")
def lbeta(x: Any, name: str | None = None) -> Any:
    """The logarithm of the beta function of the last axis."""
    value = convert_to_tensor(x)
    parts = reduce.reduce_sum(execute("Lgamma", (value,)), -1)
    return p.sub(parts, execute("Lgamma", (reduce.reduce_sum(value, -1),)))
