"""Which reads of variables are told: those among the arguments of an op, alone or in a list, by their own thread."""

from __future__ import annotations

import types
from collections.abc import Iterator
from threading import Thread
from typing import Any

import pytest

from tapeviz.engines.handles import FastPath, Listener, VariableHooks


class Variable:
    """Stands in for a variable, made as TensorFlow's are."""

    def __init__(self) -> None:
        self.is_made = True


class Handle:
    """Stands in for a tensor, which is a handle."""


class Heard:
    """A listener that keeps what it is told, and the function that ops are called with."""

    def __init__(self) -> None:
        self.read: list[Any] = []
        self.made: list[Any] = []
        self.elsewhere: list[Any] = []
        self.module = types.SimpleNamespace(run=lambda *args: len(args))
        path = FastPath(self.module, "run", lambda: self.module.run)
        self.hooks = VariableHooks(Variable, path, Handle, lambda _tensor: True)
        self.listener = Listener(
            self.read.append, lambda variable, _depth: self.made.append(variable), self.elsewhere.append
        )

    def op(self, *args: Any) -> Any:
        """Call an op with these arguments."""
        return self.module.run("context", "Op", None, *args)


@pytest.fixture
def heard() -> Iterator[Heard]:
    found = Heard()
    run, begin = found.module.run, Variable.__dict__["__init__"]
    found.hooks.listen(found.listener)
    yield found
    found.hooks.stop_listening(found.listener)
    assert found.module.run is run
    assert Variable.__dict__["__init__"] is begin


def test_a_variable_is_told_when_it_is_made_and_when_an_op_gets_it(heard: Heard) -> None:
    x = Variable()

    assert heard.op(x, 1.5) == 5
    assert heard.made == heard.read == [x]


def test_lists_are_looked_into_each_time(heard: Heard) -> None:
    x, w = Variable(), Variable()

    heard.op([[1, 2], (3,)])
    heard.op([1.0, x], (w,))

    assert heard.read == [x, w]


def test_what_another_thread_uses_is_told_apart(heard: Heard) -> None:
    x, handle = Variable(), Handle()
    heard.op(handle)

    other = Thread(target=lambda: heard.op(x, [handle]))
    other.start()
    other.join()

    assert (heard.read, heard.elsewhere) == ([], [x, handle])


def test_a_fault_of_the_listener_costs_nothing(heard: Heard) -> None:
    problems: list[Exception] = []
    heard.listener.failed = problems.append
    heard.listener.read = lambda variable: variable.nothing

    assert heard.op(Variable()) == 4
    assert [type(problem) for problem in problems] == [AttributeError]


def test_hooks_go_with_the_last_listener(heard: Heard) -> None:
    other = Listener(lambda _variable: None, lambda _variable, _depth: None)
    heard.hooks.listen(other)
    heard.hooks.stop_listening(other)
    heard.hooks.stop_listening(other)
    x = Variable()

    heard.op(x)

    assert heard.read == [x]
