"""Records every `tf.GradientTape` that is opened, as `%autotape on` does, and explains every None."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["Count", "every_tape_recorded"]


class Count:
    """How much was recorded: a run that recorded nothing proves nothing."""

    def __init__(self) -> None:
        self.tapes = 0
        self.explained = 0
        self.problems: list[str] = []


@contextmanager
def every_tape_recorded() -> Iterator[Count]:
    """Inside the block every tape of this thread is followed; a fault of tapeviz is among the problems."""
    from tapeviz.watching.autotape import Autotape

    count = Count()

    def say(line: str) -> None:
        if "tapeviz failed" in line:
            count.problems.append(line)

    def explained(_: object) -> None:
        count.explained += 1

    autotape = Autotape(say, explained)
    autotape.start()
    try:
        yield count
    finally:
        count.tapes = autotape.watcher._numbers
        autotape.stop()
