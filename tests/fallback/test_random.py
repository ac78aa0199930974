"""`tf.random`: after the same seed both engines give the same numbers, and no gradient flows through a draw."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fallback.families import Case, cases, check_agreement, leaves
from tests.fallback.rows import check_close, gradient, run

SEQUENCES = {
    "without seeds of their own": """
tf.random.set_seed(5)
[tf.random.normal([3]), tf.random.uniform([2, 2]), tf.random.normal([2], 1, c(2.)),
 tf.random.truncated_normal([4], stddev=.1), tf.random.uniform([3], 1, 7, tf.int32), tf.random.uniform([3], 0.5, 2),
 tf.random.uniform([3], maxval=2), tf.random.shuffle(tf.range(9)), tf.random.shuffle([[1., 2.], [3., 4.], [5., 6.]]),
 tf.random.normal([2], dtype=tf.float64), tf.random.categorical([[0., 1., 2.]], 5),
 tf.random.uniform([2], dtype=tf.float16), tf.random.normal([])]
""",
    "with seeds of their own": """
tf.random.set_seed(5)
draws = []
for size in (2, 7, 1):
    draws += [tf.random.normal([size], seed=3), tf.random.uniform([size], seed=3), tf.random.normal([size], seed=4)]
    draws += [tf.random.uniform([size], 0, 9, tf.int32, seed=3), tf.random.shuffle(tf.range(size + 4), seed=3)]
    draws += [tf.random.categorical([[0., 1., 2.]], size, seed=3), tf.random.truncated_normal([size], seed=3)]
tf.random.set_seed(5)
draws + [tf.random.normal([2], seed=3)]
""",
    "dropout": """
tf.random.set_seed(5)
ones = tf.ones([3, 3])
[tf.nn.dropout(ones, .5), tf.nn.dropout(ones, 0), tf.nn.dropout(ones, c(.2), noise_shape=[3, 1]),
 tf.nn.dropout(ones, .2, noise_shape=[None, 1]), tf.random.normal([2]), tf.nn.dropout(ones, .4, seed=3),
 tf.nn.dropout(ones, .4, seed=3), tf.nn.experimental.stateless_dropout(ones, .5, [1, 2])]
""",
    "stateless": """
s = [1, 2]
[tf.random.stateless_normal([3], s, 1., 2.), tf.random.stateless_uniform([3], s, -1, 1), tf.random.split(s, 3),
 tf.random.stateless_uniform([3], s, 0, 9, tf.int32), tf.random.stateless_uniform([3], s, None, None, tf.int64),
 tf.random.stateless_truncated_normal([3], s), tf.random.stateless_categorical([[0., 1., 2.]], 5, s),
 tf.random.experimental.stateless_shuffle(tf.range(8), s), tf.random.fold_in(s, 7)]
""",
    "generators": """
g = tf.random.Generator.from_seed(1)
draws = [g.normal([3]), g.state.value() + 0, g.uniform([2], 0, 10, tf.int32), g.uniform([2]), g.make_seeds(2), g.key,
         g.truncated_normal([3], 1., 2.), g.split(2)[1].normal([2]), g.skip(3), g.uniform_full_int([2])]
g.reset_from_seed(4)
draws += [g.normal([2], dtype=tf.float64), tf.random.Generator.from_state(g.state, 1).normal([2]), g.normal([2])]
draws += [tf.random.Generator.from_key_counter(5, [1, 2], "philox").normal([2]), tf.random.create_rng_state(2 ** 70, 1),
          tf.random.Generator.from_seed(-2).state + 0, tf.random.Generator.from_seed([1, 2]).state + 0]
draws
""",
    "images": """
tf.random.set_seed(3)
x = tf.reshape(tf.range(60.) / 60, [4, 5, 3])
[tf.image.random_flip_left_right(x), tf.image.random_flip_up_down(tf.stack([x, x])), tf.image.random_brightness(x, .3),
 tf.image.random_contrast(x, .3, .9), tf.image.random_crop(x, [2, 2, 3]), tf.image.random_flip_left_right(x, seed=4)]
""",
}

# The numbers of TensorFlow 2.21 on Linux, so that they are tested without it too.
FACTS = [
    ("tf.random.set_seed(42)\ntf.random.normal([3])", [0.3274685, -0.8426258, 0.3194337]),
    ("tf.random.set_seed(42)\ntf.random.uniform([3])", [0.6645621, 0.44100678, 0.3528825]),
    ("tf.random.set_seed(1)\ntf.random.normal([3], seed=1)", [0.28183395, 2.3878284, 2.2804048]),
    ("tf.random.stateless_normal([3], [1, 2])", [0.5441101, 0.2073803, 0.0735643]),
    ("tf.random.Generator.from_seed(1).normal([3])", [0.43842274, -0.53439844, -0.07710262]),
]


@pytest.mark.parametrize("name", list(SEQUENCES))
def test_the_same_seed_gives_the_same_numbers(engines: tuple[Any, Any], name: str) -> None:
    theirs, ours = (leaves(run(engine, SEQUENCES[name])) for engine in engines)
    assert len(ours) == len(theirs)
    for one, other in zip(map(np.asarray, ours), map(np.asarray, theirs), strict=True):
        assert (one.dtype, one.shape) == (other.dtype, other.shape)
        np.testing.assert_allclose(one, other, rtol=1e-3 if one.dtype == np.float16 else 1e-6)


@pytest.mark.parametrize("seed", [0, 1, -3, 2**33, np.int64(4), True, 2.0])
def test_any_global_seed(engines: tuple[Any, Any], seed: Any) -> None:
    program = "tf.random.set_seed(seed)\n[tf.random.normal([3]), tf.random.normal([3], seed=0), tf.random.uniform([2])]"
    theirs, ours = (run(engine, program, seed=seed) for engine in engines)
    for one, other in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(np.asarray(one), np.asarray(other), rtol=1e-6)


DIFFERENTIABLE = [
    Case(
        "tf.random.set_seed(1)\ntf.random.normal([2, 3], x, y)", (np.ones(3, np.float32), np.ones((2, 1), np.float32))
    ),
    Case(
        "tf.random.set_seed(1)\ntf.random.uniform([2, 3], x, y)", (np.zeros(3, np.float32), np.ones((2, 1), np.float32))
    ),
    Case("tf.random.stateless_normal([2, 3], [1, 2], x, y)", (np.ones(3, np.float32), np.ones((2, 1), np.float32))),
    Case("tf.random.set_seed(1)\ntf.nn.dropout(x, .3) ** 2", (np.ones((3, 4), np.float32),)),
    Case("tf.random.set_seed(1)\ntf.random.shuffle(x) * 1.", (np.ones((3, 4), np.float32),)),
]


@pytest.mark.parametrize("case", cases(DIFFERENTIABLE))
def test_gradients_go_around_the_draw(engines: tuple[Any, Any], case: Case) -> None:
    check_agreement(*engines, case)


@pytest.mark.parametrize(("program", "numbers"), FACTS)
def test_numbers_that_tensorflow_gave(tf: Any, program: str, numbers: list[float]) -> None:
    check_close(run(tf, program), numbers, rtol=1e-5)


def test_without_a_seed_two_programs_differ(tf: Any) -> None:
    draws = run(tf, "tf.random.set_seed(None)\n[tf.random.normal([8]), tf.random.normal([8]), tf.random.normal([8])]")
    assert len({np.asarray(draw).tobytes() for draw in draws}) == 3


def test_a_shuffled_tensor_has_no_gradient(tf: Any) -> None:
    assert gradient(tf, "tf.random.shuffle(x)", [1.0, 2.0, 3.0]) is None
