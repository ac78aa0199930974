"""Which of the suspects is to blame: the way with the fewest breaks, or, where no data flows, the first rule shown."""

from __future__ import annotations

from tapeviz.diagnose.case import Case
from tapeviz.diagnose.unconnected import no_way
from tapeviz.diagnose.verdict import Verdict, watch_line
from tapeviz.graph import Edge, Way
from tapeviz.records import LOST, GradientRecord, SourceRecord, TargetRecord
from tapeviz.report import Break, Cause, Suspect

__all__ = ["judge"]


def judge(case: Case, source: SourceRecord, gradient: GradientRecord) -> Verdict:
    """The one cause for a source without gradient."""
    target = case.recording.target
    if target is None or not _target_is_tensor(case):
        return Verdict(Cause.TARGET_NOT_TENSOR, span=target.made if target else None)
    if any(limit.kind == LOST for limit in case.recording.limits):
        return Verdict(Cause.UNKNOWN, reason="part of what the cell did could not be observed")
    if gradient.status == "error" and gradient.error_type == "LookupError":
        return _unregistered(case, source, gradient)
    if gradient.status == "error" and _is_refused(target):
        return Verdict(Cause.TARGET_NOT_TENSOR, span=target.made, reason=target.foreign)
    if source.made_after:
        return Verdict(Cause.BEFORE_TAPE, span=None, reason="made-after")
    way = case.way(source)
    if way is not None:
        return _on_way(case, source, way)
    if target.made_after:  # nothing that made it is on the tape
        return Verdict(Cause.BEFORE_TAPE, span=target.made, reason="target-after")
    return _decided(case, source)


def _target_is_tensor(case: Case) -> bool:
    target = case.recording.target
    return target is not None and bool(target.values) and any(v in case.tensors for v in target.values)


def _is_refused(target: TargetRecord) -> bool:
    """Whether something in the target is no tensor to a tape; of the composite ones it takes these two."""
    return target.foreign not in ("", "RaggedTensor", "IndexedSlices")


def _on_way(case: Case, source: SourceRecord, way: Way) -> Verdict:
    own = _property(case, source, way)
    places = {id(edge): position for position, edge in enumerate(way.edges)}
    found = [case.break_at(_first_of_pause(case, way, places[id(edge)])) for edge in way.breaks]
    breaks = tuple(own + [b for b in found if b is not None])
    values = tuple([edge.start for edge in way.edges] + [way.edges[-1].end] if way.edges else [])
    if not breaks:
        return Verdict(Cause.UNKNOWN, way=values, reason="every step seems to pass the gradient on")
    culprit = breaks[-1]
    also = [Suspect(b.cause, b.span) for b in reversed(breaks[:-1])]
    also = _one_of_each_pause(also + _other_ways(case, source, way, breaks), culprit)
    reason = "copied" if culprit.cause == Cause.WRONG_OBJECT else ""
    return Verdict(culprit.cause, culprit, culprit.span, culprit.frames, breaks, also, values, reason=reason)


def _decided(case: Case, source: SourceRecord) -> Verdict:
    """A source of which no data gets to the target, but that decides which code computes it, or how often."""
    verdict = no_way(case, source)
    way = case.deciding_way(source) if verdict.cause == Cause.NOT_CONNECTED else None
    decided = _on_way(case, source, way) if way is not None else verdict
    return verdict if decided.cause == Cause.UNKNOWN else decided


def _first_of_pause(case: Case, way: Way, position: int) -> Edge:
    """Of several steps of one pause of the recording, the one that ran first is to blame."""
    edge = first = way.edges[position]
    while edge.region == "stopped" and position > 0 and way.edges[position - 1].region == "stopped":
        position -= 1
        if case.break_at(way.edges[position]) is not None:
            first = way.edges[position]
    return first


def _other_ways(case: Case, source: SourceRecord, way: Way, breaks: tuple[Break, ...]) -> list[Suspect]:
    """Breaks between source and target that are not on the chosen way."""
    between = case.graph.reached_from(case.starts(source)) & case.reaching
    on_way = {id(edge) for edge in way.edges}
    told = {(b.cause, b.span) for b in breaks}
    found: list[Suspect] = []
    edges = [e for v in between for e in case.graph.into.get(v, ()) if e.start in between and id(e) not in on_way]
    edges = [e for e in edges if e.op is None or e.op.kind != "inner"]  # the call stands for what is inside it
    edges.sort(key=lambda e: e.time)
    for edge in edges:
        broken = case.break_at(edge)
        if broken is not None and (broken.cause, broken.span) not in told and len(found) < 8:
            told.add((broken.cause, broken.span))
            found.append(Suspect(broken.cause, broken.span))
    return found


def _one_of_each_pause(found: list[Suspect], culprit: Break) -> list[Suspect]:
    """Of the paused steps of a line the first; none where something else breaks at that very expression.

    Such a pause is of the library's own making, as around the first value of a new variable.
    """
    paused = Cause.RECORDING_STOPPED
    told = [Suspect(culprit.cause, culprit.span), *found]
    others = {suspect.span for suspect in told if suspect.cause != paused}
    lines = {culprit.span.line} if culprit.cause == paused and culprit.span is not None else set()
    kept = []
    for suspect in found:
        if suspect.cause == paused and suspect.span is not None:
            if suspect.span in others or suspect.span.line in lines:
                continue
            lines.add(suspect.span.line)
        kept.append(suspect)
    return kept


# ---- properties of the source itself ----


def _property(case: Case, source: SourceRecord, way: Way) -> list[Break]:
    """Why the tape would not follow the source even with an open way; in the order of its life."""
    found = []
    if source.spec is not None and not source.spec.is_differentiable:
        found.append(Break(Cause.INTEGER_DTYPE, source.made, what=source.spec.dtype))
    if source.variable is not None:
        found += _variable_property(case, source, way)
    elif source.value is not None and not _is_followed(case, source, way):
        found.append(Break(Cause.NOT_WATCHED, watch_line(case, source)))
    return found


def _variable_property(case: Case, source: SourceRecord, way: Way) -> list[Break]:
    variable = case.variables[source.variable]  # type: ignore[index]
    asked = [w.time for w in case.recording.watches if w.variable == variable.id]
    by_itself = variable.trainable and case.recording.watch_accessed
    if asked and not by_itself and way.edges and min(asked) > way.edges[0].time:
        return [Break(Cause.NOT_WATCHED, watch_line(case, source))]
    if variable.watched or asked:
        return []
    if not variable.trainable:
        return [Break(Cause.NOT_TRAINABLE, source.first_use)]
    if case.recording.watch_accessed:
        return []  # a differentiable use of it would have made the tape watch it: something else explains it
    return [Break(Cause.NOT_WATCHED, source.first_use)]


def _is_followed(case: Case, source: SourceRecord, way: Way) -> bool:
    if source.value not in case.tracked and not _watched(case, source):
        return source.spec is not None and not source.spec.is_differentiable and _watched(case, source)
    first = way.edges[0].time if way.edges else None
    late = [w.time for w in case.recording.watches if w.value == source.value]
    made_tracked = any(
        source.value in op.outputs for op in case.recording.ops if source.value in case.tracked and not op.earlier
    )
    return made_tracked or not late or first is None or min(late) <= first


def _watched(case: Case, source: SourceRecord) -> bool:
    return any(w.value == source.value for w in case.recording.watches)


# ---- an op without gradient function on the tape ----


def _unregistered(case: Case, source: SourceRecord, gradient: GradientRecord) -> Verdict:
    op_type = gradient.error.rpartition(": ")[2]
    way = case.way(source)
    on_way = [case.break_at(edge) for edge in way.breaks] if way else []
    culprit = next((b for b in on_way if b is not None and b.what == op_type), None) or _reached_op(case, op_type)
    also: list[Suspect] = []
    if gradient.none_beside_error:
        other = _on_way(case, source, way) if way is not None else no_way(case, source)
        rest = [Suspect(other.cause, other.span), *other.also]
        also = [s for s in rest if s.cause != Cause.NO_GRADIENT_REGISTERED]
    span, frames = (culprit.span, culprit.frames) if culprit else (None, ())
    breaks = (culprit,) if culprit else ()
    values = tuple([e.start for e in way.edges] + [way.edges[-1].end]) if way and way.edges else ()
    return Verdict(Cause.NO_GRADIENT_REGISTERED, culprit, span, frames, breaks, also, values)


def _reached_op(case: Case, op_type: str) -> Break | None:
    """The op of this type nearest the target."""
    reaching = case.reaching
    for op in reversed(case.recording.ops):
        if op.op_type == op_type and not op.earlier and not reaching.isdisjoint(op.outputs):
            start = op.inputs[0] if op.inputs else None
            return Break(
                Cause.NO_GRADIENT_REGISTERED,
                case.in_cell(op.stack),
                op.time,
                start,
                op.outputs[0],
                op.id,
                None,
                case.frames(op.stack),
                op_type,
            )
    return None
