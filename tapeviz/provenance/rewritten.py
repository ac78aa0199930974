"""The tree of a test module as pytest compiles it: with its asserts rewritten, so that they can say what they met."""

from __future__ import annotations

import ast
import copy
import sys
import warnings
from collections.abc import Mapping
from typing import Any

__all__ = ["rewritten"]

# The name under which a rewritten module has pytest's functions; no program can write it.
_MARK = "@pytest_ar"


def rewritten(text: str, names: Mapping[str, Any]) -> ast.Module | None:
    """The tree that a module with these names was compiled from, or None where that is the tree of its text.

    Raises SyntaxError for a text that is no Python.
    """
    pytest_s = sys.modules.get("_pytest.assertion.rewrite")
    if _MARK not in names or pytest_s is None:
        return None
    tree = ast.parse(text)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the rewriting has to say it has said
            pytest_s.rewrite_asserts(tree, text.encode())
    except Exception:  # noqa: BLE001 - a pytest that has no such function, or another one
        return None
    for node in ast.walk(tree):
        if getattr(node, "lineno", None) is not None and getattr(node, "end_lineno", None) is None:
            node.end_lineno, node.end_col_offset = node.lineno, node.col_offset  # type: ignore[attr-defined]
        if isinstance(node, ast.If) and node.body and _is_failure(node.body[-1]):
            # It explains with the nodes of the assert itself, as if what ran there had not.
            node.body = [_elsewhere(statement, node.body[-1]) for statement in node.body]
    return tree


def _is_failure(statement: ast.stmt) -> bool:
    named = (n.id for n in ast.walk(statement) if isinstance(n, ast.Name))
    return isinstance(statement, ast.Raise) and _MARK in named


def _elsewhere(statement: ast.stmt, whole: ast.stmt) -> ast.stmt:
    """A copy of a statement at the place of another one, its expressions at the beginning of that."""
    copied = copy.deepcopy(statement)
    place = ast.copy_location(ast.Pass(), whole)
    place.end_lineno, place.end_col_offset = place.lineno, place.col_offset
    for node in ast.walk(copied):
        if hasattr(node, "lineno"):
            ast.copy_location(node, place)
    return ast.copy_location(copied, whole)  # the traceback's
