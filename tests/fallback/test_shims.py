"""What a notebook calls beside the mathematics: printing, checking, specs, the logger, devices, versions."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from tests.fallback.rows import check_close, check_raises, params, run

SPECS = [
    # program, text
    ("repr(tf.TensorSpec([2], tf.float32))", "TensorSpec(shape=(2,), dtype=tf.float32, name=None)"),
    ("repr(tf.TensorSpec([None, 2]))", "TensorSpec(shape=(None, 2), dtype=tf.float32, name=None)"),
    ("repr(tf.TensorSpec([2], tf.float32, name='x'))", "TensorSpec(shape=(2,), dtype=tf.float32, name='x')"),
]


@pytest.mark.parametrize(("program", "text"), params(SPECS))
def test_a_spec_prints_like_this(tf: Any, program: str, text: str) -> None:
    assert run(tf, program) == text


CHECKS = [
    (
        "tf.debugging.assert_equal(1, 2)",
        "Condition x == y did not hold.\nFirst 1 elements of x:\n[1]\nFirst 1 elements of y:\n[2]",
    ),
    ("tf.debugging.check_numerics(c([1., np.nan]), 'oh')", "oh : Tensor had NaN values [Op:CheckNumerics]"),
]


@pytest.mark.parametrize(("program", "message"), params(CHECKS))
def test_a_check_that_fails(tf: Any, program: str, message: str) -> None:
    check_raises(tf, program, "InvalidArgumentError", message)


CHECKED = [
    "tf.debugging.assert_equal(1, 1)",
    "tf.debugging.assert_near(1., 1.)",
    "tf.debugging.assert_greater(2, 1)",
    "tf.debugging.assert_non_negative(0.)",
    "tf.debugging.assert_shapes([(c([1.]), (1,))])",
    "tf.assert_equal([1, 2], [1, 2])",
]


@pytest.mark.parametrize("program", params((row,) for row in CHECKED))
def test_a_check_that_holds(tf: Any, program: str) -> None:
    assert run(tf, program) is None


def test_printing_a_tensor_does_not_cut_it(tf: Any, capfd: pytest.CaptureFixture[str]) -> None:
    x = tf.constant(2.0)
    with tf.GradientTape() as tape:
        tape.watch(x)
        tf.print(x)
        y = x * x
    check_close(tape.gradient(y, x), 4.0)


def test_tf_print_writes_to_stderr(tf: Any, capfd: pytest.CaptureFixture[str]) -> None:
    tf.print(tf.constant([1, 2]), tf.Variable([1, 2]), 1, "a")
    assert capfd.readouterr() == ("", "[1 2] [1 2] 1 a\n")


TF_PRINT = [
    # program, line on stderr
    ("tf.print(c(2.5))", "2.5"),
    ("tf.print(c([1., 2.]))", "[1 2]"),
    ("tf.print(c([[1., 2.], [3., 4.]]))", "[[1 2]\n [3 4]]"),
    ("tf.print('x =', c(1 / 3))", "x = 0.333333343"),
    ("tf.print(c(True), c('a'))", '1 "a"'),
    ("tf.print([c(1.), 2])", "[1, 2]"),
    ("tf.print({'a': c(1.)})", "{'a': 1}"),
    ("tf.print(c(1.), c(2.), sep=',')", "1,2"),
    ("tf.print(tf.range(10))", "[0 1 2 ... 7 8 9]"),
    ("tf.print(tf.range(10), summarize=-1)", "[0 1 2 3 4 5 6 7 8 9]"),
    ("tf.print(None)", "None"),
    ("tf.print()", ""),
]


@pytest.mark.parametrize(("program", "line"), params(TF_PRINT))
def test_tf_print_writes_this(tf: Any, capfd: pytest.CaptureFixture[str], program: str, line: str) -> None:
    run(tf, program)
    assert capfd.readouterr().err == f"{line}\n"


def test_a_device_and_control_dependencies_change_nothing(tf: Any) -> None:
    x = tf.Variable(3.0)
    with tf.GradientTape() as tape, tf.device("/CPU:0"), tf.control_dependencies([x]):
        y = x * x
    check_close(tape.gradient(y, x), 6.0)


def test_the_logger(tf: Any) -> None:
    assert tf.get_logger() is logging.getLogger("tensorflow")
    assert tf.get_logger().level == logging.NOTSET


def test_the_version_is_text_that_programs_compare(tf: Any) -> None:
    assert int(tf.__version__.split(".")[0]) == 2
    assert tf.__version__ >= "2."
    assert tf.__version__ == tf.version.VERSION


def test_there_is_a_processor_and_time(tf: Any) -> None:
    assert tf.executing_eagerly() is True
    assert float(tf.timestamp()) > 1e9
    assert isinstance(tf.config.list_physical_devices("GPU"), list)
    assert [device.device_type for device in tf.config.list_physical_devices("CPU")] == ["CPU"]
