"""The fixture `assert_gradients` in a test suite of its own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

SUITE = """
from tapeviz import fallback as tf
import numpy as np

x, w = tf.Variable([1.0, 3.0]), tf.Variable(5.0)

def mean_of(values):
    return np.mean(values)

def test_they_are_there(assert_gradients):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(x) * w
    assert_gradients(tape, y, [x, w])

def test_one_is_missing(assert_gradients):
    with tf.GradientTape() as tape:
        y = np.mean(x) * w
    assert_gradients(tape, y, [x, w])
"""


def run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    """A test run with the plugin alone: no other plugin, installed or not, is loaded by its entry point."""
    (folder / "test_learning.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-p", "tapeviz.pytest_plugin"]
    env = {**os.environ, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    return subprocess.run(
        [*command, "test_learning.py"], cwd=folder, env=env, capture_output=True, text=True, timeout=120, check=False
    )


def test_the_failure_is_the_report(tmp_path: Path) -> None:
    done = run(tmp_path, SUITE)

    assert "1 failed, 1 passed" in done.stdout, done.stdout + done.stderr
    assert "Gradient of y with respect to x, w: 1 of 2 is None" in done.stdout
    assert "y = np.mean(x) * w" in done.stdout
    assert "[left-tensorflow]" in done.stdout


ASSERTING = """
import tapeviz
import unittest
from tapeviz import fallback as tf
import numpy as np

x, w = tf.Variable([1.0, 3.0]), tf.Variable(5.0)

def causes(report):
    return [source["cause"] for source in report.to_dict()["sources"]]

def test_an_assert_of_its_own(assert_gradients):
    with tf.GradientTape() as tape:
        y = np.mean(x) * w
        assert y is not None, "rewritten by pytest"
    assert_gradients(tape, y, [x, w])

def test_an_assert_is_no_use_of_a_source():
    with tapeviz.record() as recording:
        with tf.GradientTape() as tape:
            y = w * 2.0
            assert x.shape == (2,)
        tape.gradient(y, [x, w])
    assert causes(recording.report) == ["not-connected", None]

def test_a_block_is_followed():
    with tapeviz.record() as recording:
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(x) * w
            z = float(w) * y
        tape.gradient(z, [x, w])
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(x) * float(w)
        tape.gradient(y, [x, w])
    assert causes(recording.report) == [None, "left-tensorflow"]

class TestMethods(unittest.TestCase):
    def test_a_block_is_followed(self):
        with tapeviz.record() as recording:
            with tf.GradientTape() as tape:
                y = np.mean(x) * w
            tape.gradient(y, [x, w])
        assert causes(recording.report) == ["left-tensorflow", None]

def test_its_own_failure_says_what_it_met():
    with tapeviz.record() as recording:
        length = len("abc")
    assert length == 4
"""


def test_tests_with_asserts_and_recordings_are_followed(tmp_path: Path) -> None:
    done = run(tmp_path, ASSERTING)

    assert "2 failed, 3 passed" in done.stdout, done.stdout + done.stderr
    assert "FAILED test_learning.py::test_an_assert_of_its_own" in done.stdout
    assert "[left-tensorflow]" in done.stdout
    assert ">       assert length == 4\nE       assert 3 == 4" in done.stdout


def test_the_example_of_the_page_runs(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "how-to" / "own-tapes.md").read_text("utf-8")
    (example,) = [
        block for block in re.findall(r"```python\n(.*?)```", page, re.DOTALL) if "(assert_gradients)" in block
    ]

    done = run(tmp_path, example.replace("import tensorflow as tf", "from tapeviz import fallback as tf"))

    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_unused_the_plugin_imports_nothing(tmp_path: Path) -> None:
    text = (
        "import sys\n"
        "def test_nothing_heavy():\n"
        "    assert {'tensorflow', 'IPython', 'numpy', 'tapeviz.api'} & set(sys.modules) == set()\n"
    )

    done = run(tmp_path, text)

    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_the_entry_point_names_the_plugin() -> None:
    import tomllib

    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]

    assert project["entry-points"]["pytest11"] == {"tapeviz": "tapeviz.pytest_plugin"}
