"""Every private TensorFlow name that tapeviz relies on, and every hook it puts on TensorFlow's classes.

Each hook only copies references: an op run inside the callback would recurse, and an exception there would abort the
user's op. What a newer TensorFlow has moved is a `Limit`, never a crash.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import get_ident
from typing import Any

import tensorflow as tf

from tapeviz.engines.base import AWAY, CALL, MADE, OP, READ, TAPE
from tapeviz.engines.handles import FastPath, Listener, VariableHooks
from tapeviz.engines.hooking import ELSEWHERE, CellHooks, NotingHooks, is_deep_copy
from tapeviz.engines.private import Rooms, first_of
from tapeviz.engines.tape_uses import TapeListener, TapeUseHooks

__all__ = [
    "HistoryHooks",
    "TapeHooks",
    "attributes_of",
    "base_variable",
    "copy_for_replica",
    "eager_tensor",
    "fresh_id",
    "gradient_of_op",
    "graph_of_function",
    "is_eager",
    "is_eager_tensor",
    "is_function",
    "lenient_gradient_functions",
    "nested_graph",
    "probe_symbolic",
    "random_machinery",
    "recording_now",
    "registry_entry",
    "replica",
    "traceback_of",
    "unrecorded",
    "use_hooks",
]

_IN_REPLICAS = (
    "strategy.run computes each replica in a thread of its own, which no tape around it reaches; "
    "open the tape in the function that it runs"
)
# Ops that run when Python collects a variable or an iterator: when that is, says nothing about the cell.
_CLEAN_UPS = frozenset(("DestroyResourceOp", "DeleteIterator", "DeleteMultiDeviceIterator", "DeleteMemoryCache"))
_rooms = Rooms()
_framework, _eager = "tensorflow.python.framework", "tensorflow.python.eager"
pywrap_tfe = _rooms.open(
    "tensorflow.python.pywrap_tfe",
    *("TFE_Py_FastPathExecute", "TFE_Py_RegisterGradientFunction", "TFE_Py_TapeSetIsStopped"),
)
backprop = _rooms.open(f"{_eager}.backprop", "_gradient_function")
context = _rooms.open(f"{_eager}.context", "context")
record = _rooms.open(f"{_eager}.record", "record_operation", "stop_recording")
concrete_function = _rooms.open(f"{_eager}.polymorphic_function.concrete_function", "ConcreteFunction")
func_graph = _rooms.open(f"{_framework}.func_graph", "FuncGraph")
op_callbacks = _rooms.open(f"{_framework}.op_callbacks", "add_op_callback", "remove_op_callback")
ops = _rooms.open(
    f"{_framework}.ops", "EagerTensor", "_EagerTensorBase", "_gradient_registry", "get_gradient_function", "uid"
)
resource_variable_ops = _rooms.open("tensorflow.python.ops.resource_variable_ops", "BaseResourceVariable")
stateful_random_ops = _rooms.open("tensorflow.python.ops.stateful_random_ops")

base_variable = first_of(lambda: resource_variable_ops.BaseResourceVariable, lambda: tf.Variable)
eager_tensor = first_of(lambda: ops.EagerTensor, lambda: type(tf.constant(0.0)))
_eager_base = first_of(lambda: ops._EagerTensorBase, lambda: eager_tensor.__mro__[1])

variable_hooks = VariableHooks(
    base_variable,
    FastPath(pywrap_tfe, "TFE_Py_FastPathExecute", lambda: pywrap_tfe.TFE_Py_FastPathExecute),
    eager_tensor,
    lambda tensor: bool(tensor.dtype == tf.resource),
)


def is_eager_tensor(value: Any) -> bool:
    """Whether this is a concrete tensor (a symbolic one belongs to a graph and has no value)."""
    return issubclass(type(value), eager_tensor)


def fresh_id() -> int:
    """A number above the `_id` of every tensor made so far, and below those of all tensors made later."""
    return int(ops.uid() if hasattr(ops, "uid") else tf.constant(0.0)._id)


def random_machinery() -> tuple[Any, Any]:
    """The eager context, from which ops draw their seeds, and the module that holds the global generator."""
    return context.context(), stateful_random_ops


def is_function(op_type: str) -> bool:
    """Whether the context knows a traced function of this name."""
    named = op_type.startswith(("__forward_", "__inference_", "__backward_"))
    return bool(first_of(lambda: context.context().has_function(op_type), lambda: named))


def _scope_name() -> Callable[[], str]:
    """What tells the name scope that ops are run in."""
    here: Any = context.context() if hasattr(context, "context") else None
    local: Any = getattr(here, "_thread_local_data", None)  # what the property reads
    if hasattr(local, "scope_name"):
        return lambda: local.scope_name
    return (lambda: here.scope_name) if hasattr(here, "scope_name") else str


def _pausing() -> Callable[[], Any]:
    """What tells whether all tapes of the thread are paused: by `tf.init_scope`, and inside custom gradients."""
    stopped: Callable[[], Any] = first_of(lambda: pywrap_tfe.TFE_Py_TapeSetIsStopped, lambda: bool)
    return stopped


def recording_now(tape: Any) -> bool:
    """Whether this GradientTape is recording at the moment (not paused, not left)."""
    return bool(tape._recording)


def is_eager() -> bool:
    """Whether ops run as they are called, and no graph is being built."""
    return bool(tf.executing_eagerly())


def replica() -> int | None:
    """The number of the replica that this thread computes in `strategy.run`, or None where there are no several."""
    inside = tf.distribute.get_replica_context()
    if inside is None or inside.strategy.num_replicas_in_sync < 2:
        return None
    number = getattr(inside, "_replica_id_in_sync_group", None)  # the public one is a tensor, made anew each time
    return number if isinstance(number, int) else None


def copy_for_replica(variable: Any) -> Any:
    """The copy of a distributed variable that this thread uses, the first one outside of replicas."""
    copies = getattr(variable, "values", None)
    return copies[(replica() or 0) % len(copies)] if isinstance(copies, tuple) and copies else variable


def unrecorded() -> Any:
    """A context in which no tape records."""
    return record.stop_recording() if hasattr(record, "stop_recording") else contextlib.nullcontext()


def use_hooks(listener: TapeListener) -> TapeUseHooks:
    """Hooks on every use of TensorFlow's tapes."""
    return TapeUseHooks(tf.GradientTape, "_push_tape", "_pop_tape", listener)


class TapeHooks(CellHooks):
    """All observation of one cell on TensorFlow."""

    def install(self) -> None:
        """Put the hooks in place; what cannot be put is named in `errors`, or in `lost`."""
        self.errors += [f"this TensorFlow has no {name}" for name in _rooms.gone]
        for hook in (self._hook_ops, self._hook_handles, self._hook_exits, self._hook_tape, self._hook_functions):
            try:
                hook()
            except Exception as problem:  # noqa: BLE001 - a moved private name must not cost the user's cell
                if hook == self._hook_ops:  # without it every step seems to be one of Python's
                    self.lost.append(("every op", problem))
                else:
                    self.errors.append(f"{hook.__name__[1:]}: {type(problem).__name__}: {problem}")

    def _hook_ops(self) -> None:
        append, frames, tape, lose = self.log.append, self.frames, self.tape, self.lost.append
        traced, elsewhere = self.traced, self._elsewhere
        scope_name, stopped = _scope_name(), _pausing()
        add, remove = op_callbacks.add_op_callback, op_callbacks.remove_op_callback
        get_frame, home, here = sys._getframe, get_ident(), get_ident

        def on_op(op_type: Any, inputs: Any, attrs: Any, outputs: Any, op_name: Any = None, graph: Any = None) -> Any:
            try:
                if graph is not None or op_type in _CLEAN_UPS or here() != home:
                    return unusual(op_type, outputs, op_name, graph, get_frame(1))
                stack = frames(get_frame(1))
                if frames.foreign:
                    return None
                # Copies: TensorFlow goes on using these lists (a TensorArray empties the one that unstack gave it).
                given, made = tuple(inputs), tuple(outputs)
                on_tape = (not stopped() or _pauses_itself(op_type)) and tape._recording
                append((OP, op_type, given, attrs, made, stack, on_tape, frames.backward, scope_name()))
            except Exception as problem:  # noqa: BLE001 - an exception here would abort the user's op
                lose(("op", problem))
            return None if graph is None else _passed_on(outputs, graph)

        def unusual(op_type: Any, outputs: Any, op_name: Any, graph: Any, frame: Any) -> Any:
            try:
                if op_type in _CLEAN_UPS:
                    pass
                elif here() != home:  # a replica's thread, which has the callbacks of the one that started it
                    elsewhere()
                else:  # a function is being traced
                    traced[id(graph), op_name] = (graph, frames(frame))
            except Exception as problem:  # noqa: BLE001 - as above
                lose(("op", problem))
            return _passed_on(outputs, graph)

        self._undo.append(lambda: _remove_callback(on_op, remove))
        add(on_op)

    def _elsewhere(self) -> None:
        """Another thread computes."""
        told = ELSEWHERE if replica() is None else _IN_REPLICAS
        if told not in self.errors:
            self.errors.append(told)

    def _hook_handles(self) -> None:
        append, frames, lose = self.log.append, self.frames, self.lost.append
        get_frame = sys._getframe

        def elsewhere(variable: Any) -> None:
            append((AWAY, variable))
            self._elsewhere()

        listener = Listener(
            lambda variable: append((READ, variable)),
            lambda variable, depth: append(
                (MADE, variable, frames(get_frame(depth + 1)), is_deep_copy(get_frame(depth + 1)))
            ),
            elsewhere,
            lambda problem: lose(("variable", problem)),
        )
        self._undo.append(lambda: variable_hooks.stop_listening(listener))
        variable_hooks.listen(listener)

    def _hook_exits(self) -> None:
        self._hook_exits_of(_eager_base)

    def _hook_tape(self) -> None:
        append, tape, live, lose = self.log.append, self.tape, self.live, self.lost.append
        stopped = _pausing()
        watch, put = tf.GradientTape.watch, record.record_operation

        def recording(op_type: Any, output_tensors: Any, input_tensors: Any, *rest: Any, **named: Any) -> Any:
            try:
                if live:
                    append((TAPE, op_type, output_tensors, input_tensors, not stopped() and tape._recording))
            except Exception as problem:  # noqa: BLE001 - as above
                lose(("record", problem))
            return put(op_type, output_tensors, input_tensors, *rest, **named)

        self._replace(tf.GradientTape, "watch", self._watching(watch))
        self._replace(record, "record_operation", recording)
        self._hook_pauses(tf.GradientTape)

    def _hook_functions(self) -> None:
        append, live, lose = self.log.append, self.live, self.lost.append
        call = concrete_function.ConcreteFunction._call_flat

        def calling(self: Any, tensor_inputs: Any, captured_inputs: Any) -> Any:
            try:
                if live and tf.executing_eagerly():  # else it becomes part of a graph that is being traced
                    append((CALL, self, [*tensor_inputs, *captured_inputs]))
            except Exception as problem:  # noqa: BLE001 - what fails here is ours, and the user's call goes on
                lose(("function", problem))
            return call(self, tensor_inputs, captured_inputs)

        self._replace(concrete_function.ConcreteFunction, "_call_flat", calling)


class HistoryHooks(NotingHooks):
    """The light observation of ordinary cells on TensorFlow."""

    def install(self) -> None:
        """Put the hooks in place; one that cannot be put is left out."""
        reads: dict[int, None] = {}
        for hook in (self._hook_ops, self._hook_variables):
            with contextlib.suppress(Exception):
                hook(reads)

    def _hook_ops(self, reads: dict[int, None]) -> None:
        note, place, silent = self.note, self.place, self.silent
        get_frame, here = sys._getframe, get_ident
        add, remove = op_callbacks.add_op_callback, op_callbacks.remove_op_callback

        def on_op(op_type: Any, inputs: Any, attrs: Any, outputs: Any, op_name: Any = None, graph: Any = None) -> Any:
            try:
                if graph is not None or op_type in _CLEAN_UPS:
                    return _passed_on(outputs, graph)
                if silent and here() in silent:
                    return None
                name = op_type if type(op_type) is str else op_type.decode()
                made = (outputs[0]._id,) if len(outputs) == 1 else tuple([t._id for t in outputs if t is not None])
                read = tuple(reads) if reads else ()
                note((name, tuple([t._id for t in inputs]), made, read, place(get_frame(1))))
            except Exception:  # noqa: BLE001 - history is a help, never a hazard
                reads.clear()
            if reads:
                reads.clear()
            return None if graph is None else _passed_on(outputs, graph)

        self._undo.append(lambda: _remove_callback(on_op, remove))
        add(on_op)

    def _hook_variables(self, reads: dict[int, None]) -> None:
        note, place, silent = self.note, self.place, self.silent
        get_frame, here = sys._getframe, get_ident

        def on_read(variable: Any) -> None:
            key = getattr(variable.__dict__.get("_handle"), "_id", None)
            if key is not None and not (silent and here() in silent):
                reads[key] = None

        def on_made(variable: Any, depth: int) -> None:
            if type(variable).__name__ == "_UnreadVariable":  # what `assign` returns, not a variable of its own
                return
            key = getattr(variable.__dict__["_handle"], "_id", None)
            if key is not None and here() not in silent:
                note(("made", (key,), (), (), place(get_frame(depth + 1))))

        listener = Listener(on_read, on_made)
        self._undo.append(lambda: variable_hooks.stop_listening(listener))
        variable_hooks.listen(listener)


def _passed_on(outputs: Any, graph: Any) -> Any:
    """What a callback gives back: in a graph TensorFlow hands it to the next callback, to which None would be nothing.

    It takes it for the op's outputs as well, which are a list: in a tuple's place `tf.split` would give a tuple.
    """
    return list(outputs) if graph is not None and outputs is not None else None


def _pauses_itself(op_type: Any) -> bool:
    """Ops that TensorFlow runs with the tape paused as its way to run them: that is no pause of the user's."""
    name = op_type if isinstance(op_type, str) else op_type.decode()
    return name == "StopGradient" or is_function(name)


def _remove_callback(callback: Any, remove: Callable[[Any], None]) -> None:
    try:
        remove(callback)
    except KeyError:  # somebody cleared all callbacks
        return


# ---- gradients ----


def registry_entry(op_type: str) -> str:
    """`function`, `none` (registered as not differentiable) or `missing`."""
    try:
        entry = ops._gradient_registry.lookup(op_type)
    except LookupError:
        return "missing"
    except AttributeError:  # the registry has moved: its gradient function, if there is one, will say it
        return "function"
    return "none" if entry is None else "function"


def gradient_of_op(op_type: str, attrs: Any, inputs: Any, outputs: Any, cotangents: Any) -> list[Any]:
    """What the op's own gradient function returns for these cotangents (one entry per input; None: no gradient)."""
    result = backprop._gradient_function(op_type, attrs, len(inputs), inputs, outputs, cotangents, (), "")
    return list(result) if isinstance(result, (list, tuple)) else [result]


def attributes_of(attrs: Any) -> tuple[Any, ...]:
    """Attributes in the form that gradient functions read: a flat tuple of alternating names and values."""
    return tuple(attrs or ())


@contextmanager
def lenient_gradient_functions(notice: Callable[[str, Any, Any], None]) -> Iterator[list[tuple[str, Any]]]:
    """Inside, an op without registry entry gives None instead of raising; the list receives (op type, outputs).

    This tells, in one backward call, what each source would get beside the op that makes TensorFlow raise. `notice` is
    told type, inputs and outputs of each op before its turn (None for a tensor that its gradient does not need), and ''
    after it.
    """
    missing: list[tuple[str, Any]] = []
    try:
        original, register = backprop._gradient_function, pywrap_tfe.TFE_Py_RegisterGradientFunction
    except AttributeError:  # they have moved: then TensorFlow's own call says what it says
        yield missing
        return

    def lenient(op_type: Any, attrs: Any, count: int, inputs: Any, outputs: Any, *rest: Any) -> Any:
        notice(op_type if isinstance(op_type, str) else op_type.decode(), inputs, outputs)
        try:
            return original(op_type, attrs, count, inputs, outputs, *rest)
        except LookupError:
            missing.append((op_type if isinstance(op_type, str) else op_type.decode(), outputs))
            return [None] * count
        finally:
            notice("", (), ())

    try:
        register(lenient)
        yield missing
    finally:
        register(original)


# ---- traced functions ----


def graph_of_function(function: Any) -> Any:
    """The graph that a concrete function was traced into, or None."""
    return getattr(function, "graph", None)


def nested_graph(graph: Any, name: str) -> Any:
    """The graph of a function that an op of `graph` calls by name, or None."""
    while graph is not None:
        try:
            return graph._get_function(name).graph
        except Exception:  # noqa: BLE001 - not known to this graph: ask the one around it
            graph = getattr(graph, "outer_graph", None)
    return None


def traceback_of(op: Any) -> list[Any]:
    """The Python frames that made a symbolic op, outermost first; autograph's are mapped back to the user's lines."""
    try:
        return list(op.traceback)
    except Exception:  # noqa: BLE001 - a graph loaded from a file has no tracebacks
        return []


def probe_symbolic(op: Any, output: int) -> list[str]:
    """Like `TensorFlowEngine.probe`, for a symbolic op; its gradient ops go into a graph that is thrown away."""
    count = len(op.inputs)
    if "PyFunc" in op.type and op.type == "EagerPyFunc":
        return ["unknown"] * count
    entry = registry_entry(op.type)
    if entry != "function":
        return ["unregistered" if entry == "missing" else "undifferentiable"] * count
    tensor = op.outputs[output]
    if not (tensor.dtype.is_floating or tensor.dtype.is_complex or tensor.dtype == tf.variant):
        return ["blocked"] * count
    try:
        with func_graph.FuncGraph("tapeviz_probe").as_default():
            given = [_cotangent(t, k == output) for k, t in enumerate(op.outputs)]
            found = ops.get_gradient_function(op)(op, *given)
    except Exception:  # noqa: BLE001 - a gradient function may refuse a made-up cotangent
        return ["unknown"] * count
    found = list(found) if isinstance(found, (list, tuple)) else [found]
    return ["blocked" if g is None else "passes" for g in found]


def _cotangent(tensor: Any, one: bool) -> Any:
    if tensor.dtype in (tf.resource, tf.string):
        return None
    if tensor.dtype == tf.variant:
        return tf.zeros_like(tensor) if one else None
    return tf.ones_like(tensor) if one else tf.zeros_like(tensor)
