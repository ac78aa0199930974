"""What no op shows and a reader has to know of: a name bound anew, and code that did not run."""

from __future__ import annotations

from tapeviz.records import Binding, SkippedCode, SourceRecord
from tapeviz.render.wiring import Link, Wiring, cut_words
from tapeviz.report import Cause, Diagnosis, Report

__all__ = ["draw_unseen"]


def draw_unseen(wiring: Wiring, report: Report) -> None:
    """Add the rebindings and the skipped code that explain a missing gradient, each with its cut."""
    recording = report.recording
    keys = {id(diagnosis): key for key, diagnosis in wiring.sources.items()}
    for number, (source, diagnosis) in enumerate(zip(recording.sources, report.diagnoses, strict=False)):
        key = keys.get(id(diagnosis))
        if key is None or diagnosis.status == "gradient":
            continue
        causes = {diagnosis.cause, *(suspect.cause for suspect in diagnosis.also)}
        if Cause.REPLACED_BY_TENSOR in causes:
            _draw_binding(wiring, recording.bindings, source, diagnosis, key)
        if Cause.BRANCH_NOT_TAKEN in causes:
            _draw_skipped(wiring, recording.skipped, number, diagnosis, key)


def _draw_binding(
    wiring: Wiring, bindings: tuple[Binding, ...], source: SourceRecord, diagnosis: Diagnosis, key: str
) -> None:
    """The first time that the source's name left its variable: from the variable through the name to the new value."""
    names = {source.name, source.root}
    found = ((at, one) for at, one in enumerate(bindings) if one.name in names and one.old_variable is not None)
    number, binding = next(found, (0, None))
    if binding is None or binding.new_variable == binding.old_variable:
        return
    node = f"name{number}"
    new = wiring.producers.get(binding.new_value) if binding.new_value is not None else None
    _put(wiring, node, binding, f"variable{binding.old_variable}", {new} if new else {key})
    _move_cut(wiring, Cause.REPLACED_BY_TENSOR, diagnosis, key, node)


def _draw_skipped(
    wiring: Wiring, skipped: tuple[SkippedCode, ...], number: int, diagnosis: Diagnosis, key: str
) -> None:
    """The code that would have used the source, on its way to the target."""
    for at, one in enumerate(skipped):
        if one.source == number:
            _put(wiring, f"skipped{at}", one, key, wiring.targets)
            _move_cut(wiring, Cause.BRANCH_NOT_TAKEN, diagnosis, key, f"skipped{at}")


def _put(wiring: Wiring, node: str, subject: Binding | SkippedCode, tail: str, heads: set[str]) -> None:
    """A node between a thing and others; no data flowed there, so no gradient does."""
    wiring.subjects[node] = subject
    wiring.reach[node] = False
    ends = [(tail, node), *((node, head) for head in sorted(heads))]
    for start, end in ends:
        if start in wiring.subjects and end in wiring.subjects:
            wiring.links.setdefault((start, end, False), Link(start, end, dead=True, way=True))


def _move_cut(wiring: Wiring, cause: Cause, diagnosis: Diagnosis, source: str, node: str) -> None:
    """The cut stands where the code did it rather than on the source, which did nothing."""
    words = cut_words(cause)
    if wiring.cuts.get(source) == words:
        del wiring.cuts[source]
    if diagnosis.cause is cause and not diagnosis.breaks:
        wiring.cuts[node] = words
