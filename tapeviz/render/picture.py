"""The picture of a tape as nodes and edges with their words, whoever draws it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tapeviz.records import (
    HostEvent,
    HostValue,
    OpRecord,
    Recording,
    TensorRecord,
    TensorSpec,
    ValueSummary,
    VariableRecord,
)
from tapeviz.render.condense import Fold, fold
from tapeviz.render.slopes import edge_slopes, value_names
from tapeviz.render.visible import cut_to, one_line, visible
from tapeviz.render.wiring import Link, Subject, Wiring, wire
from tapeviz.render.words import TITLES, call_words, count, listing, number, spec_words, value_words
from tapeviz.report import Cause, Diagnosis, Report, blame, span_text

__all__ = ["Edge", "Kind", "Node", "Picture", "Row", "draw"]

Kind = Literal["variable", "constant", "earlier", "op", "host", "write", "fold", "use", "other"]
NODE_LIMIT = 60
HUB_USES = 4
WIDTH = 30
MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One line inside a node."""

    text: str
    style: Literal["value", "gradient", "none", "cut", "faint", "warn"] = "value"


@dataclass(frozen=True, slots=True)
class Node:
    """One thing: `name` is the user's, `title` what it is, `place` where. `reach` False: no gradient gets here.

    `members` are the keys of the things that a fold or a second use stands for.
    """

    key: str
    kind: Kind
    title: str
    name: str = ""
    place: str = ""
    rows: tuple[Row, ...] = ()
    reach: bool | None = None
    target: bool = False
    cut: str = ""
    failed: bool = False
    tooltip: str = ""
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Edge:
    """Data flow from `tail` to `head`; a `write` goes into a variable's state."""

    tail: str
    head: str
    dead: bool = False
    write: bool = False
    way: bool = False
    cut: str = ""
    amount: int = 1
    slope: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """Everything drawn. `folded` says in words what was put together, '' when nothing was."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    title: str
    description: str
    folded: str = ""


def draw(report: Report, limit: int = NODE_LIMIT) -> Picture:
    """The picture of a report in about `limit` nodes: above that, ops are folded by code line."""
    wiring = wire(report)
    folds = fold(wiring, report.recording, limit)
    words = _Words(report)
    nodes = {key: words.node(key, subject, wiring) for key, subject in wiring.subjects.items() if key not in folds}
    inside: dict[Fold, list[str]] = {}
    for key, group in folds.items():
        inside.setdefault(group, []).append(key)
    for group, keys in inside.items():
        nodes[group.key] = replace(words.group(group), members=tuple(keys))
    edges = _edges(wiring, folds, edge_slopes(report.recording, wiring))
    edges, uses = _split_hubs(nodes, edges)
    return Picture(
        nodes=(*nodes.values(), *uses),
        edges=tuple(edges),
        title=visible(f"What the tape recorded for {words.target_name or 'this cell'}"),
        description=_description(report, wiring),
        folded=_folded(folds, wiring),
    )


# ---- edges ----------------------------------------------------------------------------------------------------------


def _edges(wiring: Wiring, folds: dict[str, Fold], slopes: dict[tuple[str, str], str]) -> list[Edge]:
    """Links between what is shown; links that a fold makes equal are one edge."""
    joined: dict[tuple[str, str, bool], list[Link]] = {}
    for link in wiring.links.values():
        tail, head = (folds[key].key if key in folds else key for key in (link.tail, link.head))
        if tail != head:
            joined.setdefault((tail, head, link.write), []).append(link)
    return [
        Edge(
            tail=tail,
            head=head,
            dead=all(link.dead for link in links),
            write=write,
            way=any(link.way for link in links),
            cut=next((link.cut for link in links if link.cut), ""),
            amount=len(links),
            slope="" if write else slopes.get((tail, head), ""),
        )
        for (tail, head, write), links in joined.items()
    ]


def _split_hubs(nodes: dict[str, Node], edges: list[Edge]) -> tuple[list[Edge], list[Node]]:
    """A value used in many places gets a small copy at each, or its edges would cover the picture."""
    uses = Counter(edge.tail for edge in edges if not edge.write)
    copies: list[Node] = []
    result: list[Edge] = []
    for edge in edges:
        tail = nodes[edge.tail]
        if uses[edge.tail] <= HUB_USES or edge.write or edge.way or edge.cut:
            result.append(edge)
            continue
        copy = Node(
            key=f"use{len(copies)}",
            kind="use",
            title=cut_to(tail.name or ", ".join(filter(None, (tail.title, tail.place))), WIDTH),
            reach=tail.reach,
            tooltip=f"{tail.tooltip or tail.title}, used {count(uses[edge.tail], 'time')}",
            members=(edge.tail,),
        )
        copies.append(copy)
        result.append(Edge(copy.key, edge.head, dead=edge.dead, amount=edge.amount))
    return result, copies


# ---- words in nodes -------------------------------------------------------------------------------------------------


class _Words:
    """Words for the nodes of one report."""

    def __init__(self, report: Report) -> None:
        self.recording: Recording = report.recording
        self.tensors = {tensor.id: tensor for tensor in report.recording.tensors}
        reads = (tensor for tensor in report.recording.tensors if tensor.variable is not None)
        self.read_of = {tensor.variable: tensor for tensor in sorted(reads, key=_knowledge)}
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
        return "host", f"{outside}: {event.what or event.kind}", _first(made.names) if made else "", rows

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
        return [Row(f"{left} exists", "gradient")] if tensor is not None and tensor.live else []

    def group(self, group: Fold) -> Node:
        """A node for many ops, or many variables, put together."""
        rows = [Row(cut_to(group.code, WIDTH + 6), "faint")] if group.code else []
        if group.names:
            rows.append(Row(group.verb + listing(group.names, WIDTH + 6), "faint"))
        rows += [Row(text) for text in group.lines]
        if group.reached is not None:
            style: Literal["gradient", "none"] = "gradient" if group.reached else "none"
            rows.append(Row(f"gradient reaches {group.reached:,} of {group.total:,}", style))
        if group.cut:
            rows.append(Row(group.cut, "cut"))
        return Node(
            key=group.key,
            kind="fold",
            title=group.title,
            rows=tuple(rows),
            reach=None if group.reached is None else group.reached > 0,
            cut=group.cut,
            tooltip=_sentences(group.title, *(row.text for row in rows)),
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


# ---- words beside the picture ---------------------------------------------------------------------------------------


def _description(report: Report, wiring: Wiring) -> str:
    """The text alternative: what is drawn, what the gradient reaches and where it is cut."""
    ops = sum(isinstance(subject, OpRecord) for subject in wiring.subjects.values())
    names = [one_line(diagnosis.source) for diagnosis in report.diagnoses]
    target = report.recording.target
    ends = f" from {listing(names, 60)} to {one_line(target.name)}" if names and target else ""
    parts = [f"Graph of {count(ops, 'recorded op')}{ends}"]
    fates: dict[str, list[str]] = {}
    for diagnosis in report.diagnoses:
        fates.setdefault(_fate(report, diagnosis), []).append(one_line(diagnosis.source))
    parts += [fate.format(listing(fated, 60)) for fate, fated in list(fates.items())[:MOST_TOLD]]
    if len(fates) > MOST_TOLD:
        parts.append(f"{count(len(fates) - MOST_TOLD, 'more verdict')} in the text")
    return ". ".join(parts) + "."


def _fate(report: Report, diagnosis: Diagnosis) -> str:
    """A sentence with a place for the sources' names."""
    if diagnosis.status == "gradient":
        return "The gradient reaches {}"
    place, _ = blame(report.recording, diagnosis)
    where = f" at line {place.line}" if place else ""
    return f"No gradient for {{}}: {TITLES[diagnosis.cause or Cause.UNKNOWN]}{where}"


def _folded(folds: dict[str, Fold], wiring: Wiring) -> str:
    if not folds:
        return ""
    ops = sum(isinstance(wiring.subjects[key], OpRecord) for key in folds)
    groups = len(set(folds.values()))
    values = count(len(folds) - ops, "value")
    return f"{count(ops, 'op')} and {values} are folded into {count(groups, 'node')} by code line"
