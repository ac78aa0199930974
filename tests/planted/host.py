"""What programs do with a value that has left TensorFlow, before it comes back: NumPy and Python steps."""

from __future__ import annotations

from tests.planted.step import Step, step

__all__ = ["HOST"]

_TEXTS = [
    "$y = $x + 1.0",
    "$y = np.roll($x, 1)",
    "$y = np.concatenate([$x[1:], $x[:1]])",
    "$y = np.stack([$x, $x]).mean(axis=0)",
    "$y = (np.cumsum($x) / 3.0).astype('float32')",
    "$y = np.where($x > 0.5, $x, 0.1).astype('float32')",
    "$y = $x.reshape(1, 3).T.ravel()",
    "$y = np.array([2.0 * float(e) for e in $x], 'float32')",
    "$y = np.float32(sorted($x.tolist()))",
    "$y = np.float32(list(map(lambda e: 0.5 * e, $x)))",
    "$y = np.fromiter((e for e in $x), 'float32')",
    "$t = $x.copy()\n$t[0] = 0.3\n$y = $t",
    "$t = np.zeros(3, 'float32')\nfor $u in range(3):\n    $t[$u] = 2.0 * $x[$u]\n$y = $t",
    "$t = np.zeros(3, 'float32')\nnp.add($x, 1.0, out=$t)\n$y = $t",
    "$t = $x.copy()\n$t += 0.5\n$t[1:] *= 2.0\n$y = $t",
    "$t = np.empty((2, 3), 'float32')\n$t[0], $t[1] = $x, 0.0\n$y = $t.sum(axis=0)",
    "$t = list($x)\n$t.reverse()\n$y = np.float32($t)",
    "$t = {i: e for i, e in enumerate($x)}\n$y = np.array([$t[i] for i in range(3)], 'float32')",
    "$t = ' '.join(str(e) for e in $x)\n$y = np.array([float(word) for word in $t.split()], 'float32')",
    "$t = json.loads(json.dumps($x.tolist()))\n$y = np.float32($t)",
    "$t = [float(e) for e in $x]\n$u = min($t)\n$y = np.float32([e - $u for e in $t])",
    "$t = 0.0\nfor $u in $x:\n    $t += float($u)\n$y = np.full(3, $t, 'float32')",
    "$t, *$u = $x.tolist()\n$y = np.float32([$t, *$u])",
    "$t = collections.deque($x.tolist())\n$t.rotate(1)\n$y = np.float32($t)",
    "$c['kept'] = $x\n$y = $c['kept'] * 1.5",
    "$c.append($x)\n$y = np.mean($c, axis=0).astype('float32')",
    "$y = $f($x)",
]

_SETUPS = {
    "$c['kept'] = $x\n$y = $c['kept'] * 1.5": "$c = {}",
    "$c.append($x)\n$y = np.mean($c, axis=0).astype('float32')": "$c = []",
    "$y = $f($x)": "def $f(values):\n    centre = values.mean()\n    return (values - centre).astype('float32')",
}

# Each takes an ndarray of three floats and gives one.
HOST: tuple[Step, ...] = tuple(
    step("host", text, setup=_SETUPS.get(text, ""), flags="host array only-host") for text in _TEXTS
)
