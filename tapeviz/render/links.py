"""Shown things and the links between them: what a wiring is made of."""

from __future__ import annotations

from dataclasses import dataclass, field

from tapeviz.records import (
    Binding,
    HostEvent,
    HostValue,
    OpRecord,
    SkippedCode,
    SourceRecord,
    TensorRecord,
    VariableRecord,
)
from tapeviz.report import Diagnosis

__all__ = ["Link", "Subject", "Wiring"]

Subject = OpRecord | VariableRecord | TensorRecord | HostValue | HostEvent | SourceRecord | Binding | SkippedCode
FEW_SOURCES = 8


@dataclass(slots=True)
class Link:
    """Data that flows from one shown thing to another. `cut` says why the gradient does not pass here."""

    tail: str
    head: str
    value: int | None = None
    write: bool = False
    dead: bool = False
    way: bool = False
    cut: str = ""


@dataclass(slots=True)
class Wiring:
    """Shown things by key, and the links between them; `reach` says whether the gradient gets to a thing."""

    subjects: dict[str, Subject] = field(default_factory=dict)
    links: dict[tuple[str, str, bool], Link] = field(default_factory=dict)
    reach: dict[str, bool | None] = field(default_factory=dict)
    targets: set[str] = field(default_factory=set)
    sources: dict[str, Diagnosis] = field(default_factory=dict)
    cuts: dict[str, str] = field(default_factory=dict)
    producers: dict[int, str] = field(default_factory=dict)

    @property
    def pinned(self) -> set[str]:
        """What a folded picture keeps apart: targets, cuts, both ends of a cut link, and sources if they are few."""
        ends = {key for link in self.links.values() if link.cut for key in (link.tail, link.head)}
        apart = (OpRecord, HostEvent, Binding, SkippedCode)
        cutters = {key for key in self.cuts if isinstance(self.subjects[key], apart)}
        few = set(self.sources) if len(self.sources) <= FEW_SOURCES else set()
        return self.targets | ends | cutters | few
