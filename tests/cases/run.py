"""Runs cells in a fresh in-process IPython shell through the public magic, and returns the report as a dict."""

from __future__ import annotations

import atexit
import re
import shutil
import signal
import tempfile
import textwrap
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import pairwise
from types import FrameType
from typing import Any

from tests.cases.load import Case

TIME_LIMIT_S = 120
COLORS = re.compile(r"\x1b\[[\d;]*m")


NOT_COVERED = "not covered by the NumPy engine"
_IMPORTS = (
    (re.compile(r"^import tensorflow as tf$", re.MULTILINE), "import tapeviz.fallback as tf"),
    (re.compile(r"^import tensorflow$", re.MULTILINE), "import tapeviz.fallback as tensorflow"),
    (re.compile(r"^import tensorflow\.(\S+) as (\w+)$", re.MULTILINE), r"\2 = tf.\1"),
    (re.compile(r"^import keras$", re.MULTILINE), "from tapeviz.fallback import keras"),
    (re.compile(r"^from tensorflow import", re.MULTILINE), "from tapeviz.fallback import"),
    (re.compile(r"^from (?:tensorflow\.)?keras(\.\S+)? import", re.MULTILINE), r"from tapeviz.fallback.keras\1 import"),
)


def on_numpy(case: Case) -> Case:
    """The same case with the NumPy engine in TensorFlow's place."""
    setup, cell = case.setup, case.cell
    for pattern, new in _IMPORTS:
        setup, cell = pattern.sub(new, setup), pattern.sub(new, cell)
    return replace(case, setup=setup, cell=cell)


@dataclass(frozen=True)
class Outcome:
    """What one taped cell led to: the report as a dict, everything printed, or what went wrong instead."""

    report: dict[str, Any] | None
    printed: str = ""
    crash: str = ""


@contextmanager
def fresh_shell() -> Iterator[Any]:
    """A new InteractiveShell with tapeviz loaded, gone again afterwards."""
    from IPython.core.interactiveshell import InteractiveShell
    from IPython.utils.capture import capture_output
    from traitlets.config import Config

    InteractiveShell.clear_instance()
    folder = tempfile.mkdtemp(prefix="tapeviz-cases-")
    shell = InteractiveShell.instance(config=Config({"HistoryManager": {"enabled": False}}), ipython_dir=folder)
    try:
        with capture_output():
            loaded = shell.run_cell("%load_ext tapeviz")
        loaded.raise_error()
        yield shell
    finally:
        with capture_output():
            shell.run_cell("%unload_ext tapeviz", silent=True)
        # Not shell.reset(): it collects garbage, here and once more at exit, which takes TensorFlow's heap 0.2 s each.
        atexit.unregister(shell.atexit_operations)
        shell.user_ns.clear()
        InteractiveShell.clear_instance()
        shutil.rmtree(folder, ignore_errors=True)


def run_case(case: Case) -> Outcome:
    """Run setup and cell of a case; a crash or an endless loop becomes an outcome, not an exception."""
    try:
        with _time_limit(TIME_LIMIT_S), fresh_shell() as shell:
            return run_taped(shell, case.setup, case.taped_cell)
    except Exception as error:  # noqa: BLE001 - whatever a case does, the next one must run
        return Outcome(None, crash=f"{type(error).__name__}: {error}".splitlines()[0])


def run_autotaped(case: Case) -> Outcome:
    """The same program as its author had it, a tape of its own around the cell, under `%autotape on`."""
    try:
        with _time_limit(TIME_LIMIT_S), fresh_shell() as shell:
            return _run_own_tape(shell, case)
    except Exception as error:  # noqa: BLE001 - as above
        return Outcome(None, crash=f"{type(error).__name__}: {error}".splitlines()[0])


def with_own_tape(case: Case) -> str:
    """The cell inside a tape that it opens itself, on line 1, where the `%%tape` line stood; then the gradients.

    What is watched by an option is watched on that line too, so that every line keeps its number.
    """
    options = case.options.split()
    watched = [word for flag, word in pairwise(options) if flag == "--watch"]
    accessed = "watch_accessed_variables=False" if "--no-watch-accessed" in options else ""
    watching = f", contextlib.nullcontext([tape.watch(v) for v in [{', '.join(watched)}]])" if watched else ""
    begin = f"with tf.GradientTape({accessed}) as tape{watching}:"
    body = textwrap.indent(case.cell.rstrip("\n"), "    ")
    target = case.target if case.target.isidentifier() else "the_target"
    if target != case.target:
        body += f"\n    the_target = ({case.target})"
    return f"{begin}\n{body}\nthe_gradients = tape.gradient({target}, [{', '.join(case.sources)}])\n"


def _run_own_tape(shell: Any, case: Case) -> Outcome:
    from IPython.utils.capture import capture_output

    import tapeviz

    with capture_output() as captured:
        prepared = shell.run_cell(f"import contextlib, tensorflow as tf\n{case.setup}", store_history=True)
        shell.run_cell("%autotape on", store_history=True)
        before = tapeviz.last_report()
        ran = None if prepared.error_in_exec else shell.run_cell(with_own_tape(case), store_history=True)
    printed = COLORS.sub("", captured.stdout + captured.stderr)
    error = prepared.error_in_exec or (ran.error_in_exec or ran.error_before_exec if ran is not None else None)
    report = tapeviz.last_report()
    if report is not None and report is not before:
        return Outcome(report.to_dict(), printed)
    found = shell.user_ns.get("the_gradients")
    if error is not None or found is None or any(gradient is None for gradient in found):
        return Outcome(None, printed, crash=_first_line(error, printed) or "nothing was said of a None")
    return Outcome({"sources": [{"name": n, "status": "gradient", "cause": None, "line": None} for n in case.sources]})


def run_taped(shell: Any, setup: str, taped_cell: str) -> Outcome:
    """Run `setup` as an ordinary cell, then the taped cell, in a shell that has tapeviz loaded."""
    from IPython.utils.capture import capture_output

    import tapeviz

    with capture_output() as captured:
        prepared = shell.run_cell(setup, store_history=True)
        before = tapeviz.last_report()
        taped = None if prepared.error_in_exec else shell.run_cell(taped_cell, store_history=True)
    shown = "".join(out.data.get("text/plain", "") + "\n" for out in captured.outputs)
    printed = COLORS.sub("", captured.stdout + captured.stderr + shown)
    error = prepared.error_in_exec or prepared.error_before_exec
    if taped is not None:
        error = taped.error_in_exec or taped.error_before_exec
    report = tapeviz.last_report()
    if report is None or report is before:
        return Outcome(None, printed, crash=_first_line(error, printed) or "the cell made no report")
    crash = _first_line(error, "") if error else ""
    return Outcome(report.to_dict(), printed, crash)


def _first_line(error: BaseException | None, printed: str) -> str:
    if error is not None:
        return f"{type(error).__name__}: {error}".splitlines()[0][:160]
    lines = [line for line in printed.splitlines() if line.strip()]
    return lines[-1][:160] if lines else ""


@contextmanager
def _time_limit(seconds: int) -> Iterator[None]:
    """Interrupt the block after `seconds`, where the platform can (main thread, Unix)."""
    if not hasattr(signal, "SIGALRM") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"still running after {seconds} s")

    former = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, former)
