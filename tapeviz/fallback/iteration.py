"""The loop over a dataset, and the settings that TensorFlow would tune it with."""

from __future__ import annotations

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
            found = next(self._made)
            notify("IteratorGetNext", (self._dataset.handle,), NO_ATTRS, tuple(_tensors(found)))
        finally:
            STATE.tapes = paused
        return found


def _tensors(element: Any) -> list[Tensor]:
    return [leaf for leaf in nest.flatten(element) if isinstance(leaf, Tensor)]


DatasetIterator.__name__ = DatasetIterator.__qualname__ = "OwnedIterator"
