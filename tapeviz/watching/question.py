"""One call of `tape.gradient` in the user's program: what was asked, where, and what came of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tapeviz.engines.choose import engine_named
from tapeviz.provenance.functions import parsed
from tapeviz.provenance.stack import user_frame
from tapeviz.spans import text_of_file
from tapeviz.watching.observation import View

__all__ = ["Arguments", "Question", "arguments_at", "identity_of", "leaves_of"]

_METHODS = ("gradient", "jacobian", "batch_jacobian")


@dataclass(frozen=True, slots=True)
class Arguments:
    """The text of a call's target and sources; empty where the call could not be found in the program text."""

    target: str = ""
    sources: str = ""


@dataclass(eq=False)
class Question:
    """A tape, what it is asked, and by which frame; the answer is filled in when it is there."""

    tape: Any
    view: View | None
    target: Any
    sources: Any
    frame: Any
    upto: int = 0
    extra: list[Any] = field(default_factory=list)
    result: Any = None
    adjoints: list[Any] = field(default_factory=list)
    error: BaseException | None = None
    replica: int | None = None

    def __post_init__(self) -> None:
        self.caller = user_frame(self.frame)
        line = self.caller.f_lineno if self.caller is not None else 0
        code = self.caller.f_code if self.caller is not None else None
        self.place = ((code, self.replica), line, *(identity_of(leaf) for leaf in leaves_of(self.sources)))
        self.line = line
        self.file = code.co_filename if code is not None else ""

    @property
    def is_troubled(self) -> bool:
        """Whether a gradient is None, or the call raised for a reason that the program gives."""
        if self.error is not None:
            return isinstance(self.error, LookupError) or self._asks_for_no_tensor()
        return any(leaf is None for leaf in leaves_of(self.result))

    def _asks_for_no_tensor(self) -> bool:
        """Whether the target, or a source, is nothing that a tape can know."""
        if self.view is None or not isinstance(self.error, (TypeError, AttributeError)):
            return False
        kind = engine_named(self.view.observation.engine).kind
        return any(kind(leaf) is None for leaf in leaves_of(self.target)) or any(
            kind(leaf) == "symbolic" for leaf in leaves_of(self.sources)
        )

    @property
    def is_direct(self) -> bool:
        """Whether the user's own code asked, and not a library on its behalf."""
        return self.caller is not None and self.caller is self.frame

    @property
    def by_keras(self) -> bool:
        """Whether Keras' own training step asked."""
        name = str(self.frame.f_globals.get("__name__", "")) if self.frame is not None else ""
        return name.startswith(("keras.", "tf_keras.", "tapeviz.fallback.keras."))

    def keep(self) -> None:
        """Let go of the frame and of the tape, and leave the answer where `explain` finds it."""
        self.frame = self.caller = self.tape = None
        if self.view is not None:
            self.view.last = self


def leaves_of(structure: Any) -> Iterator[Any]:
    """The leaves of a nest of lists, tuples and dicts, in the order of the user's own."""
    if isinstance(structure, Mapping):
        for part in structure.values():
            yield from leaves_of(part)
    elif isinstance(structure, (list, tuple)):
        for part in structure:
            yield from leaves_of(part)
    else:
        yield structure


def identity_of(leaf: Any) -> Any:
    """What is the same for one source in every step of a training loop: a variable is, a tensor is not."""
    return id(leaf) if hasattr(leaf, "assign") else type(leaf)


def arguments_at(frame: Any, first: int = 0, methods: tuple[str, ...] = _METHODS) -> Arguments:
    """The text of the target and the sources in the call that a frame is executing.

    `first` is the position of the target among the arguments; `methods` are the names that the call may have.
    """
    call = _call_at(frame)
    if call is None or _called(call) not in methods:
        return Arguments()
    target = _argument(call, first, ("target",))
    return Arguments(target, _argument(call, first + 1, ("sources", "source")))


def _called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _argument(call: ast.Call, position: int, names: tuple[str, ...]) -> str:
    named = next((k.value for k in call.keywords if k.arg in names), None)
    plain = [] if any(isinstance(a, ast.Starred) for a in call.args) else call.args
    node = named if named is not None else (plain[position] if position < len(plain) else None)
    return ast.unparse(node) if node is not None else ""


def _call_at(frame: Any) -> ast.Call | None:
    """The call that a frame is executing: the one that ends where its instruction does."""
    code = frame.f_code
    places = list(code.co_positions())
    if frame.f_lasti // 2 >= len(places):
        return None
    line, end_line, _, end_col = places[frame.f_lasti // 2]
    tree = parsed(text_of_file(code.co_filename))
    if tree is None or line is None:
        return None
    calls = (n for n in ast.walk(tree) if isinstance(n, ast.Call))
    return next((c for c in calls if (c.end_lineno, c.end_col_offset) == (end_line, end_col)), None)
