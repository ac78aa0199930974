"""Which Python values from before the cell hold data of a source, by what the text of earlier cells says."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from functools import cache, cached_property
from typing import Any, Literal

from tapeviz.assemble.asked import Asked, root_name
from tapeviz.assemble.evidence import Evidence
from tapeviz.kinds import is_a
from tapeviz.provenance.functions import closed_over
from tapeviz.provenance.holding import parts_within
from tapeviz.provenance.ledger import NO_DATA
from tapeviz.provenance.paths import Path
from tapeviz.provenance.written import read_module
from tapeviz.spans import is_user_module, text_of_file

__all__ = ["OlderData"]


class OlderData:
    """Answers for the sources of one cell, by their number."""

    def __init__(self, evidence: Evidence, asked: Asked) -> None:
        self.evidence = evidence
        self.engine = evidence.engine
        self.written = evidence.written
        self.sources = asked.sources
        self.slots = asked.slots

    def by_text(self, path: Path, source: int) -> Literal["from", "untold", ""]:
        """Whether what a path leads to was computed from a source, or no text that was seen says so or otherwise.

        What holds the source itself, such as a list with a variable in it, is no evidence that the rest came from it.
        """
        root, origins = path[0], self.origins[source]
        module = self.evidence.namespace.get(root)
        if len(path) > 1 and is_user_module(module) and not self.written.is_told(path):
            return self._by_module(module, path, source)
        came = self.written.comes_from(root, origins, *path[1:])
        seen = not self.evidence.earlier_texts or root not in self.evidence.namespace
        if not came and (seen or self.written.tells_of(root, origins)):
            return ""
        if not (len(path) > 1 and self.written.is_told(path)) and self._holds(root, source):
            return ""
        return "from" if came else "untold"

    def may_hold(self, missing: Sequence[int]) -> Callable[[Path], bool]:
        """What tells whether anything of a source without gradient can be in what a path leads to."""
        return cache(lambda path: any(self.by_text(path, source) for source in missing))

    @cached_property
    def origins(self) -> list[set[str]]:
        """For each source the plain names that lead to it."""
        roots = [root_name(text) for _, text, _ in self.sources]
        return [
            {root, s[0], *self._plain_names(s[2]), *(slot.path for slot in self.slots if slot.held is s[2])}
            for root, s in zip(roots, self.sources, strict=True)
        ]

    def _plain_names(self, leaf: Any) -> set[str]:
        if self.engine.kind(leaf) != "variable":
            return set()
        return self.evidence.plain_names(self.engine.variable_key(self.engine.variable(leaf)))

    def _by_module(self, module: types.ModuleType, path: Path, source: int) -> Literal["from", "untold", ""]:
        """What the text of a module of the user's says of its own names; the notebook may have called it, too."""
        given = self.written.comes_from(path[0], self.origins[source] - {path[0]}, *path[1:])
        leaf, name = self.sources[source][2], path[1][1:]
        names = {n for n, held in vars(module).items() if any(self._is(p, leaf) for p in parts_within(held, 2))}
        text = text_of_file(getattr(module, "__file__", None) or "")
        own = read_module(text) if text else None
        if own is None:
            return "untold" if names or given else ""
        came = own.comes_from(name, names, *path[2:]) or (given and own.is_set_by_functions(name))
        return "from" if came else ""

    def _holds(self, root: str, source: int) -> bool:
        """Whether a name stands for an object with the source itself in it."""
        value = self.evidence.namespace.get(root)
        if root in self.origins[source]:
            return True
        if is_a(value, types.FunctionType):
            held = list(closed_over(value).values())
        else:
            held = [] if self.engine.kind(value) is not None or is_a(value, NO_DATA) else [value]
        return any(self._is(part, self.sources[source][2]) for thing in held for part in parts_within(thing, 3))

    def _is(self, part: Any, leaf: Any) -> bool:
        return self.engine.is_same_variable(part, leaf) or (part is leaf and self.engine.kind(leaf) == "tensor")
