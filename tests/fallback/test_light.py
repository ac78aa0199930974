"""The NumPy engine is light: NumPy and cheap parts of the standard library, no threads, no processes, little time."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

import tapeviz.fallback as tf

ROOT = Path(tf.__file__).parents[2]

# What a kernel in a browser lacks, and what an engine for tapes has no business with.
HEAVY = (
    "asyncio",
    "unittest",
    "subprocess",
    "multiprocessing",
    "socket",
    "ssl",
    "http",
    "sqlite3",
    "ctypes",
    "doctest",
)

# A program of a first lesson: tape, variables, Keras-free training, random numbers, second order, a data set.
LESSON = """
import tapeviz.fallback as tf

tf.random.set_seed(0)
w = tf.Variable(tf.random.normal([3, 1]))
b = tf.Variable(tf.zeros([1]))
x = tf.random.stateless_uniform([8, 3], [1, 2])
y = x @ tf.constant([[1.0], [2.0], [3.0]])
losses = []
for _ in range(200):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((tf.linalg.matmul(x, w) + b - y) ** 2)
    dw, db = tape.gradient(loss, [w, b])
    w.assign_sub(0.5 * dw)
    b.assign_sub(0.5 * db)
    losses.append(float(loss))
assert losses[-1] < losses[0] / 50, losses[::50]

z = tf.Variable(0.3)
with tf.GradientTape() as outer:
    with tf.GradientTape() as inner:
        value = tf.nn.softplus(z) * tf.sin(z)
    first = inner.gradient(value, z)
assert outer.gradient(first, z) is not None
image = tf.reshape(tf.range(16.0), [1, 4, 4, 1])
assert tf.nn.max_pool2d(tf.nn.conv2d(image, tf.ones([2, 2, 1, 1]), 1, "SAME"), 2, 2, "VALID").shape == (1, 2, 2, 1)
rows = [int(row) for row in tf.data.Dataset.range(4).map(lambda n: n * n)]
assert rows == [0, 1, 4, 9], rows
with tf.name_scope("a"), tf.device("/CPU:0"):
    assert tf.function(lambda a: a + 1)(1.0) == 2.0
print("done")
"""

BLOCKER = """
import sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"{{name}} is blocked", name=name)
sys.meta_path.insert(0, Block())
for name in {blocked!r}:
    sys.modules.pop(name, None)
"""

# NumPy comes first: a browser has its own build of it, which starts on such a platform.
BROWSER = """
import numpy, sys, threading
sys.platform = "emscripten"
def cannot_start(self):
    raise RuntimeError("can't start new thread")
threading.Thread.start = cannot_start
"""


def _python(code: str, *flags: str, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *flags, "-c", code],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        cwd=ROOT,
        env={**os.environ, **(environment or {})},
    )


TIMED = """
import time
import {module}
began = time.perf_counter()
import {then}
print(time.perf_counter() - began)
"""


def _seconds(module: str, then: str, environment: dict[str, str]) -> float:
    """The best of some runs: others only add to it."""
    runs = [_python(TIMED.format(module=module, then=then), environment=environment) for _ in range(7)]
    assert not [run.stderr for run in runs if run.returncode]
    return min(float(run.stdout) for run in runs[1:])  # the first one compiles


def test_the_import_costs_little_beside_numpys(tmp_path: Path) -> None:
    """Under 0.2 s, with compiled bytecode as an installed package has it; on a machine that is busy or slow, NumPy's
    own import, which takes 0.1 s on a fast one, says how much that is here."""
    environment = {"PYTHONPYCACHEPREFIX": str(tmp_path), "PYTHONDONTWRITEBYTECODE": ""}
    ours = _seconds("numpy", "tapeviz.fallback", environment)
    numpys = _seconds("time", "numpy", environment)

    assert ours < max(0.2, 2 * numpys), (ours, numpys)


NEWCOMERS = """
import sys, threading
import numpy
before = set(sys.modules)
import tapeviz.fallback
roots = {name.partition(".")[0] for name in set(sys.modules) - before}
print(*sorted(roots), threading.active_count())
"""


def test_the_import_brings_cheap_modules_only_and_starts_nothing() -> None:
    done = _python(NEWCOMERS)
    assert done.returncode == 0, done.stderr
    *roots, threads = done.stdout.split()

    assert not set(roots) & set(HEAVY)
    assert set(roots) - set(sys.stdlib_module_names) == {"tapeviz"}
    assert len(roots) < 40, roots
    assert threads == "1"


def test_a_lesson_runs_where_tensorflow_keras_and_processes_are_blocked() -> None:
    blocked = ("tensorflow", "keras", "tensorboard", "jax", "torch", "scipy", "IPython", "graphviz", "subprocess")
    done = _python("import numpy\n" + BLOCKER.format(blocked=blocked) + LESSON)

    assert (done.stdout.strip(), done.returncode) == ("done", 0), done.stderr


def test_a_lesson_runs_as_in_a_browser() -> None:
    blocked = (*HEAVY, "_posixsubprocess", "_multiprocessing", "fcntl", "termios", "tensorflow", "keras")
    done = _python(BROWSER + BLOCKER.format(blocked=blocked) + LESSON)

    assert (done.stdout.strip(), done.returncode) == ("done", 0), done.stderr


@pytest.mark.parametrize("module", ["subprocess", "tensorflow", "_posixsubprocess"])
def test_the_blocks_do_block(module: str) -> None:
    done = _python(BROWSER + BLOCKER.format(blocked=(module,)) + f"import {module}")

    assert f"{module} is blocked" in done.stderr


def test_a_browser_starts_no_thread() -> None:
    done = _python(BROWSER + "threading.Thread(target=print).start()")

    assert "can't start new thread" in done.stderr


PUBLISHED = """
import importlib, os, pkgutil, sys
import tapeviz.fallback as tf
from tapeviz.fallback import namespaces

def published():
    for module in pkgutil.walk_packages(tf.__path__, "tapeviz.fallback."):
        importlib.import_module(module.name)
    return sorted(namespaces._published)

def missing(space, names):
    holder = tf
    for part in space.removeprefix("tapeviz.fallback").split(".")[1:]:
        holder = getattr(holder, part, None)
    return [f"{space}.{name}" for name in names if not hasattr(holder, name)]

def in_a_fork(work):
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        with os.fdopen(writing, "w") as out:
            try:
                print(repr(work()), file=out)
            except BaseException as error:
                print(repr([repr(error)]), file=out)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as given:
        answer = eval(given.read())
    os.waitpid(child, 0)
    return answer

spaces = {}
for space, name in in_a_fork(published):
    spaces.setdefault(space, []).append(name)
unfound = [name for space, names in spaces.items() for name in in_a_fork(lambda: missing(space, names))]
print(sum(map(len, spaces.values())), len(spaces), unfound)
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="each namespace is asked in a fresh process")
def test_every_public_name_is_found_when_it_is_asked_for() -> None:
    """Whatever was asked for before: each namespace is tried in a process that has fetched nothing yet."""
    done = _python(PUBLISHED)
    assert done.returncode == 0, done.stderr
    names, spaces, unfound = done.stdout.strip().split(" ", 2)

    assert unfound == "[]"
    assert int(names) > 500
    assert int(spaces) > 12


def test_a_name_that_is_not_covered_says_so() -> None:
    with pytest.raises(AttributeError, match=r"module 'tapeviz\.fallback' has no attribute 'raw_ops': not covered by"):
        _ = tf.raw_ops
    with pytest.raises(AttributeError, match=r"module 'tapeviz\.fallback\.math' has no attribute 'nothing'"):
        _ = tf.math.nothing
