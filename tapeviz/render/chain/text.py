"""The chain rule in plain text."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from tapeviz.notation import ratio
from tapeviz.render.chain.paths import chains_of
from tapeviz.render.chain.records import MOST_CHAINS, Chain, Path
from tapeviz.render.steps import Step, steps_of
from tapeviz.render.visible import cell_width
from tapeviz.render.words import count, number
from tapeviz.report import Report

__all__ = ["by_steps", "definitions", "odds", "render_chain", "shown_chains"]

_FRAME = 78


def render_chain(report: Report, sources: Iterable[str] = (), *, full: bool = False) -> str:
    """The chain rule for these sources, or for every one, in plain text; of a long graph by folds, unless `full`."""
    chains, rest = shown_chains(report, sources, full=full)
    parts = ["\n".join(_text(chain)) for chain in chains]
    where = definitions(report, chains)
    if where:
        parts.append("\n".join(["where", *(f"  {line}" for line in where)]))
    return "\n\n".join([*parts, *([rest] if rest else [])])


def shown_chains(report: Report, sources: Iterable[str], *, full: bool) -> tuple[list[Chain], str]:
    """The chains of these sources, or of all, as many as are shown, and how many more there are in words."""
    names = list(sources) or [diagnosis.source for diagnosis in report.diagnoses]
    rest = f"... and {count(len(names) - MOST_CHAINS, 'more source')}" if len(names) > MOST_CHAINS else ""
    return chains_of(report, names[:MOST_CHAINS], full=full), rest


def _text(chain: Chain) -> Iterator[str]:
    whole = ratio("d", chain.target, chain.source)
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
    yield from odds(chain)
    yield from by_steps(chain)


def by_steps(chain: Chain) -> Iterator[str]:
    """How to see each step of what goes by folds."""
    if chain.n_folds:
        yield f"  each step by itself: %tape chain {chain.source} --full"


def _head(chain: Chain) -> str:
    shown = f", the {len(chain.paths)} largest are shown" if chain.n_paths > len(chain.paths) else ""
    paths = "one path" if chain.n_paths == 1 else f"the sum over {count(chain.n_paths, 'path')}"
    folded = f", {count(chain.n_steps, 'step')} in {count(chain.n_folds, 'part')}" if chain.n_folds else ""
    return f"{paths} from {chain.source} to {chain.target}{shown}{folded}"


def _product(path: Path, whole: str) -> Iterator[str]:
    """`dz/dm * dm/dx = 68.0 * 6.0 = 408.0`, in one line where it fits."""
    factors = [ratio("\u2202" if link.partial else "d", link.made, link.by) for link in path.links]
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


def odds(chain: Chain) -> Iterator[str]:
    """Where the tape's own answer is another: then a link was not what its op says."""
    tape = chain.tape
    if tape is None or (math.isnan(tape) and math.isnan(chain.total)):
        return
    if not math.isclose(chain.total, tape, rel_tol=1e-3, abs_tol=1e-6):
        yield f"  the tape itself says {number(tape)}: the steps above do not tell the whole gradient"


def definitions(report: Report, chains: Iterable[Chain]) -> list[str]:
    """How each value on the paths was made, from the forward steps."""
    folded = [link for chain in chains for path in chain.paths for link in path.links if link.how]
    if folded:
        return list(dict.fromkeys(f"{link.made} {link.how}" for link in sorted(folded, key=lambda link: link.op)))
    used = {link.op for chain in chains for path in chain.paths for link in path.links}
    steps = [step for step in steps_of(report) if step.phase == "forward" and step.op in used]
    width = max((cell_width(step.text) for step in steps), default=0)
    return [_with_line(step, width) for step in steps]


def _with_line(step: Step, width: int) -> str:
    if step.line is None:
        return step.text
    return f"{step.text}{' ' * (width - cell_width(step.text))}    [line {step.line}]"
