"""What a tensor and a variable are to Python: numbers, containers, keys, attributes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from tests.fallback.rows import check_close, check_raises, essential, params, run


def numpy_like(name: str) -> str:
    return (
        f"EagerTensor object has no attribute '{name}'. \n"
        "        If you are looking for numpy-related methods, please run the following:\n"
        "        tf.experimental.numpy.experimental_enable_numpy_behavior()"
    )


INVALID = [
    # program, message of the InvalidArgumentError
    # protocol
    ("c(1.) @ c(1.)", "In[0] and In[1] ndims must be == 2: 0 [Op:MatMul]"),
    (
        "tf.ensure_shape(c([1., 2.]), [3])",
        "Shape of tensor input [2] is not compatible with expected shape [3]. [Op:EnsureShape]",
    ),
]

OTHERS = [
    # program, kind of error, message
    # protocol
    ("len(c(1.))", "TypeError", "Scalar tensor has no `len()`"),
    ("iter(c(1.))", "TypeError", "Cannot iterate over a scalar tensor."),
    ("list(c(1.))", "TypeError", "Cannot iterate over a scalar tensor."),
    ("a, b = c([1., 2., 3.])", "ValueError", "too many values to unpack (expected 2)"),
    ("hash(c(1.))", "TypeError", "Tensor is unhashable. Instead, use tensor.ref() as the key."),
    (
        "hash(V(1.))",
        "TypeError",
        (
            "Variable is unhashable. Instead, use variable.ref() as the key. (Variable: <tf.Variable "
            "'Variable:0' shape=() dtype=float32, numpy=1.0>)"
        ),
    ),
    ("{c(1.): 1}", "TypeError", "Tensor is unhashable. Instead, use tensor.ref() as the key."),
    ("c(1.).foo", "AttributeError", "'EagerTensor' object has no attribute 'foo'"),
    ("c(1.).item", "AttributeError", "'EagerTensor' object has no attribute 'item'"),
    ("c(1.).mean", "AttributeError", "'EagerTensor' object has no attribute 'mean'"),
    ("c(1.).T", "AttributeError", numpy_like("T")),
    ("c(1.).astype", "AttributeError", numpy_like("astype")),
    ("c(1.).reshape", "AttributeError", numpy_like("reshape")),
    ("c(1.).size", "AttributeError", numpy_like("size")),
    ("c(1.).ravel", "AttributeError", numpy_like("ravel")),
    ("c(1.).transpose", "AttributeError", numpy_like("transpose")),
    ("c(1.).op", "AttributeError", "Tensor.op is undefined when eager execution is enabled."),
    ("c(1.).name", "AttributeError", "Tensor.name is undefined when eager execution is enabled."),
    ("c(1.).graph", "AttributeError", "Tensor.graph is undefined when eager execution is enabled."),
    ("V(1.).foo", "AttributeError", "'ResourceVariable' object has no attribute 'foo'"),
    ("round(c(1.5))", "AttributeError", numpy_like("astype")),
    ("round(c(1.5), 1)", "AttributeError", numpy_like("astype")),
    ("divmod(c(7), c(2))", "TypeError", "unsupported operand type(s) for divmod(): 'EagerTensor' and 'EagerTensor'"),
    ("[1, 2, 3][c(1.)]", "AttributeError", "'numpy.float32' object has no attribute '__index__'"),
    ("range(c(3.))", "AttributeError", "'numpy.float32' object has no attribute '__index__'"),
    ("c(1.)()", "TypeError", "'EagerTensor' object is not callable"),
    ("f'{V(2.):.2f}'", "TypeError", "unsupported format string passed to ResourceVariable.__format__"),
    ("'%d' % c([1., 2.])", "TypeError", "%d format: a real number is required, not EagerTensor"),
    (
        "tf.gradients(c(1.), c(1.))",
        "RuntimeError",
        "tf.gradients is not supported when eager execution is enabled. Use tf.GradientTape instead.",
    ),
    ("c([1.]).set_shape([2])", "ValueError", "Tensor's shape (1,) is not compatible with supplied shape (2,)."),
    (
        "tf.TensorShape([1, 2]).assert_is_compatible_with([2, 2])",
        "ValueError",
        "Shapes (1, 2) and [2, 2] are incompatible",
    ),
]


@pytest.mark.parametrize(("program", "message"), params(INVALID))
def test_an_op_says_what_does_not_fit(tf: Any, program: str, message: str) -> None:
    check_raises(tf, program, "InvalidArgumentError", message)


@pytest.mark.parametrize(("program", "kind", "message"), params(OTHERS))
def test_what_a_tensor_does_not_do(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)


DOES = [
    # program, value
    ("float(c(2.5)), int(c(2.5)), bool(c(2.5))", (2.5, 2, True)),
    ("complex(c(1 + 2j))", 1 + 2j),
    ("bool(c([]))", False),
    ("float(V(1.5)), int(V(3)), bool(V(0.))", (1.5, 3, False)),
    ("bool(c('')), bool(c('a'))", (False, True)),
    ("not c(0.)", True),
    ("c(2.5).numpy()", 2.5),
    ("V(2.).numpy()", 2.0),
    ("c('abc').numpy()", b"abc"),
    # comparison
    ("c(1.) == None, c(1.) != None", (False, True)),
    ("c([1, 2]) == c([1, 2, 3])", False),
    ("c([1, 2]) != c([1, 2, 3])", True),
    ("c([1., 2.]) == c([1., 3.])", [True, False]),
    ("V(1.) == V(1.)", True),
    ("c(1.) in [c(2.), c(1.)]", True),
    ("c(1.) is c(1.)", False),
    # keys
    ("type(c(1.).ref()).__name__", "Reference"),
    ("c(1.).ref() == c(1.).ref()", False),
    ("x = c(1.); x.ref() == x.ref()", True),
    ("x = V(1.); x.ref().deref() is x", True),
    ("len({V(1.).ref(): 1, c(1.).ref(): 2})", 2),
    # classes
    ("isinstance(V(1.), tf.Tensor), isinstance(c(1.), tf.Tensor), isinstance(V(1.), tf.Variable)", (False, True, True)),
    (
        "tf.is_tensor(V(1.)), tf.is_tensor(np.ones(1)), tf.is_tensor(c(1.)), tf.is_tensor(1.)",
        (True, False, True, False),
    ),
    ("type(c(1.)).__name__, type(V(1.)).__name__", ("EagerTensor", "ResourceVariable")),
    # beside NumPy
    ("type(np.sin(c([0.]))).__name__, str(np.sin(c([0.])).dtype)", ("ndarray", "float32")),
    ("str(np.asarray(c(1.)).dtype), str(np.array(c([1], tf.int8)).dtype)", ("float32", "int8")),
    ("np.array(c([1., 2.]))", [1.0, 2.0]),
    ("np.sum(c([1., 2.]))", 3.0),
    ("np.mean(V([1., 2.]))", 1.5),
    ("np.max(c([1., 2.]))", 2.0),
    ("np.float32(c(2.))", 2.0),
    ("np.maximum(c([1., 2.]), 1.5)", [1.5, 2.0]),
    ("c(1.).numpy() + c(2.)", 3.0),
    # as an index
    ("[1, 2, 3][c(1)]", 2),
    ("[1, 2, 3][:c(2)]", [1, 2]),
    ("list(range(c(3)))", [0, 1, 2]),
    ("c(3).__index__()", 3),
    ("float(np.linspace(0, 2, 3)[c(2)])", 2.0),
    # items
    ("c([1., 2., 3.])[::-1]", [3.0, 2.0, 1.0]),
    ("c([1., 2., 3.])[c(1)]", 2.0),
    ("c([1., 2., 3.])[np.int64(1)]", 2.0),
    ("c([1., 2., 3.])[c([True, False, True])]", [1.0, 3.0]),
    ("c([1., 2., 3.])[-1]", 3.0),
    ("c([1., 2., 3.])[1:]", [2.0, 3.0]),
    ("c([1., 2., 3.])[:-1]", [1.0, 2.0]),
    ("c([1., 2., 3.])[5:]", []),
    ("c([1., 2., 3.])[c(0):c(2)]", [1.0, 2.0]),
    ("c([[1., 2.], [3., 4.]])[:, 0]", [1.0, 3.0]),
    ("c([[1., 2.], [3., 4.]])[1, 0]", 3.0),
    ("c([[1., 2.], [3., 4.]])[1][0]", 3.0),
    ("c([[1., 2.], [3., 4.]])[..., 1]", [2.0, 4.0]),
    ("c([1., 2.])[:, None].shape.as_list()", [2, 1]),
    ("c([1., 2.])[tf.newaxis].shape.as_list()", [1, 2]),
    ("tf.ones([2, 3])[...].shape.as_list()", [2, 3]),
    ("tf.ones([2, 3, 4])[:, 1, None].shape.as_list()", [2, 1, 4]),
    ("tf.ones([2, 3, 4])[0, ..., ::2].shape.as_list()", [3, 2]),
    ("V([1., 2., 3.])[1:]", [2.0, 3.0]),
    # iteration
    ("len(c([1, 2, 3]))", 3),
    ("list(V([1., 2.]))", [1.0, 2.0]),
    ("dict(zip(['a', 'b'], c([1, 2])))", {"a": 1, "b": 2}),
    ("a, b = c([1., 2.]); a - b", -1.0),
    ("[(i, float(x)) for i, x in enumerate(c([3., 4.]))]", [(0, 3.0), (1, 4.0)]),
    ("sorted([c(3.), c(1.)])[0]", 1.0),
    ("max(c(1.), c(2.))", 2.0),
    ("sum(c([1., 2.]))", 3.0),
    # shapes
    ("c([1.]).shape == (1,), c([1.]).shape == [1], c([1.]).shape == (2,)", (True, True, False)),
    (
        "x = c([[1.]]).shape; x[0], type(x[0]).__name__, x.as_list(), x.rank, x.ndims, len(x)",
        (1, "int", [1, 1], 2, 2, 2),
    ),
    ("c([[1., 2.]]).shape.num_elements()", 2),
    ("(tf.ones([2, 3]).shape + [1]).as_list()", [2, 3, 1]),
    ("tf.ones([2, 3]).shape[1:].as_list()", [3]),
    ("tuple(tf.ones([2, 3]).shape)", (2, 3)),
    ("a, b = tf.ones([2, 3]).shape; a * b", 6),
    ("tf.TensorShape([None, 2]).is_fully_defined()", False),
    ("tf.TensorShape([None, 2]).is_compatible_with([3, 2])", True),
    ("tf.TensorShape(None).rank", None),
    ("c(1.).ndim, c([[1.]]).ndim", (0, 2)),
    ("c([[1.]]).get_shape().as_list()", [1, 1]),
    ("V([1.], shape=tf.TensorShape(None)).shape.rank", None),
    # dtypes
    ("tf.float32 == 'float32', tf.float32 == np.float32, tf.float32 == tf.float64", (True, True, False)),
    ("tf.as_dtype('float32') is tf.float32, tf.as_dtype(np.float32) is tf.float32", (True, True)),
    ("tf.as_dtype(float) is tf.float32, tf.as_dtype(bool) is tf.bool", (True, True)),
    ("tf.float32.is_floating, tf.int32.is_integer, tf.bool.is_bool, tf.complex64.is_complex", (True, True, True, True)),
    ("tf.float32.as_numpy_dtype is np.float32, tf.float32.size, tf.int32.max", (True, 4, 2147483647)),
    ("hash(tf.float32) == hash(tf.as_dtype('float32'))", True),
    # variables
    ("V([1.]).trainable, V([1.], trainable=False).trainable, V(1).trainable", (True, False, True)),
    ("V([1.]).name, V([1.], name='w').name", ("Variable:0", "w:0")),
    ("abs(V(-1.)), -V(1.)", (1.0, -1.0)),
    # a tensor is a value: nothing that happens later changes it
    ("x = c([1., 2.]); x.numpy()[0] = 5.; x", [1.0, 2.0]),
    ("a = np.ones(2); x = c(a); a[0] = 5.; x", [1.0, 1.0]),
    ("a = np.ones(2); x = tf.convert_to_tensor(a); a[0] = 5.; x", [1.0, 1.0]),
    ("a = np.ones(2, np.float32); v = V(a); a[0] = 5.; v.numpy()", [1.0, 1.0]),
    ("v = V([1., 2.]); a = v.numpy(); v.assign([3., 4.]); a", [1.0, 2.0]),
    ("v = V([1., 2.]); t = v.value(); v.assign([3., 4.]); t", [1.0, 2.0]),
    ("v = V([1., 2.]); t = tf.convert_to_tensor(v); v.assign_add([3., 4.]); t", [1.0, 2.0]),
    ("v = V([1., 2.]); t = v + 0; v[0].assign(9.); t", [1.0, 2.0]),
    ("import copy\ncopy.copy(c(1.))", 1.0),
    ("import copy\nv = V(1.); w = copy.deepcopy(v); v.assign(2.); w.numpy()", 1.0),
    ("import pickle\npickle.loads(pickle.dumps(c([1., 2.])))", [1.0, 2.0]),
    # the module
    ("tf.executing_eagerly()", True),
    ("tf.nest.flatten({'b': [1, 2], 'a': 3})", [3, 1, 2]),
    ("tf.nest.map_structure(lambda x: x + 1, {'b': [1, 2], 'a': (3,)})", {"b": [2, 3], "a": (4,)}),
]


@pytest.mark.parametrize(("program", "value"), params(DOES))
def test_what_a_tensor_does(tf: Any, program: str, value: Any) -> None:
    check_close(run(tf, program), value)


CONVERSIONS = [
    # program, what the array package says of such an array
    ("float(c([1., 2.]))", lambda: float(np.zeros(2))),
    ("int(c([1., 2.]))", lambda: int(np.zeros(2))),
    ("bool(c([1., 2.]))", lambda: bool(np.zeros(2))),
    ("if c([1., 2.]): pass", lambda: bool(np.zeros(2))),
    ("c([1., 2.]) in [c([1., 3.])]", lambda: bool(np.zeros(2))),
    ("f'{c([1., 2.]):.2f}'", lambda: f"{np.zeros(2):.2f}"),
]


@pytest.mark.parametrize(("program", "array_package"), params(CONVERSIONS))
def test_a_vector_is_no_number(tf: Any, program: str, array_package: Callable[[], object]) -> None:
    with pytest.raises((TypeError, ValueError)) as expected:
        array_package()
    check_raises(tf, program, type(expected.value).__name__, str(expected.value))


def test_an_error_of_an_op_is_no_value_error(tf: Any) -> None:
    with pytest.raises(tf.errors.InvalidArgumentError) as caught:
        tf.ones(4) * tf.ones([2, 2, 2])
    kinds = [kind.__name__ for kind in type(caught.value).__mro__]
    assert kinds == ["InvalidArgumentError", "OpError", "Exception", "BaseException", "object"]
    assert caught.value.error_code == 3
    assert essential(caught.value.message) == essential(str(caught.value))


@pytest.mark.parametrize("name", ["log", "nonsense", "placeholder", "Session", "random_normal", "contrib"])
def test_a_name_that_the_module_does_not_have(tf: Any, name: str) -> None:
    with pytest.raises(AttributeError, match=f"module '[a-z.]+' has no attribute '{name}'"):
        getattr(tf, name)
    assert not hasattr(tf, name)


def test_a_device_is_named_in_full(tf: Any) -> None:
    for value in (tf.constant(1.0), tf.Variable(1.0)):
        assert value.device.startswith("/job:localhost/replica:0/task:0/device:")
