"""`%tape chain`, `%tape check` and `%tape cost` in a real shell, on either engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from IPython.utils.capture import capture_output

import tapeviz.api
from tapeviz.cell import run as runs
from tests.cases.run import fresh_shell

BOARD = "%%tape z wrt x, y\nz = (x ** 2 + y ** 2) ** 2\n"


def fingerprint(names: dict[str, Any]) -> dict[str, Any]:
    pytest.importorskip("tensorflow", reason="what is compared is in part TensorFlow's")
    from tests.fixing import untouched

    return untouched.fingerprint(names)


@pytest.fixture(params=["numpy", "tensorflow"])
def shell(request: pytest.FixtureRequest) -> Iterator[Any]:
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow")
    imported = "tapeviz.fallback" if request.param == "numpy" else "tensorflow"
    with fresh_shell() as made:
        made.run_cell(f"import numpy as np\nimport {imported} as tf\nx, y = tf.Variable(3.0), tf.Variable(5.0)")
        yield made


def views(shell: Any, cell: str) -> tuple[str, dict[str, str]]:
    """What a cell prints, errors included, and the last thing that it displays, by form."""
    with capture_output() as captured:
        shell.run_cell(cell, store_history=True)
    shown = captured.outputs[-1].data if captured.outputs else {}
    return re.sub(r"\x1b\[[\d;]*m", "", captured.stdout + captured.stderr), shown


def say(shell: Any, cell: str) -> str:
    printed, shown = views(shell, cell)
    return printed + shown.get("text/plain", "")


def test_chain_is_text_and_formulas(shell: Any) -> None:
    say(shell, BOARD)
    _, shown = views(shell, "%tape chain x")

    assert "dz/dx = dz/dc * dc/da * da/dx = 68.0 * 1.0 * 6.0 = 408.0" in shown["text/plain"]
    assert "&= 68.0 \\cdot 1.0 \\cdot 6.0" in shown["text/markdown"]
    assert "<mfrac>" in shown["text/html"]
    assert "= 680.0" in say(shell, "%tape chain")


def test_a_long_chain_goes_by_folds_unless_it_is_asked_for_in_full(shell: Any) -> None:
    say(shell, "%%tape z wrt x\nz = x\nfor _ in range(20):\n    z = z * 1.5")
    assert "20 steps in 3 parts" not in say(shell, "%tape chain x")  # a few steps are written out
    say(shell, "%%tape z wrt x\nz = x\nfor _ in range(30):\n    z = z * 1.5")
    assert ", 30 steps in " in say(shell, "%tape chain x")
    assert "steps in" not in say(shell, "%tape chain x --full")
    assert "steps in" not in say(shell, "%tape chain --full")
    assert "%tape chain: 'x--full' is no source of the last report" in say(shell, "%tape chain x--full")


def test_check_compares_and_touches_nothing(shell: Any) -> None:
    say(shell, BOARD)
    before = fingerprint(shell.user_ns)
    _, shown = views(shell, "%tape check")

    assert "x       408.0  407.996      9.6e-06         agrees" in shown["text/plain"]
    assert shown["text/html"].count('<td class="tv-gradient">agrees</td>') == 2
    assert fingerprint(shell.user_ns) == before
    assert "step 0.001" in say(shell, "%tape check y --step 0.001")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("--step 0", "%tape check: --step 0: a step is a number above 0, as in --step 0.001"),
        ("--step=-1", "%tape check: --step -1: a step is a number above 0, as in --step 0.001"),
        ("x --step nan", "%tape check: --step nan: a step is a number above 0, as in --step 0.001"),
        ("x --step big", "%tape check: --step big is not a number; the form is %tape check [SOURCE] [--step H]"),
        ("--step", "%tape check: --step is not a number; the form is %tape check [SOURCE] [--step H]"),
        ("--stp 3", "%tape check: unknown option '--stp'; the form is %tape check [SOURCE] [--step H]"),
    ],
)
def test_a_step_that_is_none_is_one_line(shell: Any, line: str, said: str) -> None:
    say(shell, BOARD)

    assert said in say(shell, f"%tape check {line}")


@pytest.mark.parametrize("command", ["chain", "check"])
def test_a_cell_that_raised_has_no_target(shell: Any, command: str) -> None:
    say(shell, "%%tape z wrt x -q\nz = x * (1 / 0)\n")

    assert f"%tape {command}: the last taped cell raised, so it has no target" in say(shell, f"%tape {command}")


@pytest.mark.parametrize("command", ["chain", "check"])
def test_what_cannot_be_shown_is_one_line(shell: Any, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "_last_taped", [])
    tapeviz.api.set_last_report(None)
    assert f"%tape {command}: no cell has been taped yet; write %%tape on the first line of one" in say(
        shell, f"%tape {command}"
    )
    say(shell, "params = {'weight': x}")
    say(shell, "%%tape z wrt params['weight'], y\nz = (x ** 2 + y ** 2) ** 2\n")
    told = say(shell, f"%tape {command} params['weigth']")
    assert f"%tape {command}: \"params['weigth']\" is no source of the last report" in told
    assert "did you mean \"params['weight']\"?" in told
    assert "the sources are params['weight'], y" in say(shell, f"%tape {command} q")
