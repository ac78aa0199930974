"""Cells that make following hard: no crash, the right answer or an honest `unknown` with a limit."""

from __future__ import annotations

import pytest

from tests.engines.taping import Taped, earlier, names, tape, tape_error

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

SETUP = "x = tf.Variable(2.0)\nw = tf.Variable(3.0)"


def taped(cell: str) -> Taped:
    return tape(cell, "y wrt x", setup=SETUP)


# ---- code that cannot be read ----


def test_a_function_made_by_exec_is_seen_at_the_line_that_called_it() -> None:
    found = taped("made = {'tf': tf}\nexec('def h(t):\\n    return tf.round(t)', made)\ny = made['h'](x)")

    assert (found.cause, found.code) == ("not-differentiable", "made['h'](x)")


def test_a_value_that_leaves_inside_code_made_by_exec_is_followed_around_it() -> None:
    made = "made = {}\nexec('def h(t):\\n    return t.numpy() * 2', made)\n"
    found = taped(f"{made}y = tf.constant(made['h'](x), tf.float32) * w")

    assert (found.cause, found.code) == ("left-tensorflow", "made['h'](x)")


def test_a_function_whose_text_is_gone_is_a_limit_and_no_crash() -> None:
    namespace = names()
    earlier(SETUP, namespace)
    code = compile("def lost(t):\n    return tf.round(t)\n", "<ipython-input-0-gone>", "exec")
    exec(code, namespace)

    found = tape("y = lost(x)", "y wrt x", namespace=namespace)

    assert found.cause == "not-differentiable"
    assert found.diagnosis.span is not None
    assert found.diagnosis.span.line == 2
    assert [limit.kind for limit in found.recording.limits] == ["code"]
    assert "lost" in found.recording.limits[0].detail


# ---- decorated and generated functions ----


@pytest.mark.parametrize(
    "decorator",
    [
        "def deco(f):\n    @functools.wraps(f)\n    def g(*a):\n        return f(*a)\n    return g",
        "def deco(f):\n    return lambda *a: f(*a)",
        (
            "class deco:\n    def __init__(self, f):\n        self.f = f\n"
            "    def __call__(self, *a):\n        return self.f(*a)"
        ),
        "deco = functools.wraps(print)",
        "deco = functools.partial(lambda k, f: f, 1)",
        "deco = lambda f: functools.partial(f)",
    ],
)
def test_a_decorated_helper_is_followed_to_its_own_line(decorator: str) -> None:
    cell = f"import functools\n{decorator}\n@deco\ndef h(t):\n    return float(t) * 2.0\ny = w * h(x)"
    found = tape(cell, "y wrt x", setup=SETUP)

    assert found.cause == "left-tensorflow"
    assert found.code == "float(t)"


def test_a_dataclass_has_methods_without_a_text_of_their_own() -> None:
    found = taped(
        "import dataclasses\n@dataclasses.dataclass\nclass P:\n    v: object\np = P(float(x))\n"
        "q = dataclasses.replace(p)\n"
        "y = w * p.v"
    )

    assert (found.cause, found.code) == ("left-tensorflow", "float(x)")


def test_a_named_tuple_is_a_container() -> None:
    found = taped("import collections\nP = collections.namedtuple('P', 'a b')\np = P(float(x), 1.0)\ny = w * p.a")

    assert (found.cause, found.code) == ("left-tensorflow", "float(x)")


# ---- objects that lie ----

HOSTILE = {
    "class": "class L:\n    @property\n    def __class__(self):\n        return tf.Variable\nthing = L()",
    "class is a tensor": "class L:\n    @property\n    def __class__(self):\n        return tf.Tensor\nthing = L()",
    "every attribute": "class L:\n    def __getattr__(self, name):\n        return self\nthing = L()",
    "no attribute": "class L:\n    def __getattribute__(self, name):\n        raise RuntimeError(name)\nthing = L()",
    "comparison": "class L:\n    __hash__ = None\n    def __eq__(self, o):\n        raise RuntimeError\nthing = L()",
    "truth": "class L:\n    def __bool__(self):\n        raise RuntimeError\nthing = L()",
    "length": "class L(list):\n    def __len__(self):\n        raise RuntimeError\nthing = L([1.0])",
    "iteration": "class L(list):\n    def __iter__(self):\n        raise RuntimeError\nthing = L([1.0])",
    "values": "class L(dict):\n    def values(self):\n        raise RuntimeError\nthing = L(a=1.0)",
    "array": "class L:\n    def __array__(self, *a, **k):\n        raise RuntimeError\nthing = L()",
    "shape": "class L:\n    @property\n    def shape(self):\n        raise RuntimeError\nthing = L()",
    "metaclass": (
        "class M(type):\n    def __getattribute__(c, n):\n        if n == '__mro__':\n            raise RuntimeError\n"
        "        return super().__getattribute__(n)\nclass L(metaclass=M):\n    pass\nthing = L()"
    ),
    "module": (
        "import types\nclass L(types.ModuleType):\n    def __getattr__(self, n):\n        raise RuntimeError\n"
        "thing = L('m')"
    ),
    "loop": "thing = {}\nthing['self'] = thing\nother = [thing]\nother.append(other)",
}


@pytest.mark.parametrize("make", [pytest.param(HOSTILE[n], id=n) for n in HOSTILE])
@pytest.mark.parametrize("earlier_cell", [False, True], ids=["made in the cell", "made before"])
def test_an_object_that_lies_or_raises_is_let_alone(make: str, earlier_cell: bool) -> None:
    setup = f"{SETUP}\n{make}" if earlier_cell else SETUP
    body = "kept = [thing, x]\nboxed = (thing,)\ny = tf.round(x)"

    found = tape(body if earlier_cell else f"{make}\n{body}", "y wrt x", setup=setup)

    assert (found.cause, found.code) == ("not-differentiable", "tf.round(x)")


# ---- depth and size ----


def test_a_deep_recursion_is_followed() -> None:
    found = taped("def f(n):\n    return tf.round(x) if n == 0 else f(n - 1) * 1.0\ny = f(120)")

    assert (found.cause, found.code) == ("not-differentiable", "tf.round(x)")


def test_a_recursion_error_of_the_cell_is_the_cells_own() -> None:
    _, error = tape_error("def f(n):\n    return 1 + f(n + 1)\nf(0)", setup=SETUP)

    assert isinstance(error, RecursionError)


def test_a_recursion_error_that_the_cell_catches_changes_nothing() -> None:
    found = taped(
        "def f(n):\n    return 1 + f(n + 1)\ntry:\n    f(0)\nexcept RecursionError:\n    pass\ny = tf.round(x)"
    )

    assert found.cause == "not-differentiable"


def test_a_sum_of_hundreds_of_terms() -> None:
    found = taped("y = tf.round(" + " + ".join(["x"] * 600) + ")")

    assert found.cause == "not-differentiable"


def test_deeply_nested_containers() -> None:
    found = taped("box = float(x)\nfor _ in range(3000):\n    box = [box]\ny = tf.round(x)")

    assert found.cause == "not-differentiable"


def test_many_ops_in_one_cell() -> None:
    found = taped("h = tf.round(x)\nfor _ in range(3000):\n    h = h + 1.0\ny = h * w")

    assert (found.cause, found.code) == ("not-differentiable", "tf.round(x)")


def test_many_python_steps_in_one_cell() -> None:
    found = taped("n = float(x)\nfor _ in range(1500):\n    n = n * 1.0001\ny = w * n")

    assert (found.cause, found.code) == ("left-tensorflow", "float(x)")


# ---- threads ----


def test_ops_of_another_thread_are_not_mistaken_for_the_cells() -> None:
    found = taped(
        "import threading\ndef work():\n    tf.sin(tf.constant(1.0))\n"
        "t = threading.Thread(target=work)\nt.start()\nt.join()\ny = tf.round(x)"
    )

    assert (found.cause, found.code) == ("not-differentiable", "tf.round(x)")
    assert "Sin" not in found.op_types


# ---- cells that hardly are ----


@pytest.mark.parametrize("cell", ["pass", "# only words", "", "import os", "def f():\n    return 1"])
def test_a_cell_without_a_target(cell: str) -> None:
    found = tape(cell, "", setup=SETUP)

    assert found.recording.ops == ()
    assert found.report.diagnoses == ()
