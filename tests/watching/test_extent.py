"""What ran while a tape was open, however it was opened: by its own `with`, another's, or calls of its methods."""

from __future__ import annotations

import contextlib
from typing import Any

import numpy as np
import pytest

from tests.watching.own_tapes import run_followed

BEFORE = """
@contextlib.contextmanager
def taping():
    with tf.GradientTape() as t:
        yield t

class Trainer:
    def __enter__(self):
        self.tape = tf.GradientTape()
        return self.tape.__enter__()

    def __exit__(self, *failure):
        self.tape.__exit__(*failure)

    def begin(self):
        return self.__enter__()

    def end(self):
        self.__exit__(None, None, None)

x, w, trainer = tf.Variable([1.0, 3.0]), tf.Variable(2.0), Trainer()
"""

LEFT, SKIPPED, REPLACED = ("left-tensorflow", "branch-not-taken", "replaced-by-tensor")

# The statements of the block, what its last gradient is asked for, the cause, and the text at the line to blame.
BLOCKS = {
    "left": ("y = np.mean(x) * w", "x", LEFT, "np.mean(x)"),
    "skipped": ("y = tf.reduce_sum(x)\nif y > 1e9:\n    y = y * w", "w", SKIPPED, "if y > 1e9:"),
    "replaced": ("y = tf.reduce_sum(x) * w\nx = x + 1.0", "x", REPLACED, "x = x + 1.0"),
}

WAYS = {
    "another's with": "with {0} as t:\n    {1}",
    "a stack": "with contextlib.ExitStack() as stack:\n    t = stack.enter_context({0})\n    {1}",
    "methods": "m = {0}\nt = m.__enter__()\n{2}\nm.__exit__(None, None, None)",
    "finally": "m = {0}\nt = m.__enter__()\ntry:\n    {1}\nfinally:\n    m.__exit__(None, None, None)",
}
OPENED = ["tf.GradientTape()", "taping()", "trainer"]


def names(tf: Any) -> dict[str, Any]:
    return {"__name__": "__main__", "tf": tf, "np": np, "contextlib": contextlib}


def verdict(tf: Any, program: str) -> tuple[str, str]:
    """The cause of the last report's None, and the line of the program that is blamed."""
    text = BEFORE + program
    ran = run_followed(text, names(tf))
    assert ran.error is None
    ((_, cause, line),) = ran.verdicts
    return cause, text.strip("\n").split("\n")[line - 1].strip() if line else ""


@pytest.mark.parametrize("in_function", [False, True], ids=["here", "in a function"])
@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
@pytest.mark.parametrize("opened", OPENED)
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_statements_between_are_the_tapes(
    tf: Any, way: str, opened: str, block: tuple[str, str, str, str], in_function: bool
) -> None:
    statements, asked, cause, blamed = block
    program = way.format(opened, statements.replace("\n", "\n    "), statements) + f"\nt.gradient(y, {asked})\n"
    if in_function:
        program = "def step(x):\n    " + program.strip().replace("\n", "\n    ") + "\nstep(x)\n"

    found, line = verdict(tf, program)

    assert found == cause
    assert blamed in line


def test_methods_of_other_names_are_seen_through(tf: Any) -> None:
    loop = """
for step in range(2):
    t = trainer.begin()
    y = tf.reduce_sum(x)
    if step > 5:
        y = y * w
    trainer.end()
    t.gradient(y, w)
"""
    assert verdict(tf, loop) == (SKIPPED, "if step > 5:")


def test_a_generator_that_computes_under_its_tape_is_followed(tf: Any) -> None:
    loop = """
def steps():
    for step in range(2):
        with tf.GradientTape() as t:
            y = np.mean(x) * w
            yield t, y

for t, y in steps():
    t.gradient(y, x)
"""
    assert verdict(tf, loop) == (LEFT, "y = np.mean(x) * w")


UNBOUNDED = {
    "twice": "t = tf.GradientTape()\nwith t:\n    y = tf.reduce_sum(x)\nwith t:\n    if y > 1e9:\n        y = y * w\n",
    "in a test": (
        "with contextlib.ExitStack() as stack:\n    if True:\n        t = stack.enter_context(tf.GradientTape())\n"
        "    y = tf.reduce_sum(x)\n    if y > 1e9:\n        y = y * w\n"
    ),
    "still open": (
        "t = tf.GradientTape(persistent=True)\nt.__enter__()\ny = tf.reduce_sum(x)\nif y > 1e9:\n    y = y * w\n"
    ),
}


def ended(program: str) -> str:
    """What ends the tape that is open still, behind the question: an open tape would keep what later tests compute."""
    return "t.__exit__(None, None, None)\n" if "__enter__" in program else ""


@pytest.mark.parametrize("program", UNBOUNDED.values(), ids=UNBOUNDED)
def test_where_it_cannot_be_told_what_ran_meanwhile_it_is_unknown_what_did_not(tf: Any, program: str) -> None:
    assert verdict(tf, program + "t.gradient(y, w)\n" + ended(program)) == ("unknown", "")


@pytest.mark.parametrize("program", UNBOUNDED.values(), ids=UNBOUNDED)
def test_what_is_seen_to_leave_has_left_there_too(tf: Any, program: str) -> None:
    program = program.replace("y = tf.reduce_sum(x)", "y = np.mean(x) * w")

    assert verdict(tf, program + "t.gradient(y, x)\n" + ended(program)) == (LEFT, "y = np.mean(x) * w")
