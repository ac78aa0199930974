"""None or zero: which functions give no gradient, which one that is zero, and which have none registered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_close, check_raises, gradient, params, run

NONE = [
    # expression of x = [1., 2., 3.]
    "tf.floor(x)",
    "tf.math.ceil(x)",
    "tf.round(x)",
    "tf.math.rint(x)",
    "tf.cast(tf.argmax(x), tf.float32)",
    "tf.cast(tf.cast(x, tf.int32), tf.float32)",
    "tf.cast(x, tf.int32)",
    "tf.cast(x > 2., tf.float32)",
    "tf.cast(x == 2., tf.float32)",
    "tf.cast(tf.equal(x, 2.), tf.float32)",
    "tf.cast(tf.math.is_nan(x), tf.float32)",
    "tf.cast(tf.reduce_any(x > 2.), tf.float32)",
    "tf.one_hot(tf.cast(x, tf.int32), 4)",
    "tf.zeros_like(x)",
    "tf.ones_like(x)",
    "tf.cast(tf.shape(x), tf.float32)",
    "tf.cast(tf.size(x), tf.float32)",
    "x // 2.",
    "tf.math.floordiv(x, 2.)",
    "tf.stop_gradient(x)",
    "tf.stop_gradient(x * 2.)",
    "c(x.numpy())",
    "tf.cast(tf.math.bincount(tf.cast(x, tf.int32)), tf.float32)",
    "tf.cast(tf.searchsorted([1., 2.], x), tf.float32)",
    "tf.cast(tf.math.count_nonzero(x), tf.float32)",
    "c(float(x[0]))",
    "c(5.)",
    "V(x)",
    "tf.cast(tf.rank(x), tf.float32)",
    "tf.random.normal(tf.shape(x))",
]


@pytest.mark.parametrize("expression", params((row,) for row in NONE))
def test_no_gradient(tf: Any, expression: str) -> None:
    assert gradient(tf, expression, [1.0, 2.0, 3.0]) is None


SOME = [
    # expression of x = [1., 2., 3.], gradient
    ("tf.sign(x)", [0.0, 0.0, 0.0]),
    ("x * 0.", [0.0, 0.0, 0.0]),
    ("x % 2.", [1.0, 1.0, 1.0]),
    ("tf.sort(x)", [1.0, 1.0, 1.0]),
    ("tf.math.top_k(x, 2)[0]", [0.0, 1.0, 1.0]),
    ("x * tf.cast(tf.argsort(-x), tf.float32)", [2.0, 1.0, 0.0]),
    ("x + tf.stop_gradient(x)", [1.0, 1.0, 1.0]),
    ("x * tf.stop_gradient(x)", [1.0, 2.0, 3.0]),
    ("tf.clip_by_value(x, 0., 1.)", [1.0, 0.0, 0.0]),
    ("tf.math.nextafter(x, 5.)", [1.0, 1.0, 1.0]),
    ("tf.cast(tf.cast(x, tf.int32), tf.float32) * x", [1.0, 2.0, 3.0]),
    ("tf.cast(x, tf.float64)", [1.0, 1.0, 1.0]),
    ("tf.identity(x)", [1.0, 1.0, 1.0]),
    ("tf.convert_to_tensor(x)", [1.0, 1.0, 1.0]),
    ("tf.grad_pass_through(tf.round)(x)", [1.0, 1.0, 1.0]),
    ("tf.where(x > 1., x, 0.)", [0.0, 1.0, 1.0]),
    ("x[0]", [1.0, 0.0, 0.0]),
    ("x", [1.0, 1.0, 1.0]),
    ("c(x)", [1.0, 1.0, 1.0]),
]


@pytest.mark.parametrize(("expression", "expected"), params(SOME))
def test_a_gradient_though_perhaps_zero(tf: Any, expression: str, expected: Any) -> None:
    check_close(gradient(tf, expression, [1.0, 2.0, 3.0]), expected)


NOT_REGISTERED = [
    # expression of x, op without an entry
    ("tf.unique(x)[0]", "Unique"),
    ("tf.truncatemod(x, 2.)", "TruncateMod"),
    ("tf.histogram_fixed_width(x, [0., 3.])", "HistogramFixedWidth"),
]


@pytest.mark.parametrize(("expression", "op"), params(NOT_REGISTERED))
def test_an_op_without_registered_gradient(tf: Any, expression: str, op: str) -> None:
    x = tf.constant([1.0, 2.0, 3.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = run(tf, expression, x=x)
    with pytest.raises(LookupError) as caught:
        tape.gradient(y, x)
    assert str(caught.value) == f"gradient registry has no entry for: {op}"


def test_an_op_without_registered_gradient_is_no_matter_off_the_path(tf: Any) -> None:
    x = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(x)
        tf.unique(x)
        y = x * x
    check_close(tape.gradient(y, x), [2.0, 4.0])


INTEGERS = [
    # program; what it is worth
    ("x = V(3)\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, x)", None),
    ("x = c(3)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = x * x\nt.gradient(y, x)", None),
    (
        "x = c(3)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = tf.cast(x, tf.float32) ** 2\nt.gradient(y, x)",
        None,
    ),
    ("x = V(3.)\nwith tf.GradientTape() as t:\n    y = tf.cast(x * x, tf.int32)\nt.gradient(y, x)", None),
    ("x = c('a')\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = tf.identity(x)\nt.gradient(y, x)", None),
    (
        "x = c(True)\nwith tf.GradientTape() as t:\n    t.watch(x)\n    y = tf.cast(x, tf.float32)\nt.gradient(y, x)",
        None,
    ),
    (
        "x = V(3.)\nwith tf.GradientTape() as t:\n    y = tf.cast(tf.cast(x, tf.int32), x.dtype) * x\nt.gradient(y, x)",
        3.0,
    ),
    (
        "x, n = V(3.), V(2)\nwith tf.GradientTape() as t:\n    y = x * tf.cast(n, tf.float32)\nt.gradient(y, [x, n])",
        [2.0, None],
    ),
    ("x = V(3)\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, x, unconnected_gradients='zero')", 0),
    ("x = V(2., dtype=tf.float16)\nwith tf.GradientTape() as t:\n    y = x * x\nt.gradient(y, x)", 4.0),
]


@pytest.mark.parametrize(("program", "expected"), params(INTEGERS))
def test_integers_and_other_dtypes(tf: Any, program: str, expected: Any) -> None:
    check_close(run(tf, program), expected)


NONE_TO_TENSOR = "Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor."
USES_OF_NONE = [
    ("0.1 * None", "TypeError", "unsupported operand type(s) for *: 'float' and 'NoneType'"),
    ("None * 0.1", "TypeError", "unsupported operand type(s) for *: 'NoneType' and 'float'"),
    (
        "c(1.) - None",
        "ValueError",
        NONE_TO_TENSOR,
    ),
    (
        "None - c(1.)",
        "ValueError",
        NONE_TO_TENSOR,
    ),
    ("V(1.) - .1 * None", "TypeError", "unsupported operand type(s) for *: 'float' and 'NoneType'"),
    (
        "V(1.).assign_sub(None)",
        "ValueError",
        NONE_TO_TENSOR,
    ),
    (
        "tf.norm(None)",
        "ValueError",
        NONE_TO_TENSOR,
    ),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(USES_OF_NONE))
def test_what_a_missing_gradient_does_next(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)
