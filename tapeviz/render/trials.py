"""What came of trying the remedies, in words: one line for a report, and the diff with it for `%tape fix`."""

from __future__ import annotations

from collections.abc import Sequence

from tapeviz.records import Recording
from tapeviz.render.visible import one_line, visible
from tapeviz.render.words import gradient_words
from tapeviz.report import Report, Trial

__all__ = ["outcomes", "render_trials"]


def render_trials(report: Report, trials: Sequence[Trial]) -> str:
    """Each change that was tried as a diff, and under it what came of it for every source it was tried for."""
    by_diff: dict[str, list[Trial]] = {}
    for trial in trials:
        by_diff.setdefault(trial.diff, []).append(trial)
    parts = []
    for diff, same in by_diff.items():
        names = ", ".join(one_line(trial.source) for trial in same)
        body = [*map(visible, diff.split("\n")), *outcomes(same, report.recording)]
        parts.append("\n".join([names, *("    " + line for line in body)]))
    return "\n\n".join(parts)


def outcomes(trials: Sequence[Trial], recording: Recording) -> tuple[str, ...]:
    """`verified: with this change dy/dx = 6.0`; equal verdicts of several sources are one line."""
    lines: dict[str, list[str]] = {}
    for trial in trials:
        if trial.status == "verified":
            lines.setdefault("verified", []).append(_derivative(trial, recording))
        else:
            lines.setdefault(f"{trial.status}: {one_line(trial.reason)}", [])
    remarks = dict.fromkeys(one_line(trial.reason) for trial in trials if trial.status == "verified" and trial.reason)
    tail = f" ({'; '.join(remarks)})" if remarks else ""
    return tuple(
        f"verified: with this change {', '.join(parts)}{tail}" if line == "verified" else line
        for line, parts in lines.items()
    )


def _derivative(trial: Trial, recording: Recording) -> str:
    target = one_line(recording.target.name) if recording.target and recording.target.name else "target"
    above = f"d{target}" if target.isidentifier() else f"d({target})"
    name = one_line(trial.source)
    below = f"d{name}" if name.isidentifier() else f"d({name})"
    words = gradient_words(trial.gradient) if trial.gradient else ""
    return f"{above}/{below} = {words}" if words else f"{above}/{below} exists"
