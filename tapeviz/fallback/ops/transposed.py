"""Transposed convolutions: the adjoints of convolutions as functions of their own."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback.convert import arguments, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops.arrays import expand_dims, squeeze
from tapeviz.fallback.ops.convolution import attributes, channel_axis, flat_layout
from tapeviz.fallback.ops.sliding import explicit, per_axis


@export("nn.conv2d_transpose")
def conv2d_transpose(
    input: Any,
    filters: Any,
    output_shape: Any,
    strides: Any,
    padding: Any = "SAME",
    data_format: Any = "NHWC",
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """The adjoint of `conv2d`: filters [height, width, outputs, channels] spread each place of the input.

    Raises InvalidArgumentError unless a convolution would make the input's shape from `output_shape`.
    """
    layout = data_format or "NHWC"
    word, pads = explicit(padding)
    steps = per_axis(strides, 2, channel_axis(layout, 3), "strides")
    rates = per_axis(dilations, 2, channel_axis(layout, 3), "dilations")
    x, weights = arguments(input, filters)
    attrs = attributes(steps, word, pads, layout, rates)
    return execute("Conv2DBackpropInput", (ints(output_shape), weights, x), attrs)


@export("nn.conv1d_transpose")
def conv1d_transpose(
    input: Any,
    filters: Any,
    output_shape: Any,
    strides: Any,
    padding: Any = "SAME",
    data_format: Any = "NWC",
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """The adjoint of `conv1d`, with filters [width, outputs, channels]."""
    axis, layout = flat_layout(data_format)
    place = axis % 4
    shape = [int(size) for size in ints(output_shape)._array]
    steps = [1, *per_axis(strides, 1, channel_axis(layout, 2), "stride")]
    rates = [1, *per_axis(dilations, 1, channel_axis(layout, 2), "dilations")]
    x, weights = arguments(input, filters)
    attrs = attributes(steps, padding, [], layout, rates)
    inputs = (ints([*shape[:place], 1, *shape[place:]]), expand_dims(weights, 0), expand_dims(x, place))
    return squeeze(execute("Conv2DBackpropInput", inputs, attrs), [place])


@export("nn.conv3d_transpose")
def conv3d_transpose(
    input: Any,
    filters: Any,
    output_shape: Any,
    strides: Any,
    padding: Any = "SAME",
    data_format: Any = "NDHWC",
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """The adjoint of `conv3d`, with filters [depth, height, width, outputs, channels]."""
    steps = per_axis(strides, 3, channel_axis(data_format or "NDHWC", 4), "strides")
    rates = per_axis(dilations, 3, channel_axis(data_format or "NDHWC", 4), "dilations")
    x, weights = arguments(input, filters)
    attrs = attributes(steps, padding, [], data_format or "NDHWC", rates)
    return execute("Conv3DBackpropInputV2", (ints(output_shape), weights, x), attrs)


@export("nn.conv_transpose")
def conv_transpose(
    input: Any,
    filters: Any,
    output_shape: Any,
    strides: Any,
    padding: Any = "SAME",
    data_format: Any = None,
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """The transposed convolution of as many axes as `output_shape` has besides batch and channels."""
    axes = ints(output_shape)._array.size - 2
    if not 1 <= axes <= 3:
        raise ValueError(
            f"`output_shape` must be of length 3, 4 or 5. Received: output_shape={output_shape} of length {axes + 2}."
        )
    function = (conv1d_transpose, conv2d_transpose, conv3d_transpose)[axes - 1]
    return function(input, filters, output_shape, strides, padding, data_format, dilations)
