"""Options and fixtures that every test may ask for."""

from __future__ import annotations

import gc
import importlib.metadata
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# A shared machine may stall for longer than Hypothesis' deadline; what is slow has tests of its own.
settings.register_profile("calm", deadline=None)
settings.load_profile("calm")

# Read when TensorFlow is imported, which the tests do late.
os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

GOLDEN = Path(__file__).parent / "render" / "golden"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden files anew; read the diff after")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compares a text with the golden file of that name, or writes it with --update-golden."""

    def check(name: str, text: str) -> None:
        path = GOLDEN / name
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, "utf-8")
        assert path.read_text("utf-8") == text, f"{path.name} differs; if that is meant: pytest --update-golden"

    return check


@pytest.fixture
def graphviz_pure() -> None:
    """For tests that need the program; it comes in a package without a module, so there is nothing to import."""
    try:
        importlib.metadata.version("graphviz-pure")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("graphviz-pure is not installed")


@pytest.fixture(autouse=True, scope="module")
def no_shell_is_left_loaded() -> Iterator[None]:
    """What a module leaves loaded would be seen by the next: a marker among the builtins, a last taped cell."""
    yield
    runs = sys.modules.get("tapeviz.cell.run")
    if runs is not None:
        left = list(runs._shells)
        runs._shells.clear()
        runs._drop_marker()
        assert not left, "tapeviz is still loaded in a shell; call unload_ipython_extension when the test ends"


def pytest_unconfigure() -> None:
    """Every shell that a test made collects garbage once more at exit: minutes, with TensorFlow's heap to walk."""
    gc.freeze()
