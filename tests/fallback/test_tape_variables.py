"""Variables on a tape: what is watched by being read, what assigning does, what cuts and what keeps the connection."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_close, params, run


def test_a_trainable_variable_is_watched_when_it_is_read(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        assert tape.watched_variables() == ()
        y = x * x
        assert tape.watched_variables() == (x,)
    check_close(tape.gradient(y, x), 6.0)


def test_a_variable_that_is_not_trainable_is_not_watched(tf: Any) -> None:
    x = tf.Variable(3.0, trainable=False)
    with tf.GradientTape() as tape:
        y = x * x
    assert tape.watched_variables() == ()
    assert tape.gradient(y, x) is None


def test_stop_gradient_of_a_variable_does_not_make_a_tape_watch_it(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.stop_gradient(x)
        assert tape.watched_variables() == ()
        z = tf.stop_gradient(x * 2.0)
    assert tape.watched_variables() == (x,)
    check_close(y + z, 9.0)


def test_a_variable_that_is_not_trainable_may_be_watched(tf: Any) -> None:
    x = tf.Variable(3.0, trainable=False)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    assert tape.watched_variables() == (x,)
    check_close(tape.gradient(y, x), 6.0)


def test_only_what_is_watched_by_hand(tf: Any) -> None:
    x, w = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(x)
        y = x * w
    assert tape.watched_variables() == (x,)
    check_close(tape.gradient(y, [x, w]), [3.0, None])


def test_watched_variables_stand_in_the_order_of_creation(tf: Any) -> None:
    a, b, c = tf.Variable(1.0), tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = c * b * a
    watched = tape.watched_variables()
    assert isinstance(watched, tuple)
    assert [v.ref() for v in watched] == [a.ref(), b.ref(), c.ref()]
    check_close(tape.gradient(y, watched), (6.0, 3.0, 2.0))


def test_watched_variables_are_known_after_the_gradient(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    tape.gradient(y, x)
    assert tape.watched_variables() == (x,)


def test_watched_variables_of_nested_tapes(tf: Any) -> None:
    x, w = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as outer:
        x * 1.0
        with tf.GradientTape() as inner:
            w * 1.0
    assert (len(outer.watched_variables()), len(inner.watched_variables())) == (2, 1)


def test_a_variable_read_before_the_tape_began_is_not_watched(tf: Any) -> None:
    x = tf.Variable(3.0)
    value = x.value()
    with tf.GradientTape() as tape:
        y = value * value
    assert tape.watched_variables() == ()
    assert tape.gradient(y, x) is None


READS = [
    # how a variable x = 2. is read inside the block, gradient of its square
    ("x", 4.0),
    ("x.value()", 4.0),
    ("x.read_value()", 4.0),
    ("tf.identity(x)", 4.0),
    ("tf.convert_to_tensor(x)", 4.0),
    ("x + 0", 4.0),
    ("tf.cast(x, tf.float32)", 4.0),
    ("tf.cast(x, tf.float64)", 4.0),
    ("tf.stack([x, x])", 8.0),
    ("sum([x, x])", 16.0),
    ("tf.reshape(x, [1])[0]", 4.0),
    ("-x", 4.0),
    ("abs(x)", 4.0),
    ("x * True", 4.0),
    ("tf.constant(x)", None),
    ("tf.constant(x.numpy())", None),
    ("tf.constant(float(x))", None),
    ("tf.Variable(x)", None),
    ("tf.constant([x.numpy()])", None),
]


@pytest.mark.parametrize(("read", "expected"), params(READS))
def test_how_a_variable_is_read(tf: Any, read: str, expected: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        value = run(tf, read, x=x)
        y = value * value
    check_close(tape.gradient(y, x), expected)


def test_assigning_inside_the_block_cuts(tf: Any) -> None:
    x, v = tf.Variable(3.0), tf.Variable(1.0)
    with tf.GradientTape() as tape:
        v.assign(x * 2.0)
        y = v * v
    check_close(tape.gradient(y, [x, v]), [None, 12.0])


def test_a_value_read_before_an_assignment_keeps_its_own(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
        x.assign(5.0)
    check_close(tape.gradient(y, x), 6.0)


def test_reads_before_and_after_an_assignment_are_the_same_source(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
        x.assign_add(1.0)
        z = y + x * x
    check_close(tape.gradient(z, x), 14.0)


def test_the_result_of_an_assignment_depends_on_the_variable(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x.assign(5.0)
    check_close(tape.gradient(y, x), 1.0)


AUGMENTED = [
    # operator, name in the message, what it advises to do, and to write
    ("+", "variable", "variable.assign_add(value)", "variable + value"),
    ("-", "variable", "variable.assign_sub(value)", "variable * value"),  # sic
    ("*", "var", "var.assign(var * value)", "var * value"),
    ("/", "var", "var.assign(var / value)", "var / value"),
    ("**", "var", "var.assign(var ** value)", "var ** value"),
]


@pytest.mark.parametrize(("operator", "name", "modify", "out"), params(AUGMENTED))
def test_a_variable_has_no_augmented_assignment(tf: Any, operator: str, name: str, modify: str, out: str) -> None:
    with pytest.raises(RuntimeError) as caught:
        run(tf, f"x = V(2.)\nx {operator}= 3.")
    assert str(caught.value) == (
        f"`{name} {operator}= value` with `tf.Variable`s is not supported. Use `{modify}` to modify the "
        f"variable, or `out = {out}` if you need to get a new output Tensor."
    )


def test_the_result_of_assign_add_used_further(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x.assign_add(2.0) * 3.0
    check_close(tape.gradient(y, x), 3.0)
    check_close(x, 5.0)


def test_a_variable_replaced_by_a_tensor(tf: Any) -> None:
    x = tf.Variable(2.0)
    gradients = []
    for _ in range(2):
        with tf.GradientTape() as tape:
            y = x + 1
        gradients.append(tape.gradient(y, x))
        x = x + 1  # a tensor from here on
    check_close(gradients, [1.0, None])


def test_state_does_not_carry_gradients(tf: Any) -> None:
    source, state = tf.Variable(3.0), tf.Variable(0.0)
    with tf.GradientTape() as tape:
        state.assign_add(source)
        y = state**2
    assert tape.gradient(y, source) is None


def test_a_variable_made_inside_the_block(tf: Any) -> None:
    with tf.GradientTape() as tape:
        x = tf.Variable(3.0)
        y = x * x
    check_close(tape.gradient(y, x), 6.0)


def test_slices_of_a_variable_are_dense(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = x[0] * 3.0 + x[2]
    check_close(tape.gradient(y, x), [3.0, 0.0, 1.0])


def test_a_slice_made_outside_is_no_source(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        y = x[1] ** 2
    assert tape.gradient(y, x[1]) is None


def test_a_slice_made_inside_is_a_source(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        part = x[1]
        y = part**2
    check_close(tape.gradient(y, part), 4.0)


def test_iterating_over_a_variable(tf: Any) -> None:
    x = tf.Variable([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        y = tf.add_n([tf.reduce_sum(row * row) for row in x])
    check_close(tape.gradient(y, x), [[2.0, 4.0], [6.0, 8.0]])


def test_an_assigned_slice(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        x[0].assign(5.0)
        y = x * x
    check_close(tape.gradient(y, x), [10.0, 4.0])


def test_training_a_variable_by_hand(tf: Any) -> None:
    x = tf.constant([0.0, 1.0, 2.0])
    w, b = tf.Variable(0.0), tf.Variable(0.0)
    for _ in range(200):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((w * x + b - (3.0 * x + 2.0)) ** 2)
        by_w, by_b = tape.gradient(loss, [w, b])
        w.assign_sub(0.2 * by_w)
        b.assign_sub(0.2 * by_b)
    check_close([w.numpy(), b.numpy()], [3.0, 2.0], rtol=1e-2)
