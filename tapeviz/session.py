"""One taped cell, from before its first statement to its report."""

from __future__ import annotations

import ast
from typing import Any

from tapeviz.report import Report
from tapeviz.request import Request

__all__ = ["NOTHING", "CellSession"]

NOTHING: Any = object()


class CellSession:
    """Runs one recorded cell for whoever executes its statements (the magic, the demo, a test).

    The order of calls is fixed: `instrument` on the parsed cell, `open`, the cell's own statements, `close`.
    """

    def __init__(self, request: Request, namespace: dict[str, Any], code_key: str, cell_text: str) -> None:
        """`code_key` is the file name the cell's frames carry, `cell_text` the whole cell, `%%tape` line included."""
        raise NotImplementedError

    def instrument(self, module: ast.Module) -> ast.Module:
        """Return the cell's module with its expressions traced; positions are kept, nothing is evaluated twice."""
        raise NotImplementedError

    def open(self) -> Any:
        """Install the hooks, open a real tape and return it. Raises `BadInput` before anything has run."""
        raise NotImplementedError

    def close(self, error: BaseException | None = None, last_value: Any = NOTHING) -> Report:
        """Evaluate target and sources, close the tape, remove every hook and return the report.

        `last_value` is the value of the cell's last expression when it ends in one. With `error` the report is
        partial. Raises `BadInput` when a target or source cannot be evaluated. Safe to call when `open` failed.
        """
        raise NotImplementedError
