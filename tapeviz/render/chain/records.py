"""What a chain rule is made of when it is written out: factors, paths of them, and their sum."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

__all__ = ["MOST_CHAINS", "MOST_PATHS", "Chain", "Link", "Path", "refused"]

MOST_PATHS = 12
MOST_CHAINS = 12


@dataclass(frozen=True, slots=True)
class Link:
    """One factor: the derivative of what was made by what it was made of.

    `partial` says that what was made depends on the other in further ways too, which other paths follow. `how` tells of
    a fold's value how it was made.
    """

    made: str
    by: str
    value: float
    partial: bool
    op: int
    how: str = ""


@dataclass(frozen=True, slots=True)
class Path:
    """A path from source to target, its factors from the target back, as they are written."""

    links: tuple[Link, ...]

    @property
    def product(self) -> float:
        """The product of the factors; of no factor (the target is the source itself) one."""
        return math.prod(link.value for link in self.links)


@dataclass(frozen=True, slots=True)
class Chain:
    """The derivative of the target by one source, path by path.

    `paths` are the largest of `n_paths` by the size of their product, largest first; `total` is the sum over all of
    them. With a `refusal` there are none: it says in one line why they cannot be written out. `n_steps` are the steps
    that they lead through; where they go by folds, `n_folds` of them.
    """

    target: str
    source: str
    paths: tuple[Path, ...] = ()
    n_paths: int = 0
    total: float = 0.0
    tape: float | None = None
    refusal: str = ""
    n_steps: int = 0
    n_folds: int = 0


def refused(chain: Chain, reason: str) -> Chain:
    """The chain that cannot be written out, for this reason."""
    return replace(chain, refusal=reason)
