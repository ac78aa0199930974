"""How long a taped cell takes: without a tape, inside one, and its gradient, from runs in scratch namespaces."""

from __future__ import annotations

import ast
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tapeviz.fixing.allowed import NotContained
from tapeviz.fixing.aside import aside, engine_of, refuse_seeded_draws, time_limit
from tapeviz.fixing.bare import TAPE, BareRuns, Outcome
from tapeviz.fixing.deadline import TimeUp
from tapeviz.fixing.taped import TapedCell
from tapeviz.provenance.lookup import look_up

__all__ = ["Timing", "time_cell"]

MOST_RUNS, FEWEST_RUNS = 15, 3
BUDGET_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians over `runs` runs, in seconds; None is what could not be timed, and `refusal` why nothing could.

    `bare` is the cell without a tape, `forward` the cell inside one, `backward` its gradient; `persistent` the gradient
    of a persistent tape, which lets go of nothing.
    """

    runs: int = 0
    bare: float | None = None
    forward: float | None = None
    backward: float | None = None
    persistent: float | None = None
    refusal: str = ""


def time_cell(cell: TapedCell, *, engine: Any = None, runs: int | None = None) -> Timing:
    """Time a cell; it is run a few times, each time in a fresh copy of its namespace."""
    if cell.report.recording.failure:
        return Timing(refusal="the cell raised")
    engine = engine or engine_of(cell)
    limit = time_limit(cell)
    try:
        if engine.name == "tensorflow":
            refuse_seeded_draws(cell.report)
        with aside(engine):
            return _Timer(cell, engine, limit).timing(runs)
    except NotContained as reason:
        return Timing(refusal=str(reason))
    except TimeUp:
        return Timing(refusal=f"in a copy of the namespace the cell takes longer than {limit:g} s")
    except Exception as error:  # noqa: BLE001 - whatever the copy lacks, it is the copy's fault
        return Timing(refusal=f"a copy of the namespace does not behave like the namespace: {type(error).__name__}")


class _Timer:
    """The runs of one timing."""

    def __init__(self, cell: TapedCell, engine: Any, limit: float) -> None:
        self.engine = engine
        self.runs = BareRuns(cell, engine, limit)
        self.sources = [diagnosis.source for diagnosis in cell.report.diagnoses]
        self.traces = any(op.kind in ("call", "expanded") for op in cell.report.recording.ops if not op.earlier)
        self.names_tape = any(
            isinstance(node, ast.Name) and node.id == TAPE for part in self.runs.statements for node in ast.walk(part)
        )

    def timing(self, runs: int | None) -> Timing:
        """The three ways in turn, as often as the time allows, so that a slow moment of the machine meets them all."""
        begun = time.perf_counter()
        self.runs.run()
        # The engine knows which class its tapes are of; it opens persistent ones only.
        tape_class: Any = type(self.engine.open_tape(True))
        self.engine.close_tape()
        self.engine.release_tape()
        one = 4 * (time.perf_counter() - begun)
        runs = runs or max(FEWEST_RUNS, min(MOST_RUNS, int(BUDGET_SECONDS / max(one, 1e-4))))
        taken: dict[str, list[float]] = {"bare": [], "forward": [], "backward": [], "persistent": []}
        for _ in range(runs):
            if not self.names_tape:
                taken["bare"].append(self.timed(lambda: None)[0])
            for name, persistent in (("backward", False), ("persistent", True)):
                make = partial(tape_class, persistent, self.runs.request.watch_accessed)
                seconds, gradient = self.timed(make)
                taken["forward"].append(seconds)
                taken[name] += gradient
        bare, forward, backward, kept = (statistics.median(found) if found else None for found in taken.values())
        return Timing(runs, bare, forward, backward, kept)

    def timed(self, make_tape: Callable[[], Any]) -> tuple[float, list[float]]:
        """Seconds of the cell, and of the gradient if there is a tape.

        The copy of a traced function is not traced yet, and for a persistent tape it is traced otherwise: where there
        is one, the whole is rehearsed.
        """
        namespace = self.runs.fresh()
        for _ in range(2 if self.traces else 1):
            tape = make_tape()
            forward, outcome = self.runs.timed(namespace, tape)
            backward = [] if tape is None else self.gradient(tape, outcome)
        return forward, backward

    def gradient(self, tape: Any, outcome: Outcome) -> list[float]:
        """Seconds for the gradient; none where the tape raises, as for an op that has no gradient registered."""
        found = [look_up(name, outcome.namespace) for name in self.sources]
        leaves = [one[0] for one in found if one is not None]
        leaves = [self.engine.variable(leaf) for leaf in leaves if self.engine.kind(leaf) in ("variable", "tensor")]
        if not leaves:
            return []
        begun = time.perf_counter()
        try:
            gradients = tape.gradient(outcome.target, leaves)
        except Exception:  # noqa: BLE001 - the report has said so
            return []
        for gradient in gradients:
            if gradient is not None:
                self.engine.numpy(self.engine.densify(gradient)[0])
        return [time.perf_counter() - begun]
