"""Gradient descent as a loop that knows no engine, and the trajectory that it leaves."""

from __future__ import annotations

import html
import importlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from tapeviz.classroom.tables import Table, derivative_name, number
from tapeviz.errors import BadInput

if TYPE_CHECKING:
    from tapeviz.classroom.landscape import Landscape
    from tapeviz.classroom.plots import Picture

__all__ = ["NO_MATPLOTLIB", "SGD", "Reading", "Trajectory", "Walk"]

SGD = "sgd"
NO_MATPLOTLIB = 'no picture: matplotlib is not installed (pip install "tapeviz[classroom]")'
# Columns for each number of a source make sense on a board for a few sources of one number each.
MOST_COLUMNS = 4
# Headings of more letters than this, together, make a table that is wider than a page.
MOST_LETTERS = 80
TEXT_ROWS, HTML_ROWS = 25, 200
# A longer table scrolls, in a box whose edges say so.
SEEN_ROWS = 30
_SCROLLED = "max-height:24em;overflow:auto;border:solid #8888;border-width:1px 0"
# A target of more letters than this is called so on the board.
LONGEST_TARGET, TARGET = 20, "target"
# So many times its first size, and the target will not come back.
GONE = 1e6

Array = np.ndarray[Any, np.dtype[Any]]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one run of the cell gave: the target, and its gradient with respect to each source."""

    loss: float
    gradients: tuple[Array, ...]


@dataclass(slots=True)
class Walk:
    """The loop: look where the sources stand, run the cell, move; whatever ends it, what was recorded is consistent."""

    names: tuple[str, ...]
    target: str
    where: Callable[[], tuple[Array, ...]]
    points: list[tuple[Array, ...]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    stopped: str = ""

    def go(
        self,
        steps: int,
        read: Callable[[], Reading],
        move: Callable[[Reading], None],
        told: Callable[[int, float], None] = lambda _step, _loss: None,
    ) -> None:
        """Make `steps` steps, fewer where a number is not finite or the target runs away; `stopped` then says why.

        What `read` and `move` raise is passed on, after `stopped` has been set to the step in which it happened.
        """
        __tracebackhide__ = True
        try:
            for step in range(steps):
                self.points.append(self.where())
                reading = read()
                self.readings.append(reading)
                told(step, reading.loss)
                self.stopped = self._fault(step, reading)
                if self.stopped:
                    return
                move(reading)
            self.points.append(self.where())
        except KeyboardInterrupt:
            self._broken("interrupted")
            raise
        except Exception as error:
            self._broken(str(error) if isinstance(error, BadInput) else type(error).__name__)
            raise

    def _broken(self, what: str) -> None:
        """The last point is where the sources stand now: a step that was broken off may have moved some of them."""
        step = max(0, len(self.points) - 1)
        self.points = [*self.points[: len(self.readings)], self.where()]
        self.stopped = f"stopped in step {step}: {what}"

    def _fault(self, step: int, reading: Reading) -> str:
        """Why no further step makes sense, or nothing."""
        if not np.isfinite(reading.loss):
            return f"stopped at step {step}: {self.target} is {reading.loss}"
        for name, gradient in zip(self.names, reading.gradients, strict=True):
            if not np.isfinite(gradient).all():
                bad = gradient[~np.isfinite(gradient)].flat[0]
                return f"stopped at step {step}: {derivative_name(self.target, name)} is {bad}"
        first = self.readings[0].loss
        change = reading.loss - first
        if abs(change) > GONE * (1 + abs(first)):
            way, hint = ("grown", "try a smaller --lr") if change > 0 else ("fallen", "there may be no lowest value")
            grown = f"{self.target} has {way} from {number(first)} to {number(reading.loss)}"
            return f"stopped at step {step}: it diverges, {grown}; {hint}"
        return ""


@dataclass(frozen=True, eq=False)
class Trajectory:
    """A descent: where each source stood, what the target was there, and its gradients.

    `run[name]` (or `arrays[name]`) has shape (n + 1, *shape of the source): the point before each of the n steps, and
    the last one. `losses` has shape (n,), `gradients[name]` (n, *shape of the source). A run that stopped at a number
    that is not finite, or runs away, ends at that point, so there are as many points as losses. `last_loss` is the
    target at the last point where it is known, `rate` None where the optimizer has a rate of its own.
    """

    target: str
    arrays: dict[str, Array]
    losses: Array
    gradients: dict[str, Array]
    rate: float | None = None
    optimizer: str = SGD
    stopped: str = ""
    last_loss: float | None = None
    landscape: Landscape | None = field(default=None, repr=False)

    @classmethod
    def of(cls, walk: Walk, **known: Any) -> Trajectory:
        """What a walk recorded so far."""
        arrays = {name: np.stack([point[k] for point in walk.points]) for k, name in enumerate(walk.names)}
        slopes = {name: [r.gradients[k] for r in walk.readings] for k, name in enumerate(walk.names)}
        gradients = {n: np.stack(s) if s else np.zeros((0, *arrays[n].shape[1:])) for n, s in slopes.items()}
        losses = np.array([reading.loss for reading in walk.readings])
        return cls(walk.target, arrays, losses, gradients, stopped=walk.stopped, **known)

    def __len__(self) -> int:
        """How many steps were read."""
        return len(self.losses)

    def __getitem__(self, name: str) -> Array:
        """Where a source stood at each step. Raises KeyError for what is no source of the run."""
        return self.arrays[name]

    @property
    def sources(self) -> tuple[str, ...]:
        """The names of the sources."""
        return tuple(self.arrays)

    @property
    def is_scalar(self) -> bool:
        """Whether every source is one real number."""
        return all(array.ndim == 1 and not np.iscomplexobj(array) for array in self.arrays.values())

    @property
    def all_losses(self) -> Array:
        """The target at every point: `losses`, and the last point's, NaN where it is not known; shape (points,)."""
        points = len(next(iter(self.arrays.values())))
        last = np.nan if self.last_loss is None else self.last_loss
        return np.append(self.losses, [last] * (points - len(self.losses)))

    @property
    def _known_losses(self) -> Array:
        return self.losses if self.last_loss is None else self.all_losses

    # ---- as a table ----

    def table(self) -> Table:
        """The board: step, the sources, the target, each derivative, and each move (rate times derivative).

        For sources that are more than a number: the norm of the gradient instead.
        """
        on_board = self.is_scalar and len(self.arrays) <= MOST_COLUMNS
        columns = self._board() if on_board else self._norms()
        count = len(self.all_losses if on_board else self._known_losses)
        header = ("step", *columns)
        rows = (tuple(_cell(column, k) for column in ([*range(count)], *columns.values())) for k in range(count))
        return Table(header, tuple(rows))

    def _board(self) -> dict[str, Any]:
        target = self._heading
        columns: dict[str, Any] = {**self.arrays, target: self._known_losses}
        for name, slopes in self.gradients.items():
            derivative = derivative_name(target, name)
            columns[derivative] = slopes
            if self.optimizer == SGD and self.rate is not None:
                columns[f"lr*{derivative}"] = self.rate * slopes
            else:
                columns[f"change of {name}"] = np.diff(self.arrays[name])
        return columns

    @property
    def _heading(self) -> str:
        return self.target if len(self.target) <= LONGEST_TARGET else TARGET

    def _norms(self) -> dict[str, Any]:
        columns: dict[str, Any] = {self._heading: self._known_losses}
        each = {name: np.sqrt((np.abs(g) ** 2).reshape(len(g), -1).sum(1)) for name, g in self.gradients.items()}
        named = {f"|{derivative_name(self._heading, name)}|": norms for name, norms in each.items()}
        if len(each) <= MOST_COLUMNS and len("".join(named)) <= MOST_LETTERS:
            return columns | named
        return columns | {"|gradient|": np.sqrt(sum(norms**2 for norms in each.values()))}

    def frame(self) -> Any:
        """The table as a `pandas.DataFrame` indexed by step. Raises ImportError without pandas."""
        try:
            pandas = importlib.import_module("pandas")
        except ImportError:
            raise ImportError("frame() needs pandas: pip install pandas; table() needs nothing") from None
        table = self.table()
        return (
            pandas.DataFrame(list(table.rows), columns=list(table.header))
            .astype(float)
            .astype({"step": int})
            .set_index("step")
        )

    # ---- as a picture ----

    def plot(self, kind: str = "auto") -> Picture:
        """A matplotlib figure: `surface`, `contour`, `curve`, `loss`, or for `auto` all of these that fit.

        Raises `BadInput` for a kind that does not fit the sources, ImportError without matplotlib.
        """
        check_kind(kind, self.sources, are_scalars=self.is_scalar)
        try:
            from tapeviz.classroom import plots
        except ImportError:
            raise ImportError(NO_MATPLOTLIB) from None
        return plots.draw(self, kind)

    # ---- as words ----

    @property
    def verdict(self) -> str:
        """What came of it, in one line."""
        if self.stopped:
            return self.stopped
        known = self.all_losses[np.isfinite(self.all_losses)]
        if not len(known):
            return ""
        first, last = known[0], known[-1]
        word = "fell" if last < first else "grew" if last > first else "stayed"
        where = f"from {number(first)} to {number(last)}" if word != "stayed" else f"at {number(first)}"
        hint = "; a smaller --lr may help" if word == "grew" else ""
        return f"{self.target} {word} {where} in {_steps(len(self))}{hint}"

    def __repr__(self) -> str:
        rate = "" if self.rate is None else f", lr {self.rate:g}"
        words = f"{self.target} wrt {', '.join(self.sources)}: {_steps(len(self))} of {self.optimizer}{rate}"
        return f"<Trajectory {words}; {self.verdict}>"

    def __str__(self) -> str:
        return f"{self.table().text(TEXT_ROWS)}\n{self.verdict}"

    def _repr_html_(self) -> str:
        return self.html()

    def html(self, kind: str = "auto") -> str:
        """The picture, where matplotlib is there, the verdict and the table."""
        try:
            from tapeviz.classroom import plots
        except ImportError:
            picture = f"<p>{html.escape(NO_MATPLOTLIB)}</p>"
        else:
            picture = plots.as_html(self.plot(kind)) if kind != "none" else ""
        table = self.table()
        rows = table.html(HTML_ROWS)
        if len(table.rows) > SEEN_ROWS:
            rows = f'<div style="{_SCROLLED}">{rows}</div>'
        return f"{picture}<p>{html.escape(self.verdict)}</p>{rows}"


KINDS = {"surface": 2, "contour": 2, "curve": 1, "loss": None}


def check_kind(kind: str, sources: Sequence[str], *, are_scalars: bool) -> None:
    """Raise `BadInput` where a picture does not fit the sources."""
    wanted = KINDS.get(kind)
    if kind not in KINDS and kind not in ("auto", "none"):
        raise BadInput(f"there is no picture {kind!r}; the kinds are auto, {', '.join(KINDS)}")
    if wanted is None:
        return
    count = {1: "one source", 2: "two sources"}[wanted]
    if len(sources) != wanted:
        found = (
            f"here are {len(sources)}: {', '.join(sources[:6])}" if len(sources) != 1 else f"here is one: {sources[0]}"
        )
        raise BadInput(f"a {kind} needs {count}, and {found}; the loss curve takes any number: loss")
    if not are_scalars:
        raise BadInput(f"a {kind} needs {count} of one real number each; the loss curve takes any shape: loss")


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count} steps"


def _cell(column: Sequence[Any], place: int) -> float | None:
    if place >= len(column):
        return None
    return float(np.real(column[place]))
