"""Real kernels: one that is interrupted while a picture is laid out, and two that tape at the same time."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from jupyter_client.manager import KernelManager

from tests.ipython.test_kernel import ROOT, SECONDS, Notebook

SETUP = "%load_ext tapeviz\nimport tapeviz.fallback as tf\nx = tf.Variable(2.0)\nw = tf.Variable(3.0)"
CELL = "%%tape y wrt x, w\ny = x * tf.round(w)\ny + 1.0"


@contextmanager
def kernel(folder: Path) -> Iterator[Notebook]:
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(env=os.environ | {"PYTHONPATH": str(ROOT), "IPYTHONDIR": str(folder)})
    client = manager.blocking_client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=SECONDS)
        notebook = Notebook(manager, client)
        assert notebook.run(SETUP).content["status"] == "ok"
        yield notebook
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)


@pytest.mark.skipif(os.name != "posix", reason="the slow layout program is a shell script")
def test_an_interrupt_during_the_layout_ends_the_cell_with_one_line_and_no_hook(tmp_path: Path) -> None:
    started = tmp_path / "started"
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\ntouch {started}\nsleep 30\n")
    program.chmod(0o755)
    with kernel(tmp_path / "ipython") as notebook:
        notebook.run("hooked = tf.GradientTape.watch, tf.Variable.__init__")
        assert notebook.run(f"%config TapeMagics.dot = '{program}'").content["status"] == "ok"
        request = notebook.client.execute(CELL)
        end = time.monotonic() + SECONDS
        while not started.exists() and time.monotonic() < end:
            time.sleep(0.05)
        notebook.manager.interrupt_kernel()
        reply = notebook.wait(request)

        assert (reply.content["status"], reply.content["ename"]) == ("error", "KeyboardInterrupt")
        said = [text for kind, text in reply.shown if kind == "stderr"]
        assert said == ["tapeviz was interrupted while it made the report (the cell's own result is intact)\n"]
        assert not any("subprocess" in line for line in reply.traceback)
        after = notebook.run("hooked == (tf.GradientTape.watch, tf.Variable.__init__), 'tape' in globals(), float(y)")
        assert after.shown[-1][1] == {"text/plain": "(True, False, 6.0)"}

        notebook.run("%config TapeMagics.dot = 'embedded'")
        assert [kind for kind, _ in notebook.run(CELL).shown] == ["display_data", "execute_result"]


def test_two_kernels_tape_at_the_same_time(tmp_path: Path) -> None:
    with kernel(tmp_path / "one") as one, kernel(tmp_path / "two") as two:
        requests = [(notebook, notebook.client.execute(CELL)) for _ in range(5) for notebook in (one, two)]
        replies = [notebook.wait(request) for notebook, request in requests]

    assert [reply.content["status"] for reply in replies] == ["ok"] * 10
    assert {reply.shown[0][1]["text/plain"] for reply in replies} == {replies[0].shown[0][1]["text/plain"]}
    assert "not-differentiable" in replies[0].shown[0][1]["text/plain"]
