"""Places for the ops of a backward pass that is taken after the cell: where what they differentiate was written."""

from __future__ import annotations

import types
from collections.abc import Iterator, Sequence
from typing import Any

from tapeviz.engines.base import OP, Frame
from tapeviz.provenance.stack import UserFrames

__all__ = ["BackwardFrames"]

# An op by its type and one of its tensors: made by it or given to it, at this position, with this key.
_Known = tuple[str, str, int, int]


class BackwardFrames:
    """Gives each op of a backward pass the frames of the op that is being differentiated.

    Inside them stand the frames of the user's own gradient function, if one runs. `root` is the code that takes the
    gradient: the frames below it are not the cell's.
    """

    def __init__(self, engine: Any, log: list[Any], cell_key: str, root: types.CodeType) -> None:
        self.engine = engine
        self.log = log
        self.backward, self.foreign = True, False
        self._user = UserFrames(cell_key)
        self._user.end_at(root)
        self._root = root
        self._current: tuple[Frame, ...] = ()
        self._made: dict[_Known, list[tuple[Frame, ...]]] = {}
        self._read = 0

    def __call__(self, frame: Any) -> tuple[Frame, ...]:
        """The user's frames inside the gradient function, then those of the op that it belongs to."""
        inner = self._user(frame)
        self.foreign = self._user.foreign
        return (*(found for found in inner if found[0] is not self._root), *self._current)

    def differentiating(self, op_type: str, inputs: Sequence[Any] | None, outputs: Sequence[Any] | None) -> None:
        """An op of this type with these tensors (None: not told) is differentiated from now on; none is, for ''."""
        self._current = ()
        if not op_type:
            return
        self._read_on()
        for known in (*self._known(op_type, "made", outputs), *self._known(op_type, "given", inputs)):
            places = self._made.get(known)
            if places:
                self._current = places.pop() if len(places) > 1 else places[0]
                return

    def _read_on(self) -> None:
        """Note the ops that the log has received since."""
        fresh, self._read = self.log[self._read :], len(self.log)
        for event in fresh:
            if event[0] == OP:
                op_type = event[1] if isinstance(event[1], str) else event[1].decode()
                for known in (*self._known(op_type, "made", event[4]), *self._known(op_type, "given", event[2])):
                    self._made.setdefault(known, []).append(event[5])

    def _known(self, op_type: str, role: str, tensors: Sequence[Any] | None) -> Iterator[_Known]:
        for position, tensor in enumerate(tensors or ()):
            if tensor is not None and self.engine.kind(tensor) == "tensor":
                yield op_type, role, position, self.engine.tensor_key(tensor)
