"""`%tape plot x --from A --to B`: the target of the last taped cell and its derivative over a range of one source."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from IPython.core.error import UsageError

from tapeviz.cell import run as runs
from tapeviz.classroom import lines
from tapeviz.classroom.descent import NO_MATPLOTLIB, Array
from tapeviz.classroom.magic import last_descended, save_picture, show, words_on_picture
from tapeviz.classroom.tables import Table, derivative_name
from tapeviz.errors import BadInput
from tapeviz.provenance.lookup import look_up
from tapeviz.request import Expression

if TYPE_CHECKING:
    from tapeviz.classroom.landscape import Landscape
    from tapeviz.classroom.plots import Picture
    from tapeviz.fixing.taped import TapedCell

__all__ = ["RangePlot", "plot"]

FORM = "%tape plot SOURCE --from A --to B [--points N] [--save FILE]"
DEFAULT_POINTS = 101
TABLE_ROWS = 11
_MARK = "%tape plot"

_OPTIONS: dict[str, Callable[[str, str], object] | None] = {
    "--from": lines.real,
    "--to": lines.real,
    "--points": lines.whole,
    "--save": lines.picture_file,
}


@dataclass(frozen=True, eq=False)
class RangePlot:
    """A target and its derivative at values of one source; the three arrays have shape (points,).

    NaN stands where the cell raises, or the tape gives no derivative; of a value that is not finite it is not asked.
    """

    target: str
    source: str
    at: Array
    values: Array
    slopes: Array

    def table(self, rows: int = TABLE_ROWS) -> Table:
        """So many rows, evenly spread."""
        places = np.unique(np.linspace(0, len(self.at) - 1, min(rows, len(self.at))).round().astype(int))
        columns = (self.at, self.values, self.slopes)
        picked = tuple(tuple(float(column[k]) for column in columns) for k in places)
        return Table((self.source, self.target, derivative_name(self.target, self.source)), picked)

    def plot(self) -> Picture:
        """Both in one matplotlib figure. Raises ImportError without matplotlib."""
        try:
            from tapeviz.classroom import plots
        except ImportError:
            raise ImportError(NO_MATPLOTLIB) from None
        return plots.draw_range(self.target, self.source, self.at, self.values, self.slopes)

    def html(self) -> str:
        """The picture, where matplotlib is there, and the table."""
        try:
            from tapeviz.classroom import plots
        except ImportError:
            return f"{self.table().html()}<p>{NO_MATPLOTLIB}</p>"
        return plots.as_html(self.plot()) + self.table().html()


def plot(shell: Any, line: str) -> None:
    """The sub-command. All that cannot be done is one `UsageError`."""
    try:
        rest, given = lines.take_options(line, _OPTIONS, _MARK)
        source = rest.partition("#")[0].strip()
        start, end = _range(source, given)
        points = int(str(given.get("--points", DEFAULT_POINTS)))
        found = over_range(_last_cell(), source, np.linspace(start, end, points))
        if "--save" in given:
            save_picture(found.plot, str(given["--save"]))
    except BadInput as problem:
        raise UsageError(f"{_MARK}: {problem}") from None
    show(shell, f"{found.table()}{words_on_picture()}", found.html)


def _range(source: str, given: dict[str, object]) -> tuple[float, float]:
    if not source:
        raise BadInput(f"no source stands here; the form is {FORM}")
    if not {"--from", "--to"} <= given.keys():
        raise BadInput(f"the range is not complete; the form is {FORM}")
    start, end = float(str(given["--from"])), float(str(given["--to"]))
    if start >= end:
        what = "empty" if start == end else "upside down"
        raise BadInput(f"the range from {start:g} to {end:g} is {what}; --from is the smaller number")
    return start, end


def _last_cell() -> TapedCell:
    cell = last_descended() or runs.last_taped_cell()
    if cell is None:
        raise BadInput("no cell has been taped yet; write %%tape on the first line of one")
    if runs.is_taping():
        raise BadInput("a taped cell is running; write %tape plot in a cell of its own")
    return cell


def over_range(cell: TapedCell, source: str, at: Array) -> RangePlot:
    """The cell's target and derivative at each of these values of a source. Raises `BadInput`."""
    from tapeviz.fixing.aside import engine_of

    engine = engine_of(cell)
    namespace = cell.as_it_was()
    _check_source(cell, engine, source, namespace)
    target, landscape = _landscape(cell, engine, namespace)
    _check_run(landscape, engine, source, float(at[0]))
    values, slopes = landscape.slopes(source, at.tolist())
    if not np.isfinite(values).any():
        raise BadInput(f"{target} is no finite number anywhere from {at[0]:g} to {at[-1]:g}")
    # A gradient function may give a number where there is no value: that of a logarithm does left of 0.
    return RangePlot(target, source, at, values, np.where(np.isfinite(values), slopes, np.nan))


def _check_source(cell: TapedCell, engine: Any, source: str, namespace: dict[str, Any]) -> None:
    names = [diagnosis.source for diagnosis in cell.report.diagnoses]
    if source not in names:
        near = difflib.get_close_matches(source, names, n=1)
        hint = f"did you mean {near[0]}?" if near else f"the sources are {', '.join(names)}"
        raise BadInput(f"{source!r} is no source of the last report; {hint}")
    found = look_up(source, namespace)
    kind = engine.kind(found[0]) if found is not None else None
    if found is None or kind is None:
        raise BadInput(f"{source} is not there before the cell; make it in a cell above")
    if kind != "variable" and not source.isidentifier():
        raise BadInput(f"{source} is part of something else and no variable, so it cannot be put elsewhere")
    leaf = engine.variable(found[0])
    if tuple(leaf.shape):
        raise BadInput(f"{source} has shape {tuple(leaf.shape)}, and a range is for a source of one number")


def _landscape(cell: TapedCell, engine: Any, namespace: dict[str, Any]) -> tuple[str, Landscape]:
    from dataclasses import replace

    from tapeviz.classroom.landscape import Landscape
    from tapeviz.fixing.allowed import NotContained
    from tapeviz.fixing.aside import refuse_seeded_draws
    from tapeviz.grammar import parse_line

    request = parse_line(cell.text.partition("\n")[0], start=len("%%tape")).request
    name = cell.report.recording.target.name if cell.report.recording.target else ""
    if request.target is None and name:
        request = replace(request, target=Expression(name))
    try:
        refuse_seeded_draws(cell.report)
        return name, Landscape(engine, cell.text, request, namespace, cell.namespace)
    except NotContained as reason:
        raise BadInput(f"the cell cannot be run again aside: {reason}") from None


def _check_run(landscape: Landscape, engine: Any, source: str, start: float) -> None:
    """Run the cell once, where a fault of it is told rather than left out of the picture."""
    try:
        landscape.seconds([source], [start])
    except BadInput:
        raise
    except Exception as problem:  # noqa: BLE001 - the user's cell may raise anything
        reason = (str(problem).splitlines() or [""])[0]
        raise BadInput(f"at {source} = {start:g} the cell raises {type(problem).__name__}: {reason}") from None
    finally:
        engine.release_tape()
