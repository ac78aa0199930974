"""The target as a function of its scalar sources: the cell run again, silently, in a scratch namespace."""

from __future__ import annotations

import ast
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from tapeviz.classroom.program import TAPE, Program
from tapeviz.errors import BadInput
from tapeviz.fixing.allowed import Inspection
from tapeviz.fixing.aside import aside
from tapeviz.fixing.deadline import TimeUp, deadline
from tapeviz.fixing.rerun import compile_cell, parseable, silence
from tapeviz.fixing.scratch import Scratch
from tapeviz.provenance.lookup import evaluate
from tapeviz.provenance.sources import names_of_variables
from tapeviz.request import Request

__all__ = ["Landscape"]

KEY = "<ipython-input-tapeviz-landscape>"
FIRST_RUN_SECONDS = 10.0

Array = np.ndarray[Any, np.dtype[Any]]


class Landscape:
    """A cell in a scratch copy of its namespace, where its sources can be put anywhere. The user's objects stay."""

    def __init__(
        self, engine: Any, text: str, request: Request, namespace: Mapping[str, Any], home: Mapping[str, Any]
    ) -> None:
        """`namespace` is what the cell finds, `home` the dict that its functions have as globals.

        Raises `NotContained` where the cell, or what it needs, cannot be kept from the user's objects.
        """
        inspection = Inspection(namespace, engine.python_function)
        for code in compile_cell(text, request):
            inspection.cell(code)
        self.engine = engine
        with aside(engine):
            self.namespace = Scratch(engine, namespace, home, inspection).namespace
            self._variables = names_of_variables(self.namespace, engine)[0]
            self._found = [(variable, engine.numpy(variable)) for variable in self._variables]
        self._names = dict(self.namespace)
        target = request.target.text if request.target is not None else None
        self._program = Program(ast.parse(parseable(text)), KEY, target)
        self._has_run = False

    def values(self, sources: Sequence[str], points: Sequence[Sequence[float]]) -> Array:
        """The target at each point; shape (points,). NaN where the cell raises or gives no number."""
        with self._quietly():
            return np.array([self._at(sources, point)[0] for point in points], dtype=float)

    def slopes(self, source: str, points: Sequence[float]) -> tuple[Array, Array]:
        """The target and its derivative at each value of one source; shapes (points,). NaN where there is none."""
        with self._quietly():
            found = [self._at([source], [point], slopes=True) for point in points]
        table = np.array(found, dtype=float)
        return table[:, 0], table[:, 1]

    def seconds(self, sources: Sequence[str], point: Sequence[float]) -> float:
        """How long one run takes. Raises what a run of the cell raises here, and `BadInput` if it takes too long."""
        with self._quietly():
            begun = time.perf_counter()
            try:
                with deadline(FIRST_RUN_SECONDS):
                    self._run(sources, point)
            except TimeUp:
                raise BadInput(f"one run of the cell takes longer than {FIRST_RUN_SECONDS:g} s") from None
            begun = time.perf_counter() if time.perf_counter() - begun < 1 else begun
            self._run(sources, point)
            return time.perf_counter() - begun

    def _at(self, sources: Sequence[str], point: Sequence[float], *, slopes: bool = False) -> tuple[float, float]:
        try:
            target, leaves = self._run(sources, point)
            value = sum(float(self.engine.numpy(part)) for part in self.engine.flatten(target))
            gradient = self._slope(target, leaves[0]) if slopes else np.nan
        except Exception:  # noqa: BLE001 - the cell may fail where the user never went: there is no point to draw
            return np.nan, np.nan
        finally:
            self.engine.release_tape()
        return value, gradient

    def _slope(self, target: Any, leaf: Any) -> float:
        (gradient,), _ = self.engine.gradients(target, [leaf])
        return np.nan if gradient is None else float(self.engine.numpy(self.engine.densify(gradient)[0]))

    def _run(self, sources: Sequence[str], point: Sequence[float]) -> tuple[Any, list[Any]]:
        """The target, and what stands for each source there."""
        self.namespace.clear()
        self.namespace.update(self._names)
        for variable, value in self._found:
            variable.assign(value)
        leaves = [self._put(name, value) for name, value in zip(sources, point, strict=True)]
        self.namespace[TAPE] = self.engine.open_tape(True)
        try:
            self.engine.watch([leaf for leaf in leaves if self.engine.is_differentiable(leaf)])
            return self._program.run(self.namespace), leaves
        finally:
            self.engine.close_tape()

    def _put(self, name: str, value: float) -> Any:
        leaf = evaluate(name, self.namespace)
        if self.engine.kind(leaf) == "variable":
            variable = self.engine.variable(leaf)
            variable.assign(np.full(variable.shape, value))
            return variable
        self.namespace[name] = self.engine.zeros_like(leaf) + value
        return self.namespace[name]

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        with aside(self.engine), silence():
            yield
