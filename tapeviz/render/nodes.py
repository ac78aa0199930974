"""The words in the nodes of a picture: what each thing is, its value and the derivative of the target by it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from tapeviz.records import (
    Binding,
    CodeSpan,
    HostEvent,
    HostValue,
    OpRecord,
    Recording,
    SkippedCode,
    TensorRecord,
    TensorSpec,
    ValueSummary,
    VariableRecord,
)
from tapeviz.render.folding import Fold
from tapeviz.render.parts import Kind, Node, Row
from tapeviz.render.slopes import value_names
from tapeviz.render.visible import cut_to, one_line, visible
from tapeviz.render.wiring import DISPLAY, Subject, Wiring, reads_with_adjoint
from tapeviz.render.words import call_words, count, listing, number, spec_words, value_words
from tapeviz.report import Diagnosis, Report, span_text

__all__ = ["WIDTH", "NodeWords"]

WIDTH, WIDEST = 30, 44


class NodeWords:
    """Words for the nodes of one report."""

    def __init__(self, report: Report) -> None:
        self.recording: Recording = report.recording
        self.tensors = {tensor.id: tensor for tensor in report.recording.tensors}
        reads = (tensor for tensor in report.recording.tensors if tensor.variable is not None)
        self.read_of = {tensor.variable: tensor for tensor in sorted(reads, key=_knowledge)}
        self.reads = reads_with_adjoint(report.recording)
        self.hosts = {value.id: value for value in report.recording.host_values}
        self.cells = {code.key for code in report.recording.codes if code.kind == "cell"}
        target = report.recording.target
        self.target_name = one_line(target.name) if target else ""
        self.letters = value_names(report.recording) if report.recording.slopes else {}
        self.of = f"d{self.target_name}" if self.target_name.isidentifier() and len(self.target_name) <= WIDTH else "d"

    def node(self, key: str, subject: Subject, wiring: Wiring) -> Node:
        """One node, as what it is."""
        kind, title, name, rows = self.parts(subject, wiring.sources.get(key))
        reach = wiring.reach.get(key)
        cut = wiring.cuts.get(key, "")
        failed = isinstance(subject, OpRecord) and subject.failed
        place, code = self.place(subject)
        diagnosis = wiring.sources.get(key)
        rows = (
            [*rows, *(Row(f"! {visible(kind)}", "warn") for kind, _, _ in diagnosis.gradient.health)]
            if diagnosis
            else rows
        )
        if failed:
            rows = [*rows, Row("raised the error", "cut")]
        if cut:
            rows = [*rows, Row(cut, "cut")]
        return Node(
            key=key,
            kind=kind,
            title=cut_to(title, WIDTH),
            name=cut_to(name, WIDTH),
            place=place,
            rows=tuple(rows),
            reach=reach,
            target=key in wiring.targets,
            cut=cut,
            failed=failed,
            tooltip=_sentences(f"{name} = {title}" if name else title, place, code, *(row.text for row in rows)),
        )

    def place(self, subject: Subject) -> tuple[str, str]:
        """The line of the cell that an op or a Python step ran on, and its code there; what ran before says so."""
        if isinstance(subject, (Binding, SkippedCode)):
            span = subject.span if isinstance(subject, Binding) else subject.mention
            return (f"line {span.line}", self.line(span)) if span and span.code in self.cells else ("", "")
        if not isinstance(subject, (OpRecord, HostEvent)):
            return "", ""
        if subject.earlier:
            return "before the cell", ""
        frames = subject.stack or ((subject.span,) if isinstance(subject, HostEvent) and subject.span else ())
        frame = next((frame for frame in frames if frame.code in self.cells), None)
        if frame is None:
            return "", ""
        return f"line {frame.line}", cut_to(span_text(self.recording, frame), 2 * WIDTH)

    def parts(self, subject: Subject, diagnosis: Diagnosis | None) -> tuple[Kind, str, str, list[Row]]:
        """Kind, title, user's name and rows of a thing."""
        if isinstance(subject, OpRecord):
            return self.op(subject, diagnosis)
        if isinstance(subject, VariableRecord):
            return self.variable(subject, diagnosis)
        if isinstance(subject, TensorRecord):
            return self.tensor(subject, diagnosis)
        if isinstance(subject, HostEvent):
            return self.step(subject)
        if isinstance(subject, Binding):
            return self.binding(subject)
        if isinstance(subject, SkippedCode):
            return self.skipped(subject)
        if isinstance(subject, HostValue):
            rows = [Row(cut_to(subject.text, WIDTH))] if subject.text else []
            return "host", subject.type_name, _first(subject.names), rows
        return "other", subject.type_name or "no tensor", subject.name, self.gradient_rows("", None, diagnosis)

    def op(self, op: OpRecord, diagnosis: Diagnosis | None) -> tuple[Kind, str, str, list[Row]]:
        """An op with the value and the derivative of its (first) output."""
        made = [tensor for value in op.outputs if (tensor := self.tensors.get(value))]
        name = next((_first(tensor.names) for tensor in made if tensor.names), "")
        name = name or (self.letters.get(op.outputs[0], "") if op.outputs else "")
        title = call_words(op)
        rows = self.value_rows(made[0].summary, made[0].spec) if made else []
        if len(op.outputs) > 1:
            rows.append(Row(f"{len(op.outputs)} outputs", "faint"))
        if not op.recorded:
            rows.append(Row("tape not recording", "faint"))
        if made:
            rows += self.gradient_rows(name, made[0], diagnosis)
        return "write" if op.writes else "op", title, name, rows

    def variable(self, variable: VariableRecord, diagnosis: Diagnosis | None) -> tuple[Kind, str, str, list[Row]]:
        """A variable (or another resource), its value, and what keeps the tape from watching it."""
        name = _first(variable.names, variable.own_name)
        if variable.kind == "resource":
            return "variable", "state", name, []
        tensor = self.read_of.get(variable.id)
        rows = self.value_rows(variable.summary or (tensor.summary if tensor else None), variable.spec)
        if not variable.trainable:
            rows.append(Row("trainable=False", "faint"))
        elif not variable.watched:
            rows.append(Row("not watched", "faint"))
        if tensor is not None and len(self.reads.get(variable.id, ())) > 1:
            tensor = replace(tensor, adjoint=None)  # that of one read is but a share of it
        return "variable", "variable", name, rows + self.gradient_rows(name, tensor, diagnosis)

    def tensor(self, tensor: TensorRecord, diagnosis: Diagnosis | None) -> tuple[Kind, str, str, list[Row]]:
        """A constant, or a tensor that was there before the cell."""
        name = _first(tensor.names)
        if tensor.origin == "constant" and diagnosis is None:
            text = value_words(tensor.summary, tensor.spec, WIDTH - 8) if not name else ""
            rows = self.value_rows(tensor.summary, tensor.spec) if name else []
            return "constant", text or spec_words(tensor.spec), name, rows
        title = {"constant": "constant", "earlier": "tensor from before"}.get(tensor.origin, "tensor")
        rows = self.value_rows(tensor.summary, tensor.spec)
        return "earlier", title, name, rows + self.gradient_rows(name, tensor, diagnosis)

    def step(self, event: HostEvent) -> tuple[Kind, str, str, list[Row]]:
        """A Python step: what was called and what came out."""
        made = next((self.hosts[value] for value in event.outputs if value in self.hosts), None)
        rows = [Row(cut_to(f"{made.type_name} {made.text}", WIDTH))] if made else []
        outside = "NumPy" if event.what.startswith("np.") else "Python"
        what = f"a {made.type_name}" if made and event.what == DISPLAY else event.what
        return "host", f"{outside}: {what or event.kind}", _first(made.names) if made else "", rows

    def value_rows(self, summary: ValueSummary | None, spec: TensorSpec | None) -> list[Row]:
        """The value where it is short, else dtype and shape and the statistics."""
        if summary is not None and summary.values is not None:
            text = value_words(summary, spec, WIDTH)
            if not text.startswith("mean"):
                return [Row(text)]
        rows = [Row(words)] if (words := spec_words(spec)) else []
        return [*rows, Row(_brief(summary))] if summary and summary.size else rows

    def gradient_rows(self, name: str, tensor: TensorRecord | None, diagnosis: Diagnosis | None) -> list[Row]:
        """The derivative of the target with respect to this value."""
        left = f"{self.of}/d{name if name.isidentifier() and len(name) < WIDTH // 2 else '.'}"
        if diagnosis is not None and diagnosis.status != "gradient":
            word = "None" if diagnosis.status == "none" else "error"
            return [Row(f"{left} = {word}", "none")]
        summary = diagnosis.gradient.summary if diagnosis else tensor.adjoint if tensor else None
        spec = diagnosis.gradient.spec if diagnosis else tensor.spec if tensor else None
        if summary is not None:
            text = value_words(summary, spec, WIDTH - len(left))
            return [Row(f"{left} = {_brief(summary) if text.startswith('mean') else text}", "gradient")]
        if tensor is not None and tensor.live is False and tensor.origin != "constant":
            return [Row(f"{left} = None", "none")]
        return [Row("has a gradient", "gradient")] if tensor is not None and tensor.live else []

    def binding(self, binding: Binding) -> tuple[Kind, str, str, list[Row]]:
        """A name bound anew: what it names since then."""
        return "rebound", f"now names {_a(binding.new_type or 'another value')}", visible(binding.name), []

    def skipped(self, skipped: SkippedCode) -> tuple[Kind, str, str, list[Row]]:
        """Code that did not run: its text, and what kept it from running."""
        line = self.line(skipped.mention) or one_line(span_text(self.recording, skipped.mention))
        condition = one_line(span_text(self.recording, skipped.condition))
        where = f" (line {skipped.condition.line})" if skipped.condition.code in self.cells else ""
        return "skipped", "did not run", "", [Row(cut_to(line, WIDTH)), Row(cut_to(condition, WIDTH) + where, "faint")]

    def line(self, span: CodeSpan) -> str:
        """The line of the program text that a span begins on."""
        text = next((code.text for code in self.recording.codes if code.key == span.code), "").split("\n")
        return one_line(text[span.line - 1]) if 0 < span.line <= len(text) else ""

    def group(self, group: Fold, members: Sequence[str]) -> Node:
        """A node for many ops, or many variables, put together."""
        rows = [Row(cut_to(group.code, WIDTH + 6), "faint")] if group.code else []
        if group.names:
            rows.append(Row(group.verb + listing(group.names, WIDTH + 6), "faint"))
        rows += [Row(cut_to(text, WIDEST)) for text in group.lines]
        is_whole = group.reached == group.total
        if group.size:
            rows.append(Row(f"|{self.of}/d.| = {group.size}", "gradient"))
        if group.reached is not None and not (group.size and is_whole):
            style: Literal["gradient", "none"] = "gradient" if group.reached else "none"
            rows.append(Row(f"gradient reaches {group.reached:,} of {group.total:,}", style))
        if group.cut:
            rows.append(Row(group.cut, "cut"))
        opens = f"%tape graph --open {group.opens}" if group.opens else ""
        return Node(
            key=group.key,
            kind="fold",
            title=cut_to(group.title, WIDEST),
            place=group.place,
            rows=tuple(rows),
            reach=None if group.reached is None else group.reached > 0,
            cut=group.cut,
            tooltip=_sentences(group.title, group.place, *(row.text for row in rows), opens),
            members=tuple(members),
            opens=group.opens,
        )


def _knowledge(tensor: TensorRecord) -> tuple[bool, bool, int]:
    """Sorts the reads of a variable so that the first one that tells its value and gradient comes last."""
    return tensor.adjoint is not None, tensor.summary is not None, -tensor.id


def _sentences(*texts: str) -> str:
    return ". ".join(visible(text) for text in texts if text)


def _brief(summary: ValueSummary | None) -> str:
    """Statistics for a narrow place."""
    if summary is None:
        return ""
    if summary.n_nonfinite:
        return f"{summary.n_nonfinite:,} of {summary.size:,} NaN/Inf"
    if summary.size and summary.n_zero == summary.size:
        return "all 0"
    if summary.mean is None or summary.std is None:
        return count(summary.size, "value")
    return f"mean {number(summary.mean, 3)}, std {number(summary.std, 3)}"


def _first(names: Sequence[str], otherwise: str = "") -> str:
    return visible(names[0] if names else otherwise)


def _a(word: str) -> str:
    return f"{'an' if word[:1].lower() in 'aeiou' else 'a'} {visible(word)}"
