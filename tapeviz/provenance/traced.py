"""Program text made ready to report what its expressions give: a cell, or a whole script, and scripts that it runs."""

from __future__ import annotations

import ast
import contextlib
import sys
from typing import Any

from tapeviz.provenance.codeswap import CodeSwap, compile_tree, copy_tree
from tapeviz.provenance.instrument import Instrumenter
from tapeviz.provenance.sites import CodeUnit
from tapeviz.provenance.stack import is_user_code
from tapeviz.provenance.tracer import Tracer, running
from tapeviz.spans import is_quiet_module, is_user_module

__all__ = ["TracedCode"]


class TracedCode:
    """The text with its sites, the functions that run traced with it, and the reporters that fill `log`."""

    def __init__(self, key: str, text: str, log: list[Any]) -> None:
        """`key` is the file name that the code's frames carry."""
        self.unit = CodeUnit(key, text)
        self.swap = CodeSwap(is_user_code)
        self.tracer = Tracer(log, self.swap, key)
        self.tree: ast.Module | None = None
        self.swap.programs.append(self.unit)

    def instrument(self, module: ast.Module, namespace: dict[str, Any]) -> ast.Module:
        """Return the module with its expressions traced; positions are kept, nothing is evaluated twice.

        `namespace` is where it is going to run.
        """
        instrumented = self._instrument(self.unit, module, namespace)
        self.tree = self.unit.tree
        return instrumented

    def add(self, key: str, text: str, module: ast.Module, namespace: dict[str, Any]) -> ast.Module:
        """Return another module instrumented, which this code is about to run."""
        unit = CodeUnit(key, text)
        instrumented = self._instrument(unit, module, namespace)
        self.swap.programs.append(unit)
        return instrumented

    def adopt_running(self) -> None:
        """Know the code that runs traced already: what it reports comes here for now."""
        for tracer in running():
            self.swap.adopt(tracer.swap)

    def _instrument(self, unit: CodeUnit, module: ast.Module, namespace: dict[str, Any]) -> ast.Module:
        quiet = _quiet_names(module, namespace)
        try:
            unit.tree = copy_tree(module)
            self.swap.add_cell(unit.key, unit.text, unit.tree, quiet.__contains__)
        except (SyntaxError, ValueError, RecursionError):
            self.swap.unreadable.add("functions of the cell")
        if unit.tree is None:  # an expression of hundreds of terms, too deep to copy: run it as it is
            return module
        try:
            Instrumenter(unit, bodies=False, is_quiet=quiet.__contains__).visit(module)
            with contextlib.suppress(SyntaxError, ValueError):  # faults of the code are told when it is run
                compile_tree(module, unit.key)
        except RecursionError:  # too deep with the reporters around each term
            self.swap.unreadable.add("the cell")
            module.body[:] = copy_tree(unit.tree).body
        return module


def _quiet_names(module: ast.Module, namespace: dict[str, Any]) -> set[str]:
    """Names that stand for modules, now or after the code's own imports, and that the code does not assign."""
    modules = {name for name, value in namespace.items() if is_quiet_module(value)}
    stored = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            names = {(alias.asname or alias.name).partition(".")[0]: alias.name for alias in node.names}
            modules |= {name for name, module in names.items() if not is_user_module(sys.modules.get(module))}
        elif isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            stored.add(node.id)
    return modules - stored
