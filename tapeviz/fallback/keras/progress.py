"""`keras.callbacks`: what is told of the epochs and batches of a training; and the line that shows its progress."""

from __future__ import annotations

import sys
from typing import Any

from tapeviz.fallback.namespaces import export


@export("keras.callbacks.Callback")
class Callback:
    """Base of what is told of the epochs and batches of a training."""

    def __init__(self) -> None:
        self.model: Any = None
        self.params: dict[str, Any] = {}

    def set_model(self, model: Any) -> None:
        """Say whose training it is."""
        self.model = model

    def on_train_begin(self, logs: Any = None) -> None:
        """Before the first epoch."""

    def on_train_end(self, logs: Any = None) -> None:
        """After the last epoch."""

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        """Before each epoch."""

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """After each epoch."""

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        """Before each batch."""

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        """After each batch."""


@export("keras.callbacks.History")
class History(Callback):
    """What `fit` gives: `history` has the value of each loss and metric for each epoch."""

    def __init__(self) -> None:
        super().__init__()
        self.history: dict[str, list[float]] = {}
        self.epoch: list[int] = []

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Note the epoch's values."""
        self.epoch.append(epoch)
        for name, value in (logs or {}).items():
            self.history.setdefault(name, []).append(value)


@export("keras.callbacks.LambdaCallback")
class LambdaCallback(Callback):
    """Functions in the place of methods."""

    def __init__(self, **functions: Any) -> None:
        super().__init__()
        for name, function in functions.items():
            if function is not None:
                setattr(self, name, function)


@export("keras.callbacks.EarlyStopping")
class EarlyStopping(Callback):
    """Ends a training that does not get better for `patience` epochs."""

    def __init__(
        self,
        monitor: str = "val_loss",
        min_delta: float = 0,
        patience: int = 0,
        verbose: int = 0,
        mode: str = "auto",
        restore_best_weights: bool = False,
        **_: Any,
    ) -> None:
        super().__init__()
        self.monitor, self.min_delta, self.patience = monitor, abs(min_delta), patience
        self._sign = -1.0 if mode == "max" or (mode == "auto" and "acc" in monitor) else 1.0
        self._restore = restore_best_weights
        self._weights: Any = None
        self._best, self._waited = float("inf"), 0

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        """Compare with the best epoch so far."""
        value = (logs or {}).get(self.monitor)
        if value is None:
            return
        if self._sign * value < self._best - self.min_delta:
            self._best, self._waited = self._sign * value, 0
            self._weights = self.model.get_weights() if self._restore else None
            return
        self._waited += 1
        if self._waited >= self.patience:
            self.model.stop_training = True
            if self._weights is not None:
                self.model.set_weights(self._weights)


@export("keras.utils.Progbar")
class Progbar:
    """Writes how far a loop has come, and the means of the values that it is given; `stateful_metrics` as they are."""

    def __init__(
        self,
        target: int | None,
        width: int = 20,
        verbose: int = 1,
        interval: float = 0.05,
        stateful_metrics: Any = None,
        unit_name: str = "step",
    ) -> None:
        self.target, self.verbose = target, verbose
        self._as_they_are = set(stateful_metrics or ())
        self._seen = 0
        self._sums: dict[str, tuple[float, float]] = {}

    def update(self, current: int, values: Any = None, finalize: bool | None = None) -> None:
        """Say that so many steps are done; `values` are pairs of names and numbers."""
        steps = float(max(current - self._seen, 1))
        for name, value in values or ():
            total, count = self._sums.get(name, (0.0, 0.0))
            fixed = name in self._as_they_are
            self._sums[name] = (float(value), 1.0) if fixed else (total + float(value) * steps, count + steps)
        self._seen = current
        if self.verbose:
            shown = "".join(f" - {name}: {total / count:.4f}" for name, (total, count) in self._sums.items())
            done = finalize if finalize is not None else current == self.target
            end = "\n" if done else ""
            sys.stdout.write(f"\r{current}/{self.target if self.target is not None else 'Unknown'}{shown}{end}")

    def add(self, n: int, values: Any = None) -> None:
        """Say that so many more steps are done."""
        self.update(self._seen + n, values)
