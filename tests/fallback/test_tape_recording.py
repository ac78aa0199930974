"""When a tape records and when it does not: stop_recording, reset, and errors inside the block."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest

from tests.fallback.rows import check_close


def test_stop_recording(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        y = x * x
        with tape.stop_recording():
            shadow = x * x * x
        z = y + shadow
    check_close(tape.gradient(z, x), 4.0)


def test_stop_recording_stops_that_tape_only(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as outer, tf.GradientTape() as inner:
        with inner.stop_recording():
            y = x * x
        z = y * x
    check_close((outer.gradient(z, x), inner.gradient(z, x)), (12.0, 4.0))


def test_stop_recording_allows_a_cheap_gradient_inside(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = x * x
        with tape.stop_recording():
            gradient = tape.gradient(y, x)
        z = y * gradient
    check_close((gradient, tape.gradient(z, x)), (4.0, 16.0))


def test_recording_goes_on_after_an_error_inside_stop_recording(tf: Any) -> None:
    x = tf.Variable(2.0)
    with tf.GradientTape() as tape:
        with pytest.raises(ZeroDivisionError), tape.stop_recording():
            1 / 0  # noqa: B018
        y = x * x
    check_close(tape.gradient(y, x), 4.0)


def test_reset_forgets_what_was_recorded(tf: Any) -> None:
    x, z = tf.Variable(2.0), tf.Variable(3.0)
    with tf.GradientTape() as tape:
        y = z * z
        tape.reset()
        y += x * x
    assert tape.watched_variables() == (x,)
    check_close(tape.gradient(y, [x, z]), [4.0, None])


def test_reset_forgets_what_was_watched(tf: Any) -> None:
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        tape.reset()
        y = x * x
    assert tape.gradient(y, x) is None


def test_an_error_inside_the_block_leaves_no_tape_active(tf: Any) -> None:
    x = tf.Variable(3.0)
    broken = tf.GradientTape(persistent=True)
    with contextlib.suppress(ZeroDivisionError), broken:
        y = x * x
        1 / 0  # noqa: B018
    z = y * x
    check_close(broken.gradient(y, x), 6.0)
    assert broken.gradient(z, x) is None


def test_an_op_that_fails_is_not_recorded(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tf.GradientTape() as tape:
        with pytest.raises(tf.errors.InvalidArgumentError):
            x + tf.ones(3)
        y = x * x
    check_close(tape.gradient(y, x), [2.0, 4.0])


def test_a_gradient_that_fails_leaves_a_persistent_tape_usable(tf: Any) -> None:
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape(persistent=True) as tape:
        tape.watch(x)
        y = x * x
        z = tf.unique(x)[0]
    with pytest.raises(LookupError):
        tape.gradient(z, x)
    check_close(tape.gradient(y, x), [2.0, 4.0])
