"""A TensorFlow whose private names have moved: what cannot be seen is a limit, and the rest of the report stands."""

from __future__ import annotations

import ast
import importlib
import inspect
import sys
from collections.abc import Iterator
from typing import Any

import pytest

from tests.engines.taping import tape

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

MODULES = ("_tf_private", "tf_engine", "tf_functions", "tf_state")
SETUP = """
x, w, table = tf.Variable([2.0, 0.5]), tf.Variable(3.0), tf.Variable(tf.ones([3, 2]))
@tf.function
def f(a):
    return tf.reduce_sum(a) * 1.5
"""
CELL = "h = tf.round(x)\nk = f(x)\ny = f(h) * w + tf.stop_gradient(k)"


def rooms() -> dict[str, tuple[str, set[str]]]:
    """What `_tf_private` opens: for each name it gives a module, the module's own and those said to be used of it."""
    from tapeviz.engines import _tf_private

    found = {}
    prefixes = {"_framework": "tensorflow.python.framework", "_eager": "tensorflow.python.eager"}
    for node in ast.parse(inspect.getsource(_tf_private)).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and "_rooms.open" in ast.unparse(node):
            path, *names = eval(f"[{', '.join(map(ast.unparse, node.value.args))}]", dict(prefixes))  # noqa: S307
            found[ast.unparse(node.targets[0])] = (path, set(names))
    return found


def used() -> list[tuple[str, str]]:
    """(module, name) of everything that `_tf_private` takes from them."""
    from tapeviz.engines import _tf_private

    tree = ast.parse(inspect.getsource(_tf_private))
    attributes = [n for n in ast.walk(tree) if isinstance(n, ast.Attribute) and isinstance(n.value, ast.Name)]
    modules = {name: path for name, (path, _) in rooms().items()}
    return sorted({(modules[n.value.id], n.attr) for n in attributes if n.value.id in modules})


class Without:
    """A module that lacks some of its names; the others are its own, and so is what is set on it."""

    def __init__(self, module: Any, missing: set[str]) -> None:
        object.__setattr__(self, "_own", (module, missing))

    def __getattribute__(self, name: str) -> Any:
        module, missing = object.__getattribute__(self, "_own")
        if name in missing:
            raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}")
        if name == "__dict__":
            return {key: value for key, value in vars(module).items() if key not in missing}
        return getattr(module, name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(object.__getattribute__(self, "_own")[0], name, value)


@pytest.fixture
def fresh(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    """Within the test, the engine is imported anew."""
    import tapeviz.engines
    import tapeviz.engines.tf_engine
    import tapeviz.engines.tf_state

    for name in MODULES:
        monkeypatch.delitem(sys.modules, f"tapeviz.engines.{name}", raising=False)
        monkeypatch.delattr(tapeviz.engines, name, raising=False)
    yield monkeypatch
    for name in MODULES:
        sys.modules.pop(f"tapeviz.engines.{name}", None)
        vars(tapeviz.engines).pop(name, None)


def told(found: Any) -> dict[str, tuple[str, str]]:
    return {entry["name"]: (entry["status"], entry["cause"]) for entry in found.report.to_dict()["sources"]}


def hooks_left() -> list[Any]:
    from tensorflow.python.eager import context

    return list(context.context().op_callbacks)


@pytest.mark.parametrize(("module", "name"), used(), ids=lambda part: part.rpartition(".")[2])
def test_one_name_that_is_gone_costs_what_it_was_for_and_nothing_else(
    fresh: pytest.MonkeyPatch, module: str, name: str
) -> None:
    with fresh.context() as patched:
        patched.setitem(sys.modules, module, Without(importlib.import_module(module), {name}))
        importlib.import_module("tapeviz.engines.tf_engine")
    found = tape(CELL, "y wrt x; w", setup=SETUP)

    assert float(found.namespace["y"]) == 3.0 * 1.5 * 2.0 + 2.5 * 1.5
    assert told(found)["w"] == ("gradient", None)
    status, cause = told(found)["x"]
    assert status == "none"
    assert cause in ("not-differentiable", "unknown")
    assert any(name in limit.detail for limit in found.recording.limits), found.recording.limits
    assert hooks_left() == []


@pytest.mark.parametrize("module", [path for path, _ in rooms().values()], ids=lambda part: part.rpartition(".")[2])
def test_a_module_that_is_gone_is_said_and_the_report_stands(fresh: pytest.MonkeyPatch, module: str) -> None:
    with fresh.context() as patched:
        patched.setitem(sys.modules, module, None)
        importlib.import_module("tapeviz.engines.tf_engine")
    found = tape(CELL, "y wrt x; w", setup=SETUP)

    assert told(found)["w"] == ("gradient", None)
    assert told(found)["x"][0] == "none"
    assert told(found)["x"][1] in ("not-differentiable", "unknown")
    assert any(module in limit.detail for limit in found.recording.limits)
    assert hooks_left() == []


def test_every_private_name_is_looked_for_when_the_engine_is_imported() -> None:
    named = sorted((path, name) for path, names in rooms().values() for name in names)

    assert used() == named


def test_this_tensorflow_has_all_of_them() -> None:
    assert tape(CELL, "y wrt x", setup=SETUP).recording.limits == ()
