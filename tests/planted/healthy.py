"""Steps that keep the gradient, many of which look as if they did not."""

from __future__ import annotations

from tests.planted.step import Join, Step, step

__all__ = ["HEALTHY", "TO_TENSOR"]

TO_TENSOR = (
    step("to tensor", "$y = tf.convert_to_tensor($x)", flags="host"),
    step("to tensor", "$y = tf.constant($x)", flags="host"),
    step("to tensor", "$y = tf.add($x, tf.zeros([3]))", flags="host"),
)

_DENSE = '$l = keras.layers.Dense(3, activation="tanh")\n$l(tf.zeros([1, 3]))'
_MATRIX = "$c = tf.constant([$three, $three, $three])"
_WEIGHTS = "$v = tf.Variable([$three, $three, $three])"
_VECTOR = "$v = tf.Variable($three)"
_TWO = "$v = tf.Variable($three)\n$w1 = tf.Variable($three)"

_PLAIN = [
    "$y = tf.tanh($x)",
    "$y = $x * $num",
    "$y = $num - 0.5 * $x",
    "$y = tf.square($x) + $num",
    "$y = tf.exp(-0.3 * $x)",
    "$y = tf.sqrt(tf.abs($x) + 1.0)",
    "$y = tf.reverse($x, [0])",
    "$y = tf.nn.softplus($x)",
    "$y = tf.nn.softmax($x)",
    "$y = tf.nn.silu($x)",
    "$y = tf.cumsum($x)",
    "$y = tf.gather($x, [2, 0, 1])",
    "$y = tf.clip_by_value($x, -5.0, 5.0)",
    "$y = tf.sort($x)",
    "$y = tf.concat([$x[1:], $x[:1]], axis=0)",
    "$y = tf.stack([tf.reduce_sum($x), $x[0], $x[2]])",
    "$y = tf.add_n([$x, 0.5 * $x])",
    "$t = tf.reshape($x, [3, 1])\n$y = tf.reduce_sum($t * tf.ones([3, 3]), axis=0)",
    "$t = $x * $num\n$u = tf.sin($t)\n$y = $t + $u",
]

_SUSPICIOUS = [
    "$y = tf.maximum($x, 0.1 * $x)",
    "$y = tf.where($x > 0.0, $x, 0.1 * $x)",
    "$y = $x * tf.cast($x > -9.0, tf.float32)",
    "$y = $x + tf.stop_gradient(tf.round($x) - $x)",
    "$y = $x / tf.stop_gradient(tf.norm($x) + 1.0)",
    "$y = $x / ($x.shape[0] + 1.0)",
    "$y = tf.reshape($x, [int(n) for n in $x.shape])",
    "$y = tf.math.top_k($x, k=3).values",
    "$y = tf.gather($x, tf.argsort($x))",
    "$y = tf.sign($x) * $x",
    "$y = tf.tensor_scatter_nd_update($x, [[0]], $x[1:2])",
    "$y = tf.math.floormod($x, 7.0)",
    "$t, $u = tf.split($x, [1, 2])\n$y = tf.concat([$u, $t], axis=0)",
]

_EAGER = [
    "$y = $x / (1.0 + abs(float($x[0])))",
    "$y = $x * (1.0 + np.max($x))",
    "$y = $x[::-1] * float(len($x.shape))",
    "$y = tf.map_fn(lambda e: 2.0 * e, $x)",
    "$t = tf.TensorArray(tf.float32, size=1).write(0, $x)\n$y = $t.stack()[0]",
    "$t = {}\n$t['value'] = tf.tanh($x)\n$y = $t['value'] * $num",
    "$t = [$x * 0.5, $x * 2.0]\n$y = sum($t)",
    "$y = tf.RaggedTensor.from_row_lengths($x, [1, 2]).flat_values * $num",
    "$y = tf.nest.map_structure(lambda e: e * 0.5, {'it': $x})['it']",
    "$y = keras.ops.tanh($x) + keras.ops.relu($x)",
    "$y = tf.grad_pass_through(tf.round)($x)",
    "$y = tf.recompute_grad(lambda a: tf.tanh(a))($x)",
    "$t = $x.shape[0]\n$y = $x / float($t)",
    "$t = np.arange(3)[::-1].copy()\n$y = tf.gather($x, $t)",
    "with tf.GradientTape() as $t:\n    $t.watch($x)\n    $u = tf.reduce_sum($x ** 3)\n$y = $t.gradient($u, $x)",
    "$t = int(tf.argmax($x))\n$y = $x * (1.0 + $t)",
    "$y = 1.0 * $x\nfor $t in range(1 + int(tf.argmax($x))):\n    $y = 0.9 * $y",
    "$y = $x if float($x[0]) < 1e9 else tf.zeros([3])",
    "$t = sorted(range(3), key=lambda i: float($x[i]))\n$y = tf.gather($x, $t)",
    "$t = tf.cast($x, tf.float64)\n$y = tf.cast($t * 2.0, tf.float32)",
    "$t = tf.complex($x, tf.zeros([3]))\n$y = tf.math.real($t * $t)",
    "$t = [tf.reduce_sum($x), tf.reduce_max($x), $x[0]]\n$y = tf.convert_to_tensor($t)",
    "$y = tf.foldl(lambda a, e: a + e, tf.stack([$x, 0.5 * $x]))",
    "$y = tf.while_loop(lambda i, a: i < 2, lambda i, a: (i + 1, 0.9 * a), [tf.constant(0), tf.tanh($x)])[1]",
]

_WITH_VARIABLE = [
    step("healthy", "$y = $x * $v", joins=["$v"], setup=_VECTOR, flags="graph host", weight=3.0),
    step("healthy", "$y = tf.multiply($x, $v)", joins=["$v"], setup=_VECTOR, flags="graph host", weight=2.0),
    step("healthy", "$y = tf.tanh($x + $v)", joins=["$v"], setup=_VECTOR, flags="graph host", weight=2.0),
    step("healthy", "$y = tf.linalg.matvec($v, $x)", joins=["$v"], setup=_WEIGHTS, flags="graph host", weight=2.0),
    step(
        "healthy",
        "$t = tf.reshape($x, [1, 3])\n$y = tf.nn.relu(($t @ $v)[0]) + $num",
        joins=["$v"],
        setup=_WEIGHTS,
        flags="graph host",
        weight=2.0,
    ),
    step("healthy", "$y = $l($x[None, :])[0]", joins=["$l.kernel", "$l.bias"], setup=_DENSE, flags="host", weight=2.0),
]

_SEQUENTIAL = "$l = keras.Sequential([keras.Input((3,)), keras.layers.Dense(4, 'relu'), keras.layers.Dense(3)])"
_TWO_HEADS = (
    "$f = keras.Input((3,))\n$d = [keras.layers.Dense(3)($f), keras.layers.Dense(2)($f)]\n$l = keras.Model($f, $d)"
)
_FROZEN = "$l = keras.layers.Dense(3)\n$l(tf.zeros([1, 3]))\n$l.trainable = False"

_WITH_SETUP = [
    step(
        "healthy",
        "$y = $l($x[None, :])[0]",
        joins=["$l.layers[0].kernel", "$l.layers[1].bias"],
        setup=_SEQUENTIAL,
    ),
    step(
        "healthy",
        "$y = $l($x[None, :])[0][0]",
        joins=["$l.layers[1].kernel", Join("$l.layers[2].kernel", is_dead=True)],
        setup=_TWO_HEADS,
        weight=0.6,
    ),
    # In Keras 3 this stops the optimizer, not the tape.
    step("healthy", "$y = $l($x[None, :])[0]", joins=["$l.kernel"], setup=_FROZEN, weight=0.6),
    step(
        "healthy",
        "$t = $l(tf.constant([0, 2, 1]))\n$y = $x * $t[:, 0]",
        joins=["$l.embeddings"],
        setup="$l = keras.layers.Embedding(3, 2)\n$l(tf.constant([0]))",
        weight=0.6,
    ),
    step(
        "healthy",
        "with tf.GradientTape() as $t:\n    $u = tf.reduce_sum($v ** 2 * $x)\n"
        "$d = $v - 0.1 * $t.gradient($u, $v)\n$y = $d + $x",
        joins=["$v"],
        setup=_VECTOR,
    ),
    step("healthy", "$y = $f($x)", setup="@tf.custom_gradient\ndef $f(a):\n    return 2.0 * a, lambda up: 2.0 * up"),
    step("healthy", "$y = $l($x[None, :])[0]", setup="$l = keras.layers.LayerNormalization()"),
    step("healthy", "$y = $l($x)", setup="$l = keras.layers.ReLU(negative_slope=0.1)"),
    step("healthy", "$y = $x + tf.reduce_sum(tf.gather($v, [0, 2]))", joins=["$v"], setup=_VECTOR),
    step("healthy", "$y = $x * tf.stop_gradient($v) + $v", joins=["$v"], setup=_VECTOR),
    step("healthy", "$v.assign_add(tf.ones([3]))\n$y = $x * $v", joins=["$v"], setup=_VECTOR),
    step("healthy", "$y = $x * $c['w']", joins=["$c['w']"], setup="$c = {'w': tf.Variable($three)}"),
    step("healthy", "$y = 1.0 * $x\nfor $t in [$v, $w1]:\n    $y = $y * $t", joins=["$v", "$w1"], setup=_TWO),
    step("healthy", "$y = $x * sum(e for e in ($v, $w1))", joins=["$v", "$w1"], setup=_TWO),
]

HEALTHY: tuple[Step, ...] = (
    *(step("healthy", text, flags="graph host" if "$x[" not in text else "graph") for text in _PLAIN),
    *(step("healthy", text, flags="graph", weight=0.5) for text in _SUSPICIOUS),
    *(step("healthy", text, weight=0.5) for text in _EAGER),
    step("healthy", "$y = tf.linalg.matvec($c, $x)", setup=_MATRIX, flags="graph host"),
    step("healthy", "$y = tf.einsum('i,ij->j', $x, $c)", setup=_MATRIX, flags="graph host"),
    *_WITH_VARIABLE,
    *_WITH_SETUP,
)
