"""Which steps lose a gradient, and why: for each cause an edge that shows it, and its neighbours that do not."""

from __future__ import annotations

from typing import Any, Literal

import pytest

from tapeviz.diagnose.case import Case
from tapeviz.records import OpRecord, TensorRecord, TensorSpec
from tapeviz.report import Break
from tests.factories import Builder, Value

Verdict = Literal["passes", "blocked", "undifferentiable", "unregistered", "unknown"]
X, Y = "x = 1", "y = f(x)"


def start() -> Builder:
    return Builder().cell("y = f(x)")


def broken(b: Builder, value: Value) -> Break | None:
    """The break at the first edge into a value."""
    case = Case(b.target(value).build())
    (edge, *_) = case.graph.into[value.id]
    return case.break_at(edge)


def cause(b: Builder, value: Value) -> str | None:
    found = broken(b, value)
    return str(found.cause) if found else None


def judged_op(op_type: str, verdict: Verdict | None, dtype: str = "float32", source: str = "float32") -> str | None:
    """The cause at one op whose gradient function gave this verdict."""
    b = start()
    y = b.op(op_type, b.variable("x", dtype=source), dtype=dtype, code="f(x)")
    if verdict is not None:
        b.vjp(y, verdict)
    return cause(b, y)


# ---- ops, by the word of their gradient functions ----


@pytest.mark.parametrize(
    ("op_type", "verdict", "dtype", "expected"),
    [
        ("Round", "blocked", "float32", "not-differentiable"),
        ("Round", "undifferentiable", "float32", "not-differentiable"),
        ("ArgMax", "blocked", "int64", "not-differentiable"),
        ("Greater", "undifferentiable", "bool", "not-differentiable"),
        ("Unique", "unregistered", "float32", "no-gradient-registered"),
        ("Unique", "unregistered", "int32", "integer-dtype"),
        ("Cast", "blocked", "int32", "integer-dtype"),
        ("Cast", "blocked", "bool", "integer-dtype"),
        ("AsString", "blocked", "string", "integer-dtype"),
        ("StopGradient", "undifferentiable", "float32", "stop-gradient"),
        ("PyFunc", "unregistered", "float32", "left-tensorflow"),
        ("PyFuncStateless", "unregistered", "int64", "left-tensorflow"),
        ("TensorSliceDataset", "unregistered", "variant", "stateful-op"),
        ("QueueEnqueue", "undifferentiable", "resource", "stateful-op"),
    ],
)
def test_the_cause_of_an_op_is_what_its_gradient_function_and_its_dtype_say(
    op_type: str, verdict: Verdict, dtype: str, expected: str
) -> None:
    assert judged_op(op_type, verdict, dtype) == expected


@pytest.mark.parametrize("verdict", [None, "passes", "unknown"])
def test_an_op_that_passes_or_was_not_asked_is_not_blamed(verdict: Verdict | None) -> None:
    assert judged_op("Round", verdict) is None


@pytest.mark.parametrize("source", ["int32", "bool", "string", "resource"])
def test_what_was_no_float_before_the_op_is_not_broken_by_it(source: str) -> None:
    assert judged_op("Gather", "blocked", "int32", source) is None


def test_an_op_that_is_differentiable_through_its_other_output_was_cut_by_dtype() -> None:
    b = start()
    values = b.op("TopKV2", b.variable("x", value=1.0), dtype="float32")
    b.vjp(values, "passes", output=0)
    b.vjp(values, "blocked", output=1)
    indices = TensorRecord(99, TensorSpec("int32", ()), "op")
    b._facts["tensors"].append(indices)
    b._facts["ops"][-1] = OpRecord(0, 1, "TopKV2", (0,), (values.id, 99))

    assert cause(b, Value(99)) == "integer-dtype"


def test_a_step_between_two_values_that_the_tape_reaches_is_no_break() -> None:
    b = start()
    y = b.op("Round", b.variable("x", value=1.0, live=True), value=1.0, live=True)
    b.vjp(y, "blocked")

    assert cause(b, y) is None


def test_a_live_end_alone_proves_nothing() -> None:
    b = start()
    y = b.op("Round", b.variable("x", value=1.0, live=False), value=1.0, live=True)
    b.vjp(y, "blocked")

    assert cause(b, y) == "not-differentiable"


def test_the_verdict_of_another_input_is_not_this_ones() -> None:
    b = start()
    y = b.op("Gather", b.variable("x", value=1.0), b.tensor(dtype="float32"), value=1.0)
    b.vjp(y, "blocked", input=1)

    assert cause(b, y) is None


# ---- pauses, earlier cells, custom gradients ----


def test_an_op_seen_while_recording_was_stopped() -> None:
    b = start()
    assert cause(b, b.op("Mul", b.variable("x", value=1.0), value=1.0, recorded=False)) == "recording-stopped"


def test_an_integer_op_in_a_pause_is_not_broken_by_the_pause() -> None:
    b = start()
    assert cause(b, b.op("Mul", b.tensor(dtype="int32"), dtype="int32", recorded=False)) is None


def test_an_op_of_an_earlier_cell() -> None:
    b = start()
    y = b.op("Mul", b.variable("x", value=1.0), value=1.0, earlier=True)
    case = Case(b.target(y).build())

    (edge,) = case.whole.into[y.id]
    found = case.break_at(edge)

    assert found is not None
    assert found.cause == "before-tape"
    assert case.graph.into == {}


def custom(watched: bool, end_live: bool | None, start_live: bool | None) -> str | None:
    b = start()
    x = b.variable("x", value=1.0, watched=watched, live=start_live)
    held = b.op("ReadVariableOp", x, value=1.0, reads=x, live=start_live)
    return cause(b, b.op("my_op", held, kind="custom", value=1.0, live=end_live))


def test_a_custom_gradient_that_refuses_a_value_the_tape_follows() -> None:
    assert custom(watched=True, end_live=True, start_live=False) == "custom-gradient"


@pytest.mark.parametrize(
    ("watched", "end_live", "start_live"),
    [(False, True, False), (True, False, False), (True, True, True), (True, None, None), (True, True, None)],
)
def test_a_custom_gradient_is_not_blamed_without_proof(
    watched: bool, end_live: bool | None, start_live: bool | None
) -> None:
    assert custom(watched, end_live, start_live) is None


def test_the_ops_inside_a_custom_gradient_are_not_blamed() -> None:
    b = start()
    inner = b.op("Round", b.variable("x", value=1.0), kind="inner", value=1.0)
    b.vjp(inner, "blocked")

    assert cause(b, inner) is None


def test_a_value_that_bypasses_the_arguments_of_a_custom_gradient_is_withheld_by_it() -> None:
    b = start()
    captured, given = b.variable("w", value=1.0), b.tensor(value=1.0)
    inner = b.op("Mul", captured, kind="inner", value=1.0)
    b._add("ops", OpRecord(1, 2, "my_op", (given.id,), (inner.id,), kind="custom"))

    assert cause(b, inner) == "custom-gradient"


# ---- state ----


def write(b: Builder, value: Value, variable: Value, **tensor: Any) -> Value:
    """A write of `value` into a variable: the op gives the variable's new state."""
    state = b.tensor(value=0.0, origin="variable", variable=variable.variable, **tensor)
    time = b._tick()
    number = len(b._facts.get("ops", ()))
    op = OpRecord(number, time, "AssignVariableOp", (value.id,), (state.id,), writes=(variable.variable or 0,))
    b._add("ops", op)
    return state


def test_a_write_breaks_the_way_of_what_is_written() -> None:
    b = start()
    x, v = b.variable("x", value=1.0), b.variable("v", value=0.0)

    assert cause(b, write(b, x, v)) == "stateful-op"


def test_the_old_state_goes_on_in_the_new_one() -> None:
    b = start()
    v = b.variable("v", value=0.0)

    assert cause(b, write(b, v, v)) is None


def test_storing_a_handle_is_no_break_of_its_own() -> None:
    b = start()
    queue = b.tensor(dtype="variant")

    assert cause(b, write(b, queue, b.variable("v", value=0.0))) is None


def test_reading_out_of_a_resource_is_no_break_of_its_own() -> None:
    b = start()
    y = b.op("IteratorGetNext", b.tensor(dtype="resource"), value=1.0)
    b.vjp(y, "unregistered")

    assert cause(b, y) is None


# ---- Python steps ----


@pytest.mark.parametrize(("kind", "expected"), [("exit", "left-tensorflow"), ("host", None), ("enter", None)])
def test_a_tensor_that_became_a_python_value_has_left(kind: Any, expected: str | None) -> None:
    b = start()
    y = b.host("np.mean", b.variable("x", value=1.0), kind=kind)

    assert cause(b, y) == expected


def test_a_python_value_cannot_leave_once_more() -> None:
    b = start()
    assert cause(b, b.host("np.mean", b.host_value("ndarray"))) is None


@pytest.mark.parametrize(
    ("source", "end", "expected"),
    [("float32", "float32", "left-tensorflow"), ("float32", "int64", "not-differentiable"), ("int32", "int64", None)],
)
def test_an_opaque_step_between_two_tensors(source: str, end: str, expected: str | None) -> None:
    b = start()
    result = b.tensor(dtype=end, origin="constant")

    b.host("fast", b.variable("x", dtype=source), kind="opaque", out=result)

    assert cause(b, result) == expected


def test_what_another_thread_made_was_computed_outside_the_tape() -> None:
    b = start()
    result = b.tensor(dtype="float32", origin="unknown")

    b.host("thread", b.variable("x", value=1.0), kind="away", out=result)

    assert cause(b, result) == "before-tape"


# ---- where ----


def test_a_break_in_the_cell_is_told_by_its_expression() -> None:
    b = Builder().cell("y = tf.round(x) + 1.0")
    y = b.op("Round", b.variable("x", value=1.0), value=1.0, code="tf.round(x)")
    b.vjp(y, "blocked")

    found = broken(b, y)

    assert found is not None
    assert (found.span, found.frames, found.what) == (b.span(2, "tf.round(x)"), (), "Round")
    assert (found.start, found.end, found.op, found.event) == (0, y.id, 0, None)


def test_a_break_in_a_helper_is_told_at_the_line_of_the_cell_that_called_it() -> None:
    b = Builder().cell("y = quantise(x)").file("lib.py", "def quantise(t):\n    return tf.round(t)")
    inner, outer = b.span(2, "tf.round(t)", key="lib.py"), b.span(2, "quantise(x)")
    y = b.op("Round", b.variable("x", value=1.0), value=1.0, stack=(inner, outer))
    b.vjp(y, "blocked")

    found = broken(b, y)

    assert found is not None
    assert (found.span, found.frames) == (outer, (inner,))


def test_a_break_that_no_line_of_the_cell_did_is_told_where_it_stands() -> None:
    b = Builder().cell("y = f(x)").file("lib.py", "tf.round(t)")
    place = b.span(1, "tf.round(t)", key="lib.py")
    y = b.op("Round", b.variable("x", value=1.0), value=1.0, stack=(place,))
    b.vjp(y, "blocked")

    found = broken(b, y)

    assert found is not None
    assert found.span == place


# ---- what the tape follows ----


def tracked(b: Builder) -> set[int]:
    return Case(b.build()).tracked


def test_the_tape_follows_what_was_made_of_a_watched_variable() -> None:
    b = start()
    x = b.variable("x", value=1.0)
    value = b.op("ReadVariableOp", x, reads=x, value=1.0)
    y = b.op("Mul", value, value=1.0)

    assert tracked(b) == {value.id, y.id}


def test_the_tape_does_not_follow_what_is_not_watched_or_not_recorded_or_no_float() -> None:
    b = start()
    x, frozen = b.variable("x", value=1.0), b.variable("v", value=1.0, trainable=False)
    b.op("ReadVariableOp", frozen, reads=frozen, value=1.0)
    value = b.op("ReadVariableOp", x, reads=x, value=1.0)
    b.op("Cast", value, dtype="int32")
    b.op("Mul", value, value=1.0, recorded=False)
    b.op("Mul", value, value=1.0, kind="inner")

    assert tracked(b) == {value.id}


def test_a_watch_counts_from_its_time_on() -> None:
    b = start()
    x = b.tensor("x", value=1.0)
    b.op("Mul", x, value=1.0)
    b.watch(x)
    late = b.op("Mul", x, value=1.0)

    assert tracked(b) == {x.id, late.id}


def test_a_watch_after_the_last_op_counts_for_the_tensor_itself() -> None:
    b = start()
    x = b.tensor("x", value=1.0)
    b.op("Mul", x, value=1.0)
    b.watch(x)

    assert tracked(b) == {x.id}


# ---- sources ----


def test_a_variable_stands_for_each_of_its_states() -> None:
    b = start()
    v = b.variable("v", value=0.0)
    later = write(b, b.tensor(value=1.0), v)
    b.source(v).source(b.tensor("t", value=1.0)).source(None, "k", detail="symbolic")
    case = Case(b.build())

    assert [case.starts(source) for source in case.recording.sources] == [(v.id, later.id), (3,), ()]
