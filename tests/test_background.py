"""Ordinary cells are followed lightly from `%load_ext` on: what is known of them, and that nothing of them is kept."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

import tapeviz
from tapeviz import background
from tapeviz.provenance.history import History
from tests.engines.taping import earlier, names, tape

tensorflow = pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")


@pytest.fixture(autouse=True)
def followed() -> Iterator[None]:
    background.start()
    yield
    background.stop()


def callbacks() -> list[object]:
    from tensorflow.python.eager import context

    return list(context.context().op_callbacks)


def test_what_was_computed_before_the_cell_is_told() -> None:
    found = tape("y = h * 2.0", "y wrt x", setup="x = tf.Variable(2.0)\nh = x ** 2")

    assert (found.cause, found.code) == ("before-tape", "h")
    assert [op.op_type for op in found.recording.ops if op.earlier][-1] == "Pow"


def test_the_helper_of_an_earlier_cell_is_told_too() -> None:
    setup = "x = tf.Variable(2.0)\ndef features(t):\n    return tf.sin(t)\nh = features(x)"

    found = tape("y = h * 2.0", "y wrt x", setup=setup)
    sine = found.op("Sin")

    assert found.cause == "before-tape"
    assert sine.earlier
    assert [found.text(span) for span in sine.stack] == ["tf.sin(t)", "features(x)"]


def test_a_value_that_has_nothing_to_do_with_the_source_is_not_connected() -> None:
    found = tape("y = h * 2.0", "y wrt x", setup="x = tf.Variable(2.0)\nw = tf.Variable(1.0)\nh = w ** 2")

    assert found.cause == "not-connected"


def test_without_a_history_it_is_unknown() -> None:
    background.stop()

    assert tape("y = h * 2.0", "y wrt x", setup="x = tf.Variable(2.0)\nh = x ** 2").cause == "unknown"


def test_a_value_older_than_the_history_is_unknown() -> None:
    background.stop()
    namespace = names()
    earlier("x = tf.Variable(2.0)\nh = x ** 2", namespace)
    background.start()

    assert tape("y = h * 2.0", "y wrt x", namespace=namespace).cause == "unknown"


def test_a_history_that_had_to_forget_says_so() -> None:
    past = History(since=0, limit=2)
    for number in range(2):
        past.note(("Mul", (number,), (number + 1,), (), ()))
    assert past.complete

    past.note(("Mul", (2,), (3,), (), ()))

    assert not past.complete
    assert [op.outputs for op in past.ops_before(10)] == [(2,), (3,)]
    assert [op.outputs for op in past.ops_before(3)] == [(2,)]


def test_no_tensor_is_kept() -> None:
    namespace = {**names(), "weakref": weakref}
    earlier("big = tf.ones([64, 64]) * 2.0\nprobe = weakref.ref(big)\ndel big", namespace)
    gc.collect()

    assert namespace["probe"]() is None
    past = background.history()
    assert past is not None
    assert "Mul" in [op.op_type for op in past.ops_before(1 << 60)]


def test_an_ordinary_cell_gives_what_it_gives_unfollowed() -> None:
    text = (
        "x = tf.Variable([1.0, 2.0])\ny = (tf.multiply(x, x) + x).numpy().tolist()\n"
        "x.assign_add(x)\nz = x.numpy().tolist()"
    )
    followed, plain = names(), names()
    earlier(text, followed)
    background.stop()
    earlier(text, plain)

    assert (followed["y"], followed["z"]) == (plain["y"], plain["z"]) == ([2.0, 6.0], [2.0, 4.0])


# ---- what a taped cell, or a tape of the program's own, does is history too ----

PAST = """
w = tf.Variable(3.0)
s = tf.Variable(1.0, trainable=False)
def features(t):
    return tf.multiply(s, tf.sin(t) * w)
h = features(x)
k = tf.concat([tf.reshape(x, [1]), tf.stack([w])], 0)
s.assign_add(h)
"""


def noted(run: Callable[[dict[str, Any]], object]) -> list[object]:
    """The history of one run, with the keys numbered in the order of their appearance, and the place of each op."""
    namespace = names()
    earlier("x = tf.Variable(2.0)", namespace)
    past = background.history()
    assert past is not None
    before = len(past.past)
    run(namespace)
    assert background.history() is past
    numbers: dict[int, int] = {}

    def number(keys: tuple[int, ...]) -> list[int]:
        return [numbers.setdefault(key, len(numbers)) for key in keys]

    events = list(past.past)[before:]
    lines = [[(code.co_name, last) for code, last in event[4]][:1] for event in events]
    return [(e[0], number(e[1]), number(e[2]), number(e[3]), line) for e, line in zip(events, lines, strict=True)]


def test_a_log_tells_what_the_hooks_would_have_told() -> None:
    log: list[Any] = []
    telling = background.Telling("tensorflow", log)

    def logged(namespace: dict[str, Any]) -> None:
        from tapeviz.engines import _tf_private
        from tapeviz.provenance.stack import ProgramFrames

        with tensorflow.GradientTape() as tape_of_its_own:
            hooks = _tf_private.TapeHooks(log, ProgramFrames(), [tape_of_its_own])
            telling.begin()
            telling.begin()
            hooks.install()
            earlier(PAST, namespace)
            hooks.remove()
            telling.end()
            telling.end()

    assert noted(logged) == noted(lambda namespace: earlier(PAST, namespace))


def test_a_later_cell_knows_what_a_taped_one_made() -> None:
    namespace = names()
    tape("w = tf.Variable(5.0)\nh = x ** 2", "h wrt x", setup="x = tf.Variable(2.0)", namespace=namespace)

    found = tape("y = h * w", "y wrt x", namespace=namespace)

    assert (found.cause, found.code) == ("before-tape", "h")
    assert [op.op_type for op in found.recording.ops if op.earlier][-1] == "Pow"


def test_a_later_step_knows_what_a_recorded_one_made() -> None:
    with tapeviz.record() as recording:
        x, k = tensorflow.Variable(2.0), tensorflow.constant(3.0)
        with tensorflow.GradientTape() as first:
            h = x**2
        step = first.gradient(h, x)
        with tensorflow.GradientTape() as second:
            second.watch(k)
            y = step * k
        assert second.gradient(y, x) is None

    assert recording.report is not None
    earlier_ops = [op.op_type for op in recording.report.recording.ops if op.earlier]
    assert "Pow" in earlier_ops
    assert len(earlier_ops) > 1
    assert recording.report.diagnoses[0].cause == "before-tape"


def test_starting_twice_follows_once() -> None:
    before = callbacks()
    past = background.history()
    background.start()

    assert callbacks() == before
    assert background.history() is past


def test_stopping_takes_every_hook_away_and_twice_is_harmless() -> None:
    from tensorflow.python import pywrap_tfe
    from tensorflow.python.ops import resource_variable_ops

    count = len(callbacks())
    background.stop()
    background.stop()

    assert len(callbacks()) == count - 1
    for hooked in (resource_variable_ops.BaseResourceVariable.__init__, pywrap_tfe.TFE_Py_FastPathExecute):
        assert not getattr(hooked, "__globals__", {}).get("__name__", "").startswith("tapeviz")
    assert background.history() is None
    assert all(type(finder).__name__ != "_AfterImport" for finder in sys.meta_path)


def test_a_taped_cell_leaves_the_background_in_place() -> None:
    before = callbacks()

    tape("y = x * 2.0", "y wrt x", setup="x = tf.Variable(2.0)")

    assert callbacks() == before


LATE = """
import importlib.util
import sys
from tapeviz import background
background.start()
assert importlib.util.find_spec("tensorflow") is not None  # to look for it is not to import it
assert background.history() is None
assert "tensorflow" not in sys.modules
import tensorflow as tf
assert background.history() is not None
assert type(tf.__spec__.loader).__name__ == "SourceFileLoader", tf.__spec__.loader
assert type(tf.__loader__).__name__ == "SourceFileLoader"
from tests.engines.taping import tape
print(tape("y = h * 2.0", "y wrt x", setup="x = tf.Variable(2.0)\\nh = x ** 2").cause)
background.stop()
"""

NEVER = """
import sys
from tapeviz import background
background.start()
background.stop()
print([type(f).__name__ for f in sys.meta_path if "tapeviz" in type(f).__module__], "tensorflow" in sys.modules)
"""

STOOD_IN_FOR = """
import tapeviz
import tapeviz.fallback
tapeviz.fallback.install(force=True)
from tapeviz import background
background.start()
import tensorflow as tf
w = tf.Variable(3.0)
tapeviz.assert_gradients(lambda: w * w, sources=[w])
print(tf.__name__, background.history("tensorflow"), background.history("numpy") is not None)
"""


@pytest.mark.parametrize(
    ("program", "printed"),
    [(LATE, "before-tape"), (NEVER, "[] False"), (STOOD_IN_FOR, "tapeviz.fallback None True")],
)
def test_tensorflow_is_waited_for_and_not_imported(program: str, printed: str) -> None:
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, timeout=120)

    assert done.stdout.strip() == printed, done.stderr
