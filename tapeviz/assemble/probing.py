"""Asks the gradient functions of the ops on the way what they pass on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from tapeviz.assemble.evidence import Evidence
from tapeviz.graph import FlowGraph
from tapeviz.provenance.ops import OpDraft
from tapeviz.records import Limit, OpRecord, Recording, VjpRecord

__all__ = ["probed"]

PROBED_OPS = 4000


def probed(draft: Recording, evidence: Evidence) -> Recording:
    """The recording with the verdicts of the ops that lie between a source without gradient and the target."""
    graph = FlowGraph(draft, with_earlier=True)
    starts = _starts(draft, graph)
    if not starts or draft.target is None:
        return draft
    between = graph.reached_from(starts) & graph.reaching(draft.target.values)
    if draft.decisions and not starts <= between:
        deciding = FlowGraph(draft, with_earlier=True, with_decisions=True)
        between |= deciding.reached_from(starts - between) & deciding.reaching(draft.target.values)
    records: list[VjpRecord] = []
    count = 0
    records_of = [record for record in draft.ops if not record.earlier]
    for op, record in zip(evidence.weaver.ops, records_of, strict=True):
        if not _crosses(record, between) or record.writes or op.implicit or op.kind not in ("op", "function"):
            continue
        count += 1
        if count > PROBED_OPS:
            text = f"only {PROBED_OPS} ops between source and target were examined"
            evidence.limits.append(Limit("probe", text))
            break
        records += _vjps(evidence.engine, op, between)
    return replace(draft, vjps=tuple(records), limits=tuple(evidence.limits))


def _starts(draft: Recording, graph: FlowGraph) -> set[int]:
    """The values of the sources without gradient."""
    starts: set[int] = set()
    for source, gradient in zip(draft.sources, draft.gradients, strict=False):
        if gradient.status in {"none", "error"}:
            starts |= {source.value} if source.value is not None else set()
            starts |= set(graph.states.get(source.variable, ())) if source.variable is not None else set()
    return starts


def _vjps(engine: Any, op: OpDraft, between: set[int]) -> list[VjpRecord]:
    found = []
    for output, number in enumerate(op.outputs):
        if number not in between and len(op.outputs) > 8:
            continue
        verdicts = (
            op.probe(output) if op.probe else engine.probe(op.op_type, op.attrs, op.tensors_in, op.tensors_out, output)
        )
        for position, verdict in enumerate(verdicts):
            found.append(VjpRecord(op.id, output, position, verdict))
    return found


def _crosses(op: OpRecord, between: set[int]) -> bool:
    return not between.isdisjoint(op.inputs) and not between.isdisjoint(op.outputs)
