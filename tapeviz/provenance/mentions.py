"""Tells whether a piece of program text, or a value, mentions a source: by name, or in a container or a function."""

from __future__ import annotations

import ast
import functools
import types
from collections.abc import Iterator, Mapping
from typing import Any

from tapeviz.engines.base import Engine
from tapeviz.kinds import bases_of, is_a, is_container, is_veiled, members_of
from tapeviz.provenance.executed import Executed, Scope
from tapeviz.provenance.functions import visible_names
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.stack import is_user_code
from tapeviz.provenance.steps import HostSteps
from tapeviz.spans import is_user_class

__all__ = ["Mentions", "loads"]


class Mentions(Executed):
    """What names stand for, and what values hold of a source."""

    def __init__(self, engine: Engine, steps: HostSteps, namespace: Mapping[str, Any]) -> None:
        super().__init__(steps)
        self.engine = engine
        self.namespace = namespace
        self.units: list[CodeUnit] = []
        self._inside: dict[ast.AST, set[ast.AST]] = {}
        self._methods: dict[tuple[int, int, int, int], bool] = {}

    def _is_mention(self, node: ast.AST, scope: Scope, source: Any) -> bool:
        named = isinstance(node, (ast.Name, ast.Attribute)) and loads(node)
        return named and self._uses(self._resolve(node, scope), source)  # type: ignore[arg-type]

    def _resolve(self, node: ast.expr, scope: Scope) -> Any:
        if isinstance(node, ast.Name):
            if node in self._bound_inside(scope.node):
                site = self._site(node, scope)
                return self.steps.value_at(site) if site is not None else None
            return scope.names[node.id] if node.id in scope.names else self._global_at(node, scope)
        if isinstance(node, ast.Attribute):
            return self._part(self._resolve(node.value, scope), node.attr)
        return None

    def _bound_inside(self, root: ast.AST) -> set[ast.AST]:
        """The names that a comprehension binds for itself, which say nothing of the names around it."""
        if root not in self._inside:
            found = self._inside[root] = set()
            for node in ast.walk(root):
                if isinstance(node, (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
                    found.update(_own_names(node))
        return self._inside[root]

    def _value_of(self, node: ast.expr, scope: Scope) -> Any:
        if isinstance(node, (ast.Name, ast.Attribute)):
            return self._resolve(node, scope)
        if isinstance(node, ast.Constant):
            return node.value
        site = self._site(node, scope)
        return self.steps.value_at(site) if site is not None else None

    def _part(self, owner: Any, name: str) -> Any:
        """What an attribute stands for, without running code of the user's: of a property its function, as a method."""
        if owner is None or is_veiled(owner):
            return None
        held = getattr(owner, "__dict__", {}).get(name)
        if held is not None:
            return held
        member = next((m[name] for base in bases_of(type(owner)) if name in (m := members_of(base))), None)
        computes = _function_behind(member)
        if computes is not None and is_user_code(computes.__code__):
            return computes if is_a(member, staticmethod) else types.MethodType(computes, owner)
        return getattr(owner, name, None) if self.engine.kind(owner) == "module" else None

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
        if is_a(value, types.MethodType) and is_a(value.__func__, types.FunctionType):
            return self._method_uses(value.__func__, value.__self__, source, depth)
        return False

    def _has_to_do(self, value: Any, source: Any) -> bool:
        """Whether a value uses the source; so does an object of the user's that is called or handed over as a whole."""
        if self._uses(value, source):
            return True
        if is_veiled(value) or not is_user_class(type(value)):
            return False
        held = [*getattr(value, "__dict__", {}).values()][:512]
        return any(self._uses(part, source, 2) for part in (*held, self._part(value, "__call__")))

    def _method_uses(self, function: types.FunctionType, owner: Any, source: Any, depth: int) -> bool:
        """Whether a method names the source, or a part of its object which is, holds or uses it."""
        key = (id(function), id(owner), id(source), depth)
        if key not in self._methods:
            self._methods[key] = False  # while it is being found out: a method may name itself
            parts = (self._part(owner, name) for name in sorted(_names_in(function.__code__)))
            self._methods[key] = self._function_uses(function, source, depth) or any(
                self._uses(part, source, depth - 1) for part in parts
            )
        return self._methods[key]

    def _function_uses(self, function: types.FunctionType, source: Any, depth: int) -> bool:
        named = visible_names(function).values()
        return any(self._uses(part, source, depth - 1) for part in named)


def loads(node: Any) -> bool:
    """Whether a name or attribute is read there."""
    return isinstance(node.ctx, ast.Load)


def _own_names(node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp) -> Iterator[ast.Name]:
    """Where a comprehension reads what it binds itself; what it goes through first is read around it."""
    targets = [n for part in node.generators for n in ast.walk(part.target)]
    bound = {n.id for n in targets if isinstance(n, ast.Name)}
    around = set(ast.walk(node.generators[0].iter))
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and inner.id in bound and inner not in around:
            yield inner


def _function_behind(member: Any) -> types.FunctionType | None:
    """The function that a method, a property or the like in a class was written as."""
    for name in ("fget", "func", "__func__"):
        if is_a(member, (property, functools.cached_property, staticmethod, classmethod)):
            member = getattr(member, name, member)
    return member if is_a(member, types.FunctionType) else None


def _names_in(code: types.CodeType) -> set[str]:
    """The names, of attributes too, in a function's code and in that of the functions written in it."""
    inner = (part for part in code.co_consts if is_a(part, types.CodeType))
    return {*code.co_names}.union(*map(_names_in, inner))
