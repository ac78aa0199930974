"""States the two ends of the question as records: the target and its sources."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tapeviz.assemble.asked import Asked, root_name
from tapeviz.assemble.evidence import Evidence
from tapeviz.kinds import is_a, is_container
from tapeviz.provenance.sites import cell_span
from tapeviz.records import CodeSpan, HostEvent, OpRecord, SourceRecord, TargetRecord

__all__ = ["Ends"]

_VALUED = ("tensor", "variable")


class Ends:
    """Records of the target and of each source."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.engine = evidence.engine

    def source(self, asked: Asked, name: str, text: str, leaf: Any) -> SourceRecord:
        """The record of one flattened source."""
        kind = self.engine.kind(leaf)
        spec = self.engine.spec(leaf) if kind else None
        type_name = type(leaf).__name__
        root = root_name(text)
        if kind == "variable":
            resource = self.evidence.values.variable(self.engine.variable(leaf))
            return SourceRecord(name, "variable", spec, None, resource.id, root, type_name)
        if kind == "tensor":
            key = self.engine.tensor_key(leaf)
            origin = "earlier" if key < self.evidence.weaver.first_new_key else "constant"
            held = self.evidence.values.tensor(leaf, origin)
            after = key > asked.end_key
            return SourceRecord(
                name, "tensor", spec, held.id, None, root, type_name, self._made_at(held.id), made_after=after
            )
        return SourceRecord(name, "other", spec, None, None, root, type_name, detail=kind or "")

    def target(self, asked: Asked, targets: list[Any]) -> TargetRecord | None:
        """The record of the target, or None when nothing is known of it."""
        if not asked.has_target:
            return TargetRecord(asked.target_name, (), None, "") if asked.target_name else None
        ids = []
        for leaf in targets:
            ids += self.evidence.values.inside(leaf, None)
        several = is_a(asked.target, (list, tuple, dict))
        single = targets[0] if len(targets) == 1 and not several else None
        spec = self.engine.spec(single) if single is not None and self.engine.kind(single) else None
        summary = None
        if spec is not None and self.engine.kind(single) in _VALUED:
            summary = self.engine.summary(self.engine.variable(single) if self._is_variable(single) else single)
        made = asked.made if asked.order else self._made_target(asked, ids)
        kind = type(asked.target).__name__
        after = [self.engine.tensor_key(t) > asked.end_key for t in targets if self.engine.kind(t) == "tensor"]
        is_late = bool(after) and all(after) and len(after) == len(targets)
        return TargetRecord(
            asked.target_name,
            tuple(ids),
            spec,
            kind,
            made,
            several,
            summary,
            asked.order,
            is_late,
            self._foreign(asked.target),
        )

    def _is_variable(self, value: Any) -> bool:
        return bool(self.engine.kind(value) == "variable")

    def _foreign(self, target: Any, depth: int = 4) -> str:
        """The type of the first part of a target that is neither tensor nor variable."""
        if depth and is_container(target):
            parts = target.values() if is_a(target, dict) else target
            return next((found for part in parts if (found := self._foreign(part, depth - 1))), "")
        return "" if self.engine.kind(target) in _VALUED else type(target).__name__

    def _made_target(self, asked: Asked, ids: list[int]) -> CodeSpan | None:
        """The statement that made the target: the last one that bound its name, else the expression."""
        expression = asked.request.target
        name = asked.target_name
        bound = [b for b in self.evidence.weaver.steps.bindings if b.name == root_name(name)]
        if name.isidentifier() and bound:
            return bound[-1].span
        if expression is not None and not name.isidentifier():
            return CodeSpan(self.evidence.unit.key, 1, expression.col, 1, expression.col + len(expression.text))
        for number in ids:
            if (made := self._made_at(number)) is not None:
                return made
        return bound[-1].span if bound else None

    def _made_at(self, number: int) -> CodeSpan | None:
        """The expression of the cell that made a value; where none did, that of the function."""
        stack, _ = self.evidence.weaver.steps.made_at.get(number, ((), 0))
        return cell_span(stack, self.evidence.unit.key) or next(iter(stack), None)

    def with_first_use(
        self, source: SourceRecord, ops: tuple[OpRecord, ...], events: tuple[HostEvent, ...]
    ) -> SourceRecord:
        """The same source with the first expression of the cell that used it."""
        starts = {source.value}
        if source.variable is not None:
            starts = set(self.evidence.values.resources[source.variable].states or ())
        # A call that is unfolded is used by what is inside it.
        uses = [(op.time, op.stack) for op in ops if op.kind != "expanded" and starts & set(op.inputs)]
        uses += [(e.time, e.stack) for e in events if starts & set(e.inputs)]
        first = min(uses, key=lambda use: use[0], default=None)
        return replace(source, first_use=cell_span(first[1], self.evidence.unit.key)) if first else source
