"""Values are followed out of TensorFlow, through Python and back, to the expression by which they left."""

from __future__ import annotations

import pytest

from tapeviz.graph import FlowGraph
from tests.engines.taping import Taped, tape

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

SETUP = """
import json, math
x = tf.Variable([1.0, 2.0, 3.0])
s = tf.Variable(2.0)
w = tf.Variable(3.0)
def scale(values):
    return [v * 2.0 for v in values]
def to_numpy(t):
    a = t.numpy()
    return a * 2.0
"""


def taped(cell: str, line: str = "y wrt x") -> Taped:
    return tape(cell, line, setup=SETUP)


# ---- the expression that left ----

LEFT = [
    ("x", "n = np.mean(x)\ny = tf.constant(n) * w", "np.mean(x)"),
    ("x", "n = np.square(x)\ny = tf.reduce_sum(n)", "np.square(x)"),
    ("x", "n = np.sum(np.sin(x) * 2.0)\ny = w * n", "np.sin(x)"),
    ("x", "n = x.numpy()\ny = tf.reduce_sum(n)", "x.numpy()"),
    ("x", "n = x.numpy() + 1.0\nk = n * 2.0\ny = tf.reduce_sum(tf.constant(k))", "x.numpy()"),
    ("x", "n = np.asarray(x)\ny = w * tf.reduce_sum(n)", "np.asarray(x)"),
    ("s", "n = float(s)\ny = w * n", "float(s)"),
    ("s", "n = math.exp(s)\ny = w * n", "math.exp(s)"),
    ("s", "n = int(s) + 0.5\ny = w * n", "int(s)"),
    ("s", "n = s.numpy().item()\ny = w * n", "s.numpy()"),
    ("s", "n = float(f'{float(s):.3f}')\ny = w * n", "float(s)"),
    ("s", "n = json.loads(json.dumps(float(s)))\ny = w * n", "float(s)"),
    ("x", "n = [float(v) for v in x]\ny = tf.reduce_sum(tf.constant(n))", "float(v)"),
    ("x", "n = x.numpy().tolist()\nk = scale(n)\ny = tf.reduce_sum(tf.stack(k))", "x.numpy()"),
    ("x", "n = []\nfor v in x:\n    n.append(float(v))\ny = tf.constant(n)[0] * w", "float(v)"),
    ("s", "n = np.zeros(3)\nn[0] = s\ny = tf.reduce_sum(tf.constant(n))", "s"),
    ("x", "n = np.zeros(3)\nn += np.asarray(x)\ny = tf.reduce_sum(tf.constant(n))", "np.asarray(x)"),
    ("x", "n = np.zeros(3)\nn[1:] = x.numpy()[1:]\ny = tf.reduce_sum(tf.constant(n))", "x.numpy()"),
    ("s", "n = {'a': float(s)}\ny = w * n['a']", "float(s)"),
    ("s", "a, b = float(s), 1.0\ny = w * a", "float(s)"),
    ("x", "n = np.where(x > 1.0, x, 0.0)\ny = tf.reduce_sum(n)", "np.where(x > 1.0, x, 0.0)"),
    ("s", "n = max(float(s), 0.5)\ny = w * n", "float(s)"),
    ("s", "n = (lambda v: float(v) + 1.0)(s)\ny = w * n", "float(v)"),
    ("s", "if (n := float(s)) > 0.0:\n    y = w * n", "float(s)"),
    ("s", "class Box:\n    pass\nb = Box()\nb.v = float(s)\ny = w * b.v", "float(s)"),
    ("x", "n = sum(float(v) for v in x)\ny = w * n", "float(v)"),
    ("s", "n = np.float32(s)\ny = w * n", "np.float32(s)"),
    ("x", "n = x.numpy()\nm = n.reshape(3, 1)[:, 0]\ny = tf.reduce_sum(m)", "x.numpy()"),
]


@pytest.mark.parametrize(("source", "cell", "code"), LEFT, ids=[code for _, _, code in LEFT])
def test_the_expression_that_left_is_blamed(source: str, cell: str, code: str) -> None:
    found = taped(cell, f"y wrt {source}")

    assert (found.cause, found.code) == ("left-tensorflow", code)


def test_a_value_that_left_in_a_helper_is_blamed_at_the_call_with_the_helper_below() -> None:
    found = taped("h = x * 2.0\nn = to_numpy(h)\ny = tf.reduce_sum(n)")

    assert (found.cause, found.code) == ("left-tensorflow", "to_numpy(h)")
    assert [found.text(frame) for frame in found.diagnosis.frames] == ["t.numpy()"]


def test_a_helper_of_the_cell_is_blamed_at_its_own_line() -> None:
    found = taped("def f(t):\n    return t.numpy() * 2.0\ny = tf.reduce_sum(f(x))")

    assert (found.cause, found.code) == ("left-tensorflow", "t.numpy()")


def test_the_first_way_out_is_the_one() -> None:
    found = taped("n = x.numpy()\nt = tf.constant(n)\nk = t.numpy()\ny = tf.reduce_sum(k)")

    assert (found.cause, found.code) == ("left-tensorflow", "t.numpy()")
    assert [(str(s.cause), found.text(s.span)) for s in found.diagnosis.also if s.span] == [
        ("left-tensorflow", "x.numpy()")
    ]


# ---- looks that carry nothing ----


@pytest.mark.parametrize(
    "look",
    [
        "n = x.shape[0]",
        "n = len(x * 1.0)",
        "n = x.dtype.size",
        "n = x.shape.rank",
        "n = np.shape(x)[0]",
        "n = np.ndim(x)",
        "n = int(isinstance(x, tf.Variable))",
        "n = int(x is None) + 1",
        "n = len(x.name)",
        "n = 1\nprint(x)",
        "n = 1\nlog = f'{x}'",
        "n = 1\nlog = []\nlog.append(float(x[0]))",
        "n = 1\nassert float(x[0]) > 0.0",
    ],
)
def test_the_form_of_a_value_and_what_is_only_logged_carries_nothing(look: str) -> None:
    found = taped(f"{look}\ny = w * float(n)")

    assert found.cause == "not-connected"


def test_a_log_beside_the_way_is_not_named() -> None:
    found = taped("h = tf.round(x)\nprint(float(h[0]))\nlog = h.numpy()\ny = tf.reduce_sum(h)")

    assert (found.cause, found.code) == ("not-differentiable", "tf.round(x)")
    assert found.diagnosis.also == ()


def test_two_values_that_left_are_kept_apart() -> None:
    found = tape("a = float(s)\nb = float(w)\ny = v * b", "y wrt s; w", setup=SETUP + "v = tf.Variable(1.0)")

    assert [str(d.cause) for d in found.report.diagnoses] == ["not-connected", "left-tensorflow"]


def test_a_list_passes_on_only_the_parts_that_are_taken_out() -> None:
    found = tape("parts = [s * 2.0, w * 3.0]\ny = tf.round(parts[1])", "y wrt s; w", setup=SETUP)

    assert [str(d.cause) for d in found.report.diagnoses] == ["not-connected", "not-differentiable"]


# ---- names ----


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("y = s * 2.0\ns = s + 1.0", "s = s + 1.0"),
        ("y = s * 2.0\nk = s\nk = s + 1.0\ns = k", "s = k"),
        ("for _ in range(2):\n    y = s * 2.0\n    s = s - 0.1", "s = s - 0.1"),
        ("y = s * 2.0\ns, k = tf.constant(1.0), 2", "s, k = tf.constant(1.0), 2"),
        ("y = s * 2.0\nfor s in [tf.constant(1.0)]:\n    pass", "s"),
        ("def step():\n    global s\n    s = s * 1.0\ny = s * 2.0\nstep()", "s = s * 1.0"),
    ],
)
def test_the_statement_that_bound_the_name_anew_is_blamed(cell: str, code: str) -> None:
    found = taped(cell, "y wrt s")

    assert (found.cause, found.code) == ("replaced-by-tensor", code)


def test_a_local_name_of_a_helper_is_no_rebinding() -> None:
    found = taped("def f():\n    s = tf.constant(1.0)\n    return s\nf()\ny = tf.round(s)", "y wrt s")

    assert found.cause == "not-differentiable"
    assert [binding.name for binding in found.recording.bindings].count("s") == 0


def test_the_target_of_a_comprehension_is_no_rebinding() -> None:
    found = taped("k = [s for s in range(3)]\ny = tf.round(s)", "y wrt s")

    assert found.cause == "not-differentiable"


# ---- choices ----


def test_a_value_that_python_did_not_choose() -> None:
    found = taped("y = max(s * 1.0, w * 1.0)", "y wrt s")

    assert (found.cause, found.code) == ("branch-not-taken", "max(s * 1.0, w * 1.0)")


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("if float(w) < 0.0:\n    y = s * w\nelse:\n    y = w * 2.0", "float(w) < 0.0"),
        ("y = s * w if w < 0.0 else w * 2.0", "w < 0.0"),
        ("y = w * 2.0\nfor _ in range(0):\n    y = y + s", "range(0)"),
    ],
)
def test_code_that_did_not_run(cell: str, code: str) -> None:
    found = taped(cell, "y wrt s")

    assert found.cause == "branch-not-taken"
    assert code in found.code or found.code in code


# ---- the shape of the recording ----


def test_a_step_out_and_a_step_in_are_joined_to_the_ops() -> None:
    found = taped("n = np.mean(x)\nc = tf.constant(n)\ny = c * w")
    (left,), (back,) = found.steps("exit"), found.steps("enter")
    graph = FlowGraph(found.recording)

    assert (left.what, back.what) == ("np.mean", "tf.constant")
    assert left.outputs == back.inputs
    assert back.outputs == (found.named("c"),)
    assert found.named("y") in graph.reached_from(left.inputs)


def test_iterating_a_tensor_makes_no_step_into_its_slices() -> None:
    assert [step.what for step in taped("n = sum(float(v) for v in x)\ny = w * n").steps("enter")] == ["binop"]


def test_a_python_value_is_described_by_type_and_names() -> None:
    found = taped("n = x.numpy()\ny = tf.reduce_sum(n)")
    (value,) = [v for v in found.recording.host_values if v.names]

    assert (value.type_name, value.names) == ("ndarray", ("n",))


def test_the_recording_holds_no_tensor() -> None:
    import tensorflow as tf

    found = taped("n = np.mean(x)\ny = tf.constant(n) * w")
    waiting: list[object] = [found.recording]
    seen = 0
    while waiting:
        thing = waiting.pop()
        seen += 1
        assert not isinstance(thing, (tf.Tensor, tf.Variable))
        if isinstance(thing, tuple):
            waiting += thing
        elif hasattr(thing, "__slots__"):
            waiting += [getattr(thing, name) for name in thing.__slots__]

    assert seen > 100


def test_the_work_for_a_loop_over_a_list_grows_with_its_rounds(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.provenance.values import Values

    lookups = []
    known_host = Values.known_host
    monkeypatch.setattr(Values, "known_host", lambda self, value: lookups.append(1) or known_host(self, value))

    def looked_up(rounds: int) -> int:
        lookups.clear()
        tape(f"y = w\nfor k in [0.5 + i for i in range({rounds})]:\n    y = y * k", "y wrt x; w", setup=SETUP)
        return len(lookups)

    assert looked_up(200) < 5 * looked_up(50)


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("y = w * 2.0", 1),
        ("for k in rates:\n    y = w * k", 1),
        ("y = w * stored['k']", 2),
        ("y = traced(w)", 2),
    ],
    ids=["nothing older", "older numbers of nobody", "an older number of the source", "a traced function"],
)
def test_the_log_is_read_again_only_where_that_can_tell_more(
    monkeypatch: pytest.MonkeyPatch, cell: str, times: int
) -> None:
    from tapeviz import background
    from tapeviz.assemble.evidence import Evidence

    read = []
    weave = Evidence.weave
    monkeypatch.setattr(Evidence, "weave", lambda self, *args, **kwargs: read.append(1) or weave(self, *args, **kwargs))
    setup = f"{SETUP}rates = [0.5, 0.25]\nstored = {{'k': float(s)}}\n@tf.function\ndef traced(v):\n    return v * 2.0"
    monkeypatch.setattr(background, "earlier_texts", lambda _but: [setup])

    tape(cell, "y wrt s", setup=setup)

    assert len(read) == times
