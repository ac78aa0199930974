"""A limit on how long a trial runs: a trace function that looks at the clock, and is gone afterwards."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any

from tapeviz.provenance.stack import is_user_code

__all__ = ["TimeUp", "deadline"]


class TimeUp(BaseException):
    """The trial has run for too long. No `except Exception` of the user's stops it."""


@contextmanager
def deadline(seconds: float) -> Iterator[None]:
    """Raise `TimeUp` in the block once the time is over: at the next Python call, or line of the user's code."""
    end = time.monotonic() + seconds
    former = sys.gettrace()

    def check() -> None:
        if time.monotonic() > end:
            raise TimeUp

    def in_frame(frame: FrameType, event: str, argument: Any) -> Any:
        check()
        return in_frame

    def at_call(frame: FrameType, event: str, argument: Any) -> Any:
        check()
        return in_frame if is_user_code(frame.f_code) else None

    sys.settrace(at_call)
    try:
        yield
    finally:
        sys.settrace(former)
