"""Chooses which groups are opened, so that a drawing is as fine as a limit allows and what matters stands alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from tapeviz.render.folding.names import Stretches
from tapeviz.render.folding.outline import Group, Outline

__all__ = ["Wishes", "choose"]

MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked of a choice. `kept` are the positions that shall stand alone, the most important first.

    `deepest` is the last rank that is opened; `may_open` says which groups may be at all.
    """

    room: int
    kept: Sequence[int] = ()
    deepest: int | None = None
    opened: Sequence[Stretches] = ()
    closed: Sequence[Stretches] = ()
    may_open: Callable[[Group], bool] = field(default=lambda _: True)


def choose(outline: Outline, wishes: Wishes, within: Group | None = None) -> list[Group]:
    """The groups that are shown, in order. What is opened by name may go beyond the room.

    `within` a group they are its parts, one division down.
    """
    if within is not None:
        return _Choice(outline, wishes, within).inside()
    return _Choice(outline, wishes, outline.whole()).groups() if outline.items else []


class _Choice:
    def __init__(self, outline: Outline, wishes: Wishes, whole: Group) -> None:
        self.outline = outline
        self.wishes = wishes
        self.whole = whole
        self.shown = {whole.start: whole}
        self.room = wishes.room

    def inside(self) -> list[Group]:
        return self.joined(self.outline.divide(self.whole), self.room, ())

    def groups(self) -> list[Group]:
        self.by_name()
        self.room = max(self.room, len(self.shown))
        for position in self.wishes.kept:
            self.set_apart(position)
        self.by_rank()
        return self.merged([self.shown[start] for start in sorted(self.shown)])

    def merged(self, groups: Sequence[Group]) -> list[Group]:
        """The groups, those that a closed name means put together."""
        for stretches in self.wishes.closed:
            blocks: list[list[Group]] = []
            last = 0
            for group in groups:
                number = stretches.of[group.start] if stretches.holds(group) else 0
                if number and number == last:
                    blocks[-1].append(group)
                else:
                    blocks.append([group])
                last = number
            groups = [_block(block) for block in blocks]
        return list(groups)

    def is_closed(self, group: Group) -> bool:
        return group.is_item or any(stretches.holds(group) for stretches in self.wishes.closed)

    def replace(self, group: Group, parts: Iterable[Group]) -> None:
        del self.shown[group.start]
        self.shown |= {part.start: part for part in parts}

    # ---- what was asked for by name ---------------------------------------------------------------------------------

    def by_name(self) -> None:
        for stretches in self.wishes.opened:
            waiting = [group for group in self.shown.values() if stretches.meets(group)]
            while waiting:
                group = waiting.pop()
                if self.is_closed(group) or group.rest or stretches.is_part(group):
                    continue
                if group.starts and 0 < stretches.round <= group.rounds:
                    self.open_round(group, stretches.round)
                    continue
                parts = self.outline.divide(group)
                parts = self.joined(parts, self.wishes.room, [part for part in parts if stretches.meets(part)])
                self.replace(group, parts)
                waiting += [part for part in parts if stretches.meets(part)]

    def open_round(self, group: Group, number: int) -> None:
        """Open a repetition and one of its rounds."""
        parts = self.outline.divide(group, [group.starts[number - 1]])
        self.replace(group, parts)
        (chosen,) = (part for part in parts if part.start == group.starts[number - 1])
        if not self.is_closed(chosen):
            self.replace(chosen, self.outline.divide(chosen))

    # ---- what shall stand alone -------------------------------------------------------------------------------------

    def set_apart(self, position: int) -> None:
        """Open what holds the position, as far as the room goes, with as few other parts as can be."""
        path: list[tuple[Group, list[Group]]] = []
        group = next(group for group in self.shown.values() if group.start <= position < group.end)
        more = 0
        while not self.is_closed(group):
            parts = self.outline.divide(group, [position])
            (inner,) = (part for part in parts if part.start <= position < part.end)
            parts = self.joined(parts, 1, [inner])
            more += len(parts) - 1
            path.append((group, parts))
            group = inner
        if len(self.shown) + more <= self.room:
            for outer, parts in path:
                self.replace(outer, parts)

    # ---- the rest of the room ---------------------------------------------------------------------------------------

    def by_rank(self) -> None:
        """Open the groups of one rank after the other: the ones with few parts first, all or none of the others."""
        rank = -1
        while True:
            ranks = [group.rank for group in self.shown.values() if group.rank > rank and self.may_open(group)]
            if not ranks:
                return
            rank = min(ranks)
            if self.wishes.deepest is not None and rank >= self.wishes.deepest:
                return
            self.open_rank([group for group in self.shown.values() if group.rank == rank and self.may_open(group)])

    def may_open(self, group: Group) -> bool:
        return not self.is_closed(group) and not group.rest and self.wishes.may_open(group)

    def open_rank(self, groups: Sequence[Group]) -> None:
        divided = sorted(((group, self.outline.divide(group)) for group in groups), key=lambda pair: len(pair[1]))
        for at, (group, parts) in enumerate(divided):
            remaining = len(divided) - at
            share = (self.room - len(self.shown)) // remaining
            # Neighbours among bare ops have nothing in common that a block of them could be named after.
            is_structured = sum(not part.is_item for part in parts) * 2 > len(parts)
            if len(parts) - 1 <= share:
                self.replace(group, parts)
            elif self.is_large(group) and share:
                self.replace(group, self.joined(parts, share + 1, ()))
            elif is_structured:
                return

    def is_large(self, group: Group) -> bool:
        """Whether to open a group in blocks is better than not to open it: it is most of what there is."""
        return group.rank == 0 or 2 * group.size > self.whole.size

    # ---- neighbours put together ------------------------------------------------------------------------------------

    def joined(self, parts: Sequence[Group], room: int, alone: Sequence[Group]) -> list[Group]:
        """The parts in about `room` blocks of neighbours, by the beginning of their names where these have one."""
        if len(parts) <= room:
            return list(parts)
        kept = {part.start for part in alone}
        for words in range(MOST_WORDS, 0, -1):
            blocks = _by_words(parts, words, kept)
            if len(kept) < len(blocks) <= room + len(kept) and len(blocks) > 1:
                return blocks
        size = -(-len(parts) // max(1, room - len(kept)))
        while len(blocks := _by_number(parts, size, kept)) > max(room, 2 * len(kept) + 1) and size < len(parts):
            size *= 2
        return blocks


def _by_words(parts: Sequence[Group], words: int, kept: set[int]) -> list[Group]:
    """Blocks of layers whose names have their first words in common."""
    blocks: list[list[Group]] = []
    last: object = None
    for part in parts:
        name = next((level.name for level in reversed(part.levels) if level.kind == "scope"), "")
        key: object = "_".join(name.split("_")[:words]) if name and part.start not in kept else part.start
        if blocks and key == last:
            blocks[-1].append(part)
        else:
            blocks.append([part])
        last = key
    return [_block(block) for block in blocks]


def _by_number(parts: Sequence[Group], size: int, kept: set[int]) -> list[Group]:
    blocks: list[list[Group]] = []
    fresh = True
    for part in parts:
        alone = part.start in kept
        if fresh or alone or len(blocks[-1]) >= size:
            blocks.append([part])
        else:
            blocks[-1].append(part)
        fresh = alone
    return [_block(block) for block in blocks]


def _block(parts: Sequence[Group]) -> Group:
    """Neighbours as one group."""
    first = parts[0]
    if len(parts) == 1:
        return first
    depth = first.depth - len(first.levels)
    return Group(first.start, parts[-1].end, depth, first.rank, block=tuple(parts))
