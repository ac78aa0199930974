"""The pytest fixture `assert_gradients`, and tests that use `tapeviz.record()`; for others nothing is imported."""

from __future__ import annotations

import sys
import types
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from tapeviz.report import Report

__all__ = ["assert_gradients"]


@pytest.fixture
def assert_gradients(request: pytest.FixtureRequest) -> Iterator[Callable[..., Report]]:
    """`tapeviz.assert_gradients`, with every tape of the test followed from its start.

    ::

        def test_the_model_learns(assert_gradients):
            with tf.GradientTape() as tape:
                loss = step(model, batch)
            assert_gradients(tape, loss, model)
    """
    import tapeviz

    recording = tapeviz.record()
    with recording.following(request.function, request.module):
        yield tapeviz.assert_gradients


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, Any, None]:
    """Have the own values of a test that calls `tapeviz.record()` followed: they are those of the recorded block."""
    function = getattr(item, "function", None)
    if not isinstance(function, types.FunctionType) or not _records(function):
        yield
        return
    from tapeviz.watching.record import reporting

    with reporting(function, sys.modules.get(function.__module__)):
        yield


def _records(function: types.FunctionType) -> bool:
    """Whether a test calls a `record` of tapeviz."""
    names = function.__code__.co_names
    found = (function.__globals__.get(name) for name in names)
    is_ours = "tapeviz" in names or any(getattr(f, "__module__", None) == "tapeviz.api" for f in found)
    return "record" in names and is_ours
