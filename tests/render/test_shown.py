"""The report in a user's hands: print it, display it, draw it, save it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tapeviz.errors import BadInput
from tapeviz.render import drawing as drawing_module
from tapeviz.render.shown import SUFFIXES, ShownReport
from tapeviz.render.svg import LayoutError
from tapeviz.render.text import render_text
from tests.factories import Builder
from tests.render.situations import SITUATIONS


@pytest.fixture
def report() -> ShownReport:
    plain = SITUATIONS["numpy_in_a_helper"]()
    return ShownReport(recording=plain.recording, diagnoses=plain.diagnoses, number=3, options=())


def test_it_is_a_report_and_prints_the_whole_verdict(report: ShownReport) -> None:
    assert report.to_dict() == SITUATIONS["numpy_in_a_helper"]().to_dict()
    assert str(report) == render_text(report)


def test_its_repr_is_one_short_line(report: ShownReport) -> None:
    assert repr(report) == "<tapeviz report 3: loss, 1 of 1 gradients missing>"
    assert repr(ShownReport(recording=Builder().build())) == "<tapeviz report 0: ?, 0 of 0 gradients missing>"


def test_ipython_prints_the_verdict_in_a_terminal(report: ShownReport) -> None:
    from IPython.lib.pretty import pretty

    assert pretty(report) == str(report)


def test_a_notebook_gets_one_bundle_of_text_and_html(report: ShownReport) -> None:
    bundle = report._repr_mimebundle_()

    assert list(bundle) == ["text/plain", "text/html"]
    assert bundle["text/plain"] == str(report)
    assert bundle["text/html"].startswith('<div class="tapeviz ')


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ({"include": ["text/plain"]}, ["text/plain"]),
        ({"exclude": ["text/html"]}, ["text/plain"]),
        ({"include": ["image/png"]}, []),
    ],
)
def test_a_front_end_may_ask_for_less(report: ShownReport, asked: Any, given: list[str]) -> None:
    assert list(report._repr_mimebundle_(**asked)) == given


def test_each_suffix_saves_its_own_kind(report: ShownReport, tmp_path: Path) -> None:
    saved = {suffix: report.save(tmp_path / f"tape{suffix}").read_bytes() for suffix in SUFFIXES}

    assert ElementTree.fromstring(saved[".svg"].decode()).tag.endswith("svg")
    assert saved[".png"].startswith(b"\x89PNG")
    assert saved[".dot"].startswith(b"digraph tape {")
    assert saved[".html"].startswith(b"<!DOCTYPE html>")
    assert json.loads(saved[".json"]) == report.to_dict()


def test_a_path_may_be_text_and_its_suffix_in_capitals(report: ShownReport, tmp_path: Path) -> None:
    assert report.save(str(tmp_path / "tape.SVG")).is_file()


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("tape.pdf", "cannot save to 'tape.pdf': its suffix must be one of .svg .png .dot .html .json"),
        ("tape", "cannot save to 'tape': its suffix must be one of"),
        ("nowhere/tape.svg", "cannot write 'nowhere/tape.svg': there is no folder 'nowhere'"),
        ("folder.svg", "cannot write 'folder.svg': it is a folder"),
    ],
)
def test_a_path_that_cannot_be_saved_to_is_one_clear_line(
    report: ShownReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, line: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder.svg").mkdir()

    with pytest.raises(BadInput) as refusal:
        report.save(path)

    assert str(refusal.value).startswith(line)
    assert "\n" not in str(refusal.value)


def test_a_disk_that_refuses_is_one_clear_line(
    report: ShownReport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)

    with pytest.raises(BadInput, match="No space left on device"):
        report.save(tmp_path / "tape.svg")


@pytest.mark.parametrize("suffix", [".svg", ".png"])
def test_a_picture_that_cannot_be_made_cannot_be_saved(
    report: ShownReport, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, suffix: str
) -> None:
    def missing(*_: object) -> bytes:
        raise LayoutError("there is no picture: graphviz-pure is not installed")

    monkeypatch.setattr(drawing_module, "layout", missing)

    with pytest.raises(BadInput, match="cannot save the picture: there is no picture: graphviz-pure is not installed"):
        report.save(tmp_path / f"tape{suffix}")
    assert not list(tmp_path.iterdir())


def test_the_graph_is_a_graphviz_object_that_draws_what_the_report_shows(report: ShownReport, tmp_path: Path) -> None:
    import graphviz

    graph = report.graph

    assert isinstance(graph, graphviz.Digraph)
    assert report.graph is graph
    assert graph.pipe(encoding="utf-8") == graph.copy().pipe(format="svg", encoding="utf-8")
    assert graph.pipe(format="png").startswith(b"\x89PNG")
    assert "cut: the path left" in graph.source


def test_the_graph_needs_no_dot_on_the_path(report: ShownReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    bundle = report.graph._repr_mimebundle_()

    assert bundle["image/svg+xml"].startswith("<svg ")
    assert list(report.graph._repr_mimebundle_(include=["image/png"])) == ["image/png"]


def test_the_graph_renders_to_files_like_any_graphviz_object(report: ShownReport, tmp_path: Path) -> None:
    beside = report.graph.render(directory=tmp_path)
    named = report.graph.render(outfile=tmp_path / "picture.png", cleanup=True)

    assert Path(beside).read_bytes().startswith(b"<?xml")
    assert Path(named).read_bytes().startswith(b"\x89PNG")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["picture.png", "tape.gv", "tape.gv.svg"]


def test_the_graph_can_be_added_to(report: ShownReport) -> None:
    graph = report.graph.copy()
    graph.node("note", "my note")

    assert "my note" in graph.pipe(encoding="utf-8")


def test_a_format_that_the_embedded_dot_cannot_write_is_refused(report: ShownReport) -> None:
    with pytest.raises(BadInput, match="cannot write 'pdf'; it writes svg, png"):
        report.graph.pipe(format="pdf")


def test_a_graph_that_cannot_be_drawn_displays_as_its_text(
    report: ShownReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tapeviz.render import tape_graph

    def missing(*_: object) -> bytes:
        raise LayoutError("there is no picture: graphviz-pure is not installed")

    monkeypatch.setattr(tape_graph, "layout", missing)

    assert report.graph._repr_mimebundle_()["text/plain"].startswith("there is no picture: graphviz-pure")


def test_a_report_without_its_graph_imports_neither_graphviz_nor_ipython_nor_tensorflow() -> None:
    program = (
        "import sys\n"
        "for name in ('graphviz', 'IPython', 'tensorflow', 'numpy'): sys.modules[name] = None\n"
        "from tests.render.situations import SITUATIONS\n"
        "from tapeviz.render.shown import ShownReport\n"
        "plain = SITUATIONS['dense_layer']()\n"
        "bundle = ShownReport(plain.recording, plain.diagnoses)._repr_mimebundle_()\n"
        "print('data:image/svg+xml' in bundle['text/html'])"
    )

    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=root)

    assert (done.stdout.strip(), done.stderr) == ("True", "")
