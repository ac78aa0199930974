"""What makes a picture live is packed into one attribute of the output: small, whole, and no way out for a name."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from typing import Any

import pytest

from tapeviz.render.alive import loader, packed, script, unpacked
from tapeviz.render.drawing import picture_of
from tapeviz.render.html import render_html, render_page
from tapeviz.report import Report
from tests.benchmarks.drawing import network
from tests.render.situations import SITUATIONS

every_situation = pytest.mark.parametrize("build", SITUATIONS.values(), ids=SITUATIONS)


def data_of(page: str) -> list[Any]:
    return [unpacked(text) for text in re.findall(r' data-tv="([^"]*)"', page)]


@every_situation
def test_every_node_is_told_of(build: Callable[[], Report]) -> None:
    report = build()
    page = render_html(report)

    for _, drawn, *_ in data_of(page):
        facts = drawn[0]["f"]
        assert len(facts) == len(picture_of(report).nodes)
        assert all(len(rows) % 2 == 0 for _, rows in (fact[:2] for fact in facts if fact[1:]))
    assert len(data_of(page)) == page.count("<script>") == page.count("<img")


def test_what_is_packed_stays_what_it_was_and_holds_no_markup() -> None:
    text = "</script><!-- & \u2028 \u202e 'x' \"y\" \\ \u00e4"

    assert unpacked(packed([text])) == [text]
    assert re.fullmatch(r"[A-Za-z0-9+/=]+", packed([text]))


def test_a_page_of_many_reports_brings_the_script_once() -> None:
    parts = [("", "", SITUATIONS["gradient_exists"]()) for _ in range(3)]

    codes = [code for code, *_ in data_of(render_page(parts))]

    assert [bool(code) for code in codes] == [True, False, False]


def test_only_the_script_that_an_output_needs_is_in_it() -> None:
    ((small, *_),) = data_of(render_html(SITUATIONS["gradient_exists"]()))
    ((large, *_),) = data_of(render_html(network(200)))

    assert ("Go through the steps" in small, "tv-frame" in small) == (True, False)
    assert ("Go through the steps" in large, "tv-frame" in large) == (False, True)


BUDGETS = {(False, False): 6.3, (True, False): 7.3, (False, True): 9.5, (True, True): 10.5}


@pytest.mark.parametrize(("steps", "folds"), BUDGETS)
def test_script_and_its_style_sheet_cost_an_output_a_few_kilobytes(steps: bool, folds: bool) -> None:
    """With the loader, as they stand in the output."""
    size = len(packed([script(steps=steps, folds=folds)])) + len(loader(["tv12345678-"]))

    assert size < BUDGETS[steps, folds] * 1000


@pytest.mark.parametrize("text", [script(), script(steps=False), script(folds=False), loader(["tv0-"])])
def test_the_script_fetches_nothing_and_is_a_program(text: str) -> None:
    # The one address in it is the name of SVG, which nobody fetches.
    text = text.replace("http://www.w3.org/2000/svg", "")

    assert not re.search(r"https?:|fetch\(|XMLHttpRequest|import\(|eval\(|innerHTML|document\.write", text)
    assert "</" not in text.replace("</svg>", "")
    node = shutil.which("node")
    if node:
        subprocess.run([node, "--check", "-"], input=text.encode(), check=True)
