"""Writes one run of steps: names, numbers, marks, folded expressions, and what each step does to gradients."""

from __future__ import annotations

import ast
import random
import re
from dataclasses import dataclass, field

from tests.planted.flow import Cut, Flow
from tests.planted.herrings import HERRINGS
from tests.planted.program import HERRING, mark, strip_marks
from tests.planted.step import Names, Settled, Step, fill, is_expression, placeholders

__all__ = ["Piece", "Run", "SettledSource"]


@dataclass(frozen=True)
class SettledSource:
    """A source whose answer a step settles, with its real name."""

    name: str
    rule: Settled
    mark: str
    kind: str
    surrounding: str
    value: str


@dataclass
class Piece:
    """One block of top-level statements of the cell. It needs some values and makes one."""

    number: int
    lines: list[str]
    needs: tuple[str, ...] = ()
    makes: str = ""
    gives_array: bool = False


@dataclass
class Run:
    """Steps that stand together; `sources` collects what they bring in, `settled` what they settle."""

    steps: list[Step]
    piece: int
    surrounding: str
    rng: random.Random
    names: Names
    flow: Flow
    healed: frozenset[str] = frozenset()
    with_herrings: bool = True
    in_graph: bool = False
    repeats: bool = False
    fills_in_zeros: bool = False
    setup: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)
    settled: list[SettledSource] = field(default_factory=list)
    start: str = ""
    end: str = ""

    def write(self, x: str, y: str) -> list[str]:
        """The statements that compute `y` from `x`; called once."""
        lines: list[str] = []
        value, pending = x, ""
        node = self.start
        for place, one in enumerate(self.steps):
            is_last = place == len(self.steps) - 1
            out = y if is_last or self.rng.random() < 0.4 else self.names.fresh("t")
            next_node = self.end if is_last else f"{self.end}.{place}"
            written = self._write_step(one, pending or value, out, place, node, next_node)
            foldable = not is_last and self._can_fold(one, self.steps[place + 1])
            pending = self._folded(written, out) if foldable else ""
            if not pending:
                lines += written
                value = out
                lines += self._herring(out, one, is_last)
            node = next_node
        return lines

    @property
    def is_expression(self) -> bool:
        """Whether the whole run can be written as one expression."""
        pairs = zip(self.steps, self.steps[1:], strict=False)
        return all(map(is_expression, self.steps)) and all(self._could_fold(a, b) for a, b in pairs)

    @property
    def abilities(self) -> set[str]:
        """Which demanding surroundings the steps can stand in."""
        kinds = {one.kind for one in self.steps}
        found = {"graph"} if all(one.in_graph for one in self.steps) else set()
        if not any(one.setup or one.joins or one.settled or one.needs_tape for one in self.steps):
            found.add("bare")
        # Keras first calls a layer symbolically, where TensorFlow may never come back from a dataset of symbols.
        found |= set() if "dataset" in kinds else {"layer"}
        # What comes out of a table has no known shape, which a while op asks for.
        mixes = any(one.is_fault for one in self.steps) and any(one.joins for one in self.steps)
        found |= {"while"} if "graph" in found and not mixes and "hash table" not in kinds else set()
        return found | ({"expression"} if self.is_expression else set())

    def _could_fold(self, first: Step, second: Step) -> bool:
        return is_expression(first) and second.lines[0].count("$x") == 1 and is_expression(second)

    def _can_fold(self, first: Step, second: Step) -> bool:
        return self._could_fold(first, second) and (not self.with_herrings or self.rng.random() < 0.5)

    def _folded(self, written: list[str], out: str) -> str:
        text = written[0].removeprefix(f"{out} = ")
        tree = ast.parse(strip_marks(text), mode="eval").body
        return text if isinstance(tree, (ast.Call, ast.Name, ast.Subscript, ast.Attribute)) else f"({text})"

    def _write_step(self, one: Step, x: str, y: str, place: int, node: str, next_node: str) -> list[str]:
        tag = f"{self.piece}.{place}"
        names = self._names_of(one)
        uses = self._connect(one, names, tag, node, next_node)
        shown = {key: uses.get(key, "") + name for key, name in names.items()}
        self.setup += [fill(strip_marks(line), names, self.rng) for line in one.setup]
        text = "\n".join(fill(line, {**shown, "x": x, "y": y}, self.rng) for line in one.lines)
        if tag in self.healed or (self.healed and one.needs_array):
            # A healed step leaves the value in TensorFlow, where NumPy steps would be new faults.
            return [f"{y} = 1.0 * {x}"]
        text = re.sub(r"§(\d?)", lambda match: mark(f"cut:{tag}:{match[1]}"), text)
        return text.split("\n")

    def _names_of(self, one: Step) -> dict[str, str]:
        found = {}
        for key in placeholders([*one.lines, *one.setup, *(s.source for s in one.settled)]):
            if key not in ("x", "y", "three", "num"):
                sort = {"w": "v", "u": "t", "d": "c"}.get(key[0], key[0])
                found[key] = self.names.fresh(sort)
        return found

    def _connect(self, one: Step, names: dict[str, str], tag: str, node: str, next_node: str) -> dict[str, str]:
        """Note what the step does to gradients; return the marks that its own sources carry where they are used."""
        place = int(tag.split(".")[1])
        uses: dict[str, str] = {}
        answers = tuple((cause, f"cut:{tag}:") for cause in (one.cause, *one.or_causes))
        cuts = bool(one.cause) and not self.fills_in_zeros
        cut = Cut(answers, one.kind, self.surrounding, self.piece, place, repeats=self.repeats) if cuts else None
        self.flow.connect(node, next_node, None if tag in self.healed else cut)
        if tag in self.healed:
            return uses
        for join in one.joins:
            source = fill(join.source, names, self.rng)
            own = tuple((cause, f"cut:{tag}:") for cause in (join.cause, *join.or_causes))
            barrier = Cut(own, one.kind, self.surrounding, self.piece, place, repairable=False) if join.cause else None
            if not join.is_dead:
                self.flow.connect(source, next_node, barrier)
            self.sources.append(source)
            root = placeholders([join.source])[0]
            uses[root] = uses.get(root, "") + mark(f"use:{source}")
        for rule in one.settled:
            source = fill(rule.source, names, self.rng)
            found = SettledSource(source, rule, f"cut:{tag}:", one.kind, self.surrounding, next_node)
            self.settled.append(found)
        return uses

    def _herring(self, value: str, one: Step, is_last: bool) -> list[str]:
        if not self.with_herrings or is_last or one.gives_array or self.rng.random() > 0.12:
            return []
        fitting = [aside for aside in HERRINGS if aside.in_graph or not self.in_graph]
        return herring_lines(self.rng.choice(fitting), value, self.names, self.rng, self.setup)


def herring_lines(aside: Step, value: str, names: Names, rng: random.Random, setup: list[str]) -> list[str]:
    """A red herring about a value; what it needs is added to the setup."""
    own = {}
    for key in placeholders([*aside.lines, *aside.setup]):
        if key != "x":
            own[key] = names.fresh({"u": "t", "d": "c"}.get(key[0], key[0]))
    setup += [fill(line, own, rng) for line in aside.setup]
    lines = [fill(line, {**own, "x": value}, rng) for line in aside.lines]
    return [re.sub(r"^( *)", rf"\1{mark(HERRING)}", line) for line in lines]
