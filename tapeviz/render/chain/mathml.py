"""The chain rule as HTML with formulas in MathML, which browsers draw without a script and without a network."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator

from tapeviz.notation import bracketed, ratio
from tapeviz.render.chain.formulas import Line, More, Product, Ratio, Value, left_side, lines_of
from tapeviz.render.chain.records import Chain
from tapeviz.render.chain.text import by_steps, definitions, odds, shown_chains
from tapeviz.render.words import number
from tapeviz.report import Report

__all__ = ["chain_html"]

_DOT, _PLUS, _EQUALS = "<mo>\u22c5</mo>", "<mo>+</mo>", "<mo>=</mo>"
_MINUS = "\u2212"
# No browser shows it. Where a page strips the tags, and in text that is copied, it stands between the two halves.
_SLASH = '<mpadded width="0"><mphantom><mo>/</mo></mphantom></mpadded>'
_ROW = "padding:.3em .15em"


def chain_html(report: Report, sources: Iterable[str] = (), *, full: bool = False) -> str:
    """The same as a part of a page: MathML Core (W3C, 2023) for the formulas, plain text for the rest."""
    chains, rest = shown_chains(report, sources, full=full)
    parts = [part for chain in chains for part in _parts(chain)]
    where = definitions(report, chains)
    if where:
        parts.append(f"<div>where</div>{_plain(where)}")
    if rest:
        parts.append(f"<div>{html.escape(rest)}</div>")
    return f'<div style="overflow-x:auto">{"".join(parts)}</div>'


def _parts(chain: Chain) -> Iterator[str]:
    if chain.refusal:
        yield _plain([f"{ratio('d', chain.target, chain.source)}: {chain.refusal}"])
        return
    rows = [row for line in lines_of(chain) for row in _rows(line)]
    first = _atom(left_side(chain))
    cells = "".join(_table_row("" if place else first, row) for place, row in enumerate(rows))
    yield f'<div style="margin:.6em 0"><math><mtable displaystyle="true">{cells}</mtable></math></div>'
    notes = [line.strip() for line in (*odds(chain), *by_steps(chain))]
    if notes:
        yield _plain(notes)


def _plain(lines: Iterable[str]) -> str:
    return f'<pre style="margin:.4em 0">{html.escape(chr(10).join(lines))}</pre>'


def _table_row(left: str, right: str) -> str:
    style = f"text-align:left;{_ROW}"
    return f'<mtr><mtd style="text-align:right;{_ROW}">{left}</mtd><mtd style="{style}">{right}</mtd></mtr>'


def _rows(line: Line) -> Iterator[str]:
    for place, row in enumerate(line):
        sign = f'<mspace width="1em"/>{_PLUS}' if place else _EQUALS
        yield sign + _PLUS.join(_product(product) for product in row)


def _product(product: Product) -> str:
    return _DOT.join(_atom(atom) for atom in product)


def _atom(atom: Ratio | Value | More) -> str:
    if isinstance(atom, Ratio):
        sign = "<mo>\u2202</mo>" if atom.partial else "<mi>d</mi>"
        above = f"<mrow>{sign}{_name(atom.above)}{_SLASH}</mrow>"
        below = f"<mrow>{sign}{_name(atom.below)}</mrow>"
        return f"<mfrac>{above}{below}</mfrac>"
    if isinstance(atom, More):
        return f"<munder><mo>\u22ef</mo><mtext>{atom.count:,} more paths</mtext></munder>"
    return _number(atom.value, bare=atom.bare)


def _number(value: float, *, bare: bool) -> str:
    text = number(value)
    digits, is_negative = text.lstrip("-"), text.startswith("-")
    mantissa, _, exponent = digits.partition("e")
    if digits in ("NaN", "Inf"):
        shown = "<mi>\u221e</mi>" if digits == "Inf" else "<mi>NaN</mi>"
    else:
        shown = f"<mn>{html.escape(mantissa)}</mn>"
    if exponent:
        shown += f"{_DOT}<msup><mn>10</mn><mn>{f'{int(exponent)}'.replace('-', _MINUS)}</mn></msup>"
    shown = f'<mo form="prefix">{_MINUS}</mo>{shown}' if is_negative else shown
    needs = not bare and (is_negative or exponent)
    return f"<mrow><mo>(</mo>{shown}<mo>)</mo></mrow>" if needs else f"<mrow>{shown}</mrow>"


def _name(name: str) -> str:
    """A browser sets one letter in italics, as a variable, and a longer name upright."""
    return f"<mi>{html.escape(bracketed(name), quote=True)}</mi>"
