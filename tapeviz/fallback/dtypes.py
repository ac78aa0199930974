"""TensorFlow's dtypes as singletons over NumPy's, with the facts that its rules ask of them."""

from __future__ import annotations

from typing import Any, Final

import numpy as np


class DType:
    """One element type: `tf.float32`, `tf.int32`, ...

    Compares equal to its name and to its NumPy type, as TensorFlow's does. There is exactly one object per type, so
    that the engine may compare with `is` and hash by identity.
    """

    __slots__ = ("as_datatype_enum", "as_numpy_dtype", "is_differentiable", "kind", "name", "proto", "size")

    def __init__(self, name: str, proto: str, enum: int, numpy_type: type[Any], kind: str) -> None:
        self.name = name
        self.proto = proto
        self.as_datatype_enum = enum
        self.as_numpy_dtype = numpy_type
        self.kind = kind
        self.size = 1 if kind == "O" else np.dtype(numpy_type).itemsize
        self.is_differentiable = kind in "fcr"

    @property
    def is_floating(self) -> bool:
        """Whether this is a real floating type."""
        return self.kind == "f"

    @property
    def is_complex(self) -> bool:
        """Whether this is complex64 or complex128."""
        return self.kind == "c"

    @property
    def is_integer(self) -> bool:
        """Whether this is a signed or unsigned integer type."""
        return self.kind in "iu"

    @property
    def is_unsigned(self) -> bool:
        """Whether this is an unsigned integer type."""
        return self.kind == "u"

    @property
    def is_bool(self) -> bool:
        """Whether this is bool."""
        return self.kind == "b"

    @property
    def is_numeric(self) -> bool:
        """Whether arithmetic is defined: not bool, string or resource."""
        return self.kind in "fciu"

    @property
    def is_quantized(self) -> bool:
        """Whether this is one of TensorFlow's quantized types: never, for they are not covered."""
        return False

    @property
    def is_numpy_compatible(self) -> bool:
        """Whether NumPy has this type."""
        return self.kind != "r"

    @property
    def base_dtype(self) -> DType:
        """The type itself: TensorFlow's reference types do not exist here."""
        return self

    @property
    def real_dtype(self) -> DType:
        """The type of the real part."""
        return {"complex64": float32, "complex128": float64}.get(self.name, self)

    @property
    def min(self) -> Any:
        """The smallest finite value. Raises TypeError for types without one."""
        return self._limits()[0]

    @property
    def max(self) -> Any:
        """The largest finite value. Raises TypeError for types without one."""
        return self._limits()[1]

    @property
    def limits(self) -> tuple[Any, Any]:
        """The range that `tf.image` gives a type: (0, 1) for floats and bool, 0 to the largest value for integers."""
        return (0, 1) if self.kind in "fb" else (0, self.max)

    def is_compatible_with(self, other: Any) -> bool:
        """Whether `other` names the same type."""
        return as_dtype(other) is self

    def _limits(self) -> tuple[Any, Any]:
        if self.kind in "iu":
            integer = np.iinfo(self.as_numpy_dtype)
            return int(integer.min), int(integer.max)
        if self.kind == "f":
            real = np.finfo(self.as_numpy_dtype)
            return real.min, real.max
        raise TypeError(f"Cannot find minimum value of {self!r}.")

    def __eq__(self, other: object) -> bool:
        if self is other:
            return True
        if other is None or isinstance(other, DType):
            return False
        try:
            return as_dtype(other) is self
        except TypeError:
            return False

    __hash__ = object.__hash__

    def __repr__(self) -> str:
        return f"tf.{self.name}"

    def __str__(self) -> str:
        return f"<dtype: {self.name!r}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return as_dtype, (self.name,)


float16: Final = DType("float16", "half", 19, np.float16, "f")
float32: Final = DType("float32", "float", 1, np.float32, "f")
float64: Final = DType("float64", "double", 2, np.float64, "f")
complex64: Final = DType("complex64", "complex64", 8, np.complex64, "c")
complex128: Final = DType("complex128", "complex128", 18, np.complex128, "c")
int8: Final = DType("int8", "int8", 6, np.int8, "i")
int16: Final = DType("int16", "int16", 5, np.int16, "i")
int32: Final = DType("int32", "int32", 3, np.int32, "i")
int64: Final = DType("int64", "int64", 9, np.int64, "i")
uint8: Final = DType("uint8", "uint8", 4, np.uint8, "u")
uint16: Final = DType("uint16", "uint16", 17, np.uint16, "u")
uint32: Final = DType("uint32", "uint32", 22, np.uint32, "u")
uint64: Final = DType("uint64", "uint64", 23, np.uint64, "u")
bool_: Final = DType("bool", "bool", 10, np.bool_, "b")
string: Final = DType("string", "string", 7, np.object_, "O")
resource: Final = DType("resource", "resource", 20, np.object_, "r")
variant: Final = DType("variant", "variant", 21, np.object_, "r")  # what stands for a dataset between its ops

ALL: Final[tuple[DType, ...]] = (
    *(float16, float32, float64, complex64, complex128, int8, int16, int32, int64),
    *(uint8, uint16, uint32, uint64, bool_, string, resource),
)

_BY_NAME: Final[dict[Any, DType]] = {dtype.name: dtype for dtype in ALL} | {dtype.proto: dtype for dtype in ALL}
_BY_PYTHON: Final[dict[Any, DType]] = {float: float32, bool: bool_, object: string}
_BY_ENUM: Final[dict[Any, DType]] = {dtype.as_datatype_enum: dtype for dtype in ALL}


def _by_number() -> list[DType | None]:
    """The dtype of each of NumPy's type numbers; two numbers may mean the same width (long and long long)."""
    table: list[DType | None] = [None] * 32
    for code in "?bBhHiIlLqQefdFD":
        numpy_type = np.dtype(code)
        table[numpy_type.num] = _BY_NAME[numpy_type.name]
    for code in "OSU":
        table[np.dtype(code).num] = string
    return table


BY_NUMBER: Final = _by_number()


def of_array(array: np.ndarray[Any, Any]) -> DType:
    """Give the dtype of an array. Raises TypeError where TensorFlow has none (dates, records, long doubles)."""
    number = array.dtype.num
    dtype: DType | None = BY_NUMBER[number] if number < len(BY_NUMBER) else None
    if dtype is None:
        raise TypeError(f"Cannot convert the argument `type_value`: {array.dtype!r} to a TensorFlow DType.")
    return dtype


def as_dtype(type_value: Any) -> DType:
    """Convert a name, a NumPy type or a Python type to a `DType`.

    Raises TypeError, in TensorFlow's words, for what names no type; `int` and `complex` do not, for TensorFlow leaves
    them open.
    """
    value = type_value
    if isinstance(value, DType):
        return value
    found: DType | None = _BY_NAME.get(value) if isinstance(value, str) else None
    if found is None and isinstance(value, int) and not isinstance(value, bool):
        found = _BY_ENUM.get(value)
    if found is None and isinstance(value, type):
        found = _BY_PYTHON.get(value)
    if found is None and (isinstance(value, np.dtype) or (isinstance(value, type) and issubclass(value, np.generic))):
        found = BY_NUMBER[np.dtype(value).num]
    if found is None:
        found = _BY_NAME.get(getattr(getattr(value, "dtype", None), "name", None))
    if found is None:
        raise TypeError(f"Cannot convert the argument `type_value`: {value!r} to a TensorFlow DType.")
    return found
