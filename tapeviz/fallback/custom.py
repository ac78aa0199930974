"""Gradients that the user writes: `tf.custom_gradient`, `tf.recompute_grad`, `tf.grad_pass_through`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tapeviz.fallback import nest
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import NO_ATTRS, STATE, execute, record
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.registry import Operation
from tapeviz.fallback.slices import IndexedSlices
from tapeviz.fallback.tape import GradientTape
from tapeviz.fallback.tape_log import TapeLog
from tapeviz.fallback.tensor import Tensor


class _VariableWatcher(TapeLog):
    """Stands among the tapes to learn which variables are read; records nothing."""

    __slots__ = ()

    def watch_variable(self, variable: Any) -> None:
        """List the variable."""
        self.variables.setdefault(variable.handle._id, variable)


@contextmanager
def _variables_read() -> Iterator[dict[int, Any]]:
    watcher = _VariableWatcher(watch_accessed=True)
    STATE.tapes.append(watcher)
    try:
        yield watcher.variables
    finally:
        STATE.tapes.remove(watcher)


@contextmanager
def _unrecorded() -> Iterator[None]:
    outer = STATE.tapes
    STATE.tapes = [tape for tape in outer if isinstance(tape, _VariableWatcher)]
    try:
        yield
    finally:
        STATE.tapes = outer


@export("custom_gradient")
def custom_gradient(f: Callable[..., Any] | None = None) -> Any:
    """Decorate a function that returns its result and the function that gives its gradient.

    The gradient function takes one cotangent per output and returns one per argument; where the function reads
    variables that are no arguments it must have a parameter `variables` and return a pair, their gradients second.
    Raises ValueError where the number of gradients differs from that of the arguments, TypeError where `variables` is
    lacking.
    """
    if f is None:
        return custom_gradient

    @functools.wraps(f)
    def decorated(*args: Any, **kwargs: Any) -> Any:
        return _call(f, args, kwargs)

    return decorated


def _call(function: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
    with _variables_read() as read:
        result, pull = function(*args, **kwargs)
    leaves = nest.flatten(args)
    own = {leaf.handle._id for leaf in leaves if isinstance(getattr(leaf, "handle", None), Tensor)}
    variables = [variable for key, variable in sorted(read.items()) if key not in own]
    _check_variables(pull, variables)
    inputs = tuple(convert_to_tensor(leaf) for leaf in (*leaves, *variables))
    with _unrecorded():
        outputs = tuple(execute("Identity", (convert_to_tensor(leaf),)) for leaf in nest.flatten(result))
    name = getattr(function, "__name__", "CustomGradient")
    operation = record(STATE.tapes, name, inputs, NO_ATTRS, outputs) if STATE.tapes else None
    if operation is not None:
        operation.vjp = _vjp(pull, len(leaves), variables)
    return nest.pack_sequence_as(result, list(outputs))


def _check_variables(pull: Callable[..., Any], variables: list[Any]) -> None:
    if variables and not _takes_variables(pull):
        raise TypeError(
            "@tf.custom_gradient grad_fn must accept keyword argument 'variables', since function uses variables: "
            f"{variables}"
        )


def _takes_variables(pull: Callable[..., Any]) -> bool:
    signature = inspect.signature(pull)
    kinds = {parameter.kind for parameter in signature.parameters.values()}
    return "variables" in signature.parameters or inspect.Parameter.VAR_KEYWORD in kinds


def _vjp(pull: Callable[..., Any], count: int, variables: list[Any]) -> Callable[..., Any]:
    """Make a VJP of the user's gradient function, which fills the place of the registered ones."""

    def vjp(operation: Operation, *cotangents: Any) -> tuple[Any, ...]:
        if variables:
            for_inputs, for_variables = pull(*cotangents, variables=variables)
            if len(for_variables) != len(variables):
                raise ValueError("Must return gradient for each variable from @custom_gradient grad_fn.")
        else:
            for_inputs, for_variables = pull(*cotangents), []
        found = [_cotangent(leaf) for leaf in nest.flatten(for_inputs)]
        if len(found) != count:
            raise ValueError(
                f"custom_gradient function expected to return {count} gradients, but returned {len(found)} instead."
            )
        return (*found, *map(_cotangent, for_variables))

    return vjp


def _cotangent(value: Any) -> Any:
    return value if value is None or isinstance(value, IndexedSlices) else convert_to_tensor(value)


@export("recompute_grad")
def recompute_grad(f: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function so that a tape keeps only its arguments and runs it once more for the gradient."""

    @custom_gradient
    def recomputed(*args: Any, **kwargs: Any) -> Any:
        with _unrecorded():
            result = f(*args, **kwargs)

        def pull(*cotangents: Any, variables: Any = None) -> Any:
            read = list(variables or [])
            flat = nest.flatten(args)
            with GradientTape() as tape:
                tape.watch([leaf for leaf in (*flat, *read) if hasattr(leaf, "_id")])
                again = f(*args, **kwargs)
            found = tape.gradient(again, [*(leaf for leaf in flat if hasattr(leaf, "_id")), *read], list(cotangents))
            rest = iter(found)
            for_inputs = [next(rest) if hasattr(leaf, "_id") else None for leaf in flat]
            for_variables = list(rest)
            return (for_inputs, for_variables) if read else for_inputs

        return result, pull

    @functools.wraps(f)
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        return recomputed(*args, **kwargs)

    return wrapped


@export("grad_pass_through")
def grad_pass_through(f: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap a function so that a gradient passes through it unchanged."""

    @custom_gradient
    def passed(*args: Any, **kwargs: Any) -> Any:
        def pull(*cotangents: Any, variables: Any = None) -> Any:
            for_inputs = cotangents[0] if len(cotangents) == 1 else cotangents
            return (for_inputs, [None] * len(variables)) if variables else for_inputs

        return f(*args, **kwargs), pull

    return functools.wraps(f)(passed)
