"""Control flow as functions: cond, case, loops, maps and scans, all run eagerly."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from tapeviz.fallback import errors, nest
from tapeviz.fallback.convert import convert_to_tensor
from tapeviz.fallback.execute import STATE
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.ops.arrays import stack, stop_gradient
from tapeviz.fallback.ops.cuts import unstack
from tapeviz.fallback.tensor import Tensor
from tapeviz.fallback.tensor_array import TensorArray


@export("cond")
def cond(
    pred: Any,
    true_fn: Callable[[], Any] | None = None,
    false_fn: Callable[[], Any] | None = None,
    name: str | None = None,
) -> Any:
    """Call the function that the truth value chooses. Raises TypeError where one is no function."""
    for label, function in (("true_fn", true_fn), ("false_fn", false_fn)):
        if not callable(function):
            raise TypeError(f"'{label}' must be callable.")
    chosen = true_fn if bool(pred) else false_fn
    return chosen() if chosen is not None else None


@export("case")
def case(
    pred_fn_pairs: Any,
    default: Callable[[], Any] | None = None,
    exclusive: bool = False,
    strict: bool = False,
    name: str = "case",
) -> Any:
    """Call the function of the first condition that holds, else `default`.

    Raises InvalidArgumentError where none holds and there is no default, or several hold and `exclusive` is set.
    """
    pairs = list(pred_fn_pairs.items() if isinstance(pred_fn_pairs, Mapping) else pred_fn_pairs)
    true = [function for condition, function in pairs if bool(condition)]
    if exclusive and len(true) > 1:
        raise errors.InvalidArgumentError(None, None, "More than one condition evaluated as True but exclusive=True.")
    if true:
        return true[0]()
    if default is None:
        raise errors.InvalidArgumentError(None, None, "None of conditions evaluated as True.")
    return default()


@export("switch_case")
def switch_case(
    branch_index: Any, branch_fns: Any, default: Callable[[], Any] | None = None, name: str = "switch_case"
) -> Any:
    """Call the function of this number; `default`, or the last one, for a number that has none."""
    pairs = branch_fns.items() if isinstance(branch_fns, Mapping) else enumerate(branch_fns)
    functions = {number: branch[1] if isinstance(branch, tuple) else branch for number, branch in pairs}
    last = functions[max(functions)] if default is None else default
    return functions.get(int(branch_index), last)()


@export("while_loop")
def while_loop(
    cond: Callable[..., Any],
    body: Callable[..., Any],
    loop_vars: Any,
    shape_invariants: Any = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    maximum_iterations: Any = None,
    name: str | None = None,
) -> Any:
    """Call the body on its own results as long as the condition holds for them; give the last ones."""
    state = loop_vars
    turns = 0
    limit = None if maximum_iterations is None else int(maximum_iterations)
    while (limit is None or turns < limit) and bool(cond(*state)):
        result = body(*state)
        state = result if isinstance(result, (list, tuple)) else (result,)
        state = nest.pack_sequence_as(loop_vars, nest.flatten(state))
        turns += 1
    # As TensorFlow: outside of a `tf.function` the loop is Python's own and `back_prop` changes nothing.
    stops = not back_prop and bool(STATE.functions)
    return nest.map_structure(lambda leaf: _loop_result(leaf, stops=stops), state)


def _loop_result(leaf: Any, *, stops: bool) -> Any:
    """A loop's last value as a tensor; an array of tensors stays what it is."""
    if isinstance(leaf, TensorArray):
        return leaf
    return stop_gradient(leaf) if stops else convert_to_tensor(leaf)


def _rows(elems: Any) -> list[Any]:
    """Take a structure of tensors apart along their first axes."""
    leaves = [convert_to_tensor(leaf) for leaf in nest.flatten(elems)]
    if not leaves or any(not leaf.ndim for leaf in leaves):
        raise ValueError(f"elements in elems must be 1+ dimensional Tensors, not scalars: {elems}")
    columns = [unstack(leaf) for leaf in leaves]
    return [nest.pack_sequence_as(elems, list(row)) for row in zip(*columns, strict=True)]


def _joined(results: list[Any]) -> Any:
    """Stack a list of structures into a structure of tensors."""
    columns = zip(*(nest.flatten(result) for result in results), strict=True)
    return nest.pack_sequence_as(
        results[0], [stack([convert_to_tensor(each) for each in column]) for column in columns]
    )


@export("map_fn")
def map_fn(
    fn: Callable[[Any], Any],
    elems: Any,
    dtype: Any = None,
    parallel_iterations: int | None = None,
    back_prop: bool = True,
    swap_memory: bool = False,
    infer_shape: bool = True,
    name: str | None = None,
    fn_output_signature: Any = None,
) -> Any:
    """Call a function on each row and stack the results. Raises ValueError for tensors without axes."""
    rows = _rows(elems)
    if not rows:
        return nest.map_structure(convert_to_tensor, elems)
    return _joined([fn(row) for row in rows])


@export("vectorized_map")
def vectorized_map(fn: Callable[[Any], Any], elems: Any, fallback_to_while_loop: bool = True, warn: bool = True) -> Any:
    """Call a function on each row and stack the results."""
    return map_fn(fn, elems)


@export("scan")
def scan(
    fn: Callable[[Any, Any], Any],
    elems: Any,
    initializer: Any = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    infer_shape: bool = True,
    reverse: bool = False,
    name: str | None = None,
) -> Any:
    """Combine the rows from the first to the last and stack what came out at each step."""
    rows = _rows(elems)[:: -1 if reverse else 1]
    steps: list[Any] = []
    if initializer is None:
        total = rows.pop(0)
        steps.append(total)
    else:
        total = nest.map_structure(convert_to_tensor, initializer)
    for row in rows:
        total = fn(total, row)
        steps.append(total)
    return _joined(steps[:: -1 if reverse else 1])


def _fold(fn: Callable[[Any, Any], Any], rows: list[Any], initializer: Any) -> Any:
    total = rows.pop(0) if initializer is None else nest.map_structure(convert_to_tensor, initializer)
    for row in rows:
        total = fn(total, row)
    return total


@export("foldl")
def foldl(
    fn: Callable[[Any, Any], Any],
    elems: Any,
    initializer: Any = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    name: str | None = None,
) -> Any:
    """Combine the rows from the first to the last."""
    return _fold(fn, _rows(elems), initializer)


@export("foldr")
def foldr(
    fn: Callable[[Any, Any], Any],
    elems: Any,
    initializer: Any = None,
    parallel_iterations: int = 10,
    back_prop: bool = True,
    swap_memory: bool = False,
    name: str | None = None,
) -> Any:
    """Combine the rows from the last to the first."""
    return _fold(fn, _rows(elems)[::-1], initializer)


@export("group")
def group(*inputs: Any, **_: Any) -> None:
    """Do nothing: in eager execution everything has run already."""


@export("no_op")
def no_op(name: str | None = None) -> None:
    """Do nothing."""


@export("tuple")
def tuple_(tensors: Iterable[Any], control_inputs: Any = None, name: str | None = None) -> list[Any]:
    """Give the tensors as a list."""
    return list(tensors)


@export("is_tensor")
def is_tensor(x: Any) -> bool:
    """Whether the object is a tensor, a variable or slices."""
    return isinstance(x, Tensor) or hasattr(type(x), "__tf_tensor__")


@export("executing_eagerly")
def executing_eagerly() -> bool:
    """Whether ops run at once: always."""
    return True


@export("get_static_value")
def get_static_value(tensor: Any, partial: bool = False) -> Any:
    """The value of a tensor, as NumPy has it."""
    return tensor.numpy() if isinstance(tensor, Tensor) else None


@export("gradients")
def gradients(*_: Any, **__: Any) -> Any:
    """Raise RuntimeError: graphs are not covered, nor are they by TensorFlow in eager execution."""
    raise RuntimeError("tf.gradients is not supported when eager execution is enabled. Use tf.GradientTape instead.")
