"""The public functions: the last report, and recording outside notebooks."""

from __future__ import annotations

from tapeviz.report import Report

__all__ = ["last_report", "set_last_report"]

_last: list[Report] = []


def last_report() -> Report | None:
    """The report of the last taped cell, or None when there is none yet."""
    return _last[0] if _last else None


def set_last_report(report: Report) -> None:
    """Remember a report as the last one."""
    _last[:] = [report]


def start_background(shell: object) -> None:
    """Follow ordinary cells of this process lightly, so that older values can be explained."""
    from tapeviz import background

    compiler = getattr(shell, "compile", None)
    background.start(lambda: list(getattr(compiler, "_filename_map", {})))


def stop_background(shell: object) -> None:  # noqa: ARG001 - the counterpart of `start_background`
    """Stop following ordinary cells and forget them."""
    from tapeviz import background
    from tapeviz.provenance.tracer import Tracer

    background.stop()
    Tracer.unpublish()
