"""Tells of each silent read of a variable, and of each new variable, by an attribute that every way to it passes."""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

__all__ = ["Listener", "interrupts", "listen", "stop_listening"]


@dataclass(eq=False, slots=True)
class Listener:
    """Who is told of each silent read, of each new variable, of reads by other threads, and of failing to tell."""

    read: Callable[[Any], None]
    made: Callable[[Any, int], None]
    elsewhere: Callable[[Any], None] = lambda _: None
    failed: Callable[[Exception], None] = lambda _: None
    thread: int = field(default_factory=threading.get_ident)


_listeners: list[Listener] = []
interrupts: list[KeyboardInterrupt] = []
"""Those that came while TensorFlow's C++ code read the attribute: whoever is called next from Python raises them."""


class _Handle:
    """Stands in for the `_handle` attribute of variables while somebody listens.

    The C++ fast path reads a variable without an op, but it fetches `_handle` through the generated op wrappers;
    fetches from other Python code are not reads. A variable is made where its handle is set.
    """

    def __init__(self) -> None:
        self.is_wrapper: dict[Any, bool] = {}

    def __get__(self, variable: Any, owner: Any = None) -> Any:
        if variable is None:
            return self
        try:
            code = sys._getframe(1).f_code  # noqa: SLF001 - no public way to the caller
            seen = self.is_wrapper.get(code)
            if seen is None:
                seen = self.is_wrapper[code] = "gen_" in code.co_filename.replace("\\", "/").rpartition("/")[2]
            here = threading.get_ident()
            for listener in _listeners:
                if here != listener.thread:
                    listener.elsewhere(variable)
                elif seen:
                    listener.read(variable)
        except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the variable is read
            _tell_failed(problem)
        except KeyboardInterrupt as stop:  # the C++ code that reads the attribute would crash; the next op raises it
            interrupts.append(stop)
        try:
            return variable.__dict__["_handle"]
        except KeyError:
            raise AttributeError("_handle") from None

    def __set__(self, variable: Any, handle: Any) -> None:
        variable.__dict__["_handle"] = handle
        try:
            here = threading.get_ident()
            for listener in _listeners:
                if here == listener.thread:
                    listener.made(variable, 2)
        except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the variable is made
            _tell_failed(problem)


def _tell_failed(problem: Exception) -> None:
    for listener in _listeners:
        listener.failed(problem)


def listen(owner: type, listener: Listener) -> None:
    """Tell the listener of what happens to the handles of the class's variables."""
    _listeners.append(listener)
    if not isinstance(owner.__dict__.get("_handle"), _Handle):
        setattr(owner, "_handle", _Handle())  # noqa: B010 - it is an attribute of TensorFlow's class


def stop_listening(owner: type, listener: Listener) -> None:
    """Tell it no more; to do so twice does nothing."""
    if listener in _listeners:
        _listeners.remove(listener)
    if not _listeners and isinstance(owner.__dict__.get("_handle"), _Handle):
        delattr(owner, "_handle")
