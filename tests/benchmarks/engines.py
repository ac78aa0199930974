"""The same functions and their gradients on the NumPy engine, HIPS autograd and TensorFlow, timed in turns."""

from __future__ import annotations

import gc
import importlib
import itertools
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

Run = Callable[[], Any]

NUMPY, AUTOGRAD, TENSORFLOW = "NumPy engine", "autograd", "TensorFlow eager"
_MODULES = {NUMPY: "tapeviz.fallback", TENSORFLOW: "tensorflow"}


@dataclass(frozen=True)
class Race:
    """One function with its gradients: `on(engine)` gives a call that computes them and returns the gradients."""

    name: str
    on: Callable[[str], Run]
    rounds: int


@dataclass(frozen=True)
class Standing:
    """The median seconds of each engine."""

    name: str
    medians: dict[str, float]

    def ratio(self, other: str) -> float:
        """How long the NumPy engine takes, in units of another's time."""
        return self.medians[NUMPY] / self.medians[other]


def run(race: Race, rounds: int | None = None, engines: tuple[str, ...] = (NUMPY, AUTOGRAD, TENSORFLOW)) -> Standing:
    """Time the engines one after the other in each round, so that all meet the same machine; two rounds warm up."""
    runs = {engine: race.on(engine) for engine in engines}
    taken: dict[str, list[float]] = {engine: [] for engine in engines}
    for _ in range((rounds or race.rounds) + 2):
        for engine, work in runs.items():
            gc.collect()
            began = time.perf_counter()
            work()
            taken[engine].append(time.perf_counter() - began)
    return Standing(race.name, {engine: statistics.median(times[2:]) for engine, times in taken.items()})


# ---- 900 scalar ops ----

STEPS = 300


def _chain(sin: Callable[[Any], Any], x: Any, w: Any) -> Any:
    y = x
    for _ in range(STEPS):
        y = sin(y * w + 0.1)
    return y


def _scalars_on(engine: str) -> Run:
    if engine == AUTOGRAD:
        import autograd
        import autograd.numpy

        both = autograd.grad(lambda x, w: _chain(autograd.numpy.sin, x, w), (0, 1))
        return lambda: both(0.3, 1.01)
    tf = importlib.import_module(_MODULES[engine])

    def step() -> Any:
        x, w = tf.constant(0.3), tf.constant(1.01)
        with tf.GradientTape() as tape:
            tape.watch([x, w])
            y = _chain(tf.sin, x, w)
        return tape.gradient(y, [x, w])

    return step


SCALARS = Race("900 scalar ops", _scalars_on, rounds=15)


# ---- a training step of a perceptron with one hidden layer ----

SIZES = (784, 128, 10)
RATE = 0.01


def _parameters() -> list[np.ndarray]:
    random = np.random.default_rng(0)
    made: list[np.ndarray] = []
    for fan_in, fan_out in itertools.pairwise(SIZES):
        made += [random.normal(0, fan_in**-0.5, (fan_in, fan_out)).astype(np.float32), np.zeros(fan_out, np.float32)]
    return made


def _examples(batch: int) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(1)
    images = random.random((batch, SIZES[0]), np.float32)
    return images, np.eye(SIZES[-1], dtype=np.float32)[random.integers(0, SIZES[-1], batch)]


def _perceptron_with_autograd(batch: int) -> Run:
    import autograd
    import autograd.numpy as anp

    images, labels = _examples(batch)

    def loss(parameters: list[Any]) -> Any:
        w1, b1, w2, b2 = parameters
        logits = anp.dot(anp.maximum(anp.dot(images, w1) + b1, 0), w2) + b2
        shifted = logits - anp.max(logits, axis=1, keepdims=True)
        log_p = shifted - anp.log(anp.sum(anp.exp(shifted), axis=1, keepdims=True))
        return -anp.mean(anp.sum(labels * log_p, axis=1))

    parameters = _parameters()
    gradient = autograd.grad(loss)

    def step() -> Any:
        gradients = gradient(parameters)
        for index, each in enumerate(gradients):
            parameters[index] = parameters[index] - RATE * each
        return gradients

    return step


def _perceptron(batch: int, engine: str) -> Run:
    if engine == AUTOGRAD:
        return _perceptron_with_autograd(batch)
    tf = importlib.import_module(_MODULES[engine])
    images, labels = (tf.constant(array) for array in _examples(batch))
    variables = [tf.Variable(array) for array in _parameters()]

    def step() -> Any:
        w1, b1, w2, b2 = variables
        with tf.GradientTape() as tape:
            logits = tf.matmul(tf.nn.relu(tf.matmul(images, w1) + b1), w2) + b2
            loss = tf.reduce_mean(tf.nn.softmax_cross_entropy_with_logits(labels, logits))
        gradients = tape.gradient(loss, variables)
        for variable, each in zip(variables, gradients, strict=True):
            variable.assign_sub(RATE * each)
        return gradients

    return step


def perceptron(batch: int) -> Race:
    """A step of gradient descent on a batch of this size."""
    return Race(f"MLP step, batch {batch}", lambda engine: _perceptron(batch, engine), rounds=40)


RACES = (SCALARS, perceptron(32), perceptron(128))

MEANING = """\
A function with its gradients (the step of the MLP updates its weights, too); medians, measured in turns.
"""
HEADING = f"""\
{"":<22} {NUMPY:>13} {AUTOGRAD:>10} {TENSORFLOW:>17} {"to autograd":>12} {"to TensorFlow":>14}"""


def rows(rounds: int | None = None) -> Iterator[str]:
    """A line for each race, as it is over: the medians, and the NumPy engine's time as a part of the others'."""
    yield HEADING
    for race in RACES:
        found = run(race, rounds)
        times = (found.medians[engine] * 1000 for engine in (NUMPY, AUTOGRAD, TENSORFLOW))
        texts = " ".join(f"{each:{width}.2f} ms" for each, width in zip(times, (10, 7, 14), strict=True))
        yield f"{race.name:<22} {texts} {found.ratio(AUTOGRAD):11.2f}x {found.ratio(TENSORFLOW):13.2f}x"
