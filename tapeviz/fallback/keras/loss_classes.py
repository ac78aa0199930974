"""`keras.losses` as classes: a function of each example, weighed and brought to one number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from tapeviz.fallback.keras import loss_functions
from tapeviz.fallback.keras.engine import Settings, tensor, tf
from tapeviz.fallback.keras.naming import auto_name
from tapeviz.fallback.namespaces import export, put
from tapeviz.fallback.shims import name_scope

_REDUCTIONS: Final = ("sum_over_batch_size", "sum", None, "none", "mean", "mean_with_sample_weight")


@export("keras.losses.Loss", "keras.Loss")
class Loss:
    """Base of losses: `call` gives one number per example, `reduction` says what becomes of them.

    Raises ValueError for an unknown reduction.
    """

    def __init__(
        self, name: str | None = None, reduction: str | None = "sum_over_batch_size", dtype: Any = None
    ) -> None:
        if reduction not in _REDUCTIONS:
            raise ValueError(
                f"Invalid value for argument `reduction`. Expected one of {set(_REDUCTIONS)}. Received: "
                f"reduction={reduction}"
            )
        self.name = name or auto_name(type(self).__name__)
        self.reduction = reduction
        self.dtype = dtype or Settings.floatx

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Compute the loss of each example; a subclass does."""
        raise NotImplementedError

    def __call__(self, y_true: Any, y_pred: Any, sample_weight: Any = None) -> Any:
        """Give the loss of a batch."""
        with name_scope(self.name):
            losses = self.call(tensor(y_true, self.dtype), tensor(y_pred, self.dtype))
            return _reduced(tensor(losses, self.dtype), sample_weight, self.reduction)

    def get_config(self) -> dict[str, Any]:
        """Give the arguments of such a loss."""
        return {"name": self.name, "reduction": self.reduction}


def _reduced(values: Any, sample_weight: Any, reduction: str | None) -> Any:
    weight = None
    if sample_weight is not None:
        values, weight = loss_functions.same_rank(values, tensor(sample_weight, values.dtype))
        values = values * weight
    if reduction in {None, "none"} or tuple(values.shape) in {(), (0,)}:
        return values
    total = tf.reduce_sum(values)
    if reduction == "sum":
        return total
    if reduction == "mean_with_sample_weight" and weight is not None:
        divisor = tf.cast(tf.reduce_sum(weight), total.dtype)
    else:
        divisor = tf.cast(tf.reduce_prod(tf.shape(values)), total.dtype)
    return tf.math.divide_no_nan(total, divisor)


class _Wrapper(Loss):
    """A loss that is a function, with the arguments that the class was given for it."""

    function: Callable[..., Any]
    default_name = ""

    def __init__(
        self, reduction: str | None = "sum_over_batch_size", name: str | None = None, dtype: Any = None, **kwargs: Any
    ) -> None:
        super().__init__(name or self.default_name, reduction, dtype)
        self._arguments = kwargs

    def call(self, y_true: Any, y_pred: Any) -> Any:
        """Call the function on targets and predictions of one rank."""
        y_true, y_pred = loss_functions.same_rank(y_true, y_pred)
        return type(self).function(y_true, y_pred, **self._arguments)

    def __repr__(self) -> str:
        return f"<LossFunctionWrapper({type(self).function}, kwargs={self._arguments})>"


class _Crossentropy(_Wrapper):
    """A cross entropy, of logits if it is told so."""

    def __init__(
        self,
        from_logits: bool = False,
        label_smoothing: float = 0.0,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype, from_logits=from_logits, label_smoothing=label_smoothing, axis=axis)


class _SparseCrossentropy(_Wrapper):
    """A cross entropy with labels as numbers."""

    def __init__(
        self,
        from_logits: bool = False,
        ignore_class: int | None = None,
        reduction: str | None = "sum_over_batch_size",
        axis: int = -1,
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype, from_logits=from_logits, ignore_class=ignore_class, axis=axis)


class _Huber(_Wrapper):
    """A loss with a limit `delta`."""

    def __init__(
        self,
        delta: float = 1.0,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype, delta=delta)


class _Cosine(_Wrapper):
    """A loss along an axis."""

    def __init__(
        self,
        axis: int = -1,
        reduction: str | None = "sum_over_batch_size",
        name: str | None = None,
        dtype: Any = None,
    ) -> None:
        super().__init__(reduction, name, dtype, axis=axis)


_CLASSES: Final[dict[str, tuple[str, type[_Wrapper]]]] = {
    "MeanSquaredError": ("mean_squared_error", _Wrapper),
    "MeanAbsoluteError": ("mean_absolute_error", _Wrapper),
    "MeanAbsolutePercentageError": ("mean_absolute_percentage_error", _Wrapper),
    "MeanSquaredLogarithmicError": ("mean_squared_logarithmic_error", _Wrapper),
    "CosineSimilarity": ("cosine_similarity", _Cosine),
    "Huber": ("huber", _Huber),
    "LogCosh": ("log_cosh", _Wrapper),
    "KLDivergence": ("kl_divergence", _Wrapper),
    "Poisson": ("poisson", _Wrapper),
    "Hinge": ("hinge", _Wrapper),
    "SquaredHinge": ("squared_hinge", _Wrapper),
    "CategoricalHinge": ("categorical_hinge", _Wrapper),
    "BinaryCrossentropy": ("binary_crossentropy", _Crossentropy),
    "CategoricalCrossentropy": ("categorical_crossentropy", _Crossentropy),
    "SparseCategoricalCrossentropy": ("sparse_categorical_crossentropy", _SparseCrossentropy),
}
MADE: Final[dict[str, type[_Wrapper]]] = {}
for _name, (_function_name, _base) in _CLASSES.items():
    _function = loss_functions.BY_NAME[_function_name][0]
    MADE[_name] = type(
        _name,
        (_base,),
        {"function": staticmethod(_function), "default_name": _function_name, "__doc__": _function.__doc__},
    )
    put(f"keras.losses.{_name}", MADE[_name])


@export("keras.losses.get")
def get(identifier: Any) -> Any:
    """Give a loss by its name, or what is one already. Raises ValueError for what names none."""
    if identifier is None or callable(identifier):
        return identifier() if isinstance(identifier, type) else identifier
    for name, (function, aliases) in loss_functions.BY_NAME.items():
        if identifier in {name, *aliases.split()}:
            return function
    if identifier in MADE:
        return MADE[identifier]()
    raise ValueError(f"Could not interpret loss identifier: {identifier}")
