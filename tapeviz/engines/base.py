"""What every engine offers, and the events that its hooks append to the log of a cell."""

from __future__ import annotations

import types
from collections.abc import Sequence
from typing import Any, Protocol

from tapeviz.records import TensorSpec, ValueSummary

__all__ = ["CALL", "EXIT", "MADE", "OP", "READ", "TAPE", "WATCH", "Engine", "Frame", "Hooks"]

# Tags of the tuples in a log. Expression events are (int, value, frame id) and have no tag.
OP = "op"  # (OP, op_type, inputs, attrs, outputs, frames, recording)
READ = "read"  # (READ, variable): the engine fetched a variable's value without an op
MADE = "made"  # (MADE, variable, frames)
EXIT = "exit"  # (EXIT, tensor, what, frames): a tensor gave its value to Python
TAPE = "tape"  # (TAPE, name, outputs, inputs): Python code put an operation of its own on the tape
CALL = "call"  # (CALL, graph function, inputs): a traced function is about to run as one op
WATCH = "watch"  # (WATCH, tape, objects, frames)

Frame = tuple[types.CodeType, int, int]  # code object, index of the last instruction, id of the frame


class Hooks(Protocol):
    """Observation of an engine, from `install` to `remove`; removing twice is harmless."""

    def install(self) -> None: ...

    def remove(self) -> None: ...


class Engine(Protocol):
    """The facts about its objects that an engine can state. Unknown is None."""

    name: str
    version: str

    def kind(self, value: Any) -> str | None:
        """`tensor`, `variable`, `symbolic`, `module`, or None for what is not the engine's."""

    def tensor_key(self, tensor: Any) -> int: ...

    def variable(self, value: Any) -> Any: ...

    def variable_key(self, variable: Any) -> int: ...

    def spec(self, value: Any) -> TensorSpec | None: ...

    def summary(self, value: Any) -> ValueSummary | None: ...

    def device(self, value: Any) -> str: ...

    def module_variables(self, module: Any) -> Sequence[tuple[str, Any]]: ...
