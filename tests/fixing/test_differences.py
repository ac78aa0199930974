"""Finite differences against the tape: verdicts on known functions, and cells of every kind on either engine."""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from IPython.utils.capture import capture_output

from tapeviz.cell import run as runs
from tapeviz.classroom.check import render_check
from tapeviz.fixing.differences import MOST_ELEMENTS, Check, Measured, SourceCheck, check, judge, natural_step
from tests.cases.run import fresh_shell
from tests.fixing.untouched import fingerprint

H = 2.0**-12


def judged(function: Callable[[float], float], at: float, tape: float | None, noise: float = 1e-12) -> Measured:
    values = tuple(function(at + k * H) for k in (-2, -1, 0, 1, 2))
    return judge(values, (-2 * H, -H, H, 2 * H), noise, tape)  # type: ignore[arg-type]


# ---- verdicts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("function", "at", "tape"),
    [
        (math.sin, 1.0, math.cos(1.0)),
        (math.exp, 3.0, math.exp(3.0)),
        (lambda x: x**2, 0.0, 0.0),
        (lambda x: x**3, 0.0, 0.0),
        (lambda x: 5.0 + 0.0 * x, 2.0, 0.0),
        (abs, 1.0, 1.0),
        (lambda x: 1e6 * x, 2.0, 1e6),
    ],
)
def test_a_right_derivative_agrees(function: Callable[[float], float], at: float, tape: float) -> None:
    found = judged(function, at, tape)

    assert found.verdict == "agrees"
    assert found.central == pytest.approx(tape, rel=1e-6, abs=1e-6)


@pytest.mark.parametrize(
    ("function", "at", "wrong"), [(math.sin, 1.0, 0.0), (math.exp, 3.0, 20.3), (lambda x: x * x, 2.0, -4.0)]
)
def test_a_wrong_derivative_differs(function: Callable[[float], float], at: float, wrong: float) -> None:
    assert judged(function, at, wrong).verdict == "differs"


@pytest.mark.parametrize("taken", [0.0, 0.5, 1.0])
def test_at_a_kink_every_slope_between_the_sides_is_right(taken: float) -> None:
    found = judged(lambda x: max(x, 0.0), 0.0, taken)

    assert (found.verdict, found.left, found.right) == ("kink", 0.0, 1.0)


def test_at_a_kink_a_slope_beside_the_two_is_wrong() -> None:
    assert judged(abs, 0.0, 1.5).verdict == "differs"
    assert judged(abs, 0.0, None).verdict == "kink"


def test_a_jump_is_no_kink() -> None:
    assert judged(round, 2.5, None).verdict == "jump"
    assert judged(lambda x: 3.0 * x + (x > 1.0), 1.0, 3.0).verdict == "jump"


def test_a_kink_nearby_is_not_this_points() -> None:
    found = judged(lambda x: max(x, 0.0), 1.5 * H, 1.0)

    assert found.verdict == "agrees"


def test_none_is_not_zero_unless_it_is() -> None:
    assert judged(lambda x: x * x, 3.0, None).verdict == "None, not 0"
    assert judged(round, 2.2, None).verdict == "None, and 0"


def test_noise_is_not_taken_for_a_slope() -> None:
    assert judged(lambda x: 1e-6 * x, 1.0, 1e-6, noise=1e-8).verdict == "too noisy"
    assert judged(lambda x: 0.0 * x, 1.0, 0.0, noise=1e-8).verdict == "agrees"


def test_what_is_not_finite_is_said() -> None:
    assert judged(lambda x: math.nan * x, 1.0, 1.0).verdict == "not finite"
    assert judged(lambda x: x, 1.0, math.inf).verdict == "not finite"


@pytest.mark.parametrize(("value", "epsilon"), [(0.0, 2.0**-23), (3.0, 2.0**-23), (-1e4, 2.0**-52), (1.0, 2.0**-10)])
def test_the_step_is_a_power_of_two_by_the_cube_root(value: float, epsilon: float) -> None:
    step = natural_step(value, epsilon)

    assert math.log2(step).is_integer()
    assert 0.7 < step / (epsilon ** (1 / 3) * max(1.0, abs(value))) < 1.42


# ---- cells ----------------------------------------------------------------------------------------------------------


@pytest.fixture(params=["numpy", "tensorflow"])
def shell(request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow")
    imported = "tapeviz.fallback" if request.param == "numpy" else "tensorflow"
    with fresh_shell() as made:
        made.run_cell(f"import numpy as np\nimport {imported} as tf")
        yield made


def checked(shell: Any, setup: str, cell: str, *asked: Any) -> Check:
    """The check of a cell that was taped in a shell; nothing of the user's is changed by it."""
    with capture_output():
        shell.run_cell(setup).raise_error()
        shell.run_cell(cell, store_history=True).raise_error()
    before = fingerprint(shell.user_ns)
    taped = runs.last_taped_cell()
    assert taped is not None
    found = check(taped, *asked)
    assert fingerprint(shell.user_ns) == before
    return found


def verdicts(found: Check) -> dict[str, str]:
    assert not found.refusal, found.refusal
    return {source.name: source.worst.verdict if source.worst else source.reason for source in found.sources}


def only(found: Check) -> SourceCheck:
    (source,) = found.sources
    return source


def worst(found: Check) -> Measured:
    measured = only(found).worst
    assert measured is not None, only(found).reason
    return measured


def test_the_textbook_example(shell: Any) -> None:
    found = checked(
        shell, "x, y = tf.Variable(3.0), tf.Variable(5.0)", "%%tape z wrt x, y -q\nz = (x ** 2 + y ** 2) ** 2"
    )
    slopes = {source.name: source.measured[0] for source in found.sources}

    assert verdicts(found) == {"x": "agrees", "y": "agrees"}
    assert (slopes["x"].tape, slopes["y"].tape) == (408.0, 680.0)
    assert slopes["x"].central == pytest.approx(408.0, rel=1e-4)
    assert slopes["y"].central == pytest.approx(680.0, rel=1e-4)


def test_every_element_of_a_small_array_and_a_sample_of_a_big_one(shell: Any) -> None:
    setup = "w = tf.Variable(np.linspace(-1, 1, 600).reshape(20, 30).astype('float32'))\nv = tf.Variable([1.0, 2.0])"
    found = checked(shell, setup, "%%tape y wrt w, v -q\ny = tf.reduce_sum(tf.tanh(w)) + tf.reduce_sum(v ** 3)")
    big, small = found.sources

    assert (len(big.measured), big.size, big.shape) == (MOST_ELEMENTS, 600, (20, 30))
    assert big.whole is not None
    assert (big.whole.verdict, verdicts(found)["w"]) == ("agrees", "agrees")
    assert [m.index for m in small.measured] == [(0,), (1,)]
    assert [m.central for m in small.measured] == pytest.approx([3.0, 12.0], rel=2e-2)
    again = checked(shell, "", "%%tape y wrt w -q\ny = tf.reduce_sum(tf.tanh(w))")
    assert [m.index for m in only(again).measured] == [m.index for m in big.measured]
    assert "16 of 600 elements moved, chosen with a fixed seed" in render_check(found)


def test_the_worst_element_is_named(shell: Any) -> None:
    found = checked(shell, "w = tf.Variable([[-1.0, 0.0], [2.0, 3.0]])", "%%tape y wrt w -q\ny = tf.nn.relu(w)")

    assert (worst(found).index, worst(found).verdict, worst(found).tape) == ((0, 1), "kink", 0.0)
    told = render_check(found)
    assert "w[0, 1]" in told
    assert "0.0 from below, 1.0 from above; the tape takes the lower side's, 0.0." in told


@pytest.mark.parametrize(
    ("setup", "cell", "verdict", "slope"),
    [
        ("x = tf.Variable(2.2)", "y = float(x) ** 2 * tf.constant(1.0)", "None, not 0", 4.4),
        ("x = tf.Variable(2.0)", "for _ in range(2):\n    y = x ** 2\n    x = x + 1", "None, not 0", 6.0),
        ("x = tf.Variable(2.0)", "y = tf.stop_gradient(x) * 3.0", "None, not 0", 3.0),
        ("x = tf.constant(2.0)", "y = x * x", "None, not 0", 4.0),
        ("x = tf.Variable(2.2)", "y = tf.round(x)", "None, and 0", 0.0),
        ("x = tf.Variable(2.0)", "y = tf.constant(1.0)", "None, and 0", 0.0),
    ],
)
def test_none_is_not_zero(shell: Any, setup: str, cell: str, verdict: str, slope: float) -> None:
    found = checked(shell, setup, f"%%tape y wrt x -q\n{cell}\n")

    assert (worst(found).tape, worst(found).verdict) == (None, verdict)
    assert worst(found).central == pytest.approx(slope, rel=1e-3)


def test_a_gradient_that_tells_half_the_truth_differs(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(2.0)", "%%tape y wrt x -q\ny = tf.stop_gradient(x) * x")
    assert (worst(found).tape, worst(found).verdict) == (2.0, "differs")
    own = "x = tf.Variable(2.0)\n@tf.custom_gradient\ndef own(v):\n    return v * v, lambda up: up * 3.0"
    found = checked(shell, own, "%%tape y wrt x -q\ny = own(x)")
    assert (worst(found).tape, worst(found).verdict) == (3.0, "differs")


def test_what_the_cell_makes_itself_is_moved_behind_its_making(shell: Any) -> None:
    cell = "v = tf.Variable(2.0)\nt = tf.constant(3.0)\ntape.watch(t)\nu = v * t\nside = v * 1.0\ny = u * u\n"
    found = checked(shell, "", f"%%tape y wrt v, t, u, side -q\n{cell}")

    assert verdicts(found) == {"v": "agrees", "t": "agrees", "u": "agrees", "side": "None, and 0"}
    assert [source.measured[0].tape for source in found.sources] == [36.0, 24.0, 12.0, None]
    looped = checked(shell, "", "%%tape y wrt t -q\nfor k in range(2):\n    t = tf.constant(2.0)\n    y = t * t\n")
    assert "in a loop" in only(looped).reason


def test_containers_modules_and_double_precision(shell: Any) -> None:
    setup = (
        "params = {'w': tf.Variable([1.0, 2.0], dtype=tf.float64), 'more': [tf.Variable(3.0, dtype=tf.float64)]}\n"
        "class Line(tf.Module):\n    def __init__(self):\n        self.a = tf.Variable(2.0, dtype=tf.float64)\n"
        "    def __call__(self, v):\n        return self.a * v\nline = Line()"
    )
    cell = "%%tape y wrt params, line -q\ny = line(tf.reduce_sum(params['w'] ** 3) * params['more'][0])"
    found = checked(shell, setup, cell)

    assert set(verdicts(found).values()) == {"agrees"}
    assert [source.name for source in found.sources] == ["params['w']", "params['more'][0]", "line.a"]
    assert all(source.relative < 1e-8 for source in found.sources)


def test_draws_are_repeated_and_said(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(2.0)", "%%tape y wrt x -q\ny = x * np.random.normal()")

    assert (found.draws, worst(found).verdict) == (True, "agrees")
    assert "stochastic: two runs of the unchanged cell differ" in render_check(found)


def test_the_engines_own_draws_are_never_taken_for_a_slope(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(2.0)", "%%tape y wrt x -q\ny = x * tf.random.normal([])")

    assert found.refusal.startswith("stochastic: ") or (found.draws and worst(found).verdict == "agrees")
    assert "stochastic" in render_check(found)


def test_draws_without_a_seed_are_run_again_and_those_of_tensorflow_with_one_are_not(
    shell: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    eager = sys.modules.get("tensorflow.python.eager.context")
    if eager is not None:  # another test may have set a seed for the process
        monkeypatch.setattr(eager.context(), "_seed", None)
    free = checked(shell, "x = tf.Variable(2.0)", "%%tape y wrt x -q\ny = x * 2.0 + 0.0 * tf.random.normal([])")
    assert (verdicts(free), free.refusal) == ({"x": "agrees"}, "")

    fixed = checked(shell, "x = tf.Variable(2.0)", "%%tape y wrt x -q\ny = x * tf.random.normal([], seed=3)")
    assert fixed.draws or fixed.refusal.startswith("stochastic: it draws random numbers with a seed")


def test_a_cell_that_moves_its_variable_is_checked_where_it_left_it(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(2.0)", "%%tape y wrt x -q\ny = x * x\nx.assign_add(1.0)")

    assert (found.moved, found.value, worst(found).tape, worst(found).verdict) == (True, 9.0, 6.0, "agrees")
    assert "checked at the values it left behind" in render_check(found)


def test_near_the_edge_of_its_domain_the_step_is_smaller(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(1e-3)", "%%tape y wrt x -q\ny = tf.math.log(x)")

    assert worst(found).verdict == "agrees"
    assert worst(found).step < 1e-3


def test_where_the_function_bends_much_the_step_is_smaller(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(1e-3)", "%%tape y wrt x -q\ny = x ** 3")

    assert (worst(found).verdict, worst(found).step) == ("agrees", 2.0**-12)


def test_whole_numbers_and_steps_that_vanish_are_said(shell: Any) -> None:
    whole = checked(shell, "n = tf.Variable(3)", "%%tape y wrt n -q\ny = tf.cast(n, tf.float32) * 2.0")
    assert "int32: only real numbers" in only(whole).reason
    tiny = checked(shell, "x = tf.Variable(3.0)", "%%tape y wrt x -q\ny = x * x", None, 1e-12)
    assert only(tiny).reason.startswith("a step of 1e-12 vanishes beside its value in float32")


def test_several_targets_are_summed(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(2.0)", "%%tape [a, b] wrt x -q\na = x * 3.0\nb = [x, x] * tf.ones(2)")

    assert (worst(found).tape, worst(found).verdict) == (5.0, "agrees")


def test_what_may_not_be_run_again_is_refused_in_words(shell: Any) -> None:
    found = checked(shell, "x = tf.Variable(2.0)", "%%tape y wrt x -q\ny = x * x\nopen\n")
    assert "it calls open()" in render_check(found)


def test_one_source_may_be_asked_for(shell: Any) -> None:
    found = checked(
        shell, "x = y = tf.Variable(3.0)\nw = tf.Variable(1.0)", "%%tape z wrt x, w -q\nz = x * w", "w", 0.5
    )

    assert (only(found).name, worst(found).step) == ("w", 0.5)
