"""`tapeviz.record()` in cells, and scripts that `%run` runs under `%autotape`: their own lines are followed too."""

from __future__ import annotations

import builtins
import importlib
import importlib.util
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import tapeviz
from tapeviz.cell import recorded
from tests.ipython.fakes import Outcome, make_shell, run
from tests.test_scenarios import MODULES

RECORDED = """
with tapeviz.record() as recording:
    with tf.GradientTape() as tape:
        y = np.mean(x) * w
    tape.gradient(y, [x, w]);
""".lstrip()
SCRIPT = "with tf.GradientTape() as tape:\n    y = np.mean(x) * w\ngradients = tape.gradient(y, [x, w])\n"
SAID = "d(y)/d(x) None: the path left TensorFlow, line 2 of train.py: np.mean(x) [left-tensorflow]"


@pytest.fixture(params=MODULES)
def shell(request: pytest.FixtureRequest) -> Iterator[Any]:
    """A shell with the extension, `tf` of one engine, and two variables; it is gone without a trace afterwards."""
    if request.param == "tensorflow":
        pytest.importorskip("tensorflow", reason="the other engine is checked without it")
    made = make_shell()
    tapeviz.load_ipython_extension(made)
    made.user_ns["tf"] = importlib.import_module(MODULES[request.param])
    setup = "import tapeviz\nimport numpy as np\nx, w = tf.Variable([1.0, 2.0]), tf.Variable(5.0)"
    assert run(made, setup).err == ""
    yield made
    tapeviz.unload_ipython_extension(made)
    assert [name for name in vars(builtins) if "tapeviz" in name] == []


def cause(shell: Any, source: str = "x") -> tuple[str, str]:
    entries = shell.user_ns["recording"].report.to_dict()["sources"]
    return next((entry["cause"], entry["code"]) for entry in entries if entry["name"] == source)


def said(outcome: Outcome) -> list[str]:
    return [line.removeprefix("tapeviz: ") for line in outcome.err.splitlines() if line.startswith("tapeviz: ")]


# ---- record() in a cell ----


@pytest.mark.parametrize("autotape", ["on", "off"])
def test_the_block_in_a_cell_is_followed(shell: Any, autotape: str) -> None:
    run(shell, f"%autotape {autotape}")
    outcome = run(shell, RECORDED)

    assert (outcome.out, outcome.err) == ("", "")
    assert cause(shell) == ("left-tensorflow", "np.mean(x)")
    assert shell.user_ns["recording"].report.recording.limits == ()


def test_the_block_in_a_function_of_an_earlier_cell_is_followed(shell: Any) -> None:
    run(shell, "def train():\n    " + RECORDED.strip().replace("\n", "\n    ") + "\n    return recording")
    code = shell.user_ns["train"].__code__
    run(shell, "recording = train()")

    assert cause(shell) == ("left-tensorflow", "np.mean(x)")
    assert shell.user_ns["train"].__code__ is code


def test_under_another_magic_it_is_followed_too(shell: Any) -> None:
    run(
        shell,
        "%%capture held\n" + RECORDED.replace("y = np.mean(x) * w", "y = tf.reduce_sum(x) * w\n        x = x * 1.0"),
    )

    assert cause(shell) == ("replaced-by-tensor", "x = x * 1.0")


def test_other_cells_run_as_they_are(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("this cell is traced")

    monkeypatch.setattr(recorded.TracedCode, "instrument", refused)
    assert run(shell, "records = [1, 2]\nlen(records) * 21").value == 42


def test_a_fault_of_ours_costs_the_cell_nothing(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("planted")

    monkeypatch.setattr(recorded.TracedCode, "instrument", broken)
    outcome = run(shell, RECORDED + "6 * 7")

    assert (outcome.value, outcome.err) == (42, "")
    assert cause(shell)[0] == "unknown"


def test_what_the_cell_shows_and_raises_is_its_own(shell: Any) -> None:
    cell = RECORDED + "float(w)\n1 / 0"
    plain = make_shell()
    plain.user_ns.update(tf=shell.user_ns["tf"], np=shell.user_ns["np"], tapeviz=tapeviz)
    plain.user_ns.update(x=shell.user_ns["x"], w=shell.user_ns["w"])

    assert run(shell, cell, store_history=False).error == run(plain, cell, store_history=False).error


# ---- %run ----


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path / "train.py"


def head(shell: Any) -> str:
    name = shell.user_ns["tf"].__name__
    return f"import {name} as tf, numpy as np; x, w = tf.Variable([1.0, 2.0]), tf.Variable(5.0)"


def test_a_script_that_a_cell_runs_is_followed(shell: Any, script: Path) -> None:
    script.write_text(SCRIPT.replace("with", head(shell) + "\nwith", 1))
    run(shell, "%autotape on")

    assert said(run(shell, "%run train.py")) == [SAID.replace("line 2", "line 3")]


def test_a_script_in_the_notebooks_names_is_followed_and_so_is_its_cell(shell: Any, script: Path) -> None:
    script.write_text(SCRIPT)
    run(shell, "%autotape on")
    outcome = run(shell, "%run -i train.py\nwith tf.GradientTape() as tape:\n    z = float(w) * x\ntape.gradient(z, w)")

    assert said(outcome) == [
        SAID,
        "d(z)/d(w) None: the path left TensorFlow, line 3: float(w) [left-tensorflow]",
    ]


def test_errors_and_results_of_a_script_are_as_without(shell: Any, script: Path) -> None:
    script.write_text(
        f"'''Doc.'''\nfrom __future__ import annotations\n{SCRIPT}ö = 1\ndef f(a: Wrong): return a\n1 / 0\n"
    )
    plain = run(shell, "%run -i train.py")
    assert said(plain) == []
    run(shell, "%autotape on")
    followed = run(shell, "%run -i train.py")

    assert len(said(followed)) == 1
    assert followed.out == plain.out
    assert "ZeroDivisionError" in plain.out + plain.err
    assert [line for line in followed.err.splitlines() if not line.startswith("tapeviz")] == plain.err.splitlines()
    script.write_text("1 +\n")
    assert "SyntaxError" in (bad := run(shell, "%run train.py")).out + bad.err


def test_a_script_under_the_debugger_runs_as_it_is(shell: Any, script: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tapeviz.cell.scripts._is_debugged", lambda: True)
    script.write_text(SCRIPT)
    run(shell, "%autotape on")

    assert ["[unknown]" in line for line in said(run(shell, "%run -i train.py"))] == [True]


def test_no_compiler_of_ours_stays(shell: Any) -> None:
    from IPython.core import interactiveshell

    run(shell, "%autotape on")
    run(shell, "%autotape off")

    assert "compile" not in vars(interactiveshell)
    if importlib.util.find_spec("IPython.utils.py3compat") is not None:
        assert "compile" not in vars(importlib.import_module("IPython.utils.py3compat"))
