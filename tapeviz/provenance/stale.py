"""Finds what a compiled function goes on using: the variable that a name in its code stood for when it was traced."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from tapeviz.provenance.executed import parents_in
from tapeviz.provenance.mentions import Mentions, loads
from tapeviz.provenance.paths import content_paths, path_of
from tapeviz.provenance.skipped import Compiled
from tapeviz.provenance.slots import thing_at

__all__ = ["StaleFinder"]


class StaleFinder(Mentions):
    """Looks for sources that the code of a compiled function names now, and its graph does not use."""

    def find(self, compiled: list[Compiled], sources: Mapping[int, Any]) -> Iterator[tuple[int, Any, str]]:
        """(source, variable that the graph uses, path) wherever both can have stood at that path of the code."""
        for number, source in sources.items():
            for function in compiled:
                path = self._path_to(source, function)
                if path:
                    yield from ((number, other, path) for other in self._strangers(function, source))

    def _path_to(self, source: Any, function: Compiled) -> str:
        """The path in the code, behind no test, that leads to it, or to a layer of which the graph uses nothing."""
        if any(self._uses(value, source) for value in function.used):
            return ""
        scope, parents = function.scope, parents_in(function.node)
        read = set(content_paths(function.node))  # of what only the form is asked for, a graph holds nothing
        for node in ast.walk(function.node):
            path = path_of(node) if isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)) and loads(node) else None
            if path is None or not any(longer[: len(path)] == path for longer in read):
                continue
            found = thing_at(path, {**function.names, **function.owner}, self.engine)
            if self._is_new(found, source, function) and self._condition(node, parents, scope) is None:
                return "".join(path)
        return ""

    def _is_new(self, thing: Any, source: Any, function: Compiled) -> bool:
        kind = self.engine.kind(thing)
        if kind == "variable":
            return self.engine.is_same_variable(thing, source)
        return kind == "module" and self._uses(thing, source) and not any(self._uses(thing, v) for v in function.used)

    def _strangers(self, function: Compiled, source: Any) -> Iterator[Any]:
        """The variables like the source that the graph took in and that no name in the code leads to any more."""
        named = [*function.names.values(), *function.owner.values()]
        for value in function.captured:
            is_like = self.engine.kind(value) == "variable" and self.engine.spec(value) == self.engine.spec(source)
            if is_like and not any(self._has_to_do(thing, value) for thing in named):
                yield value
