"""What windows ops share: attributes as TensorFlow writes them, and where their windows lie, or why they cannot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Sized
from typing import Any

from tapeviz.fallback import errors
from tapeviz.fallback.kernels.windows import NegativeSizeError, Plan, plan
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array

Attrs = Mapping[str, Any]


def per_axis(value: Any, spatial: int, channel: int, name: str) -> list[int]:
    """Spread a number or list over batch, space and channels: 2 -> [1, 2, 2, 1]. Raises ValueError for odd lengths."""
    if value is None:
        return [1] * (spatial + 2)
    if isinstance(value, int) or not isinstance(value, Sized):
        value = [value]
    given = [int(item) for item in value]
    if len(given) == spatial + 2:
        return given
    if len(given) not in {1, spatial}:
        raise ValueError(
            f"{name} should be of length 1, {spatial} or {spatial + 2}. Received: {name}={given} of length {len(given)}"
        )
    inner = given * spatial if len(given) == 1 else given
    return [1, 1, *inner] if channel == 1 else [1, *inner, 1]


def explicit(padding: Any, length: int = 4) -> tuple[Any, list[int]]:
    """Split a padding argument into the attributes `padding` and `explicit_paddings`; ValueError for a bad list."""
    if padding == "EXPLICIT":
        raise ValueError(
            "'EXPLICIT' is not a valid value for `padding`. To use explicit padding, `padding` must be a list."
        )
    if not isinstance(padding, list | tuple):
        return padding, []
    for index, pair in enumerate(padding):
        wrong = None if isinstance(pair, list | tuple) else f"type {type(pair)}"
        if wrong is None and len(pair) != 2:
            wrong = f"size {len(pair)}"
        if wrong is not None:
            raise ValueError(
                "When `padding` is a list, each element of `padding` must be a list/tuple of size 2. "
                f"Received: padding={padding} with element at index {index} of {wrong}"
            )
    if len(padding) != length:
        raise ValueError(
            f"When padding is a list, it must be of size {length}. Received: padding={padding} of size {len(padding)}"
        )
    return "EXPLICIT", [int(size) for pair in padding for size in pair]


def named_padding(padding: Any, *, listed: str = "SAME VALID") -> None:
    """Raise TensorFlow's error unless `padding` is one of the listed words."""
    if not isinstance(padding, str):
        raise TypeError(f"Expected string for argument 'padding' not {padding!r}.")
    if padding not in listed.split():
        words = ", ".join(f'"{word}"' for word in listed.split())
        raise errors.invalid(f"Value for attr 'padding' of \"{padding}\" is not in the list of allowed values: {words}")


def where(attrs: Attrs, spatial: Sequence[int], window: Sequence[int]) -> Plan:
    """Where an op's windows lie over axes of sizes `spatial`. Raises InvalidArgumentError where one does not fit."""
    padding: Any = attrs["padding"]
    if padding == "EXPLICIT":
        padding = explicit_pairs(attrs["explicit_paddings"])
    dilations = attrs.get("dilations")
    try:
        return plan(spatial, window, attrs["strides"][1:-1], padding, dilations[1:-1] if dilations else None)
    except NegativeSizeError as error:
        count = (error.size - error.window + error.stride) // error.stride
        raise errors.invalid(
            f"Computed output size would be negative: {count} [input_size: {error.size}, "
            f"effective_filter_size: {error.window}, stride: {error.stride}]"
        ) from None


def explicit_pairs(sizes: Sequence[int]) -> list[tuple[int, int]]:
    """Give the pairs of the spatial axes. Raises InvalidArgumentError for what cannot be padded."""
    if any(size < 0 for size in sizes):
        raise errors.invalid("All elements of explicit_paddings must be nonnegative")
    if any((*sizes[:2], *sizes[-2:])):
        raise errors.invalid("Nonzero explicit padding in the batch or depth dimensions is not supported")
    return list(zip(sizes[2:-2:2], sizes[3:-2:2], strict=True))


def channels_last(attrs: Attrs, message: str, *, kind: type[errors.OpError] = errors.InvalidArgumentError) -> None:
    """Raise what TensorFlow's CPU raises for channels that are not last."""
    if str(attrs.get("data_format", "NHWC")).startswith("NC"):
        raise kind(None, None, message)


def sizes_of(shape: Array) -> tuple[int, ...]:
    """Read a shape tensor."""
    return tuple(shape.tolist())


def rank_must_be(array: Array, rank: int, message: str) -> None:
    """Raise InvalidArgumentError unless an array has this many axes; `{}` in the message stands for its shape."""
    if array.ndim != rank:
        raise errors.invalid(message.format(spelled(array.shape)))
