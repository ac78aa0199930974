"""An executed notebook turned into HTML, Markdown and LaTeX: nothing is lost but what the format cannot hold."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from traitlets.config import Config

nbconvert = pytest.importorskip("nbconvert", reason="nbconvert is not installed")
Shot = Callable[[Any, str], None]
CELLS = (
    "%load_ext tapeviz\nimport numpy as np\nimport tapeviz.fallback as tf\nw = tf.Variable([[0.5], [-0.5]])",
    """%%tape loss wrt w
x = tf.constant([[1.0, 2.0]])  # $\\alpha$ < 3 & more

h = tf.tanh(x @ w)
average = np.mean(h)
loss = tf.reduce_sum(average * x)""",
)


@pytest.fixture(scope="module")
def executed(tmp_path_factory: pytest.TempPathFactory) -> nbformat.NotebookNode:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    folder = str(tmp_path_factory.mktemp("nbconvert"))
    return NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()


def test_the_output_holds_the_verdict_as_text_and_as_html(executed: nbformat.NotebookNode) -> None:
    (output,) = executed.cells[1].outputs

    assert set(output.data) == {"text/plain", "text/html"}
    assert "left-tensorflow" in output.data["text/plain"]


def test_markdown_keeps_the_html_in_one_block(executed: nbformat.NotebookNode) -> None:
    text, _ = nbconvert.MarkdownExporter().from_notebook_node(executed)

    start = text.index('<div class="tapeviz ')
    block = text[start:].split("\n\n")[0]
    assert block.rstrip().endswith("</script></div>")
    assert "left-tensorflow" in block
    assert "data:image/svg+xml;base64," in block


def test_latex_has_the_whole_verdict_as_text(executed: nbformat.NotebookNode) -> None:
    text, _ = nbconvert.LatexExporter().from_notebook_node(executed)

    words = re.sub(r"\\PY\{[^}]*\}|[{}\\]", "", text)
    assert "the path left TensorFlow" in words
    assert "left-tensorflow" in words
    assert "<div" not in text


def test_what_latex_and_terminals_are_given_is_plain_and_fits_a_page(executed: nbformat.NotebookNode) -> None:
    text = executed.cells[1].outputs[0].data["text/plain"]

    assert max(map(len, text.split("\n"))) <= 100
    assert "\x1b" not in text


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_that_nbconvert_makes_lives(
    executed: nbformat.NotebookNode, browser: Any, shot: Shot, tmp_path: Path, theme: str
) -> None:
    text, _ = nbconvert.HTMLExporter(theme=theme).from_notebook_node(executed)
    # Its own links lead to the network, which the tests have none of.
    text = re.sub(r'<script[^>]* src="https[^>]*></script>', "", text)
    (tmp_path / "book.html").write_text(text, "utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 1000})
    page.route("http**", lambda route: route.abort())
    page.goto((tmp_path / "book.html").as_uri())
    page.wait_for_selector(".tapeviz .tv-bar")

    page.locator('.tv-node[aria-label^="h = Tanh"]').click()

    shot(page, f"nbconvert-{theme}")
    paper = page.evaluate("getComputedStyle(document.querySelector('.tapeviz svg > g > polygon')).fill")
    page.close()
    assert (sum(map(int, re.findall(r"\d+", paper))) > 400) is (theme == "light")
    assert "&lt; 3 &amp; more" in text


@pytest.mark.browser
@pytest.mark.parametrize("strip", [False, True])
def test_html_that_nbconvert_sanitised_begins_with_the_verdict(
    executed: nbformat.NotebookNode, browser: Any, shot: Shot, tmp_path: Path, strip: bool
) -> None:
    config = Config({"SanitizeHTML": {"strip": strip}})
    text, _ = nbconvert.HTMLExporter(sanitize_html=True, config=config).from_notebook_node(executed)
    (tmp_path / "book.html").write_text(text, "utf-8")
    page = browser.new_page(viewport={"width": 1000, "height": 1000})
    page.route("http**", lambda route: route.abort())
    page.goto((tmp_path / "book.html").as_uri(), wait_until="domcontentloaded")

    shot(page, "nbconvert-sanitised")
    words = page.locator("body").inner_text()
    page.close()
    # It escapes or strips tags and keeps what is inside them: the verdict must come before style sheet and script.
    assert "the path left TensorFlow" in words
    assert words.index("help:") < words.index("--tv-paper") < words.index("DecompressionStream")
