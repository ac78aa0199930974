"""`%tape cost`: what is on the tape and how much it keeps, from a recording; times, from runs of the cell."""

from __future__ import annotations

import gc
import re
import time
import weakref
from typing import Any

import pytest
from IPython.utils.capture import capture_output

from tapeviz import fallback
from tapeviz.cell import run as runs
from tapeviz.classroom.cost import Held, byte_size, bytes_words, cost_html, held_by, render_cost, seconds_words
from tapeviz.fixing.taped import TapedCell
from tapeviz.fixing.timing import Timing, time_cell
from tapeviz.records import TensorSpec
from tapeviz.report import Report
from tests.cases.run import fresh_shell
from tests.engines.taping import tape
from tests.fixing.untouched import fingerprint

NO_TIME = Timing(refusal="not asked")


@pytest.fixture(params=["numpy", "tensorflow"])
def tf(request: pytest.FixtureRequest) -> Any:
    return fallback if request.param == "numpy" else pytest.importorskip("tensorflow")


def report(tf: Any, cell: str, line: str, setup: str = "") -> Report:
    return tape(cell, line, setup=setup, namespace={"__name__": "__main__", "tf": tf}).report


def held(tf: Any, cell: str, line: str, setup: str = "") -> Held:
    return held_by(report(tf, cell, line, setup).recording)


def types(found: Held) -> list[str]:
    return [op.op_type for op in found.steps]


# ---- what is held ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("dtype", "shape", "size"),
    [
        ("float32", (), 4),
        ("float64", (3, 5), 120),
        ("float16", (7,), 14),
        ("bfloat16", (2, 2), 8),
        ("complex128", (2,), 32),
        ("float32", (0, 4), 0),
        ("float32", (None, 4), 0),
        ("float32", None, 0),
        ("int32", (4,), 0),
    ],
)
def test_bytes_of_a_spec(dtype: str, shape: Any, size: int) -> None:
    assert byte_size(TensorSpec(dtype, shape)) == size


def test_the_textbook_example(tf: Any) -> None:
    found = held(tf, "z = (x ** 2 + y ** 2) ** 2", "z wrt x; y", "x, y = tf.Variable(3.0), tf.Variable(5.0)")

    assert types(found) == ["Pow", "Pow", "AddV2", "Pow"]
    assert (found.reads, found.values, found.size, found.idle) == (2, 4, 16, 0)


def test_bytes_are_those_of_the_outputs(tf: Any) -> None:
    cell = "h = tf.tanh(x @ w)\nside = tf.exp(h)\ny = tf.reduce_sum(h)"
    found = held(tf, cell, "y wrt w", "x, w = tf.ones((64, 10)), tf.Variable(tf.ones((10, 100)))")

    assert types(found) == ["MatMul", "Tanh", "Exp", "Sum"]
    assert found.size == 3 * 64 * 100 * 4 + 4
    assert found.largest is not None
    assert (found.largest.spec.shape, found.largest_line) == ((64, 100), 2)
    assert (found.idle, found.idle_size, found.idle_lines) == (1, 64 * 100 * 4, (3,))


def test_what_is_not_watched_or_not_recorded_is_not_on_the_tape(tf: Any) -> None:
    cell = (
        "a = c * 2.0\nb = frozen * 2.0\nn = tf.cast(x, tf.int32)\nwith tape.stop_recording():\n    p = x * 3.0\n"
        "before = t * 4.0\ntape.watch(t)\nafter = t * 5.0\ny = x * after\n"
    )
    setup = "x, c, t = tf.Variable(2.0), tf.constant(3.0), tf.constant(4.0)\nfrozen = tf.Variable(1.0, trainable=False)"
    found = held(tf, cell, "y wrt x", setup)

    assert types(found) == ["Mul", "Mul"]
    assert [op.stack[0].line for op in found.steps] == [9, 10]
    assert found.ran == 7


def test_what_is_counted_is_what_the_tape_keeps_alive(tf: Any) -> None:
    """Every counted value lives until the gradient is taken; of a persistent tape also afterwards."""
    for persistent in (False, True):
        x = tf.Variable(tf.ones((4,)))
        with tf.GradientTape(persistent=persistent) as t:
            a = tf.tanh(x)
            b = tf.sin(a)
            y = tf.reduce_sum(b)
        kept = [weakref.ref(a), weakref.ref(b)]
        del a, b
        gc.collect()
        assert all(ref() is not None for ref in kept)
        t.gradient(y, x)
        gc.collect()
        assert [ref() is not None for ref in kept] == [persistent, persistent]


def test_loops_and_gradients_inside_are_noted(tf: Any) -> None:
    loop = report(tf, "y = x\nfor _ in range(40):\n    y = tf.sin(y)", "y wrt x", "x = tf.Variable(2.0)")
    assert held_by(loop.recording).busiest == (4, 40)
    assert "Line 4 put 40 ops on the tape" in render_cost(loop, NO_TIME)

    inner = "with tf.GradientTape() as inner:\n    a = x ** 3\ny = inner.gradient(a, x)"
    nested = report(tf, inner, "y wrt x", "x = tf.Variable(2.0)")
    assert (held_by(nested.recording).nested >= 1, held_by(nested.recording).idle) == (True, 0)
    assert "belong to a gradient that the cell takes inside the tape" in render_cost(nested, NO_TIME)


def test_a_traced_function_is_one_op() -> None:
    tf = pytest.importorskip("tensorflow")
    setup = "x = tf.Variable(2.0)\n@tf.function\ndef f(v):\n    return tf.sin(v) * tf.cos(v)"
    found = held(tf, "y = f(x) * 2.0", "y wrt x", setup)

    assert (found.calls, len(found.steps)) == (1, 2)


def test_tracing_is_not_timed(capfd: pytest.CaptureFixture[str]) -> None:
    tf = pytest.importorskip("tensorflow")
    setup = (
        "x = tf.Variable(2.0)\n@tf.function\ndef f(v):\n    for _ in range(60):\n        v = tf.sin(v)\n    return v"
    )
    cell = taped(tf, setup, "%%tape y wrt x\ny = f(x)\n")
    begun = time.perf_counter()
    cell.namespace["f"].get_concrete_function(cell.namespace["x"])
    tape("y = f(tf.constant([1.0]))", "y wrt x", namespace=cell.namespace)
    tracing = time.perf_counter() - begun
    timing = time_cell(cell, runs=5)

    assert timing.forward is not None
    assert timing.forward < tracing / 2
    assert "retracing" not in capfd.readouterr().err


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 bytes"), (1, "1 byte"), (1023, "1,023 bytes"), (25600, "25.0 KiB"), (3 << 30, "3.0 GiB")]
)
def test_bytes_in_words(size: int, words: str) -> None:
    assert bytes_words(size) == words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(2.5, "2.50 s"), (123.4, "123 s"), (0.0123, "12.3 ms"), (4.56e-4, "456 \u00b5s"), (3e-8, "30 ns")],
)
def test_seconds_in_words(seconds: float, words: str) -> None:
    assert seconds_words(seconds) == words


def test_the_rows_and_the_page_say_the_same(tf: Any) -> None:
    found = report(tf, "y = tf.reduce_sum(w * 2.0)", "y wrt w", "w = tf.Variable(tf.ones((8, 4)))")
    timing = Timing(3, 1e-3, 2e-3, 4e-3, 5e-3)
    told, page = render_cost(found, timing), cost_html(found, timing)

    assert "at most 132 bytes in 2 intermediate values; the largest is of shape (8, 4), 128 bytes, line 2" in told
    assert "2.00 ms, 2.0 times the cell without a tape" in told
    assert "4.00 ms, 2.0 times the forward pass" in told
    assert "<td>2.00 ms, 2.0 times the cell without a tape</td>" in page
    assert "until the name `tape` is bound anew" in render_cost(found, timing, persistent=True)


# ---- times ----------------------------------------------------------------------------------------------------------


def taped(tf: Any, setup: str, cell: str) -> TapedCell:
    namespace = {"__name__": "__main__", "tf": tf, "__builtins__": __builtins__}
    first, _, body = cell.partition("\n")
    found = tape(body, first.removeprefix("%%tape "), setup=setup, namespace=namespace)
    return TapedCell(cell, namespace, found.report)


def test_times_are_measured_and_nothing_is_touched(tf: Any) -> None:
    cell = taped(tf, "x = tf.Variable(3.0)", "%%tape y wrt x\ny = tf.sin(x) * x\n")
    before = fingerprint(cell.namespace)
    timing = time_cell(cell, runs=3)

    assert timing.refusal == ""
    assert timing.runs == 3
    for seconds in (timing.bare, timing.forward, timing.backward, timing.persistent):
        assert seconds is not None
        assert 0 < seconds < 5
    assert fingerprint(cell.namespace) == before


def test_a_cell_that_speaks_to_its_tape_has_no_time_without_one(tf: Any) -> None:
    timing = time_cell(taped(tf, "x = tf.constant(3.0)", "%%tape y wrt x\ntape.watch(x)\ny = x * x\n"), runs=3)

    assert timing.bare is None
    assert timing.backward is not None


def test_what_may_not_be_run_again_is_counted_and_not_timed(tf: Any) -> None:
    cell = taped(tf, "x = tf.Variable(3.0)", "%%tape y wrt x\ny = x * x\nopen\n")
    timing = time_cell(cell)

    assert timing.refusal == "it calls open()"
    told = render_cost(cell.report, timing)
    assert "not measured: it calls open()" in told
    assert "recorded" in told


def test_an_op_without_a_gradient_has_no_backward_time(tf: Any) -> None:
    timing = time_cell(taped(tf, "x = tf.Variable([3.0, 4.0])", "%%tape y wrt x\ny = tf.unique(x)[0] * 2.0\n"), runs=3)

    assert (timing.forward is not None, timing.backward) == (True, None)


def test_the_past_of_the_notebook_does_not_hear_of_the_runs() -> None:
    from tapeviz import background

    with fresh_shell() as shell, capture_output():
        shell.run_cell("import tapeviz.fallback as tf\nx = tf.Variable(3.0)").raise_error()
        shell.run_cell("%%tape y wrt x -q\ny = x * x").raise_error()
        past = background.history("numpy")
        assert past is not None
        heard = len(past.past)
        cell = runs.last_taped_cell()
        assert cell is not None
        time_cell(cell, runs=3)
        assert len(past.past) == heard
        shell.run_cell("z = x * 2.0").raise_error()
        assert len(past.past) > heard


def test_the_magic_shows_it(tf: Any) -> None:
    name = "tapeviz.fallback" if tf is fallback else "tensorflow"
    with fresh_shell() as shell, capture_output() as captured:
        shell.run_cell(f"import {name} as tf\nx = tf.Variable(3.0)").raise_error()
        shell.run_cell("%%tape y wrt x -q --persistent\ny = x * x").raise_error()
        shell.run_cell("%tape cost").raise_error()
        shell.run_cell("%tape cost x")

    shown = captured.outputs[-1].data
    assert re.search(r"recorded +1 of 1 op that ran, beside \d reads? of variables", shown["text/plain"])
    assert "until the name `tape` is bound anew (this cell has --persistent)" in shown["text/plain"]
    assert "<table>" in shown["text/html"]
    assert "%tape cost: it takes nothing, and here is 'x'; the form is %tape cost" in captured.stdout + captured.stderr
