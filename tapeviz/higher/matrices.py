"""Takes Jacobians and Hessians of one taped cell, block by block, and says of each what form it has."""

from __future__ import annotations

import ast
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tapeviz.higher.orders import ONCE_ONLY, HigherOrders, first_line, is_spent
from tapeviz.notation import derivative
from tapeviz.provenance.lookup import parse_expression
from tapeviz.records import TensorRecord, TensorSpec
from tapeviz.report import Block, Curvature, Report

__all__ = ["MOST_ENTRIES", "Matrices"]

MOST_ENTRIES = 4_000_000
MOST_STEPS = 2_000_000
MOST_GIGABYTES = 2.0
MOST_KEPT = 4096
MOST_TILES = 48
MOST_EIGENVALUES = 1024
# Of differences of floating-point numbers, what is rounding: relative to the largest entry.
ROUNDING = 1e-4

_Leaf = tuple[str, str, Any]


class Matrices:
    """Jacobians by the innermost tape, Hessians by the one outside it; the tapes are closed before and afterwards."""

    def __init__(self, orders: HigherOrders) -> None:
        self.orders = orders
        self.engine = orders.engine
        self.asked = orders.asked
        self.log = list(orders.log)
        self._arrays: dict[tuple[str, str], Any] = {}

    # ---- Jacobians ----

    def with_jacobians(self, report: Report) -> Report:
        """The report with a block for each target and source: shape `target.shape + source.shape`."""
        blocks: list[Block] = []
        targets = [pair for pair in self._targets() if self.engine.kind(pair[1]) in ("tensor", "variable")]
        for name, target in targets:
            row = self._row(report, 1, name, target, self.asked.sources)
            # The None of the only target is that of its gradient, which the report explains.
            blocks += row if len(targets) == 1 else [self._explained(report, 1, name, target, block) for block in row]
        return replace(report, jacobians=tuple(blocks))

    def _explained(self, report: Report, tape: int, name: str, target: Any, block: Block) -> Block:
        """The block, with the reason where it is None."""
        if block.status != "none":
            return block
        source = next(leaf for leaf in self.asked.sources if leaf[0] == block.source)
        return replace(block, report=self.orders.explained(report, name, target, [source], tape, self.log))

    def _targets(self) -> list[tuple[str, Any]]:
        leaves = self.engine.flatten(self.asked.target)
        name = self.asked.target_name or "the target"
        if len(leaves) == 1 and not isinstance(self.asked.target, (list, tuple, dict)):
            return [(name, leaves[0])]
        return list(zip(_element_names(name, len(leaves)), leaves, strict=True))

    # ---- Hessians ----

    def with_hessian(self, report: Report) -> Report:
        """The report with the Jacobian of the gradient: a block for each pair of sources that have a gradient."""
        sources = [leaf for leaf, d in zip(self.asked.sources, report.diagnoses, strict=True) if d.status == "gradient"]
        try:
            rows = self.orders.differentiated(1, self.asked.target, [leaf for _, _, leaf in sources], self.log)
        except Exception as problem:  # noqa: BLE001 - whatever the backward call raises is the answer
            text = ONCE_ONLY if is_spent(problem) else first_line(problem)
            return replace(report, hessians=tuple(Block(name, name, "error", note=text) for name, _, _ in sources))
        blocks: list[Block] = []
        for (name, _, _), row in zip(sources, rows, strict=True):
            above = derivative(self.asked.target_name or "the target", name)
            found = self._row(report, 2, name, row, sources)
            blocks += [self._explained(report, 2, above, row, block) for block in found]
        return replace(
            report, hessians=tuple(blocks), curvature=self._curvature(blocks, [name for name, _, _ in sources])
        )

    def _curvature(self, blocks: Sequence[Block], names: Sequence[str]) -> Curvature | None:
        """Symmetry and the signs of the eigenvalues of the whole Hessian; None counts as 0."""
        by_place = {(block.row, block.source): block for block in blocks}
        grid = [[self._as_matrix(by_place[row, column]) for column in names] for row in names]
        if not grid or any(part is None for row in grid for part in row):
            return None
        whole = np.block(grid)
        largest = float(np.abs(whole).max(initial=0.0))
        if whole.dtype.kind == "c" or not math.isfinite(largest):
            return None
        asymmetry = float(np.abs(whole - whole.T).max(initial=0.0)) / largest if largest else 0.0
        tiles = _tiles(whole) if any(block.values is None and block.status == "matrix" for block in blocks) else None
        if len(whole) > MOST_EIGENVALUES or asymmetry > ROUNDING:
            return Curvature(len(whole), asymmetry, tiles=tiles)
        values = np.linalg.eigvalsh((whole + whole.T) / 2)
        flat = ROUNDING * float(np.abs(values).max(initial=0.0))
        signs = (int((values > flat).sum()), int((np.abs(values) <= flat).sum()), int((values < -flat).sum()))
        return Curvature(len(whole), asymmetry, *signs, tiles)

    def _as_matrix(self, block: Block) -> Any:
        shape = block.spec.shape if block.spec else None
        if shape is None or block.status not in ("matrix", "none"):
            return None
        rows, columns = (math.prod(n or 0 for n in part) for part in (shape[: block.row_rank], shape[block.row_rank :]))
        return np.zeros((rows, columns)) if block.status == "none" else self._arrays[block.row, block.source]

    # ---- one row of blocks ----

    def _row(self, report: Report, tape: int, name: str, target: Any, sources: Sequence[_Leaf]) -> list[Block]:
        """The derivatives of every entry of `target` by tape number `tape`, one block for each source."""
        steps = sum(not op.earlier for op in report.recording.ops) * (4 if tape > 1 else 1)
        planned = [(leaf, self._refusal(name, target, leaf, steps)) for leaf in sources]
        wanted = [leaf for leaf, refusal in planned if not refusal]
        gigabytes = _size(target) * sum(map(_bytes, report.recording.tensors)) / 1e9
        found, note = self._computed(tape, target, [leaf for _, _, leaf in wanted], gigabytes)
        values = dict(zip((leaf[0] for leaf in wanted), found, strict=True))
        blocks = []
        for leaf, refusal in planned:
            if refusal:
                blocks.append(Block(name, leaf[0], "refused", note=refusal))
            elif isinstance(note, Exception):
                said = ONCE_ONLY if is_spent(note) else f"{type(note).__name__}: {first_line(note)}"
                blocks.append(Block(name, leaf[0], "error", note=said))
            else:
                blocks.append(self._block(name, target, leaf, values[leaf[0]], note))
        return blocks

    def _refusal(self, name: str, target: Any, leaf: _Leaf, steps: int) -> str:
        """Why a block is not computed, before any of it is; '' when it is."""
        source = self._tape_knows(leaf[2])
        if self.engine.kind(source) not in ("tensor", "variable"):
            return f"{leaf[0]} is nothing that the tape can know"
        if not (self.engine.is_differentiable(source) and self.engine.is_differentiable(target)):
            what = leaf[0] if not self.engine.is_differentiable(source) else name
            return f"{what} is not of floating-point numbers"
        rows, columns = _size(target), _size(source)
        if rows * columns > MOST_ENTRIES:
            size = f"{rows:,} x {columns:,} = {rows * columns:,}"
            return f"it would have {size} entries; {self._instead(name, target, leaf)}"
        if not self.engine.takes_rows_at_once and rows * steps > MOST_STEPS:
            return f"it takes {rows:,} backward passes, one for each entry of {name}, over {steps:,} ops: too long here"
        return ""

    def _instead(self, name: str, target: Any, leaf: _Leaf) -> str:
        rows, columns = tuple(target.shape), tuple(leaf[2].shape)
        if len(rows) > 1 and len(columns) > 1 and rows[0] == columns[0]:
            return f"if its rows do not mix, tape.batch_jacobian({name}, {leaf[0]}) is {rows[0]:,} times smaller"
        return "take it for a part of the target, or tape.gradient with output_gradients for one combination of rows"

    def _computed(
        self, tape: int, target: Any, leaves: list[Any], gigabytes: float
    ) -> tuple[list[Any], str | Exception]:
        """The values of the blocks and what is to be said of how they were computed, or what the call raised.

        All rows at once take about so many `gigabytes`.
        """
        self.engine.ask_tape(tape)
        wanted = [self._tape_knows(leaf) for leaf in leaves]
        if not wanted:
            return [], ""
        why = f"all at once would take about {gigabytes:.0f} GB" if gigabytes > MOST_GIGABYTES else ""
        if not why or not self.engine.takes_rows_at_once:
            try:
                return self.engine.jacobian(target, wanted), ""
            except Exception as first:  # noqa: BLE001 - not every op can be vectorized
                why = f"TensorFlow could not take all at once: {first_line(first)}"
        try:
            found = self.engine.jacobian(target, wanted, one_by_one=True)
        except Exception as problem:  # noqa: BLE001 - whatever the call raises is the answer
            return [None] * len(wanted), problem
        return found, f"taken row by row ({why})"

    def _tape_knows(self, leaf: Any) -> Any:
        return self.engine.variable(leaf) if self.engine.kind(leaf) == "variable" else leaf

    def _block(self, name: str, target: Any, leaf: _Leaf, value: Any, note: str) -> Block:
        above = self.engine.spec(target) or TensorSpec("unknown", None)
        below = self.engine.spec(self._tape_knows(leaf[2])) or TensorSpec("unknown", None)
        spec = TensorSpec(below.dtype, (*(above.shape or ()), *(below.shape or ())))
        rank = len(above.shape or ())
        if value is None:
            zeros = self.asked.request.zero
            kept = (0.0,) * math.prod(n or 0 for n in spec.shape or ()) if zeros else None
            return Block(name, leaf[0], "none", spec, rank, values=kept if kept and len(kept) <= MOST_KEPT else None)
        array = np.asarray(self.engine.numpy(value))
        array = (array if array.dtype.kind == "c" else array.astype(float)) + 0.0  # without a -0.0
        rows, columns = _size(target), _size(leaf[2])
        flat = self._arrays[name, leaf[0]] = array.reshape(rows, columns)
        kept = tuple(flat.ravel().tolist()) if flat.size <= MOST_KEPT else None
        return Block(
            *(name, leaf[0], "matrix", spec, rank),
            summary=self.engine.summary(value),
            values=kept,
            tiles=None if kept is not None else _tiles(flat),
            structure=_structure(array, rank),
            note=note,
        )


def _element_names(name: str, amount: int) -> list[str]:
    """The texts of the elements that a list of targets is written with, else the list's name with an index."""
    written = parse_expression(name).body if _is_expression(name) else None
    if isinstance(written, (ast.List, ast.Tuple)) and len(written.elts) == amount:
        return [ast.unparse(element) for element in written.elts]
    return [f"{name}[{k}]" for k in range(amount)]


def _is_expression(text: str) -> bool:
    try:
        ast.parse(text, mode="eval")
    except SyntaxError:
        return False
    return True


def _bytes(tensor: TensorRecord) -> int:
    extents = tensor.spec.shape or ()
    return 4 * math.prod(extent or 0 for extent in extents) if tensor.live is not False else 0


def _size(tensor: Any) -> int:
    return math.prod(int(extent) for extent in tensor.shape)


# ---- form -----------------------------------------------------------------------------------------------------------


def _structure(array: Any, rank: int) -> Any:
    """`zero`, `diagonal` (entry i depends on entry i only), `per-example` (row b on row b only), or ''."""
    if not array.size or not np.isfinite(array).all():
        return ""
    if not array.any():
        return "zero"
    above, below = array.shape[:rank], array.shape[rank:]
    if above == below and math.prod(above) > 1:
        square = array.reshape(math.prod(above), -1)
        if not (square - np.diag(np.diag(square))).any():
            return "diagonal"
    if len(above) > 1 and len(below) > 1 and above[0] == below[0] > 1:
        examples = np.moveaxis(array.reshape(above[0], math.prod(above[1:]), below[0], -1), 2, 1)
        mixed = ~np.eye(above[0], dtype=bool)
        if not examples[mixed].any():
            return "per-example"
    return ""


def _tiles(flat: Any) -> tuple[tuple[float, ...], ...]:
    """A large matrix in few tiles, each with its entry of the largest size; NaN and infinities stay."""
    magnitude = np.abs(flat) if flat.dtype.kind == "c" else flat
    rows = np.array_split(magnitude, min(MOST_TILES, flat.shape[0]), axis=0)
    cut = [np.array_split(row, min(MOST_TILES, flat.shape[1]), axis=1) for row in rows]
    return tuple(tuple(_loudest(tile) for tile in row) for row in cut)


def _loudest(tile: Any) -> float:
    position = np.argmax(np.where(np.isfinite(tile), np.abs(tile), np.inf))
    return float(tile.ravel()[position])
