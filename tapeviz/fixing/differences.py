"""Finite differences against the tape: each source of a taped cell is moved a little, and the target is looked at."""

from __future__ import annotations

import math
import time
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from tapeviz.fixing.allowed import NotContained
from tapeviz.fixing.aside import aside, engine_of, refuse_seeded_draws, time_limit
from tapeviz.fixing.bare import BareRuns, Outcome, Place, total
from tapeviz.fixing.deadline import TimeUp
from tapeviz.fixing.taped import TapedCell
from tapeviz.report import Diagnosis

__all__ = ["MOST_ELEMENTS", "Check", "Measured", "SourceCheck", "check", "judge", "natural_step"]

MOST_ELEMENTS = 16
SEED = 0
BUDGET_SECONDS = 20.0
_RUNS_PER_ELEMENT = 4
_ROUNDINGS = 16  # how many units in the last place a target may be off, beside the terms that it is the sum of
_TINY = 1e-300
_EPSILON = {"float64": 2.0**-52, "float32": 2.0**-23, "float16": 2.0**-10, "bfloat16": 2.0**-7}

Verdict = Literal["agrees", "differs", "too noisy", "kink", "jump", "not finite", "None, not 0", "None, and 0"]


@dataclass(frozen=True, slots=True)
class Measured:
    """One directional derivative by differences: the central one, what it may be off by, and the two one-sided ones.

    `index` is the element that was moved, None for all elements at once along a direction. `tape` is the tape's own
    number, None where the gradient is None.
    """

    index: tuple[int, ...] | None
    step: float
    central: float
    error: float
    left: float
    right: float
    tape: float | None
    verdict: Verdict

    @property
    def apart(self) -> float:
        """How far the tape is from the differences."""
        return abs(self.central - (self.tape or 0.0))

    @property
    def size(self) -> float:
        """The larger of the two."""
        return max(abs(self.central), abs(self.tape or 0.0))


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """One source: its elements that were moved, of how many, or in `reason` why none was."""

    name: str
    cause: str = ""
    size: int = 1
    shape: tuple[int, ...] = ()
    dtype: str = ""
    measured: tuple[Measured, ...] = ()
    whole: Measured | None = None
    reason: str = ""

    @property
    def worst(self) -> Measured | None:
        """The element whose verdict, then whose error, is the worst; noise counts only where nothing else is seen."""
        return max(self.measured, key=lambda m: (_RANK[m.verdict], m.apart), default=None)

    @property
    def relative(self) -> float:
        """The largest distance between tape and differences, relative to the largest derivative of this source."""
        known = [m for m in self.measured if math.isfinite(m.apart)]
        size = max((m.size for m in known), default=0.0)
        return max((m.apart for m in known), default=0.0) / max(size, _TINY)


_RANK: dict[str, int] = {
    "differs": 7,
    "not finite": 6,
    "None, not 0": 5,
    "jump": 4,
    "kink": 3,
    "agrees": 2,
    "None, and 0": 2,
    "too noisy": 1,
}


@dataclass(frozen=True, slots=True)
class Check:
    """What the differences say about a cell. With a `refusal` nothing was measured.

    `draws` says that two runs of the unchanged cell differ (by `spread`) and agree once they draw the same numbers.
    `moved` is the target now, where it is not what the report recorded: the cell changed what it started from.
    """

    target: str
    value: float = 0.0
    sources: tuple[SourceCheck, ...] = ()
    step: float | None = None
    draws: bool = False
    spread: float = 0.0
    moved: bool = False
    refusal: str = ""
    left_out: int = 0


# ---- the numbers ----------------------------------------------------------------------------------------------------


def natural_step(value: float, epsilon: float) -> float:
    """The step of a central difference: the cube root of the dtype's epsilon beside `value`, as a power of two.

    There the error of the formula (step squared) and that of rounding (epsilon by step) are of one size.
    """
    return float(2.0 ** round(math.log2(epsilon ** (1 / 3) * max(1.0, abs(value)))))


def judge(
    values: tuple[float, float, float, float, float],
    offsets: tuple[float, float, float, float],
    noise: float,
    tape: float | None,
    index: tuple[int, ...] | None = (),
) -> Measured:
    """The verdict on one derivative.

    `values` are the target at -2h, -h, 0, h and 2h, `offsets` the four moves as they came out in the source's dtype,
    `noise` how far a value may be off by rounding. A kink shows in the difference of the two one-sided slopes: of a
    smooth function it halves with the step, at a kink it stays, at a jump it doubles as the step halves.
    """
    far_low, low, here, high, far_high = values
    below2, below, above, above2 = offsets
    step = (above - below) / 2
    if not all(map(math.isfinite, values)):
        return Measured(index, step, math.nan, math.nan, math.nan, math.nan, tape, "not finite")
    left, right = (here - low) / -below, (high - here) / above
    near, far = (high - low) / (above - below), (far_high - far_low) / (above2 - below2)
    fuzz = 2 * noise / step
    curve = abs(near - far)
    central = (4 * near - far) / 3 if curve < 0.05 * abs(near) else near
    error = fuzz + curve / 3
    bend, wide = right - left, (far_high - here) / above2 - (here - far_low) / -below2
    verdict: Verdict
    if abs(bend) > max(4 * fuzz, 0.02 * max(abs(left), abs(right))) and abs(bend) > 0.75 * abs(wide):
        verdict = "jump" if abs(bend) > 1.5 * abs(wide) else "kink"
        found = Measured(index, step, near, error, left, right, tape, verdict)
        return replace(found, verdict=_beside_kink(found, fuzz))
    verdict = _agreement(central, tape, error)
    return Measured(index, step, central, error, left, right, tape, verdict)


def _beside_kink(found: Measured, fuzz: float) -> Verdict:
    """At a kink every slope between the two sides is right; a None there has no slope to compare."""
    low, high = sorted((found.left, found.right))
    slack = fuzz + 0.02 * (high - low)
    if found.verdict == "jump" or found.tape is None or low - slack <= found.tape <= high + slack:
        return found.verdict
    return "differs"


def _agreement(central: float, tape: float | None, error: float) -> Verdict:
    if tape is None:
        return "None, not 0" if abs(central) > 2 * error else "None, and 0"
    if not math.isfinite(tape):
        return "not finite"
    larger = max(abs(central), abs(tape))
    if abs(central - tape) > error + 1e-3 * larger:
        return "differs"
    # A difference that could be off by half says nothing, unless the tape has exactly 0.
    return "too noisy" if tape and error > larger / 2 else "agrees"


# ---- the cell -------------------------------------------------------------------------------------------------------


def check(cell: TapedCell, source: str | None = None, step: float | None = None, *, engine: Any = None) -> Check:
    """Move every source of the cell, or one, and compare with the tape; all runs are in scratch namespaces."""
    target = cell.report.recording.target
    empty = Check(target.name if target is not None else "the target", step=step)
    if cell.report.recording.failure:
        return replace(empty, refusal="the cell raised, so it has no target to look at")
    engine = engine or engine_of(cell)
    limit = time_limit(cell)
    try:
        if engine.name == "tensorflow":
            refuse_seeded_draws(cell.report)
    except NotContained as reason:
        return replace(empty, refusal=f"stochastic: {reason}")
    try:
        with aside(engine):
            return _Checker(cell, engine, limit, step).check(empty, source)
    except NotContained as reason:
        return replace(empty, refusal=str(reason))
    except TimeUp:
        return replace(empty, refusal=f"in a copy of the namespace the cell takes longer than {limit:g} s")
    except Exception as error:  # noqa: BLE001 - whatever the copy lacks, it is the copy's fault
        return replace(empty, refusal=f"a copy of the namespace does not behave like the namespace: {_one_line(error)}")


class _Checker:
    """The runs of one check."""

    def __init__(self, cell: TapedCell, engine: Any, limit: float, step: float | None) -> None:
        self.cell = cell
        self.engine = engine
        self.runs = BareRuns(cell, engine, limit)
        self.step = step
        self.draws = False
        self.here = 0.0
        self.noise = 0.0
        self.epsilon = _coarsest(cell)
        self.seconds = 0.0

    def check(self, empty: Check, source: str | None) -> Check:
        first, second = self.sum_of(self.runs.run()), self.sum_of(self.runs.run())
        self.draws = not _same(first, second)
        fourth = self.repeated()[0] if self.draws else second
        begun = time.perf_counter()
        third, outcome = self.repeated()
        self.seconds = time.perf_counter() - begun
        if not _same(third, fourth):
            raise NotContained(
                f"stochastic: two runs of the unchanged cell give {first:.6g} and {second:.6g}, also with the random "
                "states put back, so a difference would measure the draws"
            )
        self.here = third
        diagnoses = [d for d in self.cell.report.diagnoses if source in (None, d.source)]
        tape = self.runs.gradients(outcome, [d.source for d in diagnoses])
        self.engine.release_tape()
        shown, each = self.shares(len(diagnoses))
        found = tuple(self.source(d, g, each) for d, g in zip(diagnoses[:shown], tape, strict=False))
        summary = self.cell.report.recording.target.summary if self.cell.report.recording.target else None
        before = summary.values[0] if summary is not None and summary.values and summary.size == 1 else None
        moved = not self.draws and isinstance(before, float) and not math.isclose(before, third, rel_tol=1e-5)
        return replace(
            empty,
            value=third,
            sources=found,
            draws=self.draws,
            spread=abs(first - second),
            moved=moved,
            left_out=len(diagnoses) - shown,
        )

    def shares(self, sources: int) -> tuple[int, int]:
        """For how many sources there is time, and for how many elements of each."""
        runs = BUDGET_SECONDS / max(self.seconds, 1e-4)
        shown = max(1, min(sources, int(runs / _RUNS_PER_ELEMENT)))
        return shown, max(1, min(MOST_ELEMENTS, int(runs / (_RUNS_PER_ELEMENT * shown)) - 1))

    # ---- runs ----

    def sum_of(self, outcome: Outcome) -> float:
        value, size = total(self.engine, outcome.target)
        self.noise = _ROUNDINGS * self.epsilon * size
        return value

    def repeated(self, place: Place | None = None, value: Any = None) -> tuple[float, Outcome]:
        """A run that draws what every such run draws."""
        with self.runs.frozen(draws=self.draws):
            outcome = self.runs.run(place, value)
        return self.sum_of(outcome), outcome

    # ---- a source ----

    def source(self, diagnosis: Diagnosis, tape: Any, most: int) -> SourceCheck:
        found = SourceCheck(diagnosis.source, str(diagnosis.cause or ""))
        if diagnosis.status == "error":
            return replace(found, reason=f"the tape raises for it: {diagnosis.gradient.error or diagnosis.cause}")
        try:
            place = self.runs.place(diagnosis.source, has_gradient=diagnosis.status == "gradient")
            base = self.runs.value_at(place)
            return self.moved(found, place, base, tape if diagnosis.status == "gradient" else None, most)
        except NotContained as reason:
            return replace(found, reason=str(reason))
        except Exception as error:  # noqa: BLE001 - beside its value the cell may raise anything
            return replace(found, reason=f"moved a little, the cell raises {_one_line(error)}")

    def moved(self, found: SourceCheck, place: Place, base: Any, tape: Any, most: int) -> SourceCheck:
        name = getattr(getattr(base, "dtype", None), "name", "")
        if name not in _EPSILON:
            raise NotContained(f"its dtype is {name or 'unknown'}: only real numbers can be moved by a small step")
        size = int(base.size)
        found = replace(found, size=size, shape=tuple(base.shape), dtype=name)
        if not size:
            raise NotContained("it has no elements")
        sample = np.random.default_rng(SEED).choice(size, most, replace=False) if size > most else np.arange(size)
        chosen = sorted(int(k) for k in sample)
        measured = tuple(self.element(place, base, tape, k) for k in chosen)
        whole = self.direction(place, base, tape) if size > most else None
        return replace(found, measured=measured, whole=whole)

    def element(self, place: Place, base: Any, tape: Any, flat: int) -> Measured:
        index = tuple(int(k) for k in np.unravel_index(flat, base.shape))
        way = np.zeros(base.shape)
        way[index] = 1.0
        slope = None if tape is None else float(np.asarray(tape, np.float64)[index])
        return self.along(place, base, way, slope, index)

    def direction(self, place: Place, base: Any, tape: Any) -> Measured:
        """All elements at once, each up or down by the same step."""
        way = np.random.default_rng(SEED).choice([-1.0, 1.0], base.shape)
        slope = None if tape is None else float((np.asarray(tape, np.float64) * way).sum())
        return self.along(place, base, way, slope, None)

    def along(self, place: Place, base: Any, way: Any, tape: float | None, index: tuple[int, ...] | None) -> Measured:
        wide = base.astype(np.float64)
        beside = float(np.abs(wide[way != 0]).max())
        step = self.step if self.step is not None else natural_step(beside, self.epsilon)
        found = self.at_step(place, wide, base.dtype, way, step, tape, index)
        if self.step is None:
            smaller = step
            if found.verdict == "not finite" and 0 < beside < 4 * step:
                smaller = float(2.0 ** math.floor(math.log2(beside / 8)))  # the edge of its domain is near
            elif found.verdict == "too noisy":
                smaller = step / 16  # the noise may be the curve of the function
            if smaller < step:
                again = self.at_step(place, wide, base.dtype, way, smaller, tape, index)
                found = again if found.verdict == "not finite" or again.error < found.error else found
        return found

    def at_step(
        self, place: Place, wide: Any, dtype: Any, way: Any, step: float, tape: float | None, index: Any
    ) -> Measured:
        offsets, values = [], []
        for times in (-2, -1, 1, 2):
            moved = (wide + times * step * way).astype(dtype)
            offsets.append(_mean_move(moved.astype(np.float64) - wide, way))
            if not offsets[-1]:
                raise NotContained(
                    f"a step of {step:g} vanishes beside its value in {dtype.name}; take a larger --step"
                )
            values.append(self.repeated(place, moved)[0])
        low2, low, high, high2 = values
        return judge((low2, low, self.here, high, high2), tuple(offsets), self.noise, tape, index)  # type: ignore[arg-type]


def _mean_move(moved: Any, way: Any) -> float:
    return float((moved * way).sum() / np.abs(way).sum())


def _coarsest(cell: TapedCell) -> float:
    """The epsilon of the coarsest dtype that the cell computes in: that is what its target is good for."""
    dtypes = {tensor.spec.dtype for tensor in cell.report.recording.tensors}
    return max((_EPSILON[name] for name in dtypes if name in _EPSILON), default=_EPSILON["float32"])


def _same(first: float, second: float) -> bool:
    return first == second or (math.isnan(first) and math.isnan(second))


def _one_line(error: BaseException) -> str:
    text = (str(error).strip().splitlines() or [""])[0]
    return f"{type(error).__name__}: {text[:160]}".rstrip(": ")
