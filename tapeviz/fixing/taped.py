"""A taped cell as a trial needs it: its text, its report, and what the names it changed meant before."""

from __future__ import annotations

import ast
import difflib
import weakref
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tapeviz.kinds import module_of
from tapeviz.report import Report

__all__ = ["ABSENT", "Snapshot", "TapedCell", "names_used_first", "why_nothing_to_try"]

ABSENT: Any = object()
"""Stands for a name that was not bound before the cell."""

TAPE = "tape"


@dataclass(frozen=True, slots=True)
class TapedCell:
    """A cell that was taped: its text, the namespace it ran in, and what the names it changed meant before.

    `before` maps each such name to its former value, or to ABSENT. `seconds` is how long the cell took.
    """

    text: str
    namespace: dict[str, Any]
    report: Report
    before: Mapping[str, Any] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def is_persistent(self) -> bool:
        """Whether the cell keeps its tape."""
        from tapeviz.grammar import parse_line

        return parse_line(self.text.partition("\n")[0], start=len("%%tape")).request.persistent

    def as_it_was(self) -> dict[str, Any]:
        """The namespace that the cell found, without a tape. In-place changes of its objects are not undone."""
        names = {name: value for name, value in self.namespace.items() if name not in self.before and name != TAPE}
        return names | {n: v for n, v in self.before.items() if v is not ABSENT and n != TAPE}


class Snapshot:
    """What every name of a namespace means just now.

    An object of a class of the user's is not kept alive by it: when such an object goes may matter to the user.
    """

    def __init__(self, namespace: dict[str, Any]) -> None:
        self.namespace = namespace
        self._held = {name: _hold(value) for name, value in namespace.items()}

    def former(self, report: Report, text: str = "") -> dict[str, Any]:
        """The former values of the names that mean something else by now.

        If no remedy can be tried, only of those that the cell `text` uses before it assigns them: what a run of it
        starts from.
        """
        is_tried = any(diagnosis.edit is not None for diagnosis in report.diagnoses)
        wanted = None if is_tried else names_used_first(text)
        held = {name: _value(holder) for name, holder in self._held.items()}
        now = self.namespace
        changed = {name: value for name, value in held.items() if value is not now.get(name, ABSENT)}
        changed |= {name: ABSENT for name in now if name not in held and not _is_module(now[name])}
        return {name: value for name, value in changed.items() if wanted is None or name in wanted or value is ABSENT}


def names_used_first(text: str) -> set[str]:
    """The names that a cell may read before it has assigned them; none of a text that is not plain Python."""
    try:
        body = ast.parse(f"# {text}").body
    except (SyntaxError, ValueError, RecursionError):
        return set()
    return _used_first(body, set())


def _used_first(body: Sequence[ast.stmt], bound: set[str]) -> set[str]:
    """The names that statements read while they are not in `bound`, which then has what they assign for sure."""
    used: set[str] = set()
    for statement in body:
        blocks = [block for block in map(statement.__dict__.get, ("body", "orelse", "finalbody")) if block]
        if not blocks or isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            names = [node for node in ast.walk(statement) if isinstance(node, ast.Name)]
        else:
            heads = [part for part in ast.iter_child_nodes(statement) if not isinstance(part, ast.stmt)]
            names = [node for head in heads for node in ast.walk(head) if isinstance(node, ast.Name)]
            sure = [node for head in heads if not isinstance(head, ast.excepthandler) for node in ast.walk(head)]
            taken = {node.id for node in sure if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
            for block in blocks:  # it may not run, or not to its end
                used |= _used_first(block, bound | taken)
        is_update = isinstance(statement, ast.AugAssign)
        used |= {name.id for name in names if is_update or not isinstance(name.ctx, ast.Store)} - bound
        if isinstance(statement, (ast.Assign, ast.AnnAssign)):
            bound |= {name.id for name in names if isinstance(name.ctx, ast.Store)}
    return used


def why_nothing_to_try(report: Report, source: str = "") -> str | None:
    """Why there is no remedy to try, for one source or for all of them; None when there is one."""
    names = {diagnosis.source: diagnosis for diagnosis in report.diagnoses}
    if source and source not in names:
        near = difflib.get_close_matches(source, names, n=1)
        hint = f"did you mean {near[0]!r}?" if near else f"the sources are {', '.join(names)}"
        return f"{source!r} is no source of the last report; {hint}"
    if source and names[source].status == "gradient":
        return f"{source} has a gradient; there is nothing to fix"
    asked = [names[source]] if source else list(names.values())
    if any(diagnosis.edit is not None for diagnosis in asked):
        return None
    if all(diagnosis.status == "gradient" for diagnosis in asked):
        return "every source has its gradient; there is nothing to fix"
    which = f"the remedy for {source}" if source else "the remedy"
    return f"{which} is not an edit of the cell that could be tried; %tape shows what it is"


class _Weak(weakref.ref[Any]):
    """Holds an object without keeping it alive; a class of its own, because the user may have plain ones."""

    __slots__ = ()


def _hold(value: Any) -> Any:
    if module_of(type(value)) != "__main__":
        return value
    try:
        return _Weak(value)
    except TypeError:
        return ABSENT


def _value(holder: Any) -> Any:
    if type(holder) is not _Weak:
        return holder
    found = holder()
    return ABSENT if found is None else found


def _is_module(value: Any) -> bool:
    """Modules that the cell itself imported are as good before it."""
    return type(value) is type(weakref)
