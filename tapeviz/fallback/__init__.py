"""The NumPy engine: TensorFlow's eager API, as far as `tf.GradientTape` programs use it, on NumPy alone."""

from __future__ import annotations

import importlib
from typing import Any

from tapeviz.fallback import dtypes as _dtypes
from tapeviz.fallback import errors as _errors
from tapeviz.fallback import namespaces as _namespaces
from tapeviz.fallback import nest as _nest
from tapeviz.fallback.registry import Operation
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.slices import IndexedSlices
from tapeviz.fallback.tape import GradientTape, UnconnectedGradients
from tapeviz.fallback.tensor import Tensor
from tapeviz.fallback.variable import Variable

__all__ = ["GradientTape", "IndexedSlices", "Operation", "Tensor", "TensorShape", "UnconnectedGradients", "Variable"]


def _publish() -> None:
    """Import the ops, whose modules export their public names, and add the names that are no functions."""
    for family in ("math", "casting", "reduce", "creation", "padding", "operators"):
        importlib.import_module(f"{__name__}.ops.{family}")
    for dtype in _dtypes.ALL:
        _namespaces.put(dtype.name, dtype)
        _namespaces.put(f"dtypes.{dtype.name}", dtype)
    for name, dtype in {"half": _dtypes.float16, "double": _dtypes.float64}.items():
        _namespaces.put(name, dtype)
    for prefix in ("", "dtypes."):
        _namespaces.put(f"{prefix}DType", _dtypes.DType)
        _namespaces.put(f"{prefix}as_dtype", _dtypes.as_dtype)
    for name in ("flatten", "map_structure", "pack_sequence_as", "assert_same_structure", "is_nested"):
        _namespaces.put(f"nest.{name}", getattr(_nest, name))
    for name, error in vars(_errors).items():
        if isinstance(error, type) and issubclass(error, Exception):
            _namespaces.put(f"errors.{name}", error)


_publish()
_namespaces.adopt(globals())


def __getattr__(name: str) -> Any:
    return _namespaces.missing("", name)
