"""A shell with tapeviz in which nothing may change that a cell did not change."""

from __future__ import annotations

from IPython.core.displaypub import CapturingDisplayPublisher

import tapeviz
from tests.faults.state import changes, state
from tests.ipython.fakes import Outcome, make_shell, run

__all__ = ["Watched"]

SETUP = """
import asyncio, sys, warnings
import {engine} as tf
x = tf.Variable(2.0)
w = tf.Variable(3.0)
def f(v):
    return v * 2.0
"""
MODULES = {"numpy": "tapeviz.fallback", "tensorflow": "tensorflow"}


class Watched:
    """A shell with tapeviz, and a fingerprint of everything that may not change in it."""

    def __init__(self, engine: str) -> None:
        self.shell = make_shell()
        self.shell.display_pub = CapturingDisplayPublisher(shell=self.shell)
        tapeviz.load_ipython_extension(self.shell)
        self.names = self.shell.user_ns
        self.run(SETUP.format(engine=MODULES[engine]))
        self.run("%%tape -q y wrt x\ny = f(x)")
        self.before = state(self.shell)

    def run(self, cell: str) -> Outcome:
        return run(self.shell, cell, store_history=False)

    def left(self) -> list[str]:
        """What is not as it was, but for functions that the cells made."""
        return [name for name in changes(self.before, state(self.shell)) if not name.startswith("code of ")]

    def verdicts(self) -> list[tuple[str, str, str]]:
        return [(d.source, d.status, str(d.cause)) for d in self.names["_tape"].diagnoses]
