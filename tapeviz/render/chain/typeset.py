"""The chain rule as Markdown with formulas."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from tapeviz.notation import ratio
from tapeviz.render.chain.records import Chain, Path
from tapeviz.render.chain.text import by_steps, definitions, odds, shown_chains
from tapeviz.render.words import number
from tapeviz.report import Report

__all__ = ["chain_markdown"]


def chain_markdown(report: Report, sources: Iterable[str] = (), *, full: bool = False) -> str:
    """The same as Markdown with formulas, which Jupyter, VS Code and GitHub typeset."""
    chains, rest = shown_chains(report, sources, full=full)
    parts = [part for chain in chains for part in _typeset(chain)]
    where = definitions(report, chains)
    if where:
        parts.append("where\n\n" + "\n".join(f"    {line}" for line in where))
    return "\n\n".join([*parts, *([rest] if rest else [])])


def _typeset(chain: Chain) -> Iterator[str]:
    if chain.refusal:
        yield "    " + ratio("d", chain.target, chain.source) + ": " + chain.refusal
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
    yield from ("    " + line.strip() for line in odds(chain))
    yield from ("    " + line.strip() for line in by_steps(chain))


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
