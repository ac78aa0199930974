"""`tf.nn`: activations, losses, normalization and their neighbours, with gradients of two orders."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

from tests.fallback.families import Case, cases, check_agreement, check_slopes
from tests.fallback.rows import check_close, gradient, run

RANDOM = np.random.default_rng(3)
X = RANDOM.uniform(-2, 2, (2, 3)).astype(np.float32)
SHARES = RANDOM.uniform(0.1, 1, (2, 3)).astype(np.float32)
SHARES /= SHARES.sum(-1, keepdims=True)
EDGES = np.array([0, -0.0, 1, -1, 6, 7, np.inf, -np.inf, np.nan, 1e-6, -1e-6, 100, -100, 1e-30, 3], np.float32)

ACTIVATIONS = ["relu", "relu6", "leaky_relu", "elu", "selu", "silu", "swish", "gelu"]
ACTIVATIONS += ["softplus", "softsign", "crelu", "sigmoid", "tanh"]
OTHERS = ["softmax", "log_softmax", "l2_loss", "l2_normalize"]
# softsign's second derivative and, in half precision, erfc's tails are where TensorFlow itself stops.
ONE_ORDER = {"softsign": 1}

SINGLE = [
    *(Case(f"tf.nn.{name}(x)", (X,), ONE_ORDER.get(name, 2)) for name in [*ACTIVATIONS, *OTHERS]),
    *(Case(f"tf.nn.{name}(x) ** 2", (X,), ONE_ORDER.get(name, 2)) for name in [*ACTIVATIONS, *OTHERS]),
    *(Case(f"tf.nn.{name}(x)", (X.astype(np.float64),), ONE_ORDER.get(name, 2)) for name in [*ACTIVATIONS, *OTHERS]),
    Case("tf.nn.gelu(x, approximate=True)", (X,)),
    Case("tf.nn.leaky_relu(x, 0.3)", (X,)),
    Case("tf.nn.leaky_relu(x, alpha=np.array(0.1))", (X,)),
    Case("tf.nn.silu(x, 2.)", (X,)),
    Case("tf.nn.silu(x, y)", (X, np.float32(1.5))),
    Case("tf.nn.softmax(x, axis=0)", (X,)),
    Case("tf.nn.softmax(x[None], axis=1)", (X,)),
    Case("tf.nn.log_softmax(x, axis=0)", (X,)),
    Case("tf.math.softmax(x)", (X,)),
    Case("tf.math.erf(x)", (X,)),
    Case("tf.math.erfc(x)", (X,)),
    Case("tf.math.lgamma(x)", (SHARES,)),
    Case("tf.math.digamma(x)", (SHARES,)),
    Case("tf.math.polygamma(2., x)", (SHARES,)),
    Case("tf.nn.bias_add(x, [1., 2., 3.])", (X,)),
    Case("tf.nn.bias_add(x, y[0]) ** 2", (X, SHARES)),
    Case('tf.nn.bias_add(x[None], y[0, :2], data_format="NCHW") ** 2', (X, SHARES)),
    Case("tf.nn.top_k(x, 2)", (X,)),
    Case("tf.nn.top_k(x ** 2, 1)[0] ** 2", (X,)),
    Case("tf.nn.in_top_k([0, 1], x, 2)", (X,), 0),
    Case("tf.nn.embedding_lookup(x, [0, 1, 0])", (X,)),
    Case("tf.nn.embedding_lookup(x, [[0, 1], [0, 1]], max_norm=1.)", (X,)),
    Case("tf.nn.embedding_lookup([x, y], [0, 3, 1]) ** 2", (X, SHARES)),
    Case("tf.nn.embedding_lookup([[1., 2.], [3., 4.]], [1])", (X,), 0),
    Case("tf.nn.zero_fraction(x)", (X,), 0),
    Case("tf.nn.space_to_depth(x, 2) ** 2", (RANDOM.normal(size=(1, 4, 4, 2)).astype(np.float32),)),
    Case("tf.nn.depth_to_space(x, 2) ** 2", (RANDOM.normal(size=(1, 2, 2, 8)).astype(np.float32),)),
]

LOSSES = [
    Case("tf.nn.sparse_softmax_cross_entropy_with_logits([1, 2], x)", (X,)),
    Case("tf.nn.sparse_softmax_cross_entropy_with_logits([[1, 2]], x[None])", (X,)),
    Case("tf.nn.sparse_softmax_cross_entropy_with_logits(c([1, 2], tf.int64), x) ** 2", (X,)),
    Case("tf.nn.softmax_cross_entropy_with_logits(y, x)", (X, SHARES), slopes=1),
    Case("tf.nn.softmax_cross_entropy_with_logits(y, x) ** 2", (X, SHARES), slopes=1),
    Case("tf.nn.softmax_cross_entropy_with_logits(y, x, axis=0)", (X, SHARES), slopes=0),
    Case("tf.nn.softmax_cross_entropy_with_logits(y[None], x[None])", (X, SHARES), slopes=1),
    Case("tf.nn.sigmoid_cross_entropy_with_logits(y, x)", (X, SHARES)),
    Case("tf.nn.weighted_cross_entropy_with_logits(y, x, 2.)", (X, SHARES)),
    Case("tf.nn.log_poisson_loss(y, x)", (X, SHARES)),
    Case("tf.nn.log_poisson_loss(y * 3, x, True)", (X, SHARES)),
    Case("tf.nn.compute_average_loss(x)", (X,)),
    Case("tf.nn.compute_average_loss(x, sample_weight=[[1.], [2.]], global_batch_size=4)", (X,)),
    Case("tf.nn.compute_average_loss(x, sample_weight=[1., 2.])", (X,)),
    Case("tf.nn.compute_average_loss(x, global_batch_size=0)", (X,)),
    Case("tf.nn.scale_regularization_loss(x)", (X,)),
]

MOMENTS = [
    Case("tf.nn.moments(x, [0])", (X,), slopes=1),
    Case("tf.nn.moments(x, [1], keepdims=True)", (X,), slopes=1),
    Case("tf.nn.moments(x, [0, 1])", (X.astype(np.float16),), 0),
    Case("tf.nn.weighted_moments(x, [0], y)", (X, SHARES)),
    Case("tf.nn.weighted_moments(x, [0, 1], y, keepdims=True)", (X, SHARES)),
    Case("tf.nn.sufficient_statistics(x, [0], shift=y)[1:]", (X, SHARES)),
    Case("tf.nn.normalize_moments(c(2., x.dtype), x, y, None)", (X, SHARES)),
    Case("tf.nn.normalize_moments(c(2., x.dtype), x, y, x)", (X, SHARES)),
    Case("tf.nn.l2_normalize(x, axis=1)", (X,)),
    Case("tf.nn.local_response_normalization(x[None, None], 1, 2., 0.3, 0.7)", (X,), 1, slopes=0),
    Case("tf.nn.lrn(x[None, None])", (X,), 1, slopes=0),
    Case("tf.nn.lrn(x)", (X,), 1, slopes=0),
    Case("tf.nn.batch_normalization(x, 0.5, 2., None, None, 0.001)", (X,)),
    Case("tf.nn.batch_normalization(x, y[0], y[1] + 1, y[0], y[1], 0.001)", (X, SHARES)),
    Case("tf.nn.batch_normalization(x, tf.zeros(3, x.dtype), tf.ones(3, x.dtype), y[0], None, 0.001)", (X, SHARES)),
]


def with_one(value: float) -> np.ndarray:
    changed = X.copy()
    changed[0, 1] = value
    return changed


EDGE_CASES = [
    *(Case(f"tf.nn.{name}(x)", (EDGES,), ONE_ORDER.get(name, 2), slopes=0) for name in ACTIVATIONS),
    *(
        Case(program, (with_one(value),), 1, slopes=0)
        for value in (np.inf, -np.inf, np.nan)
        for program in (
            "tf.nn.softmax(x)",
            "tf.nn.log_softmax(x)",
            "tf.nn.sparse_softmax_cross_entropy_with_logits([1, 2], x)",
            "tf.nn.softmax_cross_entropy_with_logits([[0., 1, 0], [1, 0, 0]], x)",
            "tf.nn.sigmoid_cross_entropy_with_logits([[0., 1, 0], [1, 0, 0]], x)",
            "tf.nn.moments(x, [0])",
            "tf.nn.in_top_k([1, 1], x, 1)",
            "tf.nn.in_top_k([0, 1], x, 2)",
        )
    ),
    Case("tf.nn.top_k(x, 3)", (np.array([[1, 3, 3, 2], [2, 2, 2, 2]], np.float32),), slopes=0),
    Case("tf.nn.leaky_relu(x)", (np.array([-1, 0, 2]),), 0),
    Case("tf.nn.relu(x)", (np.array([-1, 0, 2]),), 0),
    Case("tf.nn.dropout(x, 0)", (X,)),
]

ALL = [*SINGLE, *LOSSES, *MOMENTS, *EDGE_CASES]


@pytest.mark.parametrize("case", cases(ALL))
def test_agrees_with_tensorflow(engines: tuple[Any, Any], case: Case) -> None:
    check_agreement(*engines, case)


# Two of TensorFlow's second gradients are no slopes of the first: `moments` holds its mean constant, and the backprop
# of a cross entropy has no path to the labels.
SMOOTH = [case for case in ALL if case.slopes and case.order]


@pytest.mark.parametrize("case", cases(SMOOTH))
def test_gradients_are_slopes(case: Case) -> None:
    check_slopes(importlib.import_module("tapeviz.fallback"), case)


def test_a_wrong_gradient_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    fallback = importlib.import_module("tapeviz.fallback")
    case = Case("tf.nn.softmax(x)", (X,))
    check_slopes(fallback, case)
    entry = importlib.import_module("tapeviz.fallback.registry").TABLE["Softmax"]
    right = entry.vjp
    monkeypatch.setattr(entry, "vjp", lambda operation, g: right(operation, g) * 1.001)
    with pytest.raises(AssertionError):
        check_slopes(fallback, case)


def test_the_gradient_of_cross_entropy_is_what_everybody_knows(tf: Any) -> None:
    point = [[1.0, 2.0, 0.5]]
    weights = np.exp(point) / np.exp(point).sum()
    sparse = gradient(tf, "tf.nn.sparse_softmax_cross_entropy_with_logits([1], x)", point)
    check_close(sparse, (weights - [[0, 1, 0]]).tolist(), rtol=1e-4, atol=1e-6)
    dense = gradient(tf, "tf.nn.softmax_cross_entropy_with_logits([[0., 1., 0.]], x)", point)
    check_close(dense, (weights - [[0, 1, 0]]).tolist(), rtol=1e-4, atol=1e-6)


def test_labels_get_a_gradient_and_class_numbers_none(tf: Any) -> None:
    labels = gradient(tf, "tf.nn.softmax_cross_entropy_with_logits(x, [[1., 2.]])", [[0.0, 1.0]])
    check_close(labels, [[1.3132616, 0.3132617]], rtol=1e-5)
    assert gradient(tf, "tf.cast(tf.nn.in_top_k([0], x, 1), tf.float32)", [[1.0, 2.0]]) is None


def test_relu_has_slope_zero_at_zero_and_its_second_derivative_is_zero_not_none(tf: Any) -> None:
    x = tf.constant([-1.0, 0.0, 2.0])
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = tf.nn.relu(x)
        first = inner.gradient(y, x)
    check_close(first, [0.0, 0.0, 1.0])
    check_close(outer.gradient(first, x), [0.0, 0.0, 0.0])


@pytest.mark.parametrize("name", ["AdjustContrastv2", "InTopKV2", "SoftsignGrad"])
def test_ops_without_a_gradient_raise_tensorflows_lookup_error(tf: Any, name: str) -> None:
    programs = {
        "AdjustContrastv2": "tf.image.adjust_contrast(x, 2.)",
        "InTopKV2": "tf.nn.in_top_k(c([0]), x, 1)",
        "SoftsignGrad": "tf.nn.softsign(x)",
    }
    x = tf.constant(np.ones((1, 4), np.float32).reshape((1, 2, 2, 1) if "Contrast" in name else (1, 4)))
    if name == "InTopKV2":  # its output is not differentiable, so that no tape ever asks for its gradient
        assert gradient(tf, f"tf.cast({programs[name]}, tf.float32)", np.ones((1, 4), np.float32)) is None
        return
    with tf.GradientTape() as outer:
        outer.watch(x)
        with tf.GradientTape() as inner:
            inner.watch(x)
            y = run(tf, programs[name], x=x)
        target = inner.gradient(y, x) if name == "SoftsignGrad" else y
    with pytest.raises(LookupError, match=f"gradient registry has no entry for: {name}"):
        outer.gradient(target, x)
