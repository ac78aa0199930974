"""The notebooks run from top to bottom in a real kernel, and their taped cells show what the text says."""

from __future__ import annotations

from pathlib import Path

import nbclient
import nbformat
import pytest

from tests.notebooks.execution import FOLDER, Lesson, execute


@pytest.fixture(scope="module")
def quickstart(tmp_path_factory: pytest.TempPathFactory) -> Lesson:
    """The executed quickstart."""
    pytest.importorskip("tensorflow", reason="it says `import tensorflow`")
    return execute(FOLDER / "quickstart.ipynb", tmp_path_factory.mktemp("quickstart"))


def _bundle(lesson: Lesson, part: str) -> dict[str, str]:
    """The one report under the cell with this in its code."""
    (bundle,) = lesson[part].bundles
    return bundle


def test_a_report_is_one_bundle_of_text_and_page(quickstart: Lesson) -> None:
    bundle = _bundle(quickstart, "%%tape y wrt x, w")

    assert set(bundle) == {"text/plain", "text/html"}
    assert bundle["text/html"].count("data:image/svg+xml;base64,") == 1  # one copy of the picture


@pytest.mark.parametrize(
    ("part", "causes"),
    [
        ("%%tape y wrt x, w", []),
        ("position = position - 0.1", ["replaced-by-tensor"]),
        ("%%tape loss wrt weights, scale", ["left-tensorflow"]),
        ("%%tape loss wrt dense", ["not-watched", "stop-gradient", "not-trainable"]),
    ],
)
def test_a_report_names_the_causes_that_the_text_promises(
    quickstart: Lesson, part: str, causes: list[str]
) -> None:
    bundle = _bundle(quickstart, part)

    for text in bundle.values():
        assert [cause for cause in causes if cause not in text] == []


def test_the_report_as_data_is_printed(quickstart: Lesson) -> None:
    printed = quickstart["import tapeviz"].text

    assert "features none not-watched" in printed
    assert "bonus none stop-gradient 4" in printed


def test_the_line_magic_shows_the_last_report_again(quickstart: Lesson) -> None:
    (last,) = quickstart.cells[-1].bundles

    assert quickstart.cells[-1].code == "%tape"
    assert last["text/plain"] == _bundle(quickstart, "%%tape loss wrt dense")["text/plain"]


def test_nothing_is_written_to_the_error_stream_of_a_taped_cell(quickstart: Lesson) -> None:
    assert [cell.errors for cell in quickstart.cells if cell.code.startswith("%%tape") and cell.errors] == []


def test_a_broken_notebook_would_be_noticed(tmp_path: Path) -> None:
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("%%tape y wrt x\ny = x")])
    path = tmp_path / "broken.ipynb"
    nbformat.write(notebook, path)

    with pytest.raises(nbclient.exceptions.CellExecutionError, match="tape"):
        execute(path, tmp_path)
