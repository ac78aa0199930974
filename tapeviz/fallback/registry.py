"""The table of ops: one entry per op type, spelled as TensorFlow spells it, with its kernel, its types and its VJP."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final, TypeVar

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.dtypes import DType

Kernel = Callable[..., Any]
Vjp = Callable[..., Any]
_Function = TypeVar("_Function", bound=Callable[..., Any])

# Lists of allowed types, in the order in which TensorFlow's messages name them.
FLOAT: Final = "bfloat16 half float double"
FLOAT_COMPLEX: Final = "bfloat16 half float double complex64 complex128"
SIGNED: Final = "bfloat16 half float double int8 int16 int32 int64 complex64 complex128"
NUMERIC: Final = "bfloat16 half float double uint8 uint16 uint32 uint64 int8 int16 int32 int64 complex64 complex128"
REAL: Final = "float double int32 uint8 int16 int8 int64 bfloat16 uint16 half uint32 uint64"
ANY_NUMBER: Final = (
    "float double int32 uint8 int16 int8 complex64 int64 qint8 quint8 qint32 bfloat16 qint16 quint16 uint16 complex128 "
    "half uint32 uint64"
)
EXTREMES: Final = (
    "float double int32 uint8 int16 int8 int64 bfloat16 uint16 half uint32 uint64 qint8 quint8 qint32 qint16 quint16"
)
INDEX: Final = "int32 int64"


class Unregistered:
    """Marks an op that TensorFlow's gradient registry does not know: differentiating through it raises LookupError."""


class Operation:
    """One op that ran: what a tape keeps and what a VJP is given.

    `tracked` are the ids that the tape of the running backward pass follows; a VJP need not compute what `needs`
    denies. `vjp` is set for custom gradients, which bring their own.
    """

    __slots__ = ("attrs", "inputs", "op_type", "outputs", "tracked", "vjp")

    def __init__(
        self, op_type: str, inputs: tuple[Any, ...], attrs: Mapping[str, Any], outputs: tuple[Any, ...]
    ) -> None:
        self.op_type = op_type
        self.inputs = inputs
        self.attrs = attrs
        self.outputs = outputs
        self.tracked: Mapping[int, int] = {}
        self.vjp: Vjp | None = None

    def needs(self, index: int) -> bool:
        """Whether somebody wants the cotangent of this input."""
        tensor = self.inputs[index]
        return tensor._id in self.tracked and tensor._dtype.is_differentiable

    def __repr__(self) -> str:
        return f"<Operation {self.op_type}: {len(self.inputs)} inputs, {len(self.outputs)} outputs>"


class Entry:
    """What the engine knows of one op type.

    `slots` names each input's type: a name of `allowed`, which the inputs of that name share, a dtype, or `any`; a star
    behind it stands for as many inputs as there are. `accepted` remembers the combinations that were found right.
    """

    __slots__ = (
        *("accepted", "allowed", "broadcasts", "keeps_slices", "kernel"),
        *("name", "none_for", "plain", "slots", "vjp"),
    )

    def __init__(self, name: str, kernel: Kernel, slots: str, allowed: Mapping[str, str], *, plain: bool) -> None:
        self.name = name
        self.kernel = kernel
        self.plain = plain
        self.slots = slots.split()
        self.allowed = allowed
        self.broadcasts = False
        self.accepted: set[tuple[DType, ...]] = set()
        self.vjp: Vjp | type[Unregistered] | None = Unregistered
        self.none_for: tuple[int, ...] = ()
        self.keeps_slices = False

    def check(self, given: tuple[DType, ...]) -> None:
        """Raise InvalidArgumentError, in TensorFlow's words, unless the op takes inputs of these dtypes."""
        bound: dict[str, DType] = {}
        for index, (slot, dtype) in enumerate(zip(self._expanded(len(given)), given, strict=True)):
            expected = bound.setdefault(slot, dtype) if slot in self.allowed else _fixed(slot, dtype)
            if expected is not dtype:
                raise errors.invalid(
                    f"cannot compute {self.name} as input #{index}(zero-based) was expected to be a {expected.proto} "
                    f"tensor but is a {dtype.proto} tensor"
                )
        for slot, dtype in bound.items():
            listed = self.allowed[slot].split()
            if listed and dtype.proto not in listed:
                raise errors.invalid(
                    f"Value for attr '{slot}' of {dtype.proto} is not in the list of allowed values: "
                    f"{', '.join(listed)}"
                )
        self.accepted.add(given)

    def _expanded(self, count: int) -> list[str]:
        expanded: list[str] = []
        for slot in self.slots:
            if slot.endswith("*"):
                expanded += [slot[:-1]] * (count - len(self.slots) + 1)
            else:
                expanded.append(slot)
        return expanded


TABLE: Final[dict[str, Entry]] = {}


def op(
    name: str, slots: str, *, plain: bool = False, broadcasts: bool = False, **allowed: str
) -> Callable[[_Function], _Function]:
    """Register the decorated function as the kernel of an op type.

    The kernel is called with the attributes (a mapping) and one array per input, without the attributes if `plain`; it
    returns an array, or a tuple of arrays for an op with several outputs, never writes to its inputs, and raises
    `errors.invalid(...)` where TensorFlow's does. `broadcasts` turns NumPy's shape error into TensorFlow's. Each slot
    name that stands for a choice of types is given as a keyword: `op("Sin", "T", plain=True, T=FLOAT_COMPLEX)`; an
    empty list allows all.
    """

    def register(kernel: _Function) -> _Function:
        entry = Entry(name, kernel, slots, allowed, plain=plain)
        entry.broadcasts = broadcasts
        TABLE[name] = entry
        return kernel

    return register


def gradient(
    *names: str, none_for: tuple[int, ...] = (), keeps_slices: bool = False
) -> Callable[[_Function], _Function]:
    """Register the decorated function as the VJP of op types.

    It is called with the `Operation` and one cotangent per output, and returns a cotangent or None for each input (a
    single value where there is one input). It is written with the engine's own ops, so that it can be differentiated
    again. An output that nothing reached gives a cotangent of zeros; None where its index is in `none_for` or its
    dtype is not differentiable. `IndexedSlices` are made dense first unless it `keeps_slices`.
    """

    def register(vjp: _Function) -> _Function:
        for name in names:
            TABLE[name].vjp = vjp
            TABLE[name].none_for = none_for
            TABLE[name].keeps_slices = keeps_slices
        return vjp

    return register


def not_differentiable(names: Iterable[str]) -> None:
    """Register op types through which no gradient flows: their sources get None."""
    for name in names:
        TABLE[name].vjp = None


def vjp_of(operation: Operation) -> Vjp | None:
    """Give the VJP of an op that ran, or None for one through which no gradient flows.

    Raises LookupError for an op type that TensorFlow's registry does not know.
    """
    if operation.vjp is not None:
        return operation.vjp
    found = TABLE[operation.op_type].vjp
    if found is Unregistered:
        raise LookupError(f"gradient registry has no entry for: {operation.op_type}")
    return found


def _fixed(slot: str, dtype: DType) -> DType:
    return dtype if slot == "any" else dtypes.as_dtype(slot)
