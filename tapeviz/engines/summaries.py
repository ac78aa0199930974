"""Short descriptions of arrays: all values when there are few, statistics otherwise."""

from __future__ import annotations

import math
from typing import cast

import numpy as np
from numpy.typing import NDArray

from tapeviz.records import ValueSummary

__all__ = ["summarize", "summarize_many"]

FEW = 12
# Below this the squares of single-precision numbers may vanish.
TINY = 1e-30


def summarize(array: NDArray[np.generic]) -> ValueSummary:
    """Summary of one array; statistics over its finite entries, magnitudes for complex ones."""
    size = int(array.size)
    values = tuple(array.ravel().tolist()) if size <= FEW else None
    if array.dtype.kind not in "biufc" and array.dtype.name != "bfloat16":
        return ValueSummary(size, tuple(_text(v) for v in values) if values is not None else None)
    if values is not None and array.dtype.name == "bfloat16":
        values = tuple(float(v) for v in values)
    numbers = np.abs(array) if array.dtype.kind == "c" else array.astype(np.float64)
    finite = numbers[np.isfinite(numbers)]
    bad = size - int(finite.size)
    nan = int(np.count_nonzero(np.isnan(numbers)))
    zero = int(np.count_nonzero(numbers == 0))
    if not finite.size:
        return ValueSummary(size, values, n_zero=zero, n_nonfinite=bad, n_nan=nan)
    with np.errstate(all="ignore"):
        low, high = float(finite.min()), float(finite.max())
        mean, std = float(finite.mean()), float(finite.std())
    return ValueSummary(size, values, low, high, mean, std, zero, bad, nan)


def summarize_many(array: NDArray[np.generic]) -> ValueSummary:
    """The same for one of thousands of arrays: without copies, in the array's own precision, where that is enough."""
    if array.dtype not in (np.float32, np.float64):
        return summarize(array)
    if array.size <= FEW:
        return _few(tuple(array.ravel().tolist()))
    flat = cast("NDArray[np.float64]", array.ravel())
    with np.errstate(all="ignore"):
        square = float(np.dot(flat, flat))
        if not TINY < square < np.inf:  # also where it is no number
            return summarize(array)
        mean = float(flat.mean(dtype=np.float64))
        apart = np.subtract(flat, mean, dtype=flat.dtype)
        std = float(np.sqrt(np.dot(apart, apart) / flat.size))
    zero = int(flat.size - np.count_nonzero(flat))
    return ValueSummary(int(flat.size), None, float(flat.min()), float(flat.max()), mean, std, zero)


def _few(values: tuple[float, ...]) -> ValueSummary:
    finite = [value for value in values if math.isfinite(value)]
    size, bad, nan = len(values), len(values) - len(finite), sum(map(math.isnan, values))
    if not finite:
        return ValueSummary(size, values, n_nonfinite=bad, n_nan=nan)
    mean = math.fsum(finite) / len(finite)
    std = math.sqrt(math.fsum((value - mean) ** 2 for value in finite) / len(finite))
    return ValueSummary(size, values, min(finite), max(finite), mean, std, values.count(0.0), bad, nan)


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
