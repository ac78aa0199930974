"""Follows Python values that are older than the cell, where they may hold what was computed from a source."""

from __future__ import annotations

import types
from typing import TYPE_CHECKING, Any

from tapeviz.kinds import exactly, is_a, is_exactly
from tapeviz.provenance.ledger import NO_DATA, Ledger
from tapeviz.provenance.paths import Path, key_text
from tapeviz.provenance.sites import Site, cell_span

if TYPE_CHECKING:
    from tapeviz.provenance.weave import Weaver

__all__ = ["OlderValues"]

_ATOMS = (int, float, complex, str, bytes)
_KEYS = exactly(str, int, bool)


class OlderValues(Ledger):
    """Which names, items and attributes lead to Python values from before the cell, and their ids.

    Only what `Weaver.may_hold` says yes to gets an id: of all else no data of a source can come.
    """

    def __init__(self, weaver: Weaver) -> None:
        super().__init__(weaver)
        self.older_paths: dict[str, Path] = {}
        self._named_older: dict[Path, int] = {}
        self._functions: dict[int, types.FunctionType] = {}
        self._paths: dict[int, tuple[Path, Any, int | None]] = {}
        self._set_parts: dict[tuple[int, str], int | None] = {}
        self._put_by_keys: set[int] = set()  # dicts whose data is all at keys that were computed

    def _older_name(self, site: Site, value: Any, frame: int) -> int | None:
        """The id of an older Python value that a name of the notebook stands for."""
        if self.weaver.is_older_name(site.name, value):
            return self._older_value((site.name,), value, site, frame)
        function = self._functions.get(frame)
        if function is None:
            return None
        if site.name not in function.__code__.co_freevars:
            module = self._older_module(function)
            return self._older_value((module, f".{site.name}"), value, site, frame) if module else None
        return self._older_value((*self._older_function(function), f".{site.name}"), value, site, frame)

    def _older_default(self, name: str, value: Any, site: Site, frame: int) -> int | None:
        """The id of an argument's default, which an earlier cell computed."""
        function = self._functions.get(frame)
        defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values()) if function else ()
        if function is None or not any(value is default for default in defaults):
            return None
        return self._older_value((*self._older_function(function), f".{name}"), value, site, frame)

    def _older_function(self, function: types.FunctionType) -> Path:
        """The name by which the notebook has known a function since before the cell."""
        names = (name for name, number in self.weaver.names_before.items() if number == id(function))
        return (next(names, ""),)

    def _older_module(self, function: types.FunctionType) -> str:
        """The name by which the notebook has known, since before the cell, the module that a function is from."""
        namespace = self.weaver.namespace
        if function.__globals__ is namespace:
            return ""
        modules = [(name, thing) for name, thing in namespace.items() if is_a(thing, types.ModuleType)]
        own = (name for name, thing in modules if vars(thing) is function.__globals__)
        return next((name for name in own if self.weaver.is_older_name(name, namespace[name])), "")

    def _older_part(self, path: Path, site: Site, value: Any, frame: int) -> int | None:
        """The id of an item or attribute of an older object: what the cell has put there, or else what was there."""
        whole = self._operand(site.receiver or 0, frame)
        set_here = (id(whole[0]), path[-1]) if whole is not None else (0, "")
        if set_here in self._set_parts:
            return self._set_parts[set_here]
        return self._older_value(path, value, site, frame)

    def _path_to(self, site: Site, frame: int) -> Path | None:
        """The item or attribute of an older object that an expression takes, if the cell has not changed it else."""
        whole = self._operand(site.receiver, frame) if site.receiver is not None and self._paths else None
        path, thing, number = self._paths.get(id(whole[0]), ((), None, None)) if whole is not None else ((), None, None)
        if whole is None or thing is None or thing is not whole[0]:
            return None
        if whole[1] != number or (id(thing), site.name) in self._fields:
            return None  # changed meanwhile
        key = self._key(site, frame)
        return (*path, key) if key else None

    def _key(self, site: Site, frame: int) -> str:
        if site.kind == "attribute":
            return f".{site.name}"
        if site.kind != "subscript":
            return ""
        return site.key or self._computed_key(site.children[-1] if len(site.children) > 1 else None, frame)

    def _computed_key(self, number: int | None, frame: int) -> str:
        """The step of a path that a key leads to which is not written out in the text."""
        inner = self._operand(number, frame) if number is not None else None
        return key_text(inner[0]) if inner is not None and _is_plain_key(inner[0]) else ""

    def _older_value(self, path: Path, value: Any, site: Site, frame: int) -> int | None:
        if self.engine.kind(value) is not None or not path[0]:
            return None
        if is_a(value, NO_DATA):
            self._paths[id(value)] = (path, value, None)
            return None
        number = self._named_older.get(path)
        if number is None and self.weaver.may_hold(path):
            number = self._named_older[path] = self.values.host(value).id
        if number is not None:
            place = cell_span(self._stack(site.span, frame), self.weaver.cell_key)
            if place is not None:
                self.older_names.setdefault(number, []).append(("".join(path), place))
                self.older_paths["".join(path)] = path
        if not is_a(value, _ATOMS):
            self._paths[id(value)] = (path, value, number)
        return number


def _is_plain_key(key: Any) -> bool:
    """Whether the text of a key tells it from others: a text, a whole number, or a tuple of these."""
    return is_exactly(key, _KEYS) or (type(key) is tuple and all(is_exactly(part, _KEYS) for part in key))
