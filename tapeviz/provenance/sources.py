"""Flattens what the user names as sources into variables and tensors, and finds the names people have for variables."""

from __future__ import annotations

import ast
import contextlib
from collections.abc import Iterator, Mapping
from typing import Any

from tapeviz.engines.base import Engine
from tapeviz.kinds import entries_of, exactly, holds_veiled, is_a, is_container, is_exactly, is_mapping

__all__ = ["flatten", "names_of_variables"]

_DEPTH = 6
_PLAIN_NESTS = exactly(list, tuple, dict)


def flatten(text: str, value: Any, engine: Engine) -> list[tuple[str, Any]]:
    """(name, leaf) for each leaf of a source expression's value.

    Leaves are whatever is no container: variables, tensors, and also strings or numbers, for the caller to refuse.
    """
    try:
        tree: ast.expr | None = ast.parse(text.strip(), mode="eval").body
    except SyntaxError:
        tree = None
    return list(_leaves(text.strip(), tree, value, engine))


def _leaves(name: str, tree: ast.expr | None, value: Any, engine: Engine) -> Iterator[tuple[str, Any]]:
    kind = engine.kind(value)
    if kind == "module":
        yield from _module_leaves(name, value, engine)
    elif is_mapping(value):
        written = _written_values(tree, value)
        for key, part in value.items():
            node = written.get(key)
            yield from _leaves(ast.unparse(node) if node else f"{_atom(name)}[{key!r}]", node, part, engine)
    elif is_a(value, (list, tuple)) and is_container(value) and kind is None:
        nodes = tree.elts if isinstance(tree, (ast.List, ast.Tuple)) and len(tree.elts) == len(value) else None
        for position, part in enumerate(value):
            node = nodes[position] if nodes else None
            label = ast.unparse(node) if node else _element_name(name, value, position)
            yield from _leaves(label, node, part, engine)
    else:
        yield name, value


def _atom(name: str) -> str:
    """The expression as something that can be subscripted."""
    return name if name.replace("_", "").replace(".", "").isalnum() or name.endswith(("]", ")")) else f"({name})"


def _element_name(name: str, value: Any, position: int) -> str:
    fields = getattr(value, "_fields", None)
    return f"{_atom(name)}.{fields[position]}" if fields else f"{_atom(name)}[{position}]"


def _written_values(tree: ast.expr | None, value: Mapping[Any, Any]) -> dict[Any, ast.expr]:
    if not isinstance(tree, ast.Dict):
        return {}
    found = {}
    for key, node in zip(tree.keys, tree.values, strict=True):
        if isinstance(key, ast.Constant) and key.value in value:
            found[key.value] = node
    return found


def _module_leaves(name: str, module: Any, engine: Engine) -> Iterator[tuple[str, Any]]:
    walked = list(walk_module(module, engine))
    paths = {id(engine.variable(v)): path for path, v in walked}
    if holds_veiled(module):  # the engine would look at it
        variables = [(path, variable) for path, variable in walked if engine.is_trainable(variable)]
    else:
        variables = list(engine.module_variables(module))
    for _, variable in variables:
        path = paths.get(id(engine.variable(variable)))
        label = f"{_atom(name)}{path}" if path else f"{_atom(name)}.{getattr(variable, 'name', 'variable')}"
        yield label, variable


def walk_module(module: Any, engine: Engine) -> Iterator[tuple[str, Any]]:
    """(attribute path, variable) for the variables that a module or layer holds, each by its first path."""
    seen: set[int] = set()
    yield from _walk(module, "", engine, seen, _DEPTH)


def _walk(owner: Any, path: str, engine: Engine, seen: set[int], depth: int) -> Iterator[tuple[str, Any]]:
    if id(owner) in seen or depth == 0:
        return
    seen.add(id(owner))
    for step, part in _parts(owner, engine):
        kind = engine.kind(part)
        if kind == "variable":
            if id(engine.variable(part)) not in seen:
                seen.add(id(engine.variable(part)))
                yield f"{path}{step}", part
        elif kind == "module" or is_container(part):
            yield from _walk(part, f"{path}{step}", engine, seen, depth - 1)


def _parts(owner: Any, engine: Engine) -> Iterator[tuple[str, Any]]:
    if is_a(owner, dict):
        yield from ((f"[{key!r}]", part) for key, part in entries_of(owner) if is_a(key, (str, int)))
        return
    if is_a(owner, (list, tuple)):
        yield from ((f"[{position}]", part) for position, part in enumerate(owner))
        return
    yield from _named_weights(owner, engine)
    yield from _public_fields(owner)


def _named_weights(layer: Any, engine: Engine) -> Iterator[tuple[str, Any]]:
    """Keras layers keep a weight as `_kernel` and offer it as `kernel`: the weight's own name leads there."""
    for weight in _held(layer, "_trainable_variables") + _held(layer, "_non_trainable_variables"):
        name = str(getattr(weight, "name", ""))
        if (
            name.isidentifier()
            and getattr(type(layer), name, None) is not None
            and getattr(layer, name, None) is weight
        ):
            yield f".{name}", weight
    if hasattr(type(layer), "layers") and (_held(layer, "_layers") or _is_engines_own(type(layer), "layers")):
        shown = layer.layers
        yield from ((f".layers[{position}]", part) for position, part in enumerate(shown))


def _is_engines_own(kind: type, name: str) -> bool:
    """Whether an attribute is defined by the NumPy engine's own Keras, not by a class of the user's."""
    owner = next((base for base in kind.__mro__ if name in vars(base)), None)
    return owner is not None and owner.__module__.startswith("tapeviz.fallback.keras.")


def _held(owner: Any, name: str) -> list[Any]:
    found = getattr(owner, "__dict__", {}).get(name)
    return list(found) if is_a(found, (list, tuple)) else []


def _public_fields(owner: Any) -> Iterator[tuple[str, Any]]:
    fields = getattr(owner, "__dict__", None)
    if not is_a(fields, dict):
        return
    for name, part in entries_of(fields):
        if isinstance(name, str) and not name.startswith("_"):
            yield f".{name}", part
    for name, part in entries_of(fields):
        if isinstance(name, str) and name.startswith("_") and not name.startswith("__"):
            yield f".{name}", part


def names_of_variables(
    namespace: Mapping[Any, Any], engine: Engine
) -> tuple[list[Any], dict[int, tuple[str, ...]], dict[int, tuple[str, ...]]]:
    """The variables of a namespace, and by their keys the user's names for each and what holds it.

    Plain names stand before paths; holders are the names of containers, modules and models.
    """
    names: dict[int, list[str]] = {}
    roots: dict[int, list[str]] = {}
    variables: dict[int, Any] = {}
    for name, path, variable in _named(namespace, engine):
        inner = engine.variable(variable)
        key = engine.variable_key(inner)
        variables[key] = inner
        names.setdefault(key, []).append(f"{name}{path}")
        if path:
            roots.setdefault(key, []).append(name)
    shown = {key: tuple(found[:4]) for key, found in names.items()}
    return list(variables.values()), shown, {key: tuple(found) for key, found in roots.items()}


def _named(namespace: Mapping[Any, Any], engine: Engine) -> Iterator[tuple[str, str, Any]]:
    deep: list[tuple[str, Any]] = []
    for name, value in entries_of(namespace):
        if not isinstance(name, str) or name.startswith("_"):
            continue
        kind = engine.kind(value)
        if kind == "variable":
            yield name, "", value
        elif kind == "module" or (is_exactly(value, _PLAIN_NESTS) and len(value) <= 512):
            deep.append((name, value))
    for name, value in deep:
        with contextlib.suppress(Exception):  # a module whose attributes raise when looked at has no names to offer
            for path, variable in walk_module(value, engine):
                yield name, path, variable
