"""`keras.layers`: convolutions over rows, images and volumes, and their adjoints; channels are last."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.keras import activation_functions as activations
from tapeviz.fallback.keras import weight_initializers
from tapeviz.fallback.keras.engine import tf
from tapeviz.fallback.keras.input_spec import InputSpec
from tapeviz.fallback.keras.layer import Layer
from tapeviz.fallback.namespaces import export


def as_sizes(value: Any, rank: int, name: str) -> tuple[int, ...]:
    """Give one number per axis. Raises ValueError for another count of numbers."""
    sizes = (value,) * rank if isinstance(value, int) else tuple(value)
    if len(sizes) != rank:
        raise ValueError(f"The `{name}` argument must be a tuple of {rank} integers. Received {name}={value}")
    return sizes


def check_format(data_format: Any) -> None:
    """Raise ValueError for channels that are not last."""
    if data_format not in {None, "channels_last"}:
        raise ValueError(
            f"data_format={data_format!r} is not covered by the NumPy engine: channels must be last; install "
            "tensorflow to use it"
        )


class _Conv(Layer):
    """Base of convolutions: kernel [*kernel_size, channels, filters], bias, activation."""

    rank = 2

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        data_format: Any = None,
        dilation_rate: Any = 1,
        groups: int = 1,
        activation: Any = None,
        use_bias: bool = True,
        kernel_initializer: Any = "glorot_uniform",
        bias_initializer: Any = "zeros",
        kernel_regularizer: Any = None,
        bias_regularizer: Any = None,
        activity_regularizer: Any = None,
        kernel_constraint: Any = None,
        bias_constraint: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(activity_regularizer=activity_regularizer, **kwargs)
        check_format(data_format)
        if filters <= 0:
            raise ValueError(
                f"Invalid value for argument `filters`. Expected a strictly positive value. Received filters={filters}."
            )
        if groups != 1:
            raise ValueError(f"groups={groups} is not covered by the NumPy engine; install tensorflow to use it")
        self.filters = filters
        self.kernel_size = as_sizes(kernel_size, self.rank, "kernel_size")
        self.strides = as_sizes(strides, self.rank, "strides")
        self.dilation_rate = as_sizes(dilation_rate, self.rank, "dilation_rate")
        self.padding = padding.lower()
        self.activation = activations.get(activation)
        self.use_bias = use_bias
        self._kernel_made = (weight_initializers.get(kernel_initializer), kernel_regularizer, kernel_constraint)
        self._bias_made = (weight_initializers.get(bias_initializer), bias_regularizer, bias_constraint)
        self.kernel: Any = None
        self.bias: Any = None
        self.input_spec = InputSpec(min_ndim=self.rank + 2)

    def build(self, input_shape: Any) -> None:
        """Make kernel and bias for these channels."""
        channels = input_shape[-1]
        self.input_spec = InputSpec(min_ndim=self.rank + 2, axes={-1: channels})
        self._make_kernels(channels)
        if self.use_bias:
            initializer, regularizer, constraint = self._bias_made
            shape = (self._outputs(channels),)
            self.bias = self.add_weight(shape, initializer, regularizer=regularizer, constraint=constraint, name="bias")

    def _outputs(self, channels: int) -> int:
        return self.filters

    def _make_kernels(self, channels: int) -> None:
        self.kernel = self._kernel((*self.kernel_size, channels, self.filters))

    def _kernel(self, shape: tuple[int, ...], name: str = "kernel") -> Any:
        initializer, regularizer, constraint = self._kernel_made
        return self.add_weight(shape, initializer, regularizer=regularizer, constraint=constraint, name=name)

    def call(self, inputs: Any) -> Any:
        """Convolve, add the bias, activate."""
        made = self._convolved(inputs)
        if self.use_bias:
            bias = self.bias.value.value()
            size = int(bias.shape[0])
            whole = tf.reshape(bias, [1] * (self.rank + 1) + [size])
            made = tf.nn.bias_add(made, tf.squeeze(whole)) if size > 1 else tf.add(made, whole)
        return made if self.activation is activations.linear else self.activation(made)

    def _convolved(self, inputs: Any) -> Any:
        kernel = self.kernel.value.value()
        return tf.nn.convolution(inputs, kernel, self.strides, self.padding.upper(), dilations=self.dilation_rate)


@export("keras.layers.Conv1D", "keras.layers.Convolution1D")
class Conv1D(_Conv):
    """Convolution over rows: shape [batch, steps, channels]; `padding="causal"` looks back only."""

    rank = 1

    def _convolved(self, inputs: Any) -> Any:
        padding = self.padding
        if padding == "causal":
            before = self.dilation_rate[0] * (self.kernel_size[0] - 1)
            inputs, padding = tf.pad(inputs, [[0, 0], [before, 0], [0, 0]]), "valid"
        kernel = self.kernel.value.value()
        return tf.nn.conv1d(inputs, kernel, self.strides[0], padding.upper(), dilations=self.dilation_rate[0])


@export("keras.layers.Conv2D", "keras.layers.Convolution2D")
class Conv2D(_Conv):
    """Convolution over images: shape [batch, height, width, channels]."""


@export("keras.layers.Conv3D", "keras.layers.Convolution3D")
class Conv3D(_Conv):
    """Convolution over volumes: shape [batch, depth, height, width, channels]."""

    rank = 3


@export("keras.layers.DepthwiseConv2D")
class DepthwiseConv2D(_Conv):
    """Convolution of each channel by itself, `depth_multiplier` times."""

    def __init__(self, kernel_size: Any, *args: Any, depth_multiplier: int = 1, **kwargs: Any) -> None:
        kwargs["kernel_initializer"] = kwargs.pop("depthwise_initializer", "glorot_uniform")
        super().__init__(1, kernel_size, *args, **kwargs)
        self.depth_multiplier = depth_multiplier

    def _outputs(self, channels: int) -> int:
        return channels * self.depth_multiplier

    def _make_kernels(self, channels: int) -> None:
        self.kernel = self._kernel((*self.kernel_size, channels, self.depth_multiplier))

    def _convolved(self, inputs: Any) -> Any:
        return tf.nn.depthwise_conv2d(
            inputs, self.kernel.value.value(), [1, *self.strides, 1], self.padding.upper(), dilations=self.dilation_rate
        )


@export("keras.layers.SeparableConv2D", "keras.layers.SeparableConvolution2D")
class SeparableConv2D(_Conv):
    """Convolution of each channel by itself, then of all channels at each place."""

    def __init__(self, filters: int, kernel_size: Any, *args: Any, depth_multiplier: int = 1, **kwargs: Any) -> None:
        kwargs["kernel_initializer"] = kwargs.pop("depthwise_initializer", "glorot_uniform")
        second = kwargs.pop("pointwise_initializer", "glorot_uniform")
        super().__init__(filters, kernel_size, *args, **kwargs)
        self._second = weight_initializers.get(second)
        self.depth_multiplier = depth_multiplier
        self.pointwise_kernel: Any = None

    def _make_kernels(self, channels: int) -> None:
        self.kernel = self._kernel((*self.kernel_size, channels, self.depth_multiplier), "depthwise_kernel")
        shape = (1, 1, channels * self.depth_multiplier, self.filters)
        self.pointwise_kernel = self.add_weight(shape, self._second, name="pointwise_kernel")

    def _convolved(self, inputs: Any) -> Any:
        return tf.nn.separable_conv2d(
            inputs,
            self.kernel.value.value(),
            self.pointwise_kernel.value.value(),
            [1, *self.strides, 1],
            self.padding.upper(),
            dilations=self.dilation_rate,
        )


class _Transposed(_Conv):
    """Base of the adjoints of convolutions: kernel [*kernel_size, filters, channels]."""

    def __init__(
        self,
        filters: int,
        kernel_size: Any,
        strides: Any = 1,
        padding: str = "valid",
        output_padding: Any = None,
        data_format: Any = None,
        dilation_rate: Any = 1,
        **kwargs: Any,
    ) -> None:
        super().__init__(filters, kernel_size, strides, padding, data_format, dilation_rate, **kwargs)
        self.output_padding = None if output_padding is None else as_sizes(output_padding, self.rank, "output_padding")

    def _make_kernels(self, channels: int) -> None:
        self.kernel = self._kernel((*self.kernel_size, self.filters, channels))

    def _convolved(self, inputs: Any) -> Any:
        shape = [int(size) for size in inputs.shape]
        inner = [self._size(size, axis) for axis, size in enumerate(shape[1:-1])]
        return tf.nn.conv_transpose(
            inputs,
            self.kernel.value.value(),
            [shape[0], *inner, self.filters],
            list(self.strides),
            self.padding.upper(),
            dilations=list(self.dilation_rate),
        )

    def _size(self, size: int, axis: int) -> int:
        """Give the output's size along an axis, as Keras chooses among those that would fit."""
        step = self.strides[axis]
        window = (self.kernel_size[axis] - 1) * self.dilation_rate[axis] + 1
        if self.output_padding is None:
            return size * step if self.padding == "same" else size * step + max(window - step, 0)
        before = window // 2 if self.padding == "same" else 0
        return (size - 1) * step + window - 2 * before + self.output_padding[axis]


@export("keras.layers.Conv1DTranspose", "keras.layers.Convolution1DTranspose")
class Conv1DTranspose(_Transposed):
    """The adjoint of `Conv1D`."""

    rank = 1


@export("keras.layers.Conv2DTranspose", "keras.layers.Convolution2DTranspose")
class Conv2DTranspose(_Transposed):
    """The adjoint of `Conv2D`: makes images larger."""


@export("keras.layers.Conv3DTranspose", "keras.layers.Convolution3DTranspose")
class Conv3DTranspose(_Transposed):
    """The adjoint of `Conv3D`."""

    rank = 3
