"""`%config TapeMagics` sets how pictures look from the next taped cell on."""

from __future__ import annotations

from typing import Any

import pytest

from tests.ipython.fakes import run

DEFAULTS = {"direction", "palette", "font", "nodes", "dot"}


def options(shell: Any) -> dict[str, str]:
    run(shell, "%%tape y -q\ny = 3")
    return dict(shell.user_ns["_tape"].options)


def test_without_a_wish_nothing_is_handed_on(shell: Any) -> None:
    assert not DEFAULTS & options(shell).keys()


@pytest.mark.parametrize(
    ("name", "value", "handed"),
    [
        ("direction", "'TB'", "TB"),
        ("palette", "'dark'", "dark"),
        ("font", "'Fira Sans'", "Fira Sans"),
        ("nodes", "30", "30"),
        ("dot", "'/usr/bin/dot'", "/usr/bin/dot"),
    ],
)
def test_a_wish_travels_with_the_report(shell: Any, name: str, value: str, handed: str) -> None:
    run(shell, f"%config TapeMagics.{name} = {value}")

    assert options(shell)[name] == handed


@pytest.mark.parametrize("wish", ["direction = 'RL'", "palette = 'pink'", "nodes = 1"])
def test_what_is_no_choice_is_refused(shell: Any, wish: str) -> None:
    run(shell, f"%config TapeMagics.{wish}")

    assert not DEFAULTS & options(shell).keys()
