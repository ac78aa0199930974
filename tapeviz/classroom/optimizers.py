"""The rules by which a descent moves its variables: plain descent, or any optimizer of the engine's Keras."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Sequence
from typing import Any

from tapeviz.classroom.descent import SGD
from tapeviz.errors import BadInput

__all__ = ["DEFAULT_RATE", "Move", "mover"]

DEFAULT_RATE = 0.1
MOMENTUM = "momentum"
COEFFICIENT = 0.9

Move = Callable[[Sequence[Any], Sequence[Any]], None]
"""Changes the variables by their gradients: (gradients, variables)."""

_MODULES = {"tensorflow": "tensorflow", "numpy": "tapeviz.fallback"}


def mover(engine: Any, name: str, rate: float | None) -> tuple[Move, float | None]:
    """The rule of this name, and the rate it uses where that is known.

    `sgd` is x <- x - rate * dz/dx; `momentum` Polyak's, v <- 0.9 v - rate * dz/dx and x <- x + v; all others are the
    classes of `keras.optimizers`, in any case of letters, with their own rate where none is given. Raises `BadInput`.
    """
    if name.lower() == SGD:
        chosen = DEFAULT_RATE if rate is None else rate
        return _plain(engine, chosen), chosen
    optimizers = importlib.import_module(_MODULES[engine.name]).keras.optimizers
    settings: dict[str, Any] = {} if rate is None else {"learning_rate": rate}
    if name.lower() == MOMENTUM:
        settings = {"learning_rate": DEFAULT_RATE if rate is None else rate, "momentum": COEFFICIENT}
    try:
        optimizer = _kind(optimizers, name)(**settings)
    except (TypeError, ValueError) as problem:
        reason = (str(problem).splitlines() or [""])[0]
        raise BadInput(f"--optimizer {name} cannot be made from a rate alone: {reason}") from None
    return (lambda gradients, variables: _apply(optimizer, gradients, variables)), _rate_of(optimizer)


def _plain(engine: Any, rate: float) -> Move:
    def move(gradients: Sequence[Any], variables: Sequence[Any]) -> None:
        for gradient, variable in zip(gradients, variables, strict=True):
            engine.variable(variable).assign_sub(rate * engine.densify(gradient)[0])

    return move


def _apply(optimizer: Any, gradients: Sequence[Any], variables: Sequence[Any]) -> None:
    optimizer.apply_gradients(list(zip(gradients, variables, strict=True)))


def _rate_of(optimizer: Any) -> float | None:
    try:
        return float(optimizer.learning_rate)
    except (TypeError, ValueError, AttributeError):
        return None


def _kind(optimizers: Any, name: str) -> Any:
    """The class of this name, as it is written or in small letters."""
    base = optimizers.Optimizer
    found = {each: getattr(optimizers, each) for each in dir(optimizers) if not each.startswith("_")}
    kinds = {n.lower(): kind for n, kind in found.items() if isinstance(kind, type) and issubclass(kind, base)}
    kinds.pop("optimizer", None)
    wanted = SGD if name.lower() == MOMENTUM else name.lower()
    if wanted in kinds:
        return kinds[wanted]
    known = [SGD, MOMENTUM, *sorted(set(kinds) - {SGD})]
    near = difflib.get_close_matches(wanted, known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    raise BadInput(f"--optimizer {name}: there is none of this name; {hint}")
