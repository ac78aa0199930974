"""What tapeviz concludes about a recording: a `Diagnosis` for each source, gathered in a `Report`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from tapeviz.entries import (
    cell_entry,
    cell_keys,
    frame_entry,
    gradient_entry,
    matrix_entry,
    nest,
    op_entries,
    span_entry,
    span_text,
    target_entry,
    watched_entries,
)
from tapeviz.matrix import block_array
from tapeviz.records import CodeSpan, GradientRecord, Recording, Scalar, TensorSpec, ValueSummary

__all__ = [
    "Block",
    "Break",
    "Cause",
    "Curvature",
    "Diagnosis",
    "Edit",
    "HigherDerivative",
    "Note",
    "Report",
    "Suspect",
    "Trial",
    "blame",
    "nest",
    "span_text",
]

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
class HigherDerivative:
    """The report on a derivative of order 2 or more by one source; its target is the derivative of the order below."""

    source: str
    order: int
    report: Report


@dataclass(frozen=True, slots=True)
class Block:
    """The derivatives of every entry of one tensor by every entry of a source: a block of a Jacobian or Hessian.

    `row` names the target, or in a Hessian the source whose gradient is differentiated. The shape in `spec` is that of
    the row (`row_rank` axes) and then of the source. `values` are all entries in row order, where they are few; of more
    `tiles` holds the largest entry of each part, as a coarse matrix. `structure` says where entries can be other than
    0: where both belong to the same place (`diagonal`), or to the same row of a batch (`per-example`). `refused` was
    not computed, and `note` says why; `report` explains a None that the gradient does not.
    """

    row: str
    source: str
    status: Literal["matrix", "none", "error", "refused"]
    spec: TensorSpec | None = None
    row_rank: int = 0
    summary: ValueSummary | None = None
    values: tuple[Scalar, ...] | None = None
    tiles: tuple[tuple[float, ...], ...] | None = None
    structure: Literal["", "zero", "diagonal", "per-example"] = ""
    note: str = ""
    report: Report | None = None


@dataclass(frozen=True, slots=True)
class Curvature:
    """A whole Hessian: its size, its greatest difference from its transpose by its largest entry, its eigenvalues.

    Of the eigenvalues only how many have which sign; None where the matrix is too large for them, or not symmetric.
    `tiles` is a large matrix coarsely, as in a `Block`.
    """

    size: int
    asymmetry: float
    positive: int | None = None
    zero: int | None = None
    negative: int | None = None
    tiles: tuple[tuple[float, ...], ...] | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """One taped cell, explained. `to_dict()` is the stable, JSON-ready form."""

    recording: Recording
    diagnoses: tuple[Diagnosis, ...] = ()
    number: int = 0
    options: tuple[tuple[str, str], ...] = ()
    trials: tuple[Trial, ...] = ()
    higher: tuple[HigherDerivative, ...] = ()
    jacobians: tuple[Block, ...] = ()
    hessians: tuple[Block, ...] = ()
    curvature: Curvature | None = None

    def order(self, number: int, source: str = "") -> Report:
        """The report on the derivative of that order; 1 is this one. Its target is the derivative of the order below.

        `source` may be left out where there is one. Raises `ValueError` for what was not taken: a higher order than
        `--order` asked for, or one above an order that is None.
        """
        if number == 1:
            return self
        names = list(dict.fromkeys(each.source for each in self.higher))
        if not source and len(names) > 1:
            raise ValueError(f"name the source: report.order({number}, {names[0]!r}); there are {', '.join(names)}")
        mine = [each for each in self.higher if each.source == (source or "".join(names))]
        found = next((each.report for each in mine if each.order == number), None)
        if found is None:
            there = f"order {' and '.join(str(n) for n in (1, *(each.order for each in mine)))}"
            raise ValueError(f"order {number} was not taken{f' for {source!r}' if source else ''}; there is {there}")
        return found

    def jacobian(self, source: str = "", target: str = "") -> Any:
        """The Jacobian of a target by a source as a NumPy array of shape `target.shape + source.shape`.

        Names may be left out where there is one. Raises `ValueError` where `--jacobian` did not ask for it, where it is
        None, or where it is too large to be kept in a report.
        """
        return block_array(self.jacobians, "--jacobian", target, source)

    def hessian(self, row: str = "", column: str = "") -> Any:
        """The block of the Hessian for two sources as a NumPy array of shape `row.shape + column.shape`.

        With one name both are that source. Raises `ValueError` as `jacobian` does.
        """
        return block_array(self.hessians, "--hessian", row, column or row)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain dicts, lists, strings and numbers; NaN and infinities are the strings nan, inf, -inf."""
        recording = self.recording
        return {
            "schema": SCHEMA,
            "engine": {"name": recording.engine.name, "version": recording.engine.version},
            "target": target_entry(recording),
            "watched": watched_entries(recording),
            "sources": [{**_source_entry(recording, d), **_higher_entries(self, d)} for d in self.diagnoses],
            **_hessian_entry(self),
            "ops": op_entries(recording),
            "devices": list(recording.devices),
            "limits": [{"kind": limit.kind, "detail": limit.detail} for limit in recording.limits],
            "failure": recording.failure or None,
            **({"trials": [_trial_entry(recording, trial) for trial in self.trials]} if self.trials else {}),
        }


def blame(recording: Recording, diagnosis: Diagnosis) -> tuple[CodeSpan | None, tuple[CodeSpan, ...]]:
    """The place in the taped cell that a diagnosis blames, and its other frames, innermost first.

    A culprit outside the cell becomes a frame, and the cell line that led to it, if a frame knows it, the place.
    """
    keys = cell_keys(recording)
    span, frames = diagnosis.span, diagnosis.frames
    if span is None or span.code in keys:
        return span, frames
    outside = (span, *(frame for frame in frames if frame.code not in keys and frame != span))
    return next((frame for frame in frames if frame.code in keys), None), outside


def _source_entry(recording: Recording, diagnosis: Diagnosis) -> dict[str, Any]:
    place, frames = blame(recording, diagnosis)
    answer = diagnosis.gradient
    return {
        "name": diagnosis.source,
        "status": diagnosis.status,
        "cause": str(diagnosis.cause) if diagnosis.cause else None,
        **span_entry(place),
        "code": span_text(recording, place) if place else None,
        "message": diagnosis.message,
        "help": diagnosis.help,
        "also": [_suspect_entry(recording, suspect) for suspect in diagnosis.also],
        "gradient": gradient_entry(recording, answer),
        "frames": [frame_entry(recording, frame) for frame in frames],
        "error": answer.error or None,
        "error_type": answer.error_type or None,
    }


def _higher_entries(report: Report, diagnosis: Diagnosis) -> dict[str, Any]:
    """What was taken of a source beyond its gradient: further orders, as source entries of their own, and Jacobians."""
    orders = [
        {"order": each.order, "target": target_entry(each.report.recording)}
        | _source_entry(each.report.recording, each.report.diagnoses[0])
        for each in report.higher
        if each.source == diagnosis.source
    ]
    blocks = [_block_entry(block, "target") for block in report.jacobians if block.source == diagnosis.source]
    return {**({"orders": orders} if orders else {}), **({"jacobians": blocks} if blocks else {})}


def _hessian_entry(report: Report) -> dict[str, Any]:
    if not report.hessians:
        return {}
    whole = report.curvature
    signs = {"positive": whole.positive, "zero": whole.zero, "negative": whole.negative} if whole else None
    blocks = [{**_block_entry(block, "row"), "column": block.source} for block in report.hessians]
    asymmetry = whole.asymmetry if whole else None
    return {"hessian": {"blocks": blocks, "asymmetry": asymmetry, "eigenvalues": signs}}


def _block_entry(block: Block, row: str) -> dict[str, Any]:
    why = block.report.diagnoses[0] if block.report else None
    return {
        row: block.row,
        "status": block.status,
        **matrix_entry(block.spec, block.values, block.summary),
        "structure": block.structure or None,
        "note": block.note or None,
        "cause": str(why.cause) if why and why.cause else None,
        "message": why.message if why else None,
    }


def _suspect_entry(recording: Recording, suspect: Suspect) -> dict[str, Any]:
    return {"cause": str(suspect.cause), **cell_entry(recording, suspect.span)}


def _trial_entry(recording: Recording, trial: Trial) -> dict[str, Any]:
    return {
        "source": trial.source,
        "status": trial.status,
        "diff": trial.diff,
        "gradient": gradient_entry(recording, trial.gradient) if trial.gradient else None,
        "reason": trial.reason,
    }
