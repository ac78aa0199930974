"""Images of another height and width: `tf.image.resize`, with its gradients."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor, int_vector, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops.arrays import expand_dims, squeeze
from tapeviz.fallback.registry import Operation, gradient, not_differentiable, op
from tapeviz.fallback.tensor import Array

_RESIZED: Final = "int8 uint8 int16 uint16 int32 int64 bfloat16 half float double"


def _sources(size: int, out: int, attrs: Any) -> np.ndarray[Any, Any]:
    """Where each of `out` places along an axis lies among `size` places."""
    if attrs["half_pixel_centers"]:
        return (np.arange(out) + 0.5) * (size / out) - 0.5
    scale = (size - 1) / (out - 1) if attrs["align_corners"] and out > 1 else size / out
    return np.arange(out) * scale


def _weights(size: int, out: int, attrs: Any) -> Array:
    """The matrix [out, size] of linear interpolation along one axis."""
    at = _sources(size, out, attrs)
    low = np.floor(at)
    share = at - low
    matrix = np.zeros((out, size), np.float32)
    rows = np.arange(out)
    np.add.at(matrix, (rows, np.clip(low, 0, size - 1).astype(int)), 1 - share)
    np.add.at(matrix, (rows, np.clip(np.ceil(at), 0, size - 1).astype(int)), share)
    return matrix


def _new_size(images: Array, size: Array) -> tuple[int, int]:
    if images.ndim != 4:
        raise errors.invalid(f"input must be 4-dimensional[{','.join(map(str, images.shape))}]")
    height, width = size.tolist()
    if height <= 0 or width <= 0:
        raise errors.invalid("output dimensions must be positive")
    return height, width


@op("ResizeBilinear", "T int32", T=_RESIZED)
def _resize_bilinear(attrs: Any, images: Array, size: Array) -> Any:
    height, width = _new_size(images, size)
    rows, columns = _weights(images.shape[1], height, attrs), _weights(images.shape[2], width, attrs)
    return np.einsum("yh,bhwc,xw->byxc", rows, images.astype(np.float32), columns, optimize=True)


@op("ResizeBilinearGrad", "float T", T="float bfloat16 half double")
def _resize_bilinear_grad(attrs: Any, g: Array, images: Array) -> Any:
    rows = _weights(images.shape[1], g.shape[1], attrs)
    columns = _weights(images.shape[2], g.shape[2], attrs)
    return np.einsum("yh,byxc,xw->bhwc", rows, g, columns, optimize=True).astype(images.dtype)


def _nearest(size: int, out: int, attrs: Any) -> Any:
    at = _sources(size, out, attrs)
    if attrs["half_pixel_centers"]:
        at = at + 0.5
    return np.clip(np.round(at) if attrs["align_corners"] else np.floor(at), 0, size - 1).astype(int)


@op("ResizeNearestNeighbor", "T int32", T=_RESIZED)
def _resize_nearest(attrs: Any, images: Array, size: Array) -> Any:
    height, width = _new_size(images, size)
    rows, columns = _nearest(images.shape[1], height, attrs), _nearest(images.shape[2], width, attrs)
    return images[:, rows][:, :, columns]


@op("ResizeNearestNeighborGrad", "T int32", T="uint8 int8 int32 half float double bfloat16")
def _resize_nearest_grad(attrs: Any, g: Array, size: Array) -> Any:
    height, width = size.tolist()
    rows, columns = _nearest(height, g.shape[1], attrs), _nearest(width, g.shape[2], attrs)
    out = np.zeros((g.shape[0], height, width, g.shape[3]), g.dtype)
    for row, source in enumerate(rows):
        for column, place in enumerate(columns):
            out[:, source, place] += g[:, row, column]
    return out


not_differentiable(["ResizeBilinearGrad"])


@gradient("ResizeBilinear")
def _resize_bilinear_vjp(operation: Operation, g: Any) -> Any:
    images = operation.inputs[0]
    if not images.dtype.is_floating:
        return None, None
    return execute("ResizeBilinearGrad", (g, images), operation.attrs), None


@gradient("ResizeNearestNeighbor")
def _resize_nearest_vjp(operation: Operation, g: Any) -> Any:
    height, width = operation.inputs[0]._array.shape[1:3]
    return execute("ResizeNearestNeighborGrad", (g, int_vector((height, width))), operation.attrs), None


def image_of(image: Any, message: str = "'image' (shape {}) must have either 3 or 4 dimensions.") -> Any:
    """Convert an image or a batch of them. Raises ValueError for what has neither three nor four axes."""
    x = convert_to_tensor(image)
    if x._array.ndim < 3:
        raise ValueError(f"'image' (shape {x.shape}) must be at least three-dimensional.")
    if x._array.ndim > 4:
        raise ValueError(message.format(x.shape))
    return x


def in_batch(image: Any, run: Any) -> Any:
    """Run a function of a batch of images on one image or on a batch."""
    x = image_of(image)
    return run(x) if x._array.ndim == 4 else squeeze(run(expand_dims(x, 0)), [0])


@export("image.ResizeMethod")
class ResizeMethod:
    """The names of methods; `resize` has the first two of them."""

    BILINEAR = "bilinear"
    NEAREST_NEIGHBOR = "nearest"
    BICUBIC = "bicubic"
    AREA = "area"
    LANCZOS3 = "lanczos3"
    LANCZOS5 = "lanczos5"
    GAUSSIAN = "gaussian"
    MITCHELLCUBIC = "mitchellcubic"


@export("image.resize")
def resize(
    images: Any,
    size: Any,
    method: Any = "bilinear",
    preserve_aspect_ratio: bool = False,
    antialias: bool = False,
    name: str | None = None,
) -> Any:
    """Images of another height and width, as float32 ("bilinear") or in their own dtype ("nearest").

    Other methods and `antialias` are not covered and raise ValueError.
    """
    op_type = {"bilinear": "ResizeBilinear", "nearest": "ResizeNearestNeighbor"}.get(
        str(getattr(method, "value", method))
    )
    if op_type is None or (antialias and op_type == "ResizeBilinear"):
        raise ValueError(f"The NumPy engine resizes by 'bilinear' and 'nearest' without antialias; got {method}.")
    x = image_of(images, "'images' must have either 3 or 4 dimensions.")
    wanted = ints(size)
    if wanted._array.shape != (2,):
        raise ValueError("'size' must be a 1-D Tensor of 2 elements: new_height, new_width")
    if preserve_aspect_ratio:
        current = np.array(x._array.shape[-3:-1])
        wanted = ints(np.round((wanted._array / current).min() * current).astype(int).tolist())
    attrs = {"align_corners": False, "half_pixel_centers": True}
    return in_batch(x, lambda batch: execute(op_type, (batch, wanted), attrs))
