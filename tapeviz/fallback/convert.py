"""`convert_to_tensor` and `constant`: Python and NumPy values become tensors under TensorFlow's dtype rules."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes
from tapeviz.fallback.dtypes import DType, as_dtype
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.tensor import Array, Tensor

# Which kinds of Python values a requested kind of dtype takes: nothing is rounded, nothing is guessed.
_TAKES: Final = {"f": "biuf", "c": "biufc", "i": "biu", "u": "biu", "b": "b", "O": "OUS", "r": ""}
_MIXED: Final = "Can't convert Python sequence with mixed types to Tensor."
_RAGGED: Final = "Can't convert non-rectangular Python sequence to Tensor."


def convert_to_tensor(value: Any, dtype: Any = None, dtype_hint: Any = None, name: str | None = None) -> Tensor:
    """Convert a value to a tensor; a tensor is given back as it is, a variable is read.

    `dtype` is a demand: ValueError for a tensor of another type, TypeError for a Python number that does not fit. A
    list with tensors in it is packed, which a tape sees. `dtype_hint` is tried first and dropped where it does not fit.
    """
    if type(value) is Tensor and (dtype is None or value._dtype is dtype):
        return value
    wanted = None if dtype is None else as_dtype(dtype)
    if type(value) is Tensor:
        if value._dtype is not wanted:
            raise ValueError(
                f"Tensor conversion requested dtype {as_dtype(dtype).name} for Tensor with dtype {value._dtype.name}: "
                f"{value!r}"
            )
        return value
    if wanted is None and dtype_hint is not None:
        try:
            return convert_to_tensor(value, as_dtype(dtype_hint))
        except (TypeError, ValueError):
            pass
    own = getattr(type(value), "__tf_tensor__", None)
    if own is not None:
        converted: Tensor = own(value, wanted, name)
        return converted
    if isinstance(value, (list, tuple)) and _holds_tensor(value):
        return _packed(value, wanted)
    return Tensor(python_array(value, wanted))


def constant(value: Any, dtype: Any = None, shape: Any = None, name: str = "Const") -> Tensor:
    """Make a tensor of a Python or NumPy value; a variable's value is copied, which cuts it off from the tape.

    Raises TypeError where a number does not fit `dtype`, or where `shape` has another size than the value (one element
    fills it); ValueError for what cannot be a tensor.
    """
    wanted = None if dtype is None else as_dtype(dtype)
    if type(value) is Tensor:
        if wanted is not None and wanted is not value._dtype:
            raise TypeError(f"Expected tensor {value} with dtype {wanted!r}, but got dtype {value._dtype!r}.")
        tensor = value
    else:
        if isinstance(value, (list, tuple)) and _holds_tensor(value):
            raise ValueError("TypeError: Scalar tensor has no `len()`")
        tensor = Tensor(python_array(value, wanted))
    return tensor if shape is None else _shaped(tensor, value, shape)


def arguments(*values: Any) -> tuple[Tensor, ...]:
    """Convert the inputs of an op that share one type: the first tensor or array among them sets it.

    Where there is no tensor, the first value decides and the others must fit it: `tf.multiply(1, 2.5)` is a TypeError.
    """
    for value in values:
        dtype = dtype_of(value)
        if dtype is not None:
            break
    else:
        first = convert_to_tensor(values[0])
        return (first, *(convert_to_tensor(value, first._dtype) for value in values[1:]))
    return tuple(value if type(value) is Tensor else like(value, dtype) for value in values)


def like(value: Any, dtype: DType) -> Tensor:
    """Convert a value beside a tensor of this dtype; a tensor or variable keeps its own."""
    if type(value) is Tensor:
        return value
    if dtype_of(value) is not None:
        return convert_to_tensor(value)
    return convert_to_tensor(value, dtype)


def dtype_of(value: Any) -> DType | None:
    """Give the dtype of a tensor, a variable or another object of the engine; None for Python and NumPy values."""
    if type(value) is Tensor:
        return value._dtype
    if hasattr(type(value), "__tf_tensor__"):
        found: DType = value.dtype
        return found
    return None


def int_vector(values: tuple[int, ...]) -> Tensor:
    """Give a shape, a permutation or a list of axes as an int32 tensor, each time a new one over the same array."""
    return Tensor(_int_array(values), dtypes.int32)


def int_scalar(value: int) -> Tensor:
    """Give an axis or a count as an int32 tensor, each time a new one over the same array."""
    return Tensor(_int_array(value), dtypes.int32)


@lru_cache(maxsize=4096)
def _int_array(values: int | tuple[int, ...]) -> Array:
    return np.array(values, np.int32)


def ints(value: Any) -> Tensor:
    """Convert a shape, an axis or a list of axes to an integer tensor: int32, or what it has already."""
    if isinstance(value, TensorShape):
        value = tuple(value)
    if type(value) is int:
        return int_scalar(value)
    if isinstance(value, (tuple, list)) and all(type(item) is int for item in value):
        return int_vector(tuple(value))
    return convert_to_tensor(value, None, dtypes.int32)


def python_array(value: Any, dtype: DType | None) -> Array:
    """Make the array of a tensor from what is no tensor. Raises ValueError or TypeError in TensorFlow's words."""
    kind = type(value)
    if kind is float and (dtype is None or dtype is dtypes.float32):
        array = np.array(value, np.float32)
        if not np.isinf(array) or np.isinf(value) or dtype is not None:
            return array
        raise ValueError("Can't convert Python sequence with a value out of range for a double-precision float.")
    if isinstance(value, (np.ndarray, np.generic)):
        return _from_numpy(np.array(value), dtype)
    if isinstance(value, TensorShape):
        return np.array(value.as_list(), np.int32 if dtype is None else dtype.as_numpy_dtype)
    if isinstance(value, (bool, int, float, complex, str, bytes)):
        return _from_python(value, np.array(value), value, dtype)
    if isinstance(value, Sequence):
        return _from_sequence(value, dtype)
    if hasattr(value, "__array__"):
        return _from_numpy(np.array(value), dtype)
    raise ValueError(f"Attempt to convert a value ({value!r}) with an unsupported type ({type(value)}) to a Tensor.")


def _from_numpy(array: Array, dtype: DType | None) -> Array:
    if array.dtype.kind in "US":
        array = np.frompyfunc(_as_bytes, 1, 1)(array) if array.ndim else np.array(_as_bytes(array.item()), object)
        array = np.asarray(array, object)
    if array.dtype.kind == "O":
        for item in array.flat:
            if not isinstance(item, (str, bytes)):
                kind = type(item).__name__
                raise ValueError(f"Failed to convert a NumPy array to a Tensor (Unsupported object type {kind}).")  # noqa: TRY004 - TensorFlow's kind
        array = np.array([_as_bytes(item) for item in array.flat] or [], object).reshape(array.shape)
    if dtypes.BY_NUMBER[array.dtype.num] is None:
        name = {"M": "DATETIME", "m": "TIMEDELTA", "V": "VOID", "g": "LONGDOUBLE"}.get(
            array.dtype.kind, "CLONGDOUBLE" if array.dtype.kind == "c" else "LONGDOUBLE"
        )
        raise ValueError(f"Failed to convert a NumPy array to a Tensor (Unsupported numpy type: NPY_{name}).")
    if dtype is None or array.dtype == dtype.as_numpy_dtype:
        return array if array.dtype.isnative else array.astype(array.dtype.newbyteorder("="))
    if (array.dtype.kind == "O") != (dtype.kind == "O") or (array.dtype.kind == "c" and dtype.kind != "c"):
        raise TypeError(f"Cannot convert {array!r} to EagerTensor of dtype {dtype.proto}")
    with np.errstate(all="ignore"):
        return array.astype(dtype.as_numpy_dtype)


def _from_sequence(value: Any, dtype: DType | None) -> Array:
    leaf = _first_leaf(value)
    try:
        array = np.array(value)
    except (ValueError, OverflowError):
        raise ValueError(_RAGGED if _depths_agree(value) else _MIXED) from None
    if array.size == 0:
        return array.astype(np.float32 if dtype is None else dtype.as_numpy_dtype)
    if leaf is None:
        raise ValueError(f"Attempt to convert a value (None) with an unsupported type ({type(None)}) to a Tensor.")
    if array.dtype.kind == "O" and not isinstance(leaf, int):
        raise ValueError(_MIXED if _flat_strings(value) is False else _RAGGED)
    if array.dtype.kind in "US" and not _flat_strings(value):
        raise ValueError(_MIXED)
    return _from_python(leaf, array, value, dtype)


def _from_python(leaf: Any, array: Array, value: Any, dtype: DType | None) -> Array:
    """Give the array of Python numbers its dtype: the first leaf decides, and an int may become a float."""
    kind = array.dtype.kind
    if kind == "O" and isinstance(leaf, int):
        raise ValueError("Can't convert Python sequence with out-of-range integer to Tensor.")
    if (isinstance(leaf, bool) and kind != "b") or (
        kind == "c" and not isinstance(leaf, (complex, np.complexfloating))
    ):
        raise ValueError(_MIXED)
    if dtype is None:
        array_like = isinstance(leaf, np.ndarray) or (isinstance(leaf, np.generic) and kind in "fc")
        dtype = dtypes.of_array(np.asarray(leaf)) if array_like else _natural(array)
    elif kind not in _TAKES[dtype.kind]:
        raise TypeError(f"Cannot convert {value!r} to EagerTensor of dtype {dtype.proto}")
    if kind in "US":
        return _from_numpy(array, None)
    with np.errstate(all="ignore"):
        return array.astype(dtype.as_numpy_dtype)


def _natural(array: Array) -> DType:
    """Give the dtype of Python numbers: float32, int32, or int64 where one needs it."""
    kind = array.dtype.kind
    if kind in "iu":
        wide = array.size and (int(array.max()) > 2**31 - 1 or int(array.min()) < -(2**31))
        return dtypes.int64 if wide else dtypes.int32
    return {"f": dtypes.float32, "b": dtypes.bool_, "c": dtypes.complex128}.get(kind, dtypes.string)


def _shaped(tensor: Tensor, value: Any, shape: Any) -> Tensor:
    sizes = tuple(TensorShape(shape).as_list())
    array = tensor._array
    if array.shape == sizes:
        return tensor
    count = TensorShape(shape).num_elements()
    if array.size == count:
        return Tensor(array.reshape([size or 0 for size in sizes]))
    if array.size == 1:
        return Tensor(np.full([size or 0 for size in sizes], array.reshape(()), array.dtype))
    raise TypeError(
        f"Eager execution of tf.constant with unsupported shape. Tensor {array} (converted from {value!r}) has "
        f"{array.size} elements, but got `shape` {sizes} with {count} elements)."
    )


def _packed(value: Any, dtype: DType | None) -> Tensor:
    from tapeviz.fallback.ops.arrays import stack

    first = next(found for found in map(dtype_of, _leaves(value)) if found is not None)
    rows = [_row(item, dtype or first, cast=dtype not in {None, first}) for item in value]
    packed: Tensor = stack(rows)
    return packed


def _row(item: Any, dtype: DType, *, cast: bool) -> Tensor:
    """Convert an item of a list that is packed: tensors are cast where another dtype than the first one's is asked."""
    from tapeviz.fallback.ops import primitives

    if dtype_of(item) is None:
        return convert_to_tensor(item, dtype)
    tensor = convert_to_tensor(item)
    found: Tensor = primitives.cast(tensor, dtype) if cast else tensor
    return found


def _holds_tensor(value: Any) -> bool:
    return any(
        dtype_of(item) is not None or (isinstance(item, (list, tuple)) and _holds_tensor(item)) for item in value
    )


def _leaves(value: Any) -> list[Any]:
    if not isinstance(value, (list, tuple)):
        return [value]
    return [leaf for item in value for leaf in _leaves(item)]


def _first_leaf(value: Any) -> Any:
    while isinstance(value, Sequence) and not isinstance(value, (str, bytes)) and len(value):
        value = value[0]
    return value


def _depths_agree(value: Any) -> bool:
    """Whether the items of each level are all sequences or all leaves: then the trouble is their lengths."""
    if not isinstance(value, (list, tuple)):
        return True
    kinds = {isinstance(item, (list, tuple)) for item in value}
    return len(kinds) <= 1 and all(_depths_agree(item) for item in value)


def _flat_strings(value: Any) -> bool:
    return all(isinstance(leaf, (str, bytes, np.ndarray)) for leaf in _leaves(value))


def _as_bytes(text: Any) -> bytes:
    return text.encode() if isinstance(text, str) else bytes(text)
