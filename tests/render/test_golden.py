"""What readers see of each situation, kept whole in golden files: text, HTML without its picture, and DOT."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tapeviz.render.dot import dot_source
from tapeviz.render.html import render_html
from tapeviz.render.picture import draw
from tapeviz.render.text import render_text
from tapeviz.report import Report
from tests.render.situations import SITUATIONS

Golden = Callable[[str, str], None]
situations = pytest.mark.parametrize(("name", "build"), SITUATIONS.items(), ids=SITUATIONS)


@situations
def test_the_text(name: str, build: Callable[[], Report], golden: Golden) -> None:
    golden(f"{name}.txt", render_text(build(), width=100) + "\n")


@situations
def test_the_html(name: str, build: Callable[[], Report], golden: Golden) -> None:
    """The picture has its own tests, style and script are the same everywhere: a word stands for each."""
    page = render_html(build(), "tv0-")
    page = re.sub(r"base64,[^\"]*", "base64,PICTURE", page)
    page = re.sub(r' data-tv="[^"]*"', "", page)
    page = re.sub(r' style="width:[^"]*"', "", page)
    page = re.sub(r"<(style|script)>.*?</\1>", r"<\1/>", page, flags=re.DOTALL)
    golden(f"{name}.html", re.sub(r"(</(?:p|div|tr|table|pre|details|figure)>)", r"\1\n", page))


@situations
def test_the_dot(name: str, build: Callable[[], Report], golden: Golden) -> None:
    golden(f"{name}.dot", dot_source(draw(build())))
