"""Faults by state: what is written into a variable, table, queue, metric or dataset and read back."""

from __future__ import annotations

from tests.planted.step import Step, step

__all__ = ["STATE"]

_STORE = "$v = tf.Variable($three)"
_TABLE = (
    "$c = tf.lookup.experimental.MutableHashTable(tf.int64, tf.float32, default_value=0.0)\n"
    "$d = tf.constant([7, 8, 9], tf.int64)"
)


def _write(kind: str, text: str, setup: str = "", flags: str = "", weight: float = 1.0) -> Step:
    joins = ["$v"] if "$v" in text else []
    return step(kind, text, "stateful-op", setup=setup, flags=flags, joins=joins, weight=weight)


STATE: tuple[Step, ...] = (
    _write("assign", "§$v.assign($x)\n$y = $v * $num", _STORE, "graph"),
    _write("assign", "§$v.assign(\n    0.5 * $v + $x)\n$y = tf.tanh($v)", _STORE, "graph"),
    _write("assign", "$y = §$v.assign($x) * $num", _STORE),
    _write("assign_add", "§$v.assign_add($x)\n$y = $v + $num", _STORE, "graph"),
    _write("assign_add", "§$v.assign_sub($x)\n$y = tf.square($v)", _STORE),
    _write("slice assign", "§$v[1].assign($x[0])\n$y = $v * $num", _STORE),
    _write("slice assign", "§$v[:2].assign($x[1:])\n$y = $v * $num", _STORE),
    _write("scatter", "§$v.scatter_nd_update([[0], [1], [2]], $x)\n$y = $v * $num", _STORE),
    _write("scatter", "§$v.scatter_update(tf.IndexedSlices($x[:1], [0]))\n$y = tf.sin($v)", _STORE),
    _write("new variable", "$t = §tf.Variable($x)\n$y = $t * $num"),
    _write("new variable", "$t = §tf.Variable(2.0 * $x, trainable=False)\n$y = $t + 0.0"),
    _write("dataset", "$t = §tf.data.Dataset.from_tensors($x)\n$y = next(iter($t))", weight=0.6),
    _write("dataset", "$t = §tf.data.Dataset.from_tensor_slices($x)\nfor $u in $t.batch(3):\n    $y = $u", weight=0.6),
    _write("hash table", "§$c.insert($d, $x)\n$y = $c.lookup($d)", _TABLE, "graph"),
    _write("queue", "§$c.enqueue($x)\n$y = $c.dequeue()", "$c = tf.queue.FIFOQueue(4, [tf.float32], [[3]])"),
    _write("metric", "§$c.update_state($x)\n$y = $c.result() * tf.ones([3])", "$c = keras.metrics.Mean()"),
    _write("metric", "$y = §$c($x) * tf.ones([3])", "$c = keras.metrics.Sum()"),
    step(
        "optimizer",
        "with tf.GradientTape() as $t:\n    $u = tf.reduce_sum($v * $x)\n"
        "§$c.apply_gradients([($t.gradient($u, $v), $v)])\n$y = $v * $num",
        "stateful-op",
        joins=["$v"],
        setup=f"{_STORE}\n$c = keras.optimizers.SGD(0.1)\n$c.build([$v])",
        weight=0.6,
    ),
    _write(
        "moving mean",
        "$t = §$l($x[None, :], training=True)\n$y = $l.moving_mean * $num",
        "$l = keras.layers.BatchNormalization(momentum=0.5)\n$l(tf.ones([1, 3]))",
    ),
    step(
        "set_weights",
        "§$l.set_weights([$x[:, None]])\n$y = $l(tf.ones([1, 3]))[0] * tf.ones([3])",
        "stateful-op",
        joins=["$l.kernel"],
        setup="$l = keras.layers.Dense(1, use_bias=False)\n$l(tf.ones([1, 3]))",
    ),
    step(
        "keras assign",
        "§$l.bias.assign($x)\n$y = $l(tf.ones([1, 3]))[0]",
        "stateful-op",
        joins=["$l.kernel", "$l.bias"],
        setup="$l = keras.layers.Dense(3)\n$l(tf.ones([1, 3]))",
    ),
)
