"""`tf.debugging`: checks that pass in silence and say in TensorFlow's words what did not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

import numpy as np

from tapeviz.fallback import dtypes, errors
from tapeviz.fallback.convert import arguments, convert_to_tensor
from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.execute import execute
from tapeviz.fallback.namespaces import export, put
from tapeviz.fallback.registry import Operation, gradient, op
from tapeviz.fallback.shapes import TensorShape
from tapeviz.fallback.tensor import Array, Tensor

_FLOATS: Final = "bfloat16 half float double"
# What a comparison asserts: its sign in messages, its op.
_COMPARISONS: Final = {
    "equal": ("==", "Equal"),
    "none_equal": ("!=", "NotEqual"),
    "less": ("<", "Less"),
    "less_equal": ("<=", "LessEqual"),
    "greater": (">", "Greater"),
    "greater_equal": (">=", "GreaterEqual"),
}
_SIGNS: Final[dict[str, tuple[str, Callable[[Array], Any]]]] = {
    "positive": ("> 0", lambda x: x > 0),
    "negative": ("< 0", lambda x: x < 0),
    "non_negative": (">= 0", lambda x: x >= 0),
    "non_positive": ("<= 0", lambda x: x <= 0),
}


@op("CheckNumerics", "T", T=_FLOATS)
def _check_numerics(attrs: Mapping[str, Any], tensor: Array) -> Array:
    bad = [kind for kind, found in (("Inf", np.isinf(tensor)), ("NaN", np.isnan(tensor))) if found.any()]
    if bad:
        raise errors.invalid(f"{attrs['message']} : Tensor had {' and '.join(bad)} values")
    return tensor.copy()


@gradient("CheckNumerics")
def _check_numerics_vjp(operation: Operation, cotangent: Any) -> Any:
    return check_numerics(cotangent, "Not a number (NaN) or infinity (Inf) values detected in gradient.")


@export("debugging.check_numerics")
def check_numerics(tensor: Any, message: str, name: str | None = None) -> Any:
    """The tensor itself. Raises InvalidArgumentError where an element is not finite; its gradient is checked too."""
    return execute("CheckNumerics", (convert_to_tensor(tensor),), {"message": message})


@export("debugging.assert_all_finite")
def assert_all_finite(x: Any, message: str, name: str | None = None) -> Any:
    """The tensor itself. Raises InvalidArgumentError where an element is not finite."""
    return check_numerics(x, message)


@export("debugging.Assert", "Assert")
def assert_(condition: Any, data: Any, summarize: int | None = None, name: str | None = None) -> None:
    """Raise InvalidArgumentError, with the data, unless the condition holds."""
    if not condition:
        shown = "\n".join(_shortened(item, summarize or 3) for item in data)
        raise _failed(f"Expected '{condition}' to be true. Summarized data: {shown}")


def _comparison(kind: str) -> None:
    sign, op_type = _COMPARISONS[kind]

    def check(
        x: Any, y: Any, message: str | None = None, summarize: int | None = None, name: str | None = None
    ) -> None:
        left, right = arguments(x, y)
        holds = execute(op_type, (left, right))._array
        if not np.all(holds):
            raise _failed(_told(sign, left._array, right._array, holds, message, summarize or 3))

    check.__name__ = f"assert_{kind}"
    check.__doc__ = f"Raise InvalidArgumentError unless x {sign} y in every element."
    put(f"debugging.assert_{kind}", check)
    if kind in {"equal", "less", "greater"}:
        put(f"assert_{kind}", check)


for _kind in _COMPARISONS:
    _comparison(_kind)


def _told(sign: str, x: Array, y: Array, holds: Array, message: str | None, count: int) -> str:
    lines = [message] if message else []
    lines.append(f"Condition x {sign} y did not hold.")
    if holds.ndim:
        places = np.argwhere(~holds)
        left, right = (np.broadcast_to(side, holds.shape)[~holds] for side in (x, y))
        lines += [f"Indices of first {min(count, len(places))} different values:", str(places[:count])]
        lines += ["Corresponding x values:", str(left[:count]), "Corresponding y values:", str(right[:count])]
    for name, side in (("x", x), ("y", y)):
        lines += [f"First {min(count, side.size)} elements of {name}:", str(side.reshape(-1)[:count])]
    return "\n".join(lines)


def _sign_check(kind: str) -> None:
    sign, holds = _SIGNS[kind]

    def check(x: Any, message: str | None = None, summarize: int | None = None, name: str | None = None) -> None:
        tensor = convert_to_tensor(x)
        if not np.all(holds(tensor._array)):
            head = f"{message}.  " if message else ""
            gap = "" if kind == "non_positive" else "\n"  # TensorFlow's own message lacks this line break
            raise _failed(
                f"{head}\nCondition x {sign} did not hold element-wise:{gap}x (shape={tensor.shape} "
                f"dtype={tensor.dtype.name}) = \n{_shortened(tensor, summarize or 3)}"
            )

    check.__name__ = f"assert_{kind}"
    check.__doc__ = f"Raise InvalidArgumentError unless x {sign} in every element."
    put(f"debugging.assert_{kind}", check)


for _kind in _SIGNS:
    _sign_check(_kind)


@export("debugging.assert_near")
def assert_near(
    x: Any,
    y: Any,
    rtol: Any = None,
    atol: Any = None,
    message: str | None = None,
    summarize: int | None = None,
    name: str | None = None,
) -> None:
    """Raise InvalidArgumentError unless |x - y| < atol + rtol * |y|; both are 10 steps of the dtype by default."""
    left, right = arguments(x, y)
    ten_steps = 10 * np.finfo(left._array.dtype).eps
    relative, absolute = (
        convert_to_tensor(ten_steps if given is None else given, left.dtype) for given in (rtol, atol)
    )
    difference = np.abs(left._array - right._array)
    if not np.all(difference < absolute._array + relative._array * np.abs(right._array)):
        data = [
            f"{message}.  " if message else "",
            f"x and y not equal to tolerance rtol = {relative}, atol = {absolute}",
            f"x (shape={left.shape} dtype={left.dtype.name}) = ",
            left,
            f"y (shape={right.shape} dtype={right.dtype.name}) = ",
            right,
        ]
        assert_(convert_to_tensor(False), data, summarize)


@export("debugging.assert_rank", "assert_rank")
def assert_rank(x: Any, rank: Any, message: str | None = None, name: str | None = None) -> None:
    """Raise ValueError unless x has so many axes."""
    _check_rank(x, lambda found: found == int(rank), f"rank {int(rank)}", message)


@export("debugging.assert_rank_at_least")
def assert_rank_at_least(x: Any, rank: Any, message: str | None = None, name: str | None = None) -> None:
    """Raise ValueError unless x has at least so many axes."""
    _check_rank(x, lambda found: found >= int(rank), f"rank at least {int(rank)}", message)


@export("debugging.assert_rank_in")
def assert_rank_in(x: Any, ranks: Iterable[Any], message: str | None = None, name: str | None = None) -> None:
    """Raise ValueError unless the number of axes of x is among these."""
    allowed = tuple(int(rank) for rank in ranks)
    _check_rank(x, lambda found: found in allowed, f"rank in {allowed}", message)


def _check_rank(x: Any, fits: Callable[[int], bool], wanted: str, message: str | None) -> None:
    shape = convert_to_tensor(x).shape
    if not fits(len(shape)):
        head = f"{message}.  " if message else ""
        raise ValueError(f"{head}Tensor  must have {wanted}.  Received rank {len(shape)}, shape {shape}")


@export("debugging.assert_scalar")
def assert_scalar(tensor: Any, message: str | None = None, name: str | None = None) -> Tensor:
    """The tensor. Raises ValueError unless it has no axes."""
    found = convert_to_tensor(tensor)
    if found._array.ndim:
        raise ValueError(f"{message or ''}Expected scalar shape, saw shape: {found.shape}.")
    return found


@export("debugging.assert_type")
def assert_type(tensor: Any, tf_type: Any, message: str | None = None, name: str | None = None) -> None:
    """Raise TypeError unless the tensor has this dtype."""
    found = convert_to_tensor(tensor).dtype
    if found is not as_dtype(tf_type):
        head = f"{message}.  " if message else ""
        raise TypeError(f"{head}tensor must be of type {as_dtype(tf_type)!r}; got {found!r}")


@export("debugging.assert_integer")
def assert_integer(x: Any, message: str | None = None, name: str | None = None) -> None:
    """Raise TypeError unless x is of an integer dtype."""
    found = convert_to_tensor(x).dtype
    if not found.is_integer:
        head = f"{message}.  " if message else ""
        raise TypeError(f'{head}Expected "x" to be integer type.  Found: tensor of dtype {found}')


@export("debugging.assert_same_float_dtype")
def assert_same_float_dtype(tensors: Any = None, dtype: Any = None) -> Any:
    """The floating dtype that all share, float32 where there is none. Raises ValueError where they do not."""
    found = {convert_to_tensor(each).dtype for each in tensors or ()} | ({as_dtype(dtype)} if dtype else set())
    if len(found) > 1 or not all(each.is_floating for each in found):
        raise ValueError(f"Expected floating point type, got {', '.join(sorted(each.name for each in found))}.")
    return next(iter(found), dtypes.float32)


@export("debugging.is_numeric_tensor")
def is_numeric_tensor(tensor: Any) -> bool:
    """Whether this is a tensor of numbers."""
    return isinstance(tensor, Tensor) and tensor.dtype.is_numeric


@export("debugging.assert_proper_iterable")
def assert_proper_iterable(values: Any) -> None:
    """Raise TypeError for a tensor, an array, a string, or what cannot be iterated over."""
    if isinstance(values, (Tensor, np.ndarray, str, bytes)) or not hasattr(values, "__iter__"):
        raise TypeError(f"Expected argument 'values' to be a 'proper' iterable. Found: {type(values)}")


@export("debugging.assert_shapes")
def assert_shapes(
    shapes: Any,
    data: Any = None,
    summarize: int | None = None,
    message: str | None = None,
    name: str | None = None,
) -> None:
    """Raise ValueError unless tensors have the shapes given with them: numbers, or names that stand for one number."""
    pairs = shapes.items() if isinstance(shapes, Mapping) else shapes
    known: dict[str, tuple[int, str]] = {}
    for value, wanted in pairs:
        shape = convert_to_tensor(value).shape
        sizes = tuple(wanted) if isinstance(wanted, (tuple, list, str)) else (wanted,)
        if Ellipsis in sizes or "*" in sizes:
            continue
        assert_rank(value, len(sizes), message)
        label = f"shape={shape} dtype={convert_to_tensor(value).dtype.name}"
        for axis, size in enumerate(sizes):
            _check_size(label, shape, axis, size, known)


def _check_size(label: str, shape: TensorShape, axis: int, size: Any, known: dict[str, tuple[int, str]]) -> None:
    found = shape[axis]
    if isinstance(size, str) and not size.isdigit():
        wanted, origin = known.setdefault(size, (found, f"Specified by tensor {label} dimension {axis}"))
    else:
        wanted, origin = (found if size is None else int(size)), "Specified explicitly"
    if found != wanted:
        raise ValueError(
            f"{origin}.  Tensor {label} dimension {axis} must have size {wanted}.  Received size {found}, shape {shape}"
        )


def _failed(message: str) -> errors.InvalidArgumentError:
    return errors.InvalidArgumentError(None, None, message)


def _shortened(item: Any, count: int) -> str:
    array = convert_to_tensor(item)._array
    if not array.ndim:
        return str(array[()])
    shown = [str(value) for value in array.reshape(-1)[:count]]
    return ", ".join([*shown, "..."] if array.size > count else shown)
