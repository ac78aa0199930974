"""What every engine offers, and the events that its hooks append to the log of a cell."""

from __future__ import annotations

import types
from collections.abc import Sequence
from typing import Any, Protocol

from tapeviz.records import CodeSpan, TensorSpec, ValueSummary

__all__ = [
    "AWAY",
    "BEGUN",
    "CALL",
    "EXIT",
    "MADE",
    "OP",
    "OUTSIDE",
    "READ",
    "RESET",
    "TAPE",
    "WATCH",
    "Engine",
    "Frame",
    "FrameCollector",
    "Hooks",
]

# Tags of the tuples in a log. Expression events are (int, value, frame id) and have no tag.
OP = "op"  # (OP, op_type, inputs, attrs, outputs, frames, recording, backward, name scope)
READ = "read"  # (READ, variable): the engine fetched a variable's value without an op
AWAY = "away"  # (AWAY, variable or handle): another thread read it
BEGUN = "begun"  # (BEGUN, site, frame id, frames): code of the user's began to run, or went on, and who asked for it
MADE = "made"  # (MADE, variable, frames, copied): a variable was made; `copied` says by `copy.deepcopy` of another
EXIT = "exit"  # (EXIT, tensor, what, frames): a tensor gave its value to Python
TAPE = "tape"  # (TAPE, name, outputs, inputs, recording): Python code put an operation of its own on the tape
CALL = "call"  # (CALL, graph function, inputs): a traced function is about to run as one op
WATCH = "watch"  # (WATCH, tape, objects, frames)

RESET = "reset"  # (RESET, tape, frames): a tape forgot what it had recorded

OUTSIDE = "outside"  # in place of OP's `recording`: the op ran after the tape had been left for good

Frame = tuple[types.CodeType, int, int]  # code object, index of the last instruction, id of the frame


class FrameCollector(Protocol):
    """Collects the user's frames.

    `backward` says of the last call whether it came from a backward pass, `foreign` whether from a debugger.
    """

    backward: bool
    foreign: bool

    def __call__(self, frame: Any) -> tuple[Frame, ...]:
        """The user's frames from this one outwards."""


class Hooks(Protocol):
    """Observation of an engine, from `install` to `remove`; removing twice is harmless."""

    def install(self) -> None:
        """Start to observe."""

    def remove(self) -> None:
        """Stop to observe and put everything back."""


class Engine(Protocol):
    """The facts about its objects that an engine can state. Unknown is None."""

    name: str
    version: str

    # What a Python object is.

    def kind(self, value: Any) -> str | None:
        """`tensor`, `variable`, `symbolic`, `module`, or None for what is not the engine's."""

    def variable(self, value: Any) -> Any:
        """The variable behind a value that stands for one (a Keras variable), else the value itself."""

    def is_alias(self, variable: Any) -> bool:
        """Whether this is what `assign` returns: another object for a variable, without its name and properties."""

    def is_handle(self, tensor: Any) -> bool:
        """Whether a tensor is no data but a reference to state."""

    def is_function_op(self, op_type: str) -> bool:
        """Whether ops of this type run a traced function."""

    def is_our_tape(self, tape: Any) -> bool:
        """Whether this is the tape that the cell runs in."""

    def is_differentiable(self, tensor: Any) -> bool:
        """Whether a tensor has a dtype that gradients exist for."""

    def computes_with_ops(self, code: Any) -> bool:
        """Whether a module, class or function is the engine's own, so that all it computes are ops."""

    def may_carry_data(self, value: Any) -> bool:
        """Whether a Python value that is not the engine's can hold numbers computed from tensors."""

    def python_function(self, value: Any) -> types.FunctionType | None:
        """The Python function behind a traced one, or None for any other value."""

    def captured_count(self, function: Any) -> int:
        """How many of its inputs, the last ones, a traced function took in when it was traced."""

    def owner_of_method(self, value: Any) -> Any:
        """The object that a traced method belongs to, or None."""

    # What an object is like.

    def tensor_key(self, tensor: Any) -> int:
        """A number that no other tensor has."""

    def variable_key(self, variable: Any) -> int:
        """A number that every Python object of one variable shares."""

    def spec(self, value: Any) -> TensorSpec | None:
        """Dtype and shape of a tensor or variable."""

    def summary(self, value: Any) -> ValueSummary | None:
        """Its values in brief."""

    def quick_summary(self, value: Any) -> ValueSummary | None:
        """The same for one of thousands of tensors; None where it would cost more than a look at memory at hand."""

    def device(self, value: Any) -> str:
        """Where it lives, as the engine chose it."""

    def numpy(self, tensor: Any) -> Any:
        """Its values as an array."""

    def byte_size(self, tensor: Any) -> int:
        """How much memory its values take."""

    def flatten(self, structure: Any) -> list[Any]:
        """The leaves of a nest of lists, tuples and dicts."""

    def is_trainable(self, variable: Any) -> bool:
        """Whether a variable is to be trained, so that a tape watches it of itself."""

    def module_variables(self, module: Any) -> Sequence[tuple[str, Any]]:
        """Path and variable of each variable that a layer, model or module holds."""

    # Whether two objects hold the same.

    def is_same_variable(self, one: Any, other: Any) -> bool:
        """Whether two values are one variable, whatever wraps it."""

    def could_be_value_of(self, tensor: Any, variable: Any) -> bool:
        """Whether the tensor has the dtype and shape of the variable."""

    def holds_value(self, tensor: Any, variable: Any) -> bool:
        """Whether the variable's present value equals the tensor."""

    def text(self, tensor: Any) -> str:
        """What a tensor with one text holds, else nothing."""

    def tells(self, tensor: Any) -> bool:
        """Whether a tensor holds anything but zeros and ones."""

    def same_value(self, tensor: Any, value: Any) -> bool:
        """Whether a Python value, converted, would give this tensor."""

    def is_plain_constant(self, tensor: Any, value: Any) -> bool:
        """Whether a tensor cannot have come from this value."""

    # Where something happened, and what a traced function does inside.

    def span(self, frame: Frame) -> CodeSpan:
        """The span of a frame in code that is not traced."""

    def function_body(self, function: Any) -> Any:
        """The graph behind a traced function, or None when it cannot be read."""

    def inner_ops(self, body: Any) -> list[Any]:
        """The ops of such a graph, in the order of the data."""
