"""What is wrong with a gradient that exists: all zero, not finite, sparse or out of scale, and which step made it so.

The gradient's own summary decides whether anything is looked into; a healthy one costs nothing and says nothing.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator
from dataclasses import replace

from tapeviz.diagnose.case import Case
from tapeviz.diagnose.numerics import flat_because, singular_because
from tapeviz.diagnose.scene import one_line
from tapeviz.graph import Edge
from tapeviz.records import CodeSpan, GradientRecord, OpRecord, SourceRecord, ValueSummary
from tapeviz.report import span_text

__all__ = ["examine"]

Finding = tuple[str, str, CodeSpan | None]

# Another scale than the other gradients of the cell, by so much that float32 can hardly hold both.
TOO_LARGE = 1e6
TOO_SMALL = 1e-12
_WHERE = frozenset({"Select", "SelectV2"})
_PART_OF = frozenset({"Pack", "ConcatV2", "Concat", "Split", "SplitV", "Unpack"})


def examine(case: Case, source: SourceRecord, gradient: GradientRecord) -> GradientRecord:
    """The gradient with what is noteworthy about it."""
    found = tuple(_findings(case, source, gradient))
    return replace(gradient, health=found) if found else gradient


def _findings(case: Case, source: SourceRecord, gradient: GradientRecord) -> Iterator[Finding]:
    if gradient.indexed_slices:
        detail = "comes as tf.IndexedSlices: only the rows that were looked up have a gradient"
        yield "indexed-slices", detail, None
    summary = gradient.summary
    if summary is None or not summary.size:
        return
    if summary.n_nonfinite:
        yield _nonfinite(case, source, summary)
    elif summary.n_zero == summary.size:
        yield _all_zero(case, source, summary)
    else:
        yield from _scale(case, gradient, summary)


# ---- all zero ----


def _all_zero(case: Case, source: SourceRecord, summary: ValueSummary) -> Finding:
    subject = "it is 0" if summary.size == 1 else "every entry is 0"
    why, span = _zero_because(case, source)
    return "all-zero", f"{subject}: {why}" if why else f"{subject}; the step where it becomes 0 was not seen", span


def _zero_because(case: Case, source: SourceRecord) -> tuple[str, CodeSpan | None]:
    edges = _frontier(case, source, _is_zero)
    told = [(edge, flat_because(case, edge)) for edge in edges]
    explained = [(edge, why) for edge, why in told if why]
    if explained:
        edge, why = max(explained, key=lambda pair: pair[0].time)
        text, span = _place(case, edge.op)
        return why.format(text=_subject(case, edge.op, text)), span
    parts = [edge for edge in edges if edge.op is not None and edge.op.op_type in _PART_OF]
    if parts and len(parts) == len(edges):
        text, span = _place(case, parts[-1].op)
        return f"what enters `{text}` here does not count in what follows", span
    if len(edges) == 1:
        text, span = _place(case, edges[0].op)
        where = f"at `{text}`" if text else "at one step"
        return f"the derivative vanishes {where}, or its parts cancel out there", span
    if edges:
        return "its uses each have derivative 0, or they cancel out", None
    return "", None


def _is_zero(summary: ValueSummary) -> bool:
    return summary.n_zero == summary.size and summary.size > 0


def _is_bad(summary: ValueSummary) -> bool:
    return summary.n_nonfinite > 0


def _frontier(case: Case, source: SourceRecord, is_ill: Callable[[ValueSummary], bool]) -> list[Edge]:
    """Where the derivative, coming from the target, becomes ill: steps whose output has a well derivative."""
    starts = case.starts(source)
    between = case.graph.reached_from(starts) & case.reaching
    found: list[Edge] = []
    seen, waiting = set(starts), list(starts)
    while waiting:
        for edge in case.graph.out_of.get(waiting.pop(), ()):
            if edge.end not in between or edge.op is None or edge.op.kind == "inner" or not edge.op.recorded:
                continue
            tensor = case.tensors.get(edge.end)
            adjoint = tensor.adjoint if tensor is not None else None
            if adjoint is None:
                continue  # no derivative comes back this way
            if not is_ill(adjoint):
                found.append(edge)
            elif edge.end not in seen:
                seen.add(edge.end)
                waiting.append(edge.end)
    return sorted(found, key=lambda edge: edge.time)


# ---- not finite ----


def _nonfinite(case: Case, source: SourceRecord, summary: ValueSummary) -> Finding:
    kind = "nan" if summary.n_nan else "inf"
    share = (
        "it is"
        if summary.size == 1
        else "every entry is"
        if summary.n_nonfinite == summary.size
        else f"{summary.n_nonfinite} of {summary.size} are"
    )
    head = f"{share} {kind}" if summary.n_nan in (0, summary.n_nonfinite) else f"{share} nan or inf"
    edges = _frontier(case, source, _is_bad)
    if not edges:
        return kind, head, None
    edge = edges[-1]
    first = _first_bad_value(case, edge)
    if first is not None:
        return kind, f"{head}: {_forward(case, first)}", _place(case, first)[1]
    text, span = _place(case, edge.op)
    subject = _subject(case, edge.op, text)
    why = singular_because(case, edge) or "the derivative of {text} is not finite for this value"
    return kind, f"{head}: {why.format(text=subject)}{_hidden(case, edge.end)}", span


def _first_bad_value(case: Case, edge: Edge) -> OpRecord | None:
    """The first op of the forward way whose result is not finite although its inputs are; NaN goes before infinity."""
    if edge.op is None:
        return None
    for is_bad in (_has_nan, _is_bad):
        values = [v for v in (*edge.op.inputs, *edge.op.outputs) if _ill(case, v, is_bad)]
        made = _trace(case, values, is_bad)
        if made is not None:
            return made
    return None


def _has_nan(summary: ValueSummary) -> bool:
    return summary.n_nan > 0


def _ill(case: Case, value: int, is_bad: Callable[[ValueSummary], bool]) -> bool:
    tensor = case.tensors.get(value)
    summary = tensor.summary if tensor is not None else None
    return summary is not None and is_bad(summary)


def _trace(case: Case, values: list[int], is_bad: Callable[[ValueSummary], bool]) -> OpRecord | None:
    seen = set(values)
    waiting = list(values)
    origins: list[OpRecord] = []
    while waiting:
        value = waiting.pop()
        into = [edge for edge in case.graph.into.get(value, ()) if edge.op is not None and edge.op.kind != "inner"]
        ill = [edge.start for edge in into if _ill(case, edge.start, is_bad)]
        if into and not ill and into[0].op is not None:
            origins.append(into[0].op)
        fresh = [start for start in ill if start not in seen]
        seen.update(fresh)
        waiting += fresh
    return min(origins, key=lambda op: op.time, default=None)


def _forward(case: Case, op: OpRecord) -> str:
    text, _ = _place(case, op)
    nan = any(_ill(case, value, _has_nan) for value in op.outputs)
    gave = f"`{text}` gave {'nan' if nan else 'an infinite value'}" if text else f"a {op.op_type} was not finite"
    return f"{gave}{_hidden(case, op.outputs[0]) if op.outputs else ''}"


def _hidden(case: Case, value: int) -> str:
    """What to add when a tf.where further on makes the value good again: it cannot do that for the derivative."""
    after = case.graph.reached_from([value]) & case.reaching
    chosen = (edge for v in after for edge in case.graph.out_of.get(v, ()) if edge.op and edge.op.op_type in _WHERE)
    end = case.targets[0] if case.targets else -1
    if _ill(case, end, _is_bad) or not any(edge.input for edge in chosen):
        return ""
    return "; tf.where hides the value, not the derivative: give the step a safe input with tf.where before it"


# ---- scale ----


def _scale(case: Case, gradient: GradientRecord, summary: ValueSummary) -> Iterator[Finding]:
    """Against the median of the other gradients of the cell, and only where the gap is enormous."""
    mine = _rms(summary)
    others = [_rms(g.summary) for g in case.recording.gradients if g is not gradient and g.source != gradient.source]
    others = [size for size in others if size > 0]
    if not mine or not others:
        return
    usual = statistics.median(others)
    if mine > TOO_LARGE * usual and mine > TOO_LARGE:
        yield "large", f"its entries (about {mine:.0e}) dwarf the other gradients of this cell ({usual:.0e})", None
    elif mine < TOO_SMALL * usual:
        yield "small", f"its entries (about {mine:.0e}) vanish beside the other gradients ({usual:.0e})", None


def _rms(summary: ValueSummary | None) -> float:
    if summary is None or summary.n_nonfinite or summary.mean is None or summary.std is None:
        return 0.0
    return math.hypot(summary.mean, summary.std)


# ---- places ----


def _subject(case: Case, op: OpRecord | None, text: str) -> str:
    """The step in a sentence; the ops of a derivative that is differentiated again are only where the text is."""
    target = case.recording.target
    derived = "the slope of " if op is not None and op.backward and target is not None and target.order else ""
    return f"{derived}`{text}`" if text else "this step"


def _place(case: Case, op: OpRecord | None) -> tuple[str, CodeSpan | None]:
    """The innermost program text of an op, and the place to show."""
    if op is None or not op.stack:
        return "", None
    return one_line(span_text(case.recording, op.stack[0])), case.in_cell(op.stack) or op.stack[0]
