"""`%tape plot`: a target and its derivative over a range of one source, on both engines."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tapeviz.cell import run as runs
from tapeviz.classroom.over_range import over_range
from tests.classroom.conftest import told

SINE = "%%tape z wrt x --graph none -q\nz = tf.sin(x) * x"


def test_the_table_of_a_range(shell: Any) -> None:
    told(shell, "%%tape z wrt x, y --graph none -q\nz = x ** 2 + 3.0 * y")

    shown = told(shell, "%tape plot x --from 1 --to 11")

    assert shown.splitlines()[0].split() == ["x", "z", "dz/dx"]
    assert shown.splitlines()[1].split() == ["1", "226", "2"]
    assert shown.splitlines()[-1].split() == ["11", "346", "22"]


def test_target_and_derivative_are_those_of_the_function(shell: Any) -> None:
    told(shell, SINE)
    at = np.linspace(-3, 3, 31)

    found = over_range(runs.last_taped_cell(), "x", at)

    np.testing.assert_allclose(found.values, at * np.sin(at), atol=1e-5)
    np.testing.assert_allclose(found.slopes, np.sin(at) + at * np.cos(at), atol=1e-5)


def test_where_the_target_is_no_number_there_is_no_derivative_either(shell: Any) -> None:
    told(shell, "%%tape z wrt x --graph none -q\nz = tf.math.log(x)")

    found = over_range(runs.last_taped_cell(), "x", np.array([-2.0, -1.0, 1.0, 2.0]))

    np.testing.assert_allclose(found.values, [np.nan, np.nan, 0, np.log(2)], rtol=1e-5)
    np.testing.assert_allclose(found.slopes, [np.nan, np.nan, 1, 0.5], rtol=1e-5)


def test_the_users_objects_stay(shell: Any) -> None:
    told(shell, "count = [0]")
    told(shell, "%%tape z wrt x --graph none -q\ncount[0] += 1\nz = x ** 2")
    before = shell.user_ns["z"]

    told(shell, "%tape plot x --from 1 --to 2")

    assert float(shell.user_ns["x"].numpy()) == -75.0
    assert shell.user_ns["z"] is before
    assert shell.user_ns["count"] == [1]


def test_a_watched_tensor_is_a_source_too(shell: Any) -> None:
    told(shell, "c = tf.constant(3.0)")
    told(shell, "%%tape c ** 2 wrt c --watch c --graph none -q\npass")

    shown = told(shell, "%tape plot c --from 0 --to 2 --points 3")

    assert [line.split() for line in shown.splitlines()[1:]] == [["0", "0", "0"], ["1", "1", "2"], ["2", "4", "4"]]


def test_after_a_descent_its_cell_is_plotted(shell: Any) -> None:
    told(shell, "%%descend z wrt x, y -q --steps 1\nz = x ** 2 + 0.0 * y")

    assert told(shell, "%tape plot x --from 1 --to 2 --points 2").splitlines()[1].split() == ["1", "1", "2"]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("x --from 3 --to -3", "the range from 3 to -3 is upside down; --from is the smaller number"),
        ("x --from 3 --to 3", "the range from 3 to 3 is empty"),
        ("x --from 3", "the range is not complete; the form is %tape plot SOURCE --from A --to B"),
        ("--from 3 --to 4", "no source stands here; the form is %tape plot SOURCE --from A --to B"),
        ("x --from low --to 4", "--from takes a number such as 1, not 'low'"),
        ("x --from 1 --to inf", "--to takes a number such as 100, not 'inf'"),
        ("x --from 1 --to 2 --points 0", "--points 0 is nothing to do; give at least 1"),
        ("x --form 1 --to 2", "unknown option --form; did you mean --from?"),
        ("q --from 1 --to 2", "'q' is no source of the last report; the sources are x, w"),
        ("w --from 1 --to 2", "w has shape (2,), and a range is for a source of one number"),
    ],
)
def test_bad_input_is_one_line(numpy_shell: Any, line: str, words: str) -> None:
    told(numpy_shell, "w = tf.Variable([1.0, 2.0])")
    told(numpy_shell, "%%tape z wrt x, w --graph none -q\nz = x * tf.reduce_sum(w)")

    shown = told(numpy_shell, f"%tape plot {line}")

    assert shown.startswith("UsageError: %tape plot: ")
    assert shown.count("\n") == 1
    assert words in shown


def test_before_any_cell(numpy_shell: Any) -> None:
    runs._last_taped.clear()

    assert "no cell has been taped yet" in told(numpy_shell, "%tape plot x --from 1 --to 2")


def test_a_cell_that_cannot_be_run_aside_says_why(numpy_shell: Any, tmp_path: Any) -> None:
    told(
        numpy_shell, f"%%tape z wrt x -q\nwith open({str(tmp_path / 'log')!r}, 'a') as log: log.write('.')\nz = x ** 2"
    )

    assert "the cell cannot be run again aside: " in told(numpy_shell, "%tape plot x --from 1 --to 2")
    assert (tmp_path / "log").read_text() == "."


def test_where_there_is_no_number_there_is_a_gap(numpy_shell: Any) -> None:
    told(numpy_shell, "x.assign(1.0)")
    told(numpy_shell, "%%tape z wrt x -q --graph none\nz = tf.sqrt(x)")

    shown = told(numpy_shell, "%tape plot x --from -1 --to 1 --points 3")

    assert shown.splitlines()[1].split()[:2] == ["-1", "nan"]
    assert shown.splitlines()[3].split() == ["1", "1", "0.5"]


def test_without_matplotlib_a_small_table_and_one_line(numpy_shell: Any, no_matplotlib: None) -> None:
    told(numpy_shell, SINE)

    shown = told(numpy_shell, "%tape plot x --from 1 --to 3")

    assert len(shown.splitlines()) == 13
    assert shown.splitlines()[-1].startswith("no picture: matplotlib is not installed")
