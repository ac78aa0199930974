"""What ordinary cells did before the taped one: which op made which tensor, from which, where; bounded."""

from __future__ import annotations

import types
from collections import deque
from dataclasses import dataclass
from typing import Any

from tapeviz.provenance.stack import is_user_code
from tapeviz.spans import is_module_level

__all__ = ["History", "PastOp", "Place", "place_of"]

LIMIT = 100_000

Place = tuple[tuple[types.CodeType, int], ...]


@dataclass(slots=True)
class PastOp:
    """One op of an earlier cell, by the keys of its tensors and of the variables it read silently."""

    op_type: str
    inputs: tuple[int, ...]
    outputs: tuple[int, ...]
    reads: tuple[int, ...]
    place: Place


def place_of(frame: Any) -> Place:
    """The innermost and the outermost user frame: where it happened, and which cell line started it."""
    inner = outer = None
    while frame is not None:
        if is_user_code(frame.f_code):
            outer = (frame.f_code, frame.f_lasti)
            inner = inner or outer
            if is_module_level(frame.f_code.co_name):
                break  # the cell itself: what is below started it
        frame = frame.f_back
    return () if inner is None or outer is None else ((inner, outer) if inner != outer else (inner,))


class History:
    """The last ops of this kernel. `since` is the key of the first tensor that could be seen."""

    def __init__(self, since: int, limit: int = LIMIT) -> None:
        self.since = since
        self.complete = True
        self.past: deque[tuple[Any, ...]] = deque(maxlen=limit)

    def note(self, event: tuple[Any, ...]) -> None:
        """Keep one event (the oldest goes when there are too many)."""
        if len(self.past) == self.past.maxlen:
            self.complete = False
        self.past.append(event)

    def creations(self) -> dict[int, Place]:
        """For each variable key the place that made it."""
        return {e[1][0]: e[4] for e in list(self.past) if e[0] == "made"}

    def ops_before(self, key: int) -> list[PastOp]:
        """The ops whose outputs are older than the tensor key, in order."""
        made = PastOp
        return [made(*e) for e in list(self.past) if e[0] != "made" and (not e[2] or e[2][-1] < key)]
