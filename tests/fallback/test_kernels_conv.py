"""Convolutions, pools and their adjoints are TensorFlow's: as measured, and as it is now where it is installed."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from tapeviz.fallback.kernels import conv, pool, windows

# What TensorFlow 2.21 gives for the whole numbers of `whole`: output, gradient of the input, gradient of the filters.
CONVOLUTIONS = [
    # kind, input, filters, stride, padding, output, input gradient, filter gradient
    ("conv", (1, 4, 3, 2), (2, 2, 2, 2), 1, "VALID",
     [17, -13, -12, -10, -14, 10, 13, -1, 4, 12, 17, -13],
     [8, -6, 0, -6, -4, 4, -6, 19, 8, -9, -5, -2, -13, 2, 28, 0, -5, -3, -7, -6, 12, 15, -4, -2],
     [16, 17, -12, 6, -26, 9, 16, -9, -5, -7, 16, 17, -12, 6, -26, 9]),
    ("depthwise", (1, 4, 3, 2), (2, 2, 2, 2), 1, "VALID",
     [8, -5, 9, -8, -6, -3, -6, -7, -6, 1, -8, 9, 8, -4, 5, 3, 1, 7, 3, 5, 8, -5, 9, -8],
     [8, -2, -8, 1, 10, 2, -4, -4, -6, -7, 5, -5, -9, -2, 7, 11, -4, -7, 2, 8, 1, -8, -2, 10],
     [25, -19, -6, -6, -9, -19, -14, -3, -14, 2, -9, 10, -6, 30, 25, 6]),
    ("conv", (1, 4, 3, 2), (2, 3, 2, 1), 2, "SAME",
     [-5, 9, -14, 10],
     [-8, 4, 0, 8, -4, 2, 4, -4, 8, -4, 2, -2, 0, 0, -4, 0, 4, -2, 0, 0, 0, 4, -2, 2],
     [-12, 2, 14, 2, -12, 4, 2, -12, -2, 14, 0, -12]),
    ("depthwise", (1, 4, 3, 2), (2, 3, 2, 1), 2, "SAME",
     [-4, -1, -1, 10, -11, -3, 12, -2],
     [-8, 2, -4, 4, 0, -2, 4, -2, 8, 4, 0, 2, 8, 3, 6, 6, -2, -1, -4, -3, -8, 2, 1, 1],
     [3, -2, 1, -8, -24, 2, -1, 3, 4, 19, 4, 3]),
    ("conv", (2, 3, 3, 1), (3, 2, 1, 2), 2, ((1, 0), (0, 2)),
     [-6, 5, 5, -8, 3, -10, 5, -7],
     [0, -4, -4, 2, 8, 2, 0, 0, 0, 10, -6, -3, -7, -8, 2, 0, 0, 0],
     [0, 0, 0, 0, 22, 5, -4, 3, -1, 1, -4, -7]),
]  # fmt: skip

# As above, 36 times each number, so that means are whole; many maxima stand in a window more than once.
POOLS = [
    # kind, input, window, stride, padding, output, gradient
    ("max", (1, 4, 3, 2), (2, 2), 1, "VALID",
     [72, 72, 72, 72, 72, 72, 72, 72, 72, 72, 72, 72],
     [-144, 0, 0, 0, 0, 0, 0, 0, 108, 0, 0, 0, 0, -252, 0, 36, 0, 0, 108, 0, -72, 0, 0, 0]),
    ("avg", (1, 4, 3, 2), (2, 2), 1, "VALID",
     [54, 36, 45, 45, 36, 45, 45, 36, 45, 45, 36, 54],
     [-36, -18, -36, 0, 0, 18, 0, -45, -9, -18, -9, 27, 63, -63, 36, -54, -27, 9, 27, -36, 9, -36, -18, 0]),
    ("max", (1, 3, 4, 1), (2, 3), 2, "SAME",
     [72, 72, 72, 72],
     [-144, 0, 0, -72, 0, 0, 0, 0, 0, 0, 72, 0]),
    ("avg", (1, 3, 4, 1), (2, 3), 2, "SAME",
     [42, 45, 48, 54],
     [-24, -24, -42, -18, -24, -24, -42, -18, 0, 0, 36, 36]),
    ("max", (1, 5, 5, 1), (3, 3), 2, "SAME",
     [72, 72, 72, 72, 72, 72, 72, 72, 72],
     [-144, 0, 0, -72, 0, 72, 0, 0, 36, 0, 0, 0, 0, 0, 0, -36, 0, 0, 144, 0, 0, 0, 0, 0, 0]),
    ("avg", (1, 5, 5, 1), (3, 3), 2, "SAME",
     [54, 48, 36, 54, 48, 36, 54, 48, 36],
     [-36, -48, -12, -12, 0, -24, -20, 4, -14, -18, 12, 28, 16, -2, -18, 3, 25, 22, 31, 9, -9, -3, 6, 33, 27]),
]  # fmt: skip

CONV = (conv.conv, conv.conv_input_gradient, conv.conv_filter_gradient)
DEPTHWISE = (conv.depthwise, conv.depthwise_input_gradient, conv.depthwise_filter_gradient)


def whole(shape: tuple[int, ...], modulus: int, step: int) -> np.ndarray:
    """Small whole numbers around zero that follow each other without a visible order."""
    numbers = np.arange(np.prod(shape)) * step % modulus - modulus // 2
    return numbers.astype(np.float32).reshape(shape)


@pytest.mark.parametrize(("kind", "inputs", "filters", "stride", "padding", "output", "dx", "dw"), CONVOLUTIONS)
def test_convolutions_are_those_that_were_measured(
    kind: str, inputs: Any, filters: Any, stride: int, padding: Any, output: Any, dx: Any, dw: Any
) -> None:
    forward, input_gradient, filter_gradient = CONV if kind == "conv" else DEPTHWISE
    x, w = whole(inputs, 7, 3), whole(filters, 5, 2)
    where = windows.plan(inputs[1:-1], filters[:2], (stride, stride), padding)
    y = forward(x, w, where)
    dy = whole(y.shape, 9, 2)
    assert y.ravel().tolist() == output
    assert input_gradient(x.shape, w, dy, where).ravel().tolist() == dx
    assert filter_gradient(x, w.shape, dy, where).ravel().tolist() == dw


@pytest.mark.parametrize(("kind", "inputs", "window", "stride", "padding", "output", "dx"), POOLS)
def test_pools_are_those_that_were_measured(
    kind: str, inputs: Any, window: Any, stride: int, padding: str, output: Any, dx: Any
) -> None:
    x = np.abs(whole(inputs, 5, 3))
    where = windows.plan(inputs[1:-1], window, (stride, stride), padding)
    y = pool.max_pool(x, where) if kind == "max" else pool.avg_pool(x, where)
    dy = 36 * whole(y.shape, 9, 2)
    gradient = pool.max_pool_gradient(x, dy, where) if kind == "max" else pool.avg_pool_gradient(x.shape, dy, where)
    np.testing.assert_allclose(36 * y.ravel(), output, rtol=1e-5)
    np.testing.assert_allclose(gradient.ravel(), dx, atol=1e-4)


@pytest.mark.parametrize(
    ("values", "maximum", "gradient"),
    [
        ([np.nan, 1, 2, 3], 3, [1, 0, 0, 0]),
        ([2, 3, np.nan, 1], 3, [0, 1, 0, 0]),
        ([np.nan] * 4, np.finfo(np.float32).min, [1, 0, 0, 0]),
        ([-np.inf] * 4, np.finfo(np.float32).min, [1, 0, 0, 0]),
    ],
)
def test_what_is_no_number_is_no_maximum(values: Any, maximum: float, gradient: Any) -> None:
    x = np.array(values, np.float32).reshape(1, 2, 2, 1)
    where = windows.plan((2, 2), (2, 2), (1, 1), "VALID")
    assert pool.max_pool(x, where).item() == maximum
    assert pool.max_pool_gradient(x, np.ones((1, 1, 1, 1), np.float32), where).ravel().tolist() == gradient


GEOMETRIES = [
    (size, window, stride, dilation, padding)
    for size, window, stride, dilation, padding in itertools.product(
        [(6, 5), (7,), (4, 3, 5)], [1, 2, 3], [1, 2, 3], [1, 2], ["SAME", "VALID", (1, 2)]
    )
    if (stride == 1 or dilation == 1) and (padding != "VALID" or (window - 1) * dilation < min(size))
]


def geometry(size: Any, window: int, stride: int, dilation: int, padding: Any) -> windows.Plan:
    axes = len(size)
    pads = padding if isinstance(padding, str) else [padding] * axes
    return windows.plan(size, (window,) * axes, (stride,) * axes, pads, (dilation,) * axes)


@pytest.mark.parametrize(("size", "window", "stride", "dilation", "padding"), GEOMETRIES)
@pytest.mark.parametrize("kind", ["conv", "grouped", "depthwise"])
def test_adjoints_belong_to_their_convolution(
    kind: str, size: Any, window: int, stride: int, dilation: int, padding: Any
) -> None:
    random = np.random.default_rng(window)
    where = geometry(size, window, stride, dilation, padding)
    x = random.normal(size=(2, *size, 4))
    w = random.normal(size=(*where.window, 2 if kind == "grouped" else 4, 6 if kind != "depthwise" else 3))
    forward, input_gradient, filter_gradient = DEPTHWISE if kind == "depthwise" else CONV
    y = forward(x, w, where)
    dy = random.normal(size=y.shape)
    dx, dw = input_gradient(x.shape, w, dy, where), filter_gradient(x, w.shape, dy, where)
    assert (dx.shape, dw.shape) == (x.shape, w.shape)
    assert (dx * x).sum() == pytest.approx((dy * y).sum())
    assert (dw * w).sum() == pytest.approx((dy * y).sum())


def test_a_large_batch_goes_through_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    random = np.random.default_rng(0)
    x, w = random.normal(size=(7, 6, 6, 2)), random.normal(size=(3, 3, 2, 4))
    where = windows.plan((6, 6), (3, 3), (1, 1), "SAME")
    dy = random.normal(size=(7, 6, 6, 4))

    def everything() -> list[np.ndarray]:
        return [
            conv.conv(x, w, where),
            conv.conv_input_gradient(x.shape, w, dy, where),
            conv.conv_filter_gradient(x, w.shape, dy, where),
        ]

    at_once = everything()
    monkeypatch.setattr(conv, "_COLUMN_BYTES", 3 * 36 * 18 * 8)
    for one, other in zip(at_once, everything(), strict=True):
        np.testing.assert_allclose(one, other, rtol=1e-12)


def test_windows_that_do_not_fit() -> None:
    assert windows.plan((4,), (5,), (1,), "VALID").out == (0,)
    with pytest.raises(windows.NegativeSizeError) as caught:
        windows.plan((4,), (6,), (1,), "VALID")
    assert (caught.value.size, caught.value.window, caught.value.stride) == (4, 6, 1)


# Its two axes do not, and there the gradient of a convolution is no longer the adjoint of its output.
NEGATIVE = "over three axes TensorFlow pads by a negative number where a window is smaller than its stride"


@pytest.fixture(scope="module")
def tensorflow() -> Any:
    return pytest.importorskip("tensorflow")


def with_gradients(tensorflow: Any, function: Any, *arrays: np.ndarray) -> tuple[np.ndarray, ...]:
    """A function's value, a cotangent of its shape and the gradients under it, as NumPy arrays."""
    tensors = [tensorflow.constant(array) for array in arrays]
    with tensorflow.GradientTape() as tape:
        tape.watch(tensors)
        y = function(*tensors)
    dy = np.random.default_rng(5).normal(size=y.shape).astype(np.float32)
    gradients = tape.gradient(y, tensors, tensorflow.constant(dy))
    return (y.numpy(), dy, *(gradient.numpy() for gradient in gradients))


@pytest.mark.parametrize(("size", "window", "stride", "dilation", "padding"), GEOMETRIES)
def test_convolutions_agree_with_tensorflow(
    tensorflow: Any, size: Any, window: int, stride: int, dilation: int, padding: Any
) -> None:
    """TensorFlow's CPU has no gradient of dilated convolutions, and explicit padding for two axes only."""
    axes = len(size)
    if dilation > 1 or (axes != 2 and not isinstance(padding, str)):
        pytest.skip("not on TensorFlow's CPU")
    if axes == 3 and window < stride:
        pytest.skip(NEGATIVE)
    where = geometry(size, window, stride, dilation, padding)
    random = np.random.default_rng(window)
    x = random.normal(size=(2, *size, 3)).astype(np.float32)
    w = random.normal(size=(*where.window, 3, 4)).astype(np.float32)
    pads = padding if isinstance(padding, str) else [[0, 0], *map(list, where.pads), [0, 0]]
    function = {1: tensorflow.nn.conv1d, 2: tensorflow.nn.conv2d, 3: tensorflow.nn.conv3d}[axes]
    strides: Any = [1, *where.strides, 1] if axes == 3 else stride
    y, dy, dx, dw = with_gradients(tensorflow, lambda x, w: function(x, w, strides, pads), x, w)
    close(conv.conv(x, w, where), y)
    close(conv.conv_input_gradient(x.shape, w, dy, where), dx)
    close(conv.conv_filter_gradient(x, w.shape, dy, where), dw)


@pytest.mark.parametrize(("size", "window", "stride", "dilation", "padding"), GEOMETRIES)
def test_pools_agree_with_tensorflow(
    tensorflow: Any, size: Any, window: int, stride: int, dilation: int, padding: Any
) -> None:
    if dilation > 1 or not isinstance(padding, str):
        pytest.skip("TensorFlow's pools have neither dilation nor, for means, explicit padding")
    if len(size) == 3 and window < stride:
        pytest.skip(NEGATIVE)
    where = geometry(size, window, stride, dilation, padding)
    x = np.random.default_rng(window).integers(0, 3, size=(2, *size, 3)).astype(np.float32)
    for name in ("max", "avg"):
        function = getattr(tensorflow.nn, f"{name}_pool{len(size)}d")
        y, dy, dx = with_gradients(tensorflow, lambda x, f=function: f(x, window, stride, padding), x)
        close(pool.max_pool(x, where) if name == "max" else pool.avg_pool(x, where), y)
        if name == "avg":
            close(pool.avg_pool_gradient(x.shape, dy, where), dx)
        elif len(size) < 3:
            close(pool.max_pool_gradient(x, dy, where), dx)
        else:
            close(pool.max_pool_gradient_to_all(x, dy, where), dx)


def test_over_three_axes_each_maximum_takes_the_gradient() -> None:
    x = np.array([1, 2, 2, 0, 2, 2, 1, 0], np.float32).reshape(1, 2, 2, 2, 1)
    where = windows.plan((2, 2, 2), (2, 2, 2), (1, 1, 1), "SAME")
    dx = pool.max_pool_gradient_to_all(x, np.ones_like(x), where)
    assert dx.ravel().tolist() == [0, 2, 2, 1, 2, 4, 1, 2]


def close(ours: np.ndarray, theirs: np.ndarray) -> None:
    assert ours.dtype == theirs.dtype
    np.testing.assert_allclose(ours, theirs, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("seed", range(40))
def test_maxima_among_what_is_no_number_agree_with_tensorflow(tensorflow: Any, seed: int) -> None:
    random = np.random.default_rng(seed)
    size, window, stride = random.integers(2, 7, 2), random.integers(1, 4, 2), int(random.integers(1, 4))
    padding = "VALID" if seed % 2 and (window <= size).all() else "SAME"
    values = np.array([np.nan, -np.inf, np.inf, 0, 1, 2], np.float32)
    x = random.choice(values, size=(2, *size, 2), p=[0.25, 0.3, 0.05, 0.15, 0.15, 0.1])
    where = windows.plan(size.tolist(), window.tolist(), (stride, stride), padding)
    y, dy, dx = with_gradients(tensorflow, lambda x: tensorflow.nn.max_pool2d(x, window.tolist(), stride, padding), x)
    np.testing.assert_array_equal(pool.max_pool(x, where), y)
    np.testing.assert_allclose(pool.max_pool_gradient(x, dy, where), dx, rtol=1e-6)
