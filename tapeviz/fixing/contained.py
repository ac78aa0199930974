"""One run of a cell in a copy of the namespace, after everything that it can reach was found containable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tapeviz.fixing.allowed import Inspection
from tapeviz.fixing.aside import aside
from tapeviz.fixing.rerun import compile_cell, rerun
from tapeviz.fixing.scratch import Scratch
from tapeviz.report import Report
from tapeviz.request import Request

__all__ = ["run_contained"]


def run_contained(
    engine: Any, text: str, request: Request, names: Mapping[str, Any], home: Mapping[str, Any], seconds: float
) -> Report:
    """Check, copy, run: `names` is what the cell finds, `home` the dict that its functions have as globals.

    Raises `NotContained`, `TimeUp` after so many `seconds`, or what the cell raises.
    """
    inspection = Inspection(names, engine.python_function)
    for code in compile_cell(text, request):
        inspection.cell(code)
    with aside(engine):
        scratch = Scratch(engine, names, home, inspection)
        return rerun(text, request, scratch.namespace, seconds)
