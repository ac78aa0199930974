"""What is asked about a planted program: its sources, some of them in containers, the options, and extra sources."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from tests.planted.expect import Expecter
from tests.planted.program import Answer, Expectation
from tests.planted.step import Names, seeded

__all__ = ["Question", "ask"]

_NEW_TENSORS = ["2.0 * {}", "tf.identity({})", "{}[0]", "tf.convert_to_tensor({})"]


@dataclass
class Question:
    """The sources as the magic line names them, with the answers by reported name."""

    sources: tuple[str, ...] = ()
    options: str = ""
    expected: dict[str, Expectation] = field(default_factory=dict)
    setup: list[str] = field(default_factory=list)
    repairs: tuple[tuple[str, str], ...] = ()


@dataclass
class _Asker:
    kind: str
    expecter: Expecter
    joined: list[str]
    tensors: list[str]
    plain: list[str]
    names: Names
    rng: random.Random
    setup: list[str]
    question: Question = field(default_factory=Question)
    extra: list[str] = field(default_factory=list)

    def ask(self) -> Question:
        """Choose the sources, then count the lines, then give the answers."""
        watched = [head.options for head in self.expecter.heads if head.options]
        if self.kind == "no automatic watching":
            watched += self._watch_by_hand()
        elif self.kind in ("unused", "unused and not watched", "only bookkeeping"):
            self._add_unused()
        probe = self._add_identity() if self.kind == "identity as source" else ""
        self.expecter.count_lines()
        known = self._known_sources()
        expected = {source: self.expecter.expect(source) for source in known}
        if self.kind == "new tensor as source":
            expected |= self._new_tensor()
        if probe:
            expected |= {probe: self._of_identity(self.plain[0])}
        expected |= self._intermediates() if not self._all_fail() else {}
        self.question.repairs = tuple((source, found.step) for source, found in expected.items() if found.step)
        self._choose(expected)
        self.question.options = " ".join(watched)
        return self.question

    def _all_fail(self) -> bool:
        return bool(self.expecter.end.not_tensor) or self.expecter.unregistered is not None

    def _known_sources(self) -> list[str]:
        heads = [head.source for head in self.expecter.heads if head.source]
        settled = [found.name for found in self.expecter.settled]
        return list(dict.fromkeys([*heads, *self.joined, *settled, *self.extra]))

    # ---- extra sources ----

    def _watch_by_hand(self) -> list[str]:
        everything = {head.source for head in self.expecter.heads if head.source and head.is_variable} | set(
            self.joined
        )
        by_hand = [name for name in self.plain if self.rng.random() < 0.4]
        self.expecter.unwatched = frozenset(everything) - frozenset(by_hand)
        return ["--no-watch-accessed", *(f"--watch {name}" for name in by_hand)]

    def _add_unused(self) -> None:
        name = self.names.fresh("v")
        if self.kind == "unused" and self._add_twin(name):
            return
        made = "tf.constant" if self.kind == "unused and not watched" else "tf.Variable"
        self.question.setup.append(f"{name} = {made}([0.5, 1.0, 1.5])")
        self.extra.append(name)
        if self.kind == "only bookkeeping":
            rate = self.names.fresh("v")
            self.question.setup.append(f"{rate} = tf.Variable(0.9)")
            self.extra.append(rate)
            value = self.rng.choice(self.tensors) if self.tensors else "1.0"
            self.expecter.lines.append(f"{name}.assign({rate} * {name} + (1.0 - {rate}) * {value})")

    def _add_twin(self, name: str) -> bool:
        """An unused variable that is made beside a used one, in the same way; alike, but not the same."""
        place = next(
            (i for i, line in enumerate(self.setup) if line.startswith(f"{self.plain[0]} = tf.Variable")), None
        )
        if place is None or self.rng.random() < 0.4:
            return False
        used, _, value = self.setup[place].partition(" = ")
        shapes = [
            f"{used}, {name} = {value}, {value}",
            f"{used}, {name} = (tf.Variable([s, 1.0, 2.0 * s]) for s in (0.5, 0.7))",
            f"{used}, {name} = [{value} for _ in range(2)]",
        ]
        self.setup[place] = self.rng.choice(shapes)
        self.extra.append(name)
        return True

    def _add_identity(self) -> str:
        name = self.names.fresh("v")
        self.expecter.end.lines.append(f"{name} = tf.identity({self.plain[0]})")
        return name

    def _of_identity(self, of: str) -> Expectation:
        lines = self.expecter.use_lines(of)
        return Expectation((Answer("wrong-object", lines),), "none", "identity as source")

    def _new_tensor(self) -> dict[str, Expectation]:
        source = self.rng.choice(_NEW_TENSORS).format(self.plain[0] if self.plain else "tf.ones([3])")
        return {source: Expectation((Answer("before-tape"),), "none", self.kind)}

    def _intermediates(self) -> dict[str, Expectation]:
        """Values of the cell that the tape follows and that have a gradient, or a break after them."""
        found: dict[str, Expectation] = {}
        for value in self.tensors:
            if self.rng.random() < 0.15 and self.expecter.is_followed(value):
                found[value] = self.expecter.expect(value)
        return found

    # ---- how they are asked for ----

    def _choose(self, expected: dict[str, Expectation]) -> None:
        """All sources that have no gradient, and some that have one."""
        sound = [source for source, expectation in expected.items() if not expectation.answers]
        left_out = set(self.rng.sample(sound, max(0, len(sound) - 4)))
        chosen = [source for source in expected if source not in left_out]
        self.rng.shuffle(chosen)
        reported = self._in_container(chosen)
        self.question.expected = {reported.get(source, source): expected[source] for source in chosen}

    def _by_owner(self, chosen: list[str]) -> list[str]:
        """Ask for a layer or module instead of its variables, now and then; they are reported by the same names."""
        rebound = self.expecter.end.rebound
        owners = {
            name: name.split(".")[0] for name in chosen if re.fullmatch(r"\w+\.\w+", name) and name not in rebound
        }
        found: list[str] = []
        for name in chosen:
            owner = owners.get(name, "")
            whole = {f"{owner}.kernel", f"{owner}.bias"} if f"{owner}.kernel" in chosen else {name}
            is_whole = whole <= set(chosen) and not self._is_part(owner, whole)
            if owner and is_whole and seeded(owner, self.kind).random() < 0.3:
                found += [owner] if owner not in found else []
            else:
                found.append(name)
        return found

    def _is_part(self, owner: str, whole: set[str]) -> bool:
        """Whether the owner has trainable variables that are not asked for."""
        return f"{owner}.kernel" in whole and f"{owner}.bias" not in self.joined

    def _in_container(self, chosen: list[str]) -> dict[str, str]:
        """Put two sources that the setup knows into a list, tuple or dict, now and then."""
        fixed = set(self.plain) | set(self.joined)
        inside = [
            name for name in chosen if name.isidentifier() and name in fixed and name not in self.expecter.end.rebound
        ]
        self.question.sources = tuple(self._by_owner(chosen))
        if len(inside) < 2 or self.rng.random() > 0.2:
            return {}
        inside = self.rng.sample(inside, 2)
        self.question.sources = ("params", *(name for name in chosen if name not in inside))
        form = self.rng.choice(["list", "dict", "tuple"])
        if form == "dict":
            self.question.setup.append("params = {" + ", ".join(f"'{name}': {name}" for name in inside) + "}")
            return {name: f"params['{name}']" for name in inside}
        text = ", ".join(inside)
        self.question.setup.append(f"params = [{text}]" if form == "list" else f"params = ({text})")
        return {name: f"params[{place}]" for place, name in enumerate(inside)}


def ask(
    kind: str,
    expecter: Expecter,
    joined: list[str],
    tensors: list[str],
    plain: list[str],
    names: Names,
    rng: random.Random,
    setup: list[str],
) -> Question:
    """What is asked about a program.

    `joined` are sources inside its steps, `tensors` values that its cell makes, `setup` the lines of the setup cell.
    """
    return _Asker(kind, expecter, joined, tensors, plain, names, rng, setup).ask()
