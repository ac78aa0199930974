"""`keras.regularizers` and `keras.constraints`: what large weights add to a loss, and what keeps them small."""

from __future__ import annotations

import math
from typing import Any, Final

from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import snake_case
from tapeviz.fallback.namespaces import export, put


@export("keras.regularizers.Regularizer", "keras.Regularizer")
class Regularizer:
    """Base of regularizers: called with a variable, it gives a scalar that is added to the loss."""

    def __call__(self, x: Any) -> Any:
        """Give no penalty."""
        return 0.0


@export("keras.regularizers.L1L2", "keras.regularizers.l1_l2")
class L1L2(Regularizer):
    """l1 times the sum of the sizes, plus l2 times the sum of the squares. Raises ValueError for no finite factor."""

    def __init__(self, l1: float | None = 0.0, l2: float | None = 0.0) -> None:
        self.l1 = _factor(0.0 if l1 is None else l1)
        self.l2 = _factor(0.0 if l2 is None else l2)

    def __call__(self, x: Any) -> Any:
        """Give the penalty."""
        x = tensor(x)
        total = tensor(0.0, x.dtype)
        if self.l1:
            total = total + self.l1 * tf.reduce_sum(tf.abs(x))
        if self.l2:
            total = total + self.l2 * tf.reduce_sum(tf.square(x))
        return total


@export("keras.regularizers.L1", "keras.regularizers.l1")
class L1(Regularizer):
    """l1 times the sum of the sizes."""

    def __init__(self, l1: float | None = 0.01) -> None:
        self.l1 = _factor(0.01 if l1 is None else l1)

    def __call__(self, x: Any) -> Any:
        """Give the penalty."""
        return self.l1 * tf.reduce_sum(tf.abs(tensor(x)))


@export("keras.regularizers.L2", "keras.regularizers.l2")
class L2(Regularizer):
    """l2 times the sum of the squares."""

    def __init__(self, l2: float | None = 0.01) -> None:
        self.l2 = _factor(0.01 if l2 is None else l2)

    def __call__(self, x: Any) -> Any:
        """Give the penalty."""
        return self.l2 * tf.reduce_sum(tf.square(tensor(x)))


def _factor(value: Any) -> float:
    number = float(value)
    if not math.isfinite(number):
        raise ValueError(f"Invalid value for regularization strength: {value}")
    return number


@export("keras.constraints.Constraint")
class Constraint:
    """Base of constraints: called with a variable, it gives the value to which this is set after each step."""

    def __call__(self, w: Any) -> Any:
        """Give the value as it is."""
        return w


class NonNeg(Constraint):
    """No negative numbers."""

    def __call__(self, w: Any) -> Any:
        """Set negative numbers to zero."""
        w = tensor(w)
        return w * tf.cast(w >= 0.0, w.dtype)


class MaxNorm(Constraint):
    """Columns (along `axis`) of a norm up to `max_value`."""

    def __init__(self, max_value: float = 2, axis: Any = 0) -> None:
        self.max_value, self.axis = max_value, axis

    def __call__(self, w: Any) -> Any:
        """Scale longer ones down."""
        w = tensor(w)
        norms = tf.sqrt(tf.reduce_sum(tf.square(w), self.axis, keepdims=True))
        return w * (tf.clip_by_value(norms, 0.0, float(self.max_value)) / (Settings.epsilon + norms))


class UnitNorm(Constraint):
    """Columns (along `axis`) of norm 1."""

    def __init__(self, axis: Any = 0) -> None:
        self.axis = axis

    def __call__(self, w: Any) -> Any:
        """Scale all."""
        w = tensor(w)
        return w / (Settings.epsilon + tf.sqrt(tf.reduce_sum(tf.square(w), self.axis, keepdims=True)))


_REGULARIZERS: Final = {"l1": L1, "l2": L2, "l1_l2": L1L2, "L1": L1, "L2": L2, "L1L2": L1L2}
_CONSTRAINTS: Final[dict[str, type[Constraint]]] = {made.__name__: made for made in (NonNeg, MaxNorm, UnitNorm)}
for _name, _class in _CONSTRAINTS.items():
    put(f"keras.constraints.{_name}", _class)
    put(f"keras.constraints.{snake_case(_name)}", _class)


@export("keras.regularizers.get")
def get_regularizer(identifier: Any) -> Any:
    """Give a regularizer by its name, or what is one already. Raises ValueError for what names none."""
    found = _REGULARIZERS[identifier]() if isinstance(identifier, str) and identifier in _REGULARIZERS else identifier
    if found is not None and not callable(found):
        raise ValueError(f"Could not interpret regularizer identifier: {identifier}")
    return found


@export("keras.constraints.get")
def get_constraint(identifier: Any) -> Any:
    """Give a constraint by its name, or what is one already. Raises ValueError for what names none."""
    for name, made in _CONSTRAINTS.items():
        if identifier in {name, snake_case(name)}:
            return made()
    if identifier is not None and not callable(identifier):
        raise ValueError(f"Could not interpret constraint identifier: {identifier}")
    return identifier
