"""Gradients that the user's own call of `gradient` has given: nothing is asked of the tape again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tapeviz.assemble.asked import Asked
from tapeviz.assemble.evidence import Evidence
from tapeviz.assemble.gradients import TapeAnswers
from tapeviz.records import GradientRecord

__all__ = ["Given", "GivenAnswers"]


@dataclass(frozen=True, slots=True)
class Given:
    """What one call gave for each source and for each of the `extra` tensors, or what it raised."""

    gradients: Sequence[Any] = ()
    extra: Sequence[Any] = ()
    adjoints: Sequence[Any] = ()
    error: BaseException | None = None


class GivenAnswers(TapeAnswers):
    """The answers that are there already."""

    def __init__(self, evidence: Evidence, given: Given) -> None:
        super().__init__(evidence)
        self.given = given

    def ask(self, asked: Asked) -> list[GradientRecord]:
        """One record for each source."""
        if isinstance(self.given.error, Exception):
            return [self._failed(k, self.given.error) for k in range(len(asked.sources))]
        for tensor, adjoint in zip(self.given.extra, self.given.adjoints, strict=True):
            self._keep_adjoint(tensor, adjoint)
        leaves = [leaf for _, _, leaf in asked.sources]
        self._keep_sources(list(enumerate(leaves)), list(self.given.gradients))
        answers = zip(leaves, self.given.gradients, strict=True)
        return [self._gradient(k, leaf, gradient, [], asked) for k, (leaf, gradient) in enumerate(answers)]
