"""What a program gives on an engine, and whether two engines gave the same."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from tests.fallback.programs import Program

# One unit in the last place of float16 is 1e-3, and kernels round twice; float64 has room for chains of a dozen ops.
RTOL = {"float16": 4e-3, "float32": 1e-5, "float64": 1e-9}
ATOL = {"float16": 4e-3, "float32": 1e-6, "float64": 1e-10}


@dataclass
class Outcome:
    """The lines' values, the inputs' gradients (None where there is none), and the error that ended it, if one did."""

    values: list[np.ndarray] = field(default_factory=list)
    gradients: list[np.ndarray | None] = field(default_factory=list)
    error: str | None = None


def outcome(tf: Any, program: Program, order: int = 1) -> Outcome:
    """Run the program under a tape that watches its inputs, and differentiate its target with uneven weights.

    For the second order the first gradients, inside the block of an outer tape, are the targets of that one.
    """
    result = Outcome()
    names = {f"x{i}": tf.constant(array) for i, array in enumerate(program.inputs)}
    inputs = list(names.values())
    floating = [x for x in inputs if x.dtype.is_floating]
    names["tf"] = tf
    step = "watch"
    try:
        with tf.GradientTape() as outer:
            outer.watch(floating)
            with tf.GradientTape() as tape:
                tape.watch(floating)
                for step in program.lines:
                    exec(step, names)
                    result.values.append(names[step.split(" = ")[0]].numpy())
            step = "gradient"
            target = names["y"]
            weights = tf.constant(_weights(result.values[-1])) if target.dtype.is_floating else None
            gradients = tape.gradient(target, inputs, output_gradients=weights)
            result.gradients = _arrays(tf, gradients)
            if order == 2:
                step = "second gradient"
                first = [tf.convert_to_tensor(gradient) for gradient in gradients if gradient is not None]
        if order == 2:
            result.gradients += _arrays(tf, outer.gradient(first, inputs))
    except Exception as error:  # noqa: BLE001 - whatever it is, the other engine must say the same
        result.error = f"{type(error).__name__} at {step}"
    return result


def _arrays(tf: Any, gradients: list[Any]) -> list[np.ndarray | None]:
    return [None if gradient is None else tf.convert_to_tensor(gradient).numpy() for gradient in gradients]


def _weights(value: np.ndarray) -> np.ndarray:
    return np.linspace(0.5, 1.5, value.size).reshape(value.shape).astype(value.dtype)


def check_same(program: Program, expected: Outcome, actual: Outcome) -> None:
    """Same error or none, same dtypes and shapes, same Nones, same numbers within the dtype's tolerance."""
    assert actual.error == expected.error, f"{program}\n{actual.error} instead of {expected.error}"
    for line, one, other in zip(program.lines, expected.values, actual.values, strict=False):
        _check_array(f"{program}\nvalue of: {line}", one, other)
    for position, (wanted, given) in enumerate(zip(expected.gradients, actual.gradients, strict=True)):
        order, index = divmod(position, len(program.inputs))
        place = f"{program}\n{('', 'second ')[order]}gradient of x{index}"
        assert (given is None) == (wanted is None), f"{place}: {given} instead of {wanted}"
        if wanted is not None:
            _check_array(place, wanted, given)


def _check_array(place: str, wanted: np.ndarray, given: np.ndarray) -> None:
    assert (given.dtype, given.shape) == (wanted.dtype, wanted.shape), place
    dtype = str(wanted.dtype)
    if dtype not in RTOL:
        np.testing.assert_array_equal(given, wanted, err_msg=place)
        return
    # A sum that cancels keeps the error of its largest terms.
    scale = max([1.0, *np.abs(wanted[np.isfinite(wanted)].astype(np.float64)).tolist()])
    np.testing.assert_allclose(
        given.astype(np.float64), wanted.astype(np.float64), rtol=RTOL[dtype], atol=ATOL[dtype] * scale, err_msg=place
    )
