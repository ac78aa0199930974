"""Which values, ops and Python steps a picture shows and how they are joined, before anything is folded or worded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator

from tapeviz.records import (
    HostEvent,
    OpRecord,
    Recording,
    TensorRecord,
    VariableRecord,
)
from tapeviz.render.customs import inside_of_custom_gradients, way_into
from tapeviz.render.links import Link, Subject, Wiring
from tapeviz.render.words import TITLES
from tapeviz.report import Break, Cause, Diagnosis, Report

__all__ = ["DISPLAY", "Link", "Subject", "Wiring", "cut_words", "reads_with_adjoint", "wire"]

VARIABLE_READ = "ReadVariableOp"
STEPS = ("exit", "host", "opaque", "away")
DISPLAY = "display"


def wire(report: Report, opened: Collection[int] = ()) -> Wiring:
    """The wiring of a report's recording, its breaks marked; `opened` are the calls (op ids) shown by their inside."""
    wirer = _Wirer(report, opened)
    wirer.draw_ops()
    wirer.draw_steps()
    wirer.join()
    wirer.mark_ends()
    wirer.drop_parameters()
    wirer.drop_lists()
    wirer.mark_reach()
    wirer.mark_cuts()
    return wirer.wiring


class _Wirer:
    """Builds one `Wiring`, step by step."""

    def __init__(self, report: Report, opened: Collection[int]) -> None:
        self.report = report
        self.opened = opened
        self.recording: Recording = report.recording
        self.wiring = Wiring()
        self.tensors = {tensor.id: tensor for tensor in self.recording.tensors}
        self.hosts = {value.id: value for value in self.recording.host_values}
        self.variables = {variable.id: variable for variable in self.recording.variables}
        breaks = [one for diagnosis in report.diagnoses for one in diagnosis.breaks]
        self.on_way = {value for diagnosis in report.diagnoses for value in diagnosis.way}
        self.on_way |= {value for one in breaks for value in (one.start, one.end) if value is not None}
        self.broken_ops = {one.op for one in breaks}
        self.broken_events = {one.event for one in breaks}
        self.same_as: dict[int, int] = {}
        self.returns: dict[int, int] = {}
        self.call_of: dict[int, int] = {}
        self.used = self.used_values()
        self.takers: dict[int, list[OpRecord]] = {}
        for op in self.recording.ops if opened else ():
            for value in op.inputs:
                self.takers.setdefault(value, []).append(op)

    def used_values(self) -> set[int]:
        """The values that something of the recording takes, or that were asked for."""
        takers: tuple[OpRecord | HostEvent, ...] = (*self.recording.ops, *self.recording.host_events)
        used = {value for taker in takers for value in taker.inputs}
        target = self.recording.target
        asked = {source.value for source in self.recording.sources if source.value is not None}
        return used | asked | set(target.values if target else ())

    # ---- things -----------------------------------------------------------------------------------------------------

    def draw_ops(self) -> None:
        """Every op of the cell, an earlier or an inner one only inside a diagnosis' way; a read is its variable."""
        calls = {op.time: op for op in self.recording.ops if op.kind == "expanded"}
        inside = inside_of_custom_gradients(self.recording)
        for op in self.recording.ops:
            if op.id in inside:
                self.put_inside(op, inside[op.id])
                continue
            if op.kind == "function" and op.time in calls and calls[op.time].id not in self.opened:
                self.put_inside(op, calls[op.time])
                continue
            if op.id in self.opened or self.is_pass(op):
                continue
            passed = not self.on_way.isdisjoint(op.outputs) and not self.on_way.isdisjoint(op.inputs)
            helps = op.id in self.broken_ops or passed
            if (op.earlier or op.kind == "inner") and not helps:
                continue
            if op.op_type == VARIABLE_READ and len(op.reads) == 1 and op.reads[0] in self.variables:
                for output in op.outputs:
                    self.wiring.producers[output] = self.variable_key(op.reads[0])
                continue
            key = f"op{op.id}"
            self.wiring.subjects[key] = op
            self.wiring.producers |= dict.fromkeys(op.outputs, key)

    def is_pass(self, op: OpRecord) -> bool:
        """Whether an op of a traced function only hands its value on, to another such op or to nobody who asked."""
        if op.kind != "function" or op.op_type != "Identity" or len(op.inputs) != 1:
            return False
        if self.used.isdisjoint(op.outputs):
            return True
        takers = [taker for value in op.outputs for taker in self.takers.get(value, ())]
        if not takers or not all(one.kind == "function" and one.op_type == "Identity" for one in takers):
            return False
        self.same_as |= dict.fromkeys(op.outputs, op.inputs[0])
        return True

    def put_inside(self, op: OpRecord, call: OpRecord) -> None:
        """An op of a traced function is shown as the call it belongs to, which is what the tape recorded."""
        key = f"op{call.id}"
        self.call_of[op.id] = call.id
        for output in op.outputs:
            self.wiring.producers.setdefault(output, key)

    def draw_steps(self) -> None:
        """Every Python step that passed data on; a value that only came back in is the value that went in."""
        for event in self.recording.host_events:
            broken = event.id in self.broken_events
            if event.earlier and not broken and self.on_way.isdisjoint(event.outputs):
                continue
            if event.kind == "enter" and len(event.inputs) == 1:
                self.same_as |= dict.fromkeys(event.outputs, event.inputs[0])
                self.returns[event.id] = event.inputs[0]
            elif event.kind in STEPS or broken or (event.kind == "enter" and event.inputs):
                key = f"step{event.id}"
                self.wiring.subjects[key] = event
                if event.kind != "select":
                    self.wiring.producers |= dict.fromkeys(event.outputs, key)

    def variable_key(self, variable: int) -> str:
        """The key of a variable, which is shown from now on."""
        key = f"variable{variable}"
        self.wiring.subjects.setdefault(key, self.variables[variable])
        return key

    def key_of(self, value: int) -> str | None:
        """What made a value, or the value itself where nothing shown did; None when nothing is known of it."""
        seen = {value}
        while value not in self.wiring.producers and value in self.same_as:
            value = self.same_as[value]
            if value in seen:
                break
            seen.add(value)
        if value in self.wiring.producers:
            return self.wiring.producers[value]
        tensor = self.tensors.get(value)
        if tensor is not None and tensor.variable in self.variables and tensor.origin == "variable":
            return self.variable_key(tensor.variable)
        subject: Subject | None = tensor if tensor is not None else self.hosts.get(value)
        if subject is None:
            return None
        key = f"value{value}"
        self.wiring.subjects[key] = subject
        self.wiring.producers[value] = key
        return key

    # ---- links ------------------------------------------------------------------------------------------------------

    def join(self) -> None:
        """Link what made a value to what used it, state included."""
        for key, subject in list(self.wiring.subjects.items()):
            if isinstance(subject, OpRecord):
                self.join_op(key, subject)
            elif isinstance(subject, HostEvent):
                for value in subject.inputs:
                    self.link(self.key_of(value), key, value)
                for variable in subject.variables:
                    self.link(self.known_variable(variable), key)

    def join_op(self, key: str, op: OpRecord) -> None:
        """An op's inputs, the variables it reads without an input, and the state it writes."""
        stateful = {*op.reads, *op.writes}
        written = {f"variable{variable}" for variable in op.writes}
        for value in op.inputs:
            tensor = self.tensors.get(value)
            is_handle = tensor is not None and tensor.spec.dtype == "resource" and tensor.variable in stateful
            tail = None if is_handle else self.key_of(value)
            if tail not in written:
                self.link(tail, key, value)
        for variable in op.reads:
            if variable not in op.writes:
                self.link(self.known_variable(variable), key)
        for variable in op.writes:
            self.link(key, self.known_variable(variable), write=True)

    def known_variable(self, variable: int) -> str | None:
        """The variable's key, None when the recording does not describe it."""
        return self.variable_key(variable) if variable in self.variables else None

    def link(self, tail: str | None, head: str | None, value: int | None = None, *, write: bool = False) -> None:
        """Join two things once; nothing is linked to itself."""
        if tail is None or head is None or tail == head:
            return
        self.wiring.links.setdefault((tail, head, write), Link(tail, head, value, write=write))

    # ---- what was asked ---------------------------------------------------------------------------------------------

    def mark_ends(self) -> None:
        """Show every source, used or not, and every target."""
        for number, (source, diagnosis) in enumerate(zip(self.recording.sources, self.report.diagnoses, strict=False)):
            key = self.known_variable(source.variable) if source.variable is not None else None
            if key is None and source.value is not None:
                key = self.key_of(source.value)
            if key is None:
                key = f"source{number}"
                self.wiring.subjects[key] = source
            self.wiring.sources.setdefault(key, diagnosis)
        target = self.recording.target
        keys = (self.key_of(value) for value in (target.values if target else ()))
        self.wiring.targets |= {key for key in keys if key is not None}

    def drop_parameters(self) -> None:
        """Leave out axes, shapes and the like: integers made of constants alone that only steer floating-point ops.

        What nothing uses stays, unless a layer made it for itself.
        """
        users: dict[str, set[str]] = {}
        makers: dict[str, set[str]] = {}
        for link in self.wiring.links.values():
            users.setdefault(link.tail, set()).add(link.head)
            makers.setdefault(link.head, set()).add(link.tail)
        kept = {*self.wiring.targets, *self.wiring.sources, *filter(None, map(self.producer, self.on_way))}
        fixed: set[str] = set()
        for key, subject in self.in_order():
            if key not in kept and self.is_integer(subject) and makers.get(key, set()) <= fixed:
                fixed.add(key)
        allowed = fixed | self.steered()
        loose = [key for key in fixed if not users.get(key, set()) <= allowed]
        while loose:
            key = loose.pop()
            allowed.discard(key)
            if key in fixed:
                fixed.remove(key)
                loose += makers.get(key, ())
        self.forget({key for key in fixed if users.get(key) or self.is_bookkeeping(key)})

    def is_bookkeeping(self, key: str) -> bool:
        """Whether a layer made it for itself, as the counter of a loop: nothing uses it and nobody named it."""
        op = self.wiring.subjects[key]
        if not isinstance(op, OpRecord) or not op.scopes:
            return False
        return not any(tensor.names for value in op.outputs if (tensor := self.tensors.get(value)))

    def drop_lists(self) -> None:
        """Leave out lists and the like that only held tensors, which went on as themselves: nothing came of them."""
        users: dict[str, set[str]] = {}
        for link in self.wiring.links.values():
            users.setdefault(link.tail, set()).add(link.head)
        idle: set[str] = set()
        for event in sorted(self.recording.host_events, key=lambda event: -event.time):
            key = f"step{event.id}"
            asked = key in self.wiring.targets or event.id in self.broken_events or self.on_way & {*event.outputs}
            if event.what == DISPLAY and not asked and users.get(key, set()) <= idle:
                idle.add(key)
        self.forget(idle & self.wiring.subjects.keys())

    def forget(self, keys: set[str]) -> None:
        """Take things and their links out of the picture."""
        for key in keys:
            del self.wiring.subjects[key]
        links = self.wiring.links.items()
        self.wiring.links = {pair: link for pair, link in links if keys.isdisjoint((link.tail, link.head))}

    def producer(self, value: int) -> str | None:
        """The key of what made a value, if it is shown already."""
        return self.wiring.producers.get(value)

    def in_order(self) -> list[tuple[str, Subject]]:
        """Constants, then ops in the order they ran."""
        return sorted(self.wiring.subjects.items(), key=lambda item: getattr(item[1], "time", -1))

    def is_integer(self, subject: Subject) -> bool:
        """A constant, or an op that changes no state, whose values are no floating-point numbers."""
        if isinstance(subject, TensorRecord):
            return subject.origin == "constant" and not subject.spec.is_differentiable
        if (
            not isinstance(subject, OpRecord)
            or subject.writes
            or subject.reads
            or subject.failed
            or not subject.outputs
        ):
            return False
        return not any(
            tensor.spec.is_differentiable for value in subject.outputs if (tensor := self.tensors.get(value))
        )

    def steered(self) -> set[str]:
        """The ops that make floating-point values."""
        ops = ((key, one) for key, one in self.wiring.subjects.items() if isinstance(one, OpRecord) and one.outputs)
        return {key for key, op in ops if not self.is_integer(op)}

    def mark_reach(self) -> None:
        """The tape's own word on what the gradient reaches; None where the tape was not asked or it has no meaning."""
        of_variable: dict[int, list[bool | None]] = {}
        for tensor in self.recording.tensors:
            if tensor.variable is not None:
                of_variable.setdefault(tensor.variable, []).append(tensor.live)
        for key, subject in self.wiring.subjects.items():
            self.wiring.reach[key] = self.reach(key, subject, of_variable)
        self.mark_dead_links()
        self.mark_way()

    def mark_dead_links(self) -> None:
        """The links that no gradient passes: dead at an end, of a value that has none, or into state."""
        for link in self.wiring.links.values():
            tensor = None if link.value is None else self.tensors.get(link.value)
            unreached = tensor is not None and tensor.origin != "constant" and _is_unreached(tensor)
            ends = (self.wiring.reach[link.tail], self.wiring.reach[link.head])
            link.dead = unreached or False in ends or link.write

    def mark_way(self) -> None:
        """The links between the things that an explanation goes through."""
        keys = {self.key_of(value) for value in self.on_way}
        keys |= {self.place(one) for diagnosis in self.report.diagnoses for one in diagnosis.breaks}
        for link in self.wiring.links.values():
            link.way = link.tail in keys and link.head in keys

    def reach(self, key: str, subject: Subject, of_variable: dict[int, list[bool | None]]) -> bool | None:
        """Whether the gradient of the target gets to this thing."""
        if key in self.wiring.sources:
            return self.wiring.sources[key].status == "gradient"
        if isinstance(subject, OpRecord):
            made = [tensor for value in subject.outputs if (tensor := self.tensors.get(value))]
            lives = [False if _is_unreached(tensor) else tensor.live for tensor in made]
            return _any_reached(lives) if lives and subject.recorded else False
        if isinstance(subject, HostEvent):
            return False
        if isinstance(subject, VariableRecord):
            return _any_reached(of_variable.get(subject.id, []))
        return subject.live if isinstance(subject, TensorRecord) and subject.origin != "constant" else None

    def mark_cuts(self) -> None:
        """Put each break where it is: on the link it cuts, else on the thing that cuts, else on the source."""
        for key, diagnosis in self.sources_without_gradient():
            for one in diagnosis.breaks:
                self.cut(one, key)
            if diagnosis.breaks or not diagnosis.cause:
                continue
            blamed = self.wiring.targets if diagnosis.cause is Cause.TARGET_NOT_TENSOR else set()
            for place in blamed or {key}:
                self.wiring.cuts.setdefault(place, cut_words(diagnosis.cause))

    def sources_without_gradient(self) -> Iterator[tuple[str, Diagnosis]]:
        """Each diagnosis that explains a missing gradient, with the key of its source."""
        keys = {id(diagnosis): key for key, diagnosis in self.wiring.sources.items()}
        by_name = {diagnosis.source: key for key, diagnosis in self.wiring.sources.items()}
        for diagnosis in self.report.diagnoses:
            key = keys.get(id(diagnosis)) or by_name.get(diagnosis.source)
            if key is not None and diagnosis.status != "gradient":
                yield key, diagnosis

    def cut(self, one: Break, source: str) -> None:
        """Mark one break."""
        words = cut_words(one.cause)
        tail = self.key_of(one.start) if one.start is not None else None
        place = self.place(one)
        end = self.key_of(one.end) if one.end is not None else None
        heads = [key for key in (place, end) if key is not None]
        found = (self.wiring.links.get((tail, head, write)) for head in heads for write in (False, True) if tail)
        link = next((link for link in found if link), None) or (way_into(self.wiring, tail) if place == tail else None)
        if link is not None:
            link.cut = link.cut or words
        elif place is not None:
            self.wiring.cuts.setdefault(place, words)
        elif tail and end and tail != end:
            self.wiring.links[tail, end, False] = Link(tail, end, one.start, dead=True, way=True, cut=words)
        else:
            self.wiring.cuts.setdefault(source, words)

    def place(self, one: Break) -> str | None:
        """The shown op or Python step that a break names."""
        if one.op is not None:
            key: str | None = f"op{self.call_of.get(one.op, one.op)}"
        elif one.event in self.returns:
            key = self.key_of(self.returns[one.event])
        else:
            key = f"step{one.event}"
        return key if key in self.wiring.subjects else None


def _is_unreached(tensor: TensorRecord) -> bool:
    """Whether no gradient gets to a tensor, be it that the tape said so or that its dtype can carry none."""
    return tensor.live is False or not (tensor.spec.is_differentiable or tensor.spec.dtype in {"", "unknown"})


def _any_reached(lives: Iterable[bool | None]) -> bool | None:
    known = [live for live in lives if live is not None]
    return any(known) if known else None


def reads_with_adjoint(recording: Recording) -> dict[int, list[TensorRecord]]:
    """The reads of each variable whose derivative is known, by the variable's number."""
    found: dict[int, list[TensorRecord]] = {}
    for tensor in recording.tensors:
        if tensor.variable is not None and tensor.adjoint is not None:
            found.setdefault(tensor.variable, []).append(tensor)
    return found


def cut_words(cause: Cause) -> str:
    """What stands where a gradient is cut."""
    return TITLES[cause] if cause is Cause.UNKNOWN else f"cut: {TITLES[cause]}"
