"""The picture of a tape as nodes and edges with their words, whoever draws it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from tapeviz.records import OpRecord, Recording
from tapeviz.render.folding import Fold, Folding, fold, openable
from tapeviz.render.folding.values import HUB_USES
from tapeviz.render.inside import dim_inside
from tapeviz.render.nodes import WIDTH, NodeWords
from tapeviz.render.parts import Edge, Kind, Node, Picture, Row
from tapeviz.render.slopes import edge_slopes
from tapeviz.render.unseen import draw_unseen
from tapeviz.render.view import View
from tapeviz.render.visible import cut_to, one_line, visible
from tapeviz.render.ways import keep_ways
from tapeviz.render.wiring import Link, Wiring, wire
from tapeviz.render.words import TITLES, call_words, count, listing
from tapeviz.report import Cause, Diagnosis, Report, blame

__all__ = [
    "NODE_LIMIT",
    "Edge",
    "Kind",
    "Node",
    "Picture",
    "Row",
    "Sketch",
    "draw",
    "edges_of",
    "names_to_open",
    "nodes_of",
    "sketch",
    "split_hubs",
    "unknown_names",
]

NODE_LIMIT = 60
MOST_TOLD = 6


@dataclass(frozen=True, slots=True)
class Sketch:
    """A picture with what it was made of, for whoever draws the inside of its folds."""

    picture: Picture
    wiring: Wiring
    folding: Folding
    words: NodeWords
    slopes: Mapping[tuple[str, str], str]


def draw(report: Report, limit: int = NODE_LIMIT) -> Picture:
    """The picture of a report in about `limit` nodes, as its options ask."""
    return sketch(report, limit).picture


def sketch(report: Report, limit: int = NODE_LIMIT) -> Sketch:
    """The picture of a report in about `limit` nodes, as its options ask: above that, what belongs together is folded.

    A small graph is drawn whole. Where a gradient is missing and the graph is large, `auto` keeps to the ways between
    the sources and the target.
    """
    view = View.of(report)
    wiring = _wiring(report, view)
    whole, ops = len(wiring.subjects), _ops_in(wiring)
    missing = any(diagnosis.status != "gradient" for diagnosis in report.diagnoses)
    if view.kind == "path" or (view.kind == "auto" and missing and whole > limit):
        keep_ways(wiring)
    left_out = whole - len(wiring.subjects)
    folding = fold(wiring, report.recording, limit, view)
    folds = folding.folds
    words = NodeWords(report)
    nodes = nodes_of(wiring, folds, words)
    slopes = edge_slopes(report.recording, wiring)
    edges, uses = split_hubs(nodes, edges_of(wiring.links.values(), folds, slopes))
    picture = Picture(
        nodes=(*nodes.values(), *uses),
        edges=tuple(edges),
        title=visible(f"What the tape recorded for {words.target_name or 'this cell'}"),
        description=_description(report, _ops_in(wiring), ops),
        folded=_remark(wiring, folding, left_out),
    )
    return Sketch(picture, wiring, folding, words, slopes)


def nodes_of(wiring: Wiring, folds: Mapping[str, Fold], words: NodeWords) -> dict[str, Node]:
    """By key, a node for each thing and for each fold."""
    nodes = {key: words.node(key, subject, wiring) for key, subject in wiring.subjects.items() if key not in folds}
    inside: dict[Fold, list[str]] = {}
    for key, group in folds.items():
        inside.setdefault(group, []).append(key)
    return nodes | {group.key: words.group(group, keys) for group, keys in inside.items()}


def names_to_open(report: Report) -> list[str]:
    """The names of layers, functions and lines that `--open` and `--close` take."""
    wiring = wire(report, [op.id for op in report.recording.ops if op.kind == "expanded"])
    return openable(wiring, report.recording)


def unknown_names(report: Report) -> tuple[str, ...]:
    """Those names that the report's options open or close and that nothing in it has."""
    view = View.of(report)
    return fold(_wiring(report, view), report.recording, NODE_LIMIT, view).unknown


def _wiring(report: Report, view: View) -> Wiring:
    """Everything that may be drawn; a traced function by its ops where it is opened or something broke in it."""
    wiring = wire(report, frozenset(_opened_calls(report.recording, report.diagnoses, view)))
    dim_inside(wiring)
    draw_unseen(wiring, report)
    return wiring


def _opened_calls(recording: Recording, diagnoses: Iterable[Diagnosis], view: View) -> Iterable[int]:
    broken = {one.op for diagnosis in diagnoses for one in diagnosis.breaks}
    times = {op.time for op in recording.ops if op.kind == "function" and op.id in broken}
    for op in recording.ops:
        if op.kind != "expanded":
            continue
        name = call_words(op).removeprefix("tf.function ")
        if name not in view.closed and (op.time in times or name in view.opened or view.kind == "full"):
            yield op.id


# ---- edges ----------------------------------------------------------------------------------------------------------


def edges_of(
    shown: Iterable[Link], folds: Mapping[str, Fold], slopes: Mapping[tuple[str, str], str] = MappingProxyType({})
) -> list[Edge]:
    """Links between what is shown; links that a fold makes equal are one edge."""
    joined: dict[tuple[str, str, bool], list[Link]] = {}
    for link in shown:
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
            things=tuple(dict.fromkeys(link.tail for link in links)),
        )
        for (tail, head, write), links in joined.items()
    ]


def split_hubs(nodes: Mapping[str, Node], edges: list[Edge], prefix: str = "") -> tuple[list[Edge], list[Node]]:
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
            key=f"{prefix}use{len(copies)}",
            kind="use",
            title=cut_to(tail.name or ", ".join(filter(None, (tail.title, tail.place))), WIDTH),
            reach=tail.reach,
            tooltip=f"{tail.tooltip or tail.title}, used {count(uses[edge.tail], 'time')}",
            members=(edge.tail,),
        )
        copies.append(copy)
        result.append(Edge(copy.key, edge.head, dead=edge.dead, amount=edge.amount, things=edge.things))
    return result, copies


# ---- words beside the picture ---------------------------------------------------------------------------------------


def _ops_in(wiring: Wiring) -> int:
    return sum(isinstance(subject, OpRecord) for subject in wiring.subjects.values())


def _description(report: Report, drawn: int, ops: int) -> str:
    """The text alternative: what is drawn, what the gradient reaches and where it is cut."""
    names = [one_line(diagnosis.source) for diagnosis in report.diagnoses]
    target = report.recording.target
    ends = f" from {listing(names, 60)} to {one_line(target.name)}" if names and target else ""
    parts = [f"Graph of {'' if drawn == ops else f'{drawn:,} of '}{count(ops, 'recorded op')}{ends}"]
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


def _remark(wiring: Wiring, folding: Folding, left_out: int) -> str:
    """What was left out and what was folded, in words."""
    parts = []
    if left_out:
        parts.append(f"only the ways between the sources and the target are drawn, without {left_out:,} other nodes")
    if folding.folds:
        ops = sum(isinstance(wiring.subjects[key], OpRecord) for key in folding.folds)
        groups = set(folding.folds.values())
        amounts = ((ops, "op"), (len(folding.folds) - ops, "value"))
        things = " and ".join(count(amount, noun) for amount, noun in amounts if amount)
        verb = "is" if len(folding.folds) == 1 else "are"
        largest = max(groups, key=lambda group: (bool(group.opens), group.total, group.key))
        hint = f" (%tape graph --open {largest.opens})" if largest.opens else ""
        parts.append(f"{things} {verb} folded into {count(len(groups), 'node')}{hint}")
    return "; ".join(parts)
