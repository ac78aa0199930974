"""What a page tells of a node when it is asked: all that is known of an op or a value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tapeviz.records import (
    HostEvent,
    HostValue,
    OpRecord,
    TensorRecord,
    TensorSpec,
    ValueSummary,
    VariableRecord,
)
from tapeviz.render.picture import Node, Picture
from tapeviz.render.visible import cut_to, visible
from tapeviz.render.wiring import Subject, reads_with_adjoint
from tapeviz.render.words import call_words, count, number, places, spec_words, value_words
from tapeviz.report import Report, span_text

__all__ = ["Details"]

LONGEST, LONGEST_ATTRIBUTE = 240, 100
LONGEST_INSIDE, MOST_INSIDE = 32, 8
MOST_ATTRIBUTES, MOST_OUTPUTS = 12, 4
Entry = tuple[list[int], list[str]]


class Details:
    """Looks up what the records of one recording say of a node."""

    def __init__(self, report: Report) -> None:
        self.recording = recording = report.recording
        self.gradients = {
            source.variable: diagnosis
            for source, diagnosis in zip(recording.sources, report.diagnoses, strict=False)
            if source.variable is not None
        }
        self.reads = reads_with_adjoint(recording)
        self.tensors = {tensor.id: tensor for tensor in recording.tensors}
        self.names = {variable.id: _name(variable.names, variable.own_name) for variable in recording.variables}
        self.cells = {code.key for code in recording.codes if code.kind == "cell"}
        self.subjects: dict[str, Subject] = {}
        self.subjects |= {f"op{op.id}": op for op in recording.ops}
        self.subjects |= {f"variable{variable.id}": variable for variable in recording.variables}
        self.subjects |= {f"step{event.id}": event for event in recording.host_events}
        self.subjects |= {f"value{value.id}": value for value in recording.host_values}
        self.subjects |= {f"value{tensor.id}": tensor for tensor in recording.tensors}

    def entries(self, picture: Picture) -> list[Entry]:
        """For each node of the picture, in its order: its lines in the cell, and labels and texts in turn."""
        return [self.entry(node) for node in picture.nodes if node.kind != "port"]

    def entry(self, node: Node) -> Entry:
        """The lines and the rows of a node; of one that stands for many, what the picture says."""
        subject = self.subjects.get(node.key)
        if isinstance(subject, (OpRecord, HostEvent)):
            return self.lines(subject), _flat(self.step(subject))
        if isinstance(subject, VariableRecord):
            return [], _flat(self.variable(subject))
        if isinstance(subject, TensorRecord):
            return [], _flat(self.value(subject))
        if isinstance(subject, HostValue):
            return [], _flat([("type", subject.type_name), ("value", subject.text)])
        inside = [self.subjects[key] for key in node.members if key in self.subjects]
        lines = sorted({line for one in inside for line in self.lines(one)})
        return lines, _flat([*(("", row.text) for row in node.rows), *self.inside(inside)])

    def lines(self, subject: Subject) -> list[int]:
        """The line of the cell that something ran on; a value has none."""
        if not isinstance(subject, (OpRecord, HostEvent)) or subject.earlier:
            return []
        frame = next((frame for frame in subject.stack if frame.code in self.cells), None)
        if frame is None and isinstance(subject, HostEvent) and subject.span and subject.span.code in self.cells:
            frame = subject.span
        return [frame.line] if frame else []

    def inside(self, subjects: Sequence[Subject]) -> Iterator[tuple[str, str]]:
        """The first ops that a node stands for, and how many more there are."""
        ops = [subject for subject in subjects if isinstance(subject, OpRecord)]
        for op in ops[:MOST_INSIDE]:
            made = self.tensors.get(op.outputs[0]) if op.outputs else None
            name = f"{made.names[0]} = " if made and made.names else ""
            value = value_words(made.summary, made.spec, LONGEST_INSIDE) if made else ""
            yield places(self.lines(op)), f"{name}{call_words(op)}  {value}"
        if len(ops) > MOST_INSIDE:
            yield "", f"and {count(len(ops) - MOST_INSIDE, 'more op')}"

    def step(self, subject: OpRecord | HostEvent) -> Iterator[tuple[str, str]]:
        """What ran, on what, what came out, and where the code stands."""
        frames = subject.stack or ((subject.span,) if isinstance(subject, HostEvent) and subject.span else ())
        for frame in frames[:MOST_OUTPUTS]:
            inside = "" if frame.code in self.cells else f"{places((frame.line,))} of {self.title(frame.code)}"
            yield inside or places((frame.line,)), span_text(self.recording, frame)
        if isinstance(subject, HostEvent):
            yield "step", subject.what or subject.kind
            return
        for value in subject.outputs[:MOST_OUTPUTS]:
            if value in self.tensors:
                yield from self.value(self.tensors[value])
        if len(subject.outputs) > MOST_OUTPUTS:
            yield "outputs", count(len(subject.outputs), "output")
        for word, ids in (("reads", subject.reads), ("writes", subject.writes)):
            yield word, ", ".join(self.names.get(one, "") for one in ids)
        yield "layer", "/".join(subject.scopes)
        for key, text in subject.attrs[:MOST_ATTRIBUTES]:
            yield visible(key), cut_to(text, LONGEST_ATTRIBUTE)

    def variable(self, variable: VariableRecord) -> Iterator[tuple[str, str]]:
        """A variable, its value and its gradient, and how the tape takes it."""
        yield "names", ", ".join(dict.fromkeys(filter(None, (*variable.names, variable.own_name))))
        yield "tensor", spec_words(variable.spec)
        yield "value", _full(variable.summary, variable.spec)
        yield "trainable", str(variable.trainable)
        yield "watched", str(variable.watched)
        yield "device", variable.device
        yield "gradient", self.gradient(variable)

    def gradient(self, variable: VariableRecord) -> str:
        """That of a source, or of a variable that is read once: of several reads each has but its share."""
        diagnosis, reads = self.gradients.get(variable.id), self.reads.get(variable.id, [])
        if diagnosis is not None and diagnosis.status != "gradient":
            return "None"
        if diagnosis is not None:
            return _full(diagnosis.gradient.summary, variable.spec)
        return _full(reads[0].adjoint, variable.spec) if len(reads) == 1 else ""

    def value(self, tensor: TensorRecord) -> Iterator[tuple[str, str]]:
        """A tensor: names, dtype and shape, value, derivative, device."""
        yield "names", ", ".join(tensor.names)
        yield "tensor", spec_words(tensor.spec)
        yield "value", _full(tensor.summary, tensor.spec)
        stopped = "None" if tensor.live is False and tensor.origin != "constant" else ""
        yield "gradient", _full(tensor.adjoint, tensor.spec) if tensor.adjoint else stopped
        yield "device", tensor.device

    def title(self, key: str) -> str:
        """What a reader knows a program text by."""
        return next((visible(code.title) for code in self.recording.codes if code.key == key), visible(key))


def _full(summary: ValueSummary | None, spec: TensorSpec) -> str:
    """The values where they are known, else every statistic that is."""
    if summary is None:
        return ""
    if summary.values is not None:
        text = value_words(summary, spec, LONGEST)
        if not text.startswith("mean"):
            return text
    parts = [count(summary.size, "entry") if summary.size == 1 else f"{summary.size:,} entries"]
    for name in ("min", "max", "mean", "std"):
        value = getattr(summary, name)
        parts += [] if value is None else [f"{name} {number(value)}"]
    parts += [f"{summary.n_zero:,} zero"] if summary.n_zero else []
    parts += [f"{summary.n_nonfinite:,} NaN or Inf"] if summary.n_nonfinite else []
    return ", ".join(parts)


def _flat(rows: Iterable[tuple[str, str]]) -> list[str]:
    """Labels and texts in turn, without what is empty."""
    return [part for label, text in rows if text for part in (label, cut_to(text, LONGEST))]


def _name(names: tuple[str, ...], otherwise: str) -> str:
    return visible(names[0] if names else otherwise)
