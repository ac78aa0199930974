"""Faults inside TensorFlow: values that stop being floats, and ops without a gradient."""

from __future__ import annotations

from tests.planted.step import Join, Step, step

__all__ = ["DTYPES", "OPS", "UNREGISTERED"]

_VECTOR = "$v = tf.Variable($three)"
_EDGES = "$c = tf.constant([0.2, 0.8, 1.4])"


def _integer(kind: str, text: str, flags: str = "graph", setup: str = "", joins: tuple[str, ...] = ()) -> Step:
    return step(kind, text, "integer-dtype", flags=flags, setup=setup, joins=joins)


def _whole(kind: str, text: str, flags: str = "graph", setup: str = "", joins: tuple[str, ...] = ()) -> Step:
    # The op computes something whole: it is as true that its result is an integer as that it is not differentiable.
    fair = ["not-differentiable"]
    return step(kind, text, "integer-dtype", or_causes=fair, flags=flags, setup=setup, joins=joins)


def _step_function(kind: str, text: str, flags: str = "graph", setup: str = "", joins: tuple[str, ...] = ()) -> Step:
    return step(kind, text, "not-differentiable", flags=flags, setup=setup, joins=joins)


DTYPES: tuple[Step, ...] = (
    _integer("cast to int", "$y = tf.cast(§tf.cast($x, tf.int32), tf.float32)"),
    _integer("cast to int", "$t = §tf.cast($x * 3.0, tf.int64)\n$y = tf.cast($t, tf.float32) * $num"),
    _integer("cast to int", '$y = tf.cast(§tf.cast($x, "int32") + 1, tf.float32)'),
    _integer("cast to int", "$y = tf.cast(§tf.saturate_cast(9.0 * $x, tf.uint8), tf.float32)"),
    _integer("cast to int", '$y = keras.ops.cast(§keras.ops.cast($x, "int32"), "float32")', flags=""),
    _integer("cast to bool", "$y = tf.cast(§tf.cast($x, tf.bool), tf.float32)"),
    _whole("argsort", "$t = §tf.argsort($x)\n$y = tf.gather($v, $t)", setup=_VECTOR, joins=("$v",)),
    _whole("argsort", "$y = tf.cast(§tf.argsort($x), tf.float32)"),
    _whole("top_k indices", "$y = tf.gather($v, §tf.math.top_k($x, k=3).indices)", setup=_VECTOR, joins=("$v",)),
    _whole("searchsorted", "$y = tf.cast(§tf.searchsorted($c, $x), tf.float32)", setup=_EDGES),
    _whole("as_string", "$y = tf.strings.to_number(§tf.strings.as_string($x))"),
    _whole("as_string", "$t = §tf.strings.as_string($x, precision=3)\n$y = tf.strings.to_number($t)"),
    _whole(
        "serialize", "$t = §tf.io.serialize_tensor($x)\n$y = tf.ensure_shape(tf.io.parse_tensor($t, tf.float32), [3])"
    ),
)

OPS: tuple[Step, ...] = (
    _step_function("argmax", "$y = tf.one_hot(§tf.argmax($x), 3)"),
    _step_function("argmax", "$t = §tf.argmax($x)\n$y = tf.cast($t, tf.float32) * tf.ones([3])"),
    _step_function("argmax", "$y = tf.gather($v, §tf.argmin($x)) * tf.ones([3])", setup=_VECTOR, joins=("$v",)),
    _step_function("argmax", "$y = tf.sign(tf.cast(§tf.argmax($x), tf.float32)) * tf.ones([3])"),
    _step_function("round", "$y = §tf.round($x)"),
    _step_function("round", "$y = §tf.math.floor(4.0 * $x) / 4.0"),
    _step_function("round", "$y = §tf.math.ceil($x)"),
    _step_function("round", "$y = §keras.ops.round($x)", flags=""),
    _step_function("floor division", "$y = §$x // 0.5"),
    _step_function("floor division", "$y = 0.5 * §tf.math.floordiv($x, 0.5)"),
    _step_function("comparison", "$y = tf.cast(§$x > 0.3, tf.float32)"),
    _step_function("comparison", "$y = tf.where(§$x < 0.3, 1.0, 0.2)"),
    _step_function("comparison", "$t = §tf.greater($x, 0.3)\n$y = tf.where($t, tf.ones([3]), tf.zeros([3]))"),
    _step_function(
        "comparison", "$t = tf.cast(§tf.random.stateless_uniform([3], [1, 2]) < $x, tf.float32)\n$y = 2.0 * $t"
    ),
    _step_function(
        "mask", "$t = tf.boolean_mask($v, §$x > -9.0)\n$y = tf.reduce_sum($t) * tf.ones([3])", "", _VECTOR, ("$v",)
    ),
    _step_function("sampling", "$t = §tf.random.categorical($x[None, :], 3)\n$y = tf.cast($t[0], tf.float32)"),
    _step_function("range", "$y = §tf.range($x[0], $x[0] + 2.5, 1.0)[:3]", flags=""),
    step("stop_gradient", "$y = §tf.stop_gradient($x)", "stop-gradient", flags="graph"),
    step("stop_gradient", "$y = §tf.stop_gradient(tf.exp(-$x)) + 1.0", "stop-gradient", flags="graph"),
    step("stop_gradient", "$y = §keras.ops.stop_gradient($x)", "stop-gradient"),
    step("stop_gradient", "$t = §tf.nest.map_structure(tf.stop_gradient, [$x])\n$y = $t[0] * $num", "stop-gradient"),
    step(
        "custom_gradient",
        "$y = §$f($x)",
        "custom-gradient",
        setup="@tf.custom_gradient\ndef $f(a):\n    return tf.tanh(a), lambda up: None",
    ),
    step(
        "custom_gradient",
        "@tf.custom_gradient\ndef $f(a):\n    def backward(up):\n        return None\n    return 2.0 * a, backward\n\n"
        "$y = §$f($x)",
        "custom-gradient",
    ),
    step(
        "custom_gradient",
        "$y = §$f($x, $v)",
        joins=[Join("$v", "custom-gradient")],
        setup=f"{_VECTOR}\n@tf.custom_gradient\ndef $f(a, b):\n    return a * b, lambda up: (up * b, None)",
        flags="host",
    ),
)


def _raises(text: str) -> Step:
    return step("unregistered op", text, "no-gradient-registered")


UNREGISTERED: tuple[Step, ...] = (
    _raises("$y = §tf.truncatemod($x, 0.7)"),
    _raises("$t = tf.reshape($x, [1, 1, 3])\n$y = tf.reshape(§tf.image.adjust_contrast($t, 2.0), [3])"),
    _raises("$y = §tf.unique($x).y[:1] * tf.ones([3])"),
    _raises("$y = §tf.math.bincount([0, 1, 2], weights=$x, minlength=3)"),
)
