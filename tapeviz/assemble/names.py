"""The user's names for the variables and tensors of a cell, now and before."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.kinds import entries_of
from tapeviz.provenance.history import Place
from tapeviz.records import CodeSpan

__all__ = ["Names"]


class Names:
    """Names by the keys of variables and the ids of tensors."""

    def __init__(self, evidence: Evidence, before: Mapping[str, Any]) -> None:
        self.evidence = evidence
        self.engine = evidence.engine
        self.before = before
        self.known, self.of_variable, self.roots = evidence.named

    def add_watched(self, asked: Asked) -> None:
        """No `wrt`: every watched variable is a source."""
        for variable in self.engine.watched_variables():
            key = self.engine.variable_key(variable)
            name = (self.of_variable.get(key) or (str(variable.name).partition(":")[0],))[0]
            asked.sources.append((name, name, variable))

    @cached_property
    def tensor_names(self) -> dict[int, list[str]]:
        """Names of the namespace that stand for recorded tensors."""
        found: dict[int, list[str]] = {}
        for name, value in entries_of(self.evidence.namespace):
            if self.engine.kind(value) == "tensor" and not name.startswith("_"):
                known = self.evidence.values.known_tensor(value)
                if known is not None:
                    found.setdefault(known.id, []).append(name)
        return found

    @cached_property
    def former_names(self) -> dict[int, tuple[str, ...]]:
        """The names that variables had before the cell, or in it, for those that no name stands for any more."""
        found: dict[int, tuple[str, ...]] = {}
        bound = [(b.name, b.value) for b in reversed(self.evidence.weaver.steps.bindings)]
        for name, value in [*bound, *self.before.items()]:
            if self.engine.kind(value) == "variable":
                found[self.engine.variable_key(self.engine.variable(value))] = (name,)
        return found

    def created_earlier(self, variable: Any) -> tuple[CodeSpan, ...]:
        """Where an earlier cell made a variable."""
        place = self.creations.get(self.engine.variable_key(variable), ())
        return tuple(self.engine.span((code, last, 0)) for code, last in place)

    @cached_property
    def creations(self) -> dict[int, Place]:
        """Where the variables of earlier cells were made."""
        return self.evidence.history.creations() if self.evidence.history is not None else {}

    @cached_property
    def watched(self) -> set[int]:
        """Keys of the watched variables."""
        return {self.engine.variable_key(v) for v in self.engine.watched_variables()}
