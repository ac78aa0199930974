"""tapeviz: run a notebook cell inside a tf.GradientTape and say why a gradient is None, where, and what to change."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

    from IPython.core.interactiveshell import InteractiveShell

    from tapeviz.api import assert_gradients, explain, last_report, record
    from tapeviz.classroom.exercise import Exercise, progress

    __version__: str
    tf: ModuleType

__all__ = [
    "Exercise",
    "__version__",
    "assert_gradients",
    "explain",
    "last_report",
    "load_ipython_extension",
    "progress",
    "record",
    "tf",
    "unload_ipython_extension",
]

_FROM_CLASSROOM = ("Exercise", "progress")
_FROM_API = ("assert_gradients", "explain", "last_report", "record")


def load_ipython_extension(shell: InteractiveShell) -> None:
    """What `%load_ext tapeviz` calls."""
    from tapeviz.magics import load

    load(shell)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """What `%unload_ext tapeviz` calls."""
    from tapeviz.magics import unload

    unload(shell)


def __getattr__(name: str) -> Any:
    # Late, so that `import tapeviz` costs next to nothing and needs neither IPython nor TensorFlow.
    if name in _FROM_API:
        from tapeviz import api

        if hasattr(api, name):
            return getattr(api, name)
    if name in _FROM_CLASSROOM:
        from tapeviz.classroom import exercise

        return getattr(exercise, name)
    if name == "tf":
        from tapeviz.engines.choose import active_tf

        return active_tf()
    if name == "__version__":
        return _version()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("tapeviz")
    except PackageNotFoundError:
        return "0+not.installed"
