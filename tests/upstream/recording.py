"""Records every `tf.GradientTape` that is opened, with the hooks of a taped cell."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

__all__ = ["Count", "every_tape_recorded"]


class Count:
    """How much was recorded: a run that recorded nothing proves nothing."""

    def __init__(self) -> None:
        self.tapes = 0
        self.events = 0
        self.problems: list[str] = []


@contextmanager
def every_tape_recorded() -> Iterator[Count]:
    """Inside the block, hooks are in place while any tape is open; what they noted is dropped with the last one."""
    from tensorflow.python.eager import backprop

    tape_class, count, own = backprop.GradientTape, Count(), _Open(threading.get_ident())
    enter, leave = tape_class.__enter__, tape_class.__exit__

    def entering(tape: Any) -> Any:
        found = enter(tape)
        own.opened(tape, count)
        return found

    def leaving(tape: Any, *error: Any) -> Any:
        try:
            return leave(tape, *error)
        finally:
            own.closed(tape, count)

    tape_class.__enter__, tape_class.__exit__ = entering, leaving
    try:
        yield count
    finally:
        tape_class.__enter__, tape_class.__exit__ = enter, leave
        own.end(count)


class _Open:
    """The tapes that are open in the thread that is recorded, and the hooks around them."""

    def __init__(self, thread: int) -> None:
        self.thread = thread
        self.tapes: list[int] = []
        self.hooks: Any = None
        self.log: list[Any] = []

    def opened(self, tape: Any, count: Count) -> None:
        if threading.get_ident() != self.thread:
            return
        count.tapes += 1
        if not self.tapes:
            from tapeviz.engines._tf_private import TapeHooks
            from tapeviz.provenance.stack import UserFrames

            self.hooks = TapeHooks(self.log, UserFrames(sys._getframe(2).f_code.co_filename), [tape])
            self.hooks.install()
        self.tapes.append(id(tape))

    def closed(self, tape: Any, count: Count) -> None:
        if threading.get_ident() == self.thread and id(tape) in self.tapes:
            self.tapes.remove(id(tape))
            if not self.tapes:
                self.end(count)

    def end(self, count: Count) -> None:
        if self.hooks is not None:
            self.hooks.remove()
            count.events += len(self.log)
            count.problems += self.hooks.errors
            self.hooks = None
            self.log.clear()
