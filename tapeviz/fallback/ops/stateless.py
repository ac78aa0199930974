"""`tf.random.stateless_*`: random functions whose numbers depend on a seed of two integers alone."""

from __future__ import annotations

from typing import Any, Final

from tapeviz.fallback import dtypes
from tapeviz.fallback.convert import convert_to_tensor, int_scalar, ints
from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.sampling import accepted, operand
from tapeviz.fallback.tensor import Tensor

PHILOX: Final = 1
AUTO_SELECT: Final = 3


def algorithm(alg: Any) -> int:
    """Read the name or number of an algorithm. Raises ValueError for what is not covered, ThreeFry among it."""
    name = str(getattr(alg, "value", alg)).strip().lower().replace("-", "").replace("_", "")
    found = {"philox": PHILOX, "1": PHILOX, "autoselect": AUTO_SELECT, "3": AUTO_SELECT, "none": AUTO_SELECT}.get(name)
    if found is None:
        raise ValueError(f"Argument `alg` got unsupported value {alg}. The NumPy engine has the Philox algorithm only.")
    return found


def keyed(seed: Any, alg: Any) -> tuple[Any, Any, Tensor]:
    """Give the inputs `key`, `counter` and `alg` of a stateless op for a seed of shape [2]."""
    key, counter = execute("StatelessRandomGetKeyCounter", (convert_to_tensor(seed),))
    return key, counter, int_scalar(algorithm(alg))


def _stateless_scaled(op_type: str, shape: Any, seed: Any, mean: Any, stddev: Any, dtype: Any, alg: Any) -> Any:
    wanted = as_dtype(dtype)
    size, mean, stddev = ints(shape), operand(mean, wanted, "mean"), operand(stddev, wanted, "stddev")
    standard = execute(op_type, (size, *keyed(seed, alg)), {"dtype": wanted})
    return p.add(p.mul(standard, stddev), mean)


@export("random.stateless_normal")
def stateless_normal(
    shape: Any,
    seed: Any,
    mean: Any = 0.0,
    stddev: Any = 1.0,
    dtype: Any = dtypes.float32,
    name: Any = None,
    alg: Any = "auto_select",
) -> Any:
    """Draw numbers of a normal distribution that depend on `seed` (two integers) alone."""
    return _stateless_scaled("StatelessRandomNormalV2", shape, seed, mean, stddev, dtype, alg)


@export("random.stateless_truncated_normal")
def stateless_truncated_normal(
    shape: Any,
    seed: Any,
    mean: Any = 0.0,
    stddev: Any = 1.0,
    dtype: Any = dtypes.float32,
    name: Any = None,
    alg: Any = "auto_select",
) -> Any:
    """As `stateless_normal`, with numbers two deviations and more from the mean drawn again."""
    return _stateless_scaled("StatelessTruncatedNormalV2", shape, seed, mean, stddev, dtype, alg)


@export("random.stateless_uniform")
def stateless_uniform(
    shape: Any,
    seed: Any,
    minval: Any = 0,
    maxval: Any = None,
    dtype: Any = dtypes.float32,
    name: Any = None,
    alg: Any = "auto_select",
) -> Any:
    """Draw numbers of [minval, maxval) that depend on `seed` (two integers) alone; without limits, any integers.

    Raises ValueError for a dtype that is not accepted, and for integers with only one limit.
    """
    wanted = accepted(dtype, "float16 bfloat16 float32 float64 int32 int64 uint32 uint64")
    if wanted.is_integer and (minval is None) != (maxval is None):
        raise ValueError(
            f"For integer `dtype` argument {wanted}, argument `minval` and `maxval` must be both None or not None. "
            f"Got `minval`={minval} and `maxval`={maxval}."
        )
    if wanted.is_unsigned and minval is not None:
        raise ValueError(
            f"Argument `dtype` got invalid value {wanted} when argument `minval` is not None. "
            "Please don't use unsigned integers in this case."
        )
    size = ints(shape)
    if wanted.is_integer and minval is None:
        return execute("StatelessRandomUniformFullIntV2", (size, *keyed(seed, alg)), {"dtype": wanted})
    low, high = operand(minval, wanted, "min"), operand(1 if maxval is None else maxval, wanted, "max")
    if wanted.is_integer:
        return execute("StatelessRandomUniformIntV2", (size, *keyed(seed, alg), low, high))
    numbers = execute("StatelessRandomUniformV2", (size, *keyed(seed, alg)), {"dtype": wanted})
    return p.add(p.mul(numbers, p.sub(high, low)), low)


@export("random.stateless_categorical")
def stateless_categorical(logits: Any, num_samples: Any, seed: Any, dtype: Any = dtypes.int64, name: Any = None) -> Any:
    """As `categorical`, with draws that depend on `seed` (two integers) alone."""
    wanted = accepted(dtype or dtypes.int64, "int32 int64")
    inputs = (convert_to_tensor(logits), ints(num_samples), convert_to_tensor(seed))
    return execute("StatelessMultinomial", inputs, {"output_dtype": wanted})


@export("random.experimental.stateless_shuffle")
def stateless_shuffle(value: Any, seed: Any, alg: Any = "auto_select", name: Any = None) -> Any:
    """As `shuffle`, with an order that depends on `seed` (two integers) alone."""
    return execute("StatelessShuffle", (convert_to_tensor(value), *keyed(seed, alg)))


@export("random.split", "random.experimental.stateless_split")
def split(seed: Any, num: int = 2, alg: Any = "auto_select") -> Any:
    """Make `num` new seeds of one, shape [num, 2]."""
    own = convert_to_tensor(seed)
    return stateless_uniform([num, 2], own, None, None, own.dtype, alg=alg)


@export("random.fold_in", "random.experimental.stateless_fold_in")
def fold_in(seed: Any, data: Any, alg: Any = "auto_select") -> Any:
    """Make a new seed of one and a number."""
    number = convert_to_tensor(data)
    first = stateless_uniform([], seed, None, None, number.dtype, alg=alg)
    return execute("Pack", (first, number), {"axis": 0})
