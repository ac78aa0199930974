"""A fingerprint of everything of the user's that a trial could change, to be compared before and after."""

from __future__ import annotations

import builtins
import random
import sys
import threading
from typing import Any

import numpy as np
import tensorflow as tf
from tensorflow.python.eager import context

from tapeviz.engines.tf_engine import TensorFlowEngine


def fingerprint(names: dict[str, Any]) -> dict[str, Any]:
    """Names and what they stand for, values, random states, and what is installed in the process."""
    mine = {name: value for name, value in names.items() if not name.startswith("_") and name not in ("In", "Out")}
    generator = getattr(context.context(), "_rng", None)
    return {
        "names": {name: id(value) for name, value in mine.items()},
        "values": {name: _value(value) for name, value in mine.items()},
        "random": random.getstate(),
        "numpy": repr(np.random.get_state()),  # noqa: NPY002 - the global state is the point
        "tensorflow": (context.context()._seed, generator.getstate() if generator else None),
        "threads": sorted(thread.name for thread in threading.enumerate()),
        "trace": sys.gettrace(),
        "streams": (id(sys.stdout), id(sys.stderr)),
        "callbacks": len(context.context().op_callbacks),
        "builtins": sorted(name for name in vars(builtins) if not name.startswith(("_", "\0"))),
        "modules": {name: len(vars(module)) for name, module in (("tf", tf), ("np", np))},
    }


def _value(value: Any, depth: int = 3) -> Any:
    """The value as something that compares, down to the variables and arrays of models and containers."""
    engine = TensorFlowEngine()
    kind = engine.kind(value)
    if kind in ("tensor", "variable"):
        return repr(engine.numpy(value))
    if isinstance(value, np.ndarray):
        return value.tobytes()
    if kind == "module":
        return [repr(np.asarray(variable)) for variable in getattr(value, "variables", ())] + sorted(
            map(str, vars(value))
        )
    if isinstance(value, dict) and depth:
        return {repr(key): _value(part, depth - 1) for key, part in value.items()}
    if isinstance(value, (list, tuple)) and depth:
        return [id(value), *(_value(part, depth - 1) for part in value)]
    if type(value).__module__ == "__main__" and depth:
        return {name: _value(part, depth - 1) for name, part in getattr(value, "__dict__", {}).items()}
    return repr(value) if isinstance(value, (int, float, str, bool)) else type(value).__name__
