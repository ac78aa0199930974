"""Joins what the history knows of earlier cells to the values of a taped cell: as far back as the cell reaches."""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field

from tapeviz.provenance.functions import parsed
from tapeviz.provenance.history import History, PastOp
from tapeviz.provenance.sites import span_of_node
from tapeviz.provenance.values import Values
from tapeviz.records import CodeSpan
from tapeviz.spans import text_of_file

__all__ = ["Past", "PastStep", "assigned_to", "statement_around"]

LIMIT = 4000
_FULL_WRITE = "AssignVariableOp"


@dataclass(slots=True)
class PastStep:
    """One earlier op with the ids of its values."""

    op: PastOp
    inputs: list[int]
    outputs: list[int]
    writes: tuple[int, ...] = ()


@dataclass(slots=True)
class Past:
    """The part of the history that the values of one cell were made of."""

    history: History
    values: Values
    before: int
    looks_copied: Callable[[int, int, bool], bool] = lambda copy, original, is_first: False
    steps: list[PastStep] = field(default_factory=list)
    cut: bool = False
    _handles: set[int] = field(default_factory=set)
    _producer: dict[int, PastOp] = field(default_factory=dict)
    _writes: dict[int, list[PastOp]] = field(default_factory=dict)

    def collect(self) -> None:
        """Walk back from every tensor and variable of the cell."""
        ops = self.history.ops_before(self.before)
        self._handles = set(self.history.creations()) | {k for op in ops for k in op.reads}
        for op in ops:
            if op.op_type == "VarHandleOp":
                self._handles.update(op.outputs)
            self._producer.update(dict.fromkeys(op.outputs, op))
            if not op.outputs and op.inputs:
                self._writes.setdefault(op.inputs[0], []).append(op)
        needed = self._closure()
        needed += self._copies(ops)
        order = {id(op): k for k, op in enumerate(ops)}
        for op in sorted(needed, key=lambda op: order[id(op)]):
            self.steps.append(self._step(op))

    def _closure(self) -> list[PastOp]:
        waiting = [key for key in self.values.tensor_keys() if key < self.before]
        waiting += list(self.values.resource_keys())
        seen = set(waiting)
        needed: dict[int, PastOp] = {}
        while waiting:
            key = waiting.pop()
            for op in self._makers(key):
                if id(op) in needed:
                    continue
                if len(needed) >= LIMIT:
                    self.cut = True
                    return list(needed.values())
                needed[id(op)] = op
                for other in (*op.inputs, *op.reads):
                    if other not in seen:
                        seen.add(other)
                        waiting.append(other)
        return list(needed.values())

    def _copies(self, ops: list[PastOp]) -> list[PastOp]:
        """Writes of a variable whose value came from Python after another variable was read: copies by way of NumPy.

        A write and a read pair up when both variables now hold the same value (`looks_copied`).
        """
        resources = self.values.resource_keys()
        first_read: dict[int, int] = {}
        for position, op in enumerate(ops):
            for key in (*op.inputs, *op.reads) if op.outputs else op.reads:
                first_read.setdefault(key, position)
        found: list[PastOp] = []
        begun: set[int] = set()
        for position, op in enumerate(ops):
            if op.op_type != _FULL_WRITE:
                continue
            is_first = op.inputs[0] not in begun
            begun.add(op.inputs[0])
            if op.inputs[0] not in resources or not self._from_python(op):
                continue
            read_before = (o for o in resources if o != op.inputs[0] and first_read.get(o, position) < position)
            found += [
                PastOp(_FULL_WRITE, (op.inputs[0], original), (), (), op.place)
                for original in read_before
                if self.looks_copied(op.inputs[0], original, is_first)
            ]
        ops.extend(found)
        return found

    def _from_python(self, write: PastOp) -> bool:
        return all(key not in self._producer and key not in self._handles for key in write.inputs[1:])

    def _makers(self, key: int) -> list[PastOp]:
        if key not in self._handles:
            op = self._producer.get(key)
            return [op] if op is not None else []
        writes = [op for op in self._writes.get(key, ()) if op.op_type == _FULL_WRITE]
        return [op for op in writes[-1:] if not self._updates(op, key)]

    def _updates(self, write: PastOp, handle: int) -> bool:
        """Whether a write computes the new value from the variable's own old one, as a training step does."""
        waiting = list(write.inputs[1:]) + list(write.reads)
        seen: set[int] = set()
        while waiting and len(seen) < LIMIT:
            key = waiting.pop()
            if key == handle:
                return True
            if key in seen:
                continue
            seen.add(key)
            op = self._producer.get(key) if key not in self._handles else None
            if op is not None:
                waiting += [*op.inputs, *op.reads]
        return False

    def _step(self, op: PastOp) -> PastStep:
        if not op.outputs and op.inputs and op.inputs[0] in self._handles:
            resource = self.values.resource(op.inputs[0], None, "resource")
            inputs = [self._value(key) for key in (*op.inputs[1:], *op.reads) if key != op.inputs[0]]
            return PastStep(op, inputs, [(resource.states or [resource.state])[0]], (resource.id,))
        inputs = [self._value(key) for key in (*op.inputs, *op.reads)]
        return PastStep(op, inputs, [self.values.past_tensor(key).id for key in op.outputs])

    def _value(self, key: int) -> int:
        if key in self._handles:
            resource = self.values.resource(key, None, "resource")
            return (resource.states or [resource.state])[0]
        return self.values.past_tensor(key).id

    def accounted(self, key: int) -> bool:
        """Whether the making of an older tensor was, or could have been, seen: nothing else can have made it."""
        return key >= self.history.since and self.history.complete and not self.cut


def assigned_to(span: CodeSpan) -> str:
    """What the statement around a span is assigned to (`w`, `self.kernel`), or ''; of `a, b = f(), g()` its part."""
    tree = parsed(text_of_file(span.code))
    if tree is None:
        return ""
    around = [n for n in ast.walk(tree) if isinstance(n, (ast.Assign, ast.AnnAssign)) and _holds(n, span)]
    if not around or (span.col is None and len(around) > 1):
        return ""  # several statements on the line, and no column to tell them apart
    node = around[-1]
    return _part_assigned(node.targets[0] if isinstance(node, ast.Assign) else node.target, node.value, span)


def statement_around(span: CodeSpan) -> CodeSpan | None:
    """The innermost statement that a span is part of; None where there is no text, or no column to tell two apart."""
    text = text_of_file(span.code)
    tree = parsed(text)
    around = [n for n in ast.walk(tree) if isinstance(n, ast.stmt) and _holds(n, span)] if tree is not None else []
    if not around or span.col is None:
        return None
    return span_of_node(around[-1], span.code, text.splitlines(), "")  # `ast.walk` goes from the outside in


def _holds(node: ast.stmt, span: CodeSpan) -> bool:
    if span.col is None:
        return node.lineno <= span.line <= (node.end_lineno or 0)
    start, end = (node.lineno, node.col_offset), (node.end_lineno or 0, node.end_col_offset or 0)
    return start <= (span.line, span.col) < end


def _part_assigned(target: ast.expr, value: ast.expr | None, span: CodeSpan) -> str:
    if not isinstance(target, ast.Tuple):
        return ast.unparse(target)
    if not isinstance(value, ast.Tuple) or len(value.elts) != len(target.elts) or span.col is None:
        return ""
    for name, part in zip(target.elts, value.elts, strict=True):
        start, end = (part.lineno, part.col_offset), (part.end_lineno or 0, part.end_col_offset or 0)
        if start <= (span.line, span.col) < end:
            return ast.unparse(name)
    return ""
