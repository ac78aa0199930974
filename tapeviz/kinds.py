"""What a value of the user's is, told by its class alone: the value itself, and its metaclass, are never asked.

`isinstance` falls back on the value's `__class__`, which a lazy module or a proxy computes; `type(value) in (...)` may
call the `==` of a metaclass; a set of classes calls its `hash`.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from typing import Any, TypeGuard, TypeVar

import numpy as np

__all__ = [
    "attribute",
    "bases_of",
    "entries_of",
    "exactly",
    "holds_veiled",
    "is_a",
    "is_container",
    "is_exactly",
    "is_mapping",
    "is_plain_data",
    "is_veiled",
    "members_of",
    "module_of",
]

_T = TypeVar("_T")
_MODULE = type.__dict__["__module__"]
_MRO = type.__dict__["__mro__"]
_NAMESPACE = type.__dict__["__dict__"]
_SLOTS = (types.WrapperDescriptorType, types.GetSetDescriptorType, types.MethodDescriptorType)
_OWN = ("tensorflow.", "keras.", "tf_keras.", "collections", "tapeviz.", "numpy", "builtins", "functools", "abc")


def is_a(value: object, classes: type[_T] | tuple[type[_T], ...]) -> TypeGuard[_T]:
    """Whether the value's class is one of these or inherits from one."""
    return issubclass(type(value), classes)


def exactly(*classes: type) -> frozenset[int]:
    """These classes, for `is_exactly`."""
    return frozenset(map(id, classes))


def is_exactly(value: object, classes: frozenset[int]) -> bool:
    """Whether the value's class is one of these."""
    return id(type(value)) in classes


def entries_of(mapping: Mapping[Any, Any]) -> list[tuple[Any, Any]]:
    """The keys and values of a dict at this moment, whatever the collector of garbage takes out of it meanwhile.

    It may run for each tuple that is made of an entry, and end objects whose callbacks change the dict: the table in a
    `WeakKeyDictionary`. A copy of a dict is made in one go.
    """
    return list((dict.copy(mapping) if is_a(mapping, dict) else mapping).items())


def bases_of(kind: type) -> tuple[type, ...]:
    """A class and its bases in the order in which Python looks into them."""
    found: tuple[type, ...] = _MRO.__get__(kind)
    return found


def members_of(kind: type) -> Mapping[str, Any]:
    """What a class itself defines, by name."""
    found: Mapping[str, Any] = _NAMESPACE.__get__(kind)
    return found


def module_of(kind: type) -> str:
    """The name of the module that a class was defined in; empty where it is no name."""
    found = _MODULE.__get__(kind)
    return found if type(found) is str else ""


def is_veiled(value: object) -> bool:
    """Whether merely to look up an attribute of the value, or to compare its class, runs code of the user's."""
    kind = type(value)
    return _defines(kind, _LOOKS) or (type(kind) is not type and _defines(type(kind), (*_LOOKS, "__eq__", "__hash__")))


def holds_veiled(value: object) -> bool:
    """Whether an attribute of the value, or a part of a plain nest there, is veiled."""
    fields = list(getattr(value, "__dict__", {}).values())
    return any(is_veiled(part) for field in fields for part in (field if is_exactly(field, _NESTS) else [field]))


_LOOKS = ("__getattribute__", "__getattr__", "__class__")


def _defines(kind: type, names: tuple[str, ...]) -> bool:
    """Whether code of the user's stands behind one of these names."""
    for base in bases_of(kind)[:-1]:
        members = members_of(base)
        for name in names:
            if name in members and not is_a(members[name], _SLOTS) and not module_of(base).startswith(_OWN):
                return True
    return False


def attribute(value: Any, name: str, otherwise: Any = None) -> Any:
    """An attribute of a value that is not veiled."""
    return otherwise if is_veiled(value) else getattr(value, name, otherwise)


_CONTAINERS = (list, tuple, set, frozenset, dict)
_PLAIN_CONTAINERS = exactly(*_CONTAINERS)
_NUMBERS = exactly(int, float, complex, bool)
_SEQUENCES = exactly(list, tuple)
_NESTS = exactly(list, tuple, dict)


def is_container(value: object) -> bool:
    """Whether a value is a list, tuple, set or dict, and looking into it runs no code of the user's."""
    if is_exactly(value, _PLAIN_CONTAINERS):
        return True
    kind = type(value)
    if not issubclass(kind, _CONTAINERS):
        return False
    return module_of(kind).startswith(_OWN) or not any(
        type(members_of(base).get(name)) is types.FunctionType
        for base in bases_of(kind)
        for name in ("__len__", "__iter__", "values", "items", "__getitem__", "__getattribute__")
    )


def is_mapping(value: object) -> TypeGuard[Mapping[Any, Any]]:
    """Whether a value is a mapping, a dict or the user's own kind of one."""
    return is_a(value, dict) or (not is_veiled(value) and isinstance(value, Mapping))


def is_plain_data(value: Any, is_ours: Callable[[Any], bool], depth: int = 4) -> bool:
    """Whether NumPy can make an array of the value without running code of the user's: numbers and nests of them.

    `is_ours` tells the tensors and variables of the engine, which know how to become arrays.
    """
    if is_exactly(value, _NUMBERS) or is_ours(value):
        return True
    kind = type(value)
    if issubclass(kind, (np.ndarray, np.generic)):
        return module_of(kind).partition(".")[0] == "numpy" and value.dtype != object
    if is_exactly(value, _SEQUENCES):
        return depth > 0 and all(is_plain_data(part, is_ours, depth - 1) for part in value)
    return module_of(kind).partition(".")[0] == "pandas"
