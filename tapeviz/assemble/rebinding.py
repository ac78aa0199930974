"""States where a tensor or a variable took the place of what is asked for in the cell, whatever statement did it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Any

from tapeviz.assemble.asked import Asked, root_name
from tapeviz.assemble.evidence import Evidence
from tapeviz.provenance.ledger import BindingDraft
from tapeviz.provenance.sites import cell_span
from tapeviz.provenance.slots import Slot
from tapeviz.records import Binding, CodeSpan

__all__ = ["rebound_parts"]


def rebound_parts(evidence: Evidence, asked: Asked) -> tuple[Binding, ...]:
    """A binding for each source that stood for another object before, and that no assignment to its name explains.

    A list is filled anew, a dict updated, a tuple replaced, an attribute set by a method: the path to the source is the
    same, the object is not. And one for each tensor that was put where the source was held beside its own path; in an
    attribute or an item for each variable too, also the source itself when it was put back.
    """
    rebound = _Rebound(evidence, asked)
    return (*rebound.records(), *rebound.held_elsewhere())


class _Rebound:
    def __init__(self, evidence: Evidence, asked: Asked) -> None:
        self.evidence = evidence
        self.asked = asked
        self.steps = evidence.weaver.steps

    def records(self) -> Iterator[Binding]:
        told = {(draft.name, id(draft.value)) for draft in self.steps.bindings}
        for name, text, leaf in self.asked.sources:
            if self.evidence.engine.kind(leaf) != "tensor" or (name, id(leaf)) in told:
                continue
            root = root_name(text)
            old = self._former(name, root)
            place = self._place(leaf, root) if old is not None and old is not leaf else None
            if place is not None:
                known = (*self.evidence.identity(old), *self.evidence.identity(leaf))
                yield Binding(name, *place, *known, new_type=type(leaf).__name__)

    def _former(self, name: str, root: str) -> Any:
        """What stood there before the cell, or, in a container that the cell made, when it was made."""
        if name in self.asked.before:
            return self.asked.before[name]
        made = next((draft for draft in self.steps.bindings if draft.name == root and draft.parts), None)
        return _part(made, name) if made is not None else None

    def _place(self, leaf: Any, root: str) -> tuple[int, CodeSpan] | None:
        """Where the new object was put, the container was bound anew, or else the object was made; the last of them."""
        found = [(draft.time, draft.span) for draft in self.steps.placed if draft.value is leaf]
        found += [(draft.time, draft.span) for draft in self.steps.bindings if draft.name == root]
        return max(found, key=lambda place: place[0]) if found else self._making(leaf)

    def held_elsewhere(self) -> Iterator[Binding]:
        """What was put where a source was held before the cell: the source is named `k`, `layer.k` was set anew."""
        asked_for = {name for name, *_ in self.asked.sources}
        for slot in self.asked.slots:
            if slot.path in asked_for:
                continue
            for value, place in self._put_into(slot):
                if value is not slot.held or self._is_variable(value):
                    known = (*self.evidence.identity(slot.held), *self.evidence.identity(value))
                    yield Binding(slot.path, *place, *known, new_type=type(value).__name__)

    def _put_into(self, slot: Slot) -> Iterator[tuple[Any, tuple[int, CodeSpan]]]:
        """What stood there in the course of the cell, and at its end, with where it was put."""
        if slot.owner is self.evidence.namespace:
            mine = [draft for draft in self.steps.bindings if draft.name == slot.path]
            yield from ((draft.value, (draft.time, draft.span)) for draft in mine if self._is_tensor(draft.value))
            return
        put = [draft for draft in self.steps.placed if draft.owner is slot.owner and draft.step == slot.step]
        put = [draft for draft in put if self._is_tensor(draft.value) or self._is_variable(draft.value)]
        yield from ((draft.value, (draft.time, draft.span)) for draft in put)
        last = slot.now()
        seen = not self._is_tensor(last) or any(draft.value is last for draft in put)
        place = None if seen else self._place(last, "")
        if place is not None:
            yield last, place

    def _is_variable(self, value: Any) -> bool:
        return bool(self.evidence.engine.kind(value) == "variable")

    def _is_tensor(self, value: Any) -> bool:
        return bool(self.evidence.engine.kind(value) == "tensor")

    def _making(self, leaf: Any) -> tuple[int, CodeSpan] | None:
        held = self.evidence.values.known_tensor(leaf)
        op = next((op for op in self.evidence.weaver.ops if held is not None and held.id in op.outputs), None)
        span = cell_span(self.evidence.weaver.stack(op.frames), self.evidence.unit.key) if op is not None else None
        return (op.time, span) if op is not None and span is not None else None


def _part(draft: BindingDraft, name: str) -> Any:
    """The part of a container, as it was when a name was bound to it, at a path such as `layers[0]` or `w['a']`."""
    path = ast.parse(name, mode="eval").body
    if not isinstance(path, ast.Subscript) or not isinstance(path.value, ast.Name):
        return None
    key = path.slice.value if isinstance(path.slice, ast.Constant) else None
    keys = list(draft.value) if isinstance(draft.value, dict) else list(range(len(draft.parts)))
    return draft.parts[keys.index(key)] if key in keys and len(keys) == len(draft.parts) else None
