"""`keras.optimizers.schedules`: learning rates as functions of the step."""

from __future__ import annotations

import math
from typing import Any

from tapeviz.fallback.keras.engine import tensor, tf
from tapeviz.fallback.namespaces import export

_SPACE = "keras.optimizers.schedules."


@export(_SPACE + "LearningRateSchedule")
class LearningRateSchedule:
    """Base of schedules: called with a step, it gives the learning rate."""

    def __call__(self, step: Any) -> Any:
        """Give the rate at a step; a subclass does."""
        raise NotImplementedError(
            f"Learning rate schedule '{type(self).__name__}' must override `__call__(self, step)`."
        )


@export(_SPACE + "ExponentialDecay")
class ExponentialDecay(LearningRateSchedule):
    """The first rate times decay_rate to the power step / decay_steps; in stairs if it is told so."""

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        decay_rate: float,
        staircase: bool = False,
        name: str = "ExponentialDecay",
    ) -> None:
        self.initial_learning_rate, self.decay_rate = initial_learning_rate, decay_rate
        self.decay_steps, self.staircase, self.name = _positive(decay_steps), staircase, name

    def __call__(self, step: Any) -> Any:
        """Give the rate at a step."""
        rate = tensor(self.initial_learning_rate)
        power = tensor(step, rate.dtype) / tensor(self.decay_steps, rate.dtype)
        power = tf.floor(power) if self.staircase else power
        return tf.multiply(rate, tf.pow(tensor(self.decay_rate, rate.dtype), power))


@export(_SPACE + "PiecewiseConstantDecay")
class PiecewiseConstantDecay(LearningRateSchedule):
    """One rate up to each boundary, and one beyond the last. Raises ValueError unless there is one rate more."""

    def __init__(self, boundaries: Any, values: Any, name: str = "PiecewiseConstant") -> None:
        if len(boundaries) != len(values) - 1:
            raise ValueError(
                "The length of boundaries should be 1 less than the length of values. Received: "
                f"boundaries={boundaries} of length {len(boundaries)}, and values={values} of length {len(values)}."
            )
        self.boundaries, self.values, self.name = list(boundaries), list(values), name

    def __call__(self, step: Any) -> Any:
        """Give the rate at a step."""
        place = sum(float(step) > float(boundary) for boundary in self.boundaries)
        return tensor(self.values[place])


@export(_SPACE + "PolynomialDecay")
class PolynomialDecay(LearningRateSchedule):
    """From the first rate to the last one along (1 - step / decay_steps) to the power; again and again if `cycle`."""

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        end_learning_rate: float = 0.0001,
        power: float = 1.0,
        cycle: bool = False,
        name: str = "PolynomialDecay",
    ) -> None:
        self.initial_learning_rate, self.end_learning_rate = initial_learning_rate, end_learning_rate
        self.decay_steps, self.power, self.cycle, self.name = _positive(decay_steps), power, cycle, name

    def __call__(self, step: Any) -> Any:
        """Give the rate at a step."""
        first = tensor(self.initial_learning_rate)
        last, steps = tensor(self.end_learning_rate, first.dtype), tensor(self.decay_steps, first.dtype)
        now = tensor(step, first.dtype)
        if self.cycle:
            steps = steps * (1.0 if float(now) == 0 else math.ceil(float(now) / self.decay_steps))
        else:
            now = tf.minimum(now, steps)
        remaining = tf.pow(1 - tf.divide(now, steps), tensor(self.power, first.dtype))
        return tf.add(tf.multiply(first - last, remaining), last)


@export(_SPACE + "InverseTimeDecay")
class InverseTimeDecay(LearningRateSchedule):
    """The first rate over 1 + decay_rate * step / decay_steps; in stairs if it is told so."""

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        decay_rate: float,
        staircase: bool = False,
        name: str = "InverseTimeDecay",
    ) -> None:
        self.initial_learning_rate, self.decay_rate = initial_learning_rate, decay_rate
        self.decay_steps, self.staircase, self.name = _positive(decay_steps), staircase, name

    def __call__(self, step: Any) -> Any:
        """Give the rate at a step."""
        rate = tensor(self.initial_learning_rate)
        share = tensor(step, rate.dtype) / tensor(self.decay_steps, rate.dtype)
        share = tf.floor(share) if self.staircase else share
        return tf.divide(rate, tf.add(tensor(1.0, rate.dtype), tf.multiply(self.decay_rate, share)))


@export(_SPACE + "CosineDecay")
class CosineDecay(LearningRateSchedule):
    """From the first rate (or from `warmup_target`, to which it rises first) to alpha times it along a cosine."""

    def __init__(
        self,
        initial_learning_rate: float,
        decay_steps: int,
        alpha: float = 0.0,
        name: str = "CosineDecay",
        warmup_target: float | None = None,
        warmup_steps: int = 0,
    ) -> None:
        self.initial_learning_rate, self.alpha, self.name = initial_learning_rate, alpha, name
        self.decay_steps, self.warmup_target, self.warmup_steps = _positive(decay_steps), warmup_target, warmup_steps

    def __call__(self, step: Any) -> Any:
        """Give the rate at a step."""
        first = tensor(self.initial_learning_rate)
        now = tensor(step, first.dtype)
        if self.warmup_target is None:
            return self._along(now, first)
        if float(now) < self.warmup_steps:
            rise = tensor(self.warmup_target, first.dtype) - first
            return now / float(self.warmup_steps) * rise + first
        return self._along(now - float(self.warmup_steps), tensor(self.warmup_target, first.dtype))

    def _along(self, now: Any, top: Any) -> Any:
        steps = tensor(self.decay_steps, top.dtype)
        share = tf.minimum(now, steps) / steps
        cosine = 0.5 * (1.0 + tf.cos(tensor(math.pi, top.dtype) * share))
        return tf.multiply(top, (1 - self.alpha) * cosine + self.alpha)


@export(_SPACE + "CosineDecayRestarts")
class CosineDecayRestarts(LearningRateSchedule):
    """A cosine that starts anew, each time `t_mul` times as long and `m_mul` times as high."""

    def __init__(
        self,
        initial_learning_rate: float,
        first_decay_steps: int,
        t_mul: float = 2.0,
        m_mul: float = 1.0,
        alpha: float = 0.0,
        name: str = "SGDRDecay",
    ) -> None:
        self.initial_learning_rate, self.first_decay_steps = initial_learning_rate, first_decay_steps
        self.t_mul, self.m_mul, self.alpha, self.name = t_mul, m_mul, alpha, name

    def __call__(self, step: Any) -> Any:
        """Give the rate at a step."""
        share, height = float(step) / self.first_decay_steps, 1.0
        length = 1.0
        while share >= length:
            share -= length
            length *= self.t_mul
            height *= self.m_mul
        cosine = 0.5 * height * (1.0 + math.cos(math.pi * share / length))
        return tensor(self.initial_learning_rate * ((1 - self.alpha) * cosine + self.alpha))


def _positive(decay_steps: int) -> int:
    if decay_steps <= 0:
        raise ValueError(f"Argument `decay_steps` must be > 0. Received: decay_steps={decay_steps}")
    return decay_steps
