"""Variables away from tapes: how they are made, assigned, sliced and scattered into, and what they say."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_close, check_raises, params, run

PROGRAMS = [
    # program, value
    ("v = V(1.); v.assign(2.); v", 2.0),
    ("v = V(1.); v.assign_add(2.); v", 3.0),
    ("v = V(1.); v.assign_sub(2.); v", -1.0),
    ("v = V(1.); v.assign(2.) is v", False),
    ("v = V(1.); w = v.assign(2.); v.assign(5.); w", 5.0),  # the result still stands for the variable
    ("v = V(1.); v.assign(v + 1.).assign_add(3.); v", 5.0),
    ("v = V(1.); v.assign(2., read_value=False)", None),
    ("v = V([1., 2.]); v.assign(v * 2.); v", [2.0, 4.0]),
    ("v = V([1., 2.]); v.assign([5, 6]); v", [5.0, 6.0]),
    ("v = V(1.); w = V(v); v.assign(2.); w", 1.0),
    ("v = V(1.); w = v; v.assign(2.); w", 2.0),
    ("v = V([1., 2., 3.]); v[1].assign(9.); v", [1.0, 9.0, 3.0]),
    ("v = V([1., 2., 3.]); v[1:].assign([8., 9.]); v", [1.0, 8.0, 9.0]),
    ("v = V([1., 2., 3.]); v[0].assign(9.).numpy()", [9.0, 2.0, 3.0]),
    ("v = V([[1., 2.], [3., 4.]]); v[:, 0].assign([8., 9.]); v", [[8.0, 2.0], [9.0, 4.0]]),
    ("v = V([[1., 2.], [3., 4.]]); v[..., 1].assign([8., 9.]); v", [[1.0, 8.0], [3.0, 9.0]]),
    ("v = V([1., 2., 3.]); v[::2].assign([8., 9.]); v", [8.0, 2.0, 9.0]),
    ("V([3., 4.])[0] + 1", 4.0),
    ("v = V([1., 2., 3.]); v.scatter_nd_update([[0], [2]], [8., 9.]); v", [8.0, 2.0, 9.0]),
    ("v = V([1., 2., 3.]); v.scatter_nd_add([[0], [0]], [1., 1.]); v", [3.0, 2.0, 3.0]),
    ("v = V([1., 2., 3.]); v.scatter_nd_sub([[0], [0]], [1., 1.]); v", [-1.0, 2.0, 3.0]),
    ("v = V([1., 2.]); v.scatter_update(tf.IndexedSlices(c([5.]), c([0]))); v", [5.0, 2.0]),
    ("v = V([1., 2.]); v.scatter_add(tf.IndexedSlices(c([5., 5.]), c([0, 0]))); v", [11.0, 2.0]),
    ("v = V([1., 2.]); v.scatter_sub(tf.IndexedSlices(c([5.]), c([1]))); v", [1.0, -3.0]),
    ("v = V([1., 2.]); v.scatter_mul(tf.IndexedSlices(c([5.]), c([1]))); v", [1.0, 10.0]),
    ("v = V([1., 2.]); v.scatter_max(tf.IndexedSlices(c([5.]), c([1]))); v", [1.0, 5.0]),
    ("v = V([1., 2.]); v.scatter_min(tf.IndexedSlices(c([0.]), c([1]))); v", [1.0, 0.0]),
    ("V([1., 2.]).sparse_read([1])", [2.0]),
    ("V([1., 2.]).gather_nd([[1]])", [2.0]),
    ("V(1.).is_initialized()", True),
    ("V(1., constraint=lambda t: tf.clip_by_value(t, 0., 1.)).constraint(c(3.))", 1.0),
    ("V(1.).constraint", None),
    ("V([1.], trainable=None).trainable", True),
    ("V(1.).initializer", None),
    ("V(1.)._unique_id == V(1.)._unique_id", False),
    ("v = V([1., 2.], shape=tf.TensorShape([None])); v.assign([1., 2., 3.]); v", [1.0, 2.0, 3.0]),
    ("V([[1., 2.]]).shape.as_list()", [1, 2]),
    ("v = V(2.); [v + 1, 1 + v, v - 1, 1 - v, v * 3, 3 * v, v / 4, 4 / v]", [3.0, 3.0, 1.0, -1.0, 6.0, 6.0, 0.5, 2.0]),
    (
        "v = V(2.); [v ** 3, 3 ** v, v // 1.5, 5 // v, v % 1.5, 5 % v, -v, abs(v)]",
        [8.0, 9.0, 1.0, 2.0, 0.5, 1.0, -2.0, 2.0],
    ),
    ("v = V(2.); [v < 3, v <= 2, v > 3, v >= 2, v == 2, v != 2, 1 < v]", [True, True, False, True, True, False, True]),
    ("V([[1., 2.]]) @ V([[3.], [4.]])", [[11.0]]),
    ("v = V(True); [v & False, v | False, v ^ True, ~v]", [False, True, False, False]),
    ("tf.add_n([V(1.), c(2.), V(3.)])", 6.0),
    ("tf.stack([V(1.), V(2.)])", [1.0, 2.0]),
    ("tf.concat([V([1.]), [2.]], 0)", [1.0, 2.0]),
    ("tf.matmul(V([[1., 2.]]), V([[3.], [4.]]))", [[11.0]]),
    ("tf.reduce_sum(V([1., 2.]))", 3.0),
    ("tf.where(V([True, False]), V(1.), V(2.))", [1.0, 2.0]),
]


@pytest.mark.parametrize(("program", "value"), params(PROGRAMS))
def test_what_a_variable_does(tf: Any, program: str, value: Any) -> None:
    check_close(run(tf, program), value)


ERRORS = [
    # program, kind of error, message
    (
        "V(c(1.), dtype=tf.int32)",
        "ValueError",
        (
            "initial_value: Tensor conversion requested dtype int32 for Tensor with dtype float32: "
            "<tf.Tensor: shape=(), dtype=float32, numpy=1.0>"
        ),
    ),
    ("V(1.5, dtype=tf.int32)", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    ("V(1.).initial_value", "RuntimeError", "This property is not supported when eager execution is enabled."),
    ("V(1.).eval()", "RuntimeError", "This operation is not supported when eager execution is enabled."),
    (
        "c(1.).eval()",
        "NotImplementedError",
        "eval is not supported when eager execution is enabled, is .numpy() what you're looking for?",
    ),
    ("c(1.).assign(2.)", "AttributeError", "'EagerTensor' object has no attribute 'assign'"),
    ("c([1., 2.])[0].assign(2.)", "AttributeError", "'EagerTensor' object has no attribute 'assign'"),
    (
        "V([1., 2.]).scatter_nd_update([[5]], [1.])",
        "InvalidArgumentError",
        "indices[0] = [5] does not index into shape [2] [Op:ResourceScatterNdUpdate]",
    ),
    (
        "V(1.).assign_add(c([1., 2.]))",
        "InvalidArgumentError",
        (
            "Cannot update variable with shape [] using a Tensor with shape [2], shapes must be equal. "
            "[Op:AssignAddVariableOp]"
        ),
    ),
]


@pytest.mark.parametrize(("program", "kind", "message"), params(ERRORS))
def test_what_a_variable_does_not_do(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)


def test_every_variable_has_its_own_reference(tf: Any) -> None:
    one, other = tf.Variable(1.0), tf.Variable(1.0)
    assert one.ref() != other.ref()
    assert {one.ref(), one.ref(), other.ref()} == {one.ref(), other.ref()}
    assert one.ref().deref() is one


def test_a_variable_keeps_its_identity_when_it_is_assigned(tf: Any) -> None:
    variable = tf.Variable(1.0)
    before = variable.ref(), variable.handle._id
    variable.assign(2.0)
    assert (variable.ref(), variable.handle._id) == before
    assert variable.handle.dtype == tf.resource


def test_tensors_have_ids_of_their_own(tf: Any) -> None:
    one, other = tf.constant(1.0), tf.constant(1.0)
    assert one._id != other._id
    assert one._id == one._id
    assert tf.identity(one)._id != one._id


def test_an_assignment_that_fails_changes_nothing(tf: Any) -> None:
    variable = tf.Variable([1.0, 2.0])
    with pytest.raises(ValueError, match="Shape mismatch"):
        variable.assign([1.0, 2.0, 3.0])
    with pytest.raises(tf.errors.InvalidArgumentError):
        variable.assign_add([1.0, 2.0, 3.0])
    check_close(variable, [1.0, 2.0])
