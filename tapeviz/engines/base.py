"""What every engine offers, and the events that its hooks append to the log of a cell."""

from __future__ import annotations

import types
from collections.abc import Sequence
from typing import Any, Protocol

from tapeviz.records import CodeSpan, TensorSpec, ValueSummary

__all__ = ["CALL", "EXIT", "MADE", "OP", "READ", "TAPE", "WATCH", "Engine", "Frame", "FrameCollector", "Hooks"]

# Tags of the tuples in a log. Expression events are (int, value, frame id) and have no tag.
OP = "op"  # (OP, op_type, inputs, attrs, outputs, frames, recording)
READ = "read"  # (READ, variable): the engine fetched a variable's value without an op
MADE = "made"  # (MADE, variable, frames)
EXIT = "exit"  # (EXIT, tensor, what, frames): a tensor gave its value to Python
TAPE = "tape"  # (TAPE, name, outputs, inputs): Python code put an operation of its own on the tape
CALL = "call"  # (CALL, graph function, inputs): a traced function is about to run as one op
WATCH = "watch"  # (WATCH, tape, objects, frames)

Frame = tuple[types.CodeType, int, int]  # code object, index of the last instruction, id of the frame


class FrameCollector(Protocol):
    """Collects the user's frames; `backward` says of the last call whether it came from a backward pass."""

    backward: bool

    def __call__(self, frame: Any) -> tuple[Frame, ...]: ...


class Hooks(Protocol):
    """Observation of an engine, from `install` to `remove`; removing twice is harmless."""

    def install(self) -> None: ...

    def remove(self) -> None: ...


class Engine(Protocol):
    """The facts about its objects that an engine can state. Unknown is None."""

    name: str
    version: str

    # What a Python object is.

    def kind(self, value: Any) -> str | None:
        """`tensor`, `variable`, `symbolic`, `module`, or None for what is not the engine's."""

    def variable(self, value: Any) -> Any: ...

    def is_alias(self, variable: Any) -> bool: ...

    def is_handle(self, tensor: Any) -> bool: ...

    def is_function_op(self, op_type: str) -> bool: ...

    def is_our_tape(self, tape: Any) -> bool: ...

    def is_differentiable(self, tensor: Any) -> bool: ...

    def may_carry_data(self, value: Any) -> bool: ...

    def python_function(self, value: Any) -> types.FunctionType | None: ...

    # What an object is like.

    def tensor_key(self, tensor: Any) -> int: ...

    def variable_key(self, variable: Any) -> int: ...

    def spec(self, value: Any) -> TensorSpec | None: ...

    def summary(self, value: Any) -> ValueSummary | None: ...

    def device(self, value: Any) -> str: ...

    def numpy(self, tensor: Any) -> Any: ...

    def byte_size(self, tensor: Any) -> int: ...

    def flatten(self, structure: Any) -> list[Any]: ...

    def module_variables(self, module: Any) -> Sequence[tuple[str, Any]]: ...

    # Whether two objects hold the same.

    def could_be_value_of(self, tensor: Any, variable: Any) -> bool: ...

    def holds_value(self, tensor: Any, variable: Any) -> bool: ...

    def same_value(self, tensor: Any, value: Any) -> bool: ...

    def is_plain_constant(self, tensor: Any, value: Any) -> bool: ...

    # Where something happened, and what a traced function does inside.

    def span(self, frame: Frame) -> CodeSpan: ...

    def function_body(self, function: Any) -> Any: ...

    def inner_ops(self, body: Any) -> list[Any]: ...
