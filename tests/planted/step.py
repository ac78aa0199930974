"""The unit of a planted program: a few statements that take one vector of three floats to another."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import Template

__all__ = ["Join", "Names", "Settled", "Step", "fill", "is_expression", "placeholders", "seeded", "step"]

_VARIABLES = [
    *("weight", "bias", "scale", "gain", "alpha", "beta", "gamma", "theta", "phi", "mu", "sigma", "shift", "slope"),
    *("rate", "offset", "kappa", "omega", "level"),
]
_VALUES = [
    *("h", "z", "u", "feat", "hidden", "mixed", "inner_value", "part", "state_value", "piece", "draft", "tmp", "mid"),
    "raw",
]
_FUNCTIONS = ["squash", "transform", "block", "mix", "apply_gate", "refine", "encode", "activate", "blend", "project"]
_NAMES = {
    "v": _VARIABLES,
    "t": _VALUES,
    "f": _FUNCTIONS,
    "c": ["table", "grid", "basis", "memory", "config", "store", "buffer", "anchor", "codes", "setting"],
    "l": ["dense", "proj", "head", "encoder", "decoder", "tower", "adapter"],
}


def seeded(*parts: object) -> random.Random:
    """A random generator that depends on nothing but its name, the same on every machine."""
    return random.Random(" ".join(map(str, parts)))  # noqa: S311 - programs must repeat, not surprise


class Names:
    """Hands out names that no other part of the program uses."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng
        self._used: set[str] = set()

    def fresh(self, sort: str) -> str:
        """A new name: `v` a variable, `t` a value, `f` a function, `c` data, `l` a layer."""
        pool = [name for name in _NAMES[sort] if name not in self._used]
        name = self._rng.choice(pool) if pool else self._numbered(self._rng.choice(_NAMES[sort]))
        self._used.add(name)
        return name

    def _numbered(self, stem: str) -> str:
        number = 2
        while f"{stem}{number}" in self._used:
            number += 1
        return f"{stem}{number}"


@dataclass(frozen=True)
class Join:
    """A source that enters the flow at a step: past the step's own break, through `cause` if that is given.

    `is_dead`: it is computed with, and the result is dropped.
    """

    source: str
    cause: str = ""
    or_causes: tuple[str, ...] = ()
    is_dead: bool = False


@dataclass(frozen=True)
class Settled:
    """A source of which no data flows on: its answer is settled at this step, whatever follows.

    `target_causes` are further fair causes that are put on the statement that made the target. `or_later`: a break
    further down is fair as well, because the value that does flow on descends from this source.
    """

    source: str
    cause: str
    target_causes: tuple[str, ...] = ()
    or_causes: tuple[str, ...] = ()
    or_later: bool = False


@dataclass(frozen=True)
class Step:
    """Statements from `$x` to `$y`. In the text `§` flags the culprit, `§1` a second one for another source.

    Other placeholders name things that belong to the step alone; their first letter says what they are (see `Names`);
    `$three` and `$num` become numbers. `cause` is the break of the way from `$x` to `$y`, empty when it is open.
    """

    kind: str
    lines: tuple[str, ...]
    cause: str = ""
    or_causes: tuple[str, ...] = ()
    setup: tuple[str, ...] = ()
    joins: tuple[Join, ...] = ()
    settled: tuple[Settled, ...] = ()
    in_graph: bool = False
    gives_array: bool = False
    takes_array: bool = False
    needs_array: bool = False
    needs_tape: bool = False
    weight: float = 1.0

    @property
    def is_fault(self) -> bool:
        """Whether some source loses its gradient here."""
        return bool(self.cause or self.settled or any(join.cause for join in self.joins))

    @property
    def keeps_array(self) -> bool:
        """Whether an ndarray that goes in comes out as one, because no TensorFlow function is called."""
        text = "\n".join(self.lines)
        return self.takes_array and not self.joins and not any(word in text for word in ("tf.", "keras.", "$l", "$f"))


def step(
    kind: str,
    text: str,
    cause: str = "",
    *,
    joins: Iterable[str | Join] = (),
    setup: str = "",
    settled: Iterable[Settled] = (),
    or_causes: Iterable[str] = (),
    flags: str = "",
    weight: float = 1.0,
) -> Step:
    """A step from its text.

    `flags` are words: `graph` (works in tf.function), `array` (gives an ndarray), `host` (takes one), `only-host`
    (takes nothing else) and `tape`.
    """
    words = set(flags.split())
    return Step(
        kind,
        tuple(text.strip("\n").split("\n")),
        cause,
        tuple(or_causes),
        tuple(setup.strip("\n").split("\n")) if setup else (),
        tuple(Join(join) if isinstance(join, str) else join for join in joins),
        tuple(settled),
        in_graph="graph" in words,
        gives_array="array" in words,
        takes_array="host" in words,
        needs_array="only-host" in words,
        needs_tape="tape" in words,
        weight=weight,
    )


def placeholders(texts: Iterable[str]) -> list[str]:
    """The placeholders of some texts, each once."""
    return list(dict.fromkeys(name for text in texts for name in re.findall(r"\$([a-z]\w*)", text)))


def is_expression(candidate: Step) -> bool:
    """Whether the step is a single `$y = EXPRESSION`."""
    return len(candidate.lines) == 1 and candidate.lines[0].startswith("$y = ") and "$t" not in candidate.lines[0]


def fill(text: str, values: dict[str, str], rng: random.Random) -> str:
    """Put names and numbers into a template."""

    def number(_match: re.Match[str]) -> str:
        return f"{rng.uniform(0.3, 1.7):.2f}"

    def three(_match: re.Match[str]) -> str:
        return str([round(rng.uniform(0.1, 0.9) + i, 2) for i in rng.sample(range(3), 3)])

    text = re.sub(r"\$num\b", number, text)
    text = re.sub(r"\$three\b", three, text)
    return Template(text).substitute(values)
