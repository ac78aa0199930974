"""Raises an error, or an interrupt, at a chosen point of tapeviz's own code while a cell runs."""

from __future__ import annotations

import ast
import dis
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import CodeType, FrameType
from typing import Any, Literal

import tapeviz

__all__ = ["Injected", "Injector", "Kind", "Place", "can_fail", "places_passed"]

OWN = str(Path(tapeviz.__file__).parent)
_ENGINE = str(Path(OWN, "fallback"))
# After one of these Python looks whether a signal has come.
_LOOKS = ("CALL", "RESUME", "JUMP_BACKWARD", "CALL_FUNCTION_EX", "CALL_KW")

Kind = Literal["error", "interrupt"]


class Injected(Exception):
    """Stands for any fault of our own."""


@dataclass(frozen=True, slots=True)
class Place:
    """A point of tapeviz's code, and which of the times that it is reached.

    An error comes up at the beginning of a line; an interrupt where Python looks for signals, before the instruction at
    `offset`.
    """

    code: CodeType
    line: int
    offset: int | None = None
    nth: int = 1

    def __str__(self) -> str:
        where = "" if self.offset is None else f"+{self.offset}"
        return f"{Path(self.code.co_filename).relative_to(OWN)}:{self.line}{where}#{self.nth}"


def _is_ours(code: CodeType) -> bool:
    """The NumPy engine is to tapeviz what TensorFlow is: whose ops fail, the cell's do."""
    return code.co_filename.startswith(OWN) and not code.co_filename.startswith(_ENGINE)


@cache
def _instructions(code: CodeType) -> dict[int, str]:
    return {step.offset: step.opname for step in dis.get_instructions(code)}


def _watch(frame: FrameType, kind: Kind, reached: Callable[[Place], None]) -> Callable[..., Any]:
    """A trace function of a frame that tells of each point of this kind."""
    code, before = frame.f_code, "RESUME"
    frame.f_trace_opcodes = kind == "interrupt"

    def on_event(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal before
        if event == "line" and kind == "error":
            reached(Place(code, frame.f_lineno))
        elif event == "opcode":
            looks, before = before in _LOOKS, _instructions(code)[frame.f_lasti]
            # An interrupt right at the start of it crashes TensorFlow's C++ code, and nothing of ours could catch it.
            if looks and not (code.co_name == "__get__" and _instructions(code)[frame.f_lasti] == "LOAD_FAST"):
                reached(Place(code, frame.f_lineno, frame.f_lasti))
        return on_event

    return on_event


@contextmanager
def places_passed(kind: Kind) -> Iterator[Counter[Place]]:
    """How often each point of tapeviz is reached in the block, in the order of the first time."""
    found: Counter[Place] = Counter()

    def reached(place: Place) -> None:
        found[place] += 1

    def on_call(frame: FrameType, event: str, argument: Any) -> Any:
        return _watch(frame, kind, reached) if _is_ours(frame.f_code) else None

    sys.settrace(on_call)
    try:
        yield found
    finally:
        sys.settrace(None)


@dataclass
class Injector:
    """Raises `error` when the place is reached in the block; `has_raised` says whether it was."""

    place: Place
    error: BaseException
    has_raised: bool = field(default=False, init=False)

    @contextmanager
    def active(self) -> Iterator[None]:
        """The block in which it raises."""
        wanted, left = Place(self.place.code, self.place.line, self.place.offset), self.place.nth
        kind: Kind = "error" if self.place.offset is None else "interrupt"

        def reached(place: Place) -> None:
            nonlocal left
            if place == wanted and not self.has_raised:
                left -= 1
                if left == 0:
                    self.has_raised = True
                    sys.settrace(None)
                    raise self.error

        def on_call(frame: FrameType, event: str, argument: Any) -> Any:
            return _watch(frame, kind, reached) if frame.f_code is wanted.code else None

        sys.settrace(on_call)
        try:
            yield
        finally:
            sys.settrace(None)


# The first lines of what the rewritten cell and IPython call: nothing of ours stands around them, and they only read or
# hand on what is there.
SAFE = {
    "return _runs[serial]",
    "__tracebackhide__ = True",
    "if not lines or not _TAPE_LINE.match(lines[0]):",
    "self._current = None",
    "self._depth += 1",
    "if result is not None and not result.info.raw_cell.strip():",
    "self._depth = max(0, self._depth - 1)",
    "return result",
    "return function",
    "return made_function",
    "if made_function is None:  # as a decorator",
    "return lambda decorated: function(site, decorated)",
    "return True",
    "return None",
    "return outputs",
    "value, self.value = self.value, _ABSENT",
    "return value",
    "return original(self, *args, **kwargs)",
    'inner["vjp_of"] = original',
    "return call(*args)",
    "begin(variable, *args, **kwargs)",
    "return None if graph is None else _passed_on(outputs, graph)",
    "register(original)",
}


def can_fail(place: Place, times: int) -> bool:
    """Whether an error of ours can come up at this line, the last of so many times that it is reached."""
    kinds, text = _lines(place.code.co_filename)
    if text[place.line - 1] in SAFE:
        return False
    # Leaving a `with` block reports its first line once more.
    return kinds.get(place.line) is None or (kinds[place.line] == "with" and times == 1)


@cache
def _lines(file: str) -> tuple[dict[int, str], list[str]]:
    """The lines that only say what is to be done with errors, or with a block's end; and the text of all."""
    text = Path(file).read_text("utf-8")
    kinds: dict[int, str] = {}
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Try):
            kinds |= {node.lineno: "try"} | {handler.lineno: "except" for handler in node.handlers}
        elif isinstance(node, ast.With):
            kinds[node.lineno] = "with"
        elif isinstance(node, (ast.Pass, ast.Nonlocal, ast.Global)):
            kinds[node.lineno] = "nothing"
    return kinds, [line.strip() for line in text.splitlines()]
