"""The steps in the page: values appear forward, derivatives backward, each with its line of the chain rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tapeviz.render.html import render_html, render_steps_html
from tests.render.situations import SITUATIONS
from tests.render.test_steps import textbook

pytestmark = pytest.mark.browser
Shot = Callable[[Any, str], None]
Open = Callable[[str], Any]
SHOWN = """words => [...document.querySelectorAll('.tv-node text')].filter(
  text => text.textContent.startsWith(words) && getComputedStyle(text).visibility === 'visible').length"""


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 1000, "height": 900})
    page.on("pageerror", lambda error: faults.append(str(error)))

    def open_page(text: str) -> Any:
        (tmp_path / "page.html").write_text(f"<!DOCTYPE html><meta charset='utf-8'><body>{text}", "utf-8")
        page.goto((tmp_path / "page.html").as_uri())
        page.wait_for_selector(".tv-bar")
        return page

    yield open_page
    page.close()
    assert faults == []


def told(page: Any) -> str:
    return str(page.locator(".tv-telling").inner_text())


def labels(page: Any, mark: str) -> list[str]:
    found = page.locator(f".tv-node.{mark}").all()
    return [str(one.get_attribute("aria-label")).split(".")[0] for one in found]


def step_to(page: Any, number: int) -> None:
    page.locator('.tv-play input[type="range"]').fill(str(number))


def test_forward_the_values_appear_one_by_one(opened: Open, shot: Shot) -> None:
    page = opened(render_html(textbook()))
    assert not page.locator(".tv-play").is_visible()

    page.get_by_role("button", name="Go through the steps").click()

    assert told(page).startswith("1 of 10 forward  a = x ** 2.0 = 9.0")
    assert labels(page, "tv-now") == ["a = Pow"]
    assert set(labels(page, "tv-wait")) == {"b = Pow", "c = AddV2", "z = Pow"}
    assert page.evaluate(SHOWN, "dz/d") == 0
    page.get_by_role("button", name="Step on").click()
    assert (labels(page, "tv-now"), set(labels(page, "tv-wait"))) == (["b = Pow"], {"c = AddV2", "z = Pow"})
    shot(page, "steps-forward")


def test_backward_each_frame_has_its_line_of_the_chain_rule(opened: Open, shot: Shot) -> None:
    page = opened(render_html(textbook()))
    page.get_by_role("button", name="Go through the steps").click()

    step_to(page, 5)
    assert told(page).startswith("5 of 10 backward  dz/dz = 1")
    assert page.evaluate(SHOWN, "dz/d") == 1
    step_to(page, 10)

    shot(page, "steps-backward")
    assert "dz/dx = dz/da * da/dx = 68.0 * 6.0 = 408.0" in told(page)
    assert (labels(page, "tv-now"), labels(page, "tv-got")) == (["a = Pow"], ["x = variable"])
    assert page.locator(".tv-edge.tv-now").count() == 1
    assert page.evaluate(SHOWN, "dz/d") == 6
    step_to(page, 9)
    assert page.evaluate(SHOWN, "dz/dx") == 0
    page.get_by_role("button", name="Go through the steps").click()
    assert page.locator(".tv-wait,.tv-now,.tv-got,.tv-later").count() == 0


def test_an_output_of_the_steps_is_at_the_first_and_marks_its_list(opened: Open, shot: Shot) -> None:
    page = opened(render_steps_html(textbook()))

    page.locator('.tv-play input[type="range"]').press("ArrowRight")

    shot(page, "steps-list")
    assert told(page).startswith("2 of 10")
    assert page.locator('.tv-steps li[aria-current="step"]').inner_text().startswith("b = y ** 2.0")
    assert page.locator(".tv-row.tv-on").count() == 1


def test_a_cell_without_a_gradient_has_forward_steps_only(opened: Open) -> None:
    page = opened(render_html(SITUATIONS["numpy_in_a_helper"]()))

    page.get_by_role("button", name="Go through the steps").click()
    step_to(page, 9)

    assert "forward" in told(page) or "backward" in told(page)
    assert page.locator(".tv-node.tv-now").count() == 1
