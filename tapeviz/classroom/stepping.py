"""One cell of the user's as the step of a descent: first taped and explained, then inside a plain tape each time."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any

import numpy as np

from tapeviz.assemble import Asked
from tapeviz.classroom.descent import Array, Reading
from tapeviz.classroom.program import TAPE, Program
from tapeviz.errors import BadInput
from tapeviz.provenance.sources import names_of_variables
from tapeviz.report import Report
from tapeviz.request import Request
from tapeviz.session import NOTHING, CellSession

__all__ = ["Stepper"]

Compile = Callable[[Any, str, str], CodeType]


class _Session(CellSession):
    """A taped cell that remembers what its target and sources turned out to be."""

    asked: Asked

    def _find_sources(self, asked: Asked, failed: bool) -> None:
        super()._find_sources(asked, failed)
        self.asked = asked


class Stepper:
    """Runs the cell in the user's namespace, once for each call of `read`."""

    def __init__(
        self, request: Request, namespace: dict[str, Any], key: str, text: str, parse: Callable[[], ast.Module]
    ) -> None:
        """`parse` gives the cell's tree anew, `text` is the whole cell with its magic line."""
        self.request = request
        self.namespace = namespace
        self.key = key
        self.text = text
        self.parse = parse
        self.names: tuple[str, ...] = ()
        self.leaves: list[Any] = []
        self.gradients: list[Any] = []
        self.target = request.target.text if request.target is not None else ""
        self.report: Report | None = None
        self._session = _Session(request, namespace, key, text)
        self._program: Program | None = None
        self._first: Reading | None = None
        self._tree = self._session.instrument(parse())

    @property
    def engine(self) -> Any:
        """The engine of the cell, from `open` on."""
        return self._session.engine

    def open(self) -> None:
        """Choose the engine and open the tape of the first step. Raises `BadInput`."""
        self._session.open()

    def abandon(self) -> None:
        """Take every hook away, whatever has been reached."""
        self._session.abandon()

    # ---- the first step ----

    def begin(self, compiler: Compile) -> None:
        """Run the cell for the first time, as `%%tape` does.

        Raises what the cell raises, and `BadInput` where a source has no gradient or a descent is impossible.
        """
        __tracebackhide__ = True
        session = self._session
        first = self._compiled(compiler)
        self.namespace[TAPE] = session.tape
        value = first.run(self.namespace)
        report = session.close(None, NOTHING if first.asked is None else value)
        self.report = report
        asked = session.asked
        self.target = asked.target_name
        self._refuse_missing(report, asked)
        self.names, self.leaves = self._sources(asked)
        self._refuse_what_cannot_move()
        implicit = self.request.target is None and first.asked is None
        target = self.request.target.text if self.request.target else (self.target if implicit else None)
        self._program = Program(self.parse(), self.key, target, compiler)
        self._first = self._reading(asked.target)

    def _compiled(self, compiler: Compile) -> Program:
        __tracebackhide__ = True
        try:
            return Program(self._tree, self.key, None, compiler)
        except SyntaxError as error:
            if "await" in (error.msg or ""):
                raise BadInput("the cell awaits something; await it in a cell above and name the result") from None
            raise

    def _refuse_missing(self, report: Report, asked: Asked) -> None:
        missing = [d.source for d in report.diagnoses if d.status != "gradient"]
        if not missing:
            return
        fixed = [n for n, _, leaf in asked.sources if n in missing and self.engine.kind(leaf) == "tensor"]
        if fixed:
            raise BadInput(f"{_still(fixed[0])}; the report above says why it has no gradient either")
        have = "has" if len(missing) == 1 else "have"
        raise BadInput(f"{', '.join(missing)} {have} no gradient, so no step can be made; the report above says why")

    def _sources(self, asked: Asked) -> tuple[tuple[str, ...], list[Any]]:
        """Name and object of each source; with no `wrt`, of every watched variable."""
        if self.request.sources is not None:
            pairs = [(name, leaf) for name, _, leaf in asked.sources]
        else:
            names = names_of_variables(self.namespace, self.engine)[1]
            watched = self.engine.watched_variables()
            pairs = [(names.get(self.engine.variable_key(v), (v.name,))[0], v) for v in watched]
        if not pairs:
            raise BadInput(f"the cell uses no variable that could be moved; name one: {self.target} wrt x")
        distinct = dict(pairs)
        return tuple(distinct), list(distinct.values())

    def _refuse_what_cannot_move(self) -> None:
        for name, leaf in zip(self.names, self.leaves, strict=True):
            if self.engine.kind(leaf) != "variable":
                raise BadInput(_still(name))
            if self.engine.variable_key(self.engine.variable(leaf)) >= self._session.first_key:
                raise BadInput(f"{name} is made by the cell, so every step would start anew; make it in a cell above")

    # ---- every step ----

    def where(self) -> tuple[Array, ...]:
        """The values of the sources now, one array each."""
        return tuple(np.array(self.engine.numpy(self.engine.variable(leaf))) for leaf in self.leaves)

    @property
    def are_scalars(self) -> bool:
        """Whether each source is one real number."""
        return all(value.ndim == 0 and value.dtype.kind != "c" for value in self.where())

    def put(self, values: Sequence[Array]) -> None:
        """Give the sources these values."""
        for leaf, value in zip(self.leaves, values, strict=True):
            self.engine.variable(leaf).assign(value)

    def read(self) -> Reading:
        """Run the cell once and ask for the gradients; the first time hands out what `begin` has found."""
        __tracebackhide__ = True
        if self._first is not None:
            first, self._first = self._first, None
            return first
        engine, program = self.engine, self._program
        if program is None:
            raise RuntimeError("begin comes before read")
        self.namespace[TAPE] = engine.open_tape(True)
        try:
            target = program.run(self.namespace)
        finally:
            engine.close_tape()
        return self._reading(target)

    def _reading(self, target: Any) -> Reading:
        engine = self.engine
        loss = self._loss(target)
        wanted = [engine.variable(leaf) for leaf in self.leaves]
        self.gradients, _ = engine.gradients(target, wanted)
        engine.release_tape()
        missing = [name for name, g in zip(self.names, self.gradients, strict=True) if g is None]
        if missing:
            raise BadInput(f"{', '.join(missing)} has no gradient in this step; %%tape on this cell says why")
        return Reading(loss, tuple(np.array(engine.numpy(engine.densify(g)[0])) for g in self.gradients))

    def _loss(self, target: Any) -> float:
        """The target as a number; several are summed, as the tape does."""
        total = 0.0
        for part in self.engine.flatten(target):
            array = self.engine.numpy(part)
            shape = getattr(array, "shape", ())
            if shape != ():
                name = self.target
                how = f"tf.reduce_sum({name}) or tf.reduce_mean({name})"
                raise BadInput(f"the target {name} has shape {shape}, and a descent needs one number: {how}")
            if array is None or array.dtype.kind not in ("f", "V"):  # V: bfloat16
                raise BadInput(f"the target {self.target} is {array.dtype}, and a descent needs a real number")
            total += float(array)
        return total


def _still(name: str) -> str:
    return f"{name} is a tensor, and a tensor cannot be moved; write {name} = tf.Variable({name})"
