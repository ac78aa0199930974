"""`%tape fix` and `--try-fix` in a real shell."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from IPython.utils.capture import capture_output

import tapeviz
from tests.cases.run import fresh_shell
from tests.fixing.untouched import fingerprint

LOOP = "%%tape y wrt x, w --graph none\nfor step in range(2):\n    y = w * x ** 2\n    x = x + 1\n"


@pytest.fixture
def shell() -> Iterator[Any]:
    with fresh_shell() as made:
        made.run_cell("import numpy as np\nimport tensorflow as tf\nx, w = tf.Variable(2.0), tf.Variable(1.0)")
        yield made


def say(shell: Any, cell: str) -> str:
    """What a cell prints, errors included."""
    with capture_output() as captured:
        shell.run_cell(cell, store_history=True)
    shown = "".join(output.data["text/plain"] + "\n" for output in captured.outputs)
    return re.sub(r"\x1b\[[\d;]*m", "", captured.stdout + captured.stderr + shown)


def test_fix_prints_the_diff_and_the_gradient(shell: Any) -> None:
    say(shell, LOOP)
    before = fingerprint(shell.user_ns)

    told = say(shell, "%tape fix x")

    assert "-    x = x + 1\n    +    x.assign_add(1)\n" in told
    assert "verified: with this change dy/dx = 6.0" in told
    assert fingerprint(shell.user_ns) == before


def test_fix_without_a_source_tries_them_all(shell: Any) -> None:
    say(shell, "a, b = tf.constant(2.0), tf.constant(3.0)")
    say(shell, "%%tape y wrt a, b --graph none\ny = a * b\n")

    told = say(shell, "%tape fix")

    assert told.count("verified: with this change") == 2
    assert "dy/da = 3.0" in told
    assert "dy/db = 2.0" in told


def test_fix_may_be_asked_again(shell: Any) -> None:
    say(shell, LOOP)

    assert say(shell, "%tape fix x") == say(shell, "%tape fix x")


@pytest.mark.parametrize(
    ("cell", "line", "told"),
    [
        ("", "%tape fix", "no cell has been taped yet"),
        (LOOP, "%tape fix z", "'z' is no source of the last report; "),
        (LOOP, "%tape fix w", "w has a gradient; there is nothing to fix"),
        (
            "%%tape y wrt w --graph none\ny = 2 * w\n",
            "%tape fix",
            "every source has its gradient; there is nothing to fix",
        ),
        ("%%tape y wrt x --graph none\ny = 2 * w\n", "%tape fix", "the remedy is not an edit of the cell"),
        ("%%tape y wrt x --graph none\ny = 2 * w\n", "%tape fix x", "the remedy for x is not an edit of the cell"),
    ],
)
def test_where_there_is_nothing_to_try_one_line_says_so(shell: Any, cell: str, line: str, told: str) -> None:
    if cell:
        say(shell, cell)

    answer = say(shell, line)

    assert answer.startswith("UsageError: %tape fix: ")
    assert told in answer
    assert answer.count("\n") == 1


def test_a_taped_cell_cannot_fix_the_one_before(shell: Any) -> None:
    say(shell, LOOP)

    told = say(shell, "%%tape y wrt w --graph none\n%tape fix x\ny = w * 2\n")

    assert "a taped cell is running; write %tape fix in a cell of its own" in told


def test_try_fix_puts_the_trial_into_the_report(shell: Any) -> None:
    told = say(shell, LOOP.replace("--graph none", "--graph none --try-fix"))

    assert "    verified: with this change dy/dx = 6.0\n" in told
    (trial,) = tapeviz.last_report().to_dict()["trials"]
    assert (trial["source"], trial["status"], trial["gradient"]["value"]) == ("x", "verified", 6.0)
    page = tapeviz.last_report()._repr_mimebundle_()["text/html"]
    assert "<b>verified:</b> with this change dy/dx = 6.0" in page
    assert "+    x.assign_add(1)" in page


def test_try_fix_is_asked_for(shell: Any) -> None:
    told = say(shell, LOOP)

    assert "verified" not in told
    assert "trials" not in tapeviz.last_report().to_dict()


def test_what_is_not_tried_says_why(shell: Any) -> None:
    told = say(
        shell, "%%tape y wrt t --try-fix --graph none\nt = tf.constant(1.0)\nopen('/dev/null').close()\ny = t * 2.0\n"
    )

    assert "not tried: it calls open()" in told


def test_prints_of_a_trial_are_not_seen(shell: Any) -> None:
    told = say(shell, LOOP.replace("--graph none", "--graph none --try-fix") + "print('once')\n")

    assert told.count("once") == 1
    assert "verified" in told


def test_a_cell_that_raises_is_not_tried(shell: Any) -> None:
    told = say(shell, LOOP.replace("--graph none", "--graph none --try-fix") + "raise ValueError('mine')\n")

    assert "ValueError: mine" in told
    assert "verified" not in told
    assert "tapeviz failed" not in told


def test_an_interrupted_trial_leaves_the_report(shell: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.fixing import trial

    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(trial, "try_remedies", interrupt)

    told = say(shell, LOOP.replace("--graph none", "--graph none --try-fix"))

    assert "[replaced-by-tensor]" in told
    assert "tapeviz was interrupted" in told
    assert "tape" not in shell.user_ns


def test_after_unloading_no_cell_is_remembered(shell: Any) -> None:
    from tapeviz.cell import run as runs

    say(shell, LOOP)
    assert runs.last_taped_cell() is not None

    say(shell, "%unload_ext tapeviz")

    assert runs.last_taped_cell() is None
