"""The words and number formats that text, HTML and picture share."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from typing import Any

from tapeviz.records import GradientRecord, OpRecord, Scalar, TensorSpec, ValueSummary
from tapeviz.render.visible import cut_to, shorten
from tapeviz.report import Cause, nest

__all__ = [
    "AFTERWARDS",
    "TITLES",
    "call_words",
    "count",
    "gradient_words",
    "listing",
    "number",
    "places",
    "shape_words",
    "spec_words",
    "value_words",
]

AFTERWARDS = "computed after the tape"
TITLES: dict[Cause, str] = {
    Cause.NOT_WATCHED: "not watched",
    Cause.NOT_TRAINABLE: "not trainable",
    Cause.REPLACED_BY_TENSOR: "replaced by a tensor",
    Cause.LEFT_TENSORFLOW: "the path left TensorFlow",
    Cause.INTEGER_DTYPE: "integer dtype on the path",
    Cause.STATEFUL_OP: "the path runs through state",
    Cause.NO_GRADIENT_REGISTERED: "no gradient registered for an op",
    Cause.NOT_DIFFERENTIABLE: "an op is not differentiable",
    Cause.STOP_GRADIENT: "stopped by tf.stop_gradient",
    Cause.RECORDING_STOPPED: "computed while recording was stopped",
    Cause.CUSTOM_GRADIENT: "a custom gradient returned None",
    Cause.BRANCH_NOT_TAKEN: "used only in code that did not run",
    Cause.BEFORE_TAPE: "computed before the tape",
    Cause.WRONG_OBJECT: "another object was used",
    Cause.NOT_CONNECTED: "not used to compute the target",
    Cause.TARGET_NOT_TENSOR: "the target is no tensor",
    Cause.UNKNOWN: "cause not established",
}

PLAIN_BELOW = 1e6
LONGEST_STRING = 20
NARROWEST_NAME = 12


def number(value: Scalar, digits: int = 4) -> str:
    """A scalar in a few significant digits, the way Python would write it."""
    if isinstance(value, str):
        return f'"{cut_to(value, LONGEST_STRING)}"'
    if isinstance(value, complex):
        return f"{value.real:.{digits}g}{value.imag:+.{digits}g}j"
    if not isinstance(value, float):
        return str(value)
    if not math.isfinite(value):
        return "NaN" if math.isnan(value) else "Inf" if value > 0 else "-Inf"
    if value == int(value) and abs(value) < PLAIN_BELOW:
        return f"{value:.1f}"
    return f"{value:.{digits}g}"


def value_words(summary: ValueSummary | None, spec: TensorSpec | None, width: int = 48) -> str:
    """The values themselves where they are few and fit, else their statistics; '' when nothing is known."""
    if summary is None:
        return ""
    if summary.values is not None:
        text = _nested(nest(summary.values, spec.shape if spec else None))
        if len(text) <= width:
            return text
    return _statistics(summary)


def _nested(values: Any) -> str:
    if isinstance(values, list):
        return "[" + ", ".join(_nested(part) for part in values) + "]"
    return number(values)


def _statistics(summary: ValueSummary) -> str:
    if summary.size and summary.n_zero == summary.size:
        return f"all {count(summary.size, 'zero')}"
    parts = []
    if summary.mean is not None and summary.min is not None and summary.max is not None:
        parts.append(f"mean {number(summary.mean)} in [{number(summary.min)}, {number(summary.max)}]")
    if summary.n_nonfinite:
        parts.append(f"{summary.n_nonfinite:,} of {summary.size:,} NaN or Inf")
    return ", ".join(parts) or count(summary.size, "value")


def gradient_words(answer: GradientRecord, width: int = 48) -> str:
    """A gradient's value or statistics."""
    if answer.nested is not None and answer.summary is None:
        return cut_to(str(answer.nested), width)
    return value_words(answer.summary, answer.spec, width)


def shape_words(spec: TensorSpec | None) -> str:
    """The shape as a tuple; what is unknown is a question mark."""
    if spec is None:
        return ""
    if spec.shape is None:
        return "(?)"
    inside = ", ".join("?" if extent is None else str(extent) for extent in spec.shape)
    return f"({inside},)" if len(spec.shape) == 1 else f"({inside})"


def spec_words(spec: TensorSpec | None) -> str:
    """Dtype and shape; '' when neither is known."""
    if spec is None or spec.dtype in {"", "unknown"}:
        return ""
    return f"{spec.dtype} {shape_words(spec)}"


def count(amount: int, noun: str) -> str:
    """`1 op`, `1,825 ops`."""
    plural = noun + ("es" if noun.endswith(("s", "sh", "ch", "x")) else "s")
    return f"{amount:,} {noun if amount == 1 else plural}"


def listing(names: Sequence[str], width: int, most: int = 6) -> str:
    """Names in a row, as many as fit, and how many more there are."""
    names = [shorten(name, max(width, NARROWEST_NAME)) for name in names[:most]] + list(names[most:])
    for shown in range(min(most, len(names)), 0, -1):
        rest = len(names) - shown
        text = ", ".join(names[:shown]) + (f" and {rest:,} more" if rest else "")
        if len(text) <= width or shown == 1:
            return text
    return ""


def call_words(op: OpRecord) -> str:
    """What an op is: its type, or for a traced function or a custom gradient the function's own name."""
    name = op.name or op.op_type
    if op.kind in {"call", "expanded"}:
        traced = re.fullmatch(r"__(?:forward|inference|backward)_(.+?)_\d+", name)
        return f"tf.function {traced[1] if traced else name}"
    return f"custom gradient {name}" if op.kind == "custom" else op.op_type


def places(lines: Iterable[int]) -> str:
    """`line 4`, `lines 4, 6 and 9`."""
    numbers = sorted(set(lines))
    if len(numbers) <= 1:
        return "".join(f"line {line}" for line in numbers)
    head, last = ", ".join(map(str, numbers[:-1])), numbers[-1]
    return f"lines {head} and {last}"
