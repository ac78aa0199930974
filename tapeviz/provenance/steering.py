"""Follows what only decides which code runs, how often, or what is picked, and lets no data into the result."""

from __future__ import annotations

import functools
import itertools
import types
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np

from tapeviz.kinds import is_a, is_container
from tapeviz.provenance.expressions import reads_form_only
from tapeviz.provenance.ledger import StepDraft
from tapeviz.provenance.sites import Site
from tapeviz.provenance.stores import Stores
from tapeviz.records import CodeSpan

if TYPE_CHECKING:
    from tapeviz.provenance.ops import OpDraft
    from tapeviz.provenance.weave import Weaver

__all__ = ["Steering"]

_COUNTS = (int, np.integer)
_TELLING = (int, float, complex, str, bytes, np.ndarray, np.generic)
_FUNCTIONS = (types.FunctionType, types.MethodType, functools.partial)
_MOST = 4  # of the rounds of a loop that say who decides


class Steering(Stores):
    """Which values decided what: `decisions` are steps without data, each with the region of text that it decides.

    A Python truth value, a count or a key has no id of its own: what it was made from is kept by the expression and by
    the name that stand for it.
    """

    def __init__(self, weaver: Weaver) -> None:
        super().__init__(weaver)
        self.decisions: list[tuple[StepDraft, CodeSpan | None]] = []
        self._sways: dict[int, tuple[int, ...]] = {}
        self._swayed_names: dict[tuple[int, str], tuple[Any, tuple[int, ...]]] = {}
        self._swayed_return: tuple[Any, tuple[int, ...]] = (None, ())
        self._returns: list[tuple[int, tuple[int, ...]]] = []
        self._decided: dict[tuple[int, str], int] = {}
        self._in_doubt: dict[tuple[int, str], tuple[Site, tuple[int, ...]]] = {}
        self._leaving: dict[int, tuple[Site, tuple[int, ...]]] = {}
        self._filter_ids: dict[int, tuple[Any, tuple[int, ...]]] = {}

    def _steer(self, site: Site, value: Any, made: int | None, opened: tuple[int, Any], frame: int, time: int) -> None:
        """Note what an expression's value depends on, and what it decides."""
        ids = (made,) if made is not None else self._swayed_by(site, value, opened[1], frame)
        if made is None and ids:
            self._sways[site.id] = ids
        elif site.id in self._sways:
            del self._sways[site.id]
        if site.returns:
            self._hand_back(site, value, made, ids, frame, time)
        for name in site.binds:
            scope = 0 if self._binds_global(site, name) else frame
            self._swayed_names[scope, name] = (value, ids if made is None else ())
        if site.region is not None:
            decides = self._counts(site, ids) if site.repeats else ids or self._itself(value)
            self._decide(site, decides, (), frame, time)
            self._put_in_doubt(site, decides, frame)
        if site.kind == "name" and made is not None and (doubt := self._doubt_of(site, frame)) is not None:
            self._decide(doubt[0], doubt[1], (made,), frame, time, site.name)
        if site.kind == "comprehension":
            self._chosen_among(site, self.values.inside(value, made))
            self._filter_ids[id(value)] = (value, self._filters_of(site.id))
        picked = (*self._pickers(site, value, opened, frame), *self._swayed_operands(site, made, opened[1], frame))
        results = self.values.inside(value, made) if picked else []
        if results:
            self._decide(site, picked, tuple(results), frame, time)

    def _decide(
        self, site: Site, ids: tuple[int, ...], results: tuple[int, ...], frame: int, time: int, name: str = ""
    ) -> None:
        if not ids or self._has_decided(site, name):
            return
        ids = tuple(number for number in dict.fromkeys(ids) if self._can_decide(number))
        if not ids:
            return
        self._decided[site.id, name] = self._decided.get((site.id, name), 0) + 1
        stack = self._stack(site.span, frame)
        step = StepDraft(time, "steer", ids, results, site.span, site.name or site.kind, stack)
        self.decisions.append((step, None if results else site.region))

    def _has_decided(self, site: Site, name: str) -> bool:
        """Whether so much was told of what a place decides that more of it says nothing new."""
        return self._decided.get((site.id, name), 0) >= _MOST

    def _hand_back(self, site: Site, value: Any, made: int | None, ids: tuple[int, ...], frame: int, time: int) -> None:
        """What a function returns, where a condition may have made it return something else."""
        if ids:
            self._returns.append((time, ids))
        test, swayed = self._leaving.get(frame, (site, ()))
        self._swayed_return = (value, (*ids, *swayed))
        if swayed and made is not None:
            self._decide(test, swayed, (made,), frame, time, "return")

    # ---- names that a condition may have bound, or not

    def _put_in_doubt(self, site: Site, ids: tuple[int, ...], frame: int) -> None:
        if not ids:
            return
        for name in site.decided:
            self._in_doubt[0 if self._binds_global(site, name) else frame, name] = (site, ids)
        if site.leaves:
            self._leaving[frame] = (site, ids)

    def _doubt_of(self, site: Site, frame: int) -> tuple[Site, tuple[int, ...]] | None:
        """The condition that decided what a name stands for, where it is read further on."""
        doubt = self._in_doubt.get((frame, site.name)) or self._in_doubt.get((0, site.name))
        return doubt if doubt is not None and not _is_within(site.span, doubt[0].region) else None

    def _bind(self, site: Site, name: str, value: Any, made: int | None, frame: int, time: int, span: CodeSpan) -> None:
        super()._bind(site, name, value, made, frame, time, span)
        key = (0 if self._binds_global(site, name) else frame, name)
        if key in self._in_doubt and not _is_within(site.span, self._in_doubt[key][0].region):
            del self._in_doubt[key]

    def _can_decide(self, number: int) -> bool:
        """A container's data is that of its elements, which speak for themselves."""
        held = self.values.held[number]
        return held.kind != "host" or is_a(held.thing, _TELLING)

    def _chosen_among(self, site: Site, elements: list[int]) -> None:
        """The conditions of a comprehension decide which elements it has."""
        for step, region in self.decisions:
            if region == site.span:
                step.outputs = tuple(dict.fromkeys((*step.outputs, *elements)))

    # ---- what a value without data of its own was made from ----

    def _swayed_by(self, site: Site, value: Any, callee: Any, frame: int) -> tuple[int, ...]:
        if site.kind == "name":
            for key in ((frame, site.name), (0, site.name)):
                bound = self._swayed_names.get(key)
                if bound is not None and bound[0] is value and bound[1]:
                    return bound[1]
            doubt = self._doubt_of(site, frame)
            return doubt[1] if doubt is not None else ()
        if site.kind == "call" and callee is not None:
            if self._is_traced(callee):
                return self._swayed_return[1] if self._swayed_return[0] is value else ()
            if (callee is not range and reads_form_only(callee)) or self._asks_what_it_is(callee, site, frame):
                return self._how_many(site, frame) if callee is len else ()
        if site.kind in ("attribute", "function", "literal"):
            return ()
        numbers = site.children if site.receiver is None else (*site.children, site.receiver)
        ids = dict.fromkeys(i for number in numbers for i in self._sway_of(number))
        if site.kind in ("compare", "unaryop", "choice") or is_a(value, bool):
            return tuple(ids)
        # What an object was given may merely be in it.
        merely = tuple(i for i in ids if self.values.held[i].kind == "host" or self._is_discrete(i))
        return (*merely, *self._how_many(site, frame)) if site.kind == "call" else merely

    def _filters_of(self, number: int) -> tuple[int, ...]:
        """The answers by which a comprehension, or a generator expression so far, left elements out."""
        site = self.weaver.site(number)
        if site is None or site.kind != "comprehension":
            return ()
        return tuple(i for step, region in self.decisions if region == site.span for i in step.inputs)

    def _how_many(self, site: Site, frame: int) -> tuple[int, ...]:
        """What decided how many elements a call was given."""
        found: list[int] = []
        for number in site.children:
            thing = (self._operand(number, frame) or (None,))[0]
            known = self._filter_ids.get(id(thing))
            if is_a(thing, types.GeneratorType):
                found += self._filters_of(number)
            elif known is not None and known[0] is thing:
                found += known[1]
        return tuple(dict.fromkeys(found))

    def _swayed_argument(self, value: Any, caller: tuple[int, int, int, Any] | None) -> tuple[int, ...]:
        """What swayed an argument that a traced function was called with."""
        site = self.weaver.site(caller[1]) if caller is not None and self._sways else None
        given = [number for number in site.children if self._latest_any[number][0] is value] if site is not None else []
        return tuple(i for number in given for i in self._sways.get(number, ()))

    def _sway_of(self, number: int) -> tuple[int, ...]:
        latest = self._latest_any.get(number)
        if latest is not None and latest[1] is not None:
            return (latest[1],)
        return self._sways.get(number) or (self._itself(latest[0]) if latest is not None else ())

    def _itself(self, value: Any) -> tuple[int, ...]:
        """A variable that is asked for its truth value, or given to what answers with one."""
        return tuple(self.values.inside(value, None)) if self.engine.kind(value) == "variable" else ()

    def _counts(self, site: Site, ids: tuple[int, ...]) -> tuple[int, ...]:
        """Of what a loop goes over only the numbers say how often; its elements are data where they are used."""
        if site.kind == "call" and site.name.endswith("range"):
            return ids
        return tuple(i for number in ids for i in (number, *self._made_from(number)) if self._is_count(i))

    def _is_count(self, number: int) -> bool:
        return is_a(self.values.held[number].thing, _COUNTS)

    def _made_from(self, number: int) -> tuple[int, ...]:
        """What a list was made from, as in `[layer] * n`; the numbers that are written in one are its elements."""
        if not is_container(self.values.held[number].thing):
            return ()
        made = next((step for step in reversed(self.steps) if number in step.outputs), None)
        return made.inputs if made is not None and made.what != "display" else ()

    def _is_discrete(self, number: int) -> bool:
        thing = self.values.held[number].thing
        spec = self.engine.spec(thing) if self.engine.kind(thing) in ("tensor", "variable") else None
        return spec is not None and not spec.is_differentiable

    # ---- what picked one of several things ----

    def _pickers(self, site: Site, value: Any, opened: tuple[int, Any], frame: int) -> tuple[int, ...]:
        if site.kind == "compare" and len(site.children) > 2:
            return self._compared(site)
        if site.kind == "choice" and site.receiver is not None:
            return self._sway_of(site.receiver)
        if site.kind == "subscript":
            whole = self._operand(site.receiver or 0, frame)
            inner = site.children[1:] if whole is not None and is_container(whole[0]) else ()
            return tuple(i for number in inner for i in self._sway_of(number))
        return self._asked(site, opened, frame) if site.kind == "call" else ()

    def _swayed_operands(self, site: Site, made: int | None, callee: Any, frame: int) -> tuple[int, ...]:
        """What swayed the numbers, keys or functions that a value with data was computed with."""
        if made is None or not (self._sways or self._swayed_names):
            return ()
        runs_itself = site.kind == "call" and callee is not None and self._is_traced(callee)
        numbers = () if runs_itself else site.children
        numbers = numbers if site.called is None else (*numbers, site.called)
        swayed = [i for number in numbers for i in self._sways.get(number, ())]
        if site.kind == "call":
            known = self._swayed_names.get((frame, site.name)) or self._swayed_names.get((0, site.name))
            swayed += known[1] if known is not None and known[0] is callee else ()
        return tuple(swayed)

    def _compared(self, site: Site) -> tuple[int, ...]:
        """The truth values of a chain such as `low < x < high`: each decides whether the next is asked for."""
        ops = self._ops_since(self._last_run(site.children[0]))
        return tuple(i for op in ops for i in op.outputs if self._is_discrete(i))

    def _asked(self, site: Site, opened: tuple[int, Any], frame: int) -> tuple[int, ...]:
        """A library call that ran functions it was given: by a truth value or an index, or by what they answered."""
        start, callee = opened
        if callee is None or self._is_traced(callee):
            return ()
        operands = self._operands_of(site, frame)
        parts = [part for thing, _ in operands for part in self._spread(thing)]
        if not any(is_a(part, _FUNCTIONS) for part in (*parts, *(thing for thing, _ in operands))):
            return ()
        given = [i for thing, number in operands for i in self.values.inside(thing, number)]
        given = [i for i in given if self._is_discrete(i) or self._is_count(i)]
        return (*given, *(i for i in self._answers_since(start) if self._is_discrete(i)))

    def _answers_since(self, start: int) -> list[int]:
        """What the functions that were followed have returned since then, the last first."""
        answers = itertools.takewhile(lambda answer: answer[0] >= start, reversed(self._returns))
        return [number for _, ids in answers for number in ids]

    def _ops_since(self, start: int) -> Iterator[OpDraft]:
        """The ops that have run since then, the last first."""
        return itertools.takewhile(lambda op: op.time >= start, reversed(self.weaver.ops))


def _is_within(span: CodeSpan, region: CodeSpan | None) -> bool:
    return (
        region is not None and span.code == region.code and region.line <= span.line <= (region.end_line or region.line)
    )
