"""Derivatives above the first: a line for each order, a card for each that is None or noteworthy, and their graphs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from tapeviz.notation import derivative
from tapeviz.render.document import Card, Row, describe
from tapeviz.render.drawing import Drawing, drawing
from tapeviz.render.visible import escape, one_line
from tapeviz.report import HigherDerivative, Report

__all__ = ["OrderRow", "order_cards", "order_graphs", "order_rows", "orders_html", "orders_note"]

MOST_PICTURES = 6
COLUMNS = ("source", "order", "derivative", "value", "shape")
SUMMED = (
    "each order is the gradient of the sum of all entries of the order before it, as tape.gradient of a tensor is; "
    "for every second derivative by itself: --hessian"
)


@dataclass(frozen=True, slots=True)
class OrderRow:
    """One order of one source: what it is called, and its value or that it is None."""

    source: str
    name: str
    order: int
    row: Row


def order_rows(report: Report) -> list[OrderRow]:
    """All orders of each source that has more than one, the first included."""
    first = {row.names: row for row in describe(report).rows}
    rows: list[OrderRow] = []
    for higher in report.higher:
        source = one_line(higher.source)
        if higher.order == 2 and (source,) in first:
            rows.append(OrderRow(source, _name(report, higher, 1), 1, first[source,]))
        found = describe(higher.report).rows
        rows += [OrderRow(source, _name(report, higher), higher.order, row) for row in found[:1]]
    return rows


def order_cards(report: Report) -> tuple[Card, ...]:
    """The cards of the orders above the first, each under the derivative's own name."""
    return tuple(
        replace(card, names=(_name(report, higher),))
        for higher in report.higher
        for card in describe(higher.report).cards
    )


def orders_note(report: Report) -> str:
    """What is differentiated where a derivative is no scalar; '' where every one is."""
    shapes = {row.row.shape for row in order_rows(report)} - {"", "()"}
    return SUMMED if shapes else ""


def orders_html(report: Report) -> Iterator[str]:
    """The table of the orders."""
    rows = order_rows(report)
    if not rows:
        return
    head = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in _cells(row))}</tr>" for row in rows)
    yield '<p class="tv-line"><b>Higher derivatives</b></p>'
    yield f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    if orders_note(report):
        yield f'<p class="tv-faint">{escape(orders_note(report))}</p>'


def order_graphs(report: Report, prefix: str, figure: Callable[[Drawing], Iterator[str]]) -> Iterator[str]:
    """The graph of each order, folded away: what leads to the derivative below; `figure` puts a drawing into a page."""
    kind = dict(report.options).get("graph")
    if kind == "none":
        return
    options = (*report.options, ("graph", "path")) if kind in (None, "auto") else report.options
    drawable = [each for each in report.higher if each.report.recording.target and each.report.recording.target.order]
    for number, higher in enumerate(drawable[:MOST_PICTURES]):
        drawn = drawing(replace(higher.report, options=options), f"{prefix}o{number}-")
        name, below = _name(report, higher), _name(report, higher, higher.order - 1)
        said = escape(f"the graph of order {higher.order}: how {below} is computed, and {name}")
        yield f"<details><summary>{said}</summary>{''.join(figure(drawn))}</details>"
    if len(drawable) > MOST_PICTURES:
        yield f'<p class="tv-faint">{len(drawable) - MOST_PICTURES} more graphs: report.order(N, source).graph</p>'


def _cells(row: OrderRow) -> tuple[str, ...]:
    trouble = f' <span class="tv-warn">! {escape(row.row.trouble)}</span>' if row.row.trouble else ""
    value = f'<span class="tv-{row.row.status}">{escape(row.row.gradient)}</span>{trouble}'
    name = f"<code>{escape(row.name)}</code>"
    return escape(row.source), str(row.order), name, value, escape(row.row.shape)


def _name(report: Report, higher: HigherDerivative, order: int = 0) -> str:
    target = report.recording.target
    base = target.name if target is not None and target.name else "the target"
    return one_line(derivative(base, higher.source, order or higher.order))
