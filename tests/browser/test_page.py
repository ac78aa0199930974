"""A page of reports in a real browser: what the pointer, the keys and the search do, and that no name can do harm."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tapeviz.render.html import render_html, render_page
from tapeviz.report import Report
from tests.factories import Builder
from tests.render.situations import SITUATIONS

pytestmark = pytest.mark.browser
Shot = Callable[[Any, str], None]
Open = Callable[..., Any]
FIGURE = "figure .tv-scroll svg"


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Iterator[Open]:
    """Opens HTML text as a page; a script error, or anything fetched from elsewhere, fails the test."""
    faults: list[str] = []
    pages: list[Any] = []

    def open_page(text: str, **context: Any) -> Any:
        path = tmp_path / f"page{len(pages)}.html"
        path.write_text(text, "utf-8")
        page = browser.new_page(viewport={"width": 1000, "height": 800}, **context)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
        page.on("request", lambda sent: faults.append(sent.url) if sent.url.startswith("http") else None)
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        pages.append(page)
        page.goto(path.as_uri())
        if context.get("java_script_enabled", True):
            page.wait_for_selector(FIGURE)
        return page

    yield open_page
    for page in pages:
        page.close()
    assert faults == []


def page_of(*names: str) -> str:
    return render_page([(name, "", SITUATIONS[name]()) for name in names])


def node(page: Any, words: str) -> Any:
    return page.locator(f'.tv-node[aria-label^="{words}"]').first


def widths(page: Any) -> float:
    return float(page.locator(FIGURE).first.bounding_box()["width"])


def test_the_image_becomes_a_drawing_with_controls_and_each_node_is_labelled(opened: Open, shot: Shot) -> None:
    page = opened(page_of("numpy_in_a_helper", "gradient_exists"))

    shot(page, "page-light")
    assert not page.locator("img.tv-picture").first.is_visible()
    assert page.locator(".tv-bar").count() == 2
    svg = page.locator(FIGURE).first
    assert svg.get_attribute("role") == "group"
    assert svg.locator(":scope > title").text_content() == "What the tape recorded for loss"
    assert (svg.locator(":scope > desc").text_content() or "").startswith("Graph of 4 recorded ops from w to loss.")
    labels = [one.get_attribute("aria-label") for one in page.locator(".tv-node").all()]
    assert all(labels)
    assert "MatMul. line 2. x @ w. [[1.25, 1.6], [0.22, 0.28]]. dloss/d. = None" in labels


def test_resting_on_a_node_tells_all_that_is_known_of_it(opened: Open, shot: Shot) -> None:
    page = opened(page_of("numpy_in_a_helper"))

    node(page, "h = Tanh").hover()

    tip = page.locator(".tv-tip")
    assert tip.is_visible()
    shot(page, "page-hover")
    words = tip.inner_text()
    for part in (
        "h = Tanh",
        "line 2",
        "tf.tanh(x @ w)",
        "[[0.848, 0.922], [0.217, 0.273]]",
        "float32 (2, 2)",
        "/CPU:0",
    ):
        assert part in words
    page.mouse.move(5, 5)
    assert not tip.is_visible()


def test_a_click_on_a_node_marks_its_line_and_the_edges_at_it(opened: Open, shot: Shot) -> None:
    page = opened(page_of("numpy_in_a_helper"))
    assert not page.locator(".tv-code pre").is_visible()

    node(page, "h = Tanh").click()

    shot(page, "page-click")
    assert [row.strip() for row in page.locator(".tv-row.tv-on").all_inner_texts()] == ["2 | h = tf.tanh(x @ w)"]
    assert page.locator(".tv-code pre").is_visible()
    assert page.locator('.tv-node[aria-pressed="true"]').count() == 1
    assert page.locator(".tv-edge.tv-on").count() == 2
    node(page, "h = Tanh").click()
    assert page.locator(".tv-on").count() == 0


def test_a_click_on_a_line_marks_its_nodes(opened: Open, shot: Shot) -> None:
    page = opened(page_of("numpy_in_a_helper"))
    page.locator(".tv-code summary").click()

    page.locator(".tv-row", has_text="h = tf.tanh").click()

    shot(page, "page-line")
    kept = [one.get_attribute("aria-label") for one in page.locator(".tv-node:not(.tv-dim)").all()]
    assert sorted(label.split(".")[0] for label in kept if label) == ["MatMul", "h = Tanh"]
    assert page.locator(".tv-said").inner_text() == "line 2: 2 of 8"
    page.keyboard.press("Escape")
    page.locator(".tv-row", has_text="h = tf.tanh").click()
    page.locator(".tv-row", has_text="h = tf.tanh").click()
    assert page.locator(".tv-dim,.tv-on").count() == 0
    assert page.locator(".tv-row", has_text="%%tape").get_attribute("role") is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("tanh", ["h = Tanh"]), ("LOSS", None), ("line 4", ["Mul", "loss = Sum"]), ("nothing like it", [])],
)
def test_search_dims_what_does_not_match(opened: Open, shot: Shot, wanted: str, found: list[str] | None) -> None:
    page = opened(page_of("numpy_in_a_helper"))

    page.locator(".tv-bar input").fill(wanted)

    if wanted == "line 4":
        shot(page, "page-search")
    kept = [one.get_attribute("aria-label").split(".")[0] for one in page.locator(".tv-node:not(.tv-dim)").all()]
    assert found is None or sorted(kept) == found
    assert page.locator(".tv-said").inner_text() == f"{len(kept)} of 8"
    page.locator(".tv-bar input").fill("")
    assert page.locator(".tv-dim").count() == 0


def test_buttons_and_the_wheel_zoom_and_dragging_moves(opened: Open) -> None:
    page = opened(page_of("rebound_in_a_loop"))
    start = widths(page)

    page.get_by_role("button", name="Zoom in").click()
    larger = widths(page)
    box = page.locator(".tv-scroll").bounding_box()
    page.mouse.move(box["x"] + 200, box["y"] + 100)
    page.keyboard.down("Control")
    page.mouse.wheel(0, -600)
    page.keyboard.up("Control")
    huge = widths(page)

    assert larger == pytest.approx(1.25 * start, rel=0.01)
    assert huge > 3 * larger
    before = page.locator(".tv-scroll").evaluate("box => [box.scrollLeft, box.scrollTop]")
    page.mouse.down()
    page.mouse.move(box["x"] + 120, box["y"] + 60, steps=4)
    page.mouse.up()
    after = page.locator(".tv-scroll").evaluate("box => [box.scrollLeft, box.scrollTop]")
    assert [now - then for now, then in zip(after, before, strict=True)] == pytest.approx([80, 40], abs=2)
    assert page.locator(".tv-on").count() == 0, "a drag is no click"
    page.get_by_role("button", name="Fit").click()
    assert widths(page) <= start + 1


def test_the_keys_of_the_front_end_come_through_and_letters_stay(opened: Open) -> None:
    page = opened(page_of("numpy_in_a_helper"))
    page.evaluate("window.heard = []; addEventListener('keydown', event => heard.push(event.key))")
    page.locator(".tv-node").first.focus()

    for key in ("F1", "Control+k", "a", "ArrowDown", "d"):
        page.keyboard.press(key)

    assert page.evaluate("heard") == ["F1", "Control", "k"]


def test_in_a_frame_taller_than_the_screen_the_picture_scrolls_in_a_box_of_its_own(opened: Open) -> None:
    """So it is in VS Code, where the frame of an output is as tall as the notebook."""
    page = opened(page_of("rebound_in_a_loop"), screen={"width": 1000, "height": 400})
    box = page.locator(".tv-scroll").first
    for _ in range(9):
        page.get_by_role("button", name="Zoom in").click()

    page.get_by_role("button", name="Fit").click()

    assert page.evaluate("[innerHeight, screen.availHeight]") == [800, 400]
    assert box.bounding_box()["height"] <= 0.85 * 400 + 1


def test_a_wheel_without_ctrl_scrolls_the_page_and_not_the_picture(opened: Open) -> None:
    page = opened(page_of("numpy_in_a_helper", "rebound_in_a_loop"))
    start = widths(page)
    page.locator(".tv-scroll").first.hover()

    page.mouse.wheel(0, 300)
    page.wait_for_function("scrollY > 0")

    assert widths(page) == start


def test_everything_can_be_reached_by_keys(opened: Open, shot: Shot) -> None:
    page = opened(page_of("gradient_exists"))
    page.locator(".tv-bar input").focus()
    for _ in range(4):  # three buttons, then into the picture
        page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('aria-label')"
    first = page.evaluate(focused)

    page.keyboard.press("End")
    last = page.evaluate(focused)
    page.keyboard.press("Home")
    seen = {page.evaluate(focused)}
    for key in ("ArrowLeft", "ArrowRight", "ArrowRight", "ArrowDown"):
        page.keyboard.press(key)
        seen.add(page.evaluate(focused))
    shot(page, "page-keys")
    assert first
    assert last != first
    assert len(seen) >= 3
    assert page.locator(".tv-tip").is_visible()
    assert page.locator(".tv-node:focus-visible").count() == 1
    page.keyboard.press("Enter")
    assert page.locator('.tv-node[aria-pressed="true"]').count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".tv-on").count() == 0
    start = widths(page)
    page.keyboard.press("+")
    assert widths(page) > start
    page.keyboard.press("-")
    page.keyboard.press("-")
    assert widths(page) < start
    page.keyboard.press("0")
    assert widths(page) == pytest.approx(start, rel=0.05)
    page.keyboard.press("/")
    page.keyboard.type("sin")
    assert page.locator(".tv-said").inner_text().startswith("1 of ")
    page.keyboard.press("Enter")
    assert page.evaluate(focused).startswith("h = Sin")


def test_the_picture_is_one_stop_of_the_tab_key(opened: Open) -> None:
    page = opened(page_of("numpy_in_a_helper"))

    assert page.locator('.tv-node[tabindex="0"]').count() == 1
    assert page.locator('.tv-node[tabindex="-1"]').count() == 7


def test_a_line_of_code_can_be_reached_by_keys(opened: Open) -> None:
    page = opened(page_of("numpy_in_a_helper"))
    page.locator(".tv-code summary").focus()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    assert page.locator(".tv-said").inner_text() == "line 3: 1 of 8"


def test_it_is_saved_from_the_page(opened: Open, tmp_path: Path) -> None:
    page = opened(page_of("numpy_in_a_helper"), color_scheme="dark")
    with page.expect_download() as svg:
        page.get_by_role("button", name="Save as SVG").click()
    with page.expect_download() as png:
        page.get_by_role("button", name="Save as PNG").click()

    svg.value.save_as(tmp_path / "tape.svg")
    png.value.save_as(tmp_path / "tape.png")

    assert svg.value.suggested_filename == "tape.svg"
    assert len(list(ElementTree.parse(tmp_path / "tape.svg").iter())) > 50
    picture = (tmp_path / "tape.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert int.from_bytes(picture[16:20], "big") > 1000


def color(page: Any, selector: str, what: str) -> str:
    return str(page.locator(selector).first.evaluate(f"e => getComputedStyle(e).{what}"))


def test_the_dark_page_has_a_dark_picture(opened: Open, shot: Shot) -> None:
    page = opened(page_of("numpy_in_a_helper", "guide_four_sources"), color_scheme="dark")

    node(page, "h = Tanh").click()

    shot(page, "page-dark")
    assert color(page, ".tapeviz", "backgroundColor") == "rgb(22, 25, 29)"
    assert color(page, f"{FIGURE} > g > polygon", "fill") == "rgb(22, 25, 29)"


def test_more_contrast_where_the_system_asks_for_it(opened: Open, shot: Shot) -> None:
    more = opened(page_of("numpy_in_a_helper"), contrast="more")
    shot(more, "page-contrast")
    dark = opened(page_of("numpy_in_a_helper"), contrast="more", color_scheme="dark")
    forced = opened(page_of("numpy_in_a_helper"), forced_colors="active")
    shot(forced, "page-forced-colors")

    assert color(more, ".tapeviz", "color") == "rgb(0, 0, 0)"
    assert color(more, ".tv-node polygon", "stroke") == color(forced, ".tv-node polygon", "stroke") == "rgb(66, 74, 83)"
    assert color(dark, ".tapeviz", "backgroundColor") == "rgb(0, 0, 0)"
    assert color(dark, f"{FIGURE} > g > polygon", "fill") == "rgb(0, 0, 0)"


def test_a_palette_that_is_set_holds_on_a_page_of_the_other_kind(opened: Open) -> None:
    plain = SITUATIONS["gradient_exists"]()
    report = Report(plain.recording, plain.diagnoses, 1, (("palette", "dark"),))
    page = opened(render_page([("", "", report)]), color_scheme="light")

    assert color(page, f"{FIGURE} > g > polygon", "fill") == "rgb(22, 25, 29)"
    assert color(page, ".tapeviz", "backgroundColor") == "rgb(22, 25, 29)"


def test_motion_only_where_it_is_welcome(opened: Open) -> None:
    calm = opened(page_of("gradient_exists"), reduced_motion="reduce")

    assert color(calm, ".tv-node", "transitionDuration") == "0s"


def test_without_scripts_the_static_picture_and_the_verdict_stand(opened: Open, shot: Shot) -> None:
    page = opened(page_of("numpy_in_a_helper"), java_script_enabled=False)

    shot(page, "page-no-script")
    assert page.locator("img.tv-picture").bounding_box()["height"] > 300
    assert "the path left TensorFlow" in page.locator(".tapeviz").inner_text()
    assert page.locator(".tv-bar").count() == 0


def test_two_outputs_of_one_report_do_not_disturb_each_other(opened: Open) -> None:
    report = SITUATIONS["numpy_in_a_helper"]()
    page = opened(f"<!DOCTYPE html><meta charset='utf-8'><body>{render_html(report)}{render_html(report)}")

    page.locator(".tv-bar input").nth(1).fill("tanh")

    outputs = page.locator(".tapeviz")
    assert outputs.nth(0).locator(".tv-dim").count() == 0
    assert outputs.nth(1).locator(".tv-node.tv-dim").count() == 7
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids)) > 10


def test_a_script_that_runs_again_and_a_second_view_of_one_output_double_nothing(opened: Open) -> None:
    text = render_html(SITUATIONS["numpy_in_a_helper"]())
    page = opened(f"<!DOCTYPE html><meta charset='utf-8'><body>{text}{text}")

    page.evaluate("eval(document.querySelector('.tapeviz script').textContent)")

    assert page.locator(".tv-bar").count() == 2
    assert page.locator(".tv-scroll > svg").count() == 2
    node(page, "h = Tanh").click()
    assert page.locator(".tv-node.tv-on").count() == 1


def test_a_page_that_the_browser_saved_lives_again(opened: Open) -> None:
    page = opened(page_of("numpy_in_a_helper"))
    node(page, "h = Tanh").hover()
    saved = page.content()

    again = opened(saved)

    assert again.locator(".tv-bar").count() == 1
    assert again.locator(".tv-tip").count() == 1
    node(again, "h = Tanh").click()
    assert again.locator(".tv-row.tv-on").count() == 1


EVIL = "</script><script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp;\u202e]]>-->"


def hostile() -> Report:
    b = Builder().cell(f"%%tape y wrt w\nh = f('{EVIL}')  # {EVIL}\ny = h * 2.0")
    b.file(f"{EVIL}.py", f"def f(s): return tf.tanh(w)  # {EVIL}")
    w = b.variable(f"d['{EVIL}']", value=1.0, live=False)
    inside = b.span(1, "tf.tanh(w)", key=f"{EVIL}.py", scope=EVIL)
    h = b.op(EVIL, w, stack=(inside, b.span(2)), name=EVIL, value=EVIL, scopes=(EVIL,), attrs=((EVIL, EVIL * 40),))
    y = b.op("Mul", h, 2.0, line=3, name="y", value=2.0, adjoint=1.0)
    return b.target(y).source(w).diagnose("not-differentiable", line=2, message=EVIL, help=EVIL).report()


@pytest.mark.parametrize("name", ["everywhere", "hostile_names"])
def test_no_name_string_or_path_becomes_markup(opened: Open, shot: Shot, name: str) -> None:
    text = render_page([(EVIL, EVIL, {**SITUATIONS, "everywhere": hostile}[name]())], EVIL)
    page = opened(text)

    for one in page.locator(".tv-node").all():
        one.click(force=True)
    page.locator(".tv-bar input").fill("<script>")

    shot(page, f"page-{name}")
    assert len(re.findall("<script", text)) == 1
    assert text.count("</script") == 1
    assert page.locator("img[src=x]").count() == 0
    assert page.locator("script").count() == 1


def test_a_large_folded_picture_can_be_searched_for_what_is_inside(opened: Open, shot: Shot) -> None:
    page = opened(page_of("many_sources"))

    node(page, "line 2").hover()

    shot(page, "page-fold")
    words = page.locator(".tv-tip").inner_text()
    assert re.search(r"\d\d ops", words)
    assert re.search(r"Conv2D(?s:.*)and \d\d more ops", words)
