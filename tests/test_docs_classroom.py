"""What the page of the magic prints of `%tape chain` and `%tape check` is what they print."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.utils.capture import capture_output

from tests.cases.run import fresh_shell

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "magic.md"


@pytest.fixture(params=["tapeviz.fallback", "tensorflow"])
def shell(request: pytest.FixtureRequest) -> Iterator[Any]:
    pytest.importorskip(request.param)
    with fresh_shell() as made:
        made.run_cell(f"import {request.param} as tf").raise_error()
        yield made


@pytest.mark.parametrize("section", ["The chain rule", "The check"])
def test_what_the_page_shows_is_shown(shell: Any, section: str) -> None:
    text = PAGE.read_text("utf-8")
    chain = text.partition("\n## The chain rule\n")[2].partition("\n## ")[0]
    mine = text.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    with capture_output() as captured:
        for block in re.findall(r"```python\n(.*?)```", chain if section != "The chain rule" else "", re.DOTALL):
            shell.run_cell(block).raise_error()
        for block in re.findall(r"```python\n(.*?)```", mine, re.DOTALL):
            shell.run_cell(block).raise_error()
    (shown,) = re.findall(r"```text\n(.*?)```", mine, re.DOTALL)

    assert captured.outputs[-1].data["text/plain"].strip() == shown.strip()
