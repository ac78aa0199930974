"""What is done in a running JupyterLab or Notebook, whichever it is: a notebook is written, run and looked into."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import nbformat

__all__ = ["CELLS", "OUTPUT", "SETUP", "light_page", "node", "open_untrusted", "run_all", "write"]

SETUP = "%load_ext tapeviz\nimport numpy as np\nimport tapeviz.fallback as tf\nw = tf.Variable([[0.5], [-0.5]])"
CELL = """%%tape loss wrt w
x = tf.constant([[1.0, 2.0]])
h = tf.tanh(x @ w)
average = np.mean(h)
loss = tf.reduce_sum(average * x)"""
CELLS = (SETUP, CELL, "%%tape y wrt w\nv = tf.stop_gradient(w)\ny = tf.reduce_sum(v * v)")
KERNEL = "window.jupyterapp.shell.currentWidget?.context?.sessionContext?.session?.kernel?.status"
OUTPUT = ".jp-OutputArea-output .tapeviz"


def light_page(browser: Any, lab: Any) -> Iterator[Any]:
    """A page in the light theme, unless a test asks for another."""
    lab.theme("JupyterLab Light")
    context = browser.new_context(viewport={"width": 1280, "height": 1000})
    yield context.new_page()
    context.close()


def write(path: Path, cells: tuple[str, ...] = CELLS) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    book.metadata["kernelspec"] = {"name": "python3", "display_name": "Python 3", "language": "python"}
    nbformat.write(book, path)


def run_all(lab: Any, page: Any, name: str, cells: tuple[str, ...] = CELLS) -> None:
    """Write a notebook, open it, run its cells and wait until the pictures of all but the first live."""
    write(lab.root / name, cells)
    lab.open(page, name)
    page.wait_for_function(f"{KERNEL} === 'idle'")
    lab.run(page, "notebook:run-all-cells")
    taped = len(cells) - 1
    page.wait_for_function(f"document.querySelectorAll('{OUTPUT} .tv-bar').length === {taped}", timeout=60_000)


def node(page: Any, words: str) -> Any:
    return page.locator(f'{OUTPUT} .tv-node[aria-label^="{words}"]').first


def open_untrusted(lab: Any, page: Any) -> None:
    """Run a notebook, save it, change it behind the back of the server, and open that."""
    run_all(lab, page, "signed.ipynb")
    lab.run(page, "docmanager:save")
    saved = lab.root / "signed.ipynb"
    for _ in range(100):
        book = nbformat.read(saved, 4)
        if len(book.cells) == len(CELLS) and book.cells[1].outputs:
            break
        page.wait_for_timeout(100)
    book.cells[0].source += "\n# changed elsewhere: the signature holds no more"
    nbformat.write(book, lab.root / "untrusted.ipynb")

    lab.open(page, "untrusted.ipynb")
