"""The chain rule for one source of a report."""

from __future__ import annotations

from collections.abc import Sequence

from tapeviz.records import ValueSummary
from tapeviz.render.chain.folds import Folds
from tapeviz.render.chain.network import Network
from tapeviz.render.chain.records import MOST_PATHS, Chain, refused
from tapeviz.render.visible import one_line
from tapeviz.report import Report

__all__ = ["chain_of", "chains_of"]

FEW_STEPS = 24
FEW_PATHS = 8
LIMITS = (16, 10, 6)


def chains_of(report: Report, sources: Sequence[str], *, full: bool = False) -> list[Chain]:
    """The chain rule for these sources: step by step, or, of a long graph and unless `full`, by folds.

    Of the foldings that the picture offers it is the finest with few enough paths for each source.
    """
    chains = [chain_of(report, source) for source in sources]
    if full or all(chain.n_steps <= FEW_STEPS for chain in chains):
        return chains
    for limit in LIMITS:
        folds = Folds(report, limit)
        if not folds:
            continue
        folded = [chain_of(report, source, folds=folds) for source in sources]
        if max(chain.n_paths for chain in folded) <= FEW_PATHS:
            return folded
    return chains


def chain_of(report: Report, source: str, most: int = MOST_PATHS, folds: Folds | None = None) -> Chain:
    """The chain rule for one source, by its name in the report. Raises `KeyError` when there is no such source."""
    diagnosis = next((d for d in report.diagnoses if d.source == source), None)
    if diagnosis is None:
        raise KeyError(source)
    recording = report.recording
    target = recording.target.name if recording.target else "the target"
    chain = Chain(one_line(target), one_line(source))
    if diagnosis.status != "gradient":
        why = f" ({diagnosis.cause}): %tape explain {diagnosis.cause}" if diagnosis.cause else ""
        return refused(chain, f"the tape has no path from {chain.source} to {chain.target}{why}")
    record = recording.sources[diagnosis.gradient.source]
    return Network(recording, record, folds).chain(chain, _scalar(diagnosis.gradient.summary), most)


def _scalar(summary: ValueSummary | None) -> float | None:
    values = (summary.values if summary is not None else None) or ()
    return float(values[0]) if len(values) == 1 and isinstance(values[0], (int, float)) else None
