"""Tapes cells without a notebook: the session's own order of calls around `exec`."""

from __future__ import annotations

import ast
import itertools
import linecache
import textwrap
from dataclasses import dataclass
from typing import Any

from tapeviz.records import CodeSpan, HostEvent, OpRecord, Recording, TensorRecord
from tapeviz.report import Diagnosis, Report
from tapeviz.request import Expression, Request
from tapeviz.session import NOTHING, CellSession

__all__ = ["Taped", "earlier", "remember", "tape", "tape_error", "tape_or_error"]

_numbers = itertools.count(1)
_ran: list[tuple[dict[str, Any], str]] = []


@dataclass
class Taped:
    """A taped cell: its report, its namespace, and short words for what tests ask of the recording."""

    report: Report
    namespace: dict[str, Any]

    @property
    def recording(self) -> Recording:
        return self.report.recording

    @property
    def diagnosis(self) -> Diagnosis:
        """The verdict on the only source."""
        (only,) = self.report.diagnoses
        return only

    @property
    def cause(self) -> str | None:
        return str(self.diagnosis.cause) if self.diagnosis.cause else None

    @property
    def code(self) -> str:
        """The text that is blamed for the only source."""
        span = self.diagnosis.span
        return self.text(span) if span else ""

    def text(self, span: CodeSpan) -> str:
        codes = {code.key: code.text for code in self.recording.codes}
        if span.col is None or span.end_line is None:
            return codes[span.code].split("\n")[span.line - 1].strip()
        lines = codes[span.code].split("\n")[span.line - 1 : span.end_line]
        lines[-1] = lines[-1][: span.end_col]
        lines[0] = lines[0][span.col :]
        return "\n".join(lines)

    @property
    def op_types(self) -> list[str]:
        return [op.op_type for op in self.recording.ops]

    def op(self, op_type: str, nth: int = 0) -> OpRecord:
        return [op for op in self.recording.ops if op.op_type == op_type][nth]

    def tensor(self, number: int) -> TensorRecord:
        return next(tensor for tensor in self.recording.tensors if tensor.id == number)

    def variable_id(self, name: str) -> int:
        return next(variable.id for variable in self.recording.variables if name in variable.names)

    def named(self, name: str) -> int:
        """The id of the tensor that the user calls `name`."""
        return next(tensor.id for tensor in self.recording.tensors if name in tensor.names)

    def vjp(self, op_type: str, input: int = 0, output: int = 0) -> str:
        numbers = {op.id for op in self.recording.ops if op.op_type == op_type}
        return next(
            v.verdict for v in self.recording.vjps if v.op in numbers and (v.input, v.output) == (input, output)
        )

    def steps(self, kind: str) -> list[HostEvent]:
        return [event for event in self.recording.host_events if event.kind == kind]


def names() -> dict[str, Any]:
    """A namespace as a user's first cell leaves it."""
    import numpy as np
    import tensorflow as tf

    return {"__name__": "__main__", "tf": tf, "np": np}


def remember(text: str) -> str:
    """Make a text known to `linecache`, as IPython does, and return the file name its code carries."""
    key = f"<ipython-input-{next(_numbers)}-tapeviz>"
    linecache.cache[key] = (len(text), None, text.splitlines(keepends=True), key)
    return key


def earlier(cell: str, namespace: dict[str, Any]) -> None:
    """Run an ordinary cell; `earlier_cells` names those of one namespace that ran so far."""
    text = textwrap.dedent(cell).strip("\n") + "\n"
    if _ran and _ran[0][0] is not namespace:
        _ran.clear()
    _ran.append((namespace, remember(text)))
    exec(compile(text, _ran[-1][1], "exec"), namespace)


def earlier_cells() -> list[str]:
    """The file names of the ordinary cells that ran last in one namespace."""
    return [key for _, key in _ran]


def tape(cell: str, line: str = "", *, setup: str = "", namespace: dict[str, Any] | None = None, **asked: Any) -> Taped:
    """Run `setup` as an ordinary cell, then the cell as a taped one; `line` is `TARGET wrt SOURCE; SOURCE`."""
    found, error = _run(cell, line, setup, namespace, asked)
    if error is not None:
        raise error
    return found


def tape_error(
    cell: str, line: str = "", *, setup: str = "", namespace: dict[str, Any] | None = None, **asked: Any
) -> tuple[Taped, BaseException]:
    """As `tape`, for a cell that raises: the partial report, and what was raised."""
    found, error = _run(cell, line, setup, namespace, asked)
    assert error is not None, "the cell did not raise"
    return found, error


def tape_or_error(cell: str, line: str = "", *, namespace: dict[str, Any]) -> tuple[Taped, BaseException | None]:
    """As `tape`, for a cell that may raise."""
    return _run(cell, line, "", namespace, {})


def _run(
    cell: str, line: str, setup: str, namespace: dict[str, Any] | None, asked: dict[str, Any]
) -> tuple[Taped, BaseException | None]:
    namespace = names() if namespace is None else namespace
    if setup:
        earlier(setup, namespace)
    text = f"# %%tape {line}\n" + textwrap.dedent(cell).strip("\n") + "\n"
    session = CellSession(_request(line, asked), namespace, remember(text), text)
    error, last = _execute(session, text)
    if not session.request.persistent:
        namespace.pop("tape", None)
    return Taped(session.close(error, last), namespace), error


def _request(line: str, asked: dict[str, Any]) -> Request:
    target, _, sources = line.partition(" wrt ")
    return Request(
        Expression(target.strip(), len("# %%tape ")) if target.strip() else None,
        tuple(Expression(part.strip()) for part in sources.split(";")) if sources else None,
        **asked,
    )


def _execute(session: CellSession, text: str) -> tuple[BaseException | None, Any]:
    """Run the cell's statements, the last expression for its value, as IPython does."""
    module = ast.parse(text)
    ends_in_value = bool(module.body) and isinstance(module.body[-1], ast.Expr)
    module = session.instrument(module)
    last: Any = NOTHING
    session.namespace["tape"] = session.open()
    try:
        for statement in ast.fix_missing_locations(module).body:
            if statement is module.body[-1] and isinstance(statement, ast.Expr) and ends_in_value:
                code = compile(ast.Expression(statement.value), session.code_key, "eval")
                last = eval(code, session.namespace)  # noqa: S307 - the test's own text
            else:
                exec(compile(ast.Module([statement], []), session.code_key, "exec"), session.namespace)
    except BaseException as error:  # noqa: BLE001 - a cell may raise anything, and the report comes nevertheless
        return error, NOTHING
    return None, last
