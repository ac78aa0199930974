"""Looks inside traced functions: their ops, nested functions, loops and branches, and what each gradient passes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from tapeviz.engines import _tf_private as private
from tapeviz.engines.base import Frame
from tapeviz.records import CodeSpan, TensorSpec
from tapeviz.spans import is_module_level

__all__ = ["Body", "InnerOp", "body_of_call", "inner_ops"]

_SILENT = frozenset({"Placeholder", "Const", "NoOp", "Assert", "PlaceholderWithDefault"})


@dataclass(slots=True)
class Body:
    """One traced graph: its symbolic inputs (captures last) and outputs."""

    graph: Any
    inputs: list[Any]
    outputs: list[Any]


@dataclass(slots=True)
class InnerOp:
    """One symbolic op. `nested` holds the graphs of a call, of a loop's body and test or of a conditional's branches.

    `frames` are the user's if the op was seen being made; `stack` is what the graph itself remembers, without columns.
    """

    op: Any
    op_type: str
    inputs: list[Any]
    outputs: list[Any]
    role: Literal["op", "call", "loop", "branch"]
    nested: list[Body]
    stack: tuple[CodeSpan, ...]
    frames: tuple[Frame, ...] = ()

    def probe(self, output: int) -> list[str]:
        """What the op's own gradient function does with a cotangent of this output, for each input."""
        return private.probe_symbolic(self.op, output)


def body_of_call(function: Any) -> Body | None:
    """The graph behind a concrete function, or None when it cannot be had."""
    graph = private.graph_of_function(function)
    return None if graph is None else Body(graph, list(graph.inputs), list(graph.outputs))


def inner_ops(body: Body, is_user_file: Any, traced: Mapping[tuple[int, str], Any]) -> list[InnerOp]:
    """The ops of a graph that carry data, in the order they were made; `traced` holds what was seen being made."""
    return [_inner(op, is_user_file, traced) for op in body.graph.get_operations() if op.type not in _SILENT]


def _inner(op: Any, is_user_file: Any, traced: Mapping[tuple[int, str], Any]) -> InnerOp:
    role, names = _role(op)
    nested = [b for name in names if (b := _nested(op, name)) is not None]
    if len(nested) != len(names):
        role, nested = "op", []
    _, frames = traced.get((id(op.graph), op.name), (None, ()))
    return InnerOp(op, op.type, list(op.inputs), list(op.outputs), role, nested, _stack(op, is_user_file), frames)


def _stack(op: Any, is_user_file: Any) -> tuple[CodeSpan, ...]:
    """The user's frames that made a symbolic op, innermost first, up to the cell or module that asked for it."""
    found: list[CodeSpan] = []
    for frame in reversed(private.traceback_of(op)):
        if is_user_file(frame.filename):
            if is_module_level(frame.name):
                break
            found.append(CodeSpan(frame.filename, frame.lineno, scope=frame.name))
    return tuple(found)


def _role(op: Any) -> tuple[Literal["op", "call", "loop", "branch"], list[str]]:
    kind = op.type
    if kind in ("PartitionedCall", "StatefulPartitionedCall"):
        return "call", [op.get_attr("f").name]
    if kind in ("While", "StatelessWhile"):
        return "loop", [op.get_attr("body").name, op.get_attr("cond").name]
    if kind in ("If", "StatelessIf"):
        return "branch", [op.get_attr("then_branch").name, op.get_attr("else_branch").name]
    if kind in ("Case", "StatelessCase"):
        return "branch", [branch.name for branch in op.get_attr("branches")]
    return "op", []


def _nested(op: Any, name: str) -> Body | None:
    graph = private.nested_graph(op.graph, name)
    return None if graph is None else Body(graph, list(graph.inputs), list(graph.outputs))


def spec_of(tensor: Any) -> TensorSpec:
    """Dtype and static shape of a symbolic tensor."""
    rank = tensor.shape.rank
    return TensorSpec(tensor.dtype.name, None if rank is None else tuple(tensor.shape.as_list()))
