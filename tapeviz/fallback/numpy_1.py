"""How kernels run on NumPy 1.26: with NumPy 2's rules for the type of a result, and without warnings.

The older rules look at values: there `1 / x` is a double where `x` is a float32 without axes. NumPy 1.26, the last of
its line, has the rules of NumPy 2 as a switch (https://numpy.org/neps/nep-0050-scalar-promotion.html). It is the
process's, not a thread's: the first kernel turns it, the last one running turns it back.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Final

import numpy as np

_umath: Final[Any] = np.core._multiarray_umath  # type: ignore[attr-defined]
_errors: Final[Any] = np  # `geterrobj` and `seterrobj` are `np.errstate`'s own tools, at a quarter of its price
_lock: Final = threading.Lock()
_running: list[str] = []  # an entry for each kernel that runs, with the rules that were found


def run(kernel: Callable[..., Any], *arguments: Any) -> Any:
    """Call a kernel."""
    handling = _errors.geterrobj()
    with _lock:
        _running.append(_running[0] if _running else _umath._get_promotion_state())
        _umath._set_promotion_state("weak")
    _errors.seterrobj([handling[0], 0, None])
    try:
        return kernel(*arguments)
    finally:
        _errors.seterrobj(handling)
        with _lock:
            before = _running.pop()
            if not _running:
                _umath._set_promotion_state(before)
