"""`keras.InputSpec`: what a layer asks of the shapes of its inputs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tapeviz.fallback.namespaces import export


@export("keras.layers.InputSpec", "keras.InputSpec")
class InputSpec:
    """What a layer asks of the shape of its input."""

    def __init__(
        self,
        dtype: Any = None,
        shape: Any = None,
        ndim: int | None = None,
        max_ndim: int | None = None,
        min_ndim: int | None = None,
        axes: Mapping[int, int | None] | None = None,
    ) -> None:
        self.ndim, self.min_ndim, self.max_ndim = ndim, min_ndim, max_ndim
        self.axes = {} if axes is None else dict(axes)

    def check(self, shape: tuple[Any, ...], index: int, layer: str) -> None:
        """Raise ValueError, in Keras' words, where the shape does not fit."""
        start = f"Input {index} with name 'None' of layer '{layer}' is incompatible with the layer: expected "
        rank = len(shape)
        if self.ndim is not None and rank != self.ndim:
            raise ValueError(f"{start}ndim={self.ndim}, found ndim={rank}. Full shape received: {shape}")
        if self.max_ndim is not None and rank > self.max_ndim:
            raise ValueError(f"{start}max_ndim={self.max_ndim}, found ndim={rank}")
        if self.min_ndim is not None and rank < self.min_ndim:
            raise ValueError(f"{start}min_ndim={self.min_ndim}, found ndim={rank}. Full shape received: {shape}")
        for axis, size in self.axes.items():
            if size is not None and shape[axis] != size:
                raise ValueError(
                    f"{start}axis {axis} of input shape to have value {size}, but received input with shape {shape}"
                )
