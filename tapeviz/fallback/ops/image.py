"""`tf.image`: flips, crops, colours, brightness, sizes, with TensorFlow's gradients, or without where it has none.

`adjust_contrast` is the op `AdjustContrastv2`, which TensorFlow's gradient registry does not know.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, int_vector, ints
from tapeviz.fallback.dtypes import DType, as_dtype
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.arithmetic import maximum, multiply, squared_difference
from tapeviz.fallback.ops.arrays import expand_dims, identity, reshape
from tapeviz.fallback.ops.casting import cast, saturate_cast
from tapeviz.fallback.ops.indexing import slice_
from tapeviz.fallback.ops.math import abs_
from tapeviz.fallback.ops.math import round_ as rounded
from tapeviz.fallback.ops.moving import reverse
from tapeviz.fallback.ops.padding import pad
from tapeviz.fallback.ops.products import tensordot
from tapeviz.fallback.ops.random import uniform
from tapeviz.fallback.ops.reduce import reduce_mean, reduce_std, reduce_sum
from tapeviz.fallback.ops.resizing import image_of, in_batch
from tapeviz.fallback.registry import op
from tapeviz.fallback.tensor import Array, Tensor


@op("AdjustContrastv2", "T float", plain=True, T="half float")
def _adjust_contrast(images: Array, factor: Array) -> Any:
    if images.ndim < 3:
        raise errors.invalid(f"input must be at least 3-D, got shape[{','.join(map(str, images.shape))}]")
    if factor.ndim:
        raise errors.invalid(f"contrast_factor must be scalar: [{','.join(map(str, factor.shape))}]")
    mean = images.astype(np.float32).mean((-3, -2), keepdims=True)
    return ((images - mean) * factor + mean).astype(images.dtype)


@export("image.convert_image_dtype")
def convert_image_dtype(image: Any, dtype: Any, saturate: bool = False, name: str | None = None) -> Any:
    """Change the dtype and the range with it: floats have 0 to 1, integers 0 to their largest value.

    Raises AttributeError for a dtype that is neither.
    """
    x, wanted = convert_to_tensor(image), as_dtype(dtype)
    for prefix, kind in (("", wanted), ("image ", x.dtype)):
        if not kind.is_floating and not kind.is_integer:
            raise AttributeError(f"{prefix}dtype must be either floating point or integer")
    if wanted is x.dtype:
        return identity(x)
    if x.dtype.is_integer and wanted.is_integer:
        return _between_integers(x, wanted, saturate_cast if saturate else cast)
    if x.dtype.is_integer:
        return multiply(cast(x, wanted), 1.0 / x.dtype.max)
    if wanted.is_floating:
        return cast(x, wanted)
    return (saturate_cast if saturate else cast)(multiply(x, wanted.max + 0.5), wanted)


def _between_integers(x: Tensor, wanted: DType, change: Any) -> Any:
    if x.dtype.max > wanted.max:
        return change(execute("FloorDiv", (x, p.number((x.dtype.max + 1) // (wanted.max + 1), x))), wanted)
    return multiply(change(x, wanted), (wanted.max + 1) // (x.dtype.max + 1))


def _as_floats(image: Any) -> tuple[Any, DType]:
    x = convert_to_tensor(image)
    if x.dtype in {dtypes.float16, dtypes.float32}:
        return x, x.dtype
    return convert_image_dtype(x, dtypes.float32), x.dtype


@export("image.adjust_brightness")
def adjust_brightness(image: Any, delta: Any) -> Any:
    """Add `delta` to each pixel, in floats from 0 to 1."""
    x, kind = _as_floats(image)
    return convert_image_dtype(p.add(x, cast(delta, x.dtype)), kind, saturate=True)


@export("image.adjust_contrast")
def adjust_contrast(images: Any, contrast_factor: Any) -> Any:
    """Spread each channel around its mean by a factor. It has no gradient: a tape raises LookupError."""
    x, kind = _as_floats(images)
    factor = convert_to_tensor(contrast_factor, None, dtypes.float32)
    return convert_image_dtype(execute("AdjustContrastv2", (x, factor)), kind, saturate=True)


@export("image.adjust_gamma")
def adjust_gamma(image: Any, gamma: Any = 1, gain: Any = 1) -> Any:
    """Gain * image ** gamma, in floats from 0 to 1. Raises ValueError for a negative gamma."""
    if gamma < 0:
        raise ValueError("Gamma should be a non-negative real number.")
    x, kind = _as_floats(image)
    return convert_image_dtype(gain * x**gamma, kind, saturate=True)


@export("image.random_brightness")
def random_brightness(image: Any, max_delta: float, seed: Any = None) -> Any:
    """`adjust_brightness` by a random amount of [-max_delta, max_delta)."""
    if max_delta < 0:
        raise ValueError("max_delta must be non-negative.")
    return adjust_brightness(image, uniform([], -max_delta, max_delta, seed=seed))


@export("image.random_contrast")
def random_contrast(image: Any, lower: float, upper: float, seed: Any = None) -> Any:
    """`adjust_contrast` by a random factor of [lower, upper)."""
    if upper <= lower:
        raise ValueError("upper must be > lower.")
    if lower < 0:
        raise ValueError("lower must be non-negative.")
    return adjust_contrast(image, uniform([], lower, upper, seed=seed))


def _flip(image: Any, axis: int) -> Any:
    x = image_of(image, "'image' (shape {})must have either 3 or 4 dimensions.")
    return reverse(x, [axis + x._array.ndim - 3])


@export("image.flip_left_right")
def flip_left_right(image: Any) -> Any:
    """Mirror images [..., height, width, channels] so that left becomes right."""
    return _flip(image, 1)


@export("image.flip_up_down")
def flip_up_down(image: Any) -> Any:
    """Mirror images so that up becomes down."""
    return _flip(image, 0)


def _random_flip(image: Any, axis: int, seed: Any) -> Any:
    x = image_of(image)
    if x._array.ndim == 3:
        flipped = bool(uniform([], 0, 1.0, seed=seed) < 0.5)
        return reverse(x, [axis]) if flipped else x
    batch = x._array.shape[0]
    choice = uniform([batch], 0, 1.0, seed=seed)
    flips = p.cast(rounded(reshape(choice, [batch, 1, 1, 1])), x.dtype)
    return flips * reverse(x, [axis + 1]) + (1 - flips) * x


@export("image.random_flip_left_right")
def random_flip_left_right(image: Any, seed: Any = None) -> Any:
    """Mirror one image in two, drawn at random, so that left becomes right."""
    return _random_flip(image, 1, seed)


@export("image.random_flip_up_down")
def random_flip_up_down(image: Any, seed: Any = None) -> Any:
    """Mirror one image in two, drawn at random, so that up becomes down."""
    return _random_flip(image, 0, seed)


@export("image.random_crop")
def random_crop(value: Any, size: Any, seed: Any = None, name: str | None = None) -> Any:
    """A part of this size, from a place drawn at random. Raises InvalidArgumentError for one that is too large."""
    x, wanted = convert_to_tensor(value), ints(size)
    if (np.array(x._array.shape) < wanted._array).any():
        sizes = f"{list(x._array.shape)} {wanted._array.tolist()}"
        raise errors.InvalidArgumentError(None, None, f"assertion failed: [Need value.shape >= size, got ] {sizes}")
    draw: Any = uniform([x._array.ndim], dtype=wanted.dtype, maxval=wanted.dtype.max, seed=seed)
    limit = Tensor((np.array(x._array.shape) - wanted._array + 1).astype(wanted._array.dtype))
    return slice_(x, draw % limit, wanted)


@export("image.central_crop")
def central_crop(image: Any, central_fraction: float) -> Any:
    """The middle of images, this share of their height and width. Raises ValueError for a share outside (0, 1]."""
    x = convert_to_tensor(image)
    if not 0 < central_fraction <= 1:
        raise ValueError("central_fraction must be within (0, 1]")
    if central_fraction == 1:
        return x
    image_of(x)
    *lead, height, width, _ = x._array.shape
    starts = [int((size - size * central_fraction) / 2) for size in (height, width)]
    rest = [size - 2 * start for size, start in zip((height, width), starts, strict=True)]
    return slice_(x, [*(0 for _ in lead), *starts, 0], [*(-1 for _ in lead), *rest, -1])


def _demand(*conditions: tuple[bool, str]) -> None:
    for holds, message in conditions:
        if not holds:
            raise ValueError(message)


@export("image.crop_to_bounding_box")
def crop_to_bounding_box(
    image: Any, offset_height: int, offset_width: int, target_height: int, target_width: int
) -> Any:
    """The part of images at a place. Raises ValueError where it is not inside them."""

    def crop(x: Any) -> Any:
        batch, height, width, channels = x._array.shape
        _demand(
            (offset_width >= 0, "offset_width must be >= 0."),
            (offset_height >= 0, "offset_height must be >= 0."),
            (target_width > 0, "target_width must be > 0."),
            (target_height > 0, "target_height must be > 0."),
            (width >= target_width + offset_width, "width must be >= target + offset."),
            (height >= target_height + offset_height, "height must be >= target + offset."),
        )
        return slice_(x, [0, offset_height, offset_width, 0], [batch, target_height, target_width, channels])

    return in_batch(image, crop)


@export("image.pad_to_bounding_box")
def pad_to_bounding_box(
    image: Any, offset_height: int, offset_width: int, target_height: int, target_width: int
) -> Any:
    """Images with zeros around them. Raises ValueError where they do not fit."""

    def surround(x: Any) -> Any:
        _, height, width, _ = x._array.shape
        below, right = target_height - offset_height - height, target_width - offset_width - width
        _demand(
            (offset_height >= 0, "offset_height must be >= 0"),
            (offset_width >= 0, "offset_width must be >= 0"),
            (right >= 0, "width must be <= target - offset"),
            (below >= 0, "height must be <= target - offset"),
        )
        return pad(x, [[0, 0], [offset_height, below], [offset_width, right], [0, 0]])

    return in_batch(image, surround)


@export("image.rgb_to_grayscale")
def rgb_to_grayscale(images: Any, name: str | None = None) -> Any:
    """One channel of brightness: 0.2989 red, 0.587 green, 0.114 blue."""
    x = convert_to_tensor(images)
    gray = tensordot(convert_image_dtype(x, dtypes.float32), [0.2989, 0.587, 0.114], [-1, -1])
    return convert_image_dtype(expand_dims(gray, -1), x.dtype)


@export("image.grayscale_to_rgb")
def grayscale_to_rgb(images: Any, name: str | None = None) -> Any:
    """The one channel three times."""
    x = convert_to_tensor(images)
    return execute("Tile", (x, int_vector((*(1 for _ in x._array.shape[:-1]), 3))))


@export("image.per_image_standardization")
def per_image_standardization(image: Any) -> Any:
    """Each image with mean 0 and deviation 1, as float32; the deviation counts as at least 1 / sqrt(pixels)."""
    x = p.cast(convert_to_tensor(image), dtypes.float32)
    pixels = int(np.prod(x._array.shape[-3:]))
    mean = reduce_mean(x, [-1, -2, -3], keepdims=True)
    deviation = maximum(reduce_std(x, [-1, -2, -3], keepdims=True), 1 / np.sqrt(pixels))
    return p.div(p.sub(x, mean), deviation)


@export("image.total_variation")
def total_variation(images: Any, name: str | None = None) -> Any:
    """The sum of the differences between neighbouring pixels, for each image of a batch."""
    x: Any = image_of(images, "'images' must be either 3 or 4-dimensional.")
    down = x[..., 1:, :, :] - x[..., :-1, :, :]
    right = x[..., :, 1:, :] - x[..., :, :-1, :]
    axes = None if x._array.ndim == 3 else [1, 2, 3]
    return p.add(reduce_sum(abs_(down), axes), reduce_sum(abs_(right), axes))


@export("image.psnr")
def psnr(a: Any, b: Any, max_val: Any, name: str | None = None) -> Any:
    """The peak signal-to-noise ratio of each pair of images, in decibels."""
    first, second = convert_image_dtype(a, dtypes.float32), convert_image_dtype(b, dtypes.float32)
    peak = convert_image_dtype(cast(max_val, convert_to_tensor(a).dtype), dtypes.float32)
    error = reduce_mean(squared_difference(first, second), [-3, -2, -1])
    return 20 * p.log(peak) / np.log(np.float32(10)) - np.float32(10 / np.log(10)) * p.log(error)
