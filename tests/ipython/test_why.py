"""`%tape why` after an error, and the words of Keras about missing gradients, in real shells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import tapeviz
from tests.ipython.fakes import make_shell, run

NUMPY = "from tapeviz import fallback as tf\nkeras = tf.keras\nimport numpy as np\n"
TENSORFLOW = "import tensorflow as tf, keras\nimport numpy as np\n"
BEGIN = "x, w = tf.Variable([1.0, 2.0]), tf.Variable(5.0)"
FAILS = """with tf.GradientTape() as tape:
    y = np.mean(x) * w
x.assign_sub(0.1 * tape.gradient(y, x))"""


@pytest.fixture(params=[NUMPY, TENSORFLOW], ids=["numpy", "tensorflow"])
def shell(request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.param is TENSORFLOW:
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    shell = make_shell()
    tapeviz.load_ipython_extension(shell)
    assert run(shell, request.param + BEGIN).success
    yield shell
    tapeviz.unload_ipython_extension(shell)


def test_why_shows_the_gradient_that_the_error_came_of(shell: Any) -> None:
    run(shell, "%autotape on")
    failed = run(shell, FAILS)
    assert failed.error.startswith("TypeError")

    shown = run(shell, "%tape why").out

    assert "Gradient of y with respect to x: None" in shown
    assert "np.mean(x)" in shown
    assert "[left-tensorflow]" in shown


def test_off_it_says_how_to_find_out(shell: Any) -> None:
    run(shell, FAILS)

    shown = run(shell, "%tape why").out

    assert "autotape was off" in shown
    assert "%autotape on" in shown
    assert "%tape why again" in shown


def test_again_explains_the_cell_in_a_copy(shell: Any) -> None:
    run(shell, FAILS)
    before = dict(shell.user_ns)

    shown = run(shell, "%tape why again").out

    assert "Gradient of y with respect to x: None" in shown
    assert "[left-tensorflow]" in shown
    assert {name for name, value in before.items() if shell.user_ns.get(name) is not value and name[0] != "_"} == set()
    assert run(shell, "%autotape").out == "autotape is off\n"


def test_a_cell_that_cannot_be_contained_is_not_run_again(shell: Any) -> None:
    run(shell, "ran = []")
    run(shell, "open('/tmp/nothing', 'a').close(); ran.append(1)\n" + FAILS)

    assert "can run once more" not in run(shell, "%tape why").out
    run(shell, FAILS.replace("x.assign_sub", "open(__file__); x.assign_sub"))
    refused = run(shell, "%tape why again").err
    assert refused.startswith("UsageError: %tape why again: the cell cannot run in a copy of your variables")
    assert run(shell, "len(ran)").value == 1


def test_without_a_none_there_is_nothing_to_explain(shell: Any) -> None:
    run(shell, "%autotape on")

    assert "no gradient was None since %autotape on" in run(shell, "%tape why").err
    assert "means nothing here" in run(shell, "%tape why not").err


def test_no_gradients_provided_has_the_reasons_under_it(shell: Any) -> None:
    run(shell, "%autotape on")
    failed = run(
        shell,
        "v = keras.Variable(1.0)\n"
        "optimizer = keras.optimizers.SGD(0.1)\n"
        "with tf.GradientTape() as tape:\n"
        "    loss = tf.constant(float(v)) * 2.0\n"
        "optimizer.apply_gradients(zip(tape.gradient(loss, [v]), [v]))",
    )

    assert failed.error == "ValueError: No gradients provided for any variable."
    notes = getattr(_last_error(shell), "__notes__", [])
    assert notes == ["tapeviz: d(loss)/d(v) None: the path left TensorFlow, line 4: float(v) [left-tensorflow]"]


def _last_error(shell: Any) -> BaseException:
    return shell.last_execution_result.error_in_exec


def test_a_gradient_left_out_is_explained_once_under_the_warning(shell: Any) -> None:
    run(shell, "%autotape on")
    outcome = run(
        shell,
        "import warnings\n"
        "v, u = keras.Variable(1.0), keras.Variable(2.0)\n"
        "optimizer = keras.optimizers.SGD(0.1)\n"
        "for _ in range(3):\n"
        "    with tf.GradientTape() as tape:\n"
        "        loss = tf.stop_gradient(tf.convert_to_tensor(v)) * u\n"
        "    optimizer.apply_gradients(zip(tape.gradient(loss, [v, u]), [v, u]))\n"
        "float(v)",
    )

    lines = [line for line in outcome.err.splitlines() if line.startswith("tapeviz: ")]
    assert len(lines) == 2
    assert lines[0].startswith("tapeviz: d(loss)/d(v) None: stopped by tf.stop_gradient, line 6: ")
    assert lines[1] == lines[0].replace("tapeviz: ", "tapeviz: left out, as ")
    assert outcome.value == 1.0


def test_a_fit_run_eagerly_is_followed(shell: Any) -> None:
    run(shell, "%autotape on")
    outcome = run(
        shell,
        "keras.utils.set_random_seed(1)\n"
        "class Cut(keras.layers.Layer):\n"
        "    def call(self, inputs):\n"
        "        return tf.stop_gradient(inputs)\n"
        "model = keras.Sequential([keras.layers.Dense(2), Cut(), keras.layers.Dense(1)])\n"
        "model.compile(optimizer='sgd', loss='mse', run_eagerly=True)\n"
        "model.fit(np.ones((4, 3), 'float32'), np.ones((4, 1), 'float32'), epochs=3, verbose=0)\n"
        "1",
    )

    assert outcome.success, outcome.error
    lines = [line for line in outcome.err.splitlines() if line.startswith("tapeviz: gradients")]
    assert len(lines) == 1, outcome.err
    assert "model.layers[0].kernel, model.layers[0].bias None: stopped by tf.stop_gradient" in lines[0]
    assert "line 4: tf.stop_gradient(inputs)" in lines[0]


def test_a_fit_in_a_graph_gets_one_calm_line(shell: Any) -> None:
    if "tapeviz.fallback" in shell.user_ns["tf"].__name__:
        pytest.skip("the NumPy engine has no graphs")
    run(shell, "%autotape on")
    outcome = run(
        shell,
        "model = keras.Sequential([keras.layers.Dense(2), keras.layers.Dense(1, trainable=True)])\n"
        "model.add(keras.layers.Lambda(lambda t: tf.round(t)))\n"
        "model.compile(optimizer='sgd', loss='mse')\n"
        "try:\n"
        "    model.fit(np.ones((4, 3)), np.ones((4, 1)), epochs=2, verbose=0)\n"
        "except ValueError:\n"
        "    pass",
    )

    lines = [line for line in outcome.err.splitlines() if line.startswith("tapeviz: ")]
    assert len(lines) == 1, outcome.err
    assert "run_eagerly=True" in lines[0]
    assert lines[0].startswith("tapeviz: line 5: a gradient is None inside a tf.function")


def test_a_gradient_inside_a_function_is_left_alone(shell: Any) -> None:
    if "tapeviz.fallback" in shell.user_ns["tf"].__name__:
        pytest.skip("the NumPy engine has no graphs")
    run(shell, "%autotape on")
    outcome = run(
        shell,
        "@tf.function\n"
        "def slope(a):\n"
        "    with tf.GradientTape() as t:\n"
        "        t.watch(a)\n"
        "        y = a * a\n"
        "    return t.gradient(y, a)\n"
        "float(slope(tf.constant(3.0)))",
    )

    assert (outcome.err, outcome.value) == ("", 6.0)
