"""The shell that the tests of faults run their cells in."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import tapeviz
from tests.faults.watched import Watched


@pytest.fixture(params=["numpy", "tensorflow"])
def watched(request: pytest.FixtureRequest) -> Iterator[Watched]:
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="TensorFlow is not installed")
    watched = Watched(request.param)
    yield watched
    tapeviz.unload_ipython_extension(watched.shell)
