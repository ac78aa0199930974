"""What `%config` sets of pictures: direction, palette, font, number of nodes, and the program that lays them out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tapeviz.errors import BadInput
from tapeviz.render.dot import dot_source
from tapeviz.render.drawing import drawing, picture_of
from tapeviz.render.html import render_html
from tapeviz.render.look import Look
from tapeviz.render.palette import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT
from tapeviz.render.shown import ShownReport
from tapeviz.render.svg import find_dot
from tests.factories import Builder
from tests.render.situations import SITUATIONS
from tests.render.test_drawing import contrast


def report(**options: str) -> ShownReport:
    plain = SITUATIONS["numpy_in_a_helper"]()
    return ShownReport(plain.recording, plain.diagnoses, 1, tuple(options.items()))


@pytest.mark.parametrize("direction", ["LR", "TB"])
def test_the_direction(direction: str) -> None:
    wanted = report(direction=direction)

    assert f'rankdir="{direction}"' in dot_source(picture_of(wanted), Look.of(wanted))
    assert f'rankdir="{direction}"' in wanted.graph.source.replace("=LR", '="LR"').replace("=TB", '="TB"')
    size = re.search(r'width="(\d+)" height="(\d+)"', drawing(wanted, "tv-").svg or "")
    assert size
    assert (int(size[1]) > int(size[2])) is (direction == "LR")


@pytest.mark.parametrize(("palette", "paper"), [("dark", DARK["paper"]), ("light", LIGHT["paper"])])
def test_a_palette_that_is_set_holds_on_every_page_and_in_files(palette: str, paper: str) -> None:
    wanted = report(palette=palette)

    root = re.match(r"<div [^>]*>", render_html(wanted))
    assert root
    assert f"--tv-paper:{paper}" in root[0]
    svg = drawing(wanted, "tv-").svg or ""
    assert f":root{{--tv-paper:{paper}" in svg
    assert "prefers-color-scheme" not in svg


def test_without_a_palette_the_page_decides() -> None:
    root = re.match(r"<div [^>]*>", render_html(report()))

    assert root
    assert "style" not in root[0]


@pytest.mark.parametrize("theme", [CONTRAST_LIGHT, CONTRAST_DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "faint", "good", "bad", "warn", "line"])
def test_high_contrast_is_high(theme: dict[str, str], ink: str) -> None:
    papers = ("paper", "op", "fold", "variable", "host")

    assert {paper: contrast(theme[ink], theme[paper]) >= 7 for paper in papers} == dict.fromkeys(papers, True)


def test_the_font_is_drawn_with_and_a_monospaced_one_has_room() -> None:
    plain, mono = (drawing(report(font=font), "tv-").svg or "" for font in ("Fira Sans", "Fira Mono"))
    widths = [int(found[1]) for svg in (plain, mono) if (found := re.search(r'width="(\d+)"', svg))]

    assert 'font-family="Fira Sans,Helvetica' in plain
    assert 'font-family="Fira Mono,Helvetica' in mono
    assert widths[0] < widths[1]


def test_a_font_is_no_way_out_of_its_attribute() -> None:
    svg = drawing(report(font='"><script>alert(1)</script>'), "tv-").svg or ""

    assert "<script" not in svg
    assert 'font-family="scriptalert1script,Helvetica' in svg


def test_the_number_of_nodes() -> None:
    b = Builder().cell("\n".join(f"h = tf.tanh(h)  # {n}" for n in range(40)))
    h = b.variable("w", value=0.5, live=True)
    for number in range(40):
        h = b.op("Tanh", h, line=2 + number, value=0.5, adjoint=1.0)
    b.target(h, name="y")

    assert len(picture_of(b.report()).nodes) == 41
    assert len(picture_of(b.report(nodes="12")).nodes) <= 14


def test_another_dot_draws_the_same_and_one_that_is_not_there_is_a_calm_line(tmp_path: Path) -> None:
    same = drawing(report(dot=find_dot()), "tv-")

    assert same.svg == drawing(report(), "tv-").svg
    missing = report(dot="no-such-dot")
    assert drawing(missing, "tv-").remark == (
        "there is no picture: %config TapeMagics.dot names 'no-such-dot', which is not there; "
        "the list of ops stands in for it"
    )
    assert "<details open><summary>recorded ops</summary>" in render_html(missing)
    with pytest.raises(BadInput, match="cannot save the picture: there is no picture: %config TapeMagics"):
        missing.save(tmp_path / "tape.png")
