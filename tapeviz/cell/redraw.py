"""`%tape graph`: the last report once more, drawn otherwise: another kind, deeper, with folds opened or closed."""

from __future__ import annotations

import difflib
import shlex
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from tapeviz import api
from tapeviz.cell.show import show_list, show_report
from tapeviz.errors import BadInput
from tapeviz.grammar import check_depth
from tapeviz.render.view import View, ViewKind
from tapeviz.report import Report

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["KINDS", "WORDS", "redraw", "view_of"]

KINDS: tuple[str, ...] = get_args(ViewKind)
WORDS = ("--open", "--close", "--depth")
FORM = "%tape graph [KIND] [--depth N] [--open NAME] [--close NAME]"
DRAWING = {"graph", "depth", "open", "close"}
MOST_OFFERED = 8


def redraw(shell: InteractiveShell, line: str) -> None:
    """Show the last report with the picture that `line` asks for. Raises `BadInput` with one line on what is wrong."""
    from tapeviz.render.picture import names_to_open, unknown_names

    report = api.last_report()
    if report is None:
        raise BadInput("no cell has been taped yet; write %%tape on the first line of one")
    others = tuple(pair for pair in report.options if pair[0] not in DRAWING)
    drawn = replace(report, options=(*others, *view_of(line, report).options()))
    unknown = unknown_names(drawn)
    if unknown:
        raise BadInput(_unknown(unknown[0], names_to_open(report)))
    api.set_last_report(drawn)
    if shell.user_ns.get("_tape") is report:
        shell.user_ns["_tape"] = drawn
    show_report(shell, drawn)
    if View.of(drawn).kind != "full":  # whose report has the ops already
        show_list(shell, drawn)


def view_of(line: str, report: Report) -> View:
    """The view that a line asks for: what it names is opened or closed in the present one, a kind begins anew."""
    view = View.of(report)
    words = iter(_words(line))
    for word in words:
        name, glued, value = word.partition("=")
        if name in WORDS:
            value = value if glued else next(words, "")
            if not value or value.startswith("--"):
                raise BadInput(f"{name} needs a value: {FORM}")
            view = _with(view, name, value)
        elif word in KINDS:
            view = View(kind=next(kind for kind in get_args(ViewKind) if kind == word))
        else:
            near = difflib.get_close_matches(word, (*KINDS, *WORDS), n=1)
            hint = f"did you mean {near[0]}?" if near else f"the kinds are {', '.join(KINDS)}; to open a fold: --open"
            raise BadInput(f"{word!r} is no kind of picture; {hint}")
    return view if line.strip() else View(view.kind)


def _words(line: str) -> list[str]:
    try:
        return shlex.split(line)
    except ValueError as error:
        raise BadInput(f"a quote is not closed; the form is {FORM}") from error


def _with(view: View, option: str, value: str) -> View:
    if option == "--depth":
        return replace(view, depth=int(check_depth(value)))
    opened, closed = (tuple(name for name in names if name != value) for names in (view.opened, view.closed))
    if option == "--open":
        return replace(view, opened=(*opened, value), closed=closed)
    return replace(view, opened=opened, closed=(*closed, value))


def _unknown(name: str, known: Iterable[str]) -> str:
    names = list(known)
    near = difflib.get_close_matches(name, names, n=1)
    if near:
        return f"nothing is called {name!r} in the last report; did you mean {near[0]}?"
    if not names:
        return f"nothing is called {name!r} in the last report, and nothing in it can be opened"
    more = f" and {len(names) - MOST_OFFERED:,} more" if len(names) > MOST_OFFERED else ""
    return f"nothing is called {name!r} in the last report; there are {', '.join(names[:MOST_OFFERED])}{more}"
