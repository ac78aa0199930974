"""What the gradient does not reach inside a traced function, where nobody could ask the tape."""

from __future__ import annotations

from tapeviz.records import OpRecord
from tapeviz.render.wiring import Link, Wiring

__all__ = ["dim_inside"]


def dim_inside(wiring: Wiring) -> None:
    """Mark as dead what leads, inside an opened call, to cuts and to dead things only."""
    inside = [key for key, one in wiring.subjects.items() if isinstance(one, OpRecord) and one.kind == "function"]
    if not inside:
        return
    out_of: dict[str, list[Link]] = {}
    into: dict[str, list[Link]] = {}
    for link in wiring.links.values():
        out_of.setdefault(link.tail, []).append(link)
        into.setdefault(link.head, []).append(link)
    for key in reversed(inside):
        links = out_of.get(key, [])
        leads_on = (not link.cut and not link.write and wiring.reach[link.head] is not False for link in links)
        if wiring.reach[key] is None and key not in wiring.targets and not any(leads_on):
            wiring.reach[key] = False
            for link in (*links, *into.get(key, ())):
                link.dead = True
