"""`execute`: the one place where a kernel runs, its outputs become tensors, tapes record and observers are told."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.registry import TABLE, Entry, Operation
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Tensor, next_id

Observer = Callable[[str, tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]], None]

NO_ATTRS: Final[Mapping[str, Any]] = {}
_new: Final = Tensor.__new__
_array_of: Final = attrgetter("_array")
_dtype_of: Final = attrgetter("_dtype")


class _ThreadState(threading.local):
    """What belongs to one thread: its recording tapes, its name scope, and how it runs kernels.

    `scope` is what `tf.name_scope` and Keras layers around the running code put before names, such as `model/dense/`;
    `functions` counts the calls of a `tf.function` that are under way.

    Kernels run in a context of their own in which NumPy's floating-point warnings are off: 1/0 is inf without a word,
    as in TensorFlow, and the user's own `np.seterr` is not touched. Entering a context costs a fifth of `np.errstate`.
    """

    def __init__(self) -> None:
        self.tapes: list[Any] = []
        self.scope = ""
        self.functions = 0
        self.run: Callable[..., Any] = _quiet_runner()


def _quiet_runner() -> Callable[..., Any]:
    before = np.geterr()
    context = contextvars.copy_context()
    context.run(np.seterr, all="ignore")
    if np.geterr() == before and context.run(np.geterr)["divide"] == "ignore":
        return context.run
    np.seterr(**before)  # NumPy 1 keeps these settings per thread, not per context
    from tapeviz.fallback.numpy_1 import run

    return run


STATE: Final = _ThreadState()
_observers: list[Observer] = []


def add_observer(observer: Observer) -> None:
    """Call `observer(op_type, inputs, attrs, outputs)` after each op, those of backward passes included.

    `attrs` is a flat tuple of alternating names and values. An exception of the observer ends the op.
    """
    _observers.append(observer)


def remove_observer(observer: Observer) -> None:
    """Stop calling an observer. Raises ValueError where it was not added."""
    _observers.remove(observer)


def execute(op_type: str, inputs: tuple[Any, ...], attrs: Mapping[str, Any] = NO_ATTRS) -> Any:
    """Run an op on tensors and give its output: a `Tensor`, or a tuple of them for an op with several outputs.

    Raises the errors of `tf.errors` with TensorFlow's messages, which end with the op's name.
    """
    entry = TABLE[op_type]
    given = tuple(map(_dtype_of, inputs))
    try:
        if given not in entry.accepted:
            entry.check(given)
        if entry.plain:
            result = STATE.run(entry.kernel, *map(_array_of, inputs))
        else:
            result = STATE.run(entry.kernel, attrs, *map(_array_of, inputs))
    except (errors.OpError, ValueError, TypeError) as error:
        raise _named(error, entry, inputs) from None
    if type(result) is tuple:
        output: Any = tuple(map(as_output, result))
        outputs = output
    else:
        output = _new(Tensor)
        array = result if type(result) is np.ndarray else np.asarray(result)
        output._array = array
        output._dtype = dtypes.BY_NUMBER[array.dtype.num]
        output._id = next_id()
        outputs = (output,)
    if STATE.tapes and outputs:
        record(STATE.tapes, op_type, inputs, attrs, outputs)
    if _observers:
        notify(op_type, inputs, attrs, outputs)
    return output


def as_output(array: Any) -> Tensor:
    """Make a tensor of a kernel's result."""
    return Tensor(np.asarray(array))


def record(
    tapes: list[Any], op_type: str, inputs: tuple[Any, ...], attrs: Mapping[str, Any], outputs: tuple[Any, ...]
) -> Operation | None:
    """Write an op down on each tape that follows one of its inputs; give what was written, or None."""
    operation: Operation | None = None
    for tape in tapes:
        tracked = tape.tracked
        for tensor in inputs:
            if tensor._id in tracked and tensor._dtype.is_differentiable:
                if operation is None:
                    operation = Operation(op_type, inputs, attrs, outputs)
                tape.add(operation)
                break
    return operation


def notify(op_type: str, inputs: tuple[Any, ...], attrs: Mapping[str, Any], outputs: tuple[Any, ...]) -> None:
    """Tell every observer of an op."""
    flat = tuple(item for pair in attrs.items() for item in pair)
    for observer in tuple(_observers):
        observer(op_type, inputs, flat, outputs)


def _named(error: Exception, entry: Entry, inputs: tuple[Any, ...]) -> Exception:
    """Give the error with the op's name behind its message, as TensorFlow's messages have it."""
    if isinstance(error, errors.OpError):
        if "[Op:" in error.message:
            return error
        return type(error)(None, None, f"{error.message} [Op:{entry.name}] name: ")
    if isinstance(error, TypeError):
        if not str(error).startswith("ufunc "):
            return error
        types = ", ".join(tensor._dtype.proto for tensor in inputs)
        message = f"Could not find device for node: {{{{node {entry.name}}}}}: no kernel for {types} [Op:{entry.name}]"
        return errors.NotFoundError(None, None, message)
    if entry.broadcasts:
        shapes = " vs. ".join(spelled(tensor._array.shape) for tensor in inputs)
        return errors.InvalidArgumentError(None, None, f"Incompatible shapes: {shapes} [Op:{entry.name}] name: ")
    return errors.InvalidArgumentError(None, None, f"{error} [Op:{entry.name}] name: ")
