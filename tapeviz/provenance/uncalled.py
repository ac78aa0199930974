"""Finds functions of which one was chosen: handed to a call that called another one, or left in a table."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Iterator
from typing import Any

from tapeviz.kinds import is_a, is_container
from tapeviz.provenance.executed import Hit, Scope, own_nodes, own_nodes_within
from tapeviz.provenance.mentions import Mentions
from tapeviz.provenance.stack import is_user_code

__all__ = ["Uncalled"]

_DISPLAYS = (ast.List, ast.Tuple, ast.Set, ast.Dict, ast.Starred)
_FUNCTIONS = (types.FunctionType, types.MethodType, functools.partial)
_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda
_Handed = tuple[ast.expr, Any]


class Uncalled(Mentions):
    """Looks for mentions of sources in functions that were handed over and never called."""

    def _not_called(self, scopes: list[Scope], source: Any) -> Hit | None:
        for scope in scopes:
            for node in own_nodes(scope.node):
                if not isinstance(node, (ast.Call, ast.Subscript)) or not self._ran(node, scope):
                    continue
                chosen = self._left_in_call if isinstance(node, ast.Call) else self._left_in_table
                mention = chosen(node, scope, source)  # type: ignore[arg-type]
                if mention is not None:
                    is_told = isinstance(node, ast.Subscript) and not isinstance(node.slice, ast.Constant)
                    return scope, node.slice if is_told else node, mention, "call"  # type: ignore[union-attr]
        return None

    def _left_in_call(self, call: ast.Call, scope: Scope, source: Any) -> ast.AST | None:
        """A mention of the source in a function that a call was given; of several in a container it called another."""
        given = [*call.args, *(k.value for k in call.keywords)]
        direct = [(node, self._value_of(node, scope)) for node in given if not isinstance(node, _DISPLAYS)]
        inside = [part for node in given for part in self._parts(node, scope)]
        for node, value in direct:
            mention = self._uncalled_mention(node, value, scope, source)
            if mention is not None:
                return mention
        if not inside or not self._called_one(call, [value for _, value in (*direct, *inside)], scope):
            return None
        return next((m for n, v in inside if (m := self._uncalled_mention(n, v, scope, source)) is not None), None)

    def _left_in_table(self, chosen: ast.Subscript, scope: Scope, source: Any) -> ast.AST | None:
        """A mention of the source in a function beside the one that `table[key]` took out, which was called."""
        if not isinstance(chosen.ctx, ast.Load) or not self._was_called(self._value_of(chosen, scope)):
            return None
        parts = self._parts(chosen.value, scope)
        return next((m for n, v in parts if (m := self._uncalled_mention(n, v, scope, source)) is not None), None)

    def _parts(self, node: ast.expr, scope: Scope, depth: int = 4) -> Iterator[_Handed]:
        """The functions inside a display or a container, each with the text that stands for it."""
        if isinstance(node, _DISPLAYS):
            for part in _written_parts(node):
                if isinstance(part, _DISPLAYS):
                    yield from self._parts(part, scope)
                else:
                    yield part, self._value_of(part, scope)
                    yield from self._parts(part, scope)
        else:
            yield from ((node, part) for part in _functions_in(self._value_of(node, scope), depth))

    def _uncalled_mention(self, node: ast.expr, value: Any, scope: Scope, source: Any) -> ast.AST | None:
        if isinstance(node, ast.Lambda):
            if self._ran_anywhere(node.body, scope):
                return None
            return next((n for n in ast.walk(node.body) if self._is_mention(n, scope, source)), None)
        if not is_a(value, _FUNCTIONS) or self._is_entered(value):
            return None
        return node if self._mentions(value, source) else None

    def _mentions(self, value: Any, source: Any) -> bool:
        function, given = _taken_apart(value)
        if function is None or any(self._uses(part, source) for part in given):
            return function is not None
        return self._function_uses(function, source, 3)

    def _called_one(self, call: ast.Call, given: list[Any], scope: Scope) -> bool:
        """Whether one of the functions ran while the call did: after what it was given, before its value."""
        site = self._site(call, scope)
        before = [s for n in own_nodes_within(call) if n is not call and (s := self._site(n, scope)) is not None]
        entries = [time for value in given if is_a(value, _FUNCTIONS) for time in self._entries(value)[1]]
        for end in self.steps.executed.get(site or 0, ()):
            start = max((t for s in before for t in self.steps.executed.get(s, ()) if t < end), default=0)
            if any(start < time < end for time in entries):
                return True
        return False

    def _was_called(self, value: Any) -> bool:
        return is_a(value, _FUNCTIONS) and self._is_entered(value)

    def _ran_anywhere(self, node: ast.AST, scope: Scope) -> bool:
        """Whether a handed-over expression has run with values; a model that is built runs all of it with symbols."""
        others = [u for u in self.units if u.key == scope.unit.key]
        sites = [s for unit in others for n in ast.walk(node) if (s := self._site(n, Scope(unit, node, {}, ())))]
        whole = [s for unit in others if (s := self._site(node, Scope(unit, node, {}, ())))]
        return not sites or any(self._ran_with_values(s) for s in whole or sites)

    def _ran_with_values(self, site: int) -> bool:
        return len(self.steps.executed.get(site, ())) > self.steps.symbolic.get(site, 0)

    def _is_entered(self, value: Any) -> bool:
        """Whether a function has run; of one that ran once, whether it was with what this one is bound to."""
        function, given = _taken_apart(value)
        if function is None or not is_user_code(function.__code__):
            return True  # nothing is known of it
        place, times = self._entries(value)
        if place is None or len(times) != 1:
            return bool(times)
        return self._fits(function, given, place)

    def _entries(self, value: Any) -> tuple[Scope | None, list[int]]:
        """The definition of a function with its last arguments as names, and when it was entered."""
        function, _ = _taken_apart(value)
        code = function.__code__ if function is not None else None
        for unit in self.units:
            node = _node_of(code, unit.tree) if code is not None and unit.key == code.co_filename else None
            site, entries = self._calls_of(unit, node)
            if node is not None and site is not None:
                names = dict(zip(site.binds, entries[-1].arguments, strict=False))
                return Scope(unit, node, names, ()), self.steps.executed.get(site.id, [])
        return None, []

    def _fits(self, function: types.FunctionType, given: tuple[Any, ...], scope: Scope) -> bool:
        """Whether the only run of a function's code can have been this function's, bound to these arguments."""
        if not all(any(part is argument for argument in scope.names.values()) for part in given):
            return False
        cells = dict(zip(function.__code__.co_freevars, function.__closure__ or (), strict=False))
        for node in ast.walk(scope.node):
            if isinstance(node, ast.Name) and node.id in cells:
                site = self._site(node, scope)
                if site in self.steps.executed and self.steps.value_at(site) is not cells[node.id].cell_contents:
                    return False
        return True


def _taken_apart(value: Any) -> tuple[types.FunctionType | None, tuple[Any, ...]]:
    """The function behind a method or partial, and what it is bound to."""
    given: tuple[Any, ...] = ()
    while is_a(value, functools.partial):
        given = (*given, *value.args, *value.keywords.values())
        value = value.func
    if is_a(value, types.MethodType):
        given, value = (*given, value.__self__), value.__func__
    return (value if is_a(value, types.FunctionType) else None), given


def _written_parts(display: ast.expr) -> list[ast.expr]:
    if isinstance(display, ast.Dict):
        return display.values
    return [display.value] if isinstance(display, ast.Starred) else display.elts  # type: ignore[attr-defined]


def _functions_in(value: Any, depth: int) -> Iterator[Any]:
    if is_a(value, _FUNCTIONS):
        yield value
    elif depth and is_container(value) and len(value) <= 512:
        for part in value.values() if is_a(value, dict) else value:
            yield from _functions_in(part, depth - 1)


def _node_of(code: types.CodeType, tree: ast.AST | None) -> _FunctionNode | None:
    """The definition, or the lambda, that a function's code was compiled from."""
    places = {(line, col, end, end_col) for line, end, col, end_col in code.co_positions()}
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Lambda):
            body = node.body
            is_its = (body.lineno, body.col_offset, body.end_lineno, body.end_col_offset) in places
            if is_its and (code.co_name, code.co_firstlineno) == ("<lambda>", node.lineno):
                return node
        elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
            if (code.co_name, code.co_firstlineno) == (node.name, first):
                return node
    return None
