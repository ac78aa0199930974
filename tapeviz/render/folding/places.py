"""Where each op and Python step belongs: the line, the layers and the functions around it, outermost first."""

from __future__ import annotations

import ast
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from tapeviz.records import CodeSpan, HostEvent, OpRecord, Recording
from tapeviz.render.view import ViewKind
from tapeviz.render.words import call_words

__all__ = ["NO_LINE", "Level", "Places", "normal"]

NO_LINE = 0


class Level(NamedTuple):
    """One thing around an op. `site` tells two calls of one layer apart."""

    kind: Literal["line", "frame", "scope", "function", "before"]
    name: str = ""
    line: int = NO_LINE
    site: Hashable = None


class Places:
    """The levels of the ops and steps of one recording, as a kind of drawing wants them."""

    def __init__(self, recording: Recording, kind: ViewKind) -> None:
        self.kind = kind
        self.cells = {code.key for code in recording.codes if code.kind == "cell"}
        self.titles = {code.key: code.title for code in recording.codes}
        text = next((code.text for code in recording.codes if code.kind == "cell"), "")
        self.lines = text.split("\n")
        self.scopes_at = _name_scopes(text)
        self.calls: Mapping[int, OpRecord] = {op.time: op for op in recording.ops if op.kind == "expanded"}
        self.known: dict[Hashable, tuple[Level, ...]] = {}

    def levels(self, subject: OpRecord | HostEvent) -> tuple[Level, ...]:
        """What is around an op or a step, outermost first."""
        scopes = subject.scopes if isinstance(subject, OpRecord) else ()
        call = self.calls.get(subject.time) if isinstance(subject, OpRecord) and subject.kind == "function" else None
        stack = call.stack if call else subject.stack
        key = (subject.earlier, stack, scopes, call.id if call else None)
        if key not in self.known:
            self.known[key] = tuple(self._levels(subject.earlier, stack, scopes, call))
        return self.known[key]

    def line(self, subject: OpRecord | HostEvent) -> int:
        """The line of the cell's own statement that an op ran in, `NO_LINE` when it ran outside every one."""
        return self._statement(subject.stack)[0]

    def code(self, line: int) -> str:
        """The text of a line of the cell."""
        return self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""

    def _statement(self, stack: Sequence[CodeSpan]) -> tuple[int, Hashable]:
        """The line of the cell's outermost frame, and the exact place of the call in it."""
        frame = next((frame for frame in reversed(stack) if frame.code in self.cells), None)
        return (frame.line, (frame.line, frame.col, frame.end_line, frame.end_col)) if frame else (NO_LINE, None)

    def _levels(
        self, earlier: bool, stack: Sequence[CodeSpan], scopes: Sequence[str], call: OpRecord | None
    ) -> Iterator[Level]:
        if earlier:
            yield Level("before")
        line, site = self._statement(stack)
        around = [] if earlier else self.scopes_at.get(line, [])[: len(scopes)]
        if self.kind != "line":
            yield from (Level("scope", name, site=start) for name, start in zip(scopes, around, strict=False))
        inside = scopes[len(around) :] if self.kind != "line" else ()
        if self.kind != "layer" or not scopes:
            yield Level("line", line=line)
        # A line keeps its calls apart by itself only where it is a level of its own.
        yield from (Level("scope", name, site=site if not depth else None) for depth, name in enumerate(inside))
        if call is not None:
            yield Level("function", call_words(call).removeprefix("tf.function "), site=call.id)
        if self.kind != "layer":
            frames = list(reversed(stack))
            start = next((at for at, frame in enumerate(frames) if frame.code in self.cells), -1) + 1
            for frame in frames[start:]:
                yield Level("frame", self.titles.get(frame.code, frame.code), frame.line)


def normal(name: str) -> str:
    """The name of a scope without the number that tells it from its equals: `dense_3` is a `dense`."""
    return re.sub(r"_\d+$", "", name)


def _name_scopes(text: str) -> dict[int, list[int]]:
    """By line of the cell, the first lines of the `with tf.name_scope` statements around it, outermost first."""
    body = "\n".join(["", *text.split("\n")[1:]])
    try:
        tree = ast.parse(body)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found: dict[int, list[int]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.With):
            scopes = sum(_is_name_scope(item.context_expr) for item in node.items)
            for line in range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1) if scopes else ():
                found.setdefault(line, []).extend([node.lineno] * scopes)
    return {line: sorted(starts) for line, starts in found.items()}


def _is_name_scope(call: ast.expr) -> bool:
    return isinstance(call, ast.Call) and (
        (isinstance(call.func, ast.Attribute) and call.func.attr == "name_scope")
        or (isinstance(call.func, ast.Name) and call.func.id == "name_scope")
    )
