"""The site's one style sheet of our own, made from the colours of the reports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tapeviz.render.palette import DARK
from tapeviz.render.style import variables

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "reports.css"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_css_file(NAME)
    app.connect("build-finished", _write)


def _write(app: Sphinx, failure: Exception | None) -> None:
    if failure is None and app.builder.format == "html":
        (Path(app.outdir) / "_static" / NAME).write_text(_sheet(), "utf-8")


def _sheet() -> str:
    """Reports follow the switch of the theme by themselves, but for its setting `auto`."""
    return (
        f"@media(prefers-color-scheme:dark){{body[data-theme=auto] .tapeviz{{{variables(DARK)}}}}}\n"
        ".cell-output{margin:-.4rem 0 1.6rem;overflow-x:auto}\n"
        ".cell-output div[class^=highlight]{margin:0}\n"
        ".cell-output .highlight pre{border-left:3px solid var(--color-background-border)}\n"
        "table.docutils.align-default{margin-left:0;margin-right:0}\n"
        ".cell-output img{max-width:100%}\n"
    )
