"""Excerpts show the right lines, marked at the right characters, whatever the text looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tapeviz.records import CodeSpan, CodeText
from tapeviz.render.layout import code_lines
from tapeviz.render.snippets import CodeLine, Mark, Place, Snippet, excerpt, window

TEXT = "%%tape y wrt x\na = 1\nb = 2\nc = 3\nd = 4\ny = f(\n    x,\n    1,\n    2,\n    3,\n)"


def lines_of(*places: Place, text: str = TEXT) -> list[str]:
    """The snippet as a terminal of 60 columns shows it."""
    snippet = excerpt(CodeText("k", "cell", "In [1]", text), places)
    assert snippet is not None
    return ["".join(piece.text for piece in line).rstrip() for line in code_lines(snippet, 2, 60)]


def culprit(line: int, col: int | None, end_line: int, end_col: int | None, text: str = "") -> Place:
    return Place(CodeSpan("k", line, col, end_line, end_col), "culprit", text)


def note(line: int, col: int | None, end_col: int | None, text: str) -> Place:
    return Place(CodeSpan("k", line, col, line, end_col), "note", text)


def test_the_culprit_is_underlined_and_told() -> None:
    assert lines_of(culprit(4, 4, 4, 5, "three")) == [" 4 | c = 3", "   |     ^ three"]


def test_a_span_without_columns_is_the_whole_line() -> None:
    assert lines_of(culprit(7, None, 7, None)) == [" 7 |     x,", "   |     ^^"]


def test_a_note_stands_beside_its_line_and_a_gap_of_one_line_is_closed() -> None:
    assert lines_of(note(2, 0, 5, "first"), culprit(4, 0, 4, 5)) == [
        " 2 | a = 1    <- first",
        " 3 | b = 2",
        " 4 | c = 3",
        "   | ^^^^^",
    ]


def test_a_longer_gap_is_dots() -> None:
    assert lines_of(note(2, 0, 5, "first"), culprit(5, 0, 5, 5))[1] == ".. |"


def test_a_note_that_does_not_fit_goes_below_with_another_stroke() -> None:
    text = "a note that is rather too long to stand at the right"

    assert lines_of(note(2, 0, 5, text)) == [" 2 | a = 1", "   | -----", f"   | {text}"]


def test_culprit_and_note_on_one_line_both_get_their_stroke() -> None:
    assert lines_of(culprit(2, 4, 2, 5, "here"), note(2, 0, 1, "there")) == [
        " 2 | a = 1",
        "   | - there",
        "   |     ^ here",
    ]


def test_a_culprit_over_several_lines_is_underlined_on_each_and_told_at_its_end() -> None:
    assert lines_of(culprit(6, 4, 8, 6, "all of it")) == [
        " 6 | y = f(",
        "   |     ^^",
        " 7 |     x,",
        "   |     ^^",
        " 8 |     1,",
        "   |     ^^ all of it",
    ]


def test_of_a_long_culprit_the_middle_is_left_out() -> None:
    assert lines_of(culprit(6, 4, 11, 1, "told")) == [
        " 6 | y = f(",
        "   |     ^^",
        " 7 |     x,",
        "   |     ^^",
        ".. |",
        "11 | )",
        "   | ^ told",
    ]


def test_tabs_and_wide_characters_keep_the_carets_under_the_code() -> None:
    assert lines_of(culprit(1, 5, 1, 7, "two wide"), text="\t結 = 変数") == [
        " 1 |     結 = 変数",
        "   |          ^^^^ two wide",
    ]


def test_control_characters_in_code_are_written_out_and_marks_move_along() -> None:
    assert lines_of(culprit(1, 4, 1, 5, "x"), text="'\x1b' y") == [r" 1 | '\x1b' y", "   |        ^ x"]


def test_a_message_too_long_for_the_line_moves_left_before_it_wraps() -> None:
    text = "a" * 20 + " = np.mean(x)"

    assert lines_of(culprit(1, 23, 1, 33, "this sentence needs forty-five columns in all"), text=text) == [
        f" 1 | {text}",
        "   |                        ^^^^^^^^^^",
        "   |           this sentence needs forty-five columns in all",
    ]


@pytest.mark.parametrize("line", [0, 99])
def test_a_line_that_the_text_does_not_have_is_no_snippet(line: int) -> None:
    assert excerpt(CodeText("k", "cell", "", TEXT), [culprit(line, 0, line, 1)]) is None


def test_columns_beyond_the_line_are_drawn_back() -> None:
    assert lines_of(culprit(2, 40, 2, 90)) == [" 2 | a = 1", "   |      ^"]


def test_an_empty_line_can_be_marked() -> None:
    assert lines_of(culprit(2, None, 2, None), text="a\n\nb") == [" 2 |", "   | ^"]


@given(st.text(alphabet="ab 変\t", min_size=1, max_size=300), st.data())
def test_a_cropped_line_still_shows_the_start_of_its_mark(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = CodeLine(1, text.replace("\t", "t"), (Mark(start, end, "culprit"),))

    cropped = window(line, 40)

    mark = cropped.marks[0]
    assert 0 <= mark.start < mark.end <= max(len(cropped.text), 1)
    if cropped.text[mark.start] != ".":
        assert cropped.text[mark.start] == line.text[start]


def test_the_title_of_a_snippet_stands_above_it() -> None:
    rows = list(code_lines(Snippet("inside f(), m.py, line 1", (CodeLine(1, "x"),)), 1, 60))

    assert rows[0][0].text == "  > inside f(), m.py, line 1"
