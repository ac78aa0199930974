"""`tf.data.Dataset`: what it gives, in which order, how long it is, and what it says of wrong uses."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close, check_raises, params, run

ELEMENTS = [
    # dataset, its elements
    ("D.range(3)", [0, 1, 2]),
    ("D.range(1, 10, 3)", [1, 4, 7]),
    ("D.from_tensor_slices([1., 2.])", [1.0, 2.0]),
    ("D.from_tensor_slices(([1, 2], [[3.], [4.]]))", [(1, [3.0]), (2, [4.0])]),
    ("D.from_tensor_slices([(1, 2), (3, 4)])", [[1, 2], [3, 4]]),
    ("D.from_tensor_slices({'a': [1, 2], 'b': [3., 4.]})", [{"a": 1, "b": 3.0}, {"a": 2, "b": 4.0}]),
    ("D.from_tensor_slices(V([1., 2.]))", [1.0, 2.0]),
    ("D.from_tensor_slices(['a', 'b'])", [b"a", b"b"]),
    ("D.from_tensors([1, 2])", [[1, 2]]),
    ("D.range(5).batch(2)", [[0, 1], [2, 3], [4]]),
    ("D.range(5).batch(2, drop_remainder=True)", [[0, 1], [2, 3]]),
    ("D.from_tensor_slices(([1, 2], [3., 4.])).batch(2)", [([1, 2], [3.0, 4.0])]),
    ("D.range(4).batch(2).unbatch()", [0, 1, 2, 3]),
    ("D.range(5).batch(2).rebatch(3)", [[0, 1, 2], [3, 4]]),
    ("D.range(2).repeat(2)", [0, 1, 0, 1]),
    ("D.range(2).repeat().take(5)", [0, 1, 0, 1, 0]),
    ("D.range(5).skip(3)", [3, 4]),
    ("D.range(5).take(2).prefetch(tf.data.AUTOTUNE)", [0, 1]),
    ("D.range(5).shard(2, 1)", [1, 3]),
    ("D.range(3).map(lambda x: x * 2)", [0, 2, 4]),
    ("D.from_tensor_slices(([1, 2], [3, 4])).map(lambda a, b: a + b)", [4, 6]),
    ("D.range(2).map(lambda x: (x, 3))", [(0, 3), (1, 3)]),
    ("D.range(2).map(lambda x: [x, x])", [(0, 0), (1, 1)]),
    ("D.range(2).map(lambda x: {'k': x})", [{"k": 0}, {"k": 1}]),
    ("D.range(4).filter(lambda x: x % 2 == 0)", [0, 2]),
    ("D.range(5).take_while(lambda x: x < 2)", [0, 1]),
    ("D.range(2).enumerate(5)", [(5, 0), (6, 1)]),
    ("D.zip((D.range(2), D.range(5, 9)))", [(0, 5), (1, 6)]),
    ("D.zip(D.range(2), D.range(5, 9))", [(0, 5), (1, 6)]),
    ("D.range(2).concatenate(D.range(2))", [0, 1, 0, 1]),
    ("D.range(3).flat_map(lambda x: D.range(x))", [0, 0, 1]),
    (
        "D.range(4).interleave(lambda x: D.from_tensors(x).repeat(2), cycle_length=2, block_length=1)",
        [0, 1, 0, 1, 2, 3, 2, 3],
    ),
    (
        "D.range(5).interleave(lambda x: D.range(x), cycle_length=2, block_length=2)",
        [0, 0, 1, 0, 1, 2, 0, 1, 2, 3],
    ),
    (
        "D.range(7).window(3, shift=2, drop_remainder=True).flat_map(lambda w: w.batch(3))",
        [[0, 1, 2], [2, 3, 4], [4, 5, 6]],
    ),
    ("D.range(5).window(2).flat_map(lambda w: w.batch(2))", [[0, 1], [2, 3], [4]]),
    ("D.range(7).window(2, shift=3, stride=2).flat_map(lambda w: w.batch(2))", [[0, 2], [3, 5], [6]]),
    ("D.range(3).scan(np.int64(0), lambda s, x: (s + x, s))", [0, 0, 1]),
    ("D.range(10).padded_batch(4)", [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]),
    (
        "D.from_generator(lambda: [[1], [2, 3]], output_signature=tf.TensorSpec([None], tf.int32)).padded_batch(2)",
        [[[1, 0], [2, 3]]],
    ),
    ("D.from_generator(lambda: (i for i in range(3)), tf.float32)", [0.0, 1.0, 2.0]),
    ("D.from_generator(lambda: ((i, [i]) for i in range(2)), (tf.int32, tf.float32))", [(0, [0.0]), (1, [1.0])]),
    ("D.range(3).apply(lambda d: d.take(1))", [0]),
    ("D.range(2).cache().repeat(2)", [0, 1, 0, 1]),
    ("D.from_tensor_slices([3, 1, 3]).unique()", [3, 1]),
]


@pytest.mark.parametrize(("program", "expected"), params(ELEMENTS))
def test_the_elements(tf: Any, program: str, expected: list[Any]) -> None:
    check_close(list(run(tf, program, D=tf.data.Dataset)), expected)


SHUFFLED = [
    ("D.range(10).shuffle(10, seed=1)", [[0, 9, 5, 1, 2, 7, 3, 8, 6, 4], [8, 9, 7, 5, 4, 6, 2, 1, 0, 3]]),
    ("D.range(10).shuffle(3, seed=1)", [[1, 3, 0, 5, 2, 6, 7, 8, 9, 4]]),
    (
        "D.range(10).shuffle(10, seed=1, reshuffle_each_iteration=False)",
        [[7, 9, 3, 6, 5, 1, 8, 4, 0, 2], [7, 9, 3, 6, 5, 1, 8, 4, 0, 2]],
    ),
    (
        "tf.random.set_seed(0); d = D.range(10).shuffle(10); d",
        [[3, 8, 7, 1, 9, 2, 0, 4, 5, 6], [4, 2, 7, 0, 1, 5, 9, 3, 6, 8]],
    ),
    (
        "tf.random.set_seed(0); d = D.range(10).shuffle(3); d",
        [[2, 0, 4, 1, 6, 7, 8, 9, 5, 3], [0, 2, 3, 1, 4, 6, 7, 5, 9, 8]],
    ),
]


@pytest.mark.parametrize(("program", "orders"), params(SHUFFLED))
def test_the_order_of_a_shuffle_is_tensorflows(tf: Any, program: str, orders: list[list[int]]) -> None:
    tf.random.set_seed(None)
    dataset = run(tf, program, D=tf.data.Dataset)
    tf.random.set_seed(None)
    for order in orders:
        assert [int(x) for x in dataset] == order


def test_repeat_behind_a_shuffle_shuffles_anew(tf: Any) -> None:
    tf.random.set_seed(None)
    order = [int(x) for x in tf.data.Dataset.range(10).shuffle(10, seed=1).repeat(2)]
    assert sorted(order[:10]) == sorted(order[10:]) == list(range(10))
    assert order[:10] != order[10:]


COUNTS = [
    ("D.range(3)", 3),
    ("D.range(3).batch(2)", 2),
    ("D.range(3).batch(2, drop_remainder=True)", 1),
    ("D.range(3).repeat()", -1),
    ("D.range(3).repeat(2)", 6),
    ("D.range(3).repeat().take(4)", 4),
    ("D.range(3).skip(1)", 2),
    ("D.range(3).filter(lambda x: True)", -2),
    ("D.range(3).shuffle(2).map(lambda x: x).prefetch(1)", 3),
    ("D.zip((D.range(3), D.range(5).repeat()))", 3),
    ("D.range(3).concatenate(D.range(2))", 5),
    ("D.from_generator(lambda: [], tf.int32)", -2),
]


@pytest.mark.parametrize(("program", "count"), params(COUNTS))
def test_the_cardinality(tf: Any, program: str, count: int) -> None:
    dataset = run(tf, program, D=tf.data.Dataset)
    assert int(dataset.cardinality()) == int(tf.data.experimental.cardinality(dataset)) == count
    if count >= 0:
        assert len(dataset) == count


SPECS = [
    ("D.range(3)", "TensorSpec(shape=(), dtype=tf.int64, name=None)"),
    ("D.range(3).batch(2)", "TensorSpec(shape=(None,), dtype=tf.int64, name=None)"),
    (
        "D.from_tensor_slices(([1, 2], [[3.], [4.]])).batch(2, drop_remainder=True)",
        "(TensorSpec(shape=(2,), dtype=tf.int32, name=None), TensorSpec(shape=(2, 1), dtype=tf.float32, name=None))",
    ),
    ("D.from_tensor_slices({'a': [1, 2]})", "{'a': TensorSpec(shape=(), dtype=tf.int32, name=None)}"),
    ("D.from_generator(lambda: [], tf.int32)", "TensorSpec(shape=<unknown>, dtype=tf.int32, name=None)"),
    ("D.range(2).map(lambda x: tf.cast(x, tf.float32))", "TensorSpec(shape=(), dtype=tf.float32, name=None)"),
]


@pytest.mark.parametrize(("program", "text"), params(SPECS))
def test_the_spec(tf: Any, program: str, text: str) -> None:
    assert str(run(tf, program, D=tf.data.Dataset).element_spec) == text


def test_a_dataset_prints_its_spec(tf: Any) -> None:
    assert (
        repr(tf.data.Dataset.range(3).batch(2))
        == "<_BatchDataset element_spec=TensorSpec(shape=(None,), dtype=tf.int64, name=None)>"
    )


ERRORS = [
    ("len(D.range(3).repeat())", "TypeError", "The dataset is infinite."),
    ("len(D.range(3).filter(lambda x: True))", "TypeError", "The dataset length is unknown."),
    ("D.from_tensor_slices(([1, 2], [1]))", "ValueError", "Dimensions 2 and 1 are not compatible"),
    ("D.from_tensor_slices(3)", "ValueError", "Unbatching a tensor is only supported for rank >= 1"),
    ("D.range(3).batch(0)", "InvalidArgumentError", "Batch size must be greater than zero. [Op:BatchDatasetV2]"),
    (
        "D.range(3).shuffle(0)",
        "InvalidArgumentError",
        "buffer_size must be greater than zero or UNKNOWN_CARDINALITY [Op:ShuffleDatasetV3]",
    ),
    ("D.from_generator([1], tf.int32)", "TypeError", "`generator` must be a Python callable."),
    ("D.range(3.5)", "TypeError", "Cannot convert 3.5 to EagerTensor of dtype int64"),
    ("it = iter(D.range(1)); it.get_next(); it.get_next()", "OutOfRangeError", "End of sequence [Op:IteratorGetNext]"),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(ERRORS))
def test_a_wrong_use(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, f"D = tf.data.Dataset\n{program}", kind, message)


def test_arrays_and_reduction(tf: Any) -> None:
    dataset = tf.data.Dataset.from_tensor_slices(np.arange(6.0).reshape(3, 2))
    assert [type(each) for each in dataset.take(1).as_numpy_iterator()] == [np.ndarray]
    assert dataset.element_spec.dtype == tf.float64
    total = dataset.reduce(np.float64(0), lambda state, row: state + tf.reduce_sum(row))
    check_close(total, 15.0)
    check_close(dataset.take(1).get_single_element(), [0.0, 1.0])


def test_a_tape_does_not_see_what_a_dataset_computes(tf: Any) -> None:
    w = tf.Variable(2.0)
    dataset = tf.data.Dataset.from_tensor_slices([1.0, 3.0]).map(lambda x: x * 2.0)
    with tf.GradientTape() as tape:
        loss = tf.add_n([w * x for x in dataset])
    check_close((loss, tape.gradient(loss, w)), (16.0, 8.0))


def test_a_training_loop(tf: Any) -> None:
    x = np.linspace(-1.0, 1.0, 32).astype(np.float32)
    w = tf.Variable(0.0)
    for batch_x, batch_y in tf.data.Dataset.from_tensor_slices((x, 3.0 * x)).shuffle(32).batch(8).repeat(40):
        with tf.GradientTape() as tape:
            loss = tf.reduce_mean((w * batch_x - batch_y) ** 2)
        w.assign_sub(0.5 * tape.gradient(loss, w))
    check_close(float(w), 3.0, rtol=1e-3)


def test_files_are_listed(tf: Any, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text(name)
    listed = tf.data.Dataset.list_files(str(tmp_path / "*.txt"), shuffle=False)
    assert [Path(each.decode()).name for each in listed.as_numpy_iterator()] == ["a.txt", "b.txt"]
