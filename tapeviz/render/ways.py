"""Keeps of a wiring what lies between the sources and the target."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tapeviz.render.wiring import Wiring

__all__ = ["keep_ways"]


def keep_ways(wiring: Wiring) -> None:
    """Leave out whatever is on no way from a source to a target; the sources, the targets and the cuts stay.

    A way follows data wherever it goes: through ops, state, NumPy and Python.
    """
    heads: dict[str, list[str]] = {}
    tails: dict[str, list[str]] = {}
    for link in wiring.links.values():
        heads.setdefault(link.tail, []).append(link.head)
        tails.setdefault(link.head, []).append(link.tail)
    between = _reached(wiring.sources, heads) & _reached(wiring.targets, tails)
    cut = {key for link in wiring.links.values() if link.cut for key in (link.tail, link.head)}
    kept = between | cut | set(wiring.sources) | wiring.targets | set(wiring.cuts)
    wiring.subjects = {key: subject for key, subject in wiring.subjects.items() if key in kept}
    wiring.links = {ends: link for ends, link in wiring.links.items() if link.tail in kept and link.head in kept}


def _reached(starts: Iterable[str], following: Mapping[str, list[str]]) -> set[str]:
    found = set(starts)
    waiting = list(found)
    while waiting:
        for key in following.get(waiting.pop(), ()):
            if key not in found:
                found.add(key)
                waiting.append(key)
    return found
