"""The recorded ops as a list of lines: the picture in words, and what stands in for it when none can be drawn."""

from __future__ import annotations

from collections.abc import Iterator

from tapeviz.records import OpRecord, Recording, TensorRecord
from tapeviz.render.visible import cut_to, visible
from tapeviz.render.words import call_words, count, spec_words, value_words

__all__ = ["op_lines"]

MOST_OPS = 200


def op_lines(recording: Recording, most: int = MOST_OPS) -> list[str]:
    """One line for each op of the cell: its line, `name = Op(inputs)`, what it made and what the gradient there is."""
    cells = {code.key for code in recording.codes if code.kind == "cell"}
    ops = [op for op in recording.ops if not op.earlier and op.kind not in {"inner", "function"}]
    if not ops:
        return ["(no op was recorded)"]
    labels = dict(_labels(recording, ops[:most]))
    tensors = {tensor.id: tensor for tensor in recording.tensors}
    lines = [_line(op, cells, labels, tensors) for op in ops[:most]]
    return [*lines, f"... and {count(len(ops) - most, 'more op')}"] if len(ops) > most else lines


def _labels(recording: Recording, ops: list[OpRecord]) -> Iterator[tuple[int, str]]:
    """What each value is called: its name, its constant's value, or the number of its op."""
    for value in recording.host_values:
        yield value.id, visible(value.names[0]) if value.names else f"<{visible(value.type_name)}>"
    for tensor in recording.tensors:
        if tensor.names:
            yield tensor.id, visible(tensor.names[0])
        elif tensor.origin == "constant":
            yield tensor.id, value_words(tensor.summary, tensor.spec, 12) or "constant"
    named = {tensor.id for tensor in recording.tensors if tensor.names}
    for op in ops:
        for output in op.outputs:
            if output not in named:
                yield output, f"#{op.id}"


def _line(op: OpRecord, cells: set[str], labels: dict[int, str], tensors: dict[int, TensorRecord]) -> str:
    place = next((frame for frame in op.stack if frame.code in cells), None)
    where = f"line {place.line}" if place else ""
    inputs = ", ".join(labels.get(value, "?") for value in op.inputs)
    outputs = ", ".join(labels.get(value, "?") for value in op.outputs)
    made = tensors.get(op.outputs[0]) if op.outputs else None
    call = f"{visible(call_words(op))}({inputs})"
    text = f"{where:>9}  {f'{outputs} = {call}' if outputs else call}"
    if op.failed:
        return f"{text}  FAILED"
    if not op.recorded:
        text += "  (not recorded)"
    return text + (_facts(made) if made else "")


def _facts(tensor: TensorRecord) -> str:
    value = value_words(tensor.summary, tensor.spec, 24)
    shown = f"  {value or spec_words(tensor.spec)}"
    if tensor.live is False:
        return f"{shown}  gradient: None"
    adjoint = value_words(tensor.adjoint, tensor.spec, 24)
    return f"{shown}  gradient: {cut_to(adjoint, 60)}" if adjoint else shown
