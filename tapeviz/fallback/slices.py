"""`IndexedSlices`: the gradient of a gather, as the rows that were taken and where they belong."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.convert import convert_to_tensor, int_scalar
from tapeviz.fallback.dtypes import DType
from tapeviz.fallback.execute import execute
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.tensor import Tensor


class IndexedSlices:
    """Rows `values` (shape (n, *rest)) for the places `indices` (shape (n,)) of a tensor of shape `dense_shape`.

    An index may occur several times; its rows are then added. As in TensorFlow there is no arithmetic on it: convert it
    with `tf.convert_to_tensor` first.
    """

    __slots__ = ("__weakref__", "_dense_shape", "_indices", "_values")

    def __init__(self, values: Any, indices: Any, dense_shape: Any = None) -> None:
        self._values = convert_to_tensor(values)
        self._indices = convert_to_tensor(indices)
        self._dense_shape = None if dense_shape is None else convert_to_tensor(dense_shape)

    @property
    def values(self) -> Tensor:
        """The rows, shape (n, *rest)."""
        return self._values

    @property
    def indices(self) -> Tensor:
        """Where each row belongs, shape (n,)."""
        return self._indices

    @property
    def dense_shape(self) -> Tensor | None:
        """The shape of the dense tensor, where it is known."""
        return self._dense_shape

    @property
    def dtype(self) -> DType:
        """The dtype of the values."""
        return self._values.dtype

    @property
    def shape(self) -> TensorShape:
        """The shape of the dense tensor, unknown where `dense_shape` is."""
        if self._dense_shape is None:
            return TensorShape(None)
        return TensorShape(self._dense_shape._array.tolist())

    @property
    def device(self) -> str:
        """Where the values lie."""
        return self._values.device

    @property
    def name(self) -> str:
        """Raise AttributeError: nothing has a name in eager execution."""
        return str(getattr(self._values, "name"))  # noqa: B009 - the tensor's own error is the answer

    def __tf_tensor__(self, dtype: DType | None = None, name: str | None = None) -> Tensor:
        """Add the rows up into a dense tensor. Raises ValueError for an unknown dense shape or another dtype."""
        if dtype is not None and dtype is not self.dtype:
            raise ValueError(
                f"Tensor conversion requested dtype {dtype.name} for IndexedSlices with dtype {self.dtype.name}"
            )
        if self._dense_shape is None:
            raise ValueError("Tensor conversion requested for IndexedSlices for unknown shape.")
        rows = Tensor(self._dense_shape._array[0])
        dense: Tensor = execute("UnsortedSegmentSum", (self._values, self._indices, rows))
        return dense

    def __str__(self) -> str:
        shape = "" if self._dense_shape is None else f", dense_shape={self._dense_shape!s}"
        return f"IndexedSlices(indices={self._indices!s}, values={self._values!s}{shape})"

    def __neg__(self) -> IndexedSlices:
        return IndexedSlices(execute("Neg", (self._values,)), self._indices, self._dense_shape)


def is_indexed_slices(value: Any) -> bool:
    """Whether the value is an `IndexedSlices`."""
    return isinstance(value, IndexedSlices)


def total(cotangents: list[Any]) -> Any:
    """Add the cotangents that reached one tensor: slices stay slices among themselves, duplicates kept."""
    if len(cotangents) == 1:
        return cotangents[0]
    if all(isinstance(cotangent, IndexedSlices) for cotangent in cotangents):
        axis = int_scalar(0)
        values = execute("ConcatV2", (*(cotangent.values for cotangent in cotangents), axis))
        indices = execute("ConcatV2", (*(_wide(cotangents, cotangent.indices) for cotangent in cotangents), axis))
        return IndexedSlices(values, indices, cotangents[0].dense_shape)
    return execute("AddN", tuple(convert_to_tensor(cotangent) for cotangent in cotangents))


def _wide(cotangents: list[Any], indices: Tensor) -> Tensor:
    """Give the indices in the widest of their integer types."""
    widest = max((cotangent.indices for cotangent in cotangents), key=lambda other: other.dtype.size).dtype
    if indices.dtype is widest:
        return indices
    cast: Tensor = execute("Cast", (indices,), {"DstT": widest})
    return cast
