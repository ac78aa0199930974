"""Where public functions are found: `tf`, `tf.math`, `tf.nn`, ... as modules that fetch what they lack when asked."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any, Final, TypeVar

_Public = TypeVar("_Public")

ROOT: Final = "tapeviz.fallback"

# The modules of this package that add names to a namespace, imported when a name is missing in it.
_LATER: Final[dict[str, tuple[str, ...]]] = {
    "linalg": ("ops.linalg",),
    "nn": ("ops.nn", "ops.convolution"),
    "random": ("ops.random",),
    "image": ("ops.image",),
    "strings": ("ops.strings",),
    "signal": ("ops.signal",),
    "data": ("data",),
    "io": ("shims",),
    "config": ("shims",),
    "": ("ops.nn", "ops.random", "ops.linalg", "module", "function", "shims"),
}


class Namespace(ModuleType):
    """A part of `tf`, such as `tf.math`. What it lacks raises AttributeError with what to do."""

    def __getattr__(self, name: str) -> Any:
        return missing(self.__name__.removeprefix(ROOT).lstrip("."), name)


_spaces: Final[dict[str, dict[str, Any]]] = {"": {}}
_fetched: Final[set[str]] = set()


def export(*names: str) -> Callable[[_Public], _Public]:
    """Make the decorated function or class public under dotted names: `export("sin", "math.sin")`."""

    def publish(public: _Public) -> _Public:
        for name in names:
            put(name, public)
        return public

    return publish


def put(name: str, public: Any) -> None:
    """Make an object public under a dotted name; its namespaces come into being with it."""
    space, _, last = name.rpartition(".")
    contents(space)[last] = public


def contents(space: str) -> dict[str, Any]:
    """Give the names of a namespace (`""` is `tf` itself), made where it does not exist yet."""
    if space not in _spaces:
        module = Namespace(f"{ROOT}.{space}")
        _spaces[space] = vars(module)
        put(space, module)
    return _spaces[space]


def root() -> dict[str, Any]:
    """Give the names of `tf` itself."""
    return _spaces[""]


def adopt(names: dict[str, Any]) -> None:
    """Make a module's own names those of `tf`: what is public already goes there, and what comes later too."""
    names.update(_spaces[""])
    _spaces[""] = names


def missing(space: str, name: str) -> Any:
    """Fetch a name that a namespace lacks from the modules that may bring it. Raises AttributeError where none does."""
    if not name.startswith("__") and space not in _fetched:
        _fetched.add(space)
        for module in _LATER.get(space, ()):
            _fetch(f"{ROOT}.{module}")
        if name in contents(space):
            return contents(space)[name]
    where = f"{ROOT}.{space}".rstrip(".")
    raise AttributeError(
        f"module '{where}' has no attribute '{name}': not covered by the NumPy engine; install tensorflow to use it"
    )


def _fetch(module: str) -> None:
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name != module or module in sys.modules:
            raise
