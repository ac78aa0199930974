"""`%tape steps`: the forward and the backward pass of the last cell, shown or saved."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tapeviz import api
from tests.ipython.fakes import run
from tests.render.test_steps import textbook


@pytest.fixture(autouse=True)
def taped() -> None:
    api.set_last_report(textbook())


def test_a_terminal_has_the_steps_as_numbered_lines(shell: Any) -> None:
    assert "10  dz/dx = dz/da * da/dx = 68.0 * 6.0 = 408.0" in run(shell, "%tape steps").out


@pytest.mark.parametrize("form", ["--save {}", "--save={}", "--save '{}'"])
def test_numbered_pictures_are_saved(shell: Any, tmp_path: Path, form: str) -> None:
    outcome = run(shell, f"%tape steps {form.format(tmp_path / 'z.svg')}")

    assert f"saved {tmp_path / 'z-01.svg'} to z-10.svg, 10 pictures" in outcome.out
    assert len(list(tmp_path.glob("z-*.svg"))) == 10


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("z.svg", "it takes --save FILE, not 'z.svg'; the form is %tape steps [--save FILE]"),
        ("--save", "the form is %tape steps [--save FILE]"),
        ("--save z.gif", "cannot save to 'z.gif': its suffix must be one of .svg .html"),
    ],
)
def test_bad_input_is_one_line(shell: Any, line: str, said: str) -> None:
    outcome = run(shell, f"%tape steps {line}")

    assert not outcome.success
    assert said in outcome.err
