"""Follows what a built-in function put in order, or chose, by: the answers of a key or test, the numbers compared."""

from __future__ import annotations

import functools
import itertools
import types
from typing import TYPE_CHECKING, Any

from tapeviz.kinds import attribute, is_a, is_exactly
from tapeviz.provenance.arranging import Arranging
from tapeviz.provenance.ledger import ITERATORS
from tapeviz.provenance.sites import Site

if TYPE_CHECKING:
    from tapeviz.provenance.weave import Weaver

__all__ = ["Ordering"]

_LIBRARY = ("builtins", "itertools", "heapq", "_heapq", "bisect", "_bisect", "collections", "functools")
_COMPARES = {"max", "min", "sorted", "nlargest", "nsmallest", "merge", "heappop", "heappushpop", "heapreplace"}
_ARRANGES = {"sort", "heapify"}
_PUTS = {"heappush", "insort", "insort_left", "insort_right"}
_MOST_ROUNDS = 64  # of a loop over a filter that tell what was left out
_NUMBERS = (int, float, str, bytes)
_NESTS = (list, tuple)
_FUNCTIONS = (types.FunctionType, types.MethodType)


class Ordering(Arranging):
    """Which values decided an order, or which of several things a built-in function handed on.

    In `min(steps, key=score)`, `filter(is_good, steps)`, `steps.sort(key=score)` and `heappop(queue)` no number becomes
    part of what comes out; it decides which one that is.
    """

    def __init__(self, weaver: Weaver) -> None:
        super().__init__(weaver)
        self._given_tests: dict[int, Any] = {}
        self._told: tuple[tuple[int, int], tuple[int, ...]] = ((0, 0), ())
        self._in_order: dict[int, tuple[Any, tuple[int, ...]]] = {}

    def _steer(self, site: Site, value: Any, made: int | None, opened: tuple[int, Any], frame: int, time: int) -> None:
        super()._steer(site, value, made, opened, frame, time)
        if is_a(value, _NESTS):
            ids = self._order_of(site, value, opened[1], frame)
            self._put_in_order(value, ids)
            if ids and site.kind == "call":
                self._left_behind(site, value, frame, time)

    def _left_behind(self, site: Site, value: Any, frame: int, time: int) -> None:
        """Of what a call chose from, the tensors that are not in what it chose."""
        chosen = self._engine_values(value)
        offered = dict.fromkeys(i for thing, _ in self._operands_of(site, frame) for i in self._engine_values(thing))
        others = [i for i in offered if i not in chosen]
        if chosen and others:
            self._step(time, "select", others, tuple(chosen), site, frame)

    def _engine_values(self, value: Any) -> list[int]:
        return [i for i in self._carried(value, None) if self.values.held[i].kind != "host"]

    def _order_of(self, site: Site, value: Any, callee: Any, frame: int) -> tuple[int, ...]:
        """What decided which nest of things this is, or which its parts are."""
        if site.kind == "subscript" and self._in_order:
            whole = self._operand(site.receiver or 0, frame)
            return self._order_known(whole[0]) if whole is not None else ()
        return self._ordered_by(site, value, callee, frame)

    def _put_in_order(self, value: Any, ids: tuple[int, ...]) -> None:
        if ids:
            self._in_order[id(value)] = (value, ids)

    def _order_known(self, value: Any) -> tuple[int, ...]:
        known = self._in_order.get(id(value))
        return known[1] if known is not None and known[0] is value else ()

    def _stored(self, site: Site, values: tuple[Any, ...], frame: int, time: int) -> None:
        """What a loop gets of a filter, one element after the other, and the parts of what was put in order."""
        super()._stored(site, values, frame, time)
        whole = self._operand(site.children[0], frame) if site.children else None
        if whole is None:
            return
        if self._given_tests.get(id(whole[0])) is whole[0]:
            self._filtered(site, whole[0], values, frame, time)
        ids = self._order_known(whole[0]) if self._in_order else ()
        for name, value in zip(site.binds, values, strict=False) if ids else ():
            self._swayed_names[0 if self._binds_global(site, name) else frame, name] = (value, ids)
            if is_a(value, _NESTS):
                self._put_in_order(value, ids)

    def _filtered(self, site: Site, whole: Any, values: tuple[Any, ...], frame: int, time: int) -> None:
        rounds = self.stored.get(site.id, [])
        since = max(self._last_run(site.children[0]), rounds[-2][0] if len(rounds) > 1 else 0)
        results = tuple(i for value in values for i in self.values.inside(value, None))
        if results:
            self._decide(site, self._asked_since(since), results, frame, time, "picked")
            others = [i for i in self._engine_values(whole) if i not in results]
            if others and len(rounds) <= _MOST_ROUNDS:
                self._step(time, "select", others, results, site, frame)

    def _pickers(self, site: Site, value: Any, opened: tuple[int, Any], frame: int) -> tuple[int, ...]:
        found = super()._pickers(site, value, opened, frame)
        if is_exactly(value, ITERATORS) or opened[1] is functools.cmp_to_key:
            if any(is_a(thing, _FUNCTIONS) for thing, _ in self._operands_of(site, frame)):
                self._given_tests[id(value)] = value  # it asks when somebody asks it
            elif opened[1] is itertools.compress and len(site.children) > 1:
                ids = self._sway_of(site.children[1])
                self._put_in_order(value, tuple(i for number in ids for i in (number, *self._made_from(number))))
            return found
        return (*found, *self._ordered_by(site, value, opened[1], frame))

    def _swayed_by(self, site: Site, value: Any, callee: Any, frame: int) -> tuple[int, ...]:
        found = super()._swayed_by(site, value, callee, frame)
        return (*found, *self._order_of(site, value, callee, frame)) if not is_a(value, _NESTS) else found

    def _changed_by(self, site: Site, opened: tuple[int, Any], frame: int, time: int) -> None:
        super()._changed_by(site, opened, frame, time)
        start, callee = opened
        name = attribute(callee, "__name__")
        if name not in (*_ARRANGES, *_PUTS) or not _is_builtin(callee):
            return
        operands = [thing for thing, _ in self._operands_of(site, frame)]
        owner = attribute(callee, "__self__")
        thing = owner if is_a(owner, list) else next((part for part in operands if is_a(part, list)), None)
        if thing is None:
            return
        # What was there before was looked at when it came.
        compared = [part for part in operands if part is not thing] if self._is_queue(thing) else [thing, *operands]
        self._arrange(thing, self._asked_since(start) or self._numbers_in(compared))
        if name not in _ARRANGES:
            self._arranged.setdefault(id(thing), (thing, ()))

    def _is_queue(self, thing: Any) -> bool:
        """Whether a list has been put in order before, each part as it came."""
        known = self._arranged.get(id(thing))
        return known is not None and known[0] is thing

    def _ordered_by(self, site: Site, value: Any, callee: Any, frame: int) -> tuple[int, ...]:
        """What decided which of its operands a call hands back, where it hands them back as they were."""
        if site.kind != "call" or callee is None or not _is_builtin(callee):
            return ()
        run = (site.id, self._last_run(site.id))
        if self._told[0] != run:
            self._told = (run, self._found_order(site, value, callee, frame))
        return self._told[1]

    def _found_order(self, site: Site, value: Any, callee: Any, frame: int) -> tuple[int, ...]:
        operands = [thing for thing, _ in self._operands_of(site, frame)]
        known = tuple(i for part in operands if is_exactly(part, ITERATORS) for i in self._order_known(part))
        if known:
            return known
        asks = any(is_a(part, _FUNCTIONS) or self._given_tests.get(id(part)) is part for part in operands)
        compares = attribute(callee, "__name__") in _COMPARES
        start = self._given_at(site)
        if not (asks or compares) or self._is_made_since(value, start):
            return ()
        return self._asked_since(start) or (self._compared_numbers(operands, value, start) if compares else ())

    def _compared_numbers(self, operands: list[Any], value: Any, start: int) -> tuple[int, ...]:
        """The numbers among the operands, those of a generator by what it computed since the call began."""
        queues = [part for part in operands if is_a(part, list) and self._is_queue(part)]
        numbers = tuple(i for part in queues for i in self._arranged[id(part)][1])
        numbers += self._numbers_in([*(part for part in operands if not any(part is q for q in queues)), value])
        if not any(is_a(part, types.GeneratorType) for part in operands):
            return numbers
        steps = itertools.takewhile(lambda step: step.time >= start, reversed(self.steps))
        return (*numbers, *(i for step in steps for i in step.outputs if self._is_number(i)))

    def _is_made_since(self, value: Any, start: int) -> bool:
        results = set(self.values.inside(value, None))
        return any(not results.isdisjoint(op.outputs) for op in self._ops_since(start))

    def _asked_since(self, start: int) -> tuple[int, ...]:
        """What the user's functions have answered since then, and the comparisons that were made."""
        compared = [i for op in self._ops_since(start) for i in op.outputs if self._is_discrete(i)]
        return tuple(dict.fromkeys((*self._answers_since(start), *compared)))

    def _numbers_in(self, things: list[Any]) -> tuple[int, ...]:
        inside = dict.fromkeys(i for thing in things for i in self.values.inside(thing, None))
        return tuple(i for i in inside if self._is_number(i))

    def _is_number(self, number: int) -> bool:
        held = self.values.held[number]
        return held.kind == "host" and is_a(held.thing, _NUMBERS)


def _is_builtin(callee: Any) -> bool:
    owner = attribute(callee, "__self__")
    if is_a(owner, list):
        return is_a(callee, types.BuiltinFunctionType)
    return attribute(callee, "__module__") in _LIBRARY
