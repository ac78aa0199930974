"""Follows values through expressions: which operands' data is in what an expression gave."""

from __future__ import annotations

import builtins
import types
from typing import Any

import numpy as np

from tapeviz.kinds import attribute, is_a, is_container, is_exactly
from tapeviz.provenance.ledger import ITERATORS, LAZY, NO_DATA, TAKES_NUMBERS, UNSEEN
from tapeviz.provenance.sites import Site, cell_span
from tapeviz.provenance.together import Together

__all__ = ["Expressions", "reads_form_only"]

# What these tell of a value is its form, not its content.
_FORM_ONLY = {"len", "isinstance", "issubclass", "type", "id", "hasattr", "callable", "print", "dir", "range", "super"}
# Their functions hand back some of what they are given.
_PICKING = ("heapq", "_heapq", "random")
_NUMPY_FORM_ONLY = {"shape", "ndim", "size"}


class Expressions(Together):
    """What each traced expression made of its operands."""

    def _expression(self, site: Site, value: Any, frame: int, time: int) -> int | None:
        """The id of what an expression gave, or None for what carries no data or has no known history."""
        start, callee = self._close_call(site, frame) if site.kind == "call" else (time, None)
        if site.kind == "await":
            self._close_call(site, frame)
        if site.kind == "name":
            if self.engine.kind(value) == "tensor" and self.engine.tensor_key(value) < self.weaver.first_new_key:
                return self._older(value, site, frame)
            return self._named(site, value, frame)
        if site.kind == "function":
            return None
        kind = self.engine.kind(value)
        if kind in ("tensor", "variable"):
            return self._engine_value(site, value, kind, callee, frame, time, start)
        if kind is not None or is_a(value, NO_DATA) or not self.engine.may_carry_data(value):
            self._effects(site, callee, value, frame, time)
            return None
        if callee is not None and (self.weaver.read_away or self.engine.computes_with_ops(callee)):
            self._new_parts(site, value, callee, start, frame, time)
        return self._host_value(site, value, callee, start, frame, time)

    def _host_value(self, site: Site, value: Any, callee: Any, start: int, frame: int, time: int) -> int | None:
        """The id of a Python value that may carry data."""
        if is_a(value, (types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)):
            self._has_yet_to_run(site, value, callee, frame)
            return None
        known = self.values.known_host(value)
        if known is not None and not (site.kind == "call" and (callee is max or callee is min)):
            return known.id
        whole = self._operand(site.receiver, frame) if site.kind == "subscript" and site.receiver is not None else None
        taken = self._taken_from(site, value, callee, frame)
        part = self._part_of(taken, value, site, frame, time) if taken is not None else None
        if part is not None:
            return part[0]
        if whole is not None and whole[1] in self._put_by_keys and (id(whole[0]), site.key) in self._set_parts:
            return self._set_parts[id(whole[0]), site.key]  # the keys that were computed were others
        grown = self._grown_part(site, frame)
        if grown is not None:
            return grown
        older = self._path_to(site, frame)
        if older is not None and not self._key_data(site, frame):
            return self._older_part(older, site, value, frame)
        if site.kind == "attribute":
            return self._attribute(site, value, frame, time)
        if site.kind == "choice":
            return self._chosen(site, value, frame)
        if callee is not None and self._is_traced(callee) and self._returned[0] is value:
            return self._returned[1]
        return self._derived(site, value, callee, start, frame, time)

    def _has_yet_to_run(self, site: Site, value: Any, callee: Any, frame: int) -> None:
        if is_a(value, types.GeneratorType):
            self._generators[id(value)] = site.receiver or 0
        else:
            self._handed[id(value)] = (value, list(dict.fromkeys(self._inputs(site, callee, frame))))

    def _close_call(self, site: Site, frame: int) -> tuple[int, Any]:
        while self._open:
            opened = self._open.pop()
            if opened[:2] == (frame, site.id):
                return opened[2], opened[3]
        return 0, None

    def _named(self, site: Site, value: Any, frame: int) -> int | None:
        known = self.values.known(value)
        if known is not None:
            return known.id
        for key in ((frame, site.name), (0, site.name)):
            bound = self._bound.get(key)
            if bound is not None and bound[0] is value:
                return bound[1]
        return self._older_name(site, value, frame)

    def _engine_value(
        self, site: Site, value: Any, kind: str, callee: Any, frame: int, time: int, start: int = 0
    ) -> int | None:
        if kind == "variable":
            if callee is not None:
                self._selection(site, value, callee, frame, time)
            return self.values.variable(self.engine.variable(value)).state
        known = self.values.known_tensor(value)
        if self.engine.tensor_key(value) < self.weaver.first_new_key:
            older = self._older(value, site, frame)
            if callee is not None:
                self._selection(site, value, callee, frame, time)
            return older
        if known is None or known.origin == "unknown":
            return self._constant(site, value, callee, frame, time, start)
        if callee is not None:
            self._selection(site, value, callee, frame, time)
        if known.id not in self.made_at:
            self.made_at[known.id] = (self._stack(site.span, frame), time)
        return known.id

    def _older(self, value: Any, site: Site, frame: int) -> int:
        held = self.values.tensor(value, "earlier")
        if held.id not in self.first_seen:
            inside = cell_span(self._stack(site.span, frame), self.weaver.cell_key)
            if inside is not None:
                self.first_seen[held.id] = inside
        return held.id

    def _constant(self, site: Site, value: Any, callee: Any, frame: int, time: int, start: int) -> int:
        """A new tensor that no op made: it entered from Python, or a step that leaves no op made it."""
        held = self.values.tensor(value, "constant")
        if held.id not in self.made_at or cell_span(self.made_at[held.id][0], self.weaver.cell_key) is None:
            self.made_at[held.id] = (self._stack(site.span, frame), time)
        inputs = self._inputs(site, callee, frame)
        if site.kind == "call" and not self._is_traced(callee):
            inputs = inputs + self._called_back(site, inputs, start, frame, time)
        opaque = any(self.values.held[i].kind != "host" for i in inputs)
        own = callee is not None and self.engine.computes_with_ops(callee)
        if self.weaver.read_away and (opaque or not own):
            held.origin = "unknown"  # it may come from another thread
            return held.id
        held.origin = "constant"
        if inputs:
            self._step(time, "opaque" if opaque else "enter", inputs, (held.id,), site, frame)
        return held.id

    def _new_parts(self, site: Site, value: Any, callee: Any, start: int, frame: int, time: int) -> None:
        """Several new tensors that the engine, or another thread, handed back and no op made."""
        for part in self.values.parts_of(value) if is_a(value, (list, tuple)) and is_container(value) else ():
            if self.engine.kind(part) != "tensor" or self.engine.tensor_key(part) < self.weaver.first_new_key:
                continue
            known = self.values.known_tensor(part)
            if known is None or (self.weaver.read_away and known.origin == "unknown" and known.id not in self.made_at):
                self._constant(site, part, callee, frame, time, start)

    def _key_data(self, site: Site, frame: int) -> bool:
        """Whether the key of an item was computed from data, which picks the item."""
        keys = (self._operand(number, frame) for number in site.children[1:] if site.kind == "subscript")
        return any(key is not None and key[1] is not None for key in keys)

    def _attribute(self, site: Site, value: Any, frame: int, time: int) -> int | None:
        receiver = self._operand(site.receiver, frame) if site.receiver is not None else None
        if receiver is None:
            return None
        stored = self._fields.get((id(receiver[0]), site.name))
        if stored is not None and stored[0] is value:
            return stored[1]
        if is_a(receiver[0], types.ModuleType):  # a function of its own may have bound it
            bound = self._bound.get((0, site.name))
            return bound[1] if bound is not None and bound[0] is value else None
        if self.engine.kind(receiver[0]) is not None or receiver[1] is None:
            return None
        part = self._part_of(receiver[0], value, site, frame, time)
        if part is not None:
            return part[0]
        if is_a(receiver[0], (np.ndarray, np.generic)) and not is_a(value, (np.ndarray, np.generic)):
            return None
        return self._derived(site, value, None, time, frame, time)

    def _grown_part(self, site: Site, frame: int) -> int | None:
        """The id of a field or item that was last changed by `+=` or such."""
        whole = self._operand(site.receiver, frame) if site.receiver is not None and site.kind != "call" else None
        key = site.name if site.kind == "attribute" else self._key(site, frame)
        stored = self._fields.get((id(whole[0]), key)) if whole is not None and key else None
        return stored[1] if stored is not None and stored[0] is UNSEEN else None

    def _chosen(self, site: Site, value: Any, frame: int) -> int | None:
        for number in site.children:
            operand = self._operand(number, frame)
            if operand is not None and operand[0] is value:
                return operand[1]
        return None

    def _derived(self, site: Site, value: Any, callee: Any, start: int, frame: int, time: int) -> int | None:
        """A fresh Python value: data flowed into it from the operands and from what left the engine meanwhile."""
        if callee is not None and (reads_form_only(callee) or self._asks_what_it_is(callee, site, frame)):
            return None if callee is not len else self._count_of_different(site, value, frame, time)
        if is_exactly(value, ITERATORS):
            self._handed[id(value)] = (value, list(dict.fromkeys(self._inputs(site, callee, frame))))
            self._handed_by(site, value, callee, frame)
            return None
        if is_exactly(value, LAZY):
            return self._lazily_made(site, value, callee, frame, time)
        chosen = self._chosen_instead(site, value, callee, frame, time)
        if chosen is not None:
            return chosen
        self._several_chosen(site, value, callee, frame, time)
        together = self._puts_together(site, value, callee, frame)
        inputs = self._contents(value)
        if inputs is None:
            inputs = self._elements_of(site) if site.kind == "comprehension" else self._inputs(site, callee, frame)
            if callee is not None and not self._is_traced(callee):
                inputs = self._taken_in(site, inputs, start, frame, time)
            if site.kind == "display":  # the tensor in `[t, 1.0]` has not left: it is found there as itself
                inputs = [i for i in inputs if self.values.held[i].kind == "host"]
            inputs = self._that_left(site, value, callee, inputs, frame, (start, time), together=together)
        inputs = list(dict.fromkeys(inputs))
        held = self.values.host(value) if inputs else None
        if together:
            self._note_together(site, value, inputs, held.id if held is not None else None)
        if held is None:
            return None
        structural = is_container(value) and self._contents(value) is not None
        exits = not structural and any(self.values.held[i].kind != "host" for i in inputs)
        self._step(time, "exit" if exits else "host", inputs, (held.id,), site, frame)
        return held.id

    def _count_of_different(self, site: Site, value: Any, frame: int, time: int) -> int | None:
        """How many members a set has is told by their content, as equal ones count once."""
        operands = self._operands_of(site, frame)
        if not operands or not is_a(operands[0][0], (set, frozenset)):
            return None
        inputs = self._carried(*operands[0])
        if not inputs:
            return None
        held = self.values.host(value)
        self._step(time, "host", inputs, (held.id,), site, frame)
        return held.id

    def _taken_in(self, site: Site, inputs: list[int], start: int, frame: int, time: int) -> list[int]:
        """What an untraced call had data from: its operands, and what left the engine while it ran."""
        lazy = [n for n in inputs if n in self._lazy]
        if lazy:  # what left, left in there; or the traced function that computes the elements says what it returned
            returned = self._returned_to(site, frame, start)
            return [n for n in inputs if n not in lazy] + returned if returned else inputs
        inputs = inputs + self._returned_to(site, frame, start)  # what a callback returned decides what comes back
        came = self._origins(inputs, start)
        told = any(self._is_followed(thing) for thing, _ in self._operands_of(site, frame))
        return inputs + [
            n
            for n in self._left_during(start, time, None if told else max(start, self._given_at(site)))
            if n not in came
        ]

    def _is_followed(self, thing: Any) -> bool:
        """Whether this is a generator whose elements are known: what else it computes stays in there."""
        if not is_a(thing, types.GeneratorType):
            return False
        return self.weaver.is_traced(thing.gi_code) or (
            id(thing) in self._generators and thing.gi_code.co_name == "<genexpr>"
        )

    def _asks_what_it_is(self, callee: Any, site: Site, frame: int) -> bool:
        """Whether a tensor or variable is asked for what it is, not for what it holds: `getattr(v, ...)`, `v.ref()`."""
        asked = attribute(callee, "__self__")
        if callee is getattr and site.children and site.children[0] is not None:
            first = self._operand(site.children[0], frame)
            asked = first[0] if first is not None else None
        return self.engine.kind(asked) is not None and (callee is getattr or attribute(callee, "__name__") == "ref")

    def _lazily_made(self, site: Site, value: Any, callee: Any, frame: int, time: int) -> int:
        """The id of an iterator that computes: its step becomes an exit when something other than tensors comes out."""
        held = self.values.host(value)
        self._step(time, "host", self._inputs(site, callee, frame), (held.id,), site, frame)
        self._lazy[held.id] = self.steps[-1]
        return held.id

    def _elements_of(self, site: Site) -> list[int]:
        return list(self._elements.get(site.receiver or 0, ()))

    def _inputs(self, site: Site, callee: Any, frame: int) -> list[int]:
        operands = self._operands_of(site, frame)
        owner = attribute(callee, "__self__")
        if owner is not None and not is_a(owner, types.ModuleType) and site.receiver is None:
            operands.append((owner, None))
        left = self._left_at_names(site) if callee is None else []
        return left or [i for thing, number in operands for i in self._carried(thing, number)]

    def _selection(self, site: Site, value: Any, callee: Any, frame: int, time: int) -> None:
        """A call that hands back one of several engine values it was offered (`max(a, b)`): Python chose."""
        if self._is_traced(callee) or attribute(callee, "__module__") != "builtins":
            return
        self._note_choice(site, [value], frame, time)

    def _several_chosen(self, site: Site, value: Any, callee: Any, frame: int, time: int) -> None:
        """A function of the library that picks some of what it was offered: `heapq.nsmallest`, `random.sample`."""
        if callee is not None and attribute(callee, "__module__") in _PICKING and is_a(value, list):
            self._note_choice(site, value, frame, time)

    def _note_choice(self, site: Site, chosen: list[Any], frame: int, time: int) -> None:
        offered = [part for thing, _ in self._operands_of(site, frame) for part in self._spread(thing)]
        ours = [t for t in offered if self.engine.kind(t) in ("tensor", "variable")]
        kept = [t for t in ours if any(t is one for one in chosen)]
        others = [i for t in ours if not any(t is one for one in chosen) for i in self.values.inside(t, None)]
        known = [held.id for t in kept if (held := self.values.known(t)) is not None]
        if known and others:
            self._step(time, "select", others, tuple(known), site, frame)

    def _chosen_instead(self, site: Site, value: Any, callee: Any, frame: int, time: int) -> int | None:
        """A number of the text that `max(t, 1.0)` hands back in place of the tensor."""
        if (callee is not max and callee is not min) or is_container(value):
            return None
        offered = [part for thing, _ in self._operands_of(site, frame) for part in self._spread(thing)]
        if any(self._host(part) is not None for part in offered):
            return None
        others = [i for t in offered if self.engine.kind(t) is not None for i in self.values.inside(t, None)]
        if not others:
            return None
        held = self.values.host(value)
        self._step(time, "select", others, (held.id,), site, frame)
        return held.id

    def _effects(self, site: Site, callee: Any, value: Any, frame: int, time: int) -> None:
        """A call that gives None is made for its effect: what it was given may now be inside what it was given."""
        if callee is None or value is not None or self._is_traced(callee) or reads_form_only(callee):
            return
        operands = self._operands_of(site, frame)
        for thing, _ in operands:
            self._place(thing, site, frame, time)
        owner = attribute(callee, "__self__")
        numpy = (attribute(callee, "__module__") or "").partition(".")[0] == "numpy"
        changed = owner if is_a(owner, (*TAKES_NUMBERS, list, dict, set)) else None
        if changed is None and operands and (numpy or is_a(operands[0][0], (np.ndarray, list))):
            changed = operands[0][0]
        if changed is None or self.engine.kind(changed) is not None:
            return
        given = [i for thing, number in operands if thing is not changed for i in self._carried(thing, number)]
        if given:
            before = self._data_written(changed)
            made = self._new_version(changed, given, site, frame, time, takes_values=numpy)
            self._note_put_in(callee, changed, before, given, made)


def reads_form_only(callee: Any) -> bool:
    """Whether what a function gives says nothing of the content of what it was given."""
    name = attribute(callee, "__name__", "")
    if getattr(builtins, name, None) is callee:
        return name in _FORM_ONLY
    module = attribute(callee, "__module__", "") or ""
    return module.startswith("numpy") and name in _NUMPY_FORM_ONLY
