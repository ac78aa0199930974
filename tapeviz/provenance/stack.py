"""Tells the user's frames from those of libraries, and collects them as an op runs."""

from __future__ import annotations

import os
import types
from typing import Any

from tapeviz.converted import is_converted, note_converted
from tapeviz.spans import is_module_level, is_user_file

__all__ = ["ProgramFrames", "UserFrames", "is_user_code", "user_frame"]

# The frames of the engines' backward passes: TensorFlow's eager one, and the NumPy engine's.
_BACKWARD = ("_gradient_function", "imperative_grad")
_BACKWARD_FILE = f"fallback{os.sep}backward.py"
_known: dict[types.CodeType, bool] = {}


def is_user_code(code: types.CodeType) -> bool:
    """Whether code is the user's: a notebook cell or a module outside the installed libraries."""
    known = _known.get(code)
    if known is None:
        known = is_user_file(code.co_filename)
        if len(_known) > 100_000:
            _known.clear()
        _known[code] = known
    return known


class UserFrames:
    """Collects (code, last instruction, frame id) of the user's frames, innermost first, up to the cell's own.

    After a call, `backward` says whether the op belongs to a backward pass (a gradient taken inside the cell).
    """

    def __init__(self, cell_key: str) -> None:
        self.cell_key = cell_key
        self.codes: dict[types.CodeType, int] = {}
        self.backward = False

    def __call__(self, frame: Any) -> tuple[tuple[types.CodeType, int, int], ...]:
        """The user's frames from this one outwards."""
        found = []
        codes = self.codes
        self.backward = False
        while frame is not None:
            code = frame.f_code
            place = codes.get(code)
            if place is None:
                place = codes[code] = self._place(code, frame)
            if place == 3:
                self.backward = True
            elif place:
                found.append((code, frame.f_lasti, id(frame)))
                if place == 2:  # the cell itself: what is below started the cell
                    break
            frame = frame.f_back
        return tuple(found)

    def _place(self, code: types.CodeType, frame: Any) -> int:
        if code.co_filename == self.cell_key:
            return 2 if is_module_level(code.co_name) else 1
        if is_converted(code):
            return int(note_converted(code, frame))
        if code.co_name in _BACKWARD and "eager" in code.co_filename:
            return 3
        if code.co_filename.endswith(_BACKWARD_FILE):
            return 3
        return int(is_user_code(code))


class ProgramFrames(UserFrames):
    """The same for code that is no taped cell: up to the first module or cell, whichever it is."""

    def __init__(self) -> None:
        super().__init__("")

    def _place(self, code: types.CodeType, frame: Any) -> int:
        place = super()._place(code, frame)
        return 2 if place == 1 and is_module_level(code.co_name) else place


def user_frame(frame: Any) -> Any:
    """The innermost of the user's frames from this one outwards, or None."""
    while frame is not None and not is_user_code(frame.f_code):
        frame = frame.f_back
    return frame
