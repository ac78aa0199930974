"""Short descriptions of arrays: all values when there are few, statistics otherwise."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tapeviz.records import ValueSummary

__all__ = ["summarize"]

FEW = 12


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


def _text(value: object) -> str:
    return value.decode(errors="replace") if isinstance(value, bytes) else str(value)
