"""Keras' words about missing gradients, with the reasons under them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from tapeviz.engines.hooking import Hooks

__all__ = ["OptimizerHooks"]

NO_GRADIENTS = "No gradients provided"
_KERAS = ("keras", "tf_keras", "tapeviz.fallback.keras")


class OptimizerHooks(Hooks):
    """Follows the optimizers of each Keras that is imported, once a gradient was None.

    That is `apply`, and in Keras 2 `apply_gradients`. `reasons` gives the lines that are known; `warned` is called
    where gradients were left out with a warning.
    """

    def __init__(self, reasons: Callable[[], list[str]], warned: Callable[[], None]) -> None:
        super().__init__()
        self.reasons = reasons
        self.warned = warned
        self._hooked: set[type] = set()

    def install(self) -> None:
        """Put the hooks on what is imported by now; a second call adds what has come since."""
        for owner, name in _owners():
            if owner not in self._hooked:
                self._hooked.add(owner)
                given = _Gradients if name == "apply" else _Pairs
                self._replace(owner, name, self._applying(owner.__dict__[name], given))

    def remove(self) -> None:
        """Take the hooks away."""
        super().remove()
        self._hooked.clear()

    def _applying(self, original: Any, given: type[_Gradients]) -> Any:
        @wraps(original)
        def apply(optimizer: Any, grads: Any, *args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True
            heard = given(grads)
            try:
                done = original(optimizer, heard.gradients, *args, **kwargs)
            except ValueError as error:
                self._explain(error)
                raise
            if heard.is_one_missing:
                self.warned()
            return done

        return apply

    def _explain(self, error: ValueError) -> None:
        """The reasons as a note: Python and IPython print it under the message, which stays what it was."""
        lines = self.reasons() if NO_GRADIENTS in str(error) else []
        if lines and not getattr(error, "__notes__", None):
            error.add_note("\n".join(f"tapeviz: {line}" for line in lines))


class _Gradients:
    """The gradients that an optimizer is given, and whether one of them is None."""

    def __init__(self, gradients: Any) -> None:
        self.gradients = gradients
        kept = gradients if isinstance(gradients, (list, tuple)) else ()
        self.is_one_missing = any(self._is_missing(part) for part in kept)

    def _is_missing(self, part: Any) -> bool:
        return part is None


class _Pairs(_Gradients):
    """The same in pairs with the variables, mostly a `zip`, that can be gone through once."""

    def __init__(self, gradients: Any) -> None:
        super().__init__(gradients)
        if isinstance(gradients, Iterator):
            self.gradients = self._listening(gradients)

    def _listening(self, pairs: Iterator[Any]) -> Iterator[Any]:
        for pair in pairs:
            self.is_one_missing |= self._is_missing(pair)
            yield pair

    def _is_missing(self, part: Any) -> bool:
        return isinstance(part, tuple) and len(part) > 0 and part[0] is None


def _owners() -> Iterator[tuple[type, str]]:
    """The classes of each Keras that are given gradients, and the name of the method."""
    for name in _KERAS:
        optimizers = getattr(sys.modules.get(name), "optimizers", None)
        for room in (optimizers, getattr(optimizers, "legacy", None)):
            base = getattr(room, "Optimizer", None)
            for owner in base.__mro__ if isinstance(base, type) else ():
                found = next((method for method in ("apply", "apply_gradients") if method in owner.__dict__), None)
                if found is not None:
                    yield owner, found
                    break
