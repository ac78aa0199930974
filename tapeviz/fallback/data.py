"""`tf.data`: datasets as Python iterators; what is random in them gives TensorFlow's order for TensorFlow's seeds."""

from __future__ import annotations

import builtins
import glob
import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.iteration import DatasetIterator, Options
from tapeviz.fallback.namespaces import put
from tapeviz.fallback.pipelines import elements, leaves, leaves_of_shapes, mapped, rows, spec_of
from tapeviz.fallback.specs import TensorSpec
from tapeviz.fallback.tensor import Tensor
from tapeviz.fallback.transformations import (
    INFINITE_CARDINALITY,
    UNKNOWN_CARDINALITY,
    Pipeline,
)

__all__ = ["AUTOTUNE", "INFINITE_CARDINALITY", "UNKNOWN_CARDINALITY", "Dataset", "Options"]


AUTOTUNE: Final = -1


def _given(whole: Any) -> tuple[Tensor, ...]:
    return tuple(leaf for leaf in leaves(whole) if isinstance(leaf, Tensor))


def _handles(sets: list[Any]) -> tuple[Tensor, ...]:
    return tuple(each.handle for each in sets)


class Dataset(Pipeline):
    """A sequence of elements, each a tensor or a tuple or dictionary of them, made anew for every loop over it.

    Methods give new datasets. Functions that are given to them run for each element when it is asked for.
    """

    @staticmethod
    def from_tensor_slices(tensors: Any, name: str | None = None) -> Dataset:  # noqa: ARG004
        """Cut tensors along their first axes. Raises ValueError where these are of different sizes, or none."""
        whole = elements(tensors)
        sizes = []
        for leaf in leaves(whole):
            if leaf is None:
                continue
            if not leaf._array.ndim:
                raise ValueError("Unbatching a tensor is only supported for rank >= 1")
            sizes.append(len(leaf._array))
        for size in sizes:
            if size != sizes[0]:
                raise ValueError(f"Dimensions {sizes[0]} and {size} are not compatible")

        def spec() -> Any:
            return mapped(lambda leaf: leaf if leaf is None else TensorSpec(leaf._array.shape[1:], leaf.dtype), whole)

        return Dataset(lambda: rows(whole, sizes[0]), sizes[0], spec, "TensorSlice", _given(whole))

    @staticmethod
    def from_tensors(tensors: Any, name: str | None = None) -> Dataset:  # noqa: ARG004
        """Give one element: the whole."""
        whole = elements(tensors)
        return Dataset(lambda: iter([whole]), 1, lambda: spec_of(whole), "Tensor", _given(whole))

    @staticmethod
    def range(*args: Any, output_type: Any = dtypes.int64, name: str | None = None) -> Dataset:  # noqa: ARG004
        """Count like Python's `range`, in int64. Raises TypeError for numbers with a fraction."""
        dtype = dtypes.as_dtype(output_type)
        numbers = builtins.range(*(int(convert_to_tensor(each, dtypes.int64)) for each in args))

        def make() -> Iterator[Any]:
            return (Tensor(np.array(each, dtype.as_numpy_dtype)) for each in numbers)

        return Dataset(make, len(numbers), lambda: TensorSpec([], dtype), "Range")

    @staticmethod
    def from_generator(
        generator: Callable[..., Iterable[Any]],
        output_types: Any = None,
        output_shapes: Any = None,
        args: Any = None,
        output_signature: Any = None,
        name: str | None = None,  # noqa: ARG004
    ) -> Dataset:
        """Take what a generator function yields, as tensors of the signature or types.

        Raises TypeError where there are neither, InvalidArgumentError for an element that does not convert.
        """
        if not callable(generator):
            raise TypeError("`generator` must be a Python callable.")
        if output_types is None and output_signature is None:
            raise TypeError(
                "To specify the output signature you need to provide either the `output_signature` argument or the "
                "`output_types` argument."
            )
        signature = output_signature
        if signature is None:
            shapes = itertools.repeat(None) if output_shapes is None else iter(leaves_of_shapes(output_shapes))
            signature = mapped(lambda each: TensorSpec(next(shapes), each), output_types)
        inputs = tuple(convert_to_tensor(each) for each in args or ())

        def make() -> Iterator[Any]:
            return (_yielded(each, signature) for each in generator(*inputs))

        return Dataset(make, UNKNOWN_CARDINALITY, lambda: signature, "FlatMap")

    @staticmethod
    def zip(*args: Any, datasets: Any = None, name: str | None = None) -> Dataset:  # noqa: ARG004
        """Join datasets element by element, to the end of the shortest."""
        structure = datasets if datasets is not None else (args[0] if len(args) == 1 else args)
        sets = leaves(structure)

        def make() -> Iterator[Any]:
            for row in builtins.zip(*sets, strict=False):
                items = iter(row)
                yield mapped(lambda _: next(items), structure)  # noqa: B023 - used before the next row

        count = _least(each._count for each in sets)
        return Dataset(make, count, lambda: mapped(lambda each: each.element_spec, structure), "Zip", _handles(sets))

    @staticmethod
    def list_files(
        file_pattern: Any,
        shuffle: bool | None = None,
        seed: Any = None,
        name: str | None = None,  # noqa: ARG004
    ) -> Dataset:
        """List the files that match a pattern or several, in an order of chance unless `shuffle` is False."""
        patterns = np.atleast_1d(convert_to_tensor(file_pattern)._array)
        files = sorted(path for pattern in patterns for path in glob.glob(pattern.decode()))  # noqa: PTH207 - text in, text out
        listed = Dataset.from_tensor_slices(files)
        return listed if shuffle is False or not files else listed.shuffle(len(files), seed)


Dataset.__name__ = Dataset.__qualname__ = "DatasetV2"


def _yielded(value: Any, signature: Any) -> Any:
    if isinstance(signature, tuple):
        return tuple(_yielded(each, spec) for each, spec in builtins.zip(value, signature, strict=True))
    if isinstance(signature, Mapping):
        return {key: _yielded(value[key], spec) for key, spec in signature.items()}
    tensor = signature.converted(value)
    if tensor is None:
        raise errors.InvalidArgumentError(
            None,
            None,
            "TypeError: `generator` yielded an element that could not be converted to the expected type. The expected "
            f"type was {signature.dtype.name}, but the yielded element was {value}. [Op:IteratorGetNext]",
        )
    return tensor


def _least(counts: Iterable[int]) -> int:
    found = [count for count in counts if count != INFINITE_CARDINALITY]
    if not found:
        return INFINITE_CARDINALITY
    return UNKNOWN_CARDINALITY if UNKNOWN_CARDINALITY in found else min(found)


def cardinality(dataset: Dataset) -> Tensor:
    """Give the number of elements, as the method of this name does."""
    return dataset.cardinality()


put("data.Iterator", DatasetIterator)
put("data.experimental.AUTOTUNE", AUTOTUNE)
put("data.experimental.INFINITE_CARDINALITY", INFINITE_CARDINALITY)
put("data.experimental.UNKNOWN_CARDINALITY", UNKNOWN_CARDINALITY)
put("data.experimental.cardinality", cardinality)
