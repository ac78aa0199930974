"""Finds code of the executed cell and functions that did not run this time, and the test that kept it from running."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tapeviz.engines.base import Engine
from tapeviz.kinds import is_container, is_exactly
from tapeviz.provenance.calls import Calls, read_in
from tapeviz.provenance.executed import Hit, Scope, own_nodes, own_nodes_within, parents_in, step_of
from tapeviz.provenance.functions import parsed
from tapeviz.provenance.ledger import ITERATORS
from tapeviz.provenance.mentions import loads
from tapeviz.provenance.paths import path_of
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.slots import thing_at
from tapeviz.provenance.steps import HostSteps
from tapeviz.records import CodeSpan, SkippedCode

__all__ = ["Compiled", "SkippedFinder"]


@dataclass(slots=True)
class Compiled:
    """A traced function that ran: its text, the values its names stand for, and those of them its graph uses.

    `captured` are those that it took in when it was traced, which no call hands over; `owner` is the object that a
    method belongs to, under the name that its code has for it.
    """

    key: str
    text: str
    node: ast.AST
    names: dict[str, Any]
    used: list[Any]
    stack: tuple[CodeSpan, ...]
    owner: dict[str, Any]
    captured: list[Any]

    @property
    def scope(self) -> Scope:
        """Its code, of which no step was reported: what names stand for is in `names`."""
        return Scope(CodeUnit(self.key, self.text), self.node, {}, self.stack)


class SkippedFinder(Calls):
    """Looks for mentions of sources in code that did not run; `earlier_texts` are those of the cells before."""

    def __init__(
        self, engine: Engine, steps: HostSteps, namespace: Mapping[str, Any], earlier_texts: Sequence[str] = ()
    ) -> None:
        super().__init__(engine, steps, namespace)
        self.earlier_texts = earlier_texts

    def find(
        self, cell: CodeUnit, units: list[CodeUnit], sources: list[Any], compiled: list[Compiled]
    ) -> tuple[SkippedCode, ...]:
        """One record for each source that skipped code mentions; the first mention in the order of the text."""
        found: dict[int, SkippedCode] = {}
        self.units = [cell, *units]
        scopes = list(self._scopes(cell, units))
        for scope in scopes:
            parents = parents_in(scope.node)
            for mention in self._unexecuted(scope, parents):
                value = self._resolve(mention, scope)
                is_owner = isinstance(parents.get(mention), ast.Attribute)
                asks = self._uses if is_owner else self._has_to_do
                hits = [k for k, s in enumerate(sources) if k not in found and asks(value, s)]
                if not hits:
                    continue
                condition = self._condition(mention, parents, scope)
                if condition is None or self._other_side_hands_on(condition[0], parents, scope, value):
                    continue
                where, test = (self._who_left(scopes, scope) if condition[1] == "yield" else None) or (
                    scope,
                    condition[0],
                )
                spans = (self._span(test, where), self._span(mention, scope))
                stack = self._stack_at(test, where)
                for k in hits:
                    found[k] = SkippedCode(k, *spans, condition[1], stack)
        for k, source in enumerate(sources):
            if k not in found:
                hit = self._in_loops(scopes, source) or self._left_out_by_call(units, source)
                hit = hit or self._not_called(scopes, source)
                hit = hit or self._left_out_of_graph(compiled, source) or self._in_failed(scopes, source)
                if hit is not None:
                    where, test, named, kind = hit
                    found[k] = SkippedCode(k, self._span(test, where), self._span(named, where), kind, where.stack)
        return tuple(found.values())

    def _stack_at(self, test: ast.AST, scope: Scope) -> tuple[CodeSpan, ...]:
        """The callers of the function when it asked the test last."""
        asked = self._last_time(test, scope)
        before = [entry for entry in self._calls_of(scope.unit, scope.node)[1] if entry.time <= asked]
        return before[-1].stack if before else scope.stack

    # ---- sources that a loop's name stands for ----

    def _in_loops(self, scopes: list[Scope], source: Any) -> Hit | None:
        for scope in scopes:
            parents = parents_in(scope.node)
            for node in own_nodes(scope.node):
                if isinstance(node, (ast.For, ast.comprehension)):
                    hit = self._in_loop(node, parents, scope, source)
                    if hit is not None:
                        return hit
        return None

    def _in_loop(self, loop: Any, parents: dict[ast.AST, ast.AST], scope: Scope, source: Any) -> Hit | None:
        names = [n.id for n in ast.walk(loop.target) if isinstance(n, ast.Name)]
        rounds = self._rounds(loop.target, scope)
        inside = parents[loop] if isinstance(loop, ast.comprehension) else loop
        bound = [
            (k, name)
            for k, (_, values) in enumerate(rounds)
            for name, value in zip(names, values, strict=False)
            if self._uses(value, source)
        ]
        for k, name in bound:
            start, end = rounds[k][0], rounds[k + 1][0] if k + 1 < len(rounds) else None
            tested = _tested_nodes(inside)
            named = (n for n in own_nodes_within(inside) if isinstance(n, ast.Name) and n.id == name and loads(n))
            uses = [n for n in named if n not in tested]
            if not uses or any(self._ran(n, scope, (start, end)) for n in uses if self._site(n, scope) is not None):
                continue
            unrun = next(n for n in reversed(uses))
            condition = self._condition(unrun, parents, scope, (start, end))
            if condition is not None:
                return scope, condition[0], unrun, condition[1]
        if bound or not self._offers(loop.iter, scope, source):
            return None
        if rounds:
            left = self._break_test(loop, scope)
            return (scope, left or loop.iter, loop.iter, "break" if left is not None else "loop")
        return (scope, loop.iter, loop.iter, "exhausted") if self._had_nothing_left(loop.iter, scope) else None

    def _offers(self, iterable: ast.AST, scope: Scope, source: Any, *, as_part: bool = False) -> bool:
        """Whether the source is among what iterating gives: a part of a container, also handed on by `zip` and such."""
        if isinstance(iterable, (ast.List, ast.Tuple, ast.Set)):
            return any(self._offers(part, scope, source, as_part=True) for part in iterable.elts)
        if isinstance(iterable, ast.Starred):
            return self._offers(iterable.value, scope, source)
        value = self._value_of(iterable, scope)  # type: ignore[arg-type]
        if isinstance(iterable, ast.Name) and is_exactly(value, ITERATORS):
            return self._was_made_of(iterable, scope, source)
        if isinstance(iterable, ast.Call) and is_exactly(value, ITERATORS):
            owner = [iterable.func.value] if isinstance(iterable.func, ast.Attribute) else []
            return any(self._offers(given, scope, source) for given in (*iterable.args, *owner))
        return (as_part or is_container(value)) and self._uses(value, source)

    def _had_nothing_left(self, iterable: ast.expr, scope: Scope) -> bool:
        """Of a loop without rounds: whether it began, over an iterator that something else may have used up."""
        began = self._site(iterable, scope) in self.steps.executed
        return began and isinstance(iterable, ast.Name) and is_exactly(self._value_of(iterable, scope), ITERATORS)

    def _was_made_of(self, name: ast.Name, scope: Scope, source: Any) -> bool:
        """Whether an iterator, which may have nothing left, was made of something with the source in it."""
        here = [value for value in _values_of(scope.node, name.id) if value.lineno <= name.lineno]
        if here:
            return self._offers(here[-1], scope, source)
        trees = (parsed(text) for text in reversed(self.earlier_texts))
        made = next((found[-1] for tree in trees if tree and (found := _values_of(tree, name.id))), None)
        given = made.args if isinstance(made, ast.Call) else []
        parts = (node for part in given for node in ast.walk(part) if isinstance(node, ast.Name))
        return any(self._uses(self.namespace.get(part.id), source) for part in parts)

    def _who_left(self, scopes: list[Scope], generator: Scope) -> tuple[Scope, ast.AST] | None:
        """Where a generator was not asked for more: the test that broke the loop over it, the loop, or the call."""
        for scope in scopes:
            parents = parents_in(scope.node)
            for call in own_nodes(scope.node):
                if not isinstance(call, ast.Call) or not self._ran(call, scope):
                    continue
                if self._is_call_of(generator.node, call, scope):
                    loop = _loop_over(call, parents)
                    return scope, (self._break_test(loop, scope) or loop.iter) if loop is not None else call
        return None

    def _is_call_of(self, function: ast.AST, call: ast.Call, scope: Scope) -> bool:
        called = getattr(self._resolve(call.func, scope), "__code__", None)
        name = getattr(function, "name", "")
        if called is None:
            return isinstance(call.func, ast.Attribute) and call.func.attr == name
        return bool(called.co_name == name and called.co_firstlineno <= getattr(function, "lineno", 0))

    # ---- statements that raised, and whose error was caught ----

    def _in_failed(self, scopes: list[Scope], source: Any) -> Hit | None:
        for scope in scopes:
            for failed in self._caught(scope, parents_in(scope.node)):
                for part in ast.walk(failed):
                    if self._is_mention(part, scope, source):
                        return scope, failed, part, "failed"
        return None

    # ---- Python branches that a traced function left out of its graph ----

    def _left_out_of_graph(self, compiled: list[Compiled], source: Any) -> Hit | None:
        for function in compiled:
            if any(self._uses(value, source) for value in function.used):
                continue
            scope, parents = function.scope, parents_in(function.node)
            for mention in self._named_in(function, source):
                condition = self._condition(mention, parents, scope)
                if condition is not None:
                    return scope, condition[0], mention, condition[1]
        return None

    def _named_in(self, function: Compiled, source: Any) -> Iterator[ast.expr]:
        """Where the code of a compiled function names what uses the source: by a name, or as a part of its object."""
        for node in ast.walk(function.node):
            if isinstance(node, ast.Name) and loads(node) and self._uses(function.names.get(node.id), source):
                yield node
            elif isinstance(node, ast.Attribute) and loads(node):
                path = path_of(node)
                if path and self._uses(thing_at(path, function.owner, self.engine), source):
                    yield node

    # ---- what ran ----

    def _unexecuted(self, scope: Scope, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.expr]:
        for node in read_in(scope.node):
            if not self._began(step_of(node, parents), scope):
                yield node


def _values_of(root: ast.AST, name: str) -> list[ast.expr]:
    """What the assignments of a function or a text itself bind a plain name to, in their order."""
    statements = (node for node in own_nodes(root) if isinstance(node, ast.Assign))
    return [s.value for s in statements if any(isinstance(t, ast.Name) and t.id == name for t in s.targets)]


def _loop_over(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Any:
    """The loop that iterates over what an expression gives, or None."""
    around = parents.get(node)
    while isinstance(around, ast.expr):
        node, around = around, parents.get(around)
    return around if isinstance(around, (ast.For, ast.AsyncFor)) and around.iter is node else None


def _tested_nodes(root: ast.AST) -> set[ast.AST]:
    """The nodes inside tests: they decide, no data flows through them."""
    tests: list[ast.AST] = []
    for node in ast.walk(root):
        if isinstance(node, (ast.If, ast.While, ast.IfExp)):
            tests.append(node.test)
        elif isinstance(node, ast.comprehension):
            tests += node.ifs
    return {inner for test in tests for inner in ast.walk(test)}
