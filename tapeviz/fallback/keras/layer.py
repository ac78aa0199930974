"""`keras.Layer`: variables that are made when the first input comes, and a call that says where it happens."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, Final

import numpy as np

from tapeviz.fallback import nest
from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.keras import penalties, weight_initializers
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import Scope, auto_name
from tapeviz.fallback.keras.seeding import SeedGenerator
from tapeviz.fallback.keras.symbols import Symbol, has_symbol, symbolic_call
from tapeviz.fallback.keras.variables import Variable
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.tensor import Tensor

# The `training` flags of the layers whose calls are running: a layer inside follows the one around it.
_training: Final[list[Any]] = []
_INTERNAL: Final = frozenset({"_own_variables", "_own_losses", "_seed_generators"})


@export("keras.Layer", "keras.layers.Layer")
class Layer:
    """A function with variables. A subclass makes them in `__init__` or `build` and computes in `call`.

    `trainable=False` hides its variables from optimizers. Raises RuntimeError where `super().__init__()` was forgotten.
    """

    input_spec: Any = None
    _own_variables: list[Variable]
    _takes_training: ClassVar[bool] = False

    def __init__(
        self,
        *,
        activity_regularizer: Any = None,
        trainable: bool = True,
        dtype: Any = None,
        autocast: bool = True,
        name: str | None = None,
        **kwargs: Any,
    ) -> None:
        shape = kwargs.pop("input_shape", None)
        if "input_dim" in kwargs:
            shape = (kwargs.pop("input_dim"),)
        if kwargs:
            raise ValueError(f"Unrecognized keyword arguments passed to {type(self).__name__}: {kwargs}")
        object.__setattr__(self, "_own_variables", [])
        self._own_losses: list[Any] = []
        self._seed_generators: list[Any] = []
        self.name = name or auto_name(type(self).__name__)
        self.built = False
        self.autocast = autocast
        self.activity_regularizer = penalties.get_regularizer(activity_regularizer)
        self._trainable = bool(trainable)
        self._dtype = as_dtype(Settings.floatx if dtype is None else getattr(dtype, "name", dtype))
        self._input_shape_given = shape

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        if "build" in vars(cls):
            cls.build = _built_in_scope(cls.build)  # type: ignore[method-assign]
        parameters = inspect.signature(cls.call).parameters
        cls._takes_training = "training" in parameters or any(
            each.kind is inspect.Parameter.VAR_KEYWORD for each in parameters.values()
        )

    def build(self, input_shape: Any) -> None:
        """Make the variables for inputs of this shape; a subclass does."""
        self.built = True

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Compute the output; a subclass does."""
        raise NotImplementedError(f"Layer {type(self).__name__} does not have a `call` method implemented.")

    def add_weight(
        self,
        *args: Any,
        shape: Any = None,
        initializer: Any = None,
        dtype: Any = None,
        trainable: bool = True,
        autocast: bool = True,
        regularizer: Any = None,
        constraint: Any = None,
        aggregation: Any = "none",
        name: str | None = None,
    ) -> Variable:
        """Make a variable of the layer. Raises ValueError where a name stands in the place of the shape."""
        self._check_made()
        if args and isinstance(args[0], str):
            raise ValueError(
                f"`name` must be passed as a keyword argument. Received: add_weight('{args[0]}', ...). Use: "
                f"add_weight(shape=..., name='{args[0]}')."
            )
        shape, initializer, dtype = (*args, *(shape, initializer, dtype)[len(args) :])
        wanted = self._dtype if dtype is None else as_dtype(dtype)
        if initializer is None:
            initializer = "glorot_uniform" if wanted.is_floating else "zeros"
        with Scope(self.name, self):
            made = Variable(
                weight_initializers.get(initializer), () if shape is None else shape, wanted.name, trainable, name=name
            )
        made.regularizer = penalties.get_regularizer(regularizer)
        made.constraint = penalties.get_constraint(constraint)
        self._own_variables.append(made)
        return made

    add_variable = add_weight

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Build the layer for its first input and call it, in its scope. Inputs become tensors of its dtype."""
        self._check_made()
        if has_symbol(args) or has_symbol(kwargs):
            return symbolic_call(self, args, kwargs)
        args, kwargs = self._converted(args), self._converted(kwargs)
        self._check_inputs(args)
        with Scope(self.name, self):
            if not self.built:
                self._build_for(args, kwargs)
            outermost = not _training
            if outermost:
                self._forget_losses()
            kwargs = self._with_training(args, kwargs)
            try:
                outputs = self.call(*args, **kwargs)
            finally:
                _training.pop()
            self.built = True
            self._penalize(outputs)
        return outputs

    def _with_training(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
        """Find the `training` flag: given, or that of the layer around; and note it for the layers inside."""
        given = kwargs.get("training")
        names = list(inspect.signature(self.call).parameters)[: len(args)] if len(args) > 1 else []
        if "training" in names:
            given = args[names.index("training")]
        flag = given if given is not None else (_training[-1] if _training else None)
        if not self._takes_training:
            kwargs.pop("training", None)
        elif "training" not in names and flag is not None:
            kwargs["training"] = flag
        _training.append(flag)
        return kwargs

    def _converted(self, structure: Any) -> Any:
        """Turn arrays into tensors, and floats of another dtype into the layer's."""
        if isinstance(structure, tuple):
            return tuple(self._converted(each) for each in structure)
        if isinstance(structure, list):
            return [self._converted(each) for each in structure]
        if isinstance(structure, dict):
            return {key: self._converted(each) for key, each in structure.items()}
        if isinstance(structure, (np.ndarray, np.generic)):
            structure = tensor(structure)
        if isinstance(structure, Tensor) and self.autocast and structure._dtype is not self._dtype:
            kinds = structure._dtype.is_floating and self._dtype.is_floating
            return tf.cast(structure, self._dtype) if kinds else structure
        return structure

    def _check_inputs(self, args: tuple[Any, ...]) -> None:
        for argument in nest.flatten(args):
            if not (argument is None or isinstance(argument, Tensor) or hasattr(type(argument), "__tf_tensor__")):
                raise ValueError(
                    "Only input tensors may be passed as positional arguments. The following argument value should be "
                    f"passed as a keyword argument: {argument} (of type {type(argument)})"
                )
        if self.input_spec is not None and args:
            specs = self.input_spec if isinstance(self.input_spec, (list, tuple)) else [self.input_spec]
            for index, (value, spec) in enumerate(zip(nest.flatten(args[0]), specs, strict=False)):
                spec.check(tuple(value.shape), index, self.name)

    def _build_for(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """Call `build` with the shape of the first input, or with those that its parameters name."""
        if type(self).build is Layer.build:
            return
        inputs = args or tuple(value for value in kwargs.values() if isinstance(value, Tensor))
        names = list(inspect.signature(self.build).parameters)
        calls = list(inspect.signature(self.call).parameters)
        if len(names) > 1 and all(name.endswith("_shape") for name in names):
            shapes = {f"{name}_shape": _shape_of(value) for name, value in zip(calls, inputs, strict=False)}
            self.build(**{name: shapes[name] for name in names if name in shapes})
        else:
            self.build(_shape_of(inputs[0]) if inputs else None)
        self._check_inputs(args)

    def _penalize(self, outputs: Any) -> None:
        if self.activity_regularizer is None:
            return
        for output in nest.flatten(outputs):
            penalty = self.activity_regularizer(output)
            if len(output.shape):
                penalty = tf.math.divide_no_nan(penalty, tf.cast(tf.shape(output)[0], penalty.dtype))
            self.add_loss(penalty)

    def add_loss(self, loss: Any) -> None:
        """Add a scalar to `losses` until the next call. Raises ValueError for no tensor."""
        for each in nest.flatten(loss):
            if not isinstance(each, Tensor):
                raise ValueError(  # noqa: TRY004 - Keras' kind
                    "`add_loss()` can only be called from inside `build()` or `call()`, on a tensor input. Received "
                    f"invalid value: {each}"
                )
            self._own_losses.append(each)

    @property
    def losses(self) -> list[Any]:
        """What `add_loss` was given in the last call, here and in the layers inside, and the penalties of weights."""
        found = [loss for layer in self._flattened() for loss in layer._own_losses]
        return found + [each.regularizer(each) for each in self.trainable_weights if each.regularizer is not None]

    def _forget_losses(self) -> None:
        for layer in self._flattened():
            layer._own_losses.clear()

    @property
    def _layers(self) -> list[Layer]:
        """The layers that are attributes, alone or in containers, in the order in which they were set."""
        found: list[Layer] = []
        for name, value in vars(self).items():
            if name not in _INTERNAL:
                found.extend(each for each in _layers_in(value) if all(each is not other for other in found))
        return found

    def _flattened(self) -> Iterator[Layer]:
        yield self
        for layer in self._layers:
            yield from layer._flattened()

    @property
    def weights(self) -> list[Variable]:
        """The variables of the layer in the order in which they were made, then those of the layers inside."""
        return _distinct(each for layer in self._flattened() for each in layer._own_variables)

    @property
    def variables(self) -> list[Variable]:
        """The weights, with the states of random layers."""
        found: list[Variable] = list(self._own_variables)
        found += [generator.state for generator in self._seed_generators]
        for layer in self._layers:
            found += layer.variables
        return _distinct(found)

    @property
    def trainable_weights(self) -> list[Variable]:
        """The weights that training changes."""
        return [each for each in self.weights if each.trainable] if self.trainable else []

    @property
    def trainable_variables(self) -> list[Variable]:
        """The variables that training changes: what to differentiate by."""
        return [each for each in self.variables if each.trainable] if self.trainable else []

    @property
    def non_trainable_weights(self) -> list[Variable]:
        """The other weights."""
        return [each for each in self.weights if not each.trainable] if self.trainable else self.weights

    @property
    def non_trainable_variables(self) -> list[Variable]:
        """The other variables."""
        return [each for each in self.variables if not each.trainable] if self.trainable else self.variables

    @property
    def trainable(self) -> bool:
        """Whether training changes the layer; setting it sets it for its variables and the layers inside."""
        return self._trainable

    @trainable.setter
    def trainable(self, value: bool) -> None:
        self._trainable = bool(value)
        for variable in self._own_variables:
            if variable.learns:
                variable.trainable = value
        for layer in self._layers:
            layer.trainable = value

    @property
    def dtype(self) -> str:
        """The name of the dtype of its variables."""
        return self._dtype.name

    @property
    def compute_dtype(self) -> str:
        """The name of the dtype in which it computes."""
        return self._dtype.name

    variable_dtype = compute_dtype

    def get_weights(self) -> list[Any]:
        """Give the weights as arrays."""
        return [each.numpy() for each in self.weights]

    def set_weights(self, weights: Any) -> None:
        """Set the weights from arrays. Raises ValueError where their number or a shape does not fit."""
        mine = self.weights
        if len(mine) != len(weights):
            raise ValueError(
                f"You called `set_weights(weights)` on layer '{self.name}' with a weight list of length "
                f"{len(weights)}, but the layer was expecting {len(mine)} weights."
            )
        for variable, value in zip(mine, weights, strict=True):
            if tuple(variable.shape) != np.shape(value):
                raise ValueError(
                    f"Layer {self.name} weight shape {variable.shape} is not compatible with provided weight shape "
                    f"{np.shape(value)}."
                )
            variable.assign(value)

    def count_params(self) -> int:
        """Count the numbers in the weights. Raises ValueError for a layer that is not built."""
        if not self.built:
            raise ValueError(
                f"You tried to call `count_params` on layer '{self.name}', but the layer isn't built. You can build it "
                "manually via: `layer.build(input_shape)`."
            )
        return sum(each.size for each in self.weights)

    def compute_output_shape(self, input_shape: Any) -> tuple[Any, ...]:
        """Give the shape of the output for an input of this shape, None standing for the batch."""
        shape = symbolic_call(self, (Symbol.of_shape(tuple(input_shape)),), {}).shape
        return tuple(shape)

    def get_config(self) -> dict[str, Any]:
        """Give the arguments that all layers have; a subclass adds its own."""
        return {"name": self.name, "trainable": self.trainable, "dtype": self.dtype}

    def _check_made(self) -> None:
        if "_own_variables" not in vars(self):
            raise RuntimeError(
                f"In layer '{type(self).__name__}', you forgot to call `super().__init__()` as the first statement in "
                "the `__init__()` method. Go add it!"
            )

    def __setattr__(self, name: str, value: Any) -> None:
        if isinstance(value, Variable):
            self._check_made()
            if all(value is not each for each in self._own_variables):
                self._own_variables.append(value)
        elif isinstance(value, SeedGenerator):
            self._seed_generators.append(value)
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}, built={self.built}>"


def _built_in_scope(build: Any) -> Any:
    """Make what a `build` makes bear the layer's name, also where a user calls it."""

    @functools.wraps(build)
    def scoped(self: Layer, *args: Any, **kwargs: Any) -> None:
        with Scope(self.name, self):
            build(self, *args, **kwargs)
        self.built = True

    return scoped


def _shape_of(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_shape_of(each) for each in value]
    if isinstance(value, dict):
        return {key: _shape_of(each) for key, each in value.items()}
    return tuple(value.shape) if hasattr(value, "shape") else None


def _layers_in(value: Any) -> Iterator[Layer]:
    if isinstance(value, Layer):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _layers_in(each)
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from _layers_in(each)


def _distinct(variables: Any) -> list[Variable]:
    return list({id(each): each for each in variables}.values())
