"""Where variables, constants and other values go when the ops that use them are folded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Hashable, Mapping

from tapeviz.records import HostValue, TensorRecord
from tapeviz.render.wiring import Subject, Wiring

__all__ = ["HUB_USES", "is_constant", "node_count", "place_values"]

HUB_USES = 4


def place_values(
    wiring: Wiring, shown_as: Mapping[str, str], folds: Collection[str], kept: Collection[str], *, coarse: bool = False
) -> dict[str, Hashable]:
    """By key of a value, what it is put together with: the fold that alone uses it, or values that fare the same.

    `shown_as` names the node of each op and step, `folds` those of them that are folds. `coarse` puts values together
    that fare the same, whoever uses them.
    """
    beside: dict[str, set[str]] = {}
    for link in wiring.links.values():
        beside.setdefault(link.tail, set()).add(shown_as.get(link.head, link.head))
        beside.setdefault(link.head, set()).add(shown_as.get(link.tail, link.tail))
    found: dict[str, Hashable] = {}
    for key, subject in wiring.subjects.items():
        if key in kept or key in shown_as:
            continue
        users = beside.get(key, set())
        if len(users) == 1 and users <= set(folds) and key not in wiring.cuts:
            found[key] = next(iter(users))
            continue
        kind = type(subject).__name__ + getattr(subject, "origin", "")
        fate = (wiring.reach.get(key), wiring.cuts.get(key), getattr(subject, "trainable", None))
        found[key] = (kind, fate, key in wiring.sources, None if coarse else frozenset(users))
    return found


def node_count(wiring: Wiring, node_of: Mapping[str, str]) -> int:
    """How many nodes a picture has in which each thing is drawn as `node_of` says, the copies of hubs included."""
    nodes = {node_of.get(key, key) for key in wiring.subjects}
    edges: dict[tuple[str, str], bool] = {}
    for link in wiring.links.values():
        pair = (node_of.get(link.tail, link.tail), node_of.get(link.head, link.head))
        if pair[0] != pair[1] and not link.write:
            edges[pair] = edges.get(pair, False) or link.way or bool(link.cut)
    uses = Counter(tail for tail, _ in edges)
    return len(nodes) + sum(uses[tail] > HUB_USES and not stays for (tail, _), stays in edges.items())


def is_constant(subject: Subject) -> bool:
    """Whether a value entered from Python."""
    return isinstance(subject, HostValue) or (isinstance(subject, TensorRecord) and subject.origin == "constant")
