"""The question behind `assert_gradients`: of a function, a tape, a recording or a report."""

from __future__ import annotations

from typing import Any

from tapeviz.engines.choose import choose_engine
from tapeviz.errors import BadInput
from tapeviz.report import Report
from tapeviz.watching.explaining import names_at
from tapeviz.watching.observation import Opening
from tapeviz.watching.record import TapeRecording, explain_tape
from tapeviz.watching.watcher import view_of

__all__ = ["check"]

_FORMS = "give a function, a tape, what tapeviz.record() gave, or a Report"


def check(subject: Any, target: Any, sources: Any, frame: Any) -> Report:
    """The report on the gradients, asked for by `frame`. Raises `BadInput` for what is none of the four."""
    if isinstance(subject, Report):
        if target is not None or sources is not None:
            raise BadInput("a report has its target and its sources already: assert_gradients(report)")
        return _not_empty(subject)
    if isinstance(subject, TapeRecording) or hasattr(subject, "gradient"):
        if target is None:
            raise BadInput("the target is missing: assert_gradients(tape, loss, model)")
        return _not_empty(explain_tape(subject, target, sources, frame))
    if not callable(subject):
        raise BadInput(f"assert_gradients cannot ask a {type(subject).__name__}; {_FORMS}")
    if target is not None:
        raise BadInput("a function returns its own target: assert_gradients(function, sources=model)")
    return _not_empty(_of_function(subject, sources, frame))


def _not_empty(report: Report) -> Report:
    if not report.diagnoses:
        raise BadInput("there is no source: the tape watched no variable; name the sources")
    return report


def _of_function(function: Any, sources: Any, frame: Any) -> Report:
    """Run the function under a tape of our own and ask that."""
    names = names_at(frame)
    engine = choose_engine([sources] if sources is not None else [], _named_by(function), list(names.values()))
    recording = TapeRecording()
    with recording.following(function, frame):
        tape = engine.open_tape(watch_accessed=True)
        view = view_of(tape)
        code = getattr(function, "__code__", None)
        if view is not None and code is not None:
            view.opening = Opening(code, 0, 0, is_whole=True)
        try:
            target = function()
        finally:
            engine.close_tape()
    return explain_tape(tape, target, sources, frame, f"the result of {_called(function)}")


def _called(function: Any) -> str:
    name = str(getattr(function, "__name__", ""))
    return f"{name}()" if name.isidentifier() else "the function"


def _named_by(function: Any) -> list[Any]:
    code = getattr(function, "__code__", None)
    globals_of = getattr(function, "__globals__", {})
    cells = [c.cell_contents for c in getattr(function, "__closure__", None) or () if _is_bound(c)]
    return cells + [globals_of[n] for n in (code.co_names if code is not None else ()) if n in globals_of]


def _is_bound(cell: Any) -> bool:
    try:
        cell.cell_contents  # noqa: B018 - to look is the question
    except ValueError:
        return False
    return True
