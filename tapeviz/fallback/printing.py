"""How tensors and variables are written: TensorFlow's `repr` and `str`, to the letter."""

from __future__ import annotations

from typing import Any

import numpy as np


def represented(array: np.ndarray[Any, Any], dtype_name: str) -> str:
    """Give `repr` of a tensor: `<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>`."""
    return f"<tf.Tensor: shape={array.shape}, dtype={dtype_name}, numpy={numpy_text(array)}>"


def written(array: np.ndarray[Any, Any], dtype_name: str) -> str:
    """Give `str` of a tensor: `tf.Tensor([1. 2.], shape=(2,), dtype=float32)`."""
    text = str(array)
    return f"tf.Tensor({_on_its_own_line(text)}, shape={array.shape}, dtype={dtype_name})"


def variable_text(name: str, array: np.ndarray[Any, Any], shape: Any, dtype_name: str) -> str:
    """Give `repr` and `str` of a variable: `<tf.Variable 'w:0' shape=() dtype=float32, numpy=3.0>`."""
    return f"<tf.Variable '{name}' shape={shape} dtype={dtype_name}, numpy={numpy_text(array)}>"


def numpy_text(array: np.ndarray[Any, Any]) -> str:
    """Give the value as it stands behind `numpy=`: a Python scalar or NumPy's `repr`, which may need several lines."""
    text = repr(array) if array.ndim else repr(array.item())
    return _on_its_own_line(text)


def _on_its_own_line(text: str) -> str:
    return f"\n{text}" if "\n" in text else text
