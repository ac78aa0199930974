"""Picks the engine for a cell: by what was set, by the objects the cell names, by what is installed."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable
from types import ModuleType
from typing import Any, Literal, get_args

from tapeviz.errors import BadInput
from tapeviz.kinds import bases_of, module_of

__all__ = [
    "OLDEST_TENSORFLOW",
    "Setting",
    "active_tf",
    "choose_engine",
    "engine_named",
    "has_tensorflow",
    "refuse_remote",
    "set_engine",
    "setting",
]

OLDEST_TENSORFLOW = (2, 16)
FALLBACK = "tapeviz.fallback"

Setting = Literal["auto", "tensorflow", "numpy"]
_chosen: dict[str, Setting] = {"engine": "auto"}


def setting() -> Setting:
    """What `%tape engine` was set to."""
    return _chosen["engine"]


def set_engine(name: str) -> None:
    """Use this engine from now on; `auto` leaves it to the cell. Raises `BadInput` for a name that is none."""
    if name not in get_args(Setting):
        raise BadInput(f"%tape engine {name}: the engines are auto, tensorflow and numpy")
    if name == "tensorflow" and not has_tensorflow():
        raise BadInput('%tape engine tensorflow: TensorFlow is not installed; pip install "tapeviz[tensorflow]"')
    _chosen["engine"] = name  # type: ignore[assignment]


def has_tensorflow() -> bool:
    """Whether the real TensorFlow is there: installed, and not stood in for by the NumPy engine."""
    module = sys.modules.get("tensorflow")
    if module is not None:
        return not _is_fallback(module)
    try:
        spec = importlib.util.find_spec("tensorflow")
    except (ImportError, ValueError):
        return False
    return spec is not None and not str(getattr(spec.loader, "__module__", "")).startswith(FALLBACK)


_REMOTE = ("ParameterServerStrategy", "TPUStrategy", "ClusterCoordinator")


def refuse_remote(values: Iterable[Any]) -> None:
    """Raise `BadInput` where one of the objects runs its steps on other machines, out of sight of any tape here."""
    for value in values:
        kind = type(value)
        name = next((name for name in _REMOTE if name in kind.__name__), "")
        if name and kind.__module__.startswith("tensorflow.python.distribute."):
            raise BadInput(
                f"{name}: its steps run on other machines or on TPU cores, where tapeviz sees no operation; "
                "try the step under tf.distribute.MirroredStrategy, or without a strategy"
            )


def choose_engine(*named: Iterable[Any]) -> Any:
    """A fresh engine for one cell that names these objects, the telling ones first.

    Raises `BadInput` when TensorFlow is asked for in vain, and where the cell names a strategy that runs elsewhere.
    """
    for values in named:
        refuse_remote(values)
    return engine_named(_by_objects(named) if setting() == "auto" else setting())


def engine_named(name: str) -> Any:
    """A fresh engine of this name. Raises `BadInput` when TensorFlow is asked for and absent or too old."""
    if name == "numpy":
        from tapeviz.engines.numpy_engine import NumpyEngine

        return NumpyEngine()
    if not has_tensorflow():
        raise BadInput(
            'TensorFlow is not installed; %tape engine auto uses what is there: pip install "tapeviz[tensorflow]"'
        )
    import tensorflow

    version = str(tensorflow.__version__)
    if tuple(int(part) for part in version.split(".")[:2]) < OLDEST_TENSORFLOW:
        oldest = ".".join(map(str, OLDEST_TENSORFLOW))
        raise BadInput(f"TensorFlow {version} is too old; tapeviz works with {oldest} and newer")
    from tapeviz.engines.tf_engine import TensorFlowEngine

    return TensorFlowEngine()


def active_tf() -> ModuleType:
    """The module that stands for `tf`: TensorFlow, or the NumPy engine where that is set or all there is."""
    name = "tensorflow" if setting() != "numpy" and has_tensorflow() else FALLBACK
    return importlib.import_module(name)


def _by_objects(named: Iterable[Iterable[Any]]) -> str:
    """The engine whose objects a cell names, TensorFlow where it names both or neither; NumPy where that is all."""
    if not has_tensorflow():
        return "numpy"
    for values in named:
        found = {engine for value in values if (engine := _engine_of(value))}
        if found:
            return "numpy" if found == {"numpy"} else "tensorflow"
    return "tensorflow"


def _engine_of(value: Any) -> str:
    kind = type(value)  # not isinstance: that would ask the object
    if issubclass(kind, ModuleType):
        return "numpy" if _is_fallback(value) else "tensorflow" if value.__name__.startswith("tensorflow") else ""
    bases = bases_of(value if issubclass(kind, type) else kind)
    modules = [module_of(base) for base in bases]
    if any(name.startswith(FALLBACK) for name in modules):
        return "numpy"
    return "tensorflow" if any(name.startswith(("tensorflow.", "keras.")) for name in modules) else ""


def _is_fallback(module: ModuleType) -> bool:
    return str(getattr(module, "__name__", "")).startswith(FALLBACK)
