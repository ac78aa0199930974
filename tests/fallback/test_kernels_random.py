"""The random kernels give TensorFlow's own numbers: against measured facts, and against TensorFlow where it is."""

from __future__ import annotations

import ctypes
import ctypes.util
import math
import sys
from itertools import count
from typing import Any

import numpy as np
import pytest

from tapeviz.fallback.kernels import distributions, libm, philox
from tapeviz.fallback.kernels.seeding import Seeds

# The known answers that come with Random123, the generator's first implementation: counter words, key words, block.
KNOWN_BLOCKS = [
    ("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8"),
    ("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd"),
    ("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1"),
]

FLOATS = [np.float16, np.float32, np.float64]

# What TensorFlow 2.21 gives on Linux after `tf.random.set_seed(42)` and these calls, in this order.
AFTER_SEED_42 = [
    # function, arguments after the size, dtype, values
    ("normal", (), "float32",
     [0.32746851444244385, -0.8426257967948914, 0.31943368911743164, -1.407551884651184, -2.3880598545074463]),
    ("uniform", (), "float32",
     [0.6878912448883057, 0.48447883129119873, 0.9309943914413452, 0.25218701362609863, 0.7311539649963379]),
    ("truncated_normal", (), "float32",
     [-0.5590973496437073, -0.5347213745117188, -1.572593092918396, 0.8055055737495422, -0.004130816552788019,
      0.17250952124595642, 0.29233041405677795, 0.4474632441997528, -0.20512619614601135]),
    ("uniform", (), "float16", [0.970703125, 0.216796875, 0.30078125, 0.94921875, 0.068359375]),
    ("normal", (), "float64", [-0.29069306383693866, 1.2750137996230815, 1.2945153849682451]),
    ("uniform", (), "float64", [0.6665473636552848, 0.5248283597829408, 0.7189621921429263]),
    ("integers", (-5, 1000), "int32", [101, 857, 204, 58, 90]),
    ("integers", (-5, 10**12), "int64", [363638585509, 365715395406, 124800725828]),
]  # fmt: skip

STATELESS = [
    # seed, function, dtype, values
    ((1, 2), "normal", "float32",
     [0.544110119342804, 0.20738030970096588, 0.0735643208026886, 0.04643455147743225, -1.301589846611023]),
    ((1, 2), "uniform", "float32", [0.8440604209899902, 0.19204533100128174, 0.9962232112884521]),
    ((-1, 2), "full_integers", "int64", [7192071991077433556, 7897230286471272621, -9006039476138045126]),
    ((1, 2), "full_integers", "uint32", [1105988140, 1738052849, 3959391294, 370444179, 10670227]),
]  # fmt: skip


def words(text: str) -> int:
    """Hexadecimal 32-bit words, the lowest first, as one integer."""
    return sum(int(word, 16) << 32 * place for place, word in enumerate(text.split()))


@pytest.mark.parametrize(("counter", "key", "block"), KNOWN_BLOCKS)
@pytest.mark.parametrize("blocks", [1, 100], ids=["few", "many"])
def test_blocks_are_those_of_the_published_generator(counter: str, key: str, block: str, blocks: int) -> None:
    first = philox.Stream(words(key), words(counter)).words(blocks)[0]
    assert first.tolist() == [int(word, 16) for word in block.split()]


def test_few_and_many_blocks_are_the_same_stream_also_across_a_carry() -> None:
    stream = philox.Stream(12345, 2**64 - 4)
    assert (stream.words(100)[:8] == stream.words(8)).all()
    assert (stream.skip(5).words(20) == stream.words(25)[5:]).all()


def next_stream(seeds: Seeds) -> philox.Stream:
    """The stream of an op without a seed of its own."""
    return philox.from_seeds(*seeds.pair(None))


def test_a_seeded_sequence_of_calls_is_tensorflows() -> None:
    seeds = Seeds()
    seeds.set_seed(42)
    for function, arguments, dtype, values in AFTER_SEED_42:
        numbers = getattr(distributions, function)(next_stream(seeds), len(values), *arguments, np.dtype(dtype))
        assert numbers.tolist() == values, function
    assert distributions.permutation(next_stream(seeds), 8).tolist() == [1, 4, 5, 2, 6, 3, 7, 0]
    logits = np.array([[0.0, 1.0, 2.0, -np.inf]])
    assert distributions.categorical(next_stream(seeds), logits, 8).tolist() == [[0, 1, 2, 2, 2, 2, 2, 2]]


@pytest.mark.parametrize(("seed", "function", "dtype", "values"), STATELESS)
def test_stateless_numbers_are_tensorflows(seed: Any, function: str, dtype: str, values: list[float]) -> None:
    numbers = getattr(distributions, function)(philox.scrambled(*seed), len(values), np.dtype(dtype))
    assert numbers.tolist() == values


def test_the_end_of_a_long_draw_is_tensorflows() -> None:
    seeds = Seeds()
    seeds.set_seed(7)
    numbers = distributions.normal(next_stream(seeds), 100_000, np.dtype("float32"))
    assert numbers[-3:].tolist() == [0.5048762559890747, 0.4745577275753021, 0.48644155263900757]
    assert numbers.astype(float).sum() == pytest.approx(-136.51191483247158, rel=1e-12)
    truncated = distributions.truncated_normal(next_stream(seeds), 100_000, np.dtype("float32"))
    assert truncated[-3:].tolist() == [1.0220918655395508, 0.9583767056465149, 0.2886717617511749]
    assert np.abs(truncated).max() < 2


def test_an_ops_own_seed_goes_on_until_the_next_set_seed() -> None:
    seeds = Seeds()

    def draw(size: int, kernel: str = "RandomStandardNormal") -> list[float]:
        stream = seeds.take_outputs(kernel, seeds.pair(1), size)
        return distributions.normal(stream, size, np.dtype("float32")).tolist()

    seeds.set_seed(1)
    first = draw(3)
    assert first == [0.2818339467048645, 2.3878283500671387, 2.280404806137085]
    assert draw(3) == [-0.021700095385313034, -1.0597227811813354, 1.332313895225525]
    assert draw(5)[:2] == [0.4337758421897888, 0.14518986642360687]
    assert draw(3, "another kernel") == first
    seeds.set_seed(1)
    assert draw(3) == first


def test_without_a_seed_nothing_repeats_and_an_op_seed_alone_does() -> None:
    one, other = Seeds(), Seeds()
    assert one.pair(None) == (0, 0)
    assert one.take("RandomUniform", (0, 0), 4) != other.take("RandomUniform", (0, 0), 4)
    assert one.pair(5) == other.pair(5) == (87654321, 5)


def test_two_zero_seeds_are_seeds() -> None:
    seeds = Seeds()
    seeds.set_seed(0)
    assert seeds.pair(0) == (0, 2**31 - 1)


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the kernels round as the GNU C library does")
def test_logarithm_sine_and_cosine_round_as_the_c_library() -> None:
    library = ctypes.CDLL(ctypes.util.find_library("m") or pytest.skip("no C library to ask"))
    steps = np.arange(0, 2**23, 97)
    uniforms = (steps / 2**23).astype(np.float32)
    angles = (2 * math.pi * uniforms.astype(float)).astype(np.float32)
    positive = np.maximum(uniforms, np.float32(1e-7))
    sines, cosines = libm.sincosf(angles)
    for name, arguments, ours in (
        ("logf", positive, libm.logf(positive)),
        ("sinf", angles, sines),
        ("cosf", angles, cosines),
    ):
        function = getattr(library, name)
        function.restype, function.argtypes = ctypes.c_float, [ctypes.c_float]
        theirs = np.fromiter(map(function, arguments.tolist()), np.float32, len(arguments))
        assert (np.abs(ours.view(np.int32) - theirs.view(np.int32)) <= 1).all(), name


@pytest.fixture(scope="module")
def tensorflow() -> Any:
    return pytest.importorskip("tensorflow")


@pytest.mark.parametrize("seed", [0, 1, 1234, 2**31, 10**12 + 7])
def test_sequences_of_calls_agree_with_tensorflow(tensorflow: Any, seed: Any) -> None:
    tensorflow.random.set_seed(seed)
    seeds = Seeds()
    seeds.set_seed(seed)
    for size in (0, 1, 2, 3, 4, 5, 7, 9, 31, 100, 4097, 100_000):
        for dtype in map(np.dtype, FLOATS):
            for name in ("uniform", "normal", "truncated_normal"):
                theirs = getattr(tensorflow.random, name)([size], dtype=dtype).numpy()
                agree(theirs, getattr(distributions, name)(next_stream(seeds), size, dtype), (name, size, dtype))
        for dtype in map(np.dtype, (np.int32, np.int64)):
            theirs = tensorflow.random.uniform([size], -7, 12345, dtype=dtype).numpy()
            agree(theirs, distributions.integers(next_stream(seeds), size, -7, 12345, dtype), (size, dtype))
        agree(
            tensorflow.random.shuffle(np.arange(size)).numpy(),
            distributions.permutation(next_stream(seeds), size),
            size,
        )


def agree(theirs: np.ndarray, ours: np.ndarray, where: object) -> None:
    """Equal to the last bit; where TensorFlow runs on another C library, normals may differ in the last place."""
    assert ours.dtype == theirs.dtype, where
    if sys.platform.startswith("linux"):
        assert (ours == theirs).all(), where
    else:
        np.testing.assert_allclose(ours, theirs, rtol=4 * np.finfo(theirs.dtype).eps if theirs.dtype.kind == "f" else 0)


@pytest.mark.parametrize("seed", [(0, 0), (1, 2), (-5, 2**40), (2**31 - 1, 7)])
def test_stateless_draws_agree_with_tensorflow(tensorflow: Any, seed: Any) -> None:
    stream = philox.scrambled(*seed)
    seed = tensorflow.constant(seed, tensorflow.int64)
    for size in (1, 2, 3, 5, 33, 1000, 50_000):
        for dtype in map(np.dtype, FLOATS):
            for name in ("uniform", "normal", "truncated_normal"):
                theirs = getattr(tensorflow.random, f"stateless_{name}")([size], seed, dtype=dtype).numpy()
                agree(theirs, getattr(distributions, name)(stream, size, dtype), (name, size, dtype))
        for dtype in map(np.dtype, (np.int32, np.int64, np.uint32, np.uint64)):
            theirs = tensorflow.random.stateless_uniform([size], seed, None, None, dtype).numpy()
            agree(theirs, distributions.full_integers(stream, size, dtype), (size, dtype))


def test_interleaved_calls_of_seeded_ops_agree_with_tensorflow(tensorflow: Any) -> None:
    tensorflow.random.set_seed(3)
    seeds = Seeds()
    seeds.set_seed(3)
    chooser = np.random.default_rng(0)
    for _, size in zip(count(), chooser.integers(1, 40, 60).tolist(), strict=False):
        op_seed = [None, 1, 2][int(chooser.integers(3))]
        dtype = np.dtype([np.float32, np.float64][int(chooser.integers(2))])
        theirs = tensorflow.random.normal([size], dtype=dtype, seed=op_seed).numpy()
        stream = seeds.take_outputs(("RandomStandardNormal", dtype), seeds.pair(op_seed), size)
        agree(theirs, distributions.normal(stream, size, dtype), (size, op_seed, dtype))


@pytest.mark.parametrize(("classes", "samples"), [(1, 5), (2, 1), (10, 3), (10, 100), (1000, 7)])
def test_one_row_of_draws_agrees_with_tensorflow(tensorflow: Any, classes: int, samples: int) -> None:
    """More rows may be drawn by several threads there, each from a place that depends on their number."""
    tensorflow.random.set_seed(11)
    seeds = Seeds()
    seeds.set_seed(11)
    logits = np.random.default_rng(classes).normal(size=(1, classes)).astype(np.float32)
    theirs = tensorflow.random.categorical(logits, samples).numpy()
    assert distributions.categorical(next_stream(seeds), logits, samples).tolist() == theirs.tolist()
