"""Reads the text of earlier cells: which names were computed from which others, for values that left no other trace."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

__all__ = ["Written"]

# These read the form of a value, not its content.
_FORM_ATTRIBUTES = {"shape", "dtype", "ndim", "size", "name", "device", "rank"}
_FORM_CALLS = {"len", "isinstance", "type", "id", "hasattr", "print", "shape", "zeros_like", "ones_like", "range"}
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class Written:
    """For each global name, the names that its present value was computed from (content only), directly or not.

    The texts are read in the order in which they ran. An assignment replaces what a name came from, inside a loop or a
    branch it adds to it. A function stands for the names its body reads at the time it is mentioned.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        self._content: dict[str, set[str]] = {}
        self._bodies: dict[str, set[str]] = {}
        for text in texts:
            try:
                tree = ast.parse(text)
            except (SyntaxError, ValueError, RecursionError):
                continue  # a cell that did not run as it stands
            self._block(tree.body, certain=True)

    def comes_from(self, name: str, origins: set[str]) -> bool:
        """Whether the content of `name` was computed, by the text, from one of `origins`."""
        return not origins.isdisjoint(self._content.get(name, ()))

    def _block(self, body: list[ast.stmt], *, certain: bool) -> None:
        for statement in body:
            if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
                self._define(statement)
            elif isinstance(statement, ast.Assign):
                self._assign(statement.targets, statement.value, certain)
            elif isinstance(statement, (ast.AugAssign, ast.AnnAssign)) and statement.value is not None:
                certain_here = certain and isinstance(statement, ast.AnnAssign)
                self._assign([statement.target], statement.value, certain_here)
            else:
                self._compound(statement)
            self._calls(statement)

    def _compound(self, statement: ast.stmt) -> None:
        rounds = 2 if isinstance(statement, (ast.For, ast.AsyncFor, ast.While)) else 1
        if isinstance(statement, (ast.For, ast.AsyncFor)):
            self._assign([statement.target], statement.iter, False)
        if isinstance(statement, (ast.With, ast.AsyncWith)):
            for item in statement.items:
                if item.optional_vars is not None:
                    self._assign([item.optional_vars], item.context_expr, False)
        for _ in range(rounds):
            for name in ("body", "orelse", "finalbody"):
                self._block(getattr(statement, name, []), certain=isinstance(statement, (ast.With, ast.AsyncWith)))
            for handler in getattr(statement, "handlers", []):
                self._block(handler.body, certain=False)
            for case in getattr(statement, "cases", []):
                self._block(case.body, certain=False)

    def _define(self, node: _Definition) -> None:
        self._bodies[node.name] = {name for part in node.body for name in _content_names(part)} - {node.name}
        self._content.pop(node.name, None)

    def _assign(self, targets: list[ast.expr], value: ast.expr, certain: bool) -> None:
        match targets, value:
            case [ast.Tuple(elts=names)], ast.Tuple(elts=parts) if len(names) == len(parts):
                for target, part in zip(names, parts, strict=True):
                    self._assign([target], part, certain)
                return
        read = self._read(value)
        for target in targets:
            for name, whole in _written_names(target):
                if certain and whole:
                    self._content[name] = set(read)
                else:
                    self._content.setdefault(name, set()).update(read)

    def _calls(self, statement: ast.stmt) -> None:
        """`a.append(b)`: b may be inside a now."""
        for node in ast.walk(statement):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                root = _root(node.func.value)
                given = [*node.args, *(k.value for k in node.keywords)]
                read = {name for part in given for name in self._read(part)} - {root or ""}
                if root is not None and read and root in self._content:
                    self._content[root].update(read)

    def _read(self, value: ast.AST) -> set[str]:
        """The names whose content an expression reads, with all that these came from."""
        found: set[str] = set()
        waiting = list(_content_names(value))
        seen: set[str] = set()
        while waiting:
            name = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            found.add(name)
            found |= self._content.get(name, set())
            waiting += self._bodies.get(name, ())
        return found


def _written_names(target: ast.expr) -> Iterator[tuple[str, bool]]:
    """(name, whether it is bound anew as a whole) for the names that an assignment to `target` changes."""
    if isinstance(target, ast.Name):
        yield target.id, True
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from _written_names(part)
    elif isinstance(target, ast.Starred):
        yield from _written_names(target.value)
    elif (root := _root(target)) is not None:
        yield root, False


def _content_names(node: ast.AST) -> Iterator[str]:
    """The names an expression reads the content of."""
    if isinstance(node, ast.Attribute) and node.attr in _FORM_ATTRIBUTES:
        return
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in _FORM_CALLS:
            return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
        yield node.id
    for child in ast.iter_child_nodes(node):
        yield from _content_names(child)


def _root(node: ast.expr) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
