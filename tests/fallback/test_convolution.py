"""Convolutions and pools as `tf.nn` has them: values and gradients of two orders."""

from __future__ import annotations

import importlib
from itertools import product
from typing import Any

import numpy as np
import pytest

from tests.fallback.families import Case, cases, check_agreement, check_slopes
from tests.fallback.rows import check_close, run

RANDOM = np.random.default_rng(4)


def normal(*shape: int) -> np.ndarray:
    return RANDOM.normal(size=shape).astype(np.float32)


IMAGES, FILTERS = normal(2, 5, 5, 3), normal(2, 3, 3, 2)
VOLUMES, CUBES = normal(1, 4, 4, 4, 2), normal(2, 2, 2, 2, 2)
PADDINGS = ['"SAME"', '"VALID"', "[[0, 0], [1, 0], [1, 2], [0, 0]]"]

CONVOLUTIONS = [
    case
    for stride, padding in product([1, 2], PADDINGS)
    for case in (
        Case(f"tf.nn.conv2d(x, y, {stride}, {padding})", (IMAGES, FILTERS)),
        Case(f"tf.nn.conv2d(x, y, {stride}, {padding}) ** 2", (IMAGES, FILTERS)),
        Case(f"tf.nn.depthwise_conv2d(x, y, [1, {stride}, {stride}, 1], {padding})", (IMAGES, FILTERS)),
    )
] + [
    case
    for stride, padding in product([1, 2], PADDINGS[:2])
    for case in (
        Case(f"tf.nn.conv1d(x, y, {stride}, {padding})", (IMAGES[0], normal(3, 3, 2))),
        Case(f"tf.nn.conv3d(x, y, [1, {stride}, {stride}, {stride}, 1], {padding})", (VOLUMES, CUBES)),
        Case(f'tf.nn.convolution(x, y, {stride}, {padding}, "NHWC")', (IMAGES, FILTERS)),
        Case(
            f"tf.nn.separable_conv2d(x, y, z, [1, {stride}, {stride}, 1], {padding})",
            (IMAGES, FILTERS, normal(1, 1, 6, 4)),
            1,
        ),
    )
]

TRANSPOSED = [
    *(
        Case(program, (IMAGES, normal(3, 3, 4, 3)))
        for program in (
            "tf.nn.conv2d_transpose(x, y, [2, 10, 10, 4], 2)",
            "tf.nn.conv2d_transpose(x, y, [2, 10, 10, 4], 2) ** 2",
            "tf.nn.conv2d_transpose(x, y, [2, 9, 9, 4], 2)",
            'tf.nn.conv2d_transpose(x, y, [2, 11, 11, 4], 2, "VALID")',
            "tf.nn.conv2d_transpose(x, y, [2, 5, 5, 4], 1)",
            "tf.nn.conv_transpose(x, y, [2, 10, 10, 4], 2)",
        )
    ),
    Case("tf.nn.conv1d_transpose(x, y, [5, 10, 4], 2)", (IMAGES[0], normal(3, 4, 3))),
    Case("tf.nn.conv3d_transpose(x, y, [1, 8, 8, 8, 3], 2)", (VOLUMES, normal(2, 2, 2, 3, 2))),
]

OTHER_TYPES = [
    Case('tf.nn.conv2d(x, y, 2, "SAME")', (IMAGES.astype(np.float64), FILTERS.astype(np.float64))),
    Case('tf.nn.conv2d(x, y, 2, "SAME")', (IMAGES.astype(np.float16), FILTERS.astype(np.float16)), 1),
    Case('tf.nn.conv2d(x[None], y, 2, "SAME") ** 2', (IMAGES, FILTERS)),
    Case('tf.nn.conv2d(x[:0], y, 2, "SAME")', (IMAGES, FILTERS)),
    Case('tf.nn.conv2d(x, y, 1, "SAME", dilations=2)', (IMAGES, FILTERS), 0),
    Case('tf.nn.conv2d(x, y, 1, "SAME")', (normal(1, 4, 4, 4), normal(2, 2, 2, 6)), 0),
]

TIES = RANDOM.integers(0, 3, (2, 6, 5, 2)).astype(np.float32)
TIED_VOLUMES = RANDOM.integers(0, 3, (2, 4, 4, 4, 2)).astype(np.float32)

POOLS = [
    case
    for kind, window, stride, padding in product(["max", "avg"], [2, 3], [1, 2], PADDINGS[:2])
    for case in (
        Case(f"tf.nn.{kind}_pool2d(x, {window}, {stride}, {padding}) ** 2", (TIES,), slopes=2 * (kind == "avg")),
        Case(f"tf.nn.{kind}_pool(x, {window}, {stride}, {padding})", (normal(2, 6, 5, 2),)),
        Case(f"tf.nn.{kind}_pool1d(x, {window}, {stride}, {padding})", (TIES[0],), slopes=2 * (kind == "avg")),
        Case(
            f"tf.nn.{kind}_pool3d(x, {window}, {stride}, {padding}) ** 2", (TIED_VOLUMES,), slopes=2 * (kind == "avg")
        ),
        Case(
            f'tf.nn.pool(x, [{window}, {window}], "{kind.upper()}", [{stride}, {stride}], {padding})',
            (normal(2, 6, 5, 2),),
        ),
    )
] + [
    Case("tf.nn.max_pool2d(x, [2, 3], [2, 1], [[0, 0], [1, 1], [0, 2], [0, 0]])", (TIES,), 1, slopes=0),
    Case('tf.nn.max_pool2d(x, 2, 2, "SAME")', (TIES.astype(np.int32),), 0),
]

POOLS += [
    *(
        Case(
            f"tf.nn.max_pool_with_argmax(x, {window}, {stride}, {padding}, include_batch_in_index={batch})",
            (TIES,),
            slopes=0,
        )
        for window, stride, padding, batch in (
            (2, 2, '"SAME"', True),
            (3, 1, '"SAME"', False),
            (2, 1, '"VALID"', False),
        )
    ),
    *(
        # Over three axes a maximum is taken of float32 only.
        Case(program, (normal(2, 6, 5, 2),), slopes=0 if kind == "MAX" and "x[None]" in program else 2)
        for kind in ("MAX", "AVG")
        for program in (
            f'tf.nn.pool(x, [2, 2], "{kind}", dilations=[2, 2]) ** 2',
            f'tf.nn.pool(x, [2, 3], "{kind}", dilations=[2, 1])',
            f'tf.nn.pool(x[0], [2], "{kind}", dilations=[2])',
            f'tf.nn.pool(x[None], [2, 2, 2], "{kind}", dilations=[1, 2, 1], padding="VALID")',
        )
    ),
]

# TensorFlow's CPU computes these forwards only; the NumPy engine has their gradients too.
BEYOND = [
    Case('tf.nn.conv2d(x, y, 1, "SAME", dilations=2) ** 2', (IMAGES, FILTERS)),
    Case('tf.nn.conv2d(x, y, 1, "SAME") ** 2', (normal(1, 4, 4, 4), normal(2, 2, 2, 6))),
    Case('tf.nn.conv3d(x, y, [1, 1, 1, 1, 1], "SAME", dilations=[1, 2, 2, 2, 1])', (VOLUMES, CUBES)),
]

ALL = [*CONVOLUTIONS, *TRANSPOSED, *OTHER_TYPES, *POOLS]


@pytest.mark.parametrize("case", cases(ALL))
def test_agrees_with_tensorflow(engines: tuple[Any, Any], case: Case) -> None:
    check_agreement(*engines, case)


@pytest.mark.parametrize("case", cases([case for case in [*ALL, *BEYOND] if case.slopes and case.order]))
def test_gradients_are_slopes(case: Case) -> None:
    check_slopes(importlib.import_module("tapeviz.fallback"), case)


def test_an_edge_filter_and_its_gradient(tf: Any) -> None:
    image = tf.reshape(tf.constant([0.0, 0, 1, 1, 0, 0, 1, 1]), [1, 2, 4, 1])
    filters = tf.constant([[[[-1.0]], [[1.0]]]])
    with tf.GradientTape() as tape:
        tape.watch([image, filters])
        edges = tf.nn.conv2d(image, filters, 1, "VALID")
    check_close(tf.reshape(edges, [2, 3]), [[0, 1, 0], [0, 1, 0]])
    for_image, for_filters = tape.gradient(edges, [image, filters])
    check_close(tf.reshape(for_image, [2, 4]), [[-1, 0, 0, 1], [-1, 0, 0, 1]])
    check_close(tf.reshape(for_filters, [2]), [2, 4])


def test_the_first_of_equal_maxima_takes_the_gradient(tf: Any) -> None:
    x = tf.ones([1, 2, 2, 1])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.max_pool2d(x, 2, 2, "VALID")
    check_close(tf.reshape(tape.gradient(y, x), [4]), [1, 0, 0, 0])


def test_a_transposed_convolution_is_the_gradient_of_a_convolution(tf: Any) -> None:
    x, filters = tf.constant(normal(1, 4, 4, 2)), tf.constant(normal(3, 3, 2, 3))
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.nn.conv2d(x, filters, 2, "SAME")
    seed = tf.constant(normal(*y.shape))
    transposed = tf.nn.conv2d_transpose(seed, filters, x.shape, 2, "SAME")
    check_close(tape.gradient(y, x, output_gradients=seed), np.asarray(transposed).tolist(), rtol=1e-4, atol=1e-5)


def test_a_small_network_learns(tf: Any) -> None:
    """Two convolutions, a pool and a matrix tell crosses from circles; every part has a gradient."""
    program = """
tf.random.set_seed(1)
side = np.linspace(-1, 1, 8)
circle = (abs(side[:, None] ** 2 + side[None] ** 2 - 0.6) < 0.3).astype("float32")
cross = (abs(abs(side[:, None]) - abs(side[None])) < 0.2).astype("float32")
x = c(np.stack([circle, cross, circle[::-1] * 0.9, cross.T * 0.8])[..., None])
parts = [V(tf.random.normal(shape, stddev=0.3)) for shape in ([3, 3, 1, 4], [3, 3, 4, 4], [16, 2])]
losses = []
for _ in range(60):
    with tf.GradientTape() as tape:
        h = tf.nn.relu(tf.nn.conv2d(x, parts[0], 1, "SAME"))
        h = tf.nn.max_pool2d(tf.nn.relu(tf.nn.conv2d(h, parts[1], 2, "SAME")), 2, 2, "VALID")
        logits = tf.matmul(tf.reshape(h, [4, -1]), parts[2])
        loss = tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits([0, 1, 0, 1], logits))
    for part, slope in zip(parts, tape.gradient(loss, parts)):
        part.assign_sub(0.3 * slope)
    losses.append(float(loss))
losses
"""
    losses = run(tf, program)
    assert losses[-1] < 0.05 < losses[0]


EMPTY = [
    Case('tf.nn.conv2d(x, y, 1, "SAME")', (np.zeros((0, 4, 4, 2), np.float32), normal(2, 2, 2, 3)), 1),
    # The filters' gradient of an image without rows is memory that nobody wrote, in TensorFlow.
    Case('tf.nn.conv2d(x, y, 1, "SAME")', (np.zeros((1, 0, 4, 2), np.float32), normal(2, 2, 2, 3)), 0),
    Case('tf.nn.conv2d(x, y, 1, "SAME")', (normal(1, 3, 3, 2), np.zeros((2, 2, 2, 0), np.float32)), 1),
    Case('tf.nn.max_pool2d(x, 2, 1, "SAME")', (np.zeros((1, 4, 4, 0), np.float32),), 1),
    Case('tf.nn.avg_pool2d(x, 2, 1, "SAME")', (np.zeros((1, 0, 4, 2), np.float32),), 1),
]


@pytest.mark.parametrize("case", cases(EMPTY))
def test_nothing_goes_through_as_nothing(engines: tuple[Any, Any], case: Case) -> None:
    check_agreement(*engines, case)
