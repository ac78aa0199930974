"""`keras.optimizers.Optimizer`: what all optimizers share: counting, clipping, missing gradients, slot variables."""

from __future__ import annotations

import inspect
import warnings
from collections.abc import Iterable
from typing import Any

from tapeviz.fallback.keras import weight_initializers
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import Scope, auto_name
from tapeviz.fallback.keras.rate_schedules import LearningRateSchedule
from tapeviz.fallback.keras.variables import Variable, unwrapped
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.slices import IndexedSlices


@export("keras.optimizers.Optimizer", "keras.Optimizer")
class Optimizer:
    """Base of optimizers: `update_step` changes one variable by its gradient.

    Raises ValueError for arguments it does not know, for more than one way of clipping, and for a learning rate that is
    neither a float nor a schedule nor a function.
    """

    def __init__(
        self,
        learning_rate: Any,
        weight_decay: float | None = None,
        clipnorm: float | None = None,
        clipvalue: float | None = None,
        global_clipnorm: float | None = None,
        use_ema: bool = False,
        ema_momentum: float = 0.99,
        ema_overwrite_frequency: int | None = None,
        loss_scale_factor: float | None = None,
        gradient_accumulation_steps: int | None = None,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        if kwargs.pop("decay", None) is not None:
            warnings.warn("Argument `decay` is no longer supported and will be ignored.", stacklevel=3)
        if kwargs:
            raise ValueError(f"Argument(s) not recognized: {kwargs}")
        if use_ema or gradient_accumulation_steps:
            raise ValueError(
                "`use_ema` and `gradient_accumulation_steps` are not covered by the NumPy engine; install tensorflow "
                "to use them"
            )
        if sum(each is not None for each in (clipnorm, clipvalue, global_clipnorm)) > 1:
            raise ValueError(
                "Only one of `clipnorm`, `clipvalue` and `global_clipnorm` can be set. Received: "
                f"clipnorm={clipnorm}, clipvalue={clipvalue}, global_clipnorm={global_clipnorm}"
            )
        self.name = name or auto_name(type(self).__name__)
        self.weight_decay = weight_decay
        self.clipnorm, self.clipvalue, self.global_clipnorm = clipnorm, clipvalue, global_clipnorm
        self.loss_scale_factor = loss_scale_factor
        self.built = False
        self._places: dict[str, int] = {}
        self._trainable_variables: list[Any] = []
        self._variables: list[Variable] = []
        self._iterations = self._made(0, "int64", "iteration")
        self._learning_rate = self._as_rate(learning_rate)

    def _made(self, value: Any, dtype: str, name: str) -> Variable:
        with Scope(self.name, self):
            variable = Variable(value, dtype=dtype, trainable=False, name=name)
        self._variables.append(variable)
        return variable

    def _as_rate(self, learning_rate: Any) -> Any:
        if callable(learning_rate):
            return learning_rate
        if not isinstance(learning_rate, float):
            raise ValueError(  # noqa: TRY004 - Keras' kind
                "Argument `learning_rate` should be float, or an instance of LearningRateSchedule, or a callable (that "
                "takes in the current iteration value and returns the corresponding learning rate value). Received "
                f"instead: learning_rate={learning_rate}"
            )
        return self._made(learning_rate, Settings.floatx, "learning_rate")

    @property
    def iterations(self) -> Variable:
        """How many steps were made: a variable of int64."""
        return self._iterations

    @property
    def learning_rate(self) -> Any:
        """The learning rate of this step: a variable, or what a schedule gives."""
        if isinstance(self._learning_rate, LearningRateSchedule):
            return self._learning_rate(self._iterations)
        return self._learning_rate if isinstance(self._learning_rate, Variable) else self._learning_rate()

    @learning_rate.setter
    def learning_rate(self, value: Any) -> None:
        if callable(value):
            self._learning_rate = value
            return
        if not isinstance(self._learning_rate, Variable):
            raise TypeError(
                "This optimizer was created with a `LearningRateSchedule` object as its `learning_rate` constructor "
                "argument, hence its learning rate is not settable. If you need the learning rate to be settable, you "
                "should instantiate the optimizer with a float `learning_rate` argument."
            )
        self._learning_rate.assign(value)

    @property
    def lr(self) -> Any:
        """The learning rate under its old name."""
        return self.learning_rate

    @lr.setter
    def lr(self, value: Any) -> None:
        self.learning_rate = value

    @property
    def variables(self) -> list[Variable]:
        """The step count, the learning rate and what the optimizer remembers for each variable."""
        return list(self._variables)

    def build(self, variables: Iterable[Any]) -> None:
        """Make what is remembered for each variable; a subclass names it."""
        self._trainable_variables = list(variables)
        self._places = {_key(variable): index for index, variable in enumerate(self._trainable_variables)}
        self.built = True

    def add_optimizer_variables(
        self, variables: Iterable[Any], name: str, initializer: Any = "zeros"
    ) -> list[Variable]:
        """Make one variable like each of these, called after it."""
        return [self.add_variable_from_reference(each, name, initializer) for each in variables]

    def add_variable_from_reference(self, reference: Any, name: str, initializer: Any = "zeros") -> Variable:
        """Make a variable of the shape and dtype of another."""
        whose = reference.path if hasattr(reference, "path") else reference.name.replace(":", "_")
        with Scope(self.name, self):
            made = Variable(
                weight_initializers.get(initializer),
                tuple(reference.shape),
                unwrapped(reference).dtype,
                trainable=False,
                name=f"{whose.replace('/', '_')}_{name}",
            )
        self._variables.append(made)
        return made

    def slot(self, made: list[Variable], variable: Any) -> Any:
        """Give the remembered variable that belongs to this one."""
        return made[self._places[_key(variable)]].value

    def apply_gradients(self, grads_and_vars: Iterable[tuple[Any, Any]]) -> Variable:
        """Make a step and give the step count.

        Pairs without a gradient are left out with a warning. Raises ValueError where no pair has one, and for variables
        that were not there in the first step.
        """
        gradients, variables = zip(*grads_and_vars, strict=False)
        self.apply(gradients, variables)
        return self._iterations

    def apply(self, grads: Any, trainable_variables: Any = None) -> None:
        """Make a step with gradients and variables apart. Raises as `apply_gradients`."""
        if len(grads) == 0:
            return
        variables = self._variables_for(grads, trainable_variables)
        with Scope(self.name, self):
            gradients, variables = _with_gradients(list(grads), variables)
            if self.loss_scale_factor is not None:
                gradients = [each / self.loss_scale_factor for each in gradients]
            gradients = self._clipped(gradients)
            self._decay(variables)
            self.update(gradients, variables, self.learning_rate)
            for variable in variables:
                if getattr(variable, "constraint", None) is not None:
                    variable.assign(variable.constraint(variable))
        self._iterations.assign_add(1)

    def _variables_for(self, grads: Any, given: Any) -> list[Any]:
        if given is None:
            if not self.built:
                raise ValueError(
                    "When passing `grads` without `variables`, the optimizer must already be built on a list of "
                    "variables. Call `optimizer.build(trainable_variables)` first. "
                )
            if len(grads) != len(self._places):
                raise ValueError(
                    "When passing `grads` as a list of gradient tensors, the gradients must match "
                    f"`optimizer.variables` one-to-on. Received a list of {len(grads)} gradients, but the optimizer is "
                    f"tracking {len(self._places)} trainable variables."
                )
            return self._trainable_variables
        variables = list(given)
        if not self.built:
            with Scope(self.name, self):
                self.build(variables)
            self.built = True
        for variable in variables:
            if _key(variable) not in self._places:
                raise ValueError(
                    f"Unknown variable: {variable}. This optimizer can only be called for the variables it was "
                    "originally built with. When working with a new set of variables, you should recreate a new "
                    "optimizer instance."
                )
        return variables

    def update(self, gradients: list[Any], variables: list[Any], learning_rate: Any) -> None:
        """Change every variable."""
        for gradient, variable in zip(gradients, variables, strict=True):
            self.update_step(gradient, unwrapped(variable), learning_rate)

    def update_step(self, gradient: Any, variable: Any, learning_rate: Any) -> None:
        """Change one variable; a subclass does."""
        raise NotImplementedError

    def _clipped(self, gradients: list[Any]) -> list[Any]:
        if self.clipnorm:
            return [tf.clip_by_norm(each, self.clipnorm) for each in gradients]
        if self.clipvalue:
            return [tf.clip_by_value(tensor(each), -self.clipvalue, self.clipvalue) for each in gradients]
        if not self.global_clipnorm:
            return gradients
        norm = tf.sqrt(tf.reduce_sum(tf.stack([tf.reduce_sum(tf.square(each)) for each in gradients])))
        scale = self.global_clipnorm * tf.minimum(1.0 / norm, 1.0 / self.global_clipnorm) + (norm - norm)
        return [each * scale for each in gradients]

    def _decay(self, variables: list[Any]) -> None:
        if self.weight_decay is None:
            return
        for variable in map(unwrapped, variables):
            rate = tensor(self.learning_rate, variable.dtype)
            variable.assign_sub(variable * tensor(self.weight_decay, variable.dtype) * rate)

    def get_config(self) -> dict[str, Any]:
        """Give the arguments of such an optimizer; a schedule is given as it is."""
        made = [vars(each)["__init__"] for each in type(self).__mro__ if "__init__" in vars(each)]
        names = dict.fromkeys(name for each in made for name in inspect.signature(each).parameters)
        found = {name: getattr(self, name) for name in names if hasattr(self, name)}
        rate = self._learning_rate
        return found | {"learning_rate": float(rate) if isinstance(rate, Variable) else rate}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Optimizer:
        """Make one of these arguments, without the memory of another."""
        return cls(**config)


def _key(variable: Any) -> str:
    return str(unwrapped(variable)._unique_id)


def _with_gradients(gradients: list[Any], variables: list[Any]) -> tuple[list[Any], list[Any]]:
    """Leave out what has no gradient, and say so."""
    pairs = [pair for pair in zip(gradients, variables, strict=False) if pair[0] is not None]
    if not pairs:
        raise ValueError("No gradients provided for any variable.")
    if len(pairs) < len(gradients):
        missing = [
            variable.path if hasattr(variable, "path") else variable.name
            for gradient, variable in zip(gradients, variables, strict=False)
            if gradient is None
        ]
        warnings.warn(
            f"Gradients do not exist for variables {missing} when minimizing the loss. If using `model.compile()`, did "
            "you forget to provide a `loss` argument?",
            stacklevel=4,
        )
    return [gradient for gradient, _ in pairs], [variable for _, variable in pairs]


def as_dense(gradient: Any, dtype: Any) -> Any:
    """Give a gradient as a tensor of the variable's dtype."""
    return tensor(tf.convert_to_tensor(gradient) if isinstance(gradient, IndexedSlices) else gradient, dtype)
