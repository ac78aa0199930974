"""`install`: makes `import tensorflow` find the NumPy engine, in programs that were written for TensorFlow."""

from __future__ import annotations

import importlib.machinery
import sys
from collections.abc import Sequence
from types import ModuleType
from typing import Any, Final

from tapeviz.fallback.namespaces import ROOT, export

_state: Final[dict[str, Any]] = {}


class _Loader:
    """Gives a module that is there already; importing it under another name must not run it again."""

    def __init__(self, module: ModuleType) -> None:
        self._module = module
        self._own = {name: vars(module).get(name) for name in ("__spec__", "__loader__", "__package__")}

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        """Give the module."""
        return self._module

    def exec_module(self, module: ModuleType) -> None:
        """Give the module back what importing has set: its name is still its own."""
        vars(module).update(self._own)


class Finder:
    """Finds `tensorflow.x.y` at `tf.x.y` of the NumPy engine, and `keras` at `tf.keras`."""

    def __init__(self, roots: dict[str, str]) -> None:
        self._roots = roots

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Find a module of the engine. Raises ModuleNotFoundError for a part that it does not cover."""
        first, *rest = fullname.split(".")
        if first not in self._roots:
            return None
        module = _resolved([*self._roots[first].split("."), *rest], fullname)
        loader: Any = _Loader(module)
        spec = importlib.machinery.ModuleSpec(fullname, loader, origin=ROOT)
        spec.submodule_search_locations = []
        return spec


def _resolved(parts: list[str], fullname: str) -> ModuleType:
    found: Any = sys.modules[ROOT]
    for part in parts:
        found = found if not part else getattr(found, part, None)
    if not isinstance(found, ModuleType):
        raise ModuleNotFoundError(
            f"No module named {fullname!r}: not covered by the NumPy engine; install tensorflow to use it",
            name=fullname,
        )
    return found


@export("install")
def install(force: bool = False) -> None:
    """Make `import tensorflow` find the NumPy engine, and `import keras` its Keras where there is no other.

    Where TensorFlow is installed it stays what `import tensorflow` finds, unless `force` hides it, and Keras with it,
    until `uninstall()`; modules that hold it keep it. Calling this again changes nothing. Raises RuntimeError where
    TensorFlow is installed and nothing forces.
    """
    if is_installed():
        return
    present = _is_there("tensorflow")
    if present and not force:
        raise RuntimeError(
            "TensorFlow is installed here, so `import tensorflow` finds it and the NumPy engine does not take its "
            "name. Use `import tapeviz.fallback as tf`, or install(force=True) to hide TensorFlow until uninstall()."
        )
    roots = {"tensorflow": ""}
    if force or not _is_there("keras"):
        roots["keras"] = "keras"
    finder = Finder(roots)
    _state.update(finder=finder, hidden=_taken_out(roots), roots=roots)
    sys.meta_path.insert(0, finder)


@export("uninstall")
def uninstall() -> None:
    """Undo `install`: forget the modules it brought under TensorFlow's name, and put back those that it hid."""
    if not is_installed():
        return
    sys.meta_path.remove(_state["finder"])
    _taken_out(_state["roots"])
    sys.modules.update(_state["hidden"])
    _state.clear()


@export("is_installed")
def is_installed() -> bool:
    """Whether `import tensorflow` finds the NumPy engine."""
    return "finder" in _state


def _is_there(name: str) -> bool:
    if name in sys.modules:
        return sys.modules[name] is not None
    from importlib.util import find_spec

    return find_spec(name) is not None


def _taken_out(roots: dict[str, str]) -> dict[str, ModuleType]:
    names = [name for name in sys.modules if name.split(".")[0] in roots]
    return {name: sys.modules.pop(name) for name in names}
