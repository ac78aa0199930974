"""Numbers, values and lists in the form a reader wants them."""

from __future__ import annotations

import math
from typing import Any

import pytest

from tapeviz.records import GradientRecord, TensorSpec, ValueSummary
from tapeviz.render.words import (
    TITLES,
    count,
    gradient_words,
    listing,
    number,
    places,
    shape_words,
    spec_words,
    value_words,
)
from tapeviz.report import Cause
from tests.factories import summary


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (6.0, "6.0"),
        (-0.75680249, "-0.7568"),
        (1e-9, "1e-09"),
        (2e6, "2e+06"),
        (math.nan, "NaN"),
        (math.inf, "Inf"),
        (-math.inf, "-Inf"),
        (3, "3"),
        (True, "True"),
        (1 - 2.5j, "1-2.5j"),
        ("short", '"short"'),
        ("a rather long string value", '"a rather long str..."'),
        ("\x1b[2J", r'"\x1b[2J"'),
    ],
)
def test_a_scalar_reads_as_python_writes_it_in_four_digits(value: Any, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2.5, "2.5"),
        ([1.0, 2.0], "[1.0, 2.0]"),
        ([[1.0], [2.0]], "[[1.0], [2.0]]"),
        ([], "[]"),
        ([0.5] * 20, "mean 0.5 in [0.5, 0.5]"),
        ([0.0] * 20, "all 20 zeros"),
        ([math.nan] * 3 + [1.0] * 17, "mean 1.0 in [1.0, 1.0], 3 of 20 NaN or Inf"),
        ([math.inf] * 20, "20 of 20 NaN or Inf"),
        ([1.23456789e-8] * 6, "mean 1.235e-08 in [1.235e-08, 1.235e-08]"),
    ],
)
def test_few_values_are_shown_and_many_summed_up(value: Any, words: str) -> None:
    shape = (
        (len(value), *((len(value[0]),) if value and isinstance(value[0], list) else ()))
        if isinstance(value, list)
        else ()
    )

    assert value_words(summary(value), TensorSpec("float32", shape)) == words


def test_a_value_nobody_has_seen_is_nothing() -> None:
    assert value_words(None, TensorSpec("float32", ())) == ""
    assert value_words(ValueSummary(size=4), None) == "4 values"


def test_a_ragged_gradient_shows_its_nest() -> None:
    assert (
        gradient_words(GradientRecord(source=0, status="gradient", nested=((1.0,), (2.0, 3.0))))
        == "((1.0,), (2.0, 3.0))"
    )


@pytest.mark.parametrize(("shape", "words"), [((), "()"), ((3,), "(3,)"), ((None, 2), "(?, 2)"), (None, "(?)")])
def test_shapes_are_tuples(shape: Any, words: str) -> None:
    assert shape_words(TensorSpec("float32", shape)) == words


def test_an_unknown_spec_is_not_shown() -> None:
    assert (spec_words(None), spec_words(TensorSpec("unknown", None))) == ("", "")
    assert spec_words(TensorSpec("float16", (2,))) == "float16 (2,)"


@pytest.mark.parametrize(
    ("amount", "noun", "words"),
    [(1, "op", "1 op"), (1825, "op", "1,825 ops"), (0, "source", "0 sources"), (2, "box", "2 boxes")],
)
def test_things_are_counted(amount: int, noun: str, words: str) -> None:
    assert count(amount, noun) == words


@pytest.mark.parametrize(
    ("names", "width", "words"),
    [
        (["a", "b"], 20, "a, b"),
        (["a"] * 9, 40, "a, a, a, a, a, a and 3 more"),
        (["first", "second", "third"], 19, "first and 2 more"),
        ([], 20, ""),
    ],
)
def test_long_lists_say_how_much_is_left_out(names: list[str], width: int, words: str) -> None:
    assert listing(names, width) == words


@pytest.mark.parametrize(
    ("lines", "words"), [([4], "line 4"), ([9, 4, 6, 4], "lines 4, 6 and 9"), ([], ""), ([2, 3], "lines 2 and 3")]
)
def test_lines_are_named(lines: list[int], words: str) -> None:
    assert places(lines) == words


def test_every_cause_has_a_title_of_its_own() -> None:
    assert set(TITLES) == set(Cause)
    assert len(set(TITLES.values())) == len(Cause)
