"""The facts of a recording, indexed for the rules: what the tape tracked, which edges break, and how."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from tapeviz.graph import Edge, FlowGraph, Way
from tapeviz.records import (
    CodeSpan,
    HostEvent,
    HostValue,
    OpRecord,
    Recording,
    SourceRecord,
    TensorRecord,
    VariableRecord,
)
from tapeviz.report import Break, Cause

__all__ = ["Case"]

_EXIT_OPS = ("PyFunc", "PyFuncStateless")


class Case:
    """One recording under examination."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.graph = FlowGraph(recording)
        self.unsaid: list[str] = []
        self.cell = next((c.key for c in recording.codes if c.kind == "cell"), "")
        self.variables: dict[int, VariableRecord] = {v.id: v for v in recording.variables}
        self.tensors: dict[int, TensorRecord] = self.graph.tensors
        values: tuple[TensorRecord | HostValue, ...] = (*recording.tensors, *recording.host_values)
        self.older_names = {v.id: v.older_names for v in values if v.older_names}
        self._vjps = {(v.op, v.output, v.input): v.verdict for v in recording.vjps}
        self._passing = {(v.op, v.input) for v in recording.vjps if v.verdict == "passes"}
        self._custom_outputs = {v for op in recording.ops if op.kind == "custom" for v in op.outputs}
        self._breaks: dict[tuple[int, int, int | None, int | None], Break | None] = {}

    # ---- places ----

    def in_cell(self, stack: tuple[CodeSpan, ...]) -> CodeSpan | None:
        """The innermost span of a stack that lies in the taped cell."""
        return next((span for span in stack if span.code == self.cell), None)

    def frames(self, stack: tuple[CodeSpan, ...]) -> tuple[CodeSpan, ...]:
        """The spans below the one in the cell: the user's own functions that it called."""
        found = []
        for span in stack:
            if span.code == self.cell:
                break
            found.append(span)
        return tuple(found)

    def used_at(self, values: Iterable[int], *, for_target: bool = False) -> CodeSpan | None:
        """Where the cell first computes with one of the values, or computes the target with it.

        That it holds one in a list is no use yet: a step of Python counts where no op has it.
        """
        edges = (edge for value in values for edge in self.graph.out_of.get(value, ()))
        uses = [edge for edge in edges if not for_target or edge.end in self.reaching]
        first = min(uses, key=lambda edge: (edge.op is None, edge.time), default=None)
        doing = (first.op or first.event) if first is not None else None
        return self.in_cell(doing.stack) if doing is not None else None

    # ---- sources ----

    def starts(self, source: SourceRecord) -> tuple[int, ...]:
        """The values that stand for a source: a tensor itself, or every state of a variable."""
        if source.variable is not None:
            return tuple(self.graph.states.get(source.variable, ()))
        return () if source.value is None else (source.value,)

    @property
    def targets(self) -> tuple[int, ...]:
        """The values that are differentiated."""
        return self.recording.target.values if self.recording.target else ()

    def way(self, source: SourceRecord) -> Way | None:
        """The way from source to target with the fewest breaks."""
        return self.graph.cheapest(self.starts(source), self.targets, lambda edge: self.break_at(edge) is not None)

    def deciding_way(self, source: SourceRecord) -> Way | None:
        """The way by which a source without a way of data decides what is computed for the target."""
        if not self.recording.decisions:
            return None
        starts = self.starts(source)
        return self._with_decisions.cheapest(starts, self.targets, lambda edge: self.break_at(edge) is not None)

    @cached_property
    def _with_decisions(self) -> FlowGraph:
        return FlowGraph(self.recording, with_decisions=True)

    @cached_property
    def resets(self) -> list[HostEvent]:
        """Where the tape forgot what it had recorded so far."""
        return [event for event in self.recording.host_events if event.kind == "reset"]

    @cached_property
    def whole(self) -> FlowGraph:
        """The flow of data with what ran before the cell."""
        return FlowGraph(self.recording, with_earlier=True)

    @cached_property
    def reaching(self) -> set[int]:
        """Values of the cell whose data flows into the target."""
        return self.graph.reaching(self.targets)

    @cached_property
    def tracked(self) -> set[int]:
        """Values the tape follows: watched ones, and float results of recorded ops that depend on one."""
        found: set[int] = set()
        watches = sorted(((w.time, w.value) for w in self.recording.watches if w.value is not None), reverse=True)
        watched = {v.id for v in self.recording.variables if v.watched}
        for op in self.recording.ops:
            while watches and watches[-1][0] <= op.time:
                found.add(watches.pop()[1])
            if op.earlier or not op.recorded or op.kind == "inner" or op.op_type == "StopGradient":
                continue
            if watched.intersection(op.reads) or not found.isdisjoint(op.inputs):
                found.update(v for v in op.outputs if v in self.tensors and self.tensors[v].spec.is_differentiable)
        found.update(value for _, value in watches)
        return found

    # ---- breaks ----

    def break_at(self, edge: Edge) -> Break | None:
        """Why a cotangent does not get from the end of an edge to its start, or None if it does."""
        op = edge.op.id if edge.op else None
        event = edge.event.id if edge.event else None
        key = (edge.start, edge.end, op, event)
        if key not in self._breaks:
            cause = self._cause(edge)
            self._breaks[key] = None if cause is None else self._make(edge, cause)
        return self._breaks[key]

    def _make(self, edge: Edge, cause: Cause) -> Break:
        stack = edge.op.stack if edge.op else (edge.event.stack if edge.event else ())
        if cause == Cause.RECORDING_STOPPED:
            stack = next((reset.stack for reset in self.resets if reset.time > edge.time), stack)
        return Break(
            cause,
            self.in_cell(stack) or (stack[-1] if stack else None),
            edge.time,
            edge.start,
            edge.end,
            edge.op.id if edge.op else None,
            edge.event.id if edge.event else None,
            self.frames(stack),
            edge.op.op_type if edge.op else (edge.event.what if edge.event else ""),
        )

    def _cause(self, edge: Edge) -> Cause | None:
        if edge.event is not None:
            return self._cause_of_step(edge)
        op = edge.op
        if op is None:
            return None
        if op.earlier:
            return Cause.BEFORE_TAPE
        if op.writes:
            return None if self._is_own_state(edge) or self._is_opaque(edge.start) else self._cause_of_write(op)
        start, end = self.tensors.get(edge.start), self.tensors.get(edge.end)
        if start is None or end is None or self._is_resource_state(start):
            return None
        if not start.spec.is_differentiable and not self._stops_list(op, start):
            return None  # it stopped being differentiable before this op
        if not op.recorded:
            return Cause.BEFORE_TAPE if op.outside else Cause.RECORDING_STOPPED
        if start.live and end.live:
            return None
        return self._cause_of_op(edge, op, start, end)

    def _cause_of_write(self, op: OpRecord) -> Cause:
        """A write breaks the way; the first value of a copy is what it was copied from, and it is another object."""
        written = [self.variables[number] for number in op.writes]
        is_copy = any(variable.copied and variable.created == op.stack for variable in written)
        return Cause.WRONG_OBJECT if is_copy else Cause.STATEFUL_OP

    @staticmethod
    def _stops_list(op: OpRecord, start: TensorRecord) -> bool:
        """Whether a list of tensors, as a loop in a graph hands it on, is kept from the gradient as a whole."""
        return op.op_type == "StopGradient" and start.spec.dtype == "variant"

    def _is_asked_of_handle(self, op: OpRecord) -> bool:
        """Whether an op works on something that lives outside of the tape, as a dataset does."""
        return any(i in self.tensors and self.tensors[i].spec.dtype == "variant" for i in op.inputs)

    def _cause_of_op(self, edge: Edge, op: OpRecord, start: TensorRecord, end: TensorRecord) -> Cause | None:
        if op.kind == "inner":
            return Cause.CUSTOM_GRADIENT if edge.end in self._custom_outputs else None
        if op.kind == "custom":
            refused = end.live and start.live is False and edge.start in self.tracked
            return Cause.CUSTOM_GRADIENT if refused else None
        verdict = self._vjps.get((op.id, edge.output, edge.input))
        if verdict in (None, "passes", "unknown"):
            return None
        if op.op_type == "StopGradient":
            return Cause.STOP_GRADIENT
        if op.op_type in _EXIT_OPS:
            return Cause.LEFT_TENSORFLOW
        if end.spec.dtype in ("variant", "resource") or self._is_asked_of_handle(op):
            return Cause.STATEFUL_OP
        return self._cause_by_dtype(edge, op, end, verdict)

    def _cause_by_dtype(self, edge: Edge, op: OpRecord, end: TensorRecord, verdict: str) -> Cause:
        if end.spec.is_differentiable:
            return Cause.NO_GRADIENT_REGISTERED if verdict == "unregistered" else Cause.NOT_DIFFERENTIABLE
        # An op with no entry, or one that is differentiable through another output or for another dtype, was cut by
        # the dtype of this output (a function of the user's as an op has the dtype that was asked for); any other op is
        # not differentiable by what it computes.
        by_dtype = verdict == "unregistered" or op.op_type in ("Cast", "EagerPyFunc") or end.spec.dtype == "string"
        return Cause.INTEGER_DTYPE if by_dtype or (op.id, edge.input) in self._passing else Cause.NOT_DIFFERENTIABLE

    def _is_own_state(self, edge: Edge) -> bool:
        start, end = self.tensors.get(edge.start), self.tensors.get(edge.end)
        return start is not None and end is not None and start.origin == "variable" and start.variable == end.variable

    def _is_opaque(self, value: int) -> bool:
        """A value that is a handle or a dataset already: its making was the break."""
        return value in self.tensors and self.tensors[value].spec.dtype in ("variant", "resource")

    def _is_resource_state(self, start: TensorRecord) -> bool:
        return start.spec.dtype == "resource"

    def _cause_of_step(self, edge: Edge) -> Cause | None:
        event = edge.event
        if event is None:
            return None
        start = self.tensors.get(edge.start)
        if event.kind == "exit":
            return Cause.LEFT_TENSORFLOW if start is not None else None
        if event.kind == "steer":
            return Cause.LEFT_TENSORFLOW if start is not None and start.spec.is_differentiable else None
        if event.kind == "away":
            return Cause.BEFORE_TAPE
        if event.kind == "opaque" and start is not None:
            if not start.spec.is_differentiable:
                return None
            end = self.tensors.get(edge.end)
            whole = end is not None and not end.spec.is_differentiable
            return Cause.NOT_DIFFERENTIABLE if whole else Cause.LEFT_TENSORFLOW
        return None
