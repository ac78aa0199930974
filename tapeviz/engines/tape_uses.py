"""The tapes that users open themselves: who is told of them, and the hooks that tell."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any, Protocol

from tapeviz.engines.hooking import Hooks

__all__ = ["SeveralTapes", "TapeListener", "TapeUseHooks"]


class SeveralTapes:
    """Stands in for the one tape of a cell where the user opens tapes himself; each has a number.

    `_recording` holds the numbers of those that are recording now; an event of the log carries it in place of a flag.
    `paused` are those that will go on. When none records, `grace` further looks are allowed; then `over` is called: a
    tape that stays alive must not make the rest of a program slow.
    """

    def __init__(self, over: Callable[[], None], grace: int) -> None:
        self.now: tuple[int, ...] = ()
        self.paused: set[int] = set()
        self.numbers: dict[int, int] = {}
        self.over = over
        self.grace = self.left = grace

    @property
    def _recording(self) -> tuple[int, ...]:
        if not self.now and not self.paused:
            self.left -= 1
            if self.left == 0:
                self.over()
        return self.now

    def record(self, number: int) -> None:
        """A tape begins to record, or goes on."""
        self.now = (*self.now, number)
        self.paused.discard(number)
        self.left = self.grace

    def rest(self, number: int, *, for_good: bool) -> None:
        """A tape has stopped to record."""
        self.now = tuple(n for n in self.now if n != number)
        if not for_good:
            self.paused.add(number)

    def mark(self, tape: Any) -> int:
        """The number of a tape, for a log that must not keep it alive; 0 for one that is not followed."""
        return self.numbers.get(id(tape), 0)


class TapeListener(Protocol):
    """Who is told of the tapes that the user opens, and of what he asks them. Nothing of it may raise."""

    def pushed(self, tape: Any, frame: Any) -> None:
        """A tape begins to record, for the first time or again after a pause."""

    def popped(self, tape: Any, *, for_good: bool) -> None:
        """A tape has stopped to record: for good, or for a `tape.stop_recording()` block."""

    def asking(self, tape: Any, target: Any, sources: Any, frame: Any, extras: bool) -> Any:
        """A tape is asked; the result, with `extra` tensors to be asked for in the same call, or None to look away.

        `extras` says whether the call can give the derivatives of more than was asked for.
        """

    def answered(self, question: Any, result: Any, adjoints: list[Any], frame: Any) -> None:
        """The tape has answered what `asking` returned, and the extra tensors with `adjoints`."""

    def failed(self, question: Any, error: BaseException, frame: Any) -> None:
        """The tape has raised."""


class TapeUseHooks(Hooks):
    """Tells a listener of every use of an engine's tapes; what the user gets is the engine's own answer."""

    def __init__(self, tapes: type, push: str, pop: str, listener: TapeListener) -> None:
        """`push` and `pop` are the methods by which a tape of the class `tapes` begins and stops to record."""
        super().__init__()
        self.tapes = tapes
        self.push = push
        self.pop = pop
        self.listener = listener

    def install(self) -> None:
        """Put the hooks in place."""
        push, pop, listener = self.tapes.__dict__[self.push], self.tapes.__dict__[self.pop], self.listener
        get_frame = sys._getframe

        @wraps(push)
        def pushing(tape: Any, *args: Any, **kwargs: Any) -> Any:
            done = push(tape, *args, **kwargs)
            listener.pushed(tape, get_frame(1))
            return done

        @wraps(pop)
        def popping(tape: Any, *args: Any, **kwargs: Any) -> Any:
            done = pop(tape, *args, **kwargs)
            listener.popped(tape, for_good=get_frame(1).f_code.co_name != "stop_recording")
            return done

        self._replace(self.tapes, self.push, pushing)
        self._replace(self.tapes, self.pop, popping)
        for name in ("gradient", "jacobian", "batch_jacobian"):
            self._replace(self.tapes, name, _asked(self.tapes.__dict__[name], listener, extras=name == "gradient"))


def _asked(original: Any, listener: TapeListener, *, extras: bool) -> Any:
    get_frame = sys._getframe

    @wraps(original)
    def asked(*args: Any, **kwargs: Any) -> Any:
        __tracebackhide__ = True
        frame = get_frame(1)
        call = _Call(args, kwargs)
        question = None if call.is_odd else listener.asking(call.tape, call.target, call.sources, frame, extras)
        if question is None:
            return original(*args, **kwargs)
        try:
            if question.extra:
                result, adjoints = original(*call.with_sources([call.sources, question.extra]), **call.rest)
            else:
                result, adjoints = original(*args, **kwargs), []
        except BaseException as error:
            listener.failed(question, error, frame)
            raise
        listener.answered(question, result, adjoints, frame)
        return result

    return asked


class _Call:
    """The arguments of one call of `gradient`; `is_odd` where they are none that it takes, or zeros are wanted."""

    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        named = dict(kwargs)
        values = list(args)
        for name in ("self", "target", "sources" if "sources" in kwargs else "source"):
            if len(values) < 3 and name in named:
                values.append(named.pop(name))
        self.rest = named
        self.is_odd = len(values) < 3 or not _asks_for_none(values[4:], named)
        given: list[Any] = values[:3] if len(values) >= 3 else [None, None, None]
        self.tape, self.target, self.sources = given
        self.others = values[3:]

    def with_sources(self, sources: Any) -> list[Any]:
        """The positional arguments with other sources."""
        return [self.tape, self.target, sources, *self.others]


def _asks_for_none(positional: list[Any], named: dict[str, Any]) -> bool:
    """Whether a source without gradient gets None."""
    wanted = positional[0] if positional else named.get("unconnected_gradients", "none")
    return bool(getattr(wanted, "value", wanted) == "none")
