"""The exceptions that tapeviz raises itself; each message is one line that says what is wrong and the right form."""

from __future__ import annotations

__all__ = ["BadInput", "TapevizError"]


class TapevizError(Exception):
    """Base of everything tapeviz raises on purpose."""


class BadInput(TapevizError):
    """What the user asked for cannot be done; the message names the fault and the right form."""
