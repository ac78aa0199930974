"""A limit on how long a trial runs: a trace function that looks at the clock, and is gone afterwards."""

from __future__ import annotations

import dis
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from types import CodeType, FrameType
from typing import Any

from tapeviz.provenance.stack import is_user_code

__all__ = ["TimeUp", "deadline"]


class TimeUp(BaseException):
    """The trial has run for too long. No `except Exception` of the user's stops it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise `TimeUp` in the block once the time is over: at the next Python call, or line of the user's code.

    Where it cannot pass, as in a finalizer, Python drops it and the trace function with it: both are set up again. A
    block whose own code swallows it is over time none the less, and ends with it.
    """
    end = time.monotonic() + seconds
    former, reports = sys.gettrace(), sys.unraisablehook

    def check() -> None:
        if time.monotonic() > end:
            raise TimeUp

    def in_frame(frame: FrameType, event: str, argument: Any) -> Any:
        check()
        return in_frame

    def at_call(frame: FrameType, event: str, argument: Any) -> Any:
        check()
        if not is_user_code(frame.f_code):
            return None
        frame.f_trace_opcodes = _has_empty_loop(frame.f_code)
        return in_frame

    def at_dropped(dropped: sys.UnraisableHookArgs) -> None:
        if dropped.exc_type is TimeUp:
            sys.settrace(at_call)
        else:
            reports(dropped)

    sys.unraisablehook = at_dropped
    sys.settrace(at_call)
    try:
        yield
        check()
    finally:
        sys.settrace(former)
        sys.unraisablehook = reports


@lru_cache(maxsize=1000)
def _has_empty_loop(code: CodeType) -> bool:
    """Whether code has a loop like `while True: pass`: one jump to itself, which is no new line to the interpreter."""
    start = 0
    for step in dis.get_instructions(code):
        if "JUMP" in step.opname and isinstance(step.argval, int) and start <= step.argval <= step.offset:
            return True
        if step.opname not in ("NOP", "EXTENDED_ARG", "CACHE"):
            start = step.offset + 2
    return False
