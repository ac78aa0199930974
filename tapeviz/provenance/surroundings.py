"""What there is to know of the code around a tape that the user opened himself."""

from __future__ import annotations

import ast
import types
from collections.abc import Callable
from dataclasses import dataclass

from tapeviz.provenance.sites import CodeUnit

__all__ = ["Surroundings"]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """For a taped cell nothing: all its code reports.

    `home` is the frame of the function that opened the tape, if one did: its names count as the cell's own. `block` is
    the statement that opened it, where its code does not report. `is_silent` tells of code whose text is known that it
    ran without reporting. `others` are programs that reported beside the one that opened it: a script that a cell ran.
    """

    home: int = 0
    block: ast.AST | None = None
    is_silent: Callable[[types.CodeType], bool] = lambda _code: False
    others: tuple[CodeUnit, ...] = ()
