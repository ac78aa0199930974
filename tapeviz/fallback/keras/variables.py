"""`keras.Variable`: a named variable of a layer or optimizer around one of `tf`, as Keras 3 wraps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np

from tapeviz.fallback.dtypes import DType, as_dtype
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import auto_name, current_path
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.tensor import Array, Tensor
from tapeviz.fallback.variable import Variable as TfVariable

_BINARY: Final = (
    *("add", "radd", "sub", "rsub", "mul", "rmul", "truediv", "rtruediv", "floordiv", "rfloordiv", "mod", "rmod"),
    *("pow", "rpow", "matmul", "rmatmul", "eq", "ne", "lt", "le", "gt", "ge", "and", "rand", "or", "ror", "getitem"),
)
_UNARY: Final = ("neg", "abs", "invert")


class DTypeName(str):
    """The name of a dtype, which is what Keras gives, with the attributes that the engine asks of a dtype."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(as_dtype(str(self)), name)


@export("keras.Variable")
class Variable:
    """A variable with a path, such as `sequential/dense/kernel`; `value` is the variable of `tf` in it.

    `initializer` is a value, or a function of a shape and a dtype. Raises ValueError for a function without a shape.
    """

    def __init__(
        self,
        initializer: Any,
        shape: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        aggregation: Any = "none",
        synchronization: Any = "auto",
        name: str | None = None,
        layout: Any = None,
    ) -> None:
        self._name = name or auto_name(type(self).__name__)
        parent = current_path()
        self._path = f"{parent}/{self._name}" if parent else self._name
        self.constraint: Any = None
        self.regularizer: Any = None
        # What it was made for; a layer that is frozen and set free again leaves the others as they are.
        self.learns = trainable
        self._trainable = bool(trainable)
        self._value = TfVariable(_first(initializer, shape, dtype), trainable, name=self._name)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self._name

    @property
    def path(self) -> str:
        """The name behind those of the layers around it."""
        return self._path

    @property
    def value(self) -> Any:
        """The variable of `tf` that holds the value."""
        return self._value

    @property
    def handle(self) -> Tensor:
        """What tapes follow."""
        return self._value.handle

    @property
    def dtype(self) -> DTypeName:
        """The dtype's name."""
        return DTypeName(self._value.dtype.name)

    @property
    def shape(self) -> TensorShape:
        """The shape."""
        return self._value.shape

    @property
    def size(self) -> int:
        """The number of elements."""
        return self._value.shape.num_elements() or 0

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self._value.shape)

    @property
    def trainable(self) -> bool:
        """Whether optimizers change it. Tapes ask what it was made as, which setting this does not change."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)

    @property
    def _unique_id(self) -> str:
        return self._value._unique_id

    def numpy(self) -> Any:
        """Copy the value to NumPy."""
        return self._value.numpy()

    def assign(self, value: Any) -> Any:
        """Set the value and give it as a tensor. Raises ValueError where the shape differs."""
        given = tensor(value, self._value.dtype)
        if given.shape != self.shape:
            raise ValueError(
                "The shape of the target variable and the shape of the target value in `variable.assign(value)` must "
                f"match. variable.shape={self.shape}, Received: value.shape={given.shape}. Target variable: {self}"
            )
        self._value.assign(given)
        return given

    def assign_add(self, value: Any) -> Any:
        """Add to the value: a read, a sum and a write, as Keras does it."""
        return self.assign(tf.add(self._value, tensor(value, self._value.dtype)))

    def assign_sub(self, value: Any) -> Any:
        """Subtract from the value."""
        return self.assign(tf.subtract(self._value, tensor(value, self._value.dtype)))

    def __tf_tensor__(self, dtype: DType | None = None, name: str | None = None) -> Any:
        return self._value.__tf_tensor__(dtype, name)

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.array(self._value.numpy(), dtype=dtype)

    def __float__(self) -> float:
        if self.ndim:
            raise TypeError(f"Only scalar arrays can be converted to Python scalars. Got: shape={self.shape}")
        return float(self._value)

    def __int__(self) -> int:
        if self.ndim:
            raise TypeError(f"Only scalar arrays can be converted to Python scalars. Got: shape={self.shape}")
        return int(self._value)

    def __bool__(self) -> bool:
        raise TypeError("A Keras Variable cannot be used as a boolean.")

    def __repr__(self) -> str:
        return f"<Variable path={self.path}, shape={self.shape}, dtype={self.dtype}, value={self._value.numpy()}>"

    __hash__ = None  # type: ignore[assignment]


def _first(initializer: Any, shape: Any, dtype: Any) -> Any:
    wanted = as_dtype(dtype or Settings.floatx) if dtype or callable(initializer) else None
    if not callable(initializer):
        if wanted is None and isinstance(initializer, float):
            wanted = as_dtype(Settings.floatx)
        return tensor(initializer, wanted)
    if shape is None:
        raise ValueError(
            "When creating a Variable from an initializer, the `shape` argument should be specified. Received: "
            f"initializer={initializer} and shape={shape}"
        )
    return tensor(initializer(tuple(shape), dtype=wanted.name if wanted else None), wanted)


def _operator(name: str) -> Callable[..., Any]:
    def method(self: Variable, *others: Any) -> Any:
        return getattr(self._value, f"__{name}__")(*others)

    method.__name__ = f"__{name}__"
    return method


for _name in (*_BINARY, *_UNARY):
    setattr(Variable, f"__{_name}__", _operator(_name))


def unwrapped(variable: Any) -> Any:
    """Give the variable of `tf` behind one of Keras; any other as it is."""
    return variable.value if isinstance(variable, Variable) else variable
