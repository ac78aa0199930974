"""The cells that are timed, each with what prepares it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True)
class Workload:
    """A cell, the names it needs, and how often it is timed by default."""

    name: str
    prepare: Callable[[], dict[str, Any]]
    cell: str
    target: str
    sources: tuple[str, ...]
    rounds: int


def _scalars() -> dict[str, Any]:
    import tensorflow as tf

    return {"tf": tf, "x": tf.Variable(0.3), "w": tf.Variable(1.0)}


def _scalars_on_numpy() -> dict[str, Any]:
    import tapeviz.fallback as tf

    return {"tf": tf, "x": tf.Variable(0.3), "w": tf.Variable(1.0)}


SCALARS = Workload(
    "900 scalar ops",
    _scalars,
    "y = x\nfor i in range(300):\n    y = tf.sin(y * w + 0.0)\n",
    "y",
    ("x", "w"),
    rounds=15,
)

NUMPY_SCALARS = replace(SCALARS, name="the same on NumPy", prepare=_scalars_on_numpy)


def _matrices() -> dict[str, Any]:
    import tensorflow as tf

    w = tf.Variable(tf.random.stateless_normal([64, 64], [1, 2]) / 8.0)
    return {"tf": tf, "x": tf.ones([64, 64]), "w": w}


MATRICES = Workload(
    "100 x (matmul, tanh)",
    _matrices,
    "h = x\nfor i in range(100):\n    h = tf.tanh(h @ w)\nloss = tf.reduce_sum(h)\n",
    "loss",
    ("w",),
    rounds=15,
)


def _mlp() -> dict[str, Any]:
    import keras
    import tensorflow as tf

    layers = [keras.layers.Dense(256, activation="relu") for _ in range(3)]
    model = keras.Sequential([keras.Input((128,)), *layers, keras.layers.Dense(10)])
    labels = tf.range(128) % 10
    return {"tf": tf, "keras": keras, "model": model, "batch": tf.ones([128, 128]), "labels": labels}


MLP = Workload(
    "MLP, 4 layers",
    _mlp,
    "logits = model(batch, training=True)\n"
    "loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, logits))\n",
    "loss",
    ("model",),
    rounds=15,
)


def _resnet() -> dict[str, Any]:
    import keras
    import tensorflow as tf

    model = keras.applications.ResNet50(weights=None, input_shape=(96, 96, 3), classes=10, classifier_activation=None)
    images = tf.random.stateless_uniform([8, 96, 96, 3], [1, 2])
    return {"tf": tf, "model": model, "batch": images, "labels": tf.range(8) % 10}


RESNET = Workload("ResNet-50 step", _resnet, MLP.cell, "loss", ("model",), rounds=5)


def _lstm() -> dict[str, Any]:
    import keras
    import tensorflow as tf

    # Step by step, as in a training loop of one's own: `unroll` gives the ops of each step to the tape.
    layers = [keras.layers.LSTM(64, return_sequences=True, unroll=True), keras.layers.LSTM(64, unroll=True)]
    model = keras.Sequential([keras.Input((20, 32)), *layers, keras.layers.Dense(10)])
    batch = tf.random.stateless_normal([32, 20, 32], [3, 4])
    return {"tf": tf, "model": model, "batch": batch, "labels": tf.range(32) % 10}


LSTM = Workload("LSTM, 2 x 20 steps", _lstm, MLP.cell, "loss", ("model",), rounds=5)

LOOP = Workload(
    "10,000-step loop",
    _scalars,
    "y = x\nfor i in range(10_000):\n    y = tf.sin(y * w)\n",
    "y",
    ("x", "w"),
    rounds=3,
)


def _small() -> dict[str, Any]:
    import tensorflow as tf

    return {"tf": tf, "x": tf.Variable([[1.0, 2.0]]), "w": tf.Variable([[0.5], [-0.5]]), "b": tf.Variable(0.1)}


SMALL = Workload(
    "6-op cell",
    _small,
    "h = tf.tanh(x @ w + b)\ny = tf.reduce_sum(tf.round(h) ** 2)\n",
    "y",
    ("x", "w", "b"),
    rounds=15,
)

LONG = Workload(
    "2,000-op cell",
    _scalars,
    "y = tf.round(x)\nfor i in range(666):\n    y = tf.sin(y * w + 0.0)\n",
    "y",
    ("x", "w"),
    rounds=5,
)

WORKLOADS = (SCALARS, NUMPY_SCALARS, MATRICES, MLP, RESNET, LSTM, LOOP)
