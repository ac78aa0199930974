"""`Variable`: a named place whose value ops read and write through a handle that tapes follow."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tapeviz.fallback import errors, printing
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.dtypes import DType, as_dtype, resource
from tapeviz.fallback.execute import STATE, execute
from tapeviz.fallback.registry import gradient, op
from tapeviz.fallback.shapes import TensorShape, as_shape, spelled
from tapeviz.fallback.slices import IndexedSlices
from tapeviz.fallback.tape_log import variable_accessed
from tapeviz.fallback.tensor import DEVICE, Array, Reference, Tensor


class Storage:
    """What a handle points to: the current array. Writing replaces the array; nobody writes into it."""

    __slots__ = ("array",)

    def __init__(self, array: Array) -> None:
        self.array = array


class Variable:
    """A trainable (or not) value that outlives the ops: `tf.Variable`.

    `initial_value` is a number, an array, a tensor or a function without arguments; `dtype` converts it; `shape` may be
    less known than the value's own, and then assignments may change it. Raises ValueError without an initial value.
    """

    __array_priority__ = 100

    def __init__(
        self,
        initial_value: Any = None,
        trainable: bool | None = None,
        validate_shape: bool = True,
        caching_device: Any = None,
        name: str | None = None,
        variable_def: Any = None,
        dtype: Any = None,
        import_scope: Any = None,
        constraint: Any = None,
        synchronization: Any = None,
        aggregation: Any = None,
        shape: Any = None,
        experimental_enable_variable_lifting: bool = True,
    ) -> None:
        if initial_value is None:
            raise ValueError(
                "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a "
                "`variable_def`. You provided neither."
            )
        recording, STATE.tapes = STATE.tapes, []  # no tape sees how a variable gets its first value
        try:
            first = _first_value(initial_value() if callable(initial_value) else initial_value, dtype)
        finally:
            STATE.tapes = recording
        if shape is not None and not as_shape(shape).is_compatible_with(first.shape):
            raise ValueError(
                f"In this `tf.Variable` creation, the initial value's shape ({first.shape}) is not compatible with the "
                f"explicitly supplied `shape` argument ({shape})."
            )
        self._storage = Storage(first._array)
        self._dtype = first._dtype
        self._shape = TensorShape(first._array.shape) if shape is None else as_shape(shape)
        self._name = f"{STATE.scope}{name or 'Variable'}:0"
        self._trainable = True if trainable is None else bool(trainable)
        self.constraint = constraint
        self._synchronization, self._aggregation = synchronization, aggregation
        self.handle = _handle(self._storage)
        self._read_attrs: Mapping[str, Any] = {"dtype": self._dtype}
        execute("AssignVariableOp", (self.handle, first), {"validate_shape": False, "dtype": self._dtype})

    @property
    def name(self) -> str:
        """The name with `:0` behind it."""
        return self._name

    @property
    def dtype(self) -> DType:
        """The type of the elements."""
        return self._dtype

    @property
    def shape(self) -> TensorShape:
        """The shape that every value of the variable has."""
        return self._shape

    @property
    def trainable(self) -> bool:
        """Whether a tape follows the variable without being asked."""
        return self._trainable

    @property
    def device(self) -> str:
        """Where the value lies: always the first CPU."""
        return DEVICE

    @property
    def initializer(self) -> None:
        """Nothing: a variable has its value from the start."""
        return

    @property
    def initial_value(self) -> Any:
        """Raise RuntimeError: only a graph knows it."""
        raise RuntimeError("This property is not supported when eager execution is enabled.")

    @property
    def synchronization(self) -> Any:
        """How copies of the variable would be kept equal: there are none."""
        return self._synchronization

    @property
    def aggregation(self) -> Any:
        """How copies of the variable would be added up: there are none."""
        return self._aggregation

    @property
    def _id(self) -> int:
        return self.handle._id

    @property
    def _unique_id(self) -> str:
        return f"{self._name[:-2]}_{self.handle._id}"

    @property
    def _shared_name(self) -> str:
        return self._name[:-2]

    def get_shape(self) -> TensorShape:
        """Give `shape`."""
        return self._shape

    def value(self) -> Tensor:
        """Read the variable: an op, which a tape records."""
        if STATE.tapes and self._trainable:
            variable_accessed(self)
        return self._read_unwatched()

    def _read_unwatched(self) -> Tensor:
        current: Tensor = execute("ReadVariableOp", (self.handle,), self._read_attrs)
        return current

    def read_value(self) -> Tensor:
        """Read the variable into a tensor of its own."""
        current: Tensor = execute("Identity", (self.value(),))
        return current

    def numpy(self) -> Any:
        """Read the variable and copy its value to NumPy. The tape sees the reading alone."""
        return self.read_value().numpy()

    def eval(self, session: Any = None) -> Any:
        """Raise RuntimeError: there are no sessions."""
        raise RuntimeError("This operation is not supported when eager execution is enabled.")

    def gather_nd(self, indices: Any, name: str | None = None) -> Tensor:
        """The elements or slices at the places that the last axis of the indices names."""
        found: Tensor = execute("GatherNd", (self.value(), ints(indices)))
        return found

    def initialized_value(self) -> Tensor:
        """Read the variable."""
        return self.read_value()

    def is_initialized(self) -> bool:
        """Whether the variable has a value: it always has."""
        return True

    def ref(self) -> Reference:
        """Give a hashable stand-in that equals only this variable's own."""
        return Reference(self)

    def assign(self, value: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True) -> Any:
        """Set the value, converted to the variable's dtype. Raises ValueError where the shape does not fit."""
        tensor = convert_to_tensor(value, self._dtype)
        if not self._shape.is_compatible_with(tensor.shape):
            raise ValueError(
                f"Cannot assign value to variable ' {self._name}': Shape mismatch.The variable shape {self._shape}, "
                f"and the assigned value shape {tensor.shape} are incompatible."
            )
        execute("AssignVariableOp", (self.handle, tensor), {"validate_shape": True, "dtype": self._dtype})
        return self._written(read_value)

    def assign_add(
        self, delta: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> Any:
        """Add to the value. Raises InvalidArgumentError where the shape does not fit."""
        return self._update("AssignAddVariableOp", delta, read_value)

    def assign_sub(
        self, delta: Any, use_locking: bool = False, name: str | None = None, read_value: bool = True
    ) -> Any:
        """Subtract from the value; `IndexedSlices` from the rows they name. Raises as `assign_add`."""
        return self._update("AssignSubVariableOp", delta, read_value)

    def scatter_add(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Variable:
        """Add rows where they belong."""
        return self._scatter("ResourceScatterAdd", sparse_delta)

    def scatter_sub(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Variable:
        """Subtract rows where they belong."""
        return self._scatter("ResourceScatterSub", sparse_delta)

    def scatter_update(
        self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None
    ) -> Variable:
        """Set rows."""
        return self._scatter("ResourceScatterUpdate", sparse_delta)

    def scatter_mul(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Variable:
        """Multiply rows."""
        return self._scatter("ResourceScatterMul", sparse_delta)

    def scatter_max(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Variable:
        """Set rows to the larger of old and new."""
        return self._scatter("ResourceScatterMax", sparse_delta)

    def scatter_min(self, sparse_delta: IndexedSlices, use_locking: bool = False, name: str | None = None) -> Variable:
        """Set rows to the smaller of old and new."""
        return self._scatter("ResourceScatterMin", sparse_delta)

    def scatter_nd_add(self, indices: Any, updates: Any, name: str | None = None) -> Any:
        """Add elements or slices at the places that `indices` (last axis: coordinates) name."""
        return self._scatter_nd("ResourceScatterNdAdd", indices, updates)

    def scatter_nd_sub(self, indices: Any, updates: Any, name: str | None = None) -> Any:
        """Subtract elements or slices at the places that `indices` name."""
        return self._scatter_nd("ResourceScatterNdSub", indices, updates)

    def scatter_nd_update(self, indices: Any, updates: Any, name: str | None = None) -> Any:
        """Set elements or slices at the places that `indices` name."""
        return self._scatter_nd("ResourceScatterNdUpdate", indices, updates)

    def sparse_read(self, indices: Any, name: str | None = None) -> Tensor:
        """Gather rows without reading the whole."""
        if STATE.tapes and self._trainable:
            variable_accessed(self)
        attrs = {"batch_dims": 0, "validate_indices": True, "dtype": self._dtype}
        rows: Tensor = execute("ResourceGather", (self.handle, ints(indices)), attrs)
        return rows

    def _update(self, op_type: str, delta: Any, read_value: bool) -> Any:
        if isinstance(delta, IndexedSlices):
            return self._scatter("ResourceScatterAdd" if "Add" in op_type else "ResourceScatterSub", delta)
        execute(op_type, (self.handle, convert_to_tensor(delta, self._dtype)), {"dtype": self._dtype})
        return self._written(read_value)

    def _scatter(self, op_type: str, rows: IndexedSlices) -> Variable:
        if not isinstance(rows, IndexedSlices):
            raise TypeError(f"Argument `sparse_delta` must be a `tf.IndexedSlices`. Received arg: {rows}")
        values = convert_to_tensor(rows.values, self._dtype)
        execute(op_type, (self.handle, rows.indices, values), {"dtype": self._dtype})
        return self

    def _scatter_nd(self, op_type: str, indices: Any, updates: Any) -> Any:
        execute(op_type, (self.handle, ints(indices), convert_to_tensor(updates, self._dtype)))
        return self._written(read_value=True)

    def _written(self, read_value: bool) -> Any:
        return _unread(self) if read_value else None

    def __tf_tensor__(self, dtype: DType | None = None, name: str | None = None) -> Tensor:
        """Read the variable where an op wants a tensor. Raises ValueError where it wants another dtype."""
        if dtype is not None and dtype is not self._dtype:
            raise ValueError(
                f"Incompatible type conversion requested to type {dtype.name} for `tf.Variable of type "
                f"{self._dtype.name}. (Variable: {self!r})"
            )
        return self.value()

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> Array:
        return np.asarray(self.numpy(), dtype=dtype)

    def __bool__(self) -> bool:
        return bool(self.read_value())

    def __float__(self) -> float:
        return float(self.value())

    def __int__(self) -> int:
        return int(self.value())

    def __complex__(self) -> complex:
        return complex(self.value())

    def __index__(self) -> int:
        return self.value().__index__()

    def __len__(self) -> int:
        raise TypeError("object of type 'ResourceVariable' has no len()")

    def __iter__(self) -> Any:
        return iter(self.read_value())

    def __hash__(self) -> int:
        raise TypeError(f"Variable is unhashable. Instead, use variable.ref() as the key. (Variable: {self!r})")

    def __repr__(self) -> str:
        return printing.variable_text(self._name, self.read_value()._array, self._shape, self._dtype.name)

    def __copy__(self) -> Variable:
        return self  # as TensorFlow has it: one variable, not two with one state

    def __deepcopy__(self, memo: Any) -> Variable:
        copied = Variable(self.read_value(), self._trainable, name=self._name[:-2], shape=self._shape)
        copied.constraint = self.constraint
        memo[id(self)] = copied
        return copied

    def __reduce__(self) -> tuple[Any, ...]:
        return _restored, (self._storage.array, self._trainable, self._name[:-2])


Variable.__name__ = Variable.__qualname__ = "ResourceVariable"


def _first_value(value: Any, dtype: Any) -> Tensor:
    try:
        return convert_to_tensor(value, None if dtype is None else as_dtype(dtype))
    except ValueError as error:
        if isinstance(value, Tensor):
            raise ValueError(f"initial_value: {error}") from None  # noqa: TRY004 - the same error, as TensorFlow has it
        raise


def _restored(array: Array, trainable: bool, name: str) -> Variable:
    variable = Variable(Tensor(array), trainable)
    variable._name = f"{name}:0"
    return variable


def stored(handle: Array) -> Storage:
    """Give what a handle's array points to."""
    storage: Any = handle[()]
    found: Storage = storage
    return found


def _handle(storage: Storage) -> Tensor:
    pointer = np.empty((), object)
    pointer[()] = storage
    return Tensor(pointer, resource)


def _unread(variable: Variable) -> Variable:
    """Give what an assignment returns: the same variable under TensorFlow's name for it."""
    result = Variable.__new__(Variable)
    result.__dict__.update(variable.__dict__)
    result._name = "UnreadVariable"
    return result


@op("ReadVariableOp", "resource", plain=True)
def _read(handle: Array) -> Array:
    return stored(handle).array


@gradient("ReadVariableOp", keeps_slices=True)
def _read_vjp(operation: Any, cotangent: Any) -> Any:
    return cotangent


@op("AssignVariableOp", "resource any", plain=True)
def _assign(handle: Array, value: Array) -> tuple[()]:
    stored(handle).array = value
    return ()


def _stepped(handle: Array, delta: Array, sign: int) -> tuple[()]:
    storage = stored(handle)
    if delta.shape != storage.array.shape:
        raise errors.invalid(
            f"Cannot update variable with shape {spelled(storage.array.shape)} using a Tensor with shape "
            f"{spelled(delta.shape)}, shapes must be equal."
        )
    storage.array = np.asarray(storage.array + delta if sign > 0 else storage.array - delta)
    return ()


@op("AssignAddVariableOp", "resource any", plain=True)
def _assign_add(handle: Array, delta: Array) -> tuple[()]:
    return _stepped(handle, delta, 1)


@op("AssignSubVariableOp", "resource any", plain=True)
def _assign_sub(handle: Array, delta: Array) -> tuple[()]:
    return _stepped(handle, delta, -1)
