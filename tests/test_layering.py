"""Importing stays light, and each heavy or private dependency is met in its own module only."""

from __future__ import annotations

import ast
import importlib.util
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(importlib.util.find_spec("tapeviz").submodule_search_locations[0])
MODULES = sorted(module.name for module in pkgutil.walk_packages([str(PACKAGE)], "tapeviz."))

TENSORFLOW_MODULES = ("tapeviz.engines.tf_", "tapeviz.engines._tf_private")
NOTEBOOK_LAYER = (
    "tapeviz.magics",
    "tapeviz.subcommands",
    "tapeviz.completion",
    "tapeviz.cell",
    "tapeviz.classroom",
    "tapeviz.demo",
)

BLOCK = """
import importlib, sys
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in {blocked!r}:
            raise ModuleNotFoundError(f"{{name}} is blocked", name=name)
sys.meta_path.insert(0, Block())
for module in {modules!r}:
    importlib.import_module(module)
"""


def _import_while_blocked(modules: list[str], *blocked: str) -> subprocess.CompletedProcess[str]:
    code = BLOCK.format(blocked=set(blocked), modules=modules)
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=False)


def test_the_package_itself_imports_nothing_heavy() -> None:
    """A notebook that only has the extension in its start-up list must not wait for it."""
    done = _import_while_blocked(["tapeviz"], "tensorflow", "keras", "IPython", "graphviz", "numpy")

    assert done.returncode == 0, done.stderr


def test_every_module_imports_without_tensorflow() -> None:
    done = _import_while_blocked(
        [name for name in MODULES if not name.startswith(TENSORFLOW_MODULES)], "tensorflow", "keras"
    )

    assert done.returncode == 0, done.stderr


def test_everything_below_the_notebook_layer_imports_without_ipython() -> None:
    below = [name for name in MODULES if not name.startswith(NOTEBOOK_LAYER + TENSORFLOW_MODULES)]

    done = _import_while_blocked(below, "IPython", "ipykernel", "traitlets")

    assert done.returncode == 0, done.stderr


def test_the_block_does_block() -> None:
    """Else the three tests above could not fail."""
    done = _import_while_blocked(["IPython"], "IPython")

    assert done.returncode != 0
    assert "IPython is blocked" in done.stderr


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_private_names_of_tensorflow_live_in_one_file(path: Path) -> None:
    private = [
        f"{path.name}:{line} imports {name}"
        for line, name in _imports(path)
        if name.startswith(("tensorflow.python", "tensorflow.core", "keras.src"))
    ]

    assert not private or path.name == "_tf_private.py"


def test_the_numpy_engine_knows_nothing_of_tapeviz() -> None:
    """It is to be a package of its own that happens to live here; while there is none, there is nothing to find."""
    outside = [
        f"{path.name}:{line} imports {name}"
        for path in PACKAGE.glob("fallback/**/*.py")
        for line, name in _imports(path)
        if name.startswith("tapeviz") and not name.startswith("tapeviz.fallback")
    ]

    assert outside == []


def test_no_module_is_called_a_catch_all() -> None:
    catch_alls = {"utils", "util", "helpers", "helper", "manager", "common", "misc"}

    assert not {name.rpartition(".")[2] for name in MODULES} & catch_alls


def test_type_information_is_shipped() -> None:
    assert (PACKAGE / "py.typed").is_file()
