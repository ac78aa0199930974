"""The links between the scalar values of one recording, with the derivative along each, and the paths through them."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count as numbers

from tapeviz.graph import FlowGraph
from tapeviz.records import OpRecord, Recording, SourceRecord, TensorRecord
from tapeviz.render.chain.folds import Folds
from tapeviz.render.chain.records import Chain, Link, Path, refused
from tapeviz.render.slopes import slopes_by_value, value_names
from tapeviz.render.visible import one_line
from tapeviz.render.words import call_words, count

__all__ = ["Network"]

_PASSED = ("expanded", "inner", "function")


@dataclass(slots=True)
class Network:
    """The links between the values of one recording; all reads of the source are one node, the source."""

    recording: Recording
    source: SourceRecord
    names: dict[int, str] = field(init=False)
    folds: Folds | None = None
    above: dict[int, dict[int, tuple[float, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = value_names(self.recording) if self.folds is None else self.folds.names

    # ---- what can be written out ----

    def chain(self, chain: Chain, tape: float | None, most: int) -> Chain:
        """The chain with its paths, or with the reason why they cannot be written out."""
        targets = self.recording.target.values if self.recording.target else ()
        if len(targets) != 1:
            return refused(chain, "several targets are summed, and the chain rule is written for one; %tape steps")
        ways = FlowGraph(self.recording)
        starts = self.starts()
        inside = ways.reached_from(starts) & ways.reaching(targets)
        crossed = [op for op in self.recording.ops if self.is_crossed(op, inside)]
        refusal = self.refusal(crossed)
        if refusal:
            return refused(chain, refusal)
        self.connect(crossed, starts, inside)
        root, end = -1, targets[0] if targets[0] not in starts else -1
        n_folds = self.fold_up(self.folds, root, end) if self.folds is not None else 0
        totals, amounts, largest = self.measure(root, end)
        if end != root and not amounts.get(root):
            why = "the way leads through a gradient that the cell takes itself"
            if not any(op.backward for op in self.recording.ops):
                why = f"no chain of scalar steps leads from {chain.source} to {chain.target}"
            return refused(chain, f"{why}; %tape steps shows what is known")
        paths = tuple(self.paths(root, end, largest, chain, most))
        amount, total, steps = amounts.get(root, 1), totals.get(root, 1.0), len(crossed)
        return Chain(chain.target, chain.source, paths, amount, total, tape, n_steps=steps, n_folds=n_folds)

    def starts(self) -> set[int]:
        """The values that stand for the source: the tensor itself, or every read of the variable."""
        if self.source.variable is None:
            return set() if self.source.value is None else {self.source.value}
        mine = {t.id for t in self.recording.tensors if t.variable == self.source.variable}
        reads = (op for op in self.recording.ops if op.op_type == "ReadVariableOp")
        return mine | {value for op in reads if self.source.variable in op.reads for value in op.outputs}

    @staticmethod
    def is_crossed(op: OpRecord, inside: set[int]) -> bool:
        """Whether a path may lead through an op."""
        plain = op.kind not in _PASSED and not (op.earlier or op.backward or op.writes)
        plain = plain and op.op_type != "ReadVariableOp" and op.recorded
        return plain and not inside.isdisjoint(op.inputs) and not inside.isdisjoint(op.outputs)

    def refusal(self, crossed: list[OpRecord]) -> str:
        """Why the paths cannot be written out, or ''."""
        tensors = {tensor.id: tensor for tensor in self.recording.tensors}
        live = [op for op in crossed if any(_is_passed(tensors.get(value)) for value in op.outputs)]
        for op in live:
            for value in (*op.outputs, *op.inputs):
                tensor = tensors.get(value)
                if tensor is not None and _is_passed(tensor) and tensor.spec.shape != ():
                    name = self.name(value) if value in self.names else f"what {op.op_type} works on"
                    shape = tensor.spec.shape
                    return (
                        f"{name} has shape {shape}: the chain rule is written out for scalars only; "
                        "%tape steps tells it for any shape"
                    )
        known = {slope.op for slope in self.recording.slopes}
        missing = [op for op in live if op.id not in known]
        if missing and not known and all(op.kind == "op" for op in missing):
            return (
                f"the derivatives of the {count(len(live), 'single step')} were not measured (too many steps, or "
                "--graph none); %tape steps shows what is known"
            )
        if missing:
            return f"the derivative of {call_words(missing[0])} alone is not known; %tape steps shows the rest"
        return ""

    # ---- links ----

    def connect(self, crossed: list[OpRecord], starts: set[int], inside: set[int]) -> None:
        """Note, for each value, the values made of it, with the derivative; the source is node -1."""
        ops = {op.id for op in crossed}
        outputs = {op.id: op.outputs[0] for op in crossed}
        for (op, value), slope in slopes_by_value(self.recording).items():
            if op not in ops or value not in inside or outputs[op] not in inside:
                continue
            node = -1 if value in starts else value
            former = self.above.setdefault(node, {}).get(outputs[op], (0.0, op))
            self.above[node][outputs[op]] = (former[0] + slope, op)

    def fold_up(self, folds: Folds, root: int, end: int) -> int:
        """Leave only the values that come out of a fold, each with its derivative by what goes in; count the folds.

        Every path splits in one way into stretches inside a fold, so the sum over all paths stays what it was.
        """
        order = self.backwards(root)[::-1]
        inside: dict[str, list[int]] = {}
        for node in order:
            inside.setdefault("" if node == root else folds.maker(node), []).append(node)
        of = {node: key for key, nodes in inside.items() for node in nodes}
        leaving = {node for node in order if any(of[made] != of[node] for made in self.above.get(node, ()))} | {end}
        folded: dict[int, dict[int, tuple[float, int]]] = {}
        for node in (value for value in order if value in leaving):
            for key in dict.fromkeys(of[made] for made in self.above.get(node, ()) if of[made] != of[node]):
                through = self.through(node, inside[key])
                folded.setdefault(node, {}).update({made: pair for made, pair in through.items() if made in leaving})
        self.above = folded
        return len(inside) - 1

    def through(self, node: int, members: list[int]) -> dict[int, tuple[float, int]]:
        """The derivative of each value of one fold by a value that goes into it, over all ways inside."""
        held = set(members)
        found = {made: pair for made, pair in self.above.get(node, {}).items() if made in held}
        for member in members:
            if member not in found:
                continue
            for made, (slope, op) in self.above.get(member, {}).items():
                if made in held:
                    found[made] = (found.get(made, (0.0, op))[0] + found[member][0] * slope, op)
        return found

    def measure(self, root: int, end: int) -> tuple[dict[int, float], dict[int, int], dict[int, float]]:
        """For each node its derivative, the number of its paths, and the largest product along one of them."""
        totals, amounts, largest = {end: 1.0}, {end: 1}, {end: 1.0}
        for node in self.backwards(root):
            if node == end:
                continue
            links = [(made, slope) for made, (slope, _) in self.above.get(node, {}).items() if amounts.get(made)]
            totals[node] = sum(slope * totals[made] for made, slope in links)
            amounts[node] = sum(amounts[made] for made, _ in links)
            largest[node] = max((_size(slope * largest[made]) for made, slope in links), default=0.0)
        return totals, amounts, largest

    def backwards(self, root: int) -> list[int]:
        """The nodes that the source reaches, each after those that it leads to."""
        done: dict[int, None] = {}
        waiting = [(root, iter(self.above.get(root, ())))]
        seen = {root}
        while waiting:
            node, further = waiting[-1]
            following = next((made for made in further if made not in seen), None)
            if following is None:
                done[node] = None
                waiting.pop()
            else:
                seen.add(following)
                waiting.append((following, iter(self.above.get(following, ()))))
        return list(done)

    def paths(self, root: int, end: int, largest: dict[int, float], chain: Chain, most: int) -> Iterator[Path]:
        """The paths in falling order of their product: the best rest of each is known, so none is built in vain."""
        reach = self.reach(root)
        serial = numbers()
        queue: list[tuple[float, int, int, float, tuple[Link, ...]]] = [(0.0, next(serial), root, 1.0, ())]
        found = 0
        while queue and found < most:
            _, _, node, product, links = heapq.heappop(queue)
            if node == end:
                found += 1
                yield Path(links)
                continue
            for made, (slope, op) in self.above.get(node, {}).items():
                if made not in largest or (made != end and end not in reach[made]):
                    continue
                partial = any(made in reach[other] for other in self.above[node] if other != made)
                link = Link(
                    chain.target if made == end else self.name(made),
                    chain.source if node == root else self.name(node),
                    slope,
                    partial,
                    op,
                    self.folds.words(made) if self.folds is not None else "",
                )
                rest = -_size(product * slope * largest[made])
                heapq.heappush(queue, (rest, next(serial), made, product * slope, (link, *links)))

    def reach(self, root: int) -> dict[int, set[int]]:
        """What each node leads to."""
        found: dict[int, set[int]] = {}
        for node in self.backwards(root):
            ahead = self.above.get(node, ())
            found[node] = set(ahead).union(*(found[made] for made in ahead))
        return found

    def name(self, value: int) -> str:
        """What a value is called."""
        return one_line(self.names.get(value, f"v{value}"))


def _is_passed(tensor: TensorRecord | None) -> bool:
    """Whether a derivative comes through a value, as far as the tape was asked."""
    return tensor is not None and tensor.live is not False and tensor.spec.is_differentiable


def _size(product: float) -> float:
    """What paths are ordered by; a product that is no number comes first, for it decides the sum."""
    return math.inf if math.isnan(product) else abs(product)
