"""The chain rule as lines of formulas, before anyone typesets them."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tapeviz.render.chain.records import Chain, Path

__all__ = ["Atom", "Line", "More", "Product", "Ratio", "Row", "Value", "left_side", "lines_of"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """A derivative as a fraction; a partial one where further paths lead from below to above."""

    above: str
    below: str
    partial: bool = False


@dataclass(frozen=True, slots=True)
class Value:
    """A number; `bare` where it stands alone and needs no brackets."""

    value: float
    bare: bool = False


@dataclass(frozen=True, slots=True)
class More:
    """So many paths that are not written out."""

    count: int


Atom = Ratio | Value | More
Product = tuple[Atom, ...]
Row = tuple[Product, ...]
"""Products with a plus between them."""
Line = tuple[Row, ...]
"""Rows below each other with a plus between them, behind one sign of equality."""


def left_side(chain: Chain) -> Ratio:
    """What the lines are equal to."""
    return Ratio(chain.target, chain.source)


def lines_of(chain: Chain) -> list[Line]:
    """Derivatives, their numbers, the products and their sum; what would stand there twice stands there once."""
    terms = [_derivatives(path) for path in chain.paths]
    values = [_values(path) for path in chain.paths]
    sums: list[Product] = [(Value(path.product),) for path in chain.paths]
    left = chain.n_paths - len(chain.paths)
    if left:
        others = Value(chain.total - math.fsum(path.product for path in chain.paths))
        terms, values, sums = [*terms, (More(left),)], [*values, (others,)], [*sums, (others,)]
    lines: list[Line] = [tuple((term,) for term in terms)]
    lines.append(tuple((value,) for value in values) if len(values) > 2 else (tuple(values),))
    if len(sums) > 1:
        lines.append((tuple(sums),))
    lines.append((((Value(chain.total, bare=True),),),))
    return list(dict.fromkeys(lines))


def _derivatives(path: Path) -> Product:
    return tuple(Ratio(link.made, link.by, link.partial) for link in path.links) or (Value(1.0, bare=True),)


def _values(path: Path) -> Product:
    alone = len(path.links) < 2
    return tuple(Value(link.value, bare=alone) for link in path.links) or (Value(1.0, bare=True),)
