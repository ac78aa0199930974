"""`GradientTape`: records what is computed in its block and gives gradients and Jacobians of it."""

from __future__ import annotations

import enum
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final, Self

import numpy as np

from tapeviz.fallback import dtypes, nest
from tapeviz.fallback.backward import pull_back
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import STATE, execute
from tapeviz.fallback.tape_log import TapeLog
from tapeviz.fallback.tensor import Tensor

_SPENT: Final = "A non-persistent GradientTape can only be used to compute one set of gradients (or jacobians)"
_LOGGER: Final = logging.getLogger("tensorflow")
_said: dict[tuple[str, str, int], int] = {}


class UnconnectedGradients(enum.Enum):
    """What a source gets to which no path leads."""

    NONE = "none"
    ZERO = "zero"


class GradientTape:
    """Records the ops of its `with` block for differentiation, as TensorFlow's class of this name does.

    `persistent` allows several calls of `gradient`; `watch_accessed_variables` follows every trainable variable that is
    read in the block.
    """

    def __init__(self, persistent: bool = False, watch_accessed_variables: bool = True) -> None:
        self._tape: TapeLog | None = None
        self._persistent = persistent
        self._watch_accessed_variables = watch_accessed_variables
        self._watched_variables: tuple[Any, ...] = ()
        self._recording = False

    def __enter__(self) -> Self:
        self._push()
        return self

    def __exit__(self, *_: object) -> None:
        if self._recording:
            self._pop()

    def watch(self, tensor: Any) -> None:
        """Follow a tensor, a variable or a structure of them from here on. Raises ValueError for anything else."""
        for item in nest.flatten(tensor):
            if not (isinstance(item, Tensor) or _is_variable(item)):
                raise ValueError(
                    f"Passed in object {item} of type {type(item).__name__!r}, not tf.Tensor or tf.Variable or "
                    "ExtensionType."
                )
            if not item.dtype.is_differentiable:
                _warn(5, f"The dtype of the watched tensor must be floating (e.g. tf.float32), got {item.dtype!r}")
            log = self._log_for_watch()
            if _is_variable(item):
                log.watch_variable(_inner(item))
            else:
                log.watch(item)

    def gradient(
        self,
        target: Any,
        sources: Any,
        output_gradients: Any = None,
        unconnected_gradients: Any = UnconnectedGradients.NONE,
    ) -> Any:
        """Differentiate the sum of `target` (a tensor or a structure of them) with respect to each of `sources`.

        Returns a structure like `sources`: tensors of the sources' shapes and dtypes, `IndexedSlices` where rows were
        gathered, None (or zeros) where no path leads. `output_gradients`, one per target, weigh the targets. Raises
        RuntimeError on the second use of a tape that is not persistent, LookupError at an op without gradient.
        """
        log = self._log_for_gradient()
        self._stop_or_warn()
        if target is None:
            raise TypeError(
                "Argument `target` should be a list or nested structure of Tensors, Variables or CompositeTensors to "
                "be differentiated, but received None."
            )
        targets = [_differentiable(item) for item in nest.flatten(target)]
        given = nest.flatten(sources)
        followed = [_differentiable(item) for item in given]
        seeds = self._seeds(output_gradients, len(targets))
        zero = _wants_zero(unconnected_gradients)
        found = pull_back(log, targets, seeds, followed)
        if zero:
            found = [_zeros_of(source) if each is None else each for source, each in zip(given, found, strict=True)]
        self._release()
        return nest.pack_sequence_as(sources, found)

    def jacobian(
        self,
        target: Any,
        sources: Any,
        unconnected_gradients: Any = UnconnectedGradients.NONE,
        parallel_iterations: int | None = None,
        experimental_use_pfor: bool = True,
    ) -> Any:
        """Differentiate each element of one target tensor with respect to each source.

        Returns, in a structure like `sources`, tensors of shape `target.shape + source.shape`. Raises RuntimeError on
        the second use of a tape that is not persistent.
        """
        from tapeviz.fallback import jacobians

        log = self._log_for_gradient()
        shape = target.shape
        self._stop_or_warn()
        found = jacobians.jacobian(
            log, convert_to_tensor(target), shape, nest.flatten(sources), _wants_zero(unconnected_gradients)
        )
        self._release()
        return nest.pack_sequence_as(sources, found)

    def batch_jacobian(
        self,
        target: Any,
        source: Any,
        unconnected_gradients: Any = UnconnectedGradients.NONE,
        parallel_iterations: int | None = None,
        experimental_use_pfor: bool = True,
    ) -> Any:
        """Differentiate each row of the target with respect to the same row of the source.

        The first axes are the batch and must agree; returns shape `(batch, *target.shape[1:], *source.shape[1:])`.
        Raises ValueError where they do not, RuntimeError on the second use of a tape that is not persistent.
        """
        from tapeviz.fallback import jacobians

        log = self._log_for_gradient()
        jacobians.check_batch(target, source)
        self._stop_or_warn()
        _wants_zero(unconnected_gradients)
        found = jacobians.batch_jacobian(log, convert_to_tensor(target), source)
        self._release()
        return found

    def watched_variables(self) -> tuple[Any, ...]:
        """Give the variables that the tape follows, in the order of their creation."""
        if self._tape is not None:
            self._watched_variables = tuple(variable for _, variable in sorted(self._tape.variables.items()))
        return self._watched_variables

    def reset(self) -> None:
        """Forget everything that was recorded and watched. Raises ValueError where the tape is not recording."""
        self._pop()
        self._tape = None
        self._push()

    @contextmanager
    def stop_recording(self) -> Iterator[None]:
        """Record nothing in this inner block. Raises RuntimeError where the tape is not recording."""
        if self._tape is None:
            raise RuntimeError("Trying to stop recording a tape which is not recording.")
        self._pop()
        try:
            yield
        finally:
            self._push()

    def _push(self) -> None:
        if self._recording:
            raise ValueError("Tape is still recording, This can happen if you try to re-enter an already-active tape.")
        if self._tape is None:
            self._tape = TapeLog(self._watch_accessed_variables)
        STATE.tapes.append(self._tape)
        self._recording = True

    def _pop(self) -> None:
        if not self._recording:
            raise ValueError("Tape is not recording.")
        if self._tape in STATE.tapes:  # not where `init_scope` has put all tapes aside
            STATE.tapes.remove(self._tape)
        self._recording = False

    def _stop_or_warn(self) -> None:
        if not self._recording:
            return
        if not self._persistent:
            self._pop()
            return
        _warn(
            1,
            "Calling GradientTape.gradient on a persistent tape inside its context is significantly less efficient "
            "than calling it outside the context (it causes the gradient ops to be recorded on the tape, leading to "
            "increased CPU and memory usage). Only call GradientTape.gradient inside the context if you actually want "
            "to trace the gradient in order to compute higher order derivatives.",
            stacklevel=4,
        )

    def _log_for_gradient(self) -> TapeLog:
        if self._tape is None:
            raise RuntimeError(_SPENT)
        return self._tape

    def _log_for_watch(self) -> TapeLog:
        if self._tape is None:
            raise AttributeError("'NoneType' object has no attribute '_tape'")
        return self._tape

    def _seeds(self, output_gradients: Any, count: int) -> list[Any]:
        if output_gradients is None:
            return [None] * count
        return [convert_to_tensor(seed) for seed in nest.flatten(output_gradients)]

    def _release(self) -> None:
        if not self._persistent:
            self.watched_variables()
            self._tape = None


def _is_variable(item: Any) -> bool:
    # What wraps a variable, as those of Keras do, can be a source but not be watched, as in TensorFlow.
    return isinstance(getattr(item, "handle", None), Tensor) and not hasattr(item, "_value")


def _inner(variable: Any) -> Any:
    """Give the engine's variable behind what may wrap one, such as a Keras variable."""
    return getattr(variable, "_value", variable)


def _differentiable(item: Any) -> Tensor:
    """Give the tensor by which the tape knows a target or source. Raises what TensorFlow does for anything else."""
    if type(item) is Tensor:
        return item
    handle = getattr(item, "handle", None)
    if isinstance(handle, Tensor):
        return handle
    own = getattr(type(item), "__tf_tensor__", None)
    if own is not None:
        return convert_to_tensor(item)
    if isinstance(item, (np.ndarray, np.generic)):
        kind = "numpy.ndarray" if isinstance(item, np.ndarray) else f"numpy.{type(item).__name__}"
        raise AttributeError(f"'{kind}' object has no attribute '_id'")  # noqa: TRY004 - as TensorFlow
    if isinstance(item, (int, float)):
        # TensorFlow takes the number for that of a dtype: 1 and 1.0 are float32, 3 is int32, 1.5 is none.
        taken = next((dtype for dtype in dtypes.ALL if dtype.as_datatype_enum == item), None)
        if taken is not None:
            lacking = "_id" if taken.is_differentiable else "dtype"
            raise AttributeError(f"'{type(item).__name__}' object has no attribute '{lacking}'")
    dtypes.as_dtype(item)
    raise TypeError(f"Cannot convert the argument `type_value`: {item!r} to a TensorFlow DType.")


def _wants_zero(unconnected_gradients: Any) -> bool:
    try:
        return UnconnectedGradients(unconnected_gradients) is UnconnectedGradients.ZERO
    except ValueError:
        raise ValueError(f"Unknown value for unconnected_gradients: {unconnected_gradients!r}") from None


def _zeros_of(source: Any) -> Tensor:
    if isinstance(source, Tensor):
        zeros: Tensor = execute("ZerosLike", (source,))  # an op in TensorFlow too
        return zeros
    return Tensor(np.zeros(tuple(source.shape), source.dtype.as_numpy_dtype))


def _warn(times: int, message: str, stacklevel: int = 3) -> None:
    """Log a warning, as TensorFlow does: a line of the program says it so many times and no more."""
    frame = sys._getframe(stacklevel - 1)
    key = (message, frame.f_code.co_filename, frame.f_lineno)
    _said[key] = _said.get(key, 0) + 1
    if _said[key] <= times:
        _LOGGER.warning(message)
