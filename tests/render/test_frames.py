"""The steps as files: a numbered picture for each, or a page to go through them."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from tapeviz.errors import BadInput
from tapeviz.render.frames import frames, save_steps
from tests.factories import Builder
from tests.render.situations import SITUATIONS
from tests.render.test_steps import textbook

SVG = "{http://www.w3.org/2000/svg}"


def words(frame: str) -> list[str]:
    return ["".join(text.itertext()).strip() for text in ElementTree.fromstring(frame).iter(f"{SVG}text")]


def faint(frame: str) -> int:
    return sum(group.get("opacity") == ".25" for group in ElementTree.fromstring(frame).iter(f"{SVG}g"))


def test_values_appear_forward_and_derivatives_backward() -> None:
    drawn = list(frames(textbook()))
    known = [sum(word.startswith("dz/d") for word in words(frame)) for frame in drawn]
    to_come = [faint(frame) for frame in drawn]

    assert len(drawn) == 10
    assert known[:4] == [0, 0, 0, 0]
    assert known[4:] == sorted(known[4:])
    assert to_come == sorted(to_come, reverse=True)
    assert (to_come[0] > 0, to_come[3:]) == (True, [0] * 7)


def test_each_frame_is_numbered_and_has_its_line_of_the_chain_rule() -> None:
    *_, last = frames(textbook())

    assert words(last)[-2:] == ["10 of 10, backward", "dz/dx = dz/da * da/dx = 68.0 * 6.0 = 408.0"]


def test_the_files_are_numbered(tmp_path: Path) -> None:
    saved = save_steps(textbook(), tmp_path / "z.svg")

    assert [path.name for path in saved] == [f"z-{number:02}.svg" for number in range(1, 11)]
    assert all(ElementTree.parse(path).getroot().tag == f"{SVG}svg" for path in saved)


def test_a_page_holds_the_drawing_and_the_list(tmp_path: Path) -> None:
    (saved,) = save_steps(textbook(), tmp_path / "z.html")

    page = saved.read_text("utf-8")
    assert (page.count('class="tv-steps"'), page.count("<img ")) == (1, 1)


@pytest.mark.parametrize("name", ["numpy_in_a_helper", "hostile_names", "many_sources", "dense_layer"])
def test_every_cell_has_frames_that_can_be_read(name: str) -> None:
    for frame in frames(SITUATIONS[name]()):
        ElementTree.fromstring(frame)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("z.png", "its suffix must be one of .svg .html"),
        ("nowhere/z.svg", "there is no folder"),
    ],
)
def test_a_bad_path_is_one_line(tmp_path: Path, path: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        save_steps(textbook(), tmp_path / path)


def test_a_cell_without_a_step_says_so(tmp_path: Path) -> None:
    b = Builder().cell("%%tape y wrt w\ny = 3.0")
    b.op("Neg", b.variable("w", value=1.0), line=2)

    with pytest.raises(BadInput, match="nothing that the tape recorded leads to the target"):
        save_steps(b.report(), tmp_path / "z.svg")
