"""From what a cell did to the one frozen recording that the rules judge."""

from __future__ import annotations

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.assemble.recording import Assembler

__all__ = ["Asked", "Assembler", "Evidence"]
