"""Follows values into names, fields and items: assignments, loop targets, and containers changed in place."""

from __future__ import annotations

from typing import Any

from tapeviz.kinds import is_a, is_container
from tapeviz.provenance.expressions import Expressions
from tapeviz.provenance.ledger import NO_DATA, UNSEEN, BindingDraft
from tapeviz.provenance.paths import key_text
from tapeviz.provenance.sites import Site
from tapeviz.records import CodeSpan

__all__ = ["Bindings"]

_OPERATORS = (
    "add",
    "sub",
    "mul",
    "matmul",
    "truediv",
    "floordiv",
    "mod",
    "pow",
    "and",
    "or",
    "xor",
    "lshift",
    "rshift",
)


class Bindings(Expressions):
    """What names, fields and items were bound to."""

    def local_values(self, frame: int) -> dict[str, Any]:
        """What the names of one function call stood for at its end."""
        return {name: bound[0] for (number, name), bound in self._bound.items() if number == frame}

    def value_at(self, number: int) -> Any:
        """The last value that a traced expression had."""
        return self._latest_any.get(number, (None, None))[0]

    def ids_at(self, number: int) -> list[int]:
        """The ids of the data in the last value that a traced expression had."""
        return self._carried(*self._latest_any[number]) if number in self._latest_any else []

    def _stored(self, site: Site, values: tuple[Any, ...], frame: int, time: int) -> None:
        if site.kind in ("target", "element"):
            self.stored.setdefault(site.id, []).append((time, values))
        given = self._operands_of(site, frame)
        for name, value in zip(site.binds, values, strict=False):
            made = self._bound_value(site, name, value, given, frame, time)
            self._bind(site, name, value, made, frame, time, site.span)

    def _bound_value(self, site: Site, name: str, value: Any, given: list[Any], frame: int, time: int) -> int | None:
        """The id of a loop target, an unpacked part or the result of `name += value`."""
        kind = self.engine.kind(value)
        if kind in ("tensor", "variable"):
            return self._engine_value(site, value, kind, None, frame, time)
        known = self.values.known_host(value)
        old = self._bound.get((frame, name)) or self._bound.get((0, name))
        if site.kind == "augmented" and self._returned[0] is value and self._has_own_operator(value):
            return self._returned[1]  # what it made of both was followed
        if site.kind == "augmented" and known is not None and old is not None and old[0] is value:
            carried = [i for thing, number in given for i in self._carried(thing, number)]
            return self._new_version(value, carried, site, frame, time) if carried else known.id
        if known is not None:
            return known.id
        if is_a(value, NO_DATA) or not self.engine.may_carry_data(value):
            return None
        if site.kind == "target" and self._returned[0] is value and not is_a(value, (int, str, bytes)):
            return self._returned[1]  # by an `__enter__` or `__next__` of the user's
        written = self._part_as_written(site, value, frame) if site.kind == "unpack" else None
        part = self._taken_apart(site, given, value, frame, time) if written is None else (written,)
        if part is not None:
            return part[0]
        inputs = self._left_at_names(site)
        inputs = inputs or [i for thing, number in given for i in self._spread_carried(thing, number)]
        if site.kind == "augmented" and old is not None:
            inputs += self._carried(old[0], old[1])
        return self._made_of(inputs, value, site, frame, time)

    def _made_of(self, inputs: list[int], value: Any, site: Site, frame: int, time: int) -> int | None:
        if not inputs:
            return None
        held = self.values.host(value)
        exits = any(self.values.held[i].kind != "host" for i in inputs)
        self._step(time, "exit" if exits else "host", inputs, (held.id,), site, frame)
        return held.id

    def _taken_apart(self, site: Site, given: list[Any], value: Any, frame: int, time: int) -> tuple[int | None] | None:
        """The id of a part of something that was put together, (None,) if it is no data; None where it is not known."""
        if site.kind != "unpack" and not (site.kind in ("target", "element") and is_a(value, (int, float, str))):
            return None
        found = (self._part_of(thing, value, site, frame, time) for thing, _ in given)
        return next((part for part in found if part is not None), None)

    def _part_as_written(self, site: Site, value: Any, frame: int) -> int | None:
        """In `i, j = int(a), int(b)` the id of what gave `i`: a small integer has no identity to be known by."""
        display = self.weaver.site(site.children[0]) if site.children else None
        parts = display.children if display is not None and display.kind == "display" else ()
        operands = [self._operand(number, frame) for number in parts]
        return next((part[1] for part in operands if part is not None and part[0] is value and part[1]), None)

    def _has_own_operator(self, value: Any) -> bool:
        """Whether the user's code defines what `+` or `+=` does with a value."""
        members = [vars(base) for base in type(value).__mro__]
        names = [f"__{kind}{name}__" for name in _OPERATORS for kind in ("i", "", "r")]
        return any(self._is_traced(found[name]) for found in members for name in names if name in found)

    def _spread_carried(self, thing: Any, number: int | None) -> list[int]:
        """What iterating a value can give that is new: of a container's parts, tensors come out as themselves."""
        if id(thing) not in self._handed and not is_container(thing):
            return self._carried(thing, number)
        # A loop asks at each round: only a Python value that got an id meanwhile, or another content, changes it.
        state = (number, self.values.host_versions, id(self.values.snapshots.get(id(thing))))
        known = self._spread_ids.get(id(thing))
        if known is None or known[0] is not thing or known[1] != state:
            ids = [i for i in self._carried(thing, number) if self.values.held[i].kind == "host"]
            known = self._spread_ids[id(thing)] = (thing, state, ids)
        return list(known[2])

    def _bind(self, site: Site, name: str, value: Any, made: int | None, frame: int, time: int, span: CodeSpan) -> None:
        is_global = self._binds_global(site, name)
        self._bound[(0 if is_global else frame), name] = (value, made)
        if (is_global and not (site.function is None and site.span.scope)) or frame == self.weaver.around.home:
            parts = tuple(self.values.parts_of(value)) if is_container(value) else ()
            self.bindings.append(BindingDraft(name, time, self._in_cell(span, site, frame), value, parts))

    def _binds_global(self, site: Site, name: str) -> bool:
        unit = self.weaver.unit_of(site)
        is_global = site.function is None or (unit is not None and name in unit.global_names.get(site.function, ()))
        return is_global and site.kind != "element"

    def _changed(self, number: int, value: Any, made: int | None, frame: int, time: int, site: Site) -> None:
        """`thing[i] = value` or `thing.field = value`."""
        base = self.weaver.site(number)
        operand = self._operand(number, frame)
        owner, step = (operand[0], f".{base.text}" if base.text else base.part) if operand and base else (None, "")
        self._place(value, site, frame, time, owner, step)
        if base is None or operand is None:
            return
        thing = operand[0]
        grown = base.grown or self._computed_key(base.grown_at, frame)
        if grown and (base.text or is_a(thing, dict)) and self.engine.kind(value) is None:
            self._grow(thing, grown, self._carried(value, made), site, frame, time)
        elif base.text:
            self._fields[id(thing), base.text] = (value, made)
            self._keep_alive(thing)
        elif self.engine.kind(thing) is None and not is_a(thing, dict):
            given = self._carried(value, made)
            if given:
                self._new_version(thing, given, site, frame, time)

    def _put_where(self, site: Site, key: Any, made: int | None, frame: int, time: int) -> None:
        """In `thing[key] = value` what the key was computed from is in the thing: it says where the value stands."""
        operand = self._operand(site.put_into, frame) if site.put_into is not None else None
        if operand is None or self.engine.kind(operand[0]) is not None:
            return
        thing, given = operand[0], self._carried(key, made)
        if not given:
            return
        before = self.values.known_host(thing)
        number = self._new_version(thing, given, site, frame, time)
        if is_a(thing, dict) and (before is None or before.id in self._put_by_keys):
            self._put_by_keys.add(number)
        self._set_parts.pop((id(thing), key_text(key)), None)

    def _grow(self, thing: Any, part: str, given: list[int], site: Site, frame: int, time: int) -> None:
        """`thing.field += value` or `thing['key'] += value`: it holds what both made."""
        before = self._fields.get((id(thing), part))
        inputs = given if before is None or before[1] is None else [*given, before[1]]
        if inputs:
            held = self.values.host(object())
            self._step(time, "host", inputs, (held.id,), site, frame)
            self._fields[id(thing), part] = (UNSEEN, held.id)
            self._set_parts[id(thing), part] = held.id
            self._grown_items.setdefault(id(thing), {})[part] = held.id
            self._keep_alive(thing)

    def _find_grown(self, thing: Any) -> None:
        """Know what `thing[key] += value` has put into a dict, now that the dict is asked for."""
        grown = self._grown_items.get(id(thing), {})
        if not grown or not is_a(thing, dict):
            return
        parts = list(self.values.parts_of(thing))
        for key, part in zip(thing, parts, strict=True) if len(parts) == len(thing) else ():
            number = grown.get(key_text(key))
            if number is not None and self.engine.kind(part) is None and self.values.adopt(part, number):
                self._fields[id(thing), key_text(key)] = (part, number)  # seen at last
                del grown[key_text(key)]

    def _keep_alive(self, thing: Any) -> None:
        self._latest_any[-id(thing)] = (thing, None)
