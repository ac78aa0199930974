"""An error, or an interrupt, at every point of our own code: the cell's result is intact and no hook is left.

A slice of the points is tried here; `TAPEVIZ_FAULTS=1` tries them all, `TAPEVIZ_FAULTS=20` every 20th.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from tests.faults.injecting import Kind, Place
from tests.faults.trial import Bench

STEP = int(os.environ.get("TAPEVIZ_FAULTS", "0"))
TRIED = {"numpy": 12, "tensorflow": 4}


@pytest.fixture(params=["numpy", "tensorflow"])
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    return str(request.param)


@pytest.fixture(params=["value", "error"])
def bench(request: pytest.FixtureRequest, engine: str) -> Iterator[Bench]:
    """A cell that ends with a value, or with an error of the user's."""
    bench = Bench(engine, request.param)
    yield bench
    bench.close()


def chosen(places: list[Place], engine: str) -> list[Place]:
    return places[:: STEP or max(1, len(places) // TRIED[engine])]


@pytest.mark.parametrize("kind", ["error", "interrupt"])
def test_at_no_point_does_our_code_cost_the_cell_its_result_or_leave_a_hook(
    bench: Bench, engine: str, kind: Kind
) -> None:
    places = bench.places(kind)
    assert len(places) > 1000

    complaints = [text for place in chosen(places, engine) for text in bench.complaints(place, kind)]

    assert complaints == []


def test_the_bench_sees_a_hook_that_is_left(engine: str) -> None:
    from tapeviz.engines.hooking import Hooks

    bench = Bench(engine)
    left = Hooks()
    left._replace(left_owner(engine), "watch", lambda *_: None)

    assert any("watch" in name for name in bench.left_behind())

    left.remove()
    assert bench.left_behind() == []
    bench.close()


def left_owner(engine: str) -> type:
    if engine == "tensorflow":
        import tensorflow as tf

        return tf.GradientTape
    from tapeviz.fallback import GradientTape

    return GradientTape
