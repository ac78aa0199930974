"""What the report says of a verdict: in the user's own terms, with the second place and the remedy."""

from __future__ import annotations

from typing import Any

import pytest

from tapeviz.diagnose import diagnose, words
from tapeviz.diagnose.scene import one_line
from tapeviz.report import Cause, Diagnosis
from tests.engines.taping import tape
from tests.factories import Builder
from tests.factory_facts import Miss


def _diagnosis(b: Builder, source: int = 0) -> Diagnosis:
    return diagnose(b.build()).diagnoses[source]


def _rebound(cell: str, statement: str, new_type: str = "EagerTensor") -> Builder:
    """`y = x ** 2` is computed from a variable whose name the statement then binds to a tensor."""
    b = Builder().cell(cell)
    old = b.variable("x", value=3.0)
    y = b.op("Pow", old, 2.0, code="x ** 2", name="y", value=9.0, live=True)
    new = b.op("AddV2", old, 1.0, code=statement.partition("= ")[2], name="x", value=4.0, live=False)
    b.bind("x", old=old, new=new, code=statement, new_type=new_type)
    return b.target(y, name="y", code="y = x ** 2").source(new, name="x", root="x", kind="tensor")


def _cut(op_type: str, code: str, verdict: Any, *, dtype: str = "float32", cell: str = "") -> Builder:
    """`x` is used by one op that cuts the gradient, and the target by its result."""
    b = Builder().cell(cell or f"h = {code}\ny = h * 2.0")
    x = b.variable("x", value=1.5, live=False)
    h = b.op(op_type, x, code=code, name="h", value=1.0, dtype=dtype, live=dtype == "float32")
    b.vjp(h, verdict)
    y = b.op("Mul", h, 2.0, code="h * 2.0", name="y", value=2.0, live=True)
    return b.target(y, name="y").source(x, root="x")


def test_a_rebound_name_tells_what_happened_where_else_and_what_to_do() -> None:
    told = _diagnosis(_rebound("y = x ** 2\nx = x + 1", "x = x + 1"))

    assert told.cause == Cause.REPLACED_BY_TENSOR
    assert told.message == "here the name x became a plain tensor; the variable is unchanged"
    assert told.help == "update the variable in place: x.assign_add(1)"
    assert [(note.span.line, note.text) for note in told.notes] == [(2, "y was computed from the tf.Variable 'x'")]


def test_a_handle_from_before_is_told_with_the_place_to_take_it_from_again() -> None:
    b = Builder().cell("y = net.head * 2.0")
    first, now = b.variable("first", value=1.0), b.variable("now", value=1.0)
    b.outdated(0, now, "net.head")

    told = _diagnosis(b.target(b.op("Mul", now, 2.0, value=2.0, code="net.head * 2.0")).source(first))

    assert told.message == (
        "'first' was taken from net.head, where another variable is now; `net.head * 2.0` uses that one"
    )
    assert told.help == "take it again from where it is now: first = net.head"


def test_an_older_variable_of_the_name_is_told_from_one_that_the_same_code_made() -> None:
    b = Builder().cell("y = correct(2.0)").earlier_cell("gamma = tf.Variable(0.5)\ngamma = tf.Variable(2.2)")
    first, second = b.span(1, "tf.Variable(0.5)", key="cell-0"), b.span(2, "tf.Variable(2.2)", key="cell-0")
    made = {"own_name": "Variable:0", "made_as": "gamma", "made_for": "gamma"}
    now = b.variable("gamma", value=1.0, created=(second,), **made)
    then = b.variable("old", value=1.0, created=(first,), **made)

    told = _diagnosis(b.target(b.op("Pow", then, 2.0, value=2.0, code="correct(2.0)")).source(now))

    assert told.message == "you asked for 'gamma'; `correct(2.0)` uses another variable that was made as gamma, too"


def test_a_stale_graph_is_told_with_both_ways_out() -> None:
    b = Builder().cell("y = scaled(2.0)")
    now, then = b.variable("factor", value=1.0), b.variable("old", value=1.0)
    b.stale(0, then, "factor").target(b.op("Mul", then, 2.0, value=2.0, code="scaled(2.0)"))

    told = _diagnosis(b.source(now))

    assert told.message == (
        "the function in `scaled(2.0)` was compiled when factor was another object, and goes on using that one"
    )
    assert told.help == "define the function again, now that factor is new, or .assign() to the old one"


@pytest.mark.parametrize(
    ("statement", "remedy"),
    [
        ("x = x - 2.0", "x.assign_sub(2.0)"),
        ("x = 1 + x", "x.assign_add(1)"),
        ("x = x * 0.5", "x.assign(x * 0.5)"),
        ("x = tf.clip_by_value(x, 0.0, 1.0)", "x.assign(tf.clip_by_value(x, 0.0, 1.0))"),
    ],
)
def test_the_update_in_place_is_written_out(statement: str, remedy: str) -> None:
    told = _diagnosis(_rebound(f"y = x ** 2\n{statement}", statement))

    assert told.help == f"update the variable in place: {remedy}"


@pytest.mark.parametrize("statement", ["x = tf.cast(x, tf.float64)", "x = normalised(x)"])
def test_what_may_not_fit_the_variable_gets_another_name(statement: str) -> None:
    told = _diagnosis(_rebound(f"y = x ** 2\n{statement}", statement))

    assert "give the result another name, such as x_new" in told.help


@pytest.mark.parametrize(
    ("op_type", "code", "message"),
    [
        ("Round", "tf.round(x)", "`tf.round(x)` moves in steps: TensorFlow gives it no derivative"),
        ("FloorDiv", "x // 2.0", "`x // 2.0` moves in steps: TensorFlow gives it no derivative"),
        ("Betainc", "tf.math.betainc(x, 3.0, 0.5)", "is not differentiable with respect to this input"),
    ],
)
def test_an_op_without_derivative_is_called_what_the_user_called_it(op_type: str, code: str, message: str) -> None:
    told = _diagnosis(_cut(op_type, code, "blocked"))

    assert told.cause == Cause.NOT_DIFFERENTIABLE
    assert message in told.message


def test_positions_are_told_by_the_public_name_not_the_op() -> None:
    told = _diagnosis(_cut("TopKV2", "tf.argsort(x)", "unregistered", dtype="int32"))

    assert told.cause == Cause.INTEGER_DTYPE
    assert told.message == "`tf.argsort(x)` gives int32 values, which have no gradient"
    assert "TopKV2" not in told.help


def test_the_values_of_a_one_hot_have_another_remedy_than_its_positions() -> None:
    b = Builder().cell("y = tf.one_hot(labels, 3, on_value=s)")
    labels, s, zero = (
        b.tensor("labels", dtype="int32", value=1),
        b.variable("s", value=0.9),
        b.tensor("zero", value=0.0),
    )
    y = b.op("OneHot", labels, 3, s, zero, code="tf.one_hot(labels, 3, on_value=s)", value=[0.0, 0.9, 0.0], live=True)
    b.vjp(y, "undifferentiable", input=2)

    told = _diagnosis(b.target(y).source(s))

    assert told.help.endswith("tf.one_hot(labels, 3) * (on_value - off_value) + off_value")


def test_an_iterator_that_was_used_up_is_told_with_what_to_do() -> None:
    b = Builder().cell("for a in pairs:\n    y = y + a\ny = w * 1.0")
    x, w = b.variable("x", value=1.0), b.variable("w", value=1.0)
    b.skipped(0, b.span(code="pairs"), b.span(code="pairs"), "exhausted")

    told = _diagnosis(b.target(b.op("Mul", w, 1.0, code="w * 1.0", value=1.0, live=True)).source(x))

    assert told.message.startswith("`pairs` had nothing left to give")
    assert told.help.startswith("keep what `pairs` gives in a list")
    assert told.notes == ()


def test_an_op_that_the_users_call_only_contains_is_named() -> None:
    told = _diagnosis(_cut("Bucketize", "bucketise(x)", "unregistered", dtype="int32"))

    assert told.message.startswith("the op Bucketize inside `bucketise(x)` gives int32 values")


def test_an_unregistered_op_is_named_with_its_op_where_the_names_differ() -> None:
    b = _cut("AdjustContrastv2", "tf.image.adjust_contrast(x, 1.4)", "unregistered")

    assert _diagnosis(b).message == "TensorFlow has no gradient for `tf.image.adjust_contrast` (op AdjustContrastv2)"


def test_a_variable_is_called_by_its_user_name() -> None:
    b = Builder().cell("v.assign(x * 2.0)\ny = v * 3.0")
    x = b.variable("x", value=1.0, own_name="Variable:0", live=False)
    v = b.variable("v", value=0.0, own_name="Variable:0")
    doubled = b.op("Mul", x, 2.0, code="x * 2.0", value=2.0, live=False)
    b.vjp(doubled, "passes")
    state = b.tensor(origin="variable", value=2.0, variable=v.variable)
    b.op("AssignVariableOp", doubled, code="v.assign(x * 2.0)", writes=v, outputs=0)
    facts = b._facts["ops"]
    facts[-1] = type(facts[-1])(**{**_fields(facts[-1]), "outputs": (state.id,)})
    y = b.op("Mul", state, 3.0, code="v * 3.0", name="y", value=6.0, live=True)
    told = _diagnosis(b.target(y, name="y").source(x, root="x"))

    assert told.cause == Cause.STATEFUL_OP
    assert "writes the value into the variable 'v'" in told.message
    assert "Variable:0" not in told.message + told.help
    assert told.help.endswith("v_new = x * 2.0")


def _fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__slots__}


def test_a_late_watch_shows_the_first_use() -> None:
    b = Builder().cell("h = x * 2.0\ntape.watch(x)\ny = h * 3.0")
    x = b.tensor("x", value=1.0, live=False)
    h = b.op("Mul", x, 2.0, code="x * 2.0", value=2.0, live=False)
    b.vjp(h, "passes").watch(x, code="tape.watch(x)")
    y = b.op("Mul", h, 3.0, code="h * 3.0", name="y", value=6.0, live=False)
    b.vjp(y, "passes")
    told = _diagnosis(b.target(y, name="y").source(x, root="x", first_use=b.span(code="x * 2.0")))

    assert told.cause == Cause.NOT_WATCHED
    assert "watched only here, after it was used" in told.message
    assert [(note.span.line, note.text) for note in told.notes] == [(2, "'x' was used here, not yet watched")]
    assert "--watch x" in told.help


def test_a_not_trainable_variable_shows_where_it_was_made() -> None:
    b = Builder().cell("y = c * 2.0").earlier_cell("c = tf.Variable(1.0, trainable=False)")
    made = b.span(code="tf.Variable(1.0, trainable=False)", key="cell-0")
    c = b.variable("c", value=1.0, trainable=False, live=False, created=(made,))
    y = b.op("Mul", c, 2.0, code="c * 2.0", name="y", value=2.0, live=False)
    b.vjp(y, "passes")
    told = _diagnosis(b.target(y, name="y").source(c, root="c"))

    assert told.cause == Cause.NOT_TRAINABLE
    assert [(note.span, note.text) for note in told.notes] == [(made, "'c' was made here")]


def test_a_target_that_is_none_names_the_function() -> None:
    b = Builder().cell("loss = compute(w)")
    w = b.variable("w", value=1.0)
    b.target(name="loss", type_name="NoneType", code="loss = compute(w)").source(w)
    told = _diagnosis(b)

    assert told.message == "loss is None: there is nothing to differentiate"
    assert told.help == "let compute return the tensor"


def test_a_target_that_an_inner_tape_gave_is_left_to_who_follows_that_tape() -> None:
    b = Builder().cell("slope = inner.gradient(y, w)")
    w = b.variable("w", value=1.0)
    b.target(name="slope", type_name="NoneType", code="slope = inner.gradient(y, w)").source(w)

    wanted = "run the cell without %%tape after %autotape on, which says why inner.gradient gave None"
    assert _diagnosis(b).help == wanted


def test_words_that_fail_do_not_take_the_verdict_along(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(scene: object) -> str:
        raise IndexError(str(scene)[:5])

    monkeypatch.setattr(words.advice, "help_for", broken)

    told = _diagnosis(_cut("Round", "tf.round(x)", "blocked"))

    assert told.cause == Cause.NOT_DIFFERENTIABLE
    assert (told.help, bool(told.message)) == ("", True)


@pytest.mark.parametrize("cause", list(Cause))
def test_every_cause_has_words(cause: Cause) -> None:
    assert (cause in words._MESSAGES) is (cause is not Cause.UNKNOWN)
    assert (cause in words.advice._ADVICE) is (cause is not Cause.UNKNOWN)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("tf.round(\n    x,\n)", "tf.round(x,)"),
        ("tf.round(" + "x + " * 30 + "x)", "tf.round(...)"),
        ("a + " * 30 + "a", "a + a + a + a + a + a + a + a + a + a + a + a + a + a..."),
    ],
)
def test_long_code_is_shown_short(text: str, shown: str) -> None:
    assert one_line(text) == shown


def test_an_exchanged_part_is_told_with_the_place_where_it_was_put() -> None:
    b = Builder().cell("net.head = other\ny = net.head * 2.0")
    mine, other = b.variable("mine", value=1.0), b.variable("other", value=1.0)
    b.bind("net.head", old=mine, new=other, code="net.head = other")

    told = _diagnosis(b.target(b.op("Mul", other, 2.0, value=2.0, code="net.head * 2.0")).source(mine))

    assert told.message == "`net.head * 2.0` uses the variable that was put into net.head in place of 'mine'"
    assert [note.text for note in told.notes] == ["here another variable took the place of 'mine' in net.head"]
    assert told.help == "let 'mine' stay in net.head, or ask for the variable that is put there"


def _passed(kind: Miss, *, used: bool = True, read: bool = False) -> Diagnosis:
    """`held` is within reach of `other` where that is taken, and the target is computed from `other`, or is not."""
    b = Builder().cell("h = box.asked\nu = held * 2.0\ny = h * 3.0")
    held, other, third = (b.variable(name, value=1.0, live=name != "held") for name in ("held", "other", "third"))
    b.passed_over(0, "box.asked", other, kind, "key")
    if read:
        b.op("Mul", held, 2.0, value=2.0, code="held * 2.0", live=False)
    y = b.op("Mul", other if used else third, 3.0, value=3.0, code="h * 3.0", live=True)
    return _diagnosis(b.target(y, name="y", code="y = h * 3.0").source(held))


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("hidden", "another 'key' is found first here, and hides 'held'"),
        ("missing", "there is no 'asked' here, but a 'key', which is 'held'"),
        ("late", "by the time that this is read, 'key' is another value than 'held'"),
        ("given", "this was given 'held', and did not use it"),
    ],
)
def test_where_a_source_was_passed_over_is_a_note_beside_the_statement_that_made_the_target(
    kind: Miss, text: str
) -> None:
    told = _passed(kind)

    assert (told.cause, told.span and told.span.line) == (Cause.NOT_CONNECTED, 4)
    assert [(note.span.line, note.text) for note in told.notes] == [(2, text)]


def test_what_does_not_reach_the_target_was_no_reason_to_pass_over_anything() -> None:
    assert _passed("hidden", used=False).notes == ()


def test_a_source_that_was_used_was_not_passed_over_and_its_last_step_is_shown() -> None:
    told = _passed("given", read=True)

    assert [(note.span.line, note.text) for note in told.notes] == [(3, "this is the last step with data of 'held'")]


def test_only_a_key_that_is_not_there_is_a_remedy() -> None:
    assert _passed("missing").help == "ask for 'key' instead of 'asked'"
    assert _passed("hidden").help.startswith("use held in the computation of y")


@pytest.mark.parametrize(
    ("cell", "message", "remedy"),
    [
        ("a = np.zeros(2)\na[:] = x * 2.0", "`x * 2.0` is put into an array", "keep it a tensor: build the array"),
        ("a = np.zeros(2)\na[:1] = w", "`w` is put into an array", "keep it a tensor: build the array"),
        ("a = [float(v) for v in x * 2.0]", "`float(v)` turns the tensor into", "keep the tensor: v"),
        ("a = np.hypot(x, x)", "`np.hypot(x, x)` computes outside TensorFlow", "compute"),
    ],
)
def test_what_left_is_told_by_who_took_it(cell: str, message: str, remedy: str) -> None:
    setup = "import numpy as np\nimport tapeviz.fallback as tf\nx, w = tf.Variable([1.0, 2.0]), tf.Variable(3.0)"
    source = "w" if "w" in cell else "x"
    found = tape(f"{cell}\ny = tf.reduce_sum(tf.convert_to_tensor(a))", f"y wrt {source}", setup=setup)

    assert found.cause == "left-tensorflow"
    assert found.diagnosis.message.startswith(message)
    assert found.diagnosis.help.startswith(remedy)


def test_a_zip_that_stops_early_is_told_as_that() -> None:
    setup = "import tapeviz.fallback as tf\nx, w = tf.Variable(2.0), tf.Variable(3.0)\nfirst, second = [1.0], [w, x]"
    found = tape("y = w\nfor a, b in zip(first, second):\n    y = y + a * b", "y wrt x", setup=setup)

    assert found.diagnosis.message == "`zip(first, second)` stops where the shortest ends, so 'x' was not reached"
    assert found.diagnosis.help.startswith("make what it goes through equally long")
