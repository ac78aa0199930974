"""Finds code that one of several calls of a function left out, though another call ran it: `gated(x, False)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from tapeviz.provenance.executed import Hit, Scope, own_nodes, parents_in, step_of
from tapeviz.provenance.mentions import loads
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.uncalled import Uncalled

__all__ = ["Calls", "read_in"]

_Call = tuple[Scope, tuple[int, int | None]]


class Calls(Uncalled):
    """Looks at each call of a function by itself, with its own arguments and in its own stretch of time."""

    def _left_out_by_call(self, units: list[CodeUnit], source: Any) -> Hit | None:
        """A mention of the source, by an argument, in code that the call with that argument did not run."""
        for scope, during in self._each_call(units):
            if not any(self._has_to_do(value, source) for value in scope.names.values()):
                continue
            parents = parents_in(scope.node)
            for mention in read_in(scope.node):
                value = self._resolve(mention, scope) if _root(mention) in scope.names else None
                if not self._has_to_do(value, source) or self._ran(step_of(mention, parents), scope, during):
                    continue
                condition = self._condition(mention, parents, scope, during)
                if condition is None or condition[1] == "yield":
                    continue
                if not self._other_side_hands_on(condition[0], parents, scope, value):
                    return scope, condition[0], mention, condition[1]
        return None

    def _each_call(self, units: list[CodeUnit]) -> Iterator[_Call]:
        """The calls of each function that ran more than once; not of one that calls itself, or stops and goes on."""
        for unit in units:
            for site, node in self._functions_entered(unit):
                entries = self.steps.frames_entered[site.id]
                stops = any(isinstance(n, (ast.Yield, ast.YieldFrom, ast.Await)) for n in own_nodes(node))
                inner = any(_is_inside(span, unit, node) for entry in entries for span in entry.stack[1:])
                if len(entries) < 2 or stops or inner:
                    continue
                ends = [entry.time for entry in entries[1:]]
                for entry, end in zip(entries, [*ends, None], strict=True):
                    names = dict(zip(site.binds, entry.arguments, strict=False))
                    yield Scope(unit, node, names, entry.stack), (entry.time, end)

    def _other_side_hands_on(self, test: ast.AST, parents: dict[ast.AST, ast.AST], scope: Scope, value: Any) -> bool:
        """Whether the side of a test that did run hands the same value on, unchanged: then the test changed nothing."""
        around = parents.get(test)
        if isinstance(around, ast.IfExp):
            handed = [around.body, around.orelse]
        elif isinstance(around, ast.If):
            handed = [s.value for s in (*around.body, *around.orelse) if isinstance(s, ast.Assign)]
        else:
            return False
        plain = (n for n in handed if isinstance(n, (ast.Name, ast.Attribute)) and self._ran(n, scope))
        return any(self._resolve(node, scope) is value for node in plain)


def read_in(root: ast.AST) -> Iterator[ast.Name | ast.Attribute]:
    """Where names and attributes are read by a function or text itself; what an error is told with leads nowhere."""
    nodes = list(own_nodes(root))
    told = {inner for node in nodes if isinstance(node, ast.Raise) for inner in ast.walk(node)}
    for node in nodes:
        if isinstance(node, (ast.Name, ast.Attribute)) and loads(node) and node not in told:
            yield node


def _root(node: ast.Name | ast.Attribute) -> str:
    """The name that an expression such as `v` or `self.v` begins with, if it is no longer than that."""
    inner = node.value if isinstance(node, ast.Attribute) else node
    return inner.id if isinstance(inner, ast.Name) else ""


def _is_inside(span: Any, unit: CodeUnit, node: Any) -> bool:
    return bool(span.code == unit.key and node.lineno <= span.line <= node.end_lineno)
