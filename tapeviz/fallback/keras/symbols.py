"""`keras.Input` and what layers make of it: symbols that remember the layers, for models that are drawn as graphs.

A symbol carries a tensor of zeros of its shape, with two rows for the batch; a layer that is called with symbols runs
on those to build itself and to tell the shape of its output.
"""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable, Iterator
from typing import Any, Final

from tapeviz.fallback.dtypes import as_dtype
from tapeviz.fallback.execute import STATE
from tapeviz.fallback.keras.engine import Settings, tf
from tapeviz.fallback.keras.naming import auto_name
from tapeviz.fallback.namespaces import export

_BATCH: Final = 2
_count: Final = itertools.count()
_OPERATORS: Final = ("add", "sub", "mul", "truediv", "pow", "matmul")


class Node:
    """One call of a layer with symbols."""

    __slots__ = ("args", "function", "kwargs", "number", "outputs")

    def __init__(self, function: Callable[..., Any], args: Any, kwargs: Any) -> None:
        self.function, self.args, self.kwargs = function, args, kwargs
        self.number = next(_count)
        self.outputs: Any = None


@export("keras.KerasTensor")
class Symbol:
    """A place for a tensor: its shape (None for the batch), its dtype, and the call that gives it."""

    __array_priority__ = 200

    def __init__(self, sample: Any, node: Node | None = None, name: str | None = None) -> None:
        self.sample = sample
        self.node = node
        self.name = name or auto_name("keras_tensor")
        self.layer_name: str | None = None

    @classmethod
    def of_shape(cls, shape: tuple[Any, ...], dtype: Any = None, name: str | None = None) -> Symbol:
        """Make a symbol; the first size is the batch's. Raises ValueError where another size is not known."""
        if None in shape[1:]:
            raise ValueError(
                f"Symbolic inputs of unknown sizes, such as shape={shape[1:]}, are not covered by the NumPy engine; "
                "give the sizes, write the model as a subclass, or install tensorflow"
            )
        sizes = (shape[0] or _BATCH, *shape[1:]) if shape else ()
        return cls(tf.zeros(sizes, as_dtype(dtype or Settings.floatx)), None, name)

    @property
    def shape(self) -> tuple[Any, ...]:
        """The sizes, None for the batch."""
        sizes = tuple(self.sample.shape)
        return (None, *sizes[1:]) if sizes and sizes[0] == _BATCH else sizes

    @property
    def dtype(self) -> str:
        """The name of the dtype."""
        return str(self.sample.dtype.name)

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return len(self.sample.shape)

    def __tf_tensor__(self, dtype: Any = None, name: str | None = None) -> Any:
        raise ValueError(
            "A KerasTensor cannot be used as input to a TensorFlow function. A KerasTensor is a symbolic placeholder "
            "for a shape and dtype, used when constructing Keras Functional models or Keras Functions. You can only "
            "use it as input to a Keras layer or a Keras operation (from the namespaces `keras.layers` and "
            "`keras.ops`)."
        )

    def __getitem__(self, key: Any) -> Any:
        return symbolic_call(lambda x: x[key], (self,), {})

    def __neg__(self) -> Any:
        return symbolic_call(operator.neg, (self,), {})

    def __repr__(self) -> str:
        return f"<KerasTensor shape={self.shape}, dtype={self.dtype}, sparse=False, ragged=False, name={self.name}>"


def _binary(name: str, *, swapped: bool) -> Callable[[Symbol, Any], Any]:
    apply = getattr(operator, name)

    def method(self: Symbol, other: Any) -> Any:
        return symbolic_call(apply, (other, self) if swapped else (self, other), {})

    return method


for _name in _OPERATORS:
    setattr(Symbol, f"__{_name}__", _binary(_name, swapped=False))
    setattr(Symbol, f"__r{_name}__", _binary(_name, swapped=True))


@export("keras.Input", "keras.layers.Input")
def input_(
    shape: Any = None,
    batch_size: int | None = None,
    dtype: Any = None,
    sparse: Any = None,
    ragged: Any = None,
    batch_shape: Any = None,
    name: str | None = None,
    tensor: Any = None,
    optional: bool = False,
) -> Symbol:
    """Make the symbol of a model's input, of the shape of one example.

    Raises ValueError where no shape is given, or one with unknown sizes.
    """
    if shape is None and batch_shape is None:
        raise ValueError("You must pass a `shape` argument.")
    sizes = (batch_size, *shape) if batch_shape is None else tuple(batch_shape)
    symbol = Symbol.of_shape(sizes, dtype, name)
    symbol.layer_name = name or auto_name("input_layer")
    return symbol


def has_symbol(structure: Any) -> bool:
    """Whether there is a symbol in arguments."""
    if isinstance(structure, Symbol):
        return True
    if isinstance(structure, (tuple, list)):
        return any(map(has_symbol, structure))
    return isinstance(structure, dict) and any(map(has_symbol, structure.values()))


def replaced(structure: Any, replace: Callable[[Symbol], Any]) -> Any:
    """Give arguments with something else in the place of each symbol."""
    if isinstance(structure, Symbol):
        return replace(structure)
    if isinstance(structure, (tuple, list)):
        return type(structure)(replaced(each, replace) for each in structure)
    if isinstance(structure, dict):
        return {key: replaced(each, replace) for key, each in structure.items()}
    return structure


def symbols_in(structure: Any) -> list[Symbol]:
    """Give the symbols in arguments."""
    found: list[Symbol] = []
    replaced(structure, found.append)
    return found


def symbolic_call(function: Callable[..., Any], args: Any, kwargs: Any) -> Any:
    """Call a layer with symbols: it runs on their zeros, which no tape sees, and gives symbols of what it gave."""
    node = Node(function, args, kwargs)
    paused, STATE.tapes = STATE.tapes, []
    try:
        found = function(*replaced(args, _sample_of), **replaced(kwargs, _sample_of))
    finally:
        STATE.tapes = paused
    node.outputs = _symbols_of(found, node)
    return node.outputs


def _sample_of(symbol: Symbol) -> Any:
    return symbol.sample


def _symbols_of(found: Any, node: Node) -> Any:
    if isinstance(found, (tuple, list)):
        return type(found)(_symbols_of(each, node) for each in found)
    if isinstance(found, dict):
        return {key: _symbols_of(each, node) for key, each in found.items()}
    return Symbol(found, node)


def calls_behind(outputs: Any) -> list[Node]:
    """Give the calls that symbols come from, each behind those that it needs."""
    found: dict[int, Node] = {}
    waiting = symbols_in(outputs)
    while waiting:
        node = waiting.pop().node
        if node is not None and node.number not in found:
            found[node.number] = node
            waiting += symbols_in(node.args) + symbols_in(node.kwargs)
    return [found[number] for number in sorted(found)]


def evaluated(calls: list[Node], values: dict[int, Any], outputs: Any, **kwargs: Any) -> Any:
    """Run the calls on tensors: `values` maps the ids of the input symbols to theirs."""

    def value_of(symbol: Symbol) -> Any:
        return values[id(symbol)]

    for node in calls:
        extra = kwargs if hasattr(node.function, "add_weight") else {}
        found = node.function(*replaced(node.args, value_of), **{**extra, **replaced(node.kwargs, value_of)})
        _keep(node.outputs, found, values)
    return replaced(outputs, value_of)


def _keep(symbols: Any, found: Any, values: dict[int, Any]) -> None:
    for symbol, value in zip(_flat(symbols), _flat(found), strict=True):
        values[id(symbol)] = value


def _flat(structure: Any) -> Iterator[Any]:
    if isinstance(structure, (tuple, list)):
        for each in structure:
            yield from _flat(each)
    elif isinstance(structure, dict):
        for each in structure.values():
            yield from _flat(each)
    else:
        yield structure
