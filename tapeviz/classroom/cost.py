"""What the tape held for one cell, and what it took: recorded ops, bytes of intermediates, seconds, and notes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from tapeviz.fixing.timing import Timing
from tapeviz.graph import FlowGraph
from tapeviz.records import OpRecord, Recording, TensorRecord, TensorSpec
from tapeviz.render.document import ENGINES
from tapeviz.render.slopes import value_names
from tapeviz.render.visible import escape, one_line
from tapeviz.render.words import count, places, shape_words
from tapeviz.report import Report

__all__ = ["Held", "byte_size", "bytes_words", "cost_html", "held_by", "render_cost", "seconds_words"]

_PASSED = ("inner", "function")
_BITS = {"bfloat16": 16, "half": 16, "float16": 16, "float32": 32, "float64": 64, "complex64": 64, "complex128": 128}
MANY_PASSES = 5


@dataclass(frozen=True, slots=True)
class Held:
    """What the tape recorded.

    `ran` ops ran in the cell; `steps` of them are on the tape, and `reads` of variables beside them. The outputs of the
    steps are `values`, of `size` bytes together; a shape that is not known counts nothing. `idle` are the steps that do
    not lead to the target, with what they hold and their lines. `nested` are steps of gradients that the cell itself
    took, `calls` traced functions.
    """

    ran: int
    steps: tuple[OpRecord, ...]
    reads: int
    values: int
    size: int
    largest: TensorRecord | None
    largest_line: int | None
    idle: int
    idle_size: int
    idle_lines: tuple[int, ...]
    nested: int
    calls: int
    busiest: tuple[int, int] | None


def byte_size(spec: TensorSpec) -> int:
    """Bytes of a tensor of this dtype and shape; 0 where an extent is not known."""
    extents = [extent for extent in spec.shape or () if extent is not None]
    if spec.shape is None or len(extents) != len(spec.shape):
        return 0
    return math.prod(extents) * _BITS.get(spec.dtype, 0) // 8


def held_by(recording: Recording) -> Held:
    """What is on the tape: what was computed, while it recorded, from something that it watched."""
    tensors = {tensor.id: tensor for tensor in recording.tensors}
    ran = [op for op in recording.ops if not (op.earlier or op.failed) and op.kind not in _PASSED]
    steps, reads = _on_tape(recording, ran, tensors)
    kept = list(dict.fromkeys(value for op in steps for value in op.outputs if _is_float(tensors.get(value))))
    sizes = {value: byte_size(tensors[value].spec) for value in kept}
    largest = max(kept, key=lambda value: sizes[value], default=None)
    makers = {value: op for op in steps for value in op.outputs}
    needed = FlowGraph(recording).reaching(recording.target.values if recording.target else ())
    # What a gradient inside the cell is taken of need not lead on itself.
    idle = [] if any(op.backward for op in steps) else [op for op in steps if needed.isdisjoint(op.outputs)]
    cells = {code.key for code in recording.codes if code.kind == "cell"}
    lines = {op.id: next((span.line for span in op.stack if span.code in cells), None) for op in steps}
    passes = Counter((line, op.op_type) for op in steps if (line := lines[op.id]) is not None and not op.backward)
    by_line = Counter(line for op in steps if (line := lines[op.id]) is not None and not op.backward)
    often = [line for (line, _), times in passes.items() if times >= MANY_PASSES]
    return Held(
        ran=len(ran) - sum(op.op_type == "ReadVariableOp" for op in ran),
        steps=tuple(steps),
        reads=reads,
        values=len(kept),
        size=sum(sizes.values()),
        largest=tensors[largest] if largest is not None else None,
        largest_line=lines[makers[largest].id] if largest is not None else None,
        idle=len(idle),
        idle_size=sum(sizes.get(value, 0) for op in idle for value in op.outputs),
        idle_lines=tuple(sorted({line for op in idle if (line := lines[op.id]) is not None})),
        nested=sum(op.backward for op in steps),
        calls=sum(op.kind in ("call", "expanded") for op in steps),
        busiest=max(((line, by_line[line]) for line in often), key=lambda found: found[1], default=None),
    )


def _on_tape(recording: Recording, ran: list[OpRecord], tensors: dict[int, TensorRecord]) -> tuple[list[OpRecord], int]:
    """The steps on the tape, and how many reads of watched variables there are beside them."""
    watched = {variable.id for variable in recording.variables if variable.watched}
    since = {event.value: event.time for event in recording.watches if event.value is not None}
    tracked = {tensor.id for tensor in recording.tensors if tensor.variable in watched}
    steps = []
    reads = 0
    for op in ran:
        if not op.recorded:
            continue
        if op.op_type == "ReadVariableOp":
            reads += not watched.isdisjoint(op.reads)
            tracked.update(op.outputs if not watched.isdisjoint(op.reads) else ())
            continue
        inputs = [v for v in op.inputs if v in tracked or since.get(v, op.time) < op.time]
        made = [value for value in op.outputs if _is_float(tensors.get(value))]
        if made and (any(_is_float(tensors.get(v)) for v in inputs) or not watched.isdisjoint(op.reads)):
            steps.append(op)
            tracked.update(made)
    return steps, reads


def _is_float(tensor: TensorRecord | None) -> bool:
    return tensor is not None and tensor.spec.is_differentiable


# ---- words ----------------------------------------------------------------------------------------------------------


def render_cost(report: Report, timing: Timing, persistent: bool = False) -> str:
    """The cost as plain text."""
    rows = list(_rows(report, timing, persistent))
    width = max(len(name) for name, _ in rows)
    lines = [_title(report), "", *(f"  {name.ljust(width)}  {text}" for name, text in rows)]
    notes = list(_notes(report, timing))
    return "\n".join([*lines, *([""] if notes else []), *(f"- {note}" for note in notes)])


def cost_html(report: Report, timing: Timing, persistent: bool = False) -> str:
    """The same as an output in the colours of the reports."""
    from tapeviz.render.style import sheet

    rows = "".join(
        f'<tr><th scope="row">{escape(name)}</th><td>{escape(text)}</td></tr>'
        for name, text in _rows(report, timing, persistent)
    )
    notes = "".join(f"<li>{escape(note)}</li>" for note in _notes(report, timing))
    body = f'<p class="tv-head">{escape(_title(report))}</p><table><tbody>{rows}</tbody></table>'
    return f'<div class="tapeviz"><style>{sheet()}</style>{body}{f"<ul>{notes}</ul>" if notes else ""}</div>'


def _title(report: Report) -> str:
    recording = report.recording
    target = one_line(recording.target.name) if recording.target and recording.target.name else "the target"
    engine = recording.engine
    return f"What the tape held for {target} ({ENGINES.get(engine.name, engine.name)} {engine.version})"


def _rows(report: Report, timing: Timing, persistent: bool) -> Iterator[tuple[str, str]]:
    held = held_by(report.recording)
    reads = f", beside {count(held.reads, 'read')} of variables" if held.reads else ""
    yield "recorded", f"{len(held.steps):,} of {count(held.ran, 'op')} that ran{reads}"
    largest = _largest(report, held)
    yield "kept alive", f"at most {bytes_words(held.size)} in {count(held.values, 'intermediate value')}{largest}"
    stay = "until the name `tape` is bound anew (this cell has --persistent)" if persistent else "0 bytes"
    yield "after gradient()", f"{stay}; of a persistent tape all of it, until the tape is gone"
    if timing.refusal:
        yield "time", f"not measured: {timing.refusal}"
        return
    if timing.bare is not None:
        yield "without a tape", seconds_words(timing.bare)
    if timing.forward is not None:
        times = _times(timing.forward, timing.bare, "the cell without a tape")
        yield "forward", f"{seconds_words(timing.forward)}{times}"
    if timing.backward is not None:
        yield (
            "backward",
            f"{seconds_words(timing.backward)}{_times(timing.backward, timing.forward, 'the forward pass')}",
        )
    if timing.persistent is not None:
        yield "if persistent", f"{seconds_words(timing.persistent)} backward"
    yield "measured", f"medians of {count(timing.runs, 'run')} in a copy of the namespace"


def _largest(report: Report, held: Held) -> str:
    if held.largest is None or held.largest.spec.shape == () or held.values < 2:
        return ""
    name = value_names(report.recording).get(held.largest.id, "")
    place = f", line {held.largest_line}" if held.largest_line is not None else ""
    shape = f"of shape {shape_words(held.largest.spec)}"
    parts = f"{one_line(name)}, {shape}" if name else shape
    return f"; the largest is {parts}, {bytes_words(byte_size(held.largest.spec))}{place}"


def _times(seconds: float, other: float | None, what: str) -> str:
    return f", {seconds / other:.1f} times {what}" if other else ""


def _notes(report: Report, timing: Timing) -> Iterator[str]:
    """What the guides say of a tape's cost, where this cell shows it, with its own numbers."""
    held = held_by(report.recording)
    if held.idle:
        target = report.recording.target.name if report.recording.target else "the target"
        where = f" ({places(held.idle_lines)})" if held.idle_lines else ""
        yield (
            f"{count(held.idle, 'recorded op')}{where} not leading to {one_line(target)} cost "
            f"{bytes_words(held.idle_size)}: outside the tape, or under tape.stop_recording(), nothing is kept of them."
        )
    if held.busiest is not None:
        line, times = held.busiest
        yield (
            f"Line {line} put {times:,} ops on the tape: each pass of a Python loop is recorded anew, and what it "
            "computed is kept until the gradient is taken."
        )
    if held.nested:
        yield (
            f"{count(held.nested, 'recorded op')} belong to a gradient that the cell takes inside the tape: a second "
            "derivative needs them, anything else is cheaper with gradient() outside the `with` block."
        )
    if held.calls:
        yield f"{count(held.calls, 'traced function')} ran as one op each: what their graphs keep is not counted."
    if timing.forward and len(held.steps) >= MANY_PASSES and report.recording.engine.name == "tensorflow":
        each = seconds_words(timing.forward / max(held.ran, 1))
        small = held.size <= 4096 * max(held.values, 1)
        if small and not held.calls:
            yield f"{each} for each op on small values is mostly Python: tf.function runs the whole of it as one op."


def bytes_words(size: int) -> str:
    """`512 bytes`, `3.2 KiB`."""
    if size < 1024:
        return count(size, "byte")
    exponent = min(int(math.log(size, 1024)), 4)
    return f"{size / 1024**exponent:.1f} {('KiB', 'MiB', 'GiB', 'TiB')[exponent - 1]}"


def seconds_words(seconds: float) -> str:
    """`0.21 ms`, `3.4 s`, with two digits that mean something."""
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("\u00b5s", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.{0 if seconds >= 100 * size else 1 if seconds >= 10 * size else 2}f} {unit}"
    return f"{seconds * 1e9:.0f} ns"
