"""Private modules of a library, by the names that are used of them, and which of those the installed version lacks."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any

__all__ = ["Rooms", "first_of"]


class _Gone:
    """Stands in for a module that is not there: to use it says so."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"there is no module {self.path} (for {name})")


class Rooms:
    """Imports private modules and keeps in `gone` what has moved, for the limits of a report."""

    def __init__(self) -> None:
        self.gone: list[str] = []

    def open(self, path: str, *names: str) -> Any:
        """The module, of which these names are used; or what raises `AttributeError` whenever it is used."""
        try:
            module = importlib.import_module(path)
        except ImportError:
            self.gone.append(path)
            return _Gone(path)
        self.gone += [f"{path}.{name}" for name in names if not hasattr(module, name)]
        return module


def first_of(*ways: Callable[[], Any]) -> Any:
    """What the first way gives that works; the last one's `AttributeError` where none does."""
    for way in ways[:-1]:
        try:
            return way()
        except AttributeError:
            continue
    return ways[-1]()
