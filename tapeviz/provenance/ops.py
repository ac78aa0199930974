"""The draft of one op, as the log tells it, before it becomes a record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tapeviz.engines.base import Frame
from tapeviz.records import CodeSpan

__all__ = ["FULL_WRITES", "OpDraft"]

# Writes that leave nothing of the old state.
FULL_WRITES = frozenset({"AssignVariableOp"})


@dataclass(slots=True)
class OpDraft:
    """One op with the ids of its values and, for probing, the tensors themselves."""

    id: int
    time: int
    op_type: str
    inputs: list[int]
    outputs: list[int]
    tensors_in: list[Any]
    tensors_out: list[Any]
    attrs: Any = ()
    reads: tuple[int, ...] = ()
    writes: tuple[int, ...] = ()
    frames: tuple[Frame, ...] = ()
    recorded: bool = True
    kind: str = "op"
    function: Any = None
    implicit: bool = False
    failed: bool = False
    backward: bool = False
    outside: bool = False
    scope: str = ""
    probe: Callable[[int], list[str]] | None = None
    inner_stack: tuple[CodeSpan, ...] = ()
