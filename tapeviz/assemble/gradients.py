"""Asks the tape for gradients, once, and keeps what it answers."""

from __future__ import annotations

from typing import Any

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.provenance.values import Held
from tapeviz.records import GradientRecord, Limit

__all__ = ["TapeAnswers", "is_off"]

ADJOINT_BYTES = 1 << 28


class TapeAnswers:
    """The gradients of the sources, and the adjoints of the tensors between them and the target."""

    def __init__(self, evidence: Evidence) -> None:
        self.evidence = evidence
        self.engine = evidence.engine
        self.adjoints: dict[int, Any] = {}
        self.asked_live: set[int] = set()

    def ask(self, asked: Asked) -> list[GradientRecord]:
        """One record for each source, from a single backward call where that is enough."""
        count = len(asked.sources)
        if asked.failure or not asked.has_target:
            return [GradientRecord(k, "none") for k in range(count)] if not asked.failure else []
        leaves = [
            (k, self.engine.variable(leaf) if self.engine.kind(leaf) == "variable" else leaf)
            for k, (_, _, leaf) in enumerate(asked.sources)
        ]
        usable = [(k, leaf) for k, leaf in leaves if self.engine.kind(leaf) in ("variable", "tensor")]
        extra = self._intermediates() if asked.request.picture else []
        try:
            found, missing = self.engine.gradients(
                asked.target, [leaf for _, leaf in usable] + [h.thing for h in extra]
            )
        except Exception as problem:  # noqa: BLE001 - whatever the backward call raises is the answer
            return [self._failed(k, problem) for k in range(count)]
        self._keep_adjoints(extra, found[len(usable) :])
        by_source = {k: gradient for (k, _), gradient in zip(usable, found, strict=False)}
        records = []
        for k, (_, leaf) in enumerate(leaves):
            records.append(self._gradient(k, leaf, by_source.get(k), missing, asked))
        self._keep_sources(usable, found)
        if not extra and any(map(is_off, records)):
            self._ask_again(asked)
        return records

    def _ask_again(self, asked: Asked) -> None:
        """Without a picture, the derivatives of intermediates are asked for only to explain a bad gradient."""
        if any(op.kind == "custom" or "PyFunc" in op.op_type for op in self.evidence.weaver.ops):
            return  # the user's code in a backward pass is not run a second time
        extra = self._intermediates()
        try:
            found, _ = self.engine.gradients(asked.target, [held.thing for held in extra])
        except Exception as problem:  # noqa: BLE001 - the answer itself is there already
            self.evidence.limits.append(Limit("health", f"the bad gradient could not be followed: {problem}"))
            return
        self._keep_adjoints(extra, found)

    def _intermediates(self) -> list[Held]:
        """Float tensors of the cell whose adjoints are asked for in the same call, within a byte budget."""
        found = [h for h in self.evidence.values.held if h.kind == "tensor" and h.origin in ("op", "variable")]
        found = [h for h in found if self.engine.is_differentiable(h.thing)]
        size = sum(self.engine.byte_size(h.thing) for h in found)
        if size > ADJOINT_BYTES:
            self.evidence.limits.append(
                Limit("memory", f"derivatives of intermediates were not asked for ({size >> 20} MB)")
            )
            return []
        return found

    def _keep_adjoints(self, extra: list[Held], found: list[Any]) -> None:
        for held, adjoint in zip(extra, found, strict=True):
            self._keep_adjoint(held.thing, adjoint)

    def _keep_adjoint(self, tensor: Any, adjoint: Any) -> None:
        key = self.engine.tensor_key(tensor)
        self.asked_live.add(key)
        if adjoint is not None:
            self.adjoints[key] = adjoint

    def _keep_sources(self, usable: list[tuple[int, Any]], found: list[Any]) -> None:
        for (_, leaf), adjoint in zip(usable, found, strict=False):
            if self.engine.kind(leaf) == "tensor":
                self._keep_adjoint(leaf, adjoint)

    def _failed(self, source: int, problem: Exception) -> GradientRecord:
        lines = str(problem).strip().splitlines() or [""]
        return GradientRecord(source, "error", error=lines[0], error_type=type(problem).__name__)

    def _gradient(self, k: int, leaf: Any, gradient: Any, missing: list[Any], asked: Asked) -> GradientRecord:
        if missing:
            text = f"gradient registry has no entry for: {missing[0][0]}"
            beside = gradient is None
            return GradientRecord(k, "error", error=text, error_type="LookupError", none_beside_error=beside)
        if self.engine.kind(leaf) not in ("variable", "tensor"):
            return GradientRecord(k, "error", error="", error_type="")
        if gradient is None:
            if not asked.request.zero:
                return GradientRecord(k, "none")
            zeros = self.engine.zeros_like(leaf)
            return GradientRecord(k, "none", self.engine.spec(zeros), self.engine.summary(zeros))
        dense, sliced = self.engine.densify(gradient)
        return GradientRecord(
            k,
            "gradient",
            self.engine.spec(dense),
            self.engine.summary(dense),
            self.engine.nested(dense),
            self.engine.device(dense),
            indexed_slices=sliced,
        )


def is_off(gradient: GradientRecord) -> bool:
    """Whether a gradient is there and yet of no use: all zero, or not finite."""
    summary = gradient.summary
    if gradient.status != "gradient" or summary is None or not summary.size:
        return False
    return summary.n_nonfinite > 0 or summary.n_zero == summary.size
