"""Nothing is sent anywhere, and no file is written unless it is asked for: what an audit hook sees of a process."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

PROGRAM = """
import json, os, sys
from IPython.core.displaypub import CapturingDisplayPublisher
import tapeviz
from tests.ipython.fakes import make_shell, run

shell = make_shell()
shell.display_pub = CapturingDisplayPublisher(shell=shell)
tapeviz.load_ipython_extension(shell)
run(shell, "import {engine} as tf\\nx = tf.Variable(2.0)\\nw = tf.Variable(3.0)\\ny = x * 2.0", store_history=False)


def files():
    "What lies where a program writes of itself."
    places = [os.environ[name] for name in ("HOME", "TMPDIR", "CWD")]
    return {{os.path.join(folder, name) for place in places for folder, _, names in os.walk(place) for name in names}}


before, seen = files(), []

def watch(event, arguments):
    if event.startswith(("socket.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")):
        seen.append([event, repr(arguments)])
    elif event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        if arguments[0] != os.devnull and not isinstance(arguments[0], int):
            seen.append(["write", str(arguments[0])])
    elif event in ("os.mkdir", "os.rename", "os.remove", "os.link", "os.symlink") or event.startswith("tempfile."):
        seen.append([event, repr(arguments)])
    elif event == "subprocess.Popen":
        seen.append(["program", str(arguments[0])])

sys.addaudithook(watch)
outcome = run(shell, {cell!r}, store_history=False)
for line in {lines!r}:
    run(shell, line, store_history=False)
print(json.dumps([outcome.success, outcome.err, seen, len(shell.display_pub.outputs), sorted(files() - before)]))
"""
CELL = "%%tape y wrt x, w{options}\nh = tf.round(w)\ny = h * x\ny + 1.0"
LINES = ["%tape", "%tape steps", "%tape chain x", "%tape check", "%tape explain not-differentiable", "%tape fix"]


@pytest.fixture(params=["tapeviz.fallback", "tensorflow"])
def engine(request: pytest.FixtureRequest) -> str:
    if importlib.util.find_spec(request.param) is None:
        pytest.skip("TensorFlow is not installed")
    return str(request.param)


def process(engine: str, folders: Path, options: str = "", lines: tuple[str, ...] = ()) -> dict[str, Any]:
    """What a process did that tapes a cell, in empty folders for everything that a program writes to of itself."""
    places = {name: folders / name.lower() for name in ("HOME", "TMPDIR", "CWD", "XDG_CACHE_HOME", "IPYTHONDIR")}
    for place in places.values():
        place.mkdir()
    environment = {**os.environ, **{name: str(place) for name, place in places.items()}}
    environment |= {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "TF_CPP_MIN_LOG_LEVEL": "3"}
    program = PROGRAM.format(engine=engine, cell=CELL.format(options=options), lines=list(lines))
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=places["CWD"],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    success, err, seen, shown, files = json.loads(done.stdout.splitlines()[-1])
    return {"success": success, "err": err, "seen": seen, "shown": shown, "files": files}


def test_a_report_sends_nothing_and_writes_nothing(engine: str, tmp_path: Path) -> None:
    did = process(engine, tmp_path, lines=tuple(LINES))

    assert (did["success"], did["err"]) == (True, "")
    assert did["shown"] >= len(LINES)
    programs = {Path(what).name for event, what in did["seen"] if event == "program"}
    assert [found for found in did["seen"] if found[0] != "program"] == []
    assert programs <= {"graphviz-pure", "graphviz-pure.exe"}
    assert did["files"] == []


def test_a_file_is_written_where_it_is_asked_for_and_only_there(engine: str, tmp_path: Path) -> None:
    file = tmp_path / "report.html"

    did = process(engine, tmp_path, f" --save {file}")

    assert [what for event, what in did["seen"] if event == "write"] == [str(file)]
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert did["files"] == []


def test_the_hook_of_this_test_sees_files_and_connections(tmp_path: Path) -> None:
    connect = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9), 0.1)\nexcept OSError:\n    pass"

    did = process("tapeviz.fallback", tmp_path, lines=("open('left', 'w').close()", connect))

    assert ["write", "left"] in did["seen"]
    assert any(event == "socket.connect" for event, _ in did["seen"])
    assert did["files"] == [str(tmp_path / "cwd" / "left")]
