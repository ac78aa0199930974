"""`tf.errors`: what TensorFlow raises where an op refuses its inputs."""

from __future__ import annotations

from typing import Any, ClassVar


class OpError(Exception):
    """Base of the errors of ops; carries `message` and TensorFlow's numeric `error_code`."""

    error_code: ClassVar[int] = 2

    def __init__(self, node_def: Any, op: Any, message: str, *_: Any) -> None:
        super().__init__(message)
        self.node_def = node_def
        self.op = op
        self.message = message

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.node_def, self.op, self.message)


class CancelledError(OpError):
    """An op was cancelled."""

    error_code = 1


class UnknownError(OpError):
    """An unknown error."""

    error_code = 2


class InvalidArgumentError(OpError):
    """An op's inputs do not fit it: shapes, dtypes or values."""

    error_code = 3


class DeadlineExceededError(OpError):
    """A deadline passed."""

    error_code = 4


class NotFoundError(OpError):
    """Something that was asked for does not exist."""

    error_code = 5


class AlreadyExistsError(OpError):
    """Something that was to be made exists already."""

    error_code = 6


class PermissionDeniedError(OpError):
    """The caller may not do this."""

    error_code = 7


class ResourceExhaustedError(OpError):
    """Memory or another resource ran out."""

    error_code = 8


class FailedPreconditionError(OpError):
    """The state does not allow this, such as a read of an uninitialized variable."""

    error_code = 9


class AbortedError(OpError):
    """An op was aborted."""

    error_code = 10


class OutOfRangeError(OpError):
    """An iterator is at its end."""

    error_code = 11


class UnimplementedError(OpError):
    """An op has no kernel for these inputs."""

    error_code = 12


class InternalError(OpError):
    """An invariant was broken."""

    error_code = 13


class UnavailableError(OpError):
    """A service is not available."""

    error_code = 14


class UnauthenticatedError(OpError):
    """The caller is unknown."""

    error_code = 16


class OperatorNotAllowedInGraphError(TypeError):
    """A Python operator met a graph's tensor, of which there are none."""


class DataLossError(OpError):
    """Data was lost or is corrupt."""

    error_code = 15


def invalid(message: str) -> InvalidArgumentError:
    """Build the error that a kernel raises; `execute` adds the op's name to its message."""
    return InvalidArgumentError(None, None, message)


OK = 0
CANCELLED = CancelledError.error_code
UNKNOWN = UnknownError.error_code
INVALID_ARGUMENT = InvalidArgumentError.error_code
DEADLINE_EXCEEDED = DeadlineExceededError.error_code
NOT_FOUND = NotFoundError.error_code
ALREADY_EXISTS = AlreadyExistsError.error_code
PERMISSION_DENIED = PermissionDeniedError.error_code
RESOURCE_EXHAUSTED = ResourceExhaustedError.error_code
FAILED_PRECONDITION = FailedPreconditionError.error_code
ABORTED = AbortedError.error_code
OUT_OF_RANGE = OutOfRangeError.error_code
UNIMPLEMENTED = UnimplementedError.error_code
INTERNAL = InternalError.error_code
UNAVAILABLE = UnavailableError.error_code
DATA_LOSS = DataLossError.error_code
UNAUTHENTICATED = UnauthenticatedError.error_code
