"""Says why a gradient is None wherever the user's program meets one: once for each place and source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from tapeviz.report import Report
from tapeviz.watching.explaining import explain_question
from tapeviz.watching.optimizers import OptimizerHooks
from tapeviz.watching.question import Question, identity_of, leaves_of
from tapeviz.watching.verdicts import verdict_lines
from tapeviz.watching.watcher import Watcher

__all__ = ["Autotape", "Told"]

IN_GRAPH = (
    "{where}: a gradient is None inside a tf.function, where tapeviz does not look; to see why, run it eagerly: {how}"
)
_EAGERLY = "tf.config.run_functions_eagerly(True)"
_KERAS = "model.compile(..., run_eagerly=True), or model.run_eagerly = True"


@dataclass(frozen=True, slots=True)
class Told:
    """One report that autotape made, and where the question stands: file name and line."""

    report: Report
    file: str
    line: int


class Autotape:
    """Explains each None once. `say` prints one line; `show` is handed every report that is made."""

    def __init__(
        self,
        say: Callable[[str], None],
        show: Callable[[Told], None] = lambda _told: None,
        *,
        place: Callable[[str, str], str] = lambda _key, line: f"line {line}",
    ) -> None:
        """`place` names a line by the file name of its code and its number (`train.py:7`)."""
        self.say = say
        self.show = show
        self.place = place
        self.watcher = Watcher(self._none, self._fault)
        self.last: Told | None = None
        self.lines: list[str] = []
        self._optimizers = OptimizerHooks(lambda: self.lines, self._warned)
        self._told: set[Any] = set()

    def start(self) -> None:
        """Follow every tape from now on."""
        self.watcher.start()

    def stop(self) -> None:
        """Leave the engines as they were."""
        self._optimizers.remove()
        self.watcher.stop()

    def say_once(self, line: str) -> None:
        """Print a line that was not printed yet."""
        if line not in self._told:
            self._told.add(line)
            self.say(line)

    def _warned(self) -> None:
        """Gradients were left out, and Keras has said so: say once more why, where that was not just said."""
        place = ("left out", *self.lines)
        if place not in self._told:
            self._told.add(place)
            for line in self.lines:
                self.say(f"tapeviz: left out, as {line}")

    def _fault(self, error: BaseException) -> None:
        self._optimizers.remove()
        self.say(
            f"tapeviz failed: {type(error).__name__}: {error} (what your program computes is not touched; "
            "autotape is off now)"
        )

    def _none(self, question: Question) -> None:
        if question.view is None:
            self._in_graph(question)
            return
        fresh = self._fresh(question)
        if not fresh:
            return
        report = explain_question(question)
        self._told |= fresh
        self.last = Told(report, question.file, question.line)
        self.show(self.last)
        cell = next((code.key for code in report.recording.codes if code.kind == "cell"), "")
        whose = "" if question.replica is None else f"replica {question.replica}: "
        self.lines = [whose + line for line in verdict_lines(report, partial(self.place, cell))]
        for line in self.lines:
            self.say(f"tapeviz: {line}")
        self._optimizers.install()

    def _fresh(self, question: Question) -> set[Any]:
        """The places, with the source, that gave None or raised and that nothing was said of yet."""
        place = question.place[:2]
        if question.error is not None:
            return {(place, "error")} - self._told
        answers = zip(leaves_of(question.sources), leaves_of(question.result), strict=False)
        asked = {(place, k, identity_of(leaf)) for k, (leaf, gradient) in enumerate(answers) if gradient is None}
        return asked - self._told

    def _in_graph(self, question: Question) -> None:
        place = (question.place[:2], "graph")
        if place in self._told:
            return
        self._told.add(place)
        where = self.place(question.file, str(question.line))
        self.say("tapeviz: " + IN_GRAPH.format(where=where, how=_KERAS if question.by_keras else _EAGERLY))
