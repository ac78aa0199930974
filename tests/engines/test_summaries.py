"""What is kept of thousands of arrays at little cost is what is kept of one."""

from __future__ import annotations

import dataclasses
import importlib
from typing import Any

import numpy as np
import pytest

from tapeviz.engines.summaries import summarize, summarize_many
from tests.engines.taping import tape


@pytest.mark.parametrize(
    "array",
    [
        np.linspace(-1.0, 2.0, 1_000, dtype=np.float32).reshape(10, 100),
        np.linspace(0.0, 1.0, 1_000)[::3],
        np.full(500, 0.3, dtype=np.float32),
        np.full(500, 1e-30, dtype=np.float32),
        np.full(500, 1e30, dtype=np.float32),
        np.zeros(500),
        np.where(np.arange(500) % 7, 1.0, np.nan),
        np.where(np.arange(500) % 7, 1.0, np.inf).astype(np.float32),
        np.linspace(1.0, 2.0, 500).astype(np.float16),
        np.arange(500) * 1j,
        np.arange(5.0).reshape(5, 1),
        np.array([0.0, np.nan, np.inf]),
        np.array(0.3, dtype=np.float32),
        np.array(0.0),
        np.array(-np.inf),
        np.array(3),
        np.zeros((0, 2)),
    ],
)
def test_the_quick_statistics_are_those_of_the_slow(array: Any) -> None:
    quick, slow = summarize_many(array), summarize(array)

    assert str(dataclasses.replace(quick, mean=None, std=None)) == str(dataclasses.replace(slow, mean=None, std=None))
    assert (quick.mean is None) is (slow.mean is None)
    if slow.mean is not None:
        assert (quick.mean, quick.std) == pytest.approx((slow.mean, slow.std), rel=1e-5, abs=1e-6 * abs(slow.mean))


@pytest.mark.parametrize("engine", ["tensorflow", "tapeviz.fallback"])
@pytest.mark.parametrize("rounds", [10, 100], ids=["small", "large"])
def test_a_large_cell_keeps_derivatives_and_small_constants_but_no_forward_values(engine: str, rounds: int) -> None:
    if engine == "tensorflow":
        pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    names = {"__name__": "__main__", "tf": importlib.import_module(engine)}
    cell = f"y = w\nfor i in range({rounds}):\n    y = tf.sin(y) * w + 0.1\nloss = y ** 2"
    found = tape(cell, "loss wrt w", setup="w = tf.Variable(0.9)", namespace=names).recording
    made = [tensor for tensor in found.tensors if tensor.origin == "op" and tensor.live]
    constants = [tensor for tensor in found.tensors if tensor.origin == "constant"]

    assert all(tensor.adjoint is not None for tensor in made)
    assert all((tensor.summary is not None) is (rounds == 10) for tensor in made)
    assert constants
    assert all(tensor.summary is not None for tensor in constants)
