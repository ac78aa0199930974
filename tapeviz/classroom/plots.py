"""The pictures of a descent and of a target over a range, with matplotlib; imported only where one is drawn."""

from __future__ import annotations

import base64
import html
import io
import textwrap
from typing import Any, Final

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from tapeviz.classroom.descent import Array, Trajectory
from tapeviz.classroom.tables import derivative_name

__all__ = ["Picture", "as_html", "draw", "draw_range"]

# Two colours that people who confuse red and green can tell apart (Okabe and Ito), and grey for what is still.
PATH: Final = "#d55e00"
LINE: Final = "#0072b2"
STILL: Final = "#999999"
SECONDS: Final = 4.0
MOST_SIDE, LEAST_SIDE = 31, 9
MOST_CURVE, LEAST_CURVE = 201, 21
PANEL: Final = 4.4
# So many letters of a title fit over one panel.
LETTERS: Final = 46
# A surface of a target that runs away is drawn up to here, so that the rest of it can be seen.
HEADROOM: Final = 1.5
# A derivative that is so much smaller than its target has an axis of its own.
SPREAD: Final = 10.0
# Points whose target is so near to the lowest, as a share of all that it went through, count as lowest too.
NEAR: Final = 0.01
# So much of a range stays free at each side.
SIDE: Final = 0.03
TICKS: Final = 6


class Picture(Figure):
    """A figure that shows itself in a notebook, whatever matplotlib's backend is; pyplot knows nothing of it."""

    def _repr_png_(self) -> bytes:
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=100)
        return buffer.getvalue()


def as_html(figure: Picture, *, alt: str = "") -> str:
    """The figure as an image that lies in the page itself."""
    data = base64.b64encode(figure._repr_png_()).decode("ascii")
    words = html.escape(alt or figure.get_suptitle(), quote=True)
    return f'<img alt="{words}" style="max-width:100%" src="data:image/png;base64,{data}">'


def _picture(panels: int, title: str) -> Picture:
    figure = Picture(figsize=(PANEL * max(panels, 1.4), PANEL * 0.9), layout="constrained")
    FigureCanvasAgg(figure)
    figure.suptitle(textwrap.fill(title, int(LETTERS * max(panels, 1.4))))
    return figure


def draw(run: Trajectory, kind: str = "auto") -> Picture:
    """One panel, or for `auto` all that fit the run, side by side; `kind` has been checked to fit."""
    kinds = [kind] if kind != "auto" else _fitting(run)
    figure = _picture(len(kinds), _title(run))
    for place, each in enumerate(kinds, 1):
        if each == "surface":
            _surface(figure.add_subplot(1, len(kinds), place, projection="3d"), run)
        else:
            _FLAT[each](figure.add_subplot(1, len(kinds), place), run)
    return figure


MOST_NAMES: Final = 4
LONGEST_TITLE: Final = 60


def _title(run: Trajectory) -> str:
    """What fell with respect to what; where the names of the sources are long, only what fell."""
    whole = f"{run.target} wrt {', '.join(run.sources[:MOST_NAMES])}: {run.verdict}"
    return whole if len(whole) <= LONGEST_TITLE else run.verdict


def _fitting(run: Trajectory) -> list[str]:
    if run.is_scalar and len(run.sources) == 2:
        return ["surface", "contour", "loss"] if run.landscape is not None else ["contour", "loss"]
    return ["curve", "loss"] if run.is_scalar and len(run.sources) == 1 else ["loss"]


# The path and what lies around it


def _range_around(run: Trajectory, path: Array) -> tuple[float, float]:
    """Where the target was lowest in the middle, as the bottom of a bowl is, and all of the path in sight."""
    losses = run.all_losses
    known = path[np.isfinite(path)]
    read = np.isfinite(losses) & np.isfinite(path)
    low = path[read & (losses <= _near_lowest(losses[read]))] if read.any() else known
    middle = float(low.min() + low.max()) / 2 if len(low) else 0.0
    half = 1.15 * float(np.abs(known - middle).max(initial=0.0)) or 1.0
    return middle - half, middle + half


def _near_lowest(losses: Array) -> float:
    """The points that jump from one side of a bowl to the other are all the lowest."""
    low, high = float(losses.min()), float(losses.max())
    return low + NEAR * (high - low)


def _count(run: Trajectory, most: int, least: int, *, power: int) -> int:
    """How many values of a source there is time for."""
    landscape = run.landscape
    if landscape is None:
        return 0
    start = [float(array[0]) for array in run.arrays.values()]
    each = max(landscape.seconds(run.sources, start), 1e-6)
    return int(np.clip((SECONDS / each) ** (1 / power), least, most))


def _grid(run: Trajectory) -> tuple[Array, Array, Array] | None:
    """The target over the plane of two sources: x, y and z, each of shape (side, side)."""
    side = _count(run, MOST_SIDE, LEAST_SIDE, power=2)
    if run.landscape is None:
        return None
    x, y = np.meshgrid(*(np.linspace(*_range_around(run, path), side) for path in run.arrays.values()))
    values = run.landscape.values(run.sources, list(zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)))
    z = values.reshape(x.shape)
    return (x, y, z) if np.isfinite(z).any() else None


def _drawn_grid(run: Trajectory) -> tuple[Array, Array, Array] | None:
    """The grid of a run, computed once."""
    kept = _grids.get(id(run))
    if kept is None or kept[0] is not run:
        _grids.clear()
        _grids[id(run)] = kept = (run, _grid(run))
    return kept[1]


_grids: dict[int, tuple[Trajectory, tuple[Array, Array, Array] | None]] = {}


def _capped(run: Trajectory, z: Array) -> Array:
    """The target up to somewhat above the path: what towers over it would leave the rest flat."""
    low, losses = np.nanmin(z), run.all_losses
    room = HEADROOM * (np.max(losses[np.isfinite(losses)], initial=low) - low)
    return np.where(z > low + room, np.nan, z) if room > 0 else z


def _surface(axes: Any, run: Trajectory) -> None:
    found = _drawn_grid(run)
    x, y = run.arrays.values()
    z = run.all_losses
    if found is not None:
        axes.plot_surface(found[0], found[1], _capped(run, found[2]), cmap="viridis", alpha=0.55, linewidth=0)
    axes.locator_params(nbins=5)
    axes.plot(x, y, z, color=PATH, marker="o", markersize=3.5, linewidth=1.5, label="path", zorder=10)
    axes.set(xlabel=run.sources[0], ylabel=run.sources[1], zlabel=run.target, title="surface")


def _contour(axes: Any, run: Trajectory) -> None:
    found = _drawn_grid(run)
    x, y = run.arrays.values()
    if found is not None:
        lines = axes.contour(found[0], found[1], _capped(run, found[2]), levels=12, cmap="viridis", linewidths=0.9)
        axes.clabel(lines, fontsize=7, fmt=lambda level: f"{level:.4g}")
    axes.plot(x, y, color=PATH, marker="o", markersize=3.5, linewidth=1.2, label="path")
    axes.plot(x[:1], y[:1], color=PATH, marker="s", markersize=7, linestyle="none", label="start")
    axes.set(xlabel=run.sources[0], ylabel=run.sources[1], title=f"contour of {run.target}")
    axes.locator_params(nbins=TICKS)
    axes.legend(fontsize=8)


def _curve(axes: Any, run: Trajectory) -> None:
    (name,), (path,) = run.sources, run.arrays.values()
    count = _count(run, MOST_CURVE, LEAST_CURVE, power=1)
    if run.landscape is not None:
        x = np.linspace(*_range_around(run, path), count)
        axes.plot(x, run.landscape.values([name], [[value] for value in x.tolist()]), color=LINE, label=run.target)
    axes.plot(path, run.all_losses, color=PATH, marker="o", markersize=4, linewidth=1, label="path")
    axes.set(xlabel=name, ylabel=run.target, title=f"{run.target} over {name}")
    axes.locator_params(axis="x", nbins=TICKS)
    axes.legend(fontsize=8)


def _loss(axes: Any, run: Trajectory) -> None:
    losses = run.all_losses
    axes.plot(np.arange(len(losses)), losses, color=LINE, marker="o" if len(losses) <= 60 else None, markersize=3.5)
    positive = losses[np.isfinite(losses)]
    if len(positive) and positive.min() > 0 and positive.max() > 100 * positive.min():
        axes.set_yscale("log")
    axes.set(xlabel="step", ylabel=run.target, title="loss curve")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.grid(alpha=0.3)


_FLAT: Final = {"contour": _contour, "curve": _curve, "loss": _loss}


def draw_range(target: str, source: str, at: Array, values: Array, slopes: Array) -> Picture:
    """The target and its derivative over a range of one source; all arrays of shape (points,)."""
    figure = _picture(1, f"{target} and {derivative_name(target, source)} over {source}")
    axes = figure.add_subplot()
    axes.plot(at, values, color=LINE, label=target)
    axes.axhline(0, color=STILL, linewidth=0.7, zorder=0)
    axes.set(xlabel=source, ylabel=target)
    margin = SIDE * float(at[-1] - at[0])
    if margin:  # all of the range that was asked for, also where there is nothing to draw
        axes.set_xlim(at[0] - margin, at[-1] + margin)
    axes.grid(alpha=0.3)
    beside = axes.twinx() if _spread(values) > SPREAD * _spread(slopes) else axes
    beside.plot(at, slopes, color=PATH, linestyle="--", label=derivative_name(target, source))
    if beside is not axes:  # its zero need not be at the height of the other's
        beside.set_ylabel(derivative_name(target, source), color=PATH)
        beside.tick_params(axis="y", colors=PATH)
    lines = [
        line
        for each in dict.fromkeys((axes, beside))
        for line in each.lines
        if not str(line.get_label()).startswith("_")
    ]
    axes.legend(handles=lines)
    return figure


def _spread(values: Array) -> float:
    known = values[np.isfinite(values)]
    return float(np.abs(known).max(initial=0.0))
