"""`tf.GradientTape`: what is recorded, when, and for how long."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close


def test_a_gradient(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x**2
    gradient = tape.gradient(y, x)
    check_close(gradient, 6.0)
    assert gradient.dtype == tf.float32
    assert isinstance(gradient, tf.Tensor)


def test_entering_gives_the_tape_itself(tf: Any) -> None:
    tape = tf.GradientTape()
    with tape as entered:
        assert entered is tape


def test_a_tensor_must_be_watched(tf: Any) -> None:
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    assert tape.gradient(y, x) is None


def test_a_watched_tensor(tf: Any) -> None:
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
    check_close(tape.gradient(y, x), 6.0)


def test_watching_twice_is_watching_once(tf: Any) -> None:
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        tape.watch([x, x])
        y = x * x
    check_close(tape.gradient(y, x), 6.0)


@pytest.mark.parametrize("container", [list, tuple, lambda items: {"a": items[0], "b": items[1:]}])
def test_watching_a_structure(tf: Any, container: Any) -> None:
    x, z = tf.constant(3.0), tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(container([x, z]))
        y = x * z
    check_close(tape.gradient(y, [x, z]), [2.0, 3.0])


def test_what_was_computed_before_watching_is_not_recorded(tf: Any) -> None:
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        y = x * x
        tape.watch(x)
        z = y * x
    check_close(tape.gradient(z, x), 9.0)


def test_watching_after_the_block_is_too_late(tf: Any) -> None:
    x = tf.constant(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
    tape.watch(x)
    assert tape.gradient(y, x) is None


def test_what_is_computed_after_the_block_is_not_recorded(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
    z = y * 2.0
    assert tape.gradient(z, x) is None
    check_close(tape.gradient(y, x), 6.0)


def test_a_watched_intermediate_is_a_source(tf: Any) -> None:
    x = tf.constant(3.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        z = y * y
    check_close(tape.gradient(z, [x, y]), [108.0, 18.0])


def test_watching_an_intermediate_does_not_cut_what_was_before_it(tf: Any) -> None:
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        tape.watch(y)
        z = y * 3.0
    check_close(tape.gradient(z, [x, y]), [12.0, 3.0])


def test_the_gradient_of_a_source_that_is_an_intermediate_goes_on_to_the_leaves(tf: Any) -> None:
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x * x
        z = y + x
    check_close(tape.gradient(z, {"x": x, "y": y}), {"x": 5.0, "y": 1.0})


def test_a_value_used_twice_collects_both_gradients(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x + x * 2.0 + x
    check_close(tape.gradient(y, x), 9.0)


def test_a_diamond(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        a = x * x
        b, c = a * 3.0, a * 4.0
        y = b * c
    check_close(tape.gradient(y, x), 12.0 * 4 * 8.0)


def test_rebinding_a_name_makes_another_tensor(tf: Any) -> None:
    x = tf.constant(2.0)
    first = x
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        x = x * 3.0
        y = x * x
    check_close(tape.gradient(y, [first, x]), [36.0, 12.0])


def test_two_tapes_at_once(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as one, tf.GradientTape() as other:
        y = x * x
        z = y * x
    check_close((one.gradient(y, x), other.gradient(z, x)), (4.0, 12.0))


def test_each_of_two_tapes_watches_its_own(tf: Any) -> None:
    x, z = tf.constant(2.0), tf.constant(3.0)
    with tf.GradientTape() as one, tf.GradientTape() as other:
        one.watch(x)
        other.watch(z)
        y = x * z
    check_close((one.gradient(y, [x, z]), other.gradient(y, [x, z])), ([3.0, None], [None, 2.0]))


def test_tapes_may_end_in_another_order_than_they_began(tf: Any) -> None:
    x = tf.Variable(2.0)
    one, other = tf.GradientTape(), tf.GradientTape()
    one.__enter__()
    other.__enter__()
    y = x * x
    one.__exit__(None, None, None)
    z = y * x
    other.__exit__(None, None, None)
    check_close((one.gradient(y, x), other.gradient(z, x)), (4.0, 12.0))


def test_a_tape_that_has_ended_is_not_disturbed_by_the_next(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as first:
        y = x * x
    with tf.GradientTape() as second:
        z = y * x
    check_close((first.gradient(y, x), second.gradient(z, x)), (4.0, 4.0))


def test_a_gradient_inside_the_block(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
        gradient = tape.gradient(y, x)
        x.assign_sub(gradient)
    check_close((gradient, x.numpy()), (6.0, -3.0))


def test_a_gradient_inside_the_block_ends_the_recording(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape, tf.GradientTape(persistent=True) as beside:
        y = x * x
        tape.gradient(y, x)
        z = y * x
    with pytest.raises(RuntimeError, match="one set of gradients"):
        tape.gradient(z, x)
    check_close(beside.gradient(z, x), 27.0)


def test_persistent_gives_as_many_gradients_as_wanted(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        z = y * y
    check_close(
        [tape.gradient(z, x), tape.gradient(z, y), tape.gradient(y, x), tape.gradient(z, x)], [32.0, 8.0, 4.0, 32.0]
    )
    del tape


def test_what_happens_between_two_entries_is_not_recorded(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    y = y * 5.0
    with tape:
        z = y * x
    check_close(tape.gradient(z, x), 45.0)


def test_a_tape_entered_again_differentiates_both_parts(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    with tape:
        z = y * x
    check_close(tape.gradient(z, x), 27.0)


def test_a_spent_tape_may_be_entered_again(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.gradient(y, x), 6.0)
    with tape:
        y = x * x * x
    check_close(tape.gradient(y, x), 27.0)


def test_a_loop_of_tapes_trains(tf: Any) -> None:
    w = tf.Variable(0.0)
    for _ in range(50):
        with tf.GradientTape() as tape:
            loss = (w - 3.0) ** 2
        w.assign_sub(0.1 * tape.gradient(loss, w))
    check_close(w.numpy(), 3.0, rtol=1e-4)


def test_the_tape_lets_go_of_its_tensors(tf: Any) -> None:
    class Marker:
        """Something whose life can be watched."""

    x = tf.Variable(3.0)
    marker = Marker()
    with tf.GradientTape() as tape:
        y = tf.custom_gradient(lambda value, kept=marker: (value * 1.0, lambda dy: dy * 2.0 if kept else dy))(x)
    gone = weakref.ref(marker)
    del marker
    check_close(tape.gradient(y, x), 2.0)
    del tape, y
    gc.collect()
    assert gone() is None


def test_a_numpy_detour_cuts(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = tf.constant(np.square(x.numpy()))
    assert tape.gradient(y, x) is None


def test_part_of_a_detour_keeps_the_other_part(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = float(x) * x + x.numpy() * x
    check_close(tape.gradient(y, x), 4.0)


def test_an_array_function_in_the_middle_cuts(tf: Any) -> None:
    x = tf.Variable([3.0])
    with tf.GradientTape() as tape:
        y = tf.convert_to_tensor(np.sin(x)) * x
    check_close(tape.gradient(y, x), np.sin([3.0]).tolist())


def test_a_long_chain_needs_no_deep_stack(tf: Any) -> None:
    x = tf.constant(1.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = x
        for _ in range(3000):
            y = y + x * 0.001
    check_close(tape.gradient(y, x), 4.0, rtol=1e-3)


def test_many_sources(tf: Any) -> None:
    variables = [tf.Variable(float(i)) for i in range(100)]
    with tf.GradientTape() as tape:
        y = tf.add_n([v * v for v in variables])
    check_close(tape.gradient(y, variables), [2.0 * i for i in range(100)])


def test_a_gradient_is_no_part_of_the_tape_that_gave_it(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
    gradient = tape.gradient(y, x)
    assert tape.gradient(gradient, x) is None


def test_the_target_of_ones_is_the_sum_of_the_vector(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        y = x * x
    check_close(tape.gradient(y, x), [2.0, 4.0, 6.0])


def test_an_op_without_watched_inputs_is_no_link(tf: Any) -> None:
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        a = tf.constant(3.0) * 2.0
        tape.watch(x)
        y = a * x
    check_close(tape.gradient(y, [x, a]), [6.0, None])
