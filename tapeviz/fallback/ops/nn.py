"""`tf.nn`: activations, biases and tables of rows; the other families of the namespace are modules of their own."""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import arguments, convert_to_tensor, int_scalar
from tapeviz.fallback.custom import custom_gradient
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import (
    arrays,
    blocks,
    casting,
    cross_entropy,
    normalization,
    pooling,
    special,
    top_k,
    transposed,
)
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.ops.clipping import clip_by_norm
from tapeviz.fallback.ops.gathering import gather
from tapeviz.fallback.ops.math import sigmoid, tanh
from tapeviz.fallback.registry import ANY_NUMBER, REAL, Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array

__all__ = ["blocks", "cross_entropy", "normalization", "pooling", "top_k", "transposed"]

_FLOAT: Final = "half bfloat16 float double"
_SELU_SCALE: Final = 1.0507009873554805
_SELU_SCALED_ALPHA: Final = 1.7580993408473768


def _slope(attrs: Any, x: Array) -> Any:
    """An attribute of an op has single precision, whatever the tensors have."""
    return x.dtype.type(np.float32(attrs["alpha"]))


op("Relu", "T", plain=True, T=REAL + " qint8")(lambda x: np.maximum(x, x.dtype.type(0)))
# A cotangent that is not finite becomes NaN where the slope is 0: these kernels multiply.
op("ReluGrad", "T T", plain=True, T=REAL)(lambda g, x: np.multiply(g, x > 0, dtype=g.dtype))
op("Relu6", "T", plain=True, T=REAL)(lambda x: np.clip(x, x.dtype.type(0), x.dtype.type(6)))
op("Relu6Grad", "T T", plain=True, T=REAL)(lambda g, x: np.multiply(g, (x > 0) & (x < 6), dtype=g.dtype))
op("LeakyRelu", "T", T=_FLOAT)(lambda attrs, x: np.where(x > 0, x, x * _slope(attrs, x)))
op("LeakyReluGrad", "T T", T=_FLOAT)(lambda attrs, g, x: np.where(x > 0, g, g * _slope(attrs, g)))
op("Elu", "T", plain=True, T=_FLOAT)(lambda x: np.where(x < 0, np.expm1(x), x))
op("EluGrad", "T T", plain=True, T=_FLOAT)(lambda g, y: np.where(y < 0, g * (y + y.dtype.type(1)), g))
op("Softsign", "T", plain=True, T=_FLOAT)(lambda x: x / (x.dtype.type(1) + np.abs(x)))
op("SoftsignGrad", "T T", plain=True, T=_FLOAT)(lambda g, x: g / np.square(x.dtype.type(1) + np.abs(x)))


@op("Selu", "T", plain=True, T=_FLOAT)
def _selu(x: Array) -> Any:
    return np.where(x < 0, x.dtype.type(_SELU_SCALED_ALPHA) * np.expm1(x), x.dtype.type(_SELU_SCALE) * x)


@op("SeluGrad", "T T", plain=True, T=_FLOAT)
def _selu_grad(g: Array, y: Array) -> Any:
    return np.where(y < 0, g * (y + y.dtype.type(_SELU_SCALED_ALPHA)), g * y.dtype.type(_SELU_SCALE))


def _rows(logits: Array) -> Array:
    if not logits.ndim:
        raise errors.invalid("logits must have >= 1 dimension, got []")
    return logits if logits.dtype != np.float16 else logits.astype(np.float32)


@op("Softmax", "T", plain=True, T=_FLOAT)
def _softmax(logits: Array) -> Array:
    rows = _rows(logits)
    if not rows.size:
        return logits
    weights = np.exp(rows - rows.max(-1, keepdims=True))
    return np.asarray(weights / weights.sum(-1, keepdims=True)).astype(logits.dtype, copy=False)


@op("LogSoftmax", "T", plain=True, T=_FLOAT)
def _log_softmax(logits: Array) -> Array:
    rows = _rows(logits)
    if not rows.size:
        return logits
    shifted = rows - rows.max(-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))).astype(logits.dtype, copy=False)


@op("L2Loss", "T", plain=True, T=_FLOAT)
def _l2_loss(x: Array) -> Array:
    return np.asarray(np.square(x).sum() / x.dtype.type(2), x.dtype)


def _channel_axis(attrs: Any) -> int:
    return 1 if attrs.get("data_format") == "NCHW" else -1


@op("BiasAdd", "T T", T=ANY_NUMBER)
def _bias_add(attrs: Any, value: Array, bias: Array) -> Array:
    if value.ndim < 2:
        raise errors.invalid(f"Input tensor must be at least 2D: {spelled(value.shape)}")
    if bias.ndim != 1:
        raise errors.invalid(f"Biases must be 1D: {spelled(bias.shape)}")
    axis = _channel_axis(attrs)
    if value.shape[axis] != bias.size:
        which = "last dimension" if axis == -1 else "channel dimension"
        raise errors.invalid(
            f"Must provide as many biases as the {which} of the input tensor: {spelled(bias.shape)} vs. "
            f"{spelled(value.shape)}"
        )
    return np.asarray(value + _along(bias, axis, value.ndim))


def _along(bias: Array, axis: int, rank: int) -> Array:
    return bias if axis == -1 else bias.reshape(-1, *(1,) * (rank - 2))


@op("BiasAddGrad", "T", T=ANY_NUMBER)
def _bias_add_grad(attrs: Any, g: Array) -> Array:
    kept = _channel_axis(attrs) % g.ndim
    return np.asarray(g.sum(tuple(axis for axis in range(g.ndim) if axis != kept), dtype=g.dtype))


@gradient("Relu")
def _relu_vjp(operation: Operation, g: Any) -> Any:
    return execute("ReluGrad", (g, operation.outputs[0]))


@gradient("Relu6")
def _relu6_vjp(operation: Operation, g: Any) -> Any:
    return execute("Relu6Grad", (g, operation.outputs[0]))


@gradient("LeakyRelu")
def _leaky_relu_vjp(operation: Operation, g: Any) -> Any:
    return execute("LeakyReluGrad", (g, operation.inputs[0]), operation.attrs)


@gradient("ReluGrad", "Relu6Grad", "LeakyReluGrad")
def _kinked_grad_vjp(operation: Operation, gg: Any) -> Any:
    x = operation.inputs[1]
    return execute(operation.op_type, (gg, x), operation.attrs), p.zeros_like(x)


@gradient("Elu")
def _elu_vjp(operation: Operation, g: Any) -> Any:
    return execute("EluGrad", (g, operation.outputs[0]))


@gradient("Selu")
def _selu_vjp(operation: Operation, g: Any) -> Any:
    return execute("SeluGrad", (g, operation.outputs[0]))


@gradient("EluGrad", "SeluGrad")
def _exponential_grad_vjp(operation: Operation, gg: Any) -> Any:
    g, y = operation.inputs
    below = p.compare("Less", y, p.number(0, y))
    return execute(operation.op_type, (gg, y)), p.select(below, p.mul(gg, g), p.zeros_like(y))


@gradient("Softsign")
def _softsign_vjp(operation: Operation, g: Any) -> Any:
    return execute("SoftsignGrad", (g, operation.inputs[0]))


@gradient("Softmax")
def _softmax_vjp(operation: Operation, g: Any) -> Any:
    y = operation.outputs[0]
    return p.mul(p.sub(g, p.total(p.mul(g, y), (-1,), keepdims=True)), y)


@gradient("LogSoftmax")
def _log_softmax_vjp(operation: Operation, g: Any) -> Any:
    weights = p.exp(operation.outputs[0])
    return p.sub(g, p.mul(p.total(g, (-1,), keepdims=True), weights))


@gradient("L2Loss")
def _l2_loss_vjp(operation: Operation, g: Any) -> Any:
    return p.mul(operation.inputs[0], g)


@gradient("BiasAdd")
def _bias_add_vjp(operation: Operation, g: Any) -> Any:
    return g, execute("BiasAddGrad", (g,), operation.attrs)


@gradient("BiasAddGrad")
def _bias_add_grad_vjp(operation: Operation, gg: Any) -> Any:
    shape = operation.inputs[0]._array.shape
    axis = _channel_axis(operation.attrs)
    return p.broadcast(p.reshape(gg, _along(gg._array, axis, len(shape)).shape), shape)


def _simple(op_type: str, names: str, doc: str) -> Any:
    def function(features: Any, name: str | None = None) -> Any:
        return execute(op_type, (convert_to_tensor(features),))

    function.__name__ = function.__qualname__ = names.split(maxsplit=1)[0].rpartition(".")[2]
    function.__doc__ = doc
    return export(*names.split())(function)


relu = _simple("Relu", "nn.relu", "max(x, 0).")
relu6 = _simple("Relu6", "nn.relu6", "x held between 0 and 6.")
elu = _simple("Elu", "nn.elu", "x where it is positive, else exp(x) - 1.")
selu = _simple("Selu", "nn.selu", "A scaled `elu` that keeps mean and variance (Klambauer and others, 2017).")
softsign = _simple("Softsign", "nn.softsign math.softsign", "x / (1 + |x|).")


@export("nn.l2_loss")
def l2_loss(t: Any, name: str | None = None) -> Any:
    """Half of the sum of squares."""
    return execute("L2Loss", (convert_to_tensor(t),))


@export("nn.leaky_relu")
def leaky_relu(features: Any, alpha: Any = 0.2, name: str | None = None) -> Any:
    """X where it is positive, else alpha * x; `alpha` is a number, not a tensor."""
    x = convert_to_tensor(features)
    if x.dtype.is_integer:
        x = p.cast(x, dtypes.float32)
    slope = alpha.item() if isinstance(alpha, np.ndarray) else alpha
    if not isinstance(slope, int | float | np.number):
        raise TypeError(f"Expected float for argument 'alpha' not {alpha!r}.")
    return execute("LeakyRelu", (x,), {"alpha": float(slope)})


@export("nn.crelu")
def crelu(features: Any, axis: int = -1, name: str | None = None) -> Any:
    """`relu` of x and of -x, side by side along an axis."""
    x = convert_to_tensor(features)
    return execute("Relu", (execute("ConcatV2", (x, p.neg(x), int_scalar(axis))),))


@export("nn.gelu")
def gelu(features: Any, approximate: bool = False, name: str | None = None) -> Any:
    """X times the probability that a standard normal number is below it (Hendrycks and Gimpel, 2016).

    `approximate` takes tanh for the error function. As in TensorFlow a constant has single precision even if x has
    double. Raises ValueError for a dtype that is not floating.
    """
    x = convert_to_tensor(features)
    if not x.dtype.is_floating:
        raise ValueError(f"`features.dtype` must be a floating point tensor.Received:features.dtype={x.dtype}")
    half = p.mul(p.number(0.5, x), x)
    if approximate:
        cubic = p.mul(casting.cast(0.044715, x.dtype), p.pow_(x, p.number(3, x)))
        inner = p.mul(p.number(0.7978845608028654, x), p.add(x, cubic))
        return p.mul(half, p.add(p.number(1, x), tanh(inner)))
    return p.mul(half, special.erfc(p.mul(p.neg(x), casting.cast(0.7071067811865476, x.dtype))))


@export("nn.silu", "nn.swish")
def silu(features: Any, beta: Any = 1.0) -> Any:
    """X * sigmoid(beta * x), recorded as one step with a gradient of its own."""
    x = convert_to_tensor(features)
    scale = p.cast(convert_to_tensor(beta), x.dtype)

    def both(x: Any, scale: Any) -> Any:
        def vjp(g: Any) -> Any:
            gate = sigmoid(p.mul(scale, x))
            open_ = p.sub(p.number(1, x), gate)
            slope = p.mul(gate, p.add(p.number(1, x), p.mul(p.mul(scale, x), open_)))
            weighted = p.mul(p.mul(p.mul(g, p.square(x)), gate), open_)
            return p.mul(g, slope), p.total(weighted, tuple(range(weighted._array.ndim)))

        return p.mul(x, sigmoid(p.mul(scale, x))), vjp

    return custom_gradient(both)(x, scale)


def _over_axis(op_type: str, logits: Any, axis: Any) -> Any:
    """Run an op of the last axis over another one, by exchanging the two before and after."""
    x = convert_to_tensor(logits)
    rank = x._array.ndim
    where = -1 if axis is None else int(axis)
    if where in {-1, rank - 1}:
        return execute(op_type, (x,))
    if not -rank <= where < rank:
        raise errors.InvalidArgumentError(
            None,
            None,
            f"`dim` must be in the range [{-rank}, {rank}) where {rank} is the number of dimensions in the input. "
            f"Received: dim={where}",
        )
    order = list(range(rank))
    order[where % rank], order[-1] = rank - 1, where % rank
    return p.transpose(execute(op_type, (p.transpose(x, tuple(order)),)), tuple(order))


@export("nn.softmax", "math.softmax")
def softmax(logits: Any, axis: Any = None, name: str | None = None) -> Any:
    """exp(logits) / sum(exp(logits)) along an axis (the last one), without overflow."""
    return _over_axis("Softmax", logits, axis)


@export("nn.log_softmax", "math.log_softmax")
def log_softmax(logits: Any, axis: Any = None, name: str | None = None) -> Any:
    """The logarithm of `softmax`, without overflow."""
    return _over_axis("LogSoftmax", logits, axis)


@export("nn.bias_add")
def bias_add(value: Any, bias: Any, data_format: Any = None, name: str | None = None) -> Any:
    """Add a vector along the channels: the last axis, or the second one for `data_format` "NC...".

    Raises ValueError for a data format that is neither, InvalidArgumentError where the sizes do not fit.
    """
    layout = "NHWC"
    if data_format is not None:
        if data_format.startswith("NC"):
            layout = "NCHW"
        elif not (data_format.startswith("N") and data_format.endswith("C")):
            raise ValueError(
                f"`data_format` must be of the form `N...C` or `NC...`. Received: data_format={data_format}"
            )
    return execute("BiasAdd", arguments(value, bias), {"data_format": layout})


@export("nn.embedding_lookup")
def embedding_lookup(params: Any, ids: Any, max_norm: Any = None, name: str | None = None) -> Any:
    """The rows of `params` that `ids` names, each shortened to `max_norm` if it is given.

    A list of tables counts as one, cut along its rows. Raises ValueError without `params`.
    """
    if params is None:
        raise ValueError("params must be specified")
    tables = params if isinstance(params, list) else [params]
    if not tables:
        raise ValueError("Length of params is currently 0. Need at least one param.")
    table = tables[0] if len(tables) == 1 else _joined(tables)
    rows = convert_to_tensor(ids)
    found = gather(table, rows)
    if max_norm is not None:
        found = clip_by_norm(found, max_norm, axes=list(range(rows._array.ndim, found._array.ndim)))
    return arrays.identity(found)


def _joined(tables: list[Any]) -> Any:
    return execute("ConcatV2", (*arguments(*tables), int_scalar(0)))
