"""Why no data flows from a source to the target: the rules that are asked in order when there is no way at all."""

from __future__ import annotations

import re
from collections.abc import Callable

from tapeviz.diagnose.case import Case
from tapeviz.diagnose.verdict import Verdict, watch_line
from tapeviz.graph import FORM_ONLY, FlowGraph
from tapeviz.records import Binding, CodeSpan, SourceRecord, VariableRecord
from tapeviz.report import Cause, Note, Suspect, span_text

__all__ = ["no_way"]

_Rule = Callable[[Case, SourceRecord], "Verdict | None"]


def no_way(case: Case, source: SourceRecord) -> Verdict:
    """The cause when nothing computed from the source reaches the target: the first rule that a fact shows wins."""
    for rule in _RULES:
        verdict = rule(case, source)
        if verdict is not None:
            verdict.also += _own_properties(case, source)
            return verdict
    return Verdict(Cause.UNKNOWN, reason="not every value that the target starts from is accounted for")


def _own_properties(case: Case, source: SourceRecord) -> list[Suspect]:
    if source.variable is not None:
        variable = case.variables[source.variable]
        if not variable.trainable:
            return [Suspect(Cause.NOT_TRAINABLE, None)]
        return []
    if source.value is not None and source.value not in case.tracked:
        return [Suspect(Cause.NOT_WATCHED, watch_line(case, source))]
    return []


def _replaced_by_tensor(case: Case, source: SourceRecord) -> Verdict | None:
    """An earlier object of the source's name reaches the target, and the name was bound anew."""
    mine = [b for b in case.recording.bindings if b.name == source.name]
    if mine and _binds(mine[0].old_value, mine[0].old_variable, source):  # put back in the end
        found = next((b for b in reversed(mine) if _reaches(case, b.new_value, b.new_variable)), None)
        return Verdict(Cause.REPLACED_BY_TENSOR, span=found.span, reason=source.name) if found is not None else None
    for position in range(len(mine) - 1, -1, -1):
        binding = mine[position]
        if not _binds(binding.new_value, binding.new_variable, source):
            continue
        for earlier in mine[: position + 1]:
            if earlier.old_variable is not None and earlier.old_variable == source.variable:
                continue
            if _reaches(case, earlier.old_value, earlier.old_variable):
                return Verdict(Cause.REPLACED_BY_TENSOR, span=binding.span, reason=source.name)
    return None


def _reaches(case: Case, value: int | None, variable: int | None) -> bool:
    states = case.graph.states.get(variable, []) if variable is not None else [value]
    return any(state in case.reaching for state in states)


def _binds(value: int | None, variable: int | None, source: SourceRecord) -> bool:
    if source.variable is not None:
        return variable == source.variable
    return value is not None and value == source.value


def _put_in_its_place(case: Case, source: SourceRecord) -> Verdict | None:
    """Where the source was held beside its name, the cell put a tensor, and that one reaches the target.

    A name that the cell itself gave the source (`for p in params`) stands for this and that.
    """
    bindings = case.recording.bindings
    given = [(b.name, b.time) for b in bindings if _binds(b.new_value, b.new_variable, source)]
    for binding in reversed(bindings):
        if binding.name == source.name or not _binds(binding.old_value, binding.old_variable, source):
            continue
        own = binding.name.isidentifier() and any(name == binding.name and at < binding.time for name, at in given)
        if not own and binding.new_variable is None and binding.new_value in case.reaching:
            return Verdict(Cause.REPLACED_BY_TENSOR, span=binding.span, reason=binding.name)
    return None


def _selected_away(case: Case, source: SourceRecord) -> Verdict | None:
    """Python chose another value than this one (`max(a, b)`); that one reaches the target, or one that won over it."""
    reached = case.graph.reached_from(case.starts(source))
    first = None
    for event in case.recording.host_events:
        if event.kind != "select" or not reached & set(event.inputs):
            continue
        first = first or event
        if case.reaching & set(event.outputs):
            span = case.in_cell(first.stack) or first.span
            return Verdict(Cause.BRANCH_NOT_TAKEN, span=span, frames=case.frames(first.stack), reason=first.what)
        reached |= case.graph.reached_from(event.outputs)
    return None


def _skipped(case: Case, source: SourceRecord) -> Verdict | None:
    """Code that did not run this time uses the source, and code that ran used it in tests at most.

    What raised, and was caught, has run and given nothing: whatever it computed before belongs to it.
    """
    for skipped in case.recording.skipped:
        failed = skipped.kind == "failed"
        if case.recording.sources[skipped.source] is source and (failed or _only_tested(case, source)):
            span = skipped.condition if skipped.condition.code == case.cell else case.in_cell(skipped.stack)
            frames = () if skipped.condition.code == case.cell else (skipped.condition,)
            is_own = skipped.mention == skipped.condition
            notes = [] if failed or is_own else [Note(skipped.mention, "this did not run")]
            reason = skipped.kind if skipped.kind in ("failed", "exhausted") else ""
            return Verdict(Cause.BRANCH_NOT_TAKEN, span=span, frames=frames, notes=notes, reason=reason)
    return None


_COPIES = {"Identity", "IdentityN", "ReadVariableOp", "AssignVariableOp", "DeepCopy", "Copy"}


def _older_copy(case: Case, source: SourceRecord) -> Verdict | None:
    """The target reads a copy of the source made earlier, or the source is such a copy of what the target reads."""
    way = case.whole.cheapest(case.starts(source), case.targets, lambda _edge: False)
    if way is not None:
        earlier = [edge for edge in way.edges if edge.op is not None and edge.op.earlier]
        crossing = case.tensors.get(earlier[-1].end) if earlier else None
        into_variable = crossing is not None and crossing.origin == "variable"
        if into_variable and all(edge.op is not None and edge.op.op_type in _COPIES for edge in earlier):
            return Verdict(Cause.WRONG_OBJECT, span=case.used_at([earlier[-1].end]), reason="copy")
        return None
    for start in case.starts(source):
        for origin in _copied_from(case, start):
            used = [value for value in _same_thing(case, origin) if value in case.reaching]
            if used:
                return Verdict(Cause.WRONG_OBJECT, span=case.used_at(used), reason="copy-of")
    return None


def _same_thing(case: Case, value: int) -> list[int]:
    """The value itself and, when it is the state of a variable, the variable's other states."""
    tensor = case.tensors.get(value)
    if tensor is None or tensor.origin != "variable" or tensor.variable is None:
        return [value]
    return [value, *case.graph.states.get(tensor.variable, ())]


def _copied_from(case: Case, value: int) -> list[int]:
    """The values that a value is a mere copy of, nearest first."""
    found: list[int] = []
    waiting = [value]
    while waiting:
        for edge in case.whole.into.get(waiting.pop(), ()):
            if edge.op is not None and edge.op.op_type in _COPIES and edge.start not in found:
                found.append(edge.start)
                waiting.append(edge.start)
    return found


def _twin(case: Case, source: SourceRecord) -> Verdict | None:
    """The target reads another variable that the same code made, or that the cell made under the same path."""
    if source.variable is None:
        return None
    mine = case.variables[source.variable]
    for other in case.recording.variables:
        if other.id == mine.id or other.kind != "variable" or other.spec != mine.spec:
            continue
        used = [state for state in case.graph.states.get(other.id, ()) if state in case.reaching]
        if not used:
            continue
        if _is_modelled_on(mine, other) or (_same_making(mine, other) and not _siblings(mine, other)):
            by_name = bool(mine.created and other.created) and mine.created[0] != other.created[0]
            is_plain = by_name and mine.made_as.isidentifier() and not _is_modelled_on(mine, other)
            reason = f"renamed {mine.made_as}" if is_plain else "twin"
            return Verdict(Cause.WRONG_OBJECT, span=case.used_at(used, for_target=True), reason=reason)
        if _same_path(mine, other):
            return Verdict(Cause.WRONG_OBJECT, span=case.used_at(used, for_target=True), reason="namesake")
    return None


def _outdated(case: Case, source: SourceRecord) -> Verdict | None:
    """The source was taken from a place of a model where another variable is now, and the target reads that one."""
    return _read_instead(case, source, case.recording.outdated, "outdated")


def _stale(case: Case, source: SourceRecord) -> Verdict | None:
    """A name in a compiled function stood for another variable when it was traced, and the target reads that one."""
    return _read_instead(case, source, case.recording.stale, "stale")


def _read_instead(
    case: Case, source: SourceRecord, told: tuple[tuple[int, int, str], ...], reason: str
) -> Verdict | None:
    for number, variable, path in told:
        used = [state for state in case.graph.states.get(variable, ()) if state in case.reaching]
        if case.recording.sources[number] is source and used:
            return Verdict(Cause.WRONG_OBJECT, span=case.used_at(used, for_target=True), reason=f"{reason} {path}")
    return None


def _exchanged(case: Case, source: SourceRecord) -> Verdict | None:
    """Where an attribute or item held the source, the cell put another variable, and meanwhile computed with that."""
    bindings = [b for b in case.recording.bindings if b.old_variable is not None and b.old_variable == source.variable]
    for binding in reversed(bindings):
        if binding.new_variable in (None, source.variable) or binding.name.isidentifier():
            continue
        back = min((b.time for b in bindings if b.name == binding.name and b.time > binding.time), default=None)
        span = _use_between(case, binding, back)
        if span is not None:
            notes = [Note(binding.span, "")] if binding.span is not None else []
            return Verdict(Cause.WRONG_OBJECT, span=span, notes=notes, reason=f"exchanged {binding.name}")
    return None


def _use_between(case: Case, binding: Binding, back: int | None) -> CodeSpan | None:
    """Where the target's way read what a name was bound to, before the name was bound again."""
    states = case.graph.states.get(binding.new_variable, ()) if binding.new_variable is not None else ()
    edges = (edge for state in states for edge in case.graph.out_of.get(state, ()) if edge.end in case.reaching)
    times = (edge for edge in edges if edge.op and binding.time < edge.time and (back is None or edge.time < back))
    first = min(times, key=lambda edge: edge.time, default=None)
    return case.in_cell(first.op.stack) if first is not None and first.op is not None else None


def _is_modelled_on(mine: VariableRecord, other: VariableRecord) -> bool:
    """Whether the other one was made as its like, after the thing that holds it: they even share the whole path."""
    return mine.id in other.modelled_on and mine.own_name == other.own_name


def _same_path(mine: VariableRecord, other: VariableRecord) -> bool:
    """Whether the cell made the other one under the very path of mine: Keras numbers the names that it gives itself."""
    return _made_anew(mine, other) and "/" in mine.own_name and mine.own_name == other.own_name


def _made_anew(mine: VariableRecord, other: VariableRecord) -> bool:
    return other.in_cell and not mine.in_cell


def _same_making(mine: VariableRecord, other: VariableRecord) -> bool:
    """Whether the same code made both, as the same part of a thing of the same name (a model that was built again)."""
    if not mine.created or not other.created or _plain_name(mine.own_name) != _plain_name(other.own_name):
        return False
    if mine.created[-1] == other.created[-1] or (mine.made_in is not None and mine.made_in == other.made_in):
        return False  # one statement made both: two parts of one thing
    same_code = mine.created[0] == other.created[0] or (mine.made_as != "" and mine.made_as == other.made_as)
    if mine.made_for and other.made_for:
        # A class that the cell instantiates anew gives the same attribute of another object, whatever its name.
        anew = mine.created[0] == other.created[0] and _made_anew(mine, other)
        of_class = "." in mine.made_as
        return same_code and (mine.made_for == other.made_for or (anew and (of_class or _named_after(mine, other))))
    return same_code and _made_anew(mine, other)


def _named_after(mine: VariableRecord, other: VariableRecord) -> bool:
    """Whether what was made around the one has the other's words in its name, as `new_net` and `net2` have of `net`."""
    words = [set(re.findall(r"[a-z]+", one.made_for.lower())) for one in (mine, other)]
    return bool(words[0]) and (words[0] <= words[1] or words[1] <= words[0])


def _siblings(mine: VariableRecord, other: VariableRecord) -> bool:
    """Whether one object holds both now: then they are two parts of it and not two versions of one part."""
    if _made_anew(mine, other):
        return False
    return not set(mine.roots).isdisjoint(other.roots)


def _plain_name(name: str) -> str:
    """A variable's path without the numbers that Keras and TensorFlow add to tell equal names apart."""
    return re.sub(r"_\d+(?=/|:|$)", "", name)


def _only_tested(case: Case, source: SourceRecord) -> bool:
    """Whether whatever was computed from the source ended in comparisons, or nothing was."""
    starts = set(case.starts(source))
    reached = set(starts)
    used = {v for event in case.recording.host_events if event.kind == "exit" for v in event.inputs}
    for op in case.recording.ops:
        if not op.earlier and op.kind != "expanded" and not reached.isdisjoint(op.inputs):
            reached.update(op.outputs)
            used.update(op.inputs)
    ends = reached - used - starts
    return not any(v in case.tensors and case.tensors[v].spec.is_differentiable for v in ends)


def _before_tape(case: Case, source: SourceRecord) -> Verdict | None:
    """The target's path starts at a value older than the cell whose history holds the source.

    Where the cell cuts that path again, the cut nearest the target is to blame, as on any way.
    """
    way = case.whole.cheapest(case.starts(source), case.targets, lambda edge: case.break_at(edge) is not None)
    if way is None:
        return None
    crossing = [edge for edge in way.edges if edge.region == "earlier"]
    if not crossing:
        return None
    value = crossing[-1].end
    tensor = case.tensors.get(value)
    span = (tensor.first_seen if tensor else None) or case.used_at([value])
    later = [cut for edge in way.breaks if edge.region != "earlier" and (cut := case.break_at(edge)) is not None]
    if later:
        culprit = later[-1]
        others = [Suspect(cut.cause, cut.span) for cut in reversed(later[:-1])]
        verdict = Verdict(culprit.cause, culprit, culprit.span, culprit.frames, (culprit,))
        verdict.also = [*others, Suspect(Cause.BEFORE_TAPE, span)]
        return verdict
    made = crossing[-1].op.stack if crossing[-1].op else ()
    return Verdict(Cause.BEFORE_TAPE, span=span, notes=[Note(made[0], "it was computed here")] if made else [])


def _written_before(case: Case, source: SourceRecord) -> Verdict | None:
    """The target's path starts at Python data, or at a constant, that earlier cells computed from the source."""
    number = next(k for k, s in enumerate(case.recording.sources) if s is source)
    names = {name for name, k in case.recording.written_from if k == number}
    if not names:
        return None
    for value in sorted(case.whole.reaching(case.targets)):
        for name, span in case.older_names.get(value, ()):
            if name in names:
                return Verdict(Cause.BEFORE_TAPE, span=span, reason=name)
        tensor = case.tensors.get(value)
        if tensor is not None and not names.isdisjoint(tensor.names) and not case.whole.into.get(value):
            span_used = tensor.first_seen or case.used_at([value])
            return Verdict(Cause.BEFORE_TAPE, span=span_used, reason=min(names & set(tensor.names)))
    return None


def _by_form(case: Case, source: SourceRecord) -> Verdict | None:
    """Only the form of the source (its shape or size) went into the target."""
    formal = FlowGraph(case.recording, with_form=True)
    way = formal.cheapest(case.starts(source), case.targets, lambda edge: case.break_at(edge) is not None)
    if way is None:
        return None
    step = next((e for e in way.edges if e.op is not None and e.op.op_type in FORM_ONLY), None)
    if step is None or step.op is None or not any(span.code == case.cell for span in step.op.stack):
        return None
    culprit = case.break_at(step)
    if culprit is None:
        return None
    return Verdict(culprit.cause, culprit, culprit.span, culprit.frames, (culprit,))


def _symbolic(case: Case, source: SourceRecord) -> Verdict | None:
    """A Keras input is a placeholder for building the model, not the value that was fed."""
    if source.kind != "other" or source.detail != "symbolic":
        return None
    used = [op for op in case.recording.ops if not op.earlier and not case.reaching.isdisjoint(op.outputs)]
    return Verdict(Cause.WRONG_OBJECT, span=case.in_cell(used[0].stack) if used else None, reason="symbolic")


def _own_gradient_code(case: Case, source: SourceRecord) -> Verdict | None:
    """The target is a gradient, and the source's way went through a function that brings its gradient's own code.

    What such code computes with is Python's business: it may use the source without the tape, so nothing is shown.
    """
    if not any(op.backward and not case.reaching.isdisjoint(op.outputs) for op in case.recording.ops):
        return None
    reached = case.graph.reached_from(case.starts(source))
    for op in case.recording.ops:
        if (op.kind == "custom" or "PyFunc" in op.op_type) and not op.earlier and not reached.isdisjoint(op.inputs):
            text = " ".join(span_text(case.recording, op.stack[0]).split()) if op.stack else ""
            what = f"`{text}` brings" if text else "an op brings"
            return Verdict(Cause.UNKNOWN, reason=f"{what} a gradient function of its own, which could not be followed")
    return None


def _untold(case: Case, source: SourceRecord) -> Verdict | None:
    """The target's path starts at Python data that code made whose text was not seen: `%run`, `import *`, `exec`."""
    number = next(k for k, s in enumerate(case.recording.sources) if s is source)
    names = {name for name, k in case.recording.untold if k == number}
    for value in sorted(case.whole.reaching(case.targets)) if names else ():
        for name, _ in case.older_names.get(value, ()):
            if name in names:
                return Verdict(Cause.UNKNOWN, reason=f"'{name}' was made by code whose text was not seen")
    return None


def _possible(case: Case, source: SourceRecord) -> Verdict | None:
    """An object that was given data of the source took part in making the target: how was not seen."""
    reached = FlowGraph(case.recording, with_possible=True).reached_from(case.starts(source))
    if reached.isdisjoint(case.targets):
        return None
    for event in case.recording.host_events:
        if event.kind == "possible" and not reached.isdisjoint(event.inputs) and event.stack:
            text = " ".join(span_text(case.recording, event.stack[0]).split())
            return Verdict(Cause.UNKNOWN, reason=f"what `{text}` computed with was made with data of '{source.name}'")
    return None


def _not_connected(case: Case, source: SourceRecord) -> Verdict | None:
    """Every value that the target's path starts from is accounted for, and none is the source."""
    if any(limit.kind == "hook" for limit in case.recording.limits):
        return None  # what was not observed may connect them
    if any(case.recording.sources[k] is source for k in case.recording.doubtful):
        return None
    for value in case.whole.reaching(case.targets):
        tensor = case.tensors.get(value)
        if tensor is not None and not tensor.accounted and not case.whole.into.get(value):
            return None
    target = case.recording.target
    return Verdict(Cause.NOT_CONNECTED, span=target.made if target else None)


_RULES: tuple[_Rule, ...] = (
    _symbolic,
    _replaced_by_tensor,
    _older_copy,
    _twin,
    _outdated,
    _stale,
    _exchanged,
    _before_tape,
    _written_before,
    _put_in_its_place,
    _selected_away,
    _skipped,
    _by_form,
    _own_gradient_code,
    _untold,
    _possible,
    _not_connected,
)
