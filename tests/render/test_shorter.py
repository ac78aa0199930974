"""A script is sent with short names and does the same."""

from __future__ import annotations

import pytest

from tapeviz.render.shorter import shortened


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("const total = 1;\n// a remark\nalert( total );", "const e=1;alert(e);"),
        ("function area(width, high) { return width * high; }", "function n(e,t){return e*t}"),
        ("const first = others.map(other => other * 0.5);", "const t=others.map(e=>e*.5);"),
        ("let many = [...some], one = 1; join(one, many);", "let e=[...some],t=1;join(t,e);"),
        (
            "function one(first) { other(first); }\nfunction other(second) { one(second); }",
            "function t(e){n(e)}function n(e){t(e)}",
        ),
        ("const wide = 1; box.wide = wide;", "const e=1;box.wide=e;"),
        ("const wide = 1, box = { wide, high: wide };", "const e=1,t={wide:e,high:e};"),
        ("function seen({ wide, high = 2 }) { return wide * high; }", "function n({wide:e,high:t=2}){return e*t}"),
        ("const [first, second] = pair; use(second);", "const[t,e]=pair;use(e);"),
    ],
)
def test_what_it_declares_is_short_and_what_others_call_by_name_stays(text: str, sent: str) -> None:
    assert shortened(text) == sent


@pytest.mark.parametrize(
    "text", ["const e=/^line\\s(\\d+)[;,]$/,t='line  = ;}';", "open(find);", "if(a&&/[\\s,]0.5/.test(b))c();"]
)
def test_strings_patterns_and_the_names_of_others_stay(text: str) -> None:
    assert shortened(text) == text


def test_no_new_name_is_one_that_the_script_uses_already() -> None:
    assert shortened("const first=e,second=t;") == "const n=e,i=t;"
