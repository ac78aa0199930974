"""The chain rule of a scalar graph written out: each path from a source to the target, its product, and the sum."""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count as numbers

from tapeviz.graph import FlowGraph
from tapeviz.records import OpRecord, Recording, SourceRecord, TensorRecord, ValueSummary
from tapeviz.render.slopes import slopes_by_value, value_names
from tapeviz.render.steps import steps_of
from tapeviz.render.visible import one_line
from tapeviz.render.words import call_words, count, number
from tapeviz.report import Report

__all__ = ["MOST_PATHS", "Chain", "Link", "Path", "chain_markdown", "chain_of", "render_chain"]

MOST_PATHS = 12
MOST_CHAINS = 12
_PASSED = ("expanded", "inner", "function")
_FRAME = 78


@dataclass(frozen=True, slots=True)
class Link:
    """One factor: the derivative of what was made by what it was made of.

    `partial` says that what was made depends on the other in further ways too, which other paths follow.
    """

    made: str
    by: str
    value: float
    partial: bool
    op: int


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
    them. With a `refusal` there are none: it says in one line why they cannot be written out.
    """

    target: str
    source: str
    paths: tuple[Path, ...] = ()
    n_paths: int = 0
    total: float = 0.0
    tape: float | None = None
    refusal: str = ""


def chain_of(report: Report, source: str, most: int = MOST_PATHS) -> Chain:
    """The chain rule for one source, by its name in the report. Raises `KeyError` when there is no such source."""
    diagnosis = next((d for d in report.diagnoses if d.source == source), None)
    if diagnosis is None:
        raise KeyError(source)
    recording = report.recording
    target = recording.target.name if recording.target else "the target"
    chain = Chain(one_line(target), one_line(source))
    if diagnosis.status != "gradient":
        why = f" ({diagnosis.cause}): %tape explain {diagnosis.cause}" if diagnosis.cause else ""
        return _refused(chain, f"the tape has no path from {chain.source} to {chain.target}{why}")
    record = recording.sources[diagnosis.gradient.source]
    return _Network(recording, record).chain(chain, _scalar(diagnosis.gradient.summary), most)


def _refused(chain: Chain, reason: str) -> Chain:
    return Chain(chain.target, chain.source, refusal=reason)


def _scalar(summary: ValueSummary | None) -> float | None:
    values = (summary.values if summary is not None else None) or ()
    return float(values[0]) if len(values) == 1 and isinstance(values[0], (int, float)) else None


@dataclass(slots=True)
class _Network:
    """The links between the values of one recording; all reads of the source are one node, the source."""

    recording: Recording
    source: SourceRecord
    names: dict[int, str] = field(init=False)
    above: dict[int, dict[int, tuple[float, int]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.names = value_names(self.recording)

    # ---- what can be written out ----

    def chain(self, chain: Chain, tape: float | None, most: int) -> Chain:
        """The chain with its paths, or with the reason why they cannot be written out."""
        targets = self.recording.target.values if self.recording.target else ()
        if len(targets) != 1:
            return _refused(chain, "several targets are summed, and the chain rule is written for one; %tape steps")
        ways = FlowGraph(self.recording)
        starts = self.starts()
        inside = ways.reached_from(starts) & ways.reaching(targets)
        crossed = [op for op in self.recording.ops if self.is_crossed(op, inside)]
        refusal = self.refusal(crossed)
        if refusal:
            return _refused(chain, refusal)
        self.connect(crossed, starts, inside)
        root, end = -1, targets[0] if targets[0] not in starts else -1
        totals, amounts, largest = self.measure(root, end)
        if end != root and not amounts.get(root):
            why = "the way leads through a gradient that the cell takes itself"
            if not any(op.backward for op in self.recording.ops):
                why = f"no chain of scalar steps leads from {chain.source} to {chain.target}"
            return _refused(chain, f"{why}; %tape steps shows what is known")
        paths = tuple(self.paths(root, end, largest, chain, most))
        return Chain(chain.target, chain.source, paths, amounts.get(root, 1), totals.get(root, 1.0), tape)

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
        return one_line(self.names.get(value, f"v{value}"))


def _is_passed(tensor: TensorRecord | None) -> bool:
    """Whether a derivative comes through a value, as far as the tape was asked."""
    return tensor is not None and tensor.live is not False and tensor.spec.is_differentiable


def _size(product: float) -> float:
    """What paths are ordered by; a product that is no number comes first, for it decides the sum."""
    return math.inf if math.isnan(product) else abs(product)


# ---- as text --------------------------------------------------------------------------------------------------------


def render_chain(report: Report, sources: Iterable[str] = ()) -> str:
    """The chain rule for these sources, or for every one, in plain text."""
    chains, rest = _chains(report, sources)
    parts = ["\n".join(_text(chain)) for chain in chains]
    where = _definitions(report, chains)
    if where:
        parts.append("\n".join(["where", *(f"  {line}" for line in where)]))
    return "\n\n".join([*parts, *([rest] if rest else [])])


def _chains(report: Report, sources: Iterable[str]) -> tuple[list[Chain], str]:
    names = list(sources) or [diagnosis.source for diagnosis in report.diagnoses]
    rest = f"... and {count(len(names) - MOST_CHAINS, 'more source')}" if len(names) > MOST_CHAINS else ""
    return [chain_of(report, name) for name in names[:MOST_CHAINS]], rest


def _text(chain: Chain) -> Iterator[str]:
    whole = _ratio("d", chain.target, chain.source)
    if chain.refusal:
        yield f"{whole}: {chain.refusal}"
        return
    yield f"{whole} = {number(chain.total)}: {_head(chain)}"
    for position, path in enumerate(chain.paths, 1):
        names = [chain.source, *(link.made for link in reversed(path.links))]
        yield ""
        yield f"  {f'path {position}: ' if chain.n_paths > 1 else ''}{' -> '.join(names)}"
        yield from _product(path, whole if chain.n_paths == 1 else "")
    if chain.n_paths > 1:
        yield ""
        yield f"  sum: {_sum(chain)}"
    yield from _odds(chain)


def _head(chain: Chain) -> str:
    if chain.n_paths == 1:
        return f"one path from {chain.source} to {chain.target}"
    shown = f", the {len(chain.paths)} largest are shown" if chain.n_paths > len(chain.paths) else ""
    return f"the sum over {count(chain.n_paths, 'path')} from {chain.source} to {chain.target}{shown}"


def _product(path: Path, whole: str) -> Iterator[str]:
    """`dz/dm * dm/dx = 68.0 * 6.0 = 408.0`, in one line where it fits."""
    factors = [_ratio("\u2202" if link.partial else "d", link.made, link.by) for link in path.links]
    values = [_factor(link.value) for link in path.links]
    steps = [" * ".join(factors), " * ".join(values), number(path.product)]
    steps = list(dict.fromkeys([whole, *steps])) if whole else list(dict.fromkeys(steps))
    steps = [step for step in steps if step]
    line = "    " + " = ".join(steps)
    if len(line) <= _FRAME:
        yield line
        return
    yield "    " + steps[0]
    yield from (f"      = {step}" for step in steps[1:])


def _factor(value: float) -> str:
    text = number(value)
    return f"({text})" if text.startswith("-") else text


def _sum(chain: Chain) -> str:
    parts = [_factor(path.product) for path in chain.paths]
    left = chain.n_paths - len(chain.paths)
    if left:
        parts.append(
            f"{_factor(chain.total - math.fsum(path.product for path in chain.paths))} (of the other {left:,})"
        )
    return f"{' + '.join(parts)} = {number(chain.total)}"


def _odds(chain: Chain) -> Iterator[str]:
    """Where the tape's own answer is another: then a link was not what its op says."""
    tape = chain.tape
    if tape is None or (math.isnan(tape) and math.isnan(chain.total)):
        return
    if not math.isclose(chain.total, tape, rel_tol=1e-3, abs_tol=1e-6):
        yield f"  the tape itself says {number(tape)}: the steps above do not tell the whole gradient"


def _ratio(sign: str, above: str, below: str) -> str:
    return f"{sign}{_bracketed(above)}/{sign}{_bracketed(below)}"


def _bracketed(name: str) -> str:
    return name if name.replace("_", "").isalnum() else f"({name})"


def _definitions(report: Report, chains: Iterable[Chain]) -> list[str]:
    """How each value on the paths was made, from the forward steps."""
    used = {link.op for chain in chains for path in chain.paths for link in path.links}
    steps = [step for step in steps_of(report) if step.phase == "forward" and step.op in used]
    return [step.text + (f"    [line {step.line}]" if step.line is not None else "") for step in steps]


# ---- typeset --------------------------------------------------------------------------------------------------------


def chain_markdown(report: Report, sources: Iterable[str] = ()) -> str:
    """The same as Markdown with formulas, which Jupyter, VS Code and GitHub typeset."""
    chains, rest = _chains(report, sources)
    parts = [part for chain in chains for part in _typeset(chain)]
    where = _definitions(report, chains)
    if where:
        parts.append("where\n\n" + "\n".join(f"    {line}" for line in where))
    return "\n\n".join([*parts, *([rest] if rest else [])])


def _typeset(chain: Chain) -> Iterator[str]:
    if chain.refusal:
        yield "    " + _ratio("d", chain.target, chain.source) + ": " + chain.refusal
        return
    terms = [_tex_product(path) for path in chain.paths]
    values = [_tex_values(path) for path in chain.paths]
    left = chain.n_paths - len(chain.paths)
    whole = _tex_ratio("d", chain.target, chain.source)
    sums = [_tex_number(path.product) for path in chain.paths]
    if left:
        others = chain.total - math.fsum(path.product for path in chain.paths)
        dots = rf"\underbrace{{\cdots}}_{{\text{{{left:,} more paths}}}}"
        terms, values, sums = [*terms, dots], [*values, _tex_number(others)], [*sums, _tex_number(others)]
    plus = r" \\ &\quad + "
    lines = [rf"{whole} &= {plus.join(terms)}"]
    lines.append("&= " + (plus if len(values) > 2 else " + ").join(values))
    if len(sums) > 1:
        lines.append("&= " + " + ".join(sums))
    lines.append(f"&= {_tex_number(chain.total, bare=True)}")
    body = " \\\\\n".join(dict.fromkeys(lines))
    yield f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"
    yield from ("    " + line.strip() for line in _odds(chain))


def _tex_product(path: Path) -> str:
    factors = [_tex_ratio(r"\partial" if link.partial else "d", link.made, link.by) for link in path.links]
    return r" \cdot ".join(factors) or "1"


def _tex_values(path: Path) -> str:
    return r" \cdot ".join(_tex_number(link.value) for link in path.links) or "1"


def _tex_ratio(sign: str, above: str, below: str) -> str:
    return rf"\frac{{{sign} {_tex_name(above)}}}{{{sign} {_tex_name(below)}}}"


def _tex_number(value: float, *, bare: bool = False) -> str:
    text = number(value)
    if text.lstrip("-") in ("NaN", "Inf"):
        return text.replace("Inf", r"\infty").replace("NaN", r"\mathrm{NaN}")
    mantissa, _, exponent = text.partition("e")
    shown = rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else text
    return rf"\left({shown}\right)" if not bare and (shown.startswith("-") or exponent) else shown


_TEX = {"_": r"\_", "<": r"\lt{}", ">": r"\gt{}", "*": r"{\ast}", " ": r"\ "}


def _tex_name(name: str) -> str:
    """A name as a formula has it; what could end the formula or command in it is left out."""
    if len(name) == 1 and name.isalpha():
        return name
    parts = (c if c.isalnum() or c in ".,()[]'+-/=" else _TEX.get(c, "?") for c in name)
    return rf"\mathrm{{{''.join(parts)}}}"
