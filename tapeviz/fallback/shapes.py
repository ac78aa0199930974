"""`TensorShape`: a shape whose sizes may be unknown, with TensorFlow's comparisons and spellings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


class TensorShape:
    """A tuple of sizes; `None` stands for an unknown size, and the whole shape may be unknown (`TensorShape(None)`)."""

    __slots__ = ("_sizes",)

    def __init__(self, dims: Any = None) -> None:
        self._sizes: tuple[int | None, ...] | None = _sizes(dims)

    @property
    def rank(self) -> int | None:
        """The number of axes, or None where unknown."""
        return None if self._sizes is None else len(self._sizes)

    ndims = rank

    @property
    def dims(self) -> list[int | None] | None:
        """The sizes as a list, or None where the rank is unknown."""
        return None if self._sizes is None else list(self._sizes)

    def as_list(self) -> list[int | None]:
        """Give the sizes as a list. Raises ValueError where the rank is unknown."""
        if self._sizes is None:
            raise ValueError("as_list() is not defined on an unknown TensorShape.")
        return list(self._sizes)

    def num_elements(self) -> int | None:
        """Give the product of the sizes, or None where one is unknown."""
        if self._sizes is None:
            return None
        count = 1
        for size in self._sizes:
            if size is None:
                return None
            count *= size
        return count

    def is_fully_defined(self) -> bool:
        """Whether every size is known."""
        return self._sizes is not None and None not in self._sizes

    def is_compatible_with(self, other: Any) -> bool:
        """Whether some full shape fits both."""
        theirs = as_shape(other)._sizes
        if self._sizes is None or theirs is None:
            return True
        return len(self._sizes) == len(theirs) and all(
            mine is None or their is None or mine == their for mine, their in zip(self._sizes, theirs, strict=True)
        )

    def assert_is_compatible_with(self, other: Any) -> None:
        """Raise ValueError unless some full shape fits both."""
        if not self.is_compatible_with(other):
            raise ValueError(f"Shapes {self} and {other} are incompatible")

    def assert_has_rank(self, rank: int) -> None:
        """Raise ValueError unless the rank is unknown or `rank`."""
        if self.rank not in {None, rank}:
            raise ValueError(f"Shape {self} must have rank {rank}")

    def with_rank_at_least(self, rank: int) -> TensorShape:
        """Give the shape itself. Raises ValueError where it has fewer axes."""
        if self.rank is not None and self.rank < rank:
            raise ValueError(f"Shape {self} must have rank at least {rank}")
        return self

    def merge_with(self, other: Any) -> TensorShape:
        """Combine what both shapes know. Raises ValueError where they contradict each other."""
        self.assert_is_compatible_with(other)
        theirs = as_shape(other)._sizes
        if self._sizes is None or theirs is None:
            return TensorShape(theirs if self._sizes is None else self._sizes)
        return TensorShape([b if a is None else a for a, b in zip(self._sizes, theirs, strict=True)])

    def concatenate(self, other: Any) -> TensorShape:
        """Give the sizes of this shape followed by those of the other."""
        theirs = as_shape(other)._sizes
        if self._sizes is None or theirs is None:
            return TensorShape(None)
        return TensorShape(self._sizes + theirs)

    def __add__(self, other: Any) -> TensorShape:
        return self.concatenate(other)

    def __radd__(self, other: Any) -> TensorShape:
        return as_shape(other).concatenate(self)

    def __len__(self) -> int:
        if self._sizes is None:
            raise ValueError("Cannot take the length of shape with unknown rank.")
        return len(self._sizes)

    def __bool__(self) -> bool:
        return self._sizes is not None

    def __iter__(self) -> Iterator[int | None]:
        if self._sizes is None:
            raise ValueError("Cannot iterate over a shape with unknown rank.")
        return iter(self._sizes)

    def __getitem__(self, key: Any) -> Any:
        if self._sizes is None:
            return TensorShape(None) if isinstance(key, slice) else None
        return TensorShape(self._sizes[key]) if isinstance(key, slice) else self._sizes[key]

    def __eq__(self, other: object) -> bool:
        try:
            return self._sizes == as_shape(other)._sizes
        except TypeError:
            return NotImplemented

    def __hash__(self) -> int:
        return hash(self._sizes)

    def __repr__(self) -> str:
        return f"TensorShape({None if self._sizes is None else list(self._sizes)})"

    def __str__(self) -> str:
        if self._sizes is None:
            return "<unknown>"
        return f"({', '.join(map(str, self._sizes))}{',' if len(self._sizes) == 1 else ''})"


def as_shape(value: Any) -> TensorShape:
    """Convert a list, tuple, int or shape to a `TensorShape`."""
    return value if isinstance(value, TensorShape) else TensorShape(value)


def spelled(shape: tuple[int, ...]) -> str:
    """Give a shape as TensorFlow's kernels write it in messages: `[2,3]`."""
    return f"[{','.join(map(str, shape))}]"


def _sizes(dims: Any) -> tuple[int | None, ...] | None:
    if dims is None:
        return None
    if isinstance(dims, TensorShape):
        return dims._sizes
    if hasattr(dims, "__index__") and not getattr(dims, "shape", ()):
        return (int(dims),)
    return tuple(_size(size) for size in dims)


def _size(size: Any) -> int | None:
    if size is None:
        return None
    if not hasattr(size, "__index__"):
        raise TypeError(f"Dimension value must be integer or None or have an __index__ method, got value {size!r}")
    value = size.__index__()
    if value < 0:
        raise ValueError(f"Dimension {value} must be >= 0")
    return int(value)
