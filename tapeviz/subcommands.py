"""The sub-commands of `%tape`: each takes the shell and what follows its name, and shows something."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from IPython.core.error import UsageError

from tapeviz import api
from tapeviz.cell import run as runs
from tapeviz.cell.show import show_bundle, show_page, show_report
from tapeviz.fixing.taped import TapedCell, why_nothing_to_try
from tapeviz.report import Cause, Report

__all__ = ["SUBCOMMANDS", "run_subcommand"]

FULL = "--full"
_NOTHING_TAPED = "no cell has been taped yet; write %%tape on the first line of one"


def run_subcommand(shell: Any, line: str) -> None:
    """`%tape [sub-command [argument]]`."""
    name, _, argument = line.strip().partition(" ")
    command = SUBCOMMANDS.get(name)
    if command is None:
        raise UsageError(f"%tape: no sub-command {name!r}; {_near(name)}")
    command(shell, argument.strip())


def _near(name: str) -> str:
    near = difflib.get_close_matches(name, filter(None, SUBCOMMANDS), n=1)
    if near:
        return f"did you mean %tape {near[0]}?"
    return (
        "there are %tape, %tape fix SOURCE, %tape explain CAUSE, %tape engine NAME, %tape steps, "
        "%tape chain SOURCE, %tape check SOURCE, %tape cost, %tape graph, %tape why and %tape help; "
        "to tape a cell, write %%tape on its first line"
    )


def _show_again(shell: Any, _: str) -> None:
    report = api.last_report()
    if report is None:
        raise UsageError("%tape: no cell has been taped yet; write %%tape on the first line of one")
    show_report(shell, report)


def _help(shell: Any, _: str) -> None:
    import inspect

    from tapeviz.magics import TapeMagics

    show_page(shell, inspect.getdoc(TapeMagics.tape) or "", mime="text/plain")


def _explain(shell: Any, name: str) -> None:
    codes = [str(cause) for cause in Cause]
    if name not in codes:
        near = difflib.get_close_matches(name, codes, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the causes are {', '.join(codes)}"
        raise UsageError(f"%tape explain: {f'no cause {name!r}' if name else 'which cause'}; {hint}")
    page = _cause_page(name)
    if page is not None:
        show_page(shell, page.read_text(encoding="utf-8"), mime="text/markdown")
        return
    from tapeviz.render.words import TITLES

    show_page(shell, f"{name}: {TITLES[Cause(name)]} (its page, docs/causes/{name}.md, is not installed here)")


def _fix(shell: Any, name: str) -> None:
    cell = runs.last_taped_cell()
    if cell is None:
        raise UsageError("%tape fix: no cell has been taped yet; write %%tape on the first line of one")
    if runs.is_taping():
        raise UsageError("%tape fix: a taped cell is running; write %tape fix in a cell of its own")
    reason = why_nothing_to_try(cell.report, name)
    if reason is not None:
        raise UsageError(f"%tape fix: {reason}")
    from tapeviz.fixing.trial import try_remedies
    from tapeviz.render.trials import render_trials

    show_page(shell, render_trials(cell.report, try_remedies(cell, name or None)))


def _cause_page(name: str) -> Path | None:
    """The page about a cause: beside the installed modules, or in the checkout they lie in."""
    package = Path(__file__).parent
    places = [package / "docs"]
    if (package.parent / "pyproject.toml").exists():
        places.append(package.parent / "docs")
    pages = (place / "causes" / f"{name}.md" for place in places)
    return next((page for page in pages if page.is_file()), None)


def _steps(shell: Any, line: str) -> None:
    report = api.last_report()
    if report is None:
        raise UsageError("%tape steps: no cell has been taped yet; write %%tape on the first line of one")
    if line:
        _save_steps(shell, report, line)
        return
    from tapeviz.render.html import render_steps_html
    from tapeviz.render.steps import render_steps
    from tapeviz.render.text import terminal_columns

    show_bundle(shell, {"text/plain": render_steps(report, terminal_columns()), "text/html": render_steps_html(report)})


def _save_steps(shell: Any, report: Report, line: str) -> None:
    from tapeviz.errors import BadInput
    from tapeviz.render.frames import save_steps

    option, _, path = line.replace("=", " ", 1).partition(" ")
    if option != "--save" or not path.strip():
        raise UsageError(f"%tape steps: it takes --save FILE, not {line!r}; the form is %tape steps [--save FILE]")
    try:
        first, *others = save_steps(report, path.strip().strip("'\""))
    except BadInput as problem:
        raise UsageError(f"%tape steps: {problem}") from None
    show_page(shell, f"saved {first}" + (f" to {others[-1].name}, {len(others) + 1} pictures" if others else ""))


def _chain(shell: Any, text: str) -> None:
    full = text.endswith(FULL) and text.removesuffix(FULL)[-1:] in ("", " ")
    name = text.removesuffix(FULL).strip() if full else text
    report = _report_for("chain", name)
    from tapeviz.render.chain import chain_html, chain_markdown, render_chain

    names = [name] if name else []
    views = {"text/plain": render_chain(report, names, full=full)}
    views["text/html"] = chain_html(report, names, full=full)
    views["text/markdown"] = chain_markdown(report, names, full=full)
    show_bundle(shell, views)


def _report_for(command: str, source: str) -> Report:
    """The last report. Raises `UsageError` when there is none, or when it has no such source."""
    report = api.last_report()
    if report is None:
        raise UsageError(f"%tape {command}: {_NOTHING_TAPED}")
    _refuse_unknown(command, report, source)
    return report


def _cell_for(command: str) -> TapedCell:
    """The last taped cell, to be run again. Raises `UsageError` when there is none or one is running."""
    cell = runs.last_taped_cell()
    if cell is None:
        raise UsageError(f"%tape {command}: {_NOTHING_TAPED}")
    if runs.is_taping():
        raise UsageError(f"%tape {command}: a taped cell is running; write %tape {command} in a cell of its own")
    return cell


def _refuse_unknown(command: str, report: Report, source: str) -> None:
    names = [diagnosis.source for diagnosis in report.diagnoses]
    if report.recording.failure:
        raise UsageError(f"%tape {command}: the last taped cell raised, so it has no target; mend it and run it again")
    if not names:
        raise UsageError(f"%tape {command}: the last taped cell has no source; name one: %%tape y wrt x")
    if source and source not in names:
        near = difflib.get_close_matches(source, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the sources are {', '.join(names)}"
        raise UsageError(f"%tape {command}: {source!r} is no source of the last report; {hint}")


def _graph(shell: Any, line: str) -> None:
    from tapeviz.cell.redraw import redraw
    from tapeviz.errors import BadInput

    try:
        redraw(shell, line)
    except BadInput as problem:
        raise UsageError(f"%tape graph: {problem}") from None


def _plot(shell: Any, line: str) -> None:
    from tapeviz.classroom.over_range import plot

    plot(shell, line)


def _check(shell: Any, text: str) -> None:
    from tapeviz.classroom.check import check_html, parse_check, render_check
    from tapeviz.errors import BadInput

    try:
        source, step = parse_check(text)
    except BadInput as problem:
        raise UsageError(f"%tape check: {problem}") from None
    cell = _cell_for("check")
    _refuse_unknown("check", cell.report, source)
    from tapeviz.fixing.differences import check

    found = check(cell, source or None, step)
    show_bundle(shell, {"text/plain": render_check(found), "text/html": check_html(found)})


def _cost(shell: Any, text: str) -> None:
    if text:
        raise UsageError(f"%tape cost: it takes nothing, and here is {text!r}; the form is %tape cost")
    cell = _cell_for("cost")
    from tapeviz.classroom.cost import cost_html, render_cost
    from tapeviz.fixing.timing import time_cell

    timing, kept = time_cell(cell), cell.is_persistent
    plain, page = render_cost(cell.report, timing, kept), cost_html(cell.report, timing, kept)
    show_bundle(shell, {"text/plain": plain, "text/html": page})


def _engine(shell: Any, name: str) -> None:
    from tapeviz.engines import choose
    from tapeviz.errors import BadInput

    if name:
        try:
            choose.set_engine(name)
        except BadInput as problem:
            raise UsageError(str(problem)) from None
    show_page(shell, _engine_words(), mime="text/plain")


def _engine_words() -> str:
    from tapeviz.engines import choose

    if choose.setting() != "auto":
        return f"cells run on the {choose.setting()} engine (%tape engine auto: by the objects that a cell names)"
    if choose.has_tensorflow():
        return (
            "auto: TensorFlow, or the NumPy engine where a cell names its objects only (import tapeviz.fallback as tf)"
        )
    return "auto: TensorFlow is not installed; cells run on the NumPy engine (from tapeviz import tf)"


def _why(shell: Any, word: str) -> None:
    from tapeviz.cell.why import explain_failure

    explain_failure(shell, word)


SUBCOMMANDS: dict[str, Callable[[Any, str], None]] = {
    "": _show_again,
    "fix": _fix,
    "explain": _explain,
    "engine": _engine,
    "steps": _steps,
    "plot": _plot,
    "chain": _chain,
    "check": _check,
    "cost": _cost,
    "graph": _graph,
    "why": _why,
    "help": _help,
}
"""What follows `%tape`, by name; more are added here."""
