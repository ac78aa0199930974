"""Folding a picture that would be too big to read: everything that one code line made becomes one node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass

from tapeviz.records import CodeSpan, HostEvent, HostValue, OpRecord, Recording, TensorRecord, VariableRecord
from tapeviz.render.visible import visible
from tapeviz.render.wiring import Subject, Wiring
from tapeviz.render.words import count, places

__all__ = ["Fold", "fold"]

MOST_PINNED = 24
FEW = 4
NO_LINE = 0


@dataclass(frozen=True, slots=True)
class Fold:
    """Many things in one node: what they are, which code made them, and how many of them the gradient reaches.

    `names` are those of the things, or with the verb `makes ` those of the values that they made.
    """

    key: str
    title: str
    code: str = ""
    verb: str = ""
    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    cut: str = ""
    reached: int | None = None
    total: int = 0


def fold(wiring: Wiring, recording: Recording, limit: int) -> dict[str, Fold]:
    """By key of a thing, the fold it goes into; empty when the picture is small enough as it is."""
    if len(wiring.subjects) <= limit:
        return {}
    return _Folding(wiring, recording, limit).folds()


class _Folding:
    """Groups the things of one wiring and words the groups."""

    def __init__(self, wiring: Wiring, recording: Recording, limit: int) -> None:
        self.wiring = wiring
        self.recording = recording
        self.pinned = set(sorted(wiring.pinned)[:MOST_PINNED])
        self.line_of = self.lines()
        block = _block_of(self.line_of.values(), max(1, limit // 2))
        self.block_of = {key: block(line) for key, line in self.line_of.items()}
        self.tensors = {tensor.id: tensor for tensor in recording.tensors}

    def folds(self) -> dict[str, Fold]:
        """The fold of each thing that is folded."""
        groups: dict[Hashable, list[str]] = {}
        for key, number in self.block_of.items():
            groups.setdefault(number, []).append(key)
        # One op of its own stays as it is, with the value and the derivative that a fold cannot show.
        blocks = {number for number, keys in groups.items() if len(keys) > 1}
        groups = {number: keys for number, keys in groups.items() if number in blocks}
        for key, group in self.values(blocks).items():
            groups.setdefault(group, []).append(key)
        found: dict[str, Fold] = {}
        for position, (group, keys) in enumerate(groups.items()):
            if len(keys) > 1:
                word = self.word_lines if group in blocks else self.word_values
                found |= dict.fromkeys(keys, word(f"fold{position}", keys))
        return found

    def lines(self) -> dict[str, int]:
        """For each op and Python step that may be folded, its line in the cell."""
        cells = {code.key for code in self.recording.codes if code.kind == "cell"}
        found = {}
        for key, subject in self.wiring.subjects.items():
            if key not in self.pinned and isinstance(subject, (OpRecord, HostEvent)):
                found[key] = _line(subject.stack, cells)
        return found

    def values(self, blocks: set[Hashable]) -> dict[str, Hashable]:
        """The group of each value: a constant goes where its one user is, others with those that fare the same."""
        beside: dict[str, set[Hashable]] = {}
        for link in self.wiring.links.values():
            beside.setdefault(link.tail, set()).add(self.block_of.get(link.head, link.head))
            beside.setdefault(link.head, set()).add(self.block_of.get(link.tail, link.tail))
        found: dict[str, Hashable] = {}
        for key, subject in self.wiring.subjects.items():
            if key in self.pinned or key in self.block_of:
                continue
            users = beside.get(key, set())
            if _is_constant(subject) and len(users) == 1 and users <= blocks:
                found[key] = next(iter(users))
                continue
            kind = type(subject).__name__ + getattr(subject, "origin", "")
            fate = (self.wiring.reach.get(key), self.wiring.cuts.get(key), getattr(subject, "trainable", None))
            found[key] = (kind, fate, key in self.wiring.sources, frozenset(users))
        return found

    def word_lines(self, key: str, keys: Sequence[str]) -> Fold:
        """A fold of what some neighbouring lines made."""
        subjects = [self.wiring.subjects[one] for one in keys]
        ops = [subject for subject in subjects if isinstance(subject, OpRecord)]
        steps = sum(isinstance(subject, HostEvent) for subject in subjects)
        lines = sorted({self.line_of[one] for one in keys if one in self.line_of} - {NO_LINE})
        made = (self.tensors.get(value) for op in ops for value in op.outputs)
        return Fold(
            key=key,
            title=(places(lines) if len(lines) <= FEW else f"lines {lines[0]} to {lines[-1]}") or "outside the cell",
            code=self.code(lines[0]) if len(lines) == 1 else "",
            verb="makes ",
            names=tuple(dict.fromkeys(visible(tensor.names[0]) for tensor in made if tensor and tensor.names)),
            lines=tuple(_amounts(ops, steps)),
            cut=next((self.wiring.cuts[one] for one in keys if one in self.wiring.cuts), ""),
            reached=self.reached(keys),
            total=self.known(keys),
        )

    def word_values(self, key: str, keys: Sequence[str]) -> Fold:
        """A fold of variables, constants or other values."""
        subjects = [self.wiring.subjects[one] for one in keys]
        first = subjects[0]
        names = (_name(subject) for subject in subjects)
        frozen = isinstance(first, VariableRecord) and not first.trainable and first.kind == "variable"
        return Fold(
            key=key,
            title=_plural(first, len(keys)),
            names=tuple(name for name in names if name),
            lines=("trainable=False",) if frozen else (),
            cut=self.wiring.cuts.get(keys[0], ""),
            reached=self.reached(keys),
            total=self.known(keys),
        )

    def reached(self, keys: Iterable[str]) -> int | None:
        """How many of the things the gradient reaches; None when that is known of none."""
        known = [reach for one in keys if (reach := self.wiring.reach.get(one)) is not None]
        return sum(known) if known else None

    def known(self, keys: Iterable[str]) -> int:
        """Of how many of the things it is known whether the gradient reaches them."""
        return sum(self.wiring.reach.get(one) is not None for one in keys)

    def code(self, line: int) -> str:
        """The text of a line of the cell."""
        text = next((code.text for code in self.recording.codes if code.kind == "cell"), "").split("\n")
        return text[line - 1].strip() if 0 < line <= len(text) else ""


def _line(stack: Sequence[CodeSpan], cells: set[str]) -> int:
    return next((frame.line for frame in stack if frame.code in cells), NO_LINE)


def _block_of(lines: Iterable[int], most: int) -> Callable[[int], int]:
    """Which block of neighbouring lines a line belongs to, when there may be at most `most` blocks."""
    ranks = {line: rank for rank, line in enumerate(sorted(set(lines)))}
    size = -(-len(ranks) // most) if ranks else 1
    return lambda line: ranks[line] // size


def _is_constant(subject: Subject) -> bool:
    return isinstance(subject, HostValue) or (isinstance(subject, TensorRecord) and subject.origin == "constant")


def _amounts(ops: Sequence[OpRecord], steps: int) -> Iterable[str]:
    """How many ops and of which kinds, how many Python steps."""
    kinds = Counter(visible(op.op_type) for op in ops)
    top = ", ".join(f"{kind} x{amount}" if amount > 1 else kind for kind, amount in kinds.most_common(FEW))
    if ops:
        yield count(len(ops), "op")
        yield top + (f", {count(len(kinds) - FEW, 'more kind')}" if len(kinds) > FEW else "")
    if steps:
        yield count(steps, "Python step")


def _plural(first: Subject, amount: int) -> str:
    """`161 variables`, `12 tensors from before`."""
    if isinstance(first, VariableRecord):
        return count(amount, "variable")
    if isinstance(first, TensorRecord) and first.origin == "earlier":
        return f"{count(amount, 'tensor')} from before"
    return count(amount, "constant" if _is_constant(first) else "value")


def _name(subject: Subject) -> str:
    names = getattr(subject, "names", ())
    return visible(names[0] if names else getattr(subject, "own_name", ""))
