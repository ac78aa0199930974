"""`tapeviz.record()`, `tapeviz.explain()` and `tapeviz.assert_gradients()` in a script, on both engines."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import tapeviz
from tapeviz.errors import BadInput
from tapeviz.report import Report
from tapeviz.watching import record as recording_room

TEXT = Path(__file__).read_text("utf-8").splitlines()


def line_of(code: str) -> int:
    """The line of this file on which a piece of code stands for the first time."""
    return next(number for number, line in enumerate(TEXT, 1) if code in line)


def source(report: Report, name: str) -> dict[str, Any]:
    return next(entry for entry in report.to_dict()["sources"] if entry["name"] == name)


def mean_of(values: Any) -> Any:
    return np.mean(values)  # in a helper


def test_a_none_in_the_block_is_reported_with_the_line_of_the_file(tf: Any) -> None:
    x, w = tf.Variable([1.5, 2.0]), tf.Variable(3.0)
    with tapeviz.record() as recording:
        assert recording.report is None
        with tf.GradientTape() as tape:
            y = tf.reduce_sum(tf.round(x) * w)  # rounded
        found = tape.gradient(y, {"x": x, "w": w})

    assert found["x"] is None
    assert float(found["w"]) == 4.0
    assert recording.report is not None
    assert str(recording.report).startswith("Gradient of y with respect to x, w: 1 of 2 is None\n")
    said = source(recording.report, "x")
    assert (said["cause"], said["line"], said["code"]) == ("not-differentiable", line_of("# rounded"), "tf.round(x)")
    assert source(recording.report, "w")["status"] == "gradient"


def test_functions_that_the_block_calls_are_followed(tf: Any) -> None:
    x, w = tf.Variable([1.0, 3.0]), tf.Variable(5.0)
    with tapeviz.record() as recording:
        with tf.GradientTape() as tape:
            y = mean_of(x) * w
        tape.gradient(y, [x, w])

    said = source(recording.report, "x")
    assert (said["cause"], said["code"], said["line"]) == (
        "left-tensorflow",
        "np.mean(values)",
        line_of("# in a helper"),
    )


def test_a_decorated_function_is_followed_itself(tf: Any) -> None:
    x, w = tf.Variable([1.0, 3.0]), tf.Variable(2.0)
    recording = tapeviz.record()

    @recording
    def step(scale: float) -> Any:
        with tf.GradientTape() as tape:
            y = np.mean(x) * w * scale  # the mean
        return tape.gradient(y, [x, w])

    found = step(2.0)

    assert found[0] is None
    assert float(found[1]) == 4.0
    said = source(recording.report, "x")
    assert (said["cause"], said["code"], said["line"]) == ("left-tensorflow", "np.mean(x)", line_of("# the mean"))


def test_a_place_speaks_once_however_many_steps_there_are(tf: Any) -> None:
    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tapeviz.record() as recording:
        for _ in range(4):
            with tf.GradientTape() as tape:
                y = tf.stop_gradient(x) * w
            tape.gradient(y, [x, w])

    assert [source(report, "x")["cause"] for report in recording.reports] == ["stop-gradient"]


def test_explain_tells_of_a_tape_that_has_answered(tf: Any) -> None:
    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tapeviz.record():
        with tf.GradientTape() as tape:
            h = tf.stop_gradient(x) * w
            y = h * w
        tape.gradient(y, [x, w])

        report = tapeviz.explain(tape, y, [x, w, h])

    assert [(s["name"], s["status"]) for s in report.to_dict()["sources"]] == [
        ("x", "none"),
        ("w", "gradient"),
        ("h", "gradient"),
    ]
    assert tapeviz.last_report() is report
    assert "stop_gradient" in str(report)


def test_explain_asks_a_tape_that_has_not_answered_yet(tf: Any) -> None:
    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tapeviz.record() as recording, tf.GradientTape(persistent=True) as tape:
        y = tf.stop_gradient(x) * w

    report = tapeviz.explain(recording, y, [x, w])

    assert source(report, "x")["cause"] == "stop-gradient"
    assert float(tape.gradient(y, w)) == 1.0  # persistent, it answers again


def test_explain_without_sources_takes_what_the_tape_watched(tf: Any) -> None:
    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tapeviz.record(), tf.GradientTape() as tape:
        y = tf.round(x) * w

    assert {s["status"] for s in tapeviz.explain(tape, y).to_dict()["sources"]} == {"none", "gradient"}


def test_explain_refuses_what_it_cannot_answer(tf: Any) -> None:
    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tf.GradientTape() as strange:
        y = x * w
    with pytest.raises(BadInput, match="was not recorded"):
        tapeviz.explain(strange, y, x)
    with pytest.raises(BadInput, match="this is a int"):
        tapeviz.explain(3, y, x)
    with tapeviz.record() as recording:
        pass
    with pytest.raises(BadInput, match="no tape was opened"):
        tapeviz.explain(recording, y, x)
    with tapeviz.record():
        with tf.GradientTape() as tape:
            y = x * 2.0
        tape.gradient(y, x)
    with pytest.raises(BadInput, match="can answer once only"):
        tapeviz.explain(tape, y, w)
    with pytest.raises(BadInput, match="source 'None' is None"):
        tapeviz.explain(tape, y, [None])


def test_a_tape_works_in_the_block_as_outside(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])

    def use() -> list[Any]:
        with tf.GradientTape() as once:
            y = x * x
        found = [once.gradient(y, x)]
        with pytest.raises(RuntimeError, match="non-persistent"):
            once.gradient(y, x)
        with tf.GradientTape(persistent=True) as many:
            y = x * x
            z = tf.reduce_sum(y)
        found += [many.gradient(z, [x]), many.gradient(z, {"a": (x, y)}), many.jacobian(y, x)]
        found.append(many.gradient(z, x, output_gradients=tf.constant(2.0)))
        found.append(many.gradient(tf.constant(1.0), x, unconnected_gradients=tf.UnconnectedGradients.ZERO))
        with tf.GradientTape() as outer:
            with tf.GradientTape() as inner:
                y = x**3.0
            slope = inner.gradient(y, x)
        found.append(outer.gradient(slope, x))
        return found

    plain = use()
    with tapeviz.record() as recording:
        recorded = use()

    assert repr(recorded) == repr(plain)
    assert recording.reports == []


def test_nothing_stays_behind(tf: Any, untouched: Callable[[], dict[str, Any]]) -> None:
    before = untouched()
    code = mean_of.__code__
    x = tf.Variable(1.0)
    with tapeviz.record():
        with tf.GradientTape() as tape:
            y = tf.stop_gradient(x)
        during = untouched()
        tape.gradient(y, x)

    assert {name for name in before if during[name] is not before[name]}
    assert mean_of.__code__ is code


def test_an_error_in_the_block_is_the_programs_own(tf: Any, untouched: Callable[[], dict[str, Any]]) -> None:
    x = tf.Variable(1.0)
    with pytest.raises(ZeroDivisionError), tapeviz.record(), tf.GradientTape():
        x / (1 // 0)


def test_a_fault_of_ours_is_told_in_a_line_and_costs_nothing(
    tf: Any,
    untouched: Callable[[], dict[str, Any]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(recording_room, "explain_question", broken)
    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tapeviz.record() as recording:
        before_fault = recording
        with tf.GradientTape() as tape:
            y = tf.stop_gradient(x) * w
        found = tape.gradient(y, [x, w])
        with tf.GradientTape() as tape:
            y = x * w
        assert float(tape.gradient(y, x)) == 2.0

    assert found[0] is None
    assert float(found[1]) == 1.0
    assert before_fault.reports == []
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "tapeviz failed: RuntimeError: planted" in said


def test_other_threads_are_left_alone(tf: Any) -> None:
    x = tf.Variable(1.0)
    found: list[Any] = []

    def elsewhere() -> None:
        with tf.GradientTape() as tape:
            y = tf.stop_gradient(x)
        found.append(tape.gradient(y, x))

    with tapeviz.record() as recording:
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()

    assert found == [None]
    assert recording.reports == []


def test_what_a_tape_saw_goes_with_the_tape(tf: Any) -> None:
    x = tf.Variable([1.0, 2.0])
    with tapeviz.record():
        with tf.GradientTape() as tape:
            h = x * x
            y = tf.reduce_sum(h)
        tape.gradient(y, x)
        held = weakref.ref(h)
        del h, y, tape
        gc.collect()

        assert held() is None


def test_one_recording_is_open_once(tf: Any) -> None:
    recording = tapeviz.record()
    with recording, pytest.raises(RuntimeError, match="open already"):
        recording.__enter__()


# ---- assert_gradients ----


def test_all_gradients_there_is_no_failure(tf: Any) -> None:
    x, w = tf.Variable(1.0), tf.Variable(2.0)

    report = tapeviz.assert_gradients(lambda: x * w, sources=[x, w])

    assert [d.status for d in report.diagnoses] == ["gradient", "gradient"]


def test_the_message_of_the_failure_is_the_report(tf: Any) -> None:
    x, w, spare = tf.Variable([1.0, 2.0]), tf.Variable(2.0), tf.Variable(1.0)
    is_long = False

    def loss() -> Any:
        y = np.mean(x) * w
        if is_long:
            y = y + spare
        return y

    with pytest.raises(AssertionError) as failure:
        tapeviz.assert_gradients(loss, sources=[x, w, spare])

    message = str(failure.value)
    assert "Gradient of the result of loss() with respect to x, w, spare: 2 of 3 are None" in message
    assert "y = np.mean(x) * w" in message
    assert "[left-tensorflow]" in message
    assert "[branch-not-taken]" in message
    assert "help: compute it with TensorFlow: tf.reduce_mean(x)" in message


def test_a_tape_a_recording_and_a_report_can_be_asked(tf: Any) -> None:
    x, w = tf.Variable(1.0), tf.Variable(2.0)
    with tapeviz.record() as recording, tf.GradientTape(persistent=True) as tape:
        y = tf.stop_gradient(x) * w

    report = tapeviz.assert_gradients(tape, y, w)
    assert tapeviz.assert_gradients(report) is not None
    with pytest.raises(AssertionError, match=r"x +None: stopped by tf.stop_gradient"):
        tapeviz.assert_gradients(recording, y, {"x": x})


def test_assert_gradients_refuses_what_is_no_question(tf: Any) -> None:
    x = tf.Variable(1.0)
    with pytest.raises(BadInput, match="cannot ask a int"):
        tapeviz.assert_gradients(3)
    with pytest.raises(BadInput, match="returns its own target"):
        tapeviz.assert_gradients(lambda: x, x, x)
    with pytest.raises(BadInput, match="the target is missing"):
        tapeviz.assert_gradients(tf.GradientTape())
    with pytest.raises(BadInput, match="no source"):
        tapeviz.assert_gradients(lambda: tf.constant(1.0))
    report = tapeviz.assert_gradients(lambda: x * 2.0)
    with pytest.raises(BadInput, match="has its target"):
        tapeviz.assert_gradients(report, sources=x)
