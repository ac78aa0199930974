"""Tells of each read of a variable that leaves no op, and of each new variable, through hooks on two Python functions.

TensorFlow's C++ code reads the variables among an op's arguments by itself. It asks Python for their attributes on the
way, where an error or an interrupt would end the process: so the arguments are looked at before they are handed to it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import Any

from tapeviz.engines.hooking import Hooks

__all__ = ["FastPath", "Listener", "VariableHooks"]


@dataclass(eq=False, slots=True)
class Listener:
    """Who is told of each silent read, of each new variable, of what other threads use, and of failing to tell.

    `made` receives the variable and how far its caller is below the function that tells; `elsewhere` a variable, or the
    handle of one.
    """

    read: Callable[[Any], None]
    made: Callable[[Any, int], None]
    elsewhere: Callable[[Any], None] = lambda _: None
    failed: Callable[[Exception], None] = lambda _: None
    thread: int = field(default_factory=threading.get_ident)


@dataclass(frozen=True)
class FastPath:
    """The function by which generated wrappers hand an op and its arguments to C++, and where it is called from."""

    module: Any
    name: str
    current: Callable[[], Any]


class VariableHooks(Hooks):
    """The hooks of all listeners, in place while there is one.

    `variables` is the class whose `__init__` makes a variable, `tensors` that of concrete tensors; `is_handle` tells of
    one whether it stands for state.
    """

    def __init__(self, variables: type, fast_path: FastPath, tensors: type, is_handle: Callable[[Any], bool]) -> None:
        super().__init__()
        self.listeners: list[Listener] = []
        self.variables = variables
        self.fast_path = fast_path
        self.tensors = tensors
        self.is_handle = is_handle
        # The thread of all listeners, where they have one in common.
        self._home: list[int] = []
        # The types of arguments that are no variables and hold none.
        self._dull: set[type] = set()

    def listen(self, listener: Listener) -> None:
        """Tell the listener from now on. Raises `AttributeError` or `KeyError` where the place of a hook has moved."""
        self.listeners.append(listener)
        self._settle()
        if not self.live:
            self._replace(self.variables, "__init__", self._making(self.variables.__dict__["__init__"]))
            path = self.fast_path
            self._replace(path.module, path.name, self._calling(path.current()))

    def stop_listening(self, listener: Listener) -> None:
        """Tell it no more; to do so twice does nothing."""
        if listener in self.listeners:
            self.listeners.remove(listener)
            self._settle()
        if not self.listeners:
            self.remove()

    def _settle(self) -> None:
        threads = {listener.thread for listener in self.listeners}
        self._home[:] = threads if len(threads) == 1 else ()

    def _making(self, begin: Any) -> Any:
        listeners = self.listeners

        @wraps(begin)
        def __init__(variable: Any, *args: Any, **kwargs: Any) -> None:  # noqa: N807 - it is TensorFlow's
            __tracebackhide__ = True
            begin(variable, *args, **kwargs)
            try:
                here = threading.get_ident()
                for listener in listeners:
                    if here == listener.thread:
                        listener.made(variable, 2)
            except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the variable is made
                self._tell_failed(problem)

        return __init__

    def _calling(self, call: Any) -> Any:
        here, home, look, dull = threading.get_ident, self._home, self._look, self._dull

        def fast_path(*args: Any) -> Any:
            __tracebackhide__ = True
            try:
                if here() not in home:
                    look(args)
                else:
                    for value in args:
                        if type(value) not in dull:  # the ids of the types would take twice as long
                            look(args)
                            break
            except RecursionError:
                raise  # the user's stack ends here: C++ code may not notice, so it is not to go on
            except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the user's op runs
                self._tell_failed(problem)
            return call(*args)

        return fast_path

    def _look(self, args: tuple[Any, ...]) -> None:
        here = threading.get_ident()
        for value in _flat(args):
            cls = type(value)
            if cls in self._dull or cls is list or cls is tuple:
                continue
            if not issubclass(cls, self.variables):
                self._dull.add(cls)
                continue
            for listener in self.listeners:
                if here == listener.thread:
                    listener.read(value)
        for listener in self.listeners:
            if here != listener.thread:
                self._tell_elsewhere(listener, args)

    def _tell_elsewhere(self, listener: Listener, args: tuple[Any, ...]) -> None:
        for value in _flat(args):
            cls = type(value)
            if issubclass(cls, self.variables) or (issubclass(cls, self.tensors) and self.is_handle(value)):
                listener.elsewhere(value)

    def _tell_failed(self, problem: Exception) -> None:
        for listener in self.listeners:
            listener.failed(problem)


def _flat(args: tuple[Any, ...]) -> list[Any]:
    """The arguments, with the elements of those that are lists: an op takes no deeper ones."""
    found: list[Any] = []
    for value in args:
        if type(value) is list or type(value) is tuple:
            found += value
        else:
            found.append(value)
    return found
