"""The time limit of a trial: it ends what does not end, and is gone afterwards."""

from __future__ import annotations

import sys

import pytest

from tapeviz.fixing.deadline import TimeUp, deadline


@pytest.mark.parametrize(
    "text",
    [
        "while True: pass",
        "while True:\n    try:\n        n = 1\n    except Exception:\n        pass",
        "import itertools\nfor n in itertools.count():\n    pass",
        "def f():\n    while True:\n        yield 1\nfor n in f(): pass",
    ],
)
def test_code_that_never_ends_is_ended(text: str) -> None:
    former = sys.gettrace()

    with pytest.raises(TimeUp), deadline(0.2):
        exec(compile(text, "<ipython-input-endless>", "exec"), {})

    assert sys.gettrace() is former


def test_a_debugger_gets_its_trace_function_back() -> None:
    def mine(frame: object, event: str, argument: object) -> None:
        return None

    former = sys.gettrace()
    sys.settrace(mine)
    try:
        with deadline(60):
            pass
        after = sys.gettrace()
    finally:
        sys.settrace(former)

    assert after is mine


def test_what_ends_in_time_is_left_alone() -> None:
    with deadline(60):
        total = sum(range(1000))

    assert total == 499500
