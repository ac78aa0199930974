"""Which variable stands now where a source's name was taken from: the layer may have been made anew since."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Any

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.kinds import entries_of
from tapeviz.provenance.functions import parsed
from tapeviz.provenance.paths import Path, path_of
from tapeviz.provenance.slots import variable_at

__all__ = ["outdated_handles"]


def outdated_handles(evidence: Evidence, asked: Asked) -> tuple[tuple[int, int, str], ...]:
    """(source, variable, path) for each source that an earlier cell took from a path where another variable is now."""
    return tuple(_outdated(evidence, asked))


def _outdated(evidence: Evidence, asked: Asked) -> Iterator[tuple[int, int, str]]:
    engine, values = evidence.engine, evidence.values
    for number, (name, _, leaf) in enumerate(asked.sources):
        if engine.kind(leaf) != "variable":
            continue
        paths = (_taken_from(alike, evidence.earlier_texts) for alike in _names_of(name, leaf, evidence))
        path = next((path for path in paths if path is not None), None)
        now = variable_at(path, evidence.namespace, engine) if path is not None else None
        if path is None or now is None or engine.is_same_variable(now, leaf):
            continue
        known = values.known_variable(engine.variable(now))
        if known is not None:
            yield number, known.id, "".join(path)


def _names_of(name: str, leaf: Any, evidence: Evidence) -> list[str]:
    """The name of a source; of one that is asked for as an attribute or an item, the plain names of the same object."""
    if name.isidentifier():
        return [name]
    return [other for other, value in entries_of(evidence.namespace) if value is leaf and not other.startswith("_")]


def _taken_from(name: str, texts: Iterable[str]) -> Path | None:
    """The path in `name = net.head.kernel`, where that is the last that the texts say of the name."""
    found: Path | None = None
    for text in texts:
        tree = parsed(text)
        for statement in tree.body if tree is not None else ():
            for target, value in _assignments(statement):
                if isinstance(target, ast.Name) and target.id == name:
                    path = path_of(value) if value is not None else None
                    found = path if path is not None and len(path) > 1 else None
    return found


def _assignments(statement: ast.stmt) -> Iterator[tuple[ast.expr, ast.expr | None]]:
    """(target, value) pairs of an assignment; of `a, b = c, d` its parts."""
    if not isinstance(statement, ast.Assign):
        return
    for target in statement.targets:
        if not isinstance(target, (ast.Tuple, ast.List)):
            yield target, statement.value
            continue
        parts = statement.value.elts if isinstance(statement.value, (ast.Tuple, ast.List)) else ()
        same = len(parts) == len(target.elts)
        yield from zip(target.elts, parts, strict=True) if same else ((part, None) for part in target.elts)
