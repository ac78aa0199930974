"""How values leave TensorFlow for NumPy and Python: which exits can be hooked and which take the buffer silently."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
import tensorflow as tf
from tensorflow.python.framework import ops

TENSOR = ops.EagerTensor
BASE = TENSOR.__mro__[1]
HOOKABLE = ["numpy", "__array__", "__float__", "__int__", "__bool__", "__iter__", "__format__", "__index__"]


@pytest.fixture
def called(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the hookable methods that are called on eager tensors."""
    calls: list[str] = []
    for name in HOOKABLE:
        monkeypatch.setattr(BASE, name, _noting(name, getattr(BASE, name), calls))
    return calls


def _noting(name: str, method: Callable[..., Any], calls: list[str]) -> Callable[..., Any]:
    def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
        calls.append(name)
        return method(self, *args, **kwargs)

    return noted


@pytest.mark.parametrize("function", [np.mean, np.asarray, np.square, np.array, np.sum])
def test_numpy_takes_a_tensors_values_without_a_python_call(called: list[str], function: Callable[..., Any]) -> None:
    result = function(tf.constant([1.0, 3.0]))

    assert isinstance(result, np.ndarray | np.generic)
    assert called == []


def test_numpy_asks_a_variable_for_its_array(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    kind = type(tf.Variable(1.0))
    monkeypatch.setattr(kind, "__array__", _noting("__array__", kind.__array__, asked))

    assert np.mean(tf.Variable([1.0, 3.0])) == 2.0
    assert asked


@pytest.mark.parametrize(
    ("take", "method"),
    [
        pytest.param(lambda t: t.numpy(), "numpy", id="numpy()"),
        pytest.param(float, "__float__", id="float"),
        pytest.param(int, "__int__", id="int"),
        pytest.param(bool, "__bool__", id="bool"),
        pytest.param(lambda t: list(t[None]), "__iter__", id="iteration"),
        pytest.param(lambda t: f"{t:.1f}", "__format__", id="formatting"),
    ],
)
def test_pythons_own_ways_out_call_a_method(called: list[str], take: Callable[[Any], Any], method: str) -> None:
    take(tf.constant(2.0))

    assert method in called


@pytest.fixture
def array_functions(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The NumPy functions that announce themselves through `__array_function__` on eager tensors."""
    announced: list[str] = []

    def announce(_self: Any, function: Any, _types: Any, args: Any, kwargs: Any) -> Any:
        announced.append(function.__name__)
        return function._implementation(*args, **kwargs)

    monkeypatch.setattr(BASE, "__array_function__", announce, raising=False)
    return announced


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("mean", np.mean),
        ("stack", lambda t: np.stack([t, t])),
        ("where", lambda t: np.where(t, t, 0.0)),
        ("norm", np.linalg.norm),
        ("dot", lambda t: np.dot(t, t)),
    ],
)
def test_array_functions_can_be_announced_with_the_same_result(
    array_functions: list[str], name: str, call: Callable[[Any], Any]
) -> None:
    tensor = tf.constant([1.0, 3.0])

    announced = call(tensor)

    assert name in array_functions
    np.testing.assert_array_equal(announced, call(np.asarray(tensor)))


@pytest.mark.parametrize("silent", [np.square, np.asarray])
def test_ufuncs_and_asarray_announce_nothing(array_functions: list[str], silent: Callable[[Any], Any]) -> None:
    silent(tf.constant([1.0, 3.0]))

    assert array_functions == []


def test_array_times_tensor_is_a_tensor() -> None:
    """What an `__array_ufunc__` on tensors would have to keep, and the reason there is none."""
    product = np.array([1.0, 2.0], "float32") * tf.constant([3.0, 4.0])

    assert isinstance(product, tf.Tensor)


def test_an_array_ufunc_hook_would_break_array_times_tensor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(BASE, "__array_ufunc__", lambda *_, **__: "ours", raising=False)

    assert np.array([1.0, 2.0], "float32") * tf.constant([3.0, 4.0]) == "ours"
