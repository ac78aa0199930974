"""What cannot be done is said in one line: before the cell runs where that is known, else in place of the report."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tapeviz.errors import BadInput
from tests.ipython.fakes import MARK, FakeReport, FakeSession, run


@pytest.mark.parametrize(
    ("cell", "complaint"),
    [
        ("%%tape y wrt\ny = 3", "no source stands after wrt"),
        ("%%tape y wrt x,\ny = 3", "a comma after wrt has no source beside it"),
        ("%%tape y wrt (x\ny = 3", "'(' was never closed"),
        ("%%tape y --persitent\ny = 3", "did you mean --persistent?"),
        ("%%tape y --order 0\ny = 3", "--order takes a whole number from 1 to 20, not '0'"),
        ("%%tape", "the cell is empty"),
        ("%%tape y wrt x", "the cell is empty"),
        ("%%tape y wrt x\n\n   \n", "the cell is empty"),
        ("%%tape y\n%%tape z\ny = z = 3", "%%tape stands twice"),
    ],
)
def test_a_bad_line_is_a_usage_error_and_nothing_runs(shell: Any, fake: Any, cell: str, complaint: str) -> None:
    outcome = run(shell, cell)
    assert not outcome.success
    assert outcome.error.startswith("UsageError: %%tape: ")
    assert complaint in outcome.error
    assert outcome.err.count("\n") == 1 or outcome.err.endswith("\n\n") or outcome.err.strip().count("\n") == 0
    assert outcome.out.strip() == ""
    assert "y" not in shell.user_ns
    assert fake.log == []


def test_what_the_session_refuses_to_open_is_a_usage_error_and_nothing_runs(shell: Any, fake: Any) -> None:
    fake.faults["open"] = BadInput("--watch 'name' is no tensor")
    outcome = run(shell, "%%tape y --watch name\ny = 3")
    assert outcome.error == "UsageError: %%tape: --watch 'name' is no tensor"
    assert "y" not in shell.user_ns
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "abandon"]


def test_the_next_cell_is_not_touched_by_a_refused_one(shell: Any, fake: Any) -> None:
    fake.faults["open"] = BadInput("no")
    run(shell, "%%tape y\ny = 3")
    fake.faults.clear()
    assert run(shell, "%%tape y\ny = 4\ny").value == 4


def test_what_cannot_be_evaluated_afterwards_is_one_line_in_place_of_the_report(shell: Any) -> None:
    outcome = run(shell, "%%tape z wrt x\nprint('printed')\ny = 3\ny")
    assert (outcome.success, outcome.value, shell.user_ns["y"]) == (True, 3, 3)
    assert outcome.out == "printed\nOut[1]: 3\n"
    assert outcome.err == "%%tape: the target 'z' cannot be evaluated: name 'z' is not defined\n"
    assert "_tape" not in shell.user_ns


def test_the_users_error_is_shown_even_if_the_report_cannot_be_made(shell: Any, fake: Any) -> None:
    fake.faults["close"] = BadInput("no report")
    outcome = run(shell, "%%tape y\n1 / 0")
    assert outcome.error.startswith("ZeroDivisionError")
    assert outcome.err == "%%tape: no report\n"


@pytest.mark.parametrize("step", ["instrument", "open", "close"])
def test_a_fault_of_ours_costs_one_line_and_not_the_cell(shell: Any, fake: Any, step: str) -> None:
    fake.faults[step] = RuntimeError("a fault\nof ours")
    outcome = run(shell, "%%tape y wrt x\nx = 2\ny = x * 3\ny")
    assert (outcome.success, outcome.value) == (True, 6)
    assert outcome.out == "Out[1]: 6\n"
    assert outcome.err == "tapeviz failed: RuntimeError: a fault of ours (the cell's own result is intact)\n"


@pytest.mark.parametrize("step", ["instrument", "open", "close"])
def test_a_fault_of_ours_never_replaces_the_users_error(shell: Any, fake: Any, step: str) -> None:
    fake.faults[step] = RuntimeError("a fault of ours")
    outcome = run(shell, "%%tape y wrt x\nx = 2\nx / 0")
    assert outcome.error == "ZeroDivisionError: division by zero"
    assert "----> 3 x / 0" in outcome.out
    assert "RuntimeError" not in outcome.out
    assert "tapeviz failed" in outcome.err


def test_a_renderer_that_fails_costs_one_line(shell: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(FakeReport, "__str__", lambda _: 1 / 0)
    outcome = run(shell, "%%tape y\ny = 3\ny")
    assert outcome.value == 3
    assert outcome.err.startswith("tapeviz failed: ZeroDivisionError")
    assert shell.user_ns["_tape"] is not None


def test_an_interrupt_while_the_report_is_made_reaches_the_user(shell: Any, fake: Any) -> None:
    """Else `Run All` would go on."""
    fake.faults["close"] = KeyboardInterrupt()
    outcome = run(shell, "%%tape y\ny = 3\ny")
    assert not outcome.success
    assert outcome.error.startswith("KeyboardInterrupt")
    assert "the cell's own result is intact" in outcome.err
    assert shell.user_ns["y"] == 3
    assert "tape" not in shell.user_ns


def test_an_interrupt_while_the_tape_opens_closes_the_session(shell: Any, fake: Any) -> None:
    fake.faults["open"] = KeyboardInterrupt()
    assert not run(shell, "%%tape y\ny = 3").success
    assert fake.log[-1] == ("abandon",)


def test_a_session_that_the_cells_code_never_closes_is_closed_with_the_cell(shell: Any, fake: Any) -> None:
    """Another extension may turn the tree into something that does not compile."""
    import ast

    class Spoiler(ast.NodeTransformer):
        def visit_Module(self, module: ast.Module) -> ast.Module:
            module.body[-1] = ast.copy_location(ast.Return(None), module.body[-1])
            return module

    spoiler = Spoiler()
    shell.ast_transformers.append(spoiler)
    outcome = run(shell, "%%tape y\nx = 1\ny = 3")
    shell.ast_transformers.remove(spoiler)
    assert outcome.error.startswith("SyntaxError")
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "abandon"]
    assert "tape" not in shell.user_ns


def test_a_cell_run_inside_a_taped_cell_does_not_close_it(shell: Any, fake: Any) -> None:
    run(shell, "%%tape y\nget_ipython().run_cell('1')\nget_ipython().run_cell('')\nfake_is_open = tape\ny = 3")
    assert [entry[0] for entry in fake.log] == ["instrument", "open", "close"]
    assert fake.log[-1] == ("close", None, "absent")


def test_every_run_is_forgotten(shell: Any) -> None:
    from tapeviz.cell import run as runs

    for body in ("y = 3\ny", "y = 3", "1 / 0", "return", "y = 3\nreturn", "y = (", "# nothing"):
        run(shell, f"%%tape y\n{body}")
    run(shell, "%%tape y wrt\ny = 3")
    assert runs._runs == {}


def test_a_failing_report_line_never_spans_lines(shell: Any, fake: Any) -> None:
    fake.faults["close"] = BadInput("one\ntwo")
    assert run(shell, "%%tape y\ny = 3").err == "%%tape: one two\n"


def test_the_report_mark_is_seen_at_all(shell: Any) -> None:
    """What the tests above look for is there when nothing is wrong."""
    assert re.search(f"^{MARK}", run(shell, "%%tape y\ny = 3").out)
    assert FakeSession.log[-1] == ("close", None, "absent")
