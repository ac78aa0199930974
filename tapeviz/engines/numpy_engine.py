"""The NumPy engine: states facts about the tensors and variables of `tapeviz.fallback`, opens its tapes, asks them."""

from __future__ import annotations

import types
from collections.abc import Callable, Sequence
from typing import Any

from tapeviz import fallback as tf
from tapeviz.engines import _numpy_hooks as hooks
from tapeviz.engines.summaries import summarize, summarize_many
from tapeviz.engines.tape_facts import TapeFacts, unnoticed
from tapeviz.fallback import nest
from tapeviz.fallback.backward import ones_like, zeros_like
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.kinds import bases_of, is_a, is_container, is_veiled, module_of
from tapeviz.records import EngineInfo, TensorSpec, ValueSummary

__all__ = ["NumpyEngine"]

PACKAGE = "tapeviz.fallback"


class NumpyEngine(TapeFacts):
    """Facts about the NumPy engine's objects. One instance serves one cell."""

    name = "numpy"
    packages = ("tapeviz.fallback",)

    def __init__(self) -> None:
        from tapeviz import __version__

        self.version = str(__version__)
        self.info = EngineInfo("numpy", self.version)
        self._kinds: dict[int, tuple[type, str | None]] = {}

    # ---- classification ----

    def kind(self, value: Any) -> str | None:
        """`tensor`, `variable`, `symbolic` (a Keras symbol), `module`, or None for what is not the engine's."""
        cls = type(value)
        known = self._kinds.get(id(cls))
        if known is None:  # the class is kept, so that no other has its id
            known = self._kinds[id(cls)] = (cls, self._classify(cls))
        return known[1]

    @staticmethod
    def _classify(kind: type) -> str | None:
        if issubclass(kind, tf.Tensor):
            return "tensor"
        if issubclass(kind, tf.Variable):
            return "variable"
        bases = bases_of(kind)  # without asking a metaclass of the user's
        own = {base.__name__ for base in bases if module_of(base).startswith(PACKAGE)}
        if own & {"Variable", "Symbol"}:  # Keras' own, which are not imported for this
            return "variable" if "Variable" in own else "symbolic"
        return "module" if own and (hasattr(kind, "trainable_variables") or hasattr(kind, "variables")) else None

    def variable(self, value: Any) -> Any:
        """The variable of `tf` itself (Keras wraps it)."""
        inner = getattr(value, "_value", None)
        return inner if is_a(inner, tf.Variable) else value

    def is_handle(self, tensor: Any) -> bool:
        """Whether a tensor is a handle to state rather than data."""
        return bool(tensor.dtype.name == "resource")

    def is_function_op(self, op_type: str) -> bool:  # noqa: ARG002 - the protocol's signature
        """Never: `tf.function` runs eagerly here, and its ops are recorded one by one."""
        return False

    def may_carry_data(self, value: Any) -> bool:
        """Whether a Python value can hold numbers that came out of tensors."""
        return not module_of(type(value)).startswith(PACKAGE)

    def flatten(self, structure: Any) -> list[Any]:
        """The leaves of a nest of lists, tuples and dicts; of `IndexedSlices` its parts."""
        found: list[Any] = []
        if is_a(structure, (list, tuple)) and is_container(structure):
            return [leaf for part in structure for leaf in self.flatten(part)]
        for leaf in [structure] if is_veiled(structure) else nest.flatten(structure):
            found += [leaf.values, leaf.indices] if is_a(leaf, tf.IndexedSlices) else [leaf]
        return found

    # ---- facts ----

    def tensor_key(self, tensor: Any) -> int:
        """A number that no other tensor of the process has."""
        return int(tensor._id)  # noqa: SLF001 - the engine's own lasting identity

    def variable_key(self, variable: Any) -> int:
        """The key of the variable's handle; two Python objects of one variable share it."""
        return int(variable.handle._id)  # noqa: SLF001 - as above

    def is_alias(self, variable: Any) -> bool:
        """Whether this is what `assign` returns: another object for a variable, under another name."""
        return bool(variable.name == "UnreadVariable")

    def spec(self, value: Any) -> TensorSpec | None:
        """Dtype and shape, or None for what has none."""
        try:
            return TensorSpec(str(value.dtype.name), tuple(int(size) for size in value.shape))
        except Exception:  # noqa: BLE001 - a foreign object with a shape of its own
            return None

    def device(self, value: Any) -> str:  # noqa: ARG002 - the protocol's signature
        """Always the CPU."""
        return "/CPU:0"

    def summary(self, value: Any) -> ValueSummary | None:
        """What is displayed of a tensor."""
        array = self.numpy(value)
        return None if array is None else summarize(array)

    def quick_summary(self, value: Any) -> ValueSummary | None:
        """What is displayed of one of thousands of tensors."""
        array = self.numpy(value)
        return None if array is None else summarize_many(array)

    def byte_size(self, tensor: Any) -> int:
        """Bytes of the tensor's buffer."""
        return int(tensor._array.nbytes)  # noqa: SLF001 - without a copy

    # ---- the tape ----

    def make_tape(self, watch_accessed: bool) -> Any:
        """A persistent tape, not open yet."""
        return tf.GradientTape(persistent=True, watch_accessed_variables=watch_accessed)

    def is_recording(self, tape: Any) -> bool:
        """Whether this tape is recording at the moment."""
        return hooks.recording_now(tape)

    def fresh_key(self) -> int:
        """A key above those of all tensors made so far and below those of all made later."""
        return hooks.fresh_id()

    def hooks(self, log: list[Any], frames: Any, *, outermost: bool = False) -> hooks.TapeHooks:
        """The observation of one cell, as its own tape sees it or the outermost one; after `open_tape`."""
        return hooks.TapeHooks(log, frames, self._tapes[-1:] if outermost else self._tapes)

    def watched_variables(self) -> list[Any]:
        """The variables the tape watched, oldest first."""
        return list(self._tape.watched_variables())

    def gradients(
        self, target: Any, wanted: Sequence[Any], notice: Callable[[str, Any, Any], None] = unnoticed
    ) -> tuple[list[Any], list[tuple[str, Any]]]:
        """One backward call: a gradient or None for each wanted variable or tensor.

        Also the ops (type, outputs) that have no gradient registered, at which the engine's own call raises. `notice`
        is told of each op before its turn: type, inputs, outputs.
        """
        with hooks.lenient_gradients(notice) as missing:
            found = self._tape.gradient(target, list(wanted))
        return list(found), missing

    takes_rows_at_once = False

    def jacobian(self, target: Any, wanted: Sequence[Any], *, one_by_one: bool = False) -> list[Any]:
        """One tensor of shape `target.shape + source.shape`, or None, for each variable or tensor; row by row."""
        del one_by_one
        return list(self._tape.jacobian(target, list(wanted)))

    def zeros_like(self, value: Any) -> Any:
        """What `unconnected_gradients=ZERO` gives for a source."""
        return zeros_like(convert_to_tensor(value))

    def densify(self, gradient: Any) -> tuple[Any, bool]:
        """A gradient as a tensor, and whether it came as `IndexedSlices`."""
        if is_a(gradient, tf.IndexedSlices):
            return convert_to_tensor(gradient), True
        return gradient, False

    def registry_entry(self, op_type: str) -> str:
        """`function`, `none` (registered as not differentiable) or `missing`."""
        return hooks.registry_entry(op_type)

    def vjp_of_op(self, op_type: str, attrs: Any, inputs: Any, outputs: Any, cotangents: Sequence[Any]) -> list[Any]:
        """What the op's own VJP returns for these cotangents (one entry per input; None: no gradient)."""
        return hooks.vjp_of_op(op_type, attrs, tuple(inputs), tuple(outputs), cotangents)

    def cotangent(self, tensor: Any, *, one: bool) -> Any:
        """A cotangent of ones or zeros like the tensor; None in place of zeros that cannot be made."""
        if one:
            return ones_like(tensor)
        return None if tensor.dtype.name in ("resource", "string") else zeros_like(tensor)

    def function_body(self, function: Any) -> Any:  # noqa: ARG002 - the protocol's signature
        """None: there are no graphs."""
        return None

    @property
    def state(self) -> types.ModuleType:
        """Clones of its objects and its global state, for a trial."""
        from tapeviz.engines import numpy_state

        return numpy_state

    def python_function(self, value: Any) -> types.FunctionType | None:
        """The Python function behind a `tf.function`, or None for any other value."""
        if not module_of(type(value)).startswith(PACKAGE):
            return None
        found = getattr(value, "python_function", None)
        found = getattr(found, "__func__", found)
        return found if is_a(found, types.FunctionType) else None

    def captured_count(self, function: Any) -> int:  # noqa: ARG002 - the protocol's signature
        """0: there are no graphs."""
        return 0

    def owner_of_method(self, value: Any) -> Any:
        """The object that a method belongs to which is a `tf.function`, or None."""
        return getattr(getattr(value, "python_function", None), "__self__", None)

    def inner_ops(self, body: Any) -> list[Any]:  # noqa: ARG002 - the protocol's signature
        """None: there are no graphs."""
        return []
