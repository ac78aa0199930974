"""The Sphinx extension of this site: pages run their cells, and the reference is read off the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tapeviz_docs import contents, helptext, notebooks, outputs, theme

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """What Sphinx calls."""
    for part in (notebooks, contents, outputs, helptext, theme):
        part.setup(app)
    # Pages know nothing of each other: each runs its cells in a shell of its own.
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
