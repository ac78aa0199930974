"""What was asked of a cell: target and sources as they were evaluated."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tapeviz.provenance.slots import Slot
from tapeviz.records import CodeSpan
from tapeviz.request import Request

__all__ = ["Asked", "root_name"]


@dataclass(slots=True)
class Asked:
    """Target and sources as evaluated, the sources' former values, how the cell ended, and what was lost of it.

    `slots` are the places that held those former values, beside the sources' own paths.
    With an `order` the target is the derivative of that order of what the cell made, at `made`.
    """

    request: Request
    before: dict[str, Any]
    failure: str = ""
    target: Any = None
    has_target: bool = False
    target_name: str = ""
    sources: list[tuple[str, str, Any]] = field(default_factory=list)
    end_key: int = 0
    names_before: dict[str, int] = field(default_factory=dict)
    order: int = 0
    made: CodeSpan | None = None
    lost: list[tuple[str, Exception]] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)


def root_name(text: str) -> str:
    """The name that a path such as `model.layers[0]` begins with."""
    return text.partition(".")[0].partition("[")[0]
