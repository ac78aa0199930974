"""`tf.nest`: structures of lists, tuples and dictionaries, taken apart and put together again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any


def is_nested(structure: Any) -> bool:
    """Whether the object is a structure: a list, a tuple (named ones too) or a mapping."""
    return isinstance(structure, (list, tuple, Mapping))


def flatten(structure: Any, expand_composites: bool = False) -> list[Any]:
    """List the leaves in order; a dictionary's by sorted key. A leaf alone gives a list of one."""
    return list(_leaves(structure))


def map_structure(function: Callable[..., Any], *structures: Any, **_: Any) -> Any:
    """Call a function on the leaves that stand at the same place and give a structure like the first.

    Raises ValueError where the structures differ.
    """
    for other in structures[1:]:
        assert_same_structure(structures[0], other)
    columns = zip(*(flatten(structure) for structure in structures), strict=True)
    return pack_sequence_as(structures[0], [function(*leaves) for leaves in columns])


def pack_sequence_as(structure: Any, flat_sequence: Any, expand_composites: bool = False) -> Any:
    """Put leaves into a structure like this one. Raises ValueError where their number differs."""
    leaves = list(flat_sequence)
    expected = len(flatten(structure))
    if not is_nested(structure):
        if len(leaves) != 1:
            raise ValueError("The target structure is of type a leaf but has more than one item to fill it.")
        return leaves[0]
    if len(leaves) != expected:
        raise ValueError(
            f"Could not pack sequence. Structure had {expected} atoms, but flat_sequence had {len(leaves)} items.  "
            f"Structure: {structure}, flat_sequence: {leaves}."
        )
    return _packed(structure, iter(leaves))


def assert_same_structure(nest1: Any, nest2: Any, check_types: bool = True, expand_composites: bool = False) -> None:
    """Raise ValueError (other lengths or keys) or TypeError (other containers) where two structures differ."""
    if is_nested(nest1) != is_nested(nest2) or (is_nested(nest1) and len(nest1) != len(nest2)):
        raise ValueError(
            f"The two structures don't have the same nested structure.\n\nFirst: {nest1}\n\nSecond: {nest2}"
        )
    if not is_nested(nest1):
        return
    if check_types and type(nest1) is not type(nest2):
        raise TypeError(f"The two structures don't have the same sequence type: {type(nest1)} and {type(nest2)}.")
    if isinstance(nest1, Mapping):
        if set(nest1) != set(nest2):
            raise ValueError(f"The two dictionaries don't have the same set of keys: {list(nest1)} and {list(nest2)}.")
        pairs = [(nest1[key], nest2[key]) for key in nest1]
    else:
        pairs = list(zip(nest1, nest2, strict=True))
    for one, other in pairs:
        assert_same_structure(one, other, check_types)


def _leaves(structure: Any) -> Iterator[Any]:
    if isinstance(structure, Mapping):
        for key in _ordered(structure):
            yield from _leaves(structure[key])
    elif isinstance(structure, (list, tuple)):
        for item in structure:
            yield from _leaves(item)
    else:
        yield structure


def _packed(structure: Any, leaves: Iterator[Any]) -> Any:
    if isinstance(structure, Mapping):
        filled = {key: _packed(structure[key], leaves) for key in _ordered(structure)}
        in_order = {key: filled[key] for key in structure}
        return in_order if type(structure) is dict else type(structure)(in_order)  # type: ignore[call-arg]
    if isinstance(structure, (list, tuple)):
        items = [_packed(item, leaves) for item in structure]
        if hasattr(structure, "_fields"):
            return type(structure)(*items)
        return tuple(items) if isinstance(structure, tuple) else items
    return next(leaves)


def _ordered(structure: Mapping[Any, Any]) -> list[Any]:
    try:
        return sorted(structure)
    except TypeError:
        return list(structure)
