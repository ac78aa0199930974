"""What programs call around the mathematics: versions, name scopes, devices, configuration; most of it does nothing."""

from __future__ import annotations

import contextlib
import logging
import time
from collections.abc import Callable, Iterator
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np

from tapeviz.fallback.assertions import check_numerics
from tapeviz.fallback.console import print_
from tapeviz.fallback.execute import STATE
from tapeviz.fallback.initial_values import Zeros
from tapeviz.fallback.installing import install
from tapeviz.fallback.namespaces import export, put
from tapeviz.fallback.specs import TensorSpec
from tapeviz.fallback.tensor import Tensor

__all__ = ["TensorSpec", "Zeros", "check_numerics", "install", "print_"]

# Above what programs ask for by comparing text (`"2.21.0" < "2.4"`), and marked so that nobody takes it for TensorFlow.
VERSION: Final = "2.9.0+tapeviz"

_Function = TypeVar("_Function", bound=Callable[..., Any])


@export("name_scope")
class name_scope:  # noqa: N801 - TensorFlow's name
    """A context that puts its name before the names of variables: `tf.name_scope`.

    A name that ends with a slash is the whole scope; an empty one leaves all scopes. Raises ValueError for no string.
    """

    def __init__(self, name: str) -> None:
        if not isinstance(name, str):
            raise ValueError("name for name_scope must be a string.")  # noqa: TRY004 - TensorFlow's kind
        self._name = name
        self._before: list[str] = []

    @property
    def name(self) -> str:
        """The name given."""
        return self._name

    def __enter__(self) -> str:
        self._before.append(STATE.scope)
        whole = not self._name or self._name.endswith("/")
        STATE.scope = self._name if whole else f"{STATE.scope}{self._name}/"
        return STATE.scope

    def __exit__(self, *_: object) -> None:
        STATE.scope = self._before.pop()


@export("get_current_name_scope")
def get_current_name_scope() -> str:
    """The scopes around, joined by slashes."""
    return STATE.scope.rstrip("/")


@export("init_scope")
@contextlib.contextmanager
def init_scope() -> Iterator[None]:
    """Let no tape record what runs in this block."""
    paused, STATE.tapes = STATE.tapes, []
    try:
        yield
    finally:
        STATE.tapes = paused


@export("device")
@contextlib.contextmanager
def device(device_name: Any) -> Iterator[None]:
    """Nothing: everything runs on the CPU."""
    yield


@export("control_dependencies")
@contextlib.contextmanager
def control_dependencies(control_inputs: Any) -> Iterator[None]:
    """Nothing: ops run in the order of the program."""
    yield


@export("timestamp")
def timestamp(name: str | None = None) -> Tensor:
    """Seconds since 1970, float64."""
    return Tensor(np.array(time.time()))


@export("get_logger")
def get_logger() -> logging.Logger:
    """The logger on which the engine warns; it has TensorFlow's name."""
    return logging.getLogger("tensorflow")


@export("inside_function")
def inside_function() -> bool:
    """False: functions run as they are written."""
    return False


@export("is_symbolic_tensor")
def is_symbolic_tensor(tensor: Any) -> bool:
    """False: every tensor has a value."""
    return False


@export("config.PhysicalDevice")
class PhysicalDevice(NamedTuple):
    """A device of the machine."""

    name: str
    device_type: str


@export("config.LogicalDevice")
class LogicalDevice(NamedTuple):
    """A device as programs see it."""

    name: str
    device_type: str


@export("config.LogicalDeviceConfiguration", "config.experimental.VirtualDeviceConfiguration")
class LogicalDeviceConfiguration(NamedTuple):
    """How much of a device a program would take."""

    memory_limit: Any = None
    experimental_priority: Any = None
    experimental_device_ordinal: Any = None


@export(
    *("config.list_physical_devices", "config.experimental.list_physical_devices"),
    *("config.get_visible_devices", "config.experimental.get_visible_devices"),
)
def list_physical_devices(device_type: str | None = None) -> list[PhysicalDevice]:
    """The CPU, unless another type is asked for."""
    return [PhysicalDevice("/physical_device:CPU:0", "CPU")] if device_type in {None, "CPU"} else []


@export("config.list_logical_devices", "config.experimental.list_logical_devices")
def list_logical_devices(device_type: str | None = None) -> list[LogicalDevice]:
    """The CPU, unless another type is asked for."""
    return [LogicalDevice("/device:CPU:0", "CPU")] if device_type in {None, "CPU"} else []


@export("test.is_gpu_available")
def is_gpu_available(cuda_only: bool = False, min_cuda_compute_capability: Any = None) -> bool:
    """False."""
    return False


@export("test.gpu_device_name")
def gpu_device_name() -> str:
    """An empty string: there is no GPU."""
    return ""


@export("autograph.experimental.do_not_convert")
def do_not_convert(func: _Function | None = None) -> Any:
    """Decorate a function and leave it as it is."""
    return do_not_convert if func is None else func


def _says(answer: Any, *names: str) -> None:
    """Make a function public that takes anything, does nothing and says always the same."""

    def says(*_: Any, **__: Any) -> Any:
        return answer

    for name in names:
        put(name, says)


_says(
    None,
    *("config.set_visible_devices", "config.experimental.set_visible_devices"),
    *("config.set_logical_device_configuration", "config.experimental.set_virtual_device_configuration"),
    *("config.get_logical_device_configuration", "config.experimental.get_virtual_device_configuration"),
    *("config.set_soft_device_placement", "config.experimental.set_memory_growth"),
    *("config.experimental.enable_op_determinism", "config.experimental.enable_tensor_float_32_execution"),
    *("config.experimental.set_synchronous_execution", "config.optimizer.set_jit"),
    "config.optimizer.set_experimental_options",
    *("config.threading.set_inter_op_parallelism_threads", "config.threading.set_intra_op_parallelism_threads"),
    *("autograph.set_verbosity", "autograph.experimental.set_loop_options", "autograph.trace"),
    *("debugging.set_log_device_placement", "debugging.enable_traceback_filtering"),
    *("debugging.disable_traceback_filtering", "debugging.disable_check_numerics"),
    *("compat.v1.enable_eager_execution", "compat.v1.enable_v2_behavior"),
)
_says(
    False,
    *("test.is_built_with_cuda", "test.is_built_with_rocm", "test.is_built_with_gpu_support"),
    *("test.is_built_with_xla", "config.get_soft_device_placement", "config.experimental.get_memory_growth"),
    "config.experimental.tensor_float_32_execution_enabled",
)
_says(0, "config.threading.get_inter_op_parallelism_threads", "config.threading.get_intra_op_parallelism_threads")
put("__version__", VERSION)
put("version.VERSION", VERSION)
put("version.GIT_VERSION", VERSION)
