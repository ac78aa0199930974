"""Red herrings: lines that look like a fault and cut nothing, because nothing of them reaches the target."""

from __future__ import annotations

from tests.planted.step import Step, step

__all__ = ["AT_END", "HERRINGS"]

_COUNTER = "$c = tf.Variable(0.0, trainable=False)"


def _aside(text: str, setup: str = "", flags: str = "") -> Step:
    return step("herring", text, setup=setup, flags=flags)


# `$x` is a tensor that the program has computed at this place.
HERRINGS: tuple[Step, ...] = (
    _aside("$c.append(float(tf.reduce_mean($x)))", "$c = []"),
    _aside("$c['mean'] = np.mean($x)\n$c['peak'] = np.max($x)", "$c = {}"),
    _aside("print('mean', np.mean($x))"),
    _aside("print(f'first entry {$x.numpy()[0]:.3f}')"),
    _aside("$t = str($x)"),
    _aside("$t = int(tf.size($x))"),
    _aside("$t = $x.numpy()\n$t = $t / np.linalg.norm($t)"),
    _aside("$t = np.array($x)\n$t[0] = 0.0"),
    _aside("assert $x.shape == (3,)"),
    _aside("if not np.isfinite($x.numpy()).all():\n    raise ValueError('diverged')"),
    _aside("$t = tf.reduce_mean(tf.cast(tf.argmax($x) == 1, tf.float32))"),
    _aside("$t = tf.argsort($x).numpy().tolist()"),
    _aside("$t = tf.stop_gradient($x)\n$u = tf.norm($t)"),
    _aside("$t = tf.cast($x, tf.int32)", flags="graph"),
    _aside("$t = tf.round($x)", flags="graph"),
    _aside("$t = tf.unique($x).y"),
    _aside("with tape.stop_recording():\n    $t = tf.norm($x)", flags="tape"),
    _aside("$c.assign_add(1.0)", _COUNTER, "graph"),
    _aside("$c.assign(0.9 * $c + 0.1 * tf.reduce_sum($x))", _COUNTER, "graph"),
    _aside("$c.update_state($x)", "$c = keras.metrics.Mean()"),
    _aside("tf.debugging.assert_all_finite($x, 'not finite')"),
    _aside("$t = 0.0\nfor $u in range(3):\n    $t += float($x[$u])"),
    _aside("$t = sorted(range(3), key=lambda i: float($x[i]))"),
    _aside("$t = {name: float(e) for name, e in zip('abc', $x.numpy())}"),
    _aside("try:\n    $t = float($x[0])\nexcept TypeError:\n    $t = 0.0"),
)

# Lines for the end of a cell; `$x` is a source variable, which keeps its name and its gradient.
AT_END: tuple[Step, ...] = (
    _aside("$x.assign_sub(0.1 * tf.ones_like($x))"),
    _aside("print($x.numpy().sum())"),
    _aside("$t = [$x for $x in range(3)]"),
    _aside("$t = $x * 0.9"),
    _aside("def $f($x):\n    $x = $x * 2.0\n    return $x\n\n$t = $f(1.0)"),
)
