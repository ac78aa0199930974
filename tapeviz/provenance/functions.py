"""A function's own program text, and what the names in it stand for."""

from __future__ import annotations

import ast
import dis
import types
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from tapeviz.entries import text_at
from tapeviz.kinds import attribute, is_a
from tapeviz.records import CodeSpan
from tapeviz.spans import text_of_file

__all__ = ["closed_over", "expression_at", "function_node", "numbers_in", "parsed", "visible_names", "with_helpers"]

_LOADING = ("LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")


@lru_cache(maxsize=16)
def parsed(text: str) -> ast.Module | None:
    """The tree of some program text, kept for the next question about it (read it, do not change it), or None."""
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError):
        return None


def function_node(key: str, line: int, name: str) -> ast.AST | None:
    """The definition that starts at a line (of its first decorator, or its own) of a file, or the only lambda there."""
    tree = parsed(text_of_file(key))
    if name == "<lambda>":
        found = (
            [n for n in ast.walk(tree) if isinstance(n, ast.Lambda) and n.lineno == line] if tree is not None else []
        )
        return found[0] if len(found) == 1 else None
    for node in ast.walk(tree) if tree is not None else ():
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) or node.name != name:
            continue
        if min([node.lineno, *(d.lineno for d in node.decorator_list)]) == line:
            return node
    return None


def expression_at(span: CodeSpan) -> ast.Expression | None:
    """The expression that a span of a file covers, or None where it covers no whole one."""
    try:
        return ast.parse(text_at(text_of_file(span.code), span).strip(), mode="eval")
    except (SyntaxError, ValueError):
        return None


def numbers_in(tree: ast.AST | None) -> list[int | float]:
    """The numbers that are written out in an expression."""
    nodes = ast.walk(tree) if tree is not None else ()
    return [n.value for n in nodes if isinstance(n, ast.Constant) and type(n.value) in (int, float)]  # type: ignore[misc]


def visible_names(function: types.FunctionType) -> dict[str, Any]:
    """The globals and closure variables that a function's code names, with their present values."""
    named = _globals_named(function.__code__)
    found = {name: function.__globals__[name] for name in named if name in function.__globals__}
    return {**found, **closed_over(function)}


@lru_cache(maxsize=512)
def _globals_named(code: types.CodeType) -> tuple[str, ...]:
    """The globals that a function's code reads, and those that functions written in it do; attributes are no names."""
    loads = (i.argval for i in dis.get_instructions(code) if i.opname.startswith(_LOADING))
    inner = (name for part in code.co_consts if isinstance(part, types.CodeType) for name in _globals_named(part))
    return tuple(dict.fromkeys((*loads, *inner)))


def closed_over(function: types.FunctionType) -> dict[str, Any]:
    """The closure variables of a function, with their present values; those not bound yet are left out."""
    found = {}
    for name, cell in zip(function.__code__.co_freevars, function.__closure__ or (), strict=False):
        try:
            found[name] = cell.cell_contents
        except ValueError:
            continue
    return found


def with_helpers(function: types.FunctionType, is_wanted: Callable[[types.CodeType], bool]) -> list[types.FunctionType]:
    """A function, and the wanted functions that its code names, that theirs name, and so on; each once."""
    found = [function]
    for known in found:  # grows as it is read
        for value in visible_names(known).values():
            inner = attribute(value, "__func__", value)
            if is_a(inner, types.FunctionType) and inner not in found and is_wanted(inner.__code__):
                found.append(inner)
    return found
