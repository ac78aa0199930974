"""Gives each value that flows through a cell its id: tensors by the engine's key, Python objects by identity."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from tapeviz.engines.base import Engine
from tapeviz.kinds import exactly, is_a, is_container, is_exactly
from tapeviz.records import CodeSpan

__all__ = ["PLAIN", "Held", "Resource", "Values"]

PLAIN = exactly(int, bool, str, bytes, type(None), type(...))


@dataclass(slots=True)
class Held:
    """A value with its id; `thing` keeps it alive, so that its identity stays its own."""

    id: int
    thing: Any
    kind: Literal["tensor", "state", "host"]
    origin: str = ""
    variable: int | None = None


@dataclass(slots=True)
class Resource:
    """A variable, or another resource, and the id of its present state."""

    id: int
    thing: Any
    kind: Literal["variable", "resource"]
    state: int
    created: tuple[CodeSpan, ...] = ()
    created_time: int | None = None
    states: list[int] | None = None
    modelled_on: set[int] = field(default_factory=set)
    copied: bool = False


class Values:
    """All ids of one recording. Ids are given in order of first appearance."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.held: list[Held] = []
        self.snapshots: dict[int, tuple[Any, ...]] = {}
        self._tensors: dict[int, int] = {}
        self._hosts: dict[int, int] = {}
        self.host_versions = 0
        self.resources: list[Resource] = []
        self._resource_of: dict[int, int] = {}

    def _new(self, thing: Any, kind: Literal["tensor", "state", "host"], **facts: Any) -> Held:
        held = Held(len(self.held), thing, kind, **facts)
        self.held.append(held)
        return held

    # ---- tensors ----

    def known_tensor(self, tensor: Any) -> Held | None:
        """The tensor's record if it has appeared before."""
        number = self._tensors.get(self.engine.tensor_key(tensor))
        return None if number is None else self.held[number]

    def tensor(self, tensor: Any, origin: str = "unknown", **facts: Any) -> Held:
        """The tensor's record, made now if it has not appeared before."""
        known = self.known_tensor(tensor)
        if known is not None:
            return known
        held = self._new(tensor, "tensor", origin=origin, **facts)
        self._tensors[self.engine.tensor_key(tensor)] = held.id
        return held

    def symbol(self, symbolic: Any) -> Held:
        """A new record for a symbolic tensor inside a traced function."""
        return self._new(symbolic, "tensor", origin="op")

    def past_tensor(self, key: int) -> Held:
        """A tensor of an earlier cell, known by its key alone."""
        number = self._tensors.get(key)
        if number is None:
            number = self._tensors[key] = self._new(None, "tensor", origin="earlier").id
        return self.held[number]

    def tensor_keys(self) -> dict[int, int]:
        """Ids of all tensors by key."""
        return dict(self._tensors)

    def resource_keys(self) -> dict[int, int]:
        """Numbers of all resources by the key of their handle."""
        return dict(self._resource_of)

    # ---- variables and other resources ----

    def resource(self, key: int, thing: Any, kind: Literal["variable", "resource"]) -> Resource:
        """The resource with this key (of its handle), made now if it has not appeared before."""
        number = self._resource_of.get(key)
        if number is None:
            number = len(self.resources)
            state = self._new(thing, "state", origin="variable", variable=number)
            self.resources.append(Resource(number, thing, kind, state.id, states=[state.id]))
            self._resource_of[key] = number  # last: what fails before must not leave a number without a record
        found = self.resources[number]
        first_met_otherwise = found.kind == "resource" or self.engine.is_alias(found.thing)
        if kind == "variable" and first_met_otherwise:
            found.kind, found.thing = kind, thing
        return found

    def variable(self, variable: Any) -> Resource:
        """The record of an engine variable."""
        return self.resource(self.engine.variable_key(variable), variable, "variable")

    def known_variable(self, variable: Any) -> Resource | None:
        """The record of an engine variable if it has appeared before."""
        number = self._resource_of.get(self.engine.variable_key(variable))
        return None if number is None else self.resources[number]

    def behind(self, number: int) -> Any:
        """What a value stands for: of a state its variable, where that is known, of all else the value itself."""
        held = self.held[number]
        return held.thing if held.variable is None else self.resources[held.variable].thing

    def new_state(self, resource: Resource) -> Held:
        """The state after a write."""
        held = self._new(resource.thing, "state", origin="variable", variable=resource.id)
        resource.state = held.id
        (resource.states or []).append(held.id)
        return held

    # ---- Python values ----

    @staticmethod
    def root(value: Any) -> Any:
        """The array that owns the data of a view, else the value itself."""
        while is_a(value, np.ndarray) and is_a(value.base, np.ndarray):
            value = value.base
        return value

    def known_host(self, value: Any) -> Held | None:
        """The record of a Python object whose identity means something; small ints and strings have none."""
        if is_exactly(value, PLAIN):
            return None
        number = self._hosts.get(id(self.root(value)))
        return None if number is None else self.held[number]

    def host(self, value: Any) -> Held:
        """A new version of a Python value."""
        root = self.root(value)
        held = self._new(root, "host", origin="host")
        self.host_versions += 1
        if not is_exactly(value, PLAIN):
            self._hosts[id(root)] = held.id
        return held

    def adopt(self, value: Any, number: int) -> bool:
        """Know an object that was not seen when it was made, as this record; whether its identity means something."""
        if is_exactly(value, PLAIN):
            return False
        self._hosts[id(self.root(value))] = number
        self.host_versions += 1
        return True

    def known(self, value: Any) -> Held | None:
        """The record of any value that has appeared before."""
        kind = self.engine.kind(value)
        if kind == "tensor":
            return self.known_tensor(value)
        if kind == "variable":
            resource = self.known_variable(self.engine.variable(value))
            return None if resource is None else self.held[resource.state]
        return self.known_host(value)

    def inside(self, value: Any, number: int | None, depth: int = 4) -> list[int]:
        """Ids of what a value carries: itself, or the parts of a container when all of them are known."""
        kind = self.engine.kind(value)
        if kind == "tensor":
            return [self.tensor(value).id]
        if kind == "variable":
            return [self.variable(self.engine.variable(value)).state]
        if number is None:
            held = self.known_host(value)
            number = held.id if held else None
        if is_container(value) and depth and len(value) <= 4096:
            # At this moment of the log, as far as it was seen.
            parts, complete = self._parts(value, depth)
            return parts if complete or number is None else [number, *parts]
        return [] if number is None else [number]

    def parts_of(self, value: Any) -> Iterable[Any]:
        """What a container held when the log last saw it, else what it holds now."""
        seen = self.snapshots.get(id(value))
        if seen is not None:
            return seen
        return value.values() if is_a(value, dict) else value

    def _parts(self, value: Any, depth: int) -> tuple[list[int], bool]:
        found: list[int] = []
        complete = True
        for part in self.parts_of(value):
            ids = self.inside(part, None, depth - 1)
            found += ids
            complete = complete and (bool(ids) or part is None)
        return found, complete
