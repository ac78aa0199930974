"""States what happened as records: ops, Python steps, bindings of names, and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tapeviz.assemble.evidence import Evidence
from tapeviz.provenance.ops import OpDraft
from tapeviz.records import Binding, CodeSpan, CodeText, HostEvent, OpRecord
from tapeviz.spans import text_of_file

__all__ = ["Events"]


class Events:
    """Records of ops, Python steps and bindings, and the program texts that they happened in."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.engine = evidence.engine

    def op(self, op: OpDraft) -> OpRecord:
        """One op of the cell."""
        return OpRecord(
            id=op.id,
            time=op.time,
            op_type=op.op_type,
            inputs=tuple(op.inputs),
            outputs=tuple(op.outputs),
            reads=op.reads,
            writes=op.writes,
            attrs=self.engine.shown_attributes(op.attrs),
            stack=(*op.inner_stack, *self.evidence.weaver.stack(op.frames)),
            recorded=op.recorded,
            backward=op.backward,
            outside=op.outside,
            scopes=tuple(part for part in op.scope.split("/") if part),
            kind=op.kind,  # type: ignore[arg-type]
            failed=op.failed,
        )

    def past_ops(self) -> list[OpRecord]:
        """Ops of earlier cells, before time 0."""
        steps = self.evidence.past.steps if self.evidence.past is not None else []
        return [
            OpRecord(
                id=len(self.evidence.weaver.ops) + k,
                time=k - len(steps),
                op_type=step.op.op_type,
                inputs=tuple(step.inputs),
                outputs=tuple(step.outputs),
                writes=step.writes,
                stack=tuple(self.engine.span((code, last, 0)) for code, last in step.op.place),
                earlier=True,
            )
            for k, step in enumerate(steps)
        ]

    def host_events(self) -> tuple[HostEvent, ...]:
        """The Python steps that passed data on."""
        drafts = sorted(self.evidence.weaver.steps.steps, key=lambda s: s.time)
        return tuple(
            HostEvent(k, d.time, d.kind, d.inputs, d.outputs, d.span, d.what, d.stack)  # type: ignore[arg-type]
            for k, d in enumerate(drafts)
        )

    def decisions(self, ops: Sequence[OpRecord], steps: Sequence[HostEvent]) -> tuple[HostEvent, ...]:
        """What was only asked which code to run or what to pick: its outputs are what was computed or picked there."""
        drafts = self.evidence.weaver.steps.decisions
        if not drafts:
            return ()
        at_line: dict[tuple[str, int], dict[int, None]] = {}
        records: tuple[OpRecord | HostEvent, ...] = (*ops, *steps)
        for record in records:
            for place in {(span.code, span.line) for span in record.stack}:
                at_line.setdefault(place, {}).update(dict.fromkeys(record.outputs))
        found = []
        for k, (d, region) in enumerate(drafts):
            outputs = dict.fromkeys(d.outputs)
            if region is not None:
                for line in range(region.line, (region.end_line or region.line) + 1):
                    outputs |= at_line.get((region.code, line), {})
            found.append(HostEvent(len(steps) + k, d.time, "steer", d.inputs, tuple(outputs), d.span, d.what, d.stack))
        return tuple(found)

    def bindings(self, before: Mapping[str, Any]) -> tuple[Binding, ...]:
        """Every binding of a name of the cell, with what the name stood for before and after."""
        former = dict(before)
        records = []
        for draft in self.evidence.weaver.steps.bindings:
            old = self.evidence.identity(former.get(draft.name))
            new = self.evidence.identity(draft.value)
            former[draft.name] = draft.value
            records.append(Binding(draft.name, draft.time, draft.span, *old, *new, new_type=type(draft.value).__name__))
        return tuple(records)

    def codes(self, spans: Iterable[CodeSpan]) -> tuple[CodeText, ...]:
        """The program texts that spans point into, the cell first."""
        keys = dict.fromkeys((self.evidence.unit.key, *(span.code for span in spans)))
        return tuple(self._code(key) for key in keys)

    def _code(self, key: str) -> CodeText:
        title = key.replace("\\", "/").rpartition("/")[2]
        is_cell = key.startswith("<") or "ipykernel" in key or "ipython-input" in key
        if key == self.evidence.unit.key:
            return CodeText(key, "cell", "this cell" if is_cell else title, self.evidence.unit.text)
        return CodeText(
            key, "earlier" if is_cell else "file", "an earlier cell" if is_cell else title, text_of_file(key)
        )
