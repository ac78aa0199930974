"""The cells of the pages run on TensorFlow as they stand there; the site's build runs them on the NumPy engine."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tapeviz_docs.cells import alike, lasting, running

pytest.importorskip("tensorflow")

DOCS = Path(__file__).parents[1] / "docs"
CELL = re.compile(
    r"(?P<remark><!-- [\w ]+ -->\n\n)?^```python\n(?P<code>.*?)^```$(?P<told>\n\n```text\n(?P<shown>.*?)^```$)?",
    re.MULTILINE | re.DOTALL,
)
# The causes have tests of their own; this page is about a machine without TensorFlow.
ELSEWHERE = {"causes", "notebooks", "numpy-engine"}
PAGES = [
    page
    for page in sorted(DOCS.rglob("*.md"))
    if not ELSEWHERE & {page.parent.name, page.stem} and CELL.search(page.read_text("utf-8"))
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}/{page.stem}")
def test_the_cells_of_a_page_run_and_show_what_it_says(page: Path, request: pytest.FixtureRequest) -> None:
    """`pytest --update-golden` writes what they show into the page."""
    text = page.read_text("utf-8")
    with running("tensorflow") as run:

        def shown(cell: re.Match[str]) -> str:
            remark = cell["remark"] or ""
            if "not run" in remark:
                return cell[0]
            told = run(cell["code"], raises="raises" in remark).text
            if cell["shown"] is None or alike(cell["shown"], told):
                return cell[0]
            return cell[0].replace(f"```text\n{cell['shown']}```", f"```text\n{lasting(told)}\n```")

        new = CELL.sub(shown, text)
    if request.config.getoption("--update-golden", default=False):
        page.write_text(new, "utf-8")
    assert page.read_text("utf-8") == new
