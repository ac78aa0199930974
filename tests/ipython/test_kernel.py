"""The magic in a real kernel, as a notebook talks to it: the order of its messages, its replies, interrupting it."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from jupyter_client.blocking.client import BlockingKernelClient
from jupyter_client.manager import KernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from tests.ipython.fakes import MARK, without_times

ROOT = Path(__file__).parents[2]
LOAD = "from tests.ipython.fakes import load_with_fakes; load_with_fakes(get_ipython())"
SECONDS = 60


@dataclass
class Reply:
    """What a notebook would show of one cell, in order, and the status that decides whether `Run All` goes on."""

    content: dict[str, Any]
    shown: list[tuple[str, Any]] = field(default_factory=list)

    @property
    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.shown]

    @property
    def traceback(self) -> list[str]:
        """The lines of the traceback, without colours and without the number of the cell."""
        text = "\n".join(self.content["traceback"])
        return re.sub(r"\x1b\[[\d;]*m", "", text).replace(f"[{self.content['execution_count']}]", "[n]").splitlines()


class Notebook:
    """A front end for one kernel."""

    def __init__(self, manager: KernelManager, client: BlockingKernelClient) -> None:
        self.manager = manager
        self.client = client

    def run(self, code: str) -> Reply:
        return self.wait(self.client.execute(code))

    def wait(self, request: str) -> Reply:
        content = self.client._recv_reply(request, timeout=SECONDS)["content"]
        reply = Reply(content)
        while True:
            message = self.client.get_iopub_msg(timeout=SECONDS)
            if message["parent_header"].get("msg_id") != request:
                continue
            kind, body = message["msg_type"], message["content"]
            if kind == "status" and body["execution_state"] == "idle":
                return reply
            if kind in ("stream", "display_data", "execute_result", "error"):
                reply.shown.append((body.get("name", kind), body.get("text") or body.get("data") or body))


@pytest.fixture(scope="module")
def notebook(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Notebook]:
    manager = KernelManager(kernel_name="python3")
    folder = str(tmp_path_factory.mktemp("ipython"))
    manager.start_kernel(env=os.environ | {"PYTHONPATH": str(ROOT), "IPYTHONDIR": folder})
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=SECONDS)
    notebook = Notebook(manager, client)
    assert notebook.run(LOAD).content["status"] == "ok"
    yield notebook
    client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_the_report_is_one_bundle_between_what_was_printed_and_the_value(notebook: Notebook) -> None:
    reply = notebook.run("%%tape y wrt x\nx = 2\nprint('printed')\ny = 3 * x\ny + 1")
    assert reply.kinds == ["stdout", "display_data", "execute_result"]
    assert reply.shown[0][1] == "printed\n"
    assert reply.shown[1][1] == {"text/plain": f"{MARK} target 6", "text/html": "<p>target 6</p>"}
    assert reply.shown[2][1] == {"text/plain": "7"}
    assert reply.content["status"] == "ok"


def test_a_failing_cell_has_the_traceback_and_the_status_of_the_plain_cell(notebook: Notebook) -> None:
    body = "import math\n\ndef f(n):\n    return 1 / n\n\nf(0)\n"
    plain, taped = notebook.run(f"# %%tape y wrt x\n{body}"), notebook.run(f"%%tape y wrt x\n{body}")
    assert taped.content["status"] == plain.content["status"] == "error"
    assert (taped.content["ename"], taped.content["evalue"]) == ("ZeroDivisionError", "division by zero")
    assert taped.traceback == plain.traceback
    assert "----> 7 f(0)" in taped.traceback
    assert any(line.startswith("Cell In[n], line 7") or "In[n]" in line for line in taped.traceback)
    assert taped.kinds == ["display_data", "error"]


@pytest.mark.parametrize(
    "body",
    [
        "x = 6\nx * 7;",
        "x = 6\nx * 7",
        "import asyncio\nx = await asyncio.sleep(0, 5)\nx",
        "import asyncio\nawait asyncio.sleep(0)\n1 / 0",
        "x = 1\nreturn",
        "x = (",
        "for i in range(3):\nprint(i)",
        "raise KeyboardInterrupt('by hand')",
        "from __future__ import annotations\ndef f(x: undefined): ...\nf.__annotations__",
        "import sys\nprint('out')\nprint('err', file=sys.stderr)",
        "from IPython.display import display, HTML\ndisplay(HTML('<b>x</b>'))\n3",
        "%%time\nx = 1\nx",
    ],
)
def test_a_taped_cell_sends_what_the_plain_cell_sends(notebook: Notebook, body: str) -> None:
    head = "" if body.startswith("%%") else "# %%tape -q\n"
    plain, taped = notebook.run(f"{head}{body}"), notebook.run(f"%%tape -q\n{body}")
    assert taped.content["status"] == plain.content["status"]
    assert taped.kinds == plain.kinds
    if taped.content["status"] == "error":
        assert taped.traceback == plain.traceback
    else:
        assert [without_times(str(part)) for part in taped.shown] == [without_times(str(part)) for part in plain.shown]


def test_interrupting_stops_the_cell_and_closes_the_tape(notebook: Notebook) -> None:
    request = notebook.client.execute("%%tape y\nimport time\nprint('begun', flush=True)\ntime.sleep(60)\ny = 1")
    wait_for_stream(notebook, "begun")
    time.sleep(1)  # the line that prints has to come to its end
    notebook.manager.interrupt_kernel()
    began = time.monotonic()
    reply = notebook.wait(request)
    assert time.monotonic() - began < 30
    assert (reply.content["status"], reply.content["ename"]) == ("error", "KeyboardInterrupt")
    assert reply.kinds == ["display_data", "error"]
    assert "----> 4 time.sleep(60)" in reply.traceback
    assert notebook.run("'tape' in globals()").shown[-1][1] == {"text/plain": "False"}


def wait_for_stream(notebook: Notebook, words: str) -> None:
    while True:
        message = notebook.client.get_iopub_msg(timeout=SECONDS)
        if message["msg_type"] == "stream" and words in message["content"]["text"]:
            return


def test_run_all_stops_at_a_failing_taped_cell(notebook: Notebook) -> None:
    failing = notebook.client.execute("%%tape y\nimport time\ntime.sleep(0.5)\n1 / 0")
    behind = notebook.client.execute("went_on = True")
    assert notebook.wait(failing).content["status"] == "error"
    assert notebook.client._recv_reply(behind, timeout=SECONDS)["content"]["status"] in ("aborted", "error")
    assert notebook.run("'went_on' in globals()").shown[-1][1] == {"text/plain": "False"}


def test_a_bad_line_is_one_line_and_an_error(notebook: Notebook) -> None:
    reply = notebook.run("%%tape never wrt\nnever = 1")
    assert reply.content["status"] == "error"
    assert (reply.content["ename"], reply.kinds) == ("UsageError", ["stderr"])
    assert reply.shown[0][1].count("\n") == 1
    assert notebook.run("'never' in globals()").shown[-1][1] == {"text/plain": "False"}


def test_tab_offers_options_and_names(notebook: Notebook) -> None:
    notebook.run("weights = 1")
    for code, expected in (("%%tape y --pers", "--persistent"), ("%%tape y wrt wei", "weights")):
        request = notebook.client.complete(f"{code}\ny = 1", len(code))
        content = notebook.client._recv_reply(request, timeout=SECONDS)["content"]
        assert content["matches"] == [expected]
        assert code[content["cursor_start"] : content["cursor_end"]] == code.split()[-1]


def test_help(notebook: Notebook) -> None:
    reply = notebook.run("%%tape?")
    (page,) = reply.content["payload"]
    assert "%%tape [options] [TARGET [wrt SOURCE[, SOURCE ...]]]" in page["data"]["text/plain"]


def test_a_notebook_runs_through_nbclient() -> None:
    cells = [LOAD, "%%tape y wrt x\nx = 2\ny = 3 * x\ny", "%%tape y wrt x\nx = 1\n\nx / 0", "x = 'not reached'"]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    client = NotebookClient(
        notebook, timeout=SECONDS, kernel_name="python3", resources={"metadata": {"path": str(ROOT)}}
    )
    with pytest.raises(CellExecutionError, match="ZeroDivisionError"):
        client.execute()
    report, value = notebook.cells[1].outputs
    assert report["data"]["text/plain"] == f"{MARK} target 6"
    assert value["data"]["text/plain"] == "6"
    assert [output["output_type"] for output in notebook.cells[2].outputs] == ["display_data", "error"]
    assert notebook.cells[3].outputs == []
