"""What is said about gradients that exist: from hand-written facts, and from real TensorFlow through the magic."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pytest

from tapeviz.diagnose import diagnose
from tapeviz.diagnose.health import examine
from tapeviz.records import ValueSummary
from tests.cases.run import fresh_shell, run_taped
from tests.factories import Builder

NAN = math.nan
INF = math.inf


def _health(b: Builder, source: int = 0) -> tuple[tuple[str, str, Any], ...]:
    return diagnose(b.build()).diagnoses[source].gradient.health


# ---- from facts ----


def test_a_healthy_gradient_is_left_as_it_is() -> None:
    b = Builder().cell("y = x ** 2")
    x = b.variable("x", value=3.0)
    y = b.op("Pow", x, 2.0, code="x ** 2", name="y", value=9.0, adjoint=1.0)
    b.target(y).source(x, gradient=6.0)

    assert _health(b) == ()


def test_zeros_are_traced_to_the_step_that_is_flat() -> None:
    b = Builder().cell("h = tf.nn.relu(x)\ny = 3.0 * h")
    x = b.variable("x", value=-1.0)
    h = b.op("Relu", x, code="tf.nn.relu(x)", name="h", value=0.0, adjoint=3.0)
    y = b.op("Mul", h, 3.0, code="3.0 * h", name="y", value=0.0, adjoint=1.0)
    b.target(y).source(x, gradient=0.0)

    ((kind, detail, span),) = _health(b)

    assert kind == "all-zero"
    assert "`tf.nn.relu(x)` is a ReLU" in detail
    assert span is not None
    assert span.line == 2


def test_zeros_that_begin_further_on_are_not_blamed_on_the_first_step() -> None:
    b = Builder().cell("h = tf.tanh(x)\ny = h * 0.0")
    x = b.variable("x", value=1.0)
    h = b.op("Tanh", x, code="tf.tanh(x)", value=0.76, adjoint=0.0)
    y = b.op("Mul", h, 0.0, code="h * 0.0", value=0.0, adjoint=1.0)
    b.target(y, name="y").source(x, gradient=0.0)

    ((_, detail, span),) = _health(b)

    assert detail == "it is 0: `h * 0.0` multiplies by zero"
    assert span is not None
    assert span.line == 3


def test_uses_that_cancel_out_have_no_line() -> None:
    b = Builder().cell("y = (2.0 + x) - (1.0 + x)")
    x = b.variable("x", value=1.0)
    one = b.op("AddV2", 2.0, x, code="2.0 + x", value=3.0, adjoint=1.0)
    two = b.op("AddV2", 1.0, x, code="1.0 + x", value=2.0, adjoint=-1.0)
    y = b.op("Sub", one, two, code="(2.0 + x) - (1.0 + x)", value=1.0, adjoint=1.0)
    b.target(y, name="y").source(x, gradient=0.0)

    ((kind, detail, span),) = _health(b)

    assert (kind, span) == ("all-zero", None)
    assert "cancel out" in detail


def test_the_derivative_that_is_infinite_is_found() -> None:
    b = Builder().cell("y = tf.sqrt(x)")
    x = b.variable("x", value=0.0)
    y = b.op("Sqrt", x, code="tf.sqrt(x)", value=0.0, adjoint=1.0)
    b.target(y, name="y").source(x, gradient=INF)

    ((kind, detail, span),) = _health(b)

    assert kind == "inf"
    assert detail == "it is inf: the derivative of the square root in `tf.sqrt(x)` is infinite at 0"
    assert span is not None
    assert span.line == 2


def test_a_nan_of_the_forward_pass_is_traced_to_its_first_op() -> None:
    b = Builder().cell("h = tf.math.log(x)\ny = h * h")
    x = b.variable("x", value=-1.0)
    h = b.op("Log", x, code="tf.math.log(x)", value=NAN, adjoint=NAN)
    y = b.op("Mul", h, h, code="h * h", value=NAN, adjoint=1.0)
    b.target(y, name="y").source(x, gradient=NAN)

    ((kind, detail, span),) = _health(b)

    assert kind == "nan"
    assert detail == "it is nan: `tf.math.log(x)` gave nan"
    assert span is not None
    assert span.line == 2


def test_infinities_that_are_meant_are_not_blamed_for_a_nan() -> None:
    """A mask of -inf is usual in attention; the softmax of a row of nothing else is what gives nan."""
    b = Builder().cell("s = w + mask\ny = tf.nn.softmax(s)")
    w = b.variable("w", value=[1.0, 2.0])
    mask = b.tensor("mask", value=[-INF, -INF])
    s = b.op("AddV2", w, mask, code="w + mask", value=[-INF, -INF], adjoint=[NAN, NAN])
    y = b.op("Softmax", s, code="tf.nn.softmax(s)", value=[NAN, NAN], adjoint=[1.0, 1.0])
    b.target(y, name="y").source(w, gradient=[NAN, NAN])

    ((_, detail, _),) = _health(b)

    assert "`tf.nn.softmax(s)` gave nan" in detail


def test_only_a_share_of_the_entries_is_said_to_be_bad() -> None:
    b = Builder().cell("y = tf.sqrt(x)")
    x = b.variable("x", value=[0.0, 4.0])
    y = b.op("Sqrt", x, code="tf.sqrt(x)", value=[0.0, 2.0], adjoint=[1.0, 1.0])
    b.target(y, name="y").source(x, gradient=[INF, 0.25])

    ((_, detail, _),) = _health(b)

    assert detail.startswith("1 of 2 are inf")


def test_without_derivatives_of_intermediates_no_line_is_guessed() -> None:
    b = Builder().cell("y = tf.nn.relu(x)")
    x = b.variable("x", value=-1.0)
    y = b.op("Relu", x, code="tf.nn.relu(x)")
    b.target(y, name="y").source(x, gradient=0.0)

    assert _health(b) == (("all-zero", "it is 0; the step where it becomes 0 was not seen", None),)


@pytest.mark.parametrize(("size", "kind"), [(1e9, ["large"]), (1e-15, ["small"]), (300.0, []), (1e-6, [])])
def test_a_scale_is_noted_only_when_it_is_enormous(size: float, kind: list[str]) -> None:
    b = Builder().cell("y = a + w")
    a, w = b.variable("a", value=1.0), b.variable("w", value=1.0)
    y = b.op("AddV2", a, w, code="a + w", value=2.0, adjoint=1.0)
    b.target(y, name="y").source(a, gradient=1.0).source(w, gradient=size)

    assert [finding[0] for finding in _health(b, 1)] == kind
    assert _health(b, 0) == ()


def test_an_empty_gradient_is_no_zero_gradient() -> None:
    b = Builder().cell("y = tf.reduce_sum(x)")
    x = b.variable("x", value=[])
    y = b.op("Sum", x, code="tf.reduce_sum(x)", value=0.0, adjoint=1.0)
    b.target(y, name="y").source(x, gradient=ValueSummary(0))

    assert _health(b) == ()


def test_a_none_has_no_health() -> None:
    b = Builder().cell("y = tf.stop_gradient(x)")
    x = b.variable("x", value=1.0)
    b.target(b.op("StopGradient", x, code="tf.stop_gradient(x)", name="y")).source(x)

    assert _health(b) == ()


def test_examining_says_nothing_new_about_a_healthy_record() -> None:
    from tapeviz.diagnose.case import Case

    b = Builder().cell("y = x")
    x = b.variable("x", value=1.0)
    b.target(x, name="y").source(x, gradient=1.0)
    recording = b.build()

    gradient = recording.gradients[0]

    assert examine(Case(recording), recording.sources[0], gradient) is gradient


# ---- through the magic ----

SETUP = """
import tensorflow as tf
x = tf.Variable([-1.0, -2.0])
z = tf.Variable([0.0, 0.0])
w = tf.Variable([1.0, 2.0])
big = tf.Variable([200.0, 300.0])
mask = tf.constant([0.0, 0.0])
table = tf.Variable(tf.ones([5, 3]))
"""


@pytest.fixture(scope="module")
def shell() -> Iterator[Any]:
    """One shell for all cells: none of them changes a variable."""
    pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    with fresh_shell() as shell:
        yield shell


def _told(shell: Any, cell: str) -> list[tuple[str, Any, str]]:
    outcome = run_taped(shell, SETUP, cell)
    assert outcome.report is not None, outcome.crash
    (source,) = outcome.report["sources"]
    assert source["cause"] is None
    return [(entry["kind"], entry["line"], entry["detail"]) for entry in source["gradient"]["health"]]


@pytest.mark.parametrize(
    ("cell", "kind", "line", "words"),
    [
        ("y wrt x\nh = tf.nn.relu(x * 2.0)\ny = tf.reduce_sum(h * 3.0)", "all-zero", 2, "is a ReLU"),
        ("y wrt x -q\nh = tf.nn.relu(x * 2.0)\ny = tf.reduce_sum(h * 3.0)", "all-zero", 2, "is a ReLU"),
        ("y wrt w\ny = tf.reduce_sum(w * mask)", "all-zero", 2, "multiplies by zero"),
        ("y wrt w\ny = tf.reduce_sum(tf.sign(w))", "all-zero", 2, "moves in steps"),
        ("y wrt w\nh = w * 2.0\ny = tf.reduce_sum(tf.clip_by_value(h, -0.5, 0.5))", "all-zero", 3, "the limit"),
        ("y wrt w\ny = tf.reduce_sum(tf.nn.softmax(w))", "all-zero", 2, "always sums to 1"),
        ("y wrt big\ny = tf.reduce_sum(tf.sigmoid(big * 10.0))", "all-zero", 2, "saturated"),
        ("y wrt x\ny = tf.reduce_max(tf.concat([x, w], 0))", "all-zero", 2, "does not count"),
        ("y wrt z\ny = tf.norm(z)", "nan", 2, "square root in `tf.norm(z)`"),
        ("y wrt z\ny = tf.reduce_sum(tf.sqrt(z))", "inf", 2, "infinite at 0"),
        ("y wrt x\nh = tf.sqrt(x)\ny = tf.reduce_sum(h * h)", "nan", 2, "`tf.sqrt(x)` gave nan"),
        ("y wrt big\ny = tf.reduce_sum(tf.exp(big))", "inf", 2, "`tf.exp(big)` gave an infinite value"),
        ("y wrt w\ny = tf.reduce_sum(w / mask)", "inf", 2, "`w / mask` gave an infinite value"),
        ("y wrt z\nlog = tf.math.log(z)\ny = tf.reduce_sum(tf.where(z > 0, log, 0.0))", "nan", 2, "tf.where hides"),
        ("y wrt table\ny = tf.reduce_sum(tf.gather(table, [1, 2]))", "indexed-slices", None, "rows"),
    ],
)
def test_what_made_a_gradient_useless_is_named(shell: Any, cell: str, kind: str, line: int | None, words: str) -> None:
    ((found, place, detail),) = _told(shell, "%%tape " + cell)

    assert (found, place) == (kind, line)
    assert words in detail


@pytest.mark.parametrize(
    "cell",
    [
        "y wrt w\ny = tf.reduce_sum(tf.nn.relu(w - 1.5) ** 2)",
        "y wrt w\ny = tf.reduce_sum(tf.nn.softmax(w + tf.constant([float('-inf'), 0.0])) * 0.0 + w)",
        "y wrt w\nh = tf.where(w > 0, tf.math.log(tf.where(w > 0, w, 1.0)), 0.0)\ny = tf.reduce_sum(h)",
        "y wrt x\ny = tf.reduce_mean(tf.tanh(x) * 1e-4)",
    ],
)
def test_ordinary_gradients_raise_no_alarm(shell: Any, cell: str) -> None:
    assert _told(shell, "%%tape " + cell) == []


def test_an_ordinary_training_step_raises_no_alarm(shell: Any) -> None:
    setup = """
import keras, tensorflow as tf
keras.utils.set_random_seed(3)
layers = keras.layers
model = keras.Sequential([layers.Dense(8, "relu"), layers.BatchNormalization(), layers.Dropout(0.2), layers.Dense(3)])
batch, labels = tf.random.normal([16, 4]), tf.constant([0, 1, 2, 0] * 4)
model(batch)
loss_of = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
"""
    outcome = run_taped(shell, setup, "%%tape loss wrt model\nloss = loss_of(labels, model(batch, training=True))")

    assert outcome.report is not None, outcome.crash
    health = {entry["name"]: entry["gradient"]["health"] for entry in outcome.report["sources"]}
    assert health == {key: [] for key in health}
    assert len(health) == 6
