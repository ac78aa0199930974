"""The pytest fixture `assert_gradients`. Without a test that asks for it, nothing of tapeviz is imported."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

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
