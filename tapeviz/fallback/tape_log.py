"""What one tape has written down: the tensors it follows and the ops it recorded, in order."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.execute import STATE
from tapeviz.fallback.registry import Operation


class TapeLog:
    """The memory of one tape.

    `tracked` maps the id of a tensor that the tape knows to the position of the op that made it, -1 for what was
    watched. A tensor of integers may be known (it is the end of a path), but ops on it are not recorded. `variables`
    maps a handle's id to its variable.
    """

    __slots__ = ("operations", "tracked", "variables", "watch_accessed")

    def __init__(self, watch_accessed: bool) -> None:
        self.tracked: dict[int, int] = {}
        self.operations: list[Operation] = []
        self.variables: dict[int, Any] = {}
        self.watch_accessed = watch_accessed

    def add(self, operation: Operation) -> None:
        """Record an op and follow its outputs."""
        position = len(self.operations)
        self.operations.append(operation)
        tracked = self.tracked
        for output in operation.outputs:
            tracked[output._id] = position

    def watch(self, tensor: Any) -> None:
        """Follow a tensor from here on; integers and strings have no derivative and are let go."""
        if tensor._dtype.is_differentiable:
            self.tracked.setdefault(tensor._id, -1)

    def watch_variable(self, variable: Any) -> None:
        """Follow a variable from here on and list it."""
        handle = variable.handle
        self.tracked.setdefault(handle._id, -1)
        self.variables.setdefault(handle._id, variable)


def variable_accessed(variable: Any) -> None:
    """Tell the recording tapes that a trainable variable is being read."""
    for log in STATE.tapes:
        if log.watch_accessed:
            log.watch_variable(variable)
