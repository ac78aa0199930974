"""Reads scenarios.txt: cells that both engines must judge alike, and what must be said of each of their sources.

`== name` begins a scenario, `-- before` a cell that ran earlier (with Keras' layers where it says so), `%%tape` the
taped cell with its sources separated by semicolons. `(cell)` marks what a tape of the user's own does not tell yet,
`(traced)` what such a tape tells only in code that was traced. `->` is what must be said of each source: `gradient`,
with the troubles of its health in brackets, or the cause and, behind `@`, the text that is blamed (left out where
TensorFlow knows only the line, inside of a graph).
"""

from __future__ import annotations

import importlib
import importlib.util
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tapeviz import background
from tests.engines.taping import earlier_cells

SETUP = """
x = tf.Variable([1.0, 2.0, 3.0])
w = tf.Variable([3.0, 1.0, 2.0])
s = tf.Variable(2.0)
n = tf.Variable(2)
m = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
frozen = tf.Variable([1.0, 1.0, 1.0], trainable=False)
k = tf.constant([0.5, 1.0, 1.5])
flag = True
def helper(a):
    return tf.stop_gradient(a) * 2.0
class Affine(tf.Module):
    def __init__(self):
        super().__init__()
        self.a = tf.Variable(2.0, name="a")
        self.b = tf.Variable([1.0, 1.0, 1.0], name="b")
    def __call__(self, t):
        return self.a * t + self.b
net = Affine()
@tf.custom_gradient
def silent(a):
    return a * 2.0, lambda g: None
@tf.custom_gradient
def clipped(a):
    return tf.identity(a), lambda g: tf.clip_by_value(g, -0.1, 0.1)
"""

KERAS_SETUP = """
import keras
keras.utils.set_random_seed(1)
dense = keras.layers.Dense(2, activation="tanh")
head = keras.layers.Dense(1)
rows = tf.constant([[1.0, 2.0, 3.0], [0.5, -1.0, 2.0]])
head(dense(rows))
norm = keras.layers.BatchNormalization()
norm(rows)
model = keras.Sequential([keras.layers.Dense(2, activation="relu"), keras.layers.Dense(1)])
model(rows)
"""


@dataclass(frozen=True, eq=False)
class Scenario:
    """One cell: what is asked with which options, what must be said of each source, and the cell before."""

    name: str
    before: str
    line: str
    options: dict[str, Any]
    cell: str
    answers: tuple[str, ...]
    seen_in: str = ""


def scenarios() -> list[Scenario]:
    """The scenarios in the order of the file."""
    text = (Path(__file__).parent / "scenarios.txt").read_text("utf-8")
    without_titles = re.sub(r"^# .*\n", "", text, flags=re.MULTILINE)
    return [_parsed(block) for block in re.split(r"^== ", without_titles, flags=re.MULTILINE)[1:]]


def _parsed(block: str) -> Scenario:
    head, _, rest = block.partition("%%tape ")
    name, _, before = head.partition("\n")
    mark, _, earlier = before.partition("\n")
    line, _, body = rest.partition("\n")
    cell, *answers = re.split(r"^-> ", body.strip(), flags=re.MULTILINE)
    asked, *words = line.split(" --")
    setup = KERAS_SETUP if "(Keras)" in mark else ""
    return Scenario(
        name, setup + earlier, asked, _options(words), cell, tuple(answer.strip() for answer in answers), _seen_in(mark)
    )


def _seen_in(mark: str) -> str:
    return next((kind for kind in ("cell", "traced") if f"({kind})" in mark), "")


def _options(words: list[str]) -> dict[str, Any]:
    options: dict[str, Any] = {}
    for word in words:
        name, _, value = word.partition(" ")
        options |= {
            "watch": {"watch": tuple(value.split(","))},
            "no-watch-accessed": {"watch_accessed": False},
            "zero": {"zero": True},
        }[name]
    return options


def earlier_cells_followed(modules: Iterable[str]) -> Iterator[None]:
    """A fixture's body: what ordinary cells do is followed, on those of the engines' modules that are installed."""
    for module in modules:
        if module != "tensorflow" or importlib.util.find_spec(module):
            importlib.import_module(module)
    background.start(earlier_cells)
    yield
    background.stop()
