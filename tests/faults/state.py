"""Everything that a taped cell hooks into, or could leave changed, by identity: to be compared before and after."""

from __future__ import annotations

import builtins
import linecache
import logging
import signal
import sys
import threading
import types
import warnings
from typing import Any

from tapeviz.cell import run as runs
from tapeviz.fallback import GradientTape, Tensor, Variable, backward, custom, execute
from tapeviz.provenance.reporting import NAMES

__all__ = ["changes", "state"]


def state(shell: Any) -> dict[str, Any]:
    """Each thing under a name that says where it is; the things themselves, so that none is collected meanwhile."""
    found: dict[str, Any] = {}
    for owner in (Tensor, Variable, GradientTape, backward, custom, *_tensorflow_owners()):
        label = f"{owner.__module__}.{owner.__name__}" if isinstance(owner, type) else owner.__name__
        found |= {f"{label}.{name}": part for name, part in vars(owner).items() if not _is_cache(part)}
    found |= _each("observer", execute._observers)
    found |= _each("NumPy tape", execute.STATE.tapes)
    found |= _tensorflow_state() | _of_process() | _of_shell(shell)
    return found


def changes(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """What is new, gone or another object."""
    absent = object()
    names = before.keys() | after.keys()
    return sorted(name for name in names if not _same(before.get(name, absent), after.get(name, absent)))


def _same(one: Any, other: Any) -> bool:
    # A method bound anew is the same method.
    return one is other or (isinstance(one, (types.MethodType, int, str, bool, list)) and one == other)


def _is_cache(part: Any) -> bool:
    return isinstance(part, (dict, list, set, types.ModuleType))


def _each(name: str, things: Any) -> dict[str, Any]:
    return {f"{name} {position}": thing for position, thing in enumerate(things)}


def _tensorflow_owners() -> list[Any]:
    if "tensorflow" not in sys.modules:
        return []
    from tensorflow.python import pywrap_tfe
    from tensorflow.python.eager import backprop, record
    from tensorflow.python.eager.polymorphic_function import concrete_function
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import resource_variable_ops

    classes = [ops._EagerTensorBase, ops.EagerTensor, resource_variable_ops.BaseResourceVariable]
    return [*classes, backprop.GradientTape, concrete_function.ConcreteFunction, backprop, record, pywrap_tfe]


def _tensorflow_state() -> dict[str, Any]:
    if "tensorflow" not in sys.modules:
        return {}
    import tensorflow as tf
    from tensorflow.python import pywrap_tfe
    from tensorflow.python.eager import context

    from tapeviz.engines import _tf_private

    found = _each("op callback", context.context().op_callbacks)
    found |= _each("variable listener", _tf_private.variable_hooks.listeners)
    found["no tape is open"] = bool(pywrap_tfe.TFE_Py_TapeSetIsEmpty())
    found["tapes are paused"] = bool(pywrap_tfe.TFE_Py_TapeSetIsStopped())
    found["an op without gradient raises"] = _raises_without_gradient(tf)
    return found


def _raises_without_gradient(tf: Any) -> bool:
    """Whether TensorFlow's own function looks up gradients: what is registered in its place cannot be read."""
    source = tf.constant([1.0, 2.0])
    with tf.GradientTape() as tape:
        tape.watch(source)
        found = tf.unique(source)[0]
    try:
        tape.gradient(found, source)
    except LookupError:
        return True
    return False


def _of_process() -> dict[str, Any]:
    found: dict[str, Any] = {f"builtins.{name}": part for name, part in vars(builtins).items() if name != "_"}
    found |= {f"builtins.{name}": "published" for name in NAMES if name in vars(builtins)}
    found |= _each("warnings filter", warnings.filters) | _each("meta path", sys.meta_path)
    found |= {f"signal {number}": signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    found |= {f"sys.{name}": getattr(sys, name) for name in ("stdout", "stderr", "excepthook", "displayhook")}
    found |= {"trace": sys.gettrace(), "profile": sys.getprofile(), "recursion": sys.getrecursionlimit()}
    found |= {"logging": logging.root.manager.disable, "showwarning": warnings.showwarning}
    found |= {"threads": sorted(thread.name for thread in threading.enumerate())}
    found |= {
        f"linecache {name}": "" for name in linecache.cache if name.startswith(("<ipython-input-tapeviz", "<timed"))
    }
    return found


def _of_shell(shell: Any) -> dict[str, Any]:
    found = _each("line transformer", shell.input_transformer_manager.line_transforms)
    found |= _each("text transformer", shell.input_transformers_post)
    found |= _each("tree transformer", shell.ast_transformers)
    for event in ("pre_run_cell", "post_run_cell"):
        found |= _each(event, shell.events.callbacks[event])
    found |= {f"run {serial}": run for serial, run in runs._runs.items()}
    for transformer in shell.ast_transformers:
        held = [*getattr(transformer, "_open", ()), *getattr(transformer, "_codes", ())]
        found |= _each("open run", held) | {
            f"nested cells of {type(transformer).__name__}": getattr(transformer, "_depth", 0)
        }
    found |= {f"hidden {name}": "" for name in shell.user_ns_hidden if not name.startswith("_")}
    for name, function in _functions(shell.user_ns):
        code = function.__code__
        found |= {f"traced {name}": name} if set(code.co_names) & set(NAMES) else {}
        found |= {f"code of {name}": code} if name != "made_by" else {}
    return found


def _functions(names: dict[str, Any]) -> list[tuple[str, types.FunctionType]]:
    """The functions and methods of the user's own."""
    found = [(name, value) for name, value in names.items() if type(value) is types.FunctionType]
    for name, value in names.items():
        if isinstance(value, type) and value.__module__ == "__main__":
            found += [(f"{name}.{key}", part) for key, part in vars(value).items() if type(part) is types.FunctionType]
    return found
