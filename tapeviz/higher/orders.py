"""Takes derivatives of derivatives with the tapes around the cell, and asks of each order why it is None."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from tapeviz.assemble import Asked, Assembler, Evidence
from tapeviz.diagnose import diagnose
from tapeviz.higher.following import BackwardFrames
from tapeviz.notation import derivative
from tapeviz.records import GradientRecord, Limit
from tapeviz.report import Cause, Diagnosis, HigherDerivative, Report

__all__ = ["ONCE_ONLY", "HigherOrders", "first_line", "is_spent"]

ONCE_ONLY = "TensorFlow differentiates a tf.py_function once only, and the gradient above was that once"

MOST_SOURCES = 24
MOST_EVENTS = 60_000


class HigherOrders:
    """The orders above the first, for each source by itself; the tapes are closed before and afterwards.

    Tape number k (1 is the innermost) takes the k-th derivative while the tapes outside it record how.
    """

    def __init__(
        self, engine: Any, cell_key: str, evidence: Callable[[], Evidence], asked: Asked, log: list[Any]
    ) -> None:
        """`log` is what the cell itself did; `evidence` makes what is known of the cell, afresh for each question."""
        self.engine = engine
        self.cell_key = cell_key
        self.evidence = evidence
        self.asked = asked
        self.log = log
        self.limits: list[Limit] = []

    def take(self, report: Report, order: int) -> Report:
        """The report with the derivatives of order 2 to `order`, as far as the order below is not None."""
        ways = [k for k, diagnosis in enumerate(report.diagnoses) if diagnosis.status == "gradient"]
        found = [higher for k in ways[:MOST_SOURCES] for higher in self._orders(report, k, order)]
        if len(ways) > MOST_SOURCES:
            text = f"higher derivatives were taken for the first {MOST_SOURCES} of {len(ways)} sources only"
            self.limits.append(Limit("order", text))
        if self.limits:
            limits = (*report.recording.limits, *self.limits)
            report = replace(report, recording=replace(report.recording, limits=limits))
        return replace(report, higher=tuple(found))

    def _orders(self, report: Report, number: int, last: int) -> Iterator[HigherDerivative]:
        name, text, leaf = self.asked.sources[number]
        base = self.asked.target_name or "the target"
        log = list(self.log)
        target: Any = self.asked.target
        for order in range(2, last + 1):
            try:
                target = self.differentiated(order - 1, target, [leaf], log)[0]
            except Exception as problem:  # noqa: BLE001 - whatever the backward call raises is the answer
                yield HigherDerivative(name, order, _failed(report, name, number, problem))
                return
            below = derivative(base, name, order - 1)
            found = self.explained(report, below, target, [(name, text, leaf)], order, log)
            yield HigherDerivative(name, order, found)
            if found.diagnoses[0].status != "gradient":
                return
            if len(log) > MOST_EVENTS and order < last:
                text = f"orders above {order} by {name} were not taken: {len(log):,} steps led to that one already"
                self.limits.append(Limit("order", text))
                return

    def differentiated(self, number: int, target: Any, leaves: list[Any], log: list[Any]) -> list[Any]:
        """The gradients of `target` by tape `number`, as tensors or None, recorded by the tapes outside it.

        `log` receives what that did. Raises what the backward call raises.
        """
        engine = self.engine
        engine.ask_tape(number)
        frames = BackwardFrames(engine, log, self.cell_key, HigherOrders.differentiated.__code__)
        hooks = engine.hooks(log, frames, outermost=True)
        wanted = [engine.variable(leaf) if engine.kind(leaf) == "variable" else leaf for leaf in leaves]
        try:
            engine.reopen_tapes(number + 1)
            hooks.install()
            found, _ = engine.gradients(target, wanted, frames.differentiating)
            return [None if each is None else engine.densify(each)[0] for each in found]
        finally:
            try:
                hooks.remove()
            finally:  # what an interrupt has left
                hooks.remove()
                engine.close_tape()
                self.asked.lost += hooks.lost

    def explained(
        self, report: Report, name: str, target: Any, sources: list[tuple[str, str, Any]], order: int, log: list[Any]
    ) -> Report:
        """The report on the derivative number `order` of the cell's target; `target` is the one below, called `name`.

        `log` holds what led to `target`: the cell, and the backward passes since.
        """
        self.engine.ask_tape(order)
        first = report.recording.target
        asked = replace(
            self.asked,
            target=target,
            has_target=True,
            target_name=name,
            sources=sources,
            end_key=self.engine.fresh_key(),
            order=order - 1,
            made=first.made if first is not None else None,
        )
        return diagnose(Assembler(self.evidence()).recording(asked, log, []))


def first_line(problem: Exception) -> str:
    """What an exception says, in one line; of a traceback inside of it the last one."""
    lines = [line.strip() for line in str(problem).splitlines() if line.strip()] or [""]
    return lines[-1] if lines[0].startswith("in user code") else lines[0]


def is_spent(problem: Exception) -> bool:
    """Whether a backward call failed because it needs what another one has used up."""
    return "pyfunc_" in str(problem)


def _failed(report: Report, name: str, number: int, problem: Exception) -> Report:
    """The report on an order whose backward call raised."""
    text = first_line(problem)
    answer = GradientRecord(number, "error", error=text, error_type=type(problem).__name__)
    said = "the backward pass of the order before raised an error when it was taken again for the tape outside it"
    said = ONCE_ONLY if is_spent(problem) else said
    return Report(report.recording, (Diagnosis(name, "error", answer, Cause.UNKNOWN, message=said),))
