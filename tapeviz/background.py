"""Follows ordinary cells lightly, from `%load_ext` on, so that values older than a taped cell can be told."""

from __future__ import annotations

import contextlib
import importlib
import importlib.util
import linecache
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from tapeviz.provenance.history import History
from tapeviz.provenance.stack import ends_of_stack, is_user_code

__all__ = [
    "Telling",
    "earlier_texts",
    "history",
    "ignore_engines",
    "is_following",
    "paused",
    "start",
    "stop",
    "tell_engines",
]

# For each engine: the module whose import brings its objects, and the room of its hooks.
_ENGINES = {
    "tensorflow": ("tensorflow", "tapeviz.engines._tf_private"),
    "numpy": ("tapeviz.fallback", "tapeviz.engines._numpy_hooks"),
}


@dataclass(eq=False)
class _Following:
    """What one engine's ordinary cells did, and the hooks that tell of it."""

    history: History
    hooks: Any
    tellings: weakref.WeakSet[Telling] = field(default_factory=weakref.WeakSet)


class Telling:
    """Notes what this thread does on an engine from a log that is kept anyway, in place of the engine's own hooks.

    From `begin` to `end`; to begin or to end twice does nothing.
    """

    def __init__(self, engine: str, log: list[Any]) -> None:
        self.engine = engine
        self.log = log
        self._told = 0
        self._following: _Following | None = None
        self._thread = 0

    def begin(self) -> None:
        """Note from the log, unless nothing is to be noted now, or somebody does already."""
        following = _followed.get(self.engine)
        here = threading.get_ident()
        if self._thread:
            return
        self.tell()
        self._told, self._following = len(self.log), None
        if following is None or following in _resting or here in following.hooks.silent:
            return
        self._thread, self._following = here, following
        following.tellings.add(self)
        following.hooks.silent.add(here)

    def tell(self) -> None:
        """Note what the log has received since the last time; an op that was under way at the end comes after it."""
        fresh, self._told = self.log[self._told :], len(self.log)
        if self._following is not None:
            with contextlib.suppress(Exception):  # history is a help, never a hazard
                self._following.history.note_log(fresh, is_user_code)

    def cut(self, upto: int) -> None:
        """Take from the log what came after position `upto`, once it is noted."""
        self.tell()
        del self.log[upto:]
        self._told = len(self.log)

    def end(self) -> None:
        """Note the rest; from now on the engine's own hooks do it."""
        if self._following is None or not self._thread:
            return
        self._following.hooks.silent.discard(self._thread)
        self._thread = 0
        self.tell()


_followed: dict[str, _Following] = {}
_listeners: list[Callable[[str, Any], None]] = []
_resting: list[_Following] = []
_state: dict[str, Any] = {"finder": None, "cells": None}


def history(engine: str = "tensorflow") -> History | None:
    """What is known of the cells that ran so far on an engine, or None when nothing follows them."""
    found = _followed.get(engine)
    if found is None:
        return None
    for telling in list(found.tellings):
        telling.tell()
    return found.history


def earlier_texts(but: str) -> list[str]:
    """The texts of the notebook cells that ran so far, in order, except the one with the file name `but`."""
    keys = _state["cells"]() if _state["cells"] is not None else []
    return ["".join(linecache.getlines(key)) for key in keys if key != but]


def is_following() -> bool:
    """Whether ordinary cells are followed."""
    return bool(_followed) or _state["finder"] is not None


def tell_engines(listener: Callable[[str, Any], None]) -> None:
    """Hand `listener` the name and the hooks' room of each engine that is followed, now and when it is imported."""
    _listeners.append(listener)
    for engine in list(_followed):
        listener(engine, _room(engine))


def ignore_engines(listener: Callable[[str, Any], None]) -> None:
    """Tell this listener no more."""
    if listener in _listeners:
        _listeners.remove(listener)


def start(cells: Callable[[], list[str]] | None = None) -> None:
    """Follow ordinary cells from now on; of an engine that is not imported yet, from the moment it is.

    `cells` gives the file names of the cells that ran so far.
    """
    _state["cells"] = cells
    for engine, (module, _) in _ENGINES.items():
        if engine not in _followed and module in sys.modules:
            _install(engine)
    if _state["finder"] is None and len(_followed) < len(_ENGINES):
        finder = _AfterImport()
        _state["finder"] = finder
        sys.meta_path.insert(0, finder)


def stop() -> None:
    """Take every hook away and forget the past."""
    while _followed:
        _followed.popitem()[1].hooks.remove()
    if _state["finder"] in sys.meta_path:
        sys.meta_path.remove(_state["finder"])
    _state.update(finder=None, cells=None)


@contextmanager
def paused() -> Iterator[None]:
    """Follow nothing in the block: what runs in copies of the user's objects is no part of their past."""
    resting = [following for following in _followed.values() if following not in _resting]
    _resting.extend(resting)
    for following in resting:
        following.hooks.remove()
    try:
        yield
    finally:
        for following in resting:
            _resting.remove(following)
            if following in _followed.values():  # not stopped meanwhile
                following.hooks.install()


def _room(engine: str) -> Any:
    return importlib.import_module(_ENGINES[engine][1])


def _install(engine: str) -> None:
    from tapeviz.engines.choose import has_tensorflow

    if engine == "tensorflow" and not has_tensorflow():  # the NumPy engine under its name
        return
    try:
        room = _room(engine)
        past = History(room.fresh_id())
        hooks = room.HistoryHooks(past.note, ends_of_stack)
        hooks.install()
    except Exception:  # noqa: BLE001 - without history tapeviz says `unknown` more often; it must not break a cell
        return
    _followed[engine] = _Following(past, hooks)
    for listener in tuple(_listeners):
        listener(engine, room)


class _AfterImport(MetaPathFinder):
    """Waits for the imports of the engines. To look for a module is not to import it: the finder stays until then."""

    def find_spec(
        self,
        name: str,
        path: Any = None,
        target: ModuleType | None = None,  # noqa: ARG002 - the import system's signature
    ) -> ModuleSpec | None:
        engine = next((e for e, (module, _) in _ENGINES.items() if module == name and e not in _followed), None)
        if engine is None or self not in sys.meta_path:
            return None
        spec = _own_spec(name, path, self)
        if spec is not None and spec.loader is not None:
            spec.loader = _ThenFollow(spec.loader, engine)
        return spec


def _own_spec(name: str, path: Any, but: MetaPathFinder) -> ModuleSpec | None:
    """What the other finders have for a module."""
    for finder in sys.meta_path:
        found = None if finder is but else finder.find_spec(name, path)
        if found is not None:
            return found
    return None


class _ThenFollow(Loader):
    """Loads a module with its own loader, gives that loader back to the module, and starts to follow."""

    def __init__(self, own: Any, engine: str) -> None:
        self.own = own
        self.engine = engine

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
        if _state["finder"] is None:  # stopped meanwhile
            return
        _install(self.engine)
        if len(_followed) == len(_ENGINES):
            sys.meta_path.remove(_state["finder"])
            _state["finder"] = None
