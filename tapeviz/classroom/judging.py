"""Right or wrong, and a word that helps without giving the answer away: a prediction beside what the tape says."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tapeviz.classroom.prediction import Array, Prediction
from tapeviz.classroom.tables import derivative_name
from tapeviz.graph import FlowGraph
from tapeviz.records import ValueSummary
from tapeviz.render.chain import Path, chain_of
from tapeviz.render.slopes import value_names
from tapeviz.render.words import TITLES, count, gradient_words
from tapeviz.report import Cause, Diagnosis, Report, blame, span_text

__all__ = ["Answer", "judge", "own_hints"]

NEARLY = 0.05
MOST_SUMMED_PATHS = 6
_FACTORS = {2: "2", 3: "3", 4: "4", 10: "10", 1 / 2: "1/2", 1 / 3: "1/3", 1 / 4: "1/4", 1 / 10: "1/10"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What the tape says: the report on one source; `value` is the gradient, or None."""

    report: Report
    value: Array | None

    @property
    def diagnosis(self) -> Diagnosis:
        """The verdict on the source."""
        return self.report.diagnoses[0]

    @property
    def target(self) -> str:
        """What the target is called."""
        return self.report.recording.target.name if self.report.recording.target else "the target"

    @property
    def derivative(self) -> str:
        """`dz/dx`."""
        return derivative_name(self.target, self.diagnosis.source)


def judge(prediction: Prediction, answer: Answer, tolerance: float) -> tuple[bool, str]:
    """Whether a prediction is right, and what to say; `tolerance` is relative to the largest number of the answer."""
    if answer.value is None:
        return _judge_none(prediction, answer)
    if prediction.value is None:
        return False, f"There is a gradient: every step from {answer.diagnosis.source} to {answer.target} passes it on."
    if prediction.value.shape == answer.value.shape and _same(prediction.value, answer.value, tolerance):
        return True, f"{answer.derivative} = {gradient_words(answer.diagnosis.gradient)}"
    words = _array_words if answer.value.size > 1 or prediction.value.size > 1 else _number_words
    return False, next(words(prediction.value, answer, tolerance), "")


def _same(one: Array, other: Array, tolerance: float) -> bool:
    size = np.abs(other[np.isfinite(other)]).max(initial=0.0)
    return bool(np.allclose(one, other, rtol=0, atol=tolerance * max(float(size), 1e-6), equal_nan=True))


# ---- no gradient ----------------------------------------------------------------------------------------------------


def _judge_none(prediction: Prediction, answer: Answer) -> tuple[bool, str]:
    truth = answer.diagnosis
    if prediction.value is not None:
        zero = " (not even 0: None says that the tape does not know)" if not prediction.value.any() else ""
        return False, f"The tape has no number here{zero}. What cuts the way? Predict a cause."
    if prediction.cause is None:
        return False, "True, there is no gradient. Now say why: predict(cause=...)."
    if prediction.cause != truth.cause:
        return False, _other_cause(prediction.cause, truth)
    place = blame(answer.report.recording, truth)[0]
    line = place.line if place is not None else None
    guess = prediction.line
    if guess is not None and guess != line:
        where = "no line is to blame" if line is None else f"look {'above' if line < guess else 'below'} that line"
        return False, f"The cause is right, the line is not: {where}."
    return True, f"{truth.source}: None, {TITLES[prediction.cause]}{f', line {line}' if line is not None else ''}"


def _other_cause(cause: Cause, truth: Diagnosis) -> str:
    if truth.cause == Cause.UNKNOWN:
        return "Nobody can tell from one run: the tape gives None, and the reason could not be established."
    if cause in {suspect.cause for suspect in truth.also}:
        return f"{cause} is there too, but something else cuts the way nearer to the target, or more of it."
    return f"True, there is no gradient, but not because of this ({TITLES[cause]})."


# ---- one number -----------------------------------------------------------------------------------------------------


def _number_words(found: Array, answer: Answer, tolerance: float) -> Iterator[str]:
    """What is worth saying of a wrong number, the most telling first."""
    value, truth = complex(found.reshape(())[()]), complex(np.asarray(answer.value).reshape(())[()])
    if _same(found.reshape(()), np.asarray(truth), tolerance):
        yield _shape_words(found, np.asarray(answer.value), answer.diagnosis.source, tolerance)
    if _same(-found.reshape(()), np.asarray(truth), tolerance):
        yield "The size is right, the sign is not: does the target grow or shrink with the source?"
    yield from _path_words(found.reshape(()), answer, tolerance)
    yield from _taken_for(found.reshape(()), answer, tolerance)
    if not value and truth:
        yield f"Not 0: {answer.target} does change with {answer.diagnosis.source}."
    if np.isfinite(truth) and abs(value - truth) <= NEARLY * abs(truth):
        yield "Nearly: give it with more digits."
    if value.real * truth.real < 0:
        yield "The sign is not right either: does the target grow or shrink with the source?"


def _taken_for(value: Array, answer: Answer, tolerance: float) -> Iterator[str]:
    """Another number of this cell, or a multiple of the right one."""

    def is_it(other: float) -> bool:
        return _same(value, np.asarray(other), tolerance)

    name, target, truth = answer.diagnosis.source, answer.target, float(np.real(np.asarray(answer.value).reshape(())))
    asked = answer.report.recording.target
    if any(is_it(number) for number in _one(asked.summary if asked is not None else None)):
        yield f"That is {target} itself. The question is how fast it changes with {name}."
    for other, slope in _other_slopes(answer):
        if is_it(slope):
            yield f"That is {_code(other)}: go on, one factor of the chain rule at a time, until {name} is reached."
    for factor, text in _FACTORS.items():
        if truth and is_it(factor * truth):
            yield f"Off by a factor of {text}: look again at the exponents and at what is added up or averaged."
    for other, number in _values(answer):
        if is_it(number):
            yield f"That is the value of {_code(other)}. The question is how fast {target} changes with {name}."


def _path_words(value: Array, answer: Answer, tolerance: float) -> Iterator[str]:
    """A path that was forgotten, or a single factor taken for the whole product."""
    chain = chain_of(answer.report, answer.diagnosis.source)
    if chain.refusal:
        return
    paths = chain.paths
    for path in paths if chain.n_paths > 1 else ():
        if _same(value, np.asarray(path.product), tolerance):
            only = f"Is it the only one from {chain.source} to {chain.target}?"
            yield f"That is what the path {_code(_way(path, answer))} gives. {only}"
    for some in range(2, len(paths)) if chain.n_paths <= MOST_SUMMED_PATHS else ():
        for chosen in itertools.combinations(paths, some):
            if _same(value, np.asarray(sum(path.product for path in chosen)), tolerance):
                left = count(chain.n_paths - some, "path")
                yield f"That is the sum over {count(some, 'path')} from {chain.source} to {chain.target}; {left} left."
    links = {(link.made, link.by): link.value for path in paths if len(path.links) > 1 for link in path.links}
    for (made, by), slope in links.items():
        if slope != 1 and _same(value, np.asarray(slope), tolerance):
            whole = derivative_name(_written(made, answer), _written(by, answer))
            yield f"That is {_code(whole)}, one factor of the chain rule. Which others belong to it?"


def _one(summary: ValueSummary | None) -> tuple[float, ...]:
    values = (summary.values if summary is not None else None) or ()
    return tuple(float(v) for v in values if isinstance(v, (int, float))) if len(values) == 1 else ()


def _other_slopes(answer: Answer) -> Iterator[tuple[str, float]]:
    """The derivatives of the target by the other named values; 0 and 1 would be found everywhere."""
    recording = answer.report.recording
    names = value_names(recording)
    for tensor in recording.tensors:
        for slope in _one(tensor.adjoint):
            name = names.get(tensor.id, "")
            if name and name not in (answer.diagnosis.source, answer.target) and slope not in (0.0, 1.0):
                yield derivative_name(answer.target, _written(name, answer)), slope


def _values(answer: Answer) -> Iterator[tuple[str, float]]:
    recording = answer.report.recording
    names = value_names(recording)
    named = [(next(iter(variable.names), ""), variable.summary) for variable in recording.variables]
    named += [(names.get(tensor.id, ""), tensor.summary) for tensor in recording.tensors]
    for name, summary in named:
        known = (number for number in _one(summary) if name and number not in (0.0, 1.0))
        yield from ((_written(name, answer), number) for number in known)


def _way(path: Path, answer: Answer) -> str:
    """`x -> x ** 2 -> z`."""
    names = [link.made for link in reversed(path.links)]
    return " -> ".join([answer.diagnosis.source, *(_written(name, answer) for name in names)])


def _code(text: str) -> str:
    """As code in Markdown, and readable as plain text."""
    return f"`{text.replace('`', chr(39))}`"


def _written(name: str, answer: Answer) -> str:
    """What the cell says in place of a name that tapeviz made up."""
    recording = answer.report.recording
    names = value_names(recording)
    unnamed = {tensor.id for tensor in recording.tensors if names.get(tensor.id) == name and not tensor.names}
    for op in recording.ops:
        if op.stack and op.op_type != "ReadVariableOp" and not unnamed.isdisjoint(op.outputs):
            return " ".join(span_text(recording, op.stack[0]).split()) or name
    return name


# ---- several numbers ------------------------------------------------------------------------------------------------


def _array_words(found: Array, answer: Answer, tolerance: float) -> Iterator[str]:
    truth = np.asarray(answer.value)
    name, shape = answer.diagnosis.source, truth.shape
    if found.shape != shape:
        yield _shape_words(found, truth, name, tolerance)
        return
    if _same(-found, truth, tolerance):
        yield "The sizes are right, the signs are not."
    if _same(found.T, truth, tolerance) if found.T.shape == shape else False:
        yield "These are the right numbers, rows and columns swapped."
    ratio = _ratio(found, truth, tolerance)
    if ratio is not None and round(ratio, 6) in (truth.size, round(1 / truth.size, 6)):
        yield f"All are off by a factor of {truth.size}, the number of elements: a sum and a mean differ by it."
    elif ratio is not None:
        yield f"All are off by one factor, {ratio:.4g}."
    right = int(np.isclose(found, truth, rtol=tolerance, atol=tolerance * 1e-3, equal_nan=True).sum())
    if right:
        yield f"{right} of the {truth.size} numbers {'is' if right == 1 else 'are'} right."


def _shape_words(found: Array, truth: Array, name: str, tolerance: float) -> str:
    own = f"a gradient has the shape of its source, and {name} has the shape {truth.shape}"
    if not found.shape and _same(found, np.asarray(truth.sum()), tolerance):
        return f"That is the sum of all elements; {own}."
    if found.size == truth.size and _same(found.ravel(), truth.ravel(), tolerance):
        return f"The right numbers in another shape: {own}, not {found.shape}."
    if found.T.shape == truth.shape and _same(found.T, truth, tolerance):
        return f"The right numbers, but rows and columns are swapped: {own}."
    if not found.shape:
        return f"One number is not enough: {own}."
    return f"The shape {found.shape} cannot be: {own}."


def _ratio(found: Array, truth: Array, tolerance: float) -> float | None:
    """The one factor between all numbers, if there is one."""
    known = truth != 0
    if not known.any() or (found[~known] != 0).any():
        return None
    ratios = np.real(found[known] / truth[known])
    first = float(ratios.flat[0])
    return first if first and np.allclose(ratios, first, rtol=tolerance) else None


# ---- hints ----------------------------------------------------------------------------------------------------------


def own_hints(answer: Answer) -> Iterator[str]:
    """What the tape itself can say before the answer, for where the teacher's hints end."""
    name, target = answer.diagnosis.source, answer.target
    if answer.value is None:
        yield f"{name} has no gradient."
        place = blame(answer.report.recording, answer.diagnosis)[0]
        if place is not None:
            yield f"Look at line {place.line} (the %%tape line is line 1)."
        return
    if answer.value.shape:
        yield f"A gradient has the shape of its source: {answer.value.shape}."
    chain = chain_of(answer.report, name)
    if chain.refusal or not chain.paths:
        makers = FlowGraph(answer.report.recording)
        steps = makers.reaching(answer.report.recording.target.values if answer.report.recording.target else ())
        yield f"{target} is made of {count(len(steps), 'value')}; go back from it, one step at a time, to {name}."
        return
    ways = "; ".join(_code(_way(path, answer)) for path in chain.paths)
    yield f"{count(chain.n_paths, 'path')} from {name} to {target}: {ways}. Multiply along each, then add up."
