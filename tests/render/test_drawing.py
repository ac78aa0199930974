"""Layout and SVG: small, themed, safe, unique, and never a hang or a traceback when no picture can be made."""

from __future__ import annotations

import re
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tapeviz.render import drawing as drawing_module
from tapeviz.render import svg as svg_module
from tapeviz.render.dot import dot_source
from tapeviz.render.drawing import drawing, picture_file
from tapeviz.render.palette import DARK, LIGHT
from tapeviz.render.picture import draw
from tapeviz.render.svg import LayoutError, find_dot, layout
from tapeviz.report import Report
from tests.factories import Builder
from tests.render.situations import SITUATIONS

SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str, prefix: str = "tv1-") -> ElementTree.Element:
    """The drawing of a situation, parsed."""
    text = drawing(SITUATIONS[name](), prefix).svg
    assert text is not None
    return ElementTree.fromstring(text)


def texts(root: ElementTree.Element) -> set[str]:
    return {(element.text or "").strip() for element in root.iter(f"{SVG}text")}


@pytest.mark.parametrize("name", SITUATIONS)
def test_every_picture_is_well_formed_xml_with_a_text_alternative(name: str) -> None:
    root = drawn(name)

    assert root.tag == f"{SVG}svg"
    assert root.get("role") == "img"
    labels = {element.get("id"): element.text for element in root if element.tag in {f"{SVG}title", f"{SVG}desc"}}
    assert list(labels) == (root.get("aria-labelledby") or "").split()
    assert all(labels.values())


def test_values_and_derivatives_are_drawn_unchanged() -> None:
    assert {"2.0", "dy/dx = -0.7568", "0.9093", "dy/dh = 1.819"} <= texts(drawn("gradient_exists"))


def test_a_name_beyond_ascii_has_a_line_and_a_width_of_its_own() -> None:
    b = Builder().cell("結果 = tf.sin(x)")
    b.op("Sin", b.variable("x", value=1.0), name="結果の長い名前", line=2, value=0.8, live=False)

    source = dot_source(draw(b.report()))

    assert "<B>結果の長い名前</B></FONT></TD></TR><TR><TD>" in source
    assert re.search(r'op0 .*width="[12]\.\d+"', source)


def test_ids_of_two_outputs_never_meet() -> None:
    first, second = ({e.get("id") for e in drawn("dense_layer", p).iter() if e.get("id")} for p in ("tva-", "tvb-"))

    assert first
    assert first.isdisjoint(second)


def test_each_node_says_what_it_is_when_the_pointer_rests_on_it() -> None:
    titles = {(element.findtext(f"{SVG}title")) for element in drawn("gradient_exists").iter(f"{SVG}g")}

    assert "h = Sin. line 2. tf.sin(x). 0.9093. dy/dh = 1.819" in titles


def test_names_that_hold_markup_stay_text() -> None:
    root = drawn("hostile_names")

    assert not [element.tag for element in root.iter() if element.tag.rpartition("}")[2] in {"script", "img", "a"}]
    assert any("<script>alert(1)</script>" in text for text in texts(root))
    assert any(text.startswith('y & "z"\\x0a\\N') for text in texts(root))


def test_the_background_is_opaque_and_follows_the_theme() -> None:
    root = drawn("gradient_exists")
    first = next(element for element in root.iter() if element.tag in {f"{SVG}polygon", f"{SVG}rect", f"{SVG}path"})

    assert first.get("fill") == LIGHT["paper"]
    assert f"--tv-paper:{DARK['paper']}" in (root.findtext(f"{SVG}style") or "")


def test_every_colour_of_the_drawing_has_a_dark_one() -> None:
    text = "".join(drawing(build(), "tv-").svg or "" for build in SITUATIONS.values())
    used = set(re.findall(r'(?:fill|stroke)="(#[0-9a-f]{6})"', text))

    assert used <= set(LIGHT.values())
    assert LIGHT.keys() == DARK.keys()


def contrast(one: str, other: str) -> float:
    """The contrast ratio of the accessibility guidelines."""

    def luminance(color: str) -> float:
        parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
        red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ink", ["ink", "faint", "good", "bad", "warn"])
def test_text_is_readable_on_the_papers_it_stands_on(theme: dict[str, str], ink: str) -> None:
    papers = ("paper", "op", "bad-paper") if ink == "bad" else ("paper", "op", "variable", "fold")
    if ink in {"ink", "faint"}:
        papers = (*papers, "host", "bad-paper")

    assert {paper: contrast(theme[ink], theme[paper]) >= 4.5 for paper in papers} == dict.fromkeys(papers, True)


def chain(ops: int) -> Report:
    b = Builder().cell("\n".join("h = tf.tanh(h * w)" for _ in range(20)))
    h = b.variable("w", value=0.5, live=True)
    for number in range(ops):
        h = b.op("Tanh", h, line=2 + number * 20 // ops, value=[0.1 * number, 2.0], adjoint=[1.0, 0.5])
    return b.target(h, name="y").report(graph="full")


def test_250_nodes_are_laid_out_well_under_a_second() -> None:
    picture = draw(chain(250), limit=1000)
    start = time.perf_counter()

    layout(dot_source(picture))

    assert len(picture.nodes) == 251
    assert time.perf_counter() - start < 1.0


def test_a_layout_that_takes_too_long_gives_way_to_a_coarser_one_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(source: str, *args: object) -> bytes:
        if source.count("->") > 100:
            raise LayoutError("the layout of the picture was stopped after 5 s", may_be_simpler=True)
        return layout(source)

    monkeypatch.setattr(drawing_module, "layout", slow)

    result = drawing(chain(250), "tv-")

    assert result.svg is not None
    assert result.remark == (
        "the layout of the picture was stopped after 5 s; "
        "212 ops and 1 value are folded into 20 nodes (%tape graph --open line:2)"
    )


def test_a_file_is_saved_coarser_too(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(source: str, *args: str) -> bytes:
        if source.count("->") > 100:
            raise LayoutError("the layout of the picture was stopped after 5 s", may_be_simpler=True)
        return layout(source, *args)

    monkeypatch.setattr(drawing_module, "layout", slow)

    assert picture_file(chain(250), "png").startswith(b"\x89PNG")


def test_a_layout_that_never_ends_leaves_the_list_of_ops_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object) -> bytes:
        raise LayoutError("the layout of the picture was stopped after 5 s", may_be_simpler=True)

    monkeypatch.setattr(drawing_module, "layout", endless)

    result = drawing(chain(250), "tv-")

    assert (result.svg, result.remark) == (
        None,
        "the layout of the picture was stopped after 5 s; the list of ops stands in for it",
    )


def program(folder: Path, text: str) -> str:
    path = folder / "dot"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return str(path)


def test_the_time_limit_is_hard(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(svg_module, "find_dot", lambda: program(tmp_path, "exec sleep 20"))
    start = time.perf_counter()

    with pytest.raises(LayoutError, match=r"was stopped after 0\.2 s"):
        layout("digraph{}", seconds=0.2)

    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    ("text", "said"),
    [("echo 'bad graph' >&2; exit 3", "failed .bad graph."), ("exit 4", "failed .4."), ("exit 0", "failed")],
)
def test_a_layout_program_that_fails_is_one_calm_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, said: str
) -> None:
    monkeypatch.setattr(svg_module, "find_dot", lambda: program(tmp_path, text))

    with pytest.raises(LayoutError, match=said):
        layout("digraph{}")


def test_a_layout_program_that_cannot_be_run_is_one_calm_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(svg_module, "find_dot", lambda: "/nowhere/dot")

    with pytest.raises(LayoutError, match="could not be run"):
        layout("digraph{}")


def test_without_the_package_the_line_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(svg_module, "_installed", lambda *_: [])
    monkeypatch.setattr(svg_module.sysconfig, "get_path", lambda *_: str(tmp_path))
    monkeypatch.setattr(svg_module.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setattr(svg_module.shutil, "which", lambda *_: None)

    with pytest.raises(LayoutError, match="graphviz-pure is not installed"):
        find_dot.__wrapped__()


@pytest.mark.usefixtures("graphviz_pure")
def test_the_program_is_found_without_any_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert Path(find_dot.__wrapped__()).is_file()


def test_something_that_is_no_svg_is_refused() -> None:
    with pytest.raises(LayoutError, match="gave no SVG"):
        svg_module.themed_svg(b"<html/>", draw(Builder().report()), "tv-")
