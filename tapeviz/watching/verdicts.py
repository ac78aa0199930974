"""A report in one line per verdict, for people who did not ask for a report."""

from __future__ import annotations

from collections.abc import Callable

from tapeviz.render.document import Card, describe
from tapeviz.render.visible import cut_to
from tapeviz.render.words import listing
from tapeviz.report import Report

__all__ = ["verdict_lines"]

MOST_LINES = 6
WIDTH = 160


def verdict_lines(report: Report, place: Callable[[str], str] = "line {}".format) -> list[str]:
    """One line for each verdict: the sources, the cause, where; `place` names a line of the program by its number."""
    cards = [card for card in describe(report).cards if card.status in ("none", "error")]
    cards = [card for card in cards if card.status == "none" or card.cause != "unknown"]
    target = report.recording.target.name if report.recording.target else "the target"
    lines = [_line(card, target, place) for card in cards[:MOST_LINES]]
    left = sum(len(card.names) for card in cards[MOST_LINES:])
    return [*lines, f"... and {left} more without a gradient"] if left else lines


def _line(card: Card, target: str, place: Callable[[str], str]) -> str:
    where = place(card.where.removeprefix("line ")) if card.where else ""
    code = _culprit(card)
    there = f", {where}" if where else ""
    blamed = f": {code}" if code and where else ""
    names = listing(card.names, 60, most=3)
    head = f"d({target})/d({names})" if len(card.names) == 1 else f"gradients of {target} wrt {names}"
    tag = f" [{card.cause}]"
    return cut_to(f"{head} {card.headline}{there}{blamed}", WIDTH - len(tag)) + tag


def _culprit(card: Card) -> str:
    """The text that is blamed, on one line."""
    for snippet in card.snippets:
        for line in snippet.lines:
            for mark in line.marks if line is not None else ():
                if line is not None and mark.kind == "culprit":
                    return " ".join(line.text[mark.start : mark.end].split())
    return ""
