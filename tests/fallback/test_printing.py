"""How tensors, variables, shapes and dtypes print."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import essential, params, run

PRINTED = [
    # program, text
    ("repr(c(3.0))", "<tf.Tensor: shape=(), dtype=float32, numpy=3.0>"),
    ("str(c(3.0))", "tf.Tensor(3.0, shape=(), dtype=float32)"),
    ("repr(c(3))", "<tf.Tensor: shape=(), dtype=int32, numpy=3>"),
    ("repr(c([1., 2.]))", "<tf.Tensor: shape=(2,), dtype=float32, numpy=array([1., 2.], dtype=float32)>"),
    ("str(c([1., 2.]))", "tf.Tensor([1. 2.], shape=(2,), dtype=float32)"),
    (
        "repr(c([[1., 2.], [3., 4.]]))",
        ("<tf.Tensor: shape=(2, 2), dtype=float32, numpy=\narray([[1., 2.],\n       [3., 4.]], dtype=float32)>"),
    ),
    ("str(c([[1., 2.], [3., 4.]]))", "tf.Tensor(\n[[1. 2.]\n [3. 4.]], shape=(2, 2), dtype=float32)"),
    (
        "repr(tf.ones([2, 3]))",
        (
            "<tf.Tensor: shape=(2, 3), dtype=float32, numpy=\n"
            "array([[1., 1., 1.],\n"
            "       [1., 1., 1.]], dtype=float32)>"
        ),
    ),
    ("str(tf.ones([2, 3]))", "tf.Tensor(\n[[1. 1. 1.]\n [1. 1. 1.]], shape=(2, 3), dtype=float32)"),
    ("repr(tf.ones(3))", "<tf.Tensor: shape=(3,), dtype=float32, numpy=array([1., 1., 1.], dtype=float32)>"),
    ("str(tf.ones(3))", "tf.Tensor([1. 1. 1.], shape=(3,), dtype=float32)"),
    ("str(c(1.))", "tf.Tensor(1.0, shape=(), dtype=float32)"),
    ("repr(c([]))", "<tf.Tensor: shape=(0,), dtype=float32, numpy=array([], dtype=float32)>"),
    ("str(tf.zeros([2, 0]))", "tf.Tensor([], shape=(2, 0), dtype=float32)"),
    (
        "repr(tf.zeros([2, 0]))",
        ("<tf.Tensor: shape=(2, 0), dtype=float32, numpy=array([], shape=(2, 0), dtype=float32)>"),
    ),
    ("repr(c(True))", "<tf.Tensor: shape=(), dtype=bool, numpy=True>"),
    ("repr(c([True, False]))", "<tf.Tensor: shape=(2,), dtype=bool, numpy=array([ True, False])>"),
    ("repr(c('abc'))", "<tf.Tensor: shape=(), dtype=string, numpy=b'abc'>"),
    ("repr(c(['a', 'b']))", "<tf.Tensor: shape=(2,), dtype=string, numpy=array([b'a', b'b'], dtype=object)>"),
    ("str(c('abc'))", "tf.Tensor(b'abc', shape=(), dtype=string)"),
    ("str(c(['a', 'b']))", "tf.Tensor([b'a' b'b'], shape=(2,), dtype=string)"),
    ("repr(c(1., tf.float64))", "<tf.Tensor: shape=(), dtype=float64, numpy=1.0>"),
    ("repr(c([1., 2.], tf.float64))", "<tf.Tensor: shape=(2,), dtype=float64, numpy=array([1., 2.])>"),
    ("repr(c(1 + 2j))", "<tf.Tensor: shape=(), dtype=complex128, numpy=(1+2j)>"),
    ("repr(c([1, 2], tf.int64))", "<tf.Tensor: shape=(2,), dtype=int64, numpy=array([1, 2])>"),
    ("repr(c([1, 2], tf.int8))", "<tf.Tensor: shape=(2,), dtype=int8, numpy=array([1, 2], dtype=int8)>"),
    ("repr(c(1., tf.float16))", "<tf.Tensor: shape=(), dtype=float16, numpy=1.0>"),
    (
        "repr(c([1.5, 2.], tf.float16))",
        "<tf.Tensor: shape=(2,), dtype=float16, numpy=array([1.5, 2. ], dtype=float16)>",
    ),
    ("str(c([1e-10, 1.]))", "tf.Tensor([1.e-10 1.e+00], shape=(2,), dtype=float32)"),
    ("str(c(1e10))", f"tf.Tensor({np.float32(1e10)!s}, shape=(), dtype=float32)"),  # NumPy 1 writes all the zeros
    ("str(c(.1))", "tf.Tensor(0.1, shape=(), dtype=float32)"),
    ("str(c(.1, tf.float64))", "tf.Tensor(0.1, shape=(), dtype=float64)"),
    ("str(c(np.nan))", "tf.Tensor(nan, shape=(), dtype=float32)"),
    ("str(c(np.inf))", "tf.Tensor(inf, shape=(), dtype=float32)"),
    ("str(c([1.23456789, 1000000.]))", "tf.Tensor([1.2345679e+00 1.0000000e+06], shape=(2,), dtype=float32)"),
    ("repr(c(3.14159))", "<tf.Tensor: shape=(), dtype=float32, numpy=3.141590118408203>"),
    ("repr(c(1/3))", "<tf.Tensor: shape=(), dtype=float32, numpy=0.3333333432674408>"),
    (
        "repr(c([1/3, 2/3]))",
        ("<tf.Tensor: shape=(2,), dtype=float32, numpy=array([0.33333334, 0.6666667 ], dtype=float32)>"),
    ),
    (
        "repr(tf.ones([1, 1, 2]))",
        "<tf.Tensor: shape=(1, 1, 2), dtype=float32, numpy=array([[[1., 1.]]], dtype=float32)>",
    ),
    (
        "str(tf.ones([2, 2, 2]))",
        ("tf.Tensor(\n[[[1. 1.]\n  [1. 1.]]\n\n [[1. 1.]\n  [1. 1.]]], shape=(2, 2, 2), dtype=float32)"),
    ),
    (
        "str(tf.range(2000.))",
        ("tf.Tensor([0.000e+00 1.000e+00 2.000e+00 ... 1.997e+03 1.998e+03 1.999e+03], shape=(2000,), dtype=float32)"),
    ),
    ("repr(V(3.0))", "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=3.0>"),
    ("str(V(3.0))", "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=3.0>"),
    (
        "repr(V([1., 2.], name='w'))",
        "<tf.Variable 'w:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>",
    ),
    (
        "repr(V([[1, 2]], trainable=False))",
        ("<tf.Variable 'Variable:0' shape=(1, 2) dtype=int32, numpy=array([[1, 2]], dtype=int32)>"),
    ),
    (
        "repr(V(tf.ones([2, 2])))",
        (
            "<tf.Variable 'Variable:0' shape=(2, 2) dtype=float32, numpy=\n"
            "array([[1., 1.],\n"
            "       [1., 1.]], dtype=float32)>"
        ),
    ),
    ("repr(V('a'))", "<tf.Variable 'Variable:0' shape=() dtype=string, numpy=b'a'>"),
    ("repr(V(True))", "<tf.Variable 'Variable:0' shape=() dtype=bool, numpy=True>"),
    ("repr(V(1., name='layer/w'))", "<tf.Variable 'layer/w:0' shape=() dtype=float32, numpy=1.0>"),
    ("repr(V(3.).assign_sub(1.))", "<tf.Variable 'UnreadVariable' shape=() dtype=float32, numpy=2.0>"),
    ("v = V(3.); v.assign(1.); repr(v)", "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=1.0>"),
    ("V(1., name='w').name", "w:0"),
    ("V(1.).name", "Variable:0"),
    ("f'{c(3.14159)}'", "3.141590118408203"),
    ("f'{c(3.14159):.2f}'", "3.14"),
    ("f'{c(3.14159)!r}'", "<tf.Tensor: shape=(), dtype=float32, numpy=3.141590118408203>"),
    ("f'{c(3):5d}|'", "    3|"),
    ("f'{c([1., 2.])}'", "[1. 2.]"),
    ("f'{c([[1., 2.], [3., 4.]])}'", "[[1. 2.]\n [3. 4.]]"),
    ("f'{c(True)}'", "True"),
    ("f'{c(\"a\")}'", "b'a'"),
    ("f'{V(2.)}'", "<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=2.0>"),
    ("f'{V([1., 2.])}'", ("<tf.Variable 'Variable:0' shape=(2,) dtype=float32, numpy=array([1., 2.], dtype=float32)>")),
    ("'%f' % c(2.)", "2.000000"),
    ("'%s' % c(2.)", "tf.Tensor(2.0, shape=(), dtype=float32)"),
    ("'%.3f' % V(2.)", "2.000"),
    ("'{}'.format(c(2.))", "2.0"),
    ("repr([c(1.), None])", "[<tf.Tensor: shape=(), dtype=float32, numpy=1.0>, None]"),
    ("repr((V(1.),))", "(<tf.Variable 'Variable:0' shape=() dtype=float32, numpy=1.0>,)"),
    ("repr(tf.float32)", "tf.float32"),
    ("str(tf.float32)", "<dtype: 'float32'>"),
    ("repr(tf.bool)", "tf.bool"),
    ("str(tf.int32)", "<dtype: 'int32'>"),
    ("repr(tf.string)", "tf.string"),
    ("tf.float32.name", "float32"),
    ("repr(c([[1.]]).shape)", "TensorShape([1, 1])"),
    ("str(c([[1.]]).shape)", "(1, 1)"),
    ("repr(c(1.).shape)", "TensorShape([])"),
    ("str(c(1.).shape)", "()"),
    ("repr(tf.TensorShape([None, 2]))", "TensorShape([None, 2])"),
    ("str(tf.TensorShape([None, 2]))", "(None, 2)"),
    ("repr(tf.TensorShape(None))", "TensorShape(None)"),
    ("str(tf.TensorShape(None))", "<unknown>"),
    ("repr(tf.UnconnectedGradients.NONE)", "<UnconnectedGradients.NONE: 'none'>"),
    ("repr(tf.UnconnectedGradients.ZERO)", "<UnconnectedGradients.ZERO: 'zero'>"),
]


@pytest.mark.parametrize(("program", "text"), params(PRINTED))
def test_an_object_prints_like_this(tf: Any, program: str, text: str) -> None:
    assert run(tf, program) == text


def test_a_long_array_is_shortened_as_the_array_package_does(tf: Any) -> None:
    array = repr(np.arange(2000, dtype=np.int32))
    start = "\n" if "\n" in array else ""  # NumPy 2 adds the shape, which needs a second line
    assert repr(tf.range(2000)) == f"<tf.Tensor: shape=(2000,), dtype=int32, numpy={start}{array}>"


def test_indexed_slices_print_their_parts_but_have_a_plain_repr(tf: Any) -> None:
    x = tf.constant([[1.0, 2.0], [3.0, 4.0]])
    with tf.GradientTape() as tape:
        tape.watch(x)
        y = tf.gather(x, [0])
    slices = tape.gradient(y, x)
    assert str(slices) == (
        "IndexedSlices(indices=tf.Tensor([0], shape=(1,), dtype=int32), values=tf.Tensor([[1. 1.]], shape=(1, 2), "
        "dtype=float32), dense_shape=tf.Tensor([2 2], shape=(2,), dtype=int32))"
    )
    assert essential(repr(slices)) == "<IndexedSlices object at 0x>"


def test_a_tape_has_a_plain_repr(tf: Any) -> None:
    assert essential(repr(tf.GradientTape())) == "<GradientTape object at 0x>"


def test_top_k_prints_as_a_named_tuple(tf: Any) -> None:
    assert repr(tf.math.top_k([1.0, 3.0], 1)) == (
        "TopKV2(values=<tf.Tensor: shape=(1,), dtype=float32, numpy=array([3.], dtype=float32)>, "
        "indices=<tf.Tensor: shape=(1,), dtype=int32, numpy=array([1], dtype=int32)>)"
    )


def test_the_value_of_a_scalar_is_a_scalar_of_its_dtype(tf: Any) -> None:
    assert type(tf.constant(2.5).numpy()) is np.float32
    assert repr(tf.constant(2.5).numpy()) == repr(np.float32(2.5))
