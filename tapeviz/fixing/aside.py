"""What every run of a cell beside the user's own needs: the same engine, a time limit, and nothing left changed."""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from tapeviz.background import paused
from tapeviz.fixing.allowed import NotContained
from tapeviz.fixing.taped import TapedCell
from tapeviz.report import Report

__all__ = ["aside", "engine_of", "random_states", "refuse_seeded_draws", "time_limit"]

_NO_SEED = ("0", "None")
LEAST_SECONDS, TIMES_THE_CELL = 10.0, 5.0


def engine_of(cell: TapedCell) -> Any:
    """A fresh engine of the kind that the cell ran on."""
    from tapeviz.engines.choose import engine_named

    return engine_named(cell.report.recording.engine.name)


def time_limit(cell: TapedCell) -> float:
    """How many seconds one more run of the cell may take."""
    return max(LEAST_SECONDS, TIMES_THE_CELL * cell.seconds)


def refuse_seeded_draws(report: Report) -> None:
    """Seeded random ops count on inside TensorFlow, and that counter cannot be put back. Raises `NotContained`."""
    for op in report.recording.ops:
        seeds = [value for name, value in op.attrs if name in ("seed", "seed2") and value not in _NO_SEED]
        if seeds and not op.earlier:
            raise NotContained(f"it draws random numbers with a seed ({op.op_type}), and the next draw would differ")


@contextmanager
def random_states(engine: Any) -> Iterator[None]:
    """Python's, NumPy's and the engine's random states are afterwards what they were."""
    ours, numpys = random.getstate(), np.random.get_state()  # noqa: NPY002 - the user's global state is the point
    put_back = engine.state.global_state()
    try:
        yield
    finally:
        random.setstate(ours)
        np.random.set_state(numpys)  # noqa: NPY002 - as above
        put_back()


@contextmanager
def aside(engine: Any) -> Iterator[None]:
    """Runs in here are no part of the user's past, and draw nothing that the user would draw."""
    with paused(), random_states(engine):
        yield
