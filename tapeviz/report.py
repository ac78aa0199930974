"""What tapeviz concludes about a recording: a `Diagnosis` for each source, gathered in a `Report`."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from tapeviz.records import CodeSpan, GradientRecord, OpRecord, Recording, Scalar, TensorSpec, ValueSummary

__all__ = ["Break", "Cause", "Diagnosis", "Edit", "Note", "Report", "Suspect", "Trial", "blame", "nest", "span_text"]

SCHEMA = 1


class Cause(StrEnum):
    """Why a gradient is None. The values are a public contract; each has a page under docs/causes."""

    NOT_WATCHED = "not-watched"
    NOT_TRAINABLE = "not-trainable"
    REPLACED_BY_TENSOR = "replaced-by-tensor"
    LEFT_TENSORFLOW = "left-tensorflow"
    INTEGER_DTYPE = "integer-dtype"
    STATEFUL_OP = "stateful-op"
    NO_GRADIENT_REGISTERED = "no-gradient-registered"
    NOT_DIFFERENTIABLE = "not-differentiable"
    STOP_GRADIENT = "stop-gradient"
    RECORDING_STOPPED = "recording-stopped"
    CUSTOM_GRADIENT = "custom-gradient"
    BRANCH_NOT_TAKEN = "branch-not-taken"
    BEFORE_TAPE = "before-tape"
    WRONG_OBJECT = "wrong-object"
    NOT_CONNECTED = "not-connected"
    TARGET_NOT_TENSOR = "target-not-tensor"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Break:
    """Where a way from source to target is cut.

    Between value `start` and value `end` (ids; None for a cut at the source itself), by op `op` or Python step
    `event` (ids), at `span`; `frames` are further user frames, innermost first, when the cut happened in a helper.
    """

    cause: Cause
    span: CodeSpan | None
    time: int = -1
    start: int | None = None
    end: int | None = None
    op: int | None = None
    event: int | None = None
    frames: tuple[CodeSpan, ...] = ()
    what: str = ""


@dataclass(frozen=True, slots=True)
class Suspect:
    """Another break on the same or on another way; it stands under `also`."""

    cause: Cause
    span: CodeSpan | None


@dataclass(frozen=True, slots=True)
class Note:
    """A second place worth showing beside the culprit, with one sentence."""

    span: CodeSpan
    text: str


@dataclass(frozen=True, slots=True)
class Edit:
    """A remedy as a change of the taped cell: this stretch of its text becomes `new_text`.

    Lines and columns count as in a `CodeSpan`. `option` is what the `%%tape` line gets besides, such as
    `--watch x`; a remedy that is only an option has an empty stretch at the start of line 1 and no new text.
    """

    line: int
    col: int
    end_line: int
    end_col: int
    new_text: str
    option: str = ""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """The verdict on one source. `cause` is None exactly when the source has a gradient.

    `way` lists the value ids from source to target that the explanation follows, `breaks` the cuts on it, nearest
    the target last. `span` is None when no line is to blame.
    """

    source: str
    status: Literal["gradient", "none", "error"]
    gradient: GradientRecord
    cause: Cause | None = None
    span: CodeSpan | None = None
    frames: tuple[CodeSpan, ...] = ()
    message: str = ""
    help: str = ""
    also: tuple[Suspect, ...] = ()
    notes: tuple[Note, ...] = ()
    way: tuple[int, ...] = ()
    breaks: tuple[Break, ...] = ()
    edit: Edit | None = None


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of trying a remedy: the edited cell was run in a copy of the namespace, or could not be.

    `verified` is said only of a gradient that came out of a real run; `gradient` is that one. `edits` were made one
    after the other, each in the text that the one before it gave: several, where several breaks lie on the way. `diff`
    is all of them as a unified diff, `reason` why the trial failed or was not made, or what else is worth knowing.
    """

    source: str
    status: Literal["verified", "failed", "not tried"]
    diff: str = ""
    gradient: GradientRecord | None = None
    reason: str = ""
    edits: tuple[Edit, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One taped cell, explained. `to_dict()` is the stable, JSON-ready form."""

    recording: Recording
    diagnoses: tuple[Diagnosis, ...] = ()
    number: int = 0
    options: tuple[tuple[str, str], ...] = ()
    trials: tuple[Trial, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report as plain dicts, lists, strings and numbers; NaN and infinities are the strings nan, inf, -inf."""
        recording = self.recording
        return {
            "schema": SCHEMA,
            "engine": {"name": recording.engine.name, "version": recording.engine.version},
            "target": _target_entry(recording),
            "watched": _watched_entries(recording),
            "sources": [_source_entry(recording, diagnosis) for diagnosis in self.diagnoses],
            "ops": _op_entries(recording),
            "devices": list(recording.devices),
            "limits": [{"kind": limit.kind, "detail": limit.detail} for limit in recording.limits],
            "failure": recording.failure or None,
            **({"trials": [_trial_entry(recording, trial) for trial in self.trials]} if self.trials else {}),
        }


def span_text(recording: Recording, span: CodeSpan) -> str:
    """The program text a span covers: exactly its columns, or its stripped lines when only lines are known."""
    text = next((code.text for code in recording.codes if code.key == span.code), "")
    lines = text.split("\n")[span.line - 1 : span.end_line or span.line]
    if not lines or span.col is None:
        return "\n".join(lines).strip()
    if span.end_col is not None:
        lines[-1] = lines[-1][: span.end_col]
    lines[0] = lines[0][span.col :]
    return "\n".join(lines)


def blame(recording: Recording, diagnosis: Diagnosis) -> tuple[CodeSpan | None, tuple[CodeSpan, ...]]:
    """The place in the taped cell that a diagnosis blames, and its other frames, innermost first.

    A culprit outside the cell becomes a frame, and the cell line that led to it, if a frame knows it, the place.
    """
    keys = _cell_keys(recording)
    span, frames = diagnosis.span, diagnosis.frames
    if span is None or span.code in keys:
        return span, frames
    outside = (span, *(frame for frame in frames if frame.code not in keys and frame != span))
    return next((frame for frame in frames if frame.code in keys), None), outside


def _cell_keys(recording: Recording) -> set[str]:
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


def _span_entry(span: CodeSpan | None) -> dict[str, Any]:
    places = ("line", "end_line", "col", "end_col")
    if span is None:
        return dict.fromkeys(places)
    return dict(zip(places, (span.line, span.end_line or span.line, span.col, span.end_col), strict=True))


def _target_entry(recording: Recording) -> dict[str, Any]:
    target = recording.target
    if target is None:
        return {"name": None, **_spec_entry(None)}
    return {"name": target.name, **_spec_entry(None if target.several else target.spec)}


def _watched_entries(recording: Recording) -> list[dict[str, Any]]:
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


def _source_entry(recording: Recording, diagnosis: Diagnosis) -> dict[str, Any]:
    place, frames = blame(recording, diagnosis)
    answer = diagnosis.gradient
    return {
        "name": diagnosis.source,
        "status": diagnosis.status,
        "cause": str(diagnosis.cause) if diagnosis.cause else None,
        **_span_entry(place),
        "code": span_text(recording, place) if place else None,
        "message": diagnosis.message,
        "help": diagnosis.help,
        "also": [_suspect_entry(recording, suspect) for suspect in diagnosis.also],
        "gradient": _gradient_entry(recording, answer),
        "frames": [_frame_entry(recording, frame) for frame in frames],
        "error": answer.error or None,
        "error_type": answer.error_type or None,
    }


def _suspect_entry(recording: Recording, suspect: Suspect) -> dict[str, Any]:
    return {"cause": str(suspect.cause), **_cell_entry(recording, suspect.span)}


def _cell_entry(recording: Recording, span: CodeSpan | None) -> dict[str, Any]:
    """A place and its code; like the culprit's, the line is one of the taped cell or null."""
    inside = span if span is not None and span.code in _cell_keys(recording) else None
    return {**_span_entry(inside), "code": span_text(recording, span) if span else None}


def _trial_entry(recording: Recording, trial: Trial) -> dict[str, Any]:
    return {
        "source": trial.source,
        "status": trial.status,
        "diff": trial.diff,
        "gradient": _gradient_entry(recording, trial.gradient) if trial.gradient else None,
        "reason": trial.reason,
    }


def _frame_entry(recording: Recording, frame: CodeSpan) -> dict[str, Any]:
    text = next((code for code in recording.codes if code.key == frame.code), None)
    return {
        "file": text.title if text else frame.code,
        "kind": text.kind if text else "file",
        "function": frame.scope,
        **_span_entry(frame),
        "code": span_text(recording, frame),
    }


def _gradient_entry(recording: Recording, answer: GradientRecord) -> dict[str, Any] | None:
    if answer.spec is None and answer.summary is None:
        return None
    health = [{"kind": kind, "detail": detail, **_cell_entry(recording, span)} for kind, detail, span in answer.health]
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


def _op_entries(recording: Recording) -> list[dict[str, Any]]:
    """The cell's own ops; what ran earlier, or inside another op, explains but is not what the tape saw."""
    keys, values = _cell_keys(recording), _value_names(recording)
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
        **_span_entry(next((frame for frame in op.stack if frame.code in keys), None)),
        "reads": [variables.get(variable, "") for variable in op.reads],
        "writes": [variables.get(variable, "") for variable in op.writes],
        "attrs": dict(op.attrs),
        "scopes": list(op.scopes),
        "recorded": op.recorded,
        "failed": op.failed,
    }
