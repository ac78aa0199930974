"""What a drawing is asked to show: everything, lines, layers or ways, how deep, and which folds are open or closed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from tapeviz.report import Report

__all__ = ["View", "ViewKind"]

ViewKind = Literal["auto", "full", "line", "layer", "path"]


@dataclass(frozen=True, slots=True)
class View:
    """The options that choose the drawing. `depth` None: as deep as a readable number of nodes allows."""

    kind: ViewKind = "auto"
    depth: int | None = None
    opened: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    @classmethod
    def of(cls, report: Report) -> View:
        """The view that a report's options ask for; a kind that is no drawing of the whole graph is `auto`."""
        options = dict(report.options)
        kind = options.get("graph", "auto")
        return cls(
            kind=cast("ViewKind", kind) if kind in get_args(ViewKind) else "auto",
            depth=int(options["depth"]) if options.get("depth") else None,
            opened=tuple(name for option, name in report.options if option == "open"),
            closed=tuple(name for option, name in report.options if option == "close"),
        )

    def options(self) -> tuple[tuple[str, str], ...]:
        """The same as options of a report."""
        depth = (("depth", str(self.depth)),) if self.depth is not None else ()
        names = (("open", self.opened), ("close", self.closed))
        return (("graph", self.kind), *depth, *((option, name) for option, names in names for name in names))
