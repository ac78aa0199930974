"""The names, the order and the defaults of arguments: calls by position and by keyword work as on TensorFlow."""

from __future__ import annotations

import inspect
from typing import Any

import pytest

from tests.fallback.rows import params, run

NONE = "<UnconnectedGradients.NONE: 'none'>"
SIGNATURES = [
    # function, arguments with their defaults
    ("tf.GradientTape.__init__", "self persistent=False watch_accessed_variables=True"),
    ("tf.GradientTape.watch", "self tensor"),
    ("tf.GradientTape.gradient", f"self target sources output_gradients=None unconnected_gradients={NONE}"),
    (
        "tf.GradientTape.jacobian",
        f"self target sources unconnected_gradients={NONE} parallel_iterations=None experimental_use_pfor=True",
    ),
    (
        "tf.GradientTape.batch_jacobian",
        f"self target source unconnected_gradients={NONE} parallel_iterations=None experimental_use_pfor=True",
    ),
    ("tf.GradientTape.stop_recording", "self"),
    ("tf.GradientTape.reset", "self"),
    ("tf.GradientTape.watched_variables", "self"),
    ("tf.constant", "value dtype=None shape=None name='Const'"),
    ("tf.convert_to_tensor", "value dtype=None dtype_hint=None name=None"),
    ("tf.reduce_sum", "input_tensor axis=None keepdims=False name=None"),
    ("tf.reduce_mean", "input_tensor axis=None keepdims=False name=None"),
    (
        "tf.matmul",
        (
            "a b transpose_a=False transpose_b=False adjoint_a=False adjoint_b=False a_is_sparse=False "
            "b_is_sparse=False output_type=None grad_a=False grad_b=False name=None"
        ),
    ),
    ("tf.where", "condition x=None y=None name=None"),
    ("tf.cast", "x dtype name=None"),
    ("tf.one_hot", "indices depth on_value=None off_value=None axis=None dtype=None name=None"),
    ("tf.argmax", "input axis=None output_type=tf.int64 name=None"),
    ("tf.concat", "values axis name='concat'"),
    ("tf.stack", "values axis=0 name='stack'"),
    ("tf.unstack", "value num=None axis=0 name='unstack'"),
    ("tf.split", "value num_or_size_splits axis=0 num=None name='split'"),
    ("tf.gather", "params indices validate_indices=None axis=None batch_dims=0 name=None"),
    ("tf.expand_dims", "input axis name=None"),
    ("tf.squeeze", "input axis=None name=None"),
    ("tf.reshape", "tensor shape name=None"),
    ("tf.transpose", "a perm=None conjugate=False name='transpose'"),
    ("tf.clip_by_value", "t clip_value_min clip_value_max name=None"),
    ("tf.clip_by_norm", "t clip_norm axes=None name=None"),
    ("tf.clip_by_global_norm", "t_list clip_norm use_norm=None name=None"),
    ("tf.cumsum", "x axis=0 exclusive=False reverse=False name=None"),
    ("tf.norm", "tensor ord='euclidean' axis=None keepdims=None name=None"),
    ("tf.pad", "tensor paddings mode='CONSTANT' constant_values=0 name=None"),
    ("tf.random.normal", "shape mean=0.0 stddev=1.0 dtype=tf.float32 seed=None name=None"),
    ("tf.random.uniform", "shape minval=0 maxval=None dtype=tf.float32 seed=None name=None"),
    ("tf.linspace", "start stop num name=None axis=0"),
    ("tf.nn.softmax", "logits axis=None name=None"),
    ("tf.nn.softmax_cross_entropy_with_logits", "labels logits axis=-1 name=None"),
    ("tf.nn.sparse_softmax_cross_entropy_with_logits", "labels logits name=None"),
    ("tf.nn.sigmoid_cross_entropy_with_logits", "labels=None logits=None name=None"),
    ("tf.nn.leaky_relu", "features alpha=0.2 name=None"),
    ("tf.nn.dropout", "x rate noise_shape=None seed=None name=None"),
    ("tf.custom_gradient", "f=None"),
    ("tf.stop_gradient", "input name=None"),
    (
        "tf.while_loop",
        (
            "cond body loop_vars shape_invariants=None parallel_iterations=10 back_prop=True "
            "swap_memory=False maximum_iterations=None name=None"
        ),
    ),
    ("tf.cond", "pred true_fn=None false_fn=None name=None"),
]


@pytest.mark.parametrize(("function", "arguments"), params(SIGNATURES))
def test_the_arguments_of_a_function(tf: Any, function: str, arguments: str) -> None:
    parameters = inspect.signature(run(tf, function)).parameters.values()
    given = [p.name if p.default is p.empty else f"{p.name}={p.default!r}" for p in parameters]
    assert " ".join(given) == arguments


VARIABLE = (
    "initial_value trainable validate_shape caching_device name variable_def dtype import_scope constraint "
    "synchronization aggregation shape experimental_enable_variable_lifting"
)


def test_the_arguments_of_a_variable(tf: Any) -> None:
    assert list(inspect.signature(tf.Variable.__init__).parameters) == ["self", *VARIABLE.split()]


def test_a_tape_has_these_methods(tf: Any) -> None:
    public = {name for name in dir(tf.GradientTape) if not name.startswith("_")}
    assert public == {"batch_jacobian", "gradient", "jacobian", "reset", "stop_recording", "watch", "watched_variables"}
