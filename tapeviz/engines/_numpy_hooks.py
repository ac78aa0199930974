"""Every inner name of the NumPy engine that tapeviz relies on, and every hook it puts on the engine's classes."""

from __future__ import annotations

import contextlib
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tapeviz.engines.base import AWAY, MADE, OP, TAPE
from tapeviz.engines.hooking import ELSEWHERE, CellHooks, NotingHooks, is_deep_copy
from tapeviz.engines.tape_uses import SeveralTapes, TapeListener, TapeUseHooks
from tapeviz.fallback import GradientTape, Tensor, Variable, backward, custom
from tapeviz.fallback.execute import STATE, add_observer, remove_observer
from tapeviz.fallback.registry import TABLE, Operation, Unregistered, vjp_of
from tapeviz.fallback.tensor import next_id

__all__ = [
    "HistoryHooks",
    "TapeHooks",
    "fresh_id",
    "is_eager",
    "lenient_gradients",
    "recording_now",
    "registry_entry",
    "replica",
    "unrecorded",
    "use_hooks",
    "vjp_of_op",
]


def fresh_id() -> int:
    """A number above the id of every tensor made so far, and below those of all tensors made later."""
    return next_id()


def recording_now(tape: Any) -> bool:
    """Whether this tape is recording at the moment (not paused, not left)."""
    return bool(tape._recording) and tape._tape in STATE.tapes


def _recording_of(tape: Any) -> Callable[[], Any]:
    """What tells whether the tape is recording, or which of several are."""
    if isinstance(tape, SeveralTapes):

        def which() -> Any:
            now = tape._recording
            return now if STATE.tapes else ()

        return which
    return lambda: recording_now(tape)


def is_eager() -> bool:
    """Always: there are no graphs."""
    return True


def replica() -> None:
    """There are no replicas."""


@contextmanager
def unrecorded() -> Iterator[None]:
    """A context in which no tape records."""
    kept, STATE.tapes = STATE.tapes, []
    try:
        yield
    finally:
        STATE.tapes = kept


def use_hooks(listener: TapeListener) -> TapeUseHooks:
    """Hooks on every use of the engine's tapes."""
    return TapeUseHooks(GradientTape, "_push", "_pop", listener)


class TapeHooks(CellHooks):
    """All observation of one cell on the NumPy engine."""

    def install(self) -> None:
        """Put the hooks in place."""
        self._hook_ops()
        self._hook_variables()
        self._hook_exits()
        self._hook_tape()

    def _hook_ops(self) -> None:
        append, frames, errors, lose = self.log.append, self.frames, self.errors, self.lost.append
        recording = _recording_of(self.tape)
        get_frame = sys._getframe
        here = threading.get_ident()

        def on_op(op_type: str, inputs: Any, attrs: Any, outputs: Any) -> None:
            try:
                if threading.get_ident() != here:  # a tape belongs to its thread
                    if op_type == "ReadVariableOp":
                        append((AWAY, inputs[0]))
                    if ELSEWHERE not in errors:
                        errors.append(ELSEWHERE)
                    return
                stack = frames(get_frame(1))
                scope = getattr(STATE, "scope", "")
                append((OP, op_type, inputs, attrs, outputs, stack, recording(), frames.backward, scope))
            except Exception as problem:  # noqa: BLE001 - an exception here would end the user's op
                lose(("op", problem))

        self._undo.append(lambda: _stop(on_op))
        add_observer(on_op)

    def _hook_variables(self) -> None:
        append, frames, live, lose = self.log.append, self.frames, self.live, self.lost.append
        get_frame = sys._getframe
        begin = Variable.__init__

        def making(self: Any, *args: Any, **kwargs: Any) -> None:
            begin(self, *args, **kwargs)
            try:
                if live:
                    append((MADE, self, frames(get_frame(1)), is_deep_copy(get_frame(1))))
            except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the variable is made
                lose(("variable", problem))

        self._replace(Variable, "__init__", making)

    def _hook_exits(self) -> None:
        self._hook_exits_of(Tensor)

    def _hook_tape(self) -> None:
        append, live, lose = self.log.append, self.live, self.lost.append
        on_tape = _recording_of(self.tape)
        watch, put = GradientTape.watch, vars(custom)["record"]

        def recording(tapes: Any, op_type: str, inputs: Any, attrs: Any, outputs: Any) -> Any:
            try:
                if live:
                    append((TAPE, op_type, list(outputs), list(inputs), on_tape()))
            except Exception as problem:  # noqa: BLE001 - as above
                lose(("record", problem))
            return put(tapes, op_type, inputs, attrs, outputs)

        self._replace(GradientTape, "watch", self._watching(watch))
        self._replace(custom, "record", recording)
        self._hook_pauses(GradientTape)


class HistoryHooks(NotingHooks):
    """The light observation of ordinary cells on the NumPy engine."""

    def install(self) -> None:
        """Put the hooks in place."""
        note, place, live, silent = self.note, self.place, self.live, self.silent
        get_frame, here = sys._getframe, threading.get_ident
        begin = Variable.__init__

        def on_op(op_type: str, inputs: Any, attrs: Any, outputs: Any) -> None:
            try:
                if silent and here() in silent:
                    return
                made = tuple(t._id for t in outputs)
                note((op_type, tuple(t._id for t in inputs), made, (), place(get_frame(1))))
            except Exception:  # noqa: BLE001 - history is a help, never a hazard
                return

        def making(self: Any, *args: Any, **kwargs: Any) -> None:
            begin(self, *args, **kwargs)
            try:
                if live and here() not in silent:
                    note(("made", (self.handle._id,), (), (), place(get_frame(1))))
            except Exception:  # noqa: BLE001 - as above
                return

        self._undo.append(lambda: _stop(on_op))
        add_observer(on_op)
        self._replace(Variable, "__init__", making)


def _stop(observer: Any) -> None:
    with contextlib.suppress(ValueError):  # somebody took it away already
        remove_observer(observer)


# ---- gradients ----


def registry_entry(op_type: str) -> str:
    """`function`, `none` (registered as not differentiable) or `missing`."""
    entry = TABLE.get(op_type)
    if entry is None or entry.vjp is Unregistered:
        return "missing"
    return "none" if entry.vjp is None else "function"


def vjp_of_op(op_type: str, attrs: Any, inputs: Any, outputs: Any, cotangents: Sequence[Any]) -> list[Any]:
    """What the op's own VJP returns for these cotangents (one entry per input; None: no gradient)."""
    flat = list(attrs or ())
    operation = Operation(op_type, inputs, dict(zip(flat[::2], flat[1::2], strict=True)), outputs)
    operation.tracked = {tensor._id: 0 for tensor in inputs}
    vjp = vjp_of(operation)
    if vjp is None:
        return [None] * len(inputs)
    found = vjp(operation, *backward.filled(operation, list(cotangents)))
    return list(found) if isinstance(found, (list, tuple)) else [found]


@contextmanager
def lenient_gradients(notice: Callable[[str, Any, Any], None]) -> Iterator[list[tuple[str, Any]]]:
    """Inside, an op without gradient gives None instead of raising; the list receives (op type, outputs).

    This tells, in one backward call, what each source would get beside the op that makes the engine raise. `notice` is
    told type, inputs and outputs of each op before its turn.
    """
    missing: list[tuple[str, Any]] = []
    original = vars(backward)["vjp_of"]

    def lenient(operation: Any) -> Any:
        notice(operation.op_type, operation.inputs, operation.outputs)
        try:
            return original(operation)
        except LookupError:
            missing.append((operation.op_type, operation.outputs))
            return None

    inner = vars(backward)
    try:
        inner["vjp_of"] = lenient
        yield missing
    finally:
        inner["vjp_of"] = original
