"""What tapeviz concludes about a recording: a `Diagnosis` for each source, gathered in a `Report`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Literal

from tapeviz.records import CodeSpan, GradientRecord, Recording, ValueSummary

__all__ = ["Break", "Cause", "Diagnosis", "Note", "Report", "Suspect"]

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


@dataclass(frozen=True, slots=True)
class Report:
    """One taped cell, explained. `to_dict()` is the stable, JSON-ready form."""

    recording: Recording
    diagnoses: tuple[Diagnosis, ...] = ()
    number: int = 0
    options: tuple[tuple[str, str], ...] = ()
