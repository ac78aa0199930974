"""`keras.Model` and `keras.Sequential`: layers that are trained; by subclass, in a row, or as a graph of symbols."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from tapeviz.fallback.keras.core_layers import InputLayer, Lambda
from tapeviz.fallback.keras.fitting import Trainer
from tapeviz.fallback.keras.layer import Layer
from tapeviz.fallback.keras.naming import Scope, auto_name
from tapeviz.fallback.keras.symbols import (
    Symbol,
    calls_behind,
    evaluated,
    has_symbol,
    input_,
    symbolic_call,
    symbols_in,
)
from tapeviz.fallback.namespaces import export
from tapeviz.fallback.tensor import Tensor


@export("keras.Model", "keras.models.Model")
class Model(Trainer, Layer):
    """A layer that can be trained with `fit`. A subclass computes in `call`; or it is made of symbols.

    `Model(inputs, outputs)` runs the layers that led from the input symbols to the output symbols.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        inputs, outputs = _ends(args, kwargs)
        if inputs is not None and kwargs.get("name") is None:
            kwargs["name"] = auto_name("functional")
        super().__init__(**kwargs)
        self._graph: Any = None
        if inputs is not None:
            self._graph = (inputs, outputs, calls_behind(outputs))
            self._graph_layers = _layers_of(symbols_in(inputs), self._graph[2])
            self.built = True

    def call(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        """Run the graph; a subclass computes instead."""
        if self._graph is None:
            raise NotImplementedError(f"Model {type(self).__name__} does not have a `call()` method implemented.")
        ends, outputs, calls = self._graph
        given = list(inputs.values()) if isinstance(inputs, dict) else inputs
        values = given if isinstance(given, (list, tuple)) else [given]
        known = {id(symbol): value for symbol, value in zip(symbols_in(ends), values, strict=True)}
        return evaluated(calls, known, outputs)

    @property
    def layers(self) -> list[Layer]:
        """The layers inside, but not those inside these."""
        return self._layers

    @property
    def inputs(self) -> list[Symbol]:
        """The symbols of the inputs of a model that is a graph."""
        return [] if self._graph is None else symbols_in(self._graph[0])

    @property
    def outputs(self) -> list[Symbol]:
        """The symbols of its outputs."""
        return [] if self._graph is None else symbols_in(self._graph[1])

    @property
    def input_shape(self) -> Any:
        """The shape of the first input, with None for the batch. Raises AttributeError for a model that is no graph."""
        return self._end("inputs").shape

    @property
    def output_shape(self) -> Any:
        """The shape of the first output, as `input_shape` is that of the first input."""
        return self._end("outputs").shape

    def _end(self, which: str) -> Symbol:
        found: list[Symbol] = getattr(self, which)
        if not found:
            raise AttributeError(f"The model '{self.name}' has never been called and thus has no defined {which}.")
        return found[0]

    def build(self, input_shape: Any = None) -> None:
        """Make all variables by calling the model on zeros of this shape; None is the batch."""
        if input_shape is None or self.built:
            return
        shapes = input_shape if isinstance(input_shape, list) else [input_shape]
        symbols = [Symbol.of_shape(tuple(shape)) for shape in shapes]
        self.built = True
        symbolic_call(self, (symbols if isinstance(input_shape, list) else symbols[0],), {})

    def _build_for(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        """A model of the user's with several inputs makes its variables as its layers are called."""
        tensors = [value for value in (*args, *kwargs.values()) if isinstance(value, Tensor)]
        if type(self).build is Model.build and len(tensors) > 1:
            return
        super()._build_for(args, kwargs)

    def get_layer(self, name: str | None = None, index: int | None = None) -> Layer:
        """Find a layer by its name or place. Raises ValueError where there is none."""
        for place, layer in enumerate(self.layers):
            if name == layer.name or index == place:
                return layer
        known = [layer.name for layer in self.layers]
        raise ValueError(f"No such layer: {name or index}. Existing layers are: {known}.")

    def summary(self, *_: Any, print_fn: Any = print, **__: Any) -> None:
        """Print the layers with the shapes of their weights."""
        rows = [("Layer (type)", "Weights", "Param #")]
        for layer in self.layers:
            shapes = ", ".join(str(tuple(each.shape)) for each in layer.weights) or "-"
            count = sum(each.size for each in layer.weights)
            rows.append((f"{layer.name} ({type(layer).__name__})", shapes, f"{count:,}"))
        widths = [max(len(row[column]) for row in rows) for column in range(3)]
        print_fn(f'Model: "{self.name}"')
        for row in rows:
            print_fn("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
        learned, fixed = _sizes(self.trainable_weights), _sizes(self.non_trainable_weights)
        print_fn(f" Total params: {learned + fixed:,}")
        print_fn(f" Trainable params: {learned:,}")
        print_fn(f" Non-trainable params: {fixed:,}")

    def save_weights(self, filepath: Any, overwrite: bool = True) -> None:
        """Write the weights to a NumPy archive, which `load_weights` reads."""
        arrays = {f"{index}": array for index, array in enumerate(self.get_weights())}
        with Path(filepath).open("wb") as file:
            np.savez(file, **arrays)

    def load_weights(self, filepath: Any, **_: Any) -> None:
        """Read what `save_weights` wrote."""
        with np.load(filepath) as archive:
            self.set_weights([archive[str(index)] for index in range(len(archive.files))])


@export("keras.Sequential", "keras.models.Sequential")
class Sequential(Model):
    """Layers in a row. Its variables are there with the first input, or from the start if it begins with an `Input`."""

    def __init__(self, layers: Any = None, trainable: bool = True, name: str | None = None) -> None:
        super().__init__(trainable=trainable, name=name)
        self._row: list[Layer] = []
        for layer in layers or ():
            self.add(layer)

    def add(self, layer: Any, rebuild: bool = True) -> None:
        """Put a layer at the end. Raises ValueError for what is none."""
        if isinstance(layer, Symbol):
            self._start(layer)
            return
        if not isinstance(layer, Layer):
            if not callable(layer):
                raise ValueError(  # noqa: TRY004 - Keras' kind
                    "Only instances of `keras.Layer` can be added to a Sequential model. Received: "
                    f"{layer} (of type {type(layer)})"
                )
            layer = Lambda(layer)
        if isinstance(layer, InputLayer):
            self._start(Symbol.of_shape(layer.batch_shape))
            return
        if not self._row and self._graph is None and layer._input_shape_given is not None:
            self._start(input_(tuple(layer._input_shape_given)))
        if any(layer.name == other.name for other in self._row):
            raise ValueError(
                f"All layers added to a Sequential model should have unique names. Name '{layer.name}' is already the "
                "name of a layer in this model. Update the `name` argument to pass a unique name."
            )
        self._row.append(layer)
        if self._graph is not None:
            self._extend(layer)

    def pop(self, rebuild: bool = True) -> Layer:
        """Take the last layer away."""
        layer = self._row.pop()
        if self._graph is not None:
            start = self._graph[0]
            row, self._row, self._graph = self._row, [], (start, start, [])
            for each in row:
                self.add(each)
        return layer

    def _start(self, symbol: Symbol) -> None:
        if self._row or self._graph is not None:
            raise ValueError(f"Sequential model '{self.name}' has already been configured to use an input.")
        self._graph = (symbol, symbol, [])
        self.built = True

    def _extend(self, layer: Layer) -> None:
        start, last, calls = self._graph
        with Scope(self.name, self):
            following = symbolic_call(layer, (last,), {})
        self._graph = (start, following, [*calls, following.node])

    def call(self, inputs: Any, training: Any = None, mask: Any = None) -> Any:
        """Run the layers one after the other."""
        for layer in self._row:
            inputs = layer(inputs)
        return inputs


def _ends(args: tuple[Any, ...], kwargs: dict[str, Any]) -> tuple[Any, Any]:
    """Take inputs and outputs from the arguments, where a model is made of symbols."""
    inputs = args[0] if args else kwargs.pop("inputs", None)
    outputs = args[1] if len(args) > 1 else kwargs.pop("outputs", None)
    if len(args) > 2:
        kwargs["name"] = args[2]
    if inputs is not None and not (has_symbol(inputs) and has_symbol(outputs)):
        raise ValueError(
            "All `inputs` values must be KerasTensors, and so must the outputs. Received: "
            f"inputs={inputs}, outputs={outputs}"
        )
    return inputs, outputs


def _layers_of(starts: list[Symbol], calls: Iterable[Any]) -> list[Layer]:
    """Give the layers of a graph: one for each input, then those that are called."""
    found: list[Layer] = [InputLayer(batch_shape=each.shape, name=each.layer_name) for each in starts]
    return found + list(
        {id(each.function): each.function for each in calls if isinstance(each.function, Layer)}.values()
    )


def _sizes(weights: Iterable[Any]) -> int:
    return sum(each.size for each in weights)
