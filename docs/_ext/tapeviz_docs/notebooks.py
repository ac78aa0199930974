"""Turns the notebooks of the repository into pages, whose cells run like those of any page."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx

# Written at each build and never committed.
FOLDER = "notebooks"


def setup(app: Sphinx) -> None:
    """Register with Sphinx."""
    app.add_config_value("notebooks_without_numpy", [], "env")
    app.connect("builder-inited", _write_pages)
    app.connect("source-read", _lead_to_pages)


def _write_pages(app: Sphinx) -> None:
    source = Path(app.srcdir).parent / "notebooks"
    folder = Path(app.srcdir) / FOLDER
    folder.mkdir(exist_ok=True)
    wanted = {folder / f"{path.stem}.md": path for path in source.glob("*.ipynb")}
    for stale in set(folder.glob("*.md")) - set(wanted):
        stale.unlink()
    for page, notebook in wanted.items():
        runs = notebook.stem not in app.config.notebooks_without_numpy
        text = _as_markdown(json.loads(notebook.read_text("utf-8")), notebook.stem, runs=runs)
        if not page.exists() or page.read_text("utf-8") != text:
            page.write_text(text, "utf-8")


def _lead_to_pages(_: Sphinx, page: str, source: list[str]) -> None:
    """A link to a notebook, which is right in the plain file, leads to its page on the site."""
    if not page.startswith(FOLDER):
        source[0] = re.sub(r"(?<=\]\()((?:\.\./)*)\.\./notebooks/(\w+)\.ipynb(?=\))", rf"\1{FOLDER}/\2.md", source[0])


def _as_markdown(notebook: dict[str, Any], name: str, *, runs: bool) -> str:
    parts = [_cell(cell, runs=runs) for cell in notebook["cells"]]
    download = f"The notebook itself: {{download}}`{name}.ipynb <../../notebooks/{name}.ipynb>`."
    if not runs:
        download += " This one needs TensorFlow, so the outputs are not shown here."
    title, _, rest = parts[0].partition("\n")
    return "\n\n".join([title, download, rest.strip("\n"), *parts[1:]]) + "\n"


def _cell(cell: dict[str, Any], *, runs: bool) -> str:
    text = "".join(cell["source"]).strip("\n")
    if cell["cell_type"] == "markdown":
        return re.sub(r"(?<=\])\((\w+)\.ipynb\)", r"(\1.md)", text)
    if cell["cell_type"] != "code" or not text:
        return ""
    raises = "raises-exception" in cell["metadata"].get("tags", ())
    remark = "" if runs and not raises else "<!-- raises -->\n\n" if runs else "<!-- not run -->\n\n"
    return f"{remark}```python\n{text}\n```"
