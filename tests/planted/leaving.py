"""Faults that take a value out of TensorFlow and bring it back without its history."""

from __future__ import annotations

from tests.planted.step import Join, Step, step

__all__ = ["LEAVING"]

_OUT = "left-tensorflow"


def _out(kind: str, text: str, setup: str = "", flags: str = "", weight: float = 1.0) -> Step:
    return step(kind, text, _OUT, setup=setup, flags=flags, weight=weight)


_NUMPY = [
    _out("np.mean", "$y = §np.mean($x) * tf.ones([3])"),
    _out("np.mean", "$y = tf.fill([3], §np.mean($x))"),
    _out("np.mean", "$t = §np.mean($x)\n$y = tf.ones([3]) * ($t + 1.0)"),
    _out("np.square", "$y = §np.square($x)", flags="array"),
    _out("np.square", "$y = tf.constant(§np.square($x))"),
    _out("np ufunc", "$y = tf.convert_to_tensor(§np.tanh($x))"),
    _out("np ufunc", "$y = §np.maximum($x, 0.1)", flags="array"),
    _out("np ufunc", "$y = np.sqrt(1.0 + §np.abs($x))", flags="array"),
    _out("np function", "$y = tf.constant(§np.sort($x))"),
    _out("np function", "$y = §np.cumsum($x)", flags="array"),
    _out("np function", "$y = tf.reverse(§np.clip($x, 0.1, 0.9), [0])"),
    _out("np function", "$y = tf.constant(§np.stack([$x, $x]))[0]"),
    _out("np function", "$y = §np.where($c, $x, $x)", setup="$c = np.array([True, False, True])", flags="array"),
    _out("np function", "$y = tf.constant(§np.dot($c, $x))", setup="$c = np.eye(3, dtype='float32')"),
    _out("np function", "$t = §np.linalg.norm($x)\n$y = tf.ones([3]) / (1.0 + $t)"),
    _out("np.asarray", "$t = §np.asarray($x)\n$y = tf.reshape($t, [3])"),
    _out("np.asarray", "$t = §np.asarray($x)\n$u = $t[::-1].copy()\n$y = $u + 1.0", flags="array"),
    _out("np.array edited", "$t = §np.array($x)\n$t[0] = 0.5\n$y = tf.constant($t)"),
    _out("np.array edited", "$t = §$x.numpy().copy()\nfor $u in range(2):\n    $t[$u] = 0.5\n$y = tf.constant($t)"),
    _out("np store", "$c[:] = §$x\n$y = tf.constant($c)", setup="$c = np.zeros(3, 'float32')"),
    _out("np store", "$c[0] = §$x[0]\n$y = tf.constant($c)", setup="$c = np.zeros(3, 'float32')"),
    _out("np scalar", "$y = §np.float32($x[0]) * tf.ones([3])"),
    _out("np function", "$t = np.random.default_rng(0)\n$y = tf.constant(§$t.normal($x, 0.1), tf.float32)"),
    _out("np function", "$t = §np.vstack([$x, np.ones(3, 'float32')])\n$y = $t.sum(axis=0)", flags="array"),
    _out("np.square", "$y = np.float32(1.0) + §np.square($x)", flags="array"),
    _out("np.array edited", "$t = [§np.array($x), np.ones(3, 'float32')]\n$t[0][1] = 0.2\n$y = tf.add_n($t)"),
]

_VALUES = [
    _out(".numpy()", "$y = §$x.numpy() * 2.0", flags="array"),
    _out(".numpy()", "$y = tf.constant(§$x.numpy())"),
    _out(".numpy()", "$t = §$x.numpy()\n$u = $t + 1.0\n$y = tf.tanh($u)"),
    _out(".numpy()", "$y = tf.constant(§keras.ops.convert_to_numpy($x))"),
    _out("float()", "$y = §float($x[0]) * tf.ones([3])"),
    _out("float()", "$t = §float(tf.reduce_sum($x))\n$y = tf.fill([3], $t)"),
    _out("float()", "$c['last'] = §float($x[0])\n$y = $c['last'] * tf.ones([3])", setup="$c = {}"),
    step(
        "int()",
        "$t = §int(tf.argmax($x))\n$y = $v[$t] * tf.ones([3])",
        _OUT,
        # The argmax inside is a break as well; the int() around it is nearer the target.
        or_causes=["not-differentiable"],
        joins=["$v"],
        setup="$v = tf.Variable($three)",
    ),
    _out("int()", "$y = tf.ones([3]) * (1.0 + §int($x[0]))"),
    _out("item()", "$y = tf.fill([3], §$x.numpy()[1].item())"),
    _out("item()", "$t = §$x.numpy()\n$u = $t.max().item()\n$y = $u * tf.ones([3])"),
    _out("list of floats", "$t = [§float(e) for e in tf.unstack($x)]\n$y = tf.constant($t)"),
    _out("list of floats", "$y = tf.constant([§float($x[i]) for i in range(3)])"),
    _out(
        "list of floats", "$t = []\nfor $u in tf.unstack($x):\n    $t.append(§$u.numpy().item())\n$y = tf.constant($t)"
    ),
    _out("tolist", "$y = tf.constant(sorted(§$x.numpy().tolist()))"),
    _out("tolist", "$t = §$x.numpy().tolist()\n$t.reverse()\n$y = tf.convert_to_tensor($t)"),
    _out("f-string", '$t = f"{§float($x[0]):.4f}"\n$y = float($t) * tf.ones([3])'),
    _out("f-string", '$t = f"{§$x.numpy()[0]:.3f}"\n$y = tf.ones([3]) * float($t)'),
    _out("f-string", '$t = §f"{$x[0]:.4f}"\n$y = float($t) * tf.ones([3])'),
    _out("string", '$t = "%.4f" % §$x.numpy()[0]\n$y = tf.fill([3], float($t))'),
    _out("json", "$t = json.dumps(§$x.numpy().tolist())\n$y = tf.constant(json.loads($t))"),
    _out("math", "$y = §math.cos($x[0]) * tf.ones([3])"),
    _out("math", "$y = tf.ones([3]) * §math.atan(tf.reduce_sum($x))"),
]

_CALLS = [
    _out(
        "numpy_function",
        "$y = tf.ensure_shape(§tf.numpy_function($f, [$x], tf.float32), [3])",
        setup="def $f(a):\n    return np.tanh(a)",
        flags="graph",
    ),
    _out("numpy_function", "$t = §tf.numpy_function(lambda a: 2 * a, [$x], tf.float32)\n$y = tf.ensure_shape($t, [3])"),
    _out(
        "predict",
        "$y = §$l.predict($x[None, :], verbose=0)[0]",
        setup="$l = keras.Sequential([keras.Input((3,)), keras.layers.Dense(3)])",
        flags="array",
        weight=0.2,
    ),
    step(
        "get_weights",
        "$t = §$l.get_weights()[0]\n$y = tf.linalg.matvec($t, $x)",
        joins=[Join("$l.kernel", _OUT)],
        setup="$l = keras.layers.Dense(3)\n$l(tf.zeros([1, 3]))",
        flags="host",
    ),
    step(
        "tf.constant(variable)",
        "$y = $x * §tf.constant($v)",
        # The value is copied through an array; that the copy is another object is a fair way to put it.
        joins=[Join("$v", _OUT, or_causes=("wrong-object",))],
        setup="$v = tf.Variable($three)",
        flags="host",
    ),
]

LEAVING: tuple[Step, ...] = (*_NUMPY, *_VALUES, *_CALLS)
