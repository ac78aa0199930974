"""The name `tape` in the cell's namespace, and that nothing else is left there."""

from __future__ import annotations

import gc
import weakref
from typing import Any

import pytest

from tapeviz.cell import run as runs
from tests.ipython.fakes import FakeSession, FakeTape, run


def test_inside_the_cell_the_name_is_the_tape(shell: Any, fake: Any) -> None:
    run(shell, "%%tape y\nx = 3\ntape.watch(x)\nseen = tape\ny = x")
    assert isinstance(shell.user_ns["seen"], FakeTape)
    assert ("watch", 3) in fake.log


def test_afterwards_the_name_is_gone(shell: Any) -> None:
    run(shell, "%%tape y\ny = 3")
    assert "tape" not in shell.user_ns


@pytest.mark.parametrize("body", ["y = 3", "1 / 0", "raise KeyboardInterrupt", "y = 3\nreturn"])
def test_afterwards_the_former_value_is_back_however_the_cell_ends(shell: Any, body: str) -> None:
    run(shell, "tape = 'my own'")
    run(shell, f"%%tape y -q\n{body}")
    assert shell.user_ns["tape"] == "my own"


def test_a_tape_that_the_cell_bound_itself_stays(shell: Any) -> None:
    run(shell, "tape = 'before'")
    run(shell, "%%tape y\ntape = 'bound in the cell'\ny = 3")
    assert shell.user_ns["tape"] == "bound in the cell"


def test_a_tape_that_the_cell_deleted_stays_deleted(shell: Any) -> None:
    run(shell, "tape = 'before'")
    run(shell, "%%tape y\ndel tape\ny = 3")
    assert "tape" not in shell.user_ns


def test_persistent_keeps_it(shell: Any, fake: Any) -> None:
    run(shell, "tape = 'before'")
    run(shell, "%%tape y --persistent\ny = 3")
    assert isinstance(shell.user_ns["tape"], FakeTape)
    assert fake.latest.request.persistent


def test_a_refused_cell_leaves_the_name_alone(shell: Any) -> None:
    run(shell, "tape = 'before'")
    run(shell, "%%tape y wrt\ny = 3")
    assert shell.user_ns["tape"] == "before"


def test_a_taped_cell_inside_a_taped_cell_gives_the_name_back_in_order(shell: Any) -> None:
    run(
        shell,
        "%%tape y -q\nouter = tape\nget_ipython().run_cell('%%tape z -q\\ninner = tape\\nz = 1')\nafter = tape\ny = 2",
    )
    names = shell.user_ns
    assert isinstance(names["inner"], FakeTape)
    assert names["inner"] is not names["outer"]
    assert names["after"] is names["outer"]
    assert "tape" not in names


def test_only_the_report_is_left_in_the_namespace(shell: Any) -> None:
    before = set(shell.user_ns)
    run(shell, "%%tape y\ny = 3", store_history=False)
    assert set(shell.user_ns) - before == {"y", "_tape"}


@pytest.mark.parametrize("body", ["y = 3\ny", "1 / 0", "y = 3"])
def test_the_session_is_gone_with_the_cell_without_waiting_for_the_collector(
    shell: Any, monkeypatch: Any, body: str
) -> None:
    """It holds the recorded tensors."""
    made: list[weakref.ref[FakeSession]] = []

    def make(*arguments: Any) -> FakeSession:
        session = FakeSession(*arguments)
        FakeSession.latest = None
        made.append(weakref.ref(session))
        return session

    monkeypatch.setattr(runs, "make_session", make)
    gc.disable()
    try:
        run(shell, f"%%tape -q\n{body}")
        assert [reference() for reference in made] == [None]
    finally:
        gc.enable()
