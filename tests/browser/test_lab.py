"""JupyterLab in a real browser: a cell is taped, its output lives, follows the theme, and stands without trust."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.browser.driving import CELLS, OUTPUT, SETUP, light_page, node, open_untrusted, run_all

pytestmark = pytest.mark.browser
Shot = Callable[[Any, str], None]


@pytest.fixture
def page(browser: Any, lab: Any) -> Iterator[Any]:
    yield from light_page(browser, lab)


def test_a_taped_cell_shows_its_verdict_and_a_living_picture(lab: Any, page: Any, shot: Shot) -> None:
    run_all(lab, page, "live.ipynb")
    output = page.locator(OUTPUT).first
    output.scroll_into_view_if_needed()

    node(page, "h = Tanh").hover()
    assert "tf.tanh(x @ w)" in output.locator(".tv-tip").inner_text()
    shot(page, "lab-hover")
    node(page, "h = Tanh").click()

    assert "None" in output.locator(".tv-head").inner_text()
    assert [row.strip() for row in output.locator(".tv-row.tv-on").all_inner_texts()] == ["3 | h = tf.tanh(x @ w)"]
    output.locator(".tv-bar input").fill("mean")
    assert output.locator(".tv-said").inner_text().startswith("1 of ")
    shot(page, "lab-search")


def test_folds_open_and_close(lab: Any, page: Any, shot: Shot) -> None:
    loop = "%%tape loss wrt w\nh = w\nfor k in range(100):\n    h = tf.tanh(h * 1.1 + 0.1)\nloss = tf.reduce_sum(h)"
    run_all(lab, page, "folds.ipynb", (SETUP, loop))
    rest = node(page, "line 4, x98.")

    rest.click()
    node(page, "line 4, 2 of 100").click()

    shot(page, "lab-folds")
    assert node(page, "line 4, x96").is_visible()
    assert "Tanh" in page.locator(f"{OUTPUT} .tv-inside .tv-inside").last.text_content()
    rest.locator(".tv-lid").first.click()
    assert node(page, "line 4, x96").count() == 0


def test_keys_in_the_picture_are_the_pictures(lab: Any, page: Any) -> None:
    """In command mode `0` twice restarts the kernel, arrows leave the cell, and `/` and `-` are JupyterLab's too."""
    run_all(lab, page, "keys.ipynb")
    node(page, "h = Tanh").click()
    before = page.locator(f"{OUTPUT} svg").first.bounding_box()["width"]
    focused = "document.activeElement.getAttribute('aria-label')"
    assert page.evaluate(focused).startswith("h = Tanh")

    page.keyboard.press("+")
    assert page.locator(f"{OUTPUT} svg").first.bounding_box()["width"] > before
    page.keyboard.press("ArrowUp")
    assert not page.evaluate(focused).startswith("h = Tanh")
    for key in ("0", "0", "d", "d", "/"):
        page.keyboard.press(key)
    page.keyboard.type("dd00tanh")
    page.wait_for_timeout(300)

    assert page.locator(f"{OUTPUT} .tv-bar input").first.input_value() == "dd00tanh"
    assert page.locator(".jp-Dialog").count() == 0
    assert page.locator(".jp-Notebook .jp-CodeCell").count() == len(CELLS)


def test_a_view_of_its_own_for_the_output_lives_too(lab: Any, page: Any, shot: Shot) -> None:
    run_all(lab, page, "view.ipynb")
    page.locator(".jp-Cell").nth(1).click()
    lab.run(page, "notebook:create-output-view")
    page.wait_for_function("document.querySelectorAll('.jp-LinkedOutputView .tv-bar').length === 1")

    page.locator('.jp-LinkedOutputView .tv-node[aria-label^="h = Tanh"]').click()

    shot(page, "lab-view")
    assert page.locator(".jp-LinkedOutputView .tv-row.tv-on").count() == 1
    assert page.locator(".tv-bar").count() == 3


def test_the_dark_theme_is_followed_and_so_is_a_change_of_theme(lab: Any, page: Any, shot: Shot) -> None:
    lab.theme("JupyterLab Dark")
    run_all(lab, page, "dark.ipynb")
    page.locator(OUTPUT).first.scroll_into_view_if_needed()
    paper = f"getComputedStyle(document.querySelector('{OUTPUT} svg > g > polygon')).fill"
    shot(page, "lab-dark")
    dark = page.evaluate(paper)

    page.evaluate("window.jupyterapp.commands.execute('apputils:change-theme', {theme: 'JupyterLab Light'})")
    page.wait_for_function("document.body.dataset.jpThemeLight === 'true'")

    assert sum(int(part) for part in dark[4:-1].split(",")) < 150
    assert page.evaluate(paper) == "rgb(255, 255, 255)"


def test_an_untrusted_notebook_keeps_verdict_table_code_and_picture(lab: Any, page: Any, shot: Shot) -> None:
    open_untrusted(lab, page)
    image = page.locator(".jp-OutputArea-output img").first
    image.wait_for(timeout=60_000)
    image.scroll_into_view_if_needed()

    shot(page, "lab-untrusted")
    output = page.locator(".jp-OutputArea-output").first
    assert output.locator("svg,style,script").count() == 0
    assert image.bounding_box()["height"] > 200
    assert "the path left TensorFlow" in output.inner_text()
    assert "loss = tf.reduce_sum" in (output.text_content() or "")
