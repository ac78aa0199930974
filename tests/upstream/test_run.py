"""`run.py` finds what differs under recording, and nothing where nothing does."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.upstream import run
from tests.upstream.run import Outcome, Run, differences

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

HERE = Path(run.__file__).parent
MINE = [HERE / "test_tape_basics.py", HERE / "test_tape_functions.py"]

MIXED = """
import time, unittest
import tensorflow as tf
from tensorflow.python.eager import context

class TapeTest(unittest.TestCase):
    def test_good(self):
        x = tf.Variable(3.0)
        with tf.GradientTape() as tape:
            y = x * x
        self.assertEqual(6.0, tape.gradient(y, x).numpy())

    def test_bad_either_way(self):
        self.fail(f"at {object()}")

    @unittest.skip("not today")
    def test_skipped(self):
        raise AssertionError

    @unittest.expectedFailure
    def test_wrong(self):
        self.assertEqual(1, 2)

    def test_parts(self):
        for number in range(3):
            with self.subTest(number=number):
                self.assertNotEqual(number, 1)

    def test_clock(self):
        raise ValueError(time.perf_counter_ns())
"""
WATCHFUL = """
    def test_sees_the_recorder(self):
        with tf.GradientTape():
            self.assertEqual([], context.context().op_callbacks)
"""


def command(*arguments: Any) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, str(HERE / "run.py"), *map(str, arguments)]
    return subprocess.run(line, capture_output=True, text=True, timeout=600, check=False)


@pytest.mark.parametrize("path", MINE, ids=lambda path: path.stem)
def test_our_own_list_is_the_same_under_recording(path: Path) -> None:
    done = command(path)

    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 different" in done.stdout
    assert "ok)" in done.stdout, done.stdout  # every test passes plainly too


def test_outcomes_that_are_the_same_or_differ_in_any_run_are_no_differences(tmp_path: Path) -> None:
    path = tmp_path / "mixed_test.py"
    path.write_text(MIXED, "utf-8")
    done = command(path, "--all")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 tapes recorded" in done.stdout
    assert "0 different, 1 unsteady" in done.stdout
    assert "expected failure   expected failure" in done.stdout


def test_a_test_that_recording_changes_is_printed_and_makes_the_status_1(tmp_path: Path) -> None:
    path = tmp_path / "watchful_test.py"
    path.write_text(MIXED + WATCHFUL, "utf-8")
    done = command(path, "-k", "recorder")

    assert done.returncode == 1
    assert "1 different" in done.stdout
    assert "recorded: failed: AssertionError: Lists differ" in done.stdout


@pytest.mark.parametrize(
    ("text", "told"),
    [("1 / 0", "ZeroDivisionError"), ("x = 1", "0 tests"), ("import os; os._exit(3)", "status 3")],
)
def test_a_file_without_results_is_no_success(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "empty_test.py"
    path.write_text(text, "utf-8")
    done = command(path)

    assert done.returncode == 1
    assert told in done.stdout


def test_a_file_that_is_not_there_is_told() -> None:
    done = command("no/such/file.py")

    assert (done.returncode, "there is no file no/such/file.py" in done.stderr) == (2, True)


def test_a_test_that_one_of_the_runs_lacks_is_a_difference() -> None:
    ok = Outcome("ok")

    assert differences(Run({"a": ok, "b": ok}), Run({"a": ok})) == ["b"]
    assert differences(Run({"a": ok}), Run({"a": Outcome("ok", "x"), "c": ok})) == ["a", "c"]
    assert differences(Run({"a": ok}), Run({"a": ok})) == []
