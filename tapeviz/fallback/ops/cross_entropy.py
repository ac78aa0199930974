"""The losses of `tf.nn` that take logits, with TensorFlow's behaviour at the edges and gradients of any order."""

from __future__ import annotations

import math
from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import INDEX, Operation, gradient, op
from tapeviz.fallback.shapes import spelled
from tapeviz.fallback.tensor import Array, Tensor

_FLOAT: Final = "half bfloat16 float double"


@op("Select", "bool T T", plain=True, T="")
def _select(condition: Array, x: Array, y: Array) -> Array:
    return np.where(condition, x, y)


@gradient("Select")
def _select_vjp(operation: Operation, g: Any) -> Any:
    condition = operation.inputs[0]
    nothing = p.zeros_like(operation.inputs[1])
    return None, execute("Select", (condition, g, nothing)), execute("Select", (condition, nothing, g))


def _normalized(logits: Array) -> tuple[Array, Array]:
    """Give logits less their row's largest, and the logarithm of the sum of their exponentials."""
    shifted = logits - logits.max(-1, keepdims=True, initial=-np.inf)
    return shifted, np.log(np.exp(shifted).sum(-1, keepdims=True))


@op("SparseSoftmaxCrossEntropyWithLogits", "T Tlabels", plain=True, T=_FLOAT, Tlabels=INDEX)
def _sparse(logits: Array, labels: Array) -> tuple[Array, Array]:
    if logits.ndim != 2:
        raise errors.invalid(f"logits must be 2-D, but got shape {spelled(logits.shape)}")
    classes = logits.shape[1]
    if len(logits) and not classes:
        raise errors.invalid(f"Must have at least one class, but got logits shape {spelled(logits.shape)}")
    wrong = labels[(labels < 0) | (labels >= classes)]
    if wrong.size:
        raise errors.invalid(
            f"Received a label value of {wrong[0]} which is outside the valid range of [0, {classes}).  "
            f"Label values: {' '.join(map(str, labels.tolist()))}"
        )
    shifted, log_sum = _normalized(logits)
    rows = np.arange(len(labels))
    backprop = np.exp(shifted - log_sum)
    loss = log_sum[:, 0] - shifted[rows, labels]
    backprop[rows, labels] -= 1
    return loss, backprop


@op("SoftmaxCrossEntropyWithLogits", "T T", plain=True, T=_FLOAT)
def _dense(logits: Array, labels: Array) -> tuple[Array, Array]:
    try:
        logits, labels = np.broadcast_arrays(logits, labels)
    except ValueError:
        raise errors.invalid(
            f"logits and labels must be broadcastable: logits_size={spelled(logits.shape)} "
            f"labels_size={spelled(labels.shape)}"
        ) from None
    if logits.ndim != 2:
        raise errors.invalid("logits and labels must be either 2-dimensional, or broadcasted to be 2-dimensional")
    if not logits.size:
        return np.zeros(len(logits), logits.dtype), np.zeros_like(logits)
    shifted, log_sum = _normalized(logits)
    return np.asarray((labels * (log_sum - shifted)).sum(-1)), np.asarray(np.exp(shifted - log_sum) - labels)


def _for_logits(operation: Operation, g: Any, g_backprop: Any) -> Any:
    """Pull both outputs back to the logits: the loss along `backprop`, and `backprop` along the slope of softmax."""
    column = (g._array.shape[0], 1)
    cotangent = p.mul(p.reshape(g, column), operation.outputs[1])
    if g_backprop is None:
        return cotangent
    weights = execute("Softmax", (operation.inputs[0],))
    mean = p.total(p.mul(g_backprop, weights), (1,), keepdims=True)
    return p.add(cotangent, p.mul(p.sub(g_backprop, mean), weights))


@gradient("SparseSoftmaxCrossEntropyWithLogits", none_for=(1,))
def _sparse_vjp(operation: Operation, g: Any, g_backprop: Any) -> Any:
    return _for_logits(operation, _loss_cotangent(operation, g), g_backprop), None


@gradient("SoftmaxCrossEntropyWithLogits", none_for=(1,))
def _dense_vjp(operation: Operation, g: Any, g_backprop: Any) -> Any:
    g = _loss_cotangent(operation, g)
    logits = operation.inputs[0]
    for_logits = _for_logits(operation, g, g_backprop)
    log_weights = execute("LogSoftmax", (logits,))
    for_labels = p.mul(p.reshape(g, (g._array.shape[0], 1)), p.neg(log_weights))
    return for_logits, for_labels


def _loss_cotangent(operation: Operation, g: Any) -> Any:
    return p.zeros_like(operation.outputs[0]) if g is None else g


def _both_given(name: str, labels: Any, logits: Any) -> None:
    if labels is None or logits is None:
        raise ValueError(
            f"Both `labels` and `logits` must be provided for {name}Received: labels={labels} and logits={logits}"
        )


def _same_shape(first: str, second: str, x: Tensor, y: Tensor) -> None:
    if x._array.shape != y._array.shape:
        raise ValueError(f"`{first}` and `{second}` must have the same shape, received ({x.shape} vs {y.shape}).")


@export("nn.sparse_softmax_cross_entropy_with_logits")
def sparse_softmax_cross_entropy_with_logits(labels: Any, logits: Any, name: str | None = None) -> Any:
    """-log softmax(logits)[label] for class numbers `labels` [...] and `logits` [..., classes].

    Raises ValueError where the shapes do not fit, InvalidArgumentError for a label that is no class.
    """
    _both_given("sparse_softmax_cross_entropy_with_logits", labels, logits)
    classes, scores = convert_to_tensor(labels), convert_to_tensor(logits)
    if not scores._array.ndim:
        raise ValueError(f"`logits` cannot be a scalar. Received logits={scores.numpy()}`")
    if classes._array.ndim != scores._array.ndim - 1:
        raise ValueError(
            f"`labels.shape.rank` must equal `logits.shape.rank - 1`. Received: labels.shape={classes.shape} of rank "
            f"{classes._array.ndim} and logits.shape={scores.shape} of rank {scores._array.ndim}"
        )
    if classes._array.shape != scores._array.shape[:-1]:
        raise ValueError(
            f"`labels.shape` must equal `logits.shape` except for the last dimension. Received: "
            f"labels.shape={classes.shape} and logits.shape={scores.shape}"
        )
    precise = p.cast(scores, dtypes.float32) if scores.dtype is dtypes.float16 else scores
    shape = classes._array.shape
    flat = p.reshape(precise, (classes._array.size, scores._array.shape[-1]))
    cost, _ = execute("SparseSoftmaxCrossEntropyWithLogits", (flat, p.reshape(classes, (classes._array.size,))))
    return p.cast(p.reshape(cost, shape), scores.dtype)


@export("nn.softmax_cross_entropy_with_logits")
def softmax_cross_entropy_with_logits(labels: Any, logits: Any, axis: int = -1, name: str | None = None) -> Any:
    """-sum(labels * log softmax(logits)) along an axis, for class weights `labels`, which get a gradient too.

    Raises InvalidArgumentError where the shapes do not broadcast.
    """
    scores = convert_to_tensor(logits)
    precise = p.cast(scores, dtypes.float32) if scores.dtype is dtypes.float16 else scores
    weights = p.cast(convert_to_tensor(labels), precise.dtype)
    if axis != -1:
        precise, weights = _last(precise, axis), _last(weights, axis)
    shape = precise._array.shape
    cost, _ = execute("SoftmaxCrossEntropyWithLogits", (_matrix(precise), _matrix(weights)))
    return p.cast(p.reshape(cost, shape[:-1]), scores.dtype)


def _last(x: Any, axis: int) -> Any:
    """Move an axis to the end."""
    others = [other for other in range(x._array.ndim) if other != axis % x._array.ndim]
    return p.transpose(x, (*others, axis % x._array.ndim))


def _matrix(x: Any) -> Any:
    """Join all axes but the last into one."""
    shape = x._array.shape
    if not shape:
        raise errors.InvalidArgumentError(
            None,
            None,
            "Expected begin[0] == 0 (got -1) and size[0] == 0 (got 1) when input.dim_size(0) == 0 [Op:Slice]",
        )
    return p.reshape(x, (math.prod(shape[:-1]), shape[-1]))


@export("nn.sigmoid_cross_entropy_with_logits")
def sigmoid_cross_entropy_with_logits(labels: Any = None, logits: Any = None, name: str | None = None) -> Any:
    """-labels * log sigmoid(logits) - (1 - labels) * log(1 - sigmoid(logits)) of each element, without overflow.

    Raises ValueError where one is missing or the shapes differ.
    """
    _both_given("sigmoid_cross_entropy_with_logits", labels, logits)
    scores, targets = convert_to_tensor(logits), convert_to_tensor(labels)
    _same_shape("logits", "labels", scores, targets)
    nothing = p.zeros_like(scores)
    positive = p.compare("GreaterEqual", scores, nothing)
    above = execute("Select", (positive, scores, nothing))
    small = execute("Select", (positive, p.neg(scores), scores))
    return p.add(p.sub(above, p.mul(scores, targets)), p.unary("Log1p", p.exp(small)))


@export("nn.weighted_cross_entropy_with_logits")
def weighted_cross_entropy_with_logits(labels: Any, logits: Any, pos_weight: Any, name: str | None = None) -> Any:
    """As `sigmoid_cross_entropy_with_logits`, with the part of the positive labels times `pos_weight`."""
    scores: Any = convert_to_tensor(logits)
    targets: Any = convert_to_tensor(labels)
    _same_shape("logits", "labels", scores, targets)
    weight = 1 + (pos_weight - 1) * targets
    tail = p.unary("Log1p", p.exp(p.neg(p.unary("Abs", scores))))
    return (1 - targets) * scores + weight * (tail + p.unary("Relu", p.neg(scores)))


@export("nn.log_poisson_loss")
def log_poisson_loss(targets: Any, log_input: Any, compute_full_loss: bool = False, name: str | None = None) -> Any:
    """exp(log_input) - log_input * targets of each element, with Stirling's term for `compute_full_loss`.

    Raises ValueError where the shapes differ.
    """
    rate: Any = convert_to_tensor(log_input)
    counts: Any = convert_to_tensor(targets)
    _same_shape("log_input", "targets", rate, counts)
    loss = p.exp(rate) - rate * counts
    if compute_full_loss:
        stirling = (
            counts * p.log(counts) - counts + p.number(0.5, counts) * p.log(p.number(2 * math.pi, counts) * counts)
        )
        small = execute("LogicalAnd", (counts >= p.zeros_like(counts), counts <= p.fill_like(counts, 1)))
        loss = loss + execute("Select", (small, p.zeros_like(counts), stirling))
    return loss


@export("nn.compute_average_loss")
def compute_average_loss(per_example_loss: Any, sample_weight: Any = None, global_batch_size: Any = None) -> Any:
    """The sum of the losses over the size of the batch (their first axis, unless `global_batch_size` is given).

    Raises ValueError for a scalar loss, TypeError for a batch size that is no integer.
    """
    losses: Any = convert_to_tensor(per_example_loss)
    if not losses._array.ndim:
        raise ValueError(
            "Invalid value passed for `per_example_loss`. Expected a tensor with at least rank 1. Received "
            f"per_example_loss={losses.numpy()} with rank 0"
        )
    kind = losses.dtype
    if sample_weight is not None:
        losses = losses * _weights(losses, p.cast(convert_to_tensor(sample_weight), kind))
    size = convert_to_tensor(losses._array.shape[0] if global_batch_size is None else global_batch_size)
    if not size.dtype.is_integer:
        raise TypeError(
            'global_batch_size must be an integer..  Expected "x" to be integer type.  '
            f"Found: tensor of dtype {size.dtype}"
        )
    whole = p.total(losses, tuple(range(losses._array.ndim)))
    return _over(whole, size)


def _weights(losses: Any, weights: Any) -> Any:
    """Give weights the rank of the losses, where an axis of size 1 at the end is all that is too much or missing."""
    shape = weights._array.shape
    rank = losses._array.ndim
    if len(shape) == rank + 1 and shape[-1] == 1:
        return p.reshape(weights, shape[:-1])
    return p.reshape(weights, (*shape, 1)) if shape and len(shape) == rank - 1 else weights


def _over(whole: Any, size: Any) -> Any:
    if whole.dtype.is_integer:
        whole = p.cast(whole, dtypes.float64)
    return execute("DivNoNan", (whole, p.cast(size, whole.dtype)))


@export("nn.scale_regularization_loss")
def scale_regularization_loss(regularization_loss: Any) -> Any:
    """The sum of a loss over the number of replicas, which is one here."""
    loss: Any = convert_to_tensor(regularization_loss)
    return p.total(loss, tuple(range(loss._array.ndim))) / 1
