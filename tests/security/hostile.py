"""Objects that count every look at them, and raise where they can."""

from __future__ import annotations

from collections import Counter
from typing import Any

__all__ = ["CALLS", "Hostile", "HostileMeta", "Proxy"]

CALLS: Counter[str] = Counter()
"""How often which special method was called, by name."""

_ASKED = (
    *("__repr__", "__str__", "__format__", "__bytes__", "__bool__", "__len__", "__iter__", "__next__", "__contains__"),
    *("__eq__", "__ne__", "__lt__", "__gt__", "__hash__", "__getitem__", "__setitem__", "__delitem__", "__call__"),
    *("__array__", "__array_interface__", "__array_ufunc__", "__array_function__", "__float__", "__int__", "__index__"),
    *(
        "__getattr__",
        "__setattr__",
        "__delattr__",
        "__dir__",
        "__reduce_ex__",
        "__copy__",
        "__deepcopy__",
        "__sizeof__",
    ),
    *("__enter__", "__exit__", "__add__", "__radd__", "__matmul__", "__fspath__", "__buffer__", "__tf_tensor__"),
    *(
        "_repr_html_",
        "_repr_pretty_",
        "_repr_mimebundle_",
        "_ipython_display_",
        "__instancecheck__",
        "__subclasscheck__",
    ),
)


def _refuse(name: str) -> Any:
    def method(*_: Any, **__: Any) -> Any:
        CALLS[name] += 1
        raise RuntimeError(f"{name} was called")

    return method


class HostileMeta(type):
    """A class that does not want to be asked what it is."""

    __instancecheck__ = _refuse("metaclass __instancecheck__")
    __subclasscheck__ = _refuse("metaclass __subclasscheck__")
    __eq__ = _refuse("metaclass __eq__")
    __call__ = type.__call__
    __repr__ = _refuse("metaclass __repr__")

    def __hash__(cls) -> int:
        return id(cls)

    def __getattribute__(cls, name: str) -> Any:
        CALLS[f"metaclass __getattribute__ {name}"] += 1
        return super().__getattribute__(name)


def _asked(self: Any, name: str) -> Any:
    CALLS[f"__getattribute__ {name}"] += 1
    raise RuntimeError(f"{name} was looked up")


def _class_of(self: Any) -> Any:
    CALLS["__class__"] += 1
    raise RuntimeError("__class__ was looked up")


class Hostile:
    """Raises at every look."""

    __slots__ = ("__weakref__",)
    __getattribute__ = _asked
    __class__ = property(_class_of)  # type: ignore[assignment]


for _name in _ASKED:
    setattr(Hostile, _name, _refuse(_name))


class Proxy:
    """Pretends to be another object, and loads it at the first look, as lazy modules do."""

    def __init__(self, pretended: type) -> None:
        object.__setattr__(self, "pretended", pretended)

    def __getattribute__(self, name: str) -> Any:
        CALLS[f"proxy {name}"] += 1
        if name == "__class__":
            return object.__getattribute__(self, "pretended")
        raise AttributeError(name)
