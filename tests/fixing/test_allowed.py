"""The allow-list: what a trial may run, and the reason given for everything else."""

from __future__ import annotations

import types
from pathlib import Path

import pytest

from tapeviz.engines.tf_engine import TensorFlowEngine
from tapeviz.fixing.allowed import Inspection, NotContained
from tests.fixing.taping import Notebook, notebook


def judge(book: Notebook, cell: str) -> str:
    """The reason for which a cell is refused, or '' when it may run."""
    inspection = Inspection(book.names, TensorFlowEngine().python_function)
    try:
        inspection.cell(compile(cell, "<ipython-input-cell>", "exec"))
    except NotContained as reason:
        return str(reason)
    return ""


@pytest.mark.parametrize(
    ("setup", "cell"),
    [
        ("x = tf.Variable(2.0)", "y = tf.reduce_mean(x ** 2)\nprint(y, f'{float(y):.3f}')"),
        ("import math", "y = sum(math.sqrt(i) for i in range(3)) + max([1, 2], key=lambda v: -v)"),
        ("", "import functools, itertools\nfrom collections import deque\nimport tensorflow.math as tm"),
        ("def f(v):\n    return g(v)\ndef g(v):\n    return tf.tanh(v)", "y = f(1.0)"),
        ("@tf.function\ndef f(v):\n    return tf.tanh(v)", "y = f(tf.constant(1.0))"),
        (
            "import keras\nmodel = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])",
            "y = model(tf.ones([1, 2]))",
        ),
        ("class Net(tf.Module):\n    def __call__(self, v):\n        return 2 * v\nnet = Net()", "y = net(3)"),
        ("rng = np.random.default_rng(0)", "y = rng.normal() + np.random.rand()"),
        ("", "np.random.seed(1)\ntf.random.set_seed(2)"),
        ("", "class Box:\n    def __init__(self):\n        self.v = 1\ny = Box().v"),
        ("def save_nothing(v):\n    return v", "y = save_nothing(1)"),
    ],
)
def test_computing_is_allowed(setup: str, cell: str) -> None:
    assert judge(notebook(setup), cell) == ""


@pytest.mark.parametrize(
    ("setup", "cell", "reason"),
    [
        ("", "open('a')", "it calls open()"),
        ("", "exec('a = 1')", "it calls exec()"),
        ("", "getattr(tf, 'io')", "it calls getattr()"),
        ("", "input('?')", "it calls input()"),
        ("", "__import__('os')", "it calls __import__()"),
        ("", "import os", "it imports os"),
        ("", "import urllib.request as r", "it imports urllib.request"),
        ("", "from tensorflow.io import gfile", "it imports gfile"),
        ("import subprocess", "subprocess.run", "it calls subprocess.run()"),
        ("", "tf.io.write_file('a', 'b')", "it uses tf.io.write_file"),
        ("", "tf.config.run_functions_eagerly(True)", "it uses tf.config"),
        ("", "np.set_printoptions(precision=2)", "it uses np.set_printoptions"),
        ("", "np.e = 3", "it changes np.e"),
        ("a = np.zeros(3)", "a.tofile('a')", "it uses a.tofile"),
        ("", "tf.print('a', output_stream='file://a')", "it names the file 'file://a'"),
        ("", "().__class__.__subclasses__()", "it uses __subclasses__"),
        (
            "",
            "try:\n    pass\nexcept BaseException:\n    pass",
            "it catches BaseException, and so could not be stopped",
        ),
        ("", "async def f():\n    pass", "it awaits something"),
        ("f = lambda: open('a')", "[f]", "it calls open()"),
        ("def f(v, g=open):\n    return v", "f(1)", "it calls f()"),
        ("def make():\n    import os\n    return lambda: os\nf = make()", "f()", "it uses f (os)"),
        ("@tf.function\ndef f(v):\n    open('a')\n    return v", "f(1)", "it calls open()"),
        ("class A:\n    @property\n    def b(self):\n        return open('a')\na = A()", "a.b", "it calls open()"),
        ("class A:\n    pass\na = A()\na.f = open", "a.f('x')", "it calls a()"),
        ("import functools\nf = functools.partial(open, 'a')", "f()", "it calls f()"),
        (
            "from keras import *\nclass L(layers.Layer):\n    def call(s):\n        open('a')\nm = Sequential([L()])",
            "m(1)",
            "it calls open()",
        ),
        (
            "class A:\n    def f(self):\n        return open('a')\nbox = {'a': [A().f]}",
            "box['a'][0]()",
            "it calls open()",
        ),
    ],
)
def test_whatever_reaches_further_is_refused_with_the_reason(setup: str, cell: str, reason: str) -> None:
    assert judge(notebook(setup), cell) == reason


def test_a_name_that_is_not_there_yet_is_the_cells_own_business() -> None:
    assert judge(notebook(""), "y = 1\nz = y + later") == ""


def test_a_module_of_the_users_is_judged_function_by_function(tmp_path: Path) -> None:
    text = "import os\ndef good(v):\n    return 2 * v\ndef bad(v):\n    return os.getcwd()\n"
    book = notebook("")
    module = book.names["mine"] = types.ModuleType("mine")
    module.__file__ = str(tmp_path / "mine.py")
    exec(compile(text, module.__file__, "exec"), vars(module))

    assert judge(book, "y = mine.good(1)") == ""
    assert judge(book, "y = mine.bad(1)").startswith("it ")


def test_only_needed_names_are_copied() -> None:
    book = notebook("used, unused = 1, 2\ndef f():\n    return used\n")
    inspection = Inspection(book.names, TensorFlowEngine().python_function)

    inspection.cell(compile("y = f()", "<ipython-input-cell>", "exec"))

    assert inspection.needed[id(book.names)] == {"f", "used"}
