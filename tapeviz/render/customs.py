"""The ops inside of functions with gradients of their own, which a picture shows as the one call the tape knows."""

from __future__ import annotations

from tapeviz.records import OpRecord, Recording
from tapeviz.render.links import Link, Wiring

__all__ = ["inside_of_custom_gradients", "way_into"]


def inside_of_custom_gradients(recording: Recording) -> dict[int, OpRecord]:
    """For each op that only serves to compute what a function with a gradient of its own returns, the call of that."""
    makers: dict[int, OpRecord] = {value: op for op in recording.ops if op.kind == "inner" for value in op.outputs}
    found: dict[int, OpRecord] = {}
    for call in recording.ops:
        values = list(call.outputs) if call.kind == "custom" else []
        while values:
            maker = makers.get(values.pop())
            if maker is not None and maker.id not in found:
                found[maker.id] = call
                values += maker.inputs
    return found


def way_into(wiring: Wiring, key: str | None) -> Link | None:
    """The link of the way that ends at such a call, whose inside holds the break; None for any other thing."""
    call = wiring.subjects.get(key or "")
    if not isinstance(call, OpRecord) or call.kind != "custom":
        return None
    return next((link for link in wiring.links.values() if link.head == key and link.way), None)
