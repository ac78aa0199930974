"""The allow-list: whether everything that a cell can call is known to be containable, and which names it needs.

Code objects are read, not program text: what is compiled is what will run, and a function without readable text can be
judged too. Whatever is not recognised is refused.
"""

from __future__ import annotations

import builtins
import dis
import enum
import functools
import types
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tapeviz.fixing.containable import BUILTINS, DUNDERS, LIBRARIES, OUTWARD, has_global_effect
from tapeviz.spans import is_user_class, is_user_file

__all__ = ["Inspection", "NotContained"]

_ABSENT: Any = object()
_PLAIN = (
    int,
    float,
    complex,
    str,
    bytes,
    bytearray,
    bool,
    type(None),
    type(Ellipsis),
    type(NotImplemented),
    range,
    slice,
)
_GLOBAL = {"LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS"}
_ATTRIBUTE = {"LOAD_ATTR", "LOAD_METHOD", "LOAD_SUPER_ATTR"}
_CHANGED = {"STORE_ATTR", "DELETE_ATTR"}
# Instructions between a module's name and an attribute of it.
_SILENT = {"CACHE", "PUSH_NULL", "NOP", "EXTENDED_ARG", "PRECALL", "RESUME"}
_WAITS = 0x80 | 0x200  # CO_COROUTINE, CO_ASYNC_GENERATOR
_SYSTEM = {"io", "_io", "os", "posix", "nt", "subprocess", "socket", "_socket", "_posixsubprocess", "shutil"}
_RUNS_CODE = {"open", "exec", "eval", "compile", "input", "__import__"}
_FUNCTIONS = (types.BuiltinFunctionType, types.MethodDescriptorType, types.WrapperDescriptorType)


class NotContained(Exception):
    """Something cannot be tried; the message says why, to follow `not tried:`."""


class Inspection:
    """Judges the code of one cell and all that it can reach; `needed` then holds the names it uses, by namespace."""

    def __init__(self, namespace: Mapping[str, Any], python_function: Callable[[Any], Any]) -> None:
        self.namespace = namespace
        self.python_function = python_function
        self.needed: dict[int, set[str]] = {id(namespace): set()}
        self._seen: dict[int, Any] = {}  # the values are kept, so that their ids stay their own
        self._waiting: list[tuple[Any, str, bool]] = []

    def cell(self, code: types.CodeType) -> None:
        """Judge the cell's own code, and then whatever it reaches. Raises `NotContained`."""
        self._code(code, self.namespace)
        while self._waiting:
            value, name, is_inside = self._waiting.pop()
            self._judge(value, name, is_inside=is_inside)

    # ---- code ----

    def _code(self, code: types.CodeType, names: Mapping[str, Any]) -> None:
        if code.co_flags & _WAITS:
            raise NotContained("it awaits something")
        self._constants(code, names)
        value: Any = _ABSENT
        path = ""
        for step in dis.get_instructions(code):
            if step.opname in _SILENT:
                continue
            if step.opname in _GLOBAL:
                path = str(step.argval)
                value = self._name(path, names)
            elif step.opname in _ATTRIBUTE:
                path = f"{path}.{step.argval}" if value is not _ABSENT else f"the attribute {step.argval}"
                value = self._attribute(value, str(step.argval), path)
            elif step.opname in _CHANGED and isinstance(value, (types.ModuleType, type)):
                raise NotContained(f"it changes {path}.{step.argval}")
            elif step.opname in ("IMPORT_NAME", "IMPORT_FROM"):
                self._import(str(step.argval), step.opname)
                value = _ABSENT
            else:
                value = _ABSENT

    def _constants(self, code: types.CodeType, names: Mapping[str, Any]) -> None:
        for constant in code.co_consts:
            if isinstance(constant, types.CodeType):
                self._code(constant, names)
            elif isinstance(constant, str) and constant.startswith("file://"):
                raise NotContained(f"it names the file {constant!r}")

    def _name(self, name: str, names: Mapping[str, Any]) -> Any:
        if name in BUILTINS and not _is_own_function(names.get(name)):
            raise NotContained(f"it calls {name}()")
        if name in names:
            self.needed.setdefault(id(names), set()).add(name)
            value = names[name]
            self.value(value, name)
            return value
        if name == "BaseException":
            raise NotContained("it catches BaseException, and so could not be stopped")
        return getattr(builtins, name, _ABSENT)

    def _attribute(self, owner: Any, name: str, path: str) -> Any:
        if name in OUTWARD:
            raise NotContained(f"it uses {path.removeprefix('the attribute ')}")
        if name.startswith("__") and name.endswith("__") and name not in DUNDERS:
            raise NotContained(f"it uses {name}")
        if not isinstance(owner, types.ModuleType):
            return _ABSENT
        if _is_library(owner.__name__) and has_global_effect(name):
            raise NotContained(f"it uses {path}")
        found = getattr(owner, name, _ABSENT)
        if not _is_library(owner.__name__):
            self.needed.setdefault(id(vars(owner)), set()).add(name)
        if found is not _ABSENT:
            self.value(found, path)
        return found

    def _import(self, name: str, opname: str) -> None:
        if opname == "IMPORT_FROM":
            if name in OUTWARD or has_global_effect(name):
                raise NotContained(f"it imports {name}")
            return
        if not _is_library(name):
            raise NotContained(f"it imports {name}")
        if any(part in OUTWARD or has_global_effect(part) for part in name.split(".")):
            raise NotContained(f"it imports {name}")

    # ---- values ----

    def value(self, value: Any, name: str, *, is_inside: bool = False) -> None:
        """Have a value judged that a name stands for: whatever code it can bring in must pass the same test.

        `is_inside` says that it was found inside a library's object, whose other parts are the library's business.
        """
        if not isinstance(value, _PLAIN) and id(value) not in self._seen:
            self._seen[id(value)] = value
            self._waiting.append((value, name, is_inside))

    def _judge(self, value: Any, name: str, *, is_inside: bool) -> None:
        if isinstance(value, types.ModuleType):
            self._module(value, name, is_inside=is_inside)
        elif isinstance(value, types.FunctionType):
            self._function(value, name, is_inside=is_inside)
        elif isinstance(value, _FUNCTIONS) or type(value).__name__ == "cython_function_or_method":
            self._builtin(value, name, is_inside=is_inside)
        elif isinstance(value, types.MethodType):
            self.value(value.__func__, name, is_inside=is_inside)
            self.value(value.__self__, name, is_inside=is_inside)
        elif isinstance(value, type):
            if not is_inside or is_user_class(value):
                self._class(value, name)
        else:
            self._instance(value, name, is_inside=is_inside)

    def _module(self, module: types.ModuleType, name: str, *, is_inside: bool) -> None:
        if not is_inside and not _is_library(module.__name__) and not _is_user_module(module):
            raise NotContained(f"it uses {name}" if name == module.__name__ else f"it uses {name} ({module.__name__})")

    def _builtin(self, function: Any, name: str, *, is_inside: bool) -> None:
        owner = getattr(function, "__self__", None)
        if owner is not None and not isinstance(owner, types.ModuleType):
            self.value(owner, name, is_inside=is_inside)
            return
        home = getattr(function, "__module__", None) or getattr(owner, "__name__", "") or "builtins"
        if is_inside and home not in _SYSTEM and function.__name__ not in _RUNS_CODE:
            return
        if not _is_library(home) or function.__name__ in BUILTINS | OUTWARD:
            raise NotContained(f"it calls {name}()")

    def _function(self, function: types.FunctionType, name: str, *, is_inside: bool) -> None:
        home = str(function.__globals__.get("__name__", ""))
        file = function.__code__.co_filename
        # A dataclass has methods that were made from a string: code without a file, which is judged like the user's.
        is_own = is_user_file(file) or (file.startswith("<") and not _is_library(home))
        if is_own:
            self._code(function.__code__, function.__globals__)
        elif not is_inside and (not _is_library(home) or function.__name__ in OUTWARD):
            raise NotContained(f"it calls {name}()")
        captured = [_content(cell) for cell in function.__closure__ or ()]
        defaults = (*(function.__defaults__ or ()), *(function.__kwdefaults__ or {}).values())
        self._all((*captured, *defaults, vars(function).get("__wrapped__")), name, is_inside=is_inside or not is_own)

    def _class(self, cls: type, name: str) -> None:
        if cls.__name__ in OUTWARD:
            raise NotContained(f"it uses {name}")
        if _is_library(cls.__module__):
            return
        if not is_user_class(cls):
            raise NotContained(f"it uses {cls.__module__}.{cls.__qualname__}")
        for base in cls.__bases__:
            self._class(base, base.__name__)
        for member in list(vars(cls).values()):
            for part in _parts_of_member(member):
                self.value(part, f"{name}.{getattr(part, '__name__', '')}".rstrip("."))

    def _instance(self, value: Any, name: str, *, is_inside: bool) -> None:
        if isinstance(value, functools.partial):
            self._all((value.func, value.args, value.keywords), name, is_inside=is_inside)
            return
        function = self.python_function(value)
        if function is not None:
            self.value(function, name)
            return
        cls = type(value)
        if not is_inside or is_user_class(cls):
            self._class(cls, cls.__name__)
        # The items of a list are as near to the cell as the list; the fields of a library's object are not.
        if isinstance(value, (list, tuple, set, frozenset)):
            self._all(list(value), name, is_inside=is_inside)
        elif isinstance(value, dict):
            self._all(list(value.values()), name, is_inside=is_inside)
        # A layer or module of the user's own has fields that its library put there.
        is_inside = is_inside or not all(base is object or is_user_class(base) for base in cls.__mro__)
        if not isinstance(value, enum.Enum):
            self._all(list(getattr(value, "__dict__", {}).values()), name, is_inside=is_inside)

    def _all(self, values: Iterable[Any], name: str, *, is_inside: bool) -> None:
        for part in values:
            self.value(part, name, is_inside=is_inside)


def _is_own_function(value: Any) -> bool:
    """IPython has its own `open` in the namespace; a function of the user's may have any name."""
    return isinstance(value, types.FunctionType) and is_user_file(value.__code__.co_filename)


def _is_user_module(module: types.ModuleType) -> bool:
    if module.__name__ == "__main__":
        return True
    file = getattr(module, "__file__", None)
    return isinstance(file, str) and is_user_file(file)


def _is_library(name: str) -> bool:
    return name.partition(".")[0] in LIBRARIES or name.startswith("tapeviz.fallback")


def _content(cell: types.CellType) -> Any:
    try:
        return cell.cell_contents
    except ValueError:  # the name is not bound yet
        return None


def _parts_of_member(member: Any) -> Iterable[Any]:
    """The functions behind a class attribute."""
    if isinstance(member, (staticmethod, classmethod)):
        return (member.__func__,)
    if isinstance(member, property):
        return tuple(part for part in (member.fget, member.fset, member.fdel) if part is not None)
    if isinstance(member, functools.cached_property):
        return (member.func,)
    if isinstance(member, (types.GetSetDescriptorType, types.MemberDescriptorType)):
        return ()
    return (member,)
