"""What a trial needs of TensorFlow: clones of variables and functions, and its global state put back."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import tensorflow as tf

from tapeviz.engines import _tf_private as private

__all__ = ["clone_function", "clone_variable", "global_state"]

_RESTORE = Callable[[], None]


def clone_variable(variable: Any) -> Any:
    """A new variable of the same value, shape, dtype, trainability, name and device."""
    with tf.device(variable.device):
        made = tf.Variable(
            variable.read_value(),
            trainable=variable.trainable,
            name=variable.name.partition(":")[0],
            dtype=variable.dtype,
            shape=variable.shape,
            constraint=variable.constraint,
        )
    # Optimizers file what they know of a variable under this text; their copies look for it under the same.
    made._unique_id = variable._unique_id  # noqa: SLF001 - no public way to it
    return made


def clone_function(function: Any, python_function: Any) -> Any:
    """A `tf.function` with the same settings for another Python function; nothing is traced yet."""
    return function._clone(python_function)  # noqa: SLF001 - the public constructor cannot be told all the settings


def global_state() -> _RESTORE:
    """Remember seeds, random generators and name counters; the result puts them back."""
    restorers = [_eager_seed(), _global_generator(), *_keras_state()]

    def put_back() -> None:
        for restore in restorers:
            restore()

    return put_back


def _eager_seed() -> _RESTORE:
    """The global seed, and the Python generator from which each op without a seed of its own draws one."""
    eager, _ = private.random_machinery()
    seed, generator = eager._seed, getattr(eager, "_rng", None)  # noqa: SLF001 - there is no public way to read them
    drawn = generator.getstate() if generator is not None else None

    def put_back() -> None:
        eager._seed = seed  # noqa: SLF001 - as above; `set_seed` would also start the kernels' own counters anew
        if generator is not None:
            eager._rng = generator  # noqa: SLF001 - as above
            generator.setstate(drawn)
        elif hasattr(eager, "_rng"):
            del eager._rng  # noqa: SLF001 - as above

    return put_back


def _global_generator() -> _RESTORE:
    _, module = private.random_machinery()
    generator = module.global_generator
    state = tf.identity(generator.state) if generator is not None else None

    def put_back() -> None:
        module.global_generator = generator
        if generator is not None:
            generator.state.assign(state)

    return put_back


def _keras_state() -> list[_RESTORE]:
    """Keras's seed generator and the counters behind names such as `dense_3`."""
    module = sys.modules.get("keras.src.backend.common.global_state")
    tracker: Any = getattr(module, "GLOBAL_STATE_TRACKER", None)
    if tracker is None:
        return []
    attributes = dict(vars(tracker))
    counters = {name: dict(value) for name, value in attributes.items() if isinstance(value, dict)}
    seeds = attributes.get("global_seed_generator")
    state = tf.identity(seeds.state.value) if seeds is not None else None

    def put_back() -> None:
        vars(tracker).clear()
        vars(tracker).update(attributes)
        for name, counter in counters.items():
            attributes[name].clear()
            attributes[name].update(counter)
        if seeds is not None:
            seeds.state.assign(state)

    return [put_back]
