"""The largest elements of rows: `top_k` and `in_top_k`."""

from __future__ import annotations

import math
from typing import Any, NamedTuple

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import convert_to_tensor, ints
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops import gathering
from tapeviz.fallback.ops import primitives as p
from tapeviz.fallback.registry import REAL, Operation, gradient, op
from tapeviz.fallback.tensor import Array, Tensor

__all__ = ["gathering", "in_top_k", "top_k"]


@op("TopKV2", "T Tk", T=REAL, Tk="int16 int32 int64")
def _top_k(attrs: Any, x: Array, k: Array) -> tuple[Array, Array]:
    if not x.ndim:
        raise errors.invalid("input must be >= 1-D, got shape []")
    if k < 0:
        raise errors.invalid(f"Need k >= 0, got {k}")
    if x.shape[-1] < k:
        raise errors.invalid(f"input must have at least k columns. Had {x.shape[-1]}, needed {k}")
    # The stable order of what is reversed puts equal ones in their own order, and NaN first.
    last = x.shape[-1] - 1
    order = (last - np.argsort(x[..., ::-1], axis=-1, kind="stable"))[..., ::-1][..., : int(k)]
    if not attrs["sorted"]:
        order = np.sort(order, axis=-1)
    return np.take_along_axis(x, order, -1), order.astype(attrs["index_type"].as_numpy_dtype)


@op("InTopKV2", "float T T", plain=True, T="int32 int64")
def _in_top_k(predictions: Array, targets: Array, k: Array) -> Any:
    if predictions.ndim != 2:
        raise errors.invalid("predictions must be 2-dimensional")
    if targets.ndim != 1:
        raise errors.invalid("targets must be 1-dimensional")
    if len(predictions) != len(targets):
        raise errors.invalid(
            f"First dimension of predictions {len(predictions)} must match length of targets {len(targets)}"
        )
    classes = predictions.shape[1]
    inside = (targets >= 0) & (targets < classes)
    if not classes:
        return inside
    own = np.take_along_axis(predictions, np.where(inside, targets, 0)[:, np.newaxis], 1)
    finite = np.isfinite(predictions).all(1)  # among what is not finite, nobody can say which is larger
    return np.asarray(inside & finite & ((predictions > own).sum(1) < k))


@gradient("TopKV2")
def _top_k_vjp(operation: Operation, g: Any, _: Any) -> Any:
    shape = operation.inputs[0]._array.shape
    if not shape[-1]:  # TensorFlow numbers the rows in steps of their length
        raise errors.InvalidArgumentError(None, None, "Requires delta != 0: 0 [Op:Range] name: ")
    order = operation.outputs[1]._array.astype(np.int64)
    rows = np.arange(math.prod(shape[:-1]), dtype=np.int64).reshape(*shape[:-1], 1) * shape[-1]
    places = Tensor((order + rows).reshape(-1, 1))
    flat = execute("ScatterNd", (places, p.reshape(g, (order.size,)), Tensor(np.array([math.prod(shape)]))))
    return p.reshape(flat, shape), None


class TopKV2(NamedTuple):
    """What `top_k` gives."""

    values: Any
    indices: Any


@export("nn.top_k", "math.top_k")
def top_k(
    input: Any,
    k: Any = 1,
    sorted: bool = True,
    index_type: Any = dtypes.int32,
    name: str | None = None,
) -> TopKV2:
    """The `k` largest elements of the last axis and where they are, largest first, equal ones in their own order.

    `sorted=False` gives them in the order of their places, which TensorFlow leaves open.
    """
    attrs = {"sorted": bool(sorted), "index_type": dtypes.as_dtype(index_type)}
    return TopKV2(*execute("TopKV2", (convert_to_tensor(input), ints(k)), attrs))


@export("nn.in_top_k", "math.in_top_k")
def in_top_k(targets: Any, predictions: Any, k: Any, name: str | None = None) -> Any:
    """Whether each target's prediction is among the `k` largest of its row; ties count as in."""
    labels = convert_to_tensor(targets)
    return execute("InTopKV2", (convert_to_tensor(predictions), labels, convert_to_tensor(k, labels.dtype)))
