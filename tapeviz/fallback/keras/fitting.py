"""`compile`, `fit`, `evaluate` and `predict`: the training loop that Keras writes for a model."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any

import numpy as np

from tapeviz.fallback.keras import loss_classes, metric_classes, optimizer_names
from tapeviz.fallback.keras.engine import tensor, tf
from tapeviz.fallback.keras.metric_classes import Mean, Metric
from tapeviz.fallback.keras.progress import History


class Trainer:
    """The training half of a model."""

    optimizer: Any = None
    loss: Any = None
    stop_training = False
    _metrics: tuple[Metric, ...] = ()
    _loss_mean: Any = None
    _loss_function: Any = None
    _metric_names: tuple[Any, ...] = ()

    def compile(
        self,
        optimizer: Any = "rmsprop",
        loss: Any = None,
        loss_weights: Any = None,
        metrics: Any = None,
        weighted_metrics: Any = None,
        run_eagerly: bool = False,
        steps_per_execution: int = 1,
        jit_compile: Any = "auto",
        auto_scale_loss: bool = True,
    ) -> None:
        """Set optimizer, loss and metrics, by name or as objects. Raises ValueError for what names none."""
        self.optimizer = optimizer_names.get(optimizer)
        self.loss = loss
        self._loss_function = _as_loss(loss)
        self._metric_names = tuple(metrics) if isinstance(metrics, (list, tuple)) else (metrics,) * bool(metrics)
        self._metrics = ()
        self._loss_mean = Mean(name="loss")

    @property
    def metrics(self) -> list[Metric]:
        """The mean of the loss, and the metrics."""
        return [self._loss_mean, *self._metrics] if self._loss_mean is not None else []

    @property
    def metrics_names(self) -> list[str]:
        """The name of the loss, and one for all metrics, as in Keras 3."""
        return ["loss", "compile_metrics"] if self._metric_names else ["loss"]

    def compute_loss(
        self, x: Any = None, y: Any = None, y_pred: Any = None, sample_weight: Any = None, training: bool = True
    ) -> Any:
        """Give the loss of a batch, with what the layers add. Raises ValueError where there is none."""
        model: Any = self
        parts = list(model.losses)
        if self._loss_function is not None:
            parts.insert(0, self._loss_function(y, y_pred, sample_weight=sample_weight))
        if not parts:
            raise ValueError("No loss to compute. Provide a `loss` argument in `compile()`.")
        return sum(parts[1:], parts[0])

    def train_step(self, data: Any) -> dict[str, Any]:
        """Make a step on one batch and give the metrics."""
        model: Any = self
        x, y, weight = _unpacked(data)
        with tf.GradientTape() as tape:
            y_pred = model(x, training=True)
            loss = self.compute_loss(x, y, y_pred, weight)
        gradients = tape.gradient(loss, model.trainable_weights)
        self._loss_mean.update_state(loss, sample_weight=len(y_pred) if hasattr(y_pred, "shape") else None)
        self.optimizer.apply_gradients(zip(gradients, model.trainable_weights, strict=True))
        return self.compute_metrics(x, y, y_pred, weight)

    def test_step(self, data: Any) -> dict[str, Any]:
        """Give the metrics of one batch without learning from it."""
        model: Any = self
        x, y, weight = _unpacked(data)
        y_pred = model(x, training=False)
        loss = self.compute_loss(x, y, y_pred, weight, training=False)
        self._loss_mean.update_state(loss, sample_weight=len(y_pred) if hasattr(y_pred, "shape") else None)
        return self.compute_metrics(x, y, y_pred, weight)

    def compute_metrics(self, x: Any, y: Any, y_pred: Any, sample_weight: Any = None) -> dict[str, Any]:
        """Add a batch to the metrics and give what they come to."""
        if not self._metrics and self._metric_names:
            self._metrics = tuple(_as_metric(each, y, y_pred) for each in self._metric_names)
        for metric in self._metrics:
            metric.update_state(y, y_pred)
        return {each.name: each.result() for each in self.metrics}

    def fit(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        epochs: int = 1,
        verbose: Any = "auto",
        callbacks: Any = None,
        validation_split: float = 0.0,
        validation_data: Any = None,
        shuffle: bool = True,
        class_weight: Any = None,
        sample_weight: Any = None,
        initial_epoch: int = 0,
        steps_per_epoch: int | None = None,
        **_: Any,
    ) -> History:
        """Train for some epochs and give their history.

        Arrays are shuffled with NumPy's generator: the order of the batches is not TensorFlow's. Raises ValueError for
        a model that was not compiled.
        """
        self._check_compiled("fit")
        if validation_split:
            (x, y), validation_data = _split(x, y, validation_split)
        history = History()
        told = [*(callbacks or ()), history]
        for callback in told:
            callback.set_model(self)
            callback.on_train_begin()
        self.stop_training = False
        for epoch in range(initial_epoch, epochs):
            logs = self._epoch(x, y, batch_size, epoch, shuffle, sample_weight, steps_per_epoch, told)
            if validation_data is not None:
                x_val, y_val, weights = _unpacked(validation_data)
                found = self.evaluate(x_val, y_val, batch_size, 0, weights, return_dict=True)
                logs |= {f"val_{name}": value for name, value in found.items()}
            if verbose:
                sys.stdout.write(f"Epoch {epoch + 1}/{epochs} - {_told(logs)}\n")
            for callback in told:
                callback.on_epoch_end(epoch, logs)
            if self.stop_training:
                break
        for callback in told:
            callback.on_train_end()
        return history

    def _epoch(
        self,
        x: Any,
        y: Any,
        batch_size: int | None,
        epoch: int,
        shuffle: bool,
        weights: Any,
        steps: int | None,
        told: list[Any],
    ) -> dict[str, float]:
        self.reset_metrics()
        for callback in told:
            callback.on_epoch_begin(epoch)
        logs: dict[str, Any] = {}
        for number, batch in enumerate(_batches(x, y, weights, batch_size, shuffle)):
            if steps is not None and number >= steps:
                break
            for callback in told:
                callback.on_train_batch_begin(number)
            logs = self.train_step(batch)
            for callback in told:
                callback.on_train_batch_end(number, logs)
        return {name: float(value) for name, value in logs.items()}

    def evaluate(
        self,
        x: Any = None,
        y: Any = None,
        batch_size: int | None = None,
        verbose: Any = "auto",
        sample_weight: Any = None,
        return_dict: bool = False,
        **_: Any,
    ) -> Any:
        """Give the loss and the metrics. Raises ValueError for a model that was not compiled."""
        self._check_compiled("evaluate")
        self.reset_metrics()
        logs: dict[str, Any] = {}
        for batch in _batches(x, y, sample_weight, batch_size, shuffle=False):
            logs = self.test_step(batch)
        values = {name: float(value) for name, value in logs.items()}
        if verbose:
            sys.stdout.write(f"{_told(values)}\n")
        if return_dict:
            return values
        found = list(values.values())
        return found[0] if len(found) == 1 else found

    def predict(self, x: Any, batch_size: int | None = None, verbose: Any = "auto", **_: Any) -> Any:
        """Give the outputs for all examples as an array."""
        model: Any = self
        outputs = [model(_unpacked(batch)[0], training=False) for batch in _batches(x, None, None, batch_size, False)]
        if outputs and isinstance(outputs[0], (list, tuple)):
            return [np.concatenate([np.asarray(each) for each in column]) for column in zip(*outputs, strict=True)]
        return np.concatenate([np.asarray(each) for each in outputs])

    def train_on_batch(self, x: Any, y: Any = None, sample_weight: Any = None, **_: Any) -> Any:
        """Make one step and give the loss and the metrics."""
        self._check_compiled("train_on_batch")
        logs = [float(each) for each in self.train_step((x, y, sample_weight)).values()]
        return logs[0] if len(logs) == 1 else logs

    def predict_on_batch(self, x: Any) -> Any:
        """Give the outputs for one batch as an array."""
        model: Any = self
        return np.asarray(model(x, training=False))

    def reset_metrics(self) -> None:
        """Forget what the metrics summed up."""
        for metric in self.metrics:
            metric.reset_state()

    def _check_compiled(self, method: str) -> None:
        if self._loss_mean is None:
            raise ValueError(f"You must call `compile()` before calling `{method}()`.")


def _as_loss(loss: Any) -> Any:
    if loss is None or isinstance(loss, loss_classes.Loss):
        return loss
    found = loss_classes.get(loss)
    if isinstance(found, loss_classes.Loss):
        return found

    class OfFunction(loss_classes.Loss):
        """The mean of a function of labels and predictions."""

        def call(self, y_true: Any, y_pred: Any) -> Any:
            return found(y_true, y_pred)

    return OfFunction(name=getattr(found, "__name__", "loss"))


def _as_metric(metric: Any, y: Any, y_pred: Any) -> Metric:
    """Give a metric by its name; "accuracy" is the one that fits the labels and predictions."""
    if isinstance(metric, Metric):
        return metric
    if metric in {"accuracy", "acc"}:
        labels, classes = tensor(y).shape, int(y_pred.shape[-1])
        if classes == 1:
            kind = "BinaryAccuracy"
        elif len(labels) < len(y_pred.shape) or labels[-1] == 1:
            kind = "SparseCategoricalAccuracy"
        else:
            kind = "CategoricalAccuracy"
        return metric_classes.MADE[kind](name=metric)
    found = metric_classes.get(metric)
    if isinstance(found, Metric):
        if isinstance(metric, str):
            found.name = metric
        return found
    return metric_classes.MeanMetricWrapper(found, name=getattr(found, "__name__", "metric"))


def _unpacked(data: Any) -> tuple[Any, Any, Any]:
    if not isinstance(data, (tuple, list)):
        return data, None, None
    found = (*data, None, None)
    return found[0], found[1], found[2]


def _split(x: Any, y: Any, share: float) -> tuple[Any, Any]:
    x, y = np.asarray(x), np.asarray(y)
    place = int(len(x) * (1 - share))
    return (x[:place], y[:place]), (x[place:], y[place:])


def _batches(x: Any, y: Any, weights: Any, batch_size: int | None, shuffle: bool) -> Iterator[Any]:
    """Cut arrays into batches of 32, or of the size given; a dataset or a generator gives its own."""
    if hasattr(x, "element_spec") or (not hasattr(x, "__array__") and not isinstance(x, (list, tuple))):
        yield from x
        return
    several = isinstance(x, (list, tuple)) and bool(x) and hasattr(x[0], "__array__")
    columns = [np.asarray(each) for each in x] if several else [np.asarray(x)]
    labels = None if y is None else np.asarray(y)
    scales = None if weights is None else np.asarray(weights)
    count = len(columns[0])
    order = np.random.permutation(count) if shuffle else np.arange(count)  # noqa: NPY002 - set_random_seed seeds it
    size = batch_size or 32
    for start in range(0, count, size):
        rows = order[start : start + size]
        part = [tensor(column[rows]) for column in columns]
        yield (
            part if several else part[0],
            None if labels is None else tensor(labels[rows]),
            None if scales is None else tensor(scales[rows]),
        )


def _told(values: dict[str, float]) -> str:
    return " - ".join(f"{name}: {value:.4f}" for name, value in values.items())
