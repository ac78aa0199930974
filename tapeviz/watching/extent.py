"""Which statements ran while a tape was open: those of a `with`, or those between its opening and its end."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from tapeviz.provenance.stack import is_user_code
from tapeviz.watching.observation import Opening, View

__all__ = ["Extent", "chain_from", "extent_of", "is_handing_on"]

_GENERATORS = inspect.CO_GENERATOR | inspect.CO_ASYNC_GENERATOR
_YIELDS = (ast.Yield, ast.YieldFrom)
_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


@dataclass(frozen=True, slots=True)
class Extent:
    """The user's frame in which a tape was open, and its statements of that time; None where that cannot be told."""

    opening: Opening | None
    block: list[ast.stmt] | None = None


def chain_from(frame: Any) -> tuple[Opening, ...]:
    """The user's frames from this one outwards, up to a cell or module itself."""
    found = []
    while frame is not None:
        if is_user_code(frame.f_code):
            found.append(Opening(frame.f_code, frame.f_lasti, id(frame)))
            if not found[-1].in_function:
                break
        frame = frame.f_back
    return tuple(found)


def is_handing_on(frame: Any) -> bool:
    """Whether the frame opens a tape for the `with` of another one: an `__enter__`, or a generator."""
    return frame is not None and (
        frame.f_code.co_name in ("__enter__", "__aenter__") or bool(frame.f_code.co_flags & _GENERATORS)
    )


def extent_of(view: View, tree_of: Callable[[Opening], ast.AST | None]) -> Extent:
    """What ran while the tape of a view was open; `tree_of` gives the program text around a frame."""
    first = view.opening
    if first is None or first.is_whole or view.is_reopened:
        return Extent(first)
    own = Extent(first)
    for opening in (first, *view.around):
        closing = next((place for place in view.closed if _is_same_frame(opening, place)), None)
        if opening is not first and closing is None:
            continue
        tree = tree_of(opening)
        block = _block(tree, opening, closing) if tree is not None else None
        if opening.code.co_flags & _GENERATORS:  # while it waits, its caller goes on
            own = Extent(opening, block) if block is not None and not _only_yields(block) else own
        elif block is not None:
            return Extent(opening, block)
        elif closing is not None:  # of the frames that were there at both times the innermost is the one
            return own
    return own


def _is_same_frame(one: Opening, other: Opening) -> bool:
    """Whether two places are of one frame; IPython runs each statement of a cell in a frame of its own."""
    if not one.in_function and not other.in_function:
        return one.key == other.key
    return one.frame == other.frame and one.code is other.code


def _block(tree: ast.AST, opening: Opening, closing: Opening | None) -> list[ast.stmt] | None:
    around = with_statement(tree, opening)
    if around is not None:
        return [around]
    if closing is None:
        return None
    suite, place = _statement_at(tree, opening)
    around = with_statement(tree, closing)
    if around is not None:
        return suite[place + 1 :] if suite is around.body else None
    ending, end = _statement_at(tree, closing)
    if ending is suite:
        return suite[place + 1 : end] if place < end else None
    outer = next((k for k, s in enumerate(suite) if isinstance(s, ast.Try) and s.finalbody is ending), -1)
    return suite[place + 1 : outer + 1] if place < outer and end == 0 else None


def with_statement(tree: ast.AST | None, opening: Opening) -> ast.With | ast.AsyncWith | None:
    """The statement that a frame was entering or leaving; CPython says that it executed it, or its expression."""
    line, _, col, _ = opening.position
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, (ast.With, ast.AsyncWith)):
            places = [item.context_expr for item in node.items]
            inside = any(_starts_within(place, line, col) for place in places)
            if inside or (node.lineno, node.col_offset) == (line, col):
                return node
    return None


def _statement_at(tree: ast.AST, opening: Opening) -> tuple[list[ast.stmt], int]:
    """The smallest statement that a frame was executing, as a position among those that it stands with."""
    line, _, col, _ = opening.position
    found: tuple[list[ast.stmt], int] = ([], 0)
    for suite in _suites(tree):  # from the outside in
        for place, statement in enumerate(suite):
            if _starts_within(statement, line, col):
                found = (suite, place)
    return found


def _suites(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            suite = getattr(node, name, None)
            if isinstance(suite, list):
                yield suite


def _only_yields(block: list[ast.stmt]) -> bool:
    """Whether all that a `with` holds is a `yield`, so that what runs meanwhile stands elsewhere."""
    (around,) = block if len(block) == 1 else (None,)
    body = around.body if isinstance(around, (ast.With, ast.AsyncWith)) else block
    return all(isinstance(s, ast.Expr) and isinstance(s.value, _YIELDS) for s in body)


def _starts_within(node: ast.expr | ast.stmt, line: int, col: int) -> bool:
    start, end = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
    return start <= (line, col) < end
