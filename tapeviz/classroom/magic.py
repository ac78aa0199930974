"""`%%descend` in IPython: its line, its run, what it shows, and how it comes into a shell and goes."""

from __future__ import annotations

import functools
import importlib.util
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from IPython.core.displaypub import DisplayPublisher
from IPython.core.error import UsageError
from IPython.core.magic import no_var_expand
from IPython.utils.capture import capture_output

from tapeviz import api
from tapeviz.cell.show import show_bundle
from tapeviz.classroom import lines
from tapeviz.errors import BadInput
from tapeviz.fixing.taped import TapedCell
from tapeviz.request import Expression

if TYPE_CHECKING:
    from tapeviz.classroom.descent import Reading, Trajectory, Walk
    from tapeviz.classroom.landscape import Landscape
    from tapeviz.classroom.stepping import Stepper
    from tapeviz.report import Report
    from tapeviz.request import Request

__all__ = [
    "MAGIC",
    "descend",
    "last_descended",
    "load",
    "read_line",
    "save_picture",
    "show",
    "unload",
    "words_on_picture",
]

MAGIC = "descend"
_MARK = "%%descend"
_DEFAULT_STEPS = 10
# A landscape is for sources that can be drawn or put on the board.
_MOST_SOURCES = 8
_BAR, _BAR_AFTER, _BAR_EVERY = 30, 1.0, 0.2

_ABSENT: Any = object()

_HIGHER = ("--order", "--jacobian", "--hessian")
_OPTIONS: dict[str, Callable[[str, str], object] | None] = {
    "--steps": lines.whole,
    "--lr": lines.positive,
    "--optimizer": lines.expression,
    "--dry-run": None,
    "--plot": lambda _, text: text,
    "--save": lines.picture_file,
    "-o": lines.name,
    "-q": None,
}


@dataclass(frozen=True, slots=True)
class Asked:
    """A `%%descend` line that was read."""

    request: Request
    steps: int = _DEFAULT_STEPS
    rate: float | None = None
    optimizer: str = "sgd"
    is_dry: bool = False
    plot: str = "auto"
    save: str | None = None
    output: str | None = None
    is_quiet: bool = False


def read_line(line: str) -> Asked:
    """Read `%%descend ...`. Raises `BadInput` with one line that names the fault."""
    from tapeviz.classroom.descent import KINDS
    from tapeviz.grammar import parse_line

    higher = next((word for word in line.split() if word.partition("=")[0] in _HIGHER), None)
    if higher is not None:
        raise BadInput(f"{higher.partition('=')[0]} is an option of %%tape; descent goes by the first derivative")
    rest, given = lines.take_options(line, _OPTIONS, _MARK)
    try:
        request = parse_line(rest, start=len(_MARK), graph="none").request
    except BadInput as problem:
        raise BadInput(str(problem).replace("%%tape", _MARK)) from None
    plot = str(given.get("--plot", "auto"))
    if plot not in (*KINDS, "auto", "none"):
        raise BadInput(f"--plot takes one of auto, {', '.join(KINDS)} and none, not {plot!r}")
    known: dict[str, Any] = {
        "steps": given.get("--steps"),
        "rate": given.get("--lr"),
        "optimizer": given.get("--optimizer"),
        "save": given.get("--save"),
        "output": given.get("-o"),
    }
    asked = {name: value for name, value in known.items() if value is not None}
    return Asked(_lasting(request), is_dry="--dry-run" in given, plot=plot, is_quiet="-q" in given, **asked)


def _lasting(request: Request) -> Request:
    """The tape of the first step is asked once more for the gradients, after the report, which may have to be drawn."""
    return replace(request, persistent=True, picture=True)


# Running


def descend(shell: Any, line: str, cell: str) -> None:
    """The body of the magic. What the cell raises is raised; all else that cannot be done is one `UsageError`."""
    __tracebackhide__ = True
    try:
        asked = read_line(f"{_MARK} {line}")
        stepper = _stepper(shell, asked, line, cell)
        stepper.open()
    except BadInput as problem:
        raise UsageError(f"{_MARK}: {problem}") from None
    former = shell.user_ns.get("tape", _ABSENT)
    try:
        _walked(shell, asked, stepper)
    except BadInput as problem:
        raise UsageError(f"{_MARK}: {problem}") from None
    finally:
        stepper.abandon()
        _put_back(shell.user_ns, former)


def _put_back(namespace: dict[str, Any], former: Any) -> None:
    if former is _ABSENT:
        namespace.pop("tape", None)
    else:
        namespace["tape"] = former


def _stepper(shell: Any, asked: Asked, line: str, cell: str) -> Stepper:
    from tapeviz.classroom.stepping import Stepper
    from tapeviz.fixing.rerun import parseable
    from tapeviz.magics import cell_number

    if not cell.strip():
        raise BadInput(f"the cell is empty; write the computation below the {_MARK} line")
    if cell.lstrip().startswith("%%"):
        raise BadInput(
            f"{cell.split(maxsplit=1)[0]} cannot stand in a {_MARK} cell: its statements are run again and again"
        )
    text = f"{_MARK} {line}\n{shell.transform_cell(cell)}"
    code = parseable(text)
    key = shell.compile.cache(code, cell_number(shell), raw_code=code)
    parse = functools.partial(shell.compile.ast_parse, code, filename=key)
    return Stepper(asked.request, shell.user_ns, key, text, parse)


def _walked(shell: Any, asked: Asked, stepper: Stepper) -> None:
    __tracebackhide__ = True
    from tapeviz.classroom.descent import Walk
    from tapeviz.classroom.optimizers import mover

    move, rate = mover(stepper.engine, asked.optimizer, asked.rate, shell.user_ns)
    found = dict(shell.user_ns)
    _begin(shell, asked, stepper)
    landscape = _landscape(stepper, found, shell.user_ns)
    start = stepper.where()
    walk = Walk(stepper.names, stepper.target, stepper.where)
    progress = Progress(shell, asked.steps, stepper.target)
    try:
        with progress, ExitStack() as stack:

            def read() -> Reading:
                __tracebackhide__ = True
                if len(walk.readings) == 1:  # what the first step has shown is not shown again
                    stack.enter_context(capture_output())
                return stepper.read()

            walk.go(asked.steps, read, lambda _: move(stepper.gradients, stepper.leaves), progress.told)
    finally:
        if asked.is_dry:
            stepper.put(start)
        run = _trajectory(walk, landscape, optimizer=_label(asked.optimizer), rate=rate)
        _deliver(shell, asked, run, progress)


def _label(optimizer: str) -> str:
    """A name in small letters; an expression as it is written."""
    return optimizer.lower() if optimizer.isidentifier() else optimizer


def _begin(shell: Any, asked: Asked, stepper: Stepper) -> None:
    """The first run of the cell. Where a gradient is missing its report is shown, and nothing has moved."""
    __tracebackhide__ = True
    from tapeviz.cell.show import show_report
    from tapeviz.classroom.descent import check_kind
    from tapeviz.render.shown import as_shown

    try:
        stepper.begin(shell.compile)
    finally:
        if stepper.report is not None:
            report = as_shown(stepper.report)
            api.set_last_report(report)
            _keep(shell, stepper, report)
            if any(d.status != "gradient" for d in report.diagnoses):
                show_report(shell, report)
    check_kind(asked.plot, stepper.names, are_scalars=stepper.are_scalars)


def _keep(shell: Any, stepper: Stepper, report: Report) -> None:
    """For `%tape plot`: the cell as if it had been taped."""
    sources = ", ".join(expression.text for expression in stepper.request.sources or ())
    first_line = f"%%tape {stepper.target} wrt {sources}" if sources else f"%%tape {stepper.target}"
    text = f"{first_line}\n{stepper.text.partition(chr(10))[2]}"
    _last[:] = [TapedCell(text, shell.user_ns, report)]


def last_descended() -> TapedCell | None:
    """The cell of the last descent, where no other report has been made since."""
    return _last[0] if _last and _last[0].report is api.last_report() else None


_last: list[TapedCell] = []


def _landscape(stepper: Stepper, found: dict[str, Any], home: dict[str, Any]) -> Landscape | None:
    """The cell as a function of its sources, for what is drawn around the path; None where it cannot be run aside."""
    from tapeviz.classroom.landscape import Landscape
    from tapeviz.fixing.allowed import NotContained
    from tapeviz.fixing.aside import refuse_seeded_draws

    if len(stepper.names) > _MOST_SOURCES or not stepper.are_scalars:
        return None
    request = replace(stepper.request, target=Expression(stepper.target))
    try:
        if stepper.report is not None:
            refuse_seeded_draws(stepper.report)
        return Landscape(stepper.engine, stepper.text, request, found, home)
    except NotContained:
        return None


def _trajectory(walk: Walk, landscape: Landscape | None, **known: Any) -> Trajectory:
    from tapeviz.classroom.descent import Trajectory

    run = Trajectory.of(walk, landscape=landscape, **known)
    if landscape is None or len(walk.points) == len(walk.readings):
        return run
    last = landscape.values(walk.names, [[float(value) for value in walk.points[-1]]])[0]
    return replace(run, last_loss=float(last))


def _deliver(shell: Any, asked: Asked, run: Trajectory, progress: Progress) -> None:
    """Store it, show it, save its picture."""
    if asked.output is not None:
        shell.user_ns[asked.output] = run
    sys.stdout.flush()
    text = f"{run}{words_on_picture()}"
    if progress.place is not None:
        progress.replace(
            {"text/plain": ""} if asked.is_quiet else {"text/plain": text, "text/html": run.html(asked.plot)}
        )
    elif not asked.is_quiet:
        show(shell, text, lambda: run.html(asked.plot))
    if asked.save is not None:
        save_picture(lambda: run.plot(asked.plot), asked.save)


def show(shell: Any, text: str, page: Callable[[], str]) -> None:
    """The text on a terminal, where no picture need be drawn; else the page too."""
    is_terminal = type(shell.display_pub) is DisplayPublisher
    show_bundle(shell, {"text/plain": text} if is_terminal else {"text/plain": text, "text/html": page()})


def words_on_picture() -> str:
    """One line where matplotlib is not there."""
    from tapeviz.classroom.descent import NO_MATPLOTLIB

    return "" if importlib.util.find_spec("matplotlib") else f"\n{NO_MATPLOTLIB}"


def save_picture(draw: Callable[[], Any], path: str) -> None:
    """Write a figure to a file. Raises `BadInput` where that cannot be done."""
    try:
        draw().savefig(Path(path).expanduser())
    except (OSError, ImportError) as problem:
        reason = getattr(problem, "strerror", None) or problem
        raise BadInput(f"--save cannot write {path}: {reason}") from None


class Progress:
    """How far a long run has come: a line on a terminal, in a notebook an output whose place the result then takes."""

    def __init__(self, shell: Any, steps: int, target: str) -> None:
        self.steps, self.target = steps, target
        self.stream = sys.stdout  # as it is now: later the cell's output is caught
        self.publisher = shell.display_pub if getattr(shell, "kernel", None) is not None else None
        self.is_seen = self.publisher is not None or self.stream.isatty()
        self.next = time.monotonic() + _BAR_AFTER
        self.width = 0
        self.place: str | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.width:
            self.stream.write("\r" + " " * self.width + "\r")
            self.stream.flush()

    def told(self, step: int, loss: float) -> None:
        """One more step was read."""
        if not self.is_seen or time.monotonic() < self.next:
            return
        self.next = time.monotonic() + _BAR_EVERY
        full = round(_BAR * (step + 1) / self.steps)
        line = f"step {step + 1}/{self.steps} [{'#' * full}{'.' * (_BAR - full)}] {self.target} = {loss:.4g}"
        if self.publisher is not None:
            self.replace({"text/plain": line})
            return
        self.stream.write("\r" + line.ljust(self.width))
        self.stream.flush()
        self.width = max(self.width, len(line))

    def replace(self, views: dict[str, str]) -> None:
        """Show this in the one place of a notebook that the run has."""
        place, self.place = self.place, self.place or f"tapeviz-{uuid.uuid4().hex}"
        transient = {"display_id": self.place}
        if self.publisher is not None:
            self.publisher.publish(data=views, metadata={}, transient=transient, update=place is not None)


# Loading


def load(shell: Any) -> None:
    """Put `%%descend` into a shell."""

    @no_var_expand
    def magic(line: str, cell: str) -> None:
        __tracebackhide__ = True
        descend(shell, line, cell)

    magic.__doc__ = _HELP
    shell.magics_manager.register_function(magic, magic_kind="cell", magic_name=MAGIC)


def unload(shell: Any) -> None:
    """Take it out again."""
    manager = shell.magics_manager
    manager.magics["cell"].pop(MAGIC, None)
    vars(manager.user_magics).pop(MAGIC, None)
    _last.clear()


_HELP = """Gradient descent on what this cell computes: one run is one step; shows the board and the path in a picture.

::

    %%descend [options] [TARGET [wrt SOURCE[, SOURCE ...]]]

TARGET is one number, the SOURCES are variables (or layers, models, lists of variables) made in an earlier cell; without
`wrt` every variable that the tape watches moves. The cell runs once in each step, inside a tf.GradientTape; what it
prints is shown for the first step.

Examples::

    %%descend z wrt x, y --steps 20 --lr 0.2
    z = x ** 2 + y ** 2

    %%descend loss wrt model --optimizer adam --lr 0.01 --steps 200 -o run
    loss = tf.reduce_mean((model(inputs) - labels) ** 2)

Options, before TARGET or behind the sources:

    --steps N         how many steps (10)
    --lr RATE         the learning rate (0.1 for sgd and momentum, else the optimizer's own)
    --optimizer NAME  sgd, momentum, adam, any class of keras.optimizers, or an expression: Adam(0.1, beta_1=0.8)
    --dry-run         put the variables back afterwards
    --plot KIND       auto, surface, contour, curve, loss or none
    --save FILE       save the picture: .png .svg .pdf
    -o NAME           store the trajectory: run["x"], run.losses, run.table(), run.frame(), run.plot()
    -q                display nothing

A run stops early at a number that is not finite, and where the target runs away; the last line says at which step.
"""
