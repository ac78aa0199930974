"""What records look like in a report's `to_dict()`: plain dicts, lists, strings and numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tapeviz.records import CodeSpan, GradientRecord, OpRecord, Recording, Scalar, TensorSpec, ValueSummary

__all__ = [
    "cell_entry",
    "cell_keys",
    "frame_entry",
    "gradient_entry",
    "matrix_entry",
    "nest",
    "op_entries",
    "span_entry",
    "span_text",
    "target_entry",
    "text_at",
    "watched_entries",
]


def span_text(recording: Recording, span: CodeSpan) -> str:
    """The program text a span covers: exactly its columns, or its stripped lines when only lines are known."""
    return text_at(next((code.text for code in recording.codes if code.key == span.code), ""), span)


def text_at(text: str, span: CodeSpan) -> str:
    """As `span_text`, of the text that the span points into."""
    lines = text.split("\n")[span.line - 1 : span.end_line or span.line]
    if not lines or span.col is None:
        return "\n".join(lines).strip()
    if span.end_col is not None:
        lines[-1] = lines[-1][: span.end_col]
    lines[0] = lines[0][span.col :]
    return "\n".join(lines)


def cell_keys(recording: Recording) -> set[str]:
    """The keys of the taped cell among the texts."""
    return {code.key for code in recording.codes if code.kind == "cell"}


def nest(values: Sequence[Scalar], shape: Sequence[int | None] | None) -> Any:
    """Values in row order as nested lists of that shape; flat when the shape does not fit them."""
    extents = [extent for extent in shape or () if extent is not None]
    if shape is None or len(extents) != len(shape) or math.prod(extents) != len(values):
        return list(values)
    nested: list[Any] = list(values)
    for extent in reversed(extents[1:]):
        nested = [nested[start : start + extent] for start in range(0, len(nested), extent)]
    return nested if extents else nested[0]


def _plain(value: Any) -> Any:
    """A value that strict JSON can hold."""
    if isinstance(value, (list, tuple)):
        return [_plain(part) for part in value]
    if isinstance(value, float) and not math.isfinite(value):
        return "nan" if math.isnan(value) else "inf" if value > 0 else "-inf"
    return str(value).strip("()") if isinstance(value, complex) else value


def _shape_entry(spec: TensorSpec | None) -> list[int | None] | None:
    return None if spec is None or spec.shape is None else list(spec.shape)


def _spec_entry(spec: TensorSpec | None) -> dict[str, Any]:
    return {"shape": _shape_entry(spec), "dtype": spec.dtype if spec else None}


def span_entry(span: CodeSpan | None) -> dict[str, Any]:
    """Line and columns of a place, all None when there is none."""
    places = ("line", "end_line", "col", "end_col")
    if span is None:
        return dict.fromkeys(places)
    return dict(zip(places, (span.line, span.end_line or span.line, span.col, span.end_col), strict=True))


def target_entry(recording: Recording) -> dict[str, Any]:
    """What the target is."""
    target = recording.target
    if target is None:
        return {"name": None, **_spec_entry(None)}
    return {"name": target.name, **_spec_entry(None if target.several else target.spec)}


def watched_entries(recording: Recording) -> list[dict[str, Any]]:
    """Every watched variable, then every tensor that `tape.watch` named."""
    entries = [
        {"name": _first(variable.names, variable.own_name), **_spec_entry(variable.spec), "device": variable.device}
        for variable in recording.variables
        if variable.watched and variable.kind == "variable"
    ]
    watched = {watch.value for watch in recording.watches if watch.variable is None}
    tensors = (tensor for tensor in recording.tensors if tensor.id in watched and tensor.variable is None)
    return entries + [
        {"name": _first(tensor.names), **_spec_entry(tensor.spec), "device": tensor.device} for tensor in tensors
    ]


def _first(names: Sequence[str], otherwise: str = "") -> str:
    return names[0] if names else otherwise


def cell_entry(recording: Recording, span: CodeSpan | None) -> dict[str, Any]:
    """A place and its code; like the culprit's, the line is one of the taped cell or null."""
    inside = span if span is not None and span.code in cell_keys(recording) else None
    return {**span_entry(inside), "code": span_text(recording, span) if span else None}


def frame_entry(recording: Recording, frame: CodeSpan) -> dict[str, Any]:
    """One of the user's frames."""
    text = next((code for code in recording.codes if code.key == frame.code), None)
    return {
        "file": text.title if text else frame.code,
        "kind": text.kind if text else "file",
        "function": frame.scope,
        **span_entry(frame),
        "code": span_text(recording, frame),
    }


def gradient_entry(recording: Recording, answer: GradientRecord) -> dict[str, Any] | None:
    """A gradient, or None where nothing is known of one."""
    if answer.spec is None and answer.summary is None:
        return None
    health = [{"kind": kind, "detail": detail, **cell_entry(recording, span)} for kind, detail, span in answer.health]
    entry = {**_spec_entry(answer.spec), "device": answer.device, "indexed_slices": answer.indexed_slices}
    return {**entry, **_value_entry(answer), "health": health}


def _value_entry(answer: GradientRecord) -> dict[str, Any]:
    """`value` when every number is known, else `summary`."""
    summary = answer.summary
    if answer.nested is not None:
        return {"value": _plain(answer.nested)}
    if summary is None:
        return {"summary": None}
    if summary.values is not None:
        return {"value": _plain(nest(summary.values, answer.spec.shape if answer.spec else None))}
    return {"summary": _summary_entry(summary)}


def matrix_entry(
    spec: TensorSpec | None, values: Sequence[Scalar] | None, summary: ValueSummary | None
) -> dict[str, Any]:
    """Shape and dtype of a matrix, and its numbers where they are known."""
    if values is not None:
        return {**_spec_entry(spec), "value": _plain(nest(values, spec.shape if spec else None))}
    return {**_spec_entry(spec), "summary": _summary_entry(summary) if summary else None}


def _summary_entry(summary: ValueSummary) -> dict[str, Any]:
    statistics = ("size", "min", "max", "mean", "std", "n_zero", "n_nonfinite")
    return {name: _plain(getattr(summary, name)) for name in statistics}


def _value_names(recording: Recording) -> dict[int, dict[str, Any]]:
    """By value id, what an op entry says of each of its inputs and outputs."""
    values: dict[int, dict[str, Any]] = {
        tensor.id: {"id": tensor.id, "name": _first(tensor.names) or None, **_spec_entry(tensor.spec)}
        | {"device": tensor.device}
        for tensor in recording.tensors
    }
    for value in recording.host_values:
        values[value.id] = {"id": value.id, "name": _first(value.names) or None, "type": value.type_name}
    return values


def op_entries(recording: Recording) -> list[dict[str, Any]]:
    """The cell's own ops; what ran earlier, or inside another op, explains but is not what the tape saw."""
    keys, values = cell_keys(recording), _value_names(recording)
    variables = {variable.id: _first(variable.names, variable.own_name) for variable in recording.variables}
    ops = (op for op in recording.ops if not op.earlier and op.kind not in {"inner", "function"})
    return [_op_entry(op, keys, values, variables) for op in ops]


def _op_entry(
    op: OpRecord, keys: set[str], values: dict[int, dict[str, Any]], variables: dict[int, str]
) -> dict[str, Any]:
    return {
        "op_type": op.op_type,
        "inputs": [values.get(value, {"id": value}) for value in op.inputs],
        "outputs": [values.get(value, {"id": value}) for value in op.outputs],
        **span_entry(next((frame for frame in op.stack if frame.code in keys), None)),
        "reads": [variables.get(variable, "") for variable in op.reads],
        "writes": [variables.get(variable, "") for variable in op.writes],
        "attrs": dict(op.attrs),
        "scopes": list(op.scopes),
        "recorded": op.recorded,
        "failed": op.failed,
    }
