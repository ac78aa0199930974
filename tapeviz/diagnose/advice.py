"""What to change, as one sentence about the user's own code."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import replace

from tapeviz.diagnose.moves import pause_around
from tapeviz.diagnose.places import used_instead
from tapeviz.diagnose.rewrites import as_update, floats, statement_in, substitute, values_first, with_float_dtype
from tapeviz.diagnose.scene import Scene
from tapeviz.diagnose.translate import Translator, dotted, translated
from tapeviz.report import Cause, span_text

__all__ = ["help_for"]


def help_for(scene: Scene) -> str:
    """The remedy for a verdict; empty when nothing is known to help."""
    advise = _ADVICE.get(scene.diagnosis.cause or Cause.UNKNOWN)
    return advise(scene) if advise else ""


def _not_watched(scene: Scene) -> str:
    name = scene.source.name
    if scene.source.made is not None:
        return f"watch it as soon as it is made: tape.watch({name})"
    if scene.case.recording.own_tape:
        return f"watch it before it is used: tape.watch({name}) as the first statement under the tape"
    return f"watch it before it is used: %%tape ... --watch {name}, or tape.watch({name}) as the first statement"


def _not_trainable(scene: Scene) -> str:
    name = scene.source.name
    if scene.case.recording.own_tape:
        return f"watch it: tape.watch({name}); or make it with trainable=True if it is to be trained"
    return f"watch it: %%tape ... --watch {name}; or make it with trainable=True if it is to be trained"


def _replaced(scene: Scene) -> str:
    root = scene.reason or scene.source.root or scene.source.name
    if root not in (scene.source.root, scene.source.name):
        name = scene.source.name
        written = f", or write the new value into the variable: {name}.assign(...)" if scene.variable else ""
        return f"let {root} stay '{name}'{written}"
    update = as_update(scene)
    if update:
        return f"update the variable in place: {update}"
    statement = statement_in(scene)
    if isinstance(statement, ast.For) or (scene.node is not None and isinstance(scene.node, ast.Name)):
        return f"give the loop variable another name than {root}"
    return (
        f"give the result another name, such as {root}_new, so that {root} stays what {scene.target} was computed from"
    )


_KEPT = frozenset(
    {"numpy", "float", "item", "tolist", "asarray", "array", "convert_to_numpy", "constant", "float32", "float64"}
)
_IN_TENSORFLOW = "write the function with TensorFlow ops, or call it through tf.py_function with TensorFlow ops inside"
_INSTEAD = {
    "numpy_function": _IN_TENSORFLOW,
    "py_func": _IN_TENSORFLOW,
    "int": "use the number as it is; a Python integer counts steps and has no slope",
}


def _left(scene: Scene) -> str:
    text = ast.unparse(scene.node) if scene.node is not None else ""
    name = scene.public_name or (dotted(scene.node.func) if isinstance(scene.node, ast.Call) else "")
    last = name.rpartition(".")[2]
    if last in _INSTEAD:
        return _INSTEAD[last]
    if scene.is_put or (name.startswith("tf.") and last != "constant"):
        return "keep it a tensor: build the array with tf.concat, tf.where or tf.tensor_scatter_nd_update"
    if scene.is_taken and last != "constant":
        return f"keep {text} a tensor, and compute what follows from it with TensorFlow ops"
    new = translated(text) if text else ""
    if "random" in name or name.startswith("rng."):
        draw = f": {new}" if new else ""
        return f"draw with TensorFlow and apply the parameters outside the draw{draw} (other numbers than NumPy draws)"
    if not new:
        kept = last in _KEPT
        return "keep the tensor and go on with TensorFlow ops" if kept else "compute this step with TensorFlow ops"
    return _left_for(scene, last, new)


def _left_for(scene: Scene, last: str, new: str) -> str:
    """The TensorFlow form of the step, introduced by what it replaces."""
    if last in ("predict", "predict_on_batch"):
        return f"call the model itself: {new}"
    if last == "get_weights":
        return f"use the variables themselves: {new}"
    if last in _KEPT:
        return f"keep the tensor: {new}"
    where = "" if scene.is_in_cell else ", in the function that was called"
    return f"compute it with TensorFlow{where}: {new}"


def _integer(scene: Scene) -> str:
    culprit = scene.culprit
    own = culprit is None or (culprit.op is None and culprit.event is None)
    if own:
        return _integer_source(scene)
    found = substitute(scene)
    if found:
        return found
    if scene.op is not None and scene.op.op_type == "Cast":
        value = scene.argument(0, "x", scene.argument(0, "image", "the value"))
        if scene.public_name and "cast" not in scene.public_name and "convert" not in scene.public_name:
            return f"let the gradient pass as if this step were not there: {value} + tf.stop_gradient(... - {value})"
        if scene.dtype == "bool":
            return f"use a soft gate between 0 and 1 instead of the bool: tf.sigmoid({value})"
        return f"stay with floating-point numbers: use {value} without the cast (it is then not cut to whole numbers)"
    return "use floating-point values on this path"


def _integer_source(scene: Scene) -> str:
    name = scene.source.name
    made = scene.source.made or (scene.variable.created[0] if scene.variable and scene.variable.created else None)
    text = span_text(scene.case.recording, made) if made is not None else ""
    new = floats(text) or with_float_dtype(text)
    if new:
        return f"make it of floating-point numbers: {new}"
    if scene.source.spec is not None and scene.source.spec.dtype == "bool":
        return f"make {name} of numbers, 1.0 and 0.0, instead of True and False"
    if scene.source.kind == "variable":
        return f"make {name} with a floating-point dtype, such as tf.Variable(10.0) instead of tf.Variable(10)"
    return f"make {name} with a floating-point dtype, such as tf.constant(10.0) instead of tf.constant(10)"


def _stateful(scene: Scene) -> str:
    kind = scene.op.op_type if scene.op else ""
    written = scene.written
    if "Dataset" in kind:
        return "compute with the tensors themselves; a dataset is for data, not for what is to be differentiated"
    if "Queue" in kind or "Table" in kind or "Stack" in kind:
        return "pass the value on directly instead of putting it in and taking it out again"
    if ".apply_gradients" in scene.text or ("Sub" in kind and "optimizer" in scene.text):
        return "take the step by hand, so that it is on the tape: new = w - rate * gradient, and go on with new"
    if "update_state" in scene.text or _is_metric(scene):
        return "use the loss function for the target (tf.keras.losses...); a metric accumulates in variables"
    if ".set_weights" in scene.text:
        return "compute with the tensors themselves instead of storing them as the weights of a layer"
    new = values_first(scene)
    if new and ("Variable(" in scene.text):
        return f"go on with the tensor itself: {new}"
    if new:
        name = scene.name_of(written) if written is not None else ""
        if not name.isidentifier():
            return f"compute the target from the value itself, and store it for later if needed: {new}"
        return f"compute the target from the value itself, and store it for later if needed: {name}_new = {new}"
    return "use the value itself instead of reading it back from the state"


_METRIC_STATE = frozenset({"total", "count", "true_positives", "false_positives", "true_negatives", "false_negatives"})


def _is_metric(scene: Scene) -> bool:
    written = scene.written
    return written is not None and written.own_name.rpartition("/")[2].partition(":")[0] in _METRIC_STATE


def _unregistered(scene: Scene) -> str:
    return substitute(scene) or (
        "write this step with differentiable ops, or give it a backward pass of its own with tf.custom_gradient"
    )


def _not_differentiable(scene: Scene) -> str:
    if scene.is_in_derivative:
        return "for a further derivative use a smooth function in its place, such as tf.nn.softplus for a relu"
    if scene.is_form_only:
        return f"use the values of {scene.source.name}, or leave it out of the sources"
    return substitute(scene) or "use a differentiable substitute for this step"


def _stop_gradient(scene: Scene) -> str:
    if scene.text and "back_prop" in scene.text:
        return "leave back_prop=False out"
    if (
        scene.node is not None
        and isinstance(scene.node, ast.Call)
        and dotted(scene.node.func).endswith("stop_gradient")
    ):
        return f"if the gradient is wanted, leave tf.stop_gradient out: {scene.argument(0, 'input', 'its argument')}"
    return "if the gradient is wanted, leave tf.stop_gradient out"


def _stopped(scene: Scene) -> str:
    it = f"`{scene.text}`" if scene.text and scene.is_in_cell else "it"
    span = scene.diagnosis.span
    if any(reset.stack and reset.stack[0] == scene.place for reset in scene.case.resets):
        return f"compute what {scene.target} needs after {it}, or leave {it} out"
    block = None
    if span is not None and scene.is_in_cell and span.col is not None:
        block = pause_around(scene.cell, scene.cell.offset(span.line, span.col))
    if block is None:
        return f"move {it} out of the block that pauses the tape (`tape.stop_recording()`, `tf.init_scope()`)"
    return f"move {it} out of the `with {scene.cell.slice(block.items[0].context_expr)}:` block"


def _custom(scene: Scene) -> str:
    return f"let its gradient function return a gradient for {scene.source.name} too, in place of None"


def _branch(scene: Scene) -> str:
    name = scene.source.name
    if scene.reason in ("max", "min"):
        soft = "tf.reduce_logsumexp([...])" if scene.reason == "max" else "-tf.reduce_logsumexp([-...])"
        return f"to let each count, add them up or use a soft {scene.reason}imum: {soft}"
    if scene.reason == "exhausted":
        return (
            f"keep what `{scene.text}` gives in a list, or make it anew right before the loop: it gives each item once"
        )
    if scene.reason == "failed":
        what = f"`{scene.text}`" if scene.text else f"the code with {name}"
        return f"mend {what}, whose error is caught here, or leave {name} out"
    if scene.reason:
        return f"use all the values in {scene.target}, or leave {name} out of the sources"
    if scene.is_zip:
        return "make what it goes through equally long; with strict=True it raises an error where they are not"
    condition = f" `{scene.text}`" if scene.text and not scene.text.startswith("return ") else ""
    return (
        f"use values for which the code with {name} runs{f' (change{condition})' if condition else ''}, or leave it out"
    )


def _before(scene: Scene) -> str:
    if scene.reason == "target-after" or (scene.op is not None and scene.op.outside):
        return "move it into the block of the tape: `with tf.GradientTape() as tape:`"
    if scene.reason == "made-after":
        return "give the expression a name in the cell, compute the target from it, and ask for that name"
    if scene.in_thread:
        return "compute it in the thread of the cell: each thread has tapes of its own"
    note = scene.diagnosis.notes[0] if scene.diagnosis.notes else None
    inside = "under the tape" if scene.case.recording.own_tape else "inside the taped cell"
    if note is None:
        return f"compute it {inside}"
    if note.span.scope and "<" not in note.span.scope:
        return f"let {note.span.scope.rpartition('.')[2]}() run {inside}, so that the tape sees it"
    text = scene.text_at(replace(note.span, col=None, end_col=None), 90)
    return f"run this {inside}: {text}" if text else f"compute it {inside}"


def _wrong_object(scene: Scene) -> str:
    if scene.reason == "symbolic":
        return (
            f"ask for the tensor that is fed to the model, and watch it: --watch batch in place of {scene.source.name}"
        )
    if scene.exchanged_in:
        return f"let '{scene.source.name}' stay in {scene.exchanged_in}, or ask for the variable that is put there"
    if scene.compiled_for:
        return f"define the function again, now that {scene.compiled_for} is new, or .assign() to the old one"
    if scene.taken_from:
        return f"take it again from where it is now: {scene.source.name} = {scene.taken_from}"
    if scene.reason == "copied":
        return f"compute with {scene.source.name} itself, or ask for the gradient of the copy"
    other = used_instead(scene)
    name = scene.name_of(other) if other is not None and other.names else ""
    if name:
        return f"ask for the object that was used: wrt {name}"
    if scene.called_too:
        return "make what still holds the other one again (a function's default, an object), or ask for that one"
    if scene.reason in ("twin", "namesake"):
        return f"take {scene.source.name} again from the object that the target uses, after it was rebuilt"
    return "ask for the gradient of the object that the target used"


def _not_connected(scene: Scene) -> str:
    if scene.order:
        return "nothing is wrong: the tape says None where a derivative is 0 everywhere; --zero gives zeros"
    if scene.again is not None:
        return f"compute it once, and go on from {scene.source.name} itself to {scene.target}"
    passed = scene.passed_over
    if passed is not None and passed.kind == "missing":
        return f"ask for '{passed.key}' instead of '{passed.asked}'"
    if passed is not None and passed.kind == "late":
        return f"hand it over where the function is made, as a default: lambda ..., {passed.key}={passed.key}: ..."
    return f"use {scene.source.name} in the computation of {scene.target}, or leave it out of the sources"


_OF_A_TAPE = ("gradient", "jacobian", "batch_jacobian")


def _no_tensor(scene: Scene) -> str:
    target = scene.case.recording.target
    kind = target.type_name if target else ""
    text = span_text(scene.case.recording, target.made) if target and target.made else ""
    if kind == "KerasTensor":
        return f"call the model with data, and compute {scene.target} from what it gives: a Keras symbol has no value"
    if scene.reason:
        parts = "`.values` of it" if scene.reason == "SparseTensor" else f"the tensors in {scene.target}"
        return f"differentiate {parts}, and leave the rest out"
    if kind == "NoneType":
        called = _called(text)
        if called.rpartition(".")[2] in _OF_A_TAPE:
            return f"run the cell without %%tape after %autotape on, which says why {called} gave None"
        return f"let {called} return the tensor" if called else "give the cell a target that is a tensor"
    if "evaluate(" in text:
        return "compute the loss on the tape: call the model, then the loss function on what it returns"
    new = translated(text.partition("=")[2].strip()) if "=" in text else ""
    if new and kind != "str" and _ends_as_tensor(text):
        return f"keep the tensor: {scene.target} = {new}"
    return f"differentiate the tensor, and give the converted value another name: {scene.target}_value = ..."


def _called(text: str) -> str:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return ""
    return next((dotted(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)), "")


def _ends_as_tensor(text: str) -> bool:
    """Whether the statement's value, translated, is not merely the name that it binds."""
    translator = Translator(lambda node: node is not None)
    try:
        statement = ast.parse(text).body[0]
    except (SyntaxError, ValueError, IndexError):
        return False
    if not isinstance(statement, ast.Assign):
        return False
    return not isinstance(translator.visit(statement.value), ast.Name)


_ADVICE: dict[Cause, Callable[[Scene], str]] = {
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
