"""Puts a verdict into words: what happened in the user's own terms, what to change, and where else to look."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from tapeviz.diagnose import advice, remedies
from tapeviz.diagnose.case import Case
from tapeviz.diagnose.places import notes
from tapeviz.diagnose.scene import Scene
from tapeviz.diagnose.verdict import Verdict
from tapeviz.records import GradientRecord, SourceRecord
from tapeviz.report import Cause, Diagnosis, Suspect

__all__ = ["message", "tell"]

_T = TypeVar("_T")

_READS = {
    "numpy": "takes the value out of TensorFlow as a NumPy array",
    "tolist": "takes the value out of TensorFlow as a Python list",
    "item": "takes the value out of TensorFlow as a Python number",
    "float": "turns the tensor into a Python number",
    "int": "turns the tensor into a Python integer",
    "bool": "turns the tensor into a Python bool",
    "predict": "runs the model outside the tape and returns NumPy arrays",
    "predict_on_batch": "runs the model outside the tape and returns NumPy arrays",
    "evaluate": "runs the model outside the tape and returns Python numbers",
    "get_weights": "returns copies of the weights as NumPy arrays",
    "asarray": "makes a NumPy array of the value",
    "array": "makes a NumPy array of the values",
    "float32": "makes a NumPy number of the value",
    "float64": "makes a NumPy number of the value",
    "constant": "makes a new constant out of the value",
    "numpy_function": "runs Python code on NumPy arrays",
    "py_func": "runs Python code on NumPy arrays",
    "convert_to_numpy": "takes the value out of TensorFlow as a NumPy array",
    "step": "computes outside TensorFlow",
}

_COMPARISONS = frozenset({"Greater", "GreaterEqual", "Less", "LessEqual", "Equal", "NotEqual", "ApproximateEqual"})
_STEPS = frozenset({"Round", "Rint", "Floor", "Ceil", "FloorDiv", "Sign"})
_POSITIONS = frozenset({"ArgMax", "ArgMin", "TopK", "TopKV2", "LowerBound", "UpperBound", "Bucketize", "Where"})
_DRAWS = frozenset({"Multinomial", "RandomShuffle", "StatelessMultinomial", "StatelessShuffle", "RandomGamma"})


def tell(case: Case, source: SourceRecord, gradient: GradientRecord, verdict: Verdict) -> Diagnosis:
    """The diagnosis of one source, in words."""
    bare = Diagnosis(
        source=source.name,
        status="error" if gradient.status == "error" else "none",
        gradient=gradient,
        cause=verdict.cause,
        span=verdict.span,
        frames=verdict.frames,
        also=tuple(_others(verdict)),
        notes=tuple(verdict.notes),
        way=verdict.way,
        breaks=verdict.breaks,
    )
    scene = Scene(case, source, bare, verdict.reason)
    return replace(
        bare,
        message=_safely(message, scene, ""),
        help=_safely(advice.help_for, scene, ""),
        notes=_safely(notes, scene, bare.notes),
        edit=_safely(remedies.edit_for, scene, None),
    )


def _others(verdict: Verdict) -> list[Suspect]:
    """The other suspects, each once: a line in a loop breaks the way each time, and is to be mended once."""
    told = dict.fromkeys(verdict.also)
    return [suspect for suspect in told if suspect != Suspect(verdict.cause, verdict.span)]


def _safely(word: Callable[[Scene], _T], scene: Scene, otherwise: _T) -> _T:
    """Words about arbitrary code may fail; the verdict must not be lost with them."""
    try:
        return word(scene)
    except Exception as problem:  # noqa: BLE001 - whatever the code looks like
        scene.case.unsaid.append(f"tapeviz failed to put into words what it knows of {scene.source.name}: {problem!r}")
        return otherwise


def message(scene: Scene) -> str:
    """One sentence: what happened."""
    word = _MESSAGES.get(scene.diagnosis.cause or Cause.UNKNOWN, _unknown)
    return word(scene)


def _not_watched(scene: Scene) -> str:
    name = scene.source.name
    late = any(watch.span == scene.diagnosis.span for watch in scene.case.recording.watches if watch.span is not None)
    if late:
        return f"'{name}' is watched only here, after it was used: the tape records only what follows"
    if scene.source.kind == "variable":
        return f"nothing told the tape to watch '{name}'; it does not watch variables by itself in this cell"
    if scene.watched_elsewhere:
        return f"'{name}' is watched by another tape of the cell, but not by the one around it, which is asked here"
    if scene.source.made is not None and scene.source.made == scene.diagnosis.span:
        return f"'{name}' is a plain tensor, made here; by itself the tape watches variables only"
    return f"'{name}' is a plain tensor; by itself the tape watches variables only"


def _not_trainable(scene: Scene) -> str:
    return f"'{scene.source.name}' has trainable=False, so the tape does not watch it"


def _replaced(scene: Scene) -> str:
    root = scene.reason or scene.source.root or scene.source.name
    mine = [b for b in scene.case.recording.bindings if b.name == root and b.span == scene.diagnosis.span]
    was_variable = any(b.old_variable is not None for b in mine)
    if root not in (scene.source.root, scene.source.name):
        held = "variable" if was_variable else "tensor"
        return f"here a plain tensor took the place of '{scene.source.name}' in {root}; the {held} itself is not used"
    if any(b.old_variable is not None and b.old_variable == scene.source.variable for b in mine):
        return f"here {root} stood for another value, which {scene.target} was computed from, before it was put back"
    if scene.source.kind == "variable":
        became = "another variable"
    else:
        became = "a plain tensor" if was_variable else "another tensor"
    if was_variable and scene.source.kind != "variable":
        return f"here the name {root} became {became}; the variable is unchanged"
    return f"here the name {root} became {became}; {scene.target} was computed from the one it named before"


def _left(scene: Scene) -> str:
    what = (scene.culprit.what if scene.culprit else "").rpartition(".")[2]
    called = scene.public_name.rpartition(".")[2] or what
    says = _READS.get(called) or _READS.get(what, "computes outside TensorFlow")
    if scene.op is not None and "PyFunc" in scene.op.op_type and called not in _READS:
        says = "runs Python code on NumPy arrays"
    subject = f"`{scene.text}`" if scene.text else "this step"
    if scene.is_taken and called not in _READS:
        if scene.is_put:
            return f"{subject} is put into an array or list of numbers, where the tape cannot follow"
        return f"here NumPy or Python takes the value of {subject}, where the tape cannot follow"
    return f"{subject} {says}, where the tape cannot follow"


def _integer(scene: Scene) -> str:
    culprit = scene.culprit
    if culprit is None or (culprit.op is None and culprit.event is None):
        kind = scene.source.spec.dtype if scene.source.spec else "not floating-point"
        return f"'{scene.source.name}' is {kind}; only floating-point values have a gradient"
    kind = f"{scene.dtype} values" if scene.dtype else "values that are not floating-point"
    kind = {"string values": "text", "bool values": "True or False"}.get(kind, kind)
    return f"{scene.shown} gives {kind}, which have no gradient".replace("text, which have", "text, which has")


def _stateful(scene: Scene) -> str:
    variable = scene.written
    subject = f"`{scene.text}`" if scene.text else "this step"
    no_link = "the tape does not connect a write with later reads"
    if variable is None:
        return f"{subject} puts the value into {_store(scene)}; {no_link}"
    name = scene.name_of(variable)
    if scene.public_name.endswith("Variable") or ".Variable(" in scene.text:
        return f"{subject} copies the value into a new variable; the tape does not connect the two"
    into = f"the variable '{name}'" if variable.names else "a variable"
    return f"{subject} writes the value into {into}; {no_link}"


def _store(scene: Scene) -> str:
    kind = scene.op.op_type if scene.op else ""
    for word, store in (("Queue", "a queue"), ("Table", "a table"), ("Dataset", "a dataset"), ("Stack", "a stack")):
        if word in kind:
            return store
    return "state"


def _unregistered(scene: Scene) -> str:
    kind = scene.culprit.what if scene.culprit else ""
    if kind.endswith("Grad"):
        where = f"`{scene.text}` is itself differentiated here" if scene.text else "a gradient is differentiated here"
        return f"{where}, and TensorFlow has no gradient for its op {kind}"
    called = scene.public_name
    inside = f" (op {kind})" if called and kind and called.rpartition(".")[2].replace("_", "") != kind.lower() else ""
    if called:
        return f"TensorFlow has no gradient for `{called}`{inside}"
    if kind and scene.text:
        return f"TensorFlow has no gradient for the op {kind}, used in `{scene.text}`"
    return f"TensorFlow has no gradient for {f'the op {kind}' if kind else 'an op on the way'}"


def _slope_not_differentiable(scene: Scene, kind: str) -> str:
    subject = f"the derivative of `{scene.text}`" if scene.text else "the derivative"
    name = scene.source.name
    if kind in _COMPARISONS:
        return f"{subject} depends on '{name}' only through a comparison (op {kind}): it jumps, and has no derivative"
    if kind in _STEPS:
        return f"{subject} moves in steps (op {kind}): it has no derivative itself"
    return f"{subject} is not differentiable itself with respect to this input (op {kind})"


def _not_differentiable(scene: Scene) -> str:
    kind = scene.op.op_type if scene.op else ""
    if scene.is_in_derivative:
        return _slope_not_differentiable(scene, kind)
    what = scene.culprit.what if scene.culprit else ""
    if scene.is_form_only:
        return f"{scene.shown} depends on the shape of '{scene.source.name}' only, not on its values"
    if kind in _COMPARISONS and not _is_comparison(scene):
        return f"{scene.shown} compares inside (op {kind}), and a comparison has no derivative"
    if kind in _COMPARISONS:
        return f"{scene.shown} is True or False, which does not change smoothly: it has no derivative"
    if kind in _STEPS:
        return f"{scene.shown} moves in steps: TensorFlow gives it no derivative"
    if kind in _POSITIONS:
        return f"{scene.shown} gives positions ({scene.dtype or 'integers'}), which have no derivative"
    if kind in _DRAWS or "Random" in kind:
        return f"{scene.shown} draws at random; a drawn value has no derivative with respect to what it was drawn from"
    if kind == "Range":
        return f"{scene.shown} is not differentiable with respect to its limits"
    if scene.public_name or scene.text:
        return f"{scene.shown} is not differentiable with respect to this input"
    return f"{what or 'this step'} is not differentiable"


def _is_comparison(scene: Scene) -> bool:
    """Whether the user wrote the comparison itself and not a function that compares."""
    name = scene.public_name
    return "." not in name or name.rpartition(".")[2].replace("_", "") in {kind.lower() for kind in _COMPARISONS}


def _stop_gradient(scene: Scene) -> str:
    if "stop_gradient" in scene.text or not scene.text:
        return f"{f'`{scene.text}`' if scene.text else 'tf.stop_gradient'} cuts the gradient here"
    return f"a tf.stop_gradient inside `{scene.text}` cuts the gradient"


def _stopped(scene: Scene) -> str:
    if any(reset.stack and reset.stack[0] == scene.place for reset in scene.case.resets):
        return f"`{scene.text}` makes the tape forget what it has recorded so far"
    what = f"`{scene.text}` was" if scene.text else "this was"
    return f"{what} computed while the recording was stopped"


def _custom(scene: Scene) -> str:
    what = f"`{scene.text}`" if scene.text else "this function"
    return f"the custom gradient of {what} gives None for '{scene.source.name}'"


def _branch(scene: Scene) -> str:
    name = scene.source.name
    if scene.reason == "failed":
        what = f"`{scene.text}`" if scene.text else "what was computed from it"
        return f"{what} raised an error that was caught, so what it makes of '{name}' is no part of {scene.target}"
    if scene.reason == "exhausted":
        return f"`{scene.text}` had nothing left to give: something went through it before, so '{name}' was not reached"
    if scene.reason in ("max", "min", "sorted", "next"):
        return f"Python's {scene.reason}() chose another value, so '{name}' is not part of {scene.target}"
    if scene.reason:
        return f"`{scene.text or scene.reason}` picked other values, so '{name}' is not part of {scene.target}"
    if scene.is_zip:
        return f"`{scene.text}` stops where the shortest ends, so '{name}' was not reached"
    condition = f": it depends on `{scene.text}`" if scene.text and not scene.text.startswith("return ") else ""
    return f"'{name}' is used only in code that did not run this time{condition}"


def _before(scene: Scene) -> str:
    if scene.op is not None and scene.op.outside:
        return f"{scene.shown} ran after the tape had been left, and was not recorded"
    if scene.reason == "target-after":
        return f"{scene.target} was computed after the tape had been left"
    if scene.reason == "made-after":
        return f"the expression '{scene.source.name}' makes a new tensor after {scene.target} was computed"
    if scene.in_thread:
        return (
            f"another thread computed what `{scene.text}` gives from '{scene.source.name}', and the tape is not in it"
        )
    if scene.text:
        return f"what `{scene.text}` uses was computed from '{scene.source.name}' before the tape"
    return f"{scene.target} uses a value that was computed from '{scene.source.name}' before the tape"


def _wrong_object(scene: Scene) -> str:
    name = scene.source.name
    used = f"`{scene.text}` uses" if scene.text else f"{scene.target} uses"
    if scene.taken_from:
        return f"'{name}' was taken from {scene.taken_from}, where another variable is now; {used} that one"
    if scene.compiled_for:
        what = f"the function in `{scene.text}`" if scene.text else "a function"
        return f"{what} was compiled when {scene.compiled_for} was another object, and goes on using that one"
    if scene.called_too:
        return f"you asked for '{name}'; {used} another variable that was made as {scene.called_too}, too"
    if scene.exchanged_in:
        return f"{used} the variable that was put into {scene.exchanged_in} in place of '{name}'"
    return {
        "symbolic": f"'{name}' is a symbolic Keras input, a placeholder; {used} the values that were fed instead",
        "copied": f"`{scene.text}` makes a copy of '{name}', an object of its own, and {scene.target} uses that one",
        "copy": f"{used} a copy of '{name}', which is an object of its own",
        "copy-of": f"you asked for '{name}', which is a copy; {used} the original",
        "twin": f"you asked for '{name}'; {used} another variable that the same code made",
        "namesake": f"you asked for '{name}'; {used} another variable of the same path, which this cell made",
    }.get(scene.reason, f"{used} another object than '{name}'")


def _not_connected(scene: Scene) -> str:
    if scene.order:
        return f"{scene.target} does not depend on '{scene.source.name}': it is constant in it, so its derivative is 0"
    return f"'{scene.source.name}' is not used to compute {scene.target}"


def _no_tensor(scene: Scene) -> str:
    target = scene.case.recording.target
    kind = target.type_name if target else ""
    if scene.reason and scene.reason != kind:
        inside = "a None" if scene.reason == "NoneType" else f"a {scene.reason}, which is no tensor"
        return f"{scene.target} holds {inside}, and the tape takes only tensors"
    if kind == "NoneType":
        return f"{scene.target} is None: there is nothing to differentiate"
    special = {"ndarray": "a NumPy array", "str": "a string", "int": "an int", "": "nothing"}
    special |= dict.fromkeys(("float16", "float32", "float64", "int32", "int64"), "a NumPy number")
    what = special.get(kind, f"{'an' if kind[:1] in 'AEIOU' else 'a'} {kind}")
    return f"{scene.target} is {what}, not a tensor, so there is nothing to differentiate"


def _unknown(scene: Scene) -> str:
    return f"the reason could not be established{f': {scene.reason}' if scene.reason else ''}"


_MESSAGES: dict[Cause, Callable[[Scene], str]] = {
    Cause.NOT_WATCHED: _not_watched,
    Cause.NOT_TRAINABLE: _not_trainable,
    Cause.REPLACED_BY_TENSOR: _replaced,
    Cause.LEFT_TENSORFLOW: _left,
    Cause.INTEGER_DTYPE: _integer,
    Cause.STATEFUL_OP: _stateful,
    Cause.NO_GRADIENT_REGISTERED: _unregistered,
    Cause.NOT_DIFFERENTIABLE: _not_differentiable,
    Cause.STOP_GRADIENT: _stop_gradient,
    Cause.RECORDING_STOPPED: _stopped,
    Cause.CUSTOM_GRADIENT: _custom,
    Cause.BRANCH_NOT_TAKEN: _branch,
    Cause.BEFORE_TAPE: _before,
    Cause.WRONG_OBJECT: _wrong_object,
    Cause.NOT_CONNECTED: _not_connected,
    Cause.TARGET_NOT_TENSOR: _no_tensor,
}
