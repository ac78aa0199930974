"""`tf.pad`: constant, reflected and symmetric margins, with their VJPs."""

from __future__ import annotations

from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.registry import INDEX, Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor


@op("Pad", "T Tpaddings", plain=True, T="", Tpaddings=INDEX)
def _pad(x: Array, margins: Array) -> Any:
    _check(x, margins)
    return np.pad(x, margins.tolist())


@op("PadV2", "T Tpaddings T", plain=True, T="", Tpaddings=INDEX)
def _pad_with(x: Array, margins: Array, value: Array) -> Any:
    _check(x, margins)
    return np.pad(x, margins.tolist(), constant_values=value)


@op("MirrorPad", "T Tpaddings", T="", Tpaddings=INDEX)
def _mirror_pad(attrs: Any, x: Array, margins: Array) -> Any:
    _check(x, margins)
    reflect = attrs["mode"] == "REFLECT"
    for axis, (before, after) in enumerate(margins.tolist()):
        limit = x.shape[axis] - (1 if reflect else 0)
        if before > limit or after > limit:
            bound = "less than" if reflect else "no greater than"
            raise errors.invalid(
                f"paddings must be {bound} the dimension size: {before}, {after} {bound} {x.shape[axis]}"
            )
    return np.pad(x, margins.tolist(), mode="reflect" if reflect else "symmetric")


@op("MirrorPadGrad", "T Tpaddings", T="", Tpaddings=INDEX)
def _mirror_pad_grad(attrs: Any, g: Array, margins: Array) -> Any:
    """Fold each margin back onto what it mirrors."""
    edge = 1 if attrs["mode"] == "REFLECT" else 0
    for axis, (before, after) in enumerate(margins.tolist()):
        moved = np.moveaxis(g, axis, 0)
        size = moved.shape[0] - before - after
        folded = moved[before : before + size].copy()
        if before:
            folded[edge : edge + before] += moved[:before][::-1]
        if after:
            folded[size - edge - after : size - edge] += moved[before + size :][::-1]
        g = np.moveaxis(folded, 0, axis)
    return g


def _check(x: Array, margins: Array) -> None:
    if margins.ndim != 2 or margins.shape[1] != 2:
        raise errors.invalid(f"paddings must be a matrix with 2 columns: [{','.join(map(str, margins.shape))}]")
    if margins.shape != (x.ndim, 2):
        raise errors.invalid(
            f"The first dimension of paddings must be the rank of inputs[{margins.shape[0]},"
            f"{margins.shape[1] if margins.ndim > 1 else 0}] [{','.join(map(str, x.shape))}]"
        )


def _cut(operation: Operation, g: Any) -> Any:
    """Give the middle of a padded cotangent."""
    x, margins = operation.inputs[:2]
    begin = Tensor(np.ascontiguousarray(margins._array[:, 0]))
    return execute("Slice", (g, begin, Tensor(np.array(x._array.shape, margins._array.dtype))))


@gradient("Pad")
def _pad_vjp(operation: Operation, g: Any) -> Any:
    return _cut(operation, g), None


@gradient("PadV2")
def _pad_with_vjp(operation: Operation, g: Any) -> Any:
    return _cut(operation, g), None, None


@gradient("MirrorPad")
def _mirror_pad_vjp(operation: Operation, g: Any) -> Any:
    return execute("MirrorPadGrad", (g, operation.inputs[1]), operation.attrs), None


@gradient("MirrorPadGrad")
def _mirror_pad_grad_vjp(operation: Operation, gg: Any) -> Any:
    return execute("MirrorPad", (gg, operation.inputs[1]), operation.attrs), None


@export("pad")
def pad(tensor: Any, paddings: Any, mode: str = "CONSTANT", constant_values: Any = 0, name: str | None = None) -> Any:
    """Put margins around each axis: constant, or mirrored (`REFLECT` without the edge, `SYMMETRIC` with it).

    `paddings` has shape (rank, 2): how many before and after. Raises ValueError for another mode.
    """
    x, margins = convert_to_tensor(tensor), ints(paddings)
    kind = mode.upper()
    if kind == "CONSTANT":
        plain = isinstance(constant_values, (int, float)) and constant_values == 0
        if plain:
            return execute("Pad", (x, margins))
        return execute("PadV2", (x, margins, convert_to_tensor(constant_values, x.dtype)))
    if kind in {"REFLECT", "SYMMETRIC"}:
        return execute("MirrorPad", (x, margins), {"mode": kind})
    raise ValueError(
        "Value of argument `mode` expected to be one of 'CONSTANT', 'REFLECT', or 'SYMMETRIC'. "
        f"Received `mode` = {mode}"
    )
