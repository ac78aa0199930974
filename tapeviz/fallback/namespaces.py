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
    "config": ("function",),
    "linalg": ("ops.linalg", "ops.matrix_functions", "ops.lu", "ops.tridiagonal"),
    "math": ("ops.quantiles", "ops.special", "ops.incomplete", "ops.bessel", "ops.nn"),
    "nn": ("ops.nn", "ops.batches"),
    "random": ("ops.random",),
    "image": ("ops.image",),
    "strings": ("ops.strings",),
    "signal": ("ops.signal",),
    "": ("ops.strings", "ops.batches", "ops.matrix_functions", "module", "function", "shims"),
}
# Namespaces that are modules of this package themselves.
_MODULES: Final = frozenset({"data", "dtypes", "errors", "keras", "nest"})


class Namespace(ModuleType):
    """A part of `tf`, such as `tf.math`, or `tf` itself. What it lacks raises AttributeError with what to do."""

    def __getattr__(self, name: str) -> Any:
        return missing(self.__name__.removeprefix(ROOT).lstrip("."), name)

    def __setattr__(self, name: str, value: Any) -> None:
        # Importing `function.py` would put the module where `tf.function` is.
        if isinstance(value, ModuleType) and (self.__name__, name) in _published:
            return
        super().__setattr__(name, value)


_spaces: Final[dict[str, dict[str, Any]]] = {}
_fetched: Final[set[str]] = set()
_published: Final[set[tuple[str, str]]] = set()


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
    _published.add((f"{ROOT}.{space}".rstrip("."), last))


def contents(space: str) -> dict[str, Any]:
    """Give the names of a namespace (`""` is `tf` itself), made where it does not exist yet."""
    if space not in _spaces:
        full = f"{ROOT}.{space}".rstrip(".")
        module = importlib.import_module(full) if space in _MODULES or not space else Namespace(full)
        if not hasattr(module, "__getattr__"):
            module.__class__ = Namespace
        _spaces[space] = vars(module)
        if space and space not in _MODULES:
            put(space, module)
    return _spaces[space]


def missing(space: str, name: str) -> Any:
    """Fetch a name that a namespace lacks from the modules that may bring it. Raises AttributeError where none does."""
    if not name.startswith("__"):
        if not space and name in _MODULES and _fetch(f"{ROOT}.{name}"):
            contents(name)
            return sys.modules[f"{ROOT}.{name}"]
        # `tf.random` comes into being with the modules that bring its names.
        wanted = name if not space and name in _LATER else space
        if wanted not in _fetched:
            _fetched.add(wanted)
            for module in _LATER.get(wanted, ()):
                _fetch(f"{ROOT}.{module}")
        if name in contents(space):
            return contents(space)[name]
    where = f"{ROOT}.{space}".rstrip(".")
    raise AttributeError(
        f"module '{where}' has no attribute '{name}': not covered by the NumPy engine; install tensorflow to use it"
    )


def _fetch(module: str) -> bool:
    """Import a module of this package; say whether there is one."""
    try:
        importlib.import_module(module)
    except ModuleNotFoundError as error:
        if error.name is None or not module.startswith(error.name):
            raise
        return False
    return True
