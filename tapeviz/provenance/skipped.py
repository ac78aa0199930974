"""Finds code of the executed cell and functions that did not run this time, and the test that kept it from running."""

from __future__ import annotations

import ast
import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tapeviz.engines.base import Engine
from tapeviz.provenance.sites import CodeUnit, span_of_node
from tapeviz.provenance.steps import HostSteps
from tapeviz.records import CodeSpan, SkippedCode

__all__ = ["SkippedFinder"]

_JUMPS = (ast.Return, ast.Continue, ast.Break, ast.Raise)
_FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(slots=True)
class _Scope:
    """One executed function or the cell itself: its code, what its names stood for, and how it was called."""

    unit: CodeUnit
    node: ast.AST
    names: dict[str, Any]
    stack: tuple[CodeSpan, ...]


class SkippedFinder:
    """Looks for mentions of sources in code that did not run."""

    def __init__(self, engine: Engine, steps: HostSteps, namespace: Mapping[str, Any]) -> None:
        self.engine = engine
        self.steps = steps
        self.namespace = namespace

    def find(self, cell: CodeUnit, units: list[CodeUnit], sources: list[Any]) -> tuple[SkippedCode, ...]:
        """One record for each source that skipped code mentions; the first mention in the order of the text."""
        found: dict[int, SkippedCode] = {}
        for scope in self._scopes(cell, units):
            parents = _parents(scope.node)
            for mention in self._unexecuted(scope):
                value = self._resolve(mention, scope)
                hits = [k for k, s in enumerate(sources) if k not in found and self._uses(value, s)]
                if not hits:
                    continue
                condition = self._condition(mention, parents, scope)
                if condition is None:
                    continue
                spans = (self._span(condition[0], scope), self._span(mention, scope))
                for k in hits:
                    found[k] = SkippedCode(k, *spans, condition[1], scope.stack)
        return tuple(found.values())

    # ---- what ran ----

    def _scopes(self, cell: CodeUnit, units: list[CodeUnit]) -> Iterator[_Scope]:
        if cell.tree is not None:
            yield _Scope(cell, cell.tree, {}, ())
        for unit in units:
            functions = {(n.lineno, n.col_offset): n for n in _functions(unit.tree)}
            for number, entries in self.steps.frames_entered.items():
                site = unit.sites.get(number)
                node = functions.get(site.position[:2]) if site is not None else None
                if site is None or node is None:
                    continue
                frame, arguments, stack = entries[-1]
                yield _Scope(unit, node, self._names(frame, site.binds, arguments), stack)

    def _names(self, frame: int, names: tuple[str, ...], values: tuple[Any, ...]) -> dict[str, Any]:
        bound = dict(zip(names, values, strict=False))
        bound.update(self.steps.local_values(frame))
        return bound

    def _unexecuted(self, scope: _Scope) -> Iterator[ast.expr]:
        for node in _own_nodes(scope.node):
            if not isinstance(node, (ast.Name, ast.Attribute)) or not isinstance(node.ctx, ast.Load):
                continue
            if not self._ran(node, scope):
                yield node

    def _ran(self, node: ast.AST, scope: _Scope) -> bool:
        """Whether a traced expression inside the node, or the node itself, has run (untraced ones: unknown, True)."""
        sites = [s for n in ast.walk(node) if (s := self._site(n, scope)) is not None]
        return not sites or any(s in self.steps.executed for s in sites)

    @staticmethod
    def _site(node: ast.AST, scope: _Scope) -> int | None:
        if not isinstance(node, ast.expr):
            return None
        site = scope.unit.at((node.lineno, node.col_offset, node.end_lineno or 0, node.end_col_offset or 0))
        return None if site is None else site.id

    # ---- what is mentioned ----

    def _resolve(self, node: ast.expr, scope: _Scope) -> Any:
        if isinstance(node, ast.Name):
            return scope.names.get(node.id, self.namespace.get(node.id))
        if isinstance(node, ast.Attribute):
            owner = self._resolve(node.value, scope)
            if self.engine.kind(owner) == "module":
                return getattr(owner, node.attr, None)
            return getattr(owner, "__dict__", {}).get(node.attr) if owner is not None else None
        return None

    def _uses(self, value: Any, source: Any, depth: int = 3) -> bool:
        """Whether a value is the source, holds it, or is a function that names it."""
        kind = self.engine.kind(value)
        if value is None or depth == 0:
            return False
        if kind == "variable":
            return self._is_variable(value, source)
        if kind == "tensor":
            return value is source
        if kind == "module":
            return any(self._is_variable(v, source) for _, v in self.engine.module_variables(value))
        if isinstance(value, (list, tuple)):
            return any(self._uses(part, source, depth - 1) for part in value[:512])
        if isinstance(value, dict):
            return any(self._uses(part, source, depth - 1) for part in list(value.values())[:512])
        if isinstance(value, types.FunctionType):
            return self._function_uses(value, source, depth)
        return False

    def _is_variable(self, variable: Any, source: Any) -> bool:
        if self.engine.kind(source) != "variable":
            return False
        mine, its = self.engine.variable(variable), self.engine.variable(source)
        return self.engine.variable_key(mine) == self.engine.variable_key(its)

    def _function_uses(self, function: types.FunctionType, source: Any, depth: int) -> bool:
        named = [function.__globals__[n] for n in function.__code__.co_names if n in function.__globals__]
        for cell in function.__closure__ or ():
            try:
                named.append(cell.cell_contents)
            except ValueError:
                continue
        return any(self._uses(part, source, depth - 1) for part in named)

    # ---- why it did not run ----

    def _condition(
        self, node: ast.AST, parents: dict[ast.AST, ast.AST], scope: _Scope
    ) -> tuple[ast.AST, str] | None:
        """The nearest test around (or jump before) the node that did run."""
        child, parent = node, parents.get(node)
        while parent is not None:
            found = self._test_of(parent, child, scope) or self._jump_before(parent, child, scope)
            if found is not None:
                return found
            child, parent = parent, parents.get(parent)
        return None

    def _test_of(self, parent: ast.AST, child: ast.AST, scope: _Scope) -> tuple[ast.AST, str] | None:
        test: ast.AST | None = None
        if isinstance(parent, (ast.If, ast.While, ast.IfExp)) and child is not parent.test:
            test = parent.test
        elif isinstance(parent, (ast.For, ast.AsyncFor)) and child is not parent.iter:
            test = parent.iter
        elif isinstance(parent, ast.Match) and child is not parent.subject:
            test = parent.subject
        elif isinstance(parent, ast.BoolOp) and child is not parent.values[0]:
            test = parent.values[0]
        elif isinstance(parent, (ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
            test = parent.generators[0].iter
        elif isinstance(parent, ast.ExceptHandler):
            return (parent.type or parent, "except")
        if test is None or not self._ran(test, scope) or child is test:
            return None
        return test, type(parent).__name__.lower()

    def _jump_before(self, parent: ast.AST, child: ast.AST, scope: _Scope) -> tuple[ast.AST, str] | None:
        """An earlier statement of the same block that left it: a test with a jump in it, or one that raised."""
        for name in ("body", "orelse", "finalbody"):
            block = getattr(parent, name, None)
            if not isinstance(block, list) or child not in block:
                continue
            before = block[: block.index(child)]
            for statement in reversed(before):
                jump = self._leaving_test(statement, scope)
                if jump is not None:
                    return jump
            if isinstance(parent, ast.Try) and name == "body" and before and self._ran(before[-1], scope):
                return before[-1], "raise"
        return None

    def _leaving_test(self, statement: ast.AST, scope: _Scope) -> tuple[ast.AST, str] | None:
        tests = [n for n in ast.walk(statement) if isinstance(n, (ast.If, ast.Match)) and _has_jump(n)]
        for test in reversed(tests):
            asked = test.test if isinstance(test, ast.If) else test.subject
            if self._ran(asked, scope):
                return asked, "jump"
        return (statement, "jump") if isinstance(statement, _JUMPS) else None

    def _span(self, node: ast.AST, scope: _Scope) -> CodeSpan:
        return span_of_node(node, scope.unit.key, scope.unit.text.splitlines(), getattr(scope.node, "name", ""))


def _has_jump(node: ast.AST) -> bool:
    return any(isinstance(n, _JUMPS) for n in ast.walk(node))


def _parents(root: ast.AST) -> dict[ast.AST, ast.AST]:
    return {child: parent for parent in ast.walk(root) for child in ast.iter_child_nodes(parent)}


def _functions(tree: ast.AST | None) -> Iterator[_FunctionNode]:
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield node


def _own_nodes(root: ast.AST) -> Iterator[ast.AST]:
    """The nodes that run as part of a function or module itself, not of the functions defined in it; in text order."""
    body = getattr(root, "body", [])
    waiting = list(reversed(body)) if isinstance(body, list) else [body]
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            continue
        yield node
        waiting.extend(reversed(list(ast.iter_child_nodes(node))))
