"""Whether code that calls the reporters has yet to run: what a cell began may outlive it, and then the extension."""

from __future__ import annotations

import gc
import sys
import types

from tapeviz.kinds import exactly
from tapeviz.provenance.reporting import NAMES

__all__ = ["is_traced_code_alive"]

_RESUMABLE = exactly(types.GeneratorType, types.CoroutineType, types.AsyncGeneratorType)


def is_traced_code_alive(*, resumable: bool) -> bool:
    """Whether a thread, or a generator or coroutine that is not at its end, runs traced code, or will.

    Its code cannot be changed any more, unlike a function's. Without `resumable` no generator is looked for: that asks
    each object that Python's collector knows, a second where millions are kept.
    """
    frames: list[types.FrameType | None] = list(sys._current_frames().values())  # noqa: SLF001 - the documented way to them
    if resumable:
        frames += [_frame_of(thing) for thing in gc.get_objects() if id(type(thing)) in _RESUMABLE]
    return any(map(_is_traced, frames))


def _frame_of(thing: object) -> types.FrameType | None:
    """None where it is at its end."""
    frames = (getattr(thing, name, None) for name in ("gi_frame", "cr_frame", "ag_frame"))
    return next((frame for frame in frames if frame is not None), None)


def _is_traced(frame: types.FrameType | None) -> bool:
    while frame is not None:
        if not set(NAMES).isdisjoint(frame.f_code.co_names):
            return True
        frame = frame.f_back
    return False
