"""The rules by which a descent moves its variables: plain descent, or any optimizer of the engine's Keras."""

from __future__ import annotations

import difflib
import importlib
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tapeviz.classroom.descent import SGD
from tapeviz.errors import BadInput
from tapeviz.provenance.lookup import evaluate

__all__ = ["DEFAULT_RATE", "Move", "mover"]

DEFAULT_RATE = 0.1
MOMENTUM = "momentum"
COEFFICIENT = 0.9

Move = Callable[[Sequence[Any], Sequence[Any]], None]
"""Changes the variables by their gradients: (gradients, variables)."""

_MODULES = {"tensorflow": "tensorflow", "numpy": "tapeviz.fallback"}


def mover(
    engine: Any, text: str, rate: float | None, namespace: Mapping[str, Any] | None = None
) -> tuple[Move, float | None]:
    """The rule that `text` names, and the rate it uses where that is known.

    `sgd` is x <- x - rate * dz/dx; `momentum` Polyak's, v <- 0.9 v - rate * dz/dx and x <- x + v; other names are the
    classes of `keras.optimizers`, in any case of letters, with their own rate where none is given. All else is an
    expression over `namespace` and these classes, which gives an optimizer or a class of optimizers; an optimizer is
    copied by its configuration, so each descent begins anew and the object itself stays as it is. Raises `BadInput`.
    """
    if text.lower() == SGD:
        chosen = DEFAULT_RATE if rate is None else rate
        return _plain(engine, chosen), chosen
    module = importlib.import_module(_MODULES[engine.name])
    found = _kinds(module.keras.optimizers)
    kind = found.get(SGD if text.lower() == MOMENTUM else text.lower())
    try:
        optimizer = _made(text, kind, rate) if kind is not None else _given(module, found, text, rate, namespace or {})
    except (TypeError, ValueError, NotImplementedError) as problem:
        how = "made from a rate alone" if kind is not None else "copied"
        raise BadInput(f"--optimizer {text} cannot be {how}: {_first_line(problem)}") from None
    return (lambda gradients, variables: _apply(optimizer, gradients, variables)), _rate_of(optimizer)


def _made(text: str, kind: Any, rate: float | None) -> Any:
    settings: dict[str, Any] = {} if rate is None else {"learning_rate": rate}
    if text.lower() == MOMENTUM:
        settings = {"learning_rate": DEFAULT_RATE if rate is None else rate, "momentum": COEFFICIENT}
    return kind(**settings)


def _given(module: Any, kinds: Mapping[str, Any], text: str, rate: float | None, namespace: Mapping[str, Any]) -> Any:
    """What the expression says, as an optimizer of its own."""
    base = module.keras.optimizers.Optimizer
    if text.isidentifier() and text not in namespace:
        raise BadInput(_unknown(text, kinds))
    names = {kind.__name__: kind for kind in kinds.values()} | {"tf": module, "keras": module.keras} | dict(namespace)
    try:
        value = evaluate(text, names)
    except Exception as problem:  # noqa: BLE001 - whatever the user's expression raises
        reason = f"{type(problem).__name__}: {_first_line(problem)}"
        raise BadInput(f"--optimizer {text} cannot be evaluated: {reason}") from None
    if isinstance(value, type) and issubclass(value, base):
        return _made(text, value, rate)
    if not isinstance(value, base):
        raise BadInput(f"--optimizer {text} is of type {type(value).__name__}, and no Keras optimizer")
    optimizer = type(value).from_config(value.get_config())
    if rate is not None:
        optimizer.learning_rate = rate
    return optimizer


def _first_line(problem: Exception) -> str:
    return (str(problem).splitlines() or [""])[0]


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


def _kinds(optimizers: Any) -> dict[str, Any]:
    """The classes of optimizers, by their names in small letters."""
    base = optimizers.Optimizer
    found = {each: getattr(optimizers, each) for each in dir(optimizers) if not each.startswith("_")}
    kinds = {n.lower(): kind for n, kind in found.items() if isinstance(kind, type) and issubclass(kind, base)}
    kinds.pop("optimizer", None)
    return kinds


def _unknown(name: str, kinds: Mapping[str, Any]) -> str:
    known = [SGD, MOMENTUM, *sorted(set(kinds) - {SGD})]
    near = difflib.get_close_matches(name.lower(), known, n=1)
    hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"--optimizer {name}: there is none of this name; {hint}"
