"""float32 logarithm, sine and cosine as the GNU C library rounds them, which TensorFlow's random kernels call.

NumPy's own float32 functions differ from these in the last bit one time in ten. Each is a short polynomial in float64,
rounded once; the coefficients are those that the C library (2.28 and later) shares with ARM's Optimized Routines. They
were held against the C library for a seventh of the 2**23 arguments that a random number can give: no bit differed.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]


def _hex(text: str) -> Doubles:
    return np.array([float.fromhex(word) for word in text.split()])


# ln x = ln(1 + r) + ln c + k ln 2, where x = 2**k z, and c, near z, is one of 16 numbers: their inverses and
# logarithms.
_INVERSES = _hex(
    "0x1.661ec79f8f3bep+0 0x1.571ed4aaf883dp+0 0x1.49539f0f010bp+0 0x1.3c995b0b80385p+0 "
    "0x1.30d190c8864a5p+0 0x1.25e227b0b8eap+0 0x1.1bb4a4a1a343fp+0 0x1.12358f08ae5bap+0 "
    "0x1.0953f419900a7p+0 0x1p+0 0x1.e608cfd9a47acp-1 0x1.ca4b31f026aap-1 "
    "0x1.b2036576afce6p-1 0x1.9c2d163a1aa2dp-1 0x1.886e6037841edp-1 0x1.767dcf5534862p-1"
)
_LOGARITHMS = _hex(
    "-0x1.57bf7808caadep-2 -0x1.2bef0a7c06ddbp-2 -0x1.01eae7f513a67p-2 -0x1.b31d8a68224e9p-3 "
    "-0x1.6574f0ac07758p-3 -0x1.1aa2bc79c81p-3 -0x1.a4e76ce8c0e5ep-4 -0x1.1973c5a611cccp-4 "
    "-0x1.252f438e10c1ep-5 0x0p+0 0x1.aa5aa5df25984p-5 0x1.c5e53aa362eb4p-4 "
    "0x1.526e57720db08p-3 0x1.bc2860d22477p-3 0x1.1058bc8a07ee1p-2 0x1.4043057b6ee09p-2"
)
_LN_2, _L4, _L3, _L2 = _hex("0x1.62e42fefa39efp-1 -0x1.00ea348b88334p-2 0x1.5575b0be00b6ap-2 -0x1.ffffef20a4123p-2")
_LOWEST_MANTISSA = np.int32(0x3F330000)

_TWO_OVER_PI, _HALF_PI = _hex("0x1.45F306DC9C883p-1 0x1.921FB54442D18p0")
_C0, _C1, _C2, _C3, _C4 = _hex(
    "0x1p0 -0x1.ffffffd0c621cp-2 0x1.55553e1068f19p-5 -0x1.6c087e89a359dp-10 0x1.99343027bf8c3p-16"
)
_S1, _S2, _S3 = _hex("-0x1.555545995a603p-3 0x1.1107605230bc4p-7 -0x1.994eb3774cf24p-13")


def logf(x: Floats) -> Floats:
    """The natural logarithm of positive normal numbers."""
    bits = x.view(np.int32)
    offset = bits - _LOWEST_MANTISSA
    row = (offset >> 19) & 15
    exponent = offset >> 23
    mantissa = (bits - (exponent << 23)).view(np.float32).astype(np.float64)
    r = mantissa * _INVERSES[row] - 1.0
    square = r * r
    series = _L4 * square + (_L3 * r + _L2)
    result: Floats = (series * square + ((_LOGARITHMS[row] + exponent * _LN_2) + r)).astype(np.float32)
    return result


def sincosf(x: Floats) -> tuple[Floats, Floats]:
    """Sine and cosine of numbers of magnitude below 120."""
    angle = x.astype(np.float64)
    quadrant = np.floor(angle * _TWO_OVER_PI + 0.5).astype(np.int64)
    angle = angle - quadrant * _HALF_PI
    square = angle * angle
    sine, cosine = _sine(angle, square), _cosine(square)
    swapped = (quadrant & 1).astype(bool)
    sines = np.where(swapped, cosine, sine) * _sign(quadrant)
    cosines = np.where(swapped, sine, cosine) * _sign(quadrant + 1)
    return sines.astype(np.float32), cosines.astype(np.float32)


def _sign(quadrant: NDArray[Any]) -> Doubles:
    """-1 in the third and fourth quadrant, else 1."""
    return np.where(quadrant & 2, -1.0, 1.0)


def _sine(angle: Doubles, square: Doubles) -> Doubles:
    cube = angle * square
    sine: Doubles = (angle + cube * _S1) + cube * square * (_S2 + square * _S3)
    return sine


def _cosine(square: Doubles) -> Doubles:
    fourth = square * square
    cosine: Doubles = (_C0 + square * _C1 + fourth * _C2) + fourth * square * (_C3 + square * _C4)
    return cosine
