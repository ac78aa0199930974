"""Ordinary cells are followed lightly from `%load_ext` on: what is known of them, and that nothing of them is kept."""

from __future__ import annotations

import gc
import subprocess
import sys
import weakref
from collections.abc import Iterator

import pytest

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


def test_starting_twice_follows_once() -> None:
    before = callbacks()
    past = background.history()
    background.start()

    assert callbacks() == before
    assert background.history() is past


def test_stopping_takes_every_hook_away_and_twice_is_harmless() -> None:
    from tensorflow.python.ops import resource_variable_ops

    count = len(callbacks())
    background.stop()
    background.stop()

    assert len(callbacks()) == count - 1
    assert "_handle" not in vars(resource_variable_ops.BaseResourceVariable)
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
