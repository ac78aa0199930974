"""How kernels run on NumPy 1.26: with NumPy 2's rules for the type of a result, and without warnings.

The older rules look at values: there `1 / x` is a double where `x` is a float32 without axes. NumPy 1.26, the last of
its line, has the rules of NumPy 2 as a switch (https://numpy.org/neps/nep-0050-scalar-promotion.html).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final

import numpy as np

_umath: Any = np.core._multiarray_umath  # type: ignore[attr-defined]


class _Switch:
    """The switch is the process's, not a thread's: the first kernel turns it, the last one running turns it back."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running = 0
        self._before = "legacy"

    @contextmanager
    def turned(self) -> Iterator[None]:
        """Have NumPy 2's rules in this block."""
        with self._lock:
            if not self._running:
                self._before = _umath._get_promotion_state()
                _umath._set_promotion_state("weak")
            self._running += 1
        try:
            yield
        finally:
            with self._lock:
                self._running -= 1
                if not self._running:
                    _umath._set_promotion_state(self._before)


_SWITCH: Final = _Switch()


def run(kernel: Callable[..., Any], *arguments: Any) -> Any:
    """Call a kernel."""
    with _SWITCH.turned(), np.errstate(all="ignore"):
        return kernel(*arguments)
