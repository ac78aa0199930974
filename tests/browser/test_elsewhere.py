"""Pages that imitate what VS Code and Colab put around an output: their classes, variables, sandboxes and policies.

They are imitations, written after what those programs put into their pages; neither program is run here.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tapeviz.render.html import render_html
from tests.benchmarks.drawing import network
from tests.render.situations import SITUATIONS

pytestmark = pytest.mark.browser
Shot = Callable[[Any, str], None]

VSCODE = {
    "vscode-dark": ("#1f1f1f", "#cccccc"),
    "vscode-light": ("#ffffff", "#3b3b3b"),
    "vscode-high-contrast": ("#000000", "#ffffff"),
    "vscode-high-contrast vscode-high-contrast-light": ("#ffffff", "#292929"),
}
# What its notebooks allow, less `unsafe-eval`, which is not needed.
POLICY = "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline'; img-src data:; font-src data:"
# Outputs are put in as HTML, and their scripts are made anew so that they run.
INSERT = """text => {
  const output = document.querySelector('.output');
  output.innerHTML = text;
  for (const old of output.querySelectorAll('script')) {
    const script = document.createElement('script');
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
}"""


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A page on which a script error or a message fails the test."""
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 1000, "height": 800})
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if said.type in {"error", "warning"} else None)
    yield page
    page.close()
    assert faults == []


def channels(color: str) -> list[int]:
    return [int(part) for part in color[4:-1].split(",")]


@pytest.mark.parametrize("kind", VSCODE)
def test_in_the_colors_of_vs_code(page: Any, shot: Shot, kind: str) -> None:
    paper, ink = VSCODE[kind]
    page.set_content(
        f'<html style="--vscode-editor-background:{paper};--vscode-editor-foreground:{ink}"><head>'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}"></head>'
        f'<body class="{kind}" style="background:{paper};color:{ink}"><div class="output_container">'
        '<div class="output"></div></div></body></html>'
    )
    page.evaluate(INSERT, render_html(SITUATIONS["numpy_in_a_helper"]()))
    page.wait_for_selector(".tv-bar")

    page.locator('.tv-node[aria-label^="h = Tanh"]').click()

    shot(page, f"{kind.rsplit(maxsplit=1)[-1]}-imitated")
    report, drawn = (
        page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).{what}")
        for selector, what in ((".tapeviz", "backgroundColor"), (".tapeviz svg > g > polygon", "fill"))
    )
    wanted = [int(paper[at : at + 2], 16) for at in (1, 3, 5)]
    assert report == drawn
    assert (sum(channels(report)) > 400) is (sum(wanted) > 400)
    assert "high" in kind or channels(report) == wanted
    assert page.locator(".tv-row.tv-on").count() == 1


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_in_a_frame_as_in_colab(page: Any, shot: Shot, theme: str) -> None:
    """An output stands in a sandboxed frame of its own, whose root says the theme."""
    inner = (
        f'<html theme="{theme}"><body><div id="output-body"><div class="output">{render_html(network(20))}</div></div>'
    )
    page.set_content(
        f'<body><iframe sandbox="allow-scripts allow-forms allow-downloads" style="width:100%;height:760px;border:0"'
        f' srcdoc="{html.escape(inner)}"></iframe>'
    )
    frame = page.frame_locator("iframe")
    frame.locator(".tv-bar").wait_for()

    frame.locator('.tv-node[aria-label^="block0_1"]').click()

    shot(page, f"colab-{theme}-imitated")
    assert frame.locator('.tv-node[aria-label^="MatMul"]').count() == 1
    paper = frame.locator(".tapeviz svg > g > polygon").first.evaluate("shape => getComputedStyle(shape).fill")
    assert (sum(channels(paper)) > 400) is (theme == "light")


def test_where_a_page_refuses_scripts_the_picture_stands_still(browser: Any, shot: Shot) -> None:
    """Such a policy is that of a page on GitHub; what it takes out of an output is tested with the sanitisers."""
    text = render_html(SITUATIONS["numpy_in_a_helper"]())
    said: list[str] = []
    quiet = browser.new_page()
    quiet.on("pageerror", lambda error: said.append(str(error)))
    quiet.route(
        "**/notebook",
        lambda route: route.fulfill(
            body=f"<meta charset='utf-8'><body>{text}",
            headers={"content-type": "text/html", "content-security-policy": "script-src 'none'"},
        ),
    )
    quiet.goto("http://example.invalid/notebook")

    shot(quiet, "policy-without-scripts")
    assert quiet.locator("img.tv-picture").bounding_box()["height"] > 300
    assert (quiet.locator(".tv-bar").count(), said) == (0, [])
    quiet.close()


def test_a_browser_that_cannot_unpack_shows_the_picture_still(browser: Any) -> None:
    said: list[str] = []
    old = browser.new_page()
    old.on("console", lambda message: said.append(message.text))
    old.add_init_script("delete window.DecompressionStream")
    text = f"<meta charset='utf-8'><body>{render_html(SITUATIONS['gradient_exists']())}"
    old.route("**/page", lambda route: route.fulfill(body=text, headers={"content-type": "text/html"}))
    with old.expect_console_message():
        old.goto("http://example.invalid/page")

    assert old.locator("img.tv-picture").is_visible()
    assert [text.split(":")[0] for text in said] == ["tapeviz"]
    old.close()
