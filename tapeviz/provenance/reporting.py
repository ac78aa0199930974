"""The calls to reporters that stand in an instrumented program: how one is made, and how its site is read back."""

from __future__ import annotations

import ast
from collections.abc import Callable

from tapeviz.provenance.sites import CodeUnit, Site, new_site_id, span_of_node

__all__ = ["CALLEE", "ENTER", "FUNCTION", "NAMES", "RESUMED", "STORE", "VALUE", "Reporting"]

VALUE = "tapeviz value"
CALLEE = "tapeviz callee"
STORE = "tapeviz store"
ENTER = "tapeviz enter"
FUNCTION = "tapeviz function"
RESUMED = "tapeviz resumed"
NAMES = (VALUE, CALLEE, STORE, ENTER, FUNCTION, RESUMED)


class Reporting(ast.NodeTransformer):
    """What the rewriting of one code unit starts from: where it stands, its sites, and the reporters' calls.

    `bodies` and `is_quiet` are as `Instrumenter` says.
    """

    def __init__(self, unit: CodeUnit, *, bodies: bool, is_quiet: Callable[[str], bool] = lambda name: False) -> None:
        self.unit = unit
        self.bodies = bodies
        self.is_quiet = is_quiet
        self.lines = unit.text.splitlines()
        self.scope: list[str] = []
        self.function: int | None = None

    def _site(self, node: ast.AST, kind: str, **facts: object) -> Site:
        span = span_of_node(node, self.unit.key, self.lines, ".".join(self.scope))
        position = (node.lineno, node.col_offset, node.end_lineno, node.end_col_offset)  # type: ignore[attr-defined]
        site = Site(new_site_id(), kind, span, position, function=self.function, **facts)  # type: ignore[arg-type]
        return self.unit.add(site)

    def _report(self, reporter: str, site: Site, value: ast.expr, like: ast.AST) -> ast.Call:
        name = ast.copy_location(ast.Name(reporter, ast.Load()), like)
        number = ast.copy_location(ast.Constant(site.id), like)
        return ast.copy_location(ast.Call(name, [number, value], []), like)

    def _value(self, node: ast.expr, kind: str, operands: list[ast.expr | None], **facts: object) -> ast.expr:
        site = self._site(node, kind, children=self._ids(operands), **facts)
        return self._report(VALUE, site, node, node)

    def _ids(self, operands: list[ast.expr | None]) -> tuple[int, ...]:
        found = (self._id_of(operand) for operand in operands if operand is not None)
        return tuple(number for number in found if number is not None)

    def _id_of(self, node: ast.expr) -> int | None:
        if isinstance(node, ast.Starred):
            node = node.value
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in (VALUE, FUNCTION):
            number = node.args[0]
            return number.value if isinstance(number, ast.Constant) else None  # type: ignore[return-value]
        return None

    def _store(self, like: ast.AST, names: list[str], operands: list[ast.expr | None], kind: str) -> ast.Call:
        site = self._site(like, kind, children=self._ids(operands), binds=tuple(names))
        loads: list[ast.expr] = [ast.copy_location(ast.Name(name, ast.Load()), like) for name in names]
        # A comprehension may be a function of its own, run by whoever iterates.
        reporter = ENTER if kind == "element" and self.function is not None else STORE
        return self._report(reporter, site, ast.copy_location(ast.Tuple(loads, ast.Load()), like), like)

    def _store_statement(
        self, like: ast.AST, names: list[str], operands: list[ast.expr | None], kind: str
    ) -> list[ast.stmt]:
        if not names:
            return []
        return [ast.copy_location(ast.Expr(self._store(like, names, operands, kind)), like)]
