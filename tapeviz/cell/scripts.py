"""Scripts that a cell runs by `%run`: compiled so that their expressions report, as those of the cell do."""

from __future__ import annotations

import ast
import bdb
import builtins
import importlib
import importlib.util
import sys
from collections.abc import Callable
from types import CodeType, ModuleType
from typing import Any

from tapeviz.provenance.traced import TracedCode

__all__ = ["Scripts"]

# The modules whose `execfile` is what `%run` runs: IPython 9 has it in the second, 8 in the first.
_ROOMS = ("IPython.utils.py3compat", "IPython.core.interactiveshell")


class Scripts:
    """The hook in IPython's `execfile`. `code` gives the traced code of the cell that is running, if one is."""

    def __init__(self, code: Callable[[], TracedCode | None], on_fault: Callable[[BaseException], None]) -> None:
        self.code = code
        self.on_fault = on_fault
        self._rooms: list[ModuleType] = []

    def install(self) -> None:
        """Have scripts compiled here, and not by Python's own `compile`."""
        if self._rooms:
            return
        for name in _ROOMS:
            try:
                room = importlib.import_module(name)
            except ImportError:
                continue
            if "compile" not in vars(room):
                vars(room)["compile"] = self._compile
                self._rooms.append(room)

    def remove(self) -> None:
        """Leave it to Python again."""
        while self._rooms:
            vars(self._rooms.pop()).pop("compile", None)

    def _compile(self, code: Any, filename: Any, mode: str, *rest: Any, **more: Any) -> Any:
        """`compile`; of a script, its text traced where that can be done."""
        caller = sys._getframe(1)  # noqa: SLF001 - it tells whether a script is to run, and in which namespace
        if mode == "exec" and not rest and not more and caller.f_code.co_name == "execfile" and not _is_debugged():
            plain = builtins.compile(code, filename, mode, dont_inherit=True)  # raises what Python would, as it would
            return self._traced(code, str(filename), caller.f_locals.get("glob")) or plain
        return builtins.compile(code, filename, mode, *rest, **more)

    def _traced(self, code: Any, filename: str, namespace: Any) -> CodeType | None:
        cell = self.code()
        if cell is None or not isinstance(code, bytes) or not isinstance(namespace, dict):
            return None
        try:
            text = importlib.util.decode_source(code)
            tree = cell.add(filename, text, ast.parse(text, filename), namespace)
            traced: CodeType = compile(ast.fix_missing_locations(tree), filename, "exec", dont_inherit=True)
        except Exception as failure:  # noqa: BLE001 - our fault: the script runs as it is
            self.on_fault(failure)
            return None
        return traced


def _is_debugged() -> bool:
    """Whether a debugger steps through what runs (`%run -d`): it would step into the reporters."""
    return isinstance(getattr(sys.gettrace(), "__self__", None), bdb.Bdb)
