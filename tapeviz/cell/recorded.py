"""Cells that call `tapeviz.record()`: their expressions report, so that the block itself is followed."""

from __future__ import annotations

import ast
import linecache
import types
from collections.abc import Callable
from typing import Any

from tapeviz.cell.code import assigned_name
from tapeviz.cell.statements import HideAdded
from tapeviz.kinds import is_a
from tapeviz.provenance.codeswap import copy_tree
from tapeviz.provenance.functions import parsed, with_helpers
from tapeviz.provenance.stack import is_user_code
from tapeviz.provenance.traced import TracedCode

__all__ = ["RecordedCells", "instrument"]

_RECORD = "record"
# Texts of cells among which that of the running one is looked for.
_NEWEST = 50


class RecordedCells:
    """The hooks in one shell. Where they fail the cell runs as it is, and the values of its block are unknown."""

    def __init__(self, shell: Any, is_traced: Callable[[], bool]) -> None:
        """`is_traced` says whether every cell is traced already: autotape is on."""
        self.shell = shell
        self.is_traced = is_traced
        self._codes: list[TracedCode] = []

    def install(self) -> None:
        """Be told of every cell."""
        self.shell.ast_transformers.append(self)
        self.shell.events.register("post_run_cell", self.after_cell)

    def remove(self) -> None:
        """Take every hook out again."""
        self._leave()
        if self in self.shell.ast_transformers:
            self.shell.ast_transformers.remove(self)
            self.shell.events.unregister("post_run_cell", self.after_cell)

    def visit(self, module: ast.AST) -> ast.AST:
        """Trace a cell that may record; any other is handed on as it is."""
        try:
            return self._traced(module)
        except Exception:  # noqa: BLE001 - our fault must not cost the user the cell
            self.after_cell()
            return module

    def _traced(self, module: ast.AST) -> ast.AST:
        if self.is_traced() or not isinstance(module, ast.Module) or not _records(module, self.shell.user_ns):
            return module
        key, text = self._code_of(module)
        if not key:
            return module
        code, traced = TracedCode(key, text, []), copy_tree(module)
        self._codes.append(code)
        instrument(self.shell, code, traced)
        code.tracer.idle()
        return traced

    def _code_of(self, module: ast.Module) -> tuple[str, str]:
        """(file name, text) of the cell with this tree, as IPython keeps it; a magic around a cell may keep none."""
        wanted = ast.dump(module)
        for name in list(getattr(self.shell.compile, "_filename_map", {}))[: -_NEWEST - 1 : -1]:
            text = "".join(linecache.getlines(name))
            tree = parsed(text)
            if tree is not None and ast.dump(tree) == wanted:
                return name, text
        return "", ""

    def after_cell(self, _: Any = None) -> None:
        """Leave nothing traced behind a cell."""
        try:
            self._leave()
        except Exception:  # noqa: BLE001 - IPython would show the user our traceback
            self._leave()

    def _leave(self) -> None:
        while self._codes:
            self._codes[-1].tracer.remove()
            self._codes.pop()


def instrument(shell: Any, code: TracedCode, module: ast.Module) -> None:
    """Have the expressions of a cell, and the functions of the namespace, report; in place."""
    statements = list(module.body)
    own = {id(node) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    shown = list(assigned_name(shell, statements))
    body = code.instrument(ast.Module(statements, []), shell.user_ns).body
    hide = HideAdded(own)
    module.body = [*(hide.visit(statement) for statement in body), *shown]
    code.tracer.prepare_namespace(list(shell.user_ns.values()))
    ast.fix_missing_locations(module)


def _records(module: ast.Module, namespace: dict[str, Any]) -> bool:
    """Whether a cell, or a function of the notebook that it names, calls a `record`: `tapeviz.record()`, perhaps."""
    named = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and _RECORD in (getattr(node.func, "id", ""), getattr(node.func, "attr", "")):
            return True
        if isinstance(node, ast.Name):
            named.add(node.id)
    functions = [namespace[name] for name in sorted(named) if is_a(namespace.get(name), types.FunctionType)]
    found = (inner for function in functions for inner in with_helpers(function, is_user_code))
    return any(_RECORD in inner.__code__.co_names for inner in found if is_user_code(inner.__code__))
