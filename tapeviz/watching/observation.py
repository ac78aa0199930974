"""One stretch of the user's program, from the opening of a tape until nobody can ask that tape any more."""

from __future__ import annotations

import itertools
import types
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tapeviz import background
from tapeviz.engines.base import OP, OUTSIDE, TAPE, WATCH
from tapeviz.engines.tape_uses import SeveralTapes
from tapeviz.provenance.stack import ProgramFrames
from tapeviz.provenance.traced import TracedCode
from tapeviz.spans import is_module_level

__all__ = ["Observation", "Opening", "View", "Views"]

# So many ops are kept once no tape records.
OPS_AFTER = 5_000


@dataclass(frozen=True, slots=True)
class Opening:
    """The user's frame that opened a tape: its code, the instruction, and the frame's id.

    `is_whole` where the tape was open for a whole call of the code.
    """

    code: types.CodeType
    last: int
    frame: int
    is_whole: bool = False

    @property
    def key(self) -> str:
        """The file name that the code carries."""
        return self.code.co_filename

    @property
    def in_function(self) -> bool:
        """Whether a function opened the tape, and not a cell or module itself."""
        return not is_module_level(self.code.co_name)

    @property
    def position(self) -> tuple[int, int, int, int]:
        """(line, end line, column, end column) of what was executing, columns in UTF-8 bytes; zeros where unknown."""
        places = list(self.code.co_positions())
        line, end_line, col, end_col = places[self.last // 2] if self.last // 2 < len(places) else (0, 0, 0, 0)
        return line or 0, end_line or 0, col or 0, end_col or 0


@dataclass(slots=True, eq=False)
class View:
    """One tape, as far as an observation has seen it.

    `start` and `end` are positions in the log, `first_key` and `end_key` keys below and above those of its tensors;
    `names` is what the names around it stood for when it was opened. `around` are the frames outside of the one that
    opened it, and `outer_names` the names of the one whose `with` that was, if it is one of them; `closed` are the
    frames that ended it. `last` is the last question, where it is kept.
    """

    observation: Observation
    number: int
    start: int
    first_key: int
    opening: Opening | None
    names: dict[str, Any]
    around: tuple[Opening, ...] = ()
    outer_names: dict[str, Any] | None = None
    closed: tuple[Opening, ...] = ()
    is_reopened: bool = False
    end: int | None = None
    end_key: int | None = None
    last: Any = None

    def events(self, tape: Any, upto: int) -> list[Any]:
        """The log as the log of a cell that this tape alone ran in."""
        end = self.end if self.end is not None else upto
        kept = self.observation.log[self.start : upto]
        own = (self._own(event, tape, self.start + k >= end) for k, event in enumerate(kept))
        return [event for event in own if event is not None]

    def _own(self, event: Any, tape: Any, after: bool) -> Any:
        tag = event[0]
        if tag == OP:
            recording: Any = OUTSIDE if after else self._is_on(event[6])
            return (*event[:6], recording, *event[7:])
        if tag == TAPE:
            return (*event[:4], self._is_on(event[4]))
        if tag == WATCH:
            return (WATCH, tape, *event[2:]) if event[1] == self.number else None
        return event

    def _is_on(self, recording: Any) -> bool:
        return type(recording) is tuple and self.number in recording


_numbers = itertools.count(1)


class Views:
    """The views of tapes. One lives as long as its tape, although it may lead back to it through what the code did.

    So the tape holds it itself, and both go together.
    """

    def __init__(self) -> None:
        self._name = f"_tapeviz_{next(_numbers)}"
        self._tapes: weakref.WeakSet[Any] = weakref.WeakSet()

    def get(self, tape: Any) -> View | None:
        """What is known of a tape, or None. Raises `TypeError` for what cannot be a tape."""
        found: View | None = vars(tape).get(self._name)
        return found

    def put(self, tape: Any, view: View) -> None:
        """Know a tape."""
        vars(tape)[self._name] = view
        self._tapes.add(tape)

    def drop(self, tape: Any) -> None:
        """Know it no more."""
        vars(tape).pop(self._name, None)
        self._tapes.discard(tape)

    def items(self) -> list[tuple[Any, View]]:
        """All of them with their tapes."""
        return [(tape, view) for tape in self._tapes if (view := self.get(tape)) is not None]


class Observation:
    """What one stretch did: the log that all tapes opened in it share."""

    def __init__(self, engine: str, room: Any, code: TracedCode | None) -> None:
        """`room` holds the hooks of the engine of that name, `code` is the traced code that is running, if any is."""
        self.engine = engine
        self.room = room
        self.code = code
        self.log: list[Any] = []
        self.tapes = SeveralTapes(self.stop, OPS_AFTER)
        self.hooks = room.TapeHooks(self.log, ProgramFrames(), [self.tapes])
        self.telling = background.Telling(engine, self.log)
        self.is_on = False

    def start(self) -> None:
        """Observe from now on."""
        self.is_on = True
        self.telling.begin()
        self.hooks.install()
        if self.code is not None:
            self.code.tracer.log = self.log
            self.code.tracer.install()

    def stop(self) -> None:
        """Observe no more; what was seen stays until its tapes are gone."""
        if not self.is_on:
            return
        self.is_on = False
        self.hooks.remove()
        self.telling.end()
        if self.code is not None:
            self.code.tracer.log = []  # the log goes when nobody can ask about it any more
            self.code.tracer.idle()

    @contextmanager
    def resting(self) -> Iterator[None]:
        """Observe nothing, and let no tape record, in the block: what runs there is tapeviz' own."""
        was_on = self.is_on
        self.stop()
        try:
            with self.room.unrecorded():
                yield
        finally:
            if was_on:
                self.start()

    @property
    def errors(self) -> list[str]:
        """What could not be observed."""
        return list(self.hooks.errors)

    @property
    def lost(self) -> list[tuple[str, Exception]]:
        """What was not observed because observing it failed, and why."""
        return [*self.hooks.lost, *(self.code.tracer.lost if self.code is not None else [])]

    @property
    def is_recording(self) -> bool:
        """Whether any of its tapes records, or will go on to."""
        return bool(self.tapes.paused or self.tapes.now)
