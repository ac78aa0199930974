"""Random programs are the same, bit by bit, with and without recording.

`TAPEVIZ_INTERFERENCE=10000` compares that many of them.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.fallback.programs import Program
from tests.upstream import interference
from tests.upstream.bits import differences, left_behind
from tests.upstream.surrounded import DIFFERENTIATED, PLACES, TWICE, Surrounded

tf = pytest.importorskip("tensorflow", reason="these tests need the real TensorFlow")

COUNT = int(os.environ.get("TAPEVIZ_INTERFERENCE", "200"))
PER_BLOCK = 500
PRODUCT = Program((np.array(3.0), np.array(5.0)), ("t0 = x0 * x1", "y = tf.sin(t0)"))


def program(place: str = "here", container: str = "traced") -> Surrounded:
    return Surrounded(PRODUCT, container, place, DIFFERENTIATED, has_variables=True, seed=1)


def test_random_programs_are_the_same_to_the_last_bit() -> None:
    """In a process of its own, which has two logical CPUs."""
    blocks, rest = divmod(COUNT, PER_BLOCK)
    chosen = ["--blocks", f"0:{blocks}", "--each", str(PER_BLOCK)] if not rest else ["--each", str(COUNT)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.upstream.interference", *chosen, "--planted", "0:20"],
        capture_output=True,
        text=True,
        timeout=600 + COUNT,
        check=False,
        cwd=Path(__file__).parents[2],
    )

    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
    assert f"{COUNT + 20} programs, 0 differences" in done.stdout


@pytest.mark.parametrize("place", [place for place in PLACES if "CPU" not in place])
@pytest.mark.parametrize("container", ["lines", "compiled"])
def test_a_program_in_each_surrounding(place: str, container: str) -> None:
    assert interference.difference(program(place, container)) == []


# Found at random (block 8): the last row of its second derivative is NaN, and XLA leaves the sign of a NaN open.
SIGN_OF_NAN = Program(
    (np.array([[-1.75, 0.25, 2.0], [0.5, 0.25, 0.75], [0.5, -0.75, 1.75]]),),
    (
        "t1 = tf.cumsum(x0, exclusive=True, reverse=True)",
        "t2 = tf.math.xdivy(x0, t1)",
        "t3 = tf.reduce_sum(x0, axis=(0, -1)) ** x0",
        "y = tf.reduce_sum(t2) + tf.reduce_sum(t3)",
    ),
)


def test_what_one_more_tape_does_to_compiled_code_is_not_taken_for_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    found = Surrounded(SIGN_OF_NAN, "compiled", "here", TWICE, has_variables=True, seed=1)
    assert interference.as_by_one_more_tape(found)
    assert not interference.as_by_one_more_tape(replace(found, container="traced"))  # there every bit counts

    draw_in_close(monkeypatch)
    assert not interference.as_by_one_more_tape(found)


def draw_in_close(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.session import CellSession

    close = CellSession.close

    def drawing(self: Any, *rest: Any) -> Any:
        tf.random.uniform([])
        return close(self, *rest)

    monkeypatch.setattr(CellSession, "close", drawing)


def test_a_random_number_drawn_by_us_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_in_close(monkeypatch)
    found = interference.difference(program())

    assert [line.partition(":")[0] for line in found] == ["later random numbers"]


def test_an_error_of_ours_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.session import CellSession

    def failing(self: Any, *rest: Any) -> Any:
        self.abandon()
        raise ZeroDivisionError("ours")

    monkeypatch.setattr(CellSession, "close", failing)

    assert interference.difference(program()) == ["the error:  plainly, ZeroDivisionError: ours recorded"]


def test_the_last_bit_the_dtype_the_device_and_the_shape_count() -> None:
    one = tf.constant(1.0)
    others = [tf.constant(np.nextafter(np.float32(1), np.float32(2))), tf.constant(1.0, tf.float64), one[None], None]
    plain = left_behind({"y": one}, None, None)

    assert differences(plain, left_behind({"y": tf.constant(1.0)}, None, None)) == []
    assert [len(differences(plain, left_behind({"y": other}, None, None))) for other in others] == [1, 1, 1, 1]
