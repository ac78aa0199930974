"""Python functions as ops: `tf.py_function`, which is one op for a tape, and `tf.numpy_function`, which is none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, errors, nest
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.dtypes import DType
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.tape import GradientTape
from tapeviz.fallback.tensor import Array, Tensor

# What TensorFlow makes of an exception of the function; of any other, an UnknownError.
_RAISED_AS: Final = (
    ((TypeError, ValueError, errors.InvalidArgumentError), errors.InvalidArgumentError),
    ((StopIteration,), errors.OutOfRangeError),
    ((MemoryError,), errors.ResourceExhaustedError),
    ((NotImplementedError,), errors.UnimplementedError),
)


class _Call:
    """One call of a Python function as an op, with a tape of its own, on which its arguments are followed."""

    def __init__(self, function: Callable[..., Any], kinds: Sequence[DType], *, is_gradient: bool = False) -> None:
        self.function = function
        self.kinds = kinds
        self.is_gradient = is_gradient
        self.arguments: list[Tensor] = []
        self.results: list[Tensor] = []
        self.tape = GradientTape(persistent=True)

    def __call__(self, inputs: tuple[Tensor, ...]) -> tuple[Tensor, ...]:
        """Run the function on new tensors and give the op's outputs: the tape outside follows nothing in between."""
        self.arguments = [Tensor(tensor._array) for tensor in inputs]
        try:
            with self.tape:
                self.tape.watch([tensor for tensor in self.arguments if tensor.dtype.is_differentiable])
                self.results = self._converted(self.function(*self.arguments))
        except Exception as error:
            message = f"{type(error).__name__}: {error} [Op:EagerPyFunc] name: "
            kind = next((kind for raised, kind in _RAISED_AS if isinstance(error, raised)), errors.UnknownError)
            raise kind(None, None, message) from error
        outputs = execute("EagerPyFunc", inputs, {"token": self, "Tout": tuple(self.kinds)})
        return outputs if isinstance(outputs, tuple) else (outputs,)

    def __repr__(self) -> str:
        return f"<call of {getattr(self.function, '__name__', 'a function')}>"

    def _converted(self, result: Any) -> list[Tensor]:
        if result is None and not self.is_gradient:
            values: list[Any] = []
        else:
            values = list(result) if isinstance(result, (list, tuple)) else [result]
        if len(values) != len(self.kinds):
            raise ValueError(f"the function returns {len(values)} values, but expects to see {len(self.kinds)} values.")
        return [
            Tensor(np.zeros((), kind.as_numpy_dtype)) if value is None else convert_to_tensor(value, kind)
            for value, kind in zip(values, self.kinds, strict=True)
        ]

    def pull(self, *cotangents: Any) -> Any:
        """Give the cotangents of the arguments, None where nothing connects them."""
        return self.tape.gradient(self.results, self.arguments, output_gradients=list(cotangents))


@op("EagerPyFunc", "any*")
def _results(attrs: Any, *_: Array) -> Any:
    return tuple(result._array for result in attrs["token"].results)


@gradient("EagerPyFunc")
def _python_vjp(operation: Operation, *gs: Any) -> Any:
    """Run the function's own gradient as an op as well: zero, not None, where it finds no way, and no second order."""
    kinds = [tensor.dtype for tensor in operation.inputs]
    return _Call(operation.attrs["token"].pull, kinds, is_gradient=True)(tuple(gs))


@export("py_function")
def py_function(func: Any = None, inp: Any = None, Tout: Any = None, name: str | None = None) -> Any:  # noqa: N803
    """Call a function on tensors, as one op; its results get the dtypes `Tout`.

    Its gradient is that of what the function computed with its arguments; zero for an argument that it did not use,
    and None for variables that are no arguments. Raises InvalidArgumentError where the results do not fit `Tout`, and
    what TensorFlow makes of the function's own exceptions.
    """
    single = not isinstance(Tout, (list, tuple))
    kinds = [dtypes.as_dtype(kind) for kind in ([Tout] if single else Tout)]
    outputs = _Call(func, kinds)(tuple(convert_to_tensor(value) for value in inp))
    return outputs[0] if single else list(outputs)


@export("numpy_function")
def numpy_function(
    func: Any = None,
    inp: Any = None,
    Tout: Any = None,  # noqa: N803 - the name is public
    stateful: bool = True,
    name: str | None = None,
) -> Any:
    """Call a function on NumPy arrays and convert what it returns; no gradient passes.

    In eager execution TensorFlow does the same, and asks neither for the dtypes `Tout` nor for their number.
    """
    results = nest.flatten(func(*[np.array(value) for value in inp]))
    converted = [result if result is None else convert_to_tensor(result) for result in results]
    return converted[0] if len(converted) == 1 else converted
