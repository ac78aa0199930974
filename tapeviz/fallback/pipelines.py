"""What datasets are made of: structures of tensors, batches, windows, and the order of TensorFlow's shuffling."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np

from tapeviz.fallback import errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.kernels import philox
from tapeviz.fallback.shapes import as_shape, spelled
from tapeviz.fallback.specs import TensorSpec
from tapeviz.fallback.tensor import Array, Tensor


def mapped(function: Callable[[Any], Any], structure: Any) -> Any:
    """Apply a function to the leaves of tuples and dictionaries; a list is a leaf, for it stands for a tensor."""
    if isinstance(structure, tuple):
        items = [mapped(function, each) for each in structure]
        return type(structure)(*items) if hasattr(structure, "_fields") else tuple(items)
    if isinstance(structure, Mapping):
        return {key: mapped(function, each) for key, each in structure.items()}
    return function(structure)


def leaves(structure: Any) -> list[Any]:
    """Give the leaves of tuples and dictionaries in their order."""
    found: list[Any] = []
    mapped(found.append, structure)
    return found


def elements(structure: Any, *, lists: bool = False) -> Any:
    """Turn the leaves of a structure into tensors; lists too become tuples of them, where a function gave them."""
    if lists and isinstance(structure, list):
        structure = tuple(structure)
    if isinstance(structure, tuple):
        items = [elements(each, lists=lists) for each in structure]
        return type(structure)(*items) if hasattr(structure, "_fields") else tuple(items)
    if isinstance(structure, Mapping):
        return {key: elements(each, lists=lists) for key, each in structure.items()}
    return structure if structure is None or hasattr(structure, "cardinality") else convert_to_tensor(structure)


def rows(structure: Any, count: int) -> Iterator[Any]:
    """Cut tensors along their first axes."""
    for index in range(count):
        yield mapped(lambda leaf: leaf if leaf is None else Tensor(leaf._array[index, ...], leaf._dtype), structure)  # noqa: B023 - at once


def batches(items: Iterator[Any], size: int, drop_remainder: bool) -> Iterator[list[Any]]:
    """Give lists of so many elements, the last one perhaps shorter."""
    while found := list(itertools.islice(items, size)):
        if len(found) == size or not drop_remainder:
            yield found


def stacked(items: list[Any]) -> Any:
    """Make one element of several. Raises InvalidArgumentError where their shapes differ."""
    columns = zip(*(leaves(item) for item in items), strict=True)
    joined = iter([_stacked(column) for column in columns])
    return mapped(lambda _: next(joined), items[0])


def _stacked(tensors: tuple[Any, ...]) -> Any:
    if tensors[0] is None or hasattr(tensors[0], "cardinality"):
        return tensors[0]
    shape = tensors[0]._array.shape
    for index, tensor in enumerate(tensors):
        if tensor._array.shape != shape:
            raise errors.InvalidArgumentError(
                None,
                None,
                "Cannot batch tensors with different shapes in component 0. First element had shape "
                f"{spelled(shape)} and element {index} had shape {spelled(tensor._array.shape)}. [Op:IteratorGetNext] "
                "name: ",
            )
    return Tensor(np.stack([tensor._array for tensor in tensors]), tensors[0]._dtype)


def padded(items: list[Any], shapes: list[Any] | None, filling: list[Any] | None) -> Any:
    """Make one element of several, each filled up to the largest, or to given sizes."""
    joined = []
    for place, column in enumerate(zip(*(leaves(item) for item in items), strict=True)):
        arrays = [tensor._array for tensor in column]
        largest = tuple(np.max([array.shape for array in arrays], axis=0).tolist()) if arrays[0].ndim else ()
        wanted = largest if shapes is None or shapes[place].dims is None else shapes[place]
        sizes = tuple(most if size is None else size for most, size in zip(largest, wanted, strict=True))
        joined.append(Tensor(_filled(arrays, sizes, 0 if filling is None else filling[place]), column[0]._dtype))
    made = iter(joined)
    return mapped(lambda _: next(made), items[0])


def _filled(arrays: list[Array], sizes: tuple[int, ...], value: Any) -> Array:
    if arrays[0].dtype == object:
        value = value or b""
    whole = np.full((len(arrays), *sizes), value, arrays[0].dtype)
    for index, array in enumerate(arrays):
        part = whole[index, ...]  # a view, also where an element has no axes
        part[tuple(slice(0, size) for size in array.shape)] = array
    return whole


def windows(items: Iterator[Any], size: int, shift: int, stride: int) -> Iterator[list[Any]]:
    """Give lists of `size` elements, `stride` apart, each beginning `shift` elements after the last one's beginning."""
    span = (size - 1) * stride + 1
    held: deque[Any] = deque()
    while True:
        held.extend(itertools.islice(items, span - len(held)))
        if not held:
            return
        yield list(itertools.islice(held, 0, span, stride))
        if shift >= len(held):
            missing = shift - len(held)
            held.clear()
            if len(list(itertools.islice(items, missing))) < missing:
                return
        else:
            for _ in range(shift):
                held.popleft()


def interleaved(sources: Iterator[Iterable[Any]], open_at_once: int, block: int) -> Iterator[Any]:
    """Take blocks in turn from so many sources at a time; where one ended, the next turn opens a new one."""
    current: list[Iterator[Any] | None] = [None] * open_at_once
    waiting = True
    while waiting or any(each is not None for each in current):
        for place in range(open_at_once):
            if current[place] is None:
                following = next(sources, None)
                waiting = following is not None
                current[place] = None if following is None else iter(following)
            source = current[place]
            found = [] if source is None else list(itertools.islice(source, block))
            yield from found
            if len(found) < block:
                current[place] = None


def shuffle_seeds(seed: Any, reshuffle: bool) -> Iterator[tuple[int, int]]:
    """Give the two seeds of each loop over a shuffled dataset: drawn from a stream of their own, or always the same."""
    from tapeviz.fallback.ops.sampling import SEEDS

    pair = SEEDS.pair(None if seed is None else int(seed))
    if pair == (0, 0):
        if seed is None:
            drawn = np.random.SeedSequence().generate_state(2)
            pair = int(drawn[0]), int(drawn[1])
        else:
            pair = (0, 2**31 - 1)
    return _drawn_seeds(pair) if reshuffle else itertools.repeat(pair)


def _drawn_seeds(pair: tuple[int, int]) -> Iterator[tuple[int, int]]:
    words = _words(pair)
    while True:
        yield next(words), next(words)


def _words(pair: tuple[int, int]) -> Iterator[int]:
    stream = philox.from_seeds(*pair)
    while True:
        yield from stream.words(8).reshape(-1).tolist()
        stream = stream.skip(8)


def shuffled(items: Iterator[Any], size: int, pair: tuple[int, int]) -> Iterator[Any]:
    """Draw each element from a ring of the next `size`; its place is taken by the one that waited longest."""
    words = _words(pair)
    ring: list[Any] = []
    start = end = 0
    for item in items:
        if len(ring) < size:
            ring.append(item)
        else:
            ring[end % size] = item
        end += 1
        if end - start == size:
            yield _drawn(ring, start, end, size, next(words))
            start += 1
    while start < end:
        yield _drawn(ring, start, end, size, next(words))
        start += 1


def _drawn(ring: list[Any], start: int, end: int, size: int, word: int) -> Any:
    place, first = (start + word % (end - start)) % size, start % size
    found = ring[place]
    ring[place] = ring[first]
    return found


def leaves_of_shapes(shapes: Any) -> list[Any]:
    """Give the shapes of a structure in which lists, tuples of sizes and None are shapes."""
    if isinstance(shapes, Mapping):
        return [leaf for key in sorted(shapes) for leaf in leaves_of_shapes(shapes[key])]
    is_shape = not isinstance(shapes, tuple) or all(each is None or isinstance(each, int) for each in shapes)
    if is_shape and not (isinstance(shapes, tuple) and not shapes):
        return [as_shape(shapes)]
    return [leaf for each in shapes for leaf in leaves_of_shapes(each)] if shapes else [as_shape(shapes)]


def applied(function: Callable[..., Any], element: Any) -> Any:
    """Call a function with an element; a tuple's parts are its arguments."""
    return function(*element) if type(element) is tuple else function(element)


def spec_of(element: Any) -> Any:
    """Describe the tensors of an element; datasets stand for themselves."""
    return mapped(lambda leaf: leaf if hasattr(leaf, "cardinality") else _leaf_spec(leaf), element)


def _leaf_spec(leaf: Any) -> Any:
    return None if leaf is None else TensorSpec.from_tensor(leaf)


def windowed(items: list[Any], source: Any) -> Any:
    """Make datasets, of the source's class, of the elements of a window: one for each of their parts."""

    def window_of(items: list[Any]) -> Any:
        return type(source)(lambda: iter(items), len(items), lambda: spec_of(items[0]), "Variant")

    if type(items[0]) is tuple:
        return tuple(window_of(list(column)) for column in zip(*items, strict=True))
    if isinstance(items[0], Mapping):
        return {key: window_of([each[key] for each in items]) for key in items[0]}
    return window_of(items)


def distinct(items: Iterable[Any]) -> Iterator[Any]:
    """Leave out the scalars that came before."""
    seen: set[Any] = set()
    for each in items:
        value = each._array[()]
        if value not in seen:
            seen.add(value)
            yield each
