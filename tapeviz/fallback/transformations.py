"""What `tf.data` does with a dataset: the methods that make another one of it, and the loop over its elements."""

from __future__ import annotations

import builtins
import itertools
from collections.abc import Callable, Iterator
from typing import Any, Final, Self

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.execute import STATE
from tapeviz.fallback.iteration import DatasetIterator, Options, announced, captured, reduced
from tapeviz.fallback.pipelines import (
    applied,
    batches,
    distinct,
    elements,
    interleaved,
    leaves,
    leaves_of_shapes,
    mapped,
    padded,
    rows,
    shuffle_seeds,
    shuffled,
    spec_of,
    stacked,
    windowed,
    windows,
)
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.specs import TensorSpec
from tapeviz.fallback.tensor import Tensor

INFINITE_CARDINALITY: Final = -1
UNKNOWN_CARDINALITY: Final = -2

_WITH_FUNCTIONS: Final = frozenset({"Map", "FlatMap", "Interleave", "Scan", "Filter"})

_Make = Callable[[], Iterator[Any]]


class Pipeline:
    """A sequence of elements that is made anew for every loop over it; functions run when their element is asked for.

    `make` gives the elements, `count` is their number (-1: without end, -2: not known), `spec` tells what they are,
    `given` holds the tensors, or the handles of the datasets, that they are made of.
    """

    def __init__(
        self, make: _Make, count: int, spec: Callable[[], Any], kind: str, given: tuple[Tensor, ...] = ()
    ) -> None:
        self._make = make
        self._count = count
        self._spec = spec
        self._kind = kind
        self.op_type = f"{kind}Dataset"
        self.runs_functions = kind in _WITH_FUNCTIONS
        self.handle = announced(self.op_type, given)

    @property
    def element_spec(self) -> Any:
        """The spec of each element; behind a function it is that of the first element, for which the function runs."""
        return self._spec()

    def map(
        self,
        map_func: Callable[..., Any],
        num_parallel_calls: Any = None,
        deterministic: bool | None = None,
        synchronous: bool | None = None,
        use_unbounded_threadpool: bool = False,
        name: str | None = None,
    ) -> Self:
        """Apply a function to each element; a tuple's parts are its arguments."""

        def make() -> Iterator[Any]:
            return (elements(applied(map_func, each), lists=True) for each in self)

        return self._derived(make, "Map", spec=None, function=map_func)

    def batch(
        self,
        batch_size: Any,
        drop_remainder: bool = False,
        num_parallel_calls: Any = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Self:
        """Stack so many elements into one; the last batch is smaller unless it is dropped.

        Raises InvalidArgumentError for a size below 1, or where elements have different shapes.
        """
        size = int(batch_size)
        if size < 1:
            message = "Batch size must be greater than zero. [Op:BatchDatasetV2] name: "
            raise errors.InvalidArgumentError(None, None, message)
        lead = [size if drop_remainder else None]

        def spec() -> Any:
            return mapped(lambda each: TensorSpec(TensorShape(lead).concatenate(each.shape), each.dtype), self._spec())

        return self._derived(
            lambda: (stacked(each) for each in batches(iter(self), size, drop_remainder)),
            "Batch",
            self._batch_count(size, drop_remainder),
            spec,
        )

    def padded_batch(
        self,
        batch_size: Any,
        padded_shapes: Any = None,
        padding_values: Any = None,
        drop_remainder: bool = False,
        name: str | None = None,
    ) -> Self:
        """As `batch`, with elements filled up (with zeros unless said otherwise) to the largest, or to these shapes."""
        size = int(batch_size)
        wanted = None if padded_shapes is None else leaves_of_shapes(padded_shapes)
        filling = None if padding_values is None else leaves(padding_values)

        def make() -> Iterator[Any]:
            return (padded(each, wanted, filling) for each in batches(iter(self), size, drop_remainder))

        return self._derived(make, "PaddedBatch", self._batch_count(size, drop_remainder), None)

    def unbatch(self, name: str | None = None) -> Self:
        """Cut each element along its first axes."""

        def make() -> Iterator[Any]:
            for each in self:
                yield from rows(each, len(leaves(each)[0]._array))

        return self._derived(make, "Unbatch", UNKNOWN_CARDINALITY, None)

    def rebatch(self, batch_size: Any, drop_remainder: bool = False, name: str | None = None) -> Self:
        """Make batches of this size of batches of another."""
        return self.unbatch().batch(batch_size, drop_remainder)

    def shuffle(
        self,
        buffer_size: Any,
        seed: Any = None,
        reshuffle_each_iteration: bool | None = None,
        name: str | None = None,
    ) -> Self:
        """Draw each element from a buffer of the next `buffer_size`, in another order for each loop unless said so.

        The order is TensorFlow's for the same seeds. Raises InvalidArgumentError for an empty buffer.
        """
        size = int(buffer_size)
        if size < 1:
            raise errors.InvalidArgumentError(
                None,
                None,
                "buffer_size must be greater than zero or UNKNOWN_CARDINALITY [Op:ShuffleDatasetV3] name: ",
            )
        seeds = shuffle_seeds(seed, reshuffle_each_iteration is not False)
        return self._derived(lambda: shuffled(self._make(), size, next(seeds)), "Shuffle")

    def repeat(self, count: Any = None, name: str | None = None) -> Self:
        """Go through the elements so many times; without end if no count is given."""
        times = -1 if count is None else int(count)

        def make() -> Iterator[Any]:
            for _ in itertools.count() if times < 0 else builtins.range(times):
                empty = True
                for each in self:
                    empty = False
                    yield each
                if empty:
                    return

        infinite = times < 0 and self._count != 0
        total = INFINITE_CARDINALITY if infinite else (self._count * times if self._count > 0 else self._count)
        return self._derived(make, "Repeat", 0 if times == 0 else total)

    def take(self, count: Any, name: str | None = None) -> Self:
        """Give the first elements; -1 is all."""
        number = int(count)
        if number < 0:
            return self._derived(self._make, "Take")
        total = number if self._count == INFINITE_CARDINALITY else min(number, self._count)
        return self._derived(
            lambda: itertools.islice(iter(self), number), "Take", total if self._count > -2 else self._count
        )

    def skip(self, count: Any, name: str | None = None) -> Self:
        """Leave out the first elements; -1 is all."""
        number = int(count)
        if number < 0:
            return self._derived(lambda: iter(()), "Skip", 0)
        total = self._count if self._count < 0 else max(0, self._count - number)
        return self._derived(lambda: itertools.islice(iter(self), number, None), "Skip", total)

    def shard(self, num_shards: Any, index: Any, name: str | None = None) -> Self:
        """Give every so-manieth element, from `index` on."""
        step, first = int(num_shards), int(index)
        total = self._count if self._count < 0 else len(builtins.range(first, self._count, step))
        return self._derived(lambda: itertools.islice(iter(self), first, None, step), "Shard", total)

    def filter(self, predicate: Callable[..., Any], name: str | None = None) -> Self:
        """Leave out the elements for which the function says False."""
        return self._derived(lambda: (each for each in self if applied(predicate, each)), "Filter", UNKNOWN_CARDINALITY)

    def take_while(self, predicate: Callable[..., Any], name: str | None = None) -> Self:
        """Stop before the first element for which the function says False."""
        return self._derived(
            lambda: itertools.takewhile(lambda each: applied(predicate, each), self), "TakeWhile", UNKNOWN_CARDINALITY
        )

    def prefetch(self, buffer_size: Any, name: str | None = None) -> Self:
        """Nothing: elements are made when they are asked for."""
        return self._derived(self._make, "Prefetch")

    def cache(self, filename: Any = "", name: str | None = None) -> Self:
        """Keep the elements of the first whole loop for the later ones, in memory."""
        kept: list[Any] = []
        whole = [False]

        def make() -> Iterator[Any]:
            if whole[0]:
                yield from kept
                return
            found = []
            for each in self:
                found.append(each)
                yield each
            kept[:] = found
            whole[0] = True

        return self._derived(make, "Cache")

    def enumerate(self, start: Any = 0, name: str | None = None) -> Self:
        """Give each element with its number."""

        def make() -> Iterator[Any]:
            for number, each in builtins.enumerate(self, int(start)):
                yield Tensor(np.array(number, np.int64)), each

        return self._derived(make, "Zip", None, lambda: (TensorSpec([], dtypes.int64), self._spec()))

    def concatenate(self, dataset: Any, name: str | None = None) -> Self:
        """Give the elements of this dataset and then those of another."""
        counts = (self._count, dataset._count)
        total = builtins.sum(counts) if min(counts) >= 0 else (-1 if -1 in counts else -2)
        return self._derived(lambda: itertools.chain(self, dataset), "Concatenate", total)

    def interleave(
        self,
        map_func: Callable[..., Any],
        cycle_length: Any = None,
        block_length: Any = None,
        num_parallel_calls: Any = None,
        deterministic: bool | None = None,
        name: str | None = None,
    ) -> Self:
        """Take blocks in turn from the datasets that a function makes of the elements, so many at a time."""
        open_at_once, block = int(cycle_length or 1), int(block_length or 1)

        def make() -> Iterator[Any]:
            return interleaved((applied(map_func, each) for each in self), open_at_once, block)

        return self._derived(make, "Interleave", UNKNOWN_CARDINALITY, None)

    def flat_map(self, map_func: Callable[..., Any], name: str | None = None) -> Self:
        """Join the datasets that a function makes of the elements."""

        def make() -> Iterator[Any]:
            return (each for outer in self for each in applied(map_func, outer))

        return self._derived(make, "FlatMap", UNKNOWN_CARDINALITY, None)

    def window(
        self,
        size: Any,
        shift: Any = None,
        stride: Any = 1,
        drop_remainder: bool = False,
        name: str | None = None,
    ) -> Self:
        """Give datasets of so many elements each; the next begins `shift` elements further on."""

        def make() -> Iterator[Any]:
            for items in windows(iter(self), int(size), int(size if shift is None else shift), int(stride)):
                if len(items) == int(size) or not drop_remainder:
                    yield windowed(items, self)

        return self._derived(make, "Window", UNKNOWN_CARDINALITY, None)

    def reduce(self, initial_state: Any, reduce_func: Callable[..., Any], name: str | None = None) -> Any:
        """Give what a function of the state and each element makes of the first state."""
        paused, STATE.tapes = STATE.tapes, []  # no tape records what runs in a pipeline
        try:
            state = elements(initial_state)
            for each in self:
                state = elements(reduce_func(state, each), lists=True)
        finally:
            STATE.tapes = paused
        return reduced(self, state)

    def scan(self, initial_state: Any, scan_func: Callable[..., Any], name: str | None = None) -> Self:
        """Give the outputs of a function that takes a state and an element and gives a state and an output."""

        def make() -> Iterator[Any]:
            state = elements(initial_state)
            for each in self:
                state, output = scan_func(state, each)
                yield elements(output, lists=True)

        return self._derived(make, "Scan", spec=None)

    def apply(self, transformation_func: Callable[[Any], Any], name: str | None = None) -> Any:
        """Call a function with the dataset."""
        return transformation_func(self)

    def unique(self, name: str | None = None) -> Self:
        """Leave out what came before."""
        return self._derived(lambda: distinct(self), "Unique", UNKNOWN_CARDINALITY)

    def get_single_element(self, name: str | None = None) -> Any:
        """Give the only element. Raises InvalidArgumentError where there is none, or more than one."""
        found = list(itertools.islice(iter(self), 2))
        if len(found) != 1:
            problem = "had more than one element." if found else "was empty."
            message = f"Dataset {problem} [Op:DatasetToSingleElement] name: "
            raise errors.InvalidArgumentError(None, None, message)
        return found[0]

    def with_options(self, options: Any, name: str | None = None) -> Self:
        """Nothing: there is nothing to tune."""
        return self

    def options(self) -> Options:
        """Give settings that change nothing."""
        return Options()

    def cardinality(self, name: str | None = None) -> Tensor:
        """The number of elements, int64; -1 stands for infinitely many, -2 for a number that is not known."""
        return Tensor(np.array(self._count, np.int64))

    def as_numpy_iterator(self) -> Iterator[Any]:
        """Iterate over the elements as NumPy arrays and scalars."""
        for each in self:
            for leaf in leaves(each):
                if isinstance(leaf, Pipeline):
                    raise TypeError(
                        "`tf.data.Dataset.as_numpy_iterator()` is not supported for datasets that produce values of "
                        f"type {type(self)}"
                    )
            yield mapped(lambda leaf: leaf.numpy(), each)

    def _derived(
        self, make: _Make, kind: str, count: int | None = None, spec: Any = "mine", function: Any = None
    ) -> Self:
        """Make a dataset of this one; without a spec of its own it is that of the first element."""
        number = self._count if count is None else count
        made = type(self)(
            make, number, self._spec if spec == "mine" else spec, kind, (self.handle, *captured(function))
        )
        if spec is None:
            made._spec = made._spec_of_first
        return made

    def _spec_of_first(self) -> Any:
        for each in self:
            return spec_of(each)
        raise ValueError("The dataset has no element whose spec could be told.")

    def _batch_count(self, size: int, drop_remainder: bool) -> int:
        if self._count < 0:
            return self._count
        return self._count // size if drop_remainder else -(-self._count // size)

    def __iter__(self) -> DatasetIterator:
        return DatasetIterator(self._make(), self)

    def __len__(self) -> int:
        if self._count == INFINITE_CARDINALITY:
            raise TypeError("The dataset is infinite.")
        if self._count == UNKNOWN_CARDINALITY:
            raise TypeError("The dataset length is unknown.")
        return self._count

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(
            f"'_{self._kind}Dataset' object has no attribute '{name}': not covered by the NumPy engine; install "
            "tensorflow to use it"
        )

    def __bool__(self) -> bool:
        return True

    def __repr__(self) -> str:
        return f"<_{self._kind}Dataset element_spec={self.element_spec}>"
