"""The operators of tensors and variables: `+` to `@`, comparisons, subscripts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tapeviz.fallback import dtypes
from tapeviz.fallback.convert import arguments, convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.ops import arithmetic, compare, indexing, math, primitives, products
from tapeviz.fallback.tensor import Tensor
from tapeviz.fallback.variable import Variable


def _arithmetic(op_type: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def forward(self: Any, other: Any) -> Any:
        if type(self) is Tensor and type(other) is Tensor:
            return execute(op_type, (self, other))
        return execute(op_type, arguments(convert_to_tensor(self), other))

    def reflected(self: Any, other: Any) -> Any:
        return execute(op_type, arguments(other, convert_to_tensor(self)))

    return forward, reflected


def _add(self: Any, other: Any) -> Any:
    if type(self) is Tensor and type(other) is Tensor and self._dtype is not dtypes.string:
        return execute("AddV2", (self, other))
    return arithmetic.add(self, other)


def _radd(self: Any, other: Any) -> Any:
    value = convert_to_tensor(self)
    return execute("Add" if value.dtype is dtypes.string else "AddV2", arguments(other, value))


def _mul(self: Any, other: Any) -> Any:
    if type(self) is Tensor and type(other) is Tensor and self._dtype is not dtypes.bool_:
        return execute("Mul", (self, other))
    value = convert_to_tensor(self)
    return _product_of_truths(value, other) if value.dtype is dtypes.bool_ else execute("Mul", arguments(value, other))


def _product_of_truths(self: Any, other: Any) -> Any:
    left, right = (primitives.cast(convert_to_tensor(side), dtypes.int32) for side in (self, other))
    return primitives.cast(execute("Mul", (left, right)), dtypes.bool_)


def _truediv(self: Any, other: Any) -> Any:
    return arithmetic.truediv(convert_to_tensor(self), other)


def _rtruediv(self: Any, other: Any) -> Any:
    return arithmetic.truediv(other, convert_to_tensor(self))


def _matmul(self: Any, other: Any) -> Any:
    left = convert_to_tensor(self)
    return products.matmul(left, arguments(left, other)[1])


def _rmatmul(self: Any, other: Any) -> Any:
    right = convert_to_tensor(self)
    return products.matmul(arguments(other, right)[0], right)


def _logic(for_bool: str, for_integers: str) -> tuple[Callable[..., Any], Callable[..., Any]]:
    def forward(self: Any, other: Any) -> Any:
        left, right = arguments(convert_to_tensor(self), other)
        return execute(for_bool if left.dtype is dtypes.bool_ else for_integers, (left, right))

    return forward, forward


def _xor(self: Any, other: Any) -> Any:
    left, right = arguments(convert_to_tensor(self), other)
    if left.dtype is dtypes.bool_:
        return compare.logical_xor(left, right)
    return execute("BitwiseXor", (left, right))


def _invert(self: Any) -> Any:
    value = convert_to_tensor(self)
    return execute("LogicalNot" if value.dtype is dtypes.bool_ else "Invert", (value,))


def _neg(self: Any) -> Any:
    return execute("Neg", (convert_to_tensor(self),))


def _abs(self: Any) -> Any:
    return math.abs_(self)


def _refused(what: str, modify: str, out: str) -> Callable[..., Any]:
    """Make an augmented assignment of a variable, which TensorFlow refuses in these words."""

    def refuse(self: Any, other: Any) -> Any:
        raise RuntimeError(
            f"`{what}` with `tf.Variable`s is not supported. Use `{modify}` to modify the variable, or `out = {out}` "
            "if you need to get a new output Tensor."
        )

    return refuse


def _yielding(method: Callable[..., Any], reflected: str) -> Callable[..., Any]:
    """The operator, which leaves an operand of the user's that is no tensor to that operand's own reflected method.

    So does TensorFlow's `binary_op_wrapper`: where the operand cannot be converted, it gives `NotImplemented`.
    """

    def forward(self: Any, other: Any) -> Any:
        try:
            return method(self, other)
        except (TypeError, ValueError):
            if _is_users(type(other)) and hasattr(type(other), reflected):
                return NotImplemented
            raise

    return forward


def _is_users(kind: type) -> bool:
    return kind.__module__.partition(".")[0] not in ("builtins", "numpy", "tapeviz")


def _install() -> None:
    """Give both classes their operators."""
    methods: dict[str, Callable[..., Any]] = {
        "__add__": _add,
        "__radd__": _radd,
        "__mul__": _mul,
        "__rmul__": _arithmetic("Mul")[1],
        "__truediv__": _truediv,
        "__rtruediv__": _rtruediv,
        "__matmul__": _matmul,
        "__rmatmul__": _rmatmul,
        "__neg__": _neg,
        "__abs__": _abs,
        "__invert__": _invert,
        "__xor__": _xor,
        "__rxor__": _xor,
        "__eq__": compare.same,
        "__ne__": compare.different,
        "__getitem__": indexing.subscript,
    }
    for name, op_type in (("sub", "Sub"), ("pow", "Pow"), ("floordiv", "FloorDiv"), ("mod", "FloorMod")):
        methods[f"__{name}__"], methods[f"__r{name}__"] = _arithmetic(op_type)
    for name, op_type in (("lt", "Less"), ("le", "LessEqual"), ("gt", "Greater"), ("ge", "GreaterEqual")):
        methods[f"__{name}__"] = _arithmetic(op_type)[0]
    for name, ops in (("and", ("LogicalAnd", "BitwiseAnd")), ("or", ("LogicalOr", "BitwiseOr"))):
        methods[f"__{name}__"], methods[f"__r{name}__"] = _logic(*ops)
    for name in [name for name in methods if f"__r{name[2:]}" in methods]:
        methods[name] = _yielding(methods[name], f"__r{name[2:]}")
    for owner in (Tensor, Variable):
        for name, method in methods.items():
            setattr(owner, name, method)
    in_place: dict[str, Callable[..., Any]] = {
        "__getitem__": indexing.variable_subscript,
        "__iadd__": _refused("variable += value", "variable.assign_add(value)", "variable + value"),
        "__isub__": _refused(
            "variable -= value", "variable.assign_sub(value)", "variable * value"
        ),  # TensorFlow says so
        "__imul__": _refused("var *= value", "var.assign(var * value)", "var * value"),
        "__itruediv__": _refused("var /= value", "var.assign(var / value)", "var / value"),
        "__ipow__": _refused("var **= value", "var.assign(var ** value)", "var ** value"),
    }
    for name, method in in_place.items():
        setattr(Variable, name, method)


_install()
