"""Recording for scripts: `with tapeviz.record() as recording:` follows whatever tapes are opened in the block."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Self, TypeVar

from tapeviz.engines.choose import engine_named, refuse_remote
from tapeviz.errors import BadInput
from tapeviz.provenance.sources import flatten
from tapeviz.provenance.stack import user_frame
from tapeviz.provenance.traced import TracedCode
from tapeviz.report import Report
from tapeviz.watching.explaining import explain_question, names_at
from tapeviz.watching.observation import View
from tapeviz.watching.question import Arguments, Question, arguments_at, leaves_of
from tapeviz.watching.watcher import Watcher, intermediates, view_of

__all__ = ["TapeRecording", "explain_tape", "reporting"]

_Function = TypeVar("_Function", bound=Callable[..., Any])


class TapeRecording:
    """What `tapeviz.record()` gives: a context manager, and a decorator, that follows the tapes of its block.

    `reports` are the reports on the calls of `gradient` and `jacobian` in the block that met a None, in order, one for
    each place; `report` is the last of them, or None when every gradient is there.
    """

    def __init__(self) -> None:
        self.reports: list[Report] = []
        self._watcher = Watcher(self._none, self._fault, keep=True)
        self._told: set[Any] = set()

    @property
    def report(self) -> Report | None:
        """The last report, or None."""
        return self.reports[-1] if self.reports else None

    def __enter__(self) -> Self:
        return self._begin(user_frame(sys._getframe(1)))  # noqa: SLF001 - the block is in the caller's frame

    def __exit__(self, *_: object) -> None:
        self._watcher.stop()

    def __call__(self, function: _Function) -> _Function:
        """As a decorator: each call of the function is such a block, and the function's own values are followed."""

        @functools.wraps(function)
        def recorded(*args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True
            with self.following(function, user_frame(sys._getframe(1))):  # noqa: SLF001 - as above
                return function(*args, **kwargs)

        return recorded  # type: ignore[return-value]

    @contextmanager
    def following(self, function: Any, frame: Any) -> Iterator[None]:
        """Record the block, in which the function is called; its own values are followed too.

        `frame` is the frame, or the module, whose names the block uses.
        """
        self._begin(frame, function)
        try:
            yield
        finally:
            self._watcher.stop()

    def _begin(self, frame: Any, *functions: Any) -> Self:
        if self._watcher.is_on:
            raise RuntimeError("this recording is open already; call tapeviz.record() for another")
        refuse_remote(names_at(frame).values())
        code = TracedCode("", "", [])
        code.adopt_running()
        self._watcher.start()
        for function in functions:
            code.tracer.prepare(function)
        code.tracer.prepare_namespace(list(names_at(frame).values()))
        self._watcher.run(code)
        return self

    def _none(self, question: Question) -> None:
        if question.view is None or question.place in self._told:
            return
        self._told.add(question.place)
        from tapeviz.render.shown import as_shown

        self.reports.append(as_shown(explain_question(question)))

    def _fault(self, error: BaseException) -> None:
        sys.stderr.write(f"tapeviz failed: {type(error).__name__}: {error} (your program goes on, unrecorded)\n")

    def tape_for(self, target: Any) -> Any:
        """The tape that was asked for this target, else the last one that was opened. Raises `BadInput` without any."""
        views = sorted(self._watcher.views.items(), key=lambda pair: pair[1].number)
        if not views:
            raise BadInput("no tape was opened in this recording, or none is there any more: keep a name for it")
        asked = [tape for tape, view in views if view.last is not None and view.last.target is target]
        return (asked or [tape for tape, _ in views])[-1]


@contextmanager
def reporting(function: Any, module: Any) -> Iterator[None]:
    """Have a function of a module report its values while it runs in this block, to what follows tapes meanwhile."""
    code = TracedCode("", "", [])
    try:
        code.tracer.prepare(function)
        code.tracer.prepare_namespace(list(names_at(module).values()))
        code.tracer.idle()
        yield
    finally:
        code.tracer.remove()


def explain_tape(subject: Any, target: Any, sources: Any, frame: Any, target_name: str = "") -> Report:
    """`tapeviz.explain`, called by `frame`; `target_name` is what the target is called where no argument says so."""
    tape = subject.tape_for(target) if isinstance(subject, TapeRecording) else subject
    view = view_of(tape)
    if view is None:
        if not hasattr(tape, "gradient"):
            kind = type(subject).__name__
            raise BadInput(f"explain takes a tf.GradientTape or what tapeviz.record() gave, and this is a {kind}")
        raise BadInput("this tape was not recorded: open it inside `with tapeviz.record():`, or after %autotape on")
    texts = arguments_at(frame, 1, ("explain", "assert_gradients"))
    texts = replace(texts, target=target_name) if target_name else texts
    return _explained(view, tape, target, sources, frame, texts)


def _explained(view: View, tape: Any, target: Any, sources: Any, frame: Any, texts: Arguments) -> Report:
    engine = engine_named(view.observation.engine)
    engine.adopt_tape(tape)
    named = flatten(texts.sources or "sources", sources, engine) if sources is not None else None
    if named is None:
        named = [("", variable) for variable in engine.watched_variables()]
    _refuse(named, engine)
    question = Question(tape, view, target, [leaf for _, leaf in named], frame)
    question.caller = user_frame(frame)
    _answer(question, view)
    names = [name for name, _ in named] if sources is not None else []
    try:
        return explain_question(question, texts, names)
    finally:
        question.keep()


def _refuse(named: list[tuple[str, Any]], engine: Any) -> None:
    for name, leaf in named:
        if engine.kind(leaf) is None:
            what = "None" if leaf is None else f"a {type(leaf).__name__}"
            raise BadInput(f"source {name!r} is {what}; give a variable, a tensor, a layer, or a list or dict of these")


def _answer(question: Question, view: View) -> None:
    """Fill in the answer: the one that the program got, where it asked the same, else ask the tape now."""
    tape, last = question.tape, view.last
    question.upto = len(view.observation.log)
    if last is not None and last.target is question.target and _reuse(question, last):
        return
    if last is not None and not getattr(tape, "_persistent", True):
        raise BadInput(
            "this tape has answered already, for another target or other sources, and can answer once only: "
            "ask for the same, or open it with tf.GradientTape(persistent=True)"
        )
    question.extra = intermediates(view, question.upto)
    leaves = list(question.sources)
    with view.observation.resting():
        try:
            found = tape.gradient(question.target, leaves + question.extra)
        except Exception as error:  # noqa: BLE001 - what the tape raises is the answer
            question.error = error
            return
    question.result, question.adjoints = found[: len(leaves)], found[len(leaves) :]


def _reuse(question: Question, last: Question) -> bool:
    """Take over what the program was told, if that answers for every source."""
    known: dict[int, Any] = {id(leaf): g for leaf, g in zip(last.extra, last.adjoints, strict=False)}
    if last.error is None:
        known.update(zip(map(id, leaves_of(last.sources)), leaves_of(last.result), strict=False))
    if last.error is None and not all(id(leaf) in known for leaf in question.sources):
        return False
    question.upto, question.error = last.upto, last.error
    question.extra, question.adjoints = last.extra, last.adjoints
    question.result = [known.get(id(leaf)) for leaf in question.sources]
    return True
