"""What the assignments, loops and functions of a program text bind: plain names, attributes and items."""

from __future__ import annotations

import ast

from tapeviz.provenance.paths import key_text

__all__ = ["local_names", "part_of", "paths_in_parts", "plain_names"]


def plain_names(target: ast.expr) -> list[str]:
    """The plain names that an assignment to a target binds, in the order of the text."""
    return [n.id for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]


def paths_in_parts(node: ast.Assign) -> dict[int, str]:
    """Attributes and items among the targets of a tuple assignment from a tuple of the same length, by position."""
    target, value = node.targets[0], node.value
    if not (isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple) and len(target.elts) == len(value.elts)):
        return {}
    paths = (ast.Attribute, ast.Subscript)
    return {k: ast.unparse(part) for k, part in enumerate(target.elts) if isinstance(part, paths)}


def part_of(target: ast.expr) -> str:
    """The attribute, or the constant item as a path has it, that an assignment to a target changes."""
    if isinstance(target, ast.Subscript) and isinstance(target.slice, ast.Constant):
        return key_text(target.slice.value)
    return target.attr if isinstance(target, ast.Attribute) else ""


def local_names(node: ast.AST) -> set[str]:
    """Names that a function binds itself, so that an outer module of the same name does not make them quiet."""
    found = {a.arg for a in ast.walk(node) if isinstance(a, ast.arg)}
    return found | {n.id for n in ast.walk(node) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
