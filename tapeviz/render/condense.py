"""Folding a picture that would be too big to read: everything that one code line made becomes one node."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tapeviz.records import CodeSpan, HostEvent, OpRecord, Recording, TensorRecord, VariableRecord
from tapeviz.render.visible import visible
from tapeviz.render.wiring import Wiring
from tapeviz.render.words import count, places

__all__ = ["Fold", "fold"]

MOST_PINNED = 24
FEW = 4
NO_LINE = 0


@dataclass(frozen=True, slots=True)
class Fold:
    """Many things in one node: what they are, which code made them, and how many of them the gradient reaches."""

    key: str
    title: str
    code: str = ""
    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    cut: str = ""
    reached: int | None = None
    total: int = 0


def fold(wiring: Wiring, recording: Recording, limit: int) -> dict[str, Fold]:
    """By key of a thing, the fold it goes into; empty when the picture is small enough as it is."""
    if len(wiring.subjects) <= limit:
        return {}
    pinned = set(sorted(wiring.pinned)[:MOST_PINNED])
    line_of = _lines(wiring, recording, pinned)
    block = _block_of(line_of.values(), max(1, limit // 2))
    groups: dict[tuple[object, ...], list[str]] = {}
    for key, line in line_of.items():
        groups.setdefault(("line", block(line)), []).append(key)
    blocks: dict[str, tuple[object, ...]] = {key: ("line", block(line)) for key, line in line_of.items()}
    for key, name in _leaf_groups(wiring, pinned, blocks).items():
        groups.setdefault(name, []).append(key)
    folds: dict[str, Fold] = {}
    for number, (name, keys) in enumerate(groups.items()):
        if len(keys) > 1:
            made = _fold_lines if name[0] == "line" else _fold_values
            folds |= dict.fromkeys(keys, made(f"fold{number}", keys, wiring, recording, line_of))
    return folds


def _lines(wiring: Wiring, recording: Recording, pinned: set[str]) -> dict[str, int]:
    """For each op and Python step that may be folded, its line in the cell."""
    cells = {code.key for code in recording.codes if code.kind == "cell"}
    found = {}
    for key, subject in wiring.subjects.items():
        if key not in pinned and isinstance(subject, (OpRecord, HostEvent)):
            found[key] = _line(subject.stack, cells)
    return found


def _line(stack: Sequence[CodeSpan], cells: set[str]) -> int:
    return next((frame.line for frame in stack if frame.code in cells), NO_LINE)


def _block_of(lines: Iterable[int], most: int) -> Callable[[int], int]:
    """Which block of neighbouring lines a line belongs to, when there may be at most `most` blocks."""
    ranks = {line: rank for rank, line in enumerate(sorted(set(lines)))}
    size = -(-len(ranks) // most) if ranks else 1
    return lambda line: ranks[line] // size


def _leaf_groups(
    wiring: Wiring, pinned: set[str], blocks: dict[str, tuple[object, ...]]
) -> dict[str, tuple[object, ...]]:
    """Variables, constants and earlier tensors that the same folds use, and that fare the same, go together."""
    neighbours: dict[str, set[object]] = {}
    for link in wiring.links.values():
        neighbours.setdefault(link.tail, set()).add(blocks.get(link.head, link.head))
        neighbours.setdefault(link.head, set()).add(blocks.get(link.tail, link.tail))
    found: dict[str, tuple[object, ...]] = {}
    for key, subject in wiring.subjects.items():
        if key in pinned or key in blocks:
            continue
        kind = type(subject).__name__ + getattr(subject, "origin", "")
        fate = wiring.reach.get(key), wiring.cuts.get(key), getattr(subject, "trainable", None), key in wiring.sources
        found[key] = (kind, *fate, frozenset(neighbours.get(key, ())))
    return found


def _fold_lines(key: str, keys: Sequence[str], wiring: Wiring, recording: Recording, line_of: dict[str, int]) -> Fold:
    subjects = [wiring.subjects[one] for one in keys]
    ops = [subject for subject in subjects if isinstance(subject, OpRecord)]
    lines = sorted({line_of[one] for one in keys} - {NO_LINE})
    kinds = Counter(visible(op.op_type) for op in ops)
    top = ", ".join(f"{kind} x{amount}" if amount > 1 else kind for kind, amount in kinds.most_common(FEW))
    more = f", {count(len(kinds) - FEW, 'more kind')}" if len(kinds) > FEW else ""
    steps = len(subjects) - len(ops)
    known = [reach for one in keys if (reach := wiring.reach.get(one)) is not None]
    return Fold(
        key=key,
        title=(places(lines) if len(lines) <= FEW else f"lines {lines[0]} to {lines[-1]}") or "outside the cell",
        code=_code(recording, lines[0]) if len(lines) == 1 else "",
        lines=(
            *([count(len(ops), "op")] if ops else []),
            *([count(steps, "Python step")] if steps else []),
            *([top + more] if top else []),
        ),
        reached=sum(known) if known else None,
        total=len(known),
    )


def _code(recording: Recording, line: int) -> str:
    text = next((code.text for code in recording.codes if code.kind == "cell"), "").split("\n")
    return text[line - 1].strip() if 0 < line <= len(text) else ""


def _fold_values(key: str, keys: Sequence[str], wiring: Wiring, recording: Recording, line_of: dict[str, int]) -> Fold:
    del recording, line_of
    subjects = [wiring.subjects[one] for one in keys]
    first = subjects[0]
    names = [_name(subject) for subject in subjects]
    known = [reach for one in keys if (reach := wiring.reach.get(one)) is not None]
    noun = "variable" if isinstance(first, VariableRecord) else "value"
    if isinstance(first, TensorRecord):
        noun = {"constant": "constant", "earlier": "tensor from before"}.get(first.origin, "tensor")
    lines = ["trainable=False"] if isinstance(first, VariableRecord) and not first.trainable else []
    amount = f"{len(keys):,} tensors from before" if noun.startswith("tensor from") else count(len(keys), noun)
    return Fold(
        key=key,
        title=amount,
        names=tuple(name for name in names if name),
        lines=tuple(lines),
        cut=wiring.cuts.get(keys[0], ""),
        reached=sum(known) if known else None,
        total=len(known),
    )


def _name(subject: object) -> str:
    names = getattr(subject, "names", ())
    return visible(names[0] if names else getattr(subject, "own_name", ""))
