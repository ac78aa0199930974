"""The random ops: each fills a shape from a Philox stream, its own or that of a key and a counter (stateless ops)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from math import prod
from typing import Any, Final

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.dtypes import DType, as_dtype
from tapeviz.fallback.kernels import distributions, philox
from tapeviz.fallback.kernels.philox import Stream
from tapeviz.fallback.kernels.seeding import Seeds
from tapeviz.fallback.registry import INDEX, not_differentiable, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor

Attrs = Mapping[str, Any]
Fill = Callable[[Stream, int, np.dtype[Any]], Array]

SEEDS: Final = Seeds()

_FLOATS: Final = "half bfloat16 float double"
_INTEGERS: Final = "int32 int64"
_ALL_INTEGERS: Final = "int32 int64 uint32 uint64"


def sizes(shape: Array) -> tuple[int, ...]:
    """Read a shape tensor. Raises InvalidArgumentError unless it is a vector of sizes."""
    if shape.ndim != 1:
        raise errors.invalid(f"shape must be a vector of {{int32,int64}}, got shape {spelled(shape.shape)}")
    found = tuple(shape.tolist())
    for size in found:
        if size < 0:
            raise errors.invalid(f"Dimension {size} must be >= 0")
    return found


def _wanted(attrs: Attrs, listed: str) -> np.dtype[Any]:
    """Give the dtype that an op's attribute asks for. Raises InvalidArgumentError where the op does not make it."""
    dtype: DType = attrs["dtype"]
    if dtype.proto not in listed.split():
        allowed = ", ".join(listed.split())
        raise errors.invalid(f"Value for attr 'dtype' of {dtype.proto} is not in the list of allowed values: {allowed}")
    return np.dtype(dtype.as_numpy_dtype)


def _limits(low: Array, high: Array) -> tuple[int, int]:
    for name, limit in (("minval", low), ("maxval", high)):
        if limit.ndim:
            raise errors.invalid(f"{name} must be 0-D, got shape {spelled(limit.shape)}")
    if low >= high:
        raise errors.invalid(f"Need minval < maxval, got {low} >= {high}")
    return int(low), int(high)


def _stateful(name: str, fill: Fill) -> None:
    """Register an op of `shape` that goes on in its own stream."""

    @op(name, "T", T=INDEX)
    def kernel(attrs: Attrs, shape: Array) -> Array:
        out, dtype = sizes(shape), _wanted(attrs, _FLOATS)
        key = (name, dtype, shape.dtype)
        stream = SEEDS.take_outputs(key, (attrs["seed"], attrs["seed2"]), prod(out))
        return fill(stream, prod(out), dtype).reshape(out)


def _stateless(name: str, fill: Fill, listed: str) -> None:
    """Register an op of `shape`, `key` and `counter`."""

    @op(name, "Tshape uint64 uint64 int32", Tshape=INDEX)
    def kernel(attrs: Attrs, shape: Array, key: Array, counter: Array, _: Array) -> Array:
        out = sizes(shape)
        return fill(_stream(key, counter), prod(out), _wanted(attrs, listed)).reshape(out)


def _stream(key: Array, counter: Array) -> Stream:
    low, high = counter.tolist()
    return Stream(int(key[0]), low | high << 64)


_stateful("RandomStandardNormal", distributions.normal)
_stateful("RandomUniform", distributions.uniform)
_stateful("TruncatedNormal", distributions.truncated_normal)
_stateless("StatelessRandomNormalV2", distributions.normal, _FLOATS)
_stateless("StatelessRandomUniformV2", distributions.uniform, _FLOATS)
_stateless("StatelessTruncatedNormalV2", distributions.truncated_normal, _FLOATS)
_stateless("StatelessRandomUniformFullIntV2", distributions.full_integers, _ALL_INTEGERS)


@op("RandomUniformInt", "T Tout Tout", T=INDEX, Tout=_INTEGERS)
def _uniform_int(attrs: Attrs, shape: Array, minval: Array, maxval: Array) -> Array:
    out, (low, high) = sizes(shape), _limits(minval, maxval)
    key = ("RandomUniformInt", minval.dtype, shape.dtype)
    stream = SEEDS.take_outputs(key, (attrs["seed"], attrs["seed2"]), prod(out))
    return distributions.integers(stream, prod(out), low, high, minval.dtype).reshape(out)


@op("StatelessRandomUniformIntV2", "Tshape uint64 uint64 int32 dtype dtype", Tshape=INDEX, dtype=_ALL_INTEGERS)
def _stateless_uniform_int(_: Attrs, shape: Array, key: Array, counter: Array, __: Array, *limits: Array) -> Array:
    out, (low, high) = sizes(shape), _limits(*limits)
    numbers = distributions.integers(_stream(key, counter), prod(out), low, high, limits[0].dtype)
    return numbers.reshape(out)


@op("StatelessRandomGetKeyCounter", "Tseed", plain=True, Tseed=INDEX)
def _key_counter(seed: Array) -> tuple[Array, Array]:
    if seed.shape != (2,):
        raise errors.invalid(f"seed must have shape [2], not {spelled(seed.shape)}")
    stream = philox.scrambled(*seed.tolist())
    return np.array([stream.key], np.uint64), np.array([0, stream.counter >> 64], np.uint64)


@op("RandomShuffle", "T", T="")
def _shuffle(attrs: Attrs, value: Array) -> Array:
    if value.ndim == 0 or len(value) <= 1 or value.size <= 1:
        return value
    stream = SEEDS.take(("RandomShuffle", value.dtype), (attrs["seed"], attrs["seed2"]), (len(value) + 2) // 4)
    return value[distributions.permutation(stream, len(value))]


@op("StatelessShuffle", "T uint64 uint64 int32", T="")
def _stateless_shuffle(_: Attrs, value: Array, key: Array, counter: Array, __: Array) -> Array:
    return value[distributions.permutation(_stream(key, counter), len(value))] if value.ndim and len(value) else value


@op("Multinomial", "T int32", T="float double int32 uint8 int16 int8 int64 bfloat16 uint16 half uint32 uint64")
def _multinomial(attrs: Attrs, logits: Array, samples: Array) -> Array:
    count = _samples(logits, samples)
    key = ("Multinomial", logits.dtype, attrs["output_dtype"])
    reserved = len(logits) * -(-count // 4) * 8
    stream = SEEDS.take_outputs(key, (attrs["seed"], attrs["seed2"]), reserved)
    return _draws(attrs, stream, logits, count)


@op("StatelessMultinomial", "T int32 Tseed", T="float double int32 int64 bfloat16 half", Tseed=INDEX)
def _stateless_multinomial(attrs: Attrs, logits: Array, samples: Array, seed: Array) -> Array:
    count = _samples(logits, samples)
    if seed.shape != (2,):
        raise errors.invalid(f"seed must have shape [2], not {spelled(seed.shape)}")
    return _draws(attrs, philox.scrambled(*seed.tolist()), logits, count)


def _draws(attrs: Attrs, stream: Stream, logits: Array, count: int) -> Array:
    out_type = attrs["output_dtype"].as_numpy_dtype
    if not len(logits):
        return np.zeros((0, count), out_type)
    return distributions.categorical(stream, logits, count).astype(out_type)


def _samples(logits: Array, samples: Array) -> int:
    if logits.ndim != 2:
        raise errors.invalid(f"logits should be a matrix, got shape {spelled(logits.shape)}")
    if samples.ndim:
        raise errors.invalid(f"num_samples should be a scalar, got shape {spelled(samples.shape)}")
    if samples < 0:
        raise errors.invalid(f"num_samples should be non-negative, got {samples}")
    if not logits.shape[1]:
        raise errors.invalid("num_classes should be positive, got 0")
    return int(samples)


not_differentiable(
    [
        *(
            "RandomStandardNormal",
            "RandomUniform",
            "TruncatedNormal",
            "RandomShuffle",
            "Multinomial",
            "StatelessMultinomial",
        ),
        *("StatelessRandomNormalV2", "StatelessRandomUniformV2", "StatelessTruncatedNormalV2"),
        *("StatelessRandomUniformIntV2", "StatelessRandomUniformFullIntV2"),
    ]
)


def operand(value: Any, dtype: DType, name: str) -> Tensor:
    """Convert an argument to a dtype. Raises ValueError, with the argument's name, for a tensor of another one."""
    try:
        return convert_to_tensor(value, dtype)
    except ValueError as error:
        if type(value) is Tensor:
            raise ValueError(f"{name}: {error}") from None
        raise


def accepted(dtype: Any, listed: str) -> DType:
    """Give a dtype that is among the listed ones. Raises ValueError for another."""
    wanted = as_dtype(dtype)
    if wanted.name not in listed.split():
        spelled_types = ", ".join(f"tf.{name}" for name in listed.split())
        raise ValueError(f"Argument `dtype` got invalid value {wanted}. Accepted dtypes are ({spelled_types}).")
    return wanted
