"""What a long descent shows while it runs, on a terminal and in a notebook, and that nothing of it is left."""

from __future__ import annotations

import io
import sys
from typing import Any

import pytest
from IPython.core.displaypub import DisplayPublisher

from tapeviz.classroom import magic
from tests.classroom.conftest import told

CELL = "%%descend z wrt x --steps 3 --lr 0.2 {}\nz = x ** 2"


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


class _Publisher(DisplayPublisher):
    """As a kernel's: it keeps what is published."""

    published: list[tuple[dict[str, Any], str, bool]]

    def publish(self, data: dict[str, Any], *_: Any, transient: Any = None, update: bool = False, **__: Any) -> None:
        self.published.append((data, (transient or {}).get("display_id", ""), update))


@pytest.fixture(autouse=True)
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magic, "_BAR_AFTER", -1.0)
    monkeypatch.setattr(magic, "_BAR_EVERY", 0.0)


@pytest.fixture
def notebook(numpy_shell: Any, monkeypatch: pytest.MonkeyPatch) -> list[tuple[dict[str, Any], str, bool]]:
    publisher = _Publisher()
    publisher.published = []
    monkeypatch.setattr(numpy_shell, "display_pub", publisher)
    monkeypatch.setattr(type(numpy_shell), "kernel", object(), raising=False)
    return publisher.published


def test_a_terminal_shows_one_line_and_wipes_it(monkeypatch: pytest.MonkeyPatch, numpy_shell: Any) -> None:
    stream = _Terminal()
    monkeypatch.setattr(sys, "stdout", stream)

    with magic.Progress(numpy_shell, 4, "z") as progress:
        progress.told(0, 5.0)
        progress.told(1, 2.5)

    shown = stream.getvalue().split("\r")
    assert shown[1].rstrip() == "step 1/4 [########......................] z = 5"
    assert shown[2].rstrip() == "step 2/4 [###############...............] z = 2.5"
    assert shown[-2:] == [" " * len(shown[2]), ""]


def test_where_nobody_looks_nothing_is_written(capsys: pytest.CaptureFixture[str], numpy_shell: Any) -> None:
    with magic.Progress(numpy_shell, 4, "z") as progress:
        progress.told(0, 5.0)

    assert capsys.readouterr().out == ""


def test_in_a_notebook_the_result_takes_the_place_of_the_line(notebook: Any, numpy_shell: Any) -> None:
    numpy_shell.run_cell(CELL.format("-o run"))

    places = {place for _, place, _ in notebook}
    assert len(places) == 1
    assert places != {""}
    assert [update for _, _, update in notebook] == [False, True, True, True]
    assert notebook[0][0]["text/plain"].startswith("step 1/3 [##########....................] z = 5625")
    assert notebook[-1][0]["text/plain"] == str(numpy_shell.user_ns["run"])
    assert "<table>" in notebook[-1][0]["text/html"]


def test_a_quiet_run_leaves_nothing(notebook: Any, numpy_shell: Any) -> None:
    numpy_shell.run_cell(CELL.format("-q"))

    assert notebook[-1][0] == {"text/plain": ""}


def test_a_short_run_shows_no_line(notebook: Any, numpy_shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(magic, "_BAR_AFTER", 60.0)

    numpy_shell.run_cell(CELL.format(""))

    assert [(place, update) for _, place, update in notebook] == [("", False)]


def test_headings_that_are_too_long_for_a_page_are_one_column(numpy_shell: Any) -> None:
    told(numpy_shell, "first_long_name_of_a_source, second_long_name_of_a_source = x, tf.Variable([1.0, 2.0])")

    shown = told(
        numpy_shell,
        "%%descend squared_distance wrt first_long_name_of_a_source, second_long_name_of_a_source --steps 1\n"
        "squared_distance = first_long_name_of_a_source ** 2 + tf.reduce_sum(second_long_name_of_a_source)",
    )

    assert shown.splitlines()[0].split() == ["step", "squared_distance", "|gradient|"]
