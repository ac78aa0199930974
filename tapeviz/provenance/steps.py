"""Reads the log's entries of traced expressions and calls, and follows values through Python with them."""

from __future__ import annotations

import types
from typing import Any

from tapeviz.kinds import is_a
from tapeviz.provenance.arguments import Arguments
from tapeviz.provenance.ledger import BindingDraft, Entry, StepDraft
from tapeviz.provenance.sites import Site
from tapeviz.records import CodeSpan

__all__ = ["HostSteps"]

_MOST_CALLS = 256


class HostSteps(Arguments):
    """The Python side of one cell, fed with the entries of its log."""

    def event(self, time: int, number: int, value: Any, frame: int) -> None:
        """One entry of the log: an expression's value, or (negative number) the start of a call."""
        if number < 0:
            self._open.append((frame, -number, time, value))
            self.begun.add(-number)
            return
        site = self.weaver.site(number)
        if site is None:
            return
        self._forget_other(site, frame)
        self.executed.setdefault(number, []).append(time)
        if self.engine.kind(value) == "symbolic":
            self.symbolic[number] = self.symbolic.get(number, 0) + 1
        try:
            self._follow(site, value, frame, time)
        except Exception as problem:  # noqa: BLE001 - looking at a strange object can raise anything; the cell goes on
            self.failures.append(f"{site.name or site.kind} on line {site.span.line}: {type(problem).__name__}")

    def _follow(self, site: Site, value: Any, frame: int, time: int) -> None:
        if site.kind == "frame":
            self._entered(site, value, frame, time)
        elif site.kind in ("target", "unpack", "augmented", "constant", "element"):
            self._stored(site, value, frame, time)
        else:
            begun, opened = self._open[-1][2:] if self._open else (time, None)
            made = self._outside(site, value, self._expression(site, value, frame, time), opened, frame, time)
            if site.kind == "call":
                self._note_models(site, value, opened, frame)
                self._note_kept(site, value, opened, frame, time)
            self._keep(site, value, made, frame)
            self._steer(site, value, made, (begun, opened), frame, time)
            self._after(site, value, made, frame, time)

    def _keep(self, site: Site, value: Any, made: int | None, frame: int) -> None:
        self._find_grown(value)
        self._latest.setdefault(frame, {})[site.id] = (value, made)
        self._latest_any[site.id] = (value, made)
        if made is not None and site.id in self._elements:
            self._elements[site.id].append(made)

    def _after(self, site: Site, value: Any, made: int | None, frame: int, time: int) -> None:
        if site.returns:
            self._returned = (value, made)
            if made is not None and self._open and self.values.held[made].kind == "host":
                self._handed_back.append((time, made, self._open[-1][:2]))
        if site.yields and made is not None:
            self._yielded.append((time, made))
        unit = self.weaver.unit_of(site) if site.binds or site.stores else None
        if site.binds and unit is not None:
            span = unit.statements.get(site.id, site.span)
            for name in site.binds:
                self._bind(site, name, value, made, frame, time, span)
        if site.paths and site.function is None:
            unit = self.weaver.unit_of(site)
            span = unit.statements.get(site.id, site.span) if unit is not None else site.span
            self.bindings += [BindingDraft(path, time, span, value) for path in site.paths]
        if site.paths and made is not None:
            self._write_items(site, made)
        for number in site.stores:
            self._changed(number, value, made, frame, time, site)
        if site.put_into is not None:
            self._put_where(site, value, made, frame, time)
        self._after_store(site, value, frame, time)

    def _after_store(self, site: Site, thing: Any, frame: int, time: int) -> None:
        """In `thing[i] = v` and `thing.field = v` what is on the right has run when `thing` is asked for."""
        stored = self._operand(site.stored, frame) if site.stored is not None else None
        if site.text and not site.grown and site.kind != "call":
            self._fields.pop((id(thing), site.text), None)
        if site.part:
            self._grown_items.get(id(thing), {}).pop(site.part, None)
            self._fields.pop((id(thing), site.part), None)
            self._set_parts[id(thing), site.part] = stored[1] if stored is not None else None
            self._keep_alive(thing)
        origin = self.weaver.site(site.stored) if site.stored is not None else None
        if stored is not None and origin is not None:
            self._changed(site.id, *stored, frame, time, origin)

    def _note_models(self, site: Site, value: Any, callee: Any, frame: int) -> None:
        """A module, or the description of one, that a call made out of other modules."""
        if self.engine.kind(value) == "module" or is_a(value, (dict, str)):
            after = self._modelled_on(site, callee, frame)
            if after:
                self._after_model[id(value)] = (value, after)

    def modelled_on(self) -> set[int]:
        """The variables of the modules that the calls which run at the moment were given."""
        running = [(self.weaver.site(number), callee, frame) for frame, number, _, callee in self._open]
        return {
            v for site, callee, frame in running if site is not None for v in self._modelled_on(site, callee, frame)
        }

    def _modelled_on(self, site: Site, callee: Any, frame: int) -> set[int]:
        things = [thing for thing, _ in self._operands_of(site, frame)]
        given = [self.engine.module_variables(thing) for thing in things if self.engine.kind(thing) == "module"]
        found = {self.values.variable(self.engine.variable(v)).id for variables in given for _, v in variables}
        known = (self._after_model.get(id(thing)) for thing in (*things, callee))
        return found.union(*(entry[1] for entry in known if entry is not None))

    def came_from_away(self, time: int, read: tuple[int, ...], made: int, stack: tuple[CodeSpan, ...]) -> None:
        """A tensor that another thread made, from what it read of the variables."""
        self.steps.append(StepDraft(time, "away", read, (made,), stack[0], "thread", stack))

    def _entered(self, site: Site, arguments: tuple[Any, ...], frame: int, time: int) -> None:
        """A traced function starts: its arguments keep the ids they had where they were passed."""
        self._latest[frame] = {}
        entry = Entry(frame, arguments, self._stack(site.span, frame), time)
        entries = self.frames_entered.get(site.id)
        if entries is None:
            self.frames_entered[site.id] = [entry]
        else:
            entries[_MOST_CALLS:] = [entry]  # the first ones, and always the last
        caller = self._open[-1] if self._open else None
        passed = self._passed(frame, caller)
        called = caller[3] if caller else None
        if is_a(called, types.FunctionType) and called.__code__.co_name == site.name:
            self._functions[frame] = called
        for name, value in zip(site.binds, arguments, strict=False):
            made = next((number for thing, number in passed if thing is value), None)
            if self.engine.kind(value) == "tensor":
                self._appeared(value, caller, passed, time)
            elif made is None and caller is not None:
                made = self._gathered(value, passed, caller, time) or self._spread_argument(value, caller, time)
            if made is None:
                made = self._older_default(name, value, site, frame)
            self._bound[frame, name] = (value, made)
            self._swayed_names[frame, name] = (value, self._swayed_argument(value, caller))

    def _appeared(self, tensor: Any, caller: Any, passed: list[tuple[Any, int | None]], time: int) -> None:
        """A library handed a traced function a new tensor: made from what the library was given.

        A model, for one, converts an array before it calls the layer.
        """
        if caller is None or self.values.known_tensor(tensor) is not None:
            return
        if self.engine.tensor_key(tensor) < self.weaver.first_new_key:
            return
        site = self.weaver.site(caller[1])
        hosts = [(part, held.id) for thing, _ in passed for part in self._spread(thing) if (held := self._host(part))]
        exact = [number for part, number in hosts if self.engine.same_value(tensor, part)]
        inputs = exact or [number for _, number in hosts]
        if site is not None and inputs:
            held = self.values.tensor(tensor, "constant")
            self._step(time, "enter", inputs, (held.id,), site, caller[0])
