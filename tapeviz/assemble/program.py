"""Reads in the program text what no run of it shows: skipped code and the assignments of earlier cells."""

from __future__ import annotations

import types
from functools import cached_property
from typing import Any

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.assemble.names import Names
from tapeviz.assemble.older import OlderData
from tapeviz.kinds import bases_of, members_of
from tapeviz.provenance.functions import function_node, visible_names, with_helpers
from tapeviz.provenance.passing import PassingFinder
from tapeviz.provenance.skipped import Compiled, SkippedFinder
from tapeviz.provenance.stale import StaleFinder
from tapeviz.records import GradientRecord, PassedOver, SkippedCode
from tapeviz.spans import is_user_class, is_user_file, text_of_file

__all__ = ["ProgramText"]


class ProgramText:
    """Reads code: what did not run, and what earlier cells assigned."""

    def __init__(self, evidence: Evidence, names: Names, log: list[Any]) -> None:
        self.evidence = evidence
        self.engine = evidence.engine
        self.names = names
        starts = ((time, entry[1]) for time, entry in enumerate(log) if type(entry[0]) is int and entry[0] < 0)
        self.callees = [(time, *called) for time, callee in starts if (called := self._compiled_code(callee))]

    def _compiled_code(self, callee: Any) -> tuple[types.FunctionType, Any] | None:
        """The Python code behind a `tf.function`, or behind an object that is called by one, and whose method it is."""
        function = self.engine.python_function(callee)
        if function is not None:
            return function, self.engine.owner_of_method(callee)
        for name in ("__call__", "call") if is_user_class(type(callee)) else ():
            member = next((m[name] for base in bases_of(type(callee)) if name in (m := members_of(base))), None)
            function = self.engine.python_function(member) if member is not None else None
            if function is not None:
                return function, callee
        return None

    def skipped(self, asked: Asked, gradients: list[GradientRecord]) -> tuple[SkippedCode, ...]:
        """Code that uses a source without gradient and did not run."""
        if not any(g.status == "none" for g in gradients):
            return ()
        texts = list(self.evidence.earlier_texts)
        finder = SkippedFinder(self.engine, self.evidence.weaver.steps, self.evidence.namespace, texts)
        sources = [leaf for _, _, leaf in asked.sources]
        return finder.find(self.evidence.unit, list(self.evidence.swap.units.values()), sources, self._compiled)

    def passed_over(self, asked: Asked, gradients: list[GradientRecord]) -> tuple[PassedOver, ...]:
        """Where what holds a source without gradient was asked, and gave something else."""
        missing = _missing(asked, gradients)
        if not missing:
            return ()
        finder = PassingFinder(self.engine, self.evidence.weaver.steps, self.evidence.namespace)
        return finder.find(self.evidence.unit, list(self.evidence.swap.units.values()), missing)

    def stale(self, asked: Asked, gradients: list[GradientRecord]) -> tuple[tuple[int, int, str], ...]:
        """(source, variable, path) where a graph reads the variable that stood at the source's path before."""
        missing = _missing(asked, gradients)
        sources = {k: leaf for k, leaf in missing.items() if self.engine.kind(leaf) == "variable"}
        if not sources:
            return ()
        finder = StaleFinder(self.engine, self.evidence.weaver.steps, self.evidence.namespace)
        known = self.evidence.values.known_variable
        found = ((k, known(other), path) for k, other, path in finder.find(self._compiled, sources))
        return tuple((k, resource.id, path) for k, resource, path in found if resource is not None)

    @cached_property
    def _compiled(self) -> list[Compiled]:
        """The `tf.function`s that the cell called, as program text, with what their graphs use."""
        found = []
        calls = [op for op in self.evidence.weaver.ops if op.kind in ("call", "expanded")]
        for time, function, of in self.callees:
            op = next((op for op in calls if op.time > time), None)
            if op is None:
                continue
            used = [self.evidence.values.behind(i) for i in op.inputs]
            captured = used[len(used) - self.engine.captured_count(op.function) :]
            stack = self.evidence.weaver.stack(op.frames)
            for inner in with_helpers(function, lambda code: is_user_file(code.co_filename)):
                code = inner.__code__
                node = function_node(code.co_filename, code.co_firstlineno, code.co_name)
                if node is not None:
                    text, owner = text_of_file(code.co_filename), {}
                    if inner is function and code.co_argcount:
                        owner = {code.co_varnames[0]: of}
                    names = visible_names(inner)
                    found.append(Compiled(code.co_filename, text, node, names, used, stack, owner, captured))
        return found

    def older_data(
        self, asked: Asked, gradients: list[GradientRecord]
    ) -> tuple[tuple[tuple[str, int], ...], tuple[tuple[str, int], ...]]:
        """Names, items and attributes of older values by what the text of earlier cells says of them.

        Those computed from a source without gradient, and those of which it says nothing.
        """
        missing = [g.source for g in gradients if g.status == "none"]
        steps = self.evidence.weaver.steps
        older = {name for names in steps.older_names.values() for name, _ in names}
        bound_here = {binding.name for binding in steps.bindings}
        present = {n for number, names in self.names.tensor_names.items() if self._is_rootless(number) for n in names}
        # A name of this cell's says nothing of what earlier cells called so.
        paths = {name: steps.older_paths.get(name, (name,)) for name in older | (present - bound_here)}
        data = OlderData(self.evidence, asked)
        found = [(name, k, data.by_text(paths[name], k)) for k in missing for name in sorted(paths)]
        came = tuple((name, k) for name, k, said in found if said == "from")
        return came, tuple((name, k) for name, k, said in found if said == "untold")

    def _is_rootless(self, number: int) -> bool:
        return self.evidence.values.held[number].origin == "earlier"


def _missing(asked: Asked, gradients: list[GradientRecord]) -> dict[int, Any]:
    """The sources without gradient, by their numbers."""
    return {g.source: asked.sources[g.source][2] for g in gradients if g.status == "none"}
