"""When, where and how the report of a taped cell appears, and under which names it is kept."""

from __future__ import annotations

import json
from typing import Any

import pytest
from IPython.core.displaypub import CapturingDisplayPublisher

import tapeviz
from tests.ipython.fakes import MARK, FakeReport, run


def test_the_report_stands_behind_what_the_cell_printed_and_before_its_value(shell: Any) -> None:
    outcome = run(shell, "%%tape y wrt x\nx = 2\nprint('printed')\ny = 3 * x\ny + 1")
    assert outcome.out == f"printed\n{MARK} target 6\nOut[1]: 7\n"


def test_after_an_error_the_report_stands_before_the_traceback(shell: Any) -> None:
    outcome = run(shell, "%%tape y wrt x\nprint('printed')\n1 / 0")
    printed, report, *traceback = outcome.out.splitlines()
    assert (printed, report) == ("printed", f"{MARK} failed")
    assert "ZeroDivisionError: division by zero" in traceback
    assert not outcome.success


def test_the_report_is_kept(shell: Any) -> None:
    run(shell, "%%tape y -o mine\ny = 3")
    report = shell.user_ns["_tape"]
    assert isinstance(report, FakeReport)
    assert shell.user_ns["mine"] is report
    assert tapeviz.last_report() is report


def test_a_report_of_a_failed_cell_is_kept_too(shell: Any) -> None:
    run(shell, "%%tape y -o mine\n1 / 0")
    assert shell.user_ns["mine"].text == "failed"


def test_quiet_shows_nothing_and_keeps_the_report(shell: Any) -> None:
    assert run(shell, "%%tape y -q\ny = 3").out == ""
    assert shell.user_ns["_tape"].text == "target 3"


def test_the_kind_of_picture_travels_with_the_report(shell: Any) -> None:
    run(shell, "%%tape y --graph full\ny = 3")
    assert ("graph", "full") in shell.user_ns["_tape"].options


def test_the_default_kind_of_picture_can_be_configured(shell: Any, fake: Any) -> None:
    run(shell, "%config TapeMagics.graph = 'none'")
    run(shell, "%%tape y\ny = 3")
    assert ("graph", "none") in shell.user_ns["_tape"].options
    assert not fake.latest.request.picture


def test_a_notebook_gets_one_bundle(shell: Any, monkeypatch: Any) -> None:
    """Anything but the terminal's own publisher is taken for a front end that can show more than text."""
    publisher = CapturingDisplayPublisher()
    monkeypatch.setattr(shell, "display_pub", publisher)
    assert run(shell, "%%tape y\nprint('printed')\ny = 3").out == "printed\n"
    (output,) = publisher.outputs
    assert set(output["data"]) == {"text/plain", "text/html"}
    json.dumps(output["data"])


def test_a_bundle_with_metadata_keeps_it(shell: Any, monkeypatch: Any) -> None:
    publisher = CapturingDisplayPublisher()
    monkeypatch.setattr(shell, "display_pub", publisher)
    monkeypatch.setattr(
        FakeReport, "_repr_mimebundle_", lambda _: ({"text/plain": "p"}, {"text/html": {"isolated": True}})
    )
    run(shell, "%%tape y\ny = 3")
    assert publisher.outputs[0]["metadata"] == {"text/html": {"isolated": True}}


def test_the_report_is_saved_and_still_shown(shell: Any, tmp_path: Any) -> None:
    outcome = run(shell, f"%%tape y --save {tmp_path}/report.html\ny = 3")
    assert (tmp_path / "report.html").read_text() == outcome.out.strip() == f"{MARK} target 3"


def test_a_folder_that_does_not_exist_is_named_before_the_cell_runs(shell: Any, tmp_path: Any) -> None:
    outcome = run(shell, f"%%tape y --save {tmp_path}/nowhere/report.html\ny = 3")
    assert outcome.error == (
        f"UsageError: %%tape: --save cannot write {tmp_path}/nowhere/report.html: there is no folder {tmp_path}/nowhere"
    )
    assert "y" not in shell.user_ns


def test_a_folder_in_place_of_a_file_is_named_before_the_cell_runs(shell: Any, tmp_path: Any) -> None:
    (tmp_path / "r.svg").mkdir()
    outcome = run(shell, f"%%tape y --save {tmp_path}/r.svg\ny = 3")
    assert outcome.error.endswith("it is a folder")


def test_a_disk_that_fails_while_saving_costs_one_line(shell: Any, tmp_path: Any, monkeypatch: Any) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(FakeReport, "save", full)
    outcome = run(shell, f"%%tape y --save {tmp_path}/r.svg\ny = 3\ny")
    assert outcome.err == f"%%tape: --save cannot write {tmp_path}/r.svg: No space left on device\n"
    assert (outcome.value, MARK in outcome.out) == (3, True)


def test_colours_only_where_the_terminal_has_them(shell: Any, monkeypatch: Any) -> None:
    from tapeviz.cell import show

    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    shell.colors = "linux"
    assert show._has_colors(shell)
    shell.colors = "nocolor"
    assert not show._has_colors(shell)
    shell.colors = "linux"
    monkeypatch.setenv("NO_COLOR", "1")
    assert not show._has_colors(shell)


@pytest.mark.parametrize(
    ("cell", "kept"),
    [
        ("%%tape y\ny = 3\ny * 2", 6),
        ("%%tape y\ny = 3", "absent"),
        ("%%tape y\nfor y in range(3):\n    y", "absent"),
        ("%%tape y\ny = 3\nNone", None),
    ],
)
def test_the_session_is_given_the_value_of_a_last_expression_only(shell: Any, fake: Any, cell: str, kept: Any) -> None:
    run(shell, cell)
    assert fake.log[-1] == ("close", None, kept)
