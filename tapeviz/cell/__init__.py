"""Running one `%%tape` cell: `code` rewrites it so that IPython still runs it as its own, `run` is one run of it."""

from __future__ import annotations

from tapeviz.cell.code import TapedCells
from tapeviz.cell.run import CellRun

__all__ = ["CellRun", "TapedCells"]
