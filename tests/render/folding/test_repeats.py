"""Repetitions are found where they are real, whole, and in linear time."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from tapeviz.render.folding.repeats import repetitions


def spell(text: str) -> list[tuple[str, int]]:
    """The runs in a text: what is repeated and how often."""
    return [(text[start : start + period], times) for start, period, times in repetitions([ord(c) for c in text])]


def test_a_stretch_that_follows_itself_is_found() -> None:
    assert spell("xabcabcabcy") == [("abc", 3)]
    assert spell("abcdabcd") == [("abcd", 2)]


def test_a_symbol_twice_is_no_repetition() -> None:
    assert spell("xaay") == []
    assert spell("abab") == []


def test_what_differs_in_one_place_is_not_repeated() -> None:
    assert spell("abcabdabe") == []


def test_a_symbol_that_stands_twice_in_the_stretch_does_not_mislead() -> None:
    assert spell("abacabacabac") == [("abac", 3)]


def test_two_loops_are_two_runs() -> None:
    assert spell("abcabcabcxyzxyzxyz") == [("abc", 3), ("xyz", 3)]


@given(st.text("abc", max_size=60))
def test_every_run_is_real_and_none_overlaps(text: str) -> None:
    end = 0
    for start, period, times in repetitions([ord(c) for c in text]):
        assert start >= end
        assert times >= 2
        assert text[start : start + period * times] == text[start : start + period] * times
        end = start + period * times


@given(
    st.text(
        "abcdefgh",
        min_size=3,
        max_size=12,
    ).filter(lambda body: len(set(body)) == len(body)),
    st.integers(2, 30),
)
def test_a_loop_between_other_code_is_found_whole(body: str, times: int) -> None:
    assert spell("XYZ" + body * times + "WV") == [(body, times)]


def test_the_time_is_linear() -> None:
    def seconds(length: int) -> float:
        # No stretch follows itself here, which is where a search is slowest.
        symbols, word = [], 1
        while len(symbols) < length:
            symbols += [*range(word % 50), 0, 0]
            word += 1
        began = time.perf_counter()
        repetitions(symbols)
        return time.perf_counter() - began

    seconds(1_000)
    assert seconds(100_000) < 30 * seconds(10_000) + 0.1
