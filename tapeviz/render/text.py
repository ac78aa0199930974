"""A report as text for terminals, logs and screen readers: the whole verdict, in ASCII but for the user's names."""

from __future__ import annotations

import shutil
import sys
import textwrap
from collections.abc import Iterable, Iterator, Sequence

from tapeviz.render.document import Card, Document, Row, Suspicion, describe
from tapeviz.render.layout import code_lines, digits_of, paragraphs, wrap
from tapeviz.render.matrices import matrices_of, matrix_cards, matrix_lines
from tapeviz.render.oplist import op_lines
from tapeviz.render.orders import order_cards, order_rows, orders_note
from tapeviz.render.overview import fold_rows
from tapeviz.render.steps import render_steps
from tapeviz.render.visible import cell_width, crop, cut_to, shorten
from tapeviz.render.words import count, listing
from tapeviz.report import Report

__all__ = ["render_text", "terminal_columns"]

NARROWEST, WIDEST, USUAL = 60, 120, 100
MOST_CARDS, MOST_ONE_LINERS, MOST_MATRICES = 12, 20, 4
WIDE_NAME = 24
INDENT = "    "
# The columns of the overview, fewer where the terminal is narrow; the last choice is that of a None.
CHOICES = ((0, 1, 2, 3, 4), (0, 1, 2, 3), (0, 1, 3), (0, 1))
CODES = {"bold": "1", "dim": "2", "red": "1;31", "green": "32", "yellow": "33", "cyan": "36", "blue": "1;34"}
PIECES = {"gutter": "cyan", "code": "", "culprit": "", "note": "", "say": "red", "say-note": "blue"}
STATUS_STYLE = {"gradient": "green", "none": "red", "error": "red", "failure": "red"}


class Pen:
    """Adds terminal colours, or nothing; the words and the carets say everything without them."""

    def __init__(self, *, color: bool) -> None:
        self.color = color

    def __call__(self, style: str, text: str) -> str:
        """The text in a style of `CODES`."""
        if not self.color or not style or not text.strip():
            return text
        return f"\x1b[{CODES[style]}m{text}\x1b[0m"


def render_text(report: Report, width: int | None = None, *, color: bool = False) -> str:
    """The whole verdict as text: overview, each None with its line underlined, and what could not be seen.

    `width` None takes the terminal's, or 100 columns where there is none; `color` adds ANSI colours.
    """
    columns = max(NARROWEST, width or terminal_columns())
    document, pen = describe(report), Pen(color=color)
    parts = [
        _head(document, pen, columns),
        _table(document, pen, columns),
        *_cards(document, pen, columns),
        *_orders(report, pen, columns),
        *_matrices(report, pen, columns),
        _tail(document, pen, columns),
        _ops(report, pen, columns),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part)


def terminal_columns() -> int:
    """How wide a text may be: the terminal, or 100 columns where there is none."""
    if not (sys.stdout and sys.stdout.isatty()):
        return USUAL
    return min(WIDEST, shutil.get_terminal_size((USUAL, 24)).columns)


def _head(document: Document, pen: Pen, columns: int) -> list[str]:
    lines = [pen("bold", line) for line in wrap(document.headline, columns)]
    lines += [pen("dim", line) for line in wrap(f"{document.target}  ({document.engine})".strip(), columns)]
    if document.failure:
        lines += [pen("red", line) for line in wrap(document.failure, columns)]
    return lines


# ---- the overview ---------------------------------------------------------------------------------------------------


def _table(document: Document, pen: Pen, columns: int) -> list[str]:
    rows = document.rows
    if document.tells_at_a_glance:
        return []
    shown, hidden = fold_rows(rows)
    cells = [_cells(row, columns) for row in shown]
    header = ("source", "gradient", "dtype", "shape", "device")
    if not any(row.status == "gradient" for row in shown):
        header = ("source", "gradient", "", "", "")
    full = [row for row, kept in zip(cells, shown, strict=True) if kept.status == "gradient"]
    widths = [max(cell_width(row[column]) for row in (header, *(full or cells))) for column in range(5)]
    narrower = (one for one in CHOICES if sum(widths[column] + 2 for column in one) <= columns)
    chosen = next(narrower, CHOICES[-1])
    # A None has no further columns: its name, or those of a group, may run into them where there is no room for it.
    spare = columns - sum(widths[column] + 2 for column in chosen)
    named = [widths[0], *(cell_width(row[0]) for row in cells)]
    widths[0] = max(wide for wide in named if wide == widths[0] or wide <= min(WIDE_NAME, widths[0] + spare))
    lines = [pen("dim", _row_line(header, widths, chosen))]
    for row, texts in zip(shown, cells, strict=True):
        trouble = f"  ! {row.trouble}" if row.trouble else ""
        line = _row_line(texts, widths, chosen if row.status == "gradient" else CHOICES[-1])
        line = crop(line, columns - cell_width(trouble))
        lines.append(pen(STATUS_STYLE[row.status], line) + pen("yellow", trouble))
    return lines + _counted(hidden)


def _counted(hidden: Sequence[Row]) -> list[str]:
    """A line for each kind of row that is left out, with an honest number."""
    well = sum(row.status == "gradient" for row in hidden)
    lines = [f"  ... and {count(well, 'more source')} with a gradient"] if well else []
    others = sum(len(row.names) for row in hidden if row.status != "gradient")
    return [*lines, f"  ... and {count(others, 'more source')} without a gradient"] if others else lines


def _cells(row: Row, columns: int) -> tuple[str, str, str, str, str]:
    return (listing(row.names, columns // 3, most=3), row.gradient, row.dtype, row.shape, row.device)


def _row_line(texts: Sequence[str], widths: Sequence[int], chosen: Sequence[int]) -> str:
    padded = (texts[column] + " " * (widths[column] - cell_width(texts[column])) for column in chosen)
    return ("  " + "  ".join(padded)).rstrip()


# ---- the cards ------------------------------------------------------------------------------------------------------


def _cards(document: Document, pen: Pen, columns: int) -> Iterator[list[str]]:
    for card in document.cards[:MOST_CARDS]:
        yield list(_card(card, pen, columns))
    rest = document.cards[MOST_CARDS:]
    if rest:
        lines = [f"{count(len(rest), 'more verdict')}:"]
        for card in rest[:MOST_ONE_LINERS]:
            where = f", {card.where}" if card.where else ""
            lines.append(
                cut_to(f"{listing(card.names, 30, most=2)}: {card.headline}{where} [{card.cause}]", columns - 2)
            )
        if len(rest) > MOST_ONE_LINERS:
            lines.append(f"... and {len(rest) - MOST_ONE_LINERS:,} more, all in the report's to_dict()")
        yield [lines[0], *("  " + line for line in lines[1:])]


def _card(card: Card, pen: Pen, columns: int) -> Iterator[str]:
    names = listing(card.names, max(columns - len(card.headline) - len(card.cause) - 10, 16))
    tag = f"[{card.cause}]" if card.cause else ""
    gap = columns - cell_width(names) - 3 - cell_width(card.headline) - len(tag)
    head = pen("bold", names) + "   " + pen(STATUS_STYLE[card.status], card.headline)
    if tag and gap > 1:
        yield head + " " * gap + pen("dim", tag)
    else:
        yield head
        yield from [INDENT + pen("dim", tag)] if tag else []
    for snippet in card.snippets:
        for line in code_lines(snippet, digits_of(card.snippets), columns - len(INDENT)):
            yield (INDENT + "".join(pen(PIECES[style], text) for style, text in line)).rstrip()
    if not card.is_said_in_code:
        yield from (INDENT + line for line in paragraphs(card.message, columns - len(INDENT)))
    if card.error:
        yield from _labelled("raised", card.error, "red", pen, columns)
    if card.help:
        yield from _labelled("help", card.help, "cyan", pen, columns)
    for trial in card.trials:
        status, _, text = trial.partition(": ")
        yield from _labelled(status, text, "green" if status == "verified" else "yellow", pen, columns)
    for suspicion in card.also:
        yield from _labelled("also", _also(suspicion), "yellow", pen, columns)


def _also(suspicion: Suspicion) -> str:
    where = f"{suspicion.where}: " if suspicion.where else ""
    code = f"  {cut_to(suspicion.code, 48)}" if suspicion.code else ""
    return f"{where}{suspicion.title} [{suspicion.cause}]{code}"


def _labelled(label: str, text: str, style: str, pen: Pen, columns: int) -> Iterator[str]:
    lead = f"{label}: "
    for number, line in enumerate(paragraphs(text, columns - len(INDENT) - len(lead))):
        yield INDENT + (pen(style, lead) if number == 0 else " " * len(lead)) + line


# ---- higher derivatives ---------------------------------------------------------------------------------------------


def _orders(report: Report, pen: Pen, columns: int) -> Iterator[list[str]]:
    """A line for each order of each source, then what there is to say of single ones."""
    rows = order_rows(report)
    if not rows:
        return
    table = [("source", "order", "derivative", "value", "shape")]
    short = max(columns // 3, 12)
    table += [(shorten(row.source, short), str(row.order), row.name, row.row.gradient, row.row.shape) for row in rows]
    widths = [max(cell_width(line[column]) for line in table) for column in range(5)]
    # Without the derivative's name, which source and order say too, where the terminal is narrow for it.
    chosen = range(5) if sum(widths) + 22 <= columns else (0, 1, 3, 4)
    lines = [crop(_row_line(line, widths, chosen), columns - 12) for line in table]
    styled = [
        pen(STATUS_STYLE[row.row.status], line) + pen("yellow", f"  ! {row.row.trouble}" if row.row.trouble else "")
        for row, line in zip(rows, lines[1:], strict=True)
    ]
    said = orders_note(report)
    note = [pen("dim", line) for line in wrap(said, columns)] if said else []
    yield [pen("bold", "Higher derivatives"), pen("dim", lines[0]), *styled, *note]
    for card in order_cards(report)[:MOST_CARDS]:
        yield list(_card(card, pen, columns))


def _matrices(report: Report, pen: Pen, columns: int) -> Iterator[list[str]]:
    """Jacobians and Hessians: a heading, what there is to say, and the numbers or shades."""
    for number, matrix in enumerate(matrices_of(report)):
        remarks = [pen("dim", line) for remark in matrix.remarks for line in wrap(remark, columns)]
        # Of many matrices the rest is told by its shape; the page draws them all.
        drawn = [crop(INDENT + line, columns) for line in matrix_lines(matrix)] if number < MOST_MATRICES else []
        yield [*(pen("bold", line) for line in wrap(matrix.heading, columns)), *remarks, *drawn]
    for card in matrix_cards(report)[:MOST_CARDS]:
        yield list(_card(card, pen, columns))


# ---- the rest -------------------------------------------------------------------------------------------------------


def _tail(document: Document, pen: Pen, columns: int) -> list[str]:
    lines: list[str] = []
    if document.limits:
        lines.append(pen("yellow", "What tapeviz could not see:"))
        lines += [line for limit in document.limits for line in _bullet(limit, columns)]
    watched = listing(document.watched, columns - 30, most=8) if document.watched else "nothing"
    lines.append(pen("dim", f"watched by the tape: {watched}"))
    if len(document.devices) > 1:
        lines.append(pen("dim", f"devices: {', '.join(document.devices)}"))
    return lines


def _ops(report: Report, pen: Pen, columns: int) -> list[str]:
    """With `--graph full` the ops too, since a terminal has no picture; with `steps` how they compute."""
    graph = dict(report.options).get("graph")
    if graph == "steps":
        return render_steps(report, columns).split("\n")
    if graph != "full":
        return []
    return [pen("bold", "recorded ops:"), *("  " + crop(line, columns - 2) for line in op_lines(report.recording))]


def _bullet(text: str, columns: int) -> Iterable[str]:
    return textwrap.wrap(text, columns, initial_indent="  - ", subsequent_indent="    ") or []
