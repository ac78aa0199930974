"""`tf.image`: values and gradients, and that `adjust_contrast` has none."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest

from tests.fallback.families import Case, cases, check_agreement, check_slopes
from tests.fallback.rows import check_close, run

RANDOM = np.random.default_rng(6)
BATCH = RANDOM.uniform(size=(2, 4, 5, 3)).astype(np.float32)
BYTES = (BATCH * 255).astype(np.uint8)

FLOATS = [
    "flip_left_right(x)",
    "flip_up_down(x)",
    "adjust_brightness(x, 0.1)",
    "adjust_gamma(x, 2.)",
    "central_crop(x, 0.5)",
    "central_crop(x, 1.)",
    "crop_to_bounding_box(x, 1, 1, 2, 3)",
    "pad_to_bounding_box(x, 1, 1, 6, 8)",
    "resize(x, [7, 9])",
    "resize(x, [2, 3])",
    "resize(x, [7, 20], preserve_aspect_ratio=True)",
    'resize(x, [7, 9], "nearest")',
    'resize(x, [2, 3], "nearest")',
    "rgb_to_grayscale(x)",
    "grayscale_to_rgb(x[..., :1])",
    "per_image_standardization(x)",
    "total_variation(x)",
    "psnr(x, x * 0.5, 1.)",
    "convert_image_dtype(x, tf.float64)",
]

REFUSED = [
    "crop_to_bounding_box(x, 1, 1, 9, 3)",
    "pad_to_bounding_box(x, 1, 1, 2, 8)",
    "central_crop(x, 1.5)",
    "resize(x, [2])",
    "flip_left_right(x[0, 0])",
    "convert_image_dtype(x, tf.bool)",
]

INTEGERS = [
    "convert_image_dtype(x, tf.float32)",
    "convert_image_dtype(x, tf.int32)",
    "convert_image_dtype(x, tf.uint16)",
    "adjust_brightness(x, 0.3)",
    "adjust_contrast(x, 2.)",
    "rgb_to_grayscale(x)",
    "resize(x, [2, 3])",
    'resize(x, [2, 3], "nearest")',
    "flip_left_right(x)",
    "per_image_standardization(x)",
]

DIFFERENTIABLE = [Case(f"tf.image.{program}", (points,)) for program in FLOATS for points in (BATCH, BATCH[0])]

ALL = [
    *DIFFERENTIABLE,
    *(Case(f"tf.image.{program}", (BATCH,), 0) for program in REFUSED),
    *(Case(f"tf.image.{program}", (BYTES,), 0) for program in INTEGERS),
    Case("tf.image.convert_image_dtype(x, tf.uint8)", (BATCH,), 0),
    Case("tf.image.convert_image_dtype(x, tf.uint8, saturate=True)", (BATCH * 2 - 0.5,), 0),
    Case("tf.image.adjust_contrast(x, 2.)", (BATCH,), 0),
    Case("tf.image.adjust_contrast(x, 2.)", (BATCH,)),
]

# What these make of a float64 image is float32, whose last bits are more than the step of a difference.
IN_FLOAT32 = ("resize", "rgb_to", "standardization", "psnr", "adjust_")


@pytest.mark.parametrize("case", cases(ALL))
def test_agrees_with_tensorflow(engines: tuple[Any, Any], case: Case) -> None:
    check_agreement(*engines, case)


@pytest.mark.parametrize(
    "case", cases([case for case in DIFFERENTIABLE if not any(word in case.program for word in IN_FLOAT32)])
)
def test_gradients_are_slopes(case: Case) -> None:
    check_slopes(importlib.import_module("tapeviz.fallback"), case)


def test_contrast_is_spread_around_the_mean_and_has_no_gradient(tf: Any) -> None:
    x = tf.constant([[[1.0], [2.0]], [[3.0], [6.0]]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.image.adjust_contrast(x, 2.0)
    check_close(tf.reshape(y, [4]), [-1.0, 1.0, 3.0, 9.0])
    with pytest.raises(LookupError, match="gradient registry has no entry for: AdjustContrastv2"):
        tape.gradient(y, x)


def test_a_resized_image_is_the_mean_of_its_neighbours(tf: Any) -> None:
    check_close(run(tf, "tf.image.resize(c([[[0.], [2.]], [[4.], [6.]]]), [1, 1])"), [[[3.0]]])
    check_close(run(tf, 'tf.image.resize(c([[[0.], [2.]]]), [1, 4], "nearest")[0, :, 0]'), [0.0, 0.0, 2.0, 2.0])
