"""`%autotape on` in real shells: cells stay what they are, and each None is told in one line."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import tapeviz
from tapeviz.cell import ordinary
from tapeviz.watching import autotape
from tests.ipython.cells import CELLS
from tests.ipython.fakes import Outcome, make_plain_shell, make_shell, run

ENGINES = {"numpy": "from tapeviz import fallback as tf", "tensorflow": "import tensorflow as tf"}
BEGIN = "import numpy as np\nx, w = tf.Variable([1.0, 2.0]), tf.Variable(5.0)"


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    return str(request.param)


@pytest.fixture
def loaded() -> Iterator[Any]:
    shell = make_shell()
    tapeviz.load_ipython_extension(shell)
    yield shell
    tapeviz.unload_ipython_extension(shell)


@pytest.fixture
def shell(loaded: Any, engine: str) -> Any:
    """A shell with autotape on, in which the engine is `tf` and there are two variables."""
    run(loaded, "%autotape on")
    assert run(loaded, f"{ENGINES[engine]}\n{BEGIN}").err == ""
    return loaded


def said(outcome: Outcome) -> list[str]:
    return [line.removeprefix("tapeviz: ") for line in outcome.err.splitlines() if line.startswith("tapeviz: ")]


def without_value(outcome: Outcome) -> Outcome:
    """Values of two shells may be of two classes of one name; what they show is compared."""
    return replace(outcome, value=type(outcome.value).__name__)


STOPPED = """with tf.GradientTape() as tape:
    y = tf.reduce_sum(tf.stop_gradient(x) * w)
gradients = tape.gradient(y, [x, w])"""


def test_a_none_is_one_line_and_the_report_is_there_for_the_asking(shell: Any) -> None:
    outcome = run(shell, STOPPED)

    assert said(outcome) == ["d(y)/d(x) None: stopped by tf.stop_gradient, line 2: tf.stop_gradient(x) [stop-gradient]"]
    assert outcome.out == ""
    report = run(shell, "%tape").out
    assert "Gradient of y with respect to x, w: 1 of 2 is None" in report
    assert "2 |     y = tf.reduce_sum(tf.stop_gradient(x) * w)" in report
    assert shell.user_ns["_tape"] is tapeviz.last_report()


def test_nothing_is_said_when_every_gradient_is_there(shell: Any) -> None:
    before = tapeviz.last_report()
    outcome = run(shell, "with tf.GradientTape() as tape:\n    y = tf.reduce_sum(x * w)\ntape.gradient(y, [x, w])[1]")

    assert (outcome.err, float(outcome.value)) == ("", 3.0)
    assert tapeviz.last_report() is before


@pytest.mark.parametrize(
    ("body", "verdict"),
    [
        ("y = np.mean(x) * w", "the path left TensorFlow, line 2: np.mean(x) [left-tensorflow]"),
        ("y = x * w\n    x = x + 1.0", "replaced by a tensor, line 3: x = x + 1.0 [replaced-by-tensor]"),
        (
            "y = w * 2.0\n    if False:\n        y = y * x",
            "used only in code that did not run, line 3: False [branch-not-taken]",
        ),
        ("y = tf.round(x) * w", "an op is not differentiable, line 2: tf.round(x) [not-differentiable]"),
        ("y = w * 2.0", "not used to compute the target, line 2: y = w * 2.0 [not-connected]"),
        ("y = tf.cast(tf.cast(x, tf.int32), tf.float32) * w", "integers have no gradient"),
        (
            "with tape.stop_recording():\n        h = x * 2.0\n    y = h * w",
            "recording was stopped, line 3: x * 2.0 [recording-stopped]",
        ),
        ("v = tf.Variable([0.0, 0.0])\n    v.assign(x)\n    y = v * w", "line 3: v.assign(x) [stateful-op]"),
        ("y = float(x[0]) * w", "the path left TensorFlow, line 2: float(x[0]) [left-tensorflow]"),
        ("y = [float(v) for v in x.numpy()][0] * w", "[left-tensorflow]"),
    ],
)
def test_the_cause_and_the_line(shell: Any, body: str, verdict: str) -> None:
    outcome = run(shell, f"with tf.GradientTape() as tape:\n    {body}\nz = tape.gradient(y, x)")

    (line,) = said(outcome)
    assert line.startswith("d(y)/d(x) None: ")
    assert verdict in line or "integer" in verdict


def test_a_function_that_opens_the_tape_is_followed_where_it_stands(shell: Any) -> None:
    run(
        shell,
        (
            "def step(a, b):\n"
            "    with tf.GradientTape() as tape:\n"
            "        a = a * 2.0\n"
            "        y = np.mean(a) * b\n"
            "    return tape.gradient(y, [a, b])"
        ),
    )
    outcome = run(shell, "for i in range(5):\n    g = step(x, w)")

    assert said(outcome) == ["d(y)/d(a) None: the path left TensorFlow, line 4 of In[3]: np.mean(a) [left-tensorflow]"]


def test_a_loop_that_only_computes_is_not_slowed(loaded: Any) -> None:
    cell = "s = 0\nfor i in range(200_000):\n    s = s + i * 2\ns"
    run(loaded, "import time")
    took = []
    for word in ("off", "on"):
        run(loaded, f"%autotape {word}")
        begun = time.perf_counter()
        assert run(loaded, cell).value == 39999800000
        took.append(time.perf_counter() - begun)

    assert took[1] < 3 * took[0] + 0.1


def test_a_module_of_the_users_is_followed(shell: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "steps.py").write_text(
        "import numpy as np\n"
        "def step(tf, x, w):\n"
        "    with tf.GradientTape() as tape:\n"
        "        y = np.mean(x) * w\n"
        "    return tape.gradient(y, [x, w])\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "steps", raising=False)
    run(shell, "import steps")

    outcome = run(shell, "for i in range(2):\n    g = steps.step(tf, x, w)")

    assert said(outcome) == [
        "d(y)/d(x) None: the path left TensorFlow, line 4 of steps.py: np.mean(x) [left-tensorflow]"
    ]


def test_a_name_bound_anew_in_the_function_is_told(shell: Any) -> None:
    run(
        shell,
        (
            "def step(a):\n"
            "    with tf.GradientTape() as tape:\n"
            "        y = a * 2.0\n"
            "        a = a + 1.0\n"
            "    return tape.gradient(y, a)"
        ),
    )
    outcome = run(shell, "g = step(x)")

    assert said(outcome) == ["d(y)/d(a) None: replaced by a tensor, line 4 of In[3]: a = a + 1.0 [replaced-by-tensor]"]


def test_what_ran_before_the_tape_is_told(shell: Any) -> None:
    outcome = run(shell, "h = x * 3.0\nwith tf.GradientTape() as tape:\n    y = h * w\ntape.gradient(y, x)")

    assert said(outcome) == ["d(y)/d(x) None: computed before the tape, line 3: h [before-tape]"]


def test_what_ran_after_the_tape_is_told(shell: Any) -> None:
    outcome = run(shell, "with tf.GradientTape() as tape:\n    h = x * 3.0\ny = h * w\ntape.gradient(y, x)")

    assert said(outcome) == ["d(y)/d(x) None: computed after the tape, line 3: h * w [before-tape]"]
    assert "move it into the block of the tape" in run(shell, "%tape").out


def test_a_target_of_a_later_cell_is_told(shell: Any) -> None:
    run(shell, "with tf.GradientTape(persistent=True) as tape:\n    y = tf.reduce_sum(x * w)")
    outcome = run(shell, "z = y * 2.0\ntape.gradient(z, w)")

    assert said(outcome) == ["d(z)/d(w) None: computed after the tape [before-tape]"]
    assert "z was computed after the tape had been left" in run(shell, "%tape").out


@pytest.mark.parametrize("around", ["%%time", "%%capture held"])
def test_a_cell_magic_around_the_cell_changes_nothing(shell: Any, around: str) -> None:
    cell = "with tf.GradientTape() as tape:\n    y = np.mean(x) * w\ng = tape.gradient(y, x)"
    assert len(said(run(shell, cell))) == 1  # the same text, in a cell of its own
    outcome = run(shell, f"{around}\n{cell}")
    err = outcome.err if around == "%%time" else shell.user_ns["held"].stderr

    assert "d(y)/d(x) None: the path left TensorFlow, line 2" in err


def test_code_without_text_is_unknown(shell: Any) -> None:
    outcome = run(shell, "exec('with tf.GradientTape() as tape:\\n    y = np.mean(x) * w\\ntape.gradient(y, x)')")

    assert "[unknown]" in said(outcome)[0]


def test_a_tape_that_stays_does_not_keep_what_comes_after(shell: Any) -> None:
    outcome = run(
        shell,
        "with tf.GradientTape(persistent=True) as tape:\n    y = tf.reduce_sum(x * w)\n"
        "import weakref\nkept = []\nfor i in range(6000):\n    h = x + 1.0\n    kept.append(weakref.ref(h))\n"
        "sum(r() is not None for r in kept) <= 5002, tape.gradient(y, w) is None",
    )

    assert outcome.value == (True, False)


def test_each_place_speaks_once_for_each_source(shell: Any) -> None:
    cell = (
        "for i in range(4):\n"
        "    with tf.GradientTape() as t:\n"
        "        y = tf.stop_gradient(x) * (w if i else 1.0)\n"
        "    t.gradient(y, [x, w])"
    )
    outcome = run(shell, cell)

    assert [line.split(" None")[0] for line in said(outcome)] == ["gradients of y wrt x, w"] or len(said(outcome)) == 2


def test_a_taped_cell_is_its_own_session(shell: Any) -> None:
    outcome = run(shell, "%%tape y wrt x\ny = tf.stop_gradient(x) * w")

    assert said(outcome) == []
    assert outcome.out.count("[stop-gradient]") == 1
    assert len(said(run(shell, STOPPED))) == 1  # and autotape goes on after it


def test_an_op_without_gradient_is_told_before_the_error(shell: Any, engine: str) -> None:
    if engine == "numpy":
        pytest.skip("every op of the NumPy engine that has no entry is covered by its own tests")
    outcome = run(
        shell,
        (
            "with tf.GradientTape() as tape:\n"
            "    u, _ = tf.unique(x)\n"
            "    y = tf.reduce_sum(u * w)\n"
            "tape.gradient(y, [x, w])"
        ),
    )

    assert "LookupError" in outcome.error
    assert said(outcome)[0].startswith("gradients of y wrt x, w error: ")
    assert "line 2: tf.unique(x) [no-gradient-registered]" in said(outcome)[0]


def test_a_target_that_is_no_tensor_is_told_before_the_error(shell: Any) -> None:
    outcome = run(shell, "with tf.GradientTape() as tape:\n    y = float(tf.reduce_sum(x))\ntape.gradient(y, x)")

    assert not outcome.success
    assert said(outcome)[0].startswith("d(y)/d(x) error: ")
    assert "[target-not-tensor]" in said(outcome)[0]


def test_off_is_as_if_it_had_never_been_on(shell: Any) -> None:
    run(shell, "%autotape off")

    assert run(shell, STOPPED).err == ""
    assert run(shell, "%autotape").out == "autotape is off\n"
    run(shell, "%autotape on")
    assert run(shell, "%autotape").out == "autotape is on\n"
    run(shell, "%autotape on")
    assert len(said(run(shell, STOPPED))) == 1


def test_other_words_are_refused(loaded: Any) -> None:
    assert (
        run(loaded, "%autotape of").err.strip()
        == "UsageError: %autotape: 'of' is neither on nor off; did you mean %autotape off?"
    )
    assert "write %autotape on or %autotape off" in run(loaded, "%autotape please").err


def test_help_says_what_it_does(loaded: Any) -> None:
    text = run(loaded, "%autotape?").out

    assert "%autotape on" in text
    assert "run_eagerly=True" in text


def test_it_goes_with_the_extension() -> None:
    shell = make_shell()
    tapeviz.load_ipython_extension(shell)
    transformers = list(shell.input_transformers_post), len(shell.ast_transformers)
    run(shell, "%autotape on")
    tapeviz.unload_ipython_extension(shell)

    assert "autotape" not in shell.magics_manager.magics["line"]
    assert len(shell.ast_transformers) < transformers[1]
    assert len(shell.input_transformers_post) < len(transformers[0])


def test_a_fault_of_ours_switches_it_off_in_one_line(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(autotape, "explain_question", broken)
    outcome = run(shell, STOPPED + "\ngradients[0] is None, float(gradients[1])")

    assert outcome.value == (True, 3.0)
    assert outcome.err == (
        "tapeviz failed: RuntimeError: planted (what your program computes is not touched; autotape is off now)\n"
    )
    monkeypatch.undo()
    run(shell, "%autotape on")
    assert len(said(run(shell, STOPPED))) == 1


def test_a_fault_while_a_cell_is_traced_costs_nothing(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(ordinary.TracedCode, "instrument", broken)
    outcome = run(shell, "q = 6\nq * 7")

    assert outcome.value == 42
    assert "tapeviz failed: RuntimeError: planted" in outcome.err


@pytest.mark.parametrize("cell", CELLS.values(), ids=CELLS)
def test_every_cell_does_and_shows_what_it_did(cell: str) -> None:
    plain, ours = make_plain_shell(), make_shell()
    tapeviz.load_ipython_extension(ours)
    try:
        run(ours, "%autotape on", store_history=False)
        assert without_value(run(ours, cell)) == without_value(run(plain, cell))
        assert (
            run(ours, "sorted(n for n in globals() if not n.startswith('_'))").value
            == run(plain, "sorted(n for n in globals() if not n.startswith('_'))").value
        )
    finally:
        tapeviz.unload_ipython_extension(ours)


@pytest.mark.parametrize("mode", ["all", "last", "none", "last_expr_or_assign"])
def test_what_a_shell_displays_is_the_same(mode: str) -> None:
    cell = "a = 1\na + 1\nb = 2; b\nfor i in range(2):\n    i\nc = a + b"
    plain, ours = make_plain_shell(), make_shell()
    tapeviz.load_ipython_extension(ours)
    try:
        run(ours, "%autotape on", store_history=False)
        for shell in (plain, ours):
            shell.ast_node_interactivity = mode
        assert run(ours, cell) == run(plain, cell)
    finally:
        tapeviz.unload_ipython_extension(ours)


def test_a_cell_that_names_what_runs_elsewhere_is_not_followed_and_that_is_said_once(shell: Any) -> None:
    made = {"__module__": "tensorflow.python.distribute.parameter_server_strategy_v2"}
    shell.user_ns["strategy"] = type("ParameterServerStrategyV2", (), made)()
    step = "with tf.GradientTape() as tape:\n    y = tf.round(x)\n{}\ntape.gradient(y, x) is None"

    outcomes = [run(shell, step.format("strategy")) for _ in range(2)]
    other = run(shell, step.format("0"))

    assert [outcome.value for outcome in (*outcomes, other)] == [True, True, True]
    said = [outcome.out + outcome.err for outcome in (*outcomes, other)]
    assert "this cell is not followed: ParameterServerStrategy" in said[0]
    assert "not followed" not in said[1] + said[2]
    assert "not-differentiable" not in said[0] + said[1]
    assert "not-differentiable" in said[2]
