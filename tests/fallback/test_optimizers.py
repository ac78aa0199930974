"""Optimizers by their numbers: what some steps make of a parameter, what their defaults are, what they say of None."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

from tests.fallback.rows import check_close, check_raises, params, run

THREE_STEPS = [
    # optimizer; x after three steps on x * x from 1
    ("SGD(.1)", 0.51199996),
    ("SGD(.1, momentum=.9)", 0.062000006),
    ("SGD(.1, momentum=.9, nesterov=True)", -0.108351946),
    ("SGD(learning_rate=.1, weight_decay=.1)", 0.49303901),
    ("SGD(.1, clipnorm=.5)", 0.85),
    ("SGD(.1, clipvalue=.3)", 0.91),
    ("SGD(.1, global_clipnorm=.5)", 0.85),
    ("Adam(.1)", 0.70158863),
    ("Adam(.1, beta_1=.5, beta_2=.9, epsilon=1e-3)", 0.70635128),
    ("Adam(.1, amsgrad=True)", 0.70158863),
    ("AdamW(.1)", 0.70051789),
    ("RMSprop(.1)", 0.36918062),
    ("RMSprop(.1, momentum=.9)", -0.26825663),
    ("RMSprop(.1, centered=True)", 0.32356948),
    ("Adagrad(.1)", 0.7822992),
    ("Adadelta(1.)", 0.99571246),
    ("Adamax(.1)", 0.71549958),
    ("Nadam(.1)", 0.75467432),
    ("Ftrl(.1)", 0.63788956),
    ("Lion(.1)", 0.7),
]


def _descend(tf: Any, optimizer: Any, steps: int = 3) -> float:
    x = tf.Variable(1.0)
    for _ in range(steps):
        with tf.GradientTape() as tape:
            loss = x * x
        optimizer.apply_gradients([(tape.gradient(loss, x), x)])
    return float(x)


@pytest.mark.parametrize(("optimizer", "expected"), params(THREE_STEPS))
def test_three_steps(tf: Any, optimizer: str, expected: float) -> None:
    check_close(_descend(tf, run(tf, f"tf.keras.optimizers.{optimizer}")), expected)


DEFAULTS = [
    ("SGD", 0.01),
    ("Adam", 0.001),
    ("RMSprop", 0.001),
    ("Adagrad", 0.001),
    ("AdamW", 0.001),
    ("Nadam", 0.001),
    ("Adamax", 0.001),
    ("Adadelta", 0.001),
]


@pytest.mark.parametrize(("optimizer", "rate"), params(DEFAULTS))
def test_the_default_learning_rate(tf: Any, optimizer: str, rate: float) -> None:
    check_close(float(getattr(tf.keras.optimizers, optimizer)().learning_rate), rate)


def test_the_learning_rate_may_be_set(tf: Any) -> None:
    optimizer = tf.keras.optimizers.SGD(0.5)
    optimizer.learning_rate = 0.1
    check_close(float(optimizer.learning_rate), 0.1)
    check_close(_descend(tf, optimizer), 0.51199996)


@pytest.mark.parametrize(("optimizer", "expected"), params(THREE_STEPS))
def test_a_copy_by_its_configuration_begins_anew(tf: Any, optimizer: str, expected: float) -> None:
    first = run(tf, f"tf.keras.optimizers.{optimizer}")
    _descend(tf, first)

    copy = type(first).from_config(first.get_config())

    assert int(copy.iterations) == 0
    check_close(_descend(tf, copy), expected)


def test_steps_are_counted(tf: Any) -> None:
    optimizer = tf.keras.optimizers.SGD(0.1)
    assert int(optimizer.iterations) == 0
    _descend(tf, optimizer)
    assert int(optimizer.iterations) == 3


def test_zipped_gradients_and_variables(tf: Any) -> None:
    x, w = tf.Variable(2.0), tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        loss = x * x + tf.reduce_sum(w * w)
    variables = [x, w]
    tf.keras.optimizers.SGD(0.1).apply_gradients(zip(tape.gradient(loss, variables), variables, strict=True))
    check_close([x.numpy(), w.numpy()], [1.6, [0.8, 1.6]])


def test_apply_with_variables_apart(tf: Any) -> None:
    x = tf.Variable(2.0)
    optimizer = tf.keras.optimizers.SGD(0.1)
    optimizer.build([x])
    optimizer.apply([tf.constant(4.0)])
    check_close(x, 1.6)


def test_two_sets_of_variables_need_two_optimizers(tf: Any) -> None:
    one, other = tf.Variable(1.0), tf.Variable(1.0)
    optimizer = tf.keras.optimizers.Adam(0.1)
    optimizer.apply_gradients([(tf.constant(1.0), one)])
    with pytest.raises(ValueError, match="Unknown variable"):
        optimizer.apply_gradients([(tf.constant(1.0), other)])


def test_sparse_gradients(tf: Any) -> None:
    x = tf.Variable([[1.0], [2.0], [3.0]])
    with tf.GradientTape() as tape:
        loss = tf.reduce_sum(tf.gather(x, [0, 2, 0]))
    tf.keras.optimizers.SGD(0.1).apply_gradients([(tape.gradient(loss, x), x)])
    check_close(x, [[0.8], [2.0], [2.9]])


MISSING = (
    "Gradients do not exist for variables ['{name}'] when minimizing the loss. If using `model.compile()`, "
    "did you forget to provide a `loss` argument?"
)


@pytest.mark.parametrize("name", ["Variable:0", "w:0"])
def test_a_missing_gradient_warns(tf: Any, name: str) -> None:
    x = tf.Variable(2.0)
    w = tf.Variable(1.0) if name == "Variable:0" else tf.Variable(1.0, name="w")
    optimizer = tf.keras.optimizers.SGD(0.1)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        optimizer.apply_gradients([(tf.constant(4.0), x), (None, w)])
    assert [str(warning.message) for warning in caught] == [MISSING.format(name=name)]
    check_close([x.numpy(), w.numpy()], [1.6, 1.0])


ERRORS = [
    ("SGD().apply_gradients([(None, V(1.))])", "ValueError", "No gradients provided for any variable."),
    ("SGD(lr=.1)", "ValueError", "Argument(s) not recognized: {'lr': 0.1}"),
    ("Adam(lr=.1)", "ValueError", "Argument(s) not recognized: {'lr': 0.1}"),
    ("SGD().minimize", "AttributeError", "'SGD' object has no attribute 'minimize'"),
    (
        "legacy.SGD()",
        "ImportError",
        (
            "`keras.optimizers.legacy` is not supported in Keras 3. When using `tf.keras`, to continue using a "
            "`tf.keras.optimizers.legacy` optimizer, you can install the `tf_keras` package (Keras 2) and set the "
            "environment variable `TF_USE_LEGACY_KERAS=True` to configure TensorFlow to use `tf_keras` when accessing "
            "`tf.keras`."
        ),
    ),
    ("SGD(momentum=2.)", "ValueError", "`momentum` must be a float between [0, 1]."),
    (
        "SGD(clipnorm=1., clipvalue=1.)",
        "ValueError",
        (
            "Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: clipnorm=1.0, "
            "clipvalue=1.0, global_clipnorm=None"
        ),
    ),
    ("SGD().apply_gradients(c(1.))", "TypeError", "Cannot iterate over a scalar tensor."),
    ("SGD().apply_gradients([c(1.)])", "TypeError", "Cannot iterate over a scalar tensor."),
    ("SGD().apply_gradients([])", "ValueError", "not enough values to unpack (expected 2, got 0)"),
    (
        "SGD().apply_gradients([(c([1., 2.]), V(1.))])",
        "InvalidArgumentError",
        (
            "Cannot update variable with shape [] using a Tensor with shape [2], shapes must be equal. "
            "[Op:AssignSubVariableOp]"
        ),
    ),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(ERRORS))
def test_a_wrong_use_is_told(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, f"tf.keras.optimizers.{program}", kind, message)


SCHEDULES = [
    # schedule, its values at steps 0, 5 and 10
    ("ExponentialDecay(.1, 10, .5)", [0.1, 0.070710674, 0.05]),
    ("ExponentialDecay(.1, 10, .5, staircase=True)", [0.1, 0.1, 0.05]),
    ("PiecewiseConstantDecay([4, 9], [1., .5, .1])", [1.0, 0.5, 0.1]),
    ("PolynomialDecay(.1, 10, .01)", [0.1, 0.055, 0.01]),
    ("InverseTimeDecay(.1, 5, 1.)", [0.1, 0.05, 0.033333335]),
    ("CosineDecay(.1, 10)", [0.1, 0.05, 0.0]),
]


@pytest.mark.parametrize(("schedule", "values"), params(SCHEDULES))
def test_a_schedule(tf: Any, schedule: str, values: list[float]) -> None:
    made = run(tf, f"tf.keras.optimizers.schedules.{schedule}")
    check_close([float(made(step)) for step in (0, 5, 10)], values, atol=1e-8)


def test_a_schedule_in_an_optimizer(tf: Any) -> None:
    schedule = tf.keras.optimizers.schedules.ExponentialDecay(0.1, 1, 0.5)
    check_close(_descend(tf, tf.keras.optimizers.SGD(schedule)), (1 - 0.2) * (1 - 0.1) * (1 - 0.05))
