"""What a student predicts of one gradient: its value, or that there is none and why."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

import numpy as np

from tapeviz.errors import BadInput
from tapeviz.report import Cause

__all__ = ["NOT_SAID", "Array", "ExerciseError", "Prediction", "read_prediction"]

NOT_SAID: Any = object()
FORMS = "predict(408.0), predict([1.0, 2.0]), predict(None) or predict(cause='stop-gradient')"

Array = np.ndarray[Any, np.dtype[Any]]


class ExerciseError(BadInput):
    """What was asked of an exercise cannot be done; a notebook shows the one line, and no traceback."""

    def _render_traceback_(self) -> list[str]:
        return [f"Exercise: {self}"]


@dataclass(frozen=True, slots=True)
class Prediction:
    """`value` is the gradient that is expected, None where none is; `cause` and `line` are why and where."""

    value: Array | None = None
    cause: Cause | None = None
    line: int | None = None

    def __str__(self) -> str:
        if self.value is not None:
            return np.array2string(self.value, separator=", ", threshold=20).replace("\n", "")
        where = f", line {self.line}" if self.line is not None else ""
        return f"no gradient{f': {self.cause}' if self.cause else ''}{where}"


def read_prediction(value: Any, cause: Any, line: Any) -> Prediction:
    """Check what was handed to `predict`. Raises `ExerciseError`."""
    if isinstance(value, str):
        _refuse_quoted(value)
        value, cause = NOT_SAID, value
    if value is NOT_SAID and cause is None and line is None:
        raise ExerciseError(f"nothing is predicted; write {FORMS}")
    if value is not NOT_SAID and value is not None and (cause is not None or line is not None):
        raise ExerciseError("a gradient that has a value has no cause; predict one of the two")
    if line is not None and (isinstance(line, bool) or not isinstance(line, (int, np.integer)) or line < 1):
        raise ExerciseError(f"line={line!r} is no line of the cell; line 1 is the %%tape line, so line=2 is the first")
    if value is NOT_SAID or value is None:
        return Prediction(None, None if cause is None else _cause(cause), None if line is None else int(line))
    return Prediction(_array(value))


def _refuse_quoted(text: str) -> None:
    try:
        float(text)
    except ValueError:
        return
    raise ExerciseError(f"{text!r} is a text; a number stands without quotes: predict({text.strip()})")


def _cause(name: Any) -> Cause:
    codes = [str(cause) for cause in Cause]
    wanted = str(name).strip().lower().replace("_", "-").replace(" ", "-")
    if wanted in codes:
        return Cause(wanted)
    near = difflib.get_close_matches(wanted, codes, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"the causes are {', '.join(codes)}"
    raise ExerciseError(f"there is no cause {name!r}; {hint}")


def _array(value: Any) -> Array:
    """The numbers as an array of float64, or of complex128."""
    held = value.numpy() if hasattr(value, "numpy") else value
    try:
        found = np.asarray(held)
        is_number = found.dtype.kind in "iufc" and found.size
        return found.astype(np.complex128 if found.dtype.kind == "c" else np.float64) if is_number else _refuse(value)
    except (TypeError, ValueError):
        return _refuse(value)


def _refuse(value: Any) -> Array:
    raise ExerciseError(f"{value!r} is no number and no table of numbers; write {FORMS}")
