"""The pages of the causes stand under their overview in its order, which plain Markdown has no word for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tapeviz.report import Cause

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.connect("source-read", _on_source)


def _on_source(_: Sphinx, page: str, source: list[str]) -> None:
    if page == "causes":
        names = "\n".join(f"causes/{cause}" for cause in Cause)
        source[0] += f"\n```{{toctree}}\n:hidden:\n\n{names}\n```\n"
