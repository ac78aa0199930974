"""The notebooks run from top to bottom in a real kernel, and their taped cells show what the text says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest

FOLDER = Path(__file__).parents[1] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))


def _execute(path: Path, workplace: Path) -> Any:
    notebook = nbformat.read(path, as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=300, kernel_name="python3", resources={"metadata": {"path": str(workplace)}}
    )
    return client.execute()


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory: pytest.TempPathFactory) -> list[Any]:
    """The executed code cells of the quickstart."""
    notebook = _execute(FOLDER / "quickstart.ipynb", tmp_path_factory.mktemp("quickstart"))
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _bundle(cells: list[Any], begins: str) -> dict[str, str]:
    """The one report under the cell that begins so."""
    cell = next(cell for cell in cells if cell["source"].startswith(begins))
    (output,) = [output for output in cell.outputs if output.output_type == "display_data"]
    return dict(output.data)


def test_there_are_notebooks_and_they_are_stored_without_output() -> None:
    """Outputs of another day would contradict the release at hand."""
    cells = [cell for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells]

    assert cells
    assert [cell.outputs for cell in cells if cell.get("outputs")] == []


def test_a_report_is_one_bundle_of_text_and_page(quickstart: list[Any]) -> None:
    bundle = _bundle(quickstart, "%%tape y wrt x, w")

    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/html"].count("data:image/svg+xml;base64,") == 1  # one copy of the picture


@pytest.mark.parametrize(
    ("begins", "causes"),
    [
        ("%%tape y wrt x, w", []),
        ("%%tape energy wrt position", ["replaced-by-tensor"]),
        ("%%tape loss wrt weights, scale", ["left-tensorflow"]),
        ("%%tape loss wrt dense", ["not-watched", "stop-gradient", "not-trainable"]),
    ],
)
def test_a_report_names_the_causes_that_the_text_promises(
    quickstart: list[Any], begins: str, causes: list[str]
) -> None:
    bundle = _bundle(quickstart, begins)

    for text in bundle.values():
        assert [cause for cause in causes if cause not in text] == []


def test_the_report_as_data_is_printed(quickstart: list[Any]) -> None:
    cell = next(cell for cell in quickstart if cell["source"].startswith("import tapeviz"))

    printed = "".join(output.text for output in cell.outputs)

    assert "features none not-watched" in printed
    assert "bonus none stop-gradient 4" in printed


def test_the_line_magic_shows_the_last_report_again(quickstart: list[Any]) -> None:
    assert _bundle(quickstart, "%tape")["text/plain"] == _bundle(quickstart, "%%tape loss wrt dense")["text/plain"]


def test_nothing_is_written_to_the_error_stream_of_a_taped_cell(quickstart: list[Any]) -> None:
    taped = [cell for cell in quickstart if cell["source"].startswith("%%tape")]

    assert [output for cell in taped for output in cell.outputs if output.get("name") == "stderr"] == []


def test_a_broken_notebook_would_be_noticed(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("%%tape y wrt x\ny = x")])
    path = tmp_path / "broken.ipynb"
    nbformat.write(notebook, path)

    with pytest.raises(nbclient.exceptions.CellExecutionError, match="tape"):
        _execute(path, tmp_path)
