"""In JupyterLab: the chain rule is typeset, heat maps are pictures, and the graph of each order unfolds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import nbformat
import pytest

pytestmark = pytest.mark.browser
Shot = Callable[[Any, str], None]
SETUP = """%load_ext tapeviz
import tapeviz.fallback as tf
x, y = tf.Variable(3.0), tf.Variable(5.0)
v = tf.Variable([1.0, 2.0, 3.0])"""
CELLS = (
    SETUP,
    "%%tape z wrt x, y --hessian\nz = (x ** 2 + y ** 2) ** 2",
    "%tape chain",
    "%%tape u wrt x --order 3\nu = x ** 3",
    "%%tape r wrt v --jacobian\nr = tf.nn.softmax(v)",
    "%%tape s wrt x\ns = x\nfor _ in range(12):\n    s = tf.sin(s) * y + x",
    "%tape chain",
)
KERNEL = "window.jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status"


@pytest.fixture(scope="module")
def page(browser: Any, lab: Any) -> Any:
    """The notebook, run to its end."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in CELLS])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, lab.root / "higher.ipynb")
    lab.theme("JupyterLab Light")
    page = browser.new_context(viewport={"width": 1100, "height": 5000}).new_page()
    lab.open(page, "higher.ipynb")
    page.wait_for_function(f"{KERNEL} === 'idle'")
    lab.run(page, "notebook:run-all-cells")
    page.wait_for_function("document.querySelectorAll('.jp-RenderedHTML math').length > 2", timeout=60_000)
    return page


def output(page: Any, cell: int) -> Any:
    found = page.locator(".jp-Notebook .jp-CodeCell").nth(cell).locator(".jp-OutputArea")
    found.scroll_into_view_if_needed()
    return found


def test_the_chain_rule_is_typeset(page: Any, shot: Shot) -> None:
    shown = output(page, 2)
    shot(shown, "lab-chain")
    assert shown.locator("math").count() == 2
    above, below = (part.bounding_box() for part in shown.locator("mfrac").first.locator("> mrow").all())
    assert above["y"] + above["height"] <= below["y"] + 1


def test_a_long_one_by_its_folds(page: Any, shot: Shot) -> None:
    shown = output(page, 6)
    shot(shown, "lab-chain-folded")
    assert shown.locator("math").count() == 1
    assert "[line 4, x10: 30 steps]" in shown.inner_text()


def test_a_matrix_is_a_picture_that_is_drawn(page: Any, shot: Shot) -> None:
    for cell, said in ((1, "Heat map of the Hessian of z, 2 x 2"), (4, "Heat map of dr/dv, (3, 3)")):
        shown = output(page, cell)
        shot(shown, f"lab-matrix-{cell}")
        picture = shown.locator(f'img[alt="{said}"]')
        assert picture.evaluate("image => image.naturalWidth") > 100
        assert shown.locator("figure:has(> .tv-bar) > .tv-scroll").count() == 1, "the controls stand above the graph"


def test_the_graph_of_each_order_unfolds(page: Any, shot: Shot) -> None:
    shown = output(page, 3)
    summaries = shown.locator("summary", has_text="the graph of order")
    assert summaries.count() == 2
    summaries.first.click()
    page.wait_for_timeout(300)
    shot(shown, "lab-orders")
    picture = shown.locator("details[open] img").first
    assert picture.evaluate("image => image.naturalWidth") > 100
