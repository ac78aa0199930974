"""What a program leaves behind, to the last bit."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

# Where a node of a graph was made: with the lines of whoever ran the program.
_STACK = re.compile(r'^\s*([|+].*|File ".*|.*\(L\d+\).*|Stack trace for op.*|\s*)$', re.MULTILINE)

__all__ = ["differences", "left_behind"]

# Numbers that TensorFlow gives to functions and objects in the order of their making, whatever they are.
# A function called under a tape runs its `__forward_` part; where `%%tape` has one open, it does so everywhere.
_NUMBERS = re.compile(
    r"__forward_|__inference_|0x[0-9a-f]+|(?<=[_/])\d+|\d+(?=\})|<ipython-input-\d+-tapeviz>|line \d+"
)


def left_behind(namespace: Mapping[str, Any], error: BaseException | None, later: Any) -> dict[str, Any]:
    """Every value that has bits, the error, and random numbers that were drawn afterwards."""
    found = {name: _bits(value, 0) for name, value in namespace.items() if not name.startswith("_") and name != "tape"}
    told = _STACK.sub("", _NUMBERS.sub("N", str(error)))
    told = "\n".join(line for line in told.split("\n") if line.strip())
    text = "" if error is None else f"{type(error).__name__}: {told}"
    return {**found, "the error": text, "later random numbers": _bits(later, 0)}


def _bits(value: Any, depth: int) -> Any:
    """Bits, dtype, shape and device of arrays and tensors; the parts of plain containers; else only the class."""
    import tensorflow as tf

    if isinstance(value, tf.IndexedSlices):
        return ("IndexedSlices", _bits(value.values, depth), _bits(value.indices, depth))
    if isinstance(value, (tf.Tensor, tf.Variable)) and hasattr(value, "numpy"):
        array = np.asarray(value.numpy())
        return (type(value).__name__, value.device, str(array.dtype), array.shape, _bytes(array))
    if isinstance(value, (np.ndarray, np.generic)):
        return (type(value).__name__, str(value.dtype), value.shape, _bytes(np.asarray(value)))
    if isinstance(value, (list, tuple)) and depth < 4:
        return (type(value).__name__, [_bits(part, depth + 1) for part in value])
    if isinstance(value, dict) and depth < 4:
        return ("dict", [(repr(key), _bits(part, depth + 1)) for key, part in value.items()])
    if isinstance(value, (bool, int, float, complex, str, bytes, type(None))):
        return repr(value)
    return type(value).__name__


def _bytes(array: np.ndarray) -> Any:
    return array.tolist() if array.dtype.hasobject else array.tobytes()


def differences(plain: Mapping[str, Any], recorded: Mapping[str, Any]) -> list[str]:
    """One line for each name that two runs left behind differently."""
    missing = "nothing"
    names = dict.fromkeys([*plain, *recorded])
    return [
        f"{name}: {plain.get(name, missing)} plainly, {recorded.get(name, missing)} recorded"
        for name in names
        if plain.get(name, missing) != recorded.get(name, missing)
    ]
