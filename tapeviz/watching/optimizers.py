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
    """Follows `apply` of the optimizers of each Keras that is imported, once a gradient was None.

    `reasons` gives the lines that are known; `warned` is called where gradients were left out with a warning.
    """

    def __init__(self, reasons: Callable[[], list[str]], warned: Callable[[], None]) -> None:
        super().__init__()
        self.reasons = reasons
        self.warned = warned
        self._hooked: set[type] = set()

    def install(self) -> None:
        """Put the hooks on what is imported by now; a second call adds what has come since."""
        for owner in _owners():
            if owner not in self._hooked:
                self._hooked.add(owner)
                self._replace(owner, "apply", self._applying(owner.__dict__["apply"]))

    def remove(self) -> None:
        """Take the hooks away."""
        super().remove()
        self._hooked.clear()

    def _applying(self, original: Any) -> Any:
        @wraps(original)
        def apply(optimizer: Any, grads: Any, *args: Any, **kwargs: Any) -> Any:
            __tracebackhide__ = True
            kept = list(grads) if isinstance(grads, (list, tuple)) else grads
            try:
                done = original(optimizer, grads, *args, **kwargs)
            except ValueError as error:
                self._explain(error)
                raise
            if isinstance(kept, list) and any(gradient is None for gradient in kept):
                self.warned()
            return done

        return apply

    def _explain(self, error: ValueError) -> None:
        """The reasons as a note: Python and IPython print it under the message, which stays what it was."""
        lines = self.reasons() if NO_GRADIENTS in str(error) else []
        if lines and not getattr(error, "__notes__", None):
            error.add_note("\n".join(f"tapeviz: {line}" for line in lines))


def _owners() -> Iterator[type]:
    """The class of each Keras that defines `apply`."""
    for name in _KERAS:
        module = sys.modules.get(name)
        base = getattr(getattr(module, "optimizers", None), "Optimizer", None)
        for owner in base.__mro__ if isinstance(base, type) else ():
            if "apply" in owner.__dict__:
                yield owner
                break
