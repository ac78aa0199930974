"""The reporters that traced code calls: they append what happened to one list and hand the value on unchanged."""

from __future__ import annotations

import builtins
import contextlib
import functools
import sys
import types
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from tapeviz.engines.base import BEGUN
from tapeviz.kinds import attribute, bases_of, exactly, is_a, is_exactly, members_of, module_of
from tapeviz.provenance.alive import is_traced_code_alive
from tapeviz.provenance.codeswap import CodeSwap
from tapeviz.provenance.reporting import CALLEE, ENTER, FUNCTION, NAMES, RESUMED, STORE, VALUE
from tapeviz.provenance.stack import Callers
from tapeviz.spans import is_user_file

__all__ = ["Tracer", "running"]

_SNAPSHOT = 2048
# Of a fault that comes up at every expression, so many are told.
_TOLD = 5
_QUIET = exactly(types.BuiltinFunctionType, types.ModuleType)


class Tracer:
    """Reporting of one cell. `log` receives (site, value, frame id); a call's start has the negative site number."""

    may_resume: ClassVar[bool] = False  # whether generators or coroutines of cells before can still be alive

    def __init__(self, log: list[Any], swap: CodeSwap, key: str) -> None:
        """`key` is the file name that the frames of the cell carry."""
        self.log = log
        self.swap = swap
        self.callers = Callers(key, swap.is_twin)
        self.seen_types: dict[int, type] = {}
        # What could not be observed, and why; noted without a call of Python's, for the stack may be full.
        self.lost: deque[tuple[str, Exception]] = deque(maxlen=_TOLD)
        self.reporters: dict[str, Callable[..., Any]] = {}

    def install(self) -> None:
        """Make the reporters findable by traced code, as builtins under names that no program can write."""
        of_frames = {**self._of_calls(), **self._of_resumptions()}
        self.reporters = {**self._of_values(), **of_frames, **self._of_functions(self.log.append)}
        self._enter()

    def _of_values(self) -> dict[str, Callable[..., Any]]:
        append, lose = self.log.append, self.lost.append
        seen, meet = self.seen_types, self.prepare_type
        frame = sys._getframe  # noqa: SLF001 - the documented way to a frame; inspect costs 20 times as much

        def value(site: int, result: Any) -> Any:
            try:
                kind = type(result)
                if id(kind) not in seen:
                    meet(kind)  # Python runs its methods without a call in the text
                if (kind is list or kind is dict or kind is set) and len(result) <= _SNAPSHOT:
                    # What it holds now: the log is read after the cell, when it may hold something else.
                    parts = tuple(result.values()) if kind is dict else tuple(result)
                    append((site, result, id(frame(1)), parts))
                else:
                    append((site, result, id(frame(1))))
            except RecursionError:
                raise  # the user's own call stands there, one frame deeper
            except Exception as problem:  # noqa: BLE001 - a set that another thread changes just now, for one
                lose(("expression", problem))
            return result

        def store(site: int, values: tuple[Any, ...]) -> bool:
            try:
                append((site, values, id(frame(1))))
            except RecursionError:
                raise  # the user's own call stands there, one frame deeper
            except Exception as problem:  # noqa: BLE001 - what fails here is ours
                lose(("expression", problem))
            return True

        return {VALUE: value, STORE: store}

    def _asking(self) -> Callable[[types.FrameType], tuple[Any, ...]]:
        """What tells who called a frame."""
        lose, callers = self.lost.append, self.callers

        def asking(here: types.FrameType) -> tuple[Any, ...]:
            try:
                return callers(here.f_back)
            except RecursionError:
                raise
            except Exception as problem:  # noqa: BLE001 - what fails here is ours
                lose(("call", problem))
                return ()

        return asking

    def _of_calls(self) -> dict[str, Callable[..., Any]]:
        append, lose, asking = self.log.append, self.lost.append, self._asking()
        frame = sys._getframe  # noqa: SLF001 - as above

        def enter(site: int, values: tuple[Any, ...]) -> bool:
            try:
                here = frame(1)
                try:
                    append((BEGUN, site, id(here), asking(here)))
                except RecursionError:  # the stack is nearly full, and the user's own code may need no more of it
                    append((BEGUN, site, id(here), ()))
                append((site, values, id(here)))
            except RecursionError:
                raise
            except Exception as problem:  # noqa: BLE001 - what fails here is ours
                lose(("call", problem))
            return True

        return {ENTER: enter}

    def _of_resumptions(self) -> dict[str, Callable[..., Any]]:
        append, lose, asking = self.log.append, self.lost.append, self._asking()
        frame = sys._getframe  # noqa: SLF001 - as above

        def resumed(site: int, value: Any) -> Any:
            try:
                here = frame(1)
                try:
                    append((BEGUN, site, id(here), asking(here)))
                except RecursionError:  # as where a function begins
                    append((BEGUN, site, id(here), ()))
            except RecursionError:
                raise
            except Exception as problem:  # noqa: BLE001 - what fails here is ours
                lose(("call", problem))
            return value

        return {RESUMED: resumed}

    def _of_functions(self, append: Callable[[Any], None]) -> dict[str, Callable[..., Any]]:
        lose, prepare, made = self.lost.append, self.prepare, self.swap.made
        frame = sys._getframe  # noqa: SLF001 - as above

        def callee(site: int, function: Any) -> Any:
            try:
                append((-site, function, id(frame(1))))
                if not is_exactly(function, _QUIET):
                    prepare(function)
            except RecursionError:
                raise  # the user's own call stands there, one frame deeper
            except Exception as problem:  # noqa: BLE001 - whatever a strange callee does when looked at
                lose(("expression", problem))
            return function

        def function(site: int, made_function: Any = None) -> Any:
            if made_function is None:  # as a decorator
                return lambda decorated: function(site, decorated)
            try:
                if type(made_function) is types.FunctionType:
                    made(made_function)
                append((site, made_function, id(frame(1))))
            except RecursionError:
                raise  # the user's own call stands there, one frame deeper
            except Exception as problem:  # noqa: BLE001 - what fails here is ours
                lose(("expression", problem))
            return made_function

        return {CALLEE: callee, FUNCTION: function}

    def idle(self) -> None:
        """Report nothing for now, and go on to prepare what is called: it may open a tape."""
        self.reporters = {**_PASSING_ON, **self._of_functions(_drop)}
        self._enter()

    def _enter(self) -> None:
        if self not in _installed:
            _installed.append(self)
        self._publish()

    def remove(self) -> None:
        """Stop reporting; the cell in which this one was nested goes on. After an interrupt it can be called again.

        Generators that outlive the cell still call the reporters: these then only pass on.
        """
        if self in _installed:
            _installed.remove(self)
        self._publish()
        self.swap.restore()
        Tracer.may_resume = Tracer.may_resume or self.swap.resumes

    @staticmethod
    def _publish() -> None:
        builtins.__dict__.update(_installed[-1].reporters if _installed else _PASSING_ON)

    @staticmethod
    def unpublish() -> None:
        """Take the reporters out of builtins (when the extension is unloaded), unless traced code is still to run."""
        if _installed or is_traced_code_alive(resumable=Tracer.may_resume):
            return
        Tracer.may_resume = False
        for name in NAMES:
            builtins.__dict__.pop(name, None)

    def prepare(self, function: Any) -> None:
        """Trace what a call of this object will run, as far as it is the user's code."""
        if is_a(function, types.FunctionType):
            self.swap.trace(function)
            wrapped = function.__dict__.get("__wrapped__")
            if is_a(wrapped, types.FunctionType):
                self.swap.trace(wrapped)
        elif is_a(function, types.MethodType):
            self.prepare(function.__func__)
        elif is_a(function, type):
            self.prepare_type(function)
        elif module_of(type(function)).startswith("tapeviz.fallback"):  # its `tf.function` runs the function eagerly
            self.prepare(vars(function).get("__wrapped__", type(function)))
        else:
            self.prepare_type(type(function))

    def prepare_type(self, cls: type) -> None:
        """Trace the methods that a class and its bases define in the user's code."""
        if id(cls) in self.seen_types:
            return
        self.seen_types[id(cls)] = cls
        for base in bases_of(cls)[:-1]:
            if not _may_be_user_module(module_of(base)):
                continue
            for member in _functions_of(base):
                self.swap.trace(member)
            for member in list(members_of(base).values()):
                self.prepare_type(type(member))  # a descriptor, for one

    def prepare_namespace(self, values: Iterable[Any]) -> None:
        """Trace the functions and classes that the user's namespace offers, so that callbacks are seen too."""
        for value in values:
            cls = type(value)  # not isinstance: that would ask the object
            if issubclass(cls, (types.ModuleType, types.BuiltinFunctionType, int, float, str)):
                continue
            with contextlib.suppress(Exception):  # whatever a strange object does when looked at
                if issubclass(cls, types.FunctionType):
                    self.prepare(value)
                else:
                    self.prepare_type(value if issubclass(cls, type) else cls)


def _drop(event: Any) -> None:
    return


def _pass_on(site: int, result: Any) -> Any:
    return result


def _pass_function_on(site: int, made_function: Any = None) -> Any:
    return made_function if made_function is not None else lambda decorated: decorated


def _always(site: int, values: Any) -> bool:
    return True


_PASSING_ON: dict[str, Callable[..., Any]] = {
    **dict.fromkeys((VALUE, CALLEE, RESUMED), _pass_on),
    **dict.fromkeys((STORE, ENTER), _always),
    FUNCTION: _pass_function_on,
}
# Those of the cells that are running: a taped cell may run another one.
_installed: list[Tracer] = []


def running() -> tuple[Tracer, ...]:
    """The tracers of the code that is running, the outermost first."""
    return tuple(_installed)


_user_modules: dict[str, bool] = {"builtins": False}


def _may_be_user_module(name: str) -> bool:
    """Whether the classes of a module can have methods in the user's code; most types are a library's."""
    known = _user_modules.get(name)
    if known is None:
        file = getattr(sys.modules.get(name), "__file__", None)
        known = name == "__main__" or file is None or is_user_file(file)
        if name != "__main__" and file is not None:
            _user_modules[name] = known
    return known


def _functions_of(cls: type) -> Iterable[types.FunctionType]:
    for member in list(members_of(cls).values()):
        inner = getattr(member, "__func__", member) if is_a(member, (staticmethod, classmethod)) else member
        hidden = (inner.fget, inner.fset, inner.fdel) if is_a(inner, property) else (inner,)
        if is_a(inner, (functools.cached_property, functools.partialmethod)):
            hidden = (attribute(inner, "func"),)
        for function in hidden:
            if is_a(function, types.FunctionType):
                yield function
                wrapped = function.__dict__.get("__wrapped__")
                if is_a(wrapped, types.FunctionType):
                    yield wrapped
