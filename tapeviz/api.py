"""The public functions: the last report, and recording outside notebooks."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from tapeviz.report import Report

if TYPE_CHECKING:
    from tapeviz.watching.record import TapeRecording

__all__ = ["assert_gradients", "explain", "last_report", "record", "set_last_report"]

_last: list[Report] = []


def last_report() -> Report | None:
    """The report of the last taped cell, or None when there is none yet."""
    return _last[0] if _last else None


def set_last_report(report: Report) -> None:
    """Remember a report as the last one."""
    _last[:] = [report]


def record() -> TapeRecording:
    """Follow every tape that is opened in a block of a script, a module or a test.

    ::

        with tapeviz.record() as recording:
            with tf.GradientTape() as tape:
                loss = step(model, batch)
            gradients = tape.gradient(loss, model.trainable_variables)
        print(recording.report)            # why a gradient is None, or None when all are there

    What the block computes is not changed, and its tapes can be used as without. Functions that the block calls are
    followed line by line, and so is the block in a cell (after `%load_ext tapeviz`), in a test that pytest runs, and
    under `python -m tapeviz script.py`. Elsewhere the block was compiled before it could be followed, so of values
    that pass through NumPy or Python right there the report may say `unknown`. As a decorator, `@tapeviz.record()`,
    it follows the function too.
    """
    from tapeviz.watching.record import TapeRecording

    return TapeRecording()


def explain(tape: Any, target: Any, sources: Any = None) -> Report:
    """Why the gradient of `target` with respect to each of `sources` is None, as a `Report`.

    `tape` is a `tf.GradientTape` that was opened while it was followed (in a `tapeviz.record()` block, or with
    `%autotape on`), or what `tapeviz.record()` gave. `sources` are variables, tensors, layers or models, or lists and
    dicts of these; None takes every variable that the tape watched. A tape that is not persistent and has answered is
    explained by its answer; one that has not is asked, and is used up by that as by `tape.gradient`.

    Raises `tapeviz.errors.BadInput` for a tape that was not followed, or that can no longer answer.
    """
    from tapeviz.render.shown import as_shown
    from tapeviz.watching.record import explain_tape

    report = as_shown(explain_tape(tape, target, sources, sys._getframe(1)))  # noqa: SLF001 - for the arguments' names
    set_last_report(report)
    return report


def assert_gradients(subject: Any, target: Any = None, sources: Any = None) -> Report:
    """Fail unless every source has a gradient; the message of the `AssertionError` is the report.

    ::

        tapeviz.assert_gradients(lambda: loss(model(x), y), sources=model)      # runs it under a tape of its own
        tapeviz.assert_gradients(tape, loss, model)                             # a tape that was followed
        tapeviz.assert_gradients(recording, loss, [w, b])                       # what tapeviz.record() gave
        tapeviz.assert_gradients(report)                                        # a report that is there already

    A function is called without arguments, and what it returns is the target; as for `explain`, `sources` None takes
    every variable that the tape watched. Returns the report. Raises `BadInput` where the question cannot be asked.
    """
    __tracebackhide__ = True
    from tapeviz.render.shown import as_shown
    from tapeviz.watching.asserting import check

    report = as_shown(check(subject, target, sources, sys._getframe(1)))  # noqa: SLF001 - as above
    set_last_report(report)
    if any(diagnosis.status != "gradient" for diagnosis in report.diagnoses):
        raise AssertionError(str(report))
    return report


def start_background(shell: object) -> None:
    """Follow ordinary cells of this process lightly, so that older values can be explained."""
    from tapeviz import background

    compiler = getattr(shell, "compile", None)
    background.start(lambda: list(getattr(compiler, "_filename_map", {})))


def stop_background(shell: object) -> None:  # noqa: ARG001 - the counterpart of `start_background`
    """Stop following ordinary cells and forget them."""
    from tapeviz import background
    from tapeviz.provenance.tracer import Tracer

    background.stop()
    Tracer.unpublish()
