"""Finds where what a source holds was computed a second time, by numbering the values of a recording.

Two values get one number when the same op made both from inputs of the same numbers. Compilers share common
subexpressions by it (A. Aho, M. Lam, R. Sethi, J. Ullman, Compilers, 2nd ed., section 6.1.2).
"""

from __future__ import annotations

from collections.abc import Hashable

from tapeviz.diagnose.case import Case
from tapeviz.records import OpRecord, SourceRecord, TensorRecord

__all__ = ["computed_again"]

_COPIES = ("ReadVariableOp", "Identity")
# What draws, or asks state that is no variable of the recording, may give another value each time.
_CHANGING = ("Random", "Multinomial", "Iterator", "Queue", "PyFunc", "TensorArray", "Lookup", "ReadFile")


def computed_again(case: Case, source: SourceRecord) -> OpRecord | None:
    """The op of the cell that computes for the target what the source holds already, or None."""
    mine = case.tensors.get(source.value) if source.value is not None else None
    if mine is None:
        return None
    numbers = _numbers(case)
    for op in case.recording.ops:
        for value in op.outputs if not op.earlier and mine.id in numbers else ():
            is_same = value != mine.id and value in case.reaching and numbers.get(value) == numbers[mine.id]
            if is_same and _agree(mine, case.tensors.get(value)):
                return op
    return None


def _numbers(case: Case) -> dict[int, int]:
    """The number of each value that an op made, by its id. Of ops before the cell no attributes are known."""
    found: dict[int, int] = {}
    classes: dict[Hashable, int] = {}

    def number(value: int) -> int:
        if value not in found:
            found[value] = classes.setdefault(_given(value, case.tensors.get(value)), len(classes))
        return found[value]

    made: set[int] = set()
    for op in case.recording.ops:
        if any(word in op.op_type for word in _CHANGING) or op.writes:
            continue
        inputs = tuple(map(number, _read(case, op, made)))
        for position, value in enumerate(op.outputs):
            if value in found:
                continue
            is_copy = op.op_type in _COPIES and len(inputs) == 1
            found[value] = inputs[0] if is_copy else classes.setdefault((op.op_type, inputs, position), len(classes))
            made.add(value)
    return {value: found[value] for value in made}


def _read(case: Case, op: OpRecord, made: set[int]) -> tuple[int, ...]:
    """The inputs of an op. One before the cell has the states that it read last, and what it read of each unmade."""
    states = [i for i in op.inputs if op.earlier and i in case.tensors and case.tensors[i].origin == "variable"]
    others = [i for i in op.inputs if i not in states]
    reads = [i for i in others if i not in made]
    if len(states) != len(reads):
        return op.inputs
    state_of = dict(zip(reads, states, strict=True))
    return tuple(state_of.get(i, i) for i in others)


def _given(value: int, tensor: TensorRecord | None) -> Hashable:
    """What tells a value apart that no op of the recording made: a small constant is the numbers in it."""
    if tensor is not None and tensor.origin == "constant" and tensor.summary and tensor.summary.values is not None:
        return tensor.spec, tensor.summary.values
    return value


def _agree(mine: TensorRecord, other: TensorRecord | None) -> bool:
    """Whether both can be the same: they look alike, and so do their numbers where both are known."""
    if other is None or mine.spec != other.spec:
        return False
    return mine.summary is None or other.summary is None or mine.summary == other.summary
