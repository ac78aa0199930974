"""Several replicas: each one's tapes are recorded and told apart; what runs elsewhere is refused."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

ROOT = Path(__file__).parents[2]
MIRRORED = """
import json, os, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
import tensorflow as tf, tapeviz
from tensorflow.python.eager import context
tf.get_logger().setLevel("ERROR")
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 2)
strategy = tf.distribute.MirroredStrategy(["CPU:0", "CPU:1"])
with strategy.scope():
    v, w = tf.Variable(2.0), tf.Variable([1.0, 2.0])
    optimizer = tf.keras.optimizers.SGD(0.125)
each = strategy.experimental_distribute_values_from_function(lambda c: tf.constant(1.0 + c.replica_id_in_sync_group))
def step(x):
    with tf.GradientTape() as tape:
        h = tf.round(w)
        y = v * x * tf.reduce_sum(h)
    slopes = tape.gradient(y, [v, w])
    return slopes[0]
def train(x):
    with tf.GradientTape() as tape:
        y = v * x + tf.reduce_sum(tf.round(w))
    slopes = tape.gradient(y, [v, w])
    optimizer.apply_gradients([(slopes[0], v)])
    return y
def values(distributed):
    return [float(x) for x in strategy.experimental_local_results(distributed)]
"""
RECORD = """
plain = values(strategy.run(step, (each,)))
with tapeviz.record() as recording:
    recorded = values(strategy.run(step, (each,)))
told = [[d.source, str(d.cause), d.span and d.span.line, str(d.status)] for r in recording.reports for d in r.diagnoses]
watched = [sorted(name for v in r.recording.variables if v.watched for name in v.names) for r in recording.reports]
devices = [[s["gradient"]["device"] for s in r.to_dict()["sources"] if s["gradient"]] for r in recording.reports]
print(json.dumps([plain, recorded, told, watched, devices, len(context.context().op_callbacks)]))
"""
AUTOTAPE = """
from tapeviz.watching.autotape import Autotape
lines = []
autotape = Autotape(lines.append)
autotape.start()
for _ in range(3):
    ys = values(strategy.run(train, (each,)))
autotape.stop()
after = [float(v.numpy()), len(context.context().op_callbacks)]
v.assign(2.0)
for _ in range(3):
    again = values(strategy.run(train, (each,)))
print(json.dumps([lines, ys == again, after[0] == float(v.numpy()), after[1]]))
"""
AROUND = """
with tapeviz.record() as recording:
    with tf.GradientTape() as tape:
        y = strategy.reduce("SUM", strategy.run(lambda x: v * x, (each,)), axis=None)
        z = y + v
    slopes = [tape.gradient(y, v)]
(report,) = recording.reports
print(json.dumps([[str(d.cause) for d in report.diagnoses], [limit.detail for limit in report.recording.limits]]))
"""
WORKER = """
import json, os, sys
os.environ["TF_CPP_MIN_LOG_LEVEL"] = "3"
workers, index = json.loads(sys.argv[1]), int(sys.argv[2])
os.environ["TF_CONFIG"] = json.dumps({"cluster": {"worker": workers}, "task": {"type": "worker", "index": index}})
import tensorflow as tf, tapeviz
strategy = tf.distribute.MultiWorkerMirroredStrategy()
with strategy.scope():
    v, w = tf.Variable(2.0), tf.Variable([1.0, 2.0])
def step(x):
    with tf.GradientTape() as tape:
        y = v * x * tf.reduce_sum(tf.round(w))
    slopes = tape.gradient(y, [v, w])
    return tf.distribute.get_replica_context().all_reduce("SUM", slopes[0])
def run():
    return float(strategy.experimental_local_results(strategy.run(step, (tf.constant(1.0 + index),)))[0])
plain = run()
with tapeviz.record() as recording:
    recorded = run()
told = [[d.source, str(d.cause)] for r in recording.reports for d in r.diagnoses]
print(json.dumps([plain, recorded, told]), flush=True)
os._exit(0)  # the service of the cluster is not waited for
"""


def run(program: str, folder: Path, *arguments: str) -> Any:
    """What a script prints as JSON on its last line."""
    process = start(program, folder, *arguments)
    return result(process)


def start(program: str, folder: Path, *arguments: str) -> subprocess.Popen[str]:
    path = folder / "program.py"
    path.write_text(program, "utf-8")
    paths = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return subprocess.Popen(
        [sys.executable, str(path), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": paths},
    )


def result(process: subprocess.Popen[str], seconds: float = 240) -> Any:
    try:
        out, error = process.communicate(timeout=seconds)
    finally:
        process.kill()
    assert process.returncode == 0, error[-3000:]
    return json.loads(out.splitlines()[-1])


def test_each_replica_has_its_report(tmp_path: Path) -> None:
    plain, recorded, told, watched, devices, left = run(MIRRORED + RECORD, tmp_path)

    line = MIRRORED.split("\n").index("        h = tf.round(w)") + 1
    assert recorded == plain == [3.0, 6.0]
    assert told == [["v", "None", None, "gradient"], ["w", "not-differentiable", line, "none"]] * 2
    assert watched == [["v", "w"]] * 2
    assert devices == [["/CPU:0"], ["/CPU:1"]]
    assert left == 0


def test_autotape_says_once_for_each_replica_and_training_goes_on_the_same(tmp_path: Path) -> None:
    lines, same_values, same_variable, left = run(MIRRORED + AUTOTAPE, tmp_path)

    assert [line.partition(" None")[0] for line in lines] == [f"tapeviz: replica {n}: d(y)/d(w)" for n in (0, 1)]
    assert all("tf.round(w) [not-differentiable]" in line for line in lines)
    assert (same_values, same_variable, left) == (True, True, 0)


def test_a_tape_around_the_replicas_does_not_reach_them_and_that_is_said(tmp_path: Path) -> None:
    causes, limits = run(MIRRORED + AROUND, tmp_path)

    assert causes == ["unknown"]
    assert any("open the tape in the function that it runs" in limit for limit in limits)


def test_two_workers_on_one_machine(tmp_path: Path) -> None:
    with socket.socket() as one, socket.socket() as other:
        ports = []
        for held in (one, other):
            held.bind(("127.0.0.1", 0))
            ports.append(held.getsockname()[1])
    workers = json.dumps([f"127.0.0.1:{port}" for port in ports])
    processes = []
    for index in range(2):
        folder = tmp_path / str(index)
        folder.mkdir()
        processes.append(start(WORKER, folder, workers, str(index)))
    try:
        found = [result(process) for process in processes]
    finally:
        for process in processes:
            process.kill()

    assert found == [[9.0, 9.0, [["v", "None"], ["w", "not-differentiable"]]]] * 2


@pytest.mark.parametrize("name", ["ParameterServerStrategyV2", "TPUStrategyV2", "TPUStrategy", "ClusterCoordinator"])
def test_what_runs_elsewhere_is_refused_with_a_word(name: str) -> None:
    import tapeviz
    from tapeviz.engines.choose import choose_engine
    from tapeviz.errors import BadInput

    strategy = type(name, (), {"__module__": "tensorflow.python.distribute.somewhere"})()
    with pytest.raises(BadInput, match=name.removesuffix("V2") + ".*MirroredStrategy"):
        choose_engine([strategy])
    with pytest.raises(BadInput, match="run on other machines"), tapeviz.record():
        pass
    del strategy


def test_a_class_of_the_users_with_such_a_name_is_not() -> None:
    from tapeviz.engines.choose import choose_engine

    assert choose_engine([type("TPUStrategy", (), {})()]).name == "tensorflow"
