"""What a trial needs of the NumPy engine: clones of variables and functions, and its random state put back."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable
from typing import Any

from tapeviz.fallback import Variable
from tapeviz.fallback.function import Function

__all__ = ["clone_function", "clone_variable", "global_state"]

# Where the random state lies; a module that was never imported has not drawn anything.
_SEEDS = ("tapeviz.fallback.ops.sampling", "SEEDS")


def clone_variable(variable: Any) -> Any:
    """A new variable of the same value, shape, dtype, trainability, name and constraint."""
    return Variable(
        variable.numpy(),
        trainable=variable.trainable,
        name=variable.name.partition(":")[0],
        dtype=variable.dtype,
        shape=variable.shape,
        constraint=variable.constraint,
    )


def clone_function(function: Any, python_function: Any) -> Any:
    """A `tf.function` with the same settings for another Python function."""
    return Function(python_function, function.input_signature, function.jit_compile)


def global_state() -> Callable[[], None]:
    """Remember the seeds and how far each random op has come; the result puts them back."""
    module = sys.modules.get(_SEEDS[0])
    seeds = getattr(module, _SEEDS[1], None)
    kept = copy.deepcopy(vars(seeds)) if seeds is not None else {}

    def put_back() -> None:
        if seeds is not None:
            vars(seeds).update(kept)

    return put_back
