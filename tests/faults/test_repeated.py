"""Two hundred runs in a row: nothing is kept of a run, and memory stays flat."""

from __future__ import annotations

import gc
import weakref

import pytest

from tests.faults.state import changes, state
from tests.faults.watched import Watched

RUNS = 200
CELL = "%%tape y wrt x, w --graph none\nh = f(x)\nk = float(w)\ny = h * k + tf.round(w)\ny + 1.0"


def objects() -> int:
    gc.collect()
    return len(gc.get_objects())


def test_two_hundred_runs_leave_neither_hook_nor_object(watched: Watched) -> None:
    for _ in range(20):  # caches fill
        watched.run(CELL)
    watched.shell.display_pub.outputs.clear()
    before, few = state(watched.shell), objects()

    for _ in range(RUNS):
        assert watched.run(CELL).success
        watched.shell.display_pub.outputs.clear()

    assert [name for name in changes(before, state(watched.shell)) if not name.startswith("code of ")] == []
    # IPython itself keeps some objects of each cell: its text and its file name.
    assert objects() - few < 30 * RUNS


@pytest.mark.parametrize("end", ["", "\n1 / 0"], ids=["a value", "an error"])
def test_the_tensors_and_variables_of_a_cell_go_when_the_names_go(watched: Watched, end: str) -> None:
    watched.run(f"%%tape y wrt v\nv = tf.Variable([1.0, 2.0])\nh = f(v)\ny = tf.reduce_sum(h) + float(h[0]){end}")
    names = watched.names
    held = [weakref.ref(names["v"]), weakref.ref(names["h"])]

    watched.run("%%tape -q y wrt x\ny = f(x)")  # the last taped cell is kept for `%tape fix`
    for name in ("v", "h", "y", "_", "__", "___"):
        names.pop(name, None)
    watched.run("import sys\nsys.last_value = sys.last_traceback = sys.last_exc = None\nw * 1.0")
    gc.collect()

    assert [ref() is None for ref in held] == [True, True]
