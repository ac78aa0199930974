"""What a page shows when a fold is opened where it stands: pictures of the insides of a picture's folds."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from tapeviz.render.dot import direction, inside_source
from tapeviz.render.folding import Fold
from tapeviz.render.look import EMBEDDED, Look
from tapeviz.render.parts import Edge, Node, Picture
from tapeviz.render.picture import Sketch, edges_of, nodes_of, split_hubs
from tapeviz.render.svg import LayoutError, inside_svgs, layout
from tapeviz.render.wiring import Link, Wiring

__all__ = ["MOST_DRAWN", "Inside", "Insides", "draw_insides", "insides_of"]

MOST_DRAWN = 300
MOST_PORTS = 100
DEEPEST = 12
MOST_VALUES = 16
LARGEST = 20_000
SECONDS = 4.0


@dataclass(frozen=True, slots=True)
class Inside:
    """The inside of one fold. `values` are, by the ends of an edge, the numbers of the values that it stands for."""

    picture: Picture
    values: Mapping[tuple[str, str], list[int]]
    svg: str = ""
    width: float = 0.0
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Insides:
    """The insides of a picture's folds and of the folds in those; `number` tells by a fold's key which one is its own.

    Numbers begin with 1; `values` are those of the edges of the picture itself.
    """

    drawn: tuple[Inside, ...] = ()
    number: Mapping[str, int] = field(default_factory=dict)
    values: Mapping[tuple[str, str], list[int]] = field(default_factory=dict)
    across: bool = False


@dataclass(frozen=True, slots=True)
class _Opened:
    """A fold with what is in it: the things, the links among them, and the finer folds."""

    key: str
    part: Wiring
    folds: Mapping[str, Fold]
    crossing: tuple[Link, ...]


def insides_of(sketch: Sketch, look: Look) -> Insides:
    """The insides of as many folds as a page should carry, the outer folds first, not yet laid out."""
    opened = _opened(sketch)
    leaves = _Leaves(sketch, opened)
    picture = sketch.picture
    drawn = tuple(_inside(sketch, one, leaves) for one in opened)
    return Insides(
        drawn,
        {one.key: number for number, one in enumerate(opened, 1)},
        leaves.values(edge for edge in picture.edges if {edge.tail, edge.head} & leaves.keys),
        direction(picture, look) == "LR",
    )


def draw_insides(insides: Insides, look: Look, prefix: str) -> Insides:
    """The same, laid out in one go; none when that takes too long."""
    if not insides.drawn:
        return insides
    fixed = replace(look, direction="LR" if insides.across else "TB")
    source = "".join(inside_source(one.picture, fixed) for one in insides.drawn)
    try:
        raw = layout(source, seconds=SECONDS, command="" if look.dot == EMBEDDED else look.dot)
        found = inside_svgs(raw, [one.picture for one in insides.drawn], prefix)
    except (LayoutError, ValueError):  # another `dot` may write but the first of several graphs
        return Insides(across=insides.across)
    parts = zip(insides.drawn, found, strict=True)
    laid = tuple(replace(one, svg=svg, width=width, height=height) for one, (svg, width, height) in parts)
    return replace(insides, drawn=laid)


# ---- which folds ----------------------------------------------------------------------------------------------------


def _opened(sketch: Sketch) -> list[_Opened]:
    """The folds that open, level by level, as long as there is room; a fold that is too large stays closed."""
    found: list[_Opened] = []
    room = MOST_DRAWN
    waiting = deque((fold, members, 1) for fold, members in _members(sketch.folding.folds).items())
    while waiting:
        fold, members, depth = waiting.popleft()
        if depth > DEEPEST or not _may_open(fold, members, room):
            continue
        part, folds = sketch.folding.inside(fold, members)
        amount = len(members) - len(folds) + len(set(folds.values()))
        crossing = tuple(_crossing(sketch, members))
        ports = {(link.tail, link.head in part.subjects) for link in crossing}
        if amount > room or len(ports) > MOST_PORTS:
            continue
        room -= amount
        found.append(_Opened(fold.key, part, folds, crossing))
        waiting += ((inner, held, depth + 1) for inner, held in _members(folds).items())
    return found


def _may_open(fold: Fold, members: list[str], room: int) -> bool:
    """Whether there is room for a look inside, which a crowd of values is not worth."""
    if fold.verb:
        return room > 1 and len(members) <= LARGEST
    return len(members) <= min(room, MOST_VALUES)


def _members(folds: Mapping[str, Fold]) -> dict[Fold, list[str]]:
    found: dict[Fold, list[str]] = {}
    for key, fold in folds.items():
        found.setdefault(fold, []).append(key)
    return found


def _crossing(sketch: Sketch, members: list[str]) -> Iterator[Link]:
    """The links with one end among the members."""
    held = set(members)
    for member in members:
        for link in sketch.folding.links_at(member):
            if (link.tail in held) is not (link.head in held):
                yield link


# ---- what is drawn of them ------------------------------------------------------------------------------------------


class _Leaves:
    """Numbers what flows along edges by the finest node that ever shows it."""

    def __init__(self, sketch: Sketch, opened: Iterable[_Opened]) -> None:
        self.folds = {key: fold.key for key, fold in sketch.folding.folds.items()}
        self.keys = set()
        for one in opened:
            self.keys.add(one.key)
            self.folds |= dict.fromkeys(one.part.subjects, "")
            self.folds |= {key: fold.key for key, fold in one.folds.items()}
        self.numbers: dict[str, int] = {}
        self.ports: set[str] = set()

    def number(self, thing: str) -> int:
        if thing in self.ports:
            return int(thing[1:])
        return self.numbers.setdefault(self.folds.get(thing) or thing, len(self.numbers) + 1)

    def values(self, edges: Iterable[Edge]) -> dict[tuple[str, str], list[int]]:
        return {(edge.tail, edge.head): list(dict.fromkeys(map(self.number, edge.things))) for edge in edges}


def _inside(sketch: Sketch, opened: _Opened, leaves: _Leaves) -> Inside:
    """The picture of one inside; a line that crosses the frame ends at a port, called by what flows there."""
    nodes = nodes_of(opened.part, opened.folds, sketch.words)
    inner = edges_of(opened.part.links.values(), opened.folds, sketch.slopes)
    edges, uses = split_hubs(nodes, inner, f"{opened.key}_")
    crossing = [_ported(link, opened, leaves) for link in opened.crossing]
    edges += (replace(edge, cut="") for edge in edges_of(crossing, opened.folds, sketch.slopes))
    ports = dict.fromkeys(key for link in crossing for key in (link.tail, link.head) if key not in opened.part.subjects)
    shown = (*nodes.values(), *uses, *(Node(key, "port", "") for key in ports))
    picture = Picture(shown, tuple(edges), "", "")
    return Inside(picture, leaves.values(edge for edge in edges if {edge.tail, edge.head} & leaves.keys))


def _ported(link: Link, opened: _Opened, leaves: _Leaves) -> Link:
    number = leaves.number(link.tail)
    if link.tail in opened.part.subjects:
        return replace(link, head=f"o{number}")
    leaves.ports.add(f"i{number}")
    return replace(link, tail=f"i{number}")
