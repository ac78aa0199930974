"""Finds functions that were made in a loop and read the loop's name when it stands for another value already."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from tapeviz.provenance.executed import Scope, own_nodes, own_nodes_within
from tapeviz.provenance.mentions import Mentions, loads
from tapeviz.provenance.targets import local_names, plain_names
from tapeviz.records import PassedOver

__all__ = ["LateReads"]

_Function = ast.Lambda | ast.FunctionDef
_Rounds = list[tuple[int, Any]]


class LateReads(Mentions):
    """What `[lambda a: a * v for v in (x, w)]` reads as `v`: the last value, whenever it is called."""

    def _late_reads(self, scope: Scope, sources: dict[int, Any]) -> Iterator[PassedOver]:
        """Where such functions read another value than a source that the name had stood for, when they were made."""
        for loop in own_nodes(scope.node):
            if not isinstance(loop, (ast.For, ast.ListComp, ast.SetComp, ast.GeneratorExp, ast.DictComp)):
                continue
            rounds = dict(self._values_of_names(loop, scope))
            for function in _functions_within(loop):
                for name in _read_in(function):
                    if name.id in rounds:
                        yield from self._other_value(name, function, rounds[name.id], scope, sources)

    def _values_of_names(self, loop: Any, scope: Scope) -> Iterator[tuple[str, _Rounds]]:
        """(time, value) of each round for each name that a loop binds."""
        for target in (part.target for part in getattr(loop, "generators", [loop])):
            rounds = self._rounds(target, scope)
            for position, name in enumerate(plain_names(target)):
                yield name, [(time, values[position]) for time, values in rounds if position < len(values)]

    def _other_value(
        self, name: ast.Name, function: _Function, rounds: _Rounds, scope: Scope, sources: dict[int, Any]
    ) -> Iterator[PassedOver]:
        times = self._times(function, scope)
        ends = [time for time, _ in rounds[1:]]
        for number, source in sources.items():
            mine = [k for k, (_, value) in enumerate(rounds) if self._uses(value, source)]
            # In a round that another follows, it did not run before that, and it did run when there were no more.
            waited = [k for k in mine if k < len(ends) and not any(rounds[k][0] < t < ends[k] for t in times)]
            if waited and len(waited) == len(mine) and any(t > ends[-1] for t in times):
                yield PassedOver(number, "late", ends[-1], self._span(name, scope), (), name.id, name.id, scope.stack)

    def _times(self, function: _Function, scope: Scope) -> list[int]:
        """When a function's own code ran; it reports as a text of its own."""
        texts = [Scope(unit, function, {}, scope.stack) for unit in self.units if unit.key == scope.unit.key]
        nodes = own_nodes(function)
        sites = (site for node in nodes for text in texts if (site := self._site(node, text)) is not None)
        return [time for site in sites for time in self.steps.executed.get(site, ())]


def _functions_within(loop: ast.AST) -> list[_Function]:
    """The functions that a loop makes, not those that are made in them."""
    inside = (child for node in own_nodes_within(loop) for child in ast.iter_child_nodes(node))
    return [node for node in inside if isinstance(node, (ast.Lambda, ast.FunctionDef))]


def _read_in(function: _Function) -> list[ast.Name]:
    """The names that a function reads and does not bind itself."""
    body = function.body if isinstance(function.body, list) else [function.body]
    own = local_names(function)
    names = (n for part in body for n in ast.walk(part) if isinstance(n, ast.Name))
    return [n for n in names if loads(n) and n.id not in own]
