"""How pictures look where somebody has set it: direction, colours, font, number of nodes, and what draws them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, cast

from tapeviz.report import Report

__all__ = ["DIRECTIONS", "EMBEDDED", "NODES", "PALETTES", "Look"]

Direction = Literal["auto", "LR", "TB"]
Palette = Literal["auto", "light", "dark", "contrast"]
DIRECTIONS: tuple[Direction, ...] = ("auto", "LR", "TB")
PALETTES: tuple[Palette, ...] = ("auto", "light", "dark", "contrast")
EMBEDDED = "embedded"
NODES = 60
MONOSPACED = re.compile("mono|code|consol|courier|menlo", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Look:
    """`auto` follows the picture's size (direction) or the page (palette); `dot` is `embedded` or a command."""

    direction: Direction = "auto"
    palette: Palette = "auto"
    font: str = ""
    nodes: int = NODES
    dot: str = EMBEDDED

    @classmethod
    def of(cls, report: Report) -> Look:
        """The look that a report's options ask for."""
        options = dict(report.options)
        return cls(
            direction=cast("Direction", options.get("direction", "auto")),
            palette=cast("Palette", options.get("palette", "auto")),
            font=options.get("font", ""),
            nodes=int(options.get("nodes", NODES)),
            dot=options.get("dot", EMBEDDED),
        )

    @property
    def family(self) -> str:
        """The font's name, or a list of names, without what could end an attribute."""
        return re.sub(r"[^\w ,'-]", "", self.font).strip(" ,")

    @property
    def metrics(self) -> str:
        """Whose widths the layout counts with: the embedded `dot` knows few fonts."""
        return "Courier" if MONOSPACED.search(self.family) else ""
