"""Tells what was merely put together from what it was given: a plain number in it is no data of the cell's."""

from __future__ import annotations

import copy
import dataclasses
import types
from collections import ChainMap, OrderedDict, defaultdict, deque
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

import numpy as np

from tapeviz.kinds import attribute, bases_of, is_a, is_container, is_exactly, members_of
from tapeviz.provenance.holding import Holding
from tapeviz.provenance.sites import Site
from tapeviz.provenance.values import PLAIN

if TYPE_CHECKING:
    from tapeviz.provenance.weave import Weaver

__all__ = ["Together"]

# By type and value, with the ids: of small integers, texts and the like, which have no identity.
_Data = dict[tuple[type, Any], tuple[int, ...]]
_MAKERS: tuple[Any, ...] = (
    *(dict, list, tuple, set, frozenset, deque, OrderedDict, defaultdict, ChainMap, types.SimpleNamespace),
    *(copy.copy, copy.deepcopy, dataclasses.replace, dataclasses.asdict, dataclasses.astuple),
)
# Of so many equal numbers each is asked where it came from; of more, the container as a whole.
_MOST_ALIKE = 8
_PUTTING_ONE = ("append", "appendleft", "insert", "add", "__setitem__")
_PUTTING_ALL = ("extend", "extendleft", "update")
_COPYING = ("copy", "_replace", "_asdict")
_TAKING = ("get", "pop", "popleft", "setdefault", "__getitem__")
_MANY = (np.ndarray, np.generic, str, bytes)


class Together(Holding):
    """Which containers and records hold what they were given, as it was: nothing in them was computed there."""

    def __init__(self, weaver: Weaver) -> None:
        super().__init__(weaver)
        self._written_data: dict[int, _Data] = {}
        self._over: dict[int, tuple[Any, list[tuple[Any, int | None]]]] = {}
        self._ids_of_parts: dict[int, tuple[Any, frozenset[int]]] = {}

    def _puts_together(self, site: Site, value: Any, callee: Any, frame: int) -> bool:
        """Whether an expression's value holds its operands, or parts of them, and nothing else."""
        if site.kind in ("display", "comprehension"):
            return True
        if callee is None:
            return is_container(value) and (site.kind == "binop" or self._is_slice(site, value, frame))
        if any(callee is maker for maker in _MAKERS):
            return True
        if is_a(callee, type):
            return type(value) is callee and (self._is_record(callee) or self._is_plain_kind(callee, value))
        owner = attribute(callee, "__self__")
        copies = (is_container(owner) or type(owner) is deque) and attribute(callee, "__name__") in _COPYING
        return copies and not self._is_traced(callee)

    def _is_slice(self, site: Site, value: Any, frame: int) -> bool:
        whole = self._operand(site.receiver, frame) if site.kind == "subscript" and site.receiver is not None else None
        same = whole is not None and type(whole[0]) is type(value) and not is_a(value, dict)
        return same and not any(part is value for part in self.values.parts_of(whole[0]))  # type: ignore[index]

    def _is_record(self, kind: type) -> bool:
        """Whether objects of a class have fields, which a constructor of no user's text fills."""
        named = any(
            "_fields" in members_of(base) or "__dataclass_fields__" in members_of(base) for base in bases_of(kind)
        )
        return named and not self._makes_itself(kind)

    def _is_plain_kind(self, kind: type, value: Any) -> bool:
        """Whether a class is a list, dict or the like, which no text of the user's fills."""
        return is_container(value) and not self._makes_itself(kind)

    def _note_together(self, site: Site, value: Any, inputs: Iterable[int], made: int | None) -> None:
        """Remember a value that holds what it was given, unless a part may be one of an array or of a text."""
        parts = site.kind == "comprehension" or (site.kind == "display" and not site.spread)
        data = self._plain_data(inputs, parts=parts)
        if data is not None:
            self._holds_only(value, made, data)

    def _holds_only(self, value: Any, made: int | None, data: _Data) -> None:
        self._displays[id(value)] = value
        if made is not None:
            self._written_data[made] = data

    def _data_written(self, thing: Any) -> _Data | None:
        """The data in there that has no identity, or None where a container was not merely put together."""
        if self._displays.get(id(thing)) is not thing:
            return None
        held = self.values.known_host(thing)
        return self._written_data.get(held.id, {}) if held is not None else {}

    def _note_put_in(self, callee: Any, thing: Any, before: _Data | None, given: list[int], made: int) -> None:
        """A container that was put together stays so when `append` or `update` merely puts more in."""
        name = attribute(callee, "__name__")
        if before is None or attribute(callee, "__self__") is not thing or name not in (*_PUTTING_ONE, *_PUTTING_ALL):
            return
        data = self._plain_data(given, parts=name in _PUTTING_ONE)
        if data is not None:
            _take_in(before, data)  # the earlier version is not asked any more
            self._holds_only(thing, made, before)

    def _plain_data(self, inputs: Iterable[int], *, parts: bool) -> _Data | None:
        """The data among these that has no identity, with its id; None where they may hold more than is known.

        With `parts` they are parts of the value themselves, else the value may have parts of theirs.
        """
        found: _Data = {}
        for number in inputs:
            thing = self.values.held[number].thing
            if self.values.held[number].kind != "host":
                continue
            if number in self._written_data:
                _take_in(found, self._written_data[number])
            elif not self._is_one(thing, parts=parts):
                return None
            elif is_exactly(thing, PLAIN):
                _take_in(found, {(type(thing), thing): (number,)})
        return found

    @staticmethod
    def _is_one(thing: Any, *, parts: bool) -> bool:
        """Whether a value with an id is known as one thing wherever it turns up."""
        many = is_a(thing, _MANY)
        return (parts and many) or (not many and is_a(thing, (int, float, complex)))

    def _handed_by(self, site: Site, value: Any, callee: Any, frame: int) -> None:
        """Remember over what an iterator or a view goes."""
        owner = attribute(callee, "__self__")
        given = self._operands_of(site, frame)
        self._over[id(value)] = (
            value,
            given if is_a(owner, (type(None), types.ModuleType)) else [*given, (owner, None)],
        )

    def _wholes(self, thing: Any, depth: int = 4) -> list[Any] | None:
        """What a value takes its parts from, if all of that was merely put together; None where it is not known."""
        if self._displays.get(id(thing)) is thing and thing is not None:
            return [thing]
        over = self._over.get(id(thing))
        if over is None or over[0] is not thing or not depth:
            return None
        found = []
        for part, number in over[1]:
            wholes = self._wholes(part, depth - 1) if self._carried(part, number) else []
            if wholes is None:
                return None
            found += wholes
        return found

    def _part_of(self, thing: Any, value: Any, site: Site, frame: int, time: int) -> tuple[int | None] | None:
        """The id of a part without identity that was taken out of something put together: (None,) if it is no data.

        None where nothing is known of it.
        """
        wholes = self._wholes(thing) if self.values.known_host(value) is None else None
        if wholes is None:
            return None
        data = self._data_of(wholes)
        if is_exactly(value, PLAIN) and (type(value), value) in data:
            alike = data[type(value), value]
            return (self._one_of(alike, value, site, frame, time),) if len(alike) <= _MOST_ALIKE else None
        if is_container(value):
            return self._inner_part(wholes, value, data, site, frame, time)
        counted = type(thing) is enumerate and type(value) is int
        return (None,) if counted or any(id(value) in self._part_ids(whole) for whole in wholes) else None

    def _data_of(self, wholes: list[Any]) -> _Data:
        found = [self._data_written(whole) or {} for whole in wholes]
        if len(found) == 1:
            return found[0]
        data: _Data = {}
        for one in found:
            _take_in(data, one)
        return data

    def _one_of(self, ids: tuple[int, ...], value: Any, site: Site, frame: int, time: int) -> int:
        """The id of a value that equals several: it may be each of them."""
        if len(ids) == 1:
            return ids[0]
        held = self.values.host(value)
        self._step(time, "host", list(ids), (held.id,), site, frame)
        return held.id

    def _inner_part(
        self, wholes: list[Any], value: Any, data: _Data, site: Site, frame: int, time: int
    ) -> tuple[int | None] | None:
        """The same for a container in there that nobody wrote: the pairs of `items()` and of `zip`."""
        parts = list(self.values.parts_of(value))
        if not any(id(value) in self._part_ids(whole) for whole in wholes) or any(map(is_container, parts)):
            return None
        small = [n for part in parts if is_exactly(part, PLAIN) for n in data.get((type(part), part), ())]
        known = [held.id for part in parts if (held := self._host(part)) is not None]
        inputs = list(dict.fromkeys([*small, *known]))
        made = self.values.host(value).id if inputs else None
        if made is not None:
            self._step(time, "host", inputs, (made,), site, frame)
        self._holds_only(value, made, self._plain_data(inputs, parts=True) or {})
        return (made,)

    def _plain_parts(self, thing: Any) -> list[tuple[Any, int | None]]:
        """The data without identity that whoever goes through a value comes by, with its ids."""
        wholes = self._wholes(thing) or ()
        data = [item for whole in wholes for item in (self._data_written(whole) or {}).items()]
        return [(key[1], number) for key, ids in data for number in ids]

    def _part_ids(self, whole: Any) -> frozenset[int]:
        if not is_container(whole):
            return frozenset(map(id, whole if type(whole) is deque else getattr(whole, "__dict__", {}).values()))
        parts = self.values.parts_of(whole)
        known = self._ids_of_parts.get(id(whole))
        if known is None or known[0] is not parts:  # a loop asks for each of its rounds
            known = self._ids_of_parts[id(whole)] = (parts, frozenset(map(id, parts)))
        return known[1]

    def _taken_from(self, site: Site, value: Any, callee: Any, frame: int) -> Any:
        """The object that an item, or `d.get(key)`, was taken out of."""
        if site.kind == "subscript" and site.receiver is not None:
            whole = self._operand(site.receiver, frame)
            return whole[0] if whole is not None else None
        owner = attribute(callee, "__self__")
        if attribute(callee, "__name__") not in _TAKING or not (is_container(owner) or type(owner) is deque):
            return None
        given = self._operands_of(site, frame)
        return None if any(thing is value and number is not None for thing, number in given) else owner


def _take_in(found: _Data, other: _Data) -> None:
    for key, ids in other.items():
        found[key] = tuple(dict.fromkeys((*found.get(key, ()), *ids)))[: _MOST_ALIKE + 1]
