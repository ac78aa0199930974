"""A script is sent with short names and does the same."""

from __future__ import annotations

import pytest

from tapeviz.render.shorter import shortened


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("const total = 1;\n// a remark\nalert( total );", "const e=1;alert(e);"),
        ("function area(width, high) { return width * high; }", "function n(e,t){return e*t;}"),
        ("const first = others.map(other => other * 2);", "const t=others.map(e=>e*2);"),
        ("let many = [...some], one = 1; join(one, many);", "let e=[...some],t=1;join(t,e);"),
    ],
)
def test_what_it_declares_is_short_wherever_it_stands(text: str, sent: str) -> None:
    assert shortened(text) == sent


@pytest.mark.parametrize(
    "text",
    [
        "const width=1;box.width=width;",
        "const title=1;set({title:title});",
        "const line=/^line\\s(\\d+)$/,other='line  = other';",
        "open(find);",
    ],
)
def test_what_may_be_the_word_of_another_and_every_string_stays(text: str) -> None:
    kept = shortened(text)

    for word in ("width=1", "box.width", "{title:title}", "/^line\\s(\\d+)$/", "'line  = other'", "open(find)"):
        assert (word in kept) is (word in text)


def test_no_new_name_is_one_that_the_script_uses_already() -> None:
    assert shortened("const first=e,second=t;") == "const n=e,i=t;"
