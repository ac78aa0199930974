"""The statements that a rewritten cell is made of."""

from __future__ import annotations

import ast

from tapeviz.cell.run import MARKER

__all__ = ["HideAdded", "attribute", "inside", "is_future", "placed", "run_call", "split_future"]


class HideAdded(ast.NodeTransformer):
    """Keeps a shell that displays every expression statement from displaying those that the session added."""

    def __init__(self, own: set[int]) -> None:
        self.own = own

    def visit_Expr(self, node: ast.Expr) -> ast.stmt:  # noqa: D102 - a name ast looks up
        if id(node) in self.own:
            return node
        return ast.copy_location(ast.If(node.value, [ast.copy_location(ast.Pass(), node)], []), node)

    def _not_displayed(self, node: ast.stmt) -> ast.stmt:
        return node

    visit_FunctionDef = visit_AsyncFunctionDef = visit_ClassDef = _not_displayed  # noqa: N815 - names ast looks up


def is_future(statement: ast.stmt) -> bool:
    """Whether this is a `from __future__` import."""
    return isinstance(statement, ast.ImportFrom) and statement.module == "__future__" and statement.level == 0


def split_future(statements: list[ast.stmt]) -> tuple[list[ast.stmt], list[ast.stmt]]:
    """Part the `from __future__` imports at the top from the rest: nothing but a docstring may stand before them."""
    is_text = [
        isinstance(s, ast.Expr) and isinstance(s.value, ast.Constant) and isinstance(s.value.value, str)
        for s in statements[:1]
    ]
    end = int(any(is_text))
    while end < len(statements) and is_future(statements[end]):
        end += 1
    if not any(map(is_future, statements[:end])):
        end = 0
    return statements[:end], statements[end:]


def attribute(serial: int, name: str, context: ast.expr_context) -> ast.Attribute:
    """`MARKER(serial).name`."""
    call = ast.Call(ast.Name(MARKER, ast.Load()), [ast.Constant(serial)], [])
    return ast.Attribute(call, name, context)


def run_call(serial: int, method: str, place: ast.AST) -> ast.stmt:
    """`MARKER(serial).method()` where `place` stands."""
    return placed(ast.Expr(ast.Call(attribute(serial, method, ast.Load()), [], [])), place)


def inside(serial: int, name: str, statement: ast.stmt) -> ast.stmt:
    """`with MARKER(serial).name: statement`; a future import can only stand alone."""
    if is_future(statement):
        return statement
    item = ast.withitem(attribute(serial, name, ast.Load()))
    return placed(ast.With([item], [statement]), statement)


def placed(node: ast.stmt, place: ast.AST) -> ast.stmt:
    """The node with all its parts where `place` stands."""
    return ast.fix_missing_locations(ast.copy_location(node, place))
