"""Follows ordinary cells lightly, from `%load_ext` on, so that values older than a taped cell can be told."""

from __future__ import annotations

import importlib.util
import linecache
import sys
from collections.abc import Callable
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from tapeviz.provenance.history import History, place_of

__all__ = ["history", "start", "stop"]

_state: dict[str, Any] = {"history": None, "hooks": None, "finder": None, "cells": None}


def history() -> History | None:
    """What is known of the cells that ran so far, or None when nothing follows them."""
    found = _state["history"]
    return found if isinstance(found, History) else None


def earlier_texts(but: str) -> list[str]:
    """The texts of the notebook cells that ran so far, in order, except the one with the file name `but`."""
    keys = _state["cells"]() if _state["cells"] is not None else []
    return ["".join(linecache.getlines(key)) for key in keys if key != but]


def start(cells: Callable[[], list[str]] | None = None) -> None:
    """Follow ordinary cells from now on; when TensorFlow is not imported yet, from the moment it is.

    `cells` gives the file names of the cells that ran so far.
    """
    _state["cells"] = cells
    if _state["hooks"] is not None or _state["finder"] is not None:
        return
    if "tensorflow" in sys.modules:
        _install()
        return
    finder = _state["finder"] = _AfterImport()
    sys.meta_path.insert(0, finder)


def stop() -> None:
    """Take every hook away and forget the past."""
    if _state["hooks"] is not None:
        _state["hooks"].remove()
    if _state["finder"] in sys.meta_path:
        sys.meta_path.remove(_state["finder"])
    _state.update(history=None, hooks=None, finder=None, cells=None)


def _install() -> None:
    try:
        from tapeviz.engines._tf_private import HistoryHooks, fresh_id

        past = History(fresh_id())
        hooks = HistoryHooks(past.note, place_of)
        hooks.install()
    except Exception:  # noqa: BLE001 - without history tapeviz says `unknown` more often; it must not break a cell
        return
    _state.update(history=past, hooks=hooks)


class _AfterImport(MetaPathFinder):
    """Waits for `import tensorflow`, then steps aside."""

    def find_spec(
        self,
        name: str,
        path: Any = None,  # noqa: ARG002 - the import system's signature
        target: ModuleType | None = None,  # noqa: ARG002 - as above
    ) -> ModuleSpec | None:
        if name != "tensorflow" or self not in sys.meta_path:
            return None
        sys.meta_path.remove(self)
        _state["finder"] = None
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.loader is not None:
            spec.loader = _Following(spec.loader)
        return spec


class _Following(Loader):
    """Loads TensorFlow with its own loader, gives that loader back to the module, and starts to follow."""

    def __init__(self, own: Any) -> None:
        self.own = own

    def __getattr__(self, name: str) -> Any:
        return getattr(self.own, name)

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        made: ModuleType | None = self.own.create_module(spec)
        return made

    def exec_module(self, module: ModuleType) -> None:
        if module.__spec__ is not None:
            module.__spec__.loader = self.own
        module.__loader__ = self.own
        self.own.exec_module(module)
        _install()
