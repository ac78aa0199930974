"""The loop over a dataset, and the settings that TensorFlow would tune it with."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import Any

import numpy as np

from tapeviz.fallback import dtypes, errors, nest
from tapeviz.fallback.execute import NO_ATTRS, STATE, notify
from tapeviz.fallback.tensor import Tensor


class Options:
    """Settings of a pipeline, which change nothing here; any attribute can be set."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made = Options()
        setattr(self, name, made)
        return made


def announced(op_type: str, given: tuple[Tensor, ...]) -> Tensor:
    """Make what stands for a dataset, and tell observers from what it was made, as TensorFlow's dataset ops do."""
    handle = Tensor(np.empty((), object), dtypes.variant)
    notify(op_type, given, NO_ATTRS, (handle,))
    return handle


class DatasetIterator:
    """What `iter(dataset)` gives. No tape records what runs in it, as none records TensorFlow's pipelines."""

    def __init__(self, made: Iterator[Any], dataset: Any) -> None:
        self._made = made
        self._dataset = dataset

    @property
    def element_spec(self) -> Any:
        """The spec of each element."""
        return self._dataset.element_spec

    def get_next(self) -> Any:
        """Give the next element. Raises OutOfRangeError at the end."""
        try:
            return next(self)
        except StopIteration:
            raise errors.OutOfRangeError(None, None, "End of sequence [Op:IteratorGetNext] name: ") from None

    def __iter__(self) -> DatasetIterator:
        return self

    def __next__(self) -> Any:
        paused, STATE.tapes = STATE.tapes, []
        try:
            return given("IteratorGetNext", self._dataset, next(self._made))
        finally:
            STATE.tapes = paused


def given(op_type: str, dataset: Any, element: Any) -> Any:
    """Give an element as new tensors that, to observers, come out of the dataset, into which their values went."""
    handle = dataset.handle
    inside = _tensors(element)
    outside = nest.map_structure(_anew, element)
    if inside and dataset.runs_functions:
        notify(dataset.op_type, tuple(inside), NO_ATTRS, (handle,))
    notify(op_type, (handle,), NO_ATTRS, tuple(_tensors(outside)))
    return outside


def captured(function: Any) -> tuple[Tensor, ...]:
    """Give the tensors, and the handles of the variables, that a function names from outside, as tracing captures."""
    inner = getattr(function, "__func__", getattr(function, "__wrapped__", function))
    code = getattr(inner, "__code__", None)
    if code is None:
        return ()
    named = [inner.__globals__[name] for name in code.co_names if name in inner.__globals__]
    for cell in inner.__closure__ or ():
        with contextlib.suppress(ValueError):  # an empty cell: the name is not bound yet
            named.append(cell.cell_contents)
    handles = (getattr(value, "handle", value) for value in named)
    found = {handle._id: handle for handle in handles if type(handle) is Tensor}
    return tuple(handle for handle in found.values() if handle._dtype is not dtypes.variant)


def reduced(dataset: Any, state: Any) -> Any:
    """Give the last state of a reduction as new tensors that, to observers, come out of the dataset's reduction."""
    handle = announced("ReduceDataset", (dataset.handle, *_tensors(state)))
    outside = nest.map_structure(_anew, state)
    notify("ReduceDataset", (handle,), NO_ATTRS, tuple(_tensors(outside)))
    return outside


def _anew(leaf: Any) -> Any:
    return Tensor(leaf._array, leaf._dtype) if type(leaf) is Tensor else leaf


def _tensors(element: Any) -> list[Tensor]:
    return [leaf for leaf in nest.flatten(element) if isinstance(leaf, Tensor)]


DatasetIterator.__name__ = DatasetIterator.__qualname__ = "OwnedIterator"
