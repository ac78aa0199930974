"""One run of a `%%tape` cell: opens the tape, lets IPython run the statements, closes it and shows the report."""

from __future__ import annotations

import builtins
import contextlib
import itertools
import os
import sys
import time
import weakref
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from IPython.core.error import UsageError

from tapeviz import api
from tapeviz.cell.show import show_report
from tapeviz.errors import BadInput
from tapeviz.fixing.taped import Snapshot, TapedCell
from tapeviz.grammar import CellOptions, MagicLine
from tapeviz.report import Report
from tapeviz.request import Request

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from tapeviz.session import CellSession

__all__ = [
    "MARKER",
    "CellRun",
    "RefusedCell",
    "find_run",
    "forget_run",
    "keep_run",
    "last_taped_cell",
    "runs_of",
    "say",
    "say_failed",
    "serve",
    "stop_serving",
]

MARKER = "__tapeviz_cell__"
"""The one name that a rewritten cell uses; it stands among the builtins while the extension is loaded."""

TAPE = "tape"
LAST_REPORT = "_tape"

_ABSENT: Any = object()
_NO_CELL = (
    "the magic around this cell does not run it as a notebook cell, so nothing can be recorded; "
    "leave it out, or measure without %%tape"
)
_numbers = itertools.count(1)
_runs: dict[int, CellRun | RefusedCell] = {}
_last_taped: list[TapedCell] = []
_shells: weakref.WeakSet[InteractiveShell] = weakref.WeakSet()


def make_session(request: Request, namespace: dict[str, Any], code_key: str, cell_text: str) -> CellSession:
    """The session that records a cell; looked up at each run, so that a test can put another in its place."""
    from tapeviz.session import CellSession

    return CellSession(request, namespace, code_key, cell_text)


def find_run(serial: int) -> CellRun | RefusedCell:
    """What `MARKER(serial)` means in a rewritten cell."""
    try:
        return _runs[serial]
    except KeyError:
        raise UsageError(f"%%tape: {_NO_CELL}") from None


def keep_run(serial: int, run: CellRun | RefusedCell) -> None:
    """Let the rewritten cell find its run."""
    _runs[serial] = run


def forget_run(serial: int) -> None:
    """Nothing of the cell asks for its run any more."""
    _runs.pop(serial, None)
    _drop_marker()


def runs_of(shell: InteractiveShell) -> list[CellRun]:
    """The runs in a shell that something may still ask for."""
    return [run for run in _runs.values() if isinstance(run, CellRun) and run.shell is shell]


def last_taped_cell() -> TapedCell | None:
    """The last cell that a report was made for, with what a trial of its remedies needs."""
    return _last_taped[0] if _last_taped else None


def is_taping() -> bool:
    """Whether a taped cell is running."""
    return any(isinstance(run, CellRun) and run.is_open for run in _runs.values())


def serve(shell: InteractiveShell) -> None:
    """Put the marker among the builtins for the cells of `shell`."""
    _shells.add(shell)
    setattr(builtins, MARKER, find_run)


def stop_serving(shell: InteractiveShell) -> None:
    """Take the marker out again, once no shell and no running cell needs it."""
    _shells.discard(shell)
    _drop_marker()


def _drop_marker() -> None:
    if not _shells:
        _last_taped.clear()
    if not _shells and not _runs:
        vars(builtins).pop(MARKER, None)


def say(line: str) -> None:
    """Print one line where the report would stand; where nothing can be printed, the cell goes on without it."""
    with contextlib.suppress(Exception):
        sys.stderr.write(" ".join(line.split()) + "\n")


def say_failed(error: BaseException) -> None:
    """Own up to a fault of ours; whatever the cell did is done and stays."""
    try:
        text = f"{type(error).__name__}: {error}"
    except Exception:  # noqa: BLE001 - an error of the user's classes may have no words
        text = type(error).__name__
    say(f"tapeviz failed: {text} (the cell's own result is intact)")


@dataclass(slots=True)
class RefusedCell:
    """A cell whose `%%tape` line cannot be done: saying so is all that runs."""

    serial: int
    reason: str

    def start(self) -> None:
        """Take the place of the cell's statements."""
        forget_run(self.serial)
        raise UsageError(f"%%tape: {self.reason}")


@dataclass(slots=True, eq=False)
class CellRun:
    """One run of a taped cell; the rewritten cell calls `start`, then enters `step` or `last` around each statement."""

    shell: InteractiveShell
    serial: int
    line: MagicLine
    key: str
    depth: int
    session: CellSession | None
    release: Callable[[], None] = lambda: None
    value: Any = _ABSENT
    doomed: Exception | None = None
    looks: Callable[[], Iterable[tuple[str, str]]] = tuple
    is_open: bool = False
    _tape: Any = None
    _former: Any = _ABSENT
    _found: Snapshot | None = None
    _begun: float = 0.0
    step: _Statement = field(init=False)
    last: _Statement = field(init=False)

    def __post_init__(self) -> None:
        self.step = _Statement(self, is_last=False)
        self.last = _Statement(self, is_last=True)

    @property
    def options(self) -> CellOptions:
        """What is to happen with the report."""
        return self.line.options

    def start(self) -> None:
        """Open the tape and bind its name; refuse before anything has run when that cannot be done."""
        try:
            caller = sys._getframe(1)  # noqa: SLF001 - no public way to it
            self._open(caller.f_code.co_filename)
        except BadInput as error:
            self._end()
            forget_run(self.serial)
            raise UsageError(f"%%tape: {error}") from None
        except Exception as error:  # noqa: BLE001 - our fault must not cost the user the cell
            self._end()
            say_failed(error)
        except BaseException:
            self._end()
            forget_run(self.serial)
            raise

    def _open(self, key: str) -> None:
        if key != self.key:  # its lines could not be told from another cell's
            raise BadInput(_NO_CELL)
        _check_writable(self.options.save)
        namespace = self.shell.user_ns
        self._former = namespace.get(TAPE, _ABSENT)
        self._found = Snapshot(namespace)
        self._tape = self._session.open()
        namespace[TAPE] = self._tape
        self._begun = time.perf_counter()
        self.is_open = True

    @property
    def _session(self) -> CellSession:
        if self.session is None:
            raise RuntimeError("the run of this cell is over")
        return self.session

    def close(self, error: BaseException | None = None) -> None:
        """Make the report and show it, however the cell ended; a second call does nothing."""
        __tracebackhide__ = True
        try:
            if self.is_open:
                self.is_open = False
                self._report(error)
        except BadInput as refusal:
            say(f"%%tape: {refusal}")
        except Exception as failure:  # noqa: BLE001 - as above
            say_failed(failure)
        except KeyboardInterrupt:
            say("tapeviz was interrupted while it made the report (the cell's own result is intact)")
            if error is None:
                raise KeyboardInterrupt from None  # where in the report it came is nothing to the user
        finally:
            self._end()

    def _report(self, error: BaseException | None) -> None:
        seconds = time.perf_counter() - self._begun
        values = () if self.value is _ABSENT else (self.value,)
        report = self._session.close(error or self.doomed, *values)
        self._deliver(self._tried(report, seconds))

    def take(self) -> Any:
        """The value of the cell's last expression, handed on to IPython once the report stands."""
        value, self.value = self.value, _ABSENT
        try:
            forget_run(self.serial)
        except Exception as failure:  # noqa: BLE001 - as above
            say_failed(failure)
        return value

    def abort(self) -> None:
        """Remove what was installed, without a report: the cell never came to its end, or the extension is unloaded."""
        self.is_open = False
        self._end()

    def _tried(self, report: Report, seconds: float) -> Report:
        """Keep what `%tape fix` needs; with `--try-fix`, the report with the trials in it."""
        found, self._found = self._found, None
        text = getattr(self.session, "text", "")
        taped = TapedCell(text, self.shell.user_ns, report, found.former(report, text) if found else {}, seconds)
        _last_taped[:] = [taped]
        if not self.options.try_fix or report.recording.failure:
            return report
        from tapeviz.fixing.trial import try_remedies

        try:
            return replace(report, trials=try_remedies(taped))
        except Exception as failure:  # noqa: BLE001 - the report itself stands
            say(f"tapeviz could not try the remedies: {type(failure).__name__}: {failure}")
            return report
        except KeyboardInterrupt:
            self._deliver(report)
            raise

    def _deliver(self, report: Report) -> None:
        report = _with_views(report, self.options, self.looks())
        api.set_last_report(report)
        namespace = self.shell.user_ns
        namespace[LAST_REPORT] = report
        if self.options.output is not None:
            namespace[self.options.output] = report
        if not self.options.quiet:
            show_report(self.shell, report)
        if self.options.save is not None:
            _save(report, self.options.save)

    def _end(self) -> None:
        """Take everything away; a second time does nothing."""
        try:
            self._put_tape_back()
            self._let_go()
        finally:  # whatever of it a fault has left
            self._put_tape_back()
            self._let_go()

    def _let_go(self) -> None:
        """Drop the session, which holds tensors: this object lies on a cycle, and may wait long for the collector."""
        if self.session is not None:
            self.session.abandon()
        self.session = None
        self.release()

    def _put_tape_back(self) -> None:
        namespace = self.shell.user_ns
        is_ours = self._tape is not None and namespace.get(TAPE, _ABSENT) is self._tape
        if is_ours and not self.line.request.persistent:
            if self._former is _ABSENT:
                namespace.pop(TAPE, None)
            else:
                namespace[TAPE] = self._former
        self._tape, self._former = None, _ABSENT


@dataclass(slots=True)
class _Statement:
    """What a rewritten cell enters around one statement. It never swallows what the statement raises."""

    run: CellRun
    is_last: bool

    def __enter__(self) -> None:
        pass

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        __tracebackhide__ = True
        try:
            if error is not None or self.is_last:
                self._close(error)
        except Exception as failure:  # noqa: BLE001 - the user's error is not replaced by ours
            say_failed(failure)

    def _close(self, error: BaseException | None) -> None:
        __tracebackhide__ = True
        try:
            self.run.close(error)
        finally:
            if error is not None or self.run.value is _ABSENT:  # else `take` asks for the run
                forget_run(self.run.serial)


def _with_views(report: Report, options: CellOptions, looks: Iterable[tuple[str, str]]) -> Report:
    """The report that a user holds: it prints, displays, draws and saves itself."""
    depth = (("depth", str(options.depth)),) if options.depth is not None else ()
    drawn = (*report.options, *looks, ("graph", options.graph), *depth)
    from tapeviz.render.shown import as_shown

    return as_shown(replace(report, number=next(_numbers), options=drawn))


def _check_writable(save: str | None) -> None:
    """Refuse a `--save` path while nothing has run and nothing can be lost."""
    if save is None:
        return
    path = Path(save).expanduser()
    if not path.parent.is_dir():
        raise BadInput(f"--save cannot write {save}: there is no folder {path.parent}")
    if path.is_dir() or not os.access(path if path.exists() else path.parent, os.W_OK):
        raise BadInput(f"--save cannot write {save}: it is {'a folder' if path.is_dir() else 'not writable'}")


def _save(report: Any, save: str) -> None:
    try:
        report.save(Path(save).expanduser())
    except OSError as error:
        raise BadInput(f"--save cannot write {save}: {error.strerror or error}") from error
