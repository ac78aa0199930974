"""Facts that every engine states in the same way because its tapes, variables and VJPs have the same interface."""

from __future__ import annotations

import types
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from tapeviz.engines.comparison import ArrayFacts
from tapeviz.kinds import attribute, holds_veiled, is_a

__all__ = ["TapeFacts", "unnoticed"]


def unnoticed(op_type: str, inputs: Any, outputs: Any) -> None:
    """Tell nobody which op has its turn in a backward pass."""


class TapeFacts(ArrayFacts, ABC):
    """What follows from the tape's own interface and the op's own VJP; an engine inherits it and says how to ask."""

    packages: tuple[str, ...] = ()
    # The tape that is asked, and all that were opened around the cell, the innermost, which the cell knows, first.
    _tape: Any = None
    _tapes: tuple[Any, ...] = ()

    # ---- how an engine is asked ----

    @abstractmethod
    def make_tape(self, watch_accessed: bool) -> Any:
        """A persistent tape of the engine's own class, not open yet."""

    @abstractmethod
    def is_recording(self, tape: Any) -> bool:
        """Whether this tape is recording at the moment (not paused, not left)."""

    @abstractmethod
    def variable(self, value: Any) -> Any:
        """The variable that the tape knows (Keras wraps it)."""

    @abstractmethod
    def variable_key(self, variable: Any) -> int:
        """A number that every Python object of one variable shares."""

    @abstractmethod
    def registry_entry(self, op_type: str) -> str:
        """`function`, `none` (registered as not differentiable) or `missing`."""

    @abstractmethod
    def vjp_of_op(self, op_type: str, attrs: Any, inputs: Any, outputs: Any, cotangents: Sequence[Any]) -> list[Any]:
        """What the op's own VJP returns for these cotangents (one entry per input; None: no gradient)."""

    @abstractmethod
    def cotangent(self, tensor: Any, *, one: bool) -> Any:
        """A cotangent of ones or zeros like the tensor, or None for a tensor that has none."""

    def takes_cotangent(self, tensor: Any) -> bool:
        """Whether the engine hands a cotangent of this tensor to the op that made it."""
        return self.is_differentiable(tensor)

    # ---- whose code it is ----

    def computes_with_ops(self, code: Any) -> bool:
        """Whether a module, class or function is the engine's own, so that all it computes are ops."""
        named = getattr(code, "__name__", "") if is_a(code, types.ModuleType) else attribute(code, "__module__", "")
        return any(f"{named}.".startswith(f"{package}.") for package in self.packages)

    # ---- tensors and variables ----

    def is_differentiable(self, tensor: Any) -> bool:
        """Whether a gradient with respect to the tensor can exist at all."""
        return bool(tensor.dtype.is_floating or tensor.dtype.is_complex)

    def is_trainable(self, variable: Any) -> bool:
        """Whether the tape watches the variable by itself."""
        return bool(variable.trainable)

    def is_same_variable(self, one: Any, other: Any) -> bool:
        """Whether two values are one variable, whatever wraps it."""
        if self.kind(one) != "variable" or self.kind(other) != "variable":
            return False
        return bool(self.variable_key(self.variable(one)) == self.variable_key(self.variable(other)))

    def could_be_value_of(self, tensor: Any, variable: Any) -> bool:
        """Whether the tensor has the dtype and shape of the variable."""
        return bool(tensor.dtype == variable.dtype and variable.shape.is_compatible_with(tensor.shape))

    def module_variables(self, module: Any) -> Sequence[tuple[str, Any]]:
        """The trainable variables of a module, layer or model, in the order the engine lists them.

        None of a module that holds an object of the user's which the engine would have to ask what it is.
        """
        if holds_veiled(module):
            return []
        return [(getattr(v, "path", getattr(v, "name", "")), v) for v in getattr(module, "trainable_variables", ())]

    # ---- the tape ----

    def open_tape(self, watch_accessed: bool, depth: int = 1) -> Any:
        """A real, persistent tape, recording from now on, inside `depth` - 1 others; the innermost is returned."""
        self._tapes = tuple(self.make_tape(watch_accessed) for _ in range(depth))
        self._tape = self._tapes[0]
        self.reopen_tapes(1)
        return self._tape

    def reopen_tapes(self, first: int) -> None:
        """Let the tapes from number `first` on (1 is the innermost) record, the outermost first."""
        for tape in reversed(self._tapes[first - 1 :]):
            tape.__enter__()

    def close_tape(self) -> None:
        """Stop recording on every tape, unless the cell has done so itself."""
        for tape in self._tapes:
            if self.is_recording(tape):
                tape.__exit__(None, None, None)

    def ask_tape(self, number: int) -> None:
        """From now on questions go to tape `number`; 1 is the innermost."""
        self._tape = self._tapes[number - 1]

    def is_our_tape(self, tape: Any) -> bool:
        """Whether this is a tape opened around the cell, and not one that the cell opened itself."""
        return any(tape is ours for ours in self._tapes)

    def watch(self, values: Sequence[Any]) -> None:
        """`tape.watch` for `--watch`; Keras variables are unwrapped, as `tape.watch` itself refuses them."""
        for tape in self._tapes:
            for value in values:
                tape.watch(self.variable(value))

    def adopt_tape(self, tape: Any) -> None:
        """State facts about a tape that the user opened."""
        self._tape, self._tapes = tape, (tape,)

    @property
    def watches_accessed(self) -> bool:
        """Whether the tape watches variables by itself; so it does where that cannot be told."""
        return bool(getattr(self._tape, "_watch_accessed_variables", True))

    def release_tape(self) -> None:
        """Let go of everything the tapes keep."""
        self._tape, self._tapes = None, ()

    # ---- the op's own VJP ----

    def probe(self, op_type: str, attrs: Any, inputs: Sequence[Any], outputs: Sequence[Any], output: int) -> list[str]:
        """What the op's own VJP does with a cotangent of this output, for each input."""
        entry = self.registry_entry(op_type)
        if entry != "function":
            return ["unregistered" if entry == "missing" else "undifferentiable"] * len(inputs)
        if not self.takes_cotangent(outputs[output]):
            return ["blocked"] * len(inputs)
        if "PyFunc" in op_type:  # runs user code, and can be asked only once
            return ["unknown"] * len(inputs)
        try:
            cotangents = [self.cotangent(t, one=k == output) for k, t in enumerate(outputs)]
            found = self.vjp_of_op(op_type, attrs, inputs, outputs, cotangents)
        except Exception:  # noqa: BLE001 - a gradient function may refuse a made-up cotangent
            return ["unknown"] * len(inputs)
        return ["blocked" if g is None else "passes" for g in found]

    def local_derivatives(
        self, op_type: str, attrs: Any, inputs: Sequence[Any], outputs: Sequence[Any]
    ) -> list[float | None]:
        """What the op's own VJP gives for each input at a cotangent of one; scalars only, else None."""
        try:
            found = self.vjp_of_op(op_type, attrs, inputs, outputs, [self.cotangent(outputs[0], one=True)])
        except Exception:  # noqa: BLE001 - not registered, or a gradient function that refuses
            return [None] * len(inputs)
        return [None if gradient is None else self.scalar(gradient) for gradient in found]
