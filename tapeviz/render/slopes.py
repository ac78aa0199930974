"""The local derivatives that a picture writes on its edges and a chain rule multiplies, with the names in them."""

from __future__ import annotations

import string
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import chain, count
from typing import TypeVar

from tapeviz.records import Recording, TensorRecord
from tapeviz.render.visible import visible
from tapeviz.render.wiring import Wiring
from tapeviz.render.words import number

__all__ = ["edge_slopes", "letters", "partial_links", "slopes_by_value", "users_names", "value_names"]

Thing = TypeVar("Thing", bound=Hashable)

LETTERS = string.ascii_lowercase.replace("d", "")  # dz/dd would be hard to read


def value_names(recording: Recording) -> dict[int, str]:
    """What a value is called: by the user, or else by a letter of our own.

    Letters are given to the steps that the chain rule is written out for, in their order, past the names in use.
    """
    found = users_names(recording)
    steps = {slope.op for slope in recording.slopes}
    return found | letters((op.outputs[0] for op in recording.ops if op.id in steps), found)


def users_names(recording: Recording) -> dict[int, str]:
    """The user's name for a value, or for the variable that it was read from."""
    variables = {variable.id: variable for variable in recording.variables}
    reads = {op.outputs[0]: op.reads[0] for op in recording.ops if op.op_type == "ReadVariableOp" and op.reads}
    found = {}
    for tensor in recording.tensors:
        variable = variables.get(reads.get(tensor.id, -1 if tensor.variable is None else tensor.variable))
        names = tensor.names or (variable.names if variable is not None else ())
        if names:
            found[tensor.id] = visible(names[0])
    target = recording.target
    if target is not None and len(target.values) == 1 and target.name.isidentifier():
        found[target.values[0]] = target.name
    return found


def letters(made: Iterable[int], named: Mapping[int, str]) -> dict[int, str]:
    """A letter for each value that the user gave no name."""
    used = {name.partition("[")[0].partition(".")[0] for name in named.values()}
    free = (name for name in chain(LETTERS, (f"v{k}" for k in count(1))) if name not in used)
    return {value: next(free) for value in dict.fromkeys(made) if value not in named}


def slopes_by_value(recording: Recording) -> dict[tuple[int, int], float]:
    """The derivative of each scalar op's output by each value that went into it: the sum over the places it went in."""
    ops = {op.id: op for op in recording.ops}
    found: dict[tuple[int, int], float] = {}
    for slope in recording.slopes:
        key = (slope.op, ops[slope.op].inputs[slope.input])
        found[key] = found.get(key, 0.0) + slope.value
    return found


def edge_slopes(recording: Recording, wiring: Wiring) -> dict[tuple[str, str], str]:
    """`dm/dx = 6` for the links of a picture, by their two ends.

    Where what was made depends on the value in further ways too, as in the chain rule, the link has only a part of the
    derivative: `∂z/∂x`.
    """
    names = value_names(recording)
    ops = {op.id: op for op in recording.ops}
    sums: dict[tuple[str, str], tuple[float, int, int]] = {}
    for (op, value), slope in slopes_by_value(recording).items():
        ends = _ends(op, value, wiring)
        if ends is not None:
            sums[ends] = (sums.get(ends, (0.0, 0, 0))[0] + slope, ops[op].outputs[0], value)
    parts = partial_links(sums)
    return {
        ends: _words(names.get(made, ""), names.get(value, ""), slope, is_part=ends in parts)
        for ends, (slope, made, value) in sums.items()
    }


def partial_links(links: Iterable[tuple[Thing, Thing]]) -> set[tuple[Thing, Thing]]:
    """Those links whose head also depends on their tail by a way that leaves the tail by another link."""
    heads: dict[Thing, list[Thing]] = {}
    for tail, head in links:
        heads.setdefault(tail, []).append(head)
    return {
        (tail, head)
        for tail, found in heads.items()
        if len(found) > 1
        for head in _reached(heads, [after for first in found for after in heads.get(first, ())])
        if head in found
    }


def _reached(heads: Mapping[Thing, Sequence[Thing]], first: Iterable[Thing]) -> set[Thing]:
    """What can be got to from these, themselves included."""
    found: set[Thing] = set()
    waiting = list(first)
    while waiting:
        at = waiting.pop()
        if at not in found:
            found.add(at)
            waiting += heads.get(at, ())
    return found


def _ends(op: int, value: int, wiring: Wiring) -> tuple[str, str] | None:
    """The two ends of the shown link that a value takes into an op; nobody asks for the derivative by a constant."""
    tail = wiring.producers.get(value) or f"value{value}"
    link = wiring.links.get((tail, f"op{op}", False))
    subject = wiring.subjects.get(tail)
    is_constant = isinstance(subject, TensorRecord) and subject.origin == "constant" and not subject.names
    return None if link is None or link.dead or is_constant else (tail, f"op{op}")


def _words(above: str, below: str, slope: float, *, is_part: bool) -> str:
    sign = "\u2202" if is_part else "d"
    if above and below:
        return f"{sign}{above}/{sign}{below} = {number(slope)}"
    return f"d/d{below} = {number(slope)}" if below else f"slope {number(slope)}"
