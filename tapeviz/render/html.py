"""A report as HTML that reads without script, style or trust; each name in it is escaped."""

from __future__ import annotations

import base64
import html
import re
import secrets
from collections.abc import Iterable, Iterator, Sequence

from tapeviz.render.alive import living, loader
from tapeviz.render.document import Card, Document, Row, Suspicion, describe
from tapeviz.render.drawing import Drawing, drawing
from tapeviz.render.layout import Piece, code_lines, digits_of
from tapeviz.render.look import Look
from tapeviz.render.matrices import matrices_html, matrix_cards
from tapeviz.render.oplist import op_lines
from tapeviz.render.orders import order_cards, order_graphs, orders_html
from tapeviz.render.overview import fold_rows
from tapeviz.render.palette import CONTRAST_LIGHT, DARK, LIGHT
from tapeviz.render.steps import steps_html
from tapeviz.render.style import page_sheet, sheet, variables
from tapeviz.render.visible import crop, escape, expand
from tapeviz.render.words import count, listing
from tapeviz.report import Report

__all__ = ["new_prefix", "render_html", "render_page", "render_steps_html"]

# The other classes keep a page's mathematics away from dollar signs in code.
ROOT = "tapeviz tex2jax_ignore mathjax_ignore"
CODE_COLUMNS = 84
MOST_CODE, LONGEST_CODE = 400, 240
MOST_CARDS, MOST_OPS = 20, 60
SMALLEST = 0.6
TAGS = {"gutter": "span", "say": "span", "say-note": "span", "culprit": "mark", "note": "mark"}


def new_prefix() -> str:
    """A prefix for ids that no other output has: reports meet in one page, also those of earlier sessions."""
    return f"tv{secrets.token_hex(4)}-"


def render_html(report: Report, prefix: str = "") -> str:
    """The report as a fragment for a notebook's output, with one copy of the picture in it."""
    prefix = prefix or new_prefix()
    return _output(report, prefix, *_body(report, prefix))


def render_steps_html(report: Report, prefix: str = "") -> str:
    """The forward and the backward pass as a fragment of its own: the drawing to step through, and the list."""
    prefix = prefix or new_prefix()
    drawn = drawing(report, prefix, opens=True) if report.recording.ops else None
    shown = drawn if drawn is not None and drawn.svg is not None else None
    parts = (*(_figure(drawn) if drawn else ()), *(_code(report) if shown else ()), steps_html(report))
    return _output(report, prefix, _for_markdown("".join(parts)), shown)


def _output(report: Report, prefix: str, body: str, drawn: Drawing | None) -> str:
    packed = living([(report, drawn)])[0] if drawn else ""
    script = f"<script>{loader([prefix])}</script>" if drawn else ""
    # Last what no one reads: some cleaners of HTML leave the text of a style sheet and of a script standing.
    return f"{_root(report, prefix, packed)}{body}<style>{sheet()}</style>{script}</div>"


def render_page(parts: Sequence[tuple[str, str, Report]], title: str = "tapeviz") -> str:
    """A self-contained page of (heading, cell text, report) parts; a heading or a cell that is '' is left out."""
    pieces = []
    prefixes = [new_prefix() for _ in parts]
    bodies = [_body(report, prefix) for (_, _, report), prefix in zip(parts, prefixes, strict=True)]
    live = {
        prefix: (report, drawn)
        for (_, _, report), prefix, (_, drawn) in zip(parts, prefixes, bodies, strict=True)
        if drawn
    }
    data = dict(zip(live, living([*live.values()]), strict=True)) if live else {}
    for (heading, cell, report), prefix, (body, _) in zip(parts, prefixes, bodies, strict=True):
        head = f"<h2>{escape(heading)}</h2>" if heading else ""
        code = f'<pre class="tv-cell">{_lines(cell)}</pre>' if cell else ""
        pieces.append(f"<section>{head}{code}{_root(report, prefix, data.get(prefix, ''))}{body}</div></section>")
    script = f"<script>{loader(data)}</script>" if data else ""
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1"><title>{escape(title)}</title>'
        f"<style>{page_sheet()}{sheet()}</style></head><body><h1>{escape(title)}</h1>"
        f"{''.join(pieces)}{script}</body></html>\n"
    )


def _root(report: Report, prefix: str, packed: str) -> str:
    """The start of an output; colours that somebody has set hold in it whatever the page says.

    What makes the picture live is an attribute, which cleaners of HTML take away without a trace.
    """
    colors = {"light": LIGHT, "dark": DARK, "contrast": CONTRAST_LIGHT}.get(Look.of(report).palette)
    style = f' style="{variables(colors)}"' if colors else ""
    data = f' data-tv="{packed}"' if packed else ""
    return f'<div class="{ROOT}" id="{prefix}"{style}{data}>'


def _lines(text: str) -> str:
    return "\n".join(escape(line.expandtabs(4)) for line in text.strip("\n").split("\n"))


def _body(report: Report, prefix: str) -> tuple[str, Drawing | None]:
    """The inside of a report, and the drawing in it if there is one."""
    document = describe(report)
    wanted = dict(report.options).get("graph") != "none"
    drawn = drawing(report, prefix, opens=True) if wanted and report.recording.ops else None
    has_picture = drawn is not None and drawn.svg is not None
    parts = [
        *_head(document),
        *_table(document),
        *_cards(document),
        *_changes(report),
        *orders_html(report),
        *map(_card, order_cards(report)[:MOST_CARDS]),
        *matrices_html(report),
        *map(_card, matrix_cards(report)[:MOST_CARDS]),
        *_limits(document),
        *(_figure(drawn) if drawn else ()),
        *order_graphs(report, prefix, _figure),
        *(_code(report) if has_picture else ()),
        *([steps_html(report)] if dict(report.options).get("graph") == "steps" else ()),
        *_details(document, report, is_open=drawn is not None and not has_picture),
    ]
    return _for_markdown("".join(parts)), drawn if has_picture else None


def _for_markdown(text: str) -> str:
    """The same without empty lines, which Markdown takes as the end of the HTML."""
    return re.sub(r"\n(?=\n)", "\n&#32;", text)


# ---- words ----------------------------------------------------------------------------------------------------------


def _head(document: Document) -> Iterator[str]:
    yield f'<p class="tv-head">{escape(document.headline)}</p>'
    yield f'<p class="tv-faint">{escape(f"{document.target}  ({document.engine})".strip())}</p>'
    if document.failure:
        yield f'<p class="tv-failure">{escape(document.failure)}</p>'


def _table(document: Document) -> Iterator[str]:
    if document.tells_at_a_glance:
        return
    shown, hidden = fold_rows(document.rows)
    columns: tuple[str, ...] = ("source", "gradient", "dtype", "shape", "device")
    if not any(row.status == "gradient" for row in document.rows):
        columns = columns[:2]
    head = "".join(f'<th scope="col">{name}</th>' for name in columns)
    yield f"<table><thead><tr>{head}</tr></thead><tbody>{_rows(shown, columns)}</tbody></table>"
    if hidden:
        rows = f"<table><tbody>{_rows(hidden, columns)}</tbody></table>"
        yield f"<details><summary>{count(len(hidden), 'more source')}</summary>{rows}</details>"


def _rows(rows: Iterable[Row], columns: Sequence[str]) -> str:
    return "".join(f"<tr>{_row(row, columns)}</tr>" for row in rows)


def _row(row: Row, columns: Sequence[str]) -> str:
    trouble = f' <span class="tv-warn">! {escape(row.trouble)}</span>' if row.trouble else ""
    gradient = f'<span class="tv-{row.status}">{escape(row.gradient)}</span>{trouble}'
    if row.status != "gradient":
        return f'<td>{_names(row.names)}</td><td colspan="{len(columns) - 1}">{gradient}</td>'
    rest = "".join(f"<td>{escape(text)}</td>" for text in (row.dtype, row.shape, row.device))
    return f"<td>{_names(row.names)}</td><td>{gradient}</td>{rest}"


def _names(names: Sequence[str]) -> str:
    """All names of a few sources; of many the first, the rest to be unfolded."""
    short = escape(listing(names, 60, most=4))
    if len(names) <= 1 or " more" not in short:
        return short
    return f"<details><summary>{short}</summary>{escape(', '.join(names))}</details>"


def _cards(document: Document) -> Iterator[str]:
    yield from map(_card, document.cards[:MOST_CARDS])
    rest = document.cards[MOST_CARDS:]
    if rest:
        cards = "".join(map(_card, rest))
        yield f"<details><summary>{count(len(rest), 'more verdict')}</summary>{cards}</details>"


def _card(card: Card) -> str:
    tag = f' <code class="tv-tag">[{escape(card.cause)}]</code>' if card.cause else ""
    kind = " tv-health" if card.status == "gradient" else ""
    tone = "warn" if card.status == "gradient" else card.status
    names = f"<code><b>{escape(listing(card.names, 80))}</b></code>"
    parts = [f'<p class="tv-line">{names} <b class="tv-{tone}">{escape(card.headline)}</b>{tag}</p>']
    for snippet in card.snippets:
        rows = code_lines(snippet, digits_of(card.snippets), CODE_COLUMNS)
        parts.append(f"<pre>{chr(10).join(map(_code_line, rows))}</pre>")
    if card.message and not card.is_said_in_code:
        parts.append(f"<p>{_lines(card.message)}</p>")
    if card.error:
        parts.append(f"<p><b>raised:</b> <code>{escape(card.error)}</code></p>")
    if card.help:
        parts.append(f'<p class="tv-help"><b>help:</b> {_lines(card.help)}</p>')
    for trial in card.trials:
        status, _, text = trial.partition(": ")
        parts.append(f'<p class="tv-help"><b>{escape(status)}:</b> {escape(text)}</p>')
    parts += map(_also, card.also)
    return f'<div class="tv-card{kind}">{"".join(parts)}</div>'


def _changes(report: Report) -> Iterator[str]:
    """The edits that were tried, each once."""
    diffs = dict.fromkeys(trial.diff for trial in report.trials if trial.diff)
    if diffs:
        shown = "".join(f"<pre>{_lines(diff)}</pre>" for diff in diffs)
        yield f"<details><summary>{count(len(diffs), 'change')} tried</summary>{shown}</details>"


def _code_line(pieces: Iterable[Piece]) -> str:
    return "".join(_piece(style, text) for style, text in pieces)


def _piece(style: str, text: str) -> str:
    if style not in TAGS or not text:
        return escape(text)
    return f'<{TAGS[style]} class="tv-{style}">{escape(text)}</{TAGS[style]}>'


def _also(suspicion: Suspicion) -> str:
    where = f"{escape(suspicion.where)}: " if suspicion.where else ""
    code = f" <code>{escape(suspicion.code)}</code>" if suspicion.code else ""
    return f"<p><b>also:</b> {where}{escape(suspicion.title)}{code} <code>[{escape(suspicion.cause)}]</code></p>"


def _limits(document: Document) -> Iterator[str]:
    if document.limits:
        items = "".join(f"<li>{escape(limit)}</li>" for limit in document.limits)
        yield f'<p class="tv-warn"><b>What tapeviz could not see:</b></p><ul>{items}</ul>'


def _details(document: Document, report: Report, *, is_open: bool) -> Iterator[str]:
    """What is there for whoever asks: the watched variables, and the picture in words."""
    watched = listing(document.watched, 70) if document.watched else "nothing"
    if " more" in watched:
        names = escape(", ".join(document.watched))
        yield f"<details><summary>watched by the tape: {escape(watched)}</summary>{names}</details>"
    else:
        yield f'<p class="tv-faint">watched by the tape: {escape(watched)}</p>'
    if len(document.devices) > 1:
        yield f'<p class="tv-faint">devices: {escape(", ".join(document.devices))}</p>'
    lines = op_lines(report.recording, MOST_OPS)
    state = " open" if is_open else ""
    listed = "\n".join(map(escape, lines))
    yield f"<details{state}><summary>recorded ops</summary><pre>{listed}</pre></details>"


def _code(report: Report) -> Iterator[str]:
    """The taped cell with its line numbers, where the picture's nodes are found again."""
    text = next((code.text for code in report.recording.codes if code.kind == "cell"), "")
    lines = text.rstrip("\n").split("\n")[:MOST_CODE] if text.strip() else []
    digits = len(str(len(lines)))
    rows = (
        f'<span class="tv-row"><span class="tv-gutter">{number:>{digits}} | </span>'
        f"{html.escape(crop(expand(line)[0], LONGEST_CODE))}\n</span>"
        for number, line in enumerate(lines, 1)
    )
    if lines:
        yield f'<details class="tv-code"><summary>the cell\'s code</summary><pre>{"".join(rows)}</pre></details>'


# ---- the picture ----------------------------------------------------------------------------------------------------


def _figure(drawn: Drawing) -> Iterator[str]:
    remark = f"{drawn.remark[:1].upper()}{drawn.remark[1:]}." if drawn.remark else ""
    if drawn.svg is None:
        yield f'<p class="tv-faint">{escape(remark)}</p>'
        return
    size = re.search(r'width="(\d+)" height="(\d+)"', drawn.svg)
    width = int(size[1]) if size else 0
    style = f"width:{width}px;max-width:100%;min-width:{width * SMALLEST:.0f}px;height:auto"
    data = base64.b64encode(drawn.svg.encode("utf-8", "replace")).decode("ascii")
    caption = f"<figcaption>{escape(remark)}</figcaption>" if remark else ""
    yield (
        f'<figure><div class="tv-scroll" style="overflow:auto"><img class="tv-picture" '
        f'src="data:image/svg+xml;base64,{data}" alt="{escape(drawn.picture.description)}" style="{style}"></div>'
        f"{caption}</figure>"
    )
