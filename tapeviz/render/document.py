"""A report as neutral blocks, in reading order, for whoever writes them as text or HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from tapeviz.records import CodeSpan, CodeText, GradientRecord, Recording
from tapeviz.render.snippets import Place, Snippet, excerpt
from tapeviz.render.trials import outcomes
from tapeviz.render.visible import one_line, visible
from tapeviz.render.words import AFTERWARDS, TITLES, count, gradient_words, places, shape_words, spec_words, value_words
from tapeviz.report import Cause, Diagnosis, Report, Trial, blame, span_text

__all__ = ["Card", "Document", "Row", "Suspicion", "describe"]

NAMED_SOURCES = 6
BOTH = 2
SEEN_AT_A_GLANCE = 4
ENGINES = {"tensorflow": "TensorFlow", "numpy": "tapeviz's NumPy engine"}


@dataclass(frozen=True, slots=True)
class Row:
    """Sources that share a line of the overview: one with its gradient, or all that have the same verdict."""

    names: tuple[str, ...]
    status: Literal["gradient", "none", "error"]
    gradient: str
    dtype: str = ""
    shape: str = ""
    device: str = ""
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Suspicion:
    """One `also` line: another break, with its code and where it stands."""

    where: str
    title: str
    code: str
    cause: str


@dataclass(frozen=True, slots=True)
class Card:
    """One verdict, for all the sources it holds for, with the program text that shows it."""

    names: tuple[str, ...]
    status: Literal["gradient", "none", "error", "failure"]
    headline: str
    cause: str = ""
    message: str = ""
    help: str = ""
    snippets: tuple[Snippet, ...] = ()
    also: tuple[Suspicion, ...] = ()
    where: str = ""
    error: str = ""
    trials: tuple[str, ...] = ()

    @property
    def is_said_in_code(self) -> bool:
        """Whether the message already stands under the culprit."""
        lines = (line for snippet in self.snippets for line in snippet.lines if line)
        return any(mark.kind == "culprit" and mark.text for line in lines for mark in line.marks)


@dataclass(frozen=True, slots=True)
class Document:
    """Everything a reader is told: the verdict in one line, the overview, the cards, and what limits them."""

    headline: str
    target: str
    engine: str
    failure: str
    rows: tuple[Row, ...]
    cards: tuple[Card, ...]
    watched: tuple[str, ...]
    limits: tuple[str, ...]
    devices: tuple[str, ...]

    @property
    def tells_at_a_glance(self) -> bool:
        """Whether the cards say it all, so that an overview would only repeat them."""
        return len(self.rows) <= SEEN_AT_A_GLANCE and all(row.status != "gradient" for row in self.rows)


def describe(report: Report) -> Document:
    """The blocks of a report; equal verdicts are one card."""
    recording = report.recording
    groups = _group(report)
    trials = {trial.source: trial for trial in report.trials}
    cards = [card for group in groups for card in _cards(recording, group, trials)]
    return Document(
        headline=_headline(report),
        target=_target_line(recording),
        engine=f"{ENGINES.get(recording.engine.name, recording.engine.name)} {visible(recording.engine.version)}",
        failure=one_line(recording.failure),
        rows=tuple(row for group in groups for row in _rows(recording, group)),
        cards=(*_failure_cards(recording), *cards),
        watched=_watched(recording),
        limits=tuple(visible(limit.detail) for limit in recording.limits),
        devices=tuple(map(visible, recording.devices)),
    )


# ---- the first lines ------------------------------------------------------------------------------------------------


def _headline(report: Report) -> str:
    recording, diagnoses = report.recording, report.diagnoses
    target = one_line(recording.target.name) if recording.target and recording.target.name else "the target"
    if recording.failure:
        ops = (op for op in recording.ops if not op.earlier and op.kind not in {"inner", "function"})
        done = sum(not op.failed for op in ops)
        return f"The cell raised an error; the tape had recorded {count(done, 'op')} before it"
    if not diagnoses:
        return f"Gradient of {target}: no source was named, and the tape watched no variable"
    names = [one_line(diagnosis.source) for diagnosis in diagnoses]
    wrt = ", ".join(names) if len(names) <= NAMED_SOURCES else count(len(names), "source")
    return f"Gradient of {target} with respect to {wrt}: {_tally(diagnoses)}"


def _tally(diagnoses: Sequence[Diagnosis]) -> str:
    total = len(diagnoses)
    nones = sum(diagnosis.status == "none" for diagnosis in diagnoses)
    errors = sum(diagnosis.status == "error" for diagnosis in diagnoses)
    everything = "both" if total == BOTH else f"all {total:,}"
    if nones + errors == 0:
        words = gradient_words(diagnoses[0].gradient, 24) or "it exists"
        return words if total == 1 else f"{everything} exist"
    parts = []
    if nones:
        parts.append("None" if total == 1 else f"{everything} are None" if nones == total else _share(nones, total))
    if errors:
        text = "raise an error" if errors > 1 else "raises an error"
        subject = "it " if total == 1 else f"{everything} " if errors == total else f"{errors:,} of {total:,} "
        parts.append(subject + text)
    return ", ".join(parts)


def _share(nones: int, total: int) -> str:
    return f"{nones:,} of {total:,} {'is' if nones == 1 else 'are'} None"


def _target_line(recording: Recording) -> str:
    target = recording.target
    if target is None:
        return ""
    name = one_line(target.name)
    if target.several:
        return f"{name} = the sum of {count(len(target.values), 'target')}"
    value = value_words(target.summary, target.spec)
    kind = spec_words(target.spec) or visible(target.type_name)
    return f"{name} = {value}  {kind}" if value else f"{name}: {kind}"


def _watched(recording: Recording) -> tuple[str, ...]:
    """Every watched variable, then every tensor named by `tape.watch`."""
    variables = (variable for variable in recording.variables if variable.watched and variable.kind == "variable")
    named = [visible((*variable.names, variable.own_name)[0] or "(no name)") for variable in variables]
    watched = {watch.value for watch in recording.watches if watch.variable is None}
    tensors = (tensor for tensor in recording.tensors if tensor.id in watched and tensor.variable is None)
    return (*named, *(visible((*tensor.names, "(no name)")[0]) for tensor in tensors))


# ---- equal verdicts together ----------------------------------------------------------------------------------------


def _group(report: Report) -> list[list[Diagnosis]]:
    """Diagnoses that say the same, word for word or but for the source's name, in order of first appearance."""
    exact: dict[object, list[Diagnosis]] = {}
    for number, diagnosis in enumerate(report.diagnoses):
        own = number if diagnosis.status == "gradient" else None
        exact.setdefault((own, *_verdict(diagnosis, "")), []).append(diagnosis)
    groups: dict[object, list[Diagnosis]] = {}
    for number, same in enumerate(exact.values()):
        own = number if same[0].status == "gradient" else None
        groups.setdefault((own, *_verdict(same[0], same[0].source)), []).extend(same)
    return list(groups.values())


def _verdict(diagnosis: Diagnosis, name: str) -> tuple[object, ...]:
    """What is said of a source, its name taken out of the words."""
    words = (diagnosis.message, diagnosis.help, *(note.text for note in diagnosis.notes))
    nameless = tuple(text.replace(name, "\0") if name else text for text in words)
    spans = (diagnosis.span, diagnosis.frames, diagnosis.also, tuple(note.span for note in diagnosis.notes))
    return (diagnosis.status, diagnosis.cause, spans, nameless, diagnosis.gradient.error)


def _rows(recording: Recording, group: Sequence[Diagnosis]) -> Iterable[Row]:
    first = group[0]
    names = tuple(one_line(diagnosis.source) for diagnosis in group)
    answer = first.gradient
    if first.status == "gradient":
        yield Row(
            names=names,
            status="gradient",
            gradient=gradient_words(answer) or "exists",
            dtype=answer.spec.dtype if answer.spec else "",
            shape=shape_words(answer.spec),
            device=visible(answer.device),
            trouble=_trouble(answer),
        )
        return
    word = "None" if first.status == "none" else "error"
    place, _ = blame(recording, first)
    where = f", line {place.line}" if place else ""
    zeros = " (zeros, as --zero asked)" if first.status == "none" and answer.spec is not None else ""
    yield Row(names=names, status=first.status, gradient=f"{word}: {_title(recording, first)}{where}{zeros}")


def _title(recording: Recording, diagnosis: Diagnosis) -> str:
    target = recording.target
    if target is not None and target.order and diagnosis.cause is Cause.NOT_CONNECTED:
        return f"{one_line(target.name)} is constant in {one_line(diagnosis.source)}"
    culprit = diagnosis.breaks[-1] if diagnosis.breaks else None
    outside = culprit is not None and any(op.outside for op in recording.ops if op.id == culprit.op)
    target_late = recording.target is not None and recording.target.made_after
    late = outside or (diagnosis.cause is Cause.BEFORE_TAPE and target_late and culprit is None)
    return AFTERWARDS if late else TITLES[diagnosis.cause or Cause.UNKNOWN]


def _trouble(answer: GradientRecord) -> str:
    kinds = dict.fromkeys(visible(kind) for kind, _, _ in answer.health)
    return ", ".join(kinds)


# ---- cards ----------------------------------------------------------------------------------------------------------


def _cards(recording: Recording, group: Sequence[Diagnosis], trials: Mapping[str, Trial]) -> Iterable[Card]:
    first = group[0]
    names = tuple(one_line(diagnosis.source) for diagnosis in group)
    if first.status == "gradient":
        yield from (_health_card(recording, names, *entry) for entry in first.gradient.health)
        return
    place, frames = blame(recording, first)
    notes = tuple(Place(note.span, "note", note.text) for note in first.notes)
    word = "None" if first.status == "none" else "error"
    message = _for_group(group, first.message)
    yield Card(
        names=names,
        status=first.status,
        headline=f"{word}: {_title(recording, first)}",
        cause=str(first.cause or Cause.UNKNOWN),
        message=message,
        help=_visible_lines(first.help),
        snippets=_snippets(recording, place, frames, notes, message),
        also=_suspicions(recording, first),
        where=f"line {place.line}" if place else "",
        error=_error_line(first.gradient) if first.status == "error" else "",
        trials=outcomes([trials[d.source] for d in group if d.source in trials], recording),
    )


def _for_group(group: Sequence[Diagnosis], text: str) -> str:
    """The words of the first source, said of all of them."""
    text = _visible_lines(text)
    if all(_visible_lines(diagnosis.message) == text for diagnosis in group):
        return text
    return f"{text} (the same holds for {count(len(group) - 1, 'other source')})"


def _visible_lines(text: str) -> str:
    return "\n".join(visible(line.replace("\t", "    ")) for line in text.strip("\n").split("\n"))


def _error_line(answer: GradientRecord) -> str:
    return one_line(f"{answer.error_type}: {answer.error}".strip(": "))


def _health_card(recording: Recording, names: tuple[str, ...], kind: str, detail: str, span: CodeSpan | None) -> Card:
    detail = _visible_lines(detail)
    return Card(
        names=names,
        status="gradient",
        headline=f"the gradient exists, but: {visible(kind)}",
        message=detail,
        snippets=_snippets(recording, span, (), (), detail) if span else (),
        where=_where(recording, span),
    )


def _failure_cards(recording: Recording) -> Iterable[Card]:
    """The op that raised, where the engine could tell."""
    for op in recording.ops:
        if op.failed:
            keys = {code.key for code in recording.codes if code.kind == "cell"}
            place = next((frame for frame in op.stack if frame.code in keys), None)
            frames = tuple(frame for frame in op.stack if frame.code not in keys)
            name = visible(op.op_type)
            snippets = _snippets(recording, place, frames, (), "this op raised the error")
            where = f"line {place.line}" if place else ""
            yield Card(names=(name,), status="failure", headline="failed", snippets=snippets, where=where)


def _suspicions(recording: Recording, diagnosis: Diagnosis) -> tuple[Suspicion, ...]:
    found = []
    for suspect in diagnosis.also:
        text = " ".join(span_text(recording, suspect.span).split()) if suspect.span else ""
        where = _where(recording, suspect.span)
        found.append(Suspicion(where, TITLES[suspect.cause], visible(text), str(suspect.cause)))
    return tuple(found)


def _where(recording: Recording, span: CodeSpan | None) -> str:
    """`line 4`; elsewhere than in the cell, `line 4 of losses.py`."""
    if span is None:
        return ""
    code = next((code for code in recording.codes if code.key == span.code), None)
    title = "" if code is None or code.kind == "cell" else f" of {visible(code.title)}"
    return f"line {span.line}{title}"


# ---- program text ---------------------------------------------------------------------------------------------------


def _snippets(
    recording: Recording,
    place: CodeSpan | None,
    frames: Sequence[CodeSpan],
    notes: Sequence[Place],
    message: str,
) -> tuple[Snippet, ...]:
    """The cell with the culprit and the notes in it, then each helper on the way down to where it happened."""
    codes = {code.key: code for code in recording.codes}
    outside = [frame for frame in reversed(frames) if frame.code not in codes or codes[frame.code].kind != "cell"]
    callers = [Place(frame, "note", "called from here") for frame in frames if frame not in outside]
    culprits = [Place(place, "culprit", message)] if place else []
    descent = [Place(frame, "culprit") for frame in outside]
    if descent and not place:
        descent[-1] = replace(descent[-1], text=message)
    beside = [*callers, *notes]
    pieces = [_piece(codes, key, [*culprits, *beside], "") for key in _keys(culprits)]
    pieces += [_piece(codes, frame.span.code, [frame, *beside], "inside ") for frame in descent]
    told = {*_keys(culprits), *_keys(descent)}
    rest = [note for note in beside if note.span.code not in told]
    pieces += [_piece(codes, key, rest, "see ") for key in _keys(rest)]
    return tuple(piece for piece in pieces if piece)


def _keys(places_: Iterable[Place]) -> list[str]:
    return list(dict.fromkeys(place.span.code for place in places_))


def _piece(codes: dict[str, CodeText], key: str, marked: Sequence[Place], word: str) -> Snippet | None:
    code = codes.get(key)
    here = [place for place in marked if place.span.code == key]
    if code is None or not here:
        return None
    span = here[0].span
    function = f"{visible(span.scope)}(), " if span.scope and span.scope != "<module>" else ""
    title = "" if code.kind == "cell" and not word else f"{word}{function}{_text_name(code)}{places((span.line,))}"
    return excerpt(code, here, title)


def _text_name(code: CodeText) -> str:
    return "" if code.kind == "cell" else f"{visible(code.title)}, "
