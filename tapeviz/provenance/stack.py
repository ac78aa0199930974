"""Tells the user's frames from those of libraries, and collects them as an op runs."""

from __future__ import annotations

import os
import sysconfig
import types
from typing import Any

__all__ = ["UserFrames", "is_user_code"]

_OWN = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep
_LIBRARY = tuple(
    os.path.realpath(path) + os.sep
    for name in ("stdlib", "platstdlib", "purelib", "platlib")
    if (path := sysconfig.get_paths().get(name))
)
_FOREIGN_PARTS = (f"{os.sep}site-packages{os.sep}", f"{os.sep}dist-packages{os.sep}", "__autograph_generated_file")
_known: dict[types.CodeType, bool] = {}


def is_user_code(code: types.CodeType) -> bool:
    """Whether code is the user's: a notebook cell or a module outside the installed libraries."""
    known = _known.get(code)
    if known is None:
        known = _is_user_file(code.co_filename)
        if len(_known) > 100_000:
            _known.clear()
        _known[code] = known
    return known


def _is_user_file(name: str) -> bool:
    if name.startswith("<"):
        return name.startswith("<ipython-input")
    if any(part in name for part in _FOREIGN_PARTS) or name.startswith(_OWN):
        return False
    return not os.path.realpath(name).startswith(_LIBRARY)


class UserFrames:
    """Collects (code, last instruction, frame id) of the user's frames, innermost first, up to the cell's own."""

    def __init__(self, cell_key: str) -> None:
        self.cell_key = cell_key
        self.codes: dict[types.CodeType, int] = {}

    def __call__(self, frame: Any) -> tuple[tuple[types.CodeType, int, int], ...]:
        found = []
        codes = self.codes
        while frame is not None:
            code = frame.f_code
            place = codes.get(code)
            if place is None:
                place = codes[code] = self._place(code)
            if place:
                found.append((code, frame.f_lasti, id(frame)))
                if place == 2:  # the cell itself: what is below started the cell
                    break
            frame = frame.f_back
        return tuple(found)

    def _place(self, code: types.CodeType) -> int:
        if code.co_filename == self.cell_key:
            return 2 if code.co_name.startswith(("<module>", "<cell line")) else 1
        return int(is_user_code(code))


