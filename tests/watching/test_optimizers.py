"""The reasons under Keras' own words about missing gradients, in Keras 2 (`tf-keras`) as in Keras 3."""

from __future__ import annotations

import importlib.util
import os
import sys
import types
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from tapeviz.watching.autotape import Autotape


@pytest.fixture
def said() -> Iterator[list[str]]:
    """What autotape says while it is on."""
    lines: list[str] = []
    autotape = Autotape(lines.append)
    autotape.start()
    yield lines
    autotape.stop()


def mean_of(values: Any) -> Any:
    return np.mean(values)


class Old:
    """As the optimizers of Keras 2: what they are given can be gone through once."""

    def apply_gradients(self, grads_and_vars: Any) -> list[Any]:
        pairs = list(grads_and_vars)
        if all(gradient is None for gradient, _ in pairs):
            raise ValueError("No gradients provided for any variable")
        return [variable for _, variable in pairs]


@pytest.fixture
def old(monkeypatch: pytest.MonkeyPatch) -> type:
    keras = types.ModuleType("tf_keras")
    keras.optimizers = types.SimpleNamespace(Optimizer=Old)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "tf_keras", keras)
    return Old


def left(tf: Any, *, alone: bool) -> tuple[list[Any], list[Any]]:
    """Gradients, of which the first is None, and their variables."""
    x, w = tf.Variable([1.0, 3.0]), tf.Variable(2.0)
    with tf.GradientTape() as tape:
        loss = mean_of(x) * w
    sources = [x] if alone else [x, w]
    return tape.gradient(loss, sources), sources


@pytest.mark.parametrize("wrap", [zip, lambda *both: list(zip(*both, strict=True))], ids=["zip", "list"])
def test_an_optimizer_that_takes_pairs_is_followed(tf: Any, said: list[str], old: type, wrap: Any) -> None:
    plain = Old.apply_gradients
    gradients, variables = left(tf, alone=False)

    assert old().apply_gradients(wrap(gradients, variables)) == variables
    assert [line.partition(" d(")[0] for line in said[1:]] == ["tapeviz: left out, as"]
    gradients, variables = left(tf, alone=True)
    with pytest.raises(ValueError, match="No gradients provided") as failure:
        old().apply_gradients(wrap(gradients, variables))
    assert any("None" in note for note in failure.value.__notes__)
    assert Old.apply_gradients is not plain


def test_off_the_optimizer_is_its_own_again(tf: Any, old: type) -> None:
    plain = vars(Old)["apply_gradients"]
    autotape = Autotape(lambda _line: None)
    autotape.start()
    left(tf, alone=True)
    autotape.stop()

    assert vars(Old)["apply_gradients"] is plain


@pytest.mark.parametrize("room", ["optimizers", "optimizers.legacy"])
def test_the_optimizers_of_keras_2(said: list[str], room: str) -> None:
    if os.environ.get("TF_USE_LEGACY_KERAS") != "1" or importlib.util.find_spec("tf_keras") is None:
        pytest.skip("the row keras-2 of the versions has tf-keras")
    import tensorflow as tf

    optimizer = (tf.keras.optimizers.legacy if "." in room else tf.keras.optimizers).SGD(0.1)
    gradients, variables = left(tf, alone=False)
    optimizer.apply_gradients(zip(gradients, variables, strict=True))
    assert said[-1].startswith("tapeviz: left out, as ")
    gradients, variables = left(tf, alone=True)
    with pytest.raises(ValueError, match="No gradients provided for any variable") as failure:
        optimizer.apply_gradients(zip(gradients, variables, strict=True))
    assert failure.value.__notes__
