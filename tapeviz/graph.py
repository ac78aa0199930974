"""An index over a recording's flow of data: edges, reach, and the cheapest way when some edges cost a break."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Literal

from tapeviz.records import HostEvent, OpRecord, Recording, TensorRecord

__all__ = ["Edge", "FlowGraph", "Way"]

# What these ops give depends on the form of their input only, not on its content.
FORM_ONLY = frozenset({"Shape", "ShapeN", "Size", "Rank", "OnesLike", "ZerosLike", "BroadcastGradientArgs"})

# The Python steps that surely passed data on.
_FLOWS = frozenset({"exit", "host", "enter", "opaque", "away"})
# How many breaks, from the target back, two ways of equal cost are compared by.
_COMPARED = 16

Region = Literal["", "stopped", "earlier"]


@dataclass(frozen=True, slots=True)
class Edge:
    """Data flowed from value `start` to value `end` through an op (input and output by position) or a Python step."""

    start: int
    end: int
    time: int
    op: OpRecord | None = None
    input: int = 0
    output: int = 0
    event: HostEvent | None = None

    @property
    def region(self) -> Region:
        """Neighbouring edges of one region count as one break: one repair mends them all."""
        if (self.op is not None and self.op.earlier) or (self.event is not None and self.event.earlier):
            return "earlier"
        # A write is a break of its own, recorded or not.
        return "stopped" if self.op is not None and not self.op.recorded and not self.op.writes else ""


@dataclass(frozen=True, slots=True)
class Way:
    """A way from a source to the target: its edges in the direction of the data, and those of them that break it."""

    edges: tuple[Edge, ...]
    breaks: tuple[Edge, ...]


@dataclass(slots=True)
class FlowGraph:
    """Edges of one recording by both ends.

    `with_earlier` adds what ran before the cell, `with_form` the ops that read only the form of a value (those of a
    backward pass are never shown: TensorFlow put them there), `with_decisions` what only decides which code runs.
    """

    recording: Recording
    with_earlier: bool = False
    with_form: bool = False
    with_possible: bool = False
    with_decisions: bool = False
    into: dict[int, list[Edge]] = field(default_factory=dict)
    out_of: dict[int, list[Edge]] = field(default_factory=dict)
    tensors: dict[int, TensorRecord] = field(default_factory=dict)
    states: dict[int, list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for tensor in self.recording.tensors:
            self.tensors[tensor.id] = tensor
            if tensor.origin == "variable" and tensor.variable is not None:
                self.states.setdefault(tensor.variable, []).append(tensor.id)
        used = self._used_values()
        for op in self.recording.ops:
            if self._is_shown(op):
                self._add_op(op, used)
        for event in self._steps():
            if self._flows(event) and (self.with_earlier or not event.earlier):
                for start in event.inputs:
                    for end in event.outputs:
                        if start != end:
                            self._add(Edge(start, end, event.time, event=event))

    def _steps(self) -> tuple[HostEvent, ...]:
        return (*self.recording.host_events, *(self.recording.decisions if self.with_decisions else ()))

    def _flows(self, event: HostEvent) -> bool:
        return event.kind in _FLOWS or event.kind == "steer" or (self.with_possible and event.kind == "possible")

    def _is_shown(self, op: OpRecord) -> bool:
        if op.kind == "expanded" or (op.earlier and not self.with_earlier):
            return False
        return op.op_type not in FORM_ONLY or (self.with_form and not op.backward)

    def _used_values(self) -> set[int]:
        used = set(self.recording.target.values) if self.recording.target else set()
        used.update(source.value for source in self.recording.sources if source.value is not None)
        for op in self.recording.ops:
            used.update(op.inputs)
        for event in self._steps():
            used.update(event.inputs)
        return used

    def _add_op(self, op: OpRecord, used: set[int]) -> None:
        ends = [(k, end) for k, end in enumerate(op.outputs) if end in used or op.writes]
        for position, start in enumerate(op.inputs):
            for output, end in ends:
                if start != end:
                    self._add(Edge(start, end, op.time, op, position, output))

    def _add(self, edge: Edge) -> None:
        self.into.setdefault(edge.end, []).append(edge)
        self.out_of.setdefault(edge.start, []).append(edge)

    # ---- reach ----

    def reached_from(self, starts: Iterable[int]) -> set[int]:
        """Every value that data from `starts` flows into."""
        return self._reach(starts, self.out_of, lambda edge: edge.end)

    def reaching(self, ends: Iterable[int]) -> set[int]:
        """Every value whose data flows into `ends`."""
        return self._reach(ends, self.into, lambda edge: edge.start)

    @staticmethod
    def _reach(starts: Iterable[int], edges: dict[int, list[Edge]], other: Callable[[Edge], int]) -> set[int]:
        found = set(starts)
        waiting = list(found)
        while waiting:
            for edge in edges.get(waiting.pop(), ()):
                value = other(edge)
                if value not in found:
                    found.add(value)
                    waiting.append(value)
        return found

    # ---- ways ----

    def cheapest(self, starts: Iterable[int], targets: Iterable[int], breaks: Callable[[Edge], bool]) -> Way | None:
        """The way from any of `starts` to any of `targets` with the fewest breaks.

        Among equals the one whose break nearest the target runs first, then the next break, then the fewest edges.
        The search runs from the target, so that the break nearest the target is known first. Iterative; a value may
        be reached once in each region.
        """
        wanted = set(starts)
        ends = sorted(set(targets))
        queue: list[tuple[int, tuple[int, ...], int, int, Region]] = [(0, (), 0, end, "") for end in ends]
        came: dict[tuple[int, Region], tuple[Edge, tuple[int, Region], bool] | None] = {(end, ""): None for end in ends}
        best: dict[tuple[int, Region], tuple[int, tuple[int, ...], int]] = {(end, ""): (0, (), 0) for end in ends}
        done: set[tuple[int, Region]] = set()
        while queue:
            cost, times, hops, value, region = heapq.heappop(queue)
            node = (value, region)
            if node in done:
                continue
            done.add(node)
            if value in wanted:
                return _way(node, came)
            for edge in self.into.get(value, ()):
                broken = breaks(edge)
                counted = broken and not (edge.region and edge.region == region)
                nearest = (*times, edge.time)[:_COMPARED]
                label = (cost + 1, nearest, hops + 1) if counted else (cost, times, hops + 1)
                # A break opens its region, and whatever else is inside keeps it open.
                inside = edge.region if broken or edge.region == region else ""
                following: tuple[int, Region] = (edge.start, inside)
                if following not in done and (following not in best or label < best[following]):
                    best[following] = label
                    came[following] = (edge, node, counted)
                    heapq.heappush(queue, (*label, *following))
        return None


def _way(node: tuple[int, Region], came: dict[tuple[int, Region], tuple[Edge, tuple[int, Region], bool] | None]) -> Way:
    edges, broken = [], []
    step = came[node]
    while step is not None:
        edge, node, counted = step
        edges.append(edge)
        if counted:
            broken.append(edge)
        step = came[node]
    return Way(tuple(edges), tuple(broken))
