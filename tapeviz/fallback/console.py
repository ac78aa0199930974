"""`tf.print`: tensors and Python values as TensorFlow's kernel writes them, on stderr if nothing else is said."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, Final

import numpy as np

from tapeviz.fallback.convert import convert_to_tensor, dtype_of
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.tensor import Array

# Digits that are tried first, and those that always tell one number from the next.
_DIGITS: Final = {2: (6, 9), 4: (6, 9), 8: (15, 17)}


@export("print")
def print_(
    *inputs: Any,
    output_stream: Any = None,
    summarize: int | None = 3,
    sep: str = " ",
    end: str = "\n",
    name: str | None = None,
) -> None:
    """Print values: tensors without their shape and type, `summarize` elements at each end of an axis (-1: all).

    `output_stream` is a stream of Python (stderr if it is not given), or `file://` and a path, to which is appended.
    Raises ValueError for another text.
    """
    edge = 3 if summarize is None else summarize
    text = sep.join(item if isinstance(item, str) else _written(item, edge) for item in inputs) + end
    if isinstance(output_stream, str):
        if not output_stream.startswith("file://"):
            raise ValueError(f"Unsupported output stream, logging level, or file.{output_stream}. Supported streams")
        from pathlib import Path

        with Path(output_stream.removeprefix("file://")).open("a", encoding="utf-8") as file:
            file.write(text)
        return
    stream = sys.stderr if output_stream is None else output_stream
    stream.write(text)
    stream.flush()


def _written(item: Any, edge: int) -> str:
    if dtype_of(item) is not None:
        return tensor_text(convert_to_tensor(item)._array, edge)
    if isinstance(item, Mapping):
        return "{" + ", ".join(f"{key!r}: {_written(item[key], edge)}" for key in sorted(item, key=str)) + "}"
    if type(item) is list:
        return f"[{', '.join(_written(each, edge) for each in item)}]"
    if type(item) is tuple:
        return f"({', '.join(_written(each, edge) for each in item)}{',' if len(item) == 1 else ''})"
    from pprint import pformat

    return pformat(item)


def tensor_text(array: Array, edge: int, depth: int = 0) -> str:
    """The elements without shape and type, `edge` of them at each end of an axis (-1: all)."""
    if not array.ndim:
        return _number(array[()])
    if not array.size:
        return "[]"
    few = edge < 0 or len(array) <= 2 * edge
    shown = list(array) if few else [*array[:edge], None, *array[len(array) - edge :]]
    parts = ["..." if part is None else tensor_text(np.asarray(part), edge, depth + 1) for part in shown]
    gap = " " if array.ndim == 1 else "\n" * (array.ndim - 1) + " " * (depth + 1)
    return f"[{gap.join(parts)}]"


def _number(value: Any) -> str:
    if isinstance(value, bytes):
        return f'"{value.decode(errors="replace")}"'
    if isinstance(value, np.floating):
        short, sure = _DIGITS[value.dtype.itemsize]
        text = f"{float(value):.{short}g}"
        return text if type(value)(text) == value or value != value else f"{float(value):.{sure}g}"  # noqa: PLR0124 - NaN
    if isinstance(value, np.bool_):
        return str(int(value))
    if isinstance(value, np.complexfloating):
        return f"({_number(value.real)},{_number(value.imag)})"
    return str(value)
