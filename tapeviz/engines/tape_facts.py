"""Facts that every engine states in the same way because its tapes, variables and VJPs have the same interface."""

from __future__ import annotations

import types
from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any

from tapeviz.engines.comparison import ArrayFacts

__all__ = ["TapeFacts"]


class TapeFacts(ArrayFacts, ABC):
    """What follows from the tape's own interface and the op's own VJP; an engine inherits it and says how to ask."""

    packages: tuple[str, ...] = ()
    _tape: Any = None

    # ---- how an engine is asked ----

    @abstractmethod
    def variable(self, value: Any) -> Any:
        """The variable that the tape knows (Keras wraps it)."""

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
        named = getattr(code, "__name__", "") if isinstance(code, types.ModuleType) else getattr(code, "__module__", "")
        return any(f"{named}.".startswith(f"{package}.") for package in self.packages)

    # ---- tensors and variables ----

    def is_differentiable(self, tensor: Any) -> bool:
        """Whether a gradient with respect to the tensor can exist at all."""
        return bool(tensor.dtype.is_floating or tensor.dtype.is_complex)

    def is_trainable(self, variable: Any) -> bool:
        """Whether the tape watches the variable by itself."""
        return bool(variable.trainable)

    def could_be_value_of(self, tensor: Any, variable: Any) -> bool:
        """Whether the tensor has the dtype and shape of the variable."""
        return bool(tensor.dtype == variable.dtype and variable.shape.is_compatible_with(tensor.shape))

    def module_variables(self, module: Any) -> Sequence[tuple[str, Any]]:
        """The trainable variables of a module, layer or model, in the order the engine lists them."""
        return [(getattr(v, "path", getattr(v, "name", "")), v) for v in getattr(module, "trainable_variables", ())]

    # ---- the tape ----

    def is_our_tape(self, tape: Any) -> bool:
        """Whether this is the tape of the cell, and not one that the cell opened itself."""
        return tape is self._tape

    def watch(self, values: Sequence[Any]) -> None:
        """`tape.watch` for `--watch`; Keras variables are unwrapped, as `tape.watch` itself refuses them."""
        for value in values:
            self._tape.watch(self.variable(value))

    def release_tape(self) -> None:
        """Let go of everything the tape keeps."""
        self._tape = None

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
