"""The ops of a cell in the order they ran, divided again and again: lines, layers, functions, repetitions, calls."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace

from tapeviz.render.folding.places import Level, normal
from tapeviz.render.folding.repeats import Run, repetitions

__all__ = ["Group", "Item", "Outline"]

# A repetition of more than this shows its first and its last round only.
FEW_ROUNDS = 6
# A single op is often used a few times at one place without any loop; a stretch of ops hardly ever.
FEWEST_OF_ONE = 8


@dataclass(frozen=True, slots=True)
class Item:
    """An op or a Python step: the key of the shown thing, what it does, and what is around it, outermost first."""

    key: str
    what: str
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """The items from `start` to `end`, which have `depth` levels in common.

    `levels` are those that this group stands for and its parent does not. `starts` holds where the rounds of a
    repetition begin. `round` numbers a round, from 1, of `rounds` in all. `rank` counts the steps down from the whole.
    A `rest` is what is left of a repetition between the rounds that are shown; a `block` is some neighbours put
    together.
    """

    start: int
    end: int
    depth: int = 0
    rank: int = 0
    levels: tuple[Level, ...] = ()
    starts: tuple[int, ...] = ()
    first_round: int = 1
    round: int = 0
    rounds: int = 0
    rest: bool = False
    block: tuple[Group, ...] = ()

    @property
    def size(self) -> int:
        """How many items it holds."""
        return self.end - self.start

    @property
    def is_item(self) -> bool:
        """Whether there is nothing to open."""
        return self.size == 1


class Outline:
    """Divides groups into smaller ones, each when it is asked for."""

    def __init__(self, items: Sequence[Item]) -> None:
        self.items = items
        self.symbols = self._symbols()
        self._known: dict[tuple[int, int, int, int], list[Group]] = {}

    def _symbols(self) -> list[int]:
        """A number for each item: equal for those that do the same at the same place."""
        numbers: dict[Hashable, int] = {}
        known: dict[tuple[Level, ...], Hashable] = {}
        found = []
        for item in self.items:
            if item.levels not in known:
                known[item.levels] = tuple((level.kind, normal(level.name), level.line) for level in item.levels)
            found.append(numbers.setdefault((item.what, known[item.levels]), len(numbers)))
        return found

    def whole(self) -> Group:
        """Everything."""
        return self._settled(Group(0, len(self.items)))

    def divide(self, group: Group, kept: Sequence[int] = ()) -> list[Group]:
        """The parts of a group, in order; the rounds of a repetition that hold a position of `kept` stay apart."""
        if group.block:
            return [replace(part, rank=group.rank + 1) for part in group.block]
        if group.starts:
            return self._rounds(group, kept)
        return [self._settled(part) for part in self._parts(group)]

    def _settled(self, group: Group) -> Group:
        """The group with the levels that all of its items share: what holds one part only is that part."""
        while not group.is_item and not group.starts:
            parts = self._parts(group)
            if len(parts) != 1:
                break
            (part,) = parts
            turn, of = group.round, group.rounds
            group = replace(part, rank=group.rank, levels=group.levels + part.levels)
            if turn:
                group = replace(group, round=turn, rounds=of)
        return group

    def _parts(self, group: Group) -> list[Group]:
        key = (group.start, group.end, group.depth, group.rank)
        if key not in self._known:
            self._known[key] = self._found_parts(group)
        return self._known[key]

    def _found_parts(self, group: Group) -> list[Group]:
        units = [(start, end) for start, end in self._units(group)]
        if len(units) == 1 and not self._is_bare(group, units[0][0]):
            start, end = units[0]
            levels = (self.items[start].levels[group.depth],)
            return [Group(start, end, group.depth + 1, group.rank + 1, levels)]
        return [self._part(group, start, end, starts) for start, end, starts in self._with_repetitions(units)]

    def _is_bare(self, group: Group, at: int) -> bool:
        return len(self.items[at].levels) <= group.depth

    def _units(self, group: Group) -> Iterable[tuple[int, int]]:
        """The stretches of a group that are at one place: those of the next level, or single items."""
        start = group.start
        while start < group.end:
            end = start + 1
            if not self._is_bare(group, start):
                level = self.items[start].levels[group.depth]
                while end < group.end and self.items[end].levels[group.depth : group.depth + 1] == (level,):
                    end += 1
            yield start, end
            start = end

    def _with_repetitions(self, units: Sequence[tuple[int, int]]) -> list[tuple[int, int, tuple[int, ...]]]:
        """The units, with equal stretches of them that follow each other put together, also of such stretches."""
        numbers: dict[Hashable, int] = {}
        parts = [(start, end, ()) for start, end in units]
        symbols = [numbers.setdefault(tuple(self.symbols[start:end]), len(numbers)) for start, end in units]
        joined: list[tuple[int, int, tuple[int, ...]]] = list(parts)
        while runs := [run for run in repetitions(symbols) if self._is_worth(run, joined)]:
            result, names, at = [], [], 0
            for run in runs:
                start, period, times = run
                result += joined[at:start]
                names += symbols[at:start]
                starts = tuple(joined[start + turn * period][0] for turn in range(times))
                result.append((starts[0], joined[run.end - 1][1], starts))
                body = (*symbols[start : start + period], times)
                names.append(numbers.setdefault(("run", body), len(numbers)))
                at = run.end
            joined, symbols = [*result, *joined[at:]], [*names, *symbols[at:]]
        return joined

    @staticmethod
    def _is_worth(run: Run, parts: Sequence[tuple[int, int, tuple[int, ...]]]) -> bool:
        start, period, times = run
        return times >= FEWEST_OF_ONE or parts[start + period - 1][1] - parts[start][0] > 1

    def _part(self, group: Group, start: int, end: int, starts: tuple[int, ...]) -> Group:
        depth, rank = group.depth, group.rank + 1
        if starts:
            return Group(start, end, depth, rank, starts=starts, rounds=len(starts))
        if self._is_bare(group, start):
            return Group(start, end, depth, rank)
        return Group(start, end, depth + 1, rank, (self.items[start].levels[depth],))

    def _rounds(self, group: Group, kept: Sequence[int]) -> list[Group]:
        times = len(group.starts)
        shown = set(range(times)) if times <= FEW_ROUNDS else {0, times - 1}
        shown |= {bisect_right(group.starts, at) - 1 for at in kept if group.start <= at < group.end}
        parts: list[Group] = []
        turn = 0
        while turn < times:
            after = turn + 1
            while turn not in shown and after < times and after not in shown:
                after += 1
            starts = group.starts[turn:after]
            end = group.starts[after] if after < times else group.end
            number = group.first_round + turn
            part = Group(group.starts[turn], end, group.depth, group.rank + 1, group.levels, rounds=group.rounds)
            if after - turn > 1:
                parts.append(replace(part, starts=starts, first_round=number, rest=True))
            else:
                parts.append(self._settled(replace(part, round=number)))
            turn = after
        return parts
