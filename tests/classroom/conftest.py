"""Shells in which a lesson runs, on each engine."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from IPython.utils.capture import capture_output

import tapeviz.classroom
from tests.cases.run import fresh_shell

ENGINES = {"numpy": "import tapeviz.fallback as tf", "tensorflow": "import tensorflow as tf"}

Run = Callable[[str], str]


@pytest.fixture(params=list(ENGINES))
def shell(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A shell with tapeviz loaded and `tf` standing for one of the engines."""
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    yield from _shell(str(request.param))


@pytest.fixture
def numpy_shell() -> Iterator[Any]:
    """The same on the NumPy engine alone, for what does not depend on the engine."""
    yield from _shell("numpy")


@pytest.fixture
def no_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    """As where matplotlib is not installed."""
    for name in [name for name in sys.modules if name.partition(".")[0] == "matplotlib"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.delitem(sys.modules, "tapeviz.classroom.plots", raising=False)
    monkeypatch.delattr(tapeviz.classroom, "plots", raising=False)


def _shell(engine: str) -> Iterator[Any]:
    with fresh_shell() as made:
        made.run_cell(ENGINES[engine])
        made.run_cell("x, y = tf.Variable(-75.0), tf.Variable(75.0)")
        yield made


def told(shell: Any, cell: str) -> str:
    """All that a cell shows, as text, errors included."""
    with capture_output(display=False) as captured:
        shell.run_cell(cell, store_history=True)
    return re.sub(r"\x1b\[[\d;]*m", "", captured.stdout + captured.stderr)
