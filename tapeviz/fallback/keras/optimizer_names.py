"""`keras.optimizers.get`: optimizers by their names, and the names that Keras 3 has given up."""

from __future__ import annotations

from typing import Any, Final

from tapeviz.fallback.keras.optimizer import Optimizer
from tapeviz.fallback.keras.rare_rules import Ftrl, Lion
from tapeviz.fallback.keras.update_rules import SGD, Adadelta, Adagrad, Adam, Adamax, AdamW, Nadam, RMSprop
from tapeviz.fallback.namespaces import export, put

BY_NAME: Final[dict[str, type[Optimizer]]] = {
    made.__name__.lower(): made for made in (SGD, Adam, AdamW, Nadam, Adamax, RMSprop, Adagrad, Adadelta, Lion, Ftrl)
}


@export("keras.optimizers.get")
def get(identifier: Any) -> Any:
    """Give an optimizer by its name, or what is one already. Raises ValueError for what names none."""
    if isinstance(identifier, Optimizer):
        return identifier
    if isinstance(identifier, str) and identifier.lower() in BY_NAME:
        made: Any = BY_NAME[identifier.lower()]
        return made()
    raise ValueError(f"Could not interpret optimizer identifier: {identifier}")


def _legacy(*_: Any, **__: Any) -> Any:
    """Raise ImportError: Keras 3 has these no more."""
    raise ImportError(
        "`keras.optimizers.legacy` is not supported in Keras 3. When using `tf.keras`, to continue using a "
        "`tf.keras.optimizers.legacy` optimizer, you can install the `tf_keras` package (Keras 2) and set the "
        "environment variable `TF_USE_LEGACY_KERAS=True` to configure TensorFlow to use `tf_keras` when accessing "
        "`tf.keras`."
    )


for _name in ("Adagrad", "Adam", "Ftrl", "Optimizer", "RMSprop", "SGD"):
    put(f"keras.optimizers.legacy.{_name}", _legacy)
