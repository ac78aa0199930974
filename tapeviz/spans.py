"""From frames to spans of program text, through `executing`; unknown columns are None, never guessed."""

from __future__ import annotations

import linecache
import os
import sys
import sysconfig
import types
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeGuard

from executing import Source

from tapeviz.converted import is_converted, original_span
from tapeviz.implicit import implicit_part
from tapeviz.kinds import module_of
from tapeviz.records import CodeSpan

__all__ = [
    "implicit_span",
    "is_module_level",
    "is_quiet_module",
    "is_user_class",
    "is_user_file",
    "is_user_module",
    "span_of",
    "text_of_file",
]

_OWN = str(Path(__file__).absolute().parent) + os.sep
_LIBRARY = tuple(
    os.path.realpath(path) + os.sep
    for name in ("stdlib", "platstdlib", "purelib", "platlib")
    if (path := sysconfig.get_paths().get(name))
)
_FOREIGN_PARTS = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}", "__autograph_generated_file")


@dataclass(slots=True)
class _StoppedFrame:
    """As much of a frame as `executing` reads, for a frame that is gone."""

    f_code: types.CodeType
    f_lasti: int
    f_lineno: int
    f_globals: dict[str, Any]
    f_builtins: dict[str, Any]


def span_of(code: types.CodeType, last: int) -> CodeSpan:
    """The smallest expression that was executing at instruction offset `last` of `code`; else its line alone."""
    line = _line(code, last)
    if is_converted(code):
        return original_span(code, last, line) or CodeSpan(code.co_filename, line)
    return implicit_span(code, last) or _span_of_node(code, _node(code, last, line), line)


def implicit_span(code: types.CodeType, last: int) -> CodeSpan | None:
    """The part of a loop, `with`, test or spread argument at which Python runs code by itself, or None."""
    part = implicit_part(code, last)
    return None if part is None else _span_of_node(code, part, part.lineno)


def _span_of_node(code: types.CodeType, node: Any, line: int) -> CodeSpan:
    if node is None or not hasattr(node, "lineno"):
        return CodeSpan(code.co_filename, line, scope=_scope(code))
    start, end = _character(code, node.lineno, node.col_offset), None
    if node.end_lineno is not None and node.end_col_offset is not None:
        end = _character(code, node.end_lineno, node.end_col_offset)
    return CodeSpan(code.co_filename, node.lineno, start, node.end_lineno, end, _scope(code))


def is_module_level(name: str) -> bool:
    """Whether a code object of this name is a cell or a module itself (IPython renames the code of a cell)."""
    return name.startswith(("<module>", "<cell line"))


def _node(code: types.CodeType, last: int, line: int) -> Any:
    try:
        frame = _StoppedFrame(code, last, line, {}, {})
        return Source.executing(frame).node  # type: ignore[arg-type]
    except Exception:  # noqa: BLE001 - executing asserts a lot; no node is an honest answer
        return None


def _line(code: types.CodeType, last: int) -> int:
    for start, end, line in code.co_lines():
        if start <= last < end and line is not None:
            return line
    return code.co_firstlineno


def _character(code: types.CodeType, line: int, byte_col: int) -> int:
    text = linecache.getline(code.co_filename, line)
    return byte_col if text.isascii() else len(text.encode()[:byte_col].decode(errors="ignore"))


def _scope(code: types.CodeType) -> str:
    return "" if code.co_name == "<module>" else code.co_qualname


def text_of_file(key: str) -> str:
    """The text that the spans of this file name point into, as IPython or the import system knows it."""
    return "".join(linecache.getlines(key))


def is_user_file(name: str) -> bool:
    """Whether a file name is the user's: a notebook cell, or a module outside the installed libraries."""
    if name.startswith("<"):
        return name.startswith(("<ipython-input", "<timed exec>"))
    if any(part in name for part in _FOREIGN_PARTS) or name.startswith(_OWN):
        return False
    return not os.path.realpath(name).startswith(_LIBRARY)


def is_user_module(value: object) -> TypeGuard[types.ModuleType]:
    """Whether a value is a module of the user's: imported from his file, or made by hand (`types.ModuleType`)."""
    if type(value) is not types.ModuleType:
        return False  # a library's lazy one, for another
    found = vars(value)
    file = found.get("__file__")
    if found.get("__name__") == "__main__":
        return False  # what it has are the notebook's names
    return is_user_file(file) if isinstance(file, str) else found.get("__spec__") is None


def is_user_class(kind: type) -> bool:
    """Whether a class was defined in a cell or in a file of the user's."""
    name = module_of(kind)
    return name == "__main__" or is_user_module(sys.modules.get(name))


def is_quiet_module(value: object) -> bool:
    """Whether a value is a library's module, whose attributes are no data of the user's."""
    return issubclass(type(value), types.ModuleType) and not is_user_module(value)
