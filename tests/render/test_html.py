"""The HTML reads without script, style or trust, holds one picture, and no name in it can do harm."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable
from html.parser import HTMLParser
from xml.etree import ElementTree

import pytest

from tapeviz.render import drawing as drawing_module
from tapeviz.render.html import new_prefix, render_html, render_page
from tapeviz.render.svg import LayoutError
from tapeviz.report import Report
from tests.benchmarks.drawing import chain, network
from tests.factories import Builder
from tests.render.situations import SITUATIONS

every_situation = pytest.mark.parametrize("build", SITUATIONS.values(), ids=SITUATIONS)
VOID = {"img", "meta", "br", "hr"}
# What JupyterLab keeps of an output of a notebook that is not trusted.
KEPT = {"div", "p", "b", "code", "pre", "span", "mark", "table", "thead", "tbody", "tr", "th", "td"}
KEPT |= {"details", "summary", "figure", "figcaption", "img", "ul", "li"}


class Reader(HTMLParser):
    """Collects tags, ids, image and visible text, and checks that every tag is closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.images: list[dict[str, str | None]] = []
        self.words: list[str] = []
        self.attributes: set[str] = set()
        self.open: list[str] = []
        self.feed(page)
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.tags.append(tag)
        self.attributes |= values.keys()
        self.ids += [str(values["id"])] if "id" in values else []
        self.images += [values] if tag == "img" else []
        self.open += [] if tag in VOID else [tag]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.words.append(data)


@every_situation
def test_it_is_well_formed_and_uses_only_what_a_sanitizer_keeps(build: Callable[[], Report]) -> None:
    reader = Reader(render_html(build()))

    assert set(reader.tags) <= KEPT | {"style", "script"}
    assert not [name for name in reader.attributes if name.startswith("on")]


@every_situation
def test_it_says_what_the_text_says(build: Callable[[], Report]) -> None:
    report = build()
    words = " ".join(Reader(render_html(report)).words)

    for diagnosis in report.diagnoses[:2]:
        assert not diagnosis.cause or f"[{diagnosis.cause}]" in words
        assert not diagnosis.help.isascii() or diagnosis.help.split("\n")[0] in words


@every_situation
def test_names_that_hold_markup_make_no_element(build: Callable[[], Report]) -> None:
    page = render_html(build())

    assert len(re.findall(r"<script", page)) <= 1
    assert not re.search(r"<(svg|iframe|a|object|link)\b", page)
    assert "\u202e" not in page


def picture_in(page: str) -> ElementTree.Element:
    (image,) = Reader(page).images
    kind, _, data = str(image["src"]).partition(",")
    assert kind == "data:image/svg+xml;base64"
    return ElementTree.fromstring(base64.b64decode(data).decode())


def test_there_is_one_copy_of_the_picture_with_its_words() -> None:
    page = render_html(SITUATIONS["numpy_in_a_helper"]())

    assert picture_in(page).tag.endswith("svg")
    assert Reader(page).images[0]["alt"] == (
        "Graph of 4 recorded ops from w to loss. No gradient for w: the path left TensorFlow at line 3."
    )


def test_two_outputs_of_one_report_share_no_id() -> None:
    report = SITUATIONS["dense_layer"]()
    pages = [render_html(report) for _ in range(2)]
    ids = [{*Reader(page).ids, *(e.get("id") or "" for e in picture_in(page).iter())} - {""} for page in pages]

    assert len(ids[0]) > 5
    assert ids[0].isdisjoint(ids[1])


def test_prefixes_are_ids_that_nobody_else_has() -> None:
    prefixes = {new_prefix() for _ in range(100)}

    assert len(prefixes) == 100
    assert all(re.fullmatch(r"tv[0-9a-f]{8}-", prefix) for prefix in prefixes)


def test_the_script_finds_its_own_output() -> None:
    page = render_html(SITUATIONS["gradient_exists"](), "tv99-")

    assert page.startswith('<div class="tapeviz ')
    assert Reader(page).ids == ["tv99-"]
    assert page.endswith('(["tv99-"])</script></div>')


def test_a_50_op_tape_stays_below_150_kilobytes() -> None:
    b = Builder().cell("\n".join("h = tf.tanh(h * w + b)" for _ in range(10)))
    w = b.variable("w", value=0.5, live=True)
    h = w
    for number in range(50):
        h = b.op("Tanh", h, 2.0, line=2 + number // 5, name=f"h{number}", value=[0.123, 2.3], adjoint=[1.5, 0.5])
    page = render_html(b.target(h).source(w, gradient=1.0).report(graph="full"))

    assert len(page.encode()) < 150_000
    assert len(list(picture_in(page).iter())) > 300


@pytest.mark.parametrize("build", [chain, lambda ops: network(ops // 4)], ids=["lines", "layers"])
def test_2000_ops_with_what_their_folds_open_to_stay_below_150_kilobytes(build: Callable[[int], Report]) -> None:
    assert len(render_html(build(2_000)).encode()) < 150_000


def test_without_a_wish_for_a_picture_there_is_none() -> None:
    report = SITUATIONS["dense_layer"]()
    quiet = Report(report.recording, report.diagnoses, 1, (("graph", "none"),))

    reader = Reader(render_html(quiet))

    assert (reader.images, "script" in reader.tags) == ([], False)


def test_when_no_picture_can_be_made_the_list_of_ops_is_open_in_its_place(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object) -> bytes:
        raise LayoutError("there is no picture: graphviz-pure is not installed (pip install graphviz-pure)")

    monkeypatch.setattr(drawing_module, "layout", missing)

    page = render_html(SITUATIONS["dense_layer"]())

    assert "There is no picture: graphviz-pure is not installed (pip install graphviz-pure)" in page
    assert "<details open><summary>recorded ops</summary>" in page
    assert (Reader(page).images, "<script>" in page) == ([], False)


def test_what_is_folded_is_said_under_the_picture() -> None:
    page = render_html(SITUATIONS["many_sources"]())

    assert "44 ops and 46 values are folded into 2 nodes (%tape graph --open line:2#2).</figcaption>" in page


def test_many_names_are_unfolded_on_demand() -> None:
    page = render_html(SITUATIONS["many_sources"]())

    assert "<summary>model.layers[0].moving_mean and 23 more</summary>" in page
    assert "model.layers[23].moving_mean" in page
    assert "<summary>18 more sources</summary>" in page


def test_verdicts_beyond_twenty_are_unfolded_on_demand() -> None:
    b = Builder().cell("\n".join(f"y = tf.round(x)  # {n}" for n in range(30)))
    for n in range(30):
        b.source(b.variable(f"w{n}", value=1.0)).diagnose("not-differentiable", line=2 + n, message="flat")

    page = render_html(b.report())

    assert "<summary>10 more verdicts</summary>" in page
    assert page.count("[not-differentiable]") == 30


def test_a_page_is_self_contained_and_holds_each_part_once() -> None:
    parts = [(f"Part {n}", f"y = {n} < 3\n\tz", SITUATIONS["gradient_exists"]()) for n in range(3)]

    page = render_page(parts, "A <title>")
    reader = Reader(page)

    assert page.startswith("<!DOCTYPE html>")
    assert "<title>A &lt;title&gt;</title>" in page
    assert "y = 2 &lt; 3\n    z" in page
    assert (len(reader.images), len(set(reader.ids)), reader.tags.count("style")) == (3, 3, 1)
    assert not re.search(r'(?:src|href)="(?!data:)', page)


def test_a_page_needs_neither_headings_nor_cells_nor_pictures() -> None:
    reader = Reader(render_page([("", "", SITUATIONS["unknown_cause"]())]))

    assert not {"h2", "script", "img"} & set(reader.tags)


def test_the_style_sheet_is_scoped_and_knows_the_dark_pages() -> None:
    page = render_html(SITUATIONS["gradient_exists"]())
    (sheet,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    without_media = re.sub(r"@media[^{]*\{(.*?\})\}", r"\1", sheet)

    for rule in re.findall(r"([^{}]+)\{", without_media):
        assert all(".tapeviz" in selector for selector in rule.split(",")), rule
    assert "body[data-jp-theme-light=false] .tapeviz" in sheet
    assert "body.vscode-dark .tapeviz" in sheet
    assert "--tv-paper:var(--jp-layout-color0," in sheet
