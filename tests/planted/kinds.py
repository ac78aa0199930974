"""The kinds of fault, each with the ways it can be written: what the table of results is about."""

from __future__ import annotations

from tests.planted.dtypes import DTYPES, OPS, UNREGISTERED
from tests.planted.leaving import LEAVING
from tests.planted.objects import OBJECTS
from tests.planted.state import STATE
from tests.planted.step import Step

__all__ = ["KINDS", "OF_HEAD", "OF_NAME", "OF_PROGRAM", "OF_STEP", "REBINDINGS"]


def _by_kind(steps: tuple[Step, ...]) -> dict[str, list[Step]]:
    found: dict[str, list[Step]] = {}
    for one in steps:
        found.setdefault(one.kind, []).append(one)
    return found


OF_STEP: dict[str, list[Step]] = _by_kind((*LEAVING, *DTYPES, *OPS, *UNREGISTERED, *STATE, *OBJECTS))

OF_HEAD = (
    "not trainable",
    "constant, earlier",
    "constant, in cell",
    "watched late",
    "integer source",
    "integer constant",
)

# How a name is taken away from the variable that was used. `$w` is the name, `$t` a fresh one.
REBINDINGS: dict[str, list[str]] = {
    "rebound: assignment": [
        "§$w = $w * 0.9",
        "§$w = tf.ones([3])",
        "§$w: tf.Tensor = 0.5 * $w",
        "$w = $w * 0.9\n§$w = $w + 1.0",
    ],
    "rebound: tuple": ["§$w, $t = $w * 0.9, 1", "§[$t, $w] = [0, $w + 1.0]", "§($t, *$u), $w = [1, 2], 2.0 * $w"],
    "rebound: augmented": ["§$w //= 2.0", "§$w %= 2.0", "$w = 1.0 * $w\n§$w -= 0.1"],
    "rebound: for target": [
        "§for $w in tf.unstack(2.0 * $w):\n    pass",
        "§for $t, $w in enumerate(tf.unstack(tf.sin($w))):\n    $u = float($w)",
    ],
    "rebound: with": ["§with contextlib.nullcontext(0.5 * $w) as $w:\n    pass"],
    "rebound: walrus": ["print((§$w := $w * 0.9).shape)"],
    "rebound: loop": [
        "for $t in range(2):\n    §$w = $w * 0.9",
        "$t = 0\nwhile $t < 2:\n    $t += 1\n    §$w = $w + 0.1",
    ],
    "rebound: match": ["§match $w * 0.9:\n    §case $w:\n        pass"],
    "rebound: del": ["del $w\n§$w = tf.zeros([3])"],
    "rebound: global in cell": ["def $f():\n    global $w\n    §$w = 0.9 * $w\n\n$f()"],
    "rebound: global earlier": ["§$f()"],
    "rebound: attribute": ["§$w = 0.9 * $w", "§$w, $t = tf.zeros([3]), 1"],
    "rebound: subscript": ["§$w = 0.9 * $w", "for $t in range(2):\n    §$w = $w + 1.0"],
    "rebound: if": ["if $w.shape[0] == 3:\n    §$w = $w * 0.9"],
}

OF_NAME = tuple(REBINDINGS)

OF_PROGRAM = (
    "unused",
    "unused and not watched",
    "dead computation",
    "only bookkeeping",
    "target not a tensor",
    "no automatic watching",
    "identity as source",
    "new tensor as source",
    "new variable under the name",
    "fork of two faults",
    "open way beside a fault",
    "nothing wrong",
)

KINDS: tuple[str, ...] = (*OF_STEP, *OF_HEAD, *OF_NAME, *OF_PROGRAM)
