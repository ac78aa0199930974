"""Is told of every tape that the user opens and asks, and has explained what they answer with None."""

from __future__ import annotations

import contextlib
import sys
import threading
import weakref
from collections.abc import Callable
from typing import Any

from tapeviz import background
from tapeviz.engines.base import OP, READ, TAPE
from tapeviz.provenance.stack import user_frame
from tapeviz.provenance.traced import TracedCode
from tapeviz.watching.extent import chain_from, is_handing_on
from tapeviz.watching.observation import Observation, View, Views
from tapeviz.watching.question import Question

__all__ = ["Watcher", "intermediates", "view_of"]

# Derivatives of intermediates are asked for up to this many bytes of them.
EXTRA_BYTES = 1 << 28

_watchers: weakref.WeakSet[Watcher] = weakref.WeakSet()
_listening: list[Watcher] = []


class Watcher:
    """Follows tapes in one thread, and in those of its replicas, from `start` to `stop`.

    A fault of its own stops it and is told once.

    `on_none` receives each question that was answered with a None, or that raised, while everything it needs is there;
    `on_fault` an exception of tapeviz itself. With `keep` the log of a tape stays as long as the tape does.
    """

    def __init__(
        self,
        on_none: Callable[[Question], None],
        on_fault: Callable[[BaseException], None],
        *,
        keep: bool = False,
    ) -> None:
        self.on_none = on_none
        self.on_fault = on_fault
        self.keep = keep
        self.code: TracedCode | None = None
        self._codes: list[TracedCode] = []
        self.views = Views()
        self.in_graphs: weakref.WeakSet[Any] = weakref.WeakSet()
        self._currents: dict[int, Observation] = {}
        self._hooks: list[Any] = []
        self._examined: set[Any] = set()
        self._thread = 0
        self._owns_background = False
        self._numbers = 0
        self._busy = False
        self.is_paused = False
        _watchers.add(self)

    # ---- on and off ----

    @property
    def is_on(self) -> bool:
        """Whether tapes are followed."""
        return self._thread != 0

    def start(self) -> None:
        """Follow the tapes of this thread, of the engines that are imported and of those that will be."""
        if self.is_on:
            return
        self._thread = threading.get_ident()
        _listening.append(self)
        self._owns_background = not background.is_following()
        if self._owns_background:
            background.start()
        background.tell_engines(self._hook)

    def _hook(self, engine: str, room: Any) -> None:
        hooks = room.use_hooks(_Ear(self, engine, room))
        hooks.install()
        self._hooks.append(hooks)

    def stop(self) -> None:
        """Take every hook away; what was recorded stays for `explain` as long as its tapes do."""
        self._thread = 0
        if self in _listening:
            _listening.remove(self)
        background.ignore_engines(self._hook)
        self.end()
        while self._hooks:
            self._hooks.pop().remove()
        if self._owns_background:
            self._owns_background = False
            background.stop()

    def rest(self) -> None:
        """Observe nothing until the next tape is opened."""
        while self._currents:
            self._currents.popitem()[1].stop()

    def fault(self, error: BaseException) -> None:
        """A fault of tapeviz: leave the engine as it was, and say so."""
        self.stop()
        self.on_fault(error)

    # ---- what is heard ----

    def hears(self, room: Any) -> bool:
        """Whether what happens now is to be followed: in our thread or a replica's, and not our own doing."""
        innermost = bool(_listening) and _listening[-1] is self
        if not innermost or self._busy or self.is_paused:
            return False
        return self._thread == threading.get_ident() or room.replica() is not None

    def run(self, code: TracedCode) -> None:
        """Traced code is about to run, inside other such code perhaps; its functions are traced as they are called."""
        self.code = code
        self._codes.append(code)
        code.tracer.idle()

    def end(self) -> None:
        """The traced code has run; what it left traced gets its plain code back."""
        self.rest()
        while self._codes:
            self._codes.pop().tracer.remove()
        self.code = None

    def pushed(self, tape: Any, frame: Any, engine: str, room: Any) -> None:
        """A tape records."""
        if not room.is_eager():
            self.in_graphs.add(tape)
            return
        view = self.views.get(tape)
        if view is None and _is_engines_own(frame.f_back):
            return
        if view is None or not view.observation.is_on:
            view = self._open(tape, frame, engine, room)
        elif view.end is not None and frame.f_code.co_name == "__enter__":
            view.is_reopened = True
        view.end = view.end_key = None
        view.observation.tapes.record(view.number)

    def _open(self, tape: Any, frame: Any, engine: str, room: Any) -> View:
        here = threading.get_ident()
        current = self._currents.get(here)
        if current is None or current.engine != engine or not (current.is_on and current.is_recording):
            for thread, other in list(self._currents.items()):
                if thread == here or not other.is_recording:
                    self._currents.pop(thread).stop()
            # Only one log can have the values of traced code: that of the tape around the replicas, if there is one.
            current = self._currents[here] = Observation(engine, room, None if self._currents else self.code)
            current.start()
        self._numbers += 1
        caller = user_frame(frame)
        has_text = caller is not None and (frame.f_back is caller or not _is_without_text(frame.f_back))
        chain = chain_from(caller) if has_text else ()
        view = View(
            current,
            self._numbers,
            len(current.log),
            room.fresh_id(),
            chain[0] if chain else None,
            _names_at(caller),
            chain[1:],
            _outer_names(caller),
        )
        current.tapes.numbers[id(tape)] = view.number
        self.views.put(tape, view)
        weakref.finalize(tape, self._gone, weakref.ref(current), id(tape), view.number).atexit = False
        return view

    def _gone(self, held: weakref.ref[Observation], identity: int, number: int) -> None:
        observation = held()
        if observation is None:
            return
        if observation.tapes.numbers.get(identity) == number:
            del observation.tapes.numbers[identity]
        self._spent(observation)

    def _spent(self, observation: Observation) -> None:
        """Stop to observe when none of the tapes can be asked any more."""
        if observation.is_recording or observation.tapes.numbers:
            return
        self._let_go(observation)
        observation.log.clear()  # the tensors go now, and not when the collector comes by

    def _let_go(self, observation: Observation) -> None:
        """Observe no more, and leave what was seen to the tapes: a log may hold them, as values of the code."""
        for thread in [t for t, current in self._currents.items() if current is observation]:
            del self._currents[thread]
        observation.stop()

    def popped(self, tape: Any, room: Any, for_good: bool) -> None:
        """A tape has stopped to record."""
        view = self.views.get(tape)
        if view is None:
            return
        view.observation.tapes.rest(view.number, for_good=for_good)
        if for_good:
            view.end, view.end_key = len(view.observation.log), room.fresh_id()
            view.closed = chain_from(sys._getframe(1))  # noqa: SLF001 - the frames are the question

    def asking(self, tape: Any, target: Any, sources: Any, frame: Any, extras: bool) -> Question | None:
        """A tape is asked."""
        view = self.views.get(tape)
        if view is None:
            return Question(tape, None, target, sources, frame) if tape in self.in_graphs else None
        question = Question(tape, view, target, sources, frame, replica=view.observation.room.replica())
        question.upto = len(view.observation.log)
        if extras and question.place not in self._examined:
            question.extra = intermediates(view, question.upto)
        return question

    def answered(self, question: Question, result: Any, adjoints: list[Any], error: BaseException | None) -> None:
        """A tape has answered, or raised."""
        view = question.view
        if view is not None and len(view.observation.tapes.numbers) == 1:
            view.observation.telling.cut(question.upto)  # the backward pass, which no other tape can have recorded
        question.result, question.adjoints, question.error = result, adjoints, error
        self._examined.add(question.place)
        try:
            if question.is_troubled:
                self._tell(question)
        finally:
            if view is not None:
                self._after(question, view)

    def _tell(self, question: Question) -> None:
        self._busy = True
        try:
            if question.view is None:
                self.on_none(question)
                return
            # In this order: hooks on the same attribute come off in the reverse order of their coming.
            with question.view.observation.resting(), background.paused():
                self.on_none(question)
        finally:
            self._busy = False

    def _after(self, question: Question, view: View) -> None:
        tape = question.tape
        if self.keep:
            question.keep()
            if not getattr(tape, "_persistent", True) and not view.observation.is_recording:
                self._let_go(view.observation)
        elif not getattr(tape, "_persistent", True):
            self.views.drop(tape)
            view.observation.tapes.numbers.pop(id(tape), None)
            self._spent(view.observation)


def view_of(tape: Any) -> View | None:
    """What any watcher has seen of a tape."""
    for watcher in list(_watchers):
        with contextlib.suppress(TypeError):  # what cannot be referred to weakly is no tape
            view = watcher.views.get(tape)
            if view is not None:
                return view
    return None


def _is_engines_own(frame: Any) -> bool:
    """Whether the engine opens a tape for its own purposes (in `py_function`, say); Keras does for the user's."""
    name = str(frame.f_globals.get("__name__", "")) if frame is not None else ""
    return name.startswith(("tensorflow.", "tapeviz.fallback.")) and ".keras." not in name


def _is_without_text(frame: Any) -> bool:
    """Whether code runs that `exec` or the like was given: no text tells what it does."""
    return frame is None or frame.f_code.co_filename.startswith("<")


def _names_at(frame: Any) -> dict[str, Any]:
    if frame is None:
        return {}
    names = dict(frame.f_globals)
    if frame.f_locals is not frame.f_globals:
        names.update(frame.f_locals)
    return names


def _outer_names(caller: Any) -> dict[str, Any] | None:
    """The names of the frame for whose `with` this one opens a tape, if it is one that does that."""
    outer = caller
    while is_handing_on(outer):
        outer = user_frame(outer.f_back)
    return None if outer is caller else _names_at(outer)


def intermediates(view: View, upto: int) -> list[Any]:
    """Float tensors that passed through the recorded ops, if they are not too many bytes."""
    from tapeviz.engines.choose import engine_named

    engine = engine_named(view.observation.engine)
    found: dict[int, Any] = {}
    made: set[int] = set()
    has_read = False
    for event in view.observation.log[view.start : upto]:
        if event[0] == READ:
            has_read = True
        elif event[0] == TAPE:
            made.update(map(id, event[2]))
        elif event[0] == OP:
            made.update(map(id, event[4]))
            if type(event[6]) is tuple and view.number in event[6]:
                found.update({id(tensor): tensor for tensor in event[4] if tensor is not None})
                for tensor in event[2]:
                    # What is new and no op has made is a constant, unless the op has read a variable by itself.
                    if has_read or id(tensor) in made or engine.tensor_key(tensor) < view.first_key:
                        found[id(tensor)] = tensor
            has_read = False
    tensors = [t for t in found.values() if engine.kind(t) == "tensor" and engine.is_differentiable(t)]
    return tensors if sum(map(engine.byte_size, tensors)) <= EXTRA_BYTES else []


class _Ear:
    """Hears for a watcher what one engine's hooks tell, and lets no fault of ours reach the user's program."""

    def __init__(self, watcher: Watcher, engine: str, room: Any) -> None:
        self.watcher = watcher
        self.engine = engine
        self.room = room

    def _hear(self, do: Callable[[], Any]) -> Any:
        if not self.watcher.hears(self.room):
            return None
        try:
            return do()
        except Exception as error:  # noqa: BLE001 - our fault must not cost the user anything
            self.watcher.fault(error)
            return None

    def pushed(self, tape: Any, frame: Any) -> None:
        """A tape begins to record."""
        self._hear(lambda: self.watcher.pushed(tape, frame, self.engine, self.room))

    def popped(self, tape: Any, *, for_good: bool) -> None:
        """A tape has stopped to record."""
        self._hear(lambda: self.watcher.popped(tape, self.room, for_good))

    def asking(self, tape: Any, target: Any, sources: Any, frame: Any, extras: bool) -> Any:
        """A tape is asked."""
        return self._hear(lambda: self.watcher.asking(tape, target, sources, frame, extras))

    def answered(self, question: Any, result: Any, adjoints: list[Any], frame: Any) -> None:  # noqa: ARG002 - protocol
        """It has answered."""
        self._hear(lambda: self.watcher.answered(question, result, adjoints, None))

    def failed(self, question: Any, error: BaseException, frame: Any) -> None:  # noqa: ARG002 - as above
        """It has raised."""
        self._hear(lambda: self.watcher.answered(question, None, [], error))
