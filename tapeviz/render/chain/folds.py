"""Which steps of a long graph go together in the chain rule: those that the picture folds, by line, layer or round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tapeviz.records import OpRecord, Recording
from tapeviz.render.folding import Fold, fold
from tapeviz.render.slopes import letters, users_names
from tapeviz.render.view import View
from tapeviz.render.wiring import wire
from tapeviz.render.words import call_words, count, places, value_words
from tapeviz.report import Report

__all__ = ["Folds"]


@dataclass(slots=True)
class Folds:
    """The steps of a report in at most about `limit` folds; a step that is in none is one by itself.

    `names` are those of the values that leave a fold: the user's, else a letter.
    """

    report: Report
    limit: int
    names: dict[int, str] = field(init=False)
    _folds: dict[str, Fold] = field(init=False)
    _makers: dict[int, OpRecord] = field(init=False)
    _sizes: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        recording = self.report.recording
        self._folds = dict(fold(wire(self.report, frozenset()), recording, self.limit, View()).folds)
        self._makers = {value: op for op in recording.ops for value in op.outputs}
        for op in _steps(recording):
            self._sizes[self.of(op.id)] = self._sizes.get(self.of(op.id), 0) + 1
        named = users_names(recording)
        self.names = named | letters(self._leaving(recording), named)

    def __bool__(self) -> bool:
        return any(size > 1 for size in self._sizes.values())

    def of(self, op: int) -> str:
        """The key of the fold that a step is in."""
        key = f"op{op}"
        return self._folds[key].key if key in self._folds else key

    def maker(self, value: int) -> str:
        """The key of the fold that a value comes out of; '' for what no step made."""
        op = self._makers.get(value)
        return self.of(op.id) if op is not None else ""

    def words(self, value: int) -> str:
        """How a value came about: `= 3.5    [line 4, x48: 144 steps]`."""
        op = self._makers[value]
        tensor = next((tensor for tensor in self.report.recording.tensors if tensor.id == value), None)
        shown = value_words(tensor.summary, tensor.spec) if tensor is not None else ""
        inside, size = self._folds.get(f"op{op.id}"), self._sizes.get(self.of(op.id), 1)
        if inside is not None and size > 1:
            where = f"{inside.title}{f', {inside.place}' if inside.place else ''}: {count(size, 'step')}"
        else:
            keys = {code.key for code in self.report.recording.codes if code.kind == "cell"}
            line = next((frame.line for frame in op.stack if frame.code in keys), None)
            where = call_words(op) + (f", {places((line,))}" if line is not None else "")
        return f"{f'= {shown}' if shown else 'is made'}    [{where}]"

    def _leaving(self, recording: Recording) -> Iterable[int]:
        """The values that steps of another fold work on, and the target, in the order they were made."""
        steps = list(_steps(recording))
        used = {value for op in steps for value in op.inputs if self.maker(value) != self.of(op.id)}
        used |= set(recording.target.values) if recording.target else set()
        return [op.outputs[0] for op in steps if op.outputs[0] in used]


def _steps(recording: Recording) -> Iterable[OpRecord]:
    measured = {slope.op for slope in recording.slopes}
    return (op for op in recording.ops if op.id in measured)
