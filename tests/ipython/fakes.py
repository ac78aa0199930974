"""A session without an engine, and shells to run cells in: what the IPython layer is tested with."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import re
from dataclasses import dataclass, field
from typing import Any, ClassVar

from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

from tapeviz.errors import BadInput
from tapeviz.records import EngineInfo, Recording
from tapeviz.report import Report
from tapeviz.request import Request

MARK = "<the report>"

# Where TensorFlow is absent, loading gives a shell the NumPy engine under TensorFlow's usual name, and says so.
INSTALLED = "tensorflow" if importlib.util.find_spec("tensorflow") else "numpy"
OFFERED = () if INSTALLED == "tensorflow" else ("tf",)
TOLD = ("tapeviz: TensorFlow is not installed; `tf` is tapeviz's NumPy engine (tapeviz.fallback).",) * len(OFFERED)
NOTHING: Any = object()


@dataclass(frozen=True)
class FakeReport(Report):
    """A report that shows itself as one recognisable line."""

    text: str = ""

    def __str__(self) -> str:
        return f"{MARK} {self.text}"

    def _repr_mimebundle_(self) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": f"<p>{self.text}</p>"}

    def save(self, path: Any) -> None:
        path.write_text(str(self))


class FakeTape:
    """Stands for the real tape under the name `tape`."""

    def watch(self, value: Any) -> None:
        FakeSession.log.append(("watch", value))


@dataclass
class FakeSession:
    """Keeps the interface of CellSession and notes what is called; the target is evaluated as the real one would."""

    request: Request
    namespace: dict[str, Any]
    code_key: str
    cell_text: str
    frames: list[str] = field(default_factory=list)
    is_over: bool = False

    log: ClassVar[list[Any]] = []
    latest: ClassVar[FakeSession | None] = None
    faults: ClassVar[dict[str, BaseException]] = {}

    def __post_init__(self) -> None:
        FakeSession.latest = self

    def instrument(self, module: ast.Module) -> ast.Module:
        self._fail_at("instrument")
        assert all(isinstance(statement, ast.stmt) for statement in module.body)
        self.log.append(("instrument", ast.unparse(module)))
        return module

    def open(self) -> FakeTape:
        self.log.append(("open",))
        self._fail_at("open")
        return FakeTape()

    def abandon(self) -> None:
        if not self.is_over:
            self.is_over = True
            self.log.append(("abandon",))

    def close(self, error: BaseException | None = None, last_value: Any = NOTHING) -> FakeReport:
        self.is_over = True
        self.log.append(
            ("close", type(error).__name__ if error else None, "absent" if last_value is NOTHING else last_value)
        )
        self._fail_at("close")
        text = "failed" if error else self._target()
        return FakeReport(Recording(EngineInfo("numpy", "0")), text=text)

    def _target(self) -> str:
        if self.request.target is None:
            return "without target"
        try:
            return "target " + repr(eval(self.request.target.text, self.namespace))  # noqa: S307
        except Exception as error:
            raise BadInput(f"the target {self.request.target.text!r} cannot be evaluated: {error}") from error

    def _fail_at(self, step: str) -> None:
        if step in self.faults:
            raise self.faults[step]


def reset_fake_session() -> None:
    FakeSession.log.clear()
    FakeSession.faults.clear()
    FakeSession.latest = None


def make_shell(**traits: Any) -> InteractiveShell:
    """A real shell of its own, without a history file, in which errors and results are printed without colours."""
    config = Config()
    config.HistoryManager.enabled = False
    config.HistoryManager.hist_file = ":memory:"
    shell = InteractiveShell(config=config, **traits)
    shell.run_line_magic("colors", "nocolor")
    return shell


def make_plain_shell(**traits: Any) -> InteractiveShell:
    """A shell that never loads tapeviz, to compare one with that does: the names that loading offers are there."""
    import tapeviz

    shell = make_shell(**traits)
    for name in OFFERED:
        shell.user_ns[name] = tapeviz.tf
    return shell


@dataclass(frozen=True)
class Outcome:
    """What a cell did, as its user sees it."""

    success: bool
    value: Any
    error: str
    out: str
    err: str
    number: int | None

    def without_report(self) -> Outcome:
        out = "".join(line for line in self.out.splitlines(keepends=True) if not line.startswith(MARK))
        return Outcome(self.success, self.value, self.error, out, self.err, self.number)


def run(shell: InteractiveShell, cell: str, *, store_history: bool = True, **options: Any) -> Outcome:
    """Run a cell as the front end does, and gather what it shows."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        result = shell.run_cell(cell, store_history=store_history, **options)
    fault = result.error_before_exec or result.error_in_exec
    return Outcome(
        success=result.success,
        value=result.result,
        error=f"{type(fault).__name__}: {fault}" if fault else "",
        out=_plain(out.getvalue()),
        err=_plain(err.getvalue()),
        number=result.execution_count,
    )


def without_times(text: str) -> str:
    """What `%%time` prints, without the times; it names parser and compiler only when they were slow."""
    text = re.sub(r"^(Compiler|Parser) *: .*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"\d[\d.e+]*( (min|h))?( \d+)? (n|u|\u00b5|\u03bc|m)?s\b", "TIME", text)


def _plain(text: str) -> str:
    """Text without colours, and without what differs from run to run: times and addresses."""
    text = re.sub(r"\x1b\[[\d;]*m", "", text)
    text = without_times(text)
    return re.sub(r"0x[0-9a-f]+", "0xADDRESS", text)


def load_with_fakes(shell: InteractiveShell) -> None:
    """What a process of its own calls: tapeviz is loaded, and its cells run in the session without an engine."""
    import tapeviz
    from tapeviz.cell import run as runs

    runs.make_session = FakeSession  # type: ignore[assignment]
    tapeviz.load_ipython_extension(shell)
