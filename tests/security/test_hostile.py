"""Objects that raise, and count, at every look: the report neither breaks on them nor looks, wherever they are."""

from __future__ import annotations

import importlib
from collections import Counter
from typing import Any

import pytest

import tapeviz
from tests.ipython.fakes import Outcome, make_shell, run
from tests.security.hostile import CALLS

ENGINES = {"numpy": "tapeviz.fallback", "tensorflow": "tensorflow"}

SETUP = """
import types
import numpy as np
import {engine} as tf
from tests.security.hostile import Hostile, HostileMeta, Proxy
bad = Hostile()
class Child(Hostile):
    def method(self):
        return 1
child = Child()
class Odd(metaclass=HostileMeta):
    pass
odd = Odd()
lazy, like_type, like_function = Proxy(types.ModuleType), Proxy(type), Proxy(types.FunctionType)
like_tensor, like_variable, like_array = Proxy(tf.Tensor), Proxy(tf.Variable), Proxy(np.ndarray)
like_list, like_dict = Proxy(list), Proxy(dict)
many = [bad, child, odd, lazy, like_tensor, like_variable]
named = {{"k": bad, "o": odd, "t": like_tensor}}
everything = (*many, like_dict, like_list, like_function, like_type, like_array)
def helper(v, unused=bad, *, other=like_tensor):
    inside = bad
    local = [lazy, odd]
    return v * 2.0
def make():
    kept = bad
    def inner(v):
        kept
        return v + 1.0
    return inner
closure = make()
module = tf.Module()
module.v = tf.Variable(1.0)
vars(module).update(bad=bad, odd=odd, many=many, proxy=like_variable)
loaded = types.ModuleType("loaded")
loaded.bad = bad
x = tf.Variable(2.0)
w = tf.Variable(3.0)
plain = tf.constant(1.0)
"""

CELLS = {
    "none of them is touched": "%%tape y wrt x, w, plain\ny = x * x\nz = tf.round(w) + plain",
    "every watched variable": "%%tape\ny = x * 2.0",
    "inside a helper and its closure": "%%tape y wrt x, w\ny = closure(helper(x)) + tf.round(w)",
    "bound to names": "%%tape y wrt x, w\na = bad\nb = odd\nc = like_tensor\nd = child\ny = x * 2.0",
    "in containers": (
        "%%tape y wrt x, w\na = [bad, odd, x]\nb = {'k': bad, 'p': like_variable, 'x': x}\nc = (lazy, like_array)\n"
        "y = a[2] * b['x'] + float(w)"
    ),
    "passed to a function": (
        "%%tape y wrt x, w\ndef f(a, b, *rest, **more):\n    keep = a\n    return b * 2.0\n"
        "y = f(bad, x, odd, lazy, k=like_list)"
    ),
    "in a loop": "%%tape y wrt x, w\nfor item in everything:\n    last = item\ny = x * w",
    "in a comprehension": "%%tape y wrt x, w\nkept = [item for item in everything]\ny = x * w",
    "compared by identity": "%%tape y wrt x\nsame = bad is odd or bad is None\ny = x * 2.0",
    "in a module that is a source": "%%tape y wrt module\ny = module.v * 2.0",
    "put into a module": "%%tape y wrt module, x\nvars(module)['more'] = bad\ny = tf.round(module.v) * x",
    "returned": "%%tape y wrt x, w\ndef give():\n    return bad\ngot = give()\ny = x * tf.stop_gradient(w)",
    "beside an error": "%%tape y wrt x\na = bad\ny = x * 2.0\n1/0",
    "beside an exit": "%%tape y wrt x, w\nh = float(w)\ny = x * h\nq = bad",
    "an argument of a lambda": "%%tape y wrt x\ny = (lambda a, b: b * 2.0)(bad, x)",
    "an attribute": "%%tape y wrt x\nclass Box: pass\nbox = Box()\nbox.bad = bad\nbox.odd = odd\ny = x * 2.0",
    "beside a watched tensor": "%%tape y wrt plain --watch plain\na = named\nb = many\ny = plain * 2.0",
    "stored into a list": "%%tape y wrt x\ny = x * 2.0\ny += w\nfew = many\nfew[0] = bad",
    "deleted": "%%tape y wrt x\nq = bad\ndel q\ny = x * 2.0",
    "beside tried remedies": "%%tape y wrt x, w --try-fix\ny = x * tf.stop_gradient(w)",
    "beside a whole picture": "%%tape y wrt x, w --graph full\ny = helper(x) * tf.stop_gradient(w)",
    "a list as source": "%%tape y wrt [x, bad]\ny = x * 2.0",
    "a dict as source": "%%tape y wrt named\ny = x * 2.0",
    "its metaclass": "%%tape y wrt odd, x\ny = x * 2.0",
    "a proxy as source": "%%tape y wrt like_variable, x\ny = x * 2.0",
}


@pytest.fixture(params=["numpy", "tensorflow"])
def engine(request: pytest.FixtureRequest) -> str:
    pytest.importorskip(ENGINES[request.param], reason="TensorFlow is not installed")
    return str(request.param)


def counted(engine: str, cell: str, *, taped: bool) -> tuple[Counter[str], Outcome, Any]:
    """How often each special method was called while the cell ran, what came of it, and the report."""
    shell = make_shell()
    if taped:
        tapeviz.load_ipython_extension(shell)
    try:
        assert run(shell, SETUP.format(engine=ENGINES[engine]), store_history=False).success
        CALLS.clear()
        outcome = run(shell, cell if taped else f"# {cell}", store_history=False)
        seen = Counter({name: times for name, times in CALLS.items() if "__getattribute__" not in name})
        seen["__getattribute__"] = sum(n for name, n in CALLS.items() if name.startswith("__getattribute__"))
        return seen, outcome, shell.user_ns.get("_tape")
    finally:
        if taped:
            tapeviz.unload_ipython_extension(shell)


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS.keys())
def test_a_taped_cell_looks_at_nothing_that_the_plain_cell_does_not_look_at(engine: str, cell: str) -> None:
    plain, alone, _ = counted(engine, cell, taped=False)
    seen, outcome, report = counted(engine, cell, taped=True)

    assert +seen == +plain
    assert (outcome.success, outcome.error) == (alone.success, alone.error)
    assert "tapeviz failed" not in outcome.err
    assert (report is None) == ("is a " in outcome.err)


def test_the_counters_count() -> None:
    hostile = importlib.import_module("tests.security.hostile")
    CALLS.clear()

    with pytest.raises(RuntimeError, match="__class__ was looked up"):
        isinstance(hostile.Hostile(), dict)
    with pytest.raises(RuntimeError, match="__repr__ was called"):
        repr(hostile.Hostile())

    assert +CALLS == {"__getattribute__ __class__": 1, "__repr__": 1}


def test_a_source_that_refuses_to_be_looked_at_is_refused_by_its_class(engine: str) -> None:
    _, outcome, _ = counted(engine, "%%tape y wrt named\ny = x * 2.0", taped=True)

    assert outcome.err.startswith("%%tape: source \"named['k']\" is a Hostile; give a variable")
