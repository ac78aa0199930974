"""`tf.function`: a decorator whose function runs as it is written, line by line."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from tapeviz.fallback import nest
from tapeviz.fallback.convert import convert_to_tensor, dtype_of
from tapeviz.fallback.execute import STATE
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.specs import TensorSpec

_KNOWN: Final = (bool, int, float, complex, str, bytes, np.ndarray, np.generic)
_eagerly: list[bool] = [False]


@export("function")
def function(
    func: Callable[..., Any] | None = None,
    input_signature: Any = None,
    autograph: bool = True,
    jit_compile: bool | None = None,
    reduce_retracing: bool = False,
    experimental_implements: Any = None,
    experimental_autograph_options: Any = None,
    experimental_attributes: Any = None,
    experimental_relax_shapes: bool | None = None,
    experimental_compile: bool | None = None,
    experimental_follow_type_hints: bool | None = None,
) -> Any:
    """Decorate a function, with or without options: `tf.function`. There is no graph; each call runs the function.

    What it returns becomes tensors, as if it came out of a graph. Raises TypeError for what cannot be called.
    """
    if func is None:
        return functools.partial(_decorated, input_signature=input_signature, jit_compile=jit_compile)
    return _decorated(func, input_signature, jit_compile)


def _decorated(func: Any, input_signature: Any, jit_compile: bool | None = None) -> Function:
    if not callable(func):
        raise TypeError(f"{func!r} is not a callable object")
    return Function(func, input_signature, jit_compile)


class Function:
    """What `tf.function` makes of a function: called like it, bound like a method, known as `python_function`."""

    def __init__(self, func: Callable[..., Any], input_signature: Any, jit_compile: bool | None) -> None:
        if hasattr(func, "__name__"):
            functools.update_wrapper(self, func)
        self._python_function = func
        self._signature = None if input_signature is None else tuple(input_signature)
        self._jit_compile = jit_compile

    @property
    def python_function(self) -> Callable[..., Any]:
        """The function that was decorated."""
        return self._python_function

    @property
    def input_signature(self) -> Any:
        """The specs that the arguments must fit, if there are any."""
        return self._signature

    @property
    def name(self) -> str:
        """The function's name."""
        return str(getattr(self._python_function, "__name__", "function"))

    @property
    def jit_compile(self) -> bool | None:
        """What was asked for; nothing is compiled."""
        return self._jit_compile

    def get_concrete_function(self, *args: Any, **kwargs: Any) -> Function:
        """Give a function to call with tensors: this one, for there is no graph to be had."""
        return self

    def experimental_get_tracing_count(self) -> int:
        """Zero: nothing is traced."""
        return 0

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run the function. Raises TypeError where the arguments do not fit the signature."""
        if self._signature is not None:
            args, kwargs = self._fitted(args, kwargs)
        STATE.functions += 1
        try:
            result = self._python_function(*args, **kwargs)
        finally:
            STATE.functions -= 1
        return result if _eagerly[0] else nest.map_structure(_as_from_graph, result)

    def __get__(self, instance: Any, owner: Any = None) -> Any:
        if instance is None:
            return self
        bound = self._python_function.__get__(instance, owner)
        return Function(bound, self._signature, self._jit_compile)

    def _fitted(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[tuple[Any, ...], dict[str, Any]]:
        """Convert the arguments to what the signature says. Raises TypeError where they do not fit."""
        try:
            bound = inspect.signature(self._python_function).bind(*args, **kwargs)
        except TypeError as error:
            raise self._refused(str(error), args, kwargs) from None
        given = list(bound.arguments.items())
        for (parameter, value), spec in zip(given, self._signature or (), strict=False):
            if not isinstance(spec, TensorSpec):
                continue  # a structure of specs
            tensor = spec.converted(value)
            if tensor is None:
                actual = TensorSpec.from_tensor(convert_to_tensor(value))
                raise self._refused(f"Can not cast {actual} to {spec}", args, kwargs)
            bound.arguments[parameter] = tensor
        return bound.args, bound.kwargs

    def _refused(self, reason: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> TypeError:
        names = list(inspect.signature(self._python_function).parameters)
        pairs = zip(names, self._signature or (), strict=False)
        signature = ", ".join(f"{parameter}: {spec}" for parameter, spec in pairs)
        return TypeError(
            f"Binding inputs to tf.function failed due to `{reason}`. Received args: {args} and kwargs: {kwargs} for "
            f"signature: ({signature})."
        )


def _as_from_graph(value: Any) -> Any:
    if isinstance(value, _KNOWN) or (dtype_of(value) is not None and hasattr(value, "handle")):
        return convert_to_tensor(value)
    return value


@export("config.run_functions_eagerly", "config.experimental_run_functions_eagerly")
def run_functions_eagerly(run_eagerly: bool) -> None:
    """Say whether functions give back Python values as they are; they run eagerly anyway."""
    _eagerly[0] = bool(run_eagerly)


@export("config.functions_run_eagerly", "config.experimental_functions_run_eagerly")
def functions_run_eagerly() -> bool:
    """What `run_functions_eagerly` was told."""
    return _eagerly[0]
