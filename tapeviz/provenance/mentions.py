"""Tells whether a piece of program text, or a value, mentions a source: by name, inside a container, in a function."""

from __future__ import annotations

import ast
import types
from collections.abc import Mapping
from typing import Any

from tapeviz.engines.base import Engine
from tapeviz.kinds import is_a, is_container
from tapeviz.provenance.executed import Executed, Scope
from tapeviz.provenance.functions import visible_names
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.steps import HostSteps

__all__ = ["Mentions", "loads"]


class Mentions(Executed):
    """What names stand for, and what values hold of a source."""

    def __init__(self, engine: Engine, steps: HostSteps, namespace: Mapping[str, Any]) -> None:
        super().__init__(steps)
        self.engine = engine
        self.namespace = namespace
        self.units: list[CodeUnit] = []

    def _is_mention(self, node: ast.AST, scope: Scope, source: Any) -> bool:
        named = isinstance(node, (ast.Name, ast.Attribute)) and loads(node)
        return named and self._uses(self._resolve(node, scope), source)  # type: ignore[arg-type]

    def _resolve(self, node: ast.expr, scope: Scope) -> Any:
        if isinstance(node, ast.Name):
            return scope.names[node.id] if node.id in scope.names else self._global_at(node, scope)
        if isinstance(node, ast.Attribute):
            owner = self._resolve(node.value, scope)
            if self.engine.kind(owner) == "module":
                return getattr(owner, node.attr, None)
            return getattr(owner, "__dict__", {}).get(node.attr) if owner is not None else None
        return None

    def _global_at(self, node: ast.Name, scope: Scope) -> Any:
        """What a name meant at a place of the cell's own text: bound further down, it was another object."""
        bound = [b for b in self.steps.bindings if b.name == node.id and b.span.code == scope.unit.key]
        if not bound or not isinstance(scope.node, ast.Module) or self._in_loop_of(node, scope):
            return self.namespace.get(node.id)
        before = [binding.value for binding in bound if binding.span.line < node.lineno]
        return before[-1] if before else None

    @staticmethod
    def _in_loop_of(node: ast.AST, scope: Scope) -> bool:
        loops = (n for n in ast.walk(scope.node) if isinstance(n, (ast.For, ast.AsyncFor, ast.While)))
        return any(node in ast.walk(loop) for loop in loops)

    def _uses(self, value: Any, source: Any, depth: int = 3) -> bool:
        """Whether a value is the source, holds it, or is a function that names it."""
        kind = self.engine.kind(value)
        if value is None or depth == 0:
            return False
        if kind == "variable":
            return self.engine.is_same_variable(value, source)
        if kind == "tensor":
            return value is source
        if kind == "module":
            return any(self.engine.is_same_variable(v, source) for _, v in self.engine.module_variables(value))
        if is_a(value, (list, tuple)) and is_container(value):
            return any(self._uses(part, source, depth - 1) for part in value[:512])
        if is_a(value, dict) and is_container(value):
            return any(self._uses(part, source, depth - 1) for part in list(value.values())[:512])
        if is_a(value, types.FunctionType):
            return self._function_uses(value, source, depth)
        return False

    def _function_uses(self, function: types.FunctionType, source: Any, depth: int) -> bool:
        named = visible_names(function).values()
        return any(self._uses(part, source, depth - 1) for part in named)


def loads(node: Any) -> bool:
    """Whether a name or attribute is read there."""
    return isinstance(node.ctx, ast.Load)
