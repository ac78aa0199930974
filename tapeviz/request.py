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
    derivative that is taken, by as many tapes.
    """

    target: Expression | None = None
    sources: tuple[Expression, ...] | None = None
    watch: tuple[str, ...] = ()
    watch_accessed: bool = True
    persistent: bool = False
    zero: bool = False
    picture: bool = True
    order: int = 1
    jacobian: bool = False
    hessian: bool = False

    @property
    def depth(self) -> int:
        """How many tapes are opened around the cell."""
        return max(self.order, 2 if self.hessian else 1)
