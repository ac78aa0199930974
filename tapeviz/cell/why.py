"""`%tape why`: the last gradient that failed, explained after the error that it led to, as `%debug` shows a frame."""

from __future__ import annotations

import ast
from typing import Any

from IPython.core.error import UsageError

from tapeviz.cell.ordinary import cells_of
from tapeviz.cell.show import show_page, show_report
from tapeviz.engines.choose import choose_engine
from tapeviz.fixing.allowed import Inspection, NotContained
from tapeviz.fixing.aside import aside
from tapeviz.fixing.deadline import TimeUp, deadline
from tapeviz.fixing.rerun import readable, silence
from tapeviz.fixing.scratch import Scratch
from tapeviz.provenance.traced import TracedCode
from tapeviz.render.shown import as_shown
from tapeviz.report import Report
from tapeviz.watching.autotape import Autotape

__all__ = ["explain_failure"]

AGAIN = "again"
SECONDS = 30.0
_KEY = "<ipython-input-tapeviz-why>"
_NOTHING_YET = "no gradient was None since %autotape on"
_OFF = (
    "autotape was off, so nothing is known of the tapes of that cell; write %autotape on and run it again, so that "
    "every None is explained where it comes up"
)
_SAFE = "or write %tape why again: the cell can run once more in a copy of your variables, and is explained there"


def explain_failure(shell: Any, word: str) -> None:
    """`%tape why [again]`. Raises `UsageError` where there is nothing to explain."""
    if word not in ("", AGAIN):
        raise UsageError(f"%tape why: {word!r} means nothing here; write %tape why, or %tape why {AGAIN}")
    if word == AGAIN:
        _explain_again(shell)
        return
    cells = cells_of(shell)
    last = cells.autotape.last if cells is not None else None
    if last is not None:
        show_report(shell, as_shown(last.report))
        return
    if cells is not None and cells.is_on:
        raise UsageError(f"%tape why: {_NOTHING_YET}")
    text = _last_cell(shell)
    show_page(shell, f"{_OFF};\n{_SAFE}." if text and _is_safe(shell, text) else f"{_OFF}.")


def _last_cell(shell: Any) -> str:
    """The text of the cell before this one, as Python."""
    history = shell.history_manager.input_hist_parsed
    return str(history[-2]) if len(history) > 1 else ""


def _inspected(shell: Any, text: str) -> tuple[Any, dict[str, Any], Inspection]:
    """The engine that the cell ran on, the names it finds and those it needs. Raises `NotContained` or `SyntaxError`.

    Tapes of an earlier run are left out: they cannot be copied, and the cell opens its own.
    """
    namespace = {name: value for name, value in shell.user_ns.items() if type(value).__name__ != "GradientTape"}
    tree = ast.parse(text)
    names = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    engine = choose_engine([namespace[name] for name in sorted(names) if name in namespace])
    inspection = Inspection(namespace, engine.python_function)
    inspection.cell(compile(text, _KEY, "exec", dont_inherit=True))
    return engine, namespace, inspection


def _is_safe(shell: Any, text: str) -> bool:
    try:
        _inspected(shell, text)
    except (NotContained, SyntaxError, ValueError):
        return False
    return True


def _explain_again(shell: Any) -> None:
    text = _last_cell(shell)
    if not text:
        raise UsageError("%tape why again: there is no cell before this one")
    try:
        engine, names, inspection = _inspected(shell, text)
        with aside(engine):
            scratch = Scratch(engine, names, shell.user_ns, inspection)
            report = _followed(text, scratch.namespace)
    except (NotContained, SyntaxError, ValueError) as reason:
        raise UsageError(
            f"%tape why again: the cell cannot run in a copy of your variables: {reason}; "
            "write %autotape on and run it again"
        ) from None
    except TimeUp:
        raise UsageError(f"%tape why again: the cell takes longer than {SECONDS:g} s") from None
    if report is None:
        raise UsageError("%tape why again: run once more in a copy of your variables, no gradient was None")
    show_report(shell, as_shown(report))


def _followed(text: str, namespace: dict[str, Any]) -> Report | None:
    """Run the cell in a namespace of copies with autotape on; the report on the last None, whatever the cell raised."""
    autotape = Autotape(lambda _line: None)
    code = TracedCode(_KEY, text, [])
    with readable(_KEY, text), silence():
        tree = code.instrument(ast.parse(text), namespace)
        code.tracer.prepare_namespace(list(namespace.values()))
        autotape.start()
        autotape.watcher.run(code)
        try:
            with deadline(SECONDS):
                exec(compile(ast.fix_missing_locations(tree), _KEY, "exec"), namespace)  # noqa: S102 - as `rerun`
        except TimeUp:
            raise
        except Exception:  # noqa: BLE001, S110 - the cell failed before, and may fail again
            pass
        finally:
            autotape.stop()
    return autotape.last.report if autotape.last is not None else None
