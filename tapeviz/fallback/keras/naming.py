"""Names that layers, optimizers and losses get by themselves, and the paths of what is made inside them."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any, Final

from tapeviz.fallback.execute import STATE

_used: Final[Counter[str]] = Counter()
_open: Final[list[tuple[str, Any]]] = []


def auto_name(prefix: str) -> str:
    """Give a class name in snake case, numbered from its second use on: `dense`, `dense_1`."""
    name = snake_case(prefix)
    count = _used[name]
    _used[name] += 1
    return f"{name}_{count}" if count else name


def snake_case(name: str) -> str:
    """Spell `LayerNormalization` as `layer_normalization`."""
    words = re.sub("(.)([A-Z][a-z]+)", r"\1_\2", re.sub(r"\W+", "", name))
    return re.sub("([a-z])([A-Z])", r"\1_\2", words).lower()


def forget_names() -> None:
    """Number all names from the beginning again."""
    _used.clear()


def current_path() -> str:
    """The names of the layers and optimizers whose code is running, joined by slashes."""
    return "/".join(name for name, _ in _open)


class Scope:
    """A context in which a layer's name stands before the paths and names of what is made; entered once per owner."""

    __slots__ = ("_before", "_name", "_owner")

    def __init__(self, name: str, owner: Any) -> None:
        self._name = name
        self._owner = owner
        self._before: str | None = None

    def __enter__(self) -> None:
        if _open and _open[-1][1] is self._owner:
            return
        self._before = STATE.scope
        STATE.scope = f"{self._before}{self._name}/"
        _open.append((self._name, self._owner))

    def __exit__(self, *_: object) -> None:
        if self._before is not None:
            _open.pop()
            STATE.scope = self._before
            self._before = None
