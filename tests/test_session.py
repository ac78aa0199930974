"""One taped cell from its first statement to its report: what is asked, what is refused, what is left behind."""

from __future__ import annotations

import ast
import builtins
import gc
import subprocess
import sys
import textwrap
import weakref
from typing import Any

import pytest

from tapeviz.errors import BadInput
from tapeviz.provenance.reporting import NAMES
from tapeviz.provenance.tracer import Tracer
from tapeviz.request import Request
from tapeviz.session import CellSession
from tests.engines.taping import Taped, earlier, names, remember, tape, tape_error

pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

SETUP = "x = tf.Variable(2.0)\nw = tf.Variable([1.0, 2.0])"


def taped(cell: str, line: str = "", **asked: Any) -> Taped:
    return tape(cell, line, **{"setup": SETUP, **asked})


def hooks() -> dict[str, Any]:
    """Everything of TensorFlow's that a session replaces, as it is now."""
    from tensorflow.python import pywrap_tfe
    from tensorflow.python.eager import backprop, context, record
    from tensorflow.python.eager.polymorphic_function import concrete_function
    from tensorflow.python.framework import ops
    from tensorflow.python.ops import resource_variable_ops

    exits = ("numpy", "__array__", "__float__", "__int__", "__bool__", "__index__", "__format__", "__str__", "__repr__")
    return {
        "callbacks": list(context.context().op_callbacks),
        "watch": backprop.GradientTape.__dict__["watch"],
        "gradient function": backprop._gradient_function,
        "record": record.record_operation,
        "call": concrete_function.ConcreteFunction.__dict__["_call_flat"],
        "variable": resource_variable_ops.BaseResourceVariable.__dict__["__init__"],
        "fast path": pywrap_tfe.TFE_Py_FastPathExecute,
        **{name: ops._EagerTensorBase.__dict__.get(name) for name in exits},
    }


# ---- what is asked ----


@pytest.mark.parametrize(
    ("cell", "line", "name"),
    [
        ("y = x * 2.0", "y wrt x", "y"),
        ("y = x * 2.0", "y * 3.0 wrt x", "y * 3.0"),
        ("y = x * 2.0", "", "y"),
        ("x * 2.0", "", "x * 2.0"),
        ("y: object = x * 2.0", "", "y"),
        ("y = x * 2.0\ny *= 2.0", "", "y"),
        ("a = y = x * 2.0", "", "y"),
        ("for _ in range(2):\n    y = x * 2.0", "", "y"),
    ],
)
def test_the_target_is_what_was_asked_for_or_the_last_value(cell: str, line: str, name: str) -> None:
    found = taped(cell, line)

    assert found.recording.target is not None
    assert found.recording.target.name == name
    assert {d.source: d.status for d in found.report.diagnoses} == {"x": "gradient"}


def test_an_expression_target_is_recorded_and_stands_on_line_1() -> None:
    found = taped("y = x * 2.0", "tf.round(y) wrt x")

    assert found.diagnosis.span is not None
    assert (found.cause, found.diagnosis.span.line, found.code) == ("not-differentiable", 1, "tf.round(y)")


def test_several_targets_are_summed() -> None:
    found = taped("y = x * 2.0\nz = x * 3.0", "[y, z] wrt x")
    summary = found.diagnosis.gradient.summary

    assert summary is not None
    assert summary.values == (5.0,)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("y wrt x", ["x"]),
        ("y wrt x; w", ["x", "w"]),
        ("y wrt [x, w]", ["x", "w"]),
        ("y wrt {'a': x, 'b': w}", ["x", "w"]),
        ("y wrt params", ["params['a']", "params['b'][0]"]),
        ("y", ["x", "w"]),
    ],
)
def test_one_entry_for_each_flattened_source(line: str, expected: list[str]) -> None:
    found = tape("y = tf.reduce_sum(x * w)", line, setup=SETUP + "\nparams = {'a': x, 'b': [w]}")

    assert [d.source for d in found.report.diagnoses] == expected


def test_the_variables_of_a_module_are_named_by_their_path() -> None:
    setup = textwrap.dedent("""
        class Line(tf.Module):
            def __init__(self):
                self.slope = tf.Variable(2.0)
                self.parts = [tf.Variable(1.0), tf.Variable(5.0, trainable=False)]
            def __call__(self, t):
                return self.slope * t + self.parts[0]
        line = Line()
    """)
    found = tape("y = line(3.0)", "y wrt line", setup=setup)

    assert {d.source: d.status for d in found.report.diagnoses} == {
        "line.slope": "gradient",
        "line.parts[0]": "gradient",
    }


def test_zero_keeps_the_status_and_gives_the_zeros() -> None:
    found = taped("y = tf.round(x)", "y wrt x", zero=True)
    summary = found.diagnosis.gradient.summary

    assert (found.diagnosis.status, found.cause) == ("none", "not-differentiable")
    assert summary is not None
    assert summary.values == (0.0,)


def test_variables_are_not_watched_by_themselves_when_that_is_asked() -> None:
    assert taped("y = x * 2.0", "y wrt x", watch_accessed=False).cause == "not-watched"


# ---- bad input: before the cell ----


@pytest.mark.parametrize(("name", "what"), [("nothing_here", "not defined"), ("word", "str"), ("tf", "module")])
def test_a_watch_of_something_that_cannot_be_watched_is_refused_before_the_cell_runs(name: str, what: str) -> None:
    before = hooks()
    namespace = {**names(), "word": "text"}
    session = CellSession(Request(watch=(name,)), namespace, remember("1"), "1")
    session.instrument(ast.parse("1"))

    with pytest.raises(BadInput, match=what):
        session.open()

    assert hooks() == before


# ---- bad input: after the cell ----


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("lost wrt x", "target 'lost' cannot be evaluated: NameError"),
        ("loss_ wrt x", "did you mean 'loss'"),
        ("loss wrt xx", "source 'xx' cannot be evaluated: NameError.*did you mean 'x'"),
        ("loss wrt text", "source 'text' is a str"),
        ("loss wrt number", "source 'number' is a float"),
        ("loss wrt nothing", "source 'nothing' is None"),
        ("loss wrt [x, number]", "source 'number' is a float"),
        ("1 / 0 wrt x", "ZeroDivisionError"),
    ],
)
def test_a_target_or_source_that_cannot_be_used_is_one_line_and_leaves_no_hook(line: str, message: str) -> None:
    before = hooks()
    namespace = {**names(), "text": "abc", "number": 1.0, "nothing": None}

    with pytest.raises(BadInput, match=message) as refused:
        tape("loss = x * 2.0", line, setup=SETUP, namespace=namespace)

    assert "\n" not in str(refused.value)
    assert hooks() == before
    assert float(namespace["loss"]) == 4.0


# ---- nothing stays ----


def boom(error: str) -> str:
    return f"def f(t):\n    raise {error}\ny = f(x * 2.0)"


@pytest.mark.parametrize("error", ["ValueError('bad')", "KeyboardInterrupt", "SystemExit(3)", "GeneratorExit"])
def test_every_hook_is_gone_after_a_cell_that_raised(error: str) -> None:
    before = hooks()

    found, raised = tape_error(boom(error), "y wrt x", setup=SETUP)

    assert hooks() == before
    assert type(raised).__name__ == error.partition("(")[0]
    assert found.recording.failure


@pytest.mark.parametrize("cell", ["y = x * 2.0", "y = tf.round(x)", "y = tf.unique(w)[0]", "y = float(x)", "pass"])
def test_every_hook_is_gone_after_a_cell(cell: str) -> None:
    before = hooks()

    taped(cell, "y wrt x" if "y" in cell else "")

    assert hooks() == before


def test_every_hook_is_gone_when_the_tape_cannot_open(monkeypatch: pytest.MonkeyPatch) -> None:
    before = hooks()

    def fail(self: Tracer, values: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(Tracer, "prepare_namespace", fail)
    with pytest.raises(RuntimeError, match="no"):
        taped("y = x * 2.0")

    assert hooks() == before


def test_a_session_that_never_opened_can_be_abandoned() -> None:
    session = CellSession(Request(), names(), remember("1"), "1")
    session.abandon()
    session.abandon()

    assert session.engine is None


def test_the_reporters_leave_the_builtins_on_request() -> None:
    taped("y = x * 2.0")

    Tracer.unpublish()

    assert not set(NAMES) & set(vars(builtins))


def test_two_cells_in_a_row_do_not_know_each_other() -> None:
    namespace = names()
    first = tape("y = tf.round(x)", "y wrt x", setup=SETUP, namespace=namespace)
    second = tape("y = tf.sin(x)", "y wrt x", namespace=namespace)

    assert (first.diagnosis.status, second.diagnosis.status) == ("none", "gradient")
    assert second.op_types == ["ReadVariableOp", "Sin"]
    assert second.recording.ops[0].id == 0


def test_a_tape_around_the_taped_cell_is_not_disturbed() -> None:
    import tensorflow as tf

    namespace = names()
    earlier(SETUP, namespace)
    with tf.GradientTape() as outside:
        tape("y = x * x", "y wrt x", namespace=namespace)

    assert float(outside.gradient(namespace["y"], namespace["x"])) == 4.0


def test_the_cell_may_leave_the_tape_itself() -> None:
    found = taped("y = x * 2.0\ntape.__exit__(None, None, None)", "y wrt x")

    assert found.diagnosis.status == "gradient"


# ---- memory ----

CELL = "big = tf.ones([256, 256]) * x\ny = tf.reduce_sum(tf.sin(big))"


def test_intermediate_tensors_die_with_the_cell() -> None:
    found = taped(CELL + "\nprobe = weakref.ref(big)\ndel big", "y wrt x", namespace={**names(), "weakref": weakref})
    gc.collect()

    assert found.namespace["probe"]() is None
    assert found.diagnosis.status == "gradient"


def test_the_tape_dies_with_the_report_unless_it_is_to_stay() -> None:
    namespace = {**names(), "weakref": weakref}
    taped(CELL + "\nprobe = weakref.ref(tape)", "y wrt x", namespace=namespace)
    kept = taped(CELL, "y wrt x", persistent=True)
    gc.collect()

    assert namespace["probe"]() is None
    assert float(kept.namespace["tape"].gradient(kept.namespace["y"], kept.namespace["x"])) != 0.0


def test_a_cell_that_raised_keeps_nothing_either() -> None:
    namespace = {**names(), "weakref": weakref}
    found, raised = tape_error(CELL + "\nprobe = weakref.ref(big)\ndel big\n1 / 0", setup=SETUP, namespace=namespace)
    raised.__traceback__ = None
    gc.collect()

    assert found.recording.failure
    assert namespace["probe"]() is None


MANY = """
import gc, resource
from tests.engines.taping import names, tape, earlier
namespace = names()
earlier("x = tf.Variable(2.0)\\ndef f(t):\\n    return tf.round(t)", namespace)
cell = "big = tf.ones([600, 600]) * x\\nparts = [float(v) for v in big[0][:9]]\\ny = tf.reduce_sum(f(big))"
def run(times):
    for _ in range(times):
        tape(cell, "y wrt x", namespace=namespace)
    gc.collect()
    tensors = sum(type(thing).__name__ == "EagerTensor" for thing in gc.get_objects())
    return tensors, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
before, after = run(40), run(100)
print(after[0] - before[0], (after[1] - before[1]) // 1024)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no `resource` to measure a process with")
def test_a_hundred_cells_leave_memory_flat() -> None:
    done = subprocess.run([sys.executable, "-c", MANY], capture_output=True, text=True, check=True, timeout=240)
    tensors, peak = map(int, done.stdout.split())

    # Each cell makes 3 tensors of 1.4 MB.
    assert tensors <= 5
    assert peak < (100 if sys.platform == "linux" else 100 << 10)


# ---- devices ----

DEVICES = """
import tensorflow as tf
cpu = tf.config.list_physical_devices("CPU")[0]
tf.config.set_logical_device_configuration(cpu, [tf.config.LogicalDeviceConfiguration()] * 3)
from tests.engines.taping import tape
found = tape(
    '''with tf.device("/CPU:2"):
    h = x * 2.0
with tf.device("/CPU:1"):
    y = tf.round(h)''',
    "y wrt x",
    setup="with tf.device('/CPU:1'):\\n    x = tf.Variable(2.0)",
)
devices = {name: found.tensor(found.named(name)).device for name in "hy"}
print(found.recording.variables[0].device, devices["h"], devices["y"], sorted(found.recording.devices), found.cause)
"""


def test_each_tensor_has_the_device_that_tensorflow_chose() -> None:
    done = subprocess.run([sys.executable, "-c", DEVICES], capture_output=True, text=True, check=True, timeout=120)

    assert done.stdout.strip() == "/CPU:1 /CPU:2 /CPU:1 ['/CPU:1', '/CPU:2'] not-differentiable"


def test_the_extension_takes_everything_with_it_when_it_is_unloaded() -> None:
    from tests.cases.run import fresh_shell, run_taped

    before = hooks()
    with fresh_shell() as shell:
        outcome = run_taped(shell, "import tensorflow as tf\n" + SETUP, "%%tape y wrt x\ny = tf.round(x)")

    assert outcome.report is not None
    assert hooks() == before
    assert not any("tape" in name for name in vars(builtins))
