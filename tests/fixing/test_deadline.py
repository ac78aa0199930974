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


FINALIZER = """
class Slow:
    def __del__(self):
        while True:
            pass
slow = Slow()
del slow
"""


@pytest.mark.parametrize("after", ["", "while True: pass"])
def test_a_finalizer_that_drops_the_end_of_time_does_not_keep_it_away(after: str) -> None:
    """What is raised in a finalizer goes to `sys.unraisablehook`, and Python unsets the trace function that raised."""
    hook = sys.unraisablehook

    with pytest.raises(TimeUp), deadline(0.2):
        exec(compile(FINALIZER + after, "<ipython-input-finalizer>", "exec"), {})

    assert sys.unraisablehook is hook


def test_other_errors_in_finalizers_are_reported_as_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda dropped: told.append(dropped.exc_type))

    with deadline(60):
        exec("class Bad:\n    def __del__(self):\n        raise ValueError('bad')\nBad()", {})

    assert told == [ValueError]


def test_code_that_swallows_the_end_of_time_is_over_time_none_the_less() -> None:
    text = "try:\n    while True: pass\nexcept BaseException:\n    pass"

    with pytest.raises(TimeUp), deadline(0.2):
        exec(compile(text, "<ipython-input-swallowed>", "exec"), {})


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
