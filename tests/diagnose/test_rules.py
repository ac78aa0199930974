"""Who is to blame: the cause of a source without gradient, and what stands beside it, on written recordings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tapeviz.diagnose import diagnose
from tapeviz.graph import Edge
from tapeviz.records import OpRecord
from tapeviz.report import Diagnosis, span_text
from tests.factories import Builder, Value


def only(b: Builder) -> Diagnosis:
    (found,) = diagnose(b.build()).diagnoses
    return found


def verdict(b: Builder, **facts: Any) -> tuple[str | None, str]:
    """Cause and blamed text of the only source; `facts` are further fields of the recording."""
    recording = replace(b.build(), **facts)
    (found,) = diagnose(recording).diagnoses
    text = span_text(recording, found.span) if found.span else ""
    return (str(found.cause) if found.cause else None), (text.strip() if text else "")


def also(b: Builder) -> list[str]:
    return [str(suspect.cause) for suspect in only(b).also]


def rounded(b: Builder, value: Value, code: str, **fields: Any) -> Value:
    y = b.op("Round", value, value=1.0, code=code, **fields)
    b.vjp(y, "blocked")
    return y


# ---- no question ----


def test_a_source_with_a_gradient_has_no_cause() -> None:
    b = Builder().cell("y = tf.round(x)")
    x = b.variable("x", value=1.0)
    b.target(rounded(b, x, "tf.round(x)", name="y")).source(x, gradient=2.0)

    assert (only(b).status, only(b).cause, only(b).also) == ("gradient", None, ())


def test_one_diagnosis_for_each_source_in_their_order() -> None:
    b = Builder().cell("y = x * w")
    x, w = b.variable("x", value=1.0), b.variable("w", value=1.0)
    b.target(b.op("Mul", x, w, value=1.0, name="y")).source(w, gradient=1.0).source(x, gradient=1.0)

    assert [d.source for d in diagnose(b.build()).diagnoses] == ["w", "x"]


# ---- target-not-tensor ----


@pytest.mark.parametrize("type_name", ["float", "ndarray", "NoneType"])
def test_a_target_that_is_no_tensor(type_name: str) -> None:
    b = Builder().cell("y = float(x)")
    x = b.variable("x", value=1.0)
    left = b.host("float", x, code="float(x)")
    b.target(left, name="y", code="y = float(x)", type_name=type_name).source(x)

    assert verdict(b) == ("target-not-tensor", "y = float(x)")


def test_no_target_at_all() -> None:
    b = Builder().cell("pass")
    b.source(b.variable("x", value=1.0))

    assert verdict(b) == ("target-not-tensor", "")


def test_several_targets_of_which_one_is_a_tensor_are_examined() -> None:
    b = Builder().cell("y = tf.round(x)")
    x = b.variable("x", value=1.0)
    y = rounded(b, x, "tf.round(x)")
    b.target(y, b.host("float", x)).source(x)

    assert verdict(b)[0] == "not-differentiable"


# ---- the way with the fewest repairs ----


def test_the_break_nearest_the_target_is_the_cause_and_the_others_stand_beside_it() -> None:
    b = Builder().cell("a = tf.stop_gradient(x)\ny = tf.round(a)")
    x = b.variable("x", value=1.0)
    a = b.op("StopGradient", x, value=1.0, code="tf.stop_gradient(x)")
    b.vjp(a, "undifferentiable")
    b.target(rounded(b, a, "tf.round(a)")).source(x)

    assert verdict(b) == ("not-differentiable", "tf.round(a)")
    assert also(b) == ["stop-gradient"]


def test_breaks_of_other_ways_come_after_those_of_the_chosen_way() -> None:
    b = Builder().cell("a = tf.cast(x, 'int32')\nb = tf.stop_gradient(x)\nc = tf.round(b)\ny = f(a, c)")
    x = b.variable("x", value=1.0)
    cut = b.op("StopGradient", x, value=1.0, code="tf.stop_gradient(x)")
    b.vjp(cut, "undifferentiable")
    rough = rounded(b, cut, "tf.round(b)")
    whole = b.op("Cast", x, dtype="int32", code="tf.cast(x, 'int32')")
    b.vjp(whole, "blocked")
    b.target(b.op("F", whole, rough, value=1.0)).source(x)

    assert verdict(b) == ("integer-dtype", "tf.cast(x, 'int32')")
    assert also(b) == ["stop-gradient", "not-differentiable"]


def test_an_op_beside_the_way_is_not_named() -> None:
    b = Builder().cell("i = tf.argmax(x)\nv.assign(1.0)\ny = tf.round(x)")
    x, v = b.variable("x", value=1.0), b.variable("v", value=1.0)
    index = b.op("ArgMax", x, dtype="int64", code="tf.argmax(x)")
    b.vjp(index, "blocked")
    b.op("AssignVariableOp", b.constant(1.0), writes=v, code="v.assign(1.0)")
    b.host("float", x)
    b.target(rounded(b, x, "tf.round(x)")).source(x)

    assert verdict(b)[0] == "not-differentiable"
    assert also(b) == []


def test_the_same_break_in_every_round_of_a_loop_is_told_once() -> None:
    b = Builder().cell("y = x\nfor _ in range(3):\n    y = tf.round(y)")
    x = y = b.variable("x", value=1.0)
    for _ in range(3):
        y = rounded(b, y, "tf.round(y)")
    b.target(y).source(x)

    assert verdict(b) == ("not-differentiable", "tf.round(y)")
    assert len(only(b).also) <= 2


def test_of_a_pause_the_first_step_on_the_way_is_to_blame() -> None:
    b = Builder().cell("with tape.stop_recording():\n    a = x * 2.0\n    c = a + 1.0\ny = c * c")
    x = b.variable("x", value=1.0)
    first = b.op("Mul", x, value=1.0, code="x * 2.0", recorded=False)
    second = b.op("AddV2", first, value=1.0, code="a + 1.0", recorded=False)
    b.target(b.op("Mul", second, value=1.0, code="c * c")).source(x)

    assert verdict(b) == ("recording-stopped", "x * 2.0")
    assert "not-differentiable" not in also(b)


def test_of_several_paused_steps_of_a_line_one_is_told() -> None:
    b = Builder().cell("with tape.stop_recording():\n    a = tf.tanh(x) + x\n    c = tf.tanh(a) + x\ny = c * c")
    x = b.variable("x", value=1.0)
    first = b.op("Tanh", x, value=1.0, code="tf.tanh(x)", recorded=False)
    line = b.op("AddV2", first, x, value=1.0, code="tf.tanh(x) + x", recorded=False)
    second = b.op("Tanh", line, value=1.0, code="tf.tanh(a)", recorded=False)
    last = b.op("AddV2", second, x, value=1.0, code="tf.tanh(a) + x", recorded=False)
    b.target(b.op("Mul", last, value=1.0, code="c * c")).source(x)

    places = [only(b).span, *(suspect.span for suspect in only(b).also)]

    assert sorted(place.line for place in places if place is not None) == [3, 4]


def test_what_a_write_pauses_for_itself_is_no_break_beside_it() -> None:
    b = Builder().cell("a = tf.Variable(x)\ny = a * x")
    x, a = b.variable("x", value=1.0), b.variable("a", value=1.0)
    first = b.op("Identity", x, value=1.0, code="tf.Variable(x)", recorded=False)
    state = b.op("AssignVariableOp", first, writes=a, code="tf.Variable(x)")
    b.target(b.op("Mul", state, value=1.0, code="a * x")).source(x)

    assert verdict(b)[0] == "stateful-op"
    assert also(b) == []


def test_a_way_on_which_nothing_breaks_is_unknown() -> None:
    b = Builder().cell("y = f(x)")
    x = b.variable("x", value=1.0)
    b.target(b.op("Mystery", x, value=1.0)).source(x)

    assert verdict(b) == ("unknown", "")


def test_a_break_in_a_helper_keeps_the_helpers_frames() -> None:
    b = Builder().cell("y = quantise(x)").file("lib.py", "def quantise(t):\n    return tf.round(t)")
    x = b.variable("x", value=1.0)
    stack = (b.span(2, "tf.round(t)", key="lib.py"), b.span(2, "quantise(x)"))
    y = b.op("Round", x, value=1.0, stack=stack)
    b.vjp(y, "blocked")
    b.target(y).source(x)

    assert verdict(b) == ("not-differentiable", "quantise(x)")
    assert only(b).frames == stack[:1]


def test_a_long_way_is_judged_in_linear_time(monkeypatch: pytest.MonkeyPatch) -> None:
    b = Builder().cell("y = tf.round(x)\nfor _ in range(500):\n    y = y + 1.0")
    x = b.variable("x", value=1.0)
    y = rounded(b, x, "tf.round(x)")
    for _ in range(500):
        y = b.op("AddV2", y, value=1.0)
    b.target(y).source(x)
    compared: list[Edge] = []

    def same(edge: Edge, other: object) -> bool:
        compared.append(edge)
        return edge is other

    monkeypatch.setattr(Edge, "__eq__", same)

    assert verdict(b)[0] == "not-differentiable"
    assert len(compared) < 2000


# ---- the source itself ----


def plain(source: Value, b: Builder, **fields: Any) -> Builder:
    y = b.op("Mul", source, value=1.0, code="x * x", name="y")
    return b.target(y).source(source, first_use=b.span(2, "x * x"), **fields)


def test_not_trainable() -> None:
    b = Builder().cell("y = x * x")
    assert verdict(plain(b.variable("x", value=1.0, trainable=False), b)) == ("not-trainable", "x * x")


def test_a_frozen_variable_that_was_watched_is_not_to_blame() -> None:
    b = Builder().cell("y = x * x")
    x = b.variable("x", value=1.0, trainable=False, watched=True)
    assert verdict(plain(x, b))[0] == "unknown"


def test_a_trainable_variable_that_was_not_watched_because_that_was_asked() -> None:
    b = Builder().cell("y = x * x")
    unwatched = plain(b.variable("x", value=1.0, watched=False), b)

    assert verdict(unwatched, watch_accessed=False) == ("not-watched", "x * x")
    assert verdict(unwatched) == ("unknown", "")


def test_a_variable_used_only_in_a_pause_is_not_watched_because_of_the_pause() -> None:
    b = Builder().cell("y = x * x")
    x = b.variable("x", value=1.0, watched=False)
    y = b.op("Mul", x, value=1.0, code="x * x", recorded=False)
    b.target(y).source(x)

    assert verdict(b) == ("recording-stopped", "x * x")
    assert also(b) == []


def test_a_plain_tensor_is_not_watched() -> None:
    b = Builder().cell("y = x * x")
    assert verdict(plain(b.tensor("x", value=1.0), b)) == ("not-watched", "x * x")


def test_a_tensor_of_the_cell_is_not_watched_where_it_was_made() -> None:
    b = Builder().cell("y = x * x\nx = tf.constant(1.0)")
    x = b.constant(1.0, "x")
    assert verdict(plain(x, b, made=b.span(3, "tf.constant(1.0)"))) == ("not-watched", "tf.constant(1.0)")


def test_a_watch_that_came_after_the_use() -> None:
    b = Builder().cell("y = x * x\ntape.watch(x)")
    x = b.tensor("x", value=1.0)
    b = plain(x, b).watch(x, code="tape.watch(x)")

    assert verdict(b) == ("not-watched", "tape.watch(x)")


@pytest.mark.parametrize(("trainable", "watch_accessed"), [(True, False), (False, True)])
def test_a_variable_that_was_watched_after_its_use(trainable: bool, watch_accessed: bool) -> None:
    b = Builder().cell("y = x * x\ntape.watch(x)")
    x = b.variable("x", value=1.0, trainable=trainable, watched=True)
    b.target(b.op("Mul", x, x, value=1.0, code="x * x")).source(x).watch(x, code="tape.watch(x)")

    assert verdict(b, watch_accessed=watch_accessed) == ("not-watched", "tape.watch(x)")


def test_a_watch_of_a_variable_that_the_tape_watches_by_itself_is_never_late() -> None:
    b = Builder().cell("y = tf.round(x)\ntape.watch(x)")
    x = b.variable("x", value=1.0)
    b.target(rounded(b, x, "tf.round(x)")).source(x).watch(x, code="tape.watch(x)")

    assert verdict(b) == ("not-differentiable", "tf.round(x)")


def test_a_watch_in_time_is_not_to_blame() -> None:
    b = Builder().cell("tape.watch(x)\ny = tf.round(x)")
    x = b.tensor("x", value=1.0)
    b.watch(x, code="tape.watch(x)")
    b.target(rounded(b, x, "tf.round(x)")).source(x)

    assert verdict(b)[0] == "not-differentiable"
    assert also(b) == []


def test_a_value_that_the_tape_follows_needs_no_watch() -> None:
    b = Builder().cell("h = w * 2.0\ny = tf.round(h)")
    w = b.variable("w", value=1.0)
    h = b.op("Mul", w, value=1.0, reads=w, name="h")
    b.target(rounded(b, h, "tf.round(h)")).source(h)

    assert verdict(b)[0] == "not-differentiable"
    assert also(b) == []


def test_an_integer_source() -> None:
    b = Builder().cell("y = x * x")
    x = b.tensor("x", value=3)
    b.watch(x)
    y = b.op("Mul", x, value=9, code="x * x")
    b.target(y).source(x, made=b.span(2, "x"))

    assert verdict(b)[0] == "integer-dtype"


def test_a_break_further_on_comes_before_a_property_of_the_source() -> None:
    b = Builder().cell("y = tf.round(x)")
    x = b.variable("x", value=1.0, trainable=False)
    b.target(rounded(b, x, "tf.round(x)")).source(x)

    assert verdict(b)[0] == "not-differentiable"
    assert also(b) == ["not-trainable"]


def test_a_source_made_by_its_own_expression_is_older_than_no_use() -> None:
    b = Builder().cell("y = x * x")
    x = b.variable("x", value=1.0)
    b.target(b.op("Mul", x, value=1.0)).source(b.tensor(value=2.0), name="x * 2", made_after=True)

    assert verdict(b) == ("before-tape", "")


# ---- an op without registry entry ----


def test_the_lookup_error_of_tensorflow_is_blamed_on_the_op() -> None:
    b = Builder().cell("y = tf.unique(x)")
    x = b.variable("x", value=1.0)
    y = b.op("Unique", x, value=1.0, code="tf.unique(x)")
    b.vjp(y, "unregistered")
    b.target(y).source(x, error="LookupError: gradient registry has no entry for: Unique")

    assert (only(b).status, *verdict(b)) == ("error", "no-gradient-registered", "tf.unique(x)")


def test_a_source_beside_the_op_gets_the_same_error_and_its_own_reason_beside_it() -> None:
    b = Builder().cell("y = tf.unique(x) + tf.round(w)")
    x, w = b.variable("x", value=1.0), b.variable("w", value=1.0)
    u = b.op("Unique", x, value=1.0, code="tf.unique(x)")
    b.vjp(u, "unregistered")
    y = b.op("Add", u, rounded(b, w, "tf.round(w)"), value=1.0)
    error = "LookupError: gradient registry has no entry for: Unique"
    b.target(y).source(w, error=error, none_beside_error=True)

    assert verdict(b) == ("no-gradient-registered", "tf.unique(x)")
    assert also(b) == ["not-differentiable"]


def test_any_other_error_of_the_backward_call_is_unknown_unless_established() -> None:
    b = Builder().cell("y = f(x)")
    x = b.variable("x", value=1.0)
    b.target(b.op("Mul", x, value=1.0)).source(x, error="ValueError: bad shape")

    assert (only(b).status, only(b).cause) == ("error", "unknown")


# ---- no data flows ----


def unused(text: str, **fields: Any) -> tuple[Builder, Value, Value]:
    b = Builder().cell(text)
    return b, b.variable("x", value=1.0, **fields), b.variable("w", value=1.0)


def test_not_connected_is_told_at_the_statement_that_made_the_target() -> None:
    b, x, w = unused("y = w * w")
    b.target(b.op("Mul", w, value=1.0), code="y = w * w").source(x)

    assert verdict(b) == ("not-connected", "y = w * w")


def test_not_connected_needs_every_beginning_to_be_accounted_for() -> None:
    b, x, w = unused("y = w * h")
    h = b.tensor("h", value=1.0)
    old = b._facts["tensors"][-1]
    b._facts["tensors"][-1] = type(old)(old.id, old.spec, "earlier", accounted=False)
    b.target(b.op("Mul", w, h, value=1.0), code="y = w * h").source(x)

    assert verdict(b) == ("unknown", "")


@pytest.mark.parametrize(("trainable", "beside"), [(True, []), (False, ["not-trainable"])])
def test_no_way_comes_before_a_property_of_the_source(trainable: bool, beside: list[str]) -> None:
    b, x, w = unused("y = w * w", trainable=trainable)
    b.target(b.op("Mul", w, value=1.0)).source(x)

    assert (verdict(b)[0], also(b)) == ("not-connected", beside)


def test_an_unused_tensor_is_also_not_watched() -> None:
    b, _, w = unused("y = w * w")
    b.target(b.op("Mul", w, value=1.0)).source(b.tensor("t", value=1.0))

    assert (verdict(b)[0], also(b)) == ("not-connected", ["not-watched"])


def rebound(reaches: bool, bound: bool = True) -> Builder:
    b, x, w = unused("y = x * 2\nx = x + 1")
    b.target(b.op("Mul", x if reaches else w, value=1.0))
    new = b.op("Add", x, value=1.0, name="x")
    if bound:
        b.bind("x", old=x, new=new, code="x = x + 1")
    return b.source(new, name="x", root="x")


def test_replaced_by_tensor() -> None:
    assert verdict(rebound(reaches=True)) == ("replaced-by-tensor", "x = x + 1")


def test_a_name_whose_former_object_does_not_reach_the_target_was_not_replaced() -> None:
    assert verdict(rebound(reaches=False))[0] == "not-connected"


def test_without_a_rebinding_nothing_was_replaced() -> None:
    assert verdict(rebound(reaches=True, bound=False))[0] != "replaced-by-tensor"


def test_a_rebound_item_of_a_container_is_told_by_its_own_name() -> None:
    b = Builder().cell("y = p['x'] * 2\np['x'] = p['x'] + 1")
    x = b.variable("p['x']", value=1.0)
    b.target(b.op("Mul", x, value=1.0))
    new = b.op("Add", x, value=1.0)
    b.bind("p['x']", old=x, new=new, code="p['x'] = p['x'] + 1").source(new, name="p['x']", root="p")

    assert verdict(b) == ("replaced-by-tensor", "p['x'] = p['x'] + 1")


def test_a_rebinding_of_another_name_is_not_to_blame() -> None:
    b = rebound(reaches=True, bound=False)
    b.bind("k", old=Value(0, variable=0), new=Value(4), code="x = x + 1")

    assert verdict(b)[0] != "replaced-by-tensor"


def test_the_last_rebinding_is_the_one_that_made_the_source() -> None:
    b = Builder().cell("y = x * 2\nx = x + 1\nx = x + 2")
    x = b.variable("x", value=1.0)
    b.target(b.op("Mul", x, value=1.0))
    one = b.op("Add", x, value=1.0)
    b.bind("x", old=x, new=one, code="x = x + 1")
    two = b.op("Add", one, value=1.0)
    b.bind("x", old=one, new=two, code="x = x + 2")
    b.source(two, name="x", root="x")

    assert verdict(b) == ("replaced-by-tensor", "x = x + 2")


def test_python_chose_another_value() -> None:
    b, x, w = unused("y = max(x, w)")
    y = b.op("Mul", w, value=1.0)
    b.host("max", x, out=w, kind="select", code="max(x, w)")
    b.target(y).source(x)

    assert verdict(b) == ("branch-not-taken", "max(x, w)")


def test_a_choice_whose_result_does_not_reach_the_target_is_not_to_blame() -> None:
    b, x, w = unused("n = max(x, k)\ny = w * w")
    k = b.variable("k", value=1.0)
    b.host("max", x, out=k, kind="select", code="max(x, k)")
    b.target(b.op("Mul", w, value=1.0)).source(x)

    assert verdict(b)[0] == "not-connected"


def test_code_that_did_not_run_uses_the_source() -> None:
    b, x, w = unused("y = w * w\nif flag:\n    y = y * x")
    b.target(b.op("Mul", w, value=1.0)).source(x).skipped(0, b.span(3, "flag"), b.span(4, "x"))

    assert verdict(b) == ("branch-not-taken", "flag")


def test_code_that_did_not_run_and_uses_another_source_is_not_to_blame() -> None:
    b, x, w = unused("y = w * w\nif flag:\n    y = y * k")
    k = b.variable("k", value=1.0)
    b.target(b.op("Mul", w, value=1.0)).source(x).source(k).skipped(1, b.span(3, "flag"), b.span(4, "k"))

    assert [d.cause for d in diagnose(b.build()).diagnoses] == ["not-connected", "branch-not-taken"]


def test_a_choice_that_was_made_comes_before_code_that_did_not_run() -> None:
    b, x, w = unused("y = max(x, w)\nif flag:\n    y = y * x")
    b.host("max", x, out=w, kind="select", code="max(x, w)")
    b.target(b.op("Mul", w, value=1.0)).source(x).skipped(0, b.span(3, "flag"), b.span(4, "x"))

    assert verdict(b) == ("branch-not-taken", "max(x, w)")


def asked(b: Builder, x: Value) -> Value:
    """A comparison with the source, which the tape's own gradient function stops at."""
    flag = b.op("Greater", x, 0.5, value=True, dtype="bool", code="x > 0.5")
    b.vjp(flag, "none")
    return flag


def test_a_condition_that_decides_what_the_target_is_made_of() -> None:
    b, x, w = unused("y = w * w\nif x > 0.5:\n    y = y * w")
    flag = asked(b, x)
    y = b.op("Mul", w, value=1.0)
    b.host("if", flag, out=y, kind="steer", code="x > 0.5")
    b.target(y).source(x)

    assert verdict(b) == ("not-differentiable", "x > 0.5")


def test_a_condition_that_decides_something_else_is_not_to_blame() -> None:
    b, x, w = unused("y = w * w\nif x > 0.5:\n    n = w * w")
    flag = asked(b, x)
    other = b.op("Mul", w, value=1.0)
    b.host("if", flag, out=other, kind="steer", code="x > 0.5")
    b.target(b.op("Mul", w, value=1.0)).source(x)

    assert verdict(b)[0] == "not-connected"


def test_what_the_target_is_made_of_comes_before_what_decides() -> None:
    b, x, w = unused("k = tf.stop_gradient(x)\nif x > 0.5:\n    y = k * w")
    flag = asked(b, x)
    kept = b.op("StopGradient", x, value=1.0, code="tf.stop_gradient(x)")
    b.vjp(kept, "none")
    y = b.op("Mul", kept, w, value=1.0)
    b.host("if", flag, out=y, kind="steer", code="x > 0.5")
    b.target(y).source(x)

    assert verdict(b) == ("stop-gradient", "tf.stop_gradient(x)")


# ---- what came before the cell ----


def older(b: Builder, op_type: str, start: Value, end: Value) -> None:
    number = len(b._facts.get("ops", ()))
    b._add("ops", OpRecord(number, -10 + number, op_type, (start.id,), (end.id,), earlier=True))


def test_before_tape() -> None:
    b, x, w = unused("y = w * h")
    h = b.tensor("h", value=1.0)
    older(b, "Square", x, h)
    b.target(b.op("Mul", w, h, value=1.0, code="w * h")).source(x)

    assert verdict(b) == ("before-tape", "w * h")


def test_an_older_value_without_the_source_in_its_history_is_not_to_blame() -> None:
    b, x, w = unused("y = w * h")
    h, k = b.tensor("h", value=1.0), b.variable("k", value=1.0)
    older(b, "Square", k, h)
    b.target(b.op("Mul", w, h, value=1.0)).source(x)

    assert verdict(b)[0] == "not-connected"


def test_a_copy_made_earlier_is_another_object() -> None:
    b, x, w = unused("y = w * w")
    older(b, "AssignVariableOp", x, w)
    b.target(b.op("Mul", w, value=1.0, code="w * w")).source(x)

    assert verdict(b) == ("wrong-object", "w * w")


def test_a_source_that_is_a_copy_of_what_was_used_is_another_object() -> None:
    b, _, w = unused("y = w * w")
    copy = b.tensor("c", value=1.0)
    older(b, "Identity", w, copy)
    b.target(b.op("Mul", w, value=1.0, code="w * w")).source(copy)

    assert verdict(b) == ("wrong-object", "w * w")


def test_a_source_computed_from_what_was_used_is_no_copy() -> None:
    b, _, w = unused("y = w * w")
    other = b.tensor("c", value=1.0)
    older(b, "Square", w, other)
    b.target(b.op("Mul", w, value=1.0)).source(other)

    assert verdict(b)[0] == "not-connected"


# ---- twins ----


def twins(
    *,
    same_line: bool = True,
    same_name: bool = True,
    same_spec: bool = True,
    roots: Any = ((), ()),
    made_for: tuple[str, str] = ("model", "model"),
) -> Builder:
    """Variables of two calls of one function; by default the second call built the same thing again."""
    b = Builder().cell("y = w * w").earlier_cell("def build():\n    return tf.Variable(1.0)\na = build()\nb = build()")
    make = b.span(2, "tf.Variable(1.0)", key="cell-0")
    first, second = b.span(3, "build()", key="cell-0"), b.span(4, "build()", key="cell-0")
    elsewhere = b.span(1, "def", key="cell-0")
    x = b.variable("x", value=1.0, own_name="dense/kernel", created=(make, first), roots=roots[0], made_for=made_for[0])
    w = b.variable(
        "w",
        value=1.0 if same_spec else [1.0, 2.0],
        own_name="dense_1/kernel" if same_name else "dense/bias",
        created=(make if same_line else elsewhere, second),
        roots=roots[1],
        made_for=made_for[1],
    )
    return b.target(b.op("Mul", w, value=1.0, code="w * w")).source(x)


def test_a_twin_of_the_source_was_used() -> None:
    assert verdict(twins()) == ("wrong-object", "w * w")


@pytest.mark.parametrize(
    "difference",
    [
        {"same_line": False},
        {"same_name": False},
        {"same_spec": False},
        {"roots": (("model",), ("model",))},
        {"made_for": ("first", "second")},
        {"made_for": ("", "")},
    ],
)
def test_variables_that_merely_look_alike_are_no_twins(difference: dict[str, Any]) -> None:
    assert verdict(twins(**difference))[0] == "not-connected"


@pytest.mark.parametrize(
    ("made_as", "in_cell", "expected"),
    [("self.w", True, "wrong-object"), ("w", True, "not-connected"), ("self.w", False, "not-connected")],
)
def test_a_class_that_the_cell_instantiates_anew(made_as: str, in_cell: bool, expected: str) -> None:
    b = Builder().cell("fresh = Net()\ny = fresh.w * 1.0").earlier_cell("class Net: ...\nnet = Net()")
    make, old, new = b.span(1, "Net", key="cell-0"), b.span(2, "Net()", key="cell-0"), b.span(2, "Net()")
    x = b.variable("x", value=1.0, own_name="w", created=(make, old), made_for="net", made_as=made_as)
    w = b.variable(
        "w", value=1.0, own_name="w", created=(make, new), made_for="fresh", made_as=made_as, in_cell=in_cell
    )

    assert verdict(b.target(b.op("Mul", w, value=1.0, code="fresh.w * 1.0")).source(x))[0] == expected


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("net", "net2", "wrong-object"),
        ("policy", "new_policy", "wrong-object"),
        ("actor", "critic", "not-connected"),
        ("net1", "magnet", "not-connected"),
    ],
)
def test_a_function_that_the_cell_calls_anew_for_the_same_thing(old: str, new: str, expected: str) -> None:
    b = Builder().cell(f"{new} = make()\ny = {new}['w'] * 1.0").earlier_cell(f"def make(): ...\n{old} = make()")
    make, first, second = b.span(1, "make", key="cell-0"), b.span(2, "make()", key="cell-0"), b.span(2, "make()")
    x = b.variable("x", value=1.0, own_name="w", created=(make, first), made_for=old)
    w = b.variable("w", value=1.0, own_name="w", created=(make, second), made_for=new, in_cell=True)

    assert verdict(b.target(b.op("Mul", w, value=1.0)).source(x))[0] == expected


@pytest.mark.parametrize(
    ("paths", "in_cell", "expected"),
    [
        (("items/embeddings", "items/embeddings"), True, "wrong-object"),
        (("items/embeddings", "items/embeddings"), False, "not-connected"),
        (("embedding/embeddings", "embedding_1/embeddings"), True, "not-connected"),
        (("Variable:0", "Variable:0"), True, "not-connected"),
    ],
)
def test_a_layer_that_the_cell_made_under_the_same_name(paths: Any, in_cell: bool, expected: str) -> None:
    b = Builder().cell("again = Embedding(7, name='items')\ny = again(ids)")
    x = b.variable("x", value=1.0, own_name=paths[0])
    w = b.variable("w", value=1.0, own_name=paths[1], in_cell=in_cell)

    assert verdict(b.target(b.op("Mul", w, value=1.0, code="again(ids)")).source(x))[0] == expected


@pytest.mark.parametrize(
    ("modelled_on", "own_name", "expected"),
    [
        ((0,), "dense/kernel", "wrong-object"),
        ((), "dense_1/kernel", "not-connected"),
        ((0,), "head/kernel", "not-connected"),
    ],
)
def test_a_clone_has_the_whole_path_in_common(modelled_on: Any, own_name: str, expected: str) -> None:
    b = Builder().cell("shadow = clone_model(net)\ny = shadow.w * 1.0")
    x = b.variable("x", value=1.0, own_name="dense/kernel")
    w = b.variable("w", value=1.0, own_name=own_name, in_cell=True, modelled_on=modelled_on)

    assert verdict(b.target(b.op("Mul", w, value=1.0)).source(x))[0] == expected


# ---- copies ----


def copied(*, is_copy: bool = True, later: bool = False) -> Builder:
    """The cell makes another variable, whose first value is read from the source."""
    b = Builder().cell("twin = deepcopy(x)\ntwin.assign(x)\ny = twin * 2.0")
    x = b.variable("x", value=1.0)
    made = b.span(2, "deepcopy(x)")
    twin = b.variable("twin", value=1.0, in_cell=True, created=(made,), copied=is_copy)
    state = b.op("AssignVariableOp", x, writes=twin, code="twin.assign(x)" if later else "deepcopy(x)")
    return b.target(b.op("Mul", state, 2.0, value=2.0, code="twin * 2.0")).source(x)


def test_a_deep_copy_is_another_object() -> None:
    assert verdict(copied()) == ("wrong-object", "deepcopy(x)")


def test_what_is_written_into_a_variable_is_state() -> None:
    assert verdict(copied(is_copy=False)) == ("stateful-op", "deepcopy(x)")
    assert verdict(copied(later=True)) == ("stateful-op", "twin.assign(x)")


def test_what_a_dataset_computes_is_state() -> None:
    b = Builder().cell("y = data.reduce(x, add)")
    x, rows = b.variable("x", value=1.0), b.tensor("data", dtype="variant", value=None)
    y = b.op("ReduceDataset", rows, x, value=1.0, code="data.reduce(x, add)")
    b.vjp(y, "blocked", input=1)

    assert verdict(b.target(y).source(x)) == ("stateful-op", "data.reduce(x, add)")


# ---- outdated handles ----


def outdated(*, used: bool = True, where: bool = True) -> Builder:
    """`first = net.head` was an earlier cell's; another variable stands at `net.head` now."""
    b = Builder().cell("y = net.head * 2.0")
    first, now, other = b.variable("first", value=1.0), b.variable("now", value=1.0), b.variable("other", value=1.0)
    if where:
        b.outdated(0, now, "net.head")
    b.target(b.op("Mul", now if used else other, 2.0, value=2.0, code="net.head * 2.0"))
    return b.source(first)


def test_the_target_reads_what_stands_now_where_the_source_was_taken_from() -> None:
    assert verdict(outdated()) == ("wrong-object", "net.head * 2.0")


def test_a_part_that_the_target_does_not_read_or_that_nothing_was_taken_from() -> None:
    assert verdict(outdated(used=False))[0] == "not-connected"
    assert verdict(outdated(where=False))[0] == "not-connected"


def test_the_outdated_handle_of_another_source_is_none_of_this_one() -> None:
    b = outdated(where=False)
    other, now = b.variable("second", value=1.0), b.variable("later", value=1.0)
    b.source(other).outdated(1, now, "net.tail")

    assert [str(found.cause) for found in diagnose(b.build()).diagnoses] == ["not-connected"] * 2


# ---- stale graphs ----


@pytest.mark.parametrize(("is_read", "expected"), [(True, "wrong-object"), (False, "not-connected")])
def test_a_compiled_function_that_reads_what_a_name_stood_for(is_read: bool, expected: str) -> None:
    b = Builder().cell("y = scaled(2.0)")
    now, then, other = b.variable("factor", value=1.0), b.variable("old", value=1.0), b.variable("other", value=1.0)
    b.stale(0, then, "factor").target(b.op("Mul", then if is_read else other, 2.0, value=2.0, code="scaled(2.0)"))

    assert verdict(b.source(now))[0] == expected


# ---- exchanged parts ----


def exchanged(path: str = "net.head", *, use: str = "while it is there", with_back: bool = True) -> Builder:
    """`net.head` holds the source, then another variable, then the source again; the target is made from the other."""
    b = Builder().cell("net.head = other\ny = net.head * 2.0\nnet.head = mine\ny = other * 2.0")
    mine, other = b.variable("mine", value=1.0), b.variable("other", value=1.0)

    def used(code: str) -> None:
        b.target(b.op("Mul", other, 2.0, value=2.0, code=code))

    if use == "before":
        used("other * 2.0")
    b.bind(path, old=mine, new=other, code="net.head = other")
    if use == "while it is there":
        used("net.head * 2.0")
    if with_back:
        b.bind(path, old=mine, new=mine, code="net.head = mine")
    if use == "later":
        used("other * 2.0")
    return b.source(mine)


@pytest.mark.parametrize("with_back", [True, False])
def test_a_variable_that_took_the_place_of_the_source_was_read_there(with_back: bool) -> None:
    assert verdict(exchanged(with_back=with_back)) == ("wrong-object", "net.head * 2.0")


@pytest.mark.parametrize("use", ["before", "later"])
def test_a_variable_that_was_read_when_it_did_not_stand_there(use: str) -> None:
    assert verdict(exchanged(use=use))[0] == "not-connected"


def test_a_plain_name_stands_for_this_and_that() -> None:
    assert verdict(exchanged("p"))[0] == "not-connected"


# ---- form, symbolic inputs ----


def formal(of_cell: bool) -> Builder:
    b, x, w = unused("y = w * tf.size(x)")
    stack = (b.span(2, "tf.size(x)"),) if of_cell else ()
    size = b.op("Size", x, dtype="int32", stack=stack)
    b.vjp(size, "blocked")
    return b.target(b.op("Mul", w, size, value=1.0)).source(x)


def test_only_the_form_of_the_source_was_used() -> None:
    assert verdict(formal(of_cell=True)) == ("not-differentiable", "tf.size(x)")


def test_a_form_that_tensorflow_read_by_itself_is_not_to_blame() -> None:
    assert verdict(formal(of_cell=False))[0] == "not-connected"


def test_a_symbolic_input_is_not_what_was_fed() -> None:
    b, _, w = unused("y = model(w)")
    b.target(b.op("Mul", w, value=1.0, code="model(w)")).source(None, "inputs", detail="symbolic", status="error")

    assert verdict(b) == ("wrong-object", "model(w)")
