"""`keras.layers`: recurrent cells, and layers that run a cell along the steps of a sequence."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.keras import activation_functions as activations
from tapeviz.fallback.keras import seeding, weight_initializers
from tapeviz.fallback.keras.engine import add_bias, tf
from tapeviz.fallback.keras.input_spec import InputSpec
from tapeviz.fallback.keras.layer import Layer
from tapeviz.fallback.keras.naming import snake_case
from tapeviz.fallback.namespaces import export


class _Cell(Layer):
    """Base of cells: kernel [n, gates * units], recurrent kernel [units, gates * units], bias."""

    gates = 1
    state_count = 1
    seed_first = False

    def __init__(
        self,
        units: int,
        activation: Any = "tanh",
        recurrent_activation: Any = "sigmoid",
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        recurrent_initializer: Any = "orthogonal",
        bias_initializer: Any = "zeros",
        dropout: float = 0.0,
        recurrent_dropout: float = 0.0,
        seed: Any = None,
        **kwargs: Any,
    ) -> None:
        if units <= 0:
            raise ValueError(
                f"Received an invalid value for argument `units`, expected a positive integer, got {units}."
            )
        if dropout or recurrent_dropout:
            raise ValueError(
                "Dropout inside recurrent cells is not covered by the NumPy engine; put a Dropout layer before, or "
                "install tensorflow"
            )
        super().__init__(**kwargs)
        self.units = units
        self.activation = activations.get(activation)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.use_bias = use_bias
        # In Keras' order, for each of them draws a seed.
        if self.seed_first:
            self.seed_generator = seeding.SeedGenerator(seed)
        self._firsts = [
            weight_initializers.get(each) for each in (kernel_initializer, recurrent_initializer, bias_initializer)
        ]
        if not self.seed_first:
            self.seed_generator = seeding.SeedGenerator(seed)
        self.kernel: Any = None
        self.recurrent_kernel: Any = None
        self.bias: Any = None

    @property
    def state_size(self) -> list[int]:
        """The sizes of the states."""
        return [self.units] * self.state_count

    def _bias_shape(self) -> tuple[int, ...]:
        return (self.gates * self.units,)

    def build(self, input_shape: Any) -> None:
        """Make the kernels and the bias."""
        width = self.gates * self.units
        kernel, recurrent, bias = self._firsts
        self.kernel = self.add_weight((input_shape[-1], width), kernel, name="kernel")
        self.recurrent_kernel = self.add_weight((self.units, width), recurrent, name="recurrent_kernel")
        if self.use_bias:
            self.bias = self.add_weight(self._bias_shape(), self._first_bias(bias), name="bias")

    def _first_bias(self, initializer: Any) -> Any:
        return initializer


@export("keras.layers.SimpleRNNCell")
class SimpleRNNCell(_Cell):
    """h = activation(x @ kernel + bias + h @ recurrent_kernel)."""

    seed_first = True

    def __init__(self, units: int, activation: Any = "tanh", use_bias: bool = True, **kwargs: Any) -> None:
        super().__init__(units, activation, use_bias=use_bias, **kwargs)

    def call(self, inputs: Any, states: Any, training: Any = False) -> Any:
        """Make one step: output and states."""
        before = states[0] if isinstance(states, (list, tuple)) else states
        made = tf.matmul(inputs, self.kernel.value.value())
        if self.use_bias:
            made = add_bias(made, self.bias.value.value())
        output = self.activation(made + tf.matmul(before, self.recurrent_kernel.value.value()))
        return output, [output]


@export("keras.layers.LSTMCell")
class LSTMCell(_Cell):
    """Long short-term memory (Hochreiter and Schmidhuber, 1997): gates for input, forgetting, content and output."""

    gates = 4
    state_count = 2

    def __init__(self, units: int, *args: Any, unit_forget_bias: bool = True, **kwargs: Any) -> None:
        super().__init__(units, *args, **kwargs)
        self.unit_forget_bias = unit_forget_bias

    def _first_bias(self, initializer: Any) -> Any:
        if not self.unit_forget_bias:
            return initializer

        def with_ones(_: Any, dtype: Any = None) -> Any:
            ones = weight_initializers.get("ones")((self.units,), dtype)
            return tf.concat([initializer((self.units,), dtype), ones, initializer((2 * self.units,), dtype)], 0)

        return with_ones

    def call(self, inputs: Any, states: Any, training: Any = False) -> Any:
        """Make one step: output and states."""
        before, carried = states
        made = tf.matmul(inputs, self.kernel.value.value())
        made = made + tf.matmul(before, self.recurrent_kernel.value.value())
        if self.use_bias:
            made = add_bias(made, self.bias.value.value())
        enter, forget, content, leave = tf.split(made, 4, 1)
        enter, forget = self.recurrent_activation(enter), self.recurrent_activation(forget)
        carry = forget * carried + enter * self.activation(content)
        output = self.recurrent_activation(leave) * self.activation(carry)
        return output, [output, carry]


@export("keras.layers.GRUCell")
class GRUCell(_Cell):
    """Gated recurrent unit (Cho et al., 2014): gates for update, reset and content; reset after the product."""

    gates = 3

    def __init__(self, units: int, *args: Any, reset_after: bool = True, **kwargs: Any) -> None:
        super().__init__(units, *args, **kwargs)
        self.reset_after = reset_after

    def _bias_shape(self) -> tuple[int, ...]:
        return (2, 3 * self.units) if self.reset_after else (3 * self.units,)

    def call(self, inputs: Any, states: Any, training: Any = False) -> Any:
        """Make one step: output and states."""
        before = states[0] if isinstance(states, (list, tuple)) else states
        outer, inner = self._biases()
        made = tf.matmul(inputs, self.kernel.value.value())
        made = made if outer is None else add_bias(made, outer)
        x_update, x_reset, x_content = tf.split(made, 3, -1)
        recurrent = self.recurrent_kernel.value.value()
        both = 2 * self.units
        product = tf.matmul(before, recurrent if self.reset_after else recurrent[:, :both])
        product = product if inner is None else product + inner
        h_update, h_reset, h_content = product[:, : self.units], product[:, self.units : both], product[:, both:]
        update = self.recurrent_activation(x_update + h_update)
        reset = self.recurrent_activation(x_reset + h_reset)
        inside = reset * h_content if self.reset_after else tf.matmul(reset * before, recurrent[:, both:])
        content = self.activation(x_content + inside)
        output = update * before + (1 - update) * content
        return output, [output]

    def _biases(self) -> tuple[Any, Any]:
        """Give the bias of the inputs' product and that of the states'."""
        if not self.use_bias:
            return None, None
        bias = self.bias.value.value()
        if not self.reset_after:
            return bias, None
        outer, inner = (tf.squeeze(each, 0) for each in tf.split(bias, 2, 0))
        return outer, inner


@export("keras.layers.StackedRNNCells")
class StackedRNNCells(Layer):
    """Cells one above the other, as one cell."""

    def __init__(self, cells: Any, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.cells = list(cells)

    @property
    def state_size(self) -> list[Any]:
        """The sizes of the cells' states."""
        return [each.state_size for each in self.cells]

    def call(self, inputs: Any, states: Any, training: Any = False) -> Any:
        """Make one step of each."""
        following = []
        for cell, state in zip(self.cells, states, strict=True):
            inputs, made = cell(inputs, state)
            following.append(made)
        return inputs, following


@export("keras.layers.RNN")
class RNN(Layer):
    """Runs a cell along the steps: shape [batch, steps, n] becomes [batch, units], or [batch, steps, units].

    Raises ValueError for what is no cell.
    """

    def __init__(
        self,
        cell: Any,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.cell = StackedRNNCells(cell) if isinstance(cell, (list, tuple)) else cell
        if not hasattr(self.cell, "call"):
            raise ValueError(f"Argument `cell` should have a `call` method. Received: cell={cell}")
        if not hasattr(self.cell, "state_size"):
            raise ValueError(
                "The RNN cell should have a `state_size` attribute (single integer or list of integers, one integer "
                f"per RNN state). Received: cell={cell}"
            )
        if stateful:
            raise ValueError("stateful=True is not covered by the NumPy engine; install tensorflow to use it")
        self.return_sequences, self.return_state, self.go_backwards = return_sequences, return_state, go_backwards

    def build(self, input_shape: Any) -> None:
        """Build the cell for one step."""
        if isinstance(self.cell, Layer) and not self.cell.built:
            self.cell.build((input_shape[0], *input_shape[2:]))
            self.cell.built = True

    def call(self, sequences: Any, initial_state: Any = None, training: Any = False, mask: Any = None) -> Any:
        """Make all steps."""
        states = initial_state
        if states is None:
            states = _zeros(self.cell.state_size, int(sequences.shape[0]), self.dtype)
        states = list(states) if isinstance(states, (list, tuple)) else [states]
        order = list(range(len(sequences.shape)))
        order[:2] = 1, 0
        steps = tf.unstack(tf.transpose(sequences, order))
        outputs = []
        for step in reversed(steps) if self.go_backwards else steps:
            output, states = self.cell(step, states)
            states = list(states) if isinstance(states, (list, tuple)) else [states]
            outputs.append(output)
        made = tf.transpose(tf.stack(outputs), [1, 0, 2]) if self.return_sequences else outputs[-1]
        return (made, *states) if self.return_state else made


def _zeros(size: Any, batch: int, dtype: str) -> Any:
    if isinstance(size, (list, tuple)):
        return [_zeros(each, batch, dtype) for each in size]
    return tf.zeros([batch, size], dtype)


class _Recurrent(RNN):
    """A layer with a cell of its own."""

    cell_class: type[_Cell] = SimpleRNNCell

    def __init__(
        self,
        units: int,
        *args: Any,
        return_sequences: bool = False,
        return_state: bool = False,
        go_backwards: bool = False,
        stateful: bool = False,
        unroll: bool = False,
        name: str | None = None,
        input_shape: Any = None,
        **kwargs: Any,
    ) -> None:
        outer = {} if input_shape is None else {"input_shape": input_shape}
        cell = self.cell_class(units, *args, name=snake_case(self.cell_class.__name__), **kwargs)
        super().__init__(cell, return_sequences, return_state, go_backwards, stateful, unroll, name=name, **outer)
        self.units = units
        self.input_spec = InputSpec(ndim=3)


@export("keras.layers.SimpleRNN")
class SimpleRNN(_Recurrent):
    """A row of `SimpleRNNCell` steps."""


@export("keras.layers.LSTM")
class LSTM(_Recurrent):
    """A row of `LSTMCell` steps."""

    cell_class = LSTMCell


@export("keras.layers.GRU")
class GRU(_Recurrent):
    """A row of `GRUCell` steps."""

    cell_class = GRUCell


@export("keras.layers.TimeDistributed")
class TimeDistributed(Layer):
    """A layer applied to each step."""

    def __init__(self, layer: Layer, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.layer = layer

    def call(self, inputs: Any, training: Any = None) -> Any:
        """Apply it."""
        return tf.stack([self.layer(step) for step in tf.unstack(inputs, axis=1)], axis=1)
