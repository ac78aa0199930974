"""What one `%%tape` line asks for, after parsing and before anything runs."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Expression", "Request"]


@dataclass(frozen=True, slots=True)
class Expression:
    """A Python expression of the magic line: its text and the 0-based column where it stands in line 1 of the cell."""

    text: str
    col: int = 0


@dataclass(frozen=True, slots=True)
class Request:
    """TARGET, SOURCES and the options that change what is recorded.

    `target` None: the cell's last expression or the name its last statement assigns. `sources` None: every watched
    variable. `picture` says that values and adjoints of intermediates are wanted for a drawing. `order` is the highest
    derivative that is taken.
    """

    target: Expression | None = None
    sources: tuple[Expression, ...] | None = None
    watch: tuple[str, ...] = ()
    watch_accessed: bool = True
    persistent: bool = False
    zero: bool = False
    picture: bool = True
    order: int = 1
