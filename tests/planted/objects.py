"""Faults of when and with what: paused recording, code that did not run, values made earlier, other objects."""

from __future__ import annotations

from tests.planted.step import Settled, Step, step

__all__ = ["OBJECTS"]

_VECTOR = "$v = tf.Variable($three)"


def _paused(text: str) -> Step:
    return step("recording stopped", text, "recording-stopped", flags="tape")


def _skipped(kind: str, text: str, setup: str = "", flags: str = "", mentions: int = 1) -> Step:
    settled = [Settled("$v", "branch-not-taken")]
    return step(kind, text, setup=f"{_VECTOR}\n{setup}".strip(), flags=f"host {flags}", settled=settled)


def _early(text: str, setup: str, joins: tuple[str, ...] = ()) -> Step:
    # What flows on descends from the source, so a break further down the same way is nearer the target.
    settled = [Settled("$v", "before-tape", or_later=True)]
    return step("before tape", text, setup=f"{_VECTOR}\n{setup}", settled=settled, joins=joins, flags="host")


_PAUSED = (
    _paused("with tape.stop_recording():\n    $y = tf.exp(§-$x)"),
    _paused("with tape.stop_recording():\n    $t = §$x * 2.0\n    $y = tf.tanh($t)"),
    _paused("with tape.stop_recording():\n    $y = §tf.square($x)\n$y = $y + 1.0"),
)

_BRANCHES = (
    _skipped("if", "$y = $x * 2.0\nif §$c:\n    $y = $y * $v", "$c = False", "graph"),
    _skipped("if", "if §$c > 3:\n    $y = $x + $v\nelse:\n    $y = $x + 1.0", "$c = 2", "graph"),
    _skipped(
        "if", "if $c:\n    $y = $x * 0.5\nelif §len($d) > 2:\n    $y = $x * $v\nelse:\n    $y = $x", "$c = 0\n$d = []"
    ),
    _skipped("if", "$y = $x + 1.0\nif §float($y[0]) > 1e6:\n    $y = $y / $v"),
    _skipped("conditional expression", "$y = $x * ($v if §$c else 2.0)", "$c = None", "graph"),
    _skipped("conditional expression", "$y = 3.0 * $x if §$c else $x * $v", "$c = True", "graph"),
    _skipped("short circuit", "$t = §$c and tf.tanh($v)\n$y = $x * 2.0 if $t is False else $x * $t", "$c = False"),
    step(
        "match",
        '§match $c:\n    §case "slow":\n        $y = $x * $v\n    case _:\n        $y = $x * 0.5',
        setup=f'{_VECTOR}\n$c = "fast"',
        settled=[Settled("$v", "branch-not-taken")],
        flags="host",
    ),
    _skipped("zero iterations", "$y = $x * 1.5\n§for $t in range($c):\n    $y = $y + $v", "$c = 0"),
    _skipped("zero iterations", "$y = $x * 1.5\n§for $t in $c:\n    $y = $y * $t + $v", "$c = []"),
    _skipped("zero iterations", "$y = $x * 1.5\nwhile §float($y[0]) > 1e6:\n    $y = $y * $v"),
    # Either keyword is the condition of a handler.
    _skipped("try", "§try:\n    $y = $x * 0.5\n§except ValueError:\n    $y = $x * $v"),
    _skipped(
        "early return",
        "def $f(a):\n    if §$c < 3:\n        return a * 2.0\n    return a * $v\n\n$y = $f($x)",
        "$c = 1",
    ),
    _skipped(
        "early return",
        "$y = §$f($x)",
        "def $f(a):\n    if a.shape[0] == 3:\n        return a * 2.0\n    return a * $v",
    ),
    _skipped(
        "continue",
        "$y = 1.0 * $x\n"
        "for $t, $u in enumerate([$v, tf.ones([3])]):\n    if §$t in $c:\n        continue\n    $y = $y * $u",
        "$c = {0}",
    ),
    _skipped(
        "break",
        "$y = 1.0 * $x\nfor $t in [tf.ones([3]), $v]:\n    $y = $y * $t\n    if §float($y[0]) < 1e6:\n        break",
    ),
    _skipped("filter", "$y = $x + sum([$t for $t in [$v] if §$t.shape[0] > 5])"),
    _skipped("tf.cond", "$y = §tf.cond(tf.constant(False), lambda: $x * $v, lambda: $x * 2.0)"),
    step(
        "python max",
        "$y = $x * §max($v, $w1)",
        setup="$v = tf.Variable(0.4)\n$w1 = tf.Variable(0.9)",
        # Nothing in the cell is skipped; that the losing value is not used is as fair.
        settled=[Settled("$v", "branch-not-taken", target_causes=("not-connected",))],
        joins=["$w1"],
    ),
)

_EARLIER = (
    _early("$y = $x * §$c", "$c = tf.exp($v)"),
    _early("$y = tf.add($x, §$c)", "$c = 0.5 * tf.tanh($v) + 1.0"),
    _early("$y = $x * §$c['scale']", "$c = {'scale': tf.nn.softplus($v)}"),
    _early("$y = §$f($x)", "def $f(a, b=tf.exp($v)):\n    return a * b"),
    _early(
        "$y = §$f($x)",
        "def make_$f(b):\n    def apply(a):\n        return a + b\n    return apply\n$f = make_$f(tf.tanh($v))",
    ),
    _early(
        "$y = $x * §$f()",
        "$c = {}\ndef $f():\n    if 'it' not in $c:\n        $c['it'] = tf.tanh(2.0 * $v)\n    return $c['it']\n$f()",
    ),
    _early("$y = $x * §$c", "$c = tf.convert_to_tensor($v)"),
    _early("$y = $x * §$d", "$c = [$v * s for s in (0.5, 2.0)]\n$d = tf.add_n($c)"),
)


def _other(
    kind: str,
    text: str,
    source: str,
    used: tuple[str, ...],
    setup: str,
    *,
    target_causes: tuple[str, ...] = (),
    or_causes: tuple[str, ...] = (),
) -> Step:
    settled = [Settled(source, "wrong-object", target_causes, or_causes, or_later=True)]
    return step(kind, text, setup=setup, settled=settled, joins=used, flags="host")


_BUILD = "def $f():\n    layer = keras.layers.Dense(3)\n    layer(tf.zeros([1, 3]))\n    return layer\n"
_MODULE = "class $f(tf.Module):\n    def __init__(self):\n        self.w = tf.Variable($three)\n"

_OTHERS = (
    _other(
        "rebuilt", "$y = §$l($x[None, :])[0]", "$v", ("$l.kernel",), f"{_BUILD}$l = $f()\n$v = $l.kernel\n$l = $f()"
    ),
    _other(
        "rebuilt",
        "$y = $x * §$d.w",
        "$c.w",
        ("$d.w",),
        f"{_MODULE}$c = $f()\n$d = $f()",
        # Two modules of one class: one built anew, or two of which one is not used.
        target_causes=("not-connected",),
    ),
    _other(
        "rebuilt",
        "$y = $x * §$c.w",
        "$v",
        ("$c.w",),
        f"{_MODULE}$c = $f()\n$v = $c.w\n$c = $f()",
    ),
    _other(
        "rebuilt",
        "$y = $x * §$w1",
        "$v",
        ("$w1",),
        "def $f():\n    return tf.Variable($three)\n$v = $f()\n$w1 = $f()",
        # A rebuilt variable, or two weights from one initialiser of which one is not used.
        target_causes=("not-connected",),
    ),
    _other("deep copy", "$y = $x * §$d.w", "$c.w", ("$d.w",), f"{_MODULE}$c = $f()\n$d = copy.deepcopy($c)"),
    _other(
        "made again",
        "$y = $x * §$v",
        "$c[0]",
        ("$v",),
        "$v = tf.Variable([0.4, 0.8, 1.2])\n$c = [$v]\n$v = tf.Variable([0.4, 0.8, 1.2])",
        # Nothing ties the two but the name: that the old one is not used is as fair.
        target_causes=("not-connected",),
    ),
    _other(
        "variable of a variable",
        "$y = $x * §$w1",
        "$v",
        ("$w1",),
        "$v = tf.Variable($three)\n$w1 = tf.Variable($v)",
        # The copy was made before the tape, by a write into a new variable.
        or_causes=("before-tape", "stateful-op"),
    ),
)

OBJECTS: tuple[Step, ...] = (*_PAUSED, *_BRANCHES, *_EARLIER, *_OTHERS)
