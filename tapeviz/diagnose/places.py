"""The second place worth showing beside the culprit: where the other object was made, where a name was first used."""

from __future__ import annotations

import math

from tapeviz.diagnose.scene import Scene
from tapeviz.records import CodeSpan, HostEvent, OpRecord, PassedOver, VariableRecord
from tapeviz.report import Cause, Note

__all__ = ["notes", "used_instead"]


def notes(scene: Scene) -> tuple[Note, ...]:
    """The notes of the rule itself, worded, and those that the facts give."""
    found = [_worded(scene, note) for note in scene.diagnosis.notes]
    extra = {
        Cause.REPLACED_BY_TENSOR: _replaced,
        Cause.NOT_WATCHED: _first_use,
        Cause.NOT_TRAINABLE: _made,
        Cause.INTEGER_DTYPE: _made,
        Cause.WRONG_OBJECT: _other_object,
        Cause.NOT_CONNECTED: _last_seen,
    }.get(scene.diagnosis.cause or Cause.UNKNOWN)
    told = {note.span for note in found} | {scene.diagnosis.span}
    for note in extra(scene) if extra else ():
        if note.span not in told:
            told.add(note.span)
            found.append(note)
    return tuple(found)


def _worded(scene: Scene, note: Note) -> Note:
    name = scene.source.name
    if scene.diagnosis.cause == Cause.BEFORE_TAPE:
        return Note(note.span, f"it was computed from '{name}' here, before the tape")
    if scene.exchanged_in:
        return Note(note.span, f"here another variable took the place of '{name}' in {scene.exchanged_in}")
    if scene.diagnosis.cause == Cause.BRANCH_NOT_TAKEN:
        return Note(note.span, f"'{name}' is used here, and this did not run")
    return note


def _replaced(scene: Scene) -> list[Note]:
    """Where the target's way starts from what the name stood for before."""
    root = scene.source.root
    case = scene.case
    for binding in case.recording.bindings:
        if binding.name != root or (binding.old_variable is None and binding.old_value is None):
            continue
        is_variable = binding.old_variable is not None
        states = case.graph.states.get(binding.old_variable or 0, []) if is_variable else [binding.old_value or 0]
        span = case.used_at(states, for_target=True)
        if span is not None:
            what = f"the tf.Variable '{root}'" if is_variable else f"what '{root}' was then"
            return [Note(span, f"{scene.target} was computed from {what}")]
    return []


def _first_use(scene: Scene) -> list[Note]:
    """Where it was used before it was watched, or watched by another tape."""
    elsewhere = scene.watched_elsewhere
    if elsewhere is not None and elsewhere.span is not None:
        return [Note(elsewhere.span, "this is another tape")]
    late = any(watch.span == scene.diagnosis.span for watch in scene.case.recording.watches)
    use = scene.source.first_use
    if use is None or not late:
        return []
    return [Note(use, f"'{scene.source.name}' was used here, not yet watched")]


def _made(scene: Scene) -> list[Note]:
    """Where the source's variable was made, if the verdict is about the source itself."""
    own = scene.culprit is not None and scene.culprit.op is None and scene.culprit.event is None
    span = _creation(scene, scene.variable) if own else None
    return [Note(span, f"'{scene.source.name}' was made here")] if span is not None else []


def _creation(scene: Scene, variable: VariableRecord | None) -> CodeSpan | None:
    known = {code.key for code in scene.case.recording.codes}
    return next((span for span in variable.created if span.code in known), None) if variable else None


def _other_object(scene: Scene) -> list[Note]:
    """Where the variable that the target used was made, and where the source's was."""
    other = used_instead(scene)
    found = []
    span = _creation(scene, other)
    if other is not None and span is not None:
        found.append(Note(span, f"the variable that {scene.target} used was made here"))
    mine = _creation(scene, scene.variable)
    if mine is not None and mine != span:
        found.append(Note(mine, f"'{scene.source.name}' was made here"))
    return found


def _last_seen(scene: Scene) -> list[Note]:
    """The last that was computed from the source; of one that nothing was computed from, where it was passed over."""
    passed = scene.passed_over
    if scene.order:
        return []
    if scene.again is not None:
        return [Note(scene.again, f"this computes anew what '{scene.source.name}' holds, and {scene.target} uses that")]
    steps = _steps_of(scene)
    if passed is not None and (not steps or passed.kind != "given"):
        return [Note(passed.span, _passing(scene, passed))]
    before = [step for step in steps if step.time < _made_at(scene)]
    last = max(before, key=lambda step: step.time, default=None)
    span = scene.case.in_cell(last.stack) if last is not None else None
    return [Note(span, f"this is the last step with data of '{scene.source.name}'")] if span is not None else []


def _steps_of(scene: Scene) -> list[OpRecord | HostEvent]:
    """The ops, and steps out of the engine, that took data of the source."""
    recording = scene.case.recording
    reached = scene.case.graph.reached_from(scene.case.starts(scene.source))
    ops = (op for op in recording.ops if not (op.earlier or op.outside) and not reached.isdisjoint(op.inputs))
    exits = (e for e in recording.host_events if e.kind == "exit" and not reached.isdisjoint(e.inputs))
    return [*ops, *exits]


def _made_at(scene: Scene) -> float:
    """When the target was there: what takes data of the source after that says nothing of it."""
    targets = set(scene.case.targets)
    return max((op.time for op in scene.case.recording.ops if not targets.isdisjoint(op.outputs)), default=math.inf)


def _passing(scene: Scene, passed: PassedOver) -> str:
    name = scene.source.name
    if passed.kind == "hidden":
        hidden = "the source" if passed.key == name else f"'{name}'"
        return f"another '{passed.key}' is found first here, and hides {hidden}"
    if passed.kind == "missing":
        also = "" if passed.key == name else f", which is '{name}'"
        return f"there is no '{passed.asked}' here, but a '{passed.key}'{also}"
    if passed.kind == "late":
        return f"by the time that this is read, '{passed.key}' is another value than '{name}'"
    return f"this was given '{name}', and did not use it"


def used_instead(scene: Scene) -> VariableRecord | None:
    """The variable whose use is blamed: the one of the source's shape that the target reads there."""
    mine = scene.variable
    case = scene.case
    for variable in case.recording.variables:
        if mine is None or variable.id == mine.id or variable.spec != mine.spec or variable.kind != "variable":
            continue
        used = case.used_at(case.graph.states.get(variable.id, ()), for_target=True)
        if used is not None and used == scene.diagnosis.span:
            return variable
    return None
