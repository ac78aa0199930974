"""`keras.optimizers`: the rules by which gradients change variables, op by op in Keras' order.

`SGD` is Robbins and Monro's descent with Polyak's and Nesterov's momentum, `Adagrad` Duchi et al. (2011), `Adadelta`
Zeiler (2012), `RMSprop` Hinton's lecture 6 (2012), `Adam` and `Adamax` Kingma and Ba (2015), `Nadam` Dozat (2016),
`AdamW` Loshchilov and Hutter (2019).
"""

from __future__ import annotations

from typing import Any, Final

from tapeviz.fallback.keras.engine import tensor, tf
from tapeviz.fallback.keras.optimizer import Optimizer, as_dense
from tapeviz.fallback.keras.variables import Variable
from tapeviz.fallback.keras.weight_initializers import Constant
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.slices import IndexedSlices

_NADAM_DECAY: Final = 0.96


@export("keras.optimizers.SGD")
class SGD(Optimizer):
    """w -= rate * g; with momentum, v = momentum * v - rate * g and w += v.

    Raises ValueError for a momentum that is no float in [0, 1].
    """

    def __init__(self, learning_rate: Any = 0.01, momentum: Any = 0.0, nesterov: bool = False, **kwargs: Any) -> None:
        super().__init__(learning_rate, **kwargs)
        if not isinstance(momentum, float) or not 0 <= momentum <= 1:
            raise ValueError("`momentum` must be a float between [0, 1].")
        self.momentum, self.nesterov = momentum, nesterov
        self.momentums: list[Variable] = []

    def build(self, variables: Any) -> None:
        """Make the velocities."""
        super().build(variables)
        if self.momentum:
            self.momentums = self.add_optimizer_variables(variables, "momentum")

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable; of gradients in rows, only these."""
        rate = tensor(learning_rate, variable.dtype)
        if not self.momentum:
            if isinstance(gradient, IndexedSlices):
                step: Any = IndexedSlices(gradient.values * rate, gradient.indices, gradient.dense_shape)
            else:
                step = tensor(gradient, variable.dtype) * rate
            variable.assign_sub(step)
            return
        gradient = as_dense(gradient, variable.dtype)
        velocity = self.slot(self.momentums, variable)
        momentum = tensor(self.momentum, variable.dtype)
        velocity.assign(velocity * momentum - gradient * rate)
        variable.assign_add(velocity * momentum - gradient * rate if self.nesterov else velocity.value())


@export("keras.optimizers.Adam")
class Adam(Optimizer):
    """Steps by the running mean of the gradients over the root of that of their squares, both corrected at first."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        amsgrad: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, **kwargs)
        self.beta_1, self.beta_2, self.epsilon, self.amsgrad = beta_1, beta_2, epsilon, amsgrad
        self._momentums: list[Variable] = []
        self._velocities: list[Variable] = []
        self._largest: list[Variable] = []

    def build(self, variables: Any) -> None:
        """Make the running means."""
        super().build(variables)
        for variable in variables:
            self._momentums.append(self.add_variable_from_reference(variable, "momentum"))
            self._velocities.append(self.add_variable_from_reference(variable, "velocity"))
        if self.amsgrad:
            self._largest = self.add_optimizer_variables(variables, "velocity_hat")

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        dtype = variable.dtype
        rate, gradient = tensor(learning_rate, dtype), as_dense(gradient, dtype)
        step = tf.cast(self.iterations.value + 1, dtype)
        power_1 = tf.pow(tensor(self.beta_1, dtype), step)
        power_2 = tf.pow(tensor(self.beta_2, dtype), step)
        mean, square = self.slot(self._momentums, variable), self.slot(self._velocities, variable)
        alpha = rate * tf.sqrt(1 - power_2) / (1 - power_1)
        mean.assign_add((gradient - mean) * (1 - self.beta_1))
        square.assign_add((tf.square(gradient) - square) * (1 - self.beta_2))
        if self.amsgrad:
            largest = self.slot(self._largest, variable)
            largest.assign(tf.maximum(largest, square))
            square = largest
        variable.assign_sub(mean * alpha / (tf.sqrt(square) + self.epsilon))


@export("keras.optimizers.AdamW")
class AdamW(Adam):
    """Adam, with the weights drawn to zero beside it. Raises ValueError without a `weight_decay`."""

    def __init__(
        self, learning_rate: Any = 0.001, weight_decay: float | None = 0.004, *args: Any, **kwargs: Any
    ) -> None:
        super().__init__(learning_rate, *args, weight_decay=weight_decay, **kwargs)
        if self.weight_decay is None:
            raise ValueError("Argument `weight_decay` must be a float. Received: weight_decay=None")


@export("keras.optimizers.Nadam")
class Nadam(Adam):
    """Adam with Nesterov's momentum."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, **kwargs)

    def build(self, variables: Any) -> None:
        """Make the running means and the product of all momenta so far."""
        super().build(variables)
        self._product = self._made(1.0, self._momentums[0].dtype if self._momentums else "float32", "u_product")

    def update(self, gradients: list[Any], variables: list[Any], learning_rate: Any) -> None:
        """Note this step's momentum, then change every variable."""
        dtype = self._product.value.dtype
        power = tf.pow(tensor(_NADAM_DECAY, dtype), tf.cast(self.iterations.value + 1, dtype))
        self._product.assign(self._product.value * self.beta_1 * (1.0 - 0.5 * power))
        super().update(gradients, variables, learning_rate)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        dtype = variable.dtype
        rate, gradient = tensor(learning_rate, dtype), as_dense(gradient, dtype)
        step, following = (tf.cast(self.iterations.value + ahead, dtype) for ahead in (1, 2))
        beta_1, beta_2, decay = (tensor(each, dtype) for each in (self.beta_1, self.beta_2, _NADAM_DECAY))
        now = beta_1 * (1.0 - 0.5 * tf.pow(decay, step))
        ahead = beta_1 * (1.0 - 0.5 * tf.pow(decay, following))
        product = tf.cast(self._product.value.value(), dtype)
        product_ahead = product * ahead
        power_2 = tf.pow(beta_2, step)
        mean, square = self.slot(self._momentums, variable), self.slot(self._velocities, variable)
        mean.assign_add((gradient - mean) * (1 - beta_1))
        square.assign_add((tf.square(gradient) - square) * (1 - beta_2))
        mean_hat = ahead * mean / (1 - product_ahead) + (1 - now) * gradient / (1 - product)
        square_hat = square / (1 - power_2)
        variable.assign_sub(mean_hat * rate / (tf.sqrt(square_hat) + self.epsilon))


@export("keras.optimizers.Adamax")
class Adamax(Adam):
    """Adam with the largest size of the gradients in the place of the root of their squares."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        beta_1: float = 0.9,
        beta_2: float = 0.999,
        epsilon: float = 1e-7,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, beta_1, beta_2, epsilon, **kwargs)

    def build(self, variables: Any) -> None:
        """Make the running means and the running norms."""
        Optimizer.build(self, variables)
        for variable in variables:
            self._momentums.append(self.add_variable_from_reference(variable, "momentum"))
            self._velocities.append(self.add_variable_from_reference(variable, "norm"))

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        dtype = variable.dtype
        rate, gradient = tensor(learning_rate, dtype), as_dense(gradient, dtype)
        power = tf.pow(tensor(self.beta_1, dtype), tf.cast(self.iterations.value + 1, dtype))
        mean, norm = self.slot(self._momentums, variable), self.slot(self._velocities, variable)
        mean.assign_add((gradient - mean) * (1 - self.beta_1))
        norm.assign(tf.maximum(self.beta_2 * norm, tf.abs(gradient)))
        variable.assign_sub(rate * mean / ((1 - power) * (norm + self.epsilon)))


@export("keras.optimizers.RMSprop")
class RMSprop(Optimizer):
    """Steps by the gradient over the root of the running mean of its square; centered: of its variance."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        rho: float = 0.9,
        momentum: float = 0.0,
        epsilon: float = 1e-7,
        centered: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, **kwargs)
        self.rho, self.momentum, self.epsilon, self.centered = rho, momentum, epsilon, centered
        self._velocities: list[Variable] = []
        self._momentums: list[Variable] = []
        self._means: list[Variable] = []

    def build(self, variables: Any) -> None:
        """Make the running means."""
        super().build(variables)
        self._velocities = self.add_optimizer_variables(variables, "velocity")
        if self.momentum > 0:
            self._momentums = self.add_optimizer_variables(variables, "momentum")
        if self.centered:
            self._means = self.add_optimizer_variables(variables, "average_gradient")

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        dtype, rho = variable.dtype, self.rho
        rate, gradient = tensor(learning_rate, dtype), as_dense(gradient, dtype)
        square = self.slot(self._velocities, variable)
        square.assign(rho * square + (1 - rho) * tf.square(gradient))
        if self.centered:
            mean = self.slot(self._means, variable)
            mean.assign(rho * mean + (1 - rho) * gradient)
            spread = square - tf.square(mean) + self.epsilon
        else:
            spread = square + self.epsilon
        step = rate * gradient / tf.sqrt(spread)
        if self.momentum > 0:
            velocity = self.slot(self._momentums, variable)
            velocity.assign(self.momentum * velocity + step)
            step = velocity.value()
        variable.assign_sub(step)


@export("keras.optimizers.Adagrad")
class Adagrad(Optimizer):
    """Steps by the gradient over the root of the sum of all its squares so far."""

    def __init__(
        self,
        learning_rate: Any = 0.001,
        initial_accumulator_value: float = 0.1,
        epsilon: float = 1e-7,
        **kwargs: Any,
    ) -> None:
        super().__init__(learning_rate, **kwargs)
        self.initial_accumulator_value, self.epsilon = initial_accumulator_value, epsilon
        self._sums: list[Variable] = []

    def build(self, variables: Any) -> None:
        """Make the sums."""
        super().build(variables)
        first = Constant(self.initial_accumulator_value)
        self._sums = self.add_optimizer_variables(variables, "accumulator", first)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        rate, gradient = tensor(learning_rate, variable.dtype), as_dense(gradient, variable.dtype)
        total = self.slot(self._sums, variable)
        total.assign_add(tf.square(gradient))
        variable.assign_sub(rate * gradient / tf.sqrt(total + self.epsilon))


@export("keras.optimizers.Adadelta")
class Adadelta(Optimizer):
    """Steps by the gradient times the root of the running mean of the steps' squares over that of the gradients'."""

    def __init__(self, learning_rate: Any = 0.001, rho: float = 0.95, epsilon: float = 1e-7, **kwargs: Any) -> None:
        super().__init__(learning_rate, **kwargs)
        self.rho, self.epsilon = rho, epsilon
        self._squares: list[Variable] = []
        self._steps: list[Variable] = []

    def build(self, variables: Any) -> None:
        """Make the running means."""
        super().build(variables)
        for variable in variables:
            self._squares.append(self.add_variable_from_reference(variable, "accumulated_grad"))
            self._steps.append(self.add_variable_from_reference(variable, "accumulated_delta_var"))

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable."""
        rate, gradient = tensor(learning_rate, variable.dtype), as_dense(gradient, variable.dtype)
        square, steps = self.slot(self._squares, variable), self.slot(self._steps, variable)
        square.assign(self.rho * square + (1 - self.rho) * tf.square(gradient))
        step = -(tf.sqrt(steps + self.epsilon) * gradient / tf.sqrt(square + self.epsilon))
        steps.assign(self.rho * steps + (1 - self.rho) * tf.square(step))
        variable.assign_add(rate * step)
