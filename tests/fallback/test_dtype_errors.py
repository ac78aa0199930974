"""What is said where dtypes do not fit: mixed operands, ops without that dtype, values that no tensor can hold."""

from __future__ import annotations

from typing import Any

import pytest

from tests.fallback.rows import check_raises, params

INEXACT = "bfloat16, half, float, double, complex64, complex128"
FLOATING = "half, bfloat16, float, double"
INTEGERS = "int8, int16, int32, int64, uint8, uint16, uint32, uint64"
SIGNED = "bfloat16, half, float, double, int8, int16, int32, int64, complex64, complex128"
NUMBERS = (
    "bfloat16, half, float, double, uint8, uint16, uint32, uint64, int8, int16, int32, int64, complex64, complex128"
)
RECTIFIABLE = "float, double, int32, uint8, int16, int8, int64, bfloat16, uint16, half, uint32, uint64, qint8"
SUMMABLE = (
    "float, double, int32, uint8, int16, int8, complex64, int64, qint8, quint8, qint32, bfloat16, qint16, quint16, "
    "uint16, complex128, half, uint32, uint64"
)


def mixed(op: str, first: str, second: str) -> str:
    expected = f"expected to be a {first} tensor but is a {second} tensor"
    return f"cannot compute {op} as input #1(zero-based) was {expected} [Op:{op}]"


def not_among(allowed: str, dtype: str, op: str, attr: str = "T") -> str:
    return f"Value for attr '{attr}' of {dtype} is not in the list of allowed values: {allowed} [Op:{op}]"


NONE_TO_TENSOR = "Attempt to convert a value (None) with an unsupported type (<class 'NoneType'>) to a Tensor."

INVALID = [
    # program, message of the InvalidArgumentError
    # operand dtypes
    ("c(1) + 1.5", mixed("AddV2", "int32", "float")),
    ("c(1) + c(1.)", mixed("AddV2", "int32", "float")),
    ("c(1.) + c(1.,tf.float64)", mixed("AddV2", "float", "double")),
    ("c(1.) + c(1)", mixed("AddV2", "float", "int32")),
    ("V(3.) + V(3)", mixed("AddV2", "float", "int32")),
    ("c(1.) == c(1)", mixed("Equal", "float", "int32")),
    ("c('a') + 1", mixed("Add", "string", "int32")),
    ("c(1.) + 'a'", mixed("AddV2", "float", "string")),
    ("tf.add(1, 2.5)", mixed("AddV2", "int32", "float")),
    ("tf.pow(c(2.), c(2))", mixed("Pow", "float", "int32")),
    ("tf.matmul(np.ones((1, 1)), c([[1.]]))", mixed("MatMul", "double", "float")),
    ("tf.matmul(c([[1]]), c([[1.]]))", mixed("MatMul", "int32", "float")),
    ("tf.add_n([c(1.), c(1)])", mixed("AddN", "float", "int32")),
    ("tf.concat([c([1.]), c([1])], 0)", mixed("ConcatV2", "float", "int32")),
    ("tf.stack([c(1.), c(1)])", mixed("Pack", "float", "int32")),
    (
        "tf.where([True], c([1.]), c([1]))",
        (
            "cannot compute SelectV2 as input #2(zero-based) was expected to be a float tensor but is a "
            "int32 tensor [Op:SelectV2]"
        ),
    ),
    # dtypes that the op does not have
    ("c(True) + c(True)", not_among(NUMBERS, "bool", "AddV2")),
    ("-c(True)", not_among(SIGNED, "bool", "Neg")),
    ("tf.reduce_sum(c([True]))", not_among(SUMMABLE, "bool", "Sum")),
    ("tf.sqrt(c(4))", not_among(INEXACT, "int32", "Sqrt")),
    ("tf.sqrt(4)", not_among(INEXACT, "int32", "Sqrt")),
    ("tf.sqrt('a')", not_among(INEXACT, "string", "Sqrt")),
    ("tf.exp(1)", not_among(INEXACT, "int32", "Exp")),
    ("tf.nn.softmax(3)", not_among(FLOATING, "int32", "Softmax")),
    ("tf.math.sigmoid(0)", not_among(INEXACT, "int32", "Sigmoid")),
    ("tf.norm(c([3, 4]))", not_among(INEXACT, "int32", "Sqrt")),
    ("tf.one_hot(c([1.]), 3)", not_among("uint8, int8, int32, int64", "float", "OneHot", "TI")),
    ("tf.gather([1., 2.], c([0.]))", not_among("int16, int32, int64", "float", "GatherV2", "Tindices")),
    ("c(1.) & c(2.)", not_among(INTEGERS, "float", "BitwiseAnd")),
    ("~c(1.)", not_among(INTEGERS, "float", "Invert")),
    ("c(2) ** -1", "Integers to negative integer powers are not allowed [Op:Pow]"),
    ("c(1) // 0", "Integer division by zero [Op:FloorDiv]"),
    ("c(1) % 0", "Integer division by zero [Op:FloorMod]"),
    ("tf.nn.relu(True)", not_among(RECTIFIABLE, "bool", "Relu")),
    ("tf.nn.relu('a')", not_among(RECTIFIABLE, "string", "Relu")),
    # assign
    (
        "V([1., 2.]).assign_add([1., 2., 3.])",
        (
            "Cannot update variable with shape [2] using a Tensor with shape [3], shapes must be equal. "
            "[Op:AssignAddVariableOp]"
        ),
    ),
    (
        "V([1., 2.]).assign_sub([1., 2., 3.])",
        (
            "Cannot update variable with shape [2] using a Tensor with shape [3], shapes must be equal. "
            "[Op:AssignSubVariableOp]"
        ),
    ),
    (
        "V([1.]).assign_sub([[1.]])",
        (
            "Cannot update variable with shape [1] using a Tensor with shape [1,1], shapes must be equal. "
            "[Op:AssignSubVariableOp]"
        ),
    ),
]

OTHERS = [
    # program, kind of error, message
    # operand dtypes
    ("c(1) * .5", "TypeError", "Cannot convert 0.5 to EagerTensor of dtype int32"),
    (".5 * c(1)", "TypeError", "Cannot convert 0.5 to EagerTensor of dtype int32"),
    ("V(3) * 2.", "TypeError", "Cannot convert 2.0 to EagerTensor of dtype int32"),
    ("V(3) * .5", "TypeError", "Cannot convert 0.5 to EagerTensor of dtype int32"),
    ("1.5 + c(1)", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    ("c(1) - 1.5", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    ("c(1) / 0.5", "TypeError", "`x` and `y` must have the same dtype, got tf.int32 != tf.float32."),
    ("c(1) / c(1.)", "TypeError", "`x` and `y` must have the same dtype, got tf.int32 != tf.float32."),
    ("c(1) ** 0.5", "TypeError", "Cannot convert 0.5 to EagerTensor of dtype int32"),
    ("c(1) < 1.5", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    ("c(1) == 1.5", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    ("c([1, 2, 3]) * 2.5", "TypeError", "Cannot convert 2.5 to EagerTensor of dtype int32"),
    ("c(1.) == 'a'", "TypeError", "Cannot convert 'a' to EagerTensor of dtype float"),
    ("c(1.) * 1j", "TypeError", "Cannot convert 1j to EagerTensor of dtype float"),
    ("c(1.) * None", "ValueError", NONE_TO_TENSOR),
    ("c(1.) + None", "ValueError", NONE_TO_TENSOR),
    ("0.1 * None", "TypeError", "unsupported operand type(s) for *: 'float' and 'NoneType'"),
    ("tf.multiply(True, 2.)", "TypeError", "Cannot convert 2.0 to EagerTensor of dtype bool"),
    ("tf.pow(2, 0.5)", "TypeError", "Cannot convert 0.5 to EagerTensor of dtype int32"),
    ("tf.maximum(1, 2.5)", "TypeError", "Cannot convert 2.5 to EagerTensor of dtype int32"),
    ("tf.maximum(0., c(1))", "TypeError", "Cannot convert 0.0 to EagerTensor of dtype int32"),
    # dtypes that the op does not have
    ("tf.cast('a', tf.float32)", "UnimplementedError", "Cast string to float is not supported [Op:Cast]"),
    ("tf.logical_and(1, 0)", "TypeError", "Cannot convert 1 to EagerTensor of dtype bool"),
    # conversion
    ("c([1.5], dtype=tf.int32)", "TypeError", "Cannot convert [1.5] to EagerTensor of dtype int32"),
    ("c(1.5, tf.int32)", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    ("c('a', tf.float32)", "TypeError", "Cannot convert 'a' to EagerTensor of dtype float"),
    ("c(1, tf.string)", "TypeError", "Cannot convert 1 to EagerTensor of dtype string"),
    ("c(2**70)", "ValueError", "Can't convert Python sequence with out-of-range integer to Tensor."),
    (
        "tf.convert_to_tensor(c(1.), dtype=tf.float64)",
        "ValueError",
        (
            "Tensor conversion requested dtype float64 for Tensor with dtype float32: <tf.Tensor: shape=(), "
            "dtype=float32, numpy=1.0>"
        ),
    ),
    ("c([[1], [2, 3]])", "ValueError", "Can't convert non-rectangular Python sequence to Tensor."),
    ("c([c(1.), 2.])", "ValueError", "TypeError: Scalar tensor has no `len()`"),
    ("c([c([1.]), c([2.])])", "ValueError", "TypeError: Scalar tensor has no `len()`"),
    ("c(None)", "ValueError", NONE_TO_TENSOR),
    ("c([None])", "ValueError", NONE_TO_TENSOR),
    ("c([1., None])", "ValueError", "Can't convert Python sequence with mixed types to Tensor."),
    ("c({})", "ValueError", "Attempt to convert a value ({}) with an unsupported type (<class 'dict'>) to a Tensor."),
    ("c([1, 'a'])", "ValueError", "Can't convert Python sequence with mixed types to Tensor."),
    (
        "c(object)",
        "ValueError",
        ("Attempt to convert a value (<class 'object'>) with an unsupported type (<class 'type'>) to a Tensor."),
    ),
    ("tf.reduce_mean(None)", "ValueError", NONE_TO_TENSOR),
    (
        "c([1, 2], shape=[3])",
        "TypeError",
        (
            "Eager execution of tf.constant with unsupported shape. Tensor [1 2] (converted from [1, 2]) "
            "has 2 elements, but got `shape` (3,) with 3 elements)."
        ),
    ),
    (
        "V(None)",
        "ValueError",
        (
            "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a "
            "`variable_def`. You provided neither."
        ),
    ),
    (
        "V([1.], shape=[2])",
        "ValueError",
        (
            "In this `tf.Variable` creation, the initial value's shape ((1,)) is not compatible with the "
            "explicitly supplied `shape` argument ([2])."
        ),
    ),
    (
        "tf.Variable()",
        "ValueError",
        (
            "The `initial_value` arg to `tf.Variable` must be specified except when you are not providing a "
            "`variable_def`. You provided neither."
        ),
    ),
    (
        "tf.as_dtype('nonsense')",
        "TypeError",
        "Cannot convert the argument `type_value`: 'nonsense' to a TensorFlow DType.",
    ),
    ("tf.as_dtype(None)", "TypeError", "Cannot convert the argument `type_value`: None to a TensorFlow DType."),
    (
        "tf.cast(1., 'nonsense')",
        "TypeError",
        "Cannot convert the argument `type_value`: 'nonsense' to a TensorFlow DType.",
    ),
    # assign
    (
        "V(1.).assign(c(1., tf.float64))",
        "ValueError",
        (
            "Tensor conversion requested dtype float32 for Tensor with dtype float64: <tf.Tensor: shape=(), "
            "dtype=float64, numpy=1.0>"
        ),
    ),
    (
        "V([1., 2.]).assign([1., 2., 3.])",
        "ValueError",
        (
            "Cannot assign value to variable ' Variable:0': Shape mismatch.The variable shape (2,), and the "
            "assigned value shape (3,) are incompatible."
        ),
    ),
    (
        "V([1., 2.], name='w').assign([1., 2., 3.])",
        "ValueError",
        (
            "Cannot assign value to variable ' w:0': Shape mismatch.The variable shape (2,), and the "
            "assigned value shape (3,) are incompatible."
        ),
    ),
    ("V(1.).assign_sub(None)", "ValueError", NONE_TO_TENSOR),
    ("V(1.).assign('a')", "TypeError", "Cannot convert 'a' to EagerTensor of dtype float"),
    ("V(1).assign(1.5)", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    ("V(1).assign_add(1.5)", "TypeError", "Cannot convert 1.5 to EagerTensor of dtype int32"),
    (
        "V(1.).assign_add(c(1))",
        "ValueError",
        (
            "Tensor conversion requested dtype float32 for Tensor with dtype int32: <tf.Tensor: shape=(), "
            "dtype=int32, numpy=1>"
        ),
    ),
]


@pytest.mark.parametrize(("program", "message"), params(INVALID))
def test_dtypes_that_do_not_fit(tf: Any, program: str, message: str) -> None:
    check_raises(tf, program, "InvalidArgumentError", message)


@pytest.mark.parametrize(("program", "kind", "message"), params(OTHERS))
def test_values_that_do_not_convert(tf: Any, program: str, kind: str, message: str) -> None:
    check_raises(tf, program, kind, message)
