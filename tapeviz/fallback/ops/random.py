"""`tf.random`: TensorFlow's random functions with TensorFlow's own numbers.

What cannot be had: `gamma`, `poisson`, `binomial`, the candidate samplers and the ThreeFry generator; `categorical` of
so many rows that TensorFlow would share them out among threads, where its own draws depend on the number of threads;
and outside Linux the last bit of float32 normal numbers, which follows the C library that TensorFlow was built with.
"""

from __future__ import annotations

from typing import Any

from tapeviz.fallback import dtypes
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import generator, stateless
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.sampling import SEEDS, accepted, operand

__all__ = ["categorical", "generator", "normal", "set_seed", "shuffle", "stateless", "truncated_normal", "uniform"]


@export("random.set_seed")
def set_seed(seed: Any) -> None:
    """Set the global seed: the random ops that follow give the numbers that TensorFlow's give after the same call."""
    SEEDS.set_seed(seed)


def _seeded(seed: Any, **others: Any) -> dict[str, Any]:
    first, second = SEEDS.pair(seed)
    return {"seed": first, "seed2": second, **others}


def _scaled(op_type: str, shape: Any, mean: Any, stddev: Any, dtype: Any, seed: Any) -> Any:
    """Draw from a stateful op of mean 0 and deviation 1, and move the numbers to `mean` and `stddev`."""
    wanted = as_dtype(dtype)
    size, mean, stddev = ints(shape), operand(mean, wanted, "mean"), operand(stddev, wanted, "stddev")
    standard = execute(op_type, (size,), _seeded(seed, dtype=wanted))
    return p.add(p.mul(standard, stddev), mean)


@export("random.normal")
def normal(
    shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = dtypes.float32, seed: Any = None, name: Any = None
) -> Any:
    """Draw numbers of a normal distribution; `mean` and `stddev` broadcast with `shape`, and a tape sees them."""
    return _scaled("RandomStandardNormal", shape, mean, stddev, dtype, seed)


@export("random.truncated_normal")
def truncated_normal(
    shape: Any, mean: Any = 0.0, stddev: Any = 1.0, dtype: Any = dtypes.float32, seed: Any = None, name: Any = None
) -> Any:
    """As `normal`, with numbers two deviations and more from the mean drawn again."""
    return _scaled("TruncatedNormal", shape, mean, stddev, dtype, seed)


@export("random.uniform")
def uniform(
    shape: Any,
    minval: Any = 0,
    maxval: Any = None,
    dtype: Any = dtypes.float32,
    seed: Any = None,
    name: Any = None,
) -> Any:
    """Draw numbers of [minval, maxval): floats (maxval 1 unless given) or integers (maxval must be given).

    Raises ValueError for a dtype that is not accepted, and for integers without `maxval`.
    """
    wanted = accepted(dtype, "float16 bfloat16 float32 float64 int32 int64")
    if maxval is None:
        if wanted.is_integer:
            raise ValueError(f"Must specify maxval for integer dtype {wanted!r}")
        maxval = 1
    size = ints(shape)
    from_zero, to_one = type(minval) is int and minval == 0, type(maxval) is int and maxval == 1
    if not from_zero or not to_one or wanted.is_integer:
        minval, maxval = operand(minval, wanted, "min"), operand(maxval, wanted, "max")
    if wanted.is_integer:
        return execute("RandomUniformInt", (size, minval, maxval), _seeded(seed))
    numbers = execute("RandomUniform", (size,), _seeded(seed, dtype=wanted))
    if not from_zero:
        return p.add(p.mul(numbers, p.sub(maxval, minval)), minval)
    return numbers if to_one else p.mul(numbers, maxval)


@export("random.shuffle")
def shuffle(value: Any, seed: Any = None, name: Any = None) -> Any:
    """Reorder the rows of a tensor. No gradient flows through it, as in TensorFlow."""
    return execute("RandomShuffle", (convert_to_tensor(value),), _seeded(seed))


@export("random.categorical")
def categorical(logits: Any, num_samples: Any, dtype: Any = None, seed: Any = None, name: Any = None) -> Any:
    """Draw class numbers [batch, num_samples] under `logits` [batch, classes], as int64 or int32."""
    scores = convert_to_tensor(logits)
    wanted = accepted(dtype or dtypes.int64, "int32 int64")
    return execute("Multinomial", (scores, ints(num_samples)), _seeded(seed, output_dtype=wanted))
