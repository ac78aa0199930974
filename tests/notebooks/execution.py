"""Runs the notebooks in clean kernels, on TensorFlow or on the NumPy engine with TensorFlow blocked.

`python -m tests.notebooks.execution FOLDER [PART-OF-NAME] [--engine numpy]` writes them with their outputs, and as pages, to look at.
"""

from __future__ import annotations

import argparse
import os
import re
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import nbclient
import nbformat

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

Engine = Literal["tensorflow", "numpy"]

# As where TensorFlow is not installed. It runs before the first cell.
BLOCK = """
import sys

class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {"tensorflow", "keras"}:
            raise ModuleNotFoundError(f"{name} is blocked", name=name)

sys.meta_path.insert(0, Block())
"""


@dataclass(frozen=True)
class Cell:
    """A code cell that was run: its code, and all that it showed as text."""

    code: str
    outputs: tuple[Any, ...]

    @property
    def text(self) -> str:
        """What was printed and shown, without colours; of a thing shown in several forms the plain one."""
        parts: list[str] = []
        for before, output in zip((None, *self.outputs), self.outputs, strict=False):
            if before is not None and "text" in before and before.get("name") == output.get("name"):
                parts[-1] += output.text  # a kernel under load sends in several pieces what was printed at once
            else:
                parts.append(output.get("text") or output.get("data", {}).get("text/plain", ""))
        return re.sub(r"\x1b\[[\d;]*m", "", "\n".join(parts))

    @property
    def errors(self) -> list[str]:
        """What went wrong, and what went to the error stream."""
        raised = [output.evalue for output in self.outputs if output.output_type == "error"]
        return raised + [output.text for output in self.outputs if output.get("name") == "stderr"]

    @property
    def bundles(self) -> list[dict[str, str]]:
        """What was displayed, form by form."""
        return [dict(output.data) for output in self.outputs if "data" in output]


@dataclass(frozen=True)
class Lesson:
    """A notebook that was run: its code cells, and those that ran after its last one."""

    cells: tuple[Cell, ...]
    after: tuple[Cell, ...]
    notebook: Any

    def __getitem__(self, part: str) -> Cell:
        """The one cell with this in its code. Raises KeyError where there is none, or more than one."""
        found = [cell for cell in self.cells if part in cell.code]
        if len(found) != 1:
            raise KeyError(f"{len(found)} cells have {part!r}")
        return found[0]


def execute(path: Path, workplace: Path, engine: Engine = "tensorflow", *, after: Sequence[str] = ()) -> Lesson:
    """Run a notebook from top to bottom in a kernel of its own, then the cells `after`. Raises what a cell raises.

    `workplace` is an empty folder for whatever the notebook writes.
    """
    notebook = nbformat.read(path, as_version=4)
    environment = dict(os.environ)
    if engine == "numpy":
        startup = workplace / "ipython" / "profile_default" / "startup"
        startup.mkdir(parents=True)
        (startup / "block.py").write_text(BLOCK, "utf-8")
        environment["IPYTHONDIR"] = str(workplace / "ipython")
    length = len(notebook.cells)
    notebook.cells += [nbformat.v4.new_code_cell(code) for code in after]
    resources = {"metadata": {"path": str(workplace)}}
    client = nbclient.NotebookClient(notebook, timeout=300, kernel_name="python3", resources=resources)
    client.execute(env=environment)
    notebook.cells, extra = notebook.cells[:length], notebook.cells[length:]
    return Lesson(_code_cells(notebook.cells), _code_cells(extra), notebook)


def _code_cells(cells: Sequence[Any]) -> tuple[Cell, ...]:
    return tuple(Cell(cell.source, tuple(cell.outputs)) for cell in cells if cell.cell_type == "code")


def write(path: Path, folder: Path, engine: Engine) -> Path:
    """Run a notebook, and write it with its outputs, and as a page, into a folder."""
    from nbconvert import HTMLExporter

    with tempfile.TemporaryDirectory(prefix="tapeviz-notebook-") as workplace:
        notebook = execute(path, Path(workplace), engine).notebook
    nbformat.write(notebook, folder / path.name)
    page = folder / f"{path.stem}.html"
    page.write_text(HTMLExporter().from_notebook_node(notebook)[0], "utf-8")
    return page


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="python -m tests.notebooks.execution", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("name", nargs="?", default="")
    parser.add_argument("--engine", choices=["tensorflow", "numpy"], default="tensorflow")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for path in NOTEBOOKS:
        if asked.name in path.name:
            print(write(path, asked.folder, asked.engine))


if __name__ == "__main__":
    main()
