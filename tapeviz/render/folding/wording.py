"""What a folded node says: how much is in it, what goes in and out, how large the derivative is, what broke inside."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tapeviz.records import HostEvent, OpRecord, Recording, TensorRecord, TensorSpec, ValueSummary, VariableRecord
from tapeviz.render.folding.names import name_of, shared_prefix
from tapeviz.render.folding.outline import Group, Outline
from tapeviz.render.folding.places import NO_LINE, Places
from tapeviz.render.folding.values import is_constant
from tapeviz.render.visible import visible
from tapeviz.render.wiring import Link, Subject, Wiring
from tapeviz.render.words import count, number, places, spec_words

__all__ = ["Fold", "Wording", "norm"]

FEW = 4
MOST_NAMES = 20
MOST_SPECS = 2
MOST_COLUMNS = 44


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """Many things in one node: what they are, which code made them, and how many of them the gradient reaches.

    `names` are those of the things, or with the verb `makes ` those of the values that they made; `size` is the norm
    of the target's derivative with respect to what comes out; `opens` is the name that `%tape graph --open` takes.
    """

    key: str
    title: str
    place: str = ""
    code: str = ""
    verb: str = ""
    names: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()
    size: str = ""
    cut: str = ""
    reached: int | None = None
    total: int = 0
    opens: str = ""


class Wording:
    """Words the folds of one wiring."""

    def __init__(self, wiring: Wiring, recording: Recording, outline: Outline, where: Places) -> None:
        self.wiring = wiring
        self.outline = outline
        self.where = where
        self.tensors = {tensor.id: tensor for tensor in recording.tensors}
        self.texts = {code.title: code.text.split("\n") for code in recording.codes}
        subjects = (wiring.subjects[item.key] for item in outline.items)
        self.lines = [where.line(one) if isinstance(one, (OpRecord, HostEvent)) else NO_LINE for one in subjects]
        self.inside: dict[str, list[Link]] = {}
        self.into: dict[str, list[Link]] = {}
        self.out_of: dict[str, list[Link]] = {}

    def sort_links(self, node_of: Mapping[str, str], links: Iterable[Link]) -> None:
        """Take note of which of the links are inside a fold, go into one, come out of one."""
        folds = set(node_of.values())
        for link in links:
            tail, head = node_of.get(link.tail, link.tail), node_of.get(link.head, link.head)
            if tail == head:
                self.inside.setdefault(tail, []).append(link)
                continue
            if head in folds:
                self.into.setdefault(head, []).append(link)
            if tail in folds:
                self.out_of.setdefault(tail, []).append(link)

    # ---- ops --------------------------------------------------------------------------------------------------------

    def group(self, key: str, group: Group, values: Sequence[str]) -> Fold:
        """A fold of ops and steps, and of the values that they alone use."""
        keys = [item.key for item in self.outline.items[group.start : group.end]]
        subjects = [self.wiring.subjects[one] for one in keys]
        ops = [subject for subject in subjects if isinstance(subject, OpRecord)]
        lines = sorted(set(self.lines[group.start : group.end]) - {NO_LINE})
        title, is_lines = self.title(group, lines)
        made = (self.tensors.get(value) for op in ops for value in op.outputs)
        names = dict.fromkeys(visible(tensor.names[0]) for tensor in made if tensor and tensor.names)
        everything = [*keys, *values]
        return Fold(
            key=key,
            title=title,
            place="" if is_lines else _lines(lines),
            code=self.code(group, lines, is_lines=is_lines),
            verb="makes ",
            names=tuple(names)[-MOST_NAMES:],
            lines=(*self.amounts(group, ops, len(subjects) - len(ops), values), *self.flow(key)),
            size=self.size(key, ops),
            cut=self.cut(key, everything),
            reached=self.reached(everything),
            total=self.known(everything),
            opens=self.opens(group),
        )

    def opens(self, group: Group) -> str:
        """What `--open` calls a group; of what is left of a repetition, its first round."""
        name = name_of(group, self.lines)
        return f"{name}#{group.first_round}" if group.rest and name else name

    def title(self, group: Group, lines: Sequence[int]) -> tuple[str, bool]:
        """What a group is called, and whether that is its lines."""
        name, is_lines = self.base(group, lines)
        if group.round:
            return f"{name}, {group.round:,} of {group.rounds:,}", is_lines
        return (f"{name}, x{len(group.starts):,}" if group.starts else name), is_lines

    def base(self, group: Group, lines: Sequence[int]) -> tuple[str, bool]:
        """The layers or the function of a group, else its lines."""
        if group.block and (prefix := shared_prefix(group.block)):
            return visible(prefix), False
        if group.block and (scopes := [visible(scope) for part in group.block if (scope := _scope(part))]):
            return (f"{scopes[0]} to {scopes[-1]}" if len(scopes) > 1 else f"{scopes[0]} and more"), False
        if scope := _scope(group):
            return visible(scope), False
        frame = next((level for level in reversed(group.levels) if level.kind == "frame"), None)
        if frame and not any(level.kind == "line" for level in group.levels):
            return visible(f"{frame.name}, line {frame.line}"), False
        if any(level.kind == "before" for level in group.levels):
            return "before the cell", False
        return _lines(lines) or "outside the cell", True

    def code(self, group: Group, lines: Sequence[int], *, is_lines: bool) -> str:
        """The line of code that a group is, where it is one."""
        if len(lines) == 1 and is_lines:
            return self.where.code(lines[0])
        frame = next((level for level in reversed(group.levels) if level.kind == "frame"), None)
        text = self.texts.get(frame.name, []) if frame else []
        return text[frame.line - 1].strip() if frame and 0 < frame.line <= len(text) else ""

    def amounts(self, group: Group, ops: Sequence[OpRecord], steps: int, values: Sequence[str]) -> Iterator[str]:
        """How many ops, steps and variables; then of which kinds the ops are, or which layers hold them."""
        held = sum(isinstance(self.wiring.subjects[key], VariableRecord) for key in values)
        sources = sum(key in self.wiring.sources for key in values)
        amounts = ((len(ops), "op"), (steps, "Python step"), (held, "variable"), (sources, "source"))
        yield ", ".join(count(amount, noun) for amount, noun in amounts if amount)
        if group.block and _scope(group.block[0]):
            yield count(len(group.block), "layer")
        elif ops:
            yield _kinds(Counter(visible(op.op_type) for op in ops))

    def flow(self, key: str) -> Iterator[str]:
        """Dtype and shape of what goes in and of what comes out."""
        into = self.specs(link for link in self.into.get(key, ()) if not self.is_parameter(link))
        out_of = self.specs(link for link in self.out_of.get(key, ()) if not link.write)
        if into and into == out_of:
            yield f"in and out: {into}"
            return
        if into:
            yield f"in: {into}"
        if out_of:
            yield f"out: {out_of}"

    def is_parameter(self, link: Link) -> bool:
        """Whether what goes in is a variable or a constant rather than data on its way."""
        tail = self.wiring.subjects[link.tail]
        return isinstance(tail, VariableRecord) or is_constant(tail)

    def specs(self, links: Iterable[Link]) -> str:
        """The dtypes and shapes of the values of some links, each once."""
        made = (self.tensors.get(link.value) for link in links if link.value is not None)
        specs: dict[TensorSpec, None] = dict.fromkeys(one.spec for one in made if one and one.spec.is_differentiable)
        words = [words for spec in specs if (words := spec_words(spec))]
        more = len(words) - MOST_SPECS
        return ", ".join(words[:MOST_SPECS]) + (f" and {more} more" if more > 0 else "")

    def size(self, key: str, ops: Sequence[OpRecord]) -> str:
        """The norm of the derivative with respect to the last value that comes out, or that was made."""
        leaving = {link.value for link in self.out_of.get(key, ()) if link.value is not None}
        made = [tensor for op in ops for value in op.outputs if (tensor := self.tensors.get(value))]
        known = [tensor for tensor in made if tensor.adjoint is not None]
        chosen = [tensor for tensor in known if tensor.id in leaving] or known
        return norm(chosen[-1].adjoint) if chosen else ""

    def cut(self, key: str, keys: Iterable[str]) -> str:
        """What broke inside."""
        on_links = (link.cut for link in self.inside.get(key, ()) if link.cut)
        return next((self.wiring.cuts[one] for one in keys if one in self.wiring.cuts), None) or next(on_links, "")

    # ---- values -----------------------------------------------------------------------------------------------------

    def values(self, key: str, keys: Sequence[str]) -> Fold:
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


def norm(summary: ValueSummary | None) -> str:
    """The Euclidean norm that a summary tells, in words; '' when it tells none."""
    if summary is None:
        return ""
    if summary.n_nonfinite:
        return "NaN" if summary.n_nan else "Inf"
    if summary.values is not None:
        numbers = [abs(value) for value in summary.values if isinstance(value, (int, float, complex))]
        return number(math.hypot(*numbers), 3)
    if summary.mean is None or summary.std is None:
        return ""
    # The mean of the squares is the variance and the square of the mean.
    return number(math.sqrt(summary.size) * math.hypot(summary.mean, summary.std), 3)


def _kinds(kinds: Counter[str]) -> str:
    """The most frequent kinds of ops, as many as have room in a node."""
    texts = [f"{kind} x{amount:,}" if amount > 1 else kind for kind, amount in kinds.most_common(FEW)]
    while True:
        more = len(kinds) - len(texts)
        text = ", ".join([*texts, count(more, "more kind")] if more else texts)
        if len(text) <= MOST_COLUMNS or len(texts) == 1:
            return text
        texts.pop()


def _scope(group: Group) -> str:
    names = [level.name for level in group.levels if level.kind == "scope"]
    function = next((level.name for level in reversed(group.levels) if level.kind == "function"), "")
    return f"tf.function {function}" if function else "/".join(names)


def _lines(lines: Sequence[int]) -> str:
    return places(lines) if len(lines) <= FEW else f"lines {lines[0]} to {lines[-1]}"


def _plural(first: Subject, amount: int) -> str:
    """`161 variables`, `12 tensors from before`."""
    if isinstance(first, VariableRecord):
        return count(amount, "variable")
    if isinstance(first, TensorRecord) and first.origin == "earlier":
        return f"{count(amount, 'tensor')} from before"
    return count(amount, "constant" if is_constant(first) else "value")


def _name(subject: Subject) -> str:
    names = getattr(subject, "names", ())
    return visible(names[0] if names else getattr(subject, "own_name", ""))
