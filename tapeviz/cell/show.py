"""Putting a report in front of the user: one MIME bundle in a notebook, text in a terminal."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Any

from IPython.core.displaypub import DisplayPublisher

from tapeviz.report import Report

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

__all__ = ["show_bundle", "show_list", "show_page", "show_report"]


def show_report(shell: InteractiveShell, report: Report) -> None:
    """Show `report` behind everything that the cell has printed so far."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    publisher = shell.display_pub
    # The plain publisher is the terminal's, which would print the text without its colours.
    if type(publisher) is DisplayPublisher:
        _write(_terminal_text(shell, report))
        return
    try:
        data, metadata = _bundle(report)
    except Exception:
        publisher.publish(data={"text/plain": str(report)}, metadata={})  # the verdict needs no page
        raise
    publisher.publish(data=data, metadata=metadata)


def show_list(shell: InteractiveShell, report: Report) -> None:
    """In a terminal, which shows no picture, the nodes of the picture as text."""
    if type(shell.display_pub) is DisplayPublisher:
        from tapeviz.render.drawing import picture_of
        from tapeviz.render.nodelist import node_list
        from tapeviz.render.text import terminal_columns

        _write("\n" + node_list(picture_of(report), terminal_columns()))


def _write(text: str) -> None:
    sys.stdout.write(text.rstrip("\n") + "\n")
    sys.stdout.flush()


def _bundle(report: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    bundle = report._repr_mimebundle_()
    return bundle if isinstance(bundle, tuple) else (bundle, {})


def _terminal_text(shell: InteractiveShell, report: Report) -> str:
    if not _has_colors(shell):
        return str(report)
    from tapeviz.render.text import render_text

    return render_text(report, color=True)


def _has_colors(shell: InteractiveShell) -> bool:
    if "NO_COLOR" in os.environ or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout.isatty() and str(shell.colors).lower() != "nocolor"


def show_bundle(shell: InteractiveShell, views: dict[str, str]) -> None:
    """Show one thing in several forms; a terminal shows the text."""
    publisher = shell.display_pub
    if type(publisher) is DisplayPublisher:
        _write(views["text/plain"])
        return
    publisher.publish(data=dict(views), metadata={})


def show_page(shell: InteractiveShell, text: str, *, mime: str = "text/plain") -> None:
    """Show a page of text: as Markdown where that can be shown, else as it is."""
    publisher = shell.display_pub
    if type(publisher) is DisplayPublisher:
        _write(text)
        return
    publisher.publish(data={"text/plain": text, mime: text}, metadata={})
