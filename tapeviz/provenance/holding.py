"""Tells what a Python object merely holds from what was converted: a tensor in a dictionary has not left TensorFlow."""

from __future__ import annotations

import functools
import itertools
import types
from collections import deque
from collections.abc import Iterable
from typing import Any

from tapeviz.kinds import attribute, bases_of, is_a, is_container, is_veiled, members_of
from tapeviz.provenance.borders import Borders
from tapeviz.provenance.ledger import NO_DATA
from tapeviz.provenance.sites import Site

__all__ = ["Holding", "parts_within"]

_STORES = (list, tuple, set, frozenset, dict, deque)


class Holding(Borders):
    """Which operands of an expression went into its value as themselves, or stayed behind in what was looked into."""

    def _that_left(
        self,
        site: Site,
        value: Any,
        callee: Any,
        inputs: list[int],
        frame: int,
        during: tuple[int, int],
        *,
        together: bool,
    ) -> list[int]:
        """The inputs whose data is in a Python value: without engine values that were put away or left where they are.

        One that was seen to leave meanwhile, by `float()` or `numpy()`, is kept; of those that a value was merely put
        `together` from none left.
        """
        stayed = None if together else self._stayed(site, value, callee, frame)
        if stayed is None:
            stayed = {i for i in inputs if self.values.held[i].kind != "host"}
        left = {number for time, number, *_ in self._exits if during[0] <= time <= during[1]}
        return [i for i in inputs if i not in stayed or i in left]

    def _stayed(self, site: Site, value: Any, callee: Any, frame: int) -> set[int] | None:
        """The ids of the engine values that stayed what they are; None stands for all."""
        if self._takes_part(site, callee):
            operands = self._operands_of(site, frame)
            within = {i for thing, n in operands if self.engine.kind(thing) is None for i in self._carried(thing, n)}
            given = {i for thing, n in operands if self.engine.kind(thing) is not None for i in self._carried(thing, n)}
            return {i for i in within - given if self.values.held[i].kind != "host"}
        if is_a(callee, type) and self._makes_itself(callee):
            return None  # its own code says what it makes of them
        return self._ids_held(value) if callee is not None else set()

    def _takes_part(self, site: Site, callee: Any) -> bool:
        """Whether an expression takes something out of an object: an item, an attribute, `d.get(key)`."""
        if site.kind in ("subscript", "attribute"):
            return True
        return is_a(callee, types.BuiltinFunctionType) and is_a(attribute(callee, "__self__"), _STORES)

    def _makes_itself(self, kind: type) -> bool:
        """Whether code of the user's that reports makes the objects of a class."""
        for base in bases_of(kind)[:-1]:
            made = members_of(base).get("__init__")
            if made is not None:
                return is_a(made, types.FunctionType) and self._is_traced(made)
        return False

    def _ids_held(self, value: Any) -> set[int]:
        """The ids of the tensors and variables that an object holds as themselves."""
        found: set[int] = set()
        for part in parts_within(value, 3):
            kind = self.engine.kind(part)
            if kind == "tensor" and (known := self.values.known_tensor(part)) is not None:
                found.add(known.id)
            elif kind == "variable":
                resource = self.values.known_variable(self.engine.variable(part))
                found.update(resource.states or () if resource is not None else ())
        return found


def parts_within(value: Any, depth: int) -> Iterable[Any]:
    """An object and what it holds, that deep: in plain containers, attributes, slots and partial calls."""
    inner: Iterable[Any] = ()
    if depth and (is_container(value) or type(value) is deque):
        inner = list(itertools.islice(value.values() if is_a(value, dict) else value, 4096))
    elif depth and is_a(value, functools.partial):
        inner = (value.func, value.args, value.keywords)
    elif depth and not is_veiled(value) and not is_a(value, NO_DATA):
        slots = [name for base in bases_of(type(value)) for name in _slots(base)]
        inner = [*getattr(value, "__dict__", {}).values(), *(getattr(value, name, None) for name in slots)]
    yield value
    for part in inner:
        yield from parts_within(part, depth - 1)


def _slots(base: type) -> list[str]:
    """The names whose values an object keeps without a dictionary."""
    members = members_of(base)
    if "__slots__" not in members:
        return []
    return [name for name, member in members.items() if type(member) is types.MemberDescriptorType]
