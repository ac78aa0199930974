"""Blocks of places as channels and back: `space_to_depth` and `depth_to_space`."""

from __future__ import annotations

from typing import Any

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.tensor import Array


def _image(attrs: Any, x: Array) -> int:
    if x.ndim != 4:
        raise errors.invalid(f"Input rank should be: 4 instead of: {x.ndim}")
    if attrs["data_format"] != "NHWC":
        raise errors.invalid("Only NHWC data_format supported on CPU. Got " + attrs["data_format"])
    return int(attrs["block_size"])


@op("SpaceToDepth", "T", T="")
def _space_to_depth(attrs: Any, x: Array) -> Any:
    size = _image(attrs, x)
    batch, height, width, channels = x.shape
    if height % size or width % size:
        raise errors.invalid(f"Image width {width} and height {height} should be divisible by block_size: {size}")
    parts = x.reshape(batch, height // size, size, width // size, size, channels)
    return parts.transpose(0, 1, 3, 2, 4, 5).reshape(batch, height // size, width // size, size * size * channels)


@op("DepthToSpace", "T", T="")
def _depth_to_space(attrs: Any, x: Array) -> Any:
    size = _image(attrs, x)
    batch, height, width, channels = x.shape
    if channels % (size * size):
        raise errors.invalid(f"Input depth dimension {channels} should be divisible by: {size * size}")
    parts = x.reshape(batch, height, width, size, size, channels // (size * size))
    return parts.transpose(0, 1, 3, 2, 4, 5).reshape(batch, height * size, width * size, -1)


@gradient("SpaceToDepth")
def _space_to_depth_vjp(operation: Operation, g: Any) -> Any:
    return execute("DepthToSpace", (g,), operation.attrs)


@gradient("DepthToSpace")
def _depth_to_space_vjp(operation: Operation, g: Any) -> Any:
    return execute("SpaceToDepth", (g,), operation.attrs)


def _public(op_type: str, x: Any, block_size: int, data_format: str) -> Any:
    return execute(op_type, (convert_to_tensor(x),), {"block_size": block_size, "data_format": data_format})


@export("nn.space_to_depth")
def space_to_depth(
    input: Any,
    block_size: int,
    data_format: str = "NHWC",
    name: str | None = None,
) -> Any:
    """Put the places of each block of an image into its channels: [b, h, w, c] -> [b, h / s, w / s, s * s * c]."""
    return _public("SpaceToDepth", input, block_size, data_format)


@export("nn.depth_to_space")
def depth_to_space(
    input: Any,
    block_size: int,
    data_format: str = "NHWC",
    name: str | None = None,
) -> Any:
    """Spread channels over blocks of an image, the inverse of `space_to_depth`."""
    return _public("DepthToSpace", input, block_size, data_format)
