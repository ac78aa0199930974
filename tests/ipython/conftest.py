"""Shells for the tests of the IPython layer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import tapeviz
from tapeviz.cell import run as runs
from tests.ipython.fakes import INSTALLED, FakeSession, make_plain_shell, make_shell, reset_fake_session


@pytest.fixture
def fake(monkeypatch: pytest.MonkeyPatch) -> type[FakeSession]:
    """Every taped cell runs in a session without an engine."""
    reset_fake_session()
    monkeypatch.setattr(runs, "make_session", FakeSession)
    return FakeSession


@pytest.fixture
def plain() -> Any:
    """A shell that has never heard of tapeviz."""
    return make_plain_shell()


@pytest.fixture
def shell(fake: type[FakeSession]) -> Iterator[Any]:
    """A shell in which tapeviz is loaded."""
    shell = make_shell()
    tapeviz.load_ipython_extension(shell)
    yield shell
    tapeviz.unload_ipython_extension(shell)


@pytest.fixture(params=["no engine", INSTALLED])
def session(request: pytest.FixtureRequest) -> str:
    """The cell's own behaviour is the same in the session of the tests and in one that records.

    That is TensorFlow's where it is installed, and the NumPy engine's elsewhere.
    """
    if request.param == "no engine":
        request.getfixturevalue("fake")
    return str(request.param)
