"""Reads in the program text what no run of it shows: skipped code and the assignments of earlier cells."""

from __future__ import annotations

from typing import Any

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.assemble.names import Names
from tapeviz.assemble.older import OlderData
from tapeviz.provenance.functions import function_node, visible_names, with_helpers
from tapeviz.provenance.passing import PassingFinder
from tapeviz.provenance.skipped import Compiled, SkippedFinder
from tapeviz.records import GradientRecord, PassedOver, SkippedCode
from tapeviz.spans import is_user_file, text_of_file

__all__ = ["ProgramText"]


class ProgramText:
    """Reads code: what did not run, and what earlier cells assigned."""

    def __init__(self, evidence: Evidence, names: Names, log: list[Any]) -> None:
        self.evidence = evidence
        self.engine = evidence.engine
        self.names = names
        starts = ((time, entry[1]) for time, entry in enumerate(log) if type(entry[0]) is int and entry[0] < 0)
        self.callees = [(t, f) for t, f in starts if self.engine.python_function(f) is not None]

    def skipped(self, asked: Asked, gradients: list[GradientRecord]) -> tuple[SkippedCode, ...]:
        """Code that uses a source without gradient and did not run."""
        if not any(g.status == "none" for g in gradients):
            return ()
        texts = list(self.evidence.earlier_texts)
        finder = SkippedFinder(self.engine, self.evidence.weaver.steps, self.evidence.namespace, texts)
        sources = [leaf for _, _, leaf in asked.sources]
        return finder.find(self.evidence.unit, list(self.evidence.swap.units.values()), sources, self._compiled())

    def passed_over(self, asked: Asked, gradients: list[GradientRecord]) -> tuple[PassedOver, ...]:
        """Where what holds a source without gradient was asked, and gave something else."""
        missing = {g.source: asked.sources[g.source][2] for g in gradients if g.status == "none"}
        if not missing:
            return ()
        finder = PassingFinder(self.engine, self.evidence.weaver.steps, self.evidence.namespace)
        return finder.find(self.evidence.unit, list(self.evidence.swap.units.values()), missing)

    def _compiled(self) -> list[Compiled]:
        """The `tf.function`s that the cell called, as program text, with what their graphs use."""
        found = []
        for time, callee in self.callees:
            function = self.engine.python_function(callee)
            op = next((o for o in self.evidence.weaver.ops if o.time > time and o.kind in ("call", "expanded")), None)
            if function is None or op is None:
                continue
            used = [self.evidence.values.held[i].thing for i in op.inputs]
            stack = self.evidence.weaver.stack(op.frames)
            for inner in with_helpers(function, lambda code: is_user_file(code.co_filename)):
                code = inner.__code__
                node = function_node(code.co_filename, code.co_firstlineno, code.co_name)
                if node is not None:
                    text = text_of_file(code.co_filename)
                    found.append(Compiled(code.co_filename, text, node, visible_names(inner), used, stack))
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
