"""Means, variances and what is scaled by them; dropout."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from numbers import Real
from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arithmetic import multiply, squared_difference
from tapeviz.fallback.ops.arrays import squeeze, stop_gradient
from tapeviz.fallback.ops.math import reciprocal, rsqrt
from tapeviz.fallback.ops.random import uniform
from tapeviz.fallback.ops.reduce import reduce_mean, reduce_sum
from tapeviz.fallback.ops.sampling import SEEDS
from tapeviz.fallback.ops.stateless import stateless_uniform
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor


@export("nn.moments")
def moments(x: Any, axes: Any, shift: Any = None, keepdims: bool = False, name: str | None = None) -> tuple[Any, Any]:
    """Mean and variance over axes; float16 is summed in float32. `x` must be a tensor, as in TensorFlow."""
    given = x.dtype
    x = convert_to_tensor(x)
    y = p.cast(x, dtypes.float32) if given is dtypes.float16 else x
    mean = reduce_mean(y, axes, keepdims=True)
    variance = reduce_mean(squared_difference(y, stop_gradient(mean)), axes, keepdims=True)
    return _finished(mean, given, axes, keepdims), _finished(variance, given, axes, keepdims)


def _finished(moment: Any, dtype: Any, axes: Any, keepdims: bool) -> Any:
    return p.cast(moment if keepdims else squeeze(moment, axes), dtype)


@export("nn.weighted_moments")
def weighted_moments(
    x: Any, axes: Any, frequency_weights: Any, keepdims: bool = False, name: str | None = None
) -> tuple[Any, Any]:
    """Mean and variance over axes with a weight for each element; the weights broadcast."""
    x = convert_to_tensor(x)
    given = x.dtype
    y = p.cast(x, dtypes.float32) if given is dtypes.float16 else x
    weights = p.cast(convert_to_tensor(frequency_weights), y.dtype)
    whole = reduce_sum(p.mul(weights, y), axes, keepdims=True)
    count = reduce_sum(p.add(weights, p.zeros_like(y)), axes, keepdims=True)
    mean = execute("DivNoNan", (whole, count))
    distance = reduce_sum(p.mul(weights, squared_difference(y, mean)), axes, keepdims=True)
    variance = execute("DivNoNan", (distance, count))
    return _finished(mean, given, axes, keepdims), _finished(variance, given, axes, keepdims)


@export("nn.sufficient_statistics")
def sufficient_statistics(
    x: Any, axes: Any, shift: Any = None, keepdims: bool = False, name: str | None = None
) -> tuple[Any, Any, Any, Any]:
    """The number of elements over axes, their sum and the sum of their squares, and the shift that was taken off."""
    x = convert_to_tensor(x)
    axes = list(set(axes))
    count = p.number(math.prod(x._array.shape[axis] for axis in axes), x)
    if shift is None:
        first, second = x, p.square(x)
    else:
        shift = convert_to_tensor(shift)
        first, second = p.sub(x, shift), squared_difference(x, shift)
    return count, reduce_sum(first, axes, keepdims=keepdims), reduce_sum(second, axes, keepdims=keepdims), shift


@export("nn.normalize_moments")
def normalize_moments(
    counts: Any, mean_ss: Any, variance_ss: Any, shift: Any, name: str | None = None
) -> tuple[Any, Any]:
    """Mean and variance from what `sufficient_statistics` gives."""
    divisor = reciprocal(counts)
    shifted = multiply(mean_ss, divisor)
    mean = shifted if shift is None else p.add(shifted, convert_to_tensor(shift))
    return mean, p.sub(multiply(variance_ss, divisor), p.square(shifted))


@export("nn.batch_normalization")
def batch_normalization(
    x: Any, mean: Any, variance: Any, offset: Any, scale: Any, variance_epsilon: Any, name: str | None = None
) -> Any:
    """(x - mean) / sqrt(variance + epsilon) * scale + offset; the last two may be None."""
    factor: Any = rsqrt(variance + variance_epsilon)
    if scale is not None:
        factor = factor * scale
    rest: Any = -mean * factor if offset is None else offset - mean * factor
    return x * p.cast(factor, x.dtype) + p.cast(rest, x.dtype)


def _neighbours(x: Array, radius: int) -> Array:
    """The sum over the channels up to `radius` away on either side."""
    padded = np.pad(x, [*((0, 0) for _ in x.shape[:-1]), (radius + 1, radius)])
    sums = np.cumsum(padded, axis=-1, dtype=x.dtype)
    return np.asarray(sums[..., 2 * radius + 1 :] - sums[..., : -2 * radius - 1])


@op("LRN", "T", T="half bfloat16 float")
def _lrn(attrs: Any, x: Array) -> Any:
    if x.ndim != 4:
        raise errors.invalid("in must be 4-dimensional")
    size = attrs["bias"] + attrs["alpha"] * _neighbours(np.square(x), attrs["depth_radius"])
    return (x * size ** -attrs["beta"]).astype(x.dtype)


@op("LRNGrad", "T T T", T="half bfloat16 float")
def _lrn_grad(attrs: Any, g: Array, x: Array, y: Array) -> Any:
    alpha, beta, radius = attrs["alpha"], attrs["beta"], attrs["depth_radius"]
    size = attrs["bias"] + alpha * _neighbours(np.square(x), radius)
    spread = _neighbours(g * y / size, radius)
    return (g * size**-beta - 2 * alpha * beta * x * spread).astype(x.dtype)


@gradient("LRN")
def _lrn_vjp(operation: Operation, g: Any) -> Any:
    return execute("LRNGrad", (g, operation.inputs[0], operation.outputs[0]), operation.attrs)


@export("nn.local_response_normalization", "nn.lrn")
def local_response_normalization(
    input: Any,
    depth_radius: int = 5,
    bias: float = 1,
    alpha: float = 1,
    beta: float = 0.5,
    name: str | None = None,
) -> Any:
    """X / (bias + alpha * sum of x**2 over the nearest channels) ** beta, as AlexNet had it."""
    attrs = {"depth_radius": int(depth_radius), "bias": float(bias), "alpha": float(alpha), "beta": float(beta)}
    return execute("LRN", (convert_to_tensor(input),), attrs)


@export("nn.dropout")
def dropout(x: Any, rate: Any, noise_shape: Any = None, seed: Any = None, name: str | None = None) -> Any:
    """Set a share `rate` of the elements to zero, drawn at random, and scale the others by 1 / (1 - rate).

    `noise_shape` is the shape of the draw, which broadcasts. Raises ValueError for a rate outside [0, 1) and for a
    dtype that is not floating.
    """
    return _dropout(x, rate, noise_shape, partial(uniform, seed=seed), lambda: SEEDS.pair(seed))


@export("nn.experimental.stateless_dropout")
def stateless_dropout(
    x: Any, rate: Any, seed: Any, rng_alg: Any = None, noise_shape: Any = None, name: str | None = None
) -> Any:
    """As `dropout`, with a draw that depends on `seed` (two integers) alone."""
    return _dropout(x, rate, noise_shape, partial(stateless_uniform, seed=seed, alg=rng_alg), lambda: None)


def _dropout(x: Any, rate: Any, noise_shape: Any, draw: Callable[..., Any], pass_over: Callable[[], Any]) -> Any:
    is_number = isinstance(rate, Real)
    if is_number and not 0 <= rate < 1:
        raise ValueError(f"`rate` must be a scalar tensor or a float in the range [0, 1). Received: rate={rate}")
    x = convert_to_tensor(x)
    if not x.dtype.is_floating:
        raise ValueError(
            f"`x.dtype` must be a floating point tensor as `x` will be scaled. Received: x_dtype={x.dtype}"
        )
    if is_number and rate == 0:
        pass_over()  # a seed is used up, so that what is drawn later does not depend on the rate
        return x
    if is_number:
        scaled = p.mul(x, convert_to_tensor(1 / (1 - rate), x.dtype))
    else:
        rate = _tensor_rate(rate, x)
        scaled = p.div(x, p.sub(p.number(1, x), rate))
    noise = draw(shape=_noise_shape(x, noise_shape), dtype=x.dtype)
    kept = p.compare("GreaterEqual", noise, convert_to_tensor(rate, x.dtype))
    return p.select(kept, scaled, p.number(0, x))


def _tensor_rate(rate: Any, x: Tensor) -> Any:
    if not hasattr(rate, "dtype"):
        raise ValueError(f"`rate` must be a scalar or scalar tensor. Received: rate={rate}")
    rate = convert_to_tensor(rate)
    rate.shape.assert_has_rank(0)
    if rate.dtype is not x.dtype:
        raise ValueError(
            f"`x.dtype` must be compatible with `rate.dtype`. Received: x.dtype={x.dtype} and rate.dtype={rate.dtype}"
        )
    return rate


def _noise_shape(x: Tensor, noise_shape: Any) -> Any:
    shape: tuple[int, ...] = x._array.shape
    if noise_shape is None:
        return execute("Shape", (x,), {"out_type": dtypes.int32})
    if isinstance(noise_shape, list | tuple) and len(noise_shape) == len(shape):
        return [own if given is None else given for own, given in zip(shape, noise_shape, strict=True)]
    return noise_shape
