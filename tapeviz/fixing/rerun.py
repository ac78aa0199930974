"""Running a cell once more, silently and within a time limit, in a namespace that is not the user's."""

from __future__ import annotations

import ast
import io
import itertools
import linecache
import logging
import types
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from tapeviz.fixing.allowed import NotContained
from tapeviz.fixing.deadline import deadline
from tapeviz.provenance.lookup import parse_expression
from tapeviz.report import Report
from tapeviz.request import Request
from tapeviz.session import NOTHING, CellSession

__all__ = ["compile_cell", "parseable", "readable", "rerun", "silence"]

TAPE = "tape"
_serials = itertools.count(1)


def compile_cell(text: str, request: Request) -> list[types.CodeType]:
    """All code that a run of the cell executes: its own, and the expressions of the magic line."""
    try:
        code = compile(parseable(text), "<ipython-input-tapeviz>", "exec", dont_inherit=True)
        asked = [e.text for e in (request.target, *(request.sources or ())) if e is not None] + list(request.watch)
        lines = [compile(parse_expression(part), "<ipython-input-tapeviz>", "eval") for part in asked]
    except SyntaxError as error:
        awaits = "outside" in (error.msg or "") and "await" in (error.msg or "")
        raise NotContained("it awaits something" if awaits else f"the cell does not compile: {error.msg}") from None
    return [code, *lines]


def parseable(text: str) -> str:
    """Line 1 as a comment, so that every line keeps its number."""
    return f"# {text}"


def rerun(text: str, request: Request, namespace: dict[str, Any], seconds: float) -> Report:
    """Run the cell in `namespace` inside a tape of its own. Raises what the cell raises, or `TimeUp`."""
    key = f"<ipython-input-tapeviz-trial-{next(_serials)}>"
    module = ast.parse(parseable(text), key)
    with readable(key, parseable(text)), silence():
        session = CellSession(request, namespace, key, text, has_past=False)
        traced = session.instrument(module)
        last = traced.body.pop() if traced.body and isinstance(traced.body[-1], ast.Expr) else None
        try:
            with deadline(seconds):
                namespace[TAPE] = session.open()
                exec(_compiled(traced, key), namespace)  # noqa: S102 - the trial is a run of the user's cell
                value = NOTHING
                if isinstance(last, ast.Expr):
                    value = eval(_compiled(ast.Expression(last.value), key), namespace)  # noqa: S307 - as above
                return session.close(None, value)
        finally:
            session.abandon()
            namespace.pop(TAPE, None)


def _compiled(tree: ast.Module | ast.Expression, key: str) -> types.CodeType:
    kind = "eval" if isinstance(tree, ast.Expression) else "exec"
    return compile(ast.fix_missing_locations(tree), key, kind, dont_inherit=True)


@contextmanager
def readable(key: str, text: str) -> Iterator[None]:
    """The cell's text under its file name, for whoever looks up the code of a frame."""
    linecache.cache[key] = (len(text), None, [line + "\n" for line in text.splitlines()], key)
    try:
        yield
    finally:
        linecache.cache.pop(key, None)


@contextmanager
def silence() -> Iterator[None]:
    """Nothing that the block prints or warns of is seen."""
    with ExitStack() as stack:
        stack.enter_context(redirect_stdout(io.StringIO()))
        stack.enter_context(redirect_stderr(io.StringIO()))
        stack.enter_context(warnings.catch_warnings())
        stack.callback(logging.disable, logging.root.manager.disable)
        logging.disable(logging.WARNING)
        warnings.simplefilter("ignore")
        yield
