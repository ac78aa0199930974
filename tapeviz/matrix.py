"""A stored block of a Jacobian or Hessian as the NumPy array that it was."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tapeviz.report import Block

__all__ = ["block_array"]

_DTYPES = ("float16", "float32", "float64", "complex64", "complex128")


def block_array(blocks: Sequence[Block], option: str, row: str, source: str) -> Any:
    """The block with these names ('' where there is only one), as an array. Raises `ValueError` where there is none."""
    if not blocks:
        raise ValueError(f"the cell was not asked for it: %%tape ... {option}")
    fitting = [
        block for block in blocks if block.row == (row or block.row) and block.source == (source or block.source)
    ]
    if len(fitting) != 1:
        there = ", ".join(f"{block.row!r} by {block.source!r}" for block in blocks)
        raise ValueError(f"{'name one' if fitting else 'there is none of these names'}: there are {there}")
    block = fitting[0]
    if block.values is None or block.spec is None or block.spec.shape is None:
        raise ValueError(f"{block.row} by {block.source}: {_absent(block)}")
    import numpy as np

    dtype = block.spec.dtype if block.spec.dtype in _DTYPES else None
    return np.array(block.values, dtype).reshape([extent or 0 for extent in block.spec.shape])


def _absent(block: Block) -> str:
    if block.status == "none":
        return "it is None; the report says why"
    if block.status != "matrix":
        return block.note
    return "too large to be kept in a report; take tape.jacobian in a cell with --persistent"
