"""Follows what decides where in a container something stands: computed keys of what is changed in place."""

from __future__ import annotations

import types
from collections import deque
from typing import TYPE_CHECKING, Any

from tapeviz.kinds import attribute, is_a
from tapeviz.provenance.sites import Site
from tapeviz.provenance.steering import Steering

if TYPE_CHECKING:
    from tapeviz.provenance.weave import Weaver

__all__ = ["Arranging"]

_MOST_IDS = 256  # of the values that decided how one container is arranged
_ARRANGED = (list, dict, set, deque)
# Methods by what they change: the first argument says where, or the receiver alone says what is changed.
_AT_FIRST = {"insert", "pop", "rotate", "remove", "discard", "move_to_end", "__setitem__", "__delitem__"}
_CHANGES = _AT_FIRST | {"append", "appendleft", "extend", "extendleft", "add", "update", "clear", "popleft", "popitem"}


class Arranging(Steering):
    """Which values decided how a container is arranged: what is read from it later was decided by them.

    `h.pop(int(k))`, `h[i] = v` and `groups[int(k)].append(v)` let no data of `k` into a tensor; they decide which one
    `h[0]` is, and in what group `v` is found.
    """

    def __init__(self, weaver: Weaver) -> None:
        super().__init__(weaver)
        self._arranged: dict[int, tuple[Any, tuple[int, ...]]] = {}

    def _steer(self, site: Site, value: Any, made: int | None, opened: tuple[int, Any], frame: int, time: int) -> None:
        super()._steer(site, value, made, opened, frame, time)
        if site.put_into is not None:
            self._put_at(site, frame, time)
        elif site.kind == "call" and opened[1] is not None:
            self._changed_by(site, opened, frame, time)
        arranged = self._arranged.get(id(value)) if self._arranged else None
        if arranged is not None and arranged[0] is value and arranged[1] and not self._has_decided(site, "arranged"):
            self._decide(site, arranged[1], tuple(self._members(value, made)), frame, time, "arranged")

    def _members(self, thing: Any, made: int | None) -> list[int]:
        if is_a(thing, deque):
            return [i for part in tuple(thing) for i in self.values.inside(part, None)]
        return self.values.inside(thing, made)

    def _put_at(self, site: Site, frame: int, time: int) -> None:
        """`thing[key] = value` and `del thing[key]`: of a dict only what stands at the key is decided."""
        operand = self._operand(site.put_into, frame) if site.put_into is not None else None
        base = self.weaver.site(site.put_into or 0)
        ids = self._sway_of(site.id)
        if operand is None or base is None or not ids or not is_a(operand[0], _ARRANGED):
            return
        stored = self._operand(base.stored, frame) if base.stored is not None else None
        if not is_a(operand[0], dict) or stored is None:
            self._arrange(operand[0], ids)
        elif is_a(stored[0], _ARRANGED):
            self._arrange(stored[0], ids)
        else:
            self._decide(site, ids, tuple(self.values.inside(*stored)), frame, time, "put")

    def _changed_by(self, site: Site, opened: tuple[int, Any], frame: int, time: int) -> None:
        """`thing.method(where)` and `things[where].method()`."""
        callee = opened[1]
        if not is_a(callee, types.BuiltinFunctionType):
            return
        if callee is setattr:
            named = self._sway_of(site.children[1]) if len(site.children) > 2 else ()
            stored = self._operand(site.children[2], frame) if named else None
            if stored is not None:
                self._decide(site, named, tuple(self.values.inside(*stored)), frame, time, "put")
            return
        name, thing = callee.__name__, attribute(callee, "__self__")
        if name not in _CHANGES or not is_a(thing, _ARRANGED):
            return
        keys = (*(site.children[:1] if name in _AT_FIRST else ()), *self._keys_of(site.receiver))
        self._arrange(thing, tuple(i for number in keys for i in self._sway_of(number)))

    def _keys_of(self, number: int | None) -> tuple[int, ...]:
        """The expressions that say which container is changed, as in `groups[key]` and `groups.setdefault(key, [])`."""
        receiver = self.weaver.site(number) if number is not None else None
        if receiver is None or receiver.kind not in ("subscript", "call"):
            return ()
        return receiver.children[1:] if receiver.kind == "subscript" else receiver.children[:1]

    def _arrange(self, thing: Any, ids: tuple[int, ...]) -> None:
        before = self._arranged.get(id(thing))
        known = before[1] if before is not None and before[0] is thing else ()
        ids = tuple(i for i in ids if i not in known and self._can_decide(i))
        if ids and len(known) < _MOST_IDS:
            self._arranged[id(thing)] = (thing, (*known, *ids))
