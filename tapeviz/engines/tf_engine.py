"""The TensorFlow engine: states facts about its tensors and variables, opens tapes, asks for gradients."""

from __future__ import annotations

import inspect
import logging
import types
from collections.abc import Callable, Sequence
from types import ModuleType
from typing import Any

import tensorflow as tf

from tapeviz.engines import _tf_private as private
from tapeviz.engines import tf_functions, tf_state
from tapeviz.engines.summaries import summarize, summarize_many
from tapeviz.engines.tape_facts import TapeFacts, unnoticed
from tapeviz.kinds import bases_of, is_a, is_container, is_veiled, module_of
from tapeviz.records import EngineInfo, TensorSpec, ValueSummary
from tapeviz.spans import is_user_file

__all__ = ["TensorFlowEngine"]

# Descriptions of data, not data; and the handles of TensorFlow's own machinery.
_NO_DATA_TYPES = (tf.TensorShape, tf.DType, tf.TensorSpec, tf.GradientTape, tf.DeviceSpec)


# Above this, statistics of a tensor that is not on the CPU are computed where it is.
BIG_BYTES = 1 << 12


class TensorFlowEngine(TapeFacts):
    """Facts about TensorFlow's objects. One instance serves one cell."""

    name = "tensorflow"
    packages = ("tensorflow", "keras", "tf_keras")

    def __init__(self) -> None:
        self.version = str(tf.__version__)
        self.info = EngineInfo("tensorflow", self.version)
        self._kinds: dict[int, tuple[type, str | None]] = {}
        self._copies: dict[int, Any] = {}
        self._traced: dict[tuple[int, str], Any] = {}

    # ---- classification ----

    def kind(self, value: Any) -> str | None:
        """`tensor` (concrete), `variable`, `symbolic`, `module`, or None for what is not TensorFlow's."""
        cls = type(value)
        known = self._kinds.get(id(cls))
        if known is None:  # the class is kept, so that no other has its id
            known = self._kinds[id(cls)] = (cls, self._classify(cls))
        return known[1]

    def _classify(self, cls: type) -> str | None:
        if issubclass(cls, private.eager_tensor):
            return "tensor"
        bases = bases_of(cls)  # without asking a metaclass of the user's
        # The second: one with a copy for each replica.
        if issubclass(cls, private.base_variable) or any(base is tf.Variable for base in bases):
            return "variable"
        if issubclass(cls, tf.Tensor):
            return "symbolic"
        names = {(module_of(base).partition(".")[0], base.__name__) for base in bases[:-1]}
        if ("keras", "Variable") in names:
            return "variable"
        if ("keras", "KerasTensor") in names or ("tf_keras", "KerasTensor") in names:
            return "symbolic"
        if issubclass(cls, tf.Module) or ("keras", "KerasSaveable") in names:
            return "module"
        return None

    def variable(self, value: Any) -> Any:
        """The TensorFlow variable itself (Keras wraps it)."""
        if is_a(value, private.base_variable):
            return value
        if is_a(value, tf.Variable):
            return private.copy_for_replica(value)
        inner = getattr(value, "_value", None)
        return self.variable(inner) if is_a(inner, tf.Variable) else value

    def is_handle(self, tensor: Any) -> bool:
        """Whether a tensor is a handle to state rather than data."""
        return bool(tensor.dtype == tf.resource)

    def is_function_op(self, op_type: str) -> bool:
        """Whether an op is a traced function."""
        return private.is_function(op_type)

    def may_carry_data(self, value: Any) -> bool:
        """Whether a Python value can hold numbers that came out of tensors."""
        cls = type(value)
        module = module_of(cls)
        message = module.endswith("_pb2")  # a protocol buffer holds a copy
        own = module.startswith("tensorflow.") and not message
        return not own and not is_a(value, _NO_DATA_TYPES)

    def flatten(self, structure: Any) -> list[Any]:
        """The leaves of a nest of lists, tuples and dicts."""
        if is_a(structure, (list, tuple)) and is_container(structure):
            return [leaf for part in structure for leaf in self.flatten(part)]
        if is_veiled(structure):
            return [structure]
        return list(tf.nest.flatten(structure, expand_composites=True))

    # ---- facts ----

    def tensor_key(self, tensor: Any) -> int:
        """A number that no other tensor has: ids of Python objects are reused, these are not."""
        return int(tensor._id)  # noqa: SLF001 - TensorFlow shows no other lasting identity

    def variable_key(self, variable: Any) -> int:
        """The key of the variable's handle; two Python objects of one variable share it."""
        handle = variable.__dict__.get("_handle")
        # A Keras variable without a value yet, or one inside a graph, has no handle with an id: its own serves.
        return int(getattr(handle, "_id", -id(variable)))

    def is_alias(self, variable: Any) -> bool:
        """Whether this is what `assign` returns: another object for a variable, without its name and properties."""
        return type(variable).__name__ == "_UnreadVariable"

    def spec(self, value: Any) -> TensorSpec | None:
        """Dtype and static shape, or None for what has none."""
        if self.kind(value) == "symbolic" and hasattr(value, "graph"):
            return tf_functions.spec_of(value)
        try:
            shape = value.shape
            dims = None if getattr(shape, "rank", 0) is None else tuple(None if d is None else int(d) for d in shape)
            return TensorSpec(tf.as_dtype(value.dtype).name, dims)
        except Exception:  # noqa: BLE001 - a foreign object with a shape of its own
            return None

    def device(self, value: Any) -> str:
        """The device as TensorFlow chose it, short (`/GPU:0`)."""
        name = str(getattr(value, "device", "") or "")
        return "/" + name.rpartition("device:")[2] if "device:" in name else name

    def summary(self, value: Any) -> ValueSummary | None:
        """What is displayed of a tensor; statistics are reduced where the tensor lives."""
        if "CPU" not in self.device(value) and value.dtype.is_floating and self.byte_size(value) > BIG_BYTES:
            return self.reduced_summary(value)
        array = self.numpy(value)
        return None if array is None else summarize(array)

    def quick_summary(self, value: Any) -> ValueSummary | None:
        """What is displayed of one of thousands of tensors; nothing of a big one that another device holds."""
        if "CPU" not in self.device(value) and self.byte_size(value) > BIG_BYTES:
            return None
        array = self.numpy(value)
        return None if array is None else summarize_many(array)

    def reduced_summary(self, value: Any) -> ValueSummary:
        """The statistics of a big tensor, computed on its device: only the numbers shown come to the host."""
        tensor = tf.convert_to_tensor(value)
        finite = tf.boolean_mask(tensor, tf.math.is_finite(tensor))
        size, kept = int(tf.size(tensor)), int(tf.size(finite))
        zero = int(tf.math.count_nonzero(tf.equal(tensor, 0)))
        nan = int(tf.math.count_nonzero(tf.math.is_nan(tensor)))
        if not kept:
            return ValueSummary(size, n_zero=zero, n_nonfinite=size, n_nan=nan)
        wide = tf.cast(finite, tf.float64)
        low, high, mean = (float(f(wide)) for f in (tf.reduce_min, tf.reduce_max, tf.reduce_mean))
        std = float(tf.math.reduce_std(wide))
        return ValueSummary(size, None, low, high, mean, std, zero, size - kept, nan)

    def byte_size(self, tensor: Any) -> int:
        """Bytes of the tensor's buffer."""
        return int(tensor.dtype.size) * int(tensor.shape.num_elements() or 0)

    # ---- the tape ----

    def make_tape(self, watch_accessed: bool) -> Any:
        """A persistent tape, not open yet."""
        return tf.GradientTape(persistent=True, watch_accessed_variables=watch_accessed)

    def is_recording(self, tape: Any) -> bool:
        """Whether this tape is recording at the moment."""
        return private.recording_now(tape)

    def fresh_key(self) -> int:
        """A key above those of all tensors made so far and below those of all made later."""
        return private.fresh_id()

    def hooks(self, log: list[Any], frames: Any, *, outermost: bool = False) -> private.TapeHooks:
        """The observation of one cell, as its own tape sees it or the outermost one; after `open_tape`."""
        hooks = private.TapeHooks(log, frames, self._tapes[-1:] if outermost else self._tapes)
        hooks.traced |= self._traced
        self._traced = hooks.traced
        return hooks

    def watched_variables(self) -> list[Any]:
        """The variables the tape watched, oldest first (the tape's own order follows memory addresses)."""
        return sorted(map(self.variable, self._tape.watched_variables()), key=self.variable_key)

    def gradients(
        self, target: Any, wanted: Sequence[Any], notice: Callable[[str, Any, Any], None] = unnoticed
    ) -> tuple[list[Any], list[tuple[str, Any]]]:
        """One backward call: a gradient or None for each wanted variable or tensor.

        Also the ops (type, outputs) that have no entry in the gradient registry and so make TensorFlow's own call
        raise. `notice` is told of each op before its turn: type, inputs, outputs. Raises whatever else the call raises.
        """
        with private.lenient_gradient_functions(notice) as missing:
            found = self._tape.gradient(target, list(wanted))
        return list(found), missing

    takes_rows_at_once = True

    def jacobian(self, target: Any, wanted: Sequence[Any], *, one_by_one: bool = False) -> list[Any]:
        """One tensor of shape `target.shape + source.shape`, or None, for each variable or tensor.

        All rows at once, vectorized, or `one_by_one`. Raises what the tape's own call raises.
        """
        logger = logging.getLogger("tensorflow")
        level = logger.level
        logger.setLevel(logging.ERROR)  # each vectorized call is traced anew, of which TensorFlow warns the user
        try:
            return list(self._tape.jacobian(target, list(wanted), experimental_use_pfor=not one_by_one))
        finally:
            logger.setLevel(level)

    def zeros_like(self, value: Any) -> Any:
        """What `unconnected_gradients=ZERO` gives for a source."""
        return tf.zeros_like(value)

    def densify(self, gradient: Any) -> tuple[Any, bool]:
        """A gradient as a tensor, and whether it came as `IndexedSlices`."""
        if is_a(gradient, tf.IndexedSlices):
            return tf.convert_to_tensor(gradient), True
        return gradient, False

    def registry_entry(self, op_type: str) -> str:
        """`function`, `none` (registered as not differentiable) or `missing`."""
        return private.registry_entry(op_type)

    def vjp_of_op(self, op_type: str, attrs: Any, inputs: Any, outputs: Any, cotangents: Sequence[Any]) -> list[Any]:
        """What the op's own gradient function returns for these cotangents (one entry per input; None: no gradient)."""
        return private.gradient_of_op(op_type, attrs, list(inputs), list(outputs), cotangents)

    def takes_cotangent(self, tensor: Any) -> bool:
        """Whether TensorFlow hands a cotangent of this tensor to the op that made it; it does so for variants too."""
        return self.is_differentiable(tensor) or bool(tensor.dtype == tf.variant)

    def cotangent(self, tensor: Any, *, one: bool) -> Any:
        """A cotangent of ones or zeros like the tensor; None in place of zeros that cannot be made."""
        if one:
            return tf.ones_like(tensor)
        return None if tensor.dtype in (tf.resource, tf.variant, tf.string) else tf.zeros_like(tensor)

    def function_body(self, function: Any) -> Any:
        """The graph inside a traced function, or None when it cannot be read."""
        return tf_functions.body_of_call(function)

    @property
    def state(self) -> ModuleType:
        """Clones of its objects and its global state, for a trial."""
        return tf_state

    def python_function(self, value: Any) -> types.FunctionType | None:
        """The Python function that a `tf.function` traces, or None for any other value."""
        if module_of(type(value)).partition(".")[0] != "tensorflow":
            return None
        found = inspect.unwrap(getattr(value, "python_function", None) or value)  # a method comes wrapped
        found = getattr(found, "__func__", found)
        return found if is_a(found, types.FunctionType) else None

    def captured_count(self, function: Any) -> int:
        """How many of its inputs, the last ones, a concrete function took in when it was traced."""
        return len(getattr(function, "captured_inputs", ()))

    def owner_of_method(self, value: Any) -> Any:
        """The object that a method belongs to which a `tf.function` traces, or None."""
        holder = getattr(inspect.unwrap(getattr(value, "python_function", None) or value), "__self__", None)
        return getattr(holder, "target", holder)

    def inner_ops(self, body: Any) -> list[Any]:
        """The ops of a traced function's graph."""
        return tf_functions.inner_ops(body, is_user_file, self._traced)
