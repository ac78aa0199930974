"""Picks the engine for a cell; the heavy import happens here and not before."""

from __future__ import annotations

import importlib.util
from typing import Any

from tapeviz.errors import BadInput

__all__ = ["OLDEST_TENSORFLOW", "choose_engine"]

OLDEST_TENSORFLOW = (2, 16)


def choose_engine() -> Any:
    """A fresh engine for one cell. Raises `BadInput` when TensorFlow is absent or too old."""
    if importlib.util.find_spec("tensorflow") is None:
        raise BadInput('TensorFlow is not installed; %%tape needs it: pip install "tapeviz[tensorflow]"')
    import tensorflow

    version = str(tensorflow.__version__)
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_TENSORFLOW:
        oldest = ".".join(map(str, OLDEST_TENSORFLOW))
        raise BadInput(f"TensorFlow {version} is too old; tapeviz works with {oldest} and newer")
    from tapeviz.engines.tf_engine import TensorFlowEngine

    return TensorFlowEngine()
