"""From the code that autograph writes in place of a user's function back to the user's own expressions."""

from __future__ import annotations

import ast
import linecache
import types
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import Any

from tapeviz.records import CodeSpan

__all__ = [
    "calls_written",
    "is_converted",
    "note_converted",
    "original_span",
    "outside_bodies",
    "position_of",
    "tree_of",
]

_MARK = "__autograph_generated_file"
_MODULE = "ag__"

# Of each file that autograph wrote: line by line, which file, line and function its code came from.
_origins: dict[str, dict[int, tuple[str, int, str]]] = {}


def is_converted(code: types.CodeType) -> bool:
    """Whether autograph wrote this code."""
    return _MARK in code.co_filename


def note_converted(code: types.CodeType, frame: Any) -> bool:
    """Remember where the lines of code that autograph wrote came from; False when that is not to be had.

    Whoever calls a converted function holds it as `converted_f`, and it carries its source map. The bodies of its loops
    and branches are functions inside it, with the same map.
    """
    if code.co_filename in _origins:
        return True
    while frame is not None:
        if frame.f_code.co_filename == code.co_filename and frame.f_back is not None:
            found = getattr(frame.f_back.f_locals.get("converted_f"), "ag_source_map", None)
            if found is not None:
                _origins[code.co_filename] = {
                    place.lineno: (origin.loc.filename, origin.loc.lineno, origin.function_name or "")
                    for place, origin in found.items()
                }
                return True
        frame = frame.f_back
    return False


def outside_bodies(codes: Sequence[types.CodeType]) -> Iterator[int]:
    """Of a stack of code objects, innermost first, the positions of those that are not merely around a loop's body."""
    for position, code in enumerate(codes):
        around = position and is_converted(code) and _holds(code, codes[position - 1])
        if not around:
            yield position


def _holds(code: types.CodeType, inner: types.CodeType) -> bool:
    nested = (c for c in code.co_consts if isinstance(c, types.CodeType))
    return code.co_filename == inner.co_filename and any(c is inner or _holds(c, inner) for c in nested)


def original_span(code: types.CodeType, last: int, line: int) -> CodeSpan | None:
    """The user's expression that converted code was executing at `last`; its line alone where that is not certain."""
    found = _origins.get(code.co_filename, {}).get(line)
    if found is None:
        return None
    file, first, function = found
    node = _same_expression(_expression_at(code, last), code.co_filename, file, first)
    if node is None:
        return CodeSpan(file, first, scope=function)
    return _span(file, node, function)


def _span(file: str, node: ast.expr, function: str) -> CodeSpan:
    text = linecache.getlines(file)
    start = _character(text, node.lineno, node.col_offset)
    end = _character(text, node.end_lineno or node.lineno, node.end_col_offset or 0)
    return CodeSpan(file, node.lineno, start, node.end_lineno, end, function)


def calls_written(code: types.CodeType) -> list[tuple[str, str, CodeSpan]]:
    """The calls in the text of a user's function: the names that each callee begins and ends with, and where it is."""
    positions = {position for position in code.co_positions() if None not in position}
    nodes = ast.walk(tree_of(code.co_filename) or ast.Module([], []))
    calls = [n for n in nodes if isinstance(n, ast.Call) and position_of(n) in positions]
    named = [(_root(call.func), ast.unparse(call.func).rpartition(".")[2], call) for call in calls]
    return [(root, last, _span(code.co_filename, call, code.co_name)) for root, last, call in named if root]


def _root(node: ast.expr) -> str:
    while isinstance(node, (ast.Attribute, ast.Subscript, ast.Call)):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""


def _character(text: Sequence[str], line: int, byte_col: int) -> int:
    written = text[line - 1] if line <= len(text) else ""
    return byte_col if written.isascii() else len(written.encode()[:byte_col].decode(errors="ignore"))


def tree_of(file: str) -> ast.Module | None:
    """The tree of a file's text, kept for the next question about it (read it, do not change it), or None."""
    return _tree("".join(linecache.getlines(file)))


@lru_cache(maxsize=16)
def _tree(text: str) -> ast.Module | None:
    try:
        return ast.parse(text)
    except (SyntaxError, ValueError, RecursionError):
        return None


def _expression_at(code: types.CodeType, last: int) -> ast.expr | None:
    """The node of the generated text at an instruction."""
    line, end_line, col, end_col = list(code.co_positions())[last // 2]
    tree = tree_of(code.co_filename)
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.expr) and position_of(node) == (line, end_line, col, end_col):
            return node
    return None


def position_of(node: ast.expr | ast.stmt) -> tuple[int, int | None, int, int | None]:
    """Where a node stands, in the order and the bytes of `co_positions`."""
    return (node.lineno, node.end_lineno, node.col_offset, node.end_col_offset)


def _same_expression(generated: ast.expr | None, written: str, file: str, line: int) -> ast.expr | None:
    """The user's expression that autograph turned into `generated`: the one in the same statement that reads alike.

    Of several that read alike the one at the same position among them.
    """
    ours, theirs = tree_of(file), tree_of(written)
    if generated is None or ours is None or theirs is None:
        return None
    text = _plain_text(generated)
    around = _statement(theirs, lambda s: s.lineno <= generated.lineno <= (s.end_lineno or s.lineno))
    statement = _statement(ours, lambda s: s.lineno <= line <= (s.end_lineno or s.lineno))
    if text is None or around is None or statement is None:
        return None
    twins = [node for node in _expressions(around) if _plain_text(node) == text]
    found = [node for node in _expressions(statement) if ast.unparse(node) == text]
    if len(found) == 1:
        return found[0]
    alike = len(found) == len(twins) and generated in twins
    return found[twins.index(generated)] if alike else None


def _statement(tree: ast.Module, has_line: Callable[[ast.stmt], bool]) -> ast.stmt | None:
    """The innermost statement at a line."""
    fitting = [node for node in ast.walk(tree) if isinstance(node, ast.stmt) and has_line(node)]
    return max(fitting, key=lambda s: (s.lineno, -(s.end_lineno or s.lineno)), default=None)


def _expressions(statement: ast.stmt) -> list[ast.expr]:
    """The expressions of a statement itself, in the order of the text; not those of statements inside it."""
    found: list[ast.expr] = []
    for child in ast.iter_child_nodes(statement):
        if not isinstance(child, (ast.stmt, ast.ExceptHandler, ast.match_case)):
            found += [node for node in ast.walk(child) if isinstance(node, ast.expr)]
    return sorted(found, key=lambda node: (node.lineno, node.col_offset))


def _plain_text(node: ast.expr) -> str | None:
    try:
        return ast.unparse(_Plain().visit(ast.parse(ast.unparse(node), mode="eval")))
    except (SyntaxError, ValueError, RecursionError):
        return None


class _Plain(ast.NodeTransformer):
    """Takes back what autograph did to an expression."""

    def visit_Call(self, node: ast.Call) -> ast.expr:
        """Calls of autograph's own functions become what they stand for."""
        self.generic_visit(node)
        name = node.func.attr if isinstance(node.func, ast.Attribute) and _is_module(node.func.value) else ""
        back = getattr(self, f"_{name.strip('_')}", None) if name else None
        return back(node) if back is not None else node

    @staticmethod
    def _ld(node: ast.Call) -> ast.expr:
        return node.args[0]

    @staticmethod
    def _converted_call(node: ast.Call) -> ast.expr:
        function, given, named = node.args[:3]
        if not isinstance(given, ast.Tuple):
            return node
        return ast.Call(function, given.elts, named.keywords if isinstance(named, ast.Call) else [])

    @staticmethod
    def _if_exp(node: ast.Call) -> ast.expr:
        return ast.IfExp(node.args[0], _body(node.args[1]), _body(node.args[2]))

    @staticmethod
    def _and(node: ast.Call) -> ast.expr:
        return ast.BoolOp(ast.And(), [_body(argument) for argument in node.args])

    @staticmethod
    def _or(node: ast.Call) -> ast.expr:
        return ast.BoolOp(ast.Or(), [_body(argument) for argument in node.args])

    @staticmethod
    def _not(node: ast.Call) -> ast.expr:
        return ast.UnaryOp(ast.Not(), node.args[0])

    @staticmethod
    def _eq(node: ast.Call) -> ast.expr:
        return ast.Compare(node.args[0], [ast.Eq()], [node.args[1]])

    @staticmethod
    def _not_eq(node: ast.Call) -> ast.expr:
        return ast.Compare(node.args[0], [ast.NotEq()], [node.args[1]])


def _is_module(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id == _MODULE


def _body(node: ast.expr) -> ast.expr:
    return node.body if isinstance(node, ast.Lambda) else node
