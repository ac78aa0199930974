"""Puts a verdict into words: one sentence for what happened, one for what to change."""

from __future__ import annotations

from tapeviz.diagnose.case import Case
from tapeviz.diagnose.rules import Verdict
from tapeviz.records import GradientRecord, SourceRecord
from tapeviz.report import Cause, Diagnosis

__all__ = ["tell"]

_MESSAGES = {
    Cause.NOT_WATCHED: "the tape did not watch '{name}'",
    Cause.NOT_TRAINABLE: "'{name}' is not trainable, so the tape does not watch it",
    Cause.REPLACED_BY_TENSOR: "here the name {name} became a plain tensor; the target used what it was before",
    Cause.LEFT_TENSORFLOW: "here the data left TensorFlow; the tape cannot follow it",
    Cause.INTEGER_DTYPE: "{what} has no gradient: only floating-point values do",
    Cause.STATEFUL_OP: "here the value was written into state; the tape does not connect a write with later reads",
    Cause.NO_GRADIENT_REGISTERED: "TensorFlow has no gradient for the op {what}",
    Cause.NOT_DIFFERENTIABLE: "{what} is not differentiable",
    Cause.STOP_GRADIENT: "tf.stop_gradient cuts the gradient here",
    Cause.RECORDING_STOPPED: "this was computed while the recording was stopped",
    Cause.CUSTOM_GRADIENT: "the custom gradient of {what} returned None for this input",
    Cause.BRANCH_NOT_TAKEN: "'{name}' is used only in code that did not run this time",
    Cause.BEFORE_TAPE: "the value was computed outside the tape",
    Cause.WRONG_OBJECT: "the target used another object than '{name}'",
    Cause.NOT_CONNECTED: "'{name}' is not used to compute {target}",
    Cause.TARGET_NOT_TENSOR: "{target} is {kind}, not a tensor, so there is nothing to differentiate",
    Cause.UNKNOWN: "the reason could not be established",
}

_HELP = {
    Cause.NOT_WATCHED: "watch it before it is used: %%tape ... --watch {name}, or tape.watch({name})",
    Cause.NOT_TRAINABLE: "make it with trainable=True, or watch it: %%tape ... --watch {name}",
    Cause.REPLACED_BY_TENSOR: "give the result another name, or update the variable in place: {name}.assign(...)",
    Cause.LEFT_TENSORFLOW: "compute this step with TensorFlow ops",
    Cause.INTEGER_DTYPE: "use floating-point values on this path",
    Cause.STATEFUL_OP: "use the value itself instead of reading it back from the state",
    Cause.NO_GRADIENT_REGISTERED: "write this step with differentiable ops, or give it a tf.custom_gradient",
    Cause.NOT_DIFFERENTIABLE: "use a differentiable substitute for this step",
    Cause.STOP_GRADIENT: "remove tf.stop_gradient where a gradient is wanted",
    Cause.RECORDING_STOPPED: "compute it outside `with tape.stop_recording()`",
    Cause.CUSTOM_GRADIENT: "return a gradient for every input from the custom gradient function",
    Cause.BRANCH_NOT_TAKEN: "use values for which this branch runs, or compute both and combine them",
    Cause.BEFORE_TAPE: "compute it inside the taped cell",
    Cause.WRONG_OBJECT: "ask for the gradient of the object that the target used",
    Cause.NOT_CONNECTED: "use {name} in the computation of {target}, or leave it out of the sources",
    Cause.TARGET_NOT_TENSOR: "keep the tensor: differentiate it before converting it",
    Cause.UNKNOWN: "",
}


def tell(case: Case, source: SourceRecord, gradient: GradientRecord, verdict: Verdict) -> Diagnosis:
    """The diagnosis of one source, in words."""
    target = case.recording.target
    facts = {
        "name": source.name,
        "target": target.name if target else "the target",
        "what": verdict.culprit.what if verdict.culprit and verdict.culprit.what else "this step",
        "kind": f"a {target.type_name}" if target and target.type_name else "nothing",
    }
    return Diagnosis(
        source=source.name,
        status="error" if gradient.status == "error" else "none",
        gradient=gradient,
        cause=verdict.cause,
        span=verdict.span,
        frames=verdict.frames,
        message=_MESSAGES[verdict.cause].format(**facts),
        help=_HELP[verdict.cause].format(**facts),
        also=tuple(verdict.also),
        notes=tuple(verdict.notes),
        way=verdict.way,
        breaks=verdict.breaks,
    )
