"""Puts under each cell of a page what it shows when it runs; a text that stands there already must agree with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from markdown_it import MarkdownIt
from sphinx.util import logging

from tapeviz_docs.cells import CellFailed, Shown, alike, running

if TYPE_CHECKING:
    from sphinx.application import Sphinx

LOG = logging.getLogger(__name__)

_MARKDOWN = MarkdownIt("commonmark").enable("table")
_TABLE = '<table class="docutils align-default">'

# What a page may say of the cell that follows; a reader of the plain file does not see it.
NOT_RUN, RAISES = "<!-- not run -->", "<!-- raises -->"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("doctree-read", _on_read)


def _on_read(_: Sphinx, document: nodes.document) -> None:
    cells = [block for block in document.findall(nodes.literal_block) if block.get("language") == "python"]
    cells = [cell for cell in cells if NOT_RUN not in _remark(cell)]
    if cells:
        with running() as run:
            for cell in cells:
                _run_below(cell, run)


def _remark(cell: nodes.Node) -> str:
    """The comment before a cell."""
    before = cell.previous_sibling()
    return before.astext() if isinstance(before, (nodes.raw, nodes.comment)) else ""


def _run_below(cell: nodes.literal_block, run: Callable[..., Shown]) -> None:
    try:
        shown = run(cell.astext(), raises=RAISES in _remark(cell))
    except CellFailed as failure:
        LOG.warning("%s", failure, location=cell)
        return
    written = cell.next_node(descend=False, siblings=True)
    if isinstance(written, nodes.literal_block) and written.get("language") == "text":
        if not alike(written.astext(), shown.text):
            LOG.warning("the page shows what the cell does not; it shows\n%s", shown.text, location=written)
        written.parent.remove(written)
    if shown.page:
        cell.parent.insert(cell.parent.index(cell) + 1, nodes.container("", *_pieces(shown), classes=["cell-output"]))


def _pieces(shown: Shown) -> Iterator[nodes.Node]:
    for kind, content in shown.page:
        if kind == "markdown":
            yield nodes.raw("", _MARKDOWN.render(content).replace("<table>", _TABLE), format="html")
        elif kind == "html":
            yield nodes.raw("", content, format="html")
        else:
            text = content.strip("\n")
            yield nodes.literal_block(text, text, language="text")
