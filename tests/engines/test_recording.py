"""What the recording of a real TensorFlow cell says: ops, the edges TensorFlow keeps to itself, and probes."""

from __future__ import annotations

from typing import Any

import pytest

from tapeviz.graph import FlowGraph
from tests.engines.taping import Taped, tape, tape_error

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

SETUP = """
x = tf.Variable(2.0)
w = tf.Variable(3.0)
m = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
"""


def taped(cell: str, line: str = "y wrt x", **asked: Any) -> Taped:
    return tape(cell, line, setup=SETUP, **asked)


# ---- ops ----


def test_an_op_with_its_inputs_outputs_attributes_and_place() -> None:
    found = taped("h = m @ m\ny = tf.reduce_sum(h)", "y wrt m")
    product = found.op("MatMul")

    assert product.outputs == (found.named("h"),)
    assert product.inputs == tuple(found.op("ReadVariableOp", nth).outputs[0] for nth in (0, 1))
    assert dict(product.attrs)["transpose_a"] == "False"
    assert [found.text(span) for span in product.stack] == ["m @ m"]
    assert (product.recorded, product.earlier, product.kind, product.backward) == (True, False, "op", False)


def test_a_tensor_with_its_dtype_shape_device_name_value_and_derivative() -> None:
    found = taped("h = m * 2.0\ny = tf.reduce_sum(h)", "y wrt m")
    h = found.tensor(found.named("h"))

    assert (h.spec.dtype, h.spec.shape, h.device, h.origin, h.live) == ("float32", (2, 2), "/CPU:0", "op", True)
    assert h.summary is not None
    assert h.adjoint is not None
    assert h.summary.values == (2.0, 4.0, 6.0, 8.0)
    assert h.adjoint.values == (1.0, 1.0, 1.0, 1.0)


def test_the_same_cell_gives_the_same_recording() -> None:
    cell = "h = tf.multiply(x, w)\nfor _ in range(2):\n    h = tf.sin(h)\ny = h + 1.0"
    one, other = taped(cell).recording, taped(cell).recording

    assert [(o.op_type, o.inputs, o.outputs) for o in one.ops] == [(o.op_type, o.inputs, o.outputs) for o in other.ops]
    assert [t.id for t in one.tensors] == [t.id for t in other.tensors]


def test_frames_of_the_users_functions_stand_innermost_first() -> None:
    found = taped("def inner(t):\n    return tf.sin(t)\ndef outer(t):\n    return inner(t)\ny = outer(x)")

    assert [found.text(span) for span in found.op("Sin").stack] == ["tf.sin(t)", "inner(t)", "outer(x)"]
    assert [span.scope for span in found.op("Sin").stack] == ["inner", "outer", ""]


def test_columns_count_characters_not_bytes() -> None:
    found = taped("größe = 'äöü'; y = tf.round(x)")

    assert found.code == "tf.round(x)"


def test_an_op_that_ran_twice_on_one_line_is_told_apart() -> None:
    found = taped("y = tf.sin(x) + tf.sin(w)")

    assert [found.text(found.op("Sin", k).stack[0]) for k in (0, 1)] == ["tf.sin(x)", "tf.sin(w)"]


# ---- reads that leave no op behind ----


@pytest.mark.parametrize(
    "value", ["tf.multiply(x, w)", "x * w", "tf.add_n([x, w])", "tf.stack([x, w])[0]", "tf.pow(x, w)"]
)
def test_every_variable_that_an_op_reads_is_known(value: str) -> None:
    found = taped(f"y = {value}")
    read = {number for op in found.recording.ops for number in op.reads}

    assert read == {found.variable_id("x"), found.variable_id("w")}


def test_two_reads_of_equal_value_keep_the_order_of_the_operands() -> None:
    found = tape("y = tf.subtract(a, b)", "y wrt a", setup="a = tf.Variable(1.0)\nb = tf.Variable(1.0)")
    left, right = found.op("Sub").inputs

    assert found.tensor(left).variable == found.variable_id("a")
    assert found.tensor(right).variable == found.variable_id("b")


def test_a_variable_used_twice_in_one_op_is_read_for_both_operands() -> None:
    found = taped("y = tf.multiply(x, x)")

    assert {found.tensor(value).variable for value in found.op("Mul").inputs} == {found.variable_id("x")}


def test_a_frozen_variable_is_known_too() -> None:
    found = tape("y = tf.multiply(f, 2.0)", "y wrt f", setup="f = tf.Variable(1.0, trainable=False)")

    assert (found.cause, found.code) == ("not-trainable", "tf.multiply(f, 2.0)")


# ---- state ----


@pytest.mark.parametrize(
    ("cell", "op_type", "code"),
    [
        ("w.assign(x)\ny = w * 2.0", "AssignVariableOp", "w.assign(x)"),
        ("w.assign_add(x)\ny = w * 2.0", "AssignAddVariableOp", "w.assign_add(x)"),
        ("m[0, 0].assign(x)\ny = tf.reduce_sum(m)", "ResourceStridedSliceAssign", "m[0, 0].assign(x)"),
        (
            "m.scatter_nd_update([[0, 0]], [x])\ny = tf.reduce_sum(m)",
            "ResourceScatterNdUpdate",
            "m.scatter_nd_update([[0, 0]], [x])",
        ),
        ("v = tf.Variable(x * 1.0)\ny = v * 2.0", "AssignVariableOp", "tf.Variable(x * 1.0)"),
        (
            "q = tf.queue.FIFOQueue(3, [tf.float32])\nq.enqueue(x)\ny = q.dequeue() * 2.0",
            "QueueEnqueueV2",
            "q.enqueue(x)",
        ),
        (
            (
                "t = tf.lookup.experimental.MutableHashTable(tf.string, tf.float32, 0.0)\n"
                "t.insert('a', x)\ny = t.lookup('a') * 2.0"
            ),
            "LookupTableInsertV2",
            "t.insert('a', x)",
        ),
    ],
)
def test_a_write_leads_from_the_value_through_the_state_to_the_read(cell: str, op_type: str, code: str) -> None:
    found = taped(cell)
    write = found.op(op_type)
    graph = FlowGraph(found.recording)

    assert len(write.writes) == 1
    assert found.recording.target is not None
    assert set(write.outputs) <= graph.reaching(found.recording.target.values)
    assert (found.cause, found.code) == ("stateful-op", code)


def test_assign_forgets_the_old_state_and_assign_add_keeps_it() -> None:
    whole, part = taped("w.assign(x)\ny = w * 1.0"), taped("w.assign_add(x)\ny = w * 1.0")

    assert len(whole.op("AssignVariableOp").inputs) == 1
    assert len(part.op("AssignAddVariableOp").inputs) == 2


def test_a_dataset_is_where_the_value_went_into_state() -> None:
    found = taped("ds = tf.data.Dataset.from_tensor_slices([x * 1.0])\nfor e in ds:\n    y = e * 2.0")

    assert (found.cause, found.code) == ("stateful-op", "tf.data.Dataset.from_tensor_slices([x * 1.0])")
    assert found.recording.variables[found.op("IteratorGetNext").reads[0]].kind == "resource"


def test_the_state_of_the_cell_itself_is_written_but_not_blamed_when_nothing_flows_through() -> None:
    found = taped("w.assign_add(1.0)\ny = tf.round(x)")

    assert (found.cause, [str(s.cause) for s in found.diagnosis.also]) == ("not-differentiable", [])


# ---- custom gradients ----

REFUSING = """
@tf.custom_gradient
def f(a):
    def backward(d):
        return None
    return a * 2.0, backward
y = f(x)
"""


def test_a_custom_gradient_is_one_node_and_its_inside_is_not_blamed() -> None:
    found = taped(REFUSING)

    assert (found.cause, found.code) == ("custom-gradient", "f(x)")
    assert found.op("f").kind == "custom"
    assert found.op("Mul").kind == "inner"


def test_silu_is_a_custom_gradient_too() -> None:
    found = taped("y = tf.nn.silu(x)")

    assert found.diagnosis.status == "gradient"
    assert [op.kind for op in found.recording.ops] == ["op", "inner", "inner", "inner", "inner", "custom"]


def test_a_break_beyond_silu_is_found_through_it() -> None:
    found = taped("y = tf.nn.silu(tf.round(x))")

    assert (found.cause, found.code) == ("not-differentiable", "tf.round(x)")


# ---- pauses and tapes inside the cell ----


def test_ops_of_a_pause_are_seen_and_not_recorded() -> None:
    found = taped("with tape.stop_recording():\n    a = x * 2.0\ny = a * w")

    assert [op.recorded for op in found.recording.ops if op.op_type == "Mul"] == [False, True]
    assert (found.cause, found.code) == ("recording-stopped", "x * 2.0")


def test_a_backward_pass_inside_the_cell_is_marked() -> None:
    found = taped("with tf.GradientTape() as inner:\n    z = x ** 3\ng = inner.gradient(z, x)\ny = g * 1.0")

    assert found.diagnosis.status == "gradient"
    assert {op.backward for op in found.recording.ops if op.op_type == "Sub"} == {True}
    assert found.op("Pow").backward is False


def test_a_watch_of_an_inner_tape_is_not_ours() -> None:
    found = tape(
        "with tf.GradientTape() as inner:\n    inner.watch(c)\n    z = c * c\ny = z * 1.0",
        "y wrt c",
        setup="c = tf.constant(2.0)",
    )

    assert found.recording.watches == ()
    assert found.cause == "not-watched"


def test_a_watch_of_ours_is_noted_with_its_line() -> None:
    found = tape("tape.watch(c)\ny = c * c", "y wrt c", setup="c = tf.constant(2.0)")

    (watch,) = found.recording.watches
    assert watch.span is not None
    assert (found.diagnosis.status, found.text(watch.span)) == ("gradient", "tape.watch(c)")


def test_watch_before_the_cell_has_no_line() -> None:
    found = tape("y = c * c", "y wrt c", setup="c = tf.constant(2.0)", watch=("c",))

    assert [watch.span for watch in found.recording.watches] == [None]
    assert found.diagnosis.status == "gradient"


# ---- traced functions ----


def test_a_traced_function_that_passes_is_one_op() -> None:
    found = taped("@tf.function\ndef f(a):\n    return tf.sin(a)\ny = f(x)")

    assert [op.kind for op in found.recording.ops if op.op_type != "DestroyResourceOp"] == ["call"]


@pytest.mark.parametrize(
    ("cell", "op_type", "cause", "line"),
    [
        ("@tf.function\ndef f(a):\n    return tf.round(a)\ny = f(x)", "Round", "not-differentiable", 4),
        (
            (
                "@tf.function\ndef g(a):\n    return tf.stop_gradient(a)\n"
                "@tf.function\ndef f(a):\n    return g(a) * 2.0\ny = f(x)"
            ),
            "StopGradient",
            "stop-gradient",
            4,
        ),
        (
            "@tf.function\ndef f(a):\n    w.assign(a)\n    return w * 2.0\ny = f(x)",
            "AssignVariableOp",
            "stateful-op",
            4,
        ),
        (
            "@tf.function(jit_compile=True)\ndef f(a):\n    return tf.floor(a)\ny = f(x)",
            "Floor",
            "not-differentiable",
            4,
        ),
        (
            (
                "@tf.function\ndef f(a):\n    if a > 0.0:\n        k = tf.cast(a, tf.int32)\n    else:\n        k = 0\n"
                "    return tf.cast(k, tf.float32)\ny = f(x)"
            ),
            "Cast",
            "integer-dtype",
            5,
        ),
        (
            (
                "@tf.function\ndef f(a):\n    k = 0\n    for i in tf.range(3):\n        k = k + tf.cast(a, tf.int32)\n"
                "    return tf.cast(k, tf.float32)\ny = f(x)"
            ),
            "Cast",
            "integer-dtype",
            6,
        ),
    ],
)
def test_a_break_inside_a_traced_function_is_found_at_its_own_line(
    cell: str, op_type: str, cause: str, line: int
) -> None:
    found = taped(cell)

    assert found.op(op_type).kind == "function"
    assert found.diagnosis.span is not None
    assert (found.cause, found.diagnosis.span.line) == (cause, line)


def test_a_function_traced_long_before_is_unfolded_too() -> None:
    setup = SETUP + "@tf.function\ndef f(a):\n    b = a * 2.0\n    return tf.round(b)\n_ = f(x)\n"
    found = tape("y = f(x)", "y wrt x", setup=setup)

    assert (found.cause, found.code) == ("not-differentiable", "f(x)")
    assert [found.text(frame) for frame in found.diagnosis.frames][:1] == ["return tf.round(b)"]


def test_the_ops_of_a_traced_function_are_joined_to_the_cell() -> None:
    found = taped("@tf.function\ndef f(a):\n    return tf.round(a) * w\nh = x * 2.0\ny = f(h)")
    graph = FlowGraph(found.recording)

    assert found.named("y") in graph.reached_from([found.named("h")])
    assert {found.vjp("Round"), found.vjp("Mul", 1)} == {"blocked", "passes"}


def test_a_function_that_returns_nothing_on_one_side_is_no_crash() -> None:
    found = taped("@tf.function\ndef f(a):\n    return None, tf.round(a)\ny = f(x)[1]")

    assert found.cause == "not-differentiable"


# ---- Python functions as ops ----


def test_numpy_function_leaves_tensorflow() -> None:
    found = taped("y = tf.numpy_function(lambda a: a * 2, [x], tf.float32)")

    assert (found.cause, found.code) == ("left-tensorflow", "tf.numpy_function(lambda a: a * 2, [x], tf.float32)")


def test_numpy_function_inside_a_traced_function_leaves_tensorflow() -> None:
    cell = "@tf.function\ndef f(a):\n    return tf.numpy_function(lambda b: b + b, [a], tf.float32)\ny = f(x)"
    assert taped(cell).cause == "left-tensorflow"


def test_py_function_is_differentiable() -> None:
    assert taped("y = tf.py_function(lambda a: a * 2.0, [x], tf.float32)").diagnosis.status == "gradient"


# ---- probes ----


@pytest.mark.parametrize(
    ("cell", "op_type", "verdict"),
    [
        ("y = tf.round(x)", "Round", "blocked"),
        ("y = tf.cast(tf.argmax(m)[0], tf.float32)", "ArgMax", "blocked"),
        ("y = tf.cast(x > 1.0, tf.float32)", "Greater", "unregistered"),
        ("y = tf.stop_gradient(x)", "StopGradient", "undifferentiable"),
        ("y = tf.round(tf.sin(x))", "Sin", "passes"),
        ("y = tf.unique(tf.reshape(m, [-1]))[0][0] * 0.0 + tf.round(x)", "Round", "blocked"),
    ],
)
def test_an_op_is_asked_by_its_own_gradient_function(cell: str, op_type: str, verdict: str) -> None:
    found = tape(cell, "y wrt x; m", setup=SETUP)

    got = found.vjp(op_type)

    assert got == verdict or (got, verdict) == ("undifferentiable", "unregistered")


def test_nothing_is_asked_when_nothing_is_none() -> None:
    assert taped("y = tf.sin(x)").recording.vjps == ()


def test_only_ops_between_the_source_and_the_target_are_asked() -> None:
    found = taped("a = tf.argmax(m)\ny = tf.round(x)")

    probed = {found.recording.ops[record.op].op_type for record in found.recording.vjps}
    assert probed == {"ReadVariableOp", "Round"}


def test_an_op_without_registry_entry_makes_every_source_an_error() -> None:
    found = tape("y = tf.reduce_sum(tf.unique(v)[0]) * x", "y wrt x; v", setup=SETUP + "v = tf.Variable([1.0, 2.0])")

    assert [(d.status, str(d.cause)) for d in found.report.diagnoses] == [("error", "no-gradient-registered")] * 2
    assert {found.text(d.span) for d in found.report.diagnoses if d.span} == {"tf.unique(v)"}


# ---- a cell that raises ----


def test_a_cell_that_raises_still_has_its_ops() -> None:
    found, error = tape_error("a = x * 2.0\nb = tf.matmul(m, [1.0])\ny = a", "y wrt x", setup=SETUP)

    assert type(error).__name__ == "InvalidArgumentError"
    assert "Mul" in found.op_types
    assert found.recording.failure
    assert found.report.diagnoses == ()


def test_statistics_reduced_on_the_device_are_those_of_the_host() -> None:
    import numpy as np
    import tensorflow as tf

    from tapeviz.engines.summaries import summarize
    from tapeviz.engines.tf_engine import TensorFlowEngine

    array = np.array([[0.5, -2.0, 0.0], [np.nan, np.inf, 7.25]] * 5, dtype=np.float32)
    there = TensorFlowEngine().reduced_summary(tf.constant(array))
    here = summarize(array)

    assert (there.size, there.n_zero, there.n_nonfinite, there.n_nan) == (30, 5, 10, 5)
    assert (there.min, there.max) == (here.min, here.max) == (-2.0, 7.25)
    assert there.mean == here.mean
    assert abs((there.std or 0.0) - (here.std or 1.0)) < 1e-9


def test_an_op_names_the_layer_and_the_scopes_it_ran_in() -> None:
    found = taped(
        "head = tf.keras.layers.Dense(2, name='head')\n"
        "with tf.name_scope('outer'):\n"
        "    y = tf.reduce_sum(head(tf.ones([1, 3])) * x)"
    )
    matmul = next(op for op in found.recording.ops if op.op_type == "MatMul")

    assert matmul.scopes == ("outer", "head")
