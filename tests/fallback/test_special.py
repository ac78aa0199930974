"""Special functions: what they give at poles and ends, and their slopes."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close, check_raises, gradient, params, run

INF, NAN = float("inf"), float("nan")

VALUES = [
    # program, value
    ("tf.math.digamma([0., -0., -1., -2.5, 1.])", [NAN, NAN, NAN, 1.1031566, -0.5772157]),
    ("tf.math.lgamma([0., -1., .5, -.5])", [INF, INF, 0.5723649, 1.2655121]),
    ("tf.math.polygamma(1., [0., -.5, -1.25, 1.])", [INF, 8.934802, 19.181877, 1.6449341]),
    ("tf.math.polygamma(2., [0., -.5, 1.])", [NAN, -0.8287967, -2.4041138]),
    ("tf.math.polygamma([-1., 1.5], 2.)", [NAN, NAN]),
    ("tf.math.zeta([2., 4., 1., .5], 1.)", [1.6449341, 1.0823232, INF, NAN]),
    ("tf.math.zeta(2., [0., -1., -.5, -2.5])", [INF, INF, 8.934802, 9.5392466]),
    ("tf.math.zeta(3., [0., -.5])", [NAN, 0.4143983]),
    ("tf.math.igamma([1., 2., 10.], [1., 3.5, 12.])", [0.6321206, 0.8641118, 0.7576078]),
    ("tf.math.igammac([1., 2., 10.], [1., 3.5, 12.])", [0.3678795, 0.1358882, 0.2423922]),
    ("tf.math.igamma([0., -1., 2., 2.], [1., 1., 0., np.inf])", [NAN, NAN, 0.0, 1.0]),
    ("tf.math.igammac([2., 2., 2., -1.], [np.inf, -np.inf, 0., 1.])", [0.0, NAN, 1.0, NAN]),
    ("tf.math.betainc(2., 3., [0., .3, .9, 1., 1.5])", [0.0, 0.3483, 0.9963, 1.0, NAN]),
    ("tf.math.bessel_i0([0., 1., -5.])", [1.0, 1.2660658, 27.239872]),
    ("tf.math.bessel_i1([0., 1., -5.])", [0.0, 0.5651591, -24.335642]),
    ("tf.math.bessel_i0e([50., -50.])", [0.0565617, 0.0565617]),
    ("tf.math.bessel_i1e([50., -50.])", [0.0559931, -0.0559931]),
    ("tf.math.erf(c([np.inf, 30.], tf.float64))", [NAN, 1.0]),
    ("tf.math.erf([np.inf, 30.])", [1.0, 1.0]),
]


@pytest.mark.parametrize(("program", "value"), params(VALUES))
def test_a_value(tf: Any, program: str, value: list[float]) -> None:
    check_close(run(tf, program), value, rtol=2e-5)


SLOPES = [
    # expression, points, gradients
    ("tf.math.digamma(x)", ([0.0, -1.0, -0.5, 1.0],), [INF, INF, 8.934802, 1.6449341]),
    ("tf.math.lgamma(x)", ([0.0, -1.0, 1.0],), [NAN, NAN, -0.5772157]),
    ("tf.math.polygamma(x, y)", (1.0, [1.0, 2.0]), (None, [-2.4041138, -0.4041138])),
    ("tf.math.zeta(x, y)", (2.0, [1.0, 2.0]), (None, [-2.4041138, -0.4041138])),
    ("tf.math.igamma(x, y)", ([1.0, 3.0], [2.0, 1.0]), ([-0.2208254, -0.1064593], [0.1353353, 0.1839397])),
    ("tf.math.igammac(x, y)", ([1.0, 3.0], [2.0, 1.0]), ([0.2208254, 0.1064593], [-0.1353353, -0.1839397])),
    ("tf.math.betainc(x, y, z)", (2.0, 3.0, [0.3, 0.9]), (None, None, [1.764, 0.108])),
    ("tf.math.bessel_i0(x)", ([1.0, -2.0],), [0.5651591, -1.5906369]),
    ("tf.math.bessel_i1(x)", ([0.0, 1.0],), [1.0, 0.7009068]),
    ("tf.math.bessel_i0e(x)", ([1.0, -2.0],), [-0.2578492, 0.0932390]),
    ("tf.math.bessel_i1e(x)", ([0.0, 1.0],), [0.5, 0.0499378]),
]


@pytest.mark.parametrize(("expression", "points", "gradients"), params(SLOPES))
def test_a_slope(tf: Any, expression: str, points: tuple[Any, ...], gradients: Any) -> None:
    check_close(gradient(tf, expression, *points), gradients, rtol=1e-4)


def test_a_slope_is_that_of_the_values(tf: Any) -> None:
    """The derivative of P(a, x) by a has no formula in other functions: a difference of values is its measure."""
    a, x = np.meshgrid([0.3, 1.0, 2.0, 7.5, 40.0], [0.1, 1.0, 2.5, 9.0, 38.0, 60.0])
    step = 1e-5
    difference = (tf.math.igamma(a + step, x) - tf.math.igamma(a - step, x)) / (2 * step)
    slope = gradient(tf, "tf.math.igamma(x, y)", a, x)[0]
    np.testing.assert_allclose(slope, difference, rtol=1e-5, atol=1e-9)


REFUSED = [
    # program, message of the InvalidArgumentError
    ("tf.math.betainc(c([1., 2.]), c([2.]), .5)", "Shapes of a and b are inconsistent: [2] vs. [1] [Op:Betainc]"),
    ("tf.math.igamma(c([1., 2.]), c([1., 2., 3.]))", "Incompatible shapes: [2] vs. [3] [Op:Igamma]"),
    (
        "tf.math.polygamma(c(1, tf.float16), c(1, tf.float16))",
        "Value for attr 'T' of half is not in the list of allowed values: float, double [Op:Polygamma]",
    ),
]


@pytest.mark.parametrize(("program", "message"), params(REFUSED))
def test_what_is_refused(tf: Any, program: str, message: str) -> None:
    check_raises(tf, program, "InvalidArgumentError", message)
