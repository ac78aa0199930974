"""Foreign text is shown, never obeyed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeviz.render.visible import cell_width, cut_to, escape, expand, shorten, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain x_1", "plain x_1"),
        ("\x1b[31mred", r"\x1b[31mred"),
        ("a\nb", r"a\x0ab"),
        ("\u202egnp.exe", r"\u202egnp.exe"),
        ("zero\u200bwidth", r"zero\u200bwidth"),
        ("\ud800", r"\ud800"),
        ("変数 é", "変数 é"),
    ],
)
def test_what_would_act_is_written_out(text: str, shown: str) -> None:
    assert visible(text) == shown


@given(st.text())
def test_shown_text_is_one_printable_line_that_utf8_can_hold(text: str) -> None:
    shown = visible(text)

    assert len(shown.splitlines()) <= 1
    assert shown.encode("utf-8").decode() == shown


def test_markup_is_escaped_quotes_too() -> None:
    assert escape("<b a=\"1\" c='2'>&") == "&lt;b a=&quot;1&quot; c=&#x27;2&#x27;&gt;&amp;"


def test_tabs_expand_to_stops_and_every_character_knows_its_place() -> None:
    line, starts = expand("\ta\tb")

    assert line == "    a   b"
    assert starts == (0, 4, 5, 8, 9)


@given(st.text(alphabet=st.characters(blacklist_characters="\n")))
def test_expanded_places_are_in_order_and_end_at_the_end(text: str) -> None:
    line, starts = expand(text)

    assert list(starts) == sorted(starts)
    assert (len(starts), starts[-1]) == (len(text) + 1, len(line))


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("変数", 4), ("e\u0301", 1), ("", 0)])
def test_width_counts_terminal_cells(text: str, width: int) -> None:
    assert cell_width(text) == width


@pytest.mark.parametrize(
    ("text", "width", "cut"), [("abcdef", 6, "abcdef"), ("abcdefg", 6, "abc..."), ("a\n  b", 9, "a b")]
)
def test_what_is_cut_ends_in_dots(text: str, width: int, cut: str) -> None:
    assert cut_to(text, width) == cut


@given(st.text(), st.integers(min_value=3, max_value=40))
def test_cut_text_fits(text: str, width: int) -> None:
    assert cell_width(cut_to(text, width)) <= width


@pytest.mark.parametrize(
    ("name", "width", "short"),
    [
        ("model.layers[12].kernel", 30, "model.layers[12].kernel"),
        ("model.layers[12].kernel", 18, "model....2].kernel"),
        ("a\n  + b", 9, "a + b"),
    ],
)
def test_a_long_name_keeps_both_its_ends(name: str, width: int, short: str) -> None:
    assert shorten(name, width) == short


@given(st.text(), st.integers(min_value=6, max_value=40))
def test_a_shortened_name_fits(name: str, width: int) -> None:
    assert cell_width(shorten(name, width)) <= width
