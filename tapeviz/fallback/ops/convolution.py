"""Convolutions of one to three axes and depthwise ones, with gradients of any order.

TensorFlow's CPU has no gradient of dilated and of grouped convolutions; here they are computed, as on its GPU.
"""

from __future__ import annotations

from typing import Any, Final

from tapeviz.fallback import errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, int_vector
from tapeviz.fallback.execute import execute
from tapeviz.fallback.kernels import conv
from tapeviz.fallback.kernels.windows import Plan
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arrays import expand_dims, squeeze
from tapeviz.fallback.ops.sliding import (
    Attrs,
    channels_last,
    explicit,
    named_padding,
    per_axis,
    rank_must_be,
    sizes_of,
    where,
)
from tapeviz.fallback.registry import INDEX, Operation, gradient, op
from tapeviz.fallback.tensor import Array

_FLOAT: Final = "half bfloat16 float double"
_PADDINGS: Final = "SAME VALID EXPLICIT"


def _check(name: str, attrs: Attrs, x: Array, filters: Array) -> None:
    """Raise in TensorFlow's words what keeps an input and filters apart."""
    deep = name == "Conv3D"
    named_padding(attrs["padding"], listed="SAME VALID" if deep else _PADDINGS)
    if deep:
        rank_must_be(x, 5, "input must be 5-dimensional")
        rank_must_be(filters, 5, "filter must be 5-dimensional")
        channels_last(attrs, "CPU implementation of Conv3D currently only supports the NHWC tensor format.")
    elif name == "Conv2D":
        channels_last(
            attrs,
            "The Conv2D op currently only supports the NHWC tensor format on the CPU. "
            f"The op was given the format: {attrs.get('data_format')}",
            kind=errors.UnimplementedError,
        )
        rank_must_be(x, 4, "convolution input must be 4-dimensional: {}")
        rank_must_be(filters, 4, "convolution filter must be 4-dimensional: {}")
    else:
        rank_must_be(x, 4, "input must be 4-dimensional{}")
        rank_must_be(filters, 4, "filter must be 4-dimensional: {}")
    _check_steps(attrs, deep=deep)


def _check_steps(attrs: Attrs, *, deep: bool) -> None:
    strides = attrs["strides"]
    if len(strides) != (5 if deep else 4):
        raise errors.invalid(f"Sliding window strides field must specify {5 if deep else 4} dimensions")
    if strides[0] != 1 or strides[-1] != 1:
        message = "Current implementation does not yet support strides in the batch and depth dimensions."
        raise errors.UnimplementedError(None, None, message)
    if min(strides) <= 0:
        raise errors.invalid("Row and column strides should be larger than 0.")
    if min(attrs["dilations"]) <= 0:
        raise errors.invalid("Dilated rates should be larger than 0.")


def _depths(name: str, x: Array, filters: Array) -> None:
    given, wanted = x.shape[-1], filters.shape[-2]
    if name == "DepthwiseConv2dNative":
        if given != wanted:
            raise errors.invalid(f"input and filter must have the same depth: {given} vs {wanted}")
    elif wanted <= 0:
        raise errors.invalid(f"filter depth must be stricly positive, got {wanted}")
    elif given % wanted:
        first = "Input" if name == "Conv3D" else "input"
        raise errors.invalid(f"{first} depth must be evenly divisible by filter depth: {given} vs {wanted}")


def _family(name: str, for_input: str, for_filter: str, kernels: Any, more: str, sizes: str) -> None:
    """Register a convolution and its two adjoints, each of which is linear in both of its operands."""
    forward, input_gradient, filter_gradient = kernels
    shapes: dict[str, Any] = {"Tshape": INDEX} if sizes == "Tshape" else {}

    @op(name, "T T", T=_FLOAT + more)
    def run(attrs: Attrs, x: Array, filters: Array) -> Array:
        _check(name, attrs, x, filters)
        _depths(name, x, filters)
        return forward(x, filters, where(attrs, x.shape[1:-1], filters.shape[:-2]))  # type: ignore[no-any-return]

    @op(for_input, f"{sizes} T T", T=_FLOAT + more, **shapes)
    def run_for_input(attrs: Attrs, shape: Array, filters: Array, dy: Array) -> Array:
        full = _input_shape(attrs, shape, filters, dy, for_input)
        steps = where(attrs, full[1:-1], filters.shape[:-2])
        _fits(full, filters, dy, steps, name)
        return input_gradient(full, filters, dy, steps)  # type: ignore[no-any-return]

    @op(for_filter, "T int32 T", T=_FLOAT)
    def run_for_filter(attrs: Attrs, x: Array, shape: Array, dy: Array) -> Array:
        full = sizes_of(shape)
        return filter_gradient(x, full, dy, where(attrs, x.shape[1:-1], full[:-2]))  # type: ignore[no-any-return]

    def to_input(operation: Operation, like: Any, filters: Any, g: Any) -> Any:
        return execute(for_input, (int_vector(like._array.shape), filters, g), operation.attrs)

    def to_filter(operation: Operation, x: Any, like: Any, g: Any) -> Any:
        return execute(for_filter, (x, int_vector(like._array.shape), g), operation.attrs)

    @gradient(name)
    def vjp(operation: Operation, g: Any) -> Any:
        x, filters = operation.inputs
        return (
            to_input(operation, x, filters, g) if operation.needs(0) else None,
            to_filter(operation, x, filters, g) if operation.needs(1) else None,
        )

    @gradient(for_input)
    def input_vjp(operation: Operation, g: Any) -> Any:
        _, filters, dy = operation.inputs
        return (
            None,
            to_filter(operation, g, filters, dy) if operation.needs(1) else None,
            execute(name, (g, filters), operation.attrs) if operation.needs(2) else None,
        )

    @gradient(for_filter)
    def filter_vjp(operation: Operation, g: Any) -> Any:
        x, _, dy = operation.inputs
        return (
            to_input(operation, x, g, dy) if operation.needs(0) else None,
            None,
            execute(name, (x, g), operation.attrs) if operation.needs(2) else None,
        )


def _input_shape(attrs: Attrs, shape: Array, filters: Array, dy: Array, name: str) -> tuple[int, ...]:
    """The shape that an adjoint is to have: given whole, or its two spatial sizes alone."""
    given = sizes_of(shape)
    if name == "Conv2DBackpropInput":
        if len(given) not in {2, 4}:
            raise errors.invalid(
                f"Conv2DBackpropInput requires input_sizes to contain 4 values or 2 values, but got: {len(given)}"
            )
        named_padding(attrs["padding"], listed=_PADDINGS)
        if dy.ndim != 4:
            raise errors.invalid(f"input_sizes must be 4-dimensional, got: {dy.ndim}")
        if len(given) == 2:
            return (dy.shape[0], *given, filters.shape[2])
    return given


def _fits(full: tuple[int, ...], filters: Array, dy: Array, steps: Plan, name: str) -> None:
    kind = "Conv2DCustomBackpropInput" if name == "Conv2D" else f"{name}BackpropInput"
    if dy.shape[0] != full[0]:
        raise errors.invalid(
            f"{kind}: input and out_backprop must have the same batch size. Input batch: {full[0]}, "
            f"outbackprop batch: {dy.shape[0]}, batch_dim: 0"
        )
    if name != "DepthwiseConv2dNative":
        if full[-1] % filters.shape[-2]:
            raise errors.invalid(f"{kind}: input depth must be evenly divisible by filter depth")
        if filters.shape[-1] != dy.shape[-1]:
            raise errors.invalid(f"{kind}: filter and out_backprop must have the same out_depth")
    for axis, (actual, computed) in enumerate(zip(dy.shape[1:-1], steps.out, strict=True), 1):
        if actual != computed:
            raise errors.invalid(
                f"{kind}: Size of out_backprop doesn't match computed: actual = {actual}, computed = {computed} "
                f"spatial_dim: {axis} input: {full[axis]} filter: {filters.shape[axis - 1]} output: {actual} "
                f"stride: {steps.strides[axis - 1]} dilation: {steps.dilations[axis - 1]}"
            )


_CONV: Final = (conv.conv, conv.conv_input_gradient, conv.conv_filter_gradient)
_DEPTHWISE: Final = (conv.depthwise, conv.depthwise_input_gradient, conv.depthwise_filter_gradient)

_family("Conv2D", "Conv2DBackpropInput", "Conv2DBackpropFilter", _CONV, " int32", "int32")
_family("Conv3D", "Conv3DBackpropInputV2", "Conv3DBackpropFilterV2", _CONV, "", "Tshape")
_family(
    "DepthwiseConv2dNative",
    "DepthwiseConv2dNativeBackpropInput",
    "DepthwiseConv2dNativeBackpropFilter",
    _DEPTHWISE,
    "",
    "int32",
)


def attributes(strides: list[int], padding: Any, pads: list[int], data_format: str, dilations: list[int]) -> Attrs:
    """Spell the attributes of a convolution as TensorFlow does."""
    return {
        "strides": strides,
        "use_cudnn_on_gpu": True,
        "padding": padding,
        "explicit_paddings": pads,
        "data_format": data_format,
        "dilations": dilations,
    }


def channel_axis(data_format: str, last: int) -> int:
    """Where a data format has its channels: second, or `last`."""
    return 1 if data_format.startswith("NC") else last


def _batched(x: Any, inner: int, run: Any) -> Any:
    """Join the axes before the last `inner` ones into one batch, and part them again afterwards."""
    shape = x._array.shape
    if x._array.ndim <= inner + 1:
        return run(x)
    lead, rest = shape[:-inner], shape[-inner:]
    out = run(p.reshape(x, (-1, *rest)))
    return p.reshape(out, (*lead, *out._array.shape[1:]))


@export("nn.conv2d")
def conv2d(
    input: Any,
    filters: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NHWC",
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """Convolve images [..., height, width, channels] with filters [height, width, channels / groups, outputs].

    `padding` is "SAME", "VALID" or a list of four pairs. Raises InvalidArgumentError where the shapes do not fit.
    """
    word, pads = explicit(padding)
    layout = data_format or "NHWC"
    steps = per_axis(strides, 2, channel_axis(layout, 3), "strides")
    rates = per_axis(dilations, 2, channel_axis(layout, 3), "dilations")
    attrs = attributes(steps, word, pads, layout, rates)
    x, weights = arguments(input, filters)
    return _batched(x, 3, lambda images: execute("Conv2D", (images, weights), attrs))


@export("nn.conv1d")
def conv1d(
    input: Any,
    filters: Any,
    stride: Any,
    padding: Any,
    data_format: Any = "NWC",
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """Convolve rows [..., width, channels] with filters [width, channels / groups, outputs]."""
    axis, layout = flat_layout(data_format)
    named_padding(padding, listed=_PADDINGS)
    steps = [1, *per_axis(stride, 1, channel_axis(layout, 2), "stride")]
    rates = [1, *per_axis(dilations, 1, channel_axis(layout, 2), "dilations")]
    x, weights = arguments(input, filters)
    attrs = attributes(steps, padding, [], layout, rates)
    kernel = expand_dims(weights, 0)
    out = _batched(expand_dims(x, axis), 3, lambda images: execute("Conv2D", (images, kernel), attrs))
    return squeeze(out, [axis])


def flat_layout(data_format: Any) -> tuple[int, str]:
    """Where a row becomes an image, counted from the end, and what the image's format is called."""
    if data_format in {None, "NWC", "NHWC"}:
        return -3, "NHWC"
    if data_format in {"NCW", "NCHW"}:
        return -2, "NCHW"
    raise ValueError(f"`data_format` must be 'NWC' or 'NCW'. Received: data_format={data_format}")


@export("nn.conv3d")
def conv3d(
    input: Any,
    filters: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NDHWC",
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """Convolve volumes [..., depth, height, width, channels]; `strides` is a list of five numbers."""
    if not isinstance(strides, list | tuple):
        raise TypeError(f"Expected list for 'strides' argument to 'conv3d' Op, not {strides!r}.")
    named_padding(padding)
    rates = [1] * 5 if dilations is None else list(dilations)
    attrs = attributes(list(strides), padding, [], data_format or "NDHWC", rates)
    x, weights = arguments(input, filters)
    return _batched(x, 4, lambda volumes: execute("Conv3D", (volumes, weights), attrs))


@export("nn.convolution")
def convolution(
    input: Any,
    filters: Any,
    strides: Any = None,
    padding: Any = "VALID",
    data_format: Any = None,
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """Convolve over as many axes as the filters have besides their two of channels: one, two or three."""
    axes = convert_to_tensor(filters)._array.ndim - 2
    if axes not in {1, 2, 3}:
        raise ValueError(f"`num_spatial_dims` must be 1, 2, or 3. Received: num_spatial_dims={axes}.")
    steps = per_axis(strides, axes, channel_axis(data_format or "N", axes + 1), "strides")
    rates = per_axis(dilations, axes, channel_axis(data_format or "N", axes + 1), "dilations")
    if axes == 3:
        return conv3d(input, filters, steps, padding, data_format, rates)
    return (conv1d if axes == 1 else conv2d)(input, filters, steps, padding, data_format, rates)


@export("nn.atrous_conv2d")
def atrous_conv2d(value: Any, filters: Any, rate: int, padding: Any, name: str | None = None) -> Any:
    """`conv2d` with steps of `rate` between the places of a filter."""
    return conv2d(value, filters, 1, padding, dilations=rate)


@export("nn.depthwise_conv2d")
def depthwise_conv2d(
    input: Any,
    filter: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """Convolve each channel with its own filters, [height, width, channels, multiplier]; `strides` has four numbers."""
    steps = list(strides)
    if len(steps) == 4 and steps[1] != steps[2]:
        raise errors.InvalidArgumentError(
            None,
            None,
            "Current implementation only supports equal length strides in the row and column dimensions. "
            "[Op:DepthwiseConv2dNative] name: ",
        )
    word, pads = explicit(padding)
    rates = [1, 1] if dilations is None else list(dilations)
    attrs = attributes(steps, word, pads, data_format or "NHWC", [1, *rates, 1])
    channels_last(attrs, "The NumPy engine has depthwise convolutions with the channels last only.")
    return execute("DepthwiseConv2dNative", arguments(input, filter), attrs)


@export("nn.separable_conv2d")
def separable_conv2d(
    input: Any,
    depthwise_filter: Any,
    pointwise_filter: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """`depthwise_conv2d`, then a convolution with filters of one place that mixes the channels.

    Raises ValueError for `pointwise_filter` of another shape than [1, 1, channels, outputs].
    """
    mixing = convert_to_tensor(pointwise_filter)
    if mixing.ndim != 4:
        raise ValueError(f"Shape {mixing.shape} must have rank 4")
    for size in mixing._array.shape[:2]:
        if size != 1:
            raise ValueError(f"Dimensions {size} and 1 are not compatible")
    channels = depthwise_conv2d(input, depthwise_filter, strides, padding, data_format, dilations)
    return conv2d(channels, mixing, 1, "VALID", data_format)
