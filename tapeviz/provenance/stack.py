"""Tells the user's frames from those of libraries, and collects them as an op runs."""

from __future__ import annotations

import inspect
import os
import types
from collections.abc import Callable
from typing import Any

from tapeviz.converted import is_converted, note_converted
from tapeviz.spans import is_module_level, is_user_file

__all__ = ["Callers", "ProgramFrames", "UserFrames", "ends_of_stack", "is_user_code", "user_frame"]

# The frames of the engines' backward passes: TensorFlow's eager one, and the NumPy engine's.
_BACKWARD = ("_gradient_function", "imperative_grad")
# TensorFlow's debugger, which computes with the values of each op for what it dumps.
_DUMPING_FILE = f"debug{os.sep}lib{os.sep}dumping_callback.py"
_BACKWARD_FILE = f"fallback{os.sep}backward.py"
_RESUMABLE = inspect.CO_GENERATOR | inspect.CO_COROUTINE | inspect.CO_ASYNC_GENERATOR | inspect.CO_ITERABLE_COROUTINE

# By the id of a code object, which is kept so that no other has its id: to hash the code itself takes longer than all
# the rest, and equal functions of two files are equal code.
_levels: dict[int, int] = {}
_kept: list[types.CodeType] = []


def is_user_code(code: types.CodeType) -> bool:
    """Whether code is the user's: a notebook cell or a module outside the installed libraries."""
    level = _levels.get(id(code))
    return bool(level if level is not None else _level_of(code))


def _level_of(code: types.CodeType) -> int:
    """0 for code that is not the user's, 2 for a cell or module itself, 1 for a function."""
    if len(_kept) > 100_000:
        _levels.clear()
        _kept.clear()
    level = (1 + is_module_level(code.co_name)) if is_user_file(code.co_filename) else 0
    _kept.append(code)
    _levels[id(code)] = level
    return level


def ends_of_stack(frame: Any) -> tuple[tuple[types.CodeType, int], ...]:
    """(code, last instruction) of the innermost user frame and, if it is another, of the outermost, up to a cell."""
    inner = outer = None
    levels = _levels
    while frame is not None:
        code = frame.f_code
        level = levels.get(id(code))
        if level is None:
            level = _level_of(code)
        if level:
            outer = (code, frame.f_lasti)
            inner = inner or outer
            if level == 2:
                break  # the cell itself: what is below started it
        frame = frame.f_back
    return () if inner is None or outer is None else (inner,) if inner == outer else (inner, outer)


class UserFrames:
    """Collects (code, last instruction, frame id) of the user's frames, innermost first, up to the cell's own.

    After a call, `backward` says whether the op belongs to a backward pass (a gradient taken inside the cell), and
    `foreign` whether it is none of the program's, but of a debugger that looks on.
    """

    def __init__(self, cell_key: str) -> None:
        self.cell_key = cell_key
        self.backward = self.foreign = False
        # By the id of the code, which is kept so that no other has its id.
        self._places: dict[int, int] = {}
        self._kept: list[types.CodeType] = []

    def end_at(self, code: types.CodeType) -> None:
        """Count this code as the cell's own: the frames below it started the cell."""
        self._learn(code, 2)

    def _learn(self, code: types.CodeType, place: int) -> int:
        self._kept.append(code)
        self._places[id(code)] = place
        return place

    def __call__(self, frame: Any) -> tuple[tuple[types.CodeType, int, int], ...]:
        """The user's frames from this one outwards."""
        found = []
        places = self._places
        self.backward = self.foreign = False
        while frame is not None:
            code = frame.f_code
            place = places.get(id(code))
            if place is None:
                place = self._learn(code, self._place(code, frame))
            if place >= 3:
                self.backward |= place == 3
                self.foreign |= place == 4
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
        if code.co_filename.endswith(_DUMPING_FILE):
            return 4
        return int(is_user_code(code))


class ProgramFrames(UserFrames):
    """The same for code that is no taped cell: up to the first module or cell, whichever it is."""

    def __init__(self) -> None:
        super().__init__("")

    def _place(self, code: types.CodeType, frame: Any) -> int:
        place = super()._place(code, frame)
        return 2 if place == 1 and is_module_level(code.co_name) else place


class Callers(UserFrames):
    """The same up to the first frame that has told who called it when it began."""

    def __init__(self, cell_key: str, reports: Callable[[types.CodeType], bool]) -> None:
        super().__init__(cell_key)
        self.reports = reports

    def _place(self, code: types.CodeType, frame: Any) -> int:
        place = super()._place(code, frame)
        # One that can be left and resumed may by now have been asked by another; a class body does not tell.
        tells = code.co_flags & inspect.CO_OPTIMIZED and not code.co_flags & _RESUMABLE
        own = code.co_name == "<lambda>" or not code.co_name.startswith("<")
        return 2 if place == 1 and tells and own and self.reports(code) else place


def user_frame(frame: Any) -> Any:
    """The innermost of the user's frames from this one outwards, or None."""
    while frame is not None and not is_user_code(frame.f_code):
        frame = frame.f_back
    return frame
