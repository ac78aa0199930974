"""Judges a recording: one diagnosis for each source. Pure: it reads the facts and nothing else."""

from __future__ import annotations

from dataclasses import replace

from tapeviz.diagnose.case import Case
from tapeviz.diagnose.health import examine
from tapeviz.diagnose.rules import judge
from tapeviz.diagnose.words import tell
from tapeviz.records import Limit, Recording
from tapeviz.report import Diagnosis, Report

__all__ = ["diagnose"]


def diagnose(recording: Recording) -> Report:
    """The report on a recording. A source with a gradient never gets a cause."""
    case = Case(recording)
    diagnoses: list[Diagnosis] = []
    for source, gradient in zip(recording.sources, recording.gradients, strict=False):
        if gradient.status == "gradient":
            diagnoses.append(Diagnosis(source.name, "gradient", examine(case, source, gradient)))
        else:
            diagnoses.append(tell(case, source, gradient, judge(case, source, gradient)))
    if case.unsaid:
        limits = (*recording.limits, *(Limit("words", text) for text in case.unsaid))
        recording = replace(recording, limits=limits)
    return Report(recording, tuple(diagnoses))
