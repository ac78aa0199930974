"""Collects what TensorFlow's op callbacks deliver, for the tests of those facts."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Seen:
    """One callback, as TensorFlow delivered it."""

    op_type: str | bytes
    inputs: tuple[Any, ...]
    outputs: tuple[Any, ...]
    attrs: Any

    @property
    def name(self) -> str:
        """The op type as text, whichever of the two types it came in."""
        return self.op_type.decode() if isinstance(self.op_type, bytes) else self.op_type


@contextmanager
def seen_ops() -> Iterator[list[Seen]]:
    """The eager ops that run in the block, in order."""
    seen: list[Seen] = []

    def collect(op_type: Any, inputs: Any, attrs: Any, outputs: Any, op_name: Any = None, graph: Any = None) -> None:
        if graph is None:
            seen.append(Seen(op_type, tuple(inputs), tuple(outputs), attrs))

    with calling_back(collect):
        yield seen


@contextmanager
def calling_back(function: Any) -> Iterator[None]:
    """Run the block with `function` as an op callback."""
    from tensorflow.python.framework import op_callbacks

    op_callbacks.add_op_callback(function)
    try:
        yield
    finally:
        op_callbacks.remove_op_callback(function)


def names(seen: list[Seen]) -> list[str]:
    """The op types, in order."""
    return [op.name for op in seen]
