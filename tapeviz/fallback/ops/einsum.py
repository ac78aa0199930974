"""`tf.einsum`: sums of products by the letters of an equation, with their VJP."""

from __future__ import annotations

import re
import string
from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import arguments
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor


@op("Einsum", "T*", T="")
def _einsum(attrs: Any, *operands: Array) -> Any:
    equation: str = attrs["equation"]
    sizes: dict[str, int] = {}
    for index, (labels, operand) in enumerate(zip(equation.partition("->")[0].split(","), operands, strict=True)):
        if len(labels) != operand.ndim:
            raise errors.invalid(f"Expected input {index} to have rank {len(labels)} but got: {operand.ndim}")
        for axis, (label, size) in enumerate(zip(labels, operand.shape, strict=True)):
            if sizes.setdefault(label, size) != size:
                raise errors.invalid(
                    f"Expected dimension {sizes[label]} at axis {axis} of the input shaped {spelled(operand.shape)} "
                    f"but got dimension {size}"
                )
    return np.asarray(np.einsum(equation, *operands, optimize=len(operands) > 1))


@gradient("Einsum")
def _einsum_vjp(operation: Operation, g: Any) -> Any:
    equation: str = operation.attrs["equation"]
    given, _, result = equation.partition("->")
    labels = given.split(",")
    return tuple(
        _cotangent(operation, g, labels, result, index) if operation.needs(index) else None
        for index in range(len(labels))
    )


def _cotangent(operation: Operation, g: Any, labels: list[str], result: str, index: int) -> Any:
    """Contract the cotangent with the other operands to the letters of this one.

    A letter that only this operand has was summed away: ones bring it back. A letter that stands in it twice named a
    diagonal: a unit matrix puts the cotangent there.
    """
    operand = operation.inputs[index]
    others = [each for place, each in enumerate(labels) if place != index]
    known = set(result).union(*others)
    parts = [g, *(p.conj(each) for place, each in enumerate(operation.inputs) if place != index)]
    names = [result, *others]
    fresh = iter(each for each in string.ascii_letters if each not in operation.attrs["equation"])
    wanted = ""
    for label, size in zip(labels[index], operand._array.shape, strict=True):
        dtype = operand._array.dtype
        if label not in known:
            names.append(label)
            parts.append(Tensor(np.ones(size, dtype)))
            known.add(label)
        if label in wanted:
            twin = next(fresh)
            names.append(label + twin)
            parts.append(Tensor(np.eye(size, dtype=dtype)))
            label = twin  # noqa: PLW2901 - the letter's second place has a name of its own
        wanted += label
    return execute("Einsum", tuple(parts), {"equation": f"{','.join(names)}->{wanted}", "N": len(parts)})


@export("einsum", "linalg.einsum")
def einsum(equation: str, *inputs: Any, **kwargs: Any) -> Any:
    """The sum of products that the equation names: `einsum("ij,jk->ik", a, b)`.

    Letters that the result lacks are summed; without `->` it has those that occur once, in alphabetical order; `...`
    stands for axes that broadcast. Raises ValueError for an equation that does not fit, TypeError for an unknown
    argument.
    """
    unknown = set(kwargs) - {"name", "optimize"}
    if unknown:
        raise TypeError(f"Invalid keyword arguments for this function: {', '.join(sorted(unknown))}.")
    ranks = [len(each.shape) for each in inputs]
    tensors = list(arguments(*inputs))
    given, result = _parsed(equation.replace(" ", ""), len(tensors))
    if any("." in labels for labels in (*given, result)):
        given, result = _without_dots(given, result, ranks)
        given, tensors = _dropped(given, tensors)
    return execute("Einsum", tuple(tensors), {"equation": f"{','.join(given)}->{result}", "N": len(tensors)})


def _parsed(equation: str, count: int) -> tuple[list[str], str]:
    match = re.fullmatch(r"([a-zA-Z,.]*)(?:->([a-zA-Z.]*))?", equation)
    if match is None:
        raise ValueError(f"Indices have incorrect format. Received: {equation}.")
    given = match.group(1).split(",")
    if len(given) != count:
        raise ValueError(f'Got {count} inputs for equation "{equation}", expecting {len(given)}')
    result = match.group(2)
    if result is None:
        letters = "".join(given).replace(".", "")
        result = "".join(sorted(each for each in set(letters) if letters.count(each) == 1))
    for label in result.replace(".", ""):
        if label not in match.group(1):
            raise ValueError(f"Output subscripts contain the label {label} not present in the input subscripts.")
    return given, result


def _without_dots(given: list[str], result: str, ranks: list[int]) -> tuple[list[str], str]:
    """Put letters in the place of `...`, counted from the last axis, so that axes broadcast."""
    used = "".join(given) + result
    free = [each for each in string.ascii_letters if each not in used]
    for index, (labels, rank) in enumerate(zip(given, ranks, strict=True)):
        if "..." in labels and rank < len(labels) - 3:
            raise errors.InvalidArgumentError(
                None,
                None,
                f"Expected input {index} to have rank at least {len(labels) - 3} but got: {rank} [Op:Einsum] name: ",
            )
    widths = [rank - len(labels) + 3 for labels, rank in zip(given, ranks, strict=True) if "..." in labels]
    widest = max(widths, default=0)
    letters = "".join(free[:widest])
    if widest and "..." not in result:
        raise errors.InvalidArgumentError(
            None,
            None,
            f"Output contains {widest} broadcasting dimension(s) but no ellipsis (...) was found in the output "
            "subscripts. [Op:Einsum] name: ",
        )
    replaced = [
        labels.replace("...", letters[widest - (rank - len(labels) + 3) :]) if "..." in labels else labels
        for labels, rank in zip(given, ranks, strict=True)
    ]
    return replaced, result.replace("...", letters)


def _dropped(given: list[str], tensors: list[Any]) -> tuple[list[str], list[Any]]:
    """Drop axes of size 1 that another operand has longer: without them nothing needs to broadcast."""
    longest: dict[str, int] = {}
    for labels, tensor in zip(given, tensors, strict=True):
        for label, size in zip(labels, tensor._array.shape, strict=True):
            longest[label] = max(longest.get(label, 1), size)
    names, values = [], []
    for labels, tensor in zip(given, tensors, strict=True):
        shape = tensor._array.shape
        kept = [place for place, label in enumerate(labels) if shape[place] != 1 or longest[label] == 1]
        names.append("".join(labels[place] for place in kept))
        values.append(p.reshape(tensor, tuple(shape[place] for place in kept)))
    return names, values
