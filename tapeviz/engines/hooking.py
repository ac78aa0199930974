"""What the hooks of every engine share: putting one in place and taking it away, and how values leave a tensor."""

from __future__ import annotations

import sys
import weakref
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from types import FrameType
from typing import Any

from tapeviz.engines.base import EXIT, RESET, WATCH, Frame, FrameCollector

__all__ = ["ELSEWHERE", "CellHooks", "Hooks", "NotingHooks", "is_deep_copy"]

ELSEWHERE = "another thread computed while the cell ran; what threads compute is not on the tape"

# Of a fault that comes up at every op, so many are told.
_TOLD = 5

_MOST_CALLS = 16  # of Python, between the making of a variable and the `__deepcopy__` that wanted it

# The methods by which the value of a concrete tensor becomes Python's or NumPy's.
_EXITS = (
    *("numpy", "__array__", "__float__", "__int__", "__bool__", "__index__", "__complex__", "__format__"),
    *("__str__", "__repr__"),
)


# What lies beneath a hook of ours that was removed while something else lay over it.
_covered: weakref.WeakKeyDictionary[Any, Any] = weakref.WeakKeyDictionary()


def is_deep_copy(frame: FrameType | None) -> bool:
    """Whether what runs in a frame was begun by a `__deepcopy__`, a few calls further out."""
    for _ in range(_MOST_CALLS):
        if frame is None:
            return False
        if frame.f_code.co_name == "__deepcopy__":
            return True
        frame = frame.f_back
    return False


class Hooks:
    """Hooks that remember how to take themselves away.

    A hook is noted in `_undo` before it is put: an interrupt between the two must not leave it behind. To undo what was
    never put, or to undo it twice, does nothing.
    """

    def __init__(self) -> None:
        self._undo: list[Callable[[], None]] = []
        self.live: list[bool] = []
        """True inside while the hooks are in place; one that somebody has kept reports nothing afterwards."""

    def remove(self) -> None:
        """Take every hook away again, in reverse order. One that could not go, or an interrupt, is for another call."""
        self.live.clear()
        failed: list[Callable[[], None]] = []
        problems: list[Exception] = []
        while self._undo:
            try:
                self._undo[-1]()
            except Exception as problem:  # noqa: BLE001 - the others have to go all the same
                failed.append(self._undo[-1])
                problems.append(problem)
            self._undo.pop()
        self._undo += reversed(failed)
        if problems:
            raise problems[0]

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        self.live[:] = [True]
        original = owner.__dict__[name]
        self._undo.append(lambda: _uncover(owner, name, new, original))
        setattr(owner, name, new)


def _uncover(owner: Any, name: str, hook: Any, original: Any) -> None:
    """Put back what a hook lies over. Where another lies over the hook, the user's own perhaps, that one stays."""
    if owner.__dict__.get(name) is not hook:
        _covered[hook] = original
        return
    while original in _covered:  # a hook of ours that was to go before this one
        original = _covered[original]
    setattr(owner, name, original)


class CellHooks(Hooks):
    """The observation of one cell. `log` receives the events of `engines.base`; `frames` collects the user's stack.

    Of `tapes` the first is the one that the cell knows; what it watches and where it pauses holds for the others too.
    """

    def __init__(self, log: list[Any], frames: FrameCollector, tapes: Sequence[Any]) -> None:
        super().__init__()
        self.log = log
        self.frames = frames
        self.tape, *self.outer = tapes
        self.mark: Callable[[Any], Any] = getattr(self.tape, "mark", lambda watching: watching)
        self.errors: list[str] = []
        # What could not be observed, and why; noted without a call of Python's, for the stack may be full.
        self.lost: deque[tuple[str, Exception]] = deque(maxlen=_TOLD)
        # Of the symbolic ops made while a function was traced, by graph and name: the graph, and the user's frames.
        self.traced: dict[tuple[int, str], tuple[Any, tuple[Frame, ...]]] = {}

    def _hook_pauses(self, tapes: type) -> None:
        self._hook_resets(tapes)
        if not self.outer:
            return
        pause, inner, outer = tapes.__dict__["stop_recording"], self.tape, self.outer

        @contextmanager
        def stop_recording(self: Any) -> Iterator[None]:
            __tracebackhide__ = True
            with ExitStack() as paused:
                for tape in (self, *(outer if self is inner else ())):
                    paused.enter_context(pause(tape))
                yield

        self._replace(tapes, "stop_recording", stop_recording)

    def _hook_resets(self, tapes: type) -> None:
        append, frames, live, lose, mark = self.log.append, self.frames, self.live, self.lost.append, self.mark
        forget, inner, outer = tapes.__dict__["reset"], self.tape, self.outer
        get_frame = sys._getframe

        def reset(self: Any) -> None:
            __tracebackhide__ = True
            try:
                if live:
                    append((RESET, mark(self), frames(get_frame(1))))
            except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the user's call goes on
                lose(("reset", problem))
            for tape in (self, *(outer if self is inner else ())):
                forget(tape)

        self._replace(tapes, "reset", reset)

    def _watching(self, watch: Any) -> Any:
        append, frames, inner, outer = self.log.append, self.frames, self.tape, self.outer
        live, lose, mark = self.live, self.lost.append, self.mark
        get_frame = sys._getframe

        def watching(self: Any, tensor: Any) -> Any:
            try:
                if live:
                    append((WATCH, mark(self), tensor, frames(get_frame(1))))
            except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the user's call goes on
                lose(("watch", problem))
            result = watch(self, tensor)
            if live and self is inner:
                for tape in outer:
                    watch(tape, tensor)
            return result

        return watching

    def _hook_exits_of(self, tensors: type) -> None:
        for name in _EXITS:  # a variable is read first, and the tensor leaves
            original = tensors.__dict__.get(name)
            if original is not None:
                self._replace(tensors, name, _leaving(original, name, self))


class NotingHooks(Hooks):
    """The light observation of ordinary cells: numbers and places only, no reference to any tensor.

    `note` receives (kind, op type, input keys, output keys, read keys, place); handles are keys too.
    """

    def __init__(self, note: Callable[[tuple[Any, ...]], None], place: Callable[[Any], Any]) -> None:
        super().__init__()
        self.note = note
        self.place = place
        # The threads in which somebody else sees every op, and has it noted afterwards.
        self.silent: set[int] = set()


def _leaving(original: Any, name: str, hooks: CellHooks) -> Any:
    append, frames, live, lose = hooks.log.append, hooks.frames, hooks.live, hooks.lost.append
    get_frame = sys._getframe

    def leave(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            if live:
                stack = frames(get_frame(1))
                if not frames.foreign:
                    append((EXIT, self, name, stack))
        except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the user's call goes on
            lose((name, problem))
        return original(self, *args, **kwargs)

    leave.__name__ = name
    leave.__doc__ = original.__doc__
    return leave
