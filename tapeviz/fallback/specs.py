"""`tf.TensorSpec`: what a tensor must look like, without being one."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import dtypes
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.shapes import TensorShape, as_shape
from tapeviz.fallback.tensor import Tensor


@export("TensorSpec")
class TensorSpec:
    """A shape, of which parts may be unknown, a dtype and a name."""

    __slots__ = ("_dtype", "_name", "_shape")

    def __init__(self, shape: Any, dtype: Any = dtypes.float32, name: str | None = None) -> None:
        self._shape = as_shape(shape)
        self._dtype = as_dtype(dtype)
        self._name = name

    @classmethod
    def from_tensor(cls, tensor: Any, name: str | None = None) -> TensorSpec:
        """Describe a tensor. Raises ValueError for anything else."""
        if not isinstance(tensor, Tensor):
            raise ValueError(f"`tensor` should be a tf.Tensor, but got type {type(tensor)}.")  # noqa: TRY004 - as TensorFlow
        return cls(tensor.shape, tensor.dtype, name)

    @classmethod
    def from_spec(cls, spec: Any, name: str | None = None) -> TensorSpec:
        """Copy a spec, perhaps under another name."""
        return cls(spec.shape, spec.dtype, name or spec.name)

    @property
    def shape(self) -> TensorShape:
        """The shape."""
        return self._shape

    @property
    def dtype(self) -> dtypes.DType:
        """The type of the elements."""
        return self._dtype

    @property
    def name(self) -> str | None:
        """The name, if it has one."""
        return self._name

    def is_compatible_with(self, spec_or_value: Any) -> bool:
        """Whether a spec or a value has the dtype and fits the shape."""
        other = spec_or_value if hasattr(spec_or_value, "dtype") else convert_to_tensor(spec_or_value)
        return as_dtype(other.dtype) is self._dtype and self._shape.is_compatible_with(as_shape(other.shape))

    def converted(self, value: Any) -> Any:
        """Give the value as a tensor of this spec, or None where it is none."""
        python = not hasattr(value, "dtype") or isinstance(value, (np.ndarray, np.generic))
        try:
            tensor = convert_to_tensor(value, self._dtype if python else None)
        except (TypeError, ValueError):
            return None
        return tensor if self.is_compatible_with(tensor) else None

    def __eq__(self, other: object) -> bool:
        return isinstance(other, TensorSpec) and (self._shape, self._dtype, self._name) == (
            other._shape,
            other._dtype,
            other._name,
        )

    def __hash__(self) -> int:
        return hash((self._shape, self._dtype, self._name))

    def __repr__(self) -> str:
        return f"TensorSpec(shape={self._shape}, dtype={self._dtype!r}, name={self._name!r})"


@export("type_spec_from_value")
def type_spec_from_value(value: Any) -> TensorSpec:
    """Describe a tensor, or what converts to one."""
    return TensorSpec.from_tensor(convert_to_tensor(value))
