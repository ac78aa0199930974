"""`keras.layers`: dense layers, shapes, dropout, embeddings and activations as layers."""

from __future__ import annotations

import math
from typing import Any

from tapeviz.fallback.keras import activation_functions as activations
from tapeviz.fallback.keras import seeding, weight_initializers
from tapeviz.fallback.keras.engine import add_bias, tensor, tf
from tapeviz.fallback.keras.input_spec import InputSpec
from tapeviz.fallback.keras.layer import Layer
from tapeviz.fallback.namespaces import export


@export("keras.layers.Dense")
class Dense(Layer):
    """activation(inputs @ kernel + bias), on the last axis: shape [..., n] becomes [..., units].

    Raises ValueError for units that are no positive integer, and for inputs of another last size than the first ones.
    """

    def __init__(
        self,
        units: Any,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        lora_rank: Any = None,
        **kwargs: Any,
    ) -> None:
        if not (isinstance(units, int) and units > 0):
            raise ValueError(
                f"Received an invalid value for `units`, expected a positive integer. Received: units={units}"
            )
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        # Made now, for each random one draws its seed when it is made.
        self._kernel_made = (weight_initializers.get(kernel_initializer), kernel_regularizer, kernel_constraint)
        self._bias_made = (weight_initializers.get(bias_initializer), bias_regularizer, bias_constraint)
        self.kernel: Any = None
        self.bias: Any = None
        self.input_spec = InputSpec(min_ndim=2)

    def build(self, input_shape: Any) -> None:
        """Make the kernel [n, units] and the bias [units]."""
        size = input_shape[-1]
        initializer, regularizer, constraint = self._kernel_made
        self.kernel = self.add_weight(
            (size, self.units), initializer, regularizer=regularizer, constraint=constraint, name="kernel"
        )
        if self.use_bias:
            initializer, regularizer, constraint = self._bias_made
            self.bias = self.add_weight(
                (self.units,), initializer, regularizer=regularizer, constraint=constraint, name="bias"
            )
        self.input_spec = InputSpec(min_ndim=2, axes={-1: size})

    def call(self, inputs: Any, training: Any = None) -> Any:
        """Compute the output."""
        kernel = self.kernel.value.value()
        inputs = tensor(inputs)
        if not inputs.dtype.is_floating:
            inputs = tf.cast(inputs, kernel.dtype)
        if len(inputs.shape) == 2:
            made = tf.matmul(inputs, kernel)
        else:
            lead = [int(size) for size in inputs.shape[:-1]]
            flat = tf.reshape(inputs, [math.prod(lead), int(inputs.shape[-1])])
            made = tf.reshape(tf.matmul(flat, kernel), [*lead, self.units])
        if self.use_bias:
            made = add_bias(made, self.bias.value.value())
        return self.activation(made) if self.activation is not activations.linear else made

    def get_config(self) -> dict[str, Any]:
        """Give the arguments of such a layer."""
        name = activations.serialize(self.activation)
        return {**super().get_config(), "units": self.units, "activation": name, "use_bias": self.use_bias}


@export("keras.layers.Activation")
class Activation(Layer):
    """An activation, by name or as a function."""

    def __init__(self, activation: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.activation = activations.get(activation)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Apply it."""
        return self.activation(inputs)


@export("keras.layers.ReLU")
class ReLU(Layer):
    """The positive part, with a largest value and a slope below `threshold` if they are given."""

    def __init__(
        self, max_value: Any = None, negative_slope: float = 0.0, threshold: float = 0.0, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.max_value, self.negative_slope, self.threshold = max_value, negative_slope, threshold
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Apply it."""
        return activations.relu(inputs, self.negative_slope, self.max_value, self.threshold)


@export("keras.layers.LeakyReLU")
class LeakyReLU(Layer):
    """The input, times a slope where it is negative."""

    def __init__(self, negative_slope: float = 0.3, **kwargs: Any) -> None:
        if "alpha" in kwargs:
            negative_slope = kwargs.pop("alpha")
        super().__init__(**kwargs)
        self.negative_slope = negative_slope
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Apply it."""
        return activations.leaky_relu(inputs, self.negative_slope)


@export("keras.layers.ELU")
class ELU(Layer):
    """The input, alpha * (exp(x) - 1) where it is negative."""

    def __init__(self, alpha: float = 1.0, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.alpha = alpha
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Apply it."""
        return activations.elu(inputs, self.alpha)


@export("keras.layers.PReLU")
class PReLU(Layer):
    """The input, times a slope that is learned where it is negative."""

    def __init__(self, alpha_initializer: Any = "Zeros", shared_axes: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._initializer = alpha_initializer
        self._shared = shared_axes or ()
        self.alpha: Any = None

    def build(self, input_shape: Any) -> None:
        """Make the slopes."""
        sizes = [1 if axis in self._shared else size for axis, size in enumerate(input_shape)]
        self.alpha = self.add_weight(sizes[1:], self._initializer, name="alpha")

    def call(self, inputs: Any) -> Any:
        """Apply it."""
        positive = tf.nn.relu(inputs)
        return positive + -self.alpha.value.value() * tf.nn.relu(-inputs)


@export("keras.layers.Softmax")
class Softmax(Layer):
    """Positive numbers that add up to 1 along an axis."""

    def __init__(self, axis: int = -1, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.axis = axis
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Apply it."""
        return activations.softmax(inputs, self.axis)


@export("keras.layers.Flatten")
class Flatten(Layer):
    """Shape [batch, ...] becomes [batch, n]."""

    def __init__(self, data_format: str | None = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Reshape."""
        return tf.reshape(inputs, [int(inputs.shape[0]), math.prod(int(size) for size in inputs.shape[1:])])


@export("keras.layers.Reshape")
class Reshape(Layer):
    """Shape [batch, ...] becomes [batch, *target_shape]; -1 is what remains."""

    def __init__(self, target_shape: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.target_shape = tuple(target_shape)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Reshape."""
        return tf.reshape(inputs, [int(inputs.shape[0]), *self.target_shape])


@export("keras.layers.Permute")
class Permute(Layer):
    """The axes behind the batch in another order; they are counted from 1."""

    def __init__(self, dims: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.dims = tuple(dims)

    def call(self, inputs: Any) -> Any:
        """Transpose."""
        return tf.transpose(inputs, (0, *self.dims))


@export("keras.layers.RepeatVector")
class RepeatVector(Layer):
    """Shape [batch, n] becomes [batch, times, n]."""

    def __init__(self, n: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.n = n

    def call(self, inputs: Any) -> Any:
        """Repeat."""
        return tf.tile(tf.expand_dims(inputs, 1), [1, self.n, 1])


@export("keras.layers.Dropout")
class Dropout(Layer):
    """In training, zeros in the place of a share `rate` of the elements, and the rest scaled up.

    Raises ValueError for a rate that is not in [0, 1].
    """

    def __init__(self, rate: float, noise_shape: Any = None, seed: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        if not 0 <= rate <= 1:
            raise ValueError(
                "Invalid value received for argument `rate`. Expected a float value between 0 and 1. Received: "
                f"rate={rate}"
            )
        self.rate, self.noise_shape, self.seed = rate, noise_shape, seed
        if rate > 0:
            self.seed_generator = seeding.SeedGenerator(seed)
        self.built = True

    def call(self, inputs: Any, training: Any = False) -> Any:
        """Drop elements."""
        if not training or self.rate == 0:
            return inputs
        return seeding.dropout(inputs, self.rate, self.noise_shape, self.seed_generator)


@export("keras.layers.GaussianNoise")
class GaussianNoise(Layer):
    """In training, the input and normal noise of deviation `stddev`."""

    def __init__(self, stddev: float, seed: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.stddev = stddev
        self.seed_generator = seeding.SeedGenerator(seed)

    def call(self, inputs: Any, training: Any = False) -> Any:
        """Add noise."""
        if not training or not self.stddev:
            return inputs
        return inputs + seeding.normal(inputs.shape, 0.0, self.stddev, inputs.dtype, self.seed_generator)


@export("keras.layers.Embedding")
class Embedding(Layer):
    """Rows of a table: integers of shape [...] become [..., output_dim]."""

    def __init__(
        self,
        input_dim: int,
        output_dim: int,
        embeddings_initializer: Any = "uniform",
        embeddings_regularizer: Any = None,
        embeddings_constraint: Any = None,
        mask_zero: bool = False,
        weights: Any = None,
        **kwargs: Any,
    ) -> None:
        kwargs.pop("input_length", None)
        super().__init__(**kwargs)
        self.input_dim, self.output_dim = input_dim, output_dim
        made = "random_uniform" if embeddings_initializer == "uniform" else embeddings_initializer
        self._made = (weight_initializers.get(made), embeddings_regularizer, embeddings_constraint)
        self.autocast = False
        self.embeddings: Any = None

    def build(self, input_shape: Any = None) -> None:
        """Make the table [input_dim, output_dim]."""
        initializer, regularizer, constraint = self._made
        self.embeddings = self.add_weight(
            (self.input_dim, self.output_dim),
            initializer,
            regularizer=regularizer,
            constraint=constraint,
            name="embeddings",
        )

    def call(self, inputs: Any) -> Any:
        """Look the rows up. Integers of other types become int32, as in Keras."""
        inputs = tensor(inputs)
        if inputs.dtype.name not in {"int32", "int64"}:
            inputs = tf.cast(inputs, "int32")
        inputs = tf.where(inputs < 0, inputs + self.input_dim, inputs)
        return tf.gather(self.embeddings.value.value(), inputs)


@export("keras.layers.Lambda")
class Lambda(Layer):
    """Any function as a layer."""

    def __init__(
        self, function: Any, output_shape: Any = None, mask: Any = None, arguments: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self.function = function
        self.arguments = dict(arguments or {})
        self.built = True

    def call(self, inputs: Any, **kwargs: Any) -> Any:
        """Call it."""
        kwargs.pop("training", None)
        return self.function(inputs, **{**self.arguments, **kwargs})


@export("keras.layers.InputLayer", "keras.InputLayer")
class InputLayer(Layer):
    """What the inputs of a sequential model look like."""

    def __init__(self, shape: Any = None, batch_size: Any = None, batch_shape: Any = None, **kwargs: Any) -> None:
        given = kwargs.pop("input_shape", shape)
        super().__init__(**kwargs)
        if given is None and batch_shape is None:
            raise ValueError("You must pass a `shape` argument.")
        self.batch_shape = tuple(batch_shape) if batch_shape else (batch_size, *given)
        self.built = True

    def call(self, inputs: Any) -> Any:
        """Give them as they are."""
        return inputs


@export("keras.layers.ActivityRegularization")
class ActivityRegularization(Layer):
    """The input, whose size is added to the losses."""

    def __init__(self, l1: float = 0.0, l2: float = 0.0, **kwargs: Any) -> None:
        from tapeviz.fallback.keras.penalties import L1L2

        super().__init__(activity_regularizer=L1L2(l1, l2), **kwargs)

    def call(self, inputs: Any) -> Any:
        """Give it as it is."""
        return inputs
