"""Finds the names, attributes and items that stand for an object, and what stands there later."""

from __future__ import annotations

import types
from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from tapeviz.engines.base import Engine
from tapeviz.kinds import entries_of, exactly, is_a, is_container, is_exactly, is_veiled
from tapeviz.provenance.ledger import NO_DATA
from tapeviz.provenance.paths import Path, key_text
from tapeviz.provenance.sources import walk_module
from tapeviz.spans import is_user_module

__all__ = ["Slot", "entries_at", "slots_of", "thing_at", "variable_at"]

_DEPTH = 4
_MOST = 4096  # entries that are looked at: a namespace may hold a table of millions
_LARGEST = 512
_FILLED = exactly(list, dict)


@dataclass(frozen=True, slots=True)
class Slot:
    """A place that holds an object: a name of `owner` (the namespace itself has none), its attribute or its item."""

    path: str
    owner: Any
    key: Any
    held: Any

    @property
    def step(self) -> str:
        """The last part of the path, as stores into the owner are known by: `.k`, `['k']`."""
        return key_text(self.key) if is_container(self.owner) else f".{self.key}"

    def now(self) -> Any:
        """What stands there at present, looked at without running code of the user's."""
        if is_a(self.owner, list):
            return self.owner[self.key] if self.key < len(self.owner) else None
        return (self.owner if is_a(self.owner, dict) else self.owner.__dict__).get(self.key)


def slots_of(namespace: Mapping[str, Any], objects: Iterable[Any]) -> list[Slot]:
    """Where these very objects are held by what the names of a namespace lead to."""
    wanted = {id(thing) for thing in objects}
    names = [(name, value) for name, value in entries_of(namespace) if not name.startswith("_")]
    found = [Slot(name, namespace, name, value) for name, value in names if id(value) in wanted]
    seen = set(wanted)
    waiting = deque((name, value, 1) for name, value in names if id(value) not in wanted)
    left = _MOST
    while waiting and left > 0:
        path, owner, depth = waiting.popleft()
        if id(owner) in seen:
            continue
        seen.add(id(owner))
        for key, step, part in _entries(owner):
            left -= 1
            if id(part) in wanted:
                found.append(Slot(path + step, owner, key, part))
            elif depth < _DEPTH:
                waiting.append((path + step, part, depth + 1))
    return found


def entries_at(owner: Any) -> Iterator[tuple[str, Any]]:
    """(step of a path, value) for the items or attributes that an object holds, as far as they can be set anew."""
    yield from ((step, part) for _, step, part in _entries(owner))


def variable_at(path: Path, names: Mapping[str, Any], engine: Engine) -> Any:
    """The variable that a path leads to from these names, looked at without running code of the user's, or None."""
    value = thing_at(path, names, engine)
    return value if engine.kind(value) == "variable" else None


def thing_at(path: Path, names: Mapping[str, Any], engine: Engine) -> Any:
    """What a path leads to from these names, looked at without running code of the user's, or None."""
    value = names.get(path[0])
    for position in range(1, len(path)):
        if engine.kind(value) == "module":
            rest = "".join(path[position:])
            return next((variable for found, variable in walk_module(value, engine) if found == rest), None)
        value = next((part for step, part in entries_at(value) if step == path[position]), None)
    return value


def _entries(owner: Any) -> Iterator[tuple[Any, str, Any]]:
    """(key, step of the path, value) of what can be set anew in an object."""
    if is_exactly(owner, _FILLED):
        if len(owner) <= _LARGEST:
            pairs = entries_of(owner) if is_a(owner, dict) else list(enumerate(owner))
            yield from ((key, key_text(key), part) for key, part in pairs if is_a(key, (str, int)))
        return
    if is_a(owner, types.ModuleType) and not is_user_module(owner):
        return
    if (is_a(owner, NO_DATA) and not is_a(owner, types.ModuleType)) or is_veiled(owner):
        return
    fields = getattr(owner, "__dict__", None)
    if type(fields) is dict and len(fields) <= _LARGEST:
        yield from ((name, f".{name}", part) for name, part in entries_of(fields) if is_a(name, str))
