"""Folds that open and close where they stand, in a page without a kernel: real nodes, real lines, nothing overlaps."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tapeviz.render.html import render_page
from tapeviz.report import Report
from tests.benchmarks.drawing import chain, loop, network

pytestmark = pytest.mark.browser
Shot = Callable[[Any, str], None]
Open = Callable[..., Any]
BOXES = """() => [...document.querySelectorAll('.tv-node')].filter(
  node => !node.querySelector('.tv-lid') && node.getBoundingClientRect().width).map(
  node => { const r = node.querySelector('polygon,rect,path,ellipse').getBoundingClientRect();
            return [r.left, r.top, r.right, r.bottom]; })"""
# How far each end of each visible line is from the nearest node or frame, in pixels of the screen.
LOOSE_ENDS = """() => {
  const boxes = [...document.querySelectorAll('.tv-node')].map(node => node.getBoundingClientRect());
  const lines = [...document.querySelectorAll('.tv-edge path')].filter(path => path.getBoundingClientRect().width
    || path.getBoundingClientRect().height);
  return lines.flatMap(path => [0, path.getTotalLength()].map(at => {
    const p = path.getPointAtLength(at).matrixTransform(path.getScreenCTM());
    return Math.min(...boxes.map(b => Math.hypot(Math.max(b.left - p.x, 0, p.x - b.right),
      Math.max(b.top - p.y, 0, p.y - b.bottom))));
  }));
}"""

# How many points of lines lie in a frame that those lines have nothing to do with.
CROSSING = """() => [...document.querySelectorAll('.tv-node[aria-expanded="true"]')].flatMap(node => {
  const frame = node.querySelector('.tv-frame').getBoundingClientRect(), number = /n(\\d+)$/.exec(node.id)[1];
  const lines = [...node.parentNode.children].filter(
    one => one.matches('.tv-edge') && !one.dataset.e.split(' ').includes(number));
  return lines.flatMap(line => [...Array(41).keys()].map(part => {
    const path = line.querySelector('path');
    const p = path.getPointAtLength(path.getTotalLength() * part / 40).matrixTransform(path.getScreenCTM());
    return Math.min(p.x - frame.left, frame.right - p.x, p.y - frame.top, frame.bottom - p.y);
  }));
}).filter(depth => depth > 12).length"""


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Callable[[Report], Any]]:
    """Opens a report as a page; a script error or anything fetched from elsewhere fails the test."""
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text))
    page.on("request", lambda sent: faults.append(sent.url) if sent.url.startswith("http") else None)

    def open_page(report: Report) -> Any:
        (tmp_path / "page.html").write_text(render_page([("", "", report)]), "utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        page.wait_for_selector(".tv-bar")
        return page

    yield open_page
    page.close()
    assert faults == []


def fold(page: Any, title: str) -> Any:
    return page.locator(f'.tv-node[aria-label^="{title}."]').first


def overlaps(boxes: list[list[float]]) -> list[tuple[list[float], list[float]]]:
    return [
        (one, other)
        for one, other in itertools.combinations(boxes, 2)
        if min(one[2], other[2]) - max(one[0], other[0]) > 1 and min(one[3], other[3]) - max(one[1], other[1]) > 1
    ]


def visible(page: Any, words: str) -> int:
    return int(page.locator(f'.tv-node[aria-label^="{words}"]').count())


def test_a_click_opens_a_layer_to_its_ops_and_its_lid_closes_it(opened: Callable[[Report], Any], shot: Shot) -> None:
    page = opened(network(20))
    before = page.locator(".tv-node").count()
    block = fold(page, "block0_1, 2 of 4")
    assert block.get_attribute("aria-expanded") == "false"

    block.click()

    shot(page, "fold-open")
    assert block.get_attribute("aria-expanded") == "true"
    assert [visible(page, words) for words in ("MatMul", "AddV2", "kernel1", "bias1")] == [1, 1, 1, 1]
    assert overlaps(page.evaluate(BOXES)) == []
    assert max(page.evaluate(LOOSE_ENDS)) < 12
    block.locator(".tv-lid").click()
    assert block.get_attribute("aria-expanded") == "false"
    assert page.locator(".tv-node").count() == before
    assert visible(page, "MatMul") == 0


@pytest.mark.parametrize("report", [network(20), chain(300), loop(400)], ids=["layers", "lines", "loop"])
def test_whatever_is_open_nothing_overlaps_and_no_line_ends_in_the_air(
    opened: Callable[[Report], Any], shot: Shot, report: Report
) -> None:
    page = opened(report)

    for _ in range(6):
        closed = page.locator('.tv-node[aria-expanded="false"]')
        if not closed.count():
            break
        closed.first.focus()
        page.keyboard.press("Enter")
        assert overlaps(page.evaluate(BOXES)) == []
        assert max(page.evaluate(LOOSE_ENDS)) < 12
        assert page.evaluate(CROSSING) == 0
    shot(page, f"fold-many-{len(report.recording.ops)}")
    assert page.locator('.tv-node[aria-expanded="true"]').count() >= 3


def test_folds_open_within_folds_by_keys(opened: Callable[[Report], Any], shot: Shot) -> None:
    page = opened(loop(1_000))
    rest = fold(page, "line 3, x998")
    rest.focus()

    page.keyboard.press("Enter")
    inner = fold(page, "line 3, 2 of 1,000")
    inner.focus()
    page.keyboard.press("Enter")

    shot(page, "fold-within-fold")
    frame, inside = rest.bounding_box(), inner.bounding_box()
    assert frame["x"] < inside["x"]
    assert inside["x"] + inside["width"] < frame["x"] + frame["width"]
    assert inner.get_attribute("aria-expanded") == "true"
    rest.focus()
    page.keyboard.press("Enter")
    assert fold(page, "line 3, 2 of 1,000").count() == 0
    page.keyboard.press("Enter")
    assert fold(page, "line 3, 2 of 1,000").get_attribute("aria-expanded") == "true", "it is as it was left"


def test_what_is_open_is_searched_and_told_of(opened: Callable[[Report], Any]) -> None:
    page = opened(network(20))
    page.locator(".tv-bar input").fill("matmul")
    closed = page.locator(".tv-said").inner_text()
    page.locator(".tv-bar input").fill("")

    fold(page, "block1_3, 4 of 4").click()
    page.locator(".tv-bar input").fill("bias7")
    page.locator('.tv-node[aria-label^="AddV2"]').hover()

    assert closed.startswith("20 of ")
    assert page.locator(".tv-said").inner_text().startswith("1 of ")
    assert "float32 (8, 4)" in page.locator(".tv-tip").inner_text()
    page.keyboard.press("Escape")
    page.locator('.tv-node[aria-label^="AddV2"]').click()
    assert page.locator(".tv-edge.tv-on").count() == 3


def test_a_closed_fold_is_found_by_what_is_in_it(opened: Callable[[Report], Any]) -> None:
    page = opened(network(20))

    page.locator(".tv-bar input").fill("bias7")

    assert page.locator(".tv-said").inner_text().startswith("1 of ")
    found = page.locator(".tv-node:not(.tv-dim)")
    assert str(found.get_attribute("aria-label")).startswith("block1_3")


def test_a_fold_that_the_page_does_not_carry_says_which_command_opens_it(opened: Callable[[Report], Any]) -> None:
    page = opened(chain(3_000))
    carried = page.locator(".tv-node[aria-expanded]").count()
    named = page.locator('.tv-node[aria-label*="%tape graph --open"]:not([aria-expanded])').first

    named.click()

    assert carried >= 3
    assert "%tape graph --open line:" in page.locator(".tv-tip span").last.inner_text()


def test_the_picture_is_saved_as_it_stands(opened: Callable[[Report], Any], tmp_path: Path) -> None:
    page = opened(network(20))
    closed = page.locator(".tv-scroll svg").bounding_box()
    fold(page, "block0_1, 2 of 4").click()

    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as SVG").click()
    saved.value.save_as(tmp_path / "tape.svg")

    root = ElementTree.parse(tmp_path / "tape.svg").getroot()
    assert float(root.get("height", "0")) > closed["height"] + 100
    assert any("kernel1" in (element.text or "") for element in root.iter())
