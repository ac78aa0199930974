"""Which dtype and value an expression has: what Python numbers, arrays and tensors become beside each other."""

from __future__ import annotations

from math import inf, nan
from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close, params, run

CREATION = [
    # program, dtype, value
    ("c(1)", "int32", 1),
    ("c(1.)", "float32", 1.0),
    ("c(True)", "bool", True),
    ("c(1j)", "complex128", 1j),
    ("c(2**40)", "int64", 1099511627776),
    ("c('abc')", "string", b"abc"),
    ("c([1, 2.0])", "float32", [1.0, 2.0]),
    ("c([1.0, 2])", "float32", [1.0, 2.0]),
    ("c([True, False])", "bool", [True, False]),
    ("c([])", "float32", []),
    ("c([[]])", "float32", [[]]),
    ("c(np.ones(2))", "float64", [1.0, 1.0]),
    ("c(np.float64(1))", "float64", 1.0),
    ("c([np.float64(1), np.float64(2)])", "float64", [1.0, 2.0]),
    ("c(np.float32(1))", "float32", 1.0),
    ("c(np.arange(3))", "int64", [0, 1, 2]),
    ("c(np.array([True]))", "bool", [True]),
    ("c(2., shape=[2, 2])", "float32", [[2.0, 2.0], [2.0, 2.0]]),
    ("c([1, 2], dtype=tf.float32)", "float32", [1.0, 2.0]),
    ("c([1, 2], tf.float64)", "float64", [1.0, 2.0]),
    ("c([1, 2, 3, 4], shape=(2, 2))", "int32", [[1, 2], [3, 4]]),
    ("c(V(1.))", "float32", 1.0),
    ("c(c(2.))", "float32", 2.0),
    ("tf.convert_to_tensor(V(1.))", "float32", 1.0),
    ("tf.convert_to_tensor([1, 2], dtype=tf.float32)", "float32", [1.0, 2.0]),
    ("tf.convert_to_tensor([1, 2], dtype_hint=tf.float32)", "float32", [1.0, 2.0]),
    ("tf.convert_to_tensor(np.ones(2), tf.float32)", "float32", [1.0, 1.0]),
    ("V(1)", "int32", 1),
    ("V(np.ones(2))", "float64", [1.0, 1.0]),
    ("V([1, 2])", "int32", [1, 2]),
    ("V([1, 2], dtype=tf.float32)", "float32", [1.0, 2.0]),
    ("V(lambda: 3.0)", "float32", 3.0),
    ("V(V(2.))", "float32", 2.0),
    ("tf.range(3)", "int32", [0, 1, 2]),
    ("tf.range(3.)", "float32", [0.0, 1.0, 2.0]),
    ("tf.range(0, 1, .25)", "float32", [0.0, 0.25, 0.5, 0.75]),
    ("tf.range(5, 0, -2)", "int32", [5, 3, 1]),
    ("tf.range(3, dtype=tf.float32)", "float32", [0.0, 1.0, 2.0]),
    ("tf.linspace(0, 1, 3)", "float64", [0.0, 0.5, 1.0]),
    ("tf.linspace(0., 1., 3)", "float32", [0.0, 0.5, 1.0]),
    ("tf.linspace(np.float64(0), 1, 3)", "float64", [0.0, 0.5, 1.0]),
    ("tf.linspace(0., 1., 5)[1]", "float32", 0.25),
    ("tf.ones([2])", "float32", [1.0, 1.0]),
    ("tf.ones(2, tf.int32)", "int32", [1, 1]),
    ("tf.zeros((2, 2))", "float32", [[0.0, 0.0], [0.0, 0.0]]),
    ("tf.zeros([])", "float32", 0.0),
    ("tf.eye(2)", "float32", [[1.0, 0.0], [0.0, 1.0]]),
    ("tf.eye(2, 3)", "float32", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]),
    ("tf.fill([2], 1)", "int32", [1, 1]),
    ("tf.fill([2], 1.)", "float32", [1.0, 1.0]),
    ("tf.one_hot([1], 2)", "float32", [[0.0, 1.0]]),
    ("tf.one_hot(1, depth=3, on_value=5, off_value=-1)", "int32", [-1, 5, -1]),
    ("tf.zeros_like([1, 2])", "int32", [0, 0]),
    ("tf.ones_like(3.)", "float32", 1.0),
    ("tf.zeros_like(c([1, 2]), dtype=tf.float32)", "float32", [0.0, 0.0]),
    ("tf.random.normal((2, 3)) * 0.", "float32", [[0.0, 0.0, 0.0], [0.0, 0.0, 0.0]]),
    ("tf.random.uniform([3], 2, 3, tf.int32)", "int32", [2, 2, 2]),
]

PYTHON_AND_ARRAYS = [
    ("c(1.) + 1", "float32", 2.0),
    ("1 + c(1.)", "float32", 2.0),
    ("c(1.) * True", "float32", 1.0),
    ("c(1.) + np.float64(1)", "float32", 2.0),
    ("np.float64(1) + c(1.)", "float32", 2.0),
    ("np.float64(2) * V(1.)", "float32", 2.0),
    ("c([1.]) * np.array([2.])", "float32", [2.0]),
    ("np.array([2.]) * c([1.])", "float32", [2.0]),
    ("np.array([2.]) - c([1.])", "float32", [1.0]),
    ("np.array([2.]) ** c([2.])", "float32", [4.0]),
    ("np.array([2.]) / c([4.])", "float32", [0.5]),
    ("np.array([2.]) > c([1.])", "bool", [True]),
    ("c([1.]) < np.array([2.])", "bool", [True]),
    ("np.array([2.]) + V([1.])", "float32", [3.0]),
    ("np.array([[2.]]) @ V([[1.]])", "float32", [[2.0]]),
    ("np.ones((1, 1)) @ c([[1.]])", "float32", [[1.0]]),
    ("c([[1.]]) @ np.ones((1, 1))", "float32", [[1.0]]),
    ("[[1., 2.]] @ c([[1.], [2.]])", "float32", [[5.0]]),
    ("c([1.]) * [2.]", "float32", [2.0]),
    ("c([1.]) * [2]", "float32", [2.0]),
    ("[2] * c([1.])", "float32", [2.0]),
    ("c([1.]) * np.float32(2)", "float32", [2.0]),
    ("c([1.]) * np.int64(2)", "float32", [2.0]),
    ("c([1.]) * np.array([2])", "float32", [2.0]),
    ("c([1]) + np.array([1])", "int32", [2]),
    ("c(1.) + np.array(1.)", "float32", 2.0),
    ("c(1., tf.float64) + 1.", "float64", 2.0),
    ("c(1., tf.float16) + 1.", "float16", 2.0),
    ("tf.multiply(c([1.]), np.array([2.]))", "float32", [2.0]),
    ("tf.multiply(np.array([2.]), c([1.]))", "float32", [2.0]),
    ("tf.matmul(c([[1.]]), np.ones((1, 1)))", "float32", [[1.0]]),
    ("tf.exp(np.float64(1))", "float64", np.e),
    ("tf.exp(1.0)", "float32", np.e),
    ("tf.sin(np.zeros(2))", "float64", [0.0, 0.0]),
    ("tf.pow(2, 3)", "int32", 8),
    ("tf.pow(2., 3)", "float32", 8.0),
    ("tf.pow(2., 2)", "float32", 4.0),
    ("tf.subtract(1., 2)", "float32", -1.0),
    ("tf.multiply(2, 3)", "int32", 6),
    ("tf.divide(1, 2)", "float64", 0.5),
    ("tf.math.divide(1., 2)", "float32", 0.5),
    ("tf.square([1, 2])", "int32", [1, 4]),
    ("tf.maximum(c([1., -1.]), 0)", "float32", [1.0, 0.0]),
    ("tf.maximum(0, c([1., -1.]))", "float32", [1.0, 0.0]),
    ("tf.identity(3.)", "float32", 3.0),
    ("tf.math.add_n([1., 2.])", "float32", 3.0),
    ("tf.where([True, False], [1., 2.], 0.)", "float32", [1.0, 0.0]),
    ("tf.where([True, False], c([1., 2.]), 0)", "float32", [1.0, 0.0]),
    ("tf.stack([1., 2])", "float32", [1.0, 2.0]),
    ("tf.stack([c(1.), 2.])", "float32", [1.0, 2.0]),
    ("c(True) * c(2.)", "bool", True),  # the second operand is cast to the first one's bool
    ("c(1.) < 2", "bool", True),
    ("V(1.) < V(2.)", "bool", True),
    ("tf.greater(2, 1)", "bool", True),
    ("tf.equal(1, 1)", "bool", True),
    ("tf.logical_and(True, False)", "bool", False),
    ("tf.logical_not([True])", "bool", [False]),
]

INTEGERS = [
    ("c(3) / c(2)", "float64", 1.5),
    ("c(3) / 2", "float64", 1.5),
    ("3 / c(2)", "float64", 1.5),
    ("c(3, tf.int8) / c(2, tf.int8)", "float32", 1.5),
    ("c(3) // c(2)", "int32", 1),
    ("c(-7) // 2", "int32", -4),
    ("c(-3) % 2", "int32", 1),
    ("c(3) % 2", "int32", 1),
    ("c(7.) % 3", "float32", 1.0),
    ("c(-7.) // 2.", "float32", -4.0),
    ("c(3) ** 2", "int32", 9),
    ("c(3.) ** 2", "float32", 9.0),
    ("2 ** c(3.)", "float32", 8.0),
    ("tf.reduce_mean(c([1, 2]))", "int32", 1),
    ("tf.cast(c([-1.7, 1.7]), tf.int32)", "int32", [-1, 1]),
    ("tf.cast(3, tf.float32)", "float32", 3.0),
    ("tf.cast([0., 2.], tf.bool)", "bool", [False, True]),
    ("tf.cast(True, tf.float32)", "float32", 1.0),
    ("tf.cast(c([300]), tf.uint8)", "uint8", [44]),
    ("tf.round([.5, 1.5, 2.5, -.5])", "float32", [0.0, 2.0, 2.0, -0.0]),
    ("tf.abs(c(-3))", "int32", 3),
    ("-c(3)", "int32", -3),
    ("c(6) & c(3)", "int32", 2),
    ("c(6) | c(3)", "int32", 7),
    ("c(6) ^ c(3)", "int32", 5),
    ("c(True) & c(False)", "bool", False),
    ("~c([True, False])", "bool", [False, True]),
    ("c(2**31 - 1) + 1", "int32", -(2**31)),
    ("c(200, tf.uint8) + c(100, tf.uint8)", "uint8", 44),
    ("tf.bitcast(1., tf.int32)", "int32", 1065353216),
    ("tf.reduce_any([True, False])", "bool", True),
]

RESULTS = [
    ("tf.argmax([1., 3.])", "int64", 1),
    ("tf.argmax([[1., 2.], [3., 0.]])", "int64", [1, 0]),
    ("tf.argmax([[1., 2.], [3., 0.]], axis=1)", "int64", [1, 0]),
    ("tf.argmax([1., 1.])", "int64", 0),
    ("tf.shape(3.)", "int32", []),
    ("tf.shape([[1]])", "int32", [1, 1]),
    ("tf.rank([[1]])", "int32", 2),
    ("tf.size([[1]])", "int32", 1),
    ("tf.size([1, 2])", "int32", 2),
    ("tf.where([False, True])", "int64", [[1]]),
    ("tf.math.count_nonzero([0., 1.])", "int64", 1),
    ("tf.math.divide_no_nan(1., 0.)", "float32", 0.0),
    ("c(1.) / 0", "float32", inf),
    ("tf.math.log(-1.)", "float32", nan),
    ("tf.reduce_max(tf.zeros([0]))", "float32", -inf),
    ("tf.reduce_min(tf.zeros([0]))", "float32", inf),
    ("tf.reduce_mean(tf.zeros([0]))", "float32", nan),
    ("tf.reduce_sum(tf.zeros([0]))", "float32", 0.0),
    ("tf.reduce_prod(tf.zeros([0]))", "float32", 1.0),
    ("tf.math.reduce_std([1., 2., 3.])", "float32", 0.81649658),
    ("tf.math.confusion_matrix([0, 1], [0, 1])", "int32", [[1, 0], [0, 1]]),
    ("tf.math.in_top_k([0], [[1., 2.]], 1)", "bool", [False]),
    ("tf.linalg.global_norm([c([3., 4.]), None])", "float32", 5.0),
    ("tf.nn.dropout(tf.ones(3), 0.)", "float32", [1.0, 1.0, 1.0]),
    ("tf.nn.l2_normalize([3., 4.])", "float32", [0.6, 0.8]),
    ("tf.tensordot([1., 2.], [3., 4.], 1)", "float32", 11.0),
    ("tf.argsort([3., 1., 2.])", "int32", [1, 2, 0]),
    ("tf.sort([3., 1., 2.], direction='DESCENDING')", "float32", [3.0, 2.0, 1.0]),
    ("tf.repeat([1, 2], 2)", "int32", [1, 1, 2, 2]),
    ("tf.tile([1], [3])", "int32", [1, 1, 1]),
    ("tf.pad([1], [[1, 1]])", "int32", [0, 1, 0]),
    ("tf.meshgrid([1, 2], [3, 4])[0]", "int32", [[1, 2], [1, 2]]),
    ("tf.squeeze(tf.ones([1, 2, 1]))", "float32", [1.0, 1.0]),
    ("tf.reshape(tf.ones([6]), [2, -1])", "float32", [[1.0, 1.0, 1.0], [1.0, 1.0, 1.0]]),
    ("tf.nn.sigmoid(0.)", "float32", 0.5),
    ("tf.sign([-2., 0., 3.])", "float32", [-1.0, 0.0, 1.0]),
    ("sum([c(1.), c(2.)])", "float32", 3.0),
    ("max(c([1., 2.]))", "float32", 2.0),
    ("abs(c(-1.))", "float32", 1.0),
    ("V([1.]).value()", "float32", [1.0]),
    ("V([1.]).read_value()", "float32", [1.0]),
    ("tf.clip_by_value([-1., .5, 2.], 0, 1)", "float32", [0.0, 0.5, 1.0]),
    ("tf.boolean_mask([1, 2, 3], [True, False, True])", "int32", [1, 3]),
    ("tf.gather([1., 2., 3.], [2, 0])", "float32", [3.0, 1.0]),
    ("tf.concat([[1, 2], [3]], 0)", "int32", [1, 2, 3]),
    ("tf.transpose([[1, 2], [3, 4]])", "int32", [[1, 3], [2, 4]]),
    ("tf.cumsum([1, 2, 3])", "int32", [1, 3, 6]),
    ("tf.sequence_mask([1, 3])", "bool", [[True, False, False], [True, True, True]]),
]

ASSIGNED = [
    ("v = V(1.); v.assign(np.float64(2)); v", "float32", 2.0),
    ("v = V(1.); v.assign(2); v", "float32", 2.0),
    ("v = V([1., 1.]); v.assign(np.array([1., 2.])); v", "float32", [1.0, 2.0]),
    ("v = V(3.); v.assign_sub(1.)", "float32", 2.0),
    ("v = V(3.); v.assign_add(1); v", "float32", 4.0),
    ("v = V(3); v.assign_add(1); v", "int32", 4),
    ("v = V([1., 2.]); v[0].assign(5.); v", "float32", [5.0, 2.0]),
]


@pytest.mark.parametrize(
    ("program", "dtype", "value"), params([*CREATION, *PYTHON_AND_ARRAYS, *INTEGERS, *RESULTS, *ASSIGNED])
)
def test_an_expression_has_this_dtype_and_value(tf: Any, program: str, dtype: str, value: Any) -> None:
    result = run(tf, program)
    assert result.dtype == dtype
    assert result.dtype is getattr(tf, dtype)
    check_close(result.numpy(), value)


SEVERAL = [
    ("tf.split(tf.range(6), 3)", "int32", [[0, 1], [2, 3], [4, 5]]),
    ("tf.unstack(c([1, 2]))", "int32", [1, 2]),
    ("list(tf.nn.moments(c([[1., 2.], [3., 4.]]), axes=[0]))", "float32", [[2.0, 3.0], [1.0, 1.0]]),
    ("list(c([1., 2.]))", "float32", [1.0, 2.0]),
    ("list(reversed(c([1, 2])))", "int32", [2, 1]),
    ("tf.clip_by_global_norm([c([3., 4.])], 1.)[0]", "float32", [[0.6, 0.8]]),
    ("list(tf.unique([1., 2., 1.]))[:1]", "float32", [[1.0, 2.0]]),
]


@pytest.mark.parametrize(("program", "dtype", "values"), params(SEVERAL))
def test_several_results_have_this_dtype_and_these_values(tf: Any, program: str, dtype: str, values: Any) -> None:
    result = run(tf, program)
    assert [item.dtype for item in result] == [dtype] * len(values)
    check_close(result, values)


def test_top_k_is_a_named_tuple(tf: Any) -> None:
    values, indices = result = tf.math.top_k([1.0, 3.0, 2.0], 2)
    assert result.values is values
    assert result.indices is indices
    assert type(result).__name__ == "TopKV2"
    check_close((values, indices), ([3.0, 2.0], [1, 2]))


def test_clip_by_global_norm_gives_the_norm_too(tf: Any) -> None:
    check_close(tf.clip_by_global_norm([tf.constant([3.0, 4.0])], 1.0)[1], 5.0)
