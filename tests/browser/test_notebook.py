"""Jupyter Notebook 7 in a real browser: what lives in JupyterLab lives there too."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.driving import OUTPUT, light_page, node, open_untrusted, run_all

pytestmark = pytest.mark.browser
Shot = Callable[[Any, str], None]


@pytest.fixture
def page(browser: Any, notebook: Any) -> Iterator[Any]:
    yield from light_page(browser, notebook)


def test_the_picture_lives_and_its_keys_are_its_own(notebook: Any, page: Any, shot: Shot) -> None:
    run_all(notebook, page, "live.ipynb")
    output = page.locator(OUTPUT).first
    output.scroll_into_view_if_needed()

    node(page, "h = Tanh").click()
    page.keyboard.press("+")
    output.locator(".tv-bar input").fill("mean")
    page.keyboard.type("dd00")

    shot(page, "notebook-search")
    assert [row.strip() for row in output.locator(".tv-row.tv-on").all_inner_texts()] == ["3 | h = tf.tanh(x @ w)"]
    assert output.locator(".tv-bar input").input_value() == "meandd00"
    assert page.locator(".jp-Dialog").count() == 0
    output.get_by_role("button", name="Go through the steps").click()
    shot(page, "notebook-steps")
    assert output.locator(".tv-telling").inner_text().startswith("1 of ")


def test_the_dark_theme_is_followed(notebook: Any, page: Any, shot: Shot) -> None:
    notebook.theme("JupyterLab Dark")
    run_all(notebook, page, "dark.ipynb")
    page.locator(OUTPUT).first.scroll_into_view_if_needed()

    shot(page, "notebook-dark")
    paper = page.evaluate(f"getComputedStyle(document.querySelector('{OUTPUT} svg > g > polygon')).fill")
    assert sum(int(part) for part in paper[4:-1].split(",")) < 150


def test_a_notebook_without_trust_keeps_verdict_and_picture(notebook: Any, page: Any, shot: Shot) -> None:
    open_untrusted(notebook, page)
    image = page.locator(".jp-OutputArea-output img").first
    image.wait_for(timeout=60_000)
    image.scroll_into_view_if_needed()

    shot(page, "notebook-untrusted")
    output = page.locator(".jp-OutputArea-output").first
    assert output.locator("svg,style,script").count() == 0
    assert image.bounding_box()["height"] > 200
    assert "the path left TensorFlow" in output.inner_text()
