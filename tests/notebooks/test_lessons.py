"""Every lesson runs from a clean kernel, on each engine, and shows the numbers that its text promises."""

from __future__ import annotations

import importlib.util

import nbformat
import pytest

from tests.notebooks.execution import FOLDER, NOTEBOOKS, Engine, Lesson, execute
from tests.notebooks.known import LESSONS, Known

RUNS = [(name, engine) for name in LESSONS for engine in ("tensorflow", "numpy") if engine != "numpy" or LESSONS[name].on_numpy]


@pytest.fixture(scope="module", params=RUNS, ids=lambda run: f"{run[0][:2]}-{run[1]}")
def run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Known, Lesson, Engine]:
    """A lesson that was run on an engine, with its exercises solved at the end."""
    name, engine = request.param
    if engine == "tensorflow" and importlib.util.find_spec("tensorflow") is None:
        pytest.skip("TensorFlow is not installed")
    known = LESSONS[name]
    after = [f"{answer}.check()" for answer in known.solved] + ["tapeviz.progress()"]
    return known, execute(FOLDER / f"{name}.ipynb", tmp_path_factory.mktemp("lesson"), engine, after=after), engine


def test_every_lesson_is_known_and_stored_without_output() -> None:
    """Outputs of another day would contradict the release at hand; `tests.notebooks.execution` writes them."""
    cells = [cell for path in NOTEBOOKS for cell in nbformat.read(path, as_version=4).cells]

    assert [path.stem for path in NOTEBOOKS] == [*LESSONS, "quickstart"]
    assert [cell.outputs for cell in cells if cell.get("outputs")] == []


def test_the_numbers_are_those_that_are_known(run: tuple[Known, Lesson, Engine]) -> None:
    known, lesson, _ = run

    missing = [(part, words) for part, found in known.shown for words in found if words not in lesson[part].text]

    assert missing == [], [lesson[part].text for part, _ in missing]


def test_nothing_goes_wrong_but_what_is_meant_to(run: tuple[Known, Lesson, Engine]) -> None:
    known, lesson, _ = run

    wrong = [cell.code for cell in lesson.cells if cell.errors and not any(part in cell.code for part in known.loud)]

    assert wrong == []


def test_every_repair_that_is_tried_is_verified(run: tuple[Known, Lesson, Engine]) -> None:
    _, lesson, _ = run

    assert [cell.text for cell in lesson.cells if "%tape fix" in cell.code and "verified: with" not in cell.text] == []


def test_every_taped_cell_shows_one_picture(run: tuple[Known, Lesson, Engine]) -> None:
    _, lesson, _ = run
    quiet = ("--graph none", " -q", "--graph steps")
    drawn = [c for c in lesson.cells if c.code.startswith("%%tape") and not any(word in c.code for word in quiet)]

    assert [cell.code for cell in drawn if "data:image/svg+xml;base64," not in cell.bundles[0]["text/html"]] == []


def test_nothing_is_left_of_a_progress_bar(run: tuple[Known, Lesson, Engine]) -> None:
    _, lesson, _ = run
    descents = [cell for cell in lesson.cells if cell.code.startswith("%%descend")]

    assert [cell.text for cell in descents if "[#" in cell.text or "\r" in cell.text] == []


def test_every_exercise_can_be_solved(run: tuple[Known, Lesson, Engine]) -> None:
    known, lesson, _ = run
    *checks, progress = lesson.after
    answers = [cell.text for cell in checks]

    assert [answer for answer in answers if not answer.startswith("Right: ")] == []
    assert progress.text.endswith(f"{len(known.solved)} of {len(known.solved)} exercises solved")


def test_the_engine_is_the_one_that_is_there(run: tuple[Known, Lesson, Engine]) -> None:
    _, lesson, engine = run
    taped = next(cell for cell in lesson.cells if cell.code.startswith("%%tape") and cell.text)

    assert ("NumPy engine" in taped.text) == (engine == "numpy")
    assert ("TensorFlow is not installed" in lesson.cells[0].text) == (engine == "numpy")
