"""What a program computes is the same bit for bit when its tapes are followed, and its own code runs as often."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tapeviz
from tapeviz.watching import explaining, record, watcher
from tests.watching.own_tapes import run_followed

TRAINING = """
keras.utils.set_random_seed(3)
layers = [keras.layers.Dense(8, activation="tanh"), keras.layers.Dropout(0.5), keras.layers.Dense(1)]
model = keras.Sequential(layers)
optimizer = keras.optimizers.Adam(0.05)
data = tf.random.normal((16, 4), seed=5)
for step in range(3):
    with tf.GradientTape() as tape:
        loss = tf.reduce_mean((model(data, training=True) - 1.0) ** 2)
        spare = tf.random.uniform((2,)) * 2.0
    found = tape.gradient(loss, model.trainable_variables)
    optimizer.apply_gradients(zip(found, model.trainable_variables))
left = [v.numpy() for v in model.variables] + [spare.numpy(), loss.numpy(), tf.random.normal((2,)).numpy()]
"""

MISSING = """
keras.utils.set_random_seed(3)
x, w = tf.Variable([0.3, 0.7]), tf.Variable(1.5)
left = []
for step in range(3):
    with tf.GradientTape() as tape:
        y = tf.reduce_sum(tf.stop_gradient(x) * tf.sin(w) * tf.random.uniform((2,)))
    slope = tape.gradient(y, [x, w])
    assert slope[0] is None
    w.assign_sub(0.1 * slope[1])
    left += [w.numpy(), slope[1].numpy(), tf.random.uniform((2,)).numpy()]
"""

SECOND_ORDER = """
x, w = tf.Variable([0.3, 0.7]), tf.Variable(1.5)
left = []
with tf.GradientTape(persistent=True) as outer:
    with tf.GradientTape() as inner:
        y = tf.reduce_sum(tf.round(x) * w ** 3.0)
    slope, missing = inner.gradient(y, [w, x])
left += [slope.numpy(), outer.gradient(slope, w).numpy(), missing is None, outer.gradient(slope, x) is None]
left.append(outer.jacobian(slope * tf.constant([1.0, 2.0]), w) is None)
"""


def names(tf: Any) -> dict[str, Any]:
    keras = pytest.importorskip("keras") if tf.__name__ == "tensorflow" else tf.keras
    return {"__name__": "__main__", "tf": tf, "np": np, "keras": keras}


@pytest.mark.parametrize("program", [TRAINING, MISSING, SECOND_ORDER], ids=["training", "missing", "second order"])
@pytest.mark.parametrize("traced", [True, False])
def test_every_value_is_the_same_bit_for_bit(tf: Any, program: str, traced: bool) -> None:
    plain, followed = names(tf), names(tf)
    exec(compile(program, "<string>", "exec"), plain)

    ran = run_followed(program, followed, traced=traced)

    assert ran.error is None
    assert [np.asarray(value).tobytes() for value in followed["left"]] == [
        np.asarray(value).tobytes() for value in plain["left"]
    ]


def test_code_of_the_users_runs_once_in_a_backward_pass(tf: Any) -> None:
    calls: list[str] = []

    @tf.custom_gradient
    def doubled(a: Any) -> Any:
        def slope(upstream: Any) -> Any:
            calls.append("custom")
            return upstream * 2.0

        return a * 2.0, slope

    def squared(a: Any) -> Any:
        calls.append("python")
        return a * a

    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tapeviz.record() as recording:
        with tf.GradientTape() as tape:
            y = tf.py_function(squared, [doubled(w)], tf.float32) * tf.stop_gradient(x)
        found = tape.gradient(y, [x, w])

    assert (found[0], float(found[1])) == (None, 16.0)
    assert recording.report is not None
    assert calls == ["python", "custom"]


def test_a_callback_of_another_tool_goes_on(tf: Any) -> None:
    if tf.__name__ != "tensorflow":
        pytest.skip("only TensorFlow lets other tools listen")
    tf.debugging.enable_check_numerics()
    try:
        x = tf.Variable(0.0)
        with tapeviz.record() as recording:
            with tf.GradientTape() as tape:
                y = tf.stop_gradient(x) * 2.0
            assert tape.gradient(y, x) is None
            with pytest.raises(tf.errors.InvalidArgumentError):
                tf.math.log(x * -1.0) / 0.0
    finally:
        tf.debugging.disable_check_numerics()

    assert len(recording.reports) == 1


@pytest.mark.parametrize("mode", ["NO_TENSOR", "FULL_HEALTH"])
def test_what_the_dumping_debugger_computes_is_none_of_the_programs(tf: Any, mode: str, tmp_path: Path) -> None:
    if tf.__name__ != "tensorflow":
        pytest.skip("only TensorFlow lets other tools listen")
    x, w = tf.Variable([1.0, 3.0]), tf.Variable(2.0)
    tf.debugging.experimental.enable_dump_debug_info(str(tmp_path), tensor_debug_mode=mode)
    try:
        with tapeviz.record() as recording:
            with tf.GradientTape() as tape:
                y = tf.reduce_sum(tf.round(x)) * w
            found = tape.gradient(y, [x, w])
    finally:
        tf.debugging.experimental.disable_dump_debug_info()

    assert (found[0], float(found[1])) == (None, 4.0)
    (missing, there) = recording.report.to_dict()["sources"]
    assert (missing["cause"], missing["code"], missing["also"]) == ("not-differentiable", "tf.round(x)", [])
    assert there["status"] == "gradient"
    assert {op["op_type"] for op in recording.report.to_dict()["ops"]} & {"DebugNumericSummaryV2"} == set()
    assert any(tmp_path.iterdir())


FAULTS = [
    (watcher, "_names_at"),
    (watcher, "Observation"),
    (watcher, "View"),
    (watcher, "Question"),
    (watcher, "intermediates"),
    (record, "explain_question"),
    (explaining, "arguments_at"),
    (explaining, "Assembler"),
    (explaining, "diagnose"),
]


@pytest.mark.parametrize(("room", "name"), FAULTS, ids=[name for _, name in FAULTS])
def test_a_fault_at_any_point_of_ours_costs_nothing(
    tf: Any,
    room: Any,
    name: str,
    untouched: Any,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("planted")

    x, w = tf.Variable(1.0), tf.Variable(2.0)
    monkeypatch.setattr(room, name, broken)
    with tapeviz.record() as recording:
        found = []
        for _ in range(2):
            with tf.GradientTape() as tape:
                y = tf.stop_gradient(x) * w
            found.append(tape.gradient(y, [x, w]))

    assert [(a, float(b)) for a, b in found] == [(None, 1.0), (None, 1.0)]
    assert recording.reports == []
    assert capsys.readouterr().err.count("tapeviz failed: RuntimeError: planted") == 1
