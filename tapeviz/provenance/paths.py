"""Paths from a name through attributes and items, as program text writes them: what is read, and what is written."""

from __future__ import annotations

import ast
from collections.abc import Iterator

__all__ = [
    "ENVIRONMENT",
    "Path",
    "content_paths",
    "key_text",
    "path_of",
    "paths_given",
    "paths_written",
    "root_of",
    "written_names",
]

Path = tuple[str, ...]
"""A name, then the attributes and items that lead on from it: `("settings", "['scale']")`."""

ENVIRONMENT = "os.environ"
"""The name that paths into the environment begin with, however it is reached."""

# These read the form of a value, not its content.
_FORM_ATTRIBUTES = {"shape", "dtype", "ndim", "size", "name", "device", "rank"}
_FORM_CALLS = {
    "len",
    "isinstance",
    "type",
    "id",
    "hasattr",
    "print",
    "ref",
    "shape",
    "zeros_like",
    "ones_like",
    "range",
}


def key_text(key: object) -> str:
    """A key as a path has it."""
    return f"[{key!r}]"


def paths_written(function: ast.AST) -> Iterator[Path]:
    """The names that a function declares global, and what it sets of others: `CONFIG["scale"] = a`."""
    for node in ast.walk(function):
        if isinstance(node, ast.Global):
            yield from ((name,) for name in node.names)
        elif isinstance(node, (ast.Attribute, ast.Subscript)) and isinstance(node.ctx, ast.Store):
            path, root = path_of(node), root_of(node)
            if path is not None:
                yield path
            elif root is not None:
                yield (root,)
        elif isinstance(node, ast.Call):
            yield from paths_given(node)


def paths_given(call: ast.Call) -> Iterator[Path]:
    """What a method's owner may hold of what the method is given: `a.append(b)`, `a.update(key=b)`."""
    root = root_of(call.func.value) if isinstance(call.func, ast.Attribute) else None
    if root is None or not (call.args or call.keywords):
        return
    owner = path_of(call.func.value)  # type: ignore[attr-defined]
    keys = [keyword.arg for keyword in call.keywords]
    if owner is not None and call.func.attr == "update" and not call.args and all(keys):  # type: ignore[attr-defined]
        yield from ((*owner, key_text(key)) for key in keys)
    else:
        yield (root,)


def path_of(node: ast.expr) -> Path | None:
    """A name with constant items and attributes, or None."""
    if _is_environment(node):
        return (ENVIRONMENT,)
    if isinstance(node, ast.Name):
        return (node.id,)
    if isinstance(node, ast.Attribute):
        before = path_of(node.value)
        return (*before, f".{node.attr}") if before else None
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        before = path_of(node.value)
        return (*before, key_text(node.slice.value)) if before else None
    return None


def written_names(target: ast.expr) -> Iterator[tuple[str, bool]]:
    """(name, whether it is bound anew as a whole) for the names that an assignment to `target` changes."""
    if isinstance(target, ast.Name):
        yield target.id, True
    elif isinstance(target, (ast.Tuple, ast.List)):
        for part in target.elts:
            yield from written_names(part)
    elif isinstance(target, ast.Starred):
        yield from written_names(target.value)
    elif (root := root_of(target)) is not None:
        yield root, False


def content_paths(node: ast.AST) -> Iterator[Path]:
    """The names an expression reads the content of, with the constant items and attributes that it takes of them."""
    if isinstance(node, ast.Attribute) and node.attr in _FORM_ATTRIBUTES:
        return
    if isinstance(node, ast.Call):
        called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if called in _FORM_CALLS:
            return
    path: Path | None = path_of(node) if isinstance(node, (ast.Name, ast.Subscript, ast.Attribute)) else None
    if path is not None and isinstance(getattr(node, "ctx", None), ast.Load):
        if not any(key[1:] in _FORM_ATTRIBUTES for key in path if key.startswith(".")):
            yield path
        return
    for child in ast.iter_child_nodes(node):
        yield from content_paths(child)


def _is_environment(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name == "environ"


def root_of(node: ast.expr) -> str | None:
    """The name that a path of attributes and items, whatever their keys, begins with."""
    while isinstance(node, (ast.Attribute, ast.Subscript)) and not _is_environment(node):
        node = node.value
    if _is_environment(node):
        return ENVIRONMENT
    return node.id if isinstance(node, ast.Name) else None
