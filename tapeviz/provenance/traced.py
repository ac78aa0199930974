"""One piece of program text made ready to report what its expressions give: a cell, or a whole script."""

from __future__ import annotations

import ast
import contextlib
import types
from typing import Any

from tapeviz.provenance.codeswap import CodeSwap, compile_tree, copy_tree
from tapeviz.provenance.instrument import Instrumenter
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.stack import is_user_code
from tapeviz.provenance.tracer import Tracer

__all__ = ["TracedCode"]


class TracedCode:
    """The text with its sites, the functions that run traced with it, and the reporters that fill `log`."""

    def __init__(self, key: str, text: str, log: list[Any]) -> None:
        """`key` is the file name that the code's frames carry."""
        self.unit = CodeUnit(key, text)
        self.swap = CodeSwap(is_user_code)
        self.tracer = Tracer(log, self.swap, key)
        self.tree: ast.Module | None = None

    def instrument(self, module: ast.Module, namespace: dict[str, Any]) -> ast.Module:
        """Return the module with its expressions traced; positions are kept, nothing is evaluated twice.

        `namespace` is where it is going to run.
        """
        quiet = _quiet_names(module, namespace)
        try:
            self.unit.tree = self.tree = copy_tree(module)
            self.swap.add_cell(self.unit.key, self.unit.text, self.tree, quiet.__contains__)
        except (SyntaxError, ValueError, RecursionError):
            self.swap.unreadable.add("functions of the cell")
        if self.tree is None:  # an expression of hundreds of terms, too deep to copy: run it as it is
            return module
        try:
            Instrumenter(self.unit, bodies=False, is_quiet=quiet.__contains__).visit(module)
            with contextlib.suppress(SyntaxError, ValueError):  # faults of the code are told when it is run
                compile_tree(module, self.unit.key)
        except RecursionError:  # too deep with the reporters around each term
            self.swap.unreadable.add("the cell")
            module.body[:] = copy_tree(self.tree).body
        return module


def _quiet_names(module: ast.Module, namespace: dict[str, Any]) -> set[str]:
    """Names that stand for modules, now or after the code's own imports, and that the code does not assign."""
    modules = {name for name, value in namespace.items() if issubclass(type(value), types.ModuleType)}
    stored = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            modules |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            stored.add(node.id)
    return modules - stored
