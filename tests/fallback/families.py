"""How a family of ops is tested: values and gradients of two orders, against TensorFlow and against differences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
import pytest

from tests.fallback.rows import essential, run

NAMES = "xyzw"
RTOL = {"float16": 2e-2, "float32": 2e-4, "float64": 1e-7, "complex64": 2e-4, "complex128": 1e-7}


class Case(NamedTuple):
    """A program of x, y, z, its points, how often it is differentiated, and how many of its gradients are slopes."""

    program: str
    points: tuple[np.ndarray, ...]
    order: int = 2
    slopes: int = 2

    def __str__(self) -> str:
        shapes = " ".join(f"{point.dtype}{list(point.shape)}" for point in self.points)
        return f"{self.program} at {shapes}"


def cases(rows: Iterable[Case]) -> list[Any]:
    """The cases as pytest parameters, numbered and named by their programs."""
    return [pytest.param(case, id=f"{number}-{case.program[:50]}") for number, case in enumerate(rows)]


def leaves(value: Any) -> list[Any]:
    """The tensors in nested lists and tuples."""
    if value is None:
        return []
    if isinstance(value, list | tuple):
        return [leaf for item in value for leaf in leaves(item)]
    return [value]


def _weights(value: Any, shift: int) -> np.ndarray:
    """Uneven weights of a result's shape, so that no two of its elements can be exchanged."""
    array = np.asarray(value)
    return np.cos(np.arange(array.size) + shift).reshape(array.shape).astype(array.dtype)


def _array(value: Any) -> np.ndarray | None:
    if type(value).__name__ != "IndexedSlices":
        return None if value is None else np.asarray(value)
    dense = np.zeros(np.asarray(value.dense_shape), np.asarray(value.values).dtype)
    np.add.at(dense, np.asarray(value.indices), np.asarray(value.values))
    return dense


class Outcome(NamedTuple):
    """What a case gives: values, first and second gradients (None where there is none), or an error."""

    values: list[Any]
    first: list[Any]
    second: list[Any]
    error: str = ""


def outcome(tf: Any, case: Case) -> Outcome:
    """Run a case on an engine; the second gradients are those of the first ones, weighted."""
    points = [tf.constant(point) for point in case.points]
    names = dict(zip(NAMES, points, strict=False))
    values, first, second, dense = [], [], [], []
    try:
        with tf.GradientTape() as outer:
            outer.watch(points)
            with tf.GradientTape() as inner:
                inner.watch(points)
                values = leaves(run(tf, case.program, **names))
            if case.order:
                first = inner.gradient(*_weighted(tf, values, 1, points))
                dense = [tf.convert_to_tensor(item) for item in leaves(first)]
        if case.order > 1 and dense:
            second = outer.gradient(*_weighted(tf, dense, 2, points))
    except Exception as error:  # noqa: BLE001 - the error is the outcome
        return Outcome([], [], [], f"{type(error).__name__}: {essential(str(error))}")
    return Outcome(*([_array(item) for item in items] for items in (values, first, second)))


def _weighted(tf: Any, targets: list[Any], shift: int, points: list[Any]) -> tuple[Any, Any, Any]:
    """The arguments of a gradient: the targets that have one, the points, and the targets' weights."""
    floating = [target for target in map(tf.convert_to_tensor, targets) if target.dtype.is_floating]
    return floating, points, [tf.constant(_weights(target, shift)) for target in floating]


def check_agreement(tensorflow: Any, fallback: Any, case: Case) -> None:
    """Both engines give the same error, or the same dtypes, shapes, Nones and numbers."""
    expected, actual = outcome(tensorflow, case), outcome(fallback, case)
    assert actual.error == expected.error
    for part in ("values", "first", "second"):
        wanted, given = getattr(expected, part), getattr(actual, part)
        assert [item is None for item in given] == [item is None for item in wanted], part
        for one, other in zip(given, wanted, strict=True):
            if other is not None:
                _check_array(one, other, part)


def _check_array(given: np.ndarray, wanted: np.ndarray, part: str) -> None:
    assert (given.dtype, given.shape) == (wanted.dtype, wanted.shape), part
    if wanted.dtype.kind not in "fc":
        np.testing.assert_array_equal(given, wanted, err_msg=part)
        return
    rtol = RTOL[str(wanted.dtype)]
    # A sum that cancels keeps the error of its largest terms.
    scale = np.abs(wanted[np.isfinite(wanted)]).max(initial=1)
    np.testing.assert_allclose(given, wanted, rtol=rtol, atol=rtol * float(scale), err_msg=part)


def check_slopes(tf: Any, case: Case) -> None:
    """In a random direction the first gradient is the slope of the values, and the second that of the first."""
    points = [point.astype(np.float64) if point.dtype.kind == "f" else point for point in case.points]
    random = np.random.default_rng(7)
    directions = [random.normal(size=point.shape) * (point.dtype.kind == "f") for point in points]
    step = 1e-6

    def at(distance: float) -> Outcome:
        moved = [
            (point + distance * direction).astype(point.dtype)
            for point, direction in zip(points, directions, strict=True)
        ]
        found = outcome(tf, case._replace(points=tuple(moved)))
        assert not found.error
        return found

    here, ahead, behind = at(0), at(step), at(-step)
    for values, gradient, shift in (("values", "first", 1), ("first", "second", 2))[: case.slopes]:
        if getattr(here, gradient):
            rise = _sum(getattr(ahead, values), shift) - _sum(getattr(behind, values), shift)
            slope = sum(
                float((found * direction).sum())
                for found, direction in zip(getattr(here, gradient), directions, strict=True)
                if found is not None
            )
            assert slope == pytest.approx(rise / (2 * step), rel=1e-5, abs=1e-7), gradient


def _sum(values: list[Any], shift: int) -> float:
    return sum(
        float((value * _weights(value, shift)).sum())
        for value in values
        if value is not None and value.dtype.kind == "f"
    )
