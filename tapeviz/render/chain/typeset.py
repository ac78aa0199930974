"""The chain rule as Markdown with formulas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from tapeviz.notation import bracketed, ratio
from tapeviz.render.chain.formulas import Line, More, Product, Ratio, Value, left_side, lines_of
from tapeviz.render.chain.records import Chain
from tapeviz.render.chain.text import by_steps, definitions, odds, shown_chains
from tapeviz.render.words import number
from tapeviz.report import Report

__all__ = ["chain_markdown"]

_PLUS = r" \\ &\quad + "


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
    first, *others = lines_of(chain)
    lines = [f"{_atom(left_side(chain))} &= {_line(first)}", *(f"&= {_line(line)}" for line in others)]
    body = " \\\\\n".join(lines)
    yield f"$$\n\\begin{{aligned}}\n{body}\n\\end{{aligned}}\n$$"
    yield from ("    " + line.strip() for line in odds(chain))
    yield from ("    " + line.strip() for line in by_steps(chain))


def _line(line: Line) -> str:
    return _PLUS.join(" + ".join(_product(product) for product in row) for row in line)


def _product(product: Product) -> str:
    return r" \cdot ".join(_atom(atom) for atom in product)


def _atom(atom: Ratio | Value | More) -> str:
    if isinstance(atom, Ratio):
        sign = r"\partial" if atom.partial else "d"
        return rf"\frac{{{sign} {_name(atom.above)}}}{{{sign} {_name(atom.below)}}}"
    if isinstance(atom, More):
        return rf"\underbrace{{\cdots}}_{{\text{{{atom.count:,} more paths}}}}"
    return _number(atom.value, bare=atom.bare)


def _number(value: float, *, bare: bool) -> str:
    text = number(value)
    if text.lstrip("-") in ("NaN", "Inf"):
        return text.replace("Inf", r"\infty").replace("NaN", r"\mathrm{NaN}")
    mantissa, _, exponent = text.partition("e")
    shown = rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if exponent else text
    return rf"\left({shown}\right)" if not bare and (shown.startswith("-") or exponent) else shown


_TEX = {"_": r"\_", "<": r"\lt{}", ">": r"\gt{}", "*": r"{\ast}", " ": r"\ "}


def _name(name: str) -> str:
    """A name as a formula has it; what could end the formula or command in it is left out."""
    if len(name) == 1 and name.isalpha():
        return name
    parts = (c if c.isalnum() or c in ".,()[]'+-/=" else _TEX.get(c, "?") for c in bracketed(name))
    return rf"\mathrm{{{''.join(parts)}}}"
