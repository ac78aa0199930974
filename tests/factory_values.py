"""What a written value (a number, or a nest of lists) is to a recording: its summary, its shape and its dtype."""

from __future__ import annotations

import math
from typing import Any

from tapeviz.records import Scalar, ValueSummary

__all__ = ["dtype_of", "shape_of", "summary"]

FEW = 8


def summary(value: Any) -> ValueSummary | None:
    """The summary of a number or a nest of lists, as an engine would give it; None stays None."""
    if value is None or isinstance(value, ValueSummary):
        return value
    flat = _flatten(value)
    numbers = [float(v) for v in flat if isinstance(v, (int, float))]
    finite = [v for v in numbers if math.isfinite(v)]
    mean = math.fsum(finite) / len(finite) if finite else None
    return ValueSummary(
        size=len(flat),
        values=tuple(flat) if len(flat) <= FEW else None,
        min=min(finite, default=None),
        max=max(finite, default=None),
        mean=mean,
        std=math.sqrt(math.fsum((v - mean) ** 2 for v in finite) / len(finite)) if mean is not None else None,
        n_zero=sum(v == 0 for v in numbers),
        n_nonfinite=len(numbers) - len(finite),
        n_nan=sum(math.isnan(v) for v in numbers),
    )


def _flatten(value: Any) -> list[Scalar]:
    if isinstance(value, (list, tuple)):
        return [scalar for part in value for scalar in _flatten(part)]
    return [value]


def shape_of(value: Any) -> tuple[int, ...]:
    """The static shape of the nest."""
    if isinstance(value, (list, tuple)):
        return (len(value), *(shape_of(value[0]) if value else ()))
    return ()


def dtype_of(value: Any) -> str:
    """The dtype that TensorFlow would give it."""
    first = (_flatten(value) or [0.0])[0]
    kinds: tuple[tuple[type, str], ...] = ((bool, "bool"), (int, "int32"), (str, "string"), (complex, "complex64"))
    return next((dtype for kind, dtype in kinds if isinstance(first, kind)), "float32")
