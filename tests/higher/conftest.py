"""Both engines, as namespaces in which a cell runs."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np
import pytest


@pytest.fixture(params=["tensorflow", "tapeviz.fallback"])
def names(request: pytest.FixtureRequest) -> dict[str, Any]:
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    tf = importlib.import_module(request.param)
    return {"__name__": "__main__", "tf": tf, "np": np}
