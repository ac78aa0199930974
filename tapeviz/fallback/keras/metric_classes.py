"""`keras.metrics` as classes: sums over batches, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapeviz.fallback.keras import loss_functions, metric_functions, weight_initializers
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import Scope, auto_name
from tapeviz.fallback.keras.variables import Variable
from tapeviz.fallback.namespaces import export, put


@export("keras.metrics.Metric", "keras.Metric")
class Metric:
    """Base of metrics: `update_state` adds a batch to the variables, `result` tells what they come to."""

    def __init__(self, dtype: Any = None, name: str | None = None) -> None:
        self.name = name or auto_name(type(self).__name__)
        self.dtype = dtype or Settings.floatx
        self._variables: list[Variable] = []

    @property
    def variables(self) -> list[Variable]:
        """What is summed up."""
        return list(self._variables)

    def add_variable(self, shape: Any, initializer: Any = None, dtype: Any = None, name: str | None = None) -> Variable:
        """Make a variable of the metric."""
        if "_variables" not in vars(self):
            raise RuntimeError("You forgot to call `super().__init__()` in the `__init__()` method. Go add it!")
        with Scope(self.name.replace("/", ">"), self):
            made = Variable(
                weight_initializers.get(initializer or "zeros"), shape, dtype or self.dtype, trainable=False, name=name
            )
        self._variables.append(made)
        return made

    def add_weight(
        self, shape: Any = (), initializer: Any = None, dtype: Any = None, name: str | None = None
    ) -> Variable:
        """Make a variable of the metric."""
        return self.add_variable(shape, initializer, dtype, name)

    def update_state(self, *args: Any, **kwargs: Any) -> None:
        """Add a batch; a subclass does."""
        raise NotImplementedError

    def result(self) -> Any:
        """Tell what the batches came to; a subclass does."""
        raise NotImplementedError

    def reset_state(self) -> None:
        """Forget all batches."""
        for variable in self.variables:
            variable.assign(tf.zeros(variable.shape, variable.value.dtype))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Add a batch and give the result."""
        self.update_state(*args, **kwargs)
        return self.result()

    def get_config(self) -> dict[str, Any]:
        """Give the arguments of such a metric."""
        return {"name": self.name, "dtype": self.dtype}

    def __repr__(self) -> str:
        return f"<{type(self).__name__} name={self.name}>"


def _per_sample(values: Any, sample_weight: Any, reduce: Callable[..., Any], dtype: Any) -> tuple[Any, Any]:
    """Give one value per example, weighed, and the weights."""
    values = tensor(values, dtype)
    if sample_weight is None:
        rank = len(values.shape)
        return (reduce(values, list(range(1, rank))) if rank > 1 else values), None
    values, weight = loss_functions.same_rank(values, tensor(sample_weight, dtype))
    rank, weight_rank = len(values.shape), len(weight.shape)
    if rank > weight_rank:
        values = reduce(values, list(range(weight_rank, rank)))
    weight = tf.broadcast_to(weight, values.shape)
    values = values * weight
    if weight_rank > 1:
        weight = reduce(weight, list(range(1, weight_rank)))
    rank = len(values.shape)
    return (reduce(values, list(range(1, rank))) if rank > 1 else values), weight


@export("keras.metrics.Sum")
class Sum(Metric):
    """The sum of all values."""

    def __init__(self, name: str = "sum", dtype: Any = None) -> None:
        super().__init__(dtype, name)
        self.total = self.add_variable((), name="total")

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Add values."""
        found, _ = _per_sample(values, sample_weight, tf.reduce_sum, self.dtype)
        self.total.assign_add(tf.reduce_sum(found))

    def result(self) -> Any:
        """Give the sum."""
        return tf.cast(self.total.value.value(), self.dtype)


class _Average(Metric):
    """Base of what is an average over all examples."""

    def __init__(self, name: str, dtype: Any = None) -> None:
        super().__init__(dtype, name)
        self.total = self.add_variable((), name="total")
        self.count = self.add_variable((), name="count")

    def _add(self, values: Any, sample_weight: Any) -> None:
        found, weight = _per_sample(values, sample_weight, tf.reduce_mean, self.dtype)
        self.total.assign_add(tf.reduce_sum(found))
        samples = float(found.shape[0]) if len(found.shape) else 1.0
        self.count.assign_add(samples if weight is None else tf.reduce_sum(weight))

    def result(self) -> Any:
        """Give the mean; 0 where there was nothing."""
        return tf.math.divide_no_nan(self.total.value.value(), self.count.value.value())


@export("keras.metrics.Mean")
class Mean(_Average):
    """The mean of all values."""

    def __init__(self, name: str = "mean", dtype: Any = None) -> None:
        super().__init__(name, dtype)

    def update_state(self, values: Any, sample_weight: Any = None) -> None:
        """Add values."""
        self._add(values, sample_weight)


@export("keras.metrics.MeanMetricWrapper")
class MeanMetricWrapper(_Average):
    """The mean of a function of labels and predictions."""

    def __init__(self, fn: Callable[..., Any], name: str | None = None, dtype: Any = None, **kwargs: Any) -> None:
        super().__init__(name or auto_name(type(self).__name__), dtype)
        self._fn, self._arguments = fn, kwargs

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch."""
        self._add(self._fn(y_true, y_pred, **self._arguments), sample_weight)


@export("keras.metrics.RootMeanSquaredError")
class RootMeanSquaredError(_Average):
    """The root of the mean squared difference."""

    def __init__(self, name: str = "root_mean_squared_error", dtype: Any = None) -> None:
        super().__init__(name, dtype)

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch."""
        prediction = tensor(y_pred, self.dtype)
        true, prediction = loss_functions.same_rank(tensor(y_true, self.dtype), prediction)
        self._add(tf.square(prediction - true), sample_weight)

    def result(self) -> Any:
        """Give the root."""
        return tf.sqrt(super().result())


class _Share(Metric):
    """Counts of right and wrong decisions at a threshold."""

    default_name = ""
    wrong_label = 0.0

    def __init__(self, thresholds: Any = None, name: str | None = None, dtype: Any = None, **_: Any) -> None:
        super().__init__(dtype, name or self.default_name)
        self.threshold = 0.5 if thresholds is None else float(thresholds)
        self.right = self.add_variable((), name="true_positives")
        self.wrong = self.add_variable((), name="others")

    def update_state(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> None:
        """Add a batch."""
        true, prediction = loss_functions.same_rank(tensor(y_true, self.dtype), tensor(y_pred, self.dtype))
        weight = 1.0 if sample_weight is None else tensor(sample_weight, self.dtype)
        chosen = tf.cast(prediction > self.threshold, self.dtype)
        self.right.assign_add(tf.reduce_sum(true * chosen * weight))
        wrong = (1.0 - true) * chosen if not self.wrong_label else true * (1.0 - chosen)
        self.wrong.assign_add(tf.reduce_sum(wrong * weight))

    def result(self) -> Any:
        """Give the share of the right ones."""
        right = self.right.value.value()
        return tf.math.divide_no_nan(right, right + self.wrong.value.value())


@export("keras.metrics.Precision")
class Precision(_Share):
    """The share of true labels among the positive decisions."""

    default_name = "precision"


@export("keras.metrics.Recall")
class Recall(_Share):
    """The share of positive decisions among the true labels."""

    default_name = "recall"
    wrong_label = 1.0


# Class, function, the arguments that the class takes for it with their defaults.
_MEANS: Final[dict[str, tuple[Callable[..., Any], str, dict[str, Any]]]] = {
    "Accuracy": (metric_functions.accuracy, "accuracy", {}),
    "BinaryAccuracy": (metric_functions.binary_accuracy, "binary_accuracy", {"threshold": 0.5}),
    "CategoricalAccuracy": (metric_functions.categorical_accuracy, "categorical_accuracy", {}),
    "SparseCategoricalAccuracy": (metric_functions.sparse_categorical_accuracy, "sparse_categorical_accuracy", {}),
    "TopKCategoricalAccuracy": (
        metric_functions.top_k_categorical_accuracy,
        "top_k_categorical_accuracy",
        {"k": 5},
    ),
    "SparseTopKCategoricalAccuracy": (
        metric_functions.sparse_top_k_categorical_accuracy,
        "sparse_top_k_categorical_accuracy",
        {"k": 5},
    ),
    "MeanSquaredError": (loss_functions.mean_squared_error, "mean_squared_error", {}),
    "MeanAbsoluteError": (loss_functions.mean_absolute_error, "mean_absolute_error", {}),
    "MeanAbsolutePercentageError": (
        loss_functions.mean_absolute_percentage_error,
        "mean_absolute_percentage_error",
        {},
    ),
    "MeanSquaredLogarithmicError": (
        loss_functions.mean_squared_logarithmic_error,
        "mean_squared_logarithmic_error",
        {},
    ),
    "Hinge": (loss_functions.hinge, "hinge", {}),
    "KLDivergence": (loss_functions.kl_divergence, "kl_divergence", {}),
    "Poisson": (loss_functions.poisson, "poisson", {}),
    "LogCoshError": (loss_functions.log_cosh, "logcosh", {}),
    "BinaryCrossentropy": (
        loss_functions.binary_crossentropy,
        "binary_crossentropy",
        {"from_logits": False, "label_smoothing": 0},
    ),
    "CategoricalCrossentropy": (
        loss_functions.categorical_crossentropy,
        "categorical_crossentropy",
        {"from_logits": False, "label_smoothing": 0, "axis": -1},
    ),
    "SparseCategoricalCrossentropy": (
        loss_functions.sparse_categorical_crossentropy,
        "sparse_categorical_crossentropy",
        {"from_logits": False, "axis": -1},
    ),
}
MADE: Final[dict[str, type[Metric]]] = {"Precision": Precision, "Recall": Recall, "Mean": Mean, "Sum": Sum}


def _mean_of(name: str, function: Callable[..., Any], default: str, arguments: dict[str, Any]) -> type[Metric]:
    def initialize(self: MeanMetricWrapper, *args: Any, **kwargs: Any) -> None:
        # `threshold` and `k` stand before the name, as in Keras; `from_logits` and its like behind name and dtype.
        early = [each for each in arguments if each in {"threshold", "k"}]
        rest = [each for each in arguments if each not in early]
        order = [*early, "name", "dtype", *rest]
        given = {**arguments, "name": default, "dtype": None, **dict(zip(order, args, strict=False)), **kwargs}
        MeanMetricWrapper.__init__(self, function, **given)

    return type(name, (MeanMetricWrapper,), {"__init__": initialize, "__doc__": f"The mean: {function.__doc__}"})


for _name, (_function, _default, _arguments) in _MEANS.items():
    MADE[_name] = _mean_of(_name, _function, _default, _arguments)
    put(f"keras.metrics.{_name}", MADE[_name])


@export("keras.metrics.get")
def get(identifier: Any) -> Any:
    """Give a metric by its name, or what is one already. Raises ValueError for what names none."""
    if callable(identifier) or identifier is None:
        return identifier() if isinstance(identifier, type) else identifier
    for name, (_, default, _) in _MEANS.items():
        aliases = loss_functions.BY_NAME.get(default, (None, ""))[1].split()
        if identifier in {name, default, *aliases}:
            return MADE[name]()
    if identifier in MADE:
        return MADE[identifier]()
    raise ValueError(f"Could not interpret metric identifier: {identifier}")
