"""Evaluates the expressions of a magic line: before the cell only what cannot run code of its own twice."""

from __future__ import annotations

import ast
import types
from typing import Any

from tapeviz.kinds import is_a

__all__ = ["evaluate", "look_up", "parse_expression"]


def parse_expression(text: str, col: int = 0) -> ast.Expression:
    """The expression's tree, placed at column `col` of line 1, where it stands in the cell."""
    tree = ast.parse(text.strip(), mode="eval")
    for node in ast.walk(tree):
        if isinstance(node, ast.expr) and node.lineno == 1:
            node.col_offset += col
        if getattr(node, "end_lineno", None) == 1 and node.end_col_offset is not None:  # type: ignore[attr-defined]
            node.end_col_offset += col  # type: ignore[attr-defined]
    return tree


def evaluate(expression: str | ast.Expression, namespace: dict[str, Any], key: str = "<tape line>") -> Any:
    """The expression's value in the user's namespace."""
    tree = parse_expression(expression) if isinstance(expression, str) else expression
    return eval(compile(ast.fix_missing_locations(tree), key, "eval"), namespace)  # noqa: S307 - the user's own text


def look_up(text: str, namespace: dict[str, Any]) -> tuple[Any] | None:
    """The value of a name, attribute or constant subscript, or None: nothing else is evaluated before the cell."""
    try:
        tree = ast.parse(text.strip(), mode="eval").body
        return (_value(tree, namespace),)
    except Exception:  # noqa: BLE001 - not there yet: the cell may make it
        return None


def _value(node: ast.expr, namespace: dict[str, Any]) -> Any:
    if isinstance(node, ast.Name):
        return namespace[node.id]
    if isinstance(node, ast.Attribute):
        owner = _value(node.value, namespace)
        found = getattr(owner, node.attr)
        if is_a(found, types.MethodType):
            raise TypeError(node.attr)
        return found
    if isinstance(node, ast.Subscript) and isinstance(node.slice, (ast.Constant, ast.UnaryOp)):
        return _value(node.value, namespace)[ast.literal_eval(node.slice)]
    if isinstance(node, (ast.List, ast.Tuple)):
        return [_value(part, namespace) for part in node.elts]
    raise TypeError(type(node).__name__)
