"""What can go wrong outside of our code: full disks, layout programs that fail, exits of every kind, other shells."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import tapeviz
from tests.faults.state import state
from tests.faults.watched import Watched
from tests.ipython.fakes import Outcome

# ---- disks ----


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
@pytest.mark.parametrize("suffix", ["html", "json", "svg", "dot", "png"])
def test_a_full_disk_is_one_line_and_the_cell_has_its_value(watched: Watched, tmp_path: Path, suffix: str) -> None:
    file = tmp_path / f"report.{suffix}"
    file.symlink_to("/dev/full")

    outcome = watched.run(f"%%tape y wrt x --save {file}\ny = f(x)\n7")

    assert (outcome.success, outcome.value) == (True, 7)
    assert outcome.err == f"%%tape: cannot write '{file}': No space left on device\n"
    assert len(watched.shell.display_pub.outputs) == 1
    assert watched.left() == []


def test_a_full_disk_does_not_replace_the_users_error(watched: Watched, tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    file = tmp_path / "report.json"
    file.symlink_to("/dev/full")

    outcome = watched.run(f"%%tape y wrt x --save {file}\ny = f(x)\n1 / 0")

    assert outcome.error == "ZeroDivisionError: division by zero"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="nothing is read-only to this user")
def test_a_read_only_folder_is_told_before_the_cell_runs(watched: Watched, tmp_path: Path) -> None:
    tmp_path.chmod(0o555)

    outcome = watched.run(f"%%tape y wrt x --save {tmp_path}/report.json\nran = True")

    assert outcome.error == f"UsageError: %%tape: --save cannot write {tmp_path}/report.json: it is not writable"
    assert "ran" not in watched.names


def test_a_folder_that_the_cell_removes_is_one_line(watched: Watched, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()

    outcome = watched.run(f"%%tape y wrt x --save {folder}/report.json\nimport os\nos.rmdir('{folder}')\ny = f(x)\n7")

    assert (outcome.value, outcome.err.count("\n")) == (7, 1)
    assert "there is no folder" in outcome.err


# ---- the layout program ----

PROGRAMS = {
    "garbage": "cat > /dev/null; echo garbage",
    "random bytes": "cat > /dev/null; head -c 100000 /dev/urandom",
    "nothing": "cat > /dev/null",
    "half an SVG": 'cat > /dev/null; echo \'<svg width="8pt" height="8pt" viewBox="0 0 8 8"> <g\'',
    "a crash": "kill -SEGV $$",
    "an error": "echo bad >&2; exit 1",
    "closed input": "exec 0<&-; sleep 1",
}


@pytest.mark.skipif(os.name != "posix", reason="the programs are shell scripts")
@pytest.mark.parametrize("script", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_a_layout_program_that_fails_costs_the_picture_and_nothing_else(tmp_path: Path, script: str) -> None:
    watched = Watched("numpy")
    program = tmp_path / "dot"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    watched.shell.magics_manager.registry["TapeMagics"].dot = str(program)

    outcome = watched.run("%%tape y wrt x, w\ny = f(x) + tf.round(w)\n7")
    (shown,) = watched.shell.display_pub.outputs

    assert (outcome.success, outcome.value, outcome.err) == (True, 7, "")
    assert "there is no picture" in shown["data"]["text/html"].lower()
    assert "not-differentiable" in shown["data"]["text/plain"]
    tapeviz.unload_ipython_extension(watched.shell)


def test_where_the_page_fails_the_verdict_is_shown_as_text(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    from tapeviz.render import shown

    def fail(report: Any) -> str:
        raise MemoryError("no room for the page")

    monkeypatch.setattr(shown, "render_html", fail)
    outcome = watched.run("%%tape y wrt x\ny = f(x)\n7")
    (output,) = watched.shell.display_pub.outputs

    assert outcome.value == 7
    assert outcome.err == "tapeviz failed: MemoryError: no room for the page (the cell's own result is intact)\n"
    assert list(output["data"]) == ["text/plain"]
    assert output["data"]["text/plain"].startswith("Gradient of y")


# ---- memory in the backward call ----


@pytest.mark.parametrize("what", ["MemoryError('no memory')", "tf.errors.ResourceExhaustedError(None, None, 'OOM')"])
def test_a_backward_call_without_memory_is_told_and_the_cell_has_its_value(watched: Watched, what: str) -> None:
    cell = f"@tf.custom_gradient\ndef costly(v):\n    def back(g):\n        raise {what}\n    return v * 2.0, back\n"

    outcome = watched.run(f"%%tape y wrt x\n{cell}y = costly(x)\n7")

    assert (outcome.value, outcome.err) == (7, "")
    assert watched.verdicts() == [("x", "error", "unknown")]
    assert watched.left() == []


# ---- how a cell may end, and what may run in it ----

ENDS = {
    "an interrupt": ("raise KeyboardInterrupt", "KeyboardInterrupt"),
    "sys.exit": ("sys.exit(3)", "SystemExit: 3"),
    "a cancelled task": ("raise asyncio.CancelledError('stop')", "CancelledError: stop"),
    "a generator's end": ("raise GeneratorExit('end')", "GeneratorExit: end"),
    "no memory": ("raise MemoryError('full')", "MemoryError: full"),
    "a nested cell interrupted": ("get_ipython().run_cell('raise KeyboardInterrupt')\nraise ValueError", "ValueError"),
    "a coroutine that fails": ("await asyncio.sleep(0)\n1 / 0", "ZeroDivisionError: division by zero"),
}


@pytest.mark.filterwarnings("ignore:To exit")
@pytest.mark.parametrize(("end", "error"), ENDS.values(), ids=ENDS.keys())
def test_however_a_cell_ends_nothing_stays_and_the_error_is_its_own(watched: Watched, end: str, error: str) -> None:
    outcome = watched.run(f"%%tape y wrt x\ny = f(x)\n{end}")

    assert outcome.error.startswith(error)
    assert "tapeviz" not in outcome.err
    assert watched.left() == []


# Not on TensorFlow: where the stack ends, its C++ code may leave an error standing, and stop the process on it.
@pytest.mark.parametrize("watched", ["numpy"], indirect=True)
def test_a_recursion_error_that_the_cell_catches_is_its_own_affair(watched: Watched) -> None:
    deep = (
        "def deep(n):\n    try:\n        return deep(n + 1) + x\n    except RecursionError:\n        return x * 3.0\n"
    )
    body = f"{deep}y = deep(0)\n7"

    outcome = watched.run(f"%%tape y wrt x\n{body}")

    assert (outcome.success, outcome.value) == (True, 7)
    assert watched.left() == []


def test_a_taped_cell_inside_a_taped_cell_ends_where_it_ends(watched: Watched) -> None:
    """The expressions behind the inner cell are followed as those before it: they say why w has no gradient."""
    inner = "get_ipython().run_cell('%%tape -q z wrt w\\nz = w * 2.0')"

    outcome = watched.run(f"%%tape y wrt x, w\n{inner}\nk = float(w)\ny = x * k")

    assert outcome.success
    assert watched.verdicts() == [("x", "gradient", "None"), ("w", "none", "left-tensorflow")]
    assert watched.left() == []


def test_a_script_run_inside_a_taped_cell(watched: Watched, tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text("k = float(w)\n")

    outcome = watched.run(f"%%tape y wrt x\n%run -i {script}\ny = x * k\n7")

    assert (outcome.success, outcome.value) == (True, 7)
    assert watched.left() == []


def test_a_taped_cell_in_another_thread(watched: Watched) -> None:
    outcomes: list[Outcome] = []
    thread = Thread(target=lambda: outcomes.append(watched.run("%%tape -q y wrt x, w\ny = f(x) * tf.round(w)\n7")))
    thread.start()
    thread.join()

    assert (outcomes[0].success, outcomes[0].value, outcomes[0].err) == (True, 7, "")
    assert watched.verdicts() == [("x", "gradient", "None"), ("w", "none", "not-differentiable")]
    assert watched.left() == []


def test_following_ordinary_cells_can_be_switched_inside_a_taped_cell(watched: Watched) -> None:
    for value in ("False", "True"):
        outcome = watched.run(
            f"%%tape y wrt x\n%config TapeMagics.background = {value}\nv = tf.Variable(1.0)\ny = f(x)\n7"
        )
        assert (outcome.success, outcome.value) == (True, 7)
    tapeviz.unload_ipython_extension(watched.shell)

    assert not [
        name for name in state(watched.shell) if name.startswith(("observer", "op callback", "variable listener"))
    ]


# ---- what is the user's ----


def test_the_users_trace_function_stays_and_sees_his_code(watched: Watched) -> None:
    seen: list[str] = []

    def trace(frame: Any, event: str, argument: Any) -> Any:
        if frame.f_code.co_name == "f":
            seen.append(event)
        return trace

    former = sys.gettrace()
    sys.settrace(trace)
    try:
        watched.run("%%tape -q y wrt x, w --try-fix\ny = f(x) * tf.stop_gradient(w)")
        after = sys.gettrace()
    finally:
        sys.settrace(former)

    assert after is trace
    assert [event for event in seen if event != "line"] == ["call", "return"]


def test_warning_filters_that_the_cell_sets_stay_and_no_others(watched: Watched) -> None:
    with warnings.catch_warnings():
        before = list(warnings.filters)
        watched.run("%%tape y wrt x\nwarnings.filterwarnings('ignore', 'the words of this test')\ny = f(x)")
        after = list(warnings.filters)

    assert after[1:] == before
    assert "the words of this test" in str(after[0][1])


def test_what_the_cell_puts_over_a_hook_stays(watched: Watched) -> None:
    watched.run(
        "%%tape y wrt x\nown = tf.GradientTape.watch\ndef mine(tape, tensor):\n    return own(tape, tensor)\n"
        "tf.GradientTape.watch = mine\ny = f(x)"
    )
    watched.run("kept = tf.GradientTape.watch is mine")
    assert watched.names["kept"]

    watched.run("%%tape -q y wrt w --watch w\ny = f(w)")
    watched.run("kept = tf.GradientTape.watch is mine")
    assert watched.names["kept"]

    watched.run("tf.GradientTape.watch = own")  # our hook of the first cell, which only passes on by now
    watched.run("%%tape -q y wrt x\ny = f(x)")
    assert watched.left() == []


def test_code_that_the_cell_gives_a_function_stays_and_is_plain(watched: Watched) -> None:
    watched.run("%%tape y wrt x\ndef g(v):\n    return v * 5.0\nf.__code__ = g.__code__\ny = f(x)")

    assert float(watched.run("float(f(x))").value) == 10.0
    assert watched.names["f"].__code__.co_names == ()


OUTLIVING = """
%%tape y wrt x
import threading

def numbers():
    for k in range(3):
        yield k * 2

async def later():
    return [k + 1 for k in range(3)]

def work():
    go.wait()
    found.append([k * 3 for k in range(3)])

generated, promised, go, found = numbers(), later(), threading.Event(), []
begun = next(generated)
thread = threading.Thread(target=work)
thread.start()
y = f(x)
""".lstrip()


@pytest.mark.parametrize("kept", [("generated",), ("promised",), ("thread",), ("generated", "promised", "thread")])
def test_what_a_cell_began_goes_on_after_the_extension_is_gone(watched: Watched, kept: tuple[str, ...]) -> None:
    watched.run(OUTLIVING)
    others = {"generated", "promised", "thread"} - set(kept)
    if "promised" in others:
        watched.run("promised.close()")
    if "thread" in others:
        watched.run("go.set(); thread.join()")
    if "generated" in others:
        watched.run("list(generated)")
    tapeviz.unload_ipython_extension(watched.shell)
    names = watched.names
    names["go"].set()
    names["thread"].join()

    assert names["found"] == [[0, 3, 6]]
    assert list(names["generated"]) == ([2, 4] if "generated" in kept else [])
    if "promised" in kept:
        with pytest.raises(StopIteration) as ended:
            names["promised"].send(None)
        assert ended.value.value == [1, 2, 3]
    tapeviz.load_ipython_extension(watched.shell)


@pytest.mark.parametrize(
    "kept",
    [
        "kept = ([k * j for j in range(2)] for k in range(3))",
        "kept = (lambda: (yield [k for k in range(2)]))()",
        "def parts():\n    yield from [[k] for k in range(2)]\nkept = parts()",
        "class Parts:\n    def __iter__(self):\n        yield [k for k in range(2)]\nkept = iter(Parts())",
    ],
)
def test_each_kind_of_code_that_waits_is_looked_for(watched: Watched, kept: str) -> None:
    watched.run(f"%%tape y wrt x\n{kept}\ny = f(x)")
    tapeviz.unload_ipython_extension(watched.shell)

    assert list(watched.names["kept"])
    tapeviz.load_ipython_extension(watched.shell)


def test_no_object_is_looked_at_where_nothing_waits(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    """It would take a second of each unload where a program keeps millions of objects."""
    tapeviz.unload_ipython_extension(watched.shell)
    tapeviz.load_ipython_extension(watched.shell)
    watched.run("%%tape y wrt x\ndef double(a):\n    return [k * 2 for k in [a]][0]\ny = f(double(x))")
    asked: list[int] = []
    monkeypatch.setattr("gc.get_objects", lambda: asked.append(1) or [])

    tapeviz.unload_ipython_extension(watched.shell)

    assert asked == []
    tapeviz.load_ipython_extension(watched.shell)


def test_a_function_of_a_taped_cell_is_pickled_by_its_code_and_unpickled_without_tapeviz(watched: Watched) -> None:
    cloudpickle = pytest.importorskip("cloudpickle")
    watched.run("%%tape y wrt x\ndef doubled(a):\n    return [k * 2 for k in a]\ny = f(x)")
    data = cloudpickle.dumps(watched.names["doubled"])

    program = "import pickle, sys; sys.modules['tapeviz'] = None; print(pickle.loads(sys.stdin.buffer.read())([1, 2]))"
    done = subprocess.run([sys.executable, "-c", program], input=data, capture_output=True, timeout=120, check=False)

    assert done.stdout == b"[2, 4]\n", done.stderr
