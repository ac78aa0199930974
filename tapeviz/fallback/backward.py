"""The backward pass: from the targets through what a tape wrote down to the sources, without recursion."""

from __future__ import annotations

from collections.abc import Sequence
from heapq import heappop, heappush
from typing import Any

import numpy as np

from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.dtypes import resource
from tapeviz.fallback.registry import TABLE, Operation, vjp_of
from tapeviz.fallback.slices import IndexedSlices, total
from tapeviz.fallback.tape_log import TapeLog
from tapeviz.fallback.tensor import Tensor


def pull_back(log: TapeLog, targets: Sequence[Tensor], seeds: Sequence[Any], sources: Sequence[Tensor]) -> list[Any]:
    """Give the cotangent of each source, or None where no path leads to it.

    `seeds` are the cotangents of the targets; None stands for ones. Time and memory are linear in the ops that a
    cotangent reaches. Raises LookupError for an op that has no gradient.
    """
    sweep = _Sweep(log, {source._id for source in sources})
    for target, seed in zip(targets, seeds, strict=False):
        if target._id in log.tracked or target._id in sweep.wanted:
            sweep.add(target._id, ones_like(target) if seed is None else seed)
    sweep.run()
    return [sweep.result(source._id) for source in sources]


def ones_like(tensor: Tensor) -> Tensor:
    """Make the cotangent that a target starts with."""
    return Tensor(np.ones_like(stored_array(tensor._array) if tensor._dtype is resource else tensor._array))


def stored_array(handle: Any) -> Any:
    """Give the current value of the variable that a handle points to."""
    return handle[()].array


def zeros_like(tensor: Any) -> Tensor:
    """Make the cotangent of an output that nothing reached."""
    return Tensor(np.zeros_like(tensor._array))


class _Sweep:
    """One backward pass: cotangents that wait for their op, and the ops that wait for their turn, latest first."""

    def __init__(self, log: TapeLog, wanted: set[int]) -> None:
        self.log = log
        self.wanted = wanted
        self.pending: dict[int, Any] = {}
        self.found: dict[int, Any] = {}
        self.heap: list[int] = []

    def add(self, tensor_id: int, cotangent: Any) -> None:
        """Add a cotangent to what a tensor has, and put the op that made the tensor in line."""
        pending = self.pending
        waiting = pending.get(tensor_id)
        if waiting is None:
            pending[tensor_id] = cotangent
            producer = self.log.tracked.get(tensor_id, -1)
            if producer >= 0:
                heappush(self.heap, -producer)
        elif type(waiting) is list:
            waiting.append(cotangent)
        else:
            pending[tensor_id] = [waiting, cotangent]

    def run(self) -> None:
        """Take the ops in reverse order of recording: all consumers of an op's outputs come before it."""
        heap, operations = self.heap, self.log.operations
        last = 1
        while heap:
            turn = heappop(heap)
            if turn != last:  # an op with several outputs stands in line once for each
                last = turn
                self.step(operations[-turn])

    def step(self, operation: Operation) -> None:
        """Pull the cotangents of one op's outputs back to its inputs."""
        outputs = operation.outputs
        cotangents = [self.take(output._id) for output in outputs]
        vjp = vjp_of(operation)
        if vjp is None:
            return
        if len(cotangents) > 1 and any(cotangent is None for cotangent in cotangents):
            cotangents = filled(operation, cotangents)
        for index, cotangent in enumerate(cotangents):
            if type(cotangent) is IndexedSlices and not keeps_slices(operation):
                cotangents[index] = convert_to_tensor(cotangent)
        tracked = operation.tracked = self.log.tracked
        results = vjp(operation, *cotangents)
        if type(results) is not tuple:
            results = tuple(results) if isinstance(results, list) else (results,)
        for tensor, cotangent in zip(operation.inputs, results, strict=True):
            if cotangent is not None and tensor._id in tracked:
                self.add(tensor._id, cotangent)

    def take(self, tensor_id: int) -> Any:
        """Give the sum of a tensor's cotangents, or None, and keep it if it is a source's."""
        cotangent = self.pending.pop(tensor_id, None)
        if type(cotangent) is list:
            cotangent = total(cotangent)
        if cotangent is not None and tensor_id in self.wanted:
            self.found[tensor_id] = cotangent
        return cotangent

    def result(self, tensor_id: int) -> Any:
        """Give what a source got in the end."""
        return self.found[tensor_id] if tensor_id in self.found else self.take(tensor_id)


def filled(operation: Operation, cotangents: list[Any]) -> list[Any]:
    """Give zeros to the outputs that nothing reached, where the op's VJP does not want None for them."""
    entry = TABLE.get(operation.op_type)
    none_for = entry.none_for if entry is not None and operation.vjp is None else ()
    return [
        zeros_like(output)
        if cotangent is None and index not in none_for and output._dtype.is_differentiable
        else cotangent
        for index, (output, cotangent) in enumerate(zip(operation.outputs, cotangents, strict=True))
    ]


def keeps_slices(operation: Operation) -> bool:
    """Whether the op's VJP takes `IndexedSlices` as they are."""
    return operation.vjp is not None or TABLE[operation.op_type].keeps_slices
