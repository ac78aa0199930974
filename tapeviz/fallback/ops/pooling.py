"""Maximum and average pooling over one to three axes, with gradients of any order."""

from __future__ import annotations

from math import prod
from typing import Any, Final, NamedTuple

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, int_vector
from tapeviz.fallback.execute import execute
from tapeviz.fallback.kernels import pool as kernels
from tapeviz.fallback.kernels.windows import Plan
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arrays import expand_dims, squeeze, stop_gradient
from tapeviz.fallback.ops.convolution import channel_axis, flat_layout
from tapeviz.fallback.ops.sliding import Attrs, channels_last, explicit, named_padding, per_axis, sizes_of, where
from tapeviz.fallback.registry import INDEX, REAL, Operation, gradient, op
from tapeviz.fallback.tensor import Array

_FLOAT: Final = "half bfloat16 float double"


def _windows(attrs: Attrs, shape: tuple[int, ...], kind: str) -> Plan:
    """Where an op's windows lie, or in TensorFlow's words why it has none."""
    flat = kind in {"Max", "Avg"}
    name = f"{kind}PoolingOp" if flat else "Pooling3DOp"
    layout = "NHWC" if flat else "NDHWC"
    channels_last(attrs, f"Default {name} only supports {layout} on device type CPU")
    rank = 4 if flat else 5
    if len(shape) != rank:
        raise errors.invalid(
            f"tensor_in_shape must have 2 spatial dimensions. {len(shape)} 0"
            if flat
            else "tensor_in must be 5-dimensional"
        )
    window, strides = attrs["ksize"], attrs["strides"]
    if min(window) <= 0:
        sizes = ",".join(map(str, window))
        raise errors.invalid(f"Sliding window ksize must be positive. The specified or inferred ksize is: {sizes}")
    if min(strides) <= 0:
        raise errors.invalid(f"Stride must be > 0, but got {min(strides)}")
    if window[0] != 1 or strides[0] != 1:
        raise errors.UnimplementedError(None, None, "Pooling is not yet supported on the batch dimension.")
    if window[-1] != 1 or strides[-1] != 1:
        raise errors.UnimplementedError(None, None, _depth_message(kind, window))
    _check_padding(attrs)
    return where(attrs, shape[1:-1], window[1:-1])


def _depth_message(kind: str, window: list[int]) -> str:
    if not kind.startswith("Max"):
        return "Non-spatial pooling is not yet supported. Volunteers? :)"
    if max(window[1:-1]) > 1:
        return "MaxPooling supports exactly one of pooling across depth or pooling across width/height."
    return "The NumPy engine has no maximum over channels; install tensorflow to use it."


def _check_padding(attrs: Attrs) -> None:
    sides = ("Top", "Bottom", "Left", "Right")
    pads = attrs.get("explicit_paddings", [])[2:-2]
    for side, size, window in zip(sides, pads, np.repeat(attrs["ksize"][1:3], 2), strict=False):
        if size >= window:
            raise errors.invalid(f"{side} padding {size} needs to be smaller than the window size {window}")


def _max_family(suffix: str, allowed: str, gradient_kernel: Any) -> None:
    """Register maximum pooling with its gradient and the gradient of that."""
    name, listed = f"MaxPool{suffix}", "SAME VALID" if suffix else "SAME VALID EXPLICIT"
    kind = "Max3D" if suffix else "Max"

    @op(name, "T", T=allowed)
    def run(attrs: Attrs, x: Array) -> Array:
        named_padding(attrs["padding"], listed=listed)
        return kernels.max_pool(x, _windows(attrs, x.shape, kind))

    @op(f"{name}Grad", "T T T", T=REAL)
    def run_gradient(attrs: Attrs, x: Array, _: Array, dy: Array) -> Array:
        return gradient_kernel(x, dy, _windows(attrs, x.shape, kind))  # type: ignore[no-any-return]

    @op(f"{name}GradGrad", "T T T", T=REAL)
    def run_second(attrs: Attrs, x: Array, _: Array, ddx: Array) -> Array:
        return kernels.max_pool_gradient_adjoint(x, ddx, _windows(attrs, x.shape, kind))

    @gradient(name)
    def vjp(operation: Operation, g: Any) -> Any:
        return execute(f"{name}Grad", (operation.inputs[0], operation.outputs[0], g), operation.attrs)

    @gradient(f"{name}Grad")
    def gradient_vjp(operation: Operation, g: Any) -> Any:
        x, y, _ = operation.inputs
        return p.zeros_like(x), p.zeros_like(y), execute(f"{name}GradGrad", (x, y, g), operation.attrs)

    @gradient(f"{name}GradGrad")
    def second_vjp(operation: Operation, g: Any) -> Any:
        x, y, _ = operation.inputs
        return p.zeros_like(x), p.zeros_like(y), execute(f"{name}Grad", (x, y, g), operation.attrs)


def _avg_family(suffix: str) -> None:
    """Register average pooling with its gradient, which average pooling is the gradient of."""
    name = f"AvgPool{suffix}"
    kind = "Avg3D" if suffix else "Avg"

    @op(name, "T", T=_FLOAT)
    def run(attrs: Attrs, x: Array) -> Array:
        named_padding(attrs["padding"])
        return kernels.avg_pool(x, _windows(attrs, x.shape, kind))

    @op(f"{name}Grad", "int32 T", T=_FLOAT)
    def run_gradient(attrs: Attrs, shape: Array, dy: Array) -> Array:
        full = sizes_of(shape)
        return kernels.avg_pool_gradient(full, dy, _windows(attrs, full, kind))

    @gradient(name)
    def vjp(operation: Operation, g: Any) -> Any:
        return execute(f"{name}Grad", (int_vector(operation.inputs[0]._array.shape), g), operation.attrs)

    @gradient(f"{name}Grad")
    def gradient_vjp(operation: Operation, g: Any) -> Any:
        return stop_gradient(operation.inputs[0]), execute(name, (g,), operation.attrs)


_max_family("", "half bfloat16 float double int32 int64 uint8 int16 int8 uint16 qint8", kernels.max_pool_gradient)
_max_family("3D", "half bfloat16 float", kernels.max_pool_gradient_to_all)
_avg_family("")
_avg_family("3D")


@op("MaxPoolWithArgmax", "T", T=REAL)
def _max_pool_with_argmax(attrs: Attrs, x: Array) -> tuple[Array, Array]:
    named_padding(attrs["padding"])
    windows = _windows(attrs, x.shape, "Max")
    places = kernels.place_of_maximum(x, windows)
    if attrs["include_batch_in_index"]:
        places = places + (np.arange(len(x)) * prod(x.shape[1:])).reshape(-1, 1, 1, 1)
    return kernels.max_pool(x, windows), places.astype(attrs["Targmax"].as_numpy_dtype)


@op("MaxPoolGradWithArgmax", "T T Targmax", T=REAL, Targmax=INDEX)
def _max_pool_grad_with_argmax(attrs: Attrs, x: Array, dy: Array, argmax: Array) -> Array:
    dx = np.zeros((len(x), prod(x.shape[1:])), dy.dtype)
    rows = np.arange(len(x)).reshape(-1, 1, 1, 1)
    np.add.at(dx, (rows, argmax % max(1, dx.shape[1])), dy)
    return dx.reshape(x.shape)


@gradient("MaxPoolWithArgmax")
def _max_pool_with_argmax_vjp(operation: Operation, g: Any, _: Any) -> Any:
    return execute("MaxPoolGradWithArgmax", (operation.inputs[0], g, operation.outputs[1]), operation.attrs)


def _attributes(ksize: list[int], strides: list[int], padding: Any, data_format: str) -> dict[str, Any]:
    return {"ksize": ksize, "strides": strides, "padding": padding, "data_format": data_format}


def _image_pool(op_type: str, x: Any, ksize: Any, strides: Any, padding: Any, data_format: Any) -> Any:
    layout = data_format or "NHWC"
    channel = channel_axis(layout, 3)
    window, steps = per_axis(ksize, 2, channel, "ksize"), per_axis(strides, 2, channel, "strides")
    return execute(op_type, (convert_to_tensor(x),), _padded(op_type, window, steps, padding, layout, 4))


def _padded(op_type: str, window: list[int], steps: list[int], padding: Any, layout: str, pairs: int) -> dict[str, Any]:
    if op_type != "MaxPool":
        named_padding(padding)
        return _attributes(window, steps, padding, layout)
    word, pads = explicit(padding, pairs)
    lead = [0, 0] if pads and pairs == 3 else []
    return _attributes(window, steps, word, layout) | {"explicit_paddings": [*lead, *pads]}


def _row_pool(op_type: str, x: Any, ksize: Any, strides: Any, padding: Any, data_format: Any) -> Any:
    axis, layout = flat_layout(data_format)
    channel = channel_axis(layout, 2)
    window, steps = [1, *per_axis(ksize, 1, channel, "ksize")], [1, *per_axis(strides, 1, channel, "strides")]
    attrs = _padded(op_type, window, steps, padding, layout, 3)
    return squeeze(execute(op_type, (expand_dims(x, axis % 4),), attrs), [axis % 4])


def _volume_pool(op_type: str, x: Any, ksize: Any, strides: Any, padding: Any, data_format: Any) -> Any:
    layout = data_format or "NDHWC"
    channel = channel_axis(layout, 4)
    window, steps = per_axis(ksize, 3, channel, "ksize"), per_axis(strides, 3, channel, "strides")
    named_padding(padding)
    return execute(op_type, (convert_to_tensor(x),), _attributes(window, steps, padding, layout))


@export("nn.max_pool1d")
def max_pool1d(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NWC",
    name: str | None = None,
) -> Any:
    """The maximum of each window over rows [batch, width, channels]."""
    return _row_pool("MaxPool", input, ksize, strides, padding, data_format)


@export("nn.max_pool2d")
def max_pool2d(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NHWC",
    name: str | None = None,
) -> Any:
    """The maximum of each window over images [batch, height, width, channels]; its first place has the gradient."""
    return _image_pool("MaxPool", input, ksize, strides, padding, data_format)


@export("nn.max_pool3d")
def max_pool3d(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NDHWC",
    name: str | None = None,
) -> Any:
    """The maximum of each window over volumes [batch, depth, height, width, channels]; see the kernels for ties."""
    return _volume_pool("MaxPool3D", input, ksize, strides, padding, data_format)


@export("nn.avg_pool1d")
def avg_pool1d(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NWC",
    name: str | None = None,
) -> Any:
    """The mean of each window over rows [batch, width, channels]."""
    return _row_pool("AvgPool", input, ksize, strides, padding, data_format)


@export("nn.avg_pool2d")
def avg_pool2d(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NHWC",
    name: str | None = None,
) -> Any:
    """The mean of each window over images [batch, height, width, channels]; padding does not count."""
    return _image_pool("AvgPool", input, ksize, strides, padding, data_format)


@export("nn.avg_pool3d")
def avg_pool3d(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = "NDHWC",
    name: str | None = None,
) -> Any:
    """The mean of each window over volumes [batch, depth, height, width, channels]."""
    return _volume_pool("AvgPool3D", input, ksize, strides, padding, data_format)


def _by_rank(functions: tuple[Any, Any, Any], x: Any, *arguments: Any) -> Any:
    axes = len(x.shape) - 2
    if not 1 <= axes <= 3:
        raise ValueError(f"`input.shape.rank` must be 3, 4 or 5. Received: input.shape={x.shape} of rank {axes + 2}.")
    return functions[axes - 1](x, *arguments)


@export("nn.max_pool")
def max_pool(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    name: str | None = None,
) -> Any:
    """Maximum pooling over as many axes as the input has besides batch and channels."""
    return _by_rank((max_pool1d, max_pool2d, max_pool3d), input, ksize, strides, padding, data_format)


@export("nn.avg_pool")
def avg_pool(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: Any = None,
    name: str | None = None,
) -> Any:
    """Average pooling over as many axes as the input has besides batch and channels."""
    return _by_rank((avg_pool1d, avg_pool2d, avg_pool3d), input, ksize, strides, padding, data_format)


@export("nn.pool")
def pool(
    input: Any,
    window_shape: Any,
    pooling_type: str,
    strides: Any = None,
    padding: Any = "VALID",
    data_format: Any = None,
    dilations: Any = None,
    name: str | None = None,
) -> Any:
    """`max_pool` or `avg_pool` by name ("MAX", "AVG"), with steps of `dilations` between the places of a window.

    Raises ValueError for another name, for dilated windows with padding, and for strides larger than windows.
    """
    axes = len(window_shape)
    if pooling_type not in {"MAX", "AVG"}:
        raise ValueError(f"{axes}-D {pooling_type} pooling is not supported.")
    steps, rates = np.ones(axes, int) * (strides or 1), np.ones(axes, int) * (dilations or 1)
    if padding == "SAME" and (rates > 1).any():
        raise ValueError(
            "pooling with 'SAME' padding is not implemented for `dilation_rate` > 1. "
            f"Received: padding={padding} and dilation_rate={rates}"
        )
    if (steps > np.array(window_shape)).any():
        raise ValueError(
            "`strides` > `window_shape` not supported due to inconsistency between CPU and GPU implementations. "
            f"Received: strides={steps} and window_shape={window_shape}"
        )
    function = max_pool if pooling_type == "MAX" else avg_pool
    if (rates == 1).all():
        return function(input, list(window_shape), steps.tolist(), padding, data_format)
    if axes == 1:
        rows = pool(expand_dims(input, 1), [1, *window_shape], pooling_type, [1, *steps], padding, None, [1, *rates])
        return squeeze(rows, [1])
    op_type = f"{pooling_type.title()}Pool{'3D' if axes == 3 else ''}"
    attrs = _attributes(
        [1, *window_shape, 1], [1, *steps.tolist(), 1], padding, data_format or "N" + "DHWC"[-axes - 1 :]
    )
    return execute(op_type, (convert_to_tensor(input),), attrs | {"dilations": [1, *rates.tolist(), 1]})


class MaxPoolWithArgmax(NamedTuple):
    """What `max_pool_with_argmax` gives."""

    output: Any
    argmax: Any


@export("nn.max_pool_with_argmax")
def max_pool_with_argmax(
    input: Any,
    ksize: Any,
    strides: Any,
    padding: Any,
    data_format: str = "NHWC",
    output_dtype: Any = dtypes.int64,
    include_batch_in_index: bool = False,
    name: str | None = None,
) -> MaxPoolWithArgmax:
    """`max_pool2d`, and where each maximum stands in its flattened image (or in the whole batch)."""
    if data_format != "NHWC":
        raise ValueError(
            f"`data_format` values other  than 'NHWC' are not supported. Received: data_format={data_format}"
        )
    window, steps = per_axis(ksize, 2, 3, "ksize"), per_axis(strides, 2, 3, "strides")
    attrs = _attributes(window, steps, padding, "NHWC")
    attrs |= {"Targmax": dtypes.as_dtype(output_dtype), "include_batch_in_index": bool(include_batch_in_index)}
    return MaxPoolWithArgmax(*execute("MaxPoolWithArgmax", (convert_to_tensor(input),), attrs))
