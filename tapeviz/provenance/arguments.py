"""Follows values into functions: what a call, or Python itself for an operator or an item, gave to which parameter."""

from __future__ import annotations

import functools
from typing import Any

from tapeviz.kinds import exactly, is_a, is_exactly
from tapeviz.provenance.ledger import NO_DATA
from tapeviz.provenance.ordering import Ordering
from tapeviz.provenance.values import PLAIN

__all__ = ["Arguments"]

_GATHERING = exactly(tuple, dict)
_Call = tuple[int, int, int, Any]
_Passed = list[tuple[Any, int | None]]


class Arguments(Ordering):
    """What the parameters of a traced function were given, with the ids of the data in there.

    A small integer or a text is one object wherever it turns up: it counts as passed only by what asked for the call.
    """

    def _passed(self, frame: int, caller: _Call | None) -> _Passed:
        """What a function that begins was given, by the open call or by the expression that made Python run it."""
        frames = self._callers.get(frame, (None, ()))[1]
        asking = self.weaver.site_at(frames[0]) if frames else None
        if asking is not None and asking.kind != "call":
            return self._operands_of(asking, frames[0][2])
        if caller is None:
            return []
        site = self.weaver.site(caller[1])
        passed = self._operands_of(site, caller[0]) + self._of_partial(caller[3])
        if site is not None and (site.spread or not self._is_traced(caller[3])):
            passed += [part for thing, _ in passed for part in self._plain_parts(thing)]
        if not frames or (asking is not None and asking.id == caller[1]):
            return passed
        return [(thing, number) for thing, number in passed if not is_exactly(thing, PLAIN)]

    def _of_partial(self, called: Any) -> _Passed:
        """What `functools.partial` keeps for the calls to come."""
        held = self.values.known_host(called) if type(called) is functools.partial else None
        if held is None:
            return []
        data = self._plain_data(self._inputs_of(held.id), parts=True) or {}
        kept = [*called.args, *called.keywords.values()]
        small = [thing for thing in kept if is_exactly(thing, PLAIN)]
        return [(thing, number) for thing in small for number in data.get((type(thing), thing), ())]

    def _inputs_of(self, number: int) -> tuple[int, ...]:
        return next((step.inputs for step in reversed(self.steps) if number in step.outputs), ())

    def _gathered(self, value: Any, passed: _Passed, caller: _Call, time: int) -> int | None:
        """The id of the tuple or dict in which `*args` or `**kwargs` hold what has no identity of its own."""
        site = self.weaver.site(caller[1])
        if site is None or not is_exactly(value, _GATHERING):
            return None
        parts = self.values.parts_of(value)
        small = [n for thing, n in passed if is_exactly(thing, PLAIN) and any(part is thing for part in parts)]
        given = list(dict.fromkeys(number for number in small if number is not None))
        if not given:
            return None
        held = self.values.host(value)
        self._step(time, "host", given, (held.id,), site, caller[0])
        self._holds_only(value, held.id, self._plain_data(given, parts=True) or {})
        return held.id

    def _spread_argument(self, value: Any, caller: tuple[int, int, int, Any], time: int) -> int | None:
        """The id of an argument that came out of `*a` or `**a`."""
        site = self.weaver.site(caller[1])
        if site is None or not site.spread or self.engine.kind(value) is not None or is_a(value, NO_DATA):
            return None
        known = self.values.known_host(value)
        if known is not None:
            return known.id
        left = self._left_at_names(site) or self._left_at(site.span, caller[2])
        if not self.engine.may_carry_data(value):
            return None
        if not left:
            return None
        held = self.values.host(value)
        self._step(time, "exit", left, (held.id,), site, caller[0])
        return held.id
