"""The NumPy engine against TensorFlow: random programs give the same values, gradients, Nones and kinds of error.

`TAPEVIZ_DIFFERENTIAL=10000` runs that many examples, of another seed each time; without it the examples are always the
same ones.
"""

from __future__ import annotations

import os
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings

from tests.fallback.outcomes import check_same, outcome
from tests.fallback.programs import Program, chains, double_ops, single_ops

BY_HAND = os.environ.get("TAPEVIZ_DIFFERENTIAL")
EXAMPLES = int(BY_HAND or 2000)
SETTINGS = {
    "derandomize": BY_HAND is None,
    "database": None,
    "deadline": None,
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.filter_too_much],
    "print_blob": False,
}


def _compare(engines: tuple[Any, Any], program: Program, order: int = 1) -> None:
    tensorflow, fallback = engines
    expected = outcome(tensorflow, program, order)
    # A kernel that TensorFlow happens not to have on this device says nothing of what is right.
    assume(expected.error is None or not expected.error.startswith("NotFoundError"))
    # Beyond this the last bits of an argument decide what a sine is.
    floating = [value for value in expected.values[:-1] if value.dtype.kind == "f"]
    assume(all(np.abs(value[np.isfinite(value)]).max(initial=0) < 1e6 for value in floating))
    check_same(program, expected, outcome(fallback, program, order))


@settings(max_examples=EXAMPLES * 2 // 5, **SETTINGS)
@given(program=single_ops())
def test_an_op_gives_the_same(engines: tuple[Any, Any], program: Program) -> None:
    _compare(engines, program)


@settings(max_examples=EXAMPLES // 5, **SETTINGS)
@given(program=double_ops())
def test_an_op_gives_the_same_in_the_second_order(engines: tuple[Any, Any], program: Program) -> None:
    _compare(engines, program, order=2)


@settings(max_examples=EXAMPLES * 2 // 5, **SETTINGS)
@given(program=chains())
def test_a_program_gives_the_same(engines: tuple[Any, Any], program: Program) -> None:
    _compare(engines, program)


SINE = Program((np.array([0.25, 1.0], np.float32),), ("y = tf.sin(x0)",))


def test_a_gradient_that_is_wrong_by_a_thousandth_is_caught(engines: tuple[Any, Any], monkeypatch: Any) -> None:
    from tapeviz.fallback import registry

    tensorflow, fallback = engines
    entry = registry.TABLE["Sin"]
    right = entry.vjp
    check_same(SINE, outcome(tensorflow, SINE), outcome(fallback, SINE))
    monkeypatch.setattr(entry, "vjp", lambda op, *cotangents: right(op, *cotangents) * 1.001)
    with pytest.raises(AssertionError, match="gradient of x0"):
        check_same(SINE, outcome(tensorflow, SINE), outcome(fallback, SINE))


def test_a_value_that_is_wrong_by_a_thousandth_is_caught(engines: tuple[Any, Any], monkeypatch: Any) -> None:
    from tapeviz.fallback import registry

    tensorflow, fallback = engines
    monkeypatch.setattr(registry.TABLE["Sin"], "kernel", lambda array: np.sin(array) * np.float32(1.001))
    with pytest.raises(AssertionError, match="value of: y"):
        check_same(SINE, outcome(tensorflow, SINE), outcome(fallback, SINE))


WRONG = [
    # what is done to TensorFlow's outcome, what the check says
    (lambda o: o.gradients.__setitem__(0, None), "instead of"),
    (lambda o: o.gradients.__setitem__(0, o.gradients[0].astype(np.float64)), "gradient of x0"),
    (lambda o: o.values.__setitem__(0, o.values[0][None]), "value of: y"),
    (lambda o: setattr(o, "error", "ValueError at gradient"), "instead of None"),
    (lambda o: o.values.__setitem__(0, o.values[0] * np.float32(np.nan)), "value of: y"),
]


@pytest.mark.parametrize(("spoil", "message"), WRONG, ids=["none", "dtype", "shape", "error", "nan"])
def test_other_differences_are_caught(engines: tuple[Any, Any], spoil: Any, message: str) -> None:
    expected, spoilt = outcome(engines[0], SINE), outcome(engines[0], SINE)
    check_same(SINE, expected, spoilt)
    spoil(spoilt)
    with pytest.raises(AssertionError, match=message):
        check_same(SINE, expected, spoilt)
