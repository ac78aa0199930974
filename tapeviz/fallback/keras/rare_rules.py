"""`keras.optimizers` that few programs use: `Lion` (Chen et al., 2023) and `Ftrl` (McMahan et al., 2013)."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.keras.engine import tensor, tf
from tapeviz.fallback.keras.optimizer import Optimizer, as_dense
from tapeviz.fallback.keras.variables import Variable
from tapeviz.fallback.keras.weight_initializers import Constant
from tapeviz.fallback.namespaces import export


@export("keras.optimizers.Lion")
class Lion(Optimizer):
    """Steps of one size, by the sign of a mean of gradient and momentum. Raises ValueError for beta_1 out of (0, 1]."""

    def __init__(self, learning_rate: Any = 0.001, beta_1: float = 0.9, beta_2: float = 0.99, **kwargs: Any) -> None:
        super().__init__(learning_rate, **kwargs)
        if not 0 < beta_1 <= 1:
            raise ValueError(
                "Argument `beta_1` must be in the [0, 1] range. Otherwise, the optimizer degenerates to SignSGD. "
                f"Received: beta_1={beta_1}."
            )
        self.beta_1, self.beta_2 = beta_1, beta_2
        self._momentums: list[Variable] = []

    def build(self, variables: Any) -> None:
        """Make the momenta."""
        super().build(variables)
        self._momentums = self.add_optimizer_variables(variables, "momentum")

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        rate, gradient = tensor(learning_rate, variable.dtype), as_dense(gradient, variable.dtype)
        mean = self.slot(self._momentums, variable)
        variable.assign_sub(rate * tf.sign(mean * self.beta_1 + gradient * (1.0 - self.beta_1)))
        mean.assign(mean * self.beta_2 + gradient * (1.0 - self.beta_2))


@export("keras.optimizers.Ftrl")
class Ftrl(Optimizer):
    """Follows the leader of all gradients so far, drawn to zero. Raises ValueError for negative strengths."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        learning_rate_power: float = -0.5,
        initial_accumulator_value: float = 0.1,
        l1_regularization_strength: float = 0.0,
        l2_regularization_strength: float = 0.0,
        l2_shrinkage_regularization_strength: float = 0.0,
        beta: float = 0.0,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, **kwargs)
        for name, value in (
            ("initial_accumulator_value", initial_accumulator_value),
            ("l1_regularization_strength", l1_regularization_strength),
            ("l2_regularization_strength", l2_regularization_strength),
            ("l2_shrinkage_regularization_strength", l2_shrinkage_regularization_strength),
        ):
            if value < 0:
                raise ValueError(f"`{name}` needs to be positive or zero. Received: {name}={value}.")
        if learning_rate_power > 0:
            raise ValueError(
                "`learning_rate_power` needs to be negative or zero. Received: "
                f"learning_rate_power={learning_rate_power}."
            )
        self.learning_rate_power, self.beta = learning_rate_power, beta
        self.initial_accumulator_value = initial_accumulator_value
        self.l1_regularization_strength = l1_regularization_strength
        self.l2_regularization_strength = l2_regularization_strength
        self.l2_shrinkage_regularization_strength = l2_shrinkage_regularization_strength
        self._sums: list[Variable] = []
        self._linears: list[Variable] = []

    def build(self, variables: Any) -> None:
        """Make the sums of squares and of gradients."""
        super().build(variables)
        for variable in variables:
            self._sums.append(
                self.add_variable_from_reference(variable, "accumulator", Constant(self.initial_accumulator_value))
            )
            self._linears.append(self.add_variable_from_reference(variable, "linear"))

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        rate, gradient = tensor(learning_rate, variable.dtype), as_dense(gradient, variable.dtype)
        total, linear = self.slot(self._sums, variable), self.slot(self._linears, variable)
        power, l1 = -self.learning_rate_power, self.l1_regularization_strength
        l2 = self.l2_regularization_strength + self.beta / (2.0 * rate)
        used = gradient + 2 * self.l2_shrinkage_regularization_strength * variable
        grown = total + tf.square(gradient)
        growth = tf.pow(grown, power) - tf.pow(total, power)
        linear.assign_add(used - growth / rate * variable)
        quadratic = tf.pow(grown, power) / rate + 2 * l2
        clipped = tf.clip_by_value(linear.value(), -l1, l1)
        variable.assign((clipped - linear) / quadratic)
        total.assign(grown)
