"""Where functions are flat or singular: why a derivative became zero or infinite at one recorded step.

Every sentence is checked against the recorded values of the step; `{text}` stands for the user's expression.
"""

from __future__ import annotations

from collections.abc import Callable

from tapeviz.diagnose.case import Case
from tapeviz.graph import Edge
from tapeviz.records import ValueSummary

__all__ = ["flat_because", "singular_because"]

_Rule = Callable[[Case, Edge], str]

_PRODUCTS = frozenset({"MatMul", "BatchMatMulV2", "BatchMatMul", "Einsum", "Conv2D", "Mul", "MulNoNan", "Tensordot"})
_SATURATING = frozenset({"Sigmoid", "Tanh", "Softmax", "Erf", "Softplus", "Elu", "Selu", "LogSoftmax", "Exp"})


def flat_because(case: Case, edge: Edge) -> str:
    """Why the derivative is zero behind this step, '' when the facts do not say."""
    kind = edge.op.op_type if edge.op else ""
    if kind in _PRODUCTS:
        return _by_zero(case, edge)
    if kind in _SATURATING:
        return _saturated(case, edge)
    rule = _FLAT.get(kind)
    return rule(case, edge) if rule else ""


def singular_because(case: Case, edge: Edge) -> str:
    """Why the derivative is not finite behind this step, '' when the facts do not say."""
    rule = _SINGULAR.get(edge.op.op_type if edge.op else "")
    return rule(case, edge) if rule else ""


def _summary(case: Case, value: int) -> ValueSummary | None:
    tensor = case.tensors.get(value)
    if tensor is None:
        return None
    if tensor.summary is None and tensor.variable is not None and tensor.origin == "variable":
        variable = case.variables.get(tensor.variable)
        return variable.summary if variable else None
    return tensor.summary


def _zeros(case: Case, value: int) -> str:
    """`all`, `some` or '': how much of a value is 0."""
    summary = _summary(case, value)
    if summary is None or not summary.n_zero:
        return ""
    return "all" if summary.n_zero == summary.size else "some"


# ---- flat ----


def _relu(case: Case, edge: Edge) -> str:
    much = _zeros(case, edge.end)
    if not much:
        return ""
    where = "everywhere here" if much == "all" else "wherever the derivative arrives"
    return f"{{text}} is a ReLU and flat where its input is not above 0, which is {where}"


def _sign(case: Case, edge: Edge) -> str:  # noqa: ARG001 - one signature for all rules
    return "the derivative of {text} is 0 everywhere: it moves in steps"


def _by_zero(case: Case, edge: Edge) -> str:
    inputs = edge.op.inputs if edge.op else ()
    if len(inputs) != 2:
        return ""
    much = _zeros(case, inputs[1 - edge.input])
    if much == "all":
        return "{text} multiplies by zero"
    return "{text} multiplies by a mask that is 0 wherever the derivative arrives" if much else ""


def _bounded(case: Case, edge: Edge) -> str:  # noqa: ARG001
    return (
        "{text} gave the limit, or its other argument, wherever the derivative arrives, and does not move with this one"
    )


def _chosen(case: Case, edge: Edge) -> str:  # noqa: ARG001
    return "{text} chose the other values everywhere the derivative arrives"


def _saturated(case: Case, edge: Edge) -> str:
    kind = edge.op.op_type if edge.op else ""
    if kind in ("Softmax", "LogSoftmax"):
        if _last_extent(case, edge.start) == 1:
            return "{text} is a softmax over a single entry, which is always 1"
        if _is_one_hot(_summary(case, edge.end)):
            return "{text} is saturated: all its weight lies on one entry"
        adjoint = case.tensors[edge.end].adjoint
        if adjoint is not None and adjoint.min == adjoint.max:
            return "{text} always sums to 1, and what follows uses only that sum"
        return ""
    return "{text} is saturated: its derivative is 0 in floating point"


def _is_one_hot(summary: ValueSummary | None) -> bool:
    values = summary.values if summary is not None else None
    return values is not None and all(value in (0.0, 1.0) for value in values)


def _entropy(case: Case, edge: Edge) -> str:
    if _last_extent(case, edge.start) == 1:
        return "{text} is a softmax over a single class, which is always 1; a single logit needs a sigmoid"
    return ""


def _last_extent(case: Case, value: int) -> int | None:
    tensor = case.tensors.get(value)
    shape = tensor.spec.shape if tensor is not None else None
    return shape[-1] if shape else None


def _at_zero(case: Case, edge: Edge) -> str:
    return "the derivative of {text} is 0 at the value 0" if _zeros(case, edge.start) == "all" else ""


def _power(case: Case, edge: Edge) -> str:
    inputs = edge.op.inputs if edge.op else ()
    if edge.input == 0 and len(inputs) == 2 and _zeros(case, inputs[1]) == "all":
        return "{text} has the exponent 0, so it is always 1"
    return _at_zero(case, edge)


def _equal_values(case: Case, edge: Edge) -> str:
    return "{text} compares equal values: its derivative is 0 there" if _zeros(case, edge.end) == "all" else ""


def _python_code(case: Case, edge: Edge) -> str:  # noqa: ARG001
    return "the Python function of {text} leaves TensorFlow inside, so nothing comes back through it"


_FLAT: dict[str, _Rule] = {
    "EagerPyFunc": _python_code,
    "Relu": _relu,
    "Relu6": _relu,
    "Sign": _sign,
    "Maximum": _bounded,
    "Minimum": _bounded,
    "ClipByValue": _bounded,
    "Select": _chosen,
    "SelectV2": _chosen,
    "SoftmaxCrossEntropyWithLogits": _entropy,
    "SparseSoftmaxCrossEntropyWithLogits": _entropy,
    "Square": _at_zero,
    "SquaredDifference": _equal_values,
    "Abs": _at_zero,
    "Pow": _power,
}


# ---- singular ----


def _at_zero_infinite(case: Case, edge: Edge) -> str:
    return "the derivative of {text} is infinite at 0" if _zeros(case, edge.start) else ""


def _root(case: Case, edge: Edge) -> str:
    return "the derivative of the square root in {text} is infinite at 0" if _zeros(case, edge.start) else ""


def _division(case: Case, edge: Edge) -> str:
    inputs = edge.op.inputs if edge.op else ()
    return "{text} divides by 0" if len(inputs) == 2 and _zeros(case, inputs[1]) else ""


def _power_at_zero(case: Case, edge: Edge) -> str:
    return "the derivative of {text} is not finite at 0" if edge.op and _zeros(case, edge.op.inputs[0]) else ""


def _at_one(case: Case, edge: Edge) -> str:
    summary = _summary(case, edge.start)
    reaches = summary is not None and (summary.max == 1.0 or summary.min == -1.0)
    return "the derivative of {text} is infinite at 1 and -1" if reaches else ""


def _origin(case: Case, edge: Edge) -> str:
    both = edge.op.inputs if edge.op else ()
    return "{text} has no derivative at (0, 0)" if all(_zeros(case, value) for value in both) else ""


_SINGULAR: dict[str, _Rule] = {
    "Sqrt": _root,
    "Rsqrt": _root,
    "Log": _at_zero_infinite,
    "Reciprocal": _at_zero_infinite,
    "RealDiv": _division,
    "Div": _division,
    "DivNoNan": _division,
    "Xdivy": _division,
    "Pow": _power_at_zero,
    "Acos": _at_one,
    "Asin": _at_one,
    "Atanh": _at_one,
    "Atan2": _origin,
}
