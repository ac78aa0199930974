"""Follows the log of a cell in order and joins the engine's ops and the Python expressions into one flow of data."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tapeviz.converted import outside_bodies
from tapeviz.engines.base import AWAY, BEGUN, CALL, EXIT, MADE, OP, OUTSIDE, READ, RESET, TAPE, WATCH, Engine, Frame
from tapeviz.provenance.expand import Expander
from tapeviz.provenance.ledger import StepDraft
from tapeviz.provenance.ops import FULL_WRITES, OpDraft
from tapeviz.provenance.paths import Path
from tapeviz.provenance.sites import CodeUnit, Site, cell_span
from tapeviz.provenance.steps import HostSteps
from tapeviz.provenance.surroundings import Surroundings
from tapeviz.provenance.values import Resource, Values
from tapeviz.records import CodeSpan, WatchEvent
from tapeviz.spans import implicit_span

__all__ = ["Weaver"]


@dataclass(slots=True)
class Weaver:
    """Everything that the log of one cell says, as drafts of the records."""

    engine: Engine
    units: list[CodeUnit]
    first_new_key: int
    is_traced: Callable[[types.CodeType], bool]
    cell_key: str
    expand: bool = False
    around: Surroundings = field(default_factory=Surroundings)
    names_before: Mapping[str, int] = field(default_factory=dict)
    namespace: Mapping[str, Any] = field(default_factory=dict)
    may_hold: Callable[[Path], bool] = lambda _path: False
    values: Values = field(init=False)
    steps: HostSteps = field(init=False)
    ops: list[OpDraft] = field(default_factory=list)
    watches: list[WatchEvent] = field(default_factory=list)
    read_away: dict[int, int] = field(default_factory=dict)
    other_watches: list[WatchEvent] = field(default_factory=list)
    _elsewhere: list[tuple[int, Any, tuple[Frame, ...]]] = field(default_factory=list)
    _pending_reads: list[Any] = field(default_factory=list)
    _pending_call: Any = None
    _files: dict[str, OpDraft] = field(default_factory=dict)
    _written: set[int] = field(default_factory=set)
    _call_outputs: set[int] = field(default_factory=set)
    _sites: dict[int, Site] = field(default_factory=dict)
    _units_of: dict[str, list[CodeUnit]] = field(default_factory=dict)
    _silent: dict[types.CodeType, bool] = field(default_factory=dict)
    _positions: dict[types.CodeType, list[Any]] = field(default_factory=dict)
    _spans: dict[tuple[types.CodeType, int], CodeSpan] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.values = Values(self.engine)
        for unit in self.units:
            self._sites.update(unit.sites)
            self._units_of.setdefault(unit.key, []).append(unit)
        self.steps = HostSteps(self)

    def is_new_name(self, name: str, value: Any) -> bool:
        """Whether a name of the cell stands for another object than before the cell ran."""
        return bool(self.names_before) and self.names_before.get(name) != id(value)

    def is_older_name(self, name: str, value: Any) -> bool:
        """Whether a name of the notebook has stood for this object since before the cell ran."""
        return self.names_before.get(name) == id(value)

    def site(self, number: int) -> Site | None:
        """The traced place with this number."""
        return self._sites.get(number)

    def unit_of(self, site: Site) -> CodeUnit | None:
        """The piece of program text that holds a site."""
        for unit in self._units_of.get(site.span.code, ()):
            if site.id in unit.sites:
                return unit
        return None

    def run(self, log: list[Any]) -> None:
        """Read the whole log."""
        for event in log:
            if event[0] == MADE:
                self._note_made(event[1])
            elif event[0] == OP and event[2] and not event[4] and self.engine.is_handle(event[2][0]):
                self._written.add(self.engine.tensor_key(event[2][0]))
        handlers = {OP: self._op, READ: self._read, AWAY: self._away, TAPE: self._tape}
        handlers |= {CALL: self._call, WATCH: self._watch, BEGUN: self._begun, RESET: self._reset}
        for time, event in enumerate(log):
            tag = event[0]
            if type(tag) is int:
                if len(event) > 3:
                    self.values.snapshots[id(event[1])] = event[3]
                self.steps.event(time, tag, event[1], event[2])
            elif tag == EXIT:
                self.steps.left(time, event[1], event[2], self.stack(event[3]), event[3])
            elif tag == MADE:
                self._made(time, event[1], self.stack(event[2]), event[3])
            else:
                handlers[tag](time, event)
        self._come_back()
        self._note_other_watches()

    def _note_other_watches(self) -> None:
        """What the cell's own tapes watched of the tensors that the cell used; known once the log is read."""
        for time, value, frames in self._elsewhere:
            held = self.values.known_tensor(value) if self.engine.kind(value) == "tensor" else None
            if held is not None:
                place = cell_span(self.stack(frames), self.cell_key)
                self.other_watches.append(WatchEvent(time, place, value=held.id))

    # ---- resources ----

    def _note_made(self, variable: Any) -> None:
        """Know the handle before the first op that writes to it, which runs before the variable is complete."""
        if self.engine.kind(variable) == "variable" and not self.engine.is_alias(variable):
            self.values.variable(variable)

    def _made(self, time: int, variable: Any, stack: tuple[CodeSpan, ...], copied: bool) -> None:
        if self.engine.kind(variable) == "variable" and not self.engine.is_alias(variable):
            resource = self.values.variable(variable)
            if not resource.created:
                resource.created, resource.created_time, resource.copied = stack, time, copied
                resource.modelled_on = self.steps.modelled_on() - {resource.id}

    def _read(self, time: int, event: Any) -> None:
        if not any(event[1] is variable for variable in self._pending_reads):
            self._pending_reads.append(event[1])

    def _away(self, time: int, event: Any) -> None:
        """Another thread read a variable."""
        thing = event[1]
        if self.engine.kind(thing) == "variable":
            self.read_away[self.values.variable(thing).state] = time
        else:
            self.read_away[self.values.resource(self.engine.tensor_key(thing), thing, "resource").state] = time

    def _come_back(self) -> None:
        """Tensors that no op of this thread made come from the others, which computed them from what they read."""
        if not self.read_away:
            return
        tensors = [held for held in self.values.held if held.kind == "tensor" and held.thing is not None]
        strange = {held.id for held in tensors if held.origin == "unknown" and not self._is_old(held.thing)}
        made = self.steps.made_at
        uses = [(op.time, self.stack(op.frames), i) for op in self.ops for i in op.inputs if i in strange]
        uses += [(made[i][1], made[i][0], i) for i in strange & made.keys()]
        seen = [use for use in uses if cell_span(use[1], self.cell_key) is not None]
        first = {number: (time, stack) for time, stack, number in sorted(seen, key=lambda use: use[0], reverse=True)}
        for number, (time, stack) in first.items():
            self.steps.came_from_away(time, tuple(self.read_away), number, stack)

    # ---- ops ----

    def _op(self, time: int, event: Any) -> None:
        _, op_type, inputs, attrs, outputs, frames, recording, backward, scope = event
        name = op_type if isinstance(op_type, str) else op_type.decode()
        outputs = [t for t in outputs if t is not None]  # a function may return None
        draft = OpDraft(len(self.ops), time, name, [], [], list(inputs), list(outputs), attrs, frames=frames)
        draft.recorded, draft.outside = bool(recording) and recording != OUTSIDE, recording == OUTSIDE
        draft.backward, draft.scope = backward, scope or ""
        resources = self._resources(inputs)
        draft.inputs = self._inputs(time, draft, inputs, resources)
        draft.id = len(self.ops)  # implicit reads of the inputs stand before
        draft.outputs = [self._output(t) for t in outputs]
        if resources and not outputs:
            draft.writes = tuple(r.id for r in resources.values())
            draft.outputs = [self.values.new_state(r).id for r in resources.values()]
            if name in FULL_WRITES:
                draft.inputs = [i for k, i in enumerate(draft.inputs) if k not in resources]
                if all(len(r.states or ()) == 2 for r in resources.values()):
                    self.steps.initialised(time, draft.inputs, draft.outputs)
        elif not resources:
            self._through_files(draft, inputs)
        else:
            draft.reads = tuple(r.id for r in resources.values())
        if self._pending_call is not None and self.engine.is_function_op(name):
            draft.kind, draft.function, self._pending_call = "call", self._pending_call, None
            self._call_outputs.update(draft.outputs)
        if "PyFunc" in name:
            self.steps.called_back(time, draft.inputs, draft.outputs)
        self._pending_reads.clear()
        self.ops.append(draft)
        if draft.kind == "call" and self.expand:
            Expander(self, draft).run()

    def _through_files(self, draft: OpDraft, inputs: Any) -> None:
        """An op without outputs may write to what its texts name (a file), an op that is given the name reads it."""
        if draft.outputs and not self._files:
            return
        names = [name for tensor in inputs if (name := self.engine.text(tensor))]
        if not draft.outputs:
            self._files.update(dict.fromkeys(names, draft))
            return
        for name in names:
            writer = self._files.get(name)
            if writer is not None:
                key = -(1 << 62) - list(self._files).index(name)
                file = self.values.resource(key, name, "resource")
                if file.id not in writer.writes:
                    writer.writes = (*writer.writes, file.id)
                    writer.outputs = [*writer.outputs, self.values.new_state(file).id]
                draft.reads, draft.inputs = (*draft.reads, file.id), [*draft.inputs, file.state]

    def _output(self, tensor: Any) -> int:
        held = self.values.tensor(tensor, "op")
        held.origin = "op"
        return held.id

    def _resources(self, inputs: Any) -> dict[int, Resource]:
        """The resources among an op's inputs, by input position."""
        found = {}
        for position, tensor in enumerate(inputs):
            if self.engine.is_handle(tensor):
                key = self.engine.tensor_key(tensor)
                found[position] = self.values.resource(key, tensor, "resource")
        return found

    def _inputs(self, time: int, draft: OpDraft, inputs: Any, resources: dict[int, Resource]) -> list[int]:
        ids = []
        for position, tensor in enumerate(inputs):
            if position in resources:
                ids.append(resources[position].state)
                continue
            held = self.values.known_tensor(tensor)
            if held is None:
                ids.append(self._orphan(time, draft, tensor))
            else:
                ids.append(held.id)
        return ids

    def _orphan(self, time: int, draft: OpDraft, tensor: Any) -> int:
        """An input that no op made: a variable read by the fast path, a value older than the cell, or a constant."""
        variable = self._match_read(tensor, draft)
        if variable is not None:
            return self._implicit_read(time, draft, tensor, variable)
        if self.engine.tensor_key(tensor) < self.first_new_key:
            # The ones and zeros that a backward pass starts from are kept by TensorFlow from pass to pass.
            own = draft.backward and self.engine.byte_size(tensor) <= 16
            return self.values.tensor(tensor, "constant" if own else "earlier").id
        held = self.values.tensor(tensor, "constant")
        self.steps.entered(time, tensor, held, draft.frames)
        return held.id

    def _match_read(self, tensor: Any, draft: OpDraft) -> Any:
        """The pending read that explains the tensor; equal dtype, shape and value, in the order of the reads."""
        fitting = [v for v in self._pending_reads if self.engine.could_be_value_of(tensor, v)]
        if len(fitting) == 1 and len(draft.tensors_in) == 1:
            return fitting[0]  # the op's only input: no need to look at the values
        # A variable that the cell writes to may hold another value by now; any other one must hold this value.
        written = [v for v in fitting if self.engine.variable_key(v) in self._written]
        exact = [v for v in fitting if self.engine.holds_value(tensor, v)]
        fitting = exact or written
        if not fitting:
            return None
        # `tf.multiply(a, b)` fetches a, then b: the first one is used up, unless it is the only candidate left.
        chosen = fitting[0]
        if len(fitting) > 1:
            self._pending_reads = [v for v in self._pending_reads if v is not chosen] + [chosen]
        return chosen

    def _implicit_read(self, time: int, draft: OpDraft, tensor: Any, variable: Any) -> int:
        resource = self.values.variable(variable)
        held = self.values.tensor(tensor, "variable", variable=resource.id)
        read = OpDraft(len(self.ops), time, "ReadVariableOp", [resource.state], [held.id], [], [tensor])
        read.reads, read.frames, read.recorded, read.implicit = (resource.id,), draft.frames, draft.recorded, True
        self.ops.append(read)
        return held.id

    def _tape(self, time: int, event: Any) -> None:
        _, name, outputs, inputs, recording = event
        if not outputs or not all(self.engine.kind(t) == "tensor" for t in outputs):
            return
        last = self.ops[-1] if self.ops else None
        made = [self._output(t) for t in outputs]
        if not self._call_outputs.isdisjoint(made):
            return  # a traced function puts itself on the tape
        ids = [self._tape_input(t) for t in inputs]
        if last is None or not any(set(op.outputs) & set(made) for op in self.ops[-len(made) - 4 :]):
            return
        frames = last.frames
        self._mark_inner(made, set(ids), frames, recording)
        draft = OpDraft(len(self.ops), time, str(name), ids, made, list(inputs), list(outputs), kind="custom")
        draft.frames, draft.recorded = frames, recording
        self.ops.append(draft)

    def _mark_inner(self, made: list[int], given: set[int], frames: tuple[Frame, ...], recording: bool) -> None:
        """The ops that a custom gradient ran to compute its result: they led to it, from inside the same call.

        The tape put the call in their place; a value that reached the result past the call's inputs is cut off.
        """
        waiting = set(made)
        for op in reversed(self.ops):
            if op.frames[len(op.frames) - len(frames) :] != frames:
                return
            if not waiting.isdisjoint(op.outputs):
                op.kind, op.recorded = "inner", recording  # no pause of the user's, but how such a call works
                waiting.update(i for i in op.inputs if i not in given)

    def _tape_input(self, tensor: Any) -> int:
        if self.engine.is_handle(tensor):
            return self.values.resource(self.engine.tensor_key(tensor), tensor, "resource").state
        return self.values.tensor(tensor).id

    def _begun(self, time: int, event: Any) -> None:
        self.steps.asked(*event[1:])

    def _call(self, time: int, event: Any) -> None:
        self._pending_call = event[1]

    def _watch(self, time: int, event: Any) -> None:
        _, tape, watched, frames = event
        if not self.engine.is_our_tape(tape):
            self._elsewhere += [(time, value, frames) for value in self.engine.flatten(watched)]
            return
        stack = self.stack(frames)
        for value in self.engine.flatten(watched):
            kind = self.engine.kind(value)
            if kind == "variable":
                resource = self.values.variable(self.engine.variable(value))
                self.watches.append(WatchEvent(time, cell_span(stack, self.cell_key), variable=resource.id))
            elif kind == "tensor":
                held = self.values.tensor(value, "earlier" if self._is_old(value) else "constant")
                self.watches.append(WatchEvent(time, cell_span(stack, self.cell_key), value=held.id))

    def _reset(self, time: int, event: Any) -> None:
        """The tape forgot what it had recorded."""
        _, tape, frames = event
        if self.engine.is_our_tape(tape):
            for op in self.ops:
                op.recorded = False
            stack = self.stack(frames)
            if stack:
                self.steps.steps.append(StepDraft(time, "reset", (), (), stack[0], "reset", stack))

    def _is_old(self, tensor: Any) -> bool:
        return self.engine.tensor_key(tensor) < self.first_new_key

    # ---- places ----

    def site_at(self, frame: Frame) -> Site | None:
        """The traced place that a frame was executing."""
        code, last, _ = frame
        units = self._units_of.get(code.co_filename)
        if not units or self._is_silent(code):
            return None
        positions = self._positions.get(code)
        if positions is None:
            positions = self._positions[code] = list(code.co_positions())
        line, end_line, col, end_col = positions[last // 2]
        for unit in units:
            site = unit.at((line, col, end_line, end_col))
            if site is not None:
                return site
        return None

    def _is_silent(self, code: types.CodeType) -> bool:
        known = self._silent.get(code)
        if known is None:
            known = self._silent[code] = self.around.is_silent(code)
        return known

    def stack(self, frames: tuple[Frame, ...]) -> tuple[CodeSpan, ...]:
        """The spans of a stack of frames, innermost first."""
        kept = outside_bodies([code for code, _, _ in frames])
        return tuple(self._span(frames[position]) for position in kept)

    def _span(self, frame: Frame) -> CodeSpan:
        key = frame[:2]
        span = self._spans.get(key)
        if span is None:
            span, site = implicit_span(*key), self.site_at(frame)
            if span is None:
                span = site.span if site is not None else self.engine.span(frame)
            self._spans[key] = span
        return span
