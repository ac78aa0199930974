"""Facts that every engine states in the same way once a value is at hand as an array: equal, telling, could it be."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.engines.base import Frame
from tapeviz.kinds import is_plain_data
from tapeviz.records import CodeSpan
from tapeviz.spans import span_of

__all__ = ["ArrayFacts"]

NESTED_SIZE = 64


class ArrayFacts:
    """What follows from `numpy(tensor)` alone; an engine inherits it."""

    def numpy(self, tensor: Any) -> Any:
        """The tensor's value as an array, or None when it has none."""
        try:
            return np.asarray(tensor.numpy())
        except Exception:  # noqa: BLE001 - variants and resources have no NumPy form
            return None

    def kind(self, value: Any) -> str | None:
        """What a value is to the engine."""
        raise NotImplementedError

    def has_value(self, value: Any) -> bool:
        """Whether this is a tensor or variable of the engine."""
        return self.kind(value) in ("tensor", "variable")

    def holds_value(self, tensor: Any, variable: Any) -> bool:
        """Whether the variable's present value equals the tensor."""
        now = self.numpy(variable)
        then = self.numpy(tensor)
        return now is not None and then is not None and _equal(now, then)

    def same_telling_value(self, variable: Any, other: Any) -> bool:
        """Whether two variables hold the same value, with at least two different entries in it."""
        a, b = self.numpy(variable), self.numpy(other)
        if a is None or b is None or a.size < 2:
            return False
        return _equal(a, b) and bool((a != a.flat[0]).any())

    def text(self, tensor: Any) -> str:
        """What a tensor with one text holds, else nothing."""
        if not str(getattr(tensor, "dtype", "")).endswith("string'>"):
            return ""
        mine = self.numpy(tensor)
        return str(mine.reshape(-1)[0]) if mine is not None and mine.size == 1 else ""

    def tells(self, tensor: Any) -> bool:
        """Whether a tensor holds anything but the zeros and ones that come about by themselves."""
        mine = self.numpy(tensor)
        return mine is not None and mine.dtype.kind in "fiu" and bool(((mine != 0) & (mine != 1)).any())

    def same_value(self, tensor: Any, value: Any) -> bool:
        """Whether a Python value, converted, would give this tensor."""
        if _is_of_texts(value):
            mine = self.numpy(tensor)
            return _is_of_texts(mine) and mine.tolist() == value.tolist()
        if not is_plain_data(value, self.has_value):
            return False
        try:
            array = np.asarray(value)
            mine = self.numpy(tensor)
            if mine is None or array.dtype == object or array.shape != mine.shape:
                return False
            with np.errstate(all="ignore"):  # NaN as an integer: no warning of ours among the user's
                return _equal(array.astype(mine.dtype), mine)
        except Exception:  # noqa: BLE001 - a ragged list, a foreign array type
            return False

    def is_plain_constant(self, tensor: Any, value: Any) -> bool:
        """Whether a tensor cannot have come from this value: another size than all of it."""
        if not is_plain_data(value, self.has_value):
            return False
        mine = self.numpy(tensor)
        try:
            return mine is not None and mine.size != np.size(value) and mine.size <= 1 < np.size(value)
        except Exception:  # noqa: BLE001 - a ragged list
            return False

    def nested(self, tensor: Any) -> Any:
        """A small tensor's value as nested lists, else None."""
        array = self.numpy(tensor)
        return array.tolist() if array is not None and array.size <= NESTED_SIZE else None

    def scalar(self, tensor: Any) -> float | None:
        """A floating-point scalar's value as a Python float, else None."""
        array = self.numpy(tensor)
        return float(array) if array is not None and array.shape == () and array.dtype.kind == "f" else None

    def shown_attributes(self, attrs: Any) -> tuple[tuple[str, str], ...]:
        """An op's attributes as text, in the op's order."""
        flat = list(attrs or ())
        return tuple((str(flat[k]), str(flat[k + 1])) for k in range(0, len(flat) - 1, 2))

    def span(self, frame: Frame) -> CodeSpan:
        """The span of a frame in code that is not traced."""
        return span_of(frame[0], frame[1])


def _is_of_texts(value: Any) -> bool:
    """Whether this is an array as string tensors give it: of bytes only, so comparing it runs no foreign code."""
    return type(value) is np.ndarray and value.dtype == object and all(type(part) is bytes for part in value.flat)


def _equal(a: Any, b: Any) -> bool:
    return a.shape == b.shape and bool(np.array_equal(a, b, equal_nan=a.dtype.kind in "fc"))
