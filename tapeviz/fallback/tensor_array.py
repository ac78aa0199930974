"""`tf.TensorArray`: a list of tensors, written and read by number, as loops use it."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops.arrays import concat, stack
from tapeviz.fallback.ops.cuts import split, unstack
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.tensor import Tensor


@export("TensorArray")
class TensorArray:
    """A list of tensors of one dtype; what writes gives the array itself, which programs assign.

    Raises OutOfRangeError for a place beyond the size unless `dynamic_size`, InvalidArgumentError for a second read of
    what the first one cleared.
    """

    def __init__(
        self,
        dtype: Any,
        size: Any = None,
        dynamic_size: bool | None = None,
        clear_after_read: bool | None = None,
        tensor_array_name: str | None = None,
        handle: Any = None,
        flow: Any = None,
        infer_shape: bool = True,
        element_shape: Any = None,
        colocate_with_first_write_call: bool = True,
        name: str | None = None,
    ) -> None:
        self.dtype = dtypes.as_dtype(dtype)
        self.dynamic_size = bool(dynamic_size)
        self.element_shape = TensorShape(element_shape)
        self._clear = clear_after_read is None or clear_after_read
        self._items: list[Tensor | None] = [None] * (0 if size is None else int(size))
        self._read: set[int] = set()

    def write(self, index: Any, value: Any, name: str | None = None) -> TensorArray:
        """Set the tensor with this number."""
        place = int(index)
        if place >= len(self._items):
            if not self.dynamic_size:
                raise errors.OutOfRangeError(
                    None,
                    None,
                    f"Tried to write to index {place} but array is not resizeable and size is: {len(self._items)} ",
                )
            self._items += [None] * (place + 1 - len(self._items))
        self._items[place] = convert_to_tensor(value, self.dtype)
        return self

    def read(self, index: Any, name: str | None = None) -> Any:
        """Give the tensor with this number; zeros where none was written."""
        place = int(index)
        if not 0 <= place < len(self._items):
            raise errors.OutOfRangeError(
                None, None, f"Tried to read from index {place} but array size is: {len(self._items)} "
            )
        if place in self._read:
            raise errors.InvalidArgumentError(
                None,
                None,
                f"Could not read index {place} twice because it was cleared after a previous read (perhaps try setting "
                "clear_after_read = false?)",
            )
        if self._clear:
            self._read.add(place)
        return self._item(place)

    def _item(self, place: int) -> Tensor:
        item = self._items[place]
        if item is not None:
            return item
        known = next((each for each in self._items if each is not None), None)
        shape = self.element_shape.as_list() if known is None else known._array.shape
        return Tensor(np.zeros([size or 0 for size in shape], self.dtype.as_numpy_dtype))

    def stack(self, name: str | None = None) -> Any:
        """Give all tensors along a new first axis."""
        return stack([self._item(place) for place in range(len(self._items))])

    def concat(self, name: str | None = None) -> Any:
        """Give all tensors joined along their first axis."""
        return concat([self._item(place) for place in range(len(self._items))], 0)

    def gather(self, indices: Any, name: str | None = None) -> Any:
        """Give the tensors with these numbers along a new first axis."""
        return stack([self._item(int(place)) for place in convert_to_tensor(indices)._array])

    def unstack(self, value: Any, name: str | None = None) -> TensorArray:
        """Take the rows of a tensor as the array's tensors."""
        self._items = list(unstack(convert_to_tensor(value, self.dtype)))
        return self

    def scatter(self, indices: Any, value: Any, name: str | None = None) -> TensorArray:
        """Write the rows of a tensor at these numbers."""
        for place, row in zip(convert_to_tensor(indices)._array, unstack(value), strict=True):
            self.write(int(place), row)
        return self

    def split(self, value: Any, lengths: Any, name: str | None = None) -> TensorArray:
        """Write parts of these lengths of a tensor's first axis."""
        self._items = list(split(value, convert_to_tensor(lengths)))
        return self

    def size(self, name: str | None = None) -> Any:
        """Give the number of places, int32."""
        return Tensor(np.array(len(self._items), np.int32))

    def identity(self) -> TensorArray:
        """Give the array itself."""
        return self

    def mark_used(self) -> None:
        """Do nothing."""

    def close(self, name: str | None = None) -> None:
        """Forget the tensors."""
        self._items = []

    def __len__(self) -> int:
        return len(self._items)
