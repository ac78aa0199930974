"""What a tape says when it is used wrongly, and what it accepts without a word."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.fallback.rows import check_close, check_raises, params, run

INSIDE = (
    "Calling GradientTape.gradient on a persistent tape inside its context is significantly less efficient than "
    "calling it outside the context (it causes the gradient ops to be recorded on the tape, leading to increased CPU "
    "and memory usage). Only call GradientTape.gradient inside the context if you actually want to trace the gradient "
    "in order to compute higher order derivatives."
)
FLOATING = "The dtype of the watched tensor must be floating (e.g. tf.float32), got tf."
REENTERED = "Tape is still recording, This can happen if you try to re-enter an already-active tape."
NOT_STOPPABLE = "Trying to stop recording a tape which is not recording."
NO_TARGET = (
    "Argument `target` should be a list or nested structure of Tensors, Variables or CompositeTensors to be "
    "differentiated, but received None."
)
BATCHES = "Need first dimension of target shape ((2, 2)) and source shape ((1, 2)) to match."
UNEXPECTED = "got an unexpected keyword argument 'nonsense'"
ONE_SET = "A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)"

# Each program starts with these names: a variable, its square on a tape that has ended, and nothing computed yet.
SQUARE = "x = V(3.)\nwith tf.GradientTape() as tape:\n    y = x * x\n"
VECTOR = "x = V([1., 2.])\nwith tf.GradientTape() as tape:\n    y = x * x\n"


@contextmanager
def logged() -> Iterator[list[str]]:
    """The warnings that TensorFlow's logger, or its namesake, gives meanwhile."""
    messages: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())
    logger = logging.getLogger("tensorflow")
    logger.addHandler(handler)
    try:
        yield messages
    finally:
        logger.removeHandler(handler)


def not_watchable(value: str, kind: str) -> str:
    return f"Passed in object {value} of type '{kind}', not tf.Tensor or tf.Variable or ExtensionType."


def no_dtype(value: str) -> str:
    return f"Cannot convert the argument `type_value`: {value} to a TensorFlow DType."


KEYS = "tape.gradient(y, x, unconnected_gradients='nonsense')"
ERRORS = [
    # what is done after SQUARE, kind of error, message
    ("tape.gradient(y, x); tape.gradient(y, x)", "RuntimeError", ONE_SET),
    ("tape.gradient(y, x); tape.jacobian(y, x)", "RuntimeError", ONE_SET),
    ("tape.jacobian(y, x); tape.gradient(y, x)", "RuntimeError", ONE_SET),
    ("tf.GradientTape().gradient(y, x)", "RuntimeError", ONE_SET),
    ("tf.GradientTape(persistent=True).gradient(y, x)", "RuntimeError", ONE_SET),
    ("with tape:\n    with tape: pass", "ValueError", REENTERED),
    ("tf.GradientTape().watch(c(1.))", "AttributeError", "'NoneType' object has no attribute '_tape'"),
    ("tf.GradientTape().reset()", "ValueError", "Tape is not recording."),
    ("tape.reset()", "ValueError", "Tape is not recording."),
    ("with tape.stop_recording(): pass", "ValueError", "Tape is not recording."),
    ("with tf.GradientTape().stop_recording(): pass", "RuntimeError", NOT_STOPPABLE),
    # watch
    ("tape.watch(3.)", "ValueError", not_watchable("3.0", "float")),
    ("tape.watch(np.ones(2))", "ValueError", not_watchable("[1. 1.]", "ndarray")),
    ("tape.watch(None)", "ValueError", not_watchable("None", "NoneType")),
    ("tape.watch('ab')", "ValueError", not_watchable("ab", "str")),
    ("tape.watch([c(1.), 1.])", "ValueError", not_watchable("1.0", "float")),
    ("tape.watch(object())", "ValueError", not_watchable("<object object at 0x>", "object")),
    ("tape.watch()", "TypeError", "GradientTape.watch() missing 1 required positional argument: 'tensor'"),
    # targets
    (
        "tape.gradient(None, x)",
        "TypeError",
        NO_TARGET,
    ),
    ("tape.gradient(3., x)", "AttributeError", "'float' object has no attribute 'dtype'"),
    ("tape.gradient(y.numpy(), x)", "AttributeError", "'numpy.float32' object has no attribute '_id'"),
    # sources
    ("tape.gradient(y, None)", "TypeError", no_dtype("None")),
    ("tape.gradient(y, [x, None])", "TypeError", no_dtype("None")),
    ("tape.gradient(y, 'x')", "TypeError", no_dtype("'x'")),
    ("tape.gradient(y, {1, 2})", "TypeError", no_dtype("{1, 2}")),
    ("tape.gradient(y, (v for v in [x]))", "TypeError", None),
    ("tape.gradient(y, map(abs, [x]))", "TypeError", None),
    ("tape.gradient(y, 3.)", "AttributeError", "'float' object has no attribute 'dtype'"),
    ("tape.gradient(y, np.ones(2))", "AttributeError", "'numpy.ndarray' object has no attribute '_id'"),
    ("tape.gradient(y)", "TypeError", "GradientTape.gradient() missing 1 required positional argument: 'sources'"),
    # how
    (KEYS, "ValueError", "Unknown value for unconnected_gradients: 'nonsense'"),
    ("tape.gradient(y, x, nonsense=1)", "TypeError", f"GradientTape.gradient() {UNEXPECTED}"),
    ("tf.GradientTape(nonsense=1)", "TypeError", f"GradientTape.__init__() {UNEXPECTED}"),
    ("tape.nonsense", "AttributeError", "'GradientTape' object has no attribute 'nonsense'"),
    # output_gradients
    (
        "tape.gradient(y, x, output_gradients=c(1))",
        "InvalidArgumentError",
        "cannot compute Mul as input #1(zero-based) was expected to be a int32 tensor but is a float tensor [Op:Mul]",
    ),
    (
        "tape.gradient(y, x, output_gradients=c(1., tf.float64))",
        "InvalidArgumentError",
        "cannot compute Mul as input #1(zero-based) was expected to be a double tensor but is a float tensor [Op:Mul]",
    ),
    # a jacobian has one target
    ("tape.jacobian([y], x)", "AttributeError", "'list' object has no attribute 'shape'"),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(ERRORS))
def test_a_wrong_use_is_told(tf: Any, program: str, kind: str, message: str | None) -> None:
    if message is None:  # it quotes the object with its address
        with pytest.raises(TypeError, match=r"Cannot convert the argument `type_value`: <.*> to a TensorFlow DType\."):
            run(tf, SQUARE + program)
    else:
        check_raises(tf, SQUARE + program, kind, message)


VECTOR_ERRORS = [
    # what is done after VECTOR, kind of error, message
    (
        "tape.gradient(y, x, output_gradients=c([1., 1., 1.]))",
        "InvalidArgumentError",
        "Incompatible shapes: [3] vs. [2] [Op:Mul]",
    ),
    ("tape.batch_jacobian(y, x)", "ValueError", "Shape (2,) must have rank at least 2"),
    ("tape.batch_jacobian(tf.ones([2, 2]), tf.ones([1, 2]))", "ValueError", BATCHES),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(VECTOR_ERRORS))
def test_shapes_that_do_not_fit_the_target_are_told(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, VECTOR + program, kind, message)


ACCEPTED = [
    # what is done after SQUARE, value
    ("tape.gradient(y, x)", 6.0),
    ("tape.gradient(target=y, sources=x)", 6.0),
    ("tape.gradient(y, [])", []),
    ("tape.gradient(y, ())", ()),
    ("tape.gradient(y, {})", {}),
    ("tape.gradient(y, [x, x])", [6.0, 6.0]),
    ("tape.gradient(y, x.value())", None),
    ("tape.gradient(c(3), x)", None),
    ("tape.gradient(c(3.), x)", None),
    ("tape.gradient(x, x)", 1.0),
    ("tape.gradient([y, x], x)", 7.0),
    ("tape.gradient(y, x, unconnected_gradients=tf.UnconnectedGradients.NONE)", 6.0),
    ("tape.gradient(y, [x, V([1., 2.])], unconnected_gradients='zero')", [6.0, [0.0, 0.0]]),
    ("tape.gradient(y, [x, V([1., 2.])], unconnected_gradients=tf.UnconnectedGradients.ZERO)", [6.0, [0.0, 0.0]]),
    ("tape.gradient(y, [x, V([1., 2.])], unconnected_gradients='none')", [6.0, None]),
    ("tape.gradient(y, [x, c([1, 2])], unconnected_gradients='zero')", [6.0, [0, 0]]),
    ("tape.gradient(y, x, output_gradients=c(10.))", 60.0),
    ("tape.gradient(y, x, output_gradients=10.)", 60.0),
    ("tape.gradient([y, x], x, output_gradients=[c(10.), c(1.)])", 61.0),
    ("tape.gradient(y, x, output_gradients=None)", 6.0),
    ("tape.jacobian(y, x)", 6.0),
    ("tape.watched_variables() == (x,)", True),
    ("tf.GradientTape().watched_variables()", ()),
    ("tape.watch([c(1.), V(1.)])", None),
    ("tape.watch({'a': c(1.), 'b': [V(1.)]})", None),
    ("tape.watch(())", None),
    ("with tape:\n    z = y * x\ntape.gradient(z, x)", 27.0),
    ("tape.watch(c(3.)); tape.gradient(y, x)", 6.0),
]


@pytest.mark.parametrize(("program", "value"), params(ACCEPTED))
def test_what_is_accepted(tf: Any, program: str, value: Any) -> None:
    check_close(run(tf, SQUARE + program), value)


VECTOR_ACCEPTED = [
    # what is done after VECTOR, value
    ("tape.gradient(y, x)", [2.0, 4.0]),
    ("tape.gradient(y, x, output_gradients=c([10., 100.]))", [20.0, 400.0]),
    ("tape.gradient(y, x, output_gradients=c(10.))", [20.0, 40.0]),
    ("tape.gradient(y, x, output_gradients=[10., 100.])", [20.0, 40.0]),  # a list is one item for each target
    ("tape.gradient(y, x, output_gradients=[[10., 100.]])", [20.0, 40.0]),
    ("tape.gradient(y, x, output_gradients=np.array([10., 100.], np.float32))", [20.0, 400.0]),
]


@pytest.mark.parametrize(("program", "value"), params(VECTOR_ACCEPTED))
def test_how_output_gradients_are_taken(tf: Any, program: str, value: Any) -> None:
    check_close(run(tf, VECTOR + program), value)


def test_gradient_inside_a_persistent_tapes_block_warns_once_for_each_line(tf: Any) -> None:
    x = tf.Variable(2.0)
    counts = []
    for _ in range(3):
        with logged() as messages, tf.GradientTape(persistent=True) as tape:
            tape.gradient(x * x, x)
        counts.append(len(messages))
        assert all(message == INSIDE for message in messages)
    with logged() as elsewhere, tf.GradientTape(persistent=True) as tape:
        tape.gradient(x * x, x)
    assert counts == [1, 0, 0]
    assert elsewhere == [INSIDE]


def test_gradient_inside_another_tapes_block_does_not_warn(tf: Any) -> None:
    x = tf.Variable(2.0)
    with logged() as messages, tf.GradientTape() as outer:
        with tf.GradientTape() as inner:
            y = x**3
        gradient = inner.gradient(y, x)
    check_close(outer.gradient(gradient, x), 12.0)
    assert messages == []


def test_gradient_inside_its_own_block_does_not_warn_if_it_ends_the_tape(tf: Any) -> None:
    x = tf.Variable(2.0)
    with logged() as messages, tf.GradientTape() as tape:
        check_close(tape.gradient(x * x, x), 4.0)
    assert messages == []


def test_watching_an_integer_warns_five_times_for_each_line(tf: Any) -> None:
    counts = []
    for _ in range(8):
        with logged() as messages, tf.GradientTape() as tape:
            tape.watch(tf.constant(1))
        counts.append(len(messages))
        assert all(message == f"{FLOATING}int32" for message in messages)
    assert counts == [1, 1, 1, 1, 1, 0, 0, 0]


def test_watching_text_warns(tf: Any) -> None:
    with logged() as messages, tf.GradientTape() as tape:
        tape.watch(tf.constant("a"))
    assert messages == [f"{FLOATING}string"]


def test_an_integer_variable_that_is_read_does_not_warn(tf: Any) -> None:
    x = tf.Variable(3)
    with logged() as messages, tf.GradientTape() as tape:
        y = x * x
    assert tape.gradient(y, x) is None
    assert messages == []
    assert tape.watched_variables() == (x,)


def test_an_integer_target_does_not_warn(tf: Any) -> None:
    x = tf.Variable(3.0)
    with logged() as messages, tf.GradientTape() as tape:
        y = tf.cast(x, tf.int32)
    assert tape.gradient(y, x) is None
    assert messages == []
