"""What ordinary cells did before the taped one: which op made which tensor, from which, where; bounded."""

from __future__ import annotations

import types
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from tapeviz.engines.base import MADE, OP, READ, Frame

__all__ = ["History", "PastOp", "Place"]

LIMIT = 100_000

_key = attrgetter("_id")  # as the hooks take it: no engine's method is called for each tensor

Place = tuple[tuple[types.CodeType, int], ...]


@dataclass(slots=True)
class PastOp:
    """One op of an earlier cell, by the keys of its tensors and of the variables it read silently."""

    op_type: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    reads: tuple[int, ...]
    place: Place


def _past_op(event: Any, reads: tuple[int, ...], is_users: Callable[[types.CodeType], bool]) -> tuple[Any, ...]:
    _, op_type, inputs, _, outputs, stack, *_ = event
    name = op_type if type(op_type) is str else op_type.decode()
    made = tuple(map(_key, (tensor for tensor in outputs if tensor is not None)))
    return name, tuple(map(_key, inputs)), made, reads, _ends(stack, is_users)


def _ends(stack: tuple[Frame, ...], is_users: Callable[[types.CodeType], bool]) -> Place:
    """The innermost and the outermost frame of the user's own code."""
    if len(stack) > 1 or (stack and not is_users(stack[0][0])):  # what autograph wrote is no code of the user's
        stack = tuple(frame for frame in stack if is_users(frame[0]))
    if not stack:
        return ()
    inner, outer = stack[0][:2], stack[-1][:2]
    return (inner,) if inner == outer else (inner, outer)


def _key_of_variable(variable: Any) -> int | None:
    return getattr(getattr(variable, "handle", None), "_id", None)


class History:
    """The last ops of this kernel. `since` is the key of the first tensor that could be seen.

    `note` keeps one event; the oldest goes when there are too many.
    """

    def __init__(self, since: int, limit: int = LIMIT) -> None:
        self.since = since
        # Stands before all events as long as none of them is gone; then one event more than the limit is there.
        self._beginning: tuple[Any, ...] = ("since", (since,), (), (), ())
        self.past: deque[tuple[Any, ...]] = deque([self._beginning], maxlen=limit + 1)
        self.note: Callable[[tuple[Any, ...]], None] = self.past.append

    def note_log(self, events: Sequence[Any], is_users: Callable[[types.CodeType], bool]) -> None:
        """Keep what a log of `engines.base` says, as the light observation would have noted it."""
        reads: dict[int, None] = {}
        for event in events:
            if event[0] == OP:
                self.note(_past_op(event, tuple(reads), is_users))
                reads.clear()
            elif event[0] == READ:
                key = _key_of_variable(event[1])
                if key is not None:
                    reads[key] = None
            elif event[0] == MADE and type(event[1]).__name__ != "_UnreadVariable":
                key = _key_of_variable(event[1])
                if key is not None:
                    self.note(("made", (key,), (), (), _ends(event[2], is_users)))

    @property
    def complete(self) -> bool:
        """Whether every event is still there."""
        return self.past[0] is self._beginning

    def _events(self) -> list[tuple[Any, ...]]:
        return list(self.past)[1:]

    def creations(self) -> dict[int, Place]:
        """For each variable key the place that made it."""
        return {e[1][0]: e[4] for e in self._events() if e[0] == "made"}

    def ops_before(self, key: int) -> list[PastOp]:
        """The ops whose outputs are older than the tensor key, in order."""
        made = PastOp
        return [made(*e) for e in self._events() if e[0] != "made" and (not e[2] or e[2][-1] < key)]
