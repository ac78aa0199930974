"""What a program's ops connect: which inputs reach which outputs, by which op types, and which get a gradient."""

from __future__ import annotations

import ast
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from tests.fallback.rows import run

OpLog = list[tuple[str, list[int], list[int]]]


class Flow(NamedTuple):
    """`connected` names the inputs of each output, `ops` the types in order, `gradients` the inputs that get one.

    Where the backward pass raises, `gradients` is the error's type.
    """

    connected: str
    ops: str
    gradients: str


def named_in(program: str, points: dict[str, np.ndarray]) -> list[str]:
    """The points that a program uses, in alphabetical order."""
    nodes = [node for node in ast.walk(ast.parse(program)) if isinstance(node, ast.Name)]
    stored = {node.id for node in nodes if isinstance(node.ctx, ast.Store)}
    taken = {node.arg for node in ast.walk(ast.parse(program)) if isinstance(node, ast.arg)}
    return sorted({node.id for node in nodes} & points.keys() - stored - taken)


def flow(tf: Any, program: str, points: dict[str, np.ndarray]) -> Flow:
    """Run a program on new tensors and follow them through the ops."""
    inputs = {name: tf.constant(points[name]) for name in named_in(program, points)}
    floating = {name: tensor for name, tensor in inputs.items() if tensor.dtype.is_floating or tensor.dtype.is_complex}
    with tf.GradientTape() as tape:
        tape.watch(list(floating.values()))
        with observed(tf) as log:
            outputs = leaves(run(tf, program, **inputs))
    reached = {tensor._id: {name} for name, tensor in inputs.items()}
    for _, given, made in log:
        sources: set[str] = set().union(*(reached.get(key, ()) for key in given))
        for key in made:
            reached[key] = reached.get(key, set()) | sources
    connected = [" ".join(sorted(reached.get(output._id, ()))) for output in outputs]
    ops = " ".join(op_type for op_type, _, _ in log)
    return Flow("; ".join(connected), ops, _with_gradient(tape, outputs, floating))


def _with_gradient(tape: Any, outputs: list[Any], floating: dict[str, Any]) -> str:
    targets = [output for output in outputs if output.dtype.is_floating or output.dtype.is_complex]
    if not targets:
        return ""
    try:
        found = tape.gradient(targets, list(floating.values()))
    except Exception as error:  # noqa: BLE001 - which error, is the question
        return type(error).__name__
    return " ".join(name for name, gradient in zip(floating, found, strict=True) if gradient is not None)


@contextmanager
def observed(tf: Any) -> Iterator[OpLog]:
    """Log each op: its type, the ids of its inputs and of its outputs."""
    log: OpLog = []
    if tf.__name__ == "tensorflow":
        from tensorflow.python.framework import op_callbacks

        def callback(op_type: Any, inputs: Any, _attrs: Any, outputs: Any, *_: Any, **__: Any) -> Any:
            kind = op_type.decode() if isinstance(op_type, bytes) else op_type
            log.append((kind, [t._id for t in inputs], [t._id for t in outputs]))
            return outputs

        op_callbacks.add_op_callback(callback)
        try:
            yield log
        finally:
            op_callbacks.remove_op_callback(callback)
        return
    from tapeviz.fallback.execute import add_observer, remove_observer

    def observer(op_type: str, inputs: Any, _attrs: Any, outputs: Any) -> None:
        log.append((op_type, [t._id for t in inputs], [t._id for t in outputs]))

    add_observer(observer)
    try:
        yield log
    finally:
        remove_observer(observer)


def leaves(value: Any) -> list[Any]:
    """The tensors in what a program gives."""
    if isinstance(value, (list, tuple)):
        return [leaf for item in value for leaf in leaves(item)]
    return [value] if hasattr(value, "_id") else []


def main() -> None:
    """Print TensorFlow's rows for programs: `python -m tests.fallback.op_flow "tf.exp(x)"`, for op_sequences.json."""
    import tensorflow

    from tapeviz import fallback

    points = points_of(read_table())
    for program in sys.argv[1:]:
        found = flow(tensorflow, program, points)
        same = found.ops if flow(fallback, program, points).ops == found.ops else ""
        sys.stdout.write(json.dumps([program, found.connected, found.gradients, same]) + "\n")


def read_table() -> Any:
    """The table of programs and points."""
    return json.loads((Path(__file__).parent / "facts" / "op_sequences.json").read_text("utf-8"))


def points_of(table: Any) -> dict[str, np.ndarray]:
    """The points of the table as arrays."""
    return {name: np.array(value, dtype) for name, (dtype, value) in table["points"].items()}


if __name__ == "__main__":
    main()
