"""Every inner name of the NumPy engine that tapeviz relies on, and every hook it puts on the engine's classes."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from tapeviz.engines.base import EXIT, MADE, OP, TAPE, WATCH, FrameCollector
from tapeviz.fallback import GradientTape, Tensor, Variable, backward, custom
from tapeviz.fallback.execute import STATE, add_observer, remove_observer
from tapeviz.fallback.registry import TABLE, Operation, Unregistered, vjp_of
from tapeviz.fallback.tensor import next_id

__all__ = ["HistoryHooks", "TapeHooks", "fresh_id", "lenient_gradients", "recording_now", "registry_entry", "vjp_of_op"]

_EXITS = (
    *("numpy", "__array__", "__float__", "__int__", "__bool__", "__index__", "__complex__", "__format__"),
    *("__str__", "__repr__"),
)


def fresh_id() -> int:
    """A number above the id of every tensor made so far, and below those of all tensors made later."""
    return next_id()


def recording_now(tape: Any) -> bool:
    """Whether this tape is recording at the moment (not paused, not left)."""
    return bool(tape._recording) and tape._tape in STATE.tapes


class TapeHooks:
    """All observation of one cell. `log` receives the events of `engines.base`; `frames` collects the user's stack."""

    def __init__(self, log: list[Any], frames: FrameCollector, tape: Any) -> None:
        self.log = log
        self.frames = frames
        self.tape = tape
        self.errors: list[str] = []
        self._undo: list[Callable[[], None]] = []

    def install(self) -> None:
        """Put the hooks in place."""
        self._hook_ops()
        self._hook_variables()
        self._hook_exits()
        self._hook_tape()

    def remove(self) -> None:
        """Take every hook away again, in reverse order."""
        while self._undo:
            self._undo.pop()()

    def _hook_ops(self) -> None:
        append, frames, tape, errors = self.log.append, self.frames, self.tape, self.errors
        get_frame = sys._getframe

        def on_op(op_type: str, inputs: Any, attrs: Any, outputs: Any) -> None:
            try:
                stack = frames(get_frame(1))
                scope = getattr(STATE, "scope", "")
                append((OP, op_type, inputs, attrs, outputs, stack, recording_now(tape), frames.backward, scope))
            except Exception as problem:  # noqa: BLE001 - an exception here would end the user's op
                errors.append(f"op: {problem!r}")

        add_observer(on_op)
        self._undo.append(lambda: _stop(on_op))

    def _hook_variables(self) -> None:
        append, frames = self.log.append, self.frames
        get_frame = sys._getframe
        begin = Variable.__init__

        def making(self: Any, *args: Any, **kwargs: Any) -> None:
            begin(self, *args, **kwargs)
            append((MADE, self, frames(get_frame(1))))

        self._replace(Variable, "__init__", making)

    def _hook_exits(self) -> None:
        for name in _EXITS:  # a variable is read first, and the tensor leaves
            original = Tensor.__dict__.get(name)
            if original is not None:
                self._replace(Tensor, name, _leaving(original, name, self.log.append, self.frames))

    def _hook_tape(self) -> None:
        append, frames, tape = self.log.append, self.frames, self.tape
        get_frame = sys._getframe
        watch, put = GradientTape.watch, vars(custom)["record"]

        def watching(self: Any, tensor: Any) -> Any:
            append((WATCH, self, tensor, frames(get_frame(1))))
            return watch(self, tensor)

        def recording(tapes: Any, op_type: str, inputs: Any, attrs: Any, outputs: Any) -> Any:
            append((TAPE, op_type, list(outputs), list(inputs), recording_now(tape)))
            return put(tapes, op_type, inputs, attrs, outputs)

        self._replace(GradientTape, "watch", watching)
        self._replace(custom, "record", recording)

    def _replace(self, owner: Any, name: str, new: Any) -> None:
        original = owner.__dict__[name]
        setattr(owner, name, new)
        self._undo.append(lambda: setattr(owner, name, original))


class HistoryHooks:
    """Light observation of ordinary cells: numbers and places only, no reference to any tensor.

    `note` receives (kind, op type, input keys, output keys, read keys, place); handles are keys too.
    """

    def __init__(self, note: Callable[[tuple[Any, ...]], None], place: Callable[[Any], Any]) -> None:
        self.note = note
        self.place = place
        self._undo: list[Callable[[], None]] = []

    def install(self) -> None:
        """Put the hooks in place."""
        note, place = self.note, self.place
        get_frame = sys._getframe
        begin = Variable.__init__

        def on_op(op_type: str, inputs: Any, attrs: Any, outputs: Any) -> None:
            with contextlib.suppress(Exception):  # history is a help, never a hazard
                made = tuple(t._id for t in outputs)
                note((op_type, tuple(t._id for t in inputs), made, (), place(get_frame(1))))

        def making(self: Any, *args: Any, **kwargs: Any) -> None:
            begin(self, *args, **kwargs)
            with contextlib.suppress(Exception):
                note(("made", (self.handle._id,), (), (), place(get_frame(1))))

        add_observer(on_op)
        self._undo.append(lambda: _stop(on_op))
        Variable.__init__ = making  # type: ignore[method-assign]
        self._undo.append(lambda: setattr(Variable, "__init__", begin))

    def remove(self) -> None:
        """Take every hook away again."""
        while self._undo:
            self._undo.pop()()


def _stop(observer: Any) -> None:
    with contextlib.suppress(ValueError):  # somebody took it away already
        remove_observer(observer)


def _leaving(original: Any, name: str, append: Any, frames: Any) -> Any:
    get_frame = sys._getframe

    def leave(self: Any, *args: Any, **kwargs: Any) -> Any:
        append((EXIT, self, name, frames(get_frame(1))))
        return original(self, *args, **kwargs)

    leave.__name__ = name
    leave.__doc__ = original.__doc__
    return leave


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
def lenient_gradients() -> Iterator[list[tuple[str, Any]]]:
    """Inside, an op without gradient gives None instead of raising; the list receives (op type, outputs).

    This tells, in one backward call, what each source would get beside the op that makes the engine raise.
    """
    missing: list[tuple[str, Any]] = []
    original = vars(backward)["vjp_of"]

    def lenient(operation: Any) -> Any:
        try:
            return original(operation)
        except LookupError:
            missing.append((operation.op_type, operation.outputs))
            return None

    vars(backward)["vjp_of"] = lenient
    try:
        yield missing
    finally:
        vars(backward)["vjp_of"] = original
