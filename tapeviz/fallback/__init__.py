"""The NumPy engine: TensorFlow's eager API, as far as `tf.GradientTape` programs use it, on NumPy alone."""

from __future__ import annotations

import importlib

from tapeviz.fallback import dtypes as _dtypes
from tapeviz.fallback import namespaces as _namespaces
from tapeviz.fallback.registry import Operation
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.slices import IndexedSlices
from tapeviz.fallback.tape import GradientTape, UnconnectedGradients
from tapeviz.fallback.tensor import Tensor
from tapeviz.fallback.variable import Variable

__all__ = ["GradientTape", "IndexedSlices", "Operation", "Tensor", "TensorShape", "UnconnectedGradients", "Variable"]

# Their modules export the public functions; what is rarer is fetched by `namespaces` when it is asked for.
_FAMILIES = (
    *("math", "casting", "logarithms", "reduce", "creation", "cuts", "padding", "operators"),
    *("gathering", "partitions", "segments", "ordering", "moving", "clipping", "einsum"),
)


def _publish() -> None:
    """Import the ops, whose modules export their public names, and add the names that are no functions."""
    for space in ("", "dtypes", "errors", "nest"):
        _namespaces.contents(space)
    for family in _FAMILIES:
        importlib.import_module(f"{__name__}.ops.{family}")
    importlib.import_module(f"{__name__}.custom")
    importlib.import_module(f"{__name__}.control")
    importlib.import_module(f"{__name__}.python_ops")
    importlib.import_module(f"{__name__}.tensor_array")
    importlib.import_module(f"{__name__}.shims")
    for dtype in _dtypes.ALL:
        _namespaces.put(dtype.name, dtype)
        _namespaces.put(f"dtypes.{dtype.name}", dtype)
    for name, dtype in {"half": _dtypes.float16, "double": _dtypes.float64}.items():
        _namespaces.put(name, dtype)
        _namespaces.put(f"dtypes.{name}", dtype)
    _namespaces.put("DType", _dtypes.DType)
    _namespaces.put("as_dtype", _dtypes.as_dtype)


_publish()
