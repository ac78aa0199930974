"""Keras losses and metrics by their numbers, with the gradients that a training step takes of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_close, gradient, params, run

LOSSES = [
    # expression, value
    ("losses.MeanSquaredError()([1., 2.], [1., 4.])", 2.0),
    ("losses.MeanSquaredError()([[1., 2.]], [[1., 4.]])", 2.0),
    ("losses.MSE([[1., 2.]], [[1., 4.]])", [2.0]),
    ("losses.mse([[1., 2.]], [[1., 4.]])", [2.0]),
    ("losses.MeanSquaredError(reduction=None)(c([[1., 2.], [0., 0.]]), c([[1., 4.], [1., 1.]]))", [2.0, 1.0]),
    ("losses.MeanAbsoluteError()([[1., 2.]], [[1., 4.]])", 1.0),
    ("losses.MAE([[1., 2.]], [[1., 4.]])", [1.0]),
    ("losses.BinaryCrossentropy()([[1.]], [[0.]])", 16.118095),
    ("losses.BinaryCrossentropy()([[1.], [0.]], [[0.], [0.]])", 8.059048),
    ("losses.BinaryCrossentropy()([[1., 0.]], [[.5, .5]])", 0.6931472),
    ("losses.BinaryCrossentropy(from_logits=True)([[1., 0.]], [[0., 0.]])", 0.6931472),
    ("losses.BinaryCrossentropy(from_logits=True, label_smoothing=.2)([[1.]], [[2.]])", 0.3269281),
    ("losses.binary_crossentropy([[1., 0.]], [[.5, .25]])", [0.49041462]),
    ("losses.CategoricalCrossentropy()([[0., 1.]], [[.5, .5]])", 0.6931472),
    ("losses.CategoricalCrossentropy(from_logits=True)([[0., 1.]], [[1., 2.]])", 0.31326166),
    ("losses.CategoricalCrossentropy(label_smoothing=.1)([[0., 1.]], [[.2, .8]])", 0.29245573),
    ("losses.categorical_crossentropy([[0., 1.]], [[.2, .8]])", [0.22314353]),
    ("losses.categorical_crossentropy([[0., 1.]], [[1., 4.]])", [0.22314353]),
    ("losses.SparseCategoricalCrossentropy()(c([1]), c([[.5, .5]]))", 0.6931472),
    ("losses.SparseCategoricalCrossentropy(from_logits=True)(c([1]), c([[1., 2.]]))", 0.31326166),
    (
        "losses.SparseCategoricalCrossentropy(from_logits=True, reduction=None)(c([1, 0]), c([[1., 2.], [0., 0.]]))",
        [0.31326166, 0.6931472],
    ),
    ("losses.sparse_categorical_crossentropy(c([1]), c([[.2, .8]]))", [0.22314353]),
    ("losses.sparse_categorical_crossentropy(c([[1]]), c([[1., 2.]]), from_logits=True)", [0.31326166]),
    ("losses.Huber()([[0., 0.]], [[.5, 3.]])", 1.3125),
    ("losses.Huber(delta=2.)([[0.]], [[3.]])", 4.0),
    ("losses.Hinge()([[1., -1.]], [[.5, .5]])", 1.0),
    ("losses.KLDivergence()([[.5, .5]], [[.25, .75]])", 0.14384104),
    ("losses.CosineSimilarity()([[1., 0.]], [[1., 1.]])", -0.70710677),
    ("losses.Poisson()([[1., 2.]], [[1., 2.]])", 0.8068528),
    ("losses.LogCosh()([[0.]], [[1.]])", 0.43378),
    ("losses.MeanSquaredLogarithmicError()([[1.]], [[3.]])", 0.480453),
    ("losses.MeanAbsolutePercentageError()([[2.]], [[1.]])", 50.0),
    ("losses.MeanSquaredError(reduction='sum')([[1., 2.], [3., 4.]], [[0., 0.], [0., 0.]])", 15.0),
    ("losses.MeanSquaredError()([[1.], [3.]], [[0.], [0.]], sample_weight=[1., 0.])", 0.5),
    ("losses.MSE([1, 2], [1., 4.])", 2.0),
]


@pytest.mark.parametrize(("expression", "value"), params(LOSSES))
def test_the_value_of_a_loss(tf: Any, expression: str, value: Any) -> None:
    check_close(run(tf, f"tf.keras.{expression}"), value)


GRADIENTS = [
    # expression of the prediction x, point, gradient
    ("losses.MeanSquaredError()(c([[1., 2.]]), x)", [[1.0, 4.0]], [[0.0, 2.0]]),
    ("losses.MeanAbsoluteError()(c([[1., 2.]]), x)", [[1.0, 4.0]], [[0.0, 0.5]]),
    ("losses.MAE(c([1.]), x)", [1.0], [0.0]),
    ("losses.BinaryCrossentropy()(c([[1.]]), x)", [[0.5]], [[-2.0]]),
    ("losses.BinaryCrossentropy()(c([[1.]]), x)", [[0.0]], [[0.0]]),
    ("losses.BinaryCrossentropy(from_logits=True)(c([[1., 0.]]), x)", [[0.0, 0.0]], [[-0.25, 0.25]]),
    ("losses.CategoricalCrossentropy(from_logits=True)(c([[0., 1.]]), x)", [[0.0, 0.0]], [[0.5, -0.5]]),
    ("losses.CategoricalCrossentropy()(c([[0., 1.]]), x)", [[0.5, 0.5]], [[1.0, -1.0]]),
    ("losses.SparseCategoricalCrossentropy(from_logits=True)(c([1]), x)", [[0.0, 0.0]], [[0.5, -0.5]]),
    ("losses.SparseCategoricalCrossentropy()(c([1]), x)", [[0.5, 0.5]], [[1.0, -1.0]]),
    ("losses.Huber()(c([[0., 0.]]), x)", [[0.5, 3.0]], [[0.25, 0.5]]),
]


@pytest.mark.parametrize(("expression", "point", "expected"), params(GRADIENTS))
def test_the_gradient_of_a_loss(tf: Any, expression: str, point: Any, expected: Any) -> None:
    check_close(gradient(tf, f"tf.keras.{expression}", point), expected)


METRICS = [
    # metric, updates, result
    ("Mean()", ["[1., 2.]", "6."], 3.0),
    ("Mean()", [], 0.0),
    ("Sum()", ["[1., 2.]", "6."], 9.0),
    ("Accuracy()", ["[1, 2], [1, 3]"], 0.5),
    ("BinaryAccuracy()", ["[[1.], [0.]], [[.8], [.6]]"], 0.5),
    ("CategoricalAccuracy()", ["[[0., 1.], [1., 0.]], [[.2, .8], [.3, .7]]"], 0.5),
    ("SparseCategoricalAccuracy()", ["[1, 0], [[.2, .8], [.3, .7]]"], 0.5),
    ("SparseCategoricalAccuracy()", ["[[1], [0]], [[.2, .8], [.3, .7]]", "[0], [[1., 0.]]"], 2 / 3),
    ("MeanSquaredError()", ["[[1., 2.]], [[1., 4.]]"], 2.0),
    ("MeanAbsoluteError()", ["[[1., 2.]], [[1., 4.]]"], 1.0),
]


@pytest.mark.parametrize(("metric", "updates", "result"), params(METRICS))
def test_a_metric(tf: Any, metric: str, updates: list[str], result: float) -> None:
    made = run(tf, f"tf.keras.metrics.{metric}")
    for update in updates:
        run(tf, f"metric({update})", metric=made)
    check_close(float(made.result()), result)
    made.reset_state()
    check_close(float(made.result()), 0.0)
