"""Both engines, and what must be the same before and after."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.test_scenarios import MODULES


@pytest.fixture(params=MODULES)
def tf(request: pytest.FixtureRequest) -> Any:
    """The module that a program imports as `tf`."""
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    return importlib.import_module(MODULES[request.param])


@pytest.fixture
def untouched(tf: Any) -> Iterator[Callable[[], dict[str, Any]]]:
    """Everything of the engine that hooks are put on, by name; after the test it must be as it was before."""
    from tapeviz import background

    background.stop()
    before = patched(tf)
    yield lambda: patched(tf)
    background.stop()
    after = patched(tf)
    assert {name for name in before if before[name] is not after[name]} == set()
    assert before.keys() == after.keys()


def patched(tf: Any) -> dict[str, Any]:
    """The attributes of every class and module that any hook is put on."""
    if tf.__name__ != "tensorflow":
        from tapeviz.fallback import GradientTape, Tensor, Variable, backward, custom, execute

        owners: list[Any] = [GradientTape, Tensor, Variable, backward, custom]
        extra = {"observers": tuple(execute._observers) or None}
    else:
        from tensorflow.python.eager import backprop, context, record
        from tensorflow.python.eager.polymorphic_function import concrete_function
        from tensorflow.python.framework import ops
        from tensorflow.python.ops import resource_variable_ops

        owners = [backprop.GradientTape, ops._EagerTensorBase, resource_variable_ops.BaseResourceVariable]
        owners += [record, concrete_function.ConcreteFunction, backprop]
        extra = {"callbacks": tuple(context.context().op_callbacks) or None}
    found = {f"{owner.__name__}.{name}": value for owner in owners for name, value in vars(owner).items()}
    # Python makes a class its annotations when somebody asks for them.
    return {name: value for name, value in {**found, **extra}.items() if not name.endswith(".__annotations__")}
