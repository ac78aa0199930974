"""From code objects to spans: the exact expression where it is known, its line alone where it is not."""

from __future__ import annotations

import inspect
import linecache
import sys
import sysconfig
import types
from pathlib import Path
from typing import Any

import pytest

from tapeviz.spans import is_user_file, span_of, text_of_file
from tests.engines.taping import remember


def place(text: str, key: str | None = None) -> tuple[types.CodeType, int]:
    """The code and the instruction at which `here()` was called."""
    found: list[tuple[types.CodeType, int]] = []

    def here(*_: Any) -> int:
        frame = sys._getframe(1)
        found.append((frame.f_code, frame.f_lasti))
        return 1

    exec(compile(text, key or remember(text), "exec"), {"here": here})
    return found[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("here()", (1, 0, 1, 6)),
        ("x = 1 + here()", (1, 8, 1, 14)),
        ("a = here(\n    1,\n)", (1, 4, 3, 1)),
        ("größe = 'ä' * here()", (1, 14, 1, 20)),
        ("for _ in range(1):\n    here()", (2, 4, 2, 10)),
        ("a, b = 1, here()", (1, 10, 1, 16)),
    ],
)
def test_the_smallest_expression_that_was_running(text: str, expected: tuple[int, int, int, int]) -> None:
    span = span_of(*place(text))

    assert (span.line, span.col, span.end_line, span.end_col) == expected


def test_two_equal_calls_on_one_line_are_told_apart() -> None:
    found: list[tuple[types.CodeType, int]] = []

    def here() -> int:
        frame = sys._getframe(1)
        found.append((frame.f_code, frame.f_lasti))
        return 1

    text = "here() + here()"
    exec(compile(text, remember(text), "exec"), {"here": here})

    assert [span_of(*f).col for f in found] == [0, 9]


def test_the_scope_is_the_qualified_name() -> None:
    inside = "class C:\n    def m(self):\n        return here()\nC().m()"

    assert span_of(*place(inside)).scope == "C.m"
    assert span_of(*place("here()")).scope == ""


def test_code_without_a_text_has_its_line_alone() -> None:
    span = span_of(*place("\n\nhere()", "<nothing known>"))

    assert (span.code, span.line, span.col, span.end_line, span.end_col) == ("<nothing known>", 3, None, None, None)


def test_a_text_that_no_longer_fits_the_code_gives_no_columns_of_another_expression() -> None:
    key = remember("")
    code, last = place("x = 1\ny = here()", key)
    text = "entirely = 'other'\ntext = [\n"
    linecache.cache[key] = (len(text), None, text.splitlines(keepends=True), key)

    span = span_of(code, last)

    assert (span.line, span.col) == (2, None)


def test_the_text_of_a_cell_is_what_the_notebook_knows() -> None:
    assert text_of_file(remember("a = 1\nb = 2\n")) == "a = 1\nb = 2\n"
    assert text_of_file("<nothing known>") == ""


# ---- whose code it is ----


@pytest.mark.parametrize(
    "name",
    [
        "<ipython-input-3-abc>",
        str(Path.home() / "project" / "model.py"),
        "/tmp/ipykernel_123/456.py",  # noqa: S108 - what a kernel calls a cell
    ],
)
def test_files_of_the_user(name: str) -> None:
    assert is_user_file(name)


@pytest.mark.parametrize(
    "name",
    [
        "<string>",
        "<frozen importlib._bootstrap>",
        "<__array_function__ internals>",
        "/somewhere/site-packages/keras/src/ops.py",
        "/usr/lib/python3/dist-packages/numpy/core.py",
        "/tmp/__autograph_generated_filexyz.py",  # noqa: S108 - what autograph calls its files
        str(Path(sysconfig.get_paths()["stdlib"]) / "json" / "__init__.py"),
        str(Path(inspect.getfile(is_user_file)).parent / "session.py"),
    ],
)
def test_files_of_libraries(name: str) -> None:
    assert not is_user_file(name)
