"""Finds where something that holds a source was looked into, called or handed over, and gave something else."""

from __future__ import annotations

import ast
import itertools
from collections import ChainMap
from collections.abc import Iterator
from typing import Any, Literal

from tapeviz.kinds import bases_of, entries_of, exactly, is_a, is_container, is_exactly, is_veiled, members_of
from tapeviz.provenance.executed import Scope, own_nodes
from tapeviz.provenance.holding import parts_within
from tapeviz.provenance.late import LateReads
from tapeviz.provenance.mentions import loads
from tapeviz.provenance.sites import CodeUnit
from tapeviz.records import PassedOver

__all__ = ["PassingFinder"]

_NOTHING = object()  # no default: what is not there raises an error
_WRITTEN = exactly(bool, int, float, complex, str, bytes)
_Asked = tuple[Any, Any, Any]
_Miss = Literal["hidden", "missing"]
_DEPTH = 3
_MOST = 2000  # parts of one object that are looked at


class PassingFinder(LateReads):
    """Looks for the places that a source was within reach of, and did not go on from."""

    def find(self, cell: CodeUnit, units: list[CodeUnit], sources: dict[int, Any]) -> tuple[PassedOver, ...]:
        """For each of the sources, by number, where it was passed over, in the order in which that happened."""
        found: list[PassedOver] = []
        self.units = [cell, *units]
        for scope in self._scopes(cell, units):
            found += self._late_reads(scope, sources)
            for node in own_nodes(scope.node):
                site = self._site(node, scope)
                if site is not None and site in self.steps.executed:
                    found += self._at(node, site, scope, sources)  # type: ignore[arg-type]
        return tuple(sorted(found, key=lambda passed: passed.time))

    def _at(self, node: ast.expr, site: int, scope: Scope, sources: dict[int, Any]) -> Iterator[PassedOver]:
        asked = self._asked_for(node, scope)
        given = list(self._given(node, scope))
        if asked is None and not given:
            return
        value, ids = self.steps.value_at(site), tuple(self.steps.ids_at(site))
        time, span = self.steps.executed[site][-1], self._span(node, scope)
        for number, source in sources.items():
            if self._holds(value, source):
                continue
            missed = self._missed(asked, value, source) if asked is not None else None
            if missed is not None:
                kind, key, wanted = missed
                yield PassedOver(number, kind, time, span, ids, key, wanted, scope.stack)
            elif asked is None and any(self._has_to_do(thing, source) for thing in given):
                yield PassedOver(number, "given", time, span, ids, stack=scope.stack)

    # ---- a key or a name that was asked for ----

    def _asked_for(self, node: ast.expr, scope: Scope) -> _Asked | None:
        """Where an item or an attribute is looked up: the owner, the key, and what is given where there is none."""
        if isinstance(node, ast.Attribute) and loads(node):
            return self._value_of(node.value, scope), node.attr, _NOTHING
        if isinstance(node, ast.Subscript) and loads(node):
            return self._value_of(node.value, scope), self._value_of(node.slice, scope), _NOTHING
        if not isinstance(node, ast.Call) or not node.args:
            return None
        if isinstance(node.func, ast.Attribute) and node.func.attr in ("get", "pop"):
            owner, arguments = self._value_of(node.func.value, scope), node.args
        elif isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) > 1:
            owner, arguments = self._value_of(node.args[0], scope), node.args[1:]
        else:
            return None
        default = self._value_of(arguments[1], scope) if len(arguments) > 1 else None
        return owner, self._value_of(arguments[0], scope), default

    def _missed(self, asked: _Asked, value: Any, source: Any) -> tuple[_Miss, str, str] | None:
        """How a lookup missed the source, the key under which the source is, and the key that was asked for.

        Another value stands before it under the same key, or nothing has the key that was asked for.
        """
        owner, key, default = asked
        if type(key) not in (str, int) or self.engine.kind(owner) in ("tensor", "variable"):
            return None
        entries = [entry for layer in _layers(owner) for entry in layer if type(entry[0]) in (str, int)]
        theirs = [place for place, part in entries if self._is_it(part, source)]
        found = [part for place, part in entries if place == key]
        if found and key in theirs and found[0] is value:
            return "hidden", str(key), str(key)
        return ("missing", str(theirs[0]), str(key)) if theirs and not found and _same(value, default) else None

    # ---- what was handed to a call ----

    def _given(self, node: ast.expr, scope: Scope) -> Iterator[Any]:
        """What a call is given: the object whose method it is, or the callable itself, and the arguments."""
        if not isinstance(node, ast.Call):
            return
        called = node.func.value if isinstance(node.func, ast.Attribute) else node.func
        for part in (called, *node.args, *(keyword.value for keyword in node.keywords)):
            yield self._value_of(part.value if isinstance(part, ast.Starred) else part, scope)

    # ---- what holds a source ----

    def _holds(self, value: Any, source: Any) -> bool:
        if self._has_to_do(value, source):
            return True
        parts = itertools.islice(parts_within(value, _DEPTH), _MOST) if self.engine.kind(value) is None else ()
        return any(self._is_it(part, source) for part in parts)

    def _is_it(self, value: Any, source: Any) -> bool:
        if self.engine.kind(value) == "variable":
            return self.engine.is_same_variable(value, source)
        return value is source


def _same(value: Any, default: Any) -> bool:
    """Whether a value is the default: of what is written in the text an equal one."""
    return value is default or (type(value) is type(default) and is_exactly(value, _WRITTEN) and value == default)


def _layers(owner: Any) -> Iterator[list[tuple[Any, Any]]]:
    """The (key, value) pairs in which an item or attribute of an object is looked up, one layer after the other."""
    if type(owner) is ChainMap:
        yield from (entries_of(layer) for layer in owner.maps if is_a(layer, dict))
    elif is_a(owner, dict):
        yield entries_of(owner)
    elif is_a(owner, (list, tuple)) and is_container(owner):
        yield list(enumerate(owner[:512]))
    elif not is_veiled(owner):
        fields = getattr(owner, "__dict__", None)
        if is_a(fields, dict):
            yield entries_of(fields)
        for base in bases_of(owner if is_a(owner, type) else type(owner)):
            yield list(members_of(base).items())
