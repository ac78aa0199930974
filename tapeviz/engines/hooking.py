"""What the hooks of every engine share: putting one in place and taking it away, and how values leave a tensor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

from tapeviz.engines.base import EXIT, WATCH, Frame, FrameCollector

__all__ = ["CellHooks", "Hooks", "NotingHooks"]

# The methods by which the value of a concrete tensor becomes Python's or NumPy's.
_EXITS = (
    *("numpy", "__array__", "__float__", "__int__", "__bool__", "__index__", "__complex__", "__format__"),
    *("__str__", "__repr__"),
)


class Hooks:
    """Hooks that remember how to take themselves away."""

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []

    def remove(self) -> None:
        """Take every hook away again, in reverse order."""
        while self._undo:
            self._undo.pop()()

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        original = owner.__dict__[name]
        setattr(owner, name, new)
        self._undo.append(lambda: setattr(owner, name, original))


class CellHooks(Hooks):
    """The observation of one cell. `log` receives the events of `engines.base`; `frames` collects the user's stack.

    Of `tapes` the first is the one that the cell knows; what it watches and where it pauses holds for the others too.
    """

    def __init__(self, log: list[Any], frames: FrameCollector, tapes: Sequence[Any]) -> None:
        super().__init__()
        self.log = log
        self.frames = frames
        self.tape, *self.outer = tapes
        self.errors: list[str] = []
        # Of the symbolic ops made while a function was traced, by graph and name: the graph, and the user's frames.
        self.traced: dict[tuple[int, str], tuple[Any, tuple[Frame, ...]]] = {}

    def _hook_pauses(self, tapes: type) -> None:
        if not self.outer:
            return
        pause, forget, inner, outer = tapes.__dict__["stop_recording"], tapes.__dict__["reset"], self.tape, self.outer

        @contextmanager
        def stop_recording(self: Any) -> Iterator[None]:
            __tracebackhide__ = True
            with ExitStack() as paused:
                for tape in (self, *(outer if self is inner else ())):
                    paused.enter_context(pause(tape))
                yield

        def reset(self: Any) -> None:
            __tracebackhide__ = True
            for tape in (self, *(outer if self is inner else ())):
                forget(tape)

        self._replace(tapes, "stop_recording", stop_recording)
        self._replace(tapes, "reset", reset)

    def _watching(self, watch: Any) -> Any:
        append, frames, inner, outer = self.log.append, self.frames, self.tape, self.outer
        get_frame = sys._getframe

        def watching(self: Any, tensor: Any) -> Any:
            append((WATCH, self, tensor, frames(get_frame(1))))
            result = watch(self, tensor)
            if self is inner:
                for tape in outer:
                    watch(tape, tensor)
            return result

        return watching

    def _hook_exits_of(self, tensors: type) -> None:
        for name in _EXITS:  # a variable is read first, and the tensor leaves
            original = tensors.__dict__.get(name)
            if original is not None:
                self._replace(tensors, name, _leaving(original, name, self.log.append, self.frames))


class NotingHooks(Hooks):
    """The light observation of ordinary cells: numbers and places only, no reference to any tensor.

    `note` receives (kind, op type, input keys, output keys, read keys, place); handles are keys too.
    """

    def __init__(self, note: Callable[[tuple[Any, ...]], None], place: Callable[[Any], Any]) -> None:
        super().__init__()
        self.note = note
        self.place = place


def _leaving(original: Any, name: str, append: Any, frames: FrameCollector) -> Any:
    get_frame = sys._getframe

    def leave(self: Any, *args: Any, **kwargs: Any) -> Any:
        append((EXIT, self, name, frames(get_frame(1))))
        return original(self, *args, **kwargs)

    leave.__name__ = name
    leave.__doc__ = original.__doc__
    return leave
