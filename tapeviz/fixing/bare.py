"""Bare runs of a taped cell: in scratch namespaces, observed by nobody, with one source moved if that is asked for."""

from __future__ import annotations

import ast
import time
import types
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

import numpy as np

from tapeviz.fixing.allowed import Inspection, NotContained
from tapeviz.fixing.aside import random_states
from tapeviz.fixing.deadline import deadline
from tapeviz.fixing.rerun import compile_cell, parseable, readable, silence
from tapeviz.fixing.scratch import Scratch
from tapeviz.fixing.taped import TapedCell, names_used_first
from tapeviz.grammar import parse_line
from tapeviz.provenance.lookup import evaluate, look_up

__all__ = ["TAPE", "BareRuns", "Outcome", "Place", "total"]

TAPE = "tape"
_KEY = "<ipython-input-tapeviz-bare>"
_MAGIC = len("%%tape")
_SIMPLE = (ast.Assign, ast.AnnAssign, ast.AugAssign)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a source can be moved: before statement `at` of the cell.

    `original` is the user's own object when the source is older than the cell.
    """

    name: str
    at: int
    original: Any = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run gave: the target, and the namespace it ran in."""

    target: Any
    namespace: dict[str, Any]


class BareRuns:
    """Runs of one taped cell, each in a fresh copy of the namespace. Raises `NotContained` when it may not be run."""

    def __init__(self, cell: TapedCell, engine: Any, limit: float) -> None:
        self.cell = cell
        self.engine = engine
        self.limit = limit
        self.text = cell.text
        self.request = parse_line(cell.text.partition("\n")[0], start=_MAGIC).request
        self.names = cell.as_it_was()
        self.inspection = Inspection(self.names, engine.python_function)
        for code in compile_cell(self.text, self.request):
            self.inspection.cell(code)
        self.statements = ast.parse(parseable(self.text), _KEY).body
        self.codes = self._compiled()

    def _compiled(self) -> list[types.CodeType]:
        return [compile(ast.Module([part], []), _KEY, "exec", dont_inherit=True) for part in self.statements]

    # ---- where a source can be moved ----

    def place(self, name: str, *, has_gradient: bool) -> Place:
        """Where the source of this name starts. Raises `NotContained` when no statement boundary is that place.

        What the cell binds is moved behind the binding; but what has no gradient because the cell used its name and
        then bound it anew is the object that the name had before.
        """
        tree = ast.parse(name, mode="eval").body
        roots = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
        binders = [k for k, part in enumerate(self.statements) if _binds(part, roots)]
        found = look_up(name, self.names)
        is_older = not binders or (not has_gradient and bool(roots & names_used_first(self.text)))
        if found is not None and is_older and self.engine.kind(found[0]) is not None:
            return Place(name, 0, found[0])
        if not binders:
            raise NotContained("it is an expression, and what it computes cannot be moved")
        if not isinstance(self.statements[binders[-1]], _SIMPLE):
            raise NotContained("the cell binds it in a loop, a branch or a block: there is no one place to move it")
        return Place(name, binders[-1] + 1)

    def value_at(self, place: Place) -> Any:
        """What the source holds at its place, as an array."""
        if place.original is not None:
            return self.engine.numpy(self.engine.variable(place.original))
        seen: list[Any] = []

        def look(namespace: dict[str, Any]) -> None:
            seen.append(self.engine.numpy(self.engine.variable(self._leaf(place, namespace))))

        self._run(place.at, look)
        return seen[0]

    def _leaf(self, place: Place, namespace: dict[str, Any]) -> Any:
        found = look_up(place.name, namespace)
        if found is None or self.engine.kind(found[0]) not in ("variable", "tensor"):
            raise NotContained("there is no such variable or tensor where it would be moved")
        return found[0]

    # ---- runs ----

    def run(self, place: Place | None = None, value: Any = None) -> Outcome:
        """One run; with a place, the source there has this value (an array of its dtype and shape)."""
        if place is None:
            return self._run()
        if place.original is not None:
            return self._run(replaced=self._replaced(place.original, value))

        def move(namespace: dict[str, Any]) -> None:
            leaf = self._leaf(place, namespace)
            if self.engine.kind(leaf) == "variable":
                self.engine.variable(leaf).assign(value)
            else:
                self._rebind(place.name, self._tensor(leaf, value), namespace)

        return self._run(place.at, move)

    def _rebind(self, name: str, tensor: Any, namespace: dict[str, Any]) -> None:
        moved = "__tapeviz_moved__"
        namespace[moved] = tensor
        try:
            exec(compile(f"{name} = {moved}", _KEY, "exec"), namespace)  # noqa: S102 - a source is a name or a place
        except Exception:  # noqa: BLE001 - a tuple, a property, a dictionary that takes nothing
            raise NotContained("what holds it cannot be given another value") from None
        finally:
            namespace.pop(moved, None)

    def _tensor(self, like: Any, value: Any) -> Any:
        """A tensor of these values; what is added to zeros takes on their dtype on either engine."""
        return self.engine.zeros_like(like) + value

    def _replaced(self, original: Any, value: Any) -> list[tuple[Any, Any]]:
        if self.engine.kind(original) != "variable":
            return [(original, self._tensor(original, value))]
        inner = self.engine.variable(original)
        clone = self.engine.state.clone_variable(inner)
        clone.assign(value)
        return [(inner, clone)]

    def _run(
        self,
        at: int = -1,
        act: Callable[[dict[str, Any]], None] | None = None,
        replaced: list[tuple[Any, Any]] | None = None,
    ) -> Outcome:
        scratch = Scratch(self.engine, self.names, self.cell.namespace, self.inspection, replaced or ())
        namespace = scratch.namespace
        try:
            with readable(_KEY, parseable(self.text)), silence(), deadline(self.limit):
                namespace[TAPE] = self.engine.open_tape(self.request.watch_accessed)
                for name in self.request.watch:
                    self.engine.watch(self.engine.flatten(evaluate(name, namespace)))
                target = self._statements(namespace, at, act)
        finally:
            self.engine.close_tape()
            namespace.pop(TAPE, None)
        return Outcome(target, namespace)

    def _statements(self, namespace: dict[str, Any], at: int, act: Callable[[dict[str, Any]], None] | None) -> Any:
        """Run the cell, and `act` before statement `at`; the target is evaluated inside the tape."""
        last = self.statements[-1] if self.statements else None
        target: Any = None
        for position, code in enumerate(self.codes):
            if position == at and act is not None:
                act(namespace)
            if self.statements[position] is last and isinstance(last, ast.Expr) and self.request.target is None:
                value = compile(ast.Expression(last.value), _KEY, "eval", dont_inherit=True)
                return eval(value, namespace)  # noqa: S307 - the run is one of the user's cell
            exec(code, namespace)  # noqa: S102 - as above
        if at == len(self.codes) and act is not None:
            act(namespace)
        if self.request.target is not None:
            return evaluate(self.request.target.text, namespace)
        names = _assigned(last)
        return namespace[names[-1]] if names else target

    def fresh(self) -> dict[str, Any]:
        """A fresh copy of the namespace."""
        return Scratch(self.engine, self.names, self.cell.namespace, self.inspection).namespace

    def timed(self, namespace: dict[str, Any], tape: Any) -> tuple[float, Outcome]:
        """Seconds for the cell and its target in a copy of the namespace, inside this tape or none, and what it gave.

        Nothing watches the clock meanwhile, for that would be timed too: let `run` show first that the cell ends.
        """
        if tape is not None:
            namespace[TAPE] = tape
        watched = [self.engine.flatten(evaluate(name, namespace)) for name in self.request.watch]
        with readable(_KEY, parseable(self.text)), silence(), nullcontext() if tape is None else tape:
            begun = time.perf_counter()
            for leaf in (leaf for leaves in watched if tape is not None for leaf in leaves):
                tape.watch(self.engine.variable(leaf))
            target = self._statements(namespace, -1, None)
            for leaf in self.engine.flatten(target):
                self.engine.numpy(leaf)  # what a device computes is there only when it is asked for
            seconds = time.perf_counter() - begun
        namespace.pop(TAPE, None)
        return seconds, Outcome(target, namespace)

    def frozen(self, *, draws: bool) -> AbstractContextManager[None]:
        """Around a run: the random states are put back afterwards, so that the next run draws the same."""
        return random_states(self.engine) if draws else nullcontext()

    def gradients(self, outcome: Outcome, names: list[str]) -> list[Any]:
        """The tape's gradient for each of these sources, as an array, or None. Raises what the backward call raises."""
        leaves = [look_up(name, outcome.namespace) for name in names]
        asked = [(k, found[0]) for k, found in enumerate(leaves) if found is not None]
        asked = [(k, leaf) for k, leaf in asked if self.engine.kind(leaf) in ("variable", "tensor")]
        found, _ = self.engine.gradients(outcome.target, [self.engine.variable(leaf) for _, leaf in asked])
        answers: list[Any] = [None] * len(names)
        for (k, _), gradient in zip(asked, found, strict=True):
            if gradient is not None:
                answers[k] = self.engine.numpy(self.engine.densify(gradient)[0])
        return answers


def total(engine: Any, target: Any) -> tuple[float, float]:
    """The sum over a target's entries, as TensorFlow differentiates it, and the sum of their sizes.

    Computed in float64. Raises `NotContained` for a target that is no number.
    """
    parts = []
    for leaf in engine.flatten(target):
        array = engine.numpy(leaf) if engine.kind(leaf) in ("tensor", "variable") else _array(leaf)
        if array is None or (array.dtype.kind not in "fiub" and array.dtype.name != "bfloat16"):
            kind = type(leaf).__name__ if array is None or array.dtype.kind != "c" else "complex number"
            raise NotContained(f"the target is a {kind}, and differences are taken of real numbers")
        parts.append(array.astype(np.float64))
    return float(sum(part.sum() for part in parts)), float(sum(np.abs(part).sum() for part in parts))


def _array(value: Any) -> Any:
    try:
        found = np.asarray(value)
    except Exception:  # noqa: BLE001 - a ragged list, a foreign array type
        return None
    return None if found.dtype == object else found


def _binds(statement: ast.stmt, roots: set[str]) -> bool:
    return any(
        isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id in roots
        for node in ast.walk(statement)
    )


def _assigned(statement: ast.stmt | None) -> list[str]:
    """The names that a statement assigns, as the implicit target of a cell."""
    if isinstance(statement, (ast.For, ast.While, ast.If, ast.With, ast.Try)) and statement.body:
        return _assigned(statement.body[-1])
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    if isinstance(statement, (ast.AugAssign, ast.AnnAssign)):
        targets = [statement.target]
    return [target.id for target in targets if isinstance(target, ast.Name)]
