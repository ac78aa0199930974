"""`tf.keras` on the NumPy engine: layers, models, losses, metrics and optimizers, as far as tape cells use them."""

from __future__ import annotations

import importlib
import sys

from tapeviz.fallback import namespaces as _namespaces

__version__ = "3.15.1+tapeviz"

_PARTS = (
    *("seeding", "weight_initializers", "activation_functions", "penalties"),
    *("core_layers", "merging_layers", "normalization_layers"),
    *("conv_layers", "pooling_layers", "recurrent_layers"),
    *("loss_functions", "loss_classes", "metric_functions", "metric_classes"),
    *("rate_schedules", "optimizer", "update_rules", "rare_rules", "optimizer_names", "fitting", "network"),
    *("backend_functions", "dataset_files"),
)


def _publish() -> None:
    """Import the parts, whose modules export their public names, and let Python import their namespaces."""
    for part in _PARTS:
        importlib.import_module(f"{__name__}.{part}")
    root = f"{_namespaces.ROOT}.keras"
    waiting = [sys.modules[root]]
    while waiting:
        for value in list(vars(waiting.pop()).values()):
            if isinstance(value, _namespaces.Namespace) and value.__name__ not in sys.modules:
                sys.modules[value.__name__] = value
                waiting.append(value)


_publish()
