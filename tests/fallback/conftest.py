"""The engine under test: a test that asks for `tf` runs on the NumPy engine and, where installed, on TensorFlow."""

from __future__ import annotations

import importlib
from typing import Any

import pytest

pytest.register_assert_rewrite("tests.fallback.rows", "tests.fallback.outcomes")

MODULES = {"numpy": "tapeviz.fallback", "tensorflow": "tensorflow"}


@pytest.fixture(scope="session", params=list(MODULES))
def tf(request: pytest.FixtureRequest) -> Any:
    """The `tf` namespace of one engine; `-k numpy` and `-k tensorflow` choose.

    TensorFlow is the referee: it may be absent, and its tests are skipped then. The NumPy engine may not.
    """
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow")
    return importlib.import_module(MODULES[request.param])


@pytest.fixture(scope="session")
def engines() -> tuple[Any, Any]:
    """TensorFlow, which is right, and the NumPy engine."""
    return pytest.importorskip("tensorflow"), importlib.import_module(MODULES["numpy"])
