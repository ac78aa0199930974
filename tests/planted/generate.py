"""Makes one planted program from a seed: its runs of steps, where they stand, and what becomes of each source."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.planted.ending import make_end
from tests.planted.expect import Expecter
from tests.planted.flow import TARGET, Cut, Flow
from tests.planted.heads import HEADS, PLAIN_HEADS, Head
from tests.planted.healthy import HEALTHY, TO_TENSOR
from tests.planted.herrings import HERRINGS
from tests.planted.host import HOST
from tests.planted.kinds import KINDS, OF_HEAD, OF_STEP
from tests.planted.program import Program, mark
from tests.planted.questions import ask
from tests.planted.step import Names, Step, seeded, step
from tests.planted.surroundings import Site, choose
from tests.planted.writer import Piece, Run, SettledSource, herring_lines

__all__ = ["generate"]

IMPORTS = """\
import collections, contextlib, copy, functools, itertools, json, math, types
import numpy as np
import tensorflow as tf
import keras"""


@dataclass
class Strand:
    """A row of runs, from a head (or a value of a parent) to a value that enters the target, unless it is dead."""

    head: Head
    runs: list[list[Step]]
    surrounding: str = ""
    is_dead: bool = False
    parent: Strand | None = None
    pieces: list[Piece] = field(default_factory=list)
    value: str = ""


def generate(seed: int, healed: frozenset[str] = frozenset()) -> Program:
    """The program of a seed. `healed` names cuts (`PIECE.STEP`) whose step is replaced by a harmless one."""
    return _Maker(seed, healed).make()


class _Maker:
    def __init__(self, seed: int, healed: frozenset[str]) -> None:
        self.seed = seed
        self.healed = healed
        self.rng = seeded("plan", seed)
        self.names = Names(seeded("names", seed))
        self.kind = KINDS[seed % len(KINDS)]
        self.flow = Flow()
        self.setup: list[str] = []
        self.modules: list[tuple[str, str]] = []
        self.strands: list[Strand] = []
        self.first: Strand | None = None
        self.heads: list[Head] = []
        self.sources: list[str] = []
        self.settled: list[SettledSource] = []
        self.pieces = 0
        self.first_run: dict[str, str] = {}

    def make(self) -> Program:
        """Plan and write the strands, order their pieces, then the target and what follows it."""
        self._plan()
        for strand in sorted(self.strands, key=lambda strand: strand.parent is not None):
            self._write(strand)
        pieces = self._interleave()
        self.flow.order = {piece.number: place for place, piece in enumerate(pieces)}
        values = [strand.value for strand in self.strands if not strand.is_dead]
        end = make_end(self.kind, values, self.names, self.rng, self._plain_variables())
        expecter = Expecter(
            self.flow, self.heads, self.settled, self.first_run, end, self._cell_lines(pieces), self._unregistered()
        )
        tensors = [piece.makes for piece in pieces if not piece.gives_array]
        question = ask(
            self.kind, expecter, self.sources, tensors, self._plain_variables(), self.names, self.rng, self.setup
        )
        setup = "\n".join([IMPORTS, *self.setup, *end.setup, *question.setup]) + "\n"
        return Program(
            self.seed,
            setup,
            expecter.cell,
            end.target,
            question.sources,
            question.options,
            question.expected,
            (self.kind, *self._cuts(), *end.parts),
            tuple(self.modules),
            question.repairs,
            self._may_rehearse(expecter) and self.rng.random() < 0.3,
            expecter.herrings,
        )

    def _plain_variables(self) -> list[str]:
        """Variables that the cell knows by a plain name, that of the planted fault first."""
        heads = [self.first.head, *self.heads] if self.first else self.heads
        names = [
            head.source for head in heads if head.kind == "variable" and head.source.isidentifier() and not head.entry
        ]
        if self.first and self.kind in ("rebound: attribute", "rebound: subscript"):
            names.insert(0, self.first.head.source)
        return list(dict.fromkeys(names))

    def _may_rehearse(self, expecter: Expecter) -> bool:
        """Whether the cell can run once before it is taped, as cells of a notebook do, and mean the same again."""
        return "tape." not in "".join([expecter.cell, *self.setup]) and not expecter.end.rebound

    def _unregistered(self) -> Cut | None:
        """The one op, if any, that makes every backward call raise."""
        cuts = [cut for edges in self.flow.edges.values() for _, cut in edges if cut is not None]
        return next((cut for cut in cuts if cut.cause == "no-gradient-registered"), None)

    def _cuts(self) -> list[str]:
        cuts = [cut for edges in self.flow.edges.values() for _, cut in edges if cut is not None]
        return [f"{cut.kind} in {cut.surrounding}" for cut in dict.fromkeys(cuts)]

    # ---- the plan ----

    def _plan(self) -> None:
        kind = self.kind
        self.first = self._first_strand(kind)
        self.strands.append(self.first)
        if kind in ("fork of two faults", "open way beside a fault"):
            fault = self._fault() if kind.startswith("fork") else []
            parent = self.first if self.rng.random() < 0.5 else None
            self.strands.append(Strand(self.first.head, self._runs(fault), parent=parent))
        for _ in range(self.rng.choice([0, 1, 1, 2, 3])):
            self.strands.append(self._extra_strand())
        if all(strand.is_dead for strand in self.strands):
            self.strands.append(Strand(self._plain_head(), self._runs([])))
        self.rng.shuffle(self.strands)

    def _first_strand(self, kind: str) -> Strand:
        if kind in OF_HEAD:
            faults = self._fault() if self.rng.random() < 0.2 else []
            return Strand(self._head(kind), self._runs(faults))
        if kind in OF_STEP:
            chosen = self.rng.choice(OF_STEP[kind])
            before = self._fault() if self.rng.random() < 0.15 and kind != "unregistered op" else []
            after = self._fault() if self.rng.random() < 0.15 and kind != "unregistered op" else []
            watched = kind == "unregistered op" or not chosen.cause
            head = self._plain_head() if watched or self.rng.random() < 0.9 else self._head(self.rng.choice(OF_HEAD))
            return Strand(head, self._runs([*before, chosen, *after]))
        if kind == "dead computation":
            return Strand(
                self._plain_head(), self._runs(self._fault() if self.rng.random() < 0.3 else []), is_dead=True
            )
        if kind in ("fork of two faults", "open way beside a fault"):
            return Strand(self._plain_head(named=True), self._runs(self._fault()))
        if kind in ("rebound: attribute", "rebound: subscript"):
            return Strand(self._head("in module" if kind.endswith("attribute") else "in dict"), self._runs([]))
        return Strand(self._plain_head(named=True), self._runs([]))

    def _extra_strand(self) -> Strand:
        """Beside the planted fault: most often something sound, sometimes another fault or two."""
        dice = self.rng.random()
        if dice < 0.5:
            return Strand(self._plain_head(), self._runs([]), is_dead=self.rng.random() < 0.1)
        if dice < 0.6:
            return Strand(self._head("data"), self._runs([]))
        if dice < 0.7:
            return Strand(self._head(self.rng.choice(OF_HEAD)), self._runs([]))
        faults = self._fault() + (self._fault() if dice > 0.93 else [])
        return Strand(self._plain_head(), self._runs(faults))

    def _fault(self) -> list[Step]:
        """A random fault that cuts one way; an unregistered op stops every source and is planted on purpose only."""
        kind = self.rng.choice([kind for kind in OF_STEP if kind not in ("unregistered op", "predict")])
        return [self.rng.choice(OF_STEP[kind])]

    def _plain_head(self, named: bool = False) -> Head:
        makes, weights = zip(*(PLAIN_HEADS[:1] if named else PLAIN_HEADS), strict=True)
        return self._keep(self.rng.choices(makes, weights)[0](self.names, self.rng))

    def _head(self, kind: str) -> Head:
        return self._keep(HEADS[kind](self.names, self.rng))

    def _keep(self, head: Head) -> Head:
        self.heads.append(head)
        self.setup += head.setup
        return head

    def _runs(self, faults: list[Step]) -> list[list[Step]]:
        """Healthy steps around the faults, cut into runs at random."""
        steps: list[Step] = []
        for fault in [*faults, None]:
            steps += [self._healthy() for _ in range(self.rng.choice([0, 0, 1, 1, 2]))]
            steps += [fault] if fault else []
            if fault and fault.gives_array:
                steps += self.rng.choices(HOST, k=self.rng.choice([0, 1, 1, 2]))
        if not steps:
            steps = [self._healthy()]
        runs: list[list[Step]] = [[]]
        for one in steps:
            runs[-1].append(one)
            if self.rng.random() < (0.1 if one.gives_array else 0.45):
                runs.append([])
        return [run for run in runs if run]

    def _healthy(self) -> Step:
        return self.rng.choices(HEALTHY, [one.weight for one in HEALTHY])[0]

    # ---- writing ----

    def _write(self, strand: Strand) -> None:
        """Write the runs of a strand one after the other, each from the value of the one before."""
        head, is_shared = strand.head, self._is_shared(strand)
        node, value, is_array = self._start(strand)
        for run in strand.runs:
            piece = self._write_run(run, value, node, head, is_array=is_array)
            strand.pieces.append(piece)
            value = node = piece.makes
            is_array = piece.gives_array
        if not is_shared:
            strand.pieces[0].lines[:0] = head.before
            strand.pieces[0].lines += head.after
        strand.value = node
        if not strand.is_dead:
            self.flow.connect(node, TARGET)

    def _start(self, strand: Strand) -> tuple[str, str, bool]:
        """What a strand starts from: the value, how the cell writes it, and whether it is an ndarray."""
        head = strand.head
        if strand.parent is not None:
            piece = self.rng.choice(strand.parent.pieces)
            return piece.makes, piece.makes, piece.gives_array
        if head.kind == "data" and not strand.runs[0][0].joins:
            strand.runs.insert(0, [self.rng.choice([one for one in HEALTHY if one.joins])])
        if head.entry:
            strand.runs.insert(0, [step("entry", head.entry, flags="graph")])
        return head.text, (mark(f"use:{head.source}") if head.source else "") + head.text, head.kind == "data"

    def _is_shared(self, strand: Strand) -> bool:
        """Whether a strand that is written already starts from the same head."""
        return any(other.head is strand.head and other.pieces for other in self.strands if other is not strand)

    def _write_run(self, steps: list[Step], value: str, node: str, head: Head, *, is_array: bool) -> Piece:
        starts_as_array = is_array
        steps, is_array = self._with_conversions(steps, is_array=is_array)
        number = self.pieces
        self.pieces += 1
        rng = seeded("run", self.seed, number)
        made = self.names.fresh("t")
        run = Run(steps, number, "", rng, self.names, self.flow, start=node, end=made, healed=self.healed)
        is_whole = bool(head.entry) and value.endswith(head.text)
        surrounding = choose(rng, run.abilities, is_whole=is_whole, is_array=starts_as_array)
        if surrounding.name in ("loop", "comprehension") and is_array:
            steps.append(rng.choice(TO_TENSOR))
            is_array = False
        run.surrounding = surrounding.name
        run.with_herrings = surrounding.needs not in ("expression", "bare")
        run.repeats = surrounding.repeats
        run.fills_in_zeros = surrounding.fills_in_zeros
        run.in_graph = surrounding.needs in ("graph", "while")
        site = Site(run.write, rng, self.names, is_array, run.setup, f"{self.seed}_{number}", self.modules)
        lines = surrounding.place(site, value, made)
        self.setup += run.setup
        self.sources += run.sources
        self.settled += run.settled
        for source in [head.source, *run.sources]:
            self.first_run.setdefault(source, surrounding.name)
        return Piece(number, lines, (node,), made, is_array and surrounding.gives_what_steps_give)

    def _with_conversions(self, steps: list[Step], *, is_array: bool) -> tuple[list[Step], bool]:
        """After a step that gives an array, a step that needs a tensor is preceded by a conversion."""
        found: list[Step] = []
        for one in steps:
            if one.needs_array and not is_array:
                continue
            if is_array and not one.takes_array:
                found.append(self.rng.choice(TO_TENSOR))
                is_array = False
            found.append(one)
            is_array = one.gives_array or (is_array and one.keeps_array)
        return found or [self.rng.choice(TO_TENSOR)], is_array

    # ---- order ----

    def _interleave(self) -> list[Piece]:
        """The pieces of all strands in an order in which each finds what it needs."""
        queues = [list(strand.pieces) for strand in self.strands]
        missing = {piece.makes for queue in queues for piece in queue}
        keep_together = self.rng.random() < 0.5
        ordered: list[Piece] = []
        while any(queues):
            ready = [queue for queue in queues if queue and missing.isdisjoint(queue[0].needs)]
            piece = (ready[0] if keep_together else self.rng.choice(ready)).pop(0)
            missing.discard(piece.makes)
            ordered.append(piece)
        return ordered

    def _cell_lines(self, pieces: list[Piece]) -> list[str]:
        lines: list[str] = []
        for piece in pieces:
            lines += piece.lines
            if not piece.gives_array and self.rng.random() < 0.2:
                lines += herring_lines(self.rng.choice(HERRINGS), piece.makes, self.names, self.rng, self.setup)
            if self.rng.random() < 0.1:
                lines.append("")
        return lines
