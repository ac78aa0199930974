"""Follows Python data into objects of foreign classes, which keep it and compute with it when they are called."""

from __future__ import annotations

import types
from typing import Any

import numpy as np

from tapeviz.kinds import attribute, is_a, is_container
from tapeviz.provenance.bindings import Bindings
from tapeviz.provenance.sites import Site

__all__ = ["Keeping"]

_DATA = (int, float, complex, bool, str, bytes, np.ndarray, np.generic, type(None), type, types.ModuleType)


class Keeping(Bindings):
    """What objects were made with, and where they took part later."""

    def _note_kept(self, site: Site, value: Any, callee: Any, frame: int, time: int) -> None:
        """An untraced call: what it made keeps the data it was given; a tensor it gave may be made with such data."""
        if callee is None or self._is_traced(callee) or (is_a(callee, type) and self._makes_itself(callee)):
            return
        kept = self._kept_by(site, callee, frame)
        kind = self.engine.kind(value)
        if kind in ("tensor", "variable"):
            known = self.values.known(value)
            if kept and known is not None:
                self._step(time, "possible", kept, (known.id,), site, frame)
            return
        owner = attribute(callee, "__self__") if value is None else value
        if (is_a(owner, _DATA) or is_container(owner)) and kind is None:
            return
        given = kept + [held.id for thing, _ in self._operands_of(site, frame) for held in self._data_in(thing)]
        if given:
            before = self._kept.get(id(owner), (None, []))[1]
            self._kept[id(owner)] = (owner, list(dict.fromkeys([*before, *given])))

    def _data_in(self, thing: Any) -> list[Any]:
        parts = [part for part in self._spread(thing) if is_a(part, (float, np.ndarray, np.generic))]
        whole = [thing] if is_container(thing) and not self._is_of_engine(thing) else []
        return [held for part in (*parts, *whole) if (held := self._host(part)) is not None]
