"""What a fold is called, and which items a name given to `--open` or `--close` means."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from tapeviz.render.folding.outline import Group, Item
from tapeviz.render.folding.places import NO_LINE, Level

__all__ = ["Stretches", "name_of", "openable_names", "shared_prefix"]

RANGE = ".."


class Stretches:
    """The items that a name means, as stretches of neighbours; empty when nothing is called so.

    `line:4#20` means line 4 and, where that is repeated, its 20th round.
    """

    def __init__(self, items: Sequence[Item], lines: Sequence[int], name: str) -> None:
        whole, mark, turn = name.rpartition("#")
        has_round = bool(mark) and turn.isdecimal()
        self.round = int(turn) if has_round else 0
        name = whole if has_round else name
        self.of = [0] * len(items)
        self.bounds = [(0, 0), *self._bounds(items, lines, name)]
        for number, (start, end) in enumerate(self.bounds):
            self.of[start:end] = [number] * (end - start)
        self.until = [0]
        for number in self.of:
            self.until.append(self.until[-1] + bool(number))

    def __bool__(self) -> bool:
        return len(self.bounds) > 1

    def meets(self, group: Group) -> bool:
        """Whether the name means something in the group."""
        return self.until[group.end] > self.until[group.start]

    def is_part(self, group: Group) -> bool:
        """Whether the group is less than one thing of that name."""
        start, end = self.bounds[self.of[group.start]]
        return start <= group.start and group.end <= end and group.size < end - start

    def holds(self, group: Group) -> bool:
        """Whether the group is one thing of that name, or less."""
        start, end = self.bounds[self.of[group.start]]
        return start <= group.start and group.end <= end

    @staticmethod
    def _bounds(items: Sequence[Item], lines: Sequence[int], name: str) -> Iterator[tuple[int, int]]:
        if RANGE in name and not name.startswith("line:"):
            first, _, last = name.partition(RANGE)
            starts = [start for start, _ in _runs(items, lambda at: _is_named(items[at], first))]
            ends = [end for _, end in _runs(items, lambda at: _is_named(items[at], last))]
            if starts and ends and min(starts) < max(ends):
                yield min(starts), max(ends)
            return
        wanted = _line_range(name)
        if wanted:
            yield from _runs(items, lambda at: wanted[0] <= lines[at] <= wanted[1])
        else:
            exact = list(_runs(items, lambda at: _is_named(items[at], name)))
            yield from exact or _runs(items, lambda at: _begins(items[at], name))


def _runs(items: Sequence[Item], is_meant: Callable[[int], bool]) -> Iterator[tuple[int, int]]:
    start = None
    for at in range(len(items) + 1):
        if at < len(items) and is_meant(at):
            start = at if start is None else start
        elif start is not None:
            yield start, at
            start = None


def _line_range(name: str) -> tuple[int, int] | None:
    """The lines that `line:7`, `line 7` or `line:7..9` means."""
    found = re.fullmatch(r"lines?[ :](\d+)(?:\.\.(\d+))?", name)
    return (int(found[1]), int(found[2] or found[1])) if found else None


def _is_named(item: Item, name: str) -> bool:
    """Whether a layer, a function or a helper's line around the item has that name, or a path of them."""
    scopes, parts = _scopes(item.levels), name.split("/")
    if any(scopes[at : at + len(parts)] == parts for at in range(len(scopes) - len(parts) + 1)):
        return True
    return any(_frame_name(level) == name or (level.kind == "before" and name == "before") for level in item.levels)


def _begins(item: Item, name: str) -> bool:
    """Whether a layer around the item has a name that begins with these words."""
    return any(scope.startswith(f"{name}_") for scope in _scopes(item.levels))


def _scopes(levels: Sequence[Level]) -> list[str]:
    return [level.name for level in levels if level.kind in {"scope", "function"}]


def _frame_name(level: Level) -> str | None:
    return f"{level.name}:{level.line}" if level.kind == "frame" else None


def name_of(group: Group, lines: Sequence[int]) -> str:
    """What `--open` calls a group: its layers or function, else its lines."""
    if group.block:
        prefix = shared_prefix(group.block)
        if prefix:
            return prefix
        first, last = (_scope(part) for part in (group.block[0], group.block[-1]))
        if first and last:
            return f"{first}{RANGE}{last}"
    if scopes := _scopes(group.levels):
        return "/".join(scopes)
    frame = next((name for level in reversed(group.levels) if (name := _frame_name(level))), None)
    if frame:
        return frame
    known = sorted({lines[at] for at in range(group.start, group.end)} - {NO_LINE})
    if not known:
        return "before" if any(level.kind == "before" for level in group.levels) else ""
    return f"line:{known[0]}" if known[0] == known[-1] else f"line:{known[0]}{RANGE}{known[-1]}"


def _scope(group: Group) -> str:
    return next(reversed(_scopes(group.levels)), "")


def shared_prefix(groups: Sequence[Group]) -> str:
    """The words that the names of several layers begin with: `conv2_block1` of `conv2_block1_1_conv` and others."""
    names = [_scope(group).split("_") for group in groups]
    shared = []
    for words in zip(*names, strict=False):
        if len(set(words)) > 1 or not words[0]:
            break
        shared.append(words[0])
    longest = min((len(words) for words in names), default=0)
    return "_".join(shared) if len(shared) < longest else ""


def openable_names(items: Sequence[Item], lines: Sequence[int]) -> list[str]:
    """Every layer, function and line that a fold may be named after, in the order of the code."""
    names: dict[str, None] = {}
    for levels, line in dict.fromkeys((item.levels, line) for item, line in zip(items, lines, strict=True)):
        names |= dict.fromkeys(_scopes(levels))
        if line != NO_LINE:
            names[f"line:{line}"] = None
    return list(names)
