"""What TensorFlow's op callbacks show of eager code, and what they leave out."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from tensorflow.python import pywrap_tfe
from tensorflow.python.eager import backprop, context

from tests.facts.callbacks import calling_back, names, seen_ops


def test_a_function_of_two_variables_leaves_no_trace_of_their_reads() -> None:
    b, c = tf.Variable(2.0), tf.Variable(3.0)

    with seen_ops() as seen:
        tf.multiply(b, c)

    assert names(seen) == ["Mul"]


def test_an_operator_on_two_variables_shows_the_left_read_only() -> None:
    b, c = tf.Variable(2.0), tf.Variable(3.0)

    with seen_ops() as seen:
        _ = b * c

    assert names(seen) == ["ReadVariableOp", "Mul"]
    assert seen[0].inputs[0] is b.handle


@pytest.fixture
def handed_over() -> Iterator[list[Any]]:
    """The arguments that generated wrappers hand to C++, seen by a function in place of the one that takes them."""
    seen: list[Any] = []
    original = pywrap_tfe.TFE_Py_FastPathExecute

    def looking(*args: Any) -> Any:
        seen.extend(args)
        return original(*args)

    pywrap_tfe.TFE_Py_FastPathExecute = looking
    try:
        yield seen
    finally:
        pywrap_tfe.TFE_Py_FastPathExecute = original


@pytest.mark.parametrize("trainable", [True, False])
def test_the_fast_path_is_handed_the_variables_that_it_reads(handed_over: list[Any], trainable: bool) -> None:
    b, c = tf.Variable(2.0, trainable=trainable), tf.Variable(3.0, trainable=trainable)
    handed_over.clear()

    product = tf.multiply(b, c)

    assert {id(b), id(c)} <= {id(value) for value in handed_over}
    assert product.numpy() == 6.0


def test_variables_in_a_list_are_handed_over_in_the_list(handed_over: list[Any]) -> None:
    b, c = tf.Variable([2.0]), tf.Variable([3.0])
    handed_over.clear()

    joined = tf.concat([b, c], 0)

    assert any(isinstance(value, list) and value[0] is b and value[1] is c for value in handed_over)
    assert joined.numpy().tolist() == [2.0, 3.0]


def test_a_function_in_place_of_the_fast_path_leaves_the_tape_as_it_is(handed_over: list[Any]) -> None:
    b, c = tf.Variable(2.0), tf.Variable(3.0)

    with tf.GradientTape() as tape:
        product = tf.multiply(b, c)

    assert [g.numpy() for g in tape.gradient(product, [b, c])] == [3.0, 2.0]
    assert handed_over


def test_a_constant_raises_no_callback() -> None:
    with seen_ops() as seen:
        tf.constant([1.0, 2.0])

    assert names(seen) == []


def test_an_op_inside_the_callback_never_returns() -> None:
    def careless(*_: Any, **__: Any) -> None:
        tf.add(1.0, 2.0)

    former = sys.getrecursionlimit()
    sys.setrecursionlimit(300)
    try:
        with pytest.raises(RecursionError), calling_back(careless):
            tf.add(1.0, 2.0)
    finally:
        sys.setrecursionlimit(former)


def test_an_exception_in_the_callback_aborts_the_users_op() -> None:
    def failing(*_: Any, **__: Any) -> None:
        raise ValueError("mine, not the user's")

    with calling_back(failing), pytest.raises(ValueError, match="mine"):
        tf.add(1.0, 2.0)


def test_backward_ops_come_through_the_same_callback() -> None:
    x = tf.Variable(3.0)

    with seen_ops() as seen:
        with tf.GradientTape() as tape:
            y = tf.square(x)
        forward = len(seen)
        tape.gradient(y, x)

    assert len(seen) > forward


def test_an_op_is_seen_although_the_tape_does_not_record_it() -> None:
    x = tf.Variable(3.0)

    with seen_ops() as seen, tf.GradientTape() as tape, tape.stop_recording():
        y = tf.square(x)

    assert "Square" in names(seen)
    assert tape.gradient(y, x) is None


def test_callbacks_belong_to_one_thread() -> None:
    with seen_ops() as seen:
        other = threading.Thread(target=tf.add, args=(1.0, 2.0))
        other.start()
        other.join()

    assert names(seen) == []


def test_the_op_type_is_bytes_where_the_fast_path_declines() -> None:
    """A Python list as input is such a case."""
    with seen_ops() as seen:
        tf.argmax(tf.constant([1.0, 3.0]))
        tf.argmax([1.0, 3.0])

    assert [op.op_type for op in seen] == ["ArgMax", b"ArgMax"]


def test_attributes_are_a_flat_tuple_of_keys_and_values() -> None:
    with seen_ops() as seen:
        tf.matmul(tf.ones([2, 3]), tf.ones([2, 3]), transpose_a=True)

    attrs = seen[-1].attrs

    assert isinstance(attrs, tuple)
    assert dict(zip(attrs[::2], attrs[1::2], strict=True))["transpose_a"] is True


def test_python_ids_of_tensors_are_reused_and_their_own_ids_are_not() -> None:
    tensors = [(id(tensor), tensor._id) for tensor in (tf.add(1.0, float(i)) for i in range(200))]

    assert len({python_id for python_id, _ in tensors}) < 100
    assert len({own_id for _, own_id in tensors}) == 200


def test_a_traced_function_is_one_op_whose_definition_can_be_read() -> None:
    @tf.function
    def swish(z: tf.Tensor) -> tf.Tensor:
        return z * tf.sigmoid(z)

    x = tf.Variable(1.0)
    swish(x)
    with seen_ops() as seen, tf.GradientTape():
        swish(x)

    calls = [op.name for op in seen if op.name.startswith("__forward_")]

    assert len(calls) == 1
    definition = context.context().get_function_def(calls[0])
    assert {"Sigmoid", "Mul"} <= {node.op for node in definition.node_def}


def test_a_write_has_the_handle_of_its_state_first() -> None:
    counter = tf.Variable(1.0)

    with seen_ops() as seen:
        counter.assign_add(2.0)

    write = next(op for op in seen if op.name == "AssignAddVariableOp")
    assert write.inputs[0] is counter.handle


def test_an_iterator_step_has_the_handle_of_its_state_first() -> None:
    steps = iter(tf.data.Dataset.from_tensor_slices([1.0, 2.0]))

    with seen_ops() as seen:
        next(steps)

    step = next(op for op in seen if op.name.startswith("IteratorGetNext"))
    assert step.inputs[0].dtype == tf.resource


def test_a_py_function_can_be_differentiated_once_only() -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape(persistent=True) as tape:
        y = tf.py_function(lambda v: v * v, [x], tf.float32)

    assert tape.gradient(y, x).numpy() == 6.0
    with pytest.raises(tf.errors.UnknownError, match="KeyError"):
        tape.gradient(y, x)


def test_a_custom_gradient_runs_users_code_once_a_call() -> None:
    runs = []

    @tf.custom_gradient
    def counted(z: tf.Tensor) -> Any:
        def grad(upstream: tf.Tensor) -> tf.Tensor:
            runs.append(1)
            return upstream * 2.0

        return z * 2.0, grad

    x = tf.Variable(1.0)
    with tf.GradientTape(persistent=True) as tape:
        y = counted(x)
    tape.gradient(y, [x, y])
    tape.gradient(y, x)

    assert len(runs) == 2


def test_a_wrapped_gradient_function_tells_each_source_beside_an_unregistered_op() -> None:
    def forgiving(op_name: str, *args: Any) -> Any:
        try:
            return backprop._gradient_function(op_name, *args)
        except LookupError:
            return [None] * args[1]

    near, far = tf.Variable([1.0, 1.0, 2.0]), tf.Variable(2.0)
    with tf.GradientTape(persistent=True) as tape:
        y = far * tf.reduce_sum(tf.unique(near)[0])
    with pytest.raises(LookupError):
        tape.gradient(y, far)

    pywrap_tfe.TFE_Py_RegisterGradientFunction(forgiving)
    try:
        gradients = tape.gradient(y, [near, far])
    finally:
        pywrap_tfe.TFE_Py_RegisterGradientFunction(backprop._gradient_function)

    assert gradients[0] is None
    assert gradients[1].numpy() == 3.0
    with pytest.raises(LookupError):
        tape.gradient(y, far)


def test_static_shapes_leave_no_op() -> None:
    matrix = tf.ones([2, 3])

    with seen_ops() as seen:
        assert tf.size(matrix).numpy() == 6
        assert matrix.shape == (2, 3)

    assert names(seen) == []


def test_one_backward_call_gives_the_derivative_by_every_intermediate_value() -> None:
    x = tf.Variable(3.0)
    with seen_ops() as seen, tf.GradientTape(persistent=True) as tape:
        y = tf.square(tf.sin(x)) + tf.constant(1.0)
    inner = [output for op in seen for output in op.outputs]

    gradients = tape.gradient(y, [x, *inner])

    assert all(gradient is not None for gradient in gradients)
    assert gradients[-1].numpy() == 1.0
    np.testing.assert_allclose(gradients[0], 2 * np.sin(3.0) * np.cos(3.0), rtol=1e-5)
