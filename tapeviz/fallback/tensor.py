"""`Tensor`: an immutable array with an identity, which is what a tape follows."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, printing
from tapeviz.fallback.dtypes import DType
from tapeviz.fallback.shapes import TensorShape

Array = np.ndarray[Any, Any]

next_id: Final[Callable[[], int]] = itertools.count(1).__next__

DEVICE: Final = "/job:localhost/replica:0/task:0/device:CPU:0"

# TensorFlow answers these, and only these, with a hint at its NumPy mode.
_NUMPY_METHODS: Final = frozenset({"T", "astype", "ravel", "transpose", "reshape", "clip", "size", "tolist", "data"})
# A part of a variable, `v[0]`, can be assigned to; `_slice_of` is set on it alone.
_SLICE_METHODS: Final = frozenset({"assign"})
_GRAPH_ONLY: Final = frozenset({"op", "name", "graph", "value_index"})


class Tensor:
    """A value of the engine: an array, its dtype, and an id that no other tensor of the process has.

    The array belongs to the tensor: nobody may write to it, and whoever asks for it gets a copy. Operators and slicing
    are defined in `ops.operators`.
    """

    __slots__ = ("__weakref__", "_array", "_dtype", "_id", "_slice_of")
    __array_priority__ = 100

    _array: Array
    _dtype: DType
    _id: int
    _slice_of: Any

    def __init__(self, array: Array, dtype: DType | None = None) -> None:
        self._array = array
        self._dtype = dtypes.of_array(array) if dtype is None else dtype
        self._id = next_id()

    @property
    def dtype(self) -> DType:
        """The type of the elements."""
        return self._dtype

    @property
    def shape(self) -> TensorShape:
        """The sizes of the axes, all known."""
        return TensorShape(self._array.shape)

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self._array.ndim

    @property
    def device(self) -> str:
        """Where the value lies: always the first CPU."""
        return DEVICE

    backing_device = device

    def get_shape(self) -> TensorShape:
        """Give `shape`."""
        return self.shape

    def set_shape(self, shape: Any) -> None:
        """Raise ValueError unless the tensor has this shape already."""
        if not self.shape.is_compatible_with(shape):
            raise ValueError(f"Tensor's shape {self.shape} is not compatible with supplied shape {TensorShape(shape)}.")

    def numpy(self) -> Any:
        """Copy the value to NumPy: an array, or a NumPy scalar where there are no axes. The tape does not see it."""
        return self._array.copy() if self._array.ndim else self._array[()]

    def _numpy(self) -> Array:
        return self._array

    def ref(self) -> Reference:
        """Give a hashable stand-in that equals only this tensor's own."""
        return Reference(self)

    def eval(self, feed_dict: Any = None, session: Any = None) -> Any:
        """Raise NotImplementedError: there are no sessions."""
        raise NotImplementedError(
            "eval is not supported when eager execution is enabled, is .numpy() what you're looking for?"
        )

    def cpu(self) -> Tensor:
        """Give the tensor itself: it is on the CPU already."""
        return self

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self._array, dtype=dtype)

    def __getattr__(self, name: str) -> Any:
        if name in _NUMPY_METHODS:
            raise AttributeError(
                f"{type(self).__name__} object has no attribute '{name}'. \n"
                "        If you are looking for numpy-related methods, please run the following:\n"
                "        tf.experimental.numpy.experimental_enable_numpy_behavior()\n      "
            )
        if name in _SLICE_METHODS and self._is_slice():
            return getattr(self._slice_of, name)
        if name in _GRAPH_ONLY:
            raise AttributeError(f"Tensor.{name} is undefined when eager execution is enabled.")
        raise AttributeError(f"'{type(self).__name__}' object has no attribute '{name}'")

    def _is_slice(self) -> bool:
        try:
            object.__getattribute__(self, "_slice_of")
        except AttributeError:
            return False
        return True

    def __hash__(self) -> int:
        raise TypeError("Tensor is unhashable. Instead, use tensor.ref() as the key.")

    def __len__(self) -> int:
        if not self._array.ndim:
            raise TypeError("Scalar tensor has no `len()`")
        return len(self._array)

    def __iter__(self) -> Iterator[Any]:
        if not self._array.ndim:
            raise TypeError("Cannot iterate over a scalar tensor.")
        return (self[row] for row in range(len(self._array)))  # type: ignore[index]

    def __bool__(self) -> bool:
        return bool(self._array) if self._array.size else False

    def __float__(self) -> float:
        return float(self._array)

    def __int__(self) -> int:
        return int(self._array)

    def __complex__(self) -> complex:
        return complex(self._array)

    def __index__(self) -> int:
        place: int = (self._array if self._array.ndim else self._array[()]).__index__()
        return place

    def __round__(self, digits: int | None = None) -> Any:
        return self.astype  # which it does not have: the error says so, as TensorFlow's does

    def __format__(self, spec: str) -> str:
        return self._array.__format__(spec)

    def __repr__(self) -> str:
        return printing.represented(self._array, self._dtype.name)

    def __str__(self) -> str:
        return printing.written(self._array, self._dtype.name)

    def __copy__(self) -> Tensor:
        return self

    def __deepcopy__(self, memo: Any) -> Tensor:
        return Tensor(self._array, self._dtype)

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._array,)


def _restored(array: Array) -> Tensor:
    return Tensor(array)


# What TensorFlow's own class is called: programs print `type(t).__name__`, and messages name it.
Tensor.__name__ = Tensor.__qualname__ = "EagerTensor"


class Reference:
    """A hashable handle of a tensor or variable, for sets and dictionaries; `deref()` gives the object back."""

    __slots__ = ("_object",)

    def __init__(self, referent: Any) -> None:
        self._object = referent

    def deref(self) -> Any:
        """Give the tensor or variable."""
        return self._object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reference) and self._object is other._object

    def __hash__(self) -> int:
        return id(self._object)

    def __repr__(self) -> str:
        return f"<Reference wrapping {self._object!r}>"
